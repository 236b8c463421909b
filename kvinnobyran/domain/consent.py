"""What is agreed to: asked, given, refused, withdrawn, with days (domain.md 3.1, 3.2).

Her own consents, and those for a child: then the person is the child and the one who answers
is a guardian, or the child itself. Whether they suffice is the answer of ``domain/grounds.py``.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from kvinnobyran.domain.codes import Code
from kvinnobyran.domain.dates import PartialDate
from kvinnobyran.domain.faults import Fault, stopp, varna
from kvinnobyran.domain.grounds import Ground, Said, of_age_on
from kvinnobyran.domain.organisation import AuthorityKind
from kvinnobyran.domain.task import Reminder, before_end


class ConsentPurpose(Code):
    """What the consent is for."""

    DOCUMENTATION = ("documentation", "Dokumentation")
    AUTHORITY = ("authority", "Kontakt med myndighet")
    DISCLOSURE = ("disclosure", "Utlämnande av uppgift")
    TRAPPAN = ("trappan", "Trappan")
    EVENING_CAFE = ("evening_cafe", "Kvällskaféet för barnet")
    EVALUATION = ("evaluation", "Foto och utvärdering")


HERS = (
    ConsentPurpose.DOCUMENTATION,
    ConsentPurpose.AUTHORITY,
    ConsentPurpose.DISCLOSURE,
    ConsentPurpose.EVALUATION,
)
"""What she is asked about herself."""
FOR_A_CHILD = (
    ConsentPurpose.TRAPPAN,
    ConsentPurpose.EVENING_CAFE,
    ConsentPurpose.DOCUMENTATION,
    ConsentPurpose.AUTHORITY,
    ConsentPurpose.DISCLOSURE,
    ConsentPurpose.EVALUATION,
)
"""What is asked about a child, the most asked first."""
WITH_AUTHORITIES = frozenset({ConsentPurpose.AUTHORITY, ConsentPurpose.DISCLOSURE})
"""What may be for one kind of authority only."""
_DECIDED_BY_THE_FAMILY = frozenset({Ground.BOTH, Ground.SOLE, Ground.OWN})
GROUNDS_FOR: dict[ConsentPurpose, frozenset[Ground]] = {
    each: frozenset(Ground) if each is ConsentPurpose.TRAPPAN else _DECIDED_BY_THE_FAMILY
    for each in FOR_A_CHILD
}
"""Which grounds a purpose knows at all. Decisions are about Trappan (T3); that they would hold
for an evening, a photograph or an authority is said nowhere."""


class ConsentState(Code):
    """The life cycle of a consent (domain.md 3.2)."""

    ASKED = ("asked", "Efterfrågat")
    GIVEN = ("given", "Lämnat")
    REFUSED = ("refused", "Nekat")
    UNOBTAINABLE = ("unobtainable", "Kan ej inhämtas")
    WITHDRAWN = ("withdrawn", "Återkallat")
    EXPIRED = ("expired", "Utgånget")
    OF_AGE = ("of_age", "Upphört (18 år)")
    REPLACED = ("replaced", "Ersatt av beslut")


_S = ConsentState
TRANSITIONS: dict[ConsentState, frozenset[ConsentState]] = {
    _S.ASKED: frozenset({_S.GIVEN, _S.REFUSED, _S.UNOBTAINABLE}),
    _S.GIVEN: frozenset({_S.WITHDRAWN, _S.EXPIRED, _S.OF_AGE, _S.REPLACED}),
    _S.REFUSED: frozenset(),
    _S.UNOBTAINABLE: frozenset(),
    _S.WITHDRAWN: frozenset(),
    _S.EXPIRED: frozenset(),
    _S.OF_AGE: frozenset(),
    _S.REPLACED: frozenset(),
}
"""A consent that is asked for anew is a new one: the history keeps what was said before."""
WAS_GIVEN = frozenset({_S.GIVEN, _S.WITHDRAWN, _S.EXPIRED, _S.OF_AGE, _S.REPLACED})


class ConsentForm(Code):
    """How it was given."""

    WRITTEN = ("written", "Skriftligt")
    ORAL = ("oral", "Muntligt, antecknat")
    DIGITAL = ("digital", "Digitalt")


class Attitude(Code):
    """What the child itself says; what it said is the child's own (T9)."""

    WANTS = ("wants", "Vill")
    WANTS_NOT = ("wants_not", "Vill inte")
    UNSURE = ("unsure", "Osäker")
    NOT_ASKED = ("not_asked", "Ej tillfrågad")


@dataclass(frozen=True, slots=True, kw_only=True)
class Consent:
    """One consent. ``authority`` is the kind it is for; None is every kind.

    ``person_id`` is whom it is about, ``given_by_id`` who answers: None when that is the person
    herself. ``given_by`` is who, in words, of somebody who is not registered. ``ended_at`` is
    the moment of a withdrawal; ``document_id`` the paper it was given on.
    """

    id: str
    case_id: str
    person_id: str
    purpose: ConsentPurpose
    authority: AuthorityKind | None = None
    about: str = ""
    state: ConsentState = ConsentState.ASKED
    form: ConsentForm | None = None
    given_by: str = ""
    asked_on: date
    answered_on: date | None = None
    valid_until: date | None = None
    ended_on: date | None = None
    ended_by: str = ""
    end_reason: str = ""
    given_by_id: str | None = None
    ended_at: datetime | None = None
    attitude: Attitude | None = None
    attitude_reason: str = ""
    document_id: str | None = None

    @property
    def answers(self) -> str:
        """Return the id of the person who answers."""
        return self.given_by_id or self.person_id


def may_move(consent: Consent, to: ConsentState) -> bool:
    """Tell whether the life cycle of domain.md 3.2 draws this step; staying is no step."""
    return to is consent.state or to in TRANSITIONS[consent.state]


