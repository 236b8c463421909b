"""What she has agreed to: asked, given, refused, withdrawn, with days (domain.md 3.1, 3.2).

The first three purposes. Trappan and the groups add theirs.
"""

from dataclasses import dataclass
from datetime import date

from kvinnobyran.domain.codes import Code
from kvinnobyran.domain.faults import Fault, stopp
from kvinnobyran.domain.organisation import AuthorityKind
from kvinnobyran.domain.task import Reminder, before_end


class ConsentPurpose(Code):
    """What the consent is for."""

    DOCUMENTATION = ("documentation", "Dokumentation")
    AUTHORITY = ("authority", "Kontakt med myndighet")
    DISCLOSURE = ("disclosure", "Utlämnande av uppgift")


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Consent:
    """One consent. ``authority`` is the kind it is for; None is every kind.

    ``given_by`` is empty when it is her own.
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


def may_move(consent: Consent, to: ConsentState) -> bool:
    """Tell whether the life cycle of domain.md 3.2 draws this step; staying is no step."""
    return to is consent.state or to in TRANSITIONS[consent.state]


def holds_on(consent: Consent, day: date) -> bool:
    """Tell whether it was in force on a day. The day it is withdrawn it no longer is."""
    return (
        consent.state in WAS_GIVEN
        and consent.answered_on is not None
        and consent.answered_on <= day
        and (consent.valid_until is None or day <= consent.valid_until)
        and (consent.ended_on is None or day < consent.ended_on)
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
    return tuple(faults)


def consent_reminders(consent: Consent, *, today: date) -> tuple[Reminder, ...]:
    """Return what a consent that lapses wants to be reminded of (S4)."""
    if consent.state is not _S.GIVEN:
        return ()
    return before_end(
        f"Samtycket går ut: {consent.purpose.label.lower()}", consent.valid_until, today=today
    )
