"""The sheets of interventions (A2, A5, G8)."""

from dataclasses import replace

from kvinnobyran.domain import kinds
from kvinnobyran.domain.ids import new_id
from kvinnobyran.domain.intervention import (
    STARTED_STATES,
    Intervention,
    InterventionState,
    Need,
    Purpose,
)
from kvinnobyran.flows.interventions import end_intervention, save_intervention
from kvinnobyran.ui.case.around import Around, saving, shown
from kvinnobyran.ui.kit.chips import Chips
from kvinnobyran.ui.kit.dates import DateEdit
from kvinnobyran.ui.kit.editors import CodeBox, LineEdit, Option, TextEdit
from kvinnobyran.ui.kit.form import Field, Row, Section
from kvinnobyran.ui.kit.ranked import RankedList
from kvinnobyran.ui.kit.sheet import Entered, Landing, Saving, Sheet

_BEFORE_START = (
    InterventionState.OFFERED,
    InterventionState.WAITING,
    InterventionState.DECLINED,
    InterventionState.ONGOING,
)
RUNNING = (InterventionState.ONGOING, InterventionState.PAUSED)
_ENDINGS = (InterventionState.COMPLETED, InterventionState.BROKEN_OFF)


def intervention_sheet(
    around: Around, intervention: Intervention | None = None, *, record_id: str = ""
) -> Sheet:
    """Return the sheet for one kind of support: its purpose and the most acute needs."""
    record = intervention or Intervention(
        id=record_id or new_id(),
        case_id=around.case.id,
        kind=kinds.KINDS[0],
        offered_on=around.today,
        counsellor=around.desk.user,
    )
    sheet = Sheet(
        around.desk,
        "Insats",
        [
            Row(
                Field(
                    "kind",
                    "Vad",
                    Chips([Option(each, each.label) for each in kinds.KINDS], kept=True),
                ),
                Field(
                    "method",
                    "Metod",
                    CodeBox(
                        [
                            Option(method, method.label)
                            for each in kinds.KINDS
                            for method in each.methods
                        ]
                    ),
                ),
            ),
            Field("state", "Läge", Chips(_states(record.state), kept=True)),
            Row(
                Field("offered_on", "Erbjuden den", DateEdit(today=around.today)),
                Field("started_on", "Började den", DateEdit(today=around.today)),
                Field("counsellor", "Ansvarig", LineEdit()),
            ),
            Section("Bestäm tillsammans med henne"),
            Field("purposes", "Syfte", Chips(Purpose, multi=True)),
            Field("purpose_words", "Med hennes ord", TextEdit(lines=2)),
            Field(
                "needs",
                "Mest akuta behov, det viktigaste först",
                RankedList(Need),
                help="Alt+upp och Alt+ner flyttar.",
            ),
            Field(
                "urgent_motive", "Varför det är akut, om bedömningssamtalet får vänta", LineEdit()
            ),
        ],
        kind="intervention",
        record=record.id,
        savings=[
            saving(
                around,
                "Spara insatsen",
                save_intervention,
                record,
                said="Insatsen är sparad",
                reasoned=True,
            )
        ],
        belongs_to=around.belongs_to,
    )
    begun = STARTED_STATES
    sheet.only_when("started_on", "state", lambda value: value in begun, otherwise=None)
    sheet.only_when("urgent_motive", "state", lambda value: value in begun)
    sheet.begin(shown(record))
    return sheet


def _states(state: InterventionState) -> tuple[InterventionState, ...]:
    """Return what may be chosen; ending it has its own sheet, and an ended one stays so."""
    for choices in (RUNNING, _BEFORE_START):
        if state in choices:
            return choices
    return (state,)


def starting_sheet(around: Around, intervention: Intervention) -> Sheet:
    """Return the sheet that starts an offered intervention today."""
    begun = replace(intervention, state=InterventionState.ONGOING, started_on=around.today)
    sheet = intervention_sheet(around, intervention)
    sheet.begin(shown(begun))
    return sheet


def ending_sheet(around: Around, intervention: Intervention) -> Sheet:
    """Return the sheet that ends an intervention, as planned or broken off."""

    def submit(entered: Entered, landing: Landing) -> None:
        around.desk.do(
            end_intervention,
            intervention,
            entered.values["state"] or InterventionState.COMPLETED,
            ended_on=entered.values["ended_on"] or around.today,
            end_reason=entered.values["end_reason"],
            reasons=entered.reasons,
            then=landing.then,
            otherwise=landing.otherwise,
        )

    sheet = Sheet(
        around.desk,
        f"Avsluta: {intervention.kind.label}",
        [
            Field("state", "Hur slutade det?", Chips(_ENDINGS, kept=True)),
            Field("ended_on", "Slutade den", DateEdit(today=around.today)),
            Field("end_reason", "Varför", TextEdit(lines=2)),
        ],
        lead="Planerade samtal i insatsen avbokas.",
        kind="intervention_end",
        record=intervention.id,
        savings=[Saving(text="Avsluta insatsen", submit=submit, said="Insatsen är avslutad")],
        belongs_to=around.belongs_to,
    )
    sheet.begin({"state": InterventionState.COMPLETED, "ended_on": around.today, "end_reason": ""})
    return sheet
