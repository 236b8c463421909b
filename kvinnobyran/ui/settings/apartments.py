"""Lägenheter: which there are, when they are closed, and the rules of a permitted home (9.13)."""

from dataclasses import replace
from datetime import date

from PySide6.QtCore import Qt

from kvinnobyran.domain.apartment import Apartment, Closure, ClosureKind
from kvinnobyran.domain.ids import new_id
from kvinnobyran.domain.settings import IVO_HEADS, IVO_MODE, RESERVATION_DAYS
from kvinnobyran.domain.trouble import Refused, Trouble
from kvinnobyran.flows.apartments import (
    remove_closure,
    retire_apartment,
    save_apartment,
    save_closure,
)
from kvinnobyran.flows.office import change_setting
from kvinnobyran.store.apartments import apartments, closures_of
from kvinnobyran.store.database import Database
from kvinnobyran.store.office import setting
from kvinnobyran.ui.kit.buttons import Button, Kind
from kvinnobyran.ui.kit.card import Card, Line
from kvinnobyran.ui.kit.chips import Chips, YesNo
from kvinnobyran.ui.kit.dates import DateEdit
from kvinnobyran.ui.kit.editors import LineEdit, NumberEdit
from kvinnobyran.ui.kit.form import Field, Form, Row
from kvinnobyran.ui.kit.icons import Icon
from kvinnobyran.ui.settings.address import AddressEditing
from kvinnobyran.ui.settings.host import Host
from kvinnobyran.ui.settings.incidents import IncidentEditing
from kvinnobyran.ui.settings.rows import Section, SettingRow, Unfolding

_Stored = tuple[list[Apartment], dict[str, list[Closure]], str, str, str]


def _stored(database: Database) -> _Stored:
    found = apartments(database)
    return (
        found,
        {each.id: closures_of(database, each.id) for each in found},
        setting(database, IVO_MODE),
        setting(database, IVO_HEADS),
        setting(database, RESERVATION_DAYS),
    )