def stands(consent: Consent, day: date, birth: PartialDate | None = None) -> ConsentState:
    """Return where a consent is in its life on a day.

    What ends by itself has ended also when nobody has been here to say so: the last day has
    passed, or the child (of ``birth``) is surely of age and it was a guardian's (T6).
    """
    if consent.state is not _S.GIVEN:
        return consent.state
    if consent.valid_until is not None and consent.valid_until < day:
        return _S.EXPIRED
    of_age = of_age_on(birth)
    if consent.answers != consent.person_id and of_age is not None and of_age[1] <= day:
        return _S.OF_AGE
    return _S.GIVEN


def lapsed_faults(earlier: Consent, consent: Consent, *, today: date) -> tuple[Fault, ...]:
    """Hold that a consent whose last day has passed is asked for anew, and not brought to life.

    STOPP when it is ended once more; VARNA when its last day is changed: it may be a slip.
    """
    if stands(earlier, today) is not _S.EXPIRED or earlier.state is not _S.GIVEN:
        return ()
    if consent.state not in {_S.GIVEN, _S.EXPIRED}:
        return (stopp("state", "Samtycket har redan gått ut. Fråga på nytt.", "domain.md 3.2"),)
    if consent.valid_until != earlier.valid_until:
        return (
            varna(
                "valid_until",
                "Samtycket har gått ut. Ett nytt ja skrivs som ett nytt samtycke. Skriv varför"
                " slutdagen ändå ändras.",
                "domain.md 3.2",
            ),
        )
    return ()


def holds_on(consent: Consent, day: date) -> bool:
    """Tell whether it was in force on a day. The day it is withdrawn it no longer is."""
    return (
        consent.state in WAS_GIVEN
        and consent.answered_on is not None
        and consent.answered_on <= day
        and (consent.valid_until is None or day <= consent.valid_until)
        and (consent.ended_on is None or day < consent.ended_on)
    )


def said(consent: Consent, *, before: datetime | None = None) -> Said | None:
    """Return an answer as the consent engine takes it; None while there is none.

    What is withdrawn no longer holds from the second it is: on the whole day of the withdrawal,
    except for what began ``before`` that moment.
    """
    if consent.answered_on is None or consent.state in {_S.ASKED, _S.UNOBTAINABLE}:
        return None
    ends = [consent.valid_until + timedelta(days=1)] if consent.valid_until else []
    if consent.ended_on is not None:
        at = consent.ended_at
        began = at is not None and before is not None and before < at
        ends.append(consent.ended_on + timedelta(days=1 if began else 0))
    return Said(
        person_id=consent.answers,
        given=consent.state in WAS_GIVEN,
        since=consent.answered_on,
        ends=min(ends, default=None),
    )


def covers(consent: Consent, purpose: ConsentPurpose, kind: AuthorityKind, day: date) -> bool:
    """Tell whether it allows this, with this kind of authority, on this day."""
    return (
        consent.purpose is purpose and consent.authority in {None, kind} and holds_on(consent, day)
    )


def consent_faults(consent: Consent, *, today: date) -> tuple[Fault, ...]:
    """Check one: an answer has its day and form, a withdrawal its day."""
    faults: list[Fault] = []
    if consent.asked_on > today:
        faults.append(stopp("asked_on", "Dagen ligger i framtiden.", "domain.md G7"))
    if consent.state is not _S.ASKED:
        if consent.answered_on is None:
            faults.append(stopp("answered_on", "Skriv vilken dag hon svarade.", "domain.md 3.1"))
        elif not consent.asked_on <= consent.answered_on <= today:
            faults.append(
                stopp(
                    "answered_on",
                    "Hon svarade tidigast när ni frågade och senast idag.",
                    "domain.md G7",
                )
            )
    if consent.state in WAS_GIVEN and consent.form is None:
        faults.append(stopp("form", "Välj hur samtycket lämnades.", "domain.md 3.1"))
    if (
        consent.valid_until is not None
        and consent.answered_on is not None
        and consent.valid_until < consent.answered_on
    ):
        faults.append(stopp("valid_until", "Samtycket slutar innan det börjar.", "domain.md 3.1"))
    if consent.state in WAS_GIVEN - {_S.GIVEN}:
        if consent.ended_on is None:
            faults.append(stopp("ended_on", "Skriv vilken dag det upphörde.", "domain.md 3.1"))
        elif consent.ended_on > today or (
            consent.answered_on is not None and consent.ended_on < consent.answered_on
        ):
            faults.append(
                stopp(
                    "ended_on",
                    "Det upphörde tidigast när det lämnades och senast idag.",
                    "domain.md G7",
                )
            )
    return (*faults, *_child_faults(consent))


def _child_faults(consent: Consent) -> list[Fault]:
    """Check that the child has been asked, or why not (domain.md 3.1, R10)."""
    if consent.state not in WAS_GIVEN or consent.answers == consent.person_id:
        return []
    if consent.attitude is None:
        return [
            stopp(
                "attitude",
                "Skriv vad barnet självt vill, eller att det inte är tillfrågat.",
                "domain.md 3.1",
            )
        ]
    if consent.attitude is Attitude.NOT_ASKED and not consent.attitude_reason.strip():
        return [
            stopp("attitude_reason", "Skriv varför barnet inte är tillfrågat.", "domain.md 3.1")
        ]
    return []


def consent_reminders(consent: Consent, *, today: date) -> tuple[Reminder, ...]:
    """Return what a consent that lapses wants to be reminded of (S4)."""
    if consent.state is not _S.GIVEN:
        return ()
    return before_end(
        f"Samtycket går ut: {consent.purpose.label.lower()}", consent.valid_until, today=today
    )
