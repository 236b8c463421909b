"""The sheets of goals and of how near they are, as she and we see it (A21)."""

from collections.abc import Mapping
from typing import Any

from kvinnobyran.domain.goal import (
    HIGHEST,
    LOWEST,
    Appraiser,
    Goal,
    GoalAppraisal,
    GoalState,
)
from kvinnobyran.domain.ids import new_id
from kvinnobyran.domain.intervention import ENDED_STATES, Intervention
from kvinnobyran.flows.goals import appraise, save_goal
from kvinnobyran.ui.case.around import Around, saving, shown
from kvinnobyran.ui.kit.chips import Chips
from kvinnobyran.ui.kit.dates import DateEdit
from kvinnobyran.ui.kit.editors import CodeBox, LineEdit, NumberEdit, Option, TextEdit
from kvinnobyran.ui.kit.form import Field, Row, Section
from kvinnobyran.ui.kit.sheet import Entered, Landing, Saving, Sheet


def goal_sheet(around: Around, goal: Goal | None = None, *, record_id: str = "") -> Sheet:
    """Return the sheet for one goal in her own words."""
    record = goal or Goal(
        id=record_id or new_id(), case_id=around.case.id, words="", set_on=around.today
    )
    of_case = around.dossier.of(Intervention)
    sheet = Sheet(
        around.desk,
        "Mål",
        [
            Field("words", "Målet, med hennes ord", TextEdit(lines=2)),
            Row(
                Field("set_on", "Bestämt den", DateEdit(today=around.today)),
                Field(
                    "intervention_id",
                    "Hör till",
                    CodeBox(
                        [
                            Option(each.id, each.kind.label)
                            for each in of_case
                            if each.state not in ENDED_STATES or each.id == record.intervention_id
                        ],
                        nothing="Hela ärendet",
                    ),
                ),
            ),
            Field("state", "Läge", Chips(GoalState, kept=True)),
            Field("ended_on", "Blev så den", DateEdit(today=around.today)),
        ],
        kind="goal",
        record=record.id,
        savings=[saving(around, "Spara målet", save_goal, record, said="Målet är sparat")],
        belongs_to=around.belongs_to,
    )
    sheet.only_when(
        "ended_on", "state", lambda value: value is not GoalState.ACTIVE, otherwise=None
    )
    sheet.begin({**shown(record), "ended_on": record.ended_on or around.today})
    return sheet


def appraisal_sheet(around: Around, goal: Goal) -> Sheet:
    """Return the sheet for how near a goal is today: hers first, ours beside it."""

    def submit(entered: Entered, landing: Landing) -> None:
        around.desk.do(
            appraise,
            *_appraisals(goal, entered.values, around),
            then=landing.then,
            otherwise=landing.otherwise,
        )

    sheet = Sheet(
        around.desk,
        "Hur nära är målet?",
        [
            Field("made_on", "Dag", DateEdit(today=around.today)),
            Section(Appraiser.HER.label, "Fråga först henne. 0 är inte alls, 10 är framme."),
            Row(
                Field("her", "Hon säger, 0–10", NumberEdit(least=LOWEST, most=HIGHEST)),
                Field("her_words", "Med hennes ord", LineEdit()),
            ),
            Section(Appraiser.US.label),
            Row(
                Field("us", "Vi ser, 0–10", NumberEdit(least=LOWEST, most=HIGHEST)),
                Field("us_words", "Varför", LineEdit()),
            ),
        ],
        lead=goal.words,
        kind="goal_appraisal",
        record=goal.id,
        savings=[Saving(text="Spara skattningen", submit=submit, said="Skattningen är sparad")],
        belongs_to=around.belongs_to,
    )
    sheet.begin({"made_on": around.today, "her": None, "her_words": "", "us": None, "us_words": ""})
    return sheet


def _appraisals(goal: Goal, given: Mapping[str, Any], around: Around) -> list[GoalAppraisal]:
    """Return those sides that gave a figure."""
    return [
        GoalAppraisal(
            id=new_id(),
            goal_id=goal.id,
            made_on=given["made_on"] or around.today,
            by=by,
            value=given[by.value],
            words=given[f"{by.value}_words"],
        )
        for by in Appraiser
        if given[by.value] is not None
    ]