class ApartmentSection(Section):
    """The apartments by their codes. Where they lie is behind a door of its own."""

    def __init__(self, window: Host) -> None:
        super().__init__("Lägenheter", Icon.VISIT)
        self._window = window
        self._desk = window.desk
        self._apartment: Apartment | None = None
        self._closure: Closure | None = None
        self._closures: dict[str, list[Closure]] = {}
        self.new = Button("Ny lägenhet", icon=Icon.ADD, then=lambda: self._edit(None))
        row = SettingRow(
            "Lägenheterna",
            "Bara koden syns i listor, kalender och utskrifter. Skriv aldrig adressen i koden.",
            self.new,
            words="boende adress portkod nycklar spärr renovering städning röjd",
        )
        self.listed = Card("I bruk", empty="Ingen lägenhet är inlagd. Ny lägenhet börjar.")
        self.listed.opened.connect(self._edit)
        self.editing = Unfolding("Spara", busy="Sparar …", do=self._save, close=self._fold)
        self.form = Form(
            [
                Row(
                    Field("code", "Kod", LineEdit(placeholder="Till exempel Lägenhet A")),
                    Field("adults", "Vuxna", NumberEdit(least=1, most=20)),
                    Field("children", "Barn", NumberEdit(most=20)),
                ),
                Row(
                    Field("pets", "Får djur bo där?", YesNo(kept=True)),
                    Field("alarm", "Finns larm?", YesNo(kept=True)),
                    Field("no_sons_from", "Inga söner från", NumberEdit(most=18, unit="år")),
                ),
            ]
        )
        self.closed = Card(
            "Spärrar",
            empty="Lägenheten är inte spärrad.",
            button=Button("Ny spärr", Kind.QUIET, then=lambda: self._edit_closure(None)),
        )
        self.closed.opened.connect(self._edit_closure)
        self.closing = Unfolding(
            "Spara spärren", busy="Sparar …", do=self._save_closure, close=self._fold_closure
        )
        kinds = [each for each in ClosureKind if each is not ClosureKind.EXPOSED]
        self.closure_form = Form(
            [
                Field("kind", "Varför?", Chips(kinds, kept=True)),
                Row(
                    Field("first", "Från", DateEdit(today=self._desk.today)),
                    Field("until", "Till", DateEdit(today=self._desk.today)),
                ),
                Field("words", "Att veta", LineEdit()),
            ]
        )
        self.remove = Button("Ta bort spärren", Kind.QUIET, then=self._remove_closure)
        self.address = AddressEditing(window)
        self.incidents = IncidentEditing(window)
        self.incidents.told.connect(self._done)
        self.retire = Button("Lämna lägenheten", Kind.QUIET, then=self._retire)
        self.closing.fields.addWidget(self.closure_form)
        self.closing.fields.addWidget(self.remove, 0, Qt.AlignmentFlag.AlignLeft)
        for widget in (self.form, self.address, self.closed, self.closing, self.incidents):
            self.editing.fields.addWidget(widget)
        self.editing.fields.addWidget(self.retire, 0, Qt.AlignmentFlag.AlignLeft)
        row.below.addWidget(self.editing)
        row.below.addWidget(self.listed)
        self.days = NumberEdit(least=1, most=60, unit="dagar")
        self.days.setAccessibleName("Dagar som en preliminär reservation gäller")
        self.days.editingFinished.connect(self._save_days)
        self.ivo = YesNo(kept=True)
        self.ivo.edited.connect(lambda: self._keep(IVO_MODE, "1" if self.ivo.value() else "0"))
        self.heads = LineEdit(placeholder="Namn, med komma emellan")
        self.heads.editingFinished.connect(self._save_heads)
        self._heads_before = ""
        self.add(
            row,
            SettingRow(
                "Preliminär reservation gäller",
                "Sedan går den ut av sig själv.",
                self.days,
                words="reservation nexus",
            ),
            SettingRow(
                "Tillståndspliktigt boende (IVO)?",
                "Ja kräver lämplighetsbedömning före inskrivning, föreståndarens beslut och en"
                " utsedd person för varje barn.",
                self.ivo,
                words="tillstånd föreståndare lämplighet inspektionen",
            ),
            SettingRow(
                "Föreståndare och ersättare",
                "De som då får besluta om in- och utskrivning. Tomt: vem som helst.",
                self.heads,
                words="ivo föreståndare ersättare",
            ),
        )

    def refresh(self) -> None:
        self._desk.ask(_stored, then=self._show, owner=self)

    def _show(self, stored: _Stored) -> None:
        found, self._closures, mode, heads, days = stored
        self.listed.show_lines([_line(each, self._closures, self._desk.today) for each in found])
        self.ivo.set_value(mode == "1")
        self._heads_before = heads
        self.heads.set_value(heads)
        self.days.set_value(int(days) if days.isdecimal() else None)
        if self._apartment is not None:
            self._show_closures(self._apartment)

    # --- an apartment -------------------------------------------------------------------------

    def _edit(self, apartment: Apartment | None) -> None:
        """Unfold the form of an apartment, or of a new one."""
        known = apartment is not None
        shown = apartment or Apartment(id=new_id(), code="")
        self._apartment = shown
        self.form.fill(
            {
                "code": shown.code,
                "adults": shown.adults,
                "children": shown.children,
                "pets": shown.pets,
                "alarm": shown.alarm,
                "no_sons_from": shown.no_sons_from,
            }
        )
        for widget in (self.address, self.closed, self.incidents, self.retire):
            widget.setVisible(known)
        self._show_closures(shown)
        self._fold_closure()
        self.address.about(shown.id if known else "")
        self.incidents.about(shown)
        self.editing.say("")
        self.editing.show()
        self.form.focus_first()

    def _save(self) -> None:
        if self._apartment is None or not self._fits(self.form, self.editing):
            return
        values = self.form.values()
        self._desk.do(
            save_apartment,
            replace(
                self._apartment,
                code=values["code"],
                adults=values["adults"] or 1,
                children=values["children"] or 0,
                pets=bool(values["pets"]),
                alarm=bool(values["alarm"]),
                no_sons_from=values["no_sons_from"],
            ),
            reasons=self.form.reasons(),
            then=lambda _: self._done("Lägenheten är sparad"),
            otherwise=lambda trouble: self._refused(self.form, self.editing, trouble),
            owner=self,
        )

    def _retire(self) -> None:
        if self._apartment is not None:
            self._desk.do(
                retire_apartment,
                self._apartment,
                self._desk.today,
                then=lambda _: self._done("Lägenheten finns inte längre att välja"),
                otherwise=self._not_now,
                owner=self,
            )

    # --- closures -----------------------------------------------------------------------------

    def _show_closures(self, apartment: Apartment) -> None:
        self.closed.show_lines(
            [
                Line(
                    key=each,
                    text=each.kind.label,
                    detail=f"{each.first} till {each.until or 'tills vidare'}",
                    aside=each.words,
                )
                for each in self._closures.get(apartment.id, [])
            ]
        )

    def _edit_closure(self, closure: Closure | None) -> None:
        if self._apartment is None:
            return
        self.remove.setVisible(closure is not None)
        shown = closure or Closure(
            id=new_id(), apartment_id=self._apartment.id, first=self._desk.today
        )
        self._closure = shown
        self.closure_form.fill(
            {"kind": shown.kind, "first": shown.first, "until": shown.until, "words": shown.words}
        )
        self.closing.say("")
        self.closing.show()
        self.closure_form.focus_first()

    def _save_closure(self) -> None:
        if self._closure is None or not self._fits(self.closure_form, self.closing):
            return
        values = self.closure_form.values()
        self._desk.do(
            save_closure,
            replace(
                self._closure,
                kind=values["kind"] or self._closure.kind,
                first=values["first"] or self._closure.first,
                until=values["until"],
                words=values["words"],
            ),
            then=lambda _: self._closure_done("Spärren är sparad"),
            otherwise=lambda trouble: self._refused(self.closure_form, self.closing, trouble),
            owner=self,
        )

    def _remove_closure(self) -> None:
        if self._closure is not None:
            self._desk.do(
                remove_closure,
                self._closure,
                then=lambda _: self._closure_done("Spärren är borta"),
                otherwise=self._not_now,
                owner=self,
            )

    # --- settings -----------------------------------------------------------------------------

    def _save_days(self) -> None:
        days = self.days.value()
        if days is not None and not self.days.problem():
            self._keep(RESERVATION_DAYS, str(days))

    def _save_heads(self) -> None:
        if self.heads.value() != self._heads_before:
            self._keep(IVO_HEADS, self.heads.value())

    def _keep(self, key: str, value: str) -> None:
        def save(now: str) -> None:
            if now != value:
                self._desk.do(
                    change_setting,
                    key,
                    value,
                    then=lambda _: self._window.toast("Inställningen är sparad", undo=True),
                    owner=self,
                )

        self._desk.ask(setting, key, then=save, owner=self)

    # --- how it went --------------------------------------------------------------------------

    def _fits(self, form: Form, within: Unfolding) -> bool:
        if form.check():
            return True
        within.say("")
        return False

    def _refused(self, form: Form, within: Unfolding, trouble: Trouble) -> None:
        within.say("")
        if isinstance(trouble, Refused):
            form.show_faults(trouble.faults)
        else:
            self.say_trouble(trouble)

    def _not_now(self, trouble: Trouble) -> None:
        if isinstance(trouble, Refused):
            self.editing.say(" ".join(fault.sentence for fault in trouble.faults))
        else:
            self.say_trouble(trouble)

    def _done(self, said: str) -> None:
        self._fold()
        self.refresh()
        self._window.toast(said, undo=True)
        self.new.setFocus()

    def _closure_done(self, said: str) -> None:
        self._fold_closure()
        self.refresh()
        self._window.toast(said, undo=True)

    def _fold(self) -> None:
        self._fold_closure()
        self.incidents.fold()
        self.address.fold()
        self.editing.say("")
        self.editing.hide()
        self._apartment = None

    def _fold_closure(self) -> None:
        self.closing.say("")
        self.closing.hide()
        self._closure = None


def _line(apartment: Apartment, closures: dict[str, list[Closure]], today: date) -> Line:
    closed = next((each for each in closures.get(apartment.id, []) if today in each.span), None)
    pets = "djur går bra" if apartment.pets else "inga djur"
    adults = "1 vuxen" if apartment.adults == 1 else f"{apartment.adults} vuxna"
    return Line(
        key=apartment,
        text=apartment.code,
        detail=f"{adults} och {apartment.children} barn, {pets}",
        aside=f"Spärrad: {closed.kind.label.lower()}" if closed else "",
        tone="danger" if closed else "muted",
    )
