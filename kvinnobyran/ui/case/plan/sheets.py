"""The sheets of the action plan: writing a version, and following one up (A20, A21)."""

from dataclasses import replace
from typing import Any

from kvinnobyran.domain.goal import Goal, GoalState
from kvinnobyran.domain.ids import new_id
from kvinnobyran.domain.missing import Answer
from kvinnobyran.domain.plan import ActionPlan, Measure, PlanState, carried_over
from kvinnobyran.flows.plans import follow_up, save_plan
from kvinnobyran.ui.case.around import Around, known, shown
from kvinnobyran.ui.case.plan.doing import measures_of
from kvinnobyran.ui.case.plan.measures import MeasuresEdit
from kvinnobyran.ui.case.support.fields import LinesEdit
from kvinnobyran.ui.kit.dates import DateEdit
from kvinnobyran.ui.kit.editors import CodeBox, TextEdit
from kvinnobyran.ui.kit.form import Field, Row
from kvinnobyran.ui.kit.sheet import Entered, Landing, Saving, Sheet


def plan_sheet(around: Around, *, record_id: str = "") -> Sheet:
    """Return the sheet of the version that is being written: the draft, or a new one."""
    record = draft_of(around) or _next(around, record_id or new_id())

    def submit(state: PlanState) -> Any:  # noqa: ANN401 - what a Saving calls
        def does(entered: Entered, landing: Landing) -> None:
            around.desk.do(
                save_plan,
                replace(record, **known(record, entered.values), state=state),
                measures=entered.values["measures"],
                reasons=entered.reasons,
                expect=None if entered.knowing else around.dossier.head,
                then=landing.then,
                otherwise=landing.otherwise,
            )

        return does

    sheet = Sheet(
        around.desk,
        f"Handlingsplan, version {record.number}",
        [
            Field("mapping", "Kartläggning: hur har hon det nu?", TextEdit(lines=5)),
            Field(
                "approved",
                "Godkänner hon att kartläggningen skrivs ner?",
                CodeBox(Answer, nothing=None),
            ),
            Field("goals", "Mål, ett på varje rad", LinesEdit(lines=4)),
            Field(
                "measures",
                "Insatser: vad, vem och senast när",
                MeasuresEdit(record.id, today=around.today),
                help="Den dagen påminner programmet dig.",
            ),
            Row(
                Field("made_on", "Gjord den", DateEdit(today=around.today)),
                Field("follow_up_on", "Följs upp den", DateEdit(today=around.today)),
            ),
        ],
        lead="En överenskommen plan låses. En ändring blir en ny version.",
        kind="action_plan",
        record=record.id,
        savings=[
            Saving(
                text="Spara utkastet", submit=submit(PlanState.DRAFT), said="Utkastet är sparat"
            ),
            Saving(
                text="Överenskommet med henne",
                submit=submit(PlanState.AGREED),
                said="Planen är överenskommen",
            ),
        ],
        belongs_to=around.belongs_to,
    )
    sheet.begin({**shown(record), "measures": _measures(around, record)})
    return sheet


def follow_up_sheet(around: Around, plan: ActionPlan) -> Sheet:
    """Return the sheet for what the follow-up of a plan showed."""

    def submit(entered: Entered, landing: Landing) -> None:
        around.desk.do(
            follow_up,
            plan,
            on=entered.values["followed_up_on"] or around.today,
            words=entered.values["follow_up"],
            expect=None if entered.knowing else around.dossier.head,
            then=landing.then,
            otherwise=landing.otherwise,
        )

    sheet = Sheet(
        around.desk,
        f"Följ upp handlingsplanen, version {plan.number}",
        [
            Field("followed_up_on", "Dag", DateEdit(today=around.today)),
            Field("follow_up", "Vad har hänt med målen och insatserna?", TextEdit(lines=5)),
        ],
        lead=" · ".join(plan.goals),
        kind="plan_follow_up",
        record=plan.id,
        savings=[Saving(text="Spara uppföljningen", submit=submit, said="Planen är uppföljd")],
        belongs_to=around.belongs_to,
    )
    sheet.begin({"followed_up_on": around.today, "follow_up": ""})
    return sheet


def draft_of(around: Around) -> ActionPlan | None:
    """Return the version that nobody has agreed on yet."""
    plans = around.dossier.of(ActionPlan)
    return next((each for each in plans if each.state is PlanState.DRAFT), None)


def _next(around: Around, own_id: str) -> ActionPlan:
    """Return a new version that goes on from the one before it, with the goals of now."""
    plans = around.dossier.of(ActionPlan)
    goals = tuple(goal.words for goal in around.dossier.of(Goal) if goal.state is GoalState.ACTIVE)
    if not plans:
        return ActionPlan(id=own_id, case_id=around.case.id, made_on=around.today, goals=goals)
    last = plans[0]
    return ActionPlan(
        id=own_id,
        case_id=around.case.id,
        number=last.number + 1,
        made_on=around.today,
        mapping=last.mapping,
        approved=last.approved,
        goals=goals or last.goals,
    )


def _measures(around: Around, plan: ActionPlan) -> tuple[Measure, ...]:
    """Return a draft's measures: its own, or what is left of the version before it."""
    own = tuple(measures_of(around.dossier, plan))
    if draft_of(around) is not None or plan.number == 1:
        return own
    last = around.dossier.of(ActionPlan)[0]
    left = measures_of(around.dossier, last)
    return carried_over(left, plan.id, (new_id() for _ in left))
