"""The action plan in versions: what holds now, what is being written, and what was before."""

from collections.abc import Iterator

from PySide6.QtWidgets import QMenu, QWidget

from kvinnobyran.domain.plan import CURRENT, ActionPlan, Measure, PlanState
from kvinnobyran.flows.drafts import drop_draft
from kvinnobyran.flows.plans import remove_draft
from kvinnobyran.store.dossier import Dossier
from kvinnobyran.ui.case.cards import buttons, card
from kvinnobyran.ui.case.moment import Moment
from kvinnobyran.ui.case.part import Part
from kvinnobyran.ui.case.plan.doing import KIND, measure_sheet, measures_of
from kvinnobyran.ui.case.plan.printing import print_plan, printing_sheet
from kvinnobyran.ui.case.plan.sheets import follow_up_sheet, plan_sheet
from kvinnobyran.ui.case.reading import Passage, Unfolding, above
from kvinnobyran.ui.case.room import Room
from kvinnobyran.ui.kit.buttons import Button, Kind
from kvinnobyran.ui.kit.card import Line
from kvinnobyran.ui.kit.icons import Icon
from kvinnobyran.ui.kit.sheet import Sheet


def plan_card(room: Room, dossier: Dossier) -> QWidget:
    """Return the card of the plan: its versions, and what can be done with the one that holds."""
    plans = dossier.of(ActionPlan)
    draft = any(plan.state is PlanState.DRAFT for plan in plans)
    current = next((plan for plan in plans if plan.state in CURRENT), None)

    def passage(plan: ActionPlan) -> Passage:
        return _passage(plan, measures_of(dossier, plan))

    unfolding = Unfolding(passage)

    def opened(plan: ActionPlan) -> None:
        if plan.state is PlanState.DRAFT:
            room.edit(plan_sheet(room.around))
        else:
            unfolding.unfold(plan)

    def menu(plan: object, menu: QMenu) -> None:
        if isinstance(plan, ActionPlan) and plan.state is PlanState.DRAFT:
            menu.addAction("Ta bort utkastet").triggered.connect(lambda: _remove(room, plan))

    made = card(
        "Handlingsplan",
        [_line(plan) for plan in plans],
        opened,
        icon=Icon.REPORT,
        empty="Ingen plan än: kartläggning, mål, insatser och uppföljning.",
        button=Button(
            "Fortsätt utkastet" if draft else "Ny version" if plans else "Ny plan",
            Kind.QUIET,
            then=lambda: room.open("action_plan"),
        ),
        menu=menu,
    )
    if current is not None:
        above(made, passage(current))
        verbs = [Button("Skriv ut", Kind.QUIET, then=lambda: print_plan(room, current))]
        if current.state is PlanState.AGREED:
            follow = Button("Följ upp", Kind.QUIET, then=lambda: _follow(room, current))
            verbs.insert(0, follow)
        made.body.addWidget(buttons(*verbs))
    made.body.addWidget(unfolding)
    return made


def _passage(plan: ActionPlan, measures: list[Measure]) -> Passage:
    """Return a version as it is read."""
    return Passage(
        f"Handlingsplan, version {plan.number}",
        [
            ("Kartläggning", plan.mapping),
            ("Mål", "\n".join(plan.goals)),
            ("Insatser", "\n".join(each.words for each in measures)),
            ("Uppföljning", plan.follow_up),
        ],
    )


def _line(plan: ActionPlan) -> Line:
    due = plan.follow_up_on if plan.state is PlanState.AGREED else None
    detail = f"{plan.state.label}, följs upp {due}" if due else plan.state.label
    return Line(key=plan, text=f"Version {plan.number}", detail=detail, aside=str(plan.made_on))


def _open(room: Room, plan: ActionPlan) -> None:
    """Go on with a draft, follow up what holds; what is locked is read on its card."""
    if plan.state is PlanState.DRAFT:
        room.edit(plan_sheet(room.around))
    elif plan.state is PlanState.AGREED:
        _follow(room, plan)
    else:
        room.show_tab("sessions")


def _remove(room: Room, plan: ActionPlan) -> None:
    """Take away a version nobody agreed on, with what was typed over it."""
    room.desk.do(drop_draft, "action_plan", plan.id)
    room.run(remove_draft, plan, said="Utkastet är borttaget")


def _follow(room: Room, plan: ActionPlan) -> None:
    room.edit(follow_up_sheet(room.around, plan))


def _sheet(room: Room, record: str) -> Sheet:
    return plan_sheet(room.around, record_id=record)


def _known(room: Room, record: str, *, states: frozenset[PlanState]) -> ActionPlan | None:
    found = room.around.dossier.of(ActionPlan)
    return next((each for each in found if each.id == record and each.state in states), None)


def _follow_up(room: Room, record: str) -> Sheet | None:
    plan = _known(room, record, states=frozenset({PlanState.AGREED}))
    return follow_up_sheet(room.around, plan) if plan else None


def _print(room: Room, record: str) -> Sheet | None:
    plan = _known(room, record, states=CURRENT)
    return printing_sheet(room.around, plan) if plan else None


def _measure(room: Room, record: str) -> Sheet | None:
    known = room.around.dossier.get(record)
    return measure_sheet(room.around, known) if isinstance(known, Measure) else None


def _open_measure(room: Room, measure: Measure) -> None:
    """Say what came of it while its plan holds; else read the plan on its card."""
    sheet = measure_sheet(room.around, measure)
    if sheet is not None:
        room.edit(sheet)
    else:
        room.show_tab("sessions")


def _moments(dossier: Dossier) -> Iterator[Moment]:
    for plan in dossier.of(ActionPlan):
        what = f"Handlingsplan, version {plan.number}"
        yield Moment(plan.id, plan.made_on, None, "Plan", what, plan.state.label)
        if plan.followed_up_on is not None:
            yield Moment(plan.id, plan.followed_up_on, None, "Plan", what, "Uppföljd")
    for measure in dossier.of(Measure):
        if measure.done_on is not None:
            yield Moment(measure.id, measure.done_on, None, "Plan", "Insats i planen", "Gjord")


PLAN = Part(
    key="plan",
    tables=frozenset({"action_plan", "plan_measure"}),
    sheets={
        "action_plan": _sheet,
        "plan_follow_up": _follow_up,
        "plan_print": _print,
        KIND: _measure,
    },
    opens={ActionPlan: _open, Measure: _open_measure},
    moments=_moments,
)
