"""Who is she, as far as she wants to say, and what may be written down? Nothing is forced (I1)."""

from dataclasses import dataclass, replace
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from kvinnobyran.domain.case import Case, CaseState, Documentation
from kvinnobyran.domain.dates import PartialDate
from kvinnobyran.domain.faults import Fault
from kvinnobyran.domain.ids import new_id
from kvinnobyran.domain.inquiry import Inquiry
from kvinnobyran.domain.likeness import Likeness, phone_key
from kvinnobyran.domain.missing import Answer
from kvinnobyran.domain.person import ContactSafety, ContactWay, Identity, Person
from kvinnobyran.ui.capture.similar import Acquaintance
from kvinnobyran.ui.kit.birth import BirthEdit
from kvinnobyran.ui.kit.buttons import Button, Kind
from kvinnobyran.ui.kit.chips import Chips
from kvinnobyran.ui.kit.desk import Desk
from kvinnobyran.ui.kit.editors import CodeBox, LineEdit
from kvinnobyran.ui.kit.form import Field, Form, Row
from kvinnobyran.ui.kit.notice import Notice, Tone

_LONGEST_NAME = 100
_LONGEST_NUMBER = 60
_HERS = {"value": "phone", "kind": "phone"}
"""Faults of a contact way are shown at the phone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """All that a new case begins with, as ``flows.inquiries.open_case`` takes it."""

    person: Person
    case: Case
    ways: tuple[ContactWay, ...]


class OpeningStep(QWidget):
    """The form of a new case. ``typed`` carries a Likeness whenever it changes."""

    edited = Signal()
    typed = Signal(object)
    belongs = Signal(object)
    """The open case that the chosen woman already has: the contact belongs there."""
    settled = Signal()
    """It is another woman, or nobody, that is chosen."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._known: Acquaintance | None = None
        self.joins: Case | None = None
        """The open case of the chosen woman: then there is no new one."""
        self._ids = {name: new_id() for name in ("person", "case", "way")}
        self.about = Notice()
        self.about.hide()
        self.unchoose = Button("Välj bort henne", Kind.QUIET, then=lambda: self.know(None))
        self.unchoose.hide()
        self.form = Form(_fields(desk))
        self.form.changed.connect(self._changed)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.about)
        column.addWidget(self.unchoose, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.form)
        column.addStretch(1)
        self._fit()

    def begin(self, inquiry: Inquiry) -> None:
        """Start with what the contact already says."""
        if not self.form.dirty:
            age = inquiry.approximate_age
            birth = None if age is None else PartialDate.of_age(age, inquiry.received_on)
            self.form.fill({"birth": birth})
        self._fit()
        self.form.focus_field("identity" if self._known is None else "earlier")

    def know(self, found: Acquaintance | None) -> None:
        """Be about a registered woman, or about a new one again."""
        self._known = found
        self.joins = None
        self._fit()
        self.about.setVisible(found is not None)
        self.unchoose.setVisible(found is not None)
        self.form.show()
        if found is None:
            self.settled.emit()
            return
        name = found.called
        if found.case is None:
            self.about.say(f"{name} är registrerad men har inget ärende.", heading="Vald person")
        elif found.case.state is CaseState.CLOSED:
            closed = found.case.closed_on
            day = f" {closed.isoformat()}" if closed else ""
            self.about.say(
                f"{name}: {found.case.code} avslutades{day}. Det nya ärendet länkas dit.",
                heading="Vald person",
            )
        else:
            self.joins = case = found.case
            self.about.say(
                f"{name} har ett öppet ärende, {case.code}. Då hör kontakten dit.",
                Tone.WARN,
                heading="Vald person",
                action=("Knyt dit", lambda: self.belongs.emit(case)),
            )
        self.settled.emit()
        if self.joins is not None:
            self.form.hide()
            button = self.about.findChild(Button)
            if isinstance(button, Button):
                button.setFocus()
        else:
            self.form.focus_field("earlier")

    def opening(self, inquiry: Inquiry) -> Opening:
        """Return what the form says."""
        values = self.form.values()
        person = self._person(values, inquiry)
        phone = values["phone"].strip()
        known = {phone_key(way.value) for way in self._known.ways} if self._known else set()
        ways: tuple[ContactWay, ...] = ()
        if phone and phone_key(phone) not in known:
            ways = (
                ContactWay(
                    id=self._ids["way"],
                    person_id=person.id,
                    value=phone,
                    safety=values["safety"] or ContactSafety.NOT_CONFIRMED,
                    confirmed_on=self._confirmed(values["safety"]),
                ),
            )
        case = Case(
            id=self._ids["case"],
            code="",
            person_id=person.id,
            opened_on=inquiry.received_on,
            documentation=values["documentation"] or Documentation.FULL,
            documentation_consent=values["consent"] or Answer.NOT_ASKED,
            states_earlier_contact=values["earlier"] or Answer.NOT_ASKED,
        )
        return Opening(person=person, case=case, ways=ways)

    def show_faults(self, faults: tuple[Fault, ...]) -> None:
        """Show what is wrong beside its field, and all of it at the top."""
        self.form.show_faults(
            [replace(fault, field=_HERS.get(fault.field, fault.field)) for fault in faults]
        )

    def draft(self) -> dict[str, Any]:
        """Return what was typed, and of whom."""
        known = self._known.person.id if self._known else ""
        return {"form": self.form.draft(), "known": known, "ids": self._ids}

    def restore(self, draft: dict[str, Any]) -> None:
        """Show what was typed; the chosen woman is asked for by the page."""
        self._ids = {**self._ids, **draft.get("ids", {})}
        self.form.restore(draft.get("form", {}))
        self._fit()

    def clear(self) -> None:
        """Forget everything: a new contact."""
        self._ids = {name: new_id() for name in self._ids}
        self.form.fill(_NOTHING)
        self.know(None)

    def likeness(self) -> Likeness:
        """Return what a person is compared by."""
        values = self.form.values()
        if values["identity"] is Identity.ANONYMOUS:
            return Likeness(
                names=(),
                phones=(values["phone"],) if values["phone"] else (),
                child_births=(values["child_birth"],) if values["child_birth"] else (),
            )
        names = (values["first_name"], values["last_name"], values["alias"])
        return Likeness(
            names=tuple(name.strip() for name in names if name.strip()),
            phones=(values["phone"],) if values["phone"].strip() else (),
            birth=values["birth"],
            child_births=(values["child_birth"],) if values["child_birth"] else (),
        )

    def _person(self, values: dict[str, Any], inquiry: Inquiry) -> Person:
        if self._known is not None:
            return self._known.person
        identity: Identity = values["identity"] or Identity.ANONYMOUS
        named = identity is Identity.KNOWN
        return Person(
            id=self._ids["person"],
            identity=identity,
            first_name=values["first_name"].strip() if named else "",
            last_name=values["last_name"].strip() if named else "",
            alias=values["alias"].strip() if identity is not Identity.ANONYMOUS else "",
            birth=values["birth"],
            municipality=inquiry.municipality,
        )

    def _confirmed(self, safety: ContactSafety | None) -> Any:  # noqa: ANN401 - a date or None
        if safety in {None, ContactSafety.NOT_CONFIRMED, ContactSafety.FORBIDDEN}:
            return None
        return self._desk.today

    def _changed(self) -> None:
        self._fit()
        self.edited.emit()
        self.typed.emit(self.likeness())

    def _fit(self) -> None:
        """Ask only for what has a meaning."""
        identity = self.form.editor("identity").value() or Identity.ANONYMOUS
        new = self._known is None
        for name in ("first_name", "last_name"):
            self.form.show_field(name, shown=new and identity is Identity.KNOWN)
        self.form.show_field("alias", shown=new and identity is Identity.ALIAS)
        self.form.show_field("identity", shown=new)
        self.form.show_field("birth", shown=new)
        self.form.show_field("child_birth", shown=new)


