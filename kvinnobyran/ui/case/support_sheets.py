"""The sheets of interventions and sessions (A2, A5, G7, G8)."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from kvinnobyran.domain.concern import ConcernCheck
from kvinnobyran.domain.ids import new_id
from kvinnobyran.domain.intervention import (
    STARTED_STATES,
    Intervention,
    InterventionKind,
    InterventionState,
    Method,
    Need,
    Purpose,
)
from kvinnobyran.domain.person import Interpreter
from kvinnobyran.domain.session import (
    CounsellingSession,
    SessionAttendance,
    SessionForm,
    Theme,
)
from kvinnobyran.flows.interventions import end_intervention, save_intervention
from kvinnobyran.flows.sessions import save_session
from kvinnobyran.ui.case.around import Around, saving, shown
from kvinnobyran.ui.kit.chips import Chips, YesNo
from kvinnobyran.ui.kit.dates import DateEdit, TimeEdit
from kvinnobyran.ui.kit.editors import CodeBox, LineEdit, NumberEdit, TextEdit
from kvinnobyran.ui.kit.form import Field, Row, Section
from kvinnobyran.ui.kit.ranked import RankedList
from kvinnobyran.ui.kit.sheet import Entered, Landing, Saving, Sheet, Values

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
        kind=InterventionKind.COUNSELLING,
        offered_on=around.today,
        counsellor=around.desk.user,
    )
    sheet = Sheet(
        around.desk,
        "Insats",
        [
            Row(
                Field("kind", "Vad", Chips(InterventionKind, kept=True)),
                Field("method", "Metod", CodeBox(Method)),
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


def session_sheet(
    around: Around,
    intervention: Intervention,
    session: CounsellingSession | None = None,
    *,
    record_id: str = "",
) -> Sheet:
    """Return the sheet for one session: planned, held, cancelled or missed."""
    children = any(call.children_at_home for call in around.dossier.calls)
    record = session or CounsellingSession(
        id=record_id or new_id(),
        intervention_id=intervention.id,
        held_on=around.today,
        attendance=SessionAttendance.HELD,
        children_involved=children,
    )

    took_place = (SessionAttendance.HELD, SessionAttendance.BROKEN_OFF)
    sheet = Sheet(
        around.desk,
        f"Samtal: {intervention.kind.label}",
        [
            Field("attendance", "Blev det av?", Chips(SessionAttendance, kept=True)),
            Row(
                Field("held_on", "Dag", DateEdit(today=around.today)),
                Field("starts_at", "Klockslag", TimeEdit()),
                Field("minutes", "Minuter", NumberEdit(least=5, most=240)),
            ),
            Field("form", "Hur ni träffades", Chips(SessionForm, kept=True)),
            Field("interpreter", "Tolk", CodeBox(Interpreter, nothing=None)),
            Field("themes", "Vad samtalet handlade om", Chips(Theme, multi=True)),
            Field("children_involved", "Finns det barn som berörs?", YesNo()),
            Field("concern_check", "Orosbedömning för barnen", Chips(ConcernCheck)),
            Field("concern_reason", "Skäl, om oron inte kunde bedömas", LineEdit()),
        ],
        kind="session",
        record=record.id,
        savings=[
            saving(
                around,
                "Spara samtalet",
                save_session,
                record,
                said="Samtalet är sparat",
                reasoned=True,
                complete=lambda given: _complete(record, given),
            )
        ],
        belongs_to={**around.belongs_to, "intervention": intervention.id},
    )
    sheet.only_when(
        "themes", "attendance", lambda value: value in took_place, otherwise=frozenset()
    )
    sheet.only_when(
        "concern_check", "children_involved", lambda value: value is not False, otherwise=None
    )
    sheet.only_when(
        "concern_reason", "concern_check", lambda value: value is ConcernCheck.NOT_ASSESSED
    )
    sheet.begin(shown(record))
    return sheet


def _complete(record: CounsellingSession, given: Mapping[str, Any]) -> Values:
    """Return the values with the record's own where the form was left empty."""
    return {
        name: getattr(record, name) if value is None and name in _NEEDED else value
        for name, value in given.items()
    }


_NEEDED = frozenset({"held_on", "minutes", "form", "attendance", "children_involved"})
