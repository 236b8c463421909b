"""Assessment calls: booked, moved, held and written down (A1)."""

from collections.abc import Iterator

from kvinnobyran.domain.assessment import AssessmentCall, AssessmentState
from kvinnobyran.domain.case import CaseState
from kvinnobyran.domain.next_step import Step, when
from kvinnobyran.flows.assessments import mark_assessment
from kvinnobyran.store.dossier import Dossier
from kvinnobyran.ui.case.assessment.sheets import assessment_sheet, booking_sheet, rebooking_sheet
from kvinnobyran.ui.case.cards import buttons, card
from kvinnobyran.ui.case.moment import Moment
from kvinnobyran.ui.case.part import Part
from kvinnobyran.ui.case.room import Room
from kvinnobyran.ui.kit.buttons import Button, Kind
from kvinnobyran.ui.kit.card import Card, Line
from kvinnobyran.ui.kit.icons import Icon
from kvinnobyran.ui.kit.sheet import Sheet


def _cards(room: Room, dossier: Dossier) -> list[Card]:
    calls = dossier.of(AssessmentCall)
    made = card(
        "Bedömningssamtal",
        [_line(call) for call in reversed(calls)],
        lambda call: _open(room, call),
        icon=Icon.BOOKED,
        empty="Inget bedömningssamtal är bokat.",
        button=Button("Boka", Kind.QUIET, then=lambda: room.open("assessment_booking")),
    )
    booked = next((call for call in calls if call.state is AssessmentState.BOOKED), None)
    if booked is not None:
        made.body.addWidget(
            buttons(
                Button("Boka om", then=lambda: room.edit(rebooking_sheet(room.around, booked))),
                Button("Hon uteblev", then=lambda: _mark(room, booked, AssessmentState.MISSED)),
                Button("Avbokat", then=lambda: _mark(room, booked, AssessmentState.CANCELLED)),
            )
        )
    return [made]


def _line(call: AssessmentCall) -> Line:
    return Line(
        key=call,
        text=call.state.label,
        detail=call.outcome.label if call.outcome else "",
        aside=when(call.booked_for, call.booked_at),
    )


def _moments(dossier: Dossier) -> Iterator[Moment]:
    for call in dossier.of(AssessmentCall):
        yield Moment(
            call.id,
            call.booked_for,
            call.booked_at,
            "Bedömning",
            "Bedömningssamtal",
            call.state.label,
        )


def _open(room: Room, call: AssessmentCall) -> None:
    """Write an assessment down, or read what was written."""
    room.edit(assessment_sheet(room.around, call))


def _mark(room: Room, call: AssessmentCall, state: AssessmentState) -> None:
    """Note that she did not come, or that the call was cancelled."""
    room.run(mark_assessment, call, state, said=f"Bedömningssamtal: {state.label.lower()}")


def _known(room: Room, record: str) -> AssessmentCall | None:
    calls = room.around.dossier.of(AssessmentCall)
    return next((call for call in calls if call.id == record), None)


def _known_or_new(room: Room, record: str) -> AssessmentCall:
    around = room.around
    return _known(room, record) or AssessmentCall(
        id=record,
        case_id=around.case.id,
        booked_for=around.today,
        interpreter=around.dossier.person.interpreter,
    )


def _rebooking_sheet(room: Room, record: str) -> Sheet | None:
    call = _known(room, record)
    return rebooking_sheet(room.around, call) if call else None


ASSESSMENT = Part(
    key="assessment",
    tables=frozenset({"assessment_call", "session_participant"}),
    cards={"assessment": _cards},
    sheets={
        "assessment_booking": lambda room, record: booking_sheet(
            room.around, _known_or_new(room, record)
        ),
        "assessment_rebooking": _rebooking_sheet,
        "assessment": lambda room, record: assessment_sheet(
            room.around, _known_or_new(room, record)
        ),
    },
    opens={AssessmentCall: _open},
    steps={
        Step.BOOK_ASSESSMENT: lambda room, _: room.open("assessment_booking"),
        Step.ASSESS: lambda room, record: room.open("assessment", record),
    },
    moments=_moments,
    cannot={
        "assessment_booking": lambda dossier, _: (
            "Ärendet är avslutat." if dossier.case.state is CaseState.CLOSED else ""
        ),
    },
)
