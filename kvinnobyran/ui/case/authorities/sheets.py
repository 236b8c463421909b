"""The sheets of authority support: a matter and a contact in it (A8)."""

from collections.abc import Mapping
from typing import TypeVar

from kvinnobyran.domain.authority import (
    CONTACT_TRANSITIONS,
    DECIDED,
    GOING_ON,
    MEETINGS,
    TRANSITIONS,
    AuthorityContact,
    AuthorityMatter,
    ContactForm,
    ContactState,
    MatterState,
)
from kvinnobyran.domain.codes import Code
from kvinnobyran.domain.organisation import AuthorityKind
from kvinnobyran.flows.authorities import save_authority_contact, save_matter
from kvinnobyran.ui.case.around import Around, saving, shown
from kvinnobyran.ui.kit.chips import Chips, YesNo
from kvinnobyran.ui.kit.dates import DateEdit, TimeEdit
from kvinnobyran.ui.kit.editors import CodeBox, NumberEdit, Option, TextEdit
from kvinnobyran.ui.kit.form import Field, Row
from kvinnobyran.ui.kit.sheet import Sheet
from kvinnobyran.ui.kit.suggest import SuggestEdit
from kvinnobyran.ui.register import OrganisationEdit

C = TypeVar("C", bound=Code)


def matter_sheet(around: Around, record: str) -> Sheet:
    """Return the sheet of a question to an authority, known or new."""
    known = next((each for each in around.dossier.of(AuthorityMatter) if each.id == record), None)
    matter = known or AuthorityMatter(
        id=record,
        case_id=around.case.id,
        kind=AuthorityKind.OTHER,
        opened_on=around.today,
    )
    persons = SuggestEdit(placeholder="Namn eller roll")
    organisation = OrganisationEdit(
        around.desk, placeholder="Skriv för att söka i registret", persons=persons
    )
    kinds = CodeBox(AuthorityKind, nothing=None)
    sheet = Sheet(
        around.desk,
        "Fråga till myndighet",
        [
            Row(
                Field("organisation", "Myndighet", organisation),
                Field("kind", "Slag", kinds),
            ),
            Field("contact_person", "Fråga efter", persons),
            Field("question", "Vad frågan gäller", TextEdit(lines=2)),
            Field("state", "Läge", Chips(following(TRANSITIONS, matter.state), kept=True)),
            Row(
                Field("opened_on", "Öppnad", DateEdit(today=around.today)),
                Field("decided_on", "Beslut den", DateEdit(today=around.today)),
                Field("closed_on", "Avslutad", DateEdit(today=around.today)),
            ),
            Row(
                Field("appeal_by", "Överklagas senast", DateEdit(today=around.today)),
                Field("decision_ends_on", "Beslutet gäller till", DateEdit(today=around.today)),
            ),
            Field("outcome", "Hur det gick", TextEdit(lines=2)),
        ],
        kind="authority_matter",
        record=matter.id,
        savings=[saving(around, "Spara", save_matter, matter, said="Sparat", reasoned=True)],
        belongs_to=around.belongs_to,
    )
    organisation.tell_kind(kinds.set_value)
    state = MatterState
    over = DECIDED | {state.CLOSED}
    sheet.only_when("decided_on", "state", lambda to: to in over, otherwise=None)
    sheet.only_when("appeal_by", "state", lambda to: to is state.REFUSED, otherwise=None)
    sheet.only_when("decision_ends_on", "state", lambda to: to is state.GRANTED, otherwise=None)
    sheet.only_when("closed_on", "state", lambda to: to is state.CLOSED, otherwise=None)
    sheet.only_when("outcome", "state", lambda to: to in over)
    sheet.begin({**shown(matter), "closed_on": matter.closed_on or around.today})
    return sheet


def contact_sheet(around: Around, record: str, matter_id: str = "") -> Sheet | None:
    """Return the sheet of a contact, known or new; None where nothing has been asked yet."""
    known = next((each for each in around.dossier.of(AuthorityContact) if each.id == record), None)
    matters = around.dossier.of(AuthorityMatter)
    if not matters:
        return None
    newest = next((each for each in matters if each.state in GOING_ON), matters[0])
    contact = known or AuthorityContact(
        id=record, matter_id=matter_id or newest.id, day=around.today
    )
    states = following(CONTACT_TRANSITIONS, known.state) if known else list(ContactState)
    sheet = Sheet(
        around.desk,
        "Kontakt med myndighet",
        [
            Field(
                "matter_id",
                "Fråga",
                CodeBox([Option(each.id, matter_words(each)) for each in matters], nothing=None),
            ),
            Field("state", "Läge", Chips(states, kept=True)),
            Row(
                Field("day", "Dag", DateEdit(today=around.today)),
                Field("starts_at", "Klockslag", TimeEdit()),
                Field("minutes", "Tid", NumberEdit(unit="min", most=24 * 60)),
            ),
            Field("form", "Hur", Chips(ContactForm, kept=True)),
            Field("with_her", "Var hon med?", YesNo(kept=True)),
            Field("attended", "Var vi med på mötet?", YesNo(kept=True)),
            Field("note", "Anteckning", TextEdit(lines=4)),
        ],
        kind="authority_contact",
        record=contact.id,
        savings=[
            saving(around, "Spara", save_authority_contact, contact, said="Sparat", reasoned=True)
        ],
        belongs_to=around.belongs_to,
    )
    sheet.only_when("attended", "form", lambda form: form in MEETINGS, otherwise=False)
    sheet.begin(shown(contact))
    return sheet


def matter_words(matter: AuthorityMatter) -> str:
    """Return what a matter is called: its authority and its question."""
    return f"{matter.organisation or matter.kind.label}: {matter.question}"


def following(drawn: Mapping[C, frozenset[C]], now: C) -> list[C]:
    """Return the state it is in and those that may follow, in the order of the list."""
    return [each for each in type(now) if each is now or each in drawn[now]]
