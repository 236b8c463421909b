"""Sessions: planned, held and written down, each within an intervention."""

from collections import Counter
from collections.abc import Hashable, Iterator
from datetime import date

from PySide6.QtWidgets import QMenu

from kvinnobyran.domain.intervention import Intervention
from kvinnobyran.domain.next_step import Step, when
from kvinnobyran.domain.session import CounsellingSession, Participant, SessionAttendance
from kvinnobyran.flows.sessions import cancel_session
from kvinnobyran.store.dossier import Dossier
from kvinnobyran.ui.case.moment import Moment
from kvinnobyran.ui.case.part import Part
from kvinnobyran.ui.case.room import Room
from kvinnobyran.ui.case.sessions.sheets import Choice, session_sheet
from kvinnobyran.ui.case.support.sheets import RUNNING
from kvinnobyran.ui.kit.buttons import Button, Kind
from kvinnobyran.ui.kit.card import Line
from kvinnobyran.ui.kit.sheet import Sheet, Values


def session_lines(dossier: Dossier, intervention: Intervention) -> list[Line]:
    """Return the sessions of an intervention as lines, newest first."""
    beside = Counter(each.session_id for each in dossier.of(Participant))
    return [
        Line(
            key=session,
            text=session.attendance.label,
            detail=_detail(session, beside[session.id]),
            aside=when(session.held_on, session.starts_at),
        )
        for session in dossier.of(CounsellingSession)
        if session.intervention_id == intervention.id
    ]


def _detail(session: CounsellingSession, beside: int) -> str:
    """Return what it was about, why it did not take place, and whether others were there."""
    words = [theme.label for theme in sorted(session.themes)]
    if session.reason:
        words.append(session.reason)
    if beside:
        words.append(f"{beside} till var med" if session.took_place else f"{beside} till")
    return ", ".join(words)


def new_session_button(room: Room, intervention: Intervention) -> Button:
    """Return the button that writes down or plans a session in an intervention."""
    return Button(intervention.kind.new_meeting, Kind.QUIET, then=lambda: _new(room, intervention))


def open_session(room: Room, session: CounsellingSession) -> None:
    """Open one session."""
    interventions = _interventions(room)
    room.edit(session_sheet(room.around, interventions[session.intervention_id], session))


def session_menu(room: Room, session: Hashable, menu: QMenu) -> None:
    """Offer how a planned session did not come about, without opening its sheet."""
    did_not = SessionAttendance
    if not isinstance(session, CounsellingSession) or session.attendance is not did_not.PLANNED:
        return
    answers = [did_not.CANCELLED_BY_HER, did_not.CANCELLED_BY_US]
    if session.held_on <= room.desk.today:
        answers.append(did_not.MISSED)
    for attendance in answers:
        menu.addAction(attendance.label).triggered.connect(
            # Without the lambda, Qt would hand over whether the line is checked.
            lambda _=False, attendance=attendance: room.run(
                cancel_session, session, attendance, "", said=attendance.label
            )
        )


def _new(room: Room, intervention: Intervention) -> None:
    room.edit(session_sheet(room.around, intervention))


def _interventions(room: Room) -> dict[str, Intervention]:
    return {each.id: each for each in room.around.dossier.of(Intervention)}


def _moments(dossier: Dossier) -> Iterator[Moment]:
    kinds = {each.id: each.kind for each in dossier.of(Intervention)}
    for each in dossier.of(CounsellingSession):
        yield Moment(
            each.id,
            each.held_on,
            each.starts_at,
            "Samtal",
            kinds[each.intervention_id].label,
            each.attendance.label,
        )


def _sheet(room: Room, record: str) -> Sheet | None:
    """Return the sheet of a session; of a new one, only its draft knows in which support.

    Where several go on and no draft says which, the sheet itself asks, the latest first chosen.
    """
    interventions = _interventions(room)
    sessions = room.around.dossier.of(CounsellingSession)
    known = next((each for each in sessions if each.id == record), None)
    if known is not None:
        return session_sheet(room.around, interventions[known.intervention_id], known)
    draft = room.drafts.get(record)
    own = str(draft.body.get("intervention")) if draft else ""
    running = [each for each in interventions.values() if each.state in RUNNING]
    if own in interventions:
        return session_sheet(room.around, interventions[own], record_id=record)
    if own or not running:
        return None
    latest = running[-1]
    return _in_one_of(room, tuple(running), latest, record)


def _in_one_of(
    room: Room,
    running: tuple[Intervention, ...],
    chosen: Intervention,
    record: str,
    carried: Values | None = None,
) -> Sheet:
    """Return the sheet of a new session in a support, where another can be chosen."""

    def turn(other: Intervention, own: str, values: Values) -> None:
        room.edit(_in_one_of(room, running, other, own, values))

    return session_sheet(
        room.around,
        chosen,
        record_id=record,
        choice=Choice(running, turn) if len(running) > 1 else None,
        carried=carried,
    )


def _plan(room: Room, record: str) -> None:
    _new(room, _interventions(room)[record])


def _cannot(dossier: Dossier, _: date) -> str:
    """Say that a session belongs to an intervention that goes on."""
    running = any(each.state in RUNNING for each in dossier.of(Intervention))
    return "" if running else "Ingen insats pågår. Erbjud eller starta en under Samtal först."


SESSIONS = Part(
    key="sessions",
    tables=frozenset({"counselling_session", "session_participant"}),
    sheets={"session": _sheet},
    opens={CounsellingSession: open_session},
    steps={
        Step.ANSWER_SESSION: lambda room, record: room.open("session", record),
        Step.PLAN_SESSION: _plan,
    },
    moments=_moments,
    cannot={"session": _cannot},
)
