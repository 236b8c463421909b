"""Goals and how near they are: hers and ours beside each other, never added up (A21)."""

from collections.abc import Iterator

from PySide6.QtWidgets import QMenu, QWidget

from kvinnobyran.domain.goal import (
    HIGHEST,
    LOWEST,
    TRANSITIONS,
    Appraiser,
    Goal,
    GoalAppraisal,
    GoalState,
    course,
)
from kvinnobyran.flows.goals import end_goal, remove_appraisal, resume_goal
from kvinnobyran.store.dossier import Dossier
from kvinnobyran.ui.case.cards import card
from kvinnobyran.ui.case.goals.sheets import appraisal_sheet, goal_sheet
from kvinnobyran.ui.case.moment import Moment
from kvinnobyran.ui.case.part import Part
from kvinnobyran.ui.case.room import Room
from kvinnobyran.ui.kit.buttons import Button, Kind
from kvinnobyran.ui.kit.card import Line
from kvinnobyran.ui.kit.curve import Curve, Series
from kvinnobyran.ui.kit.icons import Icon
from kvinnobyran.ui.kit.sheet import Sheet

_SIDES = {Appraiser.HER: "Hon", Appraiser.US: "Vi"}


def goals_card(room: Room, dossier: Dossier) -> QWidget:
    """Return the card of her goals, each with its latest appraisals and a curve."""

    def menu(goal: object, menu: QMenu) -> None:
        if isinstance(goal, Goal):
            menu.addAction("Skatta målet").triggered.connect(lambda: _appraise(room, goal))
            menu.addAction("Ändra målet").triggered.connect(lambda: _edit(room, goal))
            if given := _of(dossier, goal):
                menu.addAction("Ta bort senaste skattningen").triggered.connect(
                    lambda: _take_back(room, given)
                )
            for state in GoalState:
                if state in TRANSITIONS[goal.state]:
                    menu.addAction(state.label).triggered.connect(
                        lambda _=False, state=state: _become(room, goal, state)
                    )

    goals = sorted(dossier.of(Goal), key=lambda goal: goal.state is not GoalState.ACTIVE)
    made = card(
        "Mål",
        [_line(goal, _of(dossier, goal)) for goal in goals],
        lambda goal: _open(room, goal),
        icon=Icon.CHECK,
        empty="Inget mål är satt än. Bestäm det tillsammans med henne.",
        button=Button("Nytt mål", Kind.QUIET, then=lambda: room.open("goal")),
        menu=menu,
    )
    for goal in goals:
        found = _of(dossier, goal)
        if goal.state is GoalState.ACTIVE and len({each.made_on for each in found}) > 1:
            made.body.addWidget(_curve(goal, found))
    return made


def _of(dossier: Dossier, goal: Goal) -> list[GoalAppraisal]:
    return [each for each in dossier.of(GoalAppraisal) if each.goal_id == goal.id]


def _line(goal: Goal, appraisals: list[GoalAppraisal]) -> Line:
    """Return a goal with the latest figure of each side."""
    said = [
        f"{word} {course(appraisals, by)[-1].value} av {HIGHEST}"
        for by, word in _SIDES.items()
        if course(appraisals, by)
    ]
    last = max((each.made_on for each in appraisals), default=goal.set_on)
    detail = " · ".join(said) or "Inte skattat än"
    if goal.state is not GoalState.ACTIVE:
        detail = f"{goal.state.label} {goal.ended_on}. {detail}"
    return Line(key=goal, text=goal.words, detail=detail, aside=str(last))


def _curve(goal: Goal, appraisals: list[GoalAppraisal]) -> Curve:
    """Return the course of both sides, with the figures in words."""
    sides = {by: course(appraisals, by) for by in Appraiser}
    told = [
        f"{_SIDES[by]}: " + ", ".join(f"{each.value} den {each.made_on}" for each in each_side)
        for by, each_side in sides.items()
        if each_side
    ]
    return Curve(
        [
            Series(_SIDES[by], tuple((each.made_on, each.value) for each in each_side))
            for by, each_side in sides.items()
        ],
        lowest=LOWEST,
        highest=HIGHEST,
        words=f"{goal.words}. " + ". ".join(told) + ".",
        name=f"Skattning över tid: {goal.words}",
    )


def _open(room: Room, goal: Goal) -> None:
    """Appraise a goal that goes on; change one that does not."""
    if goal.state is GoalState.ACTIVE:
        _appraise(room, goal)
    else:
        _edit(room, goal)


def _appraise(room: Room, goal: Goal) -> None:
    room.edit(appraisal_sheet(room.around, goal))


def _edit(room: Room, goal: Goal) -> None:
    room.edit(goal_sheet(room.around, goal))


def _take_back(room: Room, appraisals: list[GoalAppraisal]) -> None:
    """Take away what was appraised last, by a slip."""
    latest = max(appraisals, key=lambda each: each.made_on)
    room.run(remove_appraisal, latest, said="Skattningen är borttagen")


def _become(room: Room, goal: Goal, state: GoalState) -> None:
    if state is GoalState.ACTIVE:
        room.run(resume_goal, goal, said="Målet pågår igen")
    else:
        room.run(end_goal, goal, state, said=f"Målet: {state.label.lower()}")


def _known(room: Room, record: str) -> Goal | None:
    return next((each for each in room.around.dossier.of(Goal) if each.id == record), None)


def _sheet(room: Room, record: str) -> Sheet:
    return goal_sheet(room.around, _known(room, record), record_id=record)


def _appraisal(room: Room, record: str) -> Sheet | None:
    goal = _known(room, record)
    return appraisal_sheet(room.around, goal) if goal else None


def _moments(dossier: Dossier) -> Iterator[Moment]:
    for each in dossier.of(GoalAppraisal):
        said = f"{_SIDES[each.by]}: {each.value} av {HIGHEST}"
        yield Moment(each.id, each.made_on, None, "Mål", "Hur nära målet är", said)
    for goal in dossier.of(Goal):
        yield Moment(goal.id, goal.set_on, None, "Mål", "Mål bestämt", GoalState.ACTIVE.label)
        if goal.ended_on is not None:
            yield Moment(goal.id, goal.ended_on, None, "Mål", "Mål", goal.state.label)


GOALS = Part(
    key="goals",
    tables=frozenset({"goal", "goal_appraisal"}),
    sheets={"goal": _sheet, "goal_appraisal": _appraisal},
    opens={
        Goal: _open,
        GoalAppraisal: lambda room, appraisal: room.open("goal_appraisal", appraisal.goal_id),
    },
    moments=_moments,
)
