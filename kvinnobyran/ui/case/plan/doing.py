"""What came of the measures of the plan that holds: done, not relevant, or still to be done."""

from collections.abc import Hashable

from PySide6.QtWidgets import QMenu

from kvinnobyran.domain.plan import CURRENT, ActionPlan, Measure, MeasureState
from kvinnobyran.flows.plans import answer_measure
from kvinnobyran.store.dossier import Dossier
from kvinnobyran.ui.case.around import Around
from kvinnobyran.ui.case.cards import card
from kvinnobyran.ui.case.room import Room
from kvinnobyran.ui.kit.card import Card, Line
from kvinnobyran.ui.kit.chips import Chips
from kvinnobyran.ui.kit.dates import DateEdit
from kvinnobyran.ui.kit.editors import TextEdit
from kvinnobyran.ui.kit.fact import Fact
from kvinnobyran.ui.kit.form import Field
from kvinnobyran.ui.kit.icons import Icon
from kvinnobyran.ui.kit.sheet import Entered, Landing, Saving, Sheet

KIND = "plan_measure"
_ANSWERS = (MeasureState.DONE, MeasureState.DROPPED)


def measures_of(dossier: Dossier, plan: ActionPlan) -> list[Measure]:
    """Return what a version says is to be done, in its order."""
    return [each for each in dossier.of(Measure) if each.plan_id == plan.id]


def measures_card(room: Room, dossier: Dossier) -> Card | None:
    """Return the card of what the plan that holds says is to be done; None when nothing is."""
    current = next((each for each in dossier.of(ActionPlan) if each.state in CURRENT), None)
    measures = measures_of(dossier, current) if current else []
    if not measures:
        return None
    return card(
        "Insatser i planen",
        [_line(room, each) for each in measures],
        lambda measure: room.open(KIND, measure.id),
        icon=Icon.CHECK,
        menu=lambda key, menu: _menu(room, key, menu),
        counted=False,
    )


def _line(room: Room, measure: Measure) -> Line:
    waits = measure.state is MeasureState.OPEN
    late = waits and measure.due_on is not None and measure.due_on < room.desk.today
    said = measure.result if measure.state is MeasureState.DROPPED else str(measure.done_on or "")
    day = str(measure.due_on or "") if waits else said
    return Line(
        key=measure,
        text=measure.what,
        detail=" · ".join(each for each in (measure.who, measure.state.label) if each),
        aside=f"skulle vara gjort {day}" if late else day,
        tone="warn" if late else "muted",
    )


def _menu(room: Room, key: Hashable, menu: QMenu) -> None:
    if not isinstance(key, Measure):
        return
    if key.state is MeasureState.OPEN:
        menu.addAction("Gjord idag").triggered.connect(
            lambda: room.run(answer_measure, key, MeasureState.DONE, said="Insatsen är gjord")
        )
        menu.addAction("Skriv hur det gick …").triggered.connect(lambda: room.open(KIND, key.id))
    else:
        menu.addAction("Ska göras ändå").triggered.connect(
            lambda: room.run(answer_measure, key, MeasureState.OPEN, said="Insatsen ska göras")
        )


def measure_sheet(around: Around, measure: Measure) -> Sheet | None:
    """Return the sheet that says what came of a measure; None when its plan holds no more."""
    plan = around.dossier.get(measure.plan_id)
    if not isinstance(plan, ActionPlan) or plan.state not in CURRENT:
        return None

    def submit(entered: Entered, landing: Landing) -> None:
        around.desk.do(
            answer_measure,
            measure,
            entered.values["state"],
            on=entered.values["done_on"],
            result=entered.values["result"] or "",
            expect=None if entered.knowing else around.dossier.head,
            then=landing.then,
            otherwise=landing.otherwise,
        )

    answered = measure.state is not MeasureState.OPEN
    choices = (MeasureState.OPEN,) if answered else _ANSWERS
    sheet = Sheet(
        around.desk,
        "Insats i planen",
        [
            Field("what", "Vad", Fact(measure.words)),
            Field("state", "Hur blev det?", Chips(choices, kept=True)),
            Field("done_on", "Gjord den", DateEdit(today=around.today)),
            Field("result", "Vad det ledde till, eller varför inte", TextEdit(lines=2)),
        ],
        kind=KIND,
        record=measure.id,
        savings=[Saving(text="Spara", submit=submit, said="Insatsen är sparad")],
        belongs_to=around.belongs_to,
    )
    sheet.only_when("done_on", "state", lambda value: value is MeasureState.DONE)
    sheet.only_when("result", "state", lambda value: value in _ANSWERS)
    sheet.begin({"state": choices[0], "done_on": around.today, "result": measure.result})
    return sheet
