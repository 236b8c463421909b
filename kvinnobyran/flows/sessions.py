"""Sessions: planned, held, cancelled or missed (G7, T8)."""

from kvinnobyran.domain.case import Case, CaseState
from kvinnobyran.domain.concern import ConcernCheck
from kvinnobyran.domain.faults import Fault, stopp
from kvinnobyran.domain.intervention import STARTED_STATES, Intervention
from kvinnobyran.domain.session import CounsellingSession, SessionAttendance, session_faults
from kvinnobyran.flows.concerns import note_concern
from kvinnobyran.flows.work import NO_REASONS, Reasons, Work, put, settle
from kvinnobyran.store import cases as stored


def save_session(
    work: Work,
    session: CounsellingSession,
    *,
    reasons: Reasons = NO_REASONS,
    expect: int | None = None,
) -> CounsellingSession:
    """Add a session or change one. A concern opens its report the same day (T8)."""
    intervention = work.database.get(Intervention, session.intervention_id)
    earlier = work.database.get(CounsellingSession, session.id)
    counsellor = intervention.counsellor if intervention else work.user
    overlaps = stored.has_overlap(work.database, session, counsellor or work.user)
    settle(
        [
            *_belonging_faults(work, session, intervention, new=earlier is None),
            *session_faults(session, today=work.today, overlaps=overlaps),
        ],
        reasons,
    )
    with work.step("Samtal", reasons) as tx:
        put(tx, session, expect=expect)
        newly = earlier is None or earlier.concern_check is not ConcernCheck.REPORTED
        if intervention and session.concern_check is ConcernCheck.REPORTED and newly:
            note_concern(work, tx, intervention.case_id)
    return session


def _belonging_faults(
    work: Work, session: CounsellingSession, intervention: Intervention | None, *, new: bool
) -> list[Fault]:
    if intervention is None:
        return []
    case = work.database.get(Case, intervention.case_id)
    if new and case is not None and case.state is CaseState.CLOSED:
        return [
            stopp(
                "intervention_id",
                "Ärendet är avslutat. Öppna ett nytt ärende först.",
                "domain.md 3.2",
            )
        ]
    held = session.attendance in {SessionAttendance.HELD, SessionAttendance.BROKEN_OFF}
    took_place = held or (new and session.attendance is not SessionAttendance.PLANNED)
    if took_place and intervention.state not in STARTED_STATES:
        return [
            stopp("intervention_id", "Insatsen har inte börjat. Starta den först.", "domain.md 3.2")
        ]
    return []
