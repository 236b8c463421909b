"""The sheet of a session (A2, A5, G7)."""

from collections.abc import Mapping
from typing import Any

from kvinnobyran.domain.assessment import AssessmentCall
from kvinnobyran.domain.concern import ConcernCheck
from kvinnobyran.domain.ids import new_id
from kvinnobyran.domain.intervention import Intervention
from kvinnobyran.domain.person import Interpreter
from kvinnobyran.domain.session import (
    CounsellingSession,
    SessionAttendance,
    SessionForm,
    Theme,
)
from kvinnobyran.flows.sessions import save_session
from kvinnobyran.ui.case.around import Around, saving, shown
from kvinnobyran.ui.kit.chips import Chips, YesNo
from kvinnobyran.ui.kit.dates import DateEdit, TimeEdit
from kvinnobyran.ui.kit.editors import CodeBox, LineEdit, NumberEdit
from kvinnobyran.ui.kit.form import Field, Row
from kvinnobyran.ui.kit.sheet import Sheet, Values


def session_sheet(
    around: Around,
    intervention: Intervention,
    session: CounsellingSession | None = None,
    *,
    record_id: str = "",
) -> Sheet:
    """Return the sheet for one session: planned, held, cancelled or missed."""
    children = any(call.children_at_home for call in around.dossier.of(AssessmentCall))
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
