"""Myndigheter: the register that fields offer while one types, and how long a case is kept."""

from collections.abc import Callable

from kvinnobyran.domain.ids import new_id
from kvinnobyran.domain.organisation import AuthorityKind, ContactPerson, Organisation
from kvinnobyran.domain.retention import LONGEST, LONGEST_CHILD, SHORTEST
from kvinnobyran.domain.settings import CHILD_MONTHS, RETENTION_MONTHS
from kvinnobyran.domain.trouble import Refused, Trouble
from kvinnobyran.flows.office import change_setting
from kvinnobyran.flows.organisations import (
    retire_contact_person,
    retire_organisation,
    save_contact_person,
    save_organisation,
)
from kvinnobyran.store.organisations import Known, organisations
from kvinnobyran.store.reader import Reader
from kvinnobyran.store.retention import child_months, own_months
from kvinnobyran.ui.kit.buttons import Button, Kind
from kvinnobyran.ui.kit.card import Card, Line
from kvinnobyran.ui.kit.editors import CodeBox, LineEdit, NumberEdit, TextEdit
from kvinnobyran.ui.kit.form import Field, Form, Row
from kvinnobyran.ui.kit.icons import Icon
from kvinnobyran.ui.settings.host import Host
from kvinnobyran.ui.settings.rows import Section, SettingRow, Unfolding


