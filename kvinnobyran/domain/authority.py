"""Authority support: what is asked of whom, every contact, and how it ended (A8, domain.md 3.1)."""

from dataclasses import dataclass
from datetime import date, time
from typing import Final

from kvinnobyran.domain.codes import Code
from kvinnobyran.domain.consent import Consent, ConsentPurpose, covers
from kvinnobyran.domain.faults import Fault, stopp, varna
from kvinnobyran.domain.organisation import AuthorityKind
from kvinnobyran.domain.task import Reminder, before_end

APPEAL_DAYS: Final = (7, 1)
"""Days before the last day to appeal on which it is asked about."""
LONGEST: Final = 24 * 60


class MatterState(Code):
    """How far a matter has come."""

    PLANNED = ("planned", "Planerat")
    ONGOING = ("ongoing", "Pågår")
    GRANTED = ("granted", "Beviljat")
    REFUSED = ("refused", "Avslag")
    APPEALED = ("appealed", "Överklagat")
    CLOSED = ("closed", "Avslutat")


_S = MatterState
TRANSITIONS: dict[MatterState, frozenset[MatterState]] = {
    _S.PLANNED: frozenset({_S.ONGOING, _S.CLOSED}),
    _S.ONGOING: frozenset({_S.GRANTED, _S.REFUSED, _S.CLOSED}),
    _S.GRANTED: frozenset({_S.APPEALED, _S.CLOSED}),
    _S.REFUSED: frozenset({_S.APPEALED, _S.CLOSED}),
    _S.APPEALED: frozenset({_S.GRANTED, _S.REFUSED, _S.CLOSED}),
    _S.CLOSED: frozenset({_S.ONGOING}),
}
"""``CLOSED -> ONGOING``: the same question is taken up again. A new question is a new matter."""
DECIDED: Final = frozenset({_S.GRANTED, _S.REFUSED, _S.APPEALED})
GOING_ON: Final = frozenset({_S.PLANNED, _S.ONGOING, _S.APPEALED})
"""What one still waits for something in."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AuthorityMatter:
    """One question to one authority. ``organisation`` is its name as it was picked or typed."""

    id: str
    case_id: str
    kind: AuthorityKind
    organisation: str = ""
    contact_person: str = ""
    question: str = ""
    state: MatterState = MatterState.PLANNED
    opened_on: date
    decided_on: date | None = None
    decision_ends_on: date | None = None
    appeal_by: date | None = None
    closed_on: date | None = None
    outcome: str = ""


class ContactForm(Code):
    """How the authority was met."""

    MEETING = ("meeting", "Möte")
    VIDEO = ("video", "Videomöte")
    PHONE = ("phone", "Telefon")
    LETTER = ("letter", "Brev")
    EMAIL = ("email", "E-post")


MEETINGS: Final = frozenset({ContactForm.MEETING, ContactForm.VIDEO})
"""Where one can be present."""


class ContactState(Code):
    """Whether the contact took place."""

    PLANNED = ("planned", "Planerad")
    HELD = ("held", "Genomförd")
    CANCELLED = ("cancelled", "Blev inte av")


CONTACT_TRANSITIONS: dict[ContactState, frozenset[ContactState]] = {
    ContactState.PLANNED: frozenset({ContactState.HELD, ContactState.CANCELLED}),
    ContactState.HELD: frozenset(),
    ContactState.CANCELLED: frozenset(),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class AuthorityContact:
    """One contact in a matter, planned or held. ``attended``: we were at the meeting."""

    id: str
    matter_id: str
    day: date
    starts_at: time | None = None
    form: ContactForm = ContactForm.PHONE
    state: ContactState = ContactState.HELD
    attended: bool = False
    with_her: bool = False
    minutes: int | None = None
    note: str = ""


def may_move(matter: AuthorityMatter, to: MatterState) -> bool:
    """Tell whether the life cycle draws this step; staying is no step."""
    return to is matter.state or to in TRANSITIONS[matter.state]


def matter_faults(matter: AuthorityMatter, *, today: date) -> tuple[Fault, ...]:
    """Check a matter: it asks something, a decision has its day, and days stand in order."""
    faults: list[Fault] = []
    if not matter.question.strip():
        faults.append(stopp("question", "Skriv vad frågan gäller.", "domain.md 3.1"))
    if matter.kind is AuthorityKind.OTHER and not matter.organisation.strip():
        faults.append(stopp("organisation", "Skriv vilken myndighet det är.", "domain.md 3.1"))
    if matter.opened_on > today:
        faults.append(stopp("opened_on", "Dagen ligger i framtiden.", "domain.md G7"))
    if matter.decided_on is not None:
        faults += _decision_faults(matter, matter.decided_on, today)
    elif matter.state in DECIDED:
        faults.append(stopp("decided_on", "Skriv vilken dag beslutet kom.", "domain.md 3.1"))
    if matter.state is _S.CLOSED:
        faults += _closing_faults(matter, today)
    return tuple(faults)


def _decision_faults(matter: AuthorityMatter, decided_on: date, today: date) -> list[Fault]:
    faults: list[Fault] = []
    if not matter.opened_on <= decided_on <= today:
        faults.append(
            stopp(
                "decided_on",
                "Beslutet kom tidigast när frågan öppnades och senast idag.",
                "domain.md G7",
            )
        )
    if matter.decision_ends_on is not None and matter.decision_ends_on < decided_on:
        faults.append(
            stopp("decision_ends_on", "Beslutet slutar innan det börjar.", "domain.md 3.1")
        )
    if matter.appeal_by is not None and matter.appeal_by < decided_on:
        faults.append(stopp("appeal_by", "Sista dagen ligger före beslutet.", "domain.md 3.1"))
    return faults


def _closing_faults(matter: AuthorityMatter, today: date) -> list[Fault]:
    faults: list[Fault] = []
    if matter.closed_on is None:
        faults.append(stopp("closed_on", "Skriv vilken dag det avslutades.", "domain.md 3.1"))
    elif not matter.opened_on <= matter.closed_on <= today:
        faults.append(
            stopp(
                "closed_on",
                "Det avslutas tidigast när frågan öppnades och senast idag.",
                "domain.md G7",
            )
        )
    if not matter.outcome.strip():
        faults.append(stopp("outcome", "Skriv hur det gick.", "domain.md 3.1"))
    return faults


def contact_faults(
    contact: AuthorityContact,
    matter: AuthorityMatter,
    consents: tuple[Consent, ...],
    *,
    today: date,
) -> tuple[Fault, ...]:
    """Check a contact; one without her presence wants her consent or a reason (L18)."""
    faults: list[Fault] = []
    if contact.state is ContactState.HELD and contact.day > today:
        faults.append(
            stopp("day", "En kontakt i framtiden kan inte vara genomförd.", "domain.md G7")
        )
    if contact.day < matter.opened_on:
        faults.append(stopp("day", "Kontakten ligger före frågan.", "domain.md 3.1"))
    if contact.minutes is not None and not 0 <= contact.minutes <= LONGEST:
        faults.append(
            stopp("minutes", "Tiden ska vara mellan 0 och 1440 minuter.", "domain.md 3.1")
        )
    if contact.attended and contact.form not in MEETINGS:
        faults.append(stopp("attended", "Man kan bara vara med på ett möte.", "domain.md 3.1"))
    if contact.attended and contact.state is not ContactState.HELD:
        faults.append(stopp("attended", "Mötet är inte genomfört än.", "domain.md G7"))
    if (
        contact.state is ContactState.HELD
        and not contact.with_her
        and not any(
            covers(each, ConsentPurpose.AUTHORITY, matter.kind, contact.day) for each in consents
        )
    ):
        faults.append(
            varna(
                "with_her",
                "Hon var inte med, och det finns inget samtycke till kontakt med myndigheten.",
                "domain.md L18",
            )
        )
    return tuple(faults)


def matter_reminders(matter: AuthorityMatter, *, today: date) -> tuple[Reminder, ...]:
    """Return what a matter wants to be reminded of: the appeal, and the decision's end (S4)."""
    if matter.state is _S.CLOSED:
        return ()
    appeal = before_end(
        f"{matter.kind.label}: sista dagen att överklaga närmar sig",
        matter.appeal_by if matter.state is _S.REFUSED else None,
        today=today,
        days=APPEAL_DAYS,
    )
    ends = before_end(
        f"{matter.kind.label}: beslutet tar slut",
        matter.decision_ends_on if matter.state is _S.GRANTED else None,
        today=today,
    )
    return tuple(
        Reminder(what=each.what, due_on=each.due_on, part=f"{about} {each.part}")
        for about, found in (("appeal", appeal), ("end", ends))
        for each in found
    )
