"""One period of support. A woman who returns gets a new, linked case (domain.md 3.1, 3.2)."""

from dataclasses import dataclass
from datetime import date

from kvinnobyran.domain.codes import Code
from kvinnobyran.domain.faults import Fault, stopp, varna
from kvinnobyran.domain.missing import Answer

REOPEN_DAYS = 30
"""How long a case closed by mistake may be opened again (domain.md 3.2)."""
PAUSE_DAYS = 90
"""The longest pause before a reminder (domain.md 3.2)."""


class Regime(Code):
    """Under what the support is given; decides documentation and retention (domain.md D1)."""

    OWN_SUPPORT = ("own_support", "Egen stödverksamhet (IOP)")
    SOL_PLACEMENT = ("sol_placement", "SoL-placering")
    ACT_2024_79 = ("act_2024_79", "Lag 2024:79")
    SERVICE = ("service", "Serviceinsats")


class Documentation(Code):
    """What the woman has agreed may be written down (A20)."""

    FULL = ("full", "Fullständig")
    MINIMAL = ("minimal", "Minimal")
    STATISTICS_ONLY = ("statistics_only", "Endast statistik (anonym)")


class CaseState(Code):
    """The life cycle of a case (domain.md 3.2)."""

    ASSESSMENT = ("assessment", "Bedömning")
    ONGOING = ("ongoing", "Pågående")
    PAUSED = ("paused", "Vilande")
    CLOSED = ("closed", "Avslutat")


TRANSITIONS: dict[CaseState, frozenset[CaseState]] = {
    CaseState.ASSESSMENT: frozenset({CaseState.ONGOING, CaseState.CLOSED}),
    CaseState.ONGOING: frozenset({CaseState.PAUSED, CaseState.CLOSED}),
    CaseState.PAUSED: frozenset({CaseState.ONGOING, CaseState.CLOSED}),
    CaseState.CLOSED: frozenset({CaseState.ONGOING}),
}
"""``CLOSED -> ONGOING`` only within :data:`REOPEN_DAYS`; :func:`may_move` holds it."""


class CloseReason(Code):
    """Why the case was closed."""

    GOALS_REACHED = ("goals_reached", "Mål uppnådda")
    HER_WISH = ("her_wish", "Kvinnans önskan")
    CONTACT_LOST = ("contact_lost", "Uteblev/kontakt upphörde")
    REFERRED = ("referred", "Hänvisad")
    MOVED = ("moved", "Flyttat")
    RETURNED = ("returned", "Återgått till relationen")
    DECEASED = ("deceased", "Avliden")
    OTHER = ("other", "Annat")


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One period of support for one woman. ``code`` is what people say: KB-27-014."""

    id: str
    code: str
    person_id: str
    regime: Regime = Regime.OWN_SUPPORT
    opened_on: date
    counsellor: str = ""
    reason: str = ""
    earlier_case_id: str | None = None
    states_earlier_contact: Answer = Answer.NOT_ASKED
    documentation: Documentation = Documentation.FULL
    documentation_consent: Answer = Answer.NOT_ASKED
    state: CaseState = CaseState.ASSESSMENT
    paused_until: date | None = None
    closed_on: date | None = None
    close_reason: CloseReason | None = None
    close_result: str = ""
    referred_to: str = ""
    follow_up_wanted: Answer = Answer.NOT_ASKED


FIRST_DEVICE = "a"
"""The office's first computer; it numbers its cases without a letter."""


def case_code(year: int, serial: int, device: str) -> str:
    """Return the visible code, e.g. ``KB-27-014``.

    The first computer (``"a"``) numbers plainly, the next ones add their letter, so two
    laptops never give the same code (architecture.md section 4).
    """
    letter = "" if device == FIRST_DEVICE else device
    return f"KB-{year % 100:02d}-{serial:03d}{letter}"


def may_move(case: Case, to: CaseState, *, today: date) -> bool:
    """Tell whether the life cycle of domain.md 3.2 draws this step."""
    if to not in TRANSITIONS[case.state]:
        return False
    if case.state is CaseState.CLOSED:
        return case.closed_on is not None and (today - case.closed_on).days <= REOPEN_DAYS
    return True


def case_faults(case: Case, *, today: date) -> tuple[Fault, ...]:
    """Check a case as a whole; what belongs to one state is asked for only there."""
    faults: list[Fault] = []
    if case.opened_on > today:
        faults.append(stopp("opened_on", "Ärendet öppnas i framtiden.", "domain.md G7"))
    if case.state is CaseState.CLOSED:
        faults += _closing_faults(case, today=today)
    if case.state is CaseState.PAUSED:
        if case.paused_until is None:
            faults.append(
                stopp("paused_until", "Välj när ärendet ska tas upp igen.", "domain.md 3.2")
            )
        elif (case.paused_until - today).days > PAUSE_DAYS:
            faults.append(
                varna("paused_until", f"En paus är högst {PAUSE_DAYS} dagar.", "domain.md 3.2")
            )
    return tuple(faults)


def _closing_faults(case: Case, *, today: date) -> list[Fault]:
    faults: list[Fault] = []
    if case.closed_on is None:
        faults.append(stopp("closed_on", "Skriv vilken dag ärendet avslutas.", "domain.md 3.1"))
    elif case.closed_on < case.opened_on:
        faults.append(
            stopp("closed_on", "Avslutet ligger före den dag ärendet öppnades.", "domain.md 3.2")
        )
    elif case.closed_on > today:
        faults.append(stopp("closed_on", "Avslutet ligger i framtiden.", "domain.md G7"))
    if case.close_reason is None:
        faults.append(stopp("close_reason", "Välj varför ärendet avslutas.", "domain.md 3.1"))
    if case.close_reason is CloseReason.REFERRED and not case.referred_to.strip():
        faults.append(stopp("referred_to", "Skriv vart hon hänvisas.", "domain.md 3.1"))
    return faults
