"""The plan on paper: asked for what and to whom, noted, and then printed from memory."""

from collections.abc import Sequence

from kvinnobyran.domain.plan import ActionPlan, Measure
from kvinnobyran.flows.plans import note_printed
from kvinnobyran.ui.case.around import Around
from kvinnobyran.ui.case.plan.doing import measures_of
from kvinnobyran.ui.case.room import Room
from kvinnobyran.ui.kit.editors import LineEdit
from kvinnobyran.ui.kit.form import Field
from kvinnobyran.ui.kit.sheet import Entered, Landing, Saving, Sheet
from kvinnobyran.ui.printing import put_on_paper


def printing_sheet(around: Around, plan: ActionPlan) -> Sheet:
    """Return the sheet that asks before a plan goes on paper."""

    def submit(entered: Entered, landing: Landing) -> None:
        put_on_paper(
            around.desk,
            sheet,
            note_printed,
            plan,
            pages=lambda plan: page_of(plan, measures_of(around.dossier, plan)),
            purpose=entered.values["purpose"],
            recipient=entered.values["recipient"],
            reasons=entered.reasons,
            then=landing.then,
            otherwise=landing.otherwise,
        )

    sheet = Sheet(
        around.desk,
        "Skriv ut planen",
        [
            Field("purpose", "Till vad", LineEdit()),
            Field("recipient", "Till vem", LineEdit()),
        ],
        lead="Pappret är utan namn, men kan läsas av den som hittar det. Fråga om hon vill ha det.",
        kind="plan_print",
        record=plan.id,
        savings=[Saving(text="Skriv ut", submit=submit, said="Planen är utskriven")],
        belongs_to=around.belongs_to,
    )
    sheet.undoable = False
    sheet.begin({"purpose": "Hennes egen plan", "recipient": "Kvinnan själv"})
    return sheet


def print_plan(room: Room, plan: ActionPlan) -> None:
    """Ask what for and to whom, and print."""
    room.edit(printing_sheet(room.around, plan))


def page_of(plan: ActionPlan, measures: Sequence[Measure]) -> bytes:
    """Return the plan as PDF bytes, without anything that says whose it is."""
    from kvinnobyran.reports.action_plan import PlanPage, action_plan_page

    return action_plan_page(
        PlanPage(
            made_on=plan.made_on,
            mapping=plan.mapping,
            goals=plan.goals,
            measures=[each.words for each in measures],
            follow_up_on=plan.follow_up_on,
            follow_up=plan.follow_up,
        )
    )
