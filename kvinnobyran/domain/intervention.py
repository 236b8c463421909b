"""One kind of support inside a case (domain.md 3.1, 3.2; A2, A5, A7, G8)."""

from dataclasses import dataclass
from datetime import date

from kvinnobyran.domain.codes import Code
from kvinnobyran.domain.faults import Fault, stopp, varna
from kvinnobyran.domain.kinds.cycle import (
    ENDED_STATES,
    ENDINGS,
    OPEN_STATES,
    RUNNING_STATES,
    STARTED_STATES,
    TRANSITIONS,
    InterventionState,
)
from kvinnobyran.domain.kinds.kind import InterventionKind, Method

__all__ = [
    "AFTERCARE_MONTHS",
    "ENDED_STATES",
    "ENDINGS",
    "OPEN_STATES",
    "RUNNING_STATES",
    "STARTED_STATES",
    "TRANSITIONS",
    "URGENT_ASSESSMENT_DAYS",
    "Intervention",
    "InterventionKind",
    "InterventionState",
    "KindOnOffer",
    "Method",
    "Need",
    "Purpose",
    "intervention_faults",
    "may_move",
]

URGENT_ASSESSMENT_DAYS = 14
"""An urgent start is assessed within this many days (domain.md G8)."""
AFTERCARE_MONTHS = 3
"""When the aftercare is looked at again unless another day is chosen (domain.md B11)."""


class Purpose(Code):
    """The three overarching purposes (A5)."""

    PROCESSING = ("processing", "Bearbetning")
    PREVENTION = ("prevention", "Förebyggande")
    KNOWLEDGE = ("knowledge", "Information och kunskap")


class Need(Code):
    """The most acute needs, ranked together with her (A2)."""

    SAFETY = ("safety", "Trygghet och säkerhet")
    CRISIS = ("crisis", "Krisbearbetning")
    HOUSING = ("housing", "Boende")
    ECONOMY = ("economy", "Ekonomi")
    CHILDREN = ("children", "Barnen")
    CUSTODY = ("custody", "Vårdnad och umgänge")
    LEGAL = ("legal", "Rättsprocess")
    HEALTH = ("health", "Hälsa")
    AUTHORITIES = ("authorities", "Myndighetskontakter")
    NETWORK = ("network", "Nätverk och ensamhet")


@dataclass(frozen=True, slots=True, kw_only=True)
class Intervention:
    """One kind of support with its agreed purposes and most acute needs, ranked."""

    id: str
    case_id: str
    kind: InterventionKind
    method: Method | None = None
    state: InterventionState = InterventionState.OFFERED
    counsellor: str = ""
    offered_on: date
    started_on: date | None = None
    paused_until: date | None = None
    pause_reason: str = ""
    ended_on: date | None = None
    end_reason: str = ""
    aftercare_until: date | None = None
    purposes: frozenset[Purpose] = frozenset()
    needs: tuple[Need, ...] = ()
    purpose_words: str = ""
    urgent_motive: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class KindOnOffer:
    """From when and until when the office offers a kind (R5): kinds change over the years.

    ``label`` and ``meeting`` are those of the registry, so that a question to the database
    can say them; a test holds the two against each other. ``offered_until`` is the last day.
    """

    id: str
    kind: InterventionKind
    label: str
    meeting: str
    offered_from: date
    offered_until: date | None = None

    def offered(self, on: date) -> bool:
        """Tell whether it may be offered on a day."""
        return self.offered_from <= on and (self.offered_until is None or on <= self.offered_until)


def may_move(intervention: Intervention, to: InterventionState) -> bool:
    """Tell whether the life cycle of its kind draws this step; staying is no step."""
    return to is intervention.state or to in intervention.kind.cycle[intervention.state]


def intervention_faults(
    intervention: Intervention, *, today: date, assessed: bool
) -> tuple[Fault, ...]:
    """Check one; ``assessed`` tells whether the case has a held assessment call (G8)."""
    faults: list[Fault] = []
    started = intervention.state in STARTED_STATES
    if started and not assessed and not intervention.urgent_motive.strip():
        faults.append(
            stopp(
                "urgent_motive",
                "Bedömningssamtalet är inte gjort. Gör det först, eller skriv varför det är akut.",
                "domain.md G8",
            )
        )
    if started and intervention.started_on is None:
        faults.append(stopp("started_on", "Skriv vilken dag insatsen började.", "domain.md 3.1"))
    if intervention.started_on is not None and intervention.started_on > today and started:
        faults.append(stopp("started_on", "Starten ligger i framtiden.", "domain.md G7"))
    faults += _agreement_faults(intervention)
    faults += _pause_faults(intervention)
    faults += _end_faults(intervention, today)
    for rule in intervention.kind.rules:
        faults += rule(intervention, today)
    return tuple(faults)


def _agreement_faults(intervention: Intervention) -> list[Fault]:
    """Hold that purpose is decided with her (A2) and that the method belongs to the kind (A22)."""
    faults: list[Fault] = []
    goes_on = intervention.state in RUNNING_STATES
    if goes_on and intervention.kind.purpose_agreed and not intervention.purposes:
        faults.append(
            varna("purposes", "Syftet är inte bestämt tillsammans med henne.", "domain.md A2")
        )
    if intervention.method is not None and intervention.method not in intervention.kind.methods:
        faults.append(stopp("method", "Metoden hör inte till den här insatsen.", "domain.md A7"))
    return faults


def _pause_faults(intervention: Intervention) -> list[Fault]:
    if intervention.state is not InterventionState.PAUSED:
        return []
    if intervention.paused_until is None:
        return [stopp("paused_until", "Välj när insatsen ska tas upp igen.", "domain.md 3.2")]
    started = intervention.started_on
    if started is not None and intervention.paused_until <= started:
        return [stopp("paused_until", "Pausen slutar före insatsens start.", "domain.md 3.2")]
    return []


def _end_faults(intervention: Intervention, today: date) -> list[Fault]:
    if intervention.state not in ENDED_STATES:
        return []
    if intervention.ended_on is None:
        return [stopp("ended_on", "Skriv vilken dag insatsen slutade.", "domain.md 3.1")]
    if intervention.started_on is not None and intervention.ended_on < intervention.started_on:
        return [stopp("ended_on", "Slutet ligger före starten.", "domain.md 3.1")]
    if intervention.ended_on > today:
        return [stopp("ended_on", "Slutet ligger i framtiden.", "domain.md G7")]
    if intervention.state is InterventionState.BROKEN_OFF and not intervention.end_reason.strip():
        return [stopp("end_reason", "Skriv varför insatsen avbröts.", "domain.md 3.1")]
    if intervention.state is InterventionState.AFTERCARE and intervention.aftercare_until is None:
        return [stopp("aftercare_until", "Välj när eftervården ska följas upp.", "domain.md B11")]
    return []