_NOTHING: dict[str, Any] = {
    "identity": Identity.ANONYMOUS,
    "first_name": "",
    "last_name": "",
    "alias": "",
    "phone": "",
    "safety": ContactSafety.NOT_CONFIRMED,
    "birth": None,
    "child_birth": None,
    "documentation": Documentation.FULL,
    "consent": None,
    "earlier": None,
}


def _fields(desk: Desk) -> tuple[Field | Row, ...]:
    identity = Chips(Identity, kept=True)
    identity.set_value(Identity.ANONYMOUS)
    documentation = Chips(Documentation, kept=True)
    documentation.set_value(Documentation.FULL)
    safety = CodeBox(ContactSafety, nothing=None)
    safety.set_value(ContactSafety.NOT_CONFIRMED)
    asked = (Answer.YES, Answer.NO, Answer.UNKNOWN)
    return (
        Field("identity", "Hur vill hon vara känd", identity),
        Row(
            Field("first_name", "Förnamn", LineEdit(limit=_LONGEST_NAME)),
            Field("last_name", "Efternamn", LineEdit(limit=_LONGEST_NAME)),
        ),
        Field("alias", "Alias", LineEdit(limit=_LONGEST_NAME)),
        Row(
            Field("phone", "Telefon", LineEdit(limit=_LONGEST_NUMBER)),
            Field("safety", "Är det säkert att ringa", safety),
        ),
        Field("birth", "Född eller ålder", BirthEdit(today=desk.today)),
        Field(
            "child_birth",
            "Ett barns födelsedatum",
            BirthEdit(today=desk.today),
            help="Bara för att se om hon har varit här förut. Det sparas inte.",
        ),
        Field("documentation", "Vad får ni skriva ner", documentation),
        Field("consent", "Har hon sagt ja till det", Chips(asked)),
        Field("earlier", "Uppger hon tidigare kontakt", Chips(asked)),
    )
