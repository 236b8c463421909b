"""The sheets of what is told about her, and of what others ask to be told (L18)."""

from kvinnobyran.domain.authority import AuthorityMatter
from kvinnobyran.domain.consent import Consent, ConsentPurpose, holds_on
from kvinnobyran.domain.disclosure import (
    NEEDS_WORDS,
    TRANSITIONS,
    Asker,
    Disclosure,
    DisclosureRequest,
    Ground,
    RequestState,
)
from kvinnobyran.domain.organisation import AuthorityKind
from kvinnobyran.flows.disclosures import save_disclosure, save_request
from kvinnobyran.ui.case.around import Around, saving, shown
from kvinnobyran.ui.case.authorities.sheets import following
from kvinnobyran.ui.kit.chips import Chips
from kvinnobyran.ui.kit.dates import DateEdit
from kvinnobyran.ui.kit.editors import CodeBox, LineEdit, TextEdit
from kvinnobyran.ui.kit.fact import Fact
from kvinnobyran.ui.kit.form import Field, Row, Section
from kvinnobyran.ui.kit.sheet import Sheet
from kvinnobyran.ui.register import OrganisationEdit


def disclosure_sheet(around: Around, record: str, matter_id: str = "") -> Sheet:
    """Return the sheet of something told, known or new; new ones know the matter they are in."""
    known = next((each for each in around.dossier.of(Disclosure) if each.id == record), None)
    matter = next(
        (each for each in around.dossier.of(AuthorityMatter) if each.id == matter_id), None
    )
    told = known or Disclosure(
        id=record,
        case_id=around.case.id,
        matter_id=matter.id if matter else None,
        day=around.today,
        to_kind=matter.kind if matter else AuthorityKind.OTHER,
        to_whom=matter.organisation if matter else "",
        disclosed_by=around.desk.user,
    )
    whom = OrganisationEdit(around.desk, placeholder="Skriv för att söka i registret")
    kinds = CodeBox(AuthorityKind, nothing=None)
    sheet = Sheet(
        around.desk,
        "Utlämnat",
        [
            Row(Field("to_whom", "Till vem", whom), Field("to_kind", "Slag", kinds)),
            Field("what", "Vad som lämnades ut", TextEdit(lines=3)),
            Field("ground", "Grund", Chips(Ground)),
            Field("consents", "Samtycken som gäller idag", Fact(_consent_words(around))),
            Field("ground_words", "Vilken skyldighet eller fara", TextEdit(lines=2)),
            Row(
                Field("day", "Dag", DateEdit(today=around.today)),
                Field("disclosed_by", "Lämnat av", LineEdit()),
            ),
        ],
        lead="Det som har lämnats ut går inte att ta tillbaka. Utan grund sparas det inte.",
        kind="disclosure",
        record=told.id,
        savings=[saving(around, "Spara", save_disclosure, told, said="Sparat", reasoned=True)],
        belongs_to={**around.belongs_to, "matter": matter_id},
    )
    whom.tell_kind(kinds.set_value)
    sheet.only_when("consents", "ground", lambda ground: ground is Ground.CONSENT, otherwise=None)
    sheet.only_when("ground_words", "ground", lambda ground: ground in NEEDS_WORDS)
    sheet.begin(shown(told))
    return sheet


def request_sheet(around: Around, record: str) -> Sheet:
    """Return the sheet of a request that came in, and of the decision on it."""
    known = next((each for each in around.dossier.of(DisclosureRequest) if each.id == record), None)
    request = known or DisclosureRequest(
        id=record, case_id=around.case.id, received_on=around.today
    )
    states = following(TRANSITIONS, known.state) if known else list(RequestState)
    sheet = Sheet(
        around.desk,
        "Begäran om uppgifter",
        [
            Row(
                Field("asker", "Vem frågar", CodeBox(Asker)),
                Field("asker_words", "Namn eller enhet", LineEdit()),
                Field("received_on", "Kom den", DateEdit(today=around.today)),
            ),
            Field("what", "Vad de vill veta", TextEdit(lines=2)),
            Section("Skyddsprövning", "Kan någon hitta henne eller barnen genom svaret?"),
            Field("review", "Vad kan hända om det lämnas ut?", TextEdit(lines=3)),
            Field("state", "Beslut", Chips(states, kept=True)),
            Row(
                Field("decided_on", "Beslut den", DateEdit(today=around.today)),
                Field("decided_by", "Av", LineEdit()),
            ),
            Field("decision_words", "Varför", TextEdit(lines=2)),
        ],
        lead="Bekräfta aldrig att hon finns här innan ni vet vem som frågar. Ring upp själva.",
        kind="disclosure_request",
        record=request.id,
        savings=[saving(around, "Spara", save_request, request, said="Sparat", reasoned=True)],
        belongs_to=around.belongs_to,
    )
    waits = RequestState.RECEIVED
    sheet.only_when("decided_on", "state", lambda to: to is not waits, otherwise=None)
    sheet.only_when("decided_by", "state", lambda to: to is not waits)
    sheet.only_when("decision_words", "state", lambda to: to is not waits)
    sheet.begin(
        {
            **shown(request),
            "decided_on": request.decided_on or around.today,
            "decided_by": request.decided_by or around.desk.user,
        }
    )
    return sheet


def _consent_words(around: Around) -> str:
    """Return the consents to disclosure that hold today, in words."""
    held = [
        each.authority.label if each.authority else "Alla myndigheter"
        for each in around.dossier.of(Consent)
        if each.purpose is ConsentPurpose.DISCLOSURE and holds_on(each, around.today)
    ]
    return ", ".join(held) or "Inget. Skriv in samtycket först, eller välj en annan grund."
