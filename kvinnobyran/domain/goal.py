"""Goals she has set, and how near they are: 0 to 10, hers and ours, over time (3.1, A21)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from kvinnobyran.domain.codes import Code
from kvinnobyran.domain.faults import Fault, stopp

LOWEST, HIGHEST = 0, 10
"""Not at all there, and wholly there."""


class GoalState(Code):
    """The life of a goal."""

    ACTIVE = ("active", "Pågår")
    REACHED = ("reached", "Uppnått")
    DROPPED = ("dropped", "Inte längre aktuellt")


TRANSITIONS: dict[GoalState, frozenset[GoalState]] = {
    GoalState.ACTIVE: frozenset({GoalState.REACHED, GoalState.DROPPED}),
    # What was reached can be lost, and what was put aside can matter again.
    GoalState.REACHED: frozenset({GoalState.ACTIVE}),
    GoalState.DROPPED: frozenset({GoalState.ACTIVE}),
}


class Appraiser(Code):
    """Whose appraisal it is: hers and ours stand beside each other, never added up."""

    HER = ("her", "Hennes skattning")
    US = ("us", "Vår skattning")


@dataclass(frozen=True, slots=True, kw_only=True)
class Goal:
    """One goal in her own words; it may belong to one intervention or to the whole case."""

    id: str
    case_id: str
    intervention_id: str | None = None
    words: str
    set_on: date
    state: GoalState = GoalState.ACTIVE
    ended_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class GoalAppraisal:
    """How near a goal is on a day."""

    id: str
    goal_id: str
    made_on: date
    by: Appraiser = Appraiser.HER
    value: int
    words: str = ""


def goal_faults(goal: Goal, *, today: date) -> tuple[Fault, ...]:
    """Check a goal: it has words, and its days have come."""
    faults: list[Fault] = []
    if not goal.words.strip():
        faults.append(stopp("words", "Skriv målet med hennes ord.", "domain.md A21"))
    if goal.set_on > today:
        faults.append(stopp("set_on", "Dagen ligger i framtiden.", "domain.md G7"))
    if goal.state is not GoalState.ACTIVE:
        if goal.ended_on is None:
            faults.append(stopp("ended_on", "Skriv vilken dag det blev så.", "domain.md 3.1"))
        elif not goal.set_on <= goal.ended_on <= today:
            faults.append(
                stopp("ended_on", "Dagen ligger mellan att målet sattes och idag.", "domain.md 3.1")
            )
    return tuple(faults)


def appraisal_faults(
    appraisal: GoalAppraisal, goal: Goal | None, *, today: date
) -> tuple[Fault, ...]:
    """Check an appraisal: 0 to 10, on a day between the goal and today."""
    faults: list[Fault] = []
    if not LOWEST <= appraisal.value <= HIGHEST:
        faults.append(stopp("value", "Skattningen är från 0 till 10.", "domain.md 3.1"))
    if appraisal.made_on > today:
        faults.append(stopp("made_on", "Dagen ligger i framtiden.", "domain.md G7"))
    elif goal is not None and appraisal.made_on < goal.set_on:
        faults.append(stopp("made_on", "Målet var inte satt den dagen.", "domain.md 3.1"))
    return tuple(faults)


def course(appraisals: Iterable[GoalAppraisal], by: Appraiser) -> tuple[GoalAppraisal, ...]:
    """Return one side's appraisals in order of time; of one day the latest written stands last."""
    return tuple(sorted((each for each in appraisals if each.by is by), key=lambda a: a.made_on))