class AuthoritySection(Section):
    """The register. What retires stays in everything that was written about it."""

    def __init__(self, window: Host) -> None:
        super().__init__("Myndigheter och organisationer", Icon.CASES)
        self._window = window
        self._desk = window.desk
        self._known: dict[str, Known] = {}
        self._organisation: Organisation | None = None
        self._person: ContactPerson | None = None
        self.new = Button("Ny organisation", icon=Icon.ADD, then=lambda: self._edit(None))
        row = SettingRow(
            "Registret",
            "Föreslås när du skriver vart någon hänvisas, vart en anmälan lämnas eller vilken "
            "myndighet en fråga gäller.",
            self.new,
            words="myndighet socialtjänst polis kontaktperson handläggare",
        )
        self.listed = Card("I bruk", empty="Registret är tomt än. Ny organisation börjar det.")
        self.listed.opened.connect(self._edit)
        self.editing = Unfolding("Spara", busy="Sparar …", do=self._save, close=self._fold)
        self.form = Form(
            [
                Row(
                    Field("name", "Namn", LineEdit()),
                    Field("kind", "Slag", CodeBox(AuthorityKind, nothing=None)),
                ),
                Field("phone", "Telefon", LineEdit()),
                Field("note", "Att veta", TextEdit(lines=2)),
            ]
        )
        self.persons = Card(
            "Att fråga efter",
            empty="Ingen är antecknad.",
            button=Button("Ny person", Kind.QUIET, then=lambda: self._edit_person(None)),
        )
        self.persons.opened.connect(self._edit_person)
        self.person_editing = Unfolding(
            "Spara personen", busy="Sparar …", do=self._save_person, close=self._fold_person
        )
        self.person_form = Form(
            [
                Row(Field("name", "Namn", LineEdit()), Field("role", "Roll", LineEdit())),
                Row(Field("phone", "Telefon", LineEdit()), Field("email", "E-post", LineEdit())),
            ]
        )
        self.retire = Button("Ta ur bruk", Kind.QUIET, then=self._retire)
        self.retire_person = Button("Har slutat", Kind.QUIET, then=self._retire_person)
        self.person_editing.fields.addWidget(self.person_form)
        self.person_editing.fields.addWidget(self.retire_person)
        for widget in (self.form, self.persons, self.person_editing, self.retire):
            self.editing.fields.addWidget(widget)
        row.below.addWidget(self.editing)
        row.below.addWidget(self.listed)
        self.months = NumberEdit(least=SHORTEST, most=LONGEST, unit="månader")
        self.months.setAccessibleName("Månader som egen stödverksamhet sparas")
        self.months.editingFinished.connect(self._save_months)
        kept = SettingRow(
            "Gallring: egen stödverksamhet",
            "Så länge sparas ett ärende, och en person utan ärende, efter det senaste som skrevs, "
            f"{SHORTEST}–{LONGEST} månader. En placering sparas två år. Inget gallras av sig "
            "självt.",
            self.months,
            words="gallra spara radera tid månader år",
        )
        self.child_months = NumberEdit(least=0, most=LONGEST_CHILD, unit="månader")
        self.child_months.setAccessibleName("Månader som ett barns egen akt sparas")
        self.child_months.editingFinished.connect(self._save_child_months)
        children = SettingRow(
            "Gallring: barnakt",
            "Ett barns egen akt bedöms för sig i rundan. 0: den sparas som ärendet den ligger i. "
            "Sparas den längre än ärendet väntar ärendet på den.",
            self.child_months,
            words="gallra barn trappan teckning oro elev",
        )
        rounds = SettingRow(
            "Gallringsrunda",
            "Ärenden vars tid är ute: skjut upp, spärra eller föreslå, och gallra med två "
            "underskrifter. En kvart varje kvartal.",
            Button("Öppna rundan …", then=lambda: window.do("retention")),
            words="gallra radera protokoll spärra",
        )
        self.add(row, kept, children, rounds)

    def refresh(self) -> None:
        self._desk.ask(organisations, today=self._desk.today, then=self._show, owner=self)
        self._desk.ask(own_months, then=self.months.set_value, owner=self.months)
        self._desk.ask(child_months, then=self.child_months.set_value, owner=self.child_months)

    def _show(self, rows: list[Known]) -> None:
        self._known = {row.organisation.id: row for row in rows}
        self.listed.show_lines([_line(row) for row in rows])
        if self._organisation is not None:
            self._show_persons(self._organisation)

    # --- an organisation ----------------------------------------------------------------------

    def _edit(self, organisation: Organisation | None) -> None:
        """Unfold the form of an organisation, or of a new one."""
        known = organisation is not None
        new = Organisation(id=new_id(), name="", kind=AuthorityKind.OTHER)
        shown = organisation or new
        self._organisation = shown
        self.form.fill(
            {"name": shown.name, "kind": shown.kind, "phone": shown.phone, "note": shown.note}
        )
        for widget in (self.persons, self.retire):
            widget.setVisible(known)
        self._show_persons(shown)
        self._fold_person()
        self.editing.say("")
        self.editing.show()
        self.form.focus_first()

    def _save(self) -> None:
        if self._organisation is None or not self._fits(self.form, self.editing):
            return
        values = self.form.values()
        self._desk.do(
            save_organisation,
            Organisation(
                id=self._organisation.id,
                name=values["name"],
                kind=values["kind"] or AuthorityKind.OTHER,
                phone=values["phone"],
                note=values["note"],
            ),
            then=lambda _: self._done("Organisationen är sparad"),
            otherwise=lambda trouble: self._refused(self.form, self.editing, trouble),
            owner=self,
        )

    def _retire(self) -> None:
        if self._organisation is not None:
            self._desk.do(
                retire_organisation,
                self._organisation,
                then=lambda _: self._done("Den föreslås inte längre"),
                owner=self,
            )

    # --- somebody to ask for ------------------------------------------------------------------

    def _show_persons(self, organisation: Organisation) -> None:
        known = self._known.get(organisation.id)
        persons = known.persons if known else ()
        self.persons.show_lines(
            [
                Line(key=each, text=each.name or each.role, detail=each.role if each.name else "")
                for each in persons
            ]
        )

    def _edit_person(self, person: ContactPerson | None) -> None:
        """Unfold the form of somebody to ask for, or of a new one."""
        if self._organisation is None:
            return
        self.retire_person.setVisible(person is not None)
        shown = person or ContactPerson(id=new_id(), organisation_id=self._organisation.id, name="")
        self._person = shown
        self.person_form.fill(
            {"name": shown.name, "role": shown.role, "phone": shown.phone, "email": shown.email}
        )
        self.person_editing.say("")
        self.person_editing.show()
        self.person_form.focus_first()

    def _save_person(self) -> None:
        if self._person is None or not self._fits(self.person_form, self.person_editing):
            return
        values = self.person_form.values()
        self._desk.do(
            save_contact_person,
            ContactPerson(
                id=self._person.id,
                organisation_id=self._person.organisation_id,
                name=values["name"],
                role=values["role"],
                phone=values["phone"],
                email=values["email"],
            ),
            then=lambda _: self._person_done("Personen är sparad"),
            otherwise=lambda trouble: self._refused(self.person_form, self.person_editing, trouble),
            owner=self,
        )

    def _retire_person(self) -> None:
        if self._person is not None:
            self._desk.do(
                retire_contact_person,
                self._person,
                then=lambda _: self._person_done("Personen föreslås inte längre"),
                owner=self,
            )

    # --- retention ----------------------------------------------------------------------------

    def _save_months(self) -> None:
        self._save_time(self.months, RETENTION_MONTHS, own_months)

    def _save_child_months(self) -> None:
        self._save_time(self.child_months, CHILD_MONTHS, child_months)

    def _save_time(self, box: NumberEdit, key: str, known: Callable[[Reader], int]) -> None:
        months = box.value()
        if months is None or box.problem():
            self._desk.ask(known, then=box.set_value, owner=box)
            return

        def save(now: int) -> None:
            if now != months:
                self._desk.do(
                    change_setting,
                    key,
                    str(months),
                    then=lambda _: self._window.toast("Gallringstiden är sparad", undo=True),
                    owner=self,
                )

        self._desk.ask(known, then=save, owner=self)

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

    def _done(self, said: str) -> None:
        self._fold()
        self.refresh()
        self._window.toast(said, undo=True)
        self.new.setFocus()

    def _person_done(self, said: str) -> None:
        self._fold_person()
        self.refresh()
        self._window.toast(said, undo=True)

    def _fold(self) -> None:
        self._fold_person()
        self.editing.say("")
        self.editing.hide()
        self._organisation = None

    def _fold_person(self) -> None:
        self.person_editing.say("")
        self.person_editing.hide()
        self._person = None


def _line(known: Known) -> Line:
    organisation = known.organisation
    asked = ", ".join(known.asked_for)
    return Line(
        key=organisation,
        text=organisation.name,
        detail=f"Fråga efter {asked}" if asked else "",
        aside=organisation.kind.label,
    )
