"""What a woman has a right to see of what is written about her, entry by entry (D6).

The list is the registry: every type of record of a case is either shown, with these columns
under these labels, or left out with a reason. What stems from others or is about her children
or the one who hurt her is left out from the beginning; somebody looks at each entry (review).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from enum import Enum
from typing import Any, Final

from kvinnobyran.domain.assessment import AssessmentCall
from kvinnobyran.domain.authority import AuthorityContact, AuthorityMatter
from kvinnobyran.domain.case import Case
from kvinnobyran.domain.codes import Code
from kvinnobyran.domain.concern import ConcernReport
from kvinnobyran.domain.consent import Consent
from kvinnobyran.domain.contact_ban import ContactBan
from kvinnobyran.domain.disclosure import Disclosure, DisclosureRequest
from kvinnobyran.domain.document import About, Document
from kvinnobyran.domain.effect import EffectDialogue
from kvinnobyran.domain.goal import Goal, GoalAppraisal
from kvinnobyran.domain.inquiry import Inquiry
from kvinnobyran.domain.intervention import Intervention
from kvinnobyran.domain.membership import Membership
from kvinnobyran.domain.note import JournalNote, NoteState
from kvinnobyran.domain.pause import CasePause
from kvinnobyran.domain.perpetrator import Perpetrator, PerpetratorName
from kvinnobyran.domain.person import ContactWay, Person
from kvinnobyran.domain.placement import Placement
from kvinnobyran.domain.plan import ActionPlan, Measure
from kvinnobyran.domain.protection import Protection
from kvinnobyran.domain.returning import StillHolds
from kvinnobyran.domain.rights import RightsNote
from kvinnobyran.domain.risk import RiskAssessment
from kvinnobyran.domain.safety_plan import SafetyPlan
from kvinnobyran.domain.session import CounsellingSession
from kvinnobyran.domain.timeline import TimelineEvent
from kvinnobyran.domain.violence import ViolenceExposure
from kvinnobyran.domain.writing import is_name, names_in
from kvinnobyran.store import journal
from kvinnobyran.store.dossier import DOSSIER, Dossier
from kvinnobyran.store.own_view import hers
from kvinnobyran.store.reads import Reads

Labels = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Shown:
    """A type of record that is shown: under which heading, on which day, which columns."""

    heading: str
    day: str
    columns: Labels


SHOWN: Final[Mapping[type, Shown]] = {
    Person: Shown("Om dig", "", {
        "first_name": "Förnamn", "last_name": "Efternamn", "alias": "Alias", "birth": "Född",
        "gender": "Kön", "language": "Språk", "interpreter": "Tolk", "municipality": "Hemkommun",
        "participation_note": "För att du ska kunna delta",
    }),
    ContactWay: Shown("Så når vi dig", "confirmed_on", {
        "kind": "Sätt", "value": "Nummer eller adress", "safety": "Säkert", "hours": "Tider",
    }),
    Protection: Shown("Skydd", "valid_from", {
        "grade": "Skydd", "source": "Uppgiften kommer från", "instruction": "Hur vi gör",
    }),
    Case: Shown("Ärenden", "opened_on", {
        "code": "Kod", "regime": "Stödet ges som", "counsellor": "Handläggare", "reason": "Skäl",
        "documentation": "Dokumentation", "documentation_consent": "Ditt samtycke",
        "state": "Läge", "closed_on": "Avslutat", "close_reason": "Varför",
        "close_result": "Resultat", "referred_to": "Hänvisad till",
    }),
    CasePause: Shown("Vilade", "began_on", {"until": "Till och med"}),
    Inquiry: Shown("Kontakter", "received_on", {
        "channel": "Kanal", "caller": "Vem hörde av sig", "danger": "Akut fara",
        "sought": "Sökte", "violence_stated": "Våld som berättades om", "outcome": "Utfall",
        "note": "Anteckning",
    }),
    AssessmentCall: Shown("Bedömningssamtal", "booked_for", {
        "state": "Läge", "place": "Plats", "needs": "Behov", "outcome": "Bedömning",
        "referred_to": "Hänvisad till", "reasoning": "Motivering",
    }),
    ViolenceExposure: Shown("Våldsutsatthet", "assessed_on", {
        "asked": "Utsatt", "forms": "Former", "status": "Nu", "began": "Började",
        "ended": "Upphörde", "frequency": "Hur ofta", "reported_to_police": "Polisanmält",
    }),
    ContactBan: Shown("Kontaktförbud", "decided_on", {"kind": "Slag", "until": "Till och med"}),
    RiskAssessment: Shown("Riskbedömning", "assessed_on", {
        "instrument": "Instrument", "instrument_name": "Namn", "score": "Poäng",
        "her_own": "Din egen bedömning", "ours": "Vår bedömning", "reasoning": "Motivering",
        "talked_about": "Det vi talade om", "measure": "Åtgärd",
    }),
    SafetyPlan: Shown("Säkerhetsplan", "made_on", {
        "warning_signs": "Varningstecken", "safe_places": "Trygga platser", "bag": "Väska",
        "digital": "Digital säkerhet", "pets": "Djur", "given": "Lämnad",
    }),
    Intervention: Shown("Insatser", "offered_on", {
        "kind": "Insats", "method": "Metod", "state": "Läge", "counsellor": "Handläggare",
        "started_on": "Började", "ended_on": "Slutade", "purposes": "Syfte",
        "purpose_words": "Syfte i ord", "end_reason": "Varför den slutade",
    }),
    CounsellingSession: Shown("Samtal", "held_on", {
        "form": "Form", "attendance": "Närvaro", "minutes": "Minuter", "themes": "Teman",
        "reason": "Skäl",
    }),
    EffectDialogue: Shown("Hur stödet har känts", "held_on", {"value": "Siffra", "words": "Ord"}),
    Goal: Shown("Mål", "set_on", {"words": "Mål", "state": "Läge", "ended_on": "Till"}),
    GoalAppraisal: Shown("Hur det har gått med målen", "made_on", {
        "by": "Vems bedömning", "value": "Siffra", "words": "Ord",
    }),
    ActionPlan: Shown("Handlingsplan", "made_on", {
        "number": "Nummer", "state": "Läge", "mapping": "Kartläggning", "approved": "Godkänd",
        "goals": "Mål", "follow_up": "Uppföljning",
    }),
    Measure: Shown("Åtgärder i planen", "due_on", {
        "what": "Vad", "who": "Vem", "state": "Läge", "result": "Resultat",
    }),
    JournalNote: Shown("Journal", "written_on", {
        "kind": "Slag", "text": "Text", "signed_by": "Signerad av",
        "correction_reason": "Rättelse",
    }),
    Document: Shown("Dokument", "brought_in_on", {
        "name": "Namn", "kind": "Slag", "direction": "Riktning", "note": "Anteckning",
    }),
    AuthorityMatter: Shown("Myndigheter", "opened_on", {
        "kind": "Myndighet", "organisation": "Namn", "question": "Fråga", "state": "Läge",
        "outcome": "Utfall",
    }),
    AuthorityContact: Shown("Kontakter med myndigheter", "day", {
        "form": "Form", "state": "Läge", "with_her": "Du var med", "note": "Anteckning",
    }),
    Consent: Shown("Samtycken", "asked_on", {
        "purpose": "Till vad", "about": "Om vad", "state": "Läge", "form": "Form",
        "given_by": "Gett av", "answered_on": "Svarat", "valid_until": "Gäller till",
    }),
    Placement: Shown("Boende", "requested_on", {
        "state": "Läge", "placer": "Placerad av", "legal_ground": "Grund",
        "moved_in": "Flyttade in", "moved_out": "Flyttade ut",
        "discharge_reason": "Varför", "discharge_words": "Ord",
    }),
    Membership: Shown("Grupper", "asked_on", {
        "state": "Läge", "from_on": "Från", "until_on": "Till", "allergies": "Allergier",
        "end_reason": "Varför det slutade",
    }),
    DisclosureRequest: Shown("Någon har begärt uppgifter", "received_on", {
        "asker": "Vem", "what": "Vad", "state": "Beslut", "decision_words": "Skäl",
    }),
    Disclosure: Shown("Uppgifter som har lämnats ut", "day", {
        "what": "Vad", "to_kind": "Till", "to_whom": "Namn", "ground": "Grund",
        "disclosed_by": "Av",
    }),
    TimelineEvent: Shown("Tidslinjen", "", {
        "happened": "När", "kind": "Vad", "text": "Ord", "forms": "Våldets former",
    }),
    RightsNote: Shown("Rättelser och invändningar", "asked_on", {
        "kind": "Slag", "about": "Om vad", "words": "Med dina ord", "state": "Läge",
        "answer": "Svar",
    }),
    StillHolds: Shown("Det som gällde när du kom tillbaka", "answered_on", {
        "topic": "Vad", "answer": "Gäller", "words": "Ord",
    }),
    ConcernReport: Shown("Orosanmälan", "arose_on", {
        "state": "Läge", "reported_on": "Anmäld", "reported_to": "Till",
        "guardian_informed": "Informerad", "answer": "Svar",
    }),
    Perpetrator: Shown("Den som har utsatt dig", "", {
        "letter": "Kallas här", "relation": "Relation", "shared_children": "Gemensamma barn",
    }),
}  # fmt: skip
"""Each type that may be shown."""

LEFT_OUT: Final[frozenset[type]] = frozenset(set(DOSSIER) - set(SHOWN))
"""Types that never go into her extract: others' names, the children's own files, the unit's own
planning and memory, and numbers that only tie rows together. A test holds what is in it."""

TOO_SOON: Final = "Mamman får inte veta det än"
OF_CHILD: Final = "Barnets uppgift"
OF_OTHER: Final = "Tredje mans uppgift"
OF_PERPETRATOR: Final = "Utövarens uppgift"
NOT_SIGNED: Final = "Inte signerad"
NOT_SHOWN: Final = "Markerad att inte visas för henne"
READ_FIRST: Final = "Läs först: skriven sedan oron för barnet"
UNTOLD: Final = frozenset({NOT_SHOWN, READ_FIRST})
"""Reasons that are not printed: they would tell her that there is a concern (scenario 26)."""
MASK: Final = "[maskerat]"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One record as it would stand in the extract. ``why_not`` is why it is left out at first."""

    id: str
    heading: str
    day: date | None
    lines: tuple[tuple[str, str], ...]
    why_not: str = ""

    @property
    def text(self) -> str:
        """Everything that is said, on one line."""
        return " · ".join(f"{label}: {value}" for label, value in self.lines)


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line of the access log: who did what, and when."""

    at: datetime
    user: str
    what: str


def entries(dossier: Dossier, *, hidden: Iterable[str] = (), today: date) -> list[Entry]:
    """Return everything that may be shown, masked, in the order of the registry.

    ``hidden`` are more words to mask. The names of children, third parties and the perpetrator
    are masked wherever they stand.
    """
    words = masked_words(dossier) | names_in(hidden)
    seen = {each.id for each in hers(dossier)}
    found: list[Entry] = []
    for kind, shown in SHOWN.items():
        rows = (dossier.person,) if kind is Person else dossier.of(kind)
        found += [
            _entry(row, shown, words, _why_not(row, seen, today))
            for row in rows
            if _is_hers(row, dossier)
        ]
    return found


def masked_words(dossier: Dossier) -> frozenset[str]:
    """Return the names that are masked: everybody around her, and the perpetrator."""
    own = names_in((f"{dossier.person.first_name} {dossier.person.last_name}",))
    others = names_in(
        f"{each.first_name} {each.last_name} {each.alias}" for each in dossier.of(Person)
    )
    return (others | names_in(each.name for each in dossier.of(PerpetratorName))) - own


def mask(text: str, words: Iterable[str]) -> str:
    """Return a text with these words taken out: the letters are gone, not covered."""
    hidden = frozenset(words)
    out, word = [], ""
    for sign in f"{text}\0":
        if sign.isalpha() or (word and sign in "-’'"):
            word += sign
            continue
        out += [MASK if word and is_name(word, hidden) else word, sign]
        word = ""
    return "".join(out)[:-1]


def access_log(reader: Reads, dossier: Dossier) -> list[Line]:
    """Return who has read, printed or exported what is hers, oldest first (D7)."""
    # What is about a concern for a child is the child's, and may not be known to her yet.
    seen = hers(dossier)
    records = {dossier.person.id} | {
        each.id
        for kind in SHOWN
        if kind not in {Person, ConcernReport}
        for each in seen.records[kind]
        if _is_hers(each, dossier)
    }
    found = []
    for record in sorted(records):
        for at, user, kind, payload in reader.wire.rows(
            "SELECT at, user, kind, json_extract(payload, '$.text') FROM journal"
            " WHERE record = ? AND kind NOT IN"
            " ('insert', 'update', 'delete', 'forget', 'redact', 'reason') ORDER BY seq",
            (record,),
        ):
            what = _EVENTS.get(str(kind), "Öppnade uppgifterna")
            said = f"{what}: {payload}" if payload else what
            found.append(Line(at=datetime.fromisoformat(at), user=str(user), what=said))
    return sorted(found, key=lambda line: line.at)


_EVENTS: Final = {
    "read": "Läste skyddade uppgifter",
    "print": "Skrev ut",
    "export": "Sparade en kopia",
    "letter": "Gjorde i ordning ett brev",
    "contact": "Använde ett sätt att nå dig",
    journal.REDACT: "Tog bort uppgifter",
}


def _entry(row: Any, shown: Shown, words: frozenset[str], why: str) -> Entry:  # noqa: ANN401 - any record
    lines = [
        (label, mask(value, words))
        for column, label in shown.columns.items()
        if (value := _words(getattr(row, column)))
    ]
    day = getattr(row, shown.day) if shown.day else None
    return Entry(id=row.id, heading=shown.heading, day=day, lines=tuple(lines), why_not=why)


def _is_hers(row: Any, dossier: Dossier) -> bool:  # noqa: ANN401 - any record
    """Tell whether a row about a person is about the woman herself."""
    whose = getattr(row, "person_id", None)
    if isinstance(row, ContactWay | Protection | Consent | Membership):
        return bool(whose == dossier.person.id)
    return True


def _why_not(row: Any, seen: set[str], today: date) -> str:  # noqa: ANN401 - any record
    """Return why a row is left out at first. ``seen`` are those that her own view lets through."""
    if isinstance(row, ConcernReport):
        return OF_CHILD if row.released_on and row.released_on <= today else TOO_SOON
    if isinstance(row, Perpetrator):
        return OF_PERPETRATOR
    if isinstance(row, Document) and row.about is not About.WOMAN:
        return OF_CHILD if row.about is About.CHILD else OF_OTHER
    if isinstance(row, JournalNote) and row.state is NoteState.DRAFT:
        return NOT_SIGNED
    if isinstance(row, Inquiry) and row.caller is not None and row.caller.value != "herself":
        return OF_OTHER
    if row.id in seen:
        return ""
    return NOT_SHOWN if isinstance(row, TimelineEvent) else READ_FIRST


def _words(value: Any) -> str:  # noqa: ANN401 - any cell of a record
    """Return a value as a reader wants it; nothing for what is empty or was not asked."""
    if value is None or value in ("", frozenset(), ()):
        return ""
    if isinstance(value, bool):
        return "Ja" if value else "Nej"
    if isinstance(value, Code):
        return "" if value.value == "not_asked" else value.label
    if isinstance(value, frozenset | tuple):
        return ", ".join(sorted(_words(each) for each in value))
    if isinstance(value, date | time):
        return value.isoformat()
    label = getattr(value, "label", None)
    if isinstance(label, str):
        return label
    return str(value.value) if isinstance(value, Enum) else str(value)
