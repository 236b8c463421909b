"""What has happened around an apartment: an address that has become known, a threat (B10)."""

from dataclasses import replace
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from kvinnobyran.domain.apartment import Apartment
from kvinnobyran.domain.ids import new_id
from kvinnobyran.domain.incident import Incident, IncidentKind, Leak
from kvinnobyran.domain.trouble import Refused, Trouble
from kvinnobyran.flows.apartments import expose_address, save_incident
from kvinnobyran.store.apartments import incidents_of
from kvinnobyran.ui.kit.buttons import Button, Kind
from kvinnobyran.ui.kit.card import Card, Line
from kvinnobyran.ui.kit.chips import Chips
from kvinnobyran.ui.kit.dates import DateEdit
from kvinnobyran.ui.kit.editors import LineEdit, TextEdit
from kvinnobyran.ui.kit.form import Field, Form, Row
from kvinnobyran.ui.kit.icons import Icon
from kvinnobyran.ui.kit.label import Label, Voice
from kvinnobyran.ui.kit.tokens import Space
from kvinnobyran.ui.settings.host import Host
from kvinnobyran.ui.settings.rows import Unfolding

_CLOSES: Final = (
    "Lägenheten spärras från den dagen. Alla som bor där eller är på väg dit får en uppgift."
)
_OTHER: Final = [each for each in IncidentKind if each is not IncidentKind.EXPOSED]


class IncidentEditing(QWidget):
    """The incidents of one apartment, and the form that tells of one. ``told``: it is saved."""

    told = Signal(str)

    def __init__(self, window: Host) -> None:
        super().__init__()
        self._desk = window.desk
        self._apartment: Apartment | None = None
        self._incident: Incident | None = None
        self._new = False
        self.exposed = Button(
            "Röjd adress …", Kind.QUIET, icon=Icon.WARNING, then=lambda: self._begin(exposed=True)
        )
        self.other = Button("Annan händelse …", Kind.QUIET, then=lambda: self._begin(exposed=False))
        self.listed = Card("Händelser", empty="Inget har hänt.")
        self.listed.opened.connect(self._edit)
        self.telling = Unfolding("Spara händelsen", busy="Sparar …", do=self._save, close=self.fold)
        self.form = Form(
            [
                Field("kind", "Vad är det?", Chips(_OTHER, kept=True)),
                Row(
                    Field("happened_on", "När?", DateEdit(today=self._desk.today)),
                    Field("reported_on", "Anmäld den", DateEdit(today=self._desk.today)),
                ),
                Field("words", "Vad har hänt? Inga namn, ingen adress.", TextEdit(lines=2)),
                Field("measures", "Vad har ni gjort?", TextEdit(lines=2)),
                Field("leak", "Kan uppgifter ha kommit ut från oss?", Chips(Leak)),
                Field("leak_words", "Om uppgifterna", LineEdit()),
            ]
        )
        self.closes = Label(_CLOSES, Voice.WARN)
        self.telling.fields.addWidget(self.closes)
        self.telling.fields.addWidget(self.form)
        row = QHBoxLayout()
        row.setSpacing(Space.S)
        row.addWidget(self.exposed)
        row.addWidget(self.other)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.S)
        column.addWidget(self.listed)
        column.addLayout(row)
        column.addWidget(self.telling)

    def about(self, apartment: Apartment) -> None:
        """Take in which apartment it is."""
        self._apartment = apartment
        self.fold()
        self._desk.ask(incidents_of, apartment.id, then=self._show, owner=self)

    def fold(self) -> None:
        """Leave the form."""
        self.telling.say("")
        self.telling.hide()
        self._incident = None

    def _show(self, found: list[Incident]) -> None:
        self.listed.show_lines(
            [
                Line(
                    key=each,
                    text=each.kind.label,
                    detail=f"Uppgifter från oss: {each.leak.label.lower()}" if each.leak else "",
                    aside=str(each.happened_on),
                    tone="warn" if each.leak is Leak.LOOKING else "muted",
                )
                for each in found
            ]
        )

    def _begin(self, *, exposed: bool) -> None:
        kind = IncidentKind.EXPOSED if exposed else IncidentKind.SOUGHT
        made = Incident(id=new_id(), kind=kind, happened_on=self._desk.today)
        self._unfold(made, new=True)

    def _edit(self, incident: Incident) -> None:
        self._unfold(incident, new=False)

    def _unfold(self, incident: Incident, *, new: bool) -> None:
        self._incident, self._new = incident, new
        self.form.fill(
            {
                name: getattr(incident, name)
                for name in (
                    "kind",
                    "happened_on",
                    "reported_on",
                    "words",
                    "measures",
                    "leak",
                    "leak_words",
                )
            }
        )
        # An address that has become known closes the apartment: that is never a slip of a chip.
        self.form.show_field("kind", shown=incident.kind is not IncidentKind.EXPOSED)
        exposing = new and incident.kind is IncidentKind.EXPOSED
        self.closes.setVisible(exposing)
        self.telling.say("")
        self.telling.show()
        self.form.focus_first()

    def _save(self) -> None:
        if self._apartment is None or self._incident is None or not self.form.check():
            self.telling.say("")
            return
        values = self.form.values()
        kind = values["kind"] or self._incident.kind
        if IncidentKind.EXPOSED in {kind, self._incident.kind}:
            kind = self._incident.kind
        day = values["happened_on"] or self._incident.happened_on
        incident = replace(
            self._incident,
            **{**values, "kind": kind, "happened_on": day, "apartment_id": self._apartment.id},
        )
        if self._new and kind is IncidentKind.EXPOSED:
            self._desk.do(
                expose_address,
                self._apartment,
                incident,
                then=lambda _: self.told.emit(
                    "Lägenheten är spärrad. De som bor där har fått uppgifter"
                ),
                otherwise=self._refused,
                owner=self,
            )
        else:
            self._desk.do(
                save_incident,
                incident,
                then=lambda _: self.told.emit("Händelsen är sparad"),
                otherwise=self._refused,
                owner=self,
            )

    def _refused(self, trouble: Trouble) -> None:
        self.telling.say("")
        if isinstance(trouble, Refused):
            self.form.show_faults(trouble.faults)
        else:
            self.telling.say(f"{trouble.sentence} {trouble.way_on}".strip())
