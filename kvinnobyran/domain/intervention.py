"""One kind of support inside a case (domain.md 3.1, 3.2; A2, A5, A7, G8)."""

from dataclasses import dataclass
from datetime import date

from kvinnobyran.domain.codes import Code
from kvinnobyran.domain.faults import Fault, stopp, varna

URGENT_ASSESSMENT_DAYS = 14
"""An urgent start is assessed within this many days (domain.md G8)."""


class InterventionKind(Code):
    """The kinds this edition knows; each later flow adds its line (R5)."""

    COUNSELLING = ("counselling", "Kuratorssamtal/krissamtal")
    THERAPY = ("therapy", "Terapi")


class Method(Code):
    """The orientation of therapy (A7)."""

    PSYCHODYNAMIC = ("psychodynamic", "Psykodynamisk")
    CBT = ("cbt", "KBT-inspirerad")
    SCHEMA = ("schema", "Schemateori")
    RELATIONAL = ("relational", "Relationell")
    CRISIS = ("crisis", "Krissamtal")
    SUPPORTIVE = ("supportive", "Stödsamtal")


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


class InterventionState(Code):
    """The life cycle of an intervention (domain.md 3.2)."""

    OFFERED = ("offered", "Erbjuden")
    DECLINED = ("declined", "Tackat nej")
    WAITING = ("waiting", "Väntar")
    ONGOING = ("ongoing", "Pågående")
    PAUSED = ("paused", "Pausad")
    COMPLETED = ("completed", "Avslutad enligt plan")
    BROKEN_OFF = ("broken_off", "Avbruten")
    AFTERCARE = ("aftercare", "Eftervård")


_S = InterventionState
TRANSITIONS: dict[InterventionState, frozenset[InterventionState]] = {
    _S.OFFERED: frozenset({_S.DECLINED, _S.WAITING, _S.ONGOING}),
    _S.WAITING: frozenset({_S.DECLINED, _S.ONGOING}),
    _S.ONGOING: frozenset({_S.PAUSED, _S.COMPLETED, _S.BROKEN_OFF}),
    _S.PAUSED: frozenset({_S.ONGOING, _S.COMPLETED, _S.BROKEN_OFF}),
    _S.COMPLETED: frozenset({_S.AFTERCARE}),
    _S.BROKEN_OFF: frozenset({_S.AFTERCARE}),
    _S.DECLINED: frozenset(),
    _S.AFTERCARE: frozenset(),
}
OPEN_STATES = frozenset({_S.OFFERED, _S.WAITING, _S.ONGOING, _S.PAUSED})
"""What stands in the way of closing the case quietly."""
STARTED_STATES = frozenset({_S.ONGOING, _S.PAUSED, _S.COMPLETED, _S.BROKEN_OFF, _S.AFTERCARE})


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
    ended_on: date | None = None
    end_reason: str = ""
    purposes: frozenset[Purpose] = frozenset()
    needs: tuple[Need, ...] = ()
    purpose_words: str = ""
    urgent_motive: str = ""


def may_move(intervention: Intervention, to: InterventionState) -> bool:
    """Tell whether the life cycle of domain.md 3.2 draws this step; staying is no step."""
    return to is intervention.state or to in TRANSITIONS[intervention.state]


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
    if intervention.state in {_S.ONGOING, _S.PAUSED} and not intervention.purposes:
        faults.append(
            varna(
                "purposes",
                "Syftet är inte bestämt tillsammans med henne.",
                "domain.md A2",
            )
        )
    if intervention.state in {_S.COMPLETED, _S.BROKEN_OFF, _S.AFTERCARE}:
        if intervention.ended_on is None:
            faults.append(stopp("ended_on", "Skriv vilken dag insatsen slutade.", "domain.md 3.1"))
        elif (
            intervention.started_on is not None and intervention.ended_on < intervention.started_on
        ):
            faults.append(stopp("ended_on", "Slutet ligger före starten.", "domain.md 3.1"))
        elif intervention.ended_on > today:
            faults.append(stopp("ended_on", "Slutet ligger i framtiden.", "domain.md G7"))
    return tuple(faults)
