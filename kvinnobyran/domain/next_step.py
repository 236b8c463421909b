"""What comes next in a case, in words: the one primary thing its page offers (9.2)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time
from enum import StrEnum
from typing import Final, NamedTuple

from kvinnobyran.domain.assessment import AssessmentCall, AssessmentOutcome, AssessmentState
from kvinnobyran.domain.case import Case, CaseState
from kvinnobyran.domain.concern import UNDECIDED, ConcernReport
from kvinnobyran.domain.intervention import OPEN_STATES, Intervention, InterventionState
from kvinnobyran.domain.note import JournalNote, NoteState
from kvinnobyran.domain.session import CounsellingSession, SessionAttendance
from kvinnobyran.domain.trappan import ENDED, TrappanProgramme
from kvinnobyran.domain.trappan_session import TrappanSession


class Step(StrEnum):
    """What a page can do about it."""

    REOPEN = "reopen"
    CLOSE = "close"
    DECIDE_CONCERN = "decide_concern"
    BOOK_ASSESSMENT = "book_assessment"
    ASSESS = "assess"
    OFFER = "offer"
    START = "start"
    RESUME_SUPPORT = "resume_support"
    ANSWER_SESSION = "answer_session"
    PLAN_SESSION = "plan_session"
    SIGN = "sign"
    ANSWER_CHILD = "answer_child"
    CHILDREN = "children"
    GROUP = "group"
    RESUME = "resume"
    WAIT = "wait"


NOTE = "Ny anteckning"
"""What one does in a case while nothing is due."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NextStep:
    """The next step: ``words`` for the header, ``verb`` for the button, ``record`` it is about."""

    step: Step
    words: str
    verb: str
    record: str = ""


class Trappan(NamedTuple):
    """The children's Trappan in a case: their programmes and their talks."""

    programmes: Sequence[TrappanProgramme]
    talks: Sequence[TrappanSession]


NO_TRAPPAN: Final = Trappan((), ())


class GroupPlace(NamedTuple):
    """The group she takes part in: its name, and the record of her place in it."""

    name: str
    record: str


def next_step(  # noqa: PLR0913 - what is known of a case, each by its name
    case: Case,
    *,
    calls: Sequence[AssessmentCall],
    interventions: Sequence[Intervention],
    sessions: Sequence[CounsellingSession],
    notes: Sequence[JournalNote],
    concerns: Sequence[ConcernReport],
    trappan: Trappan = NO_TRAPPAN,
    group: GroupPlace | None = None,
    today: date,
    deceased: bool = False,
) -> NextStep:
    """Return what comes next; a child's safety first, then what waits longest.

    ``deceased`` says that she has died: then what was begun is signed, the children's talks go
    on, and the case is closed.
    """
    undecided = [report for report in concerns if report.state in UNDECIDED]
    if undecided:
        return NextStep(
            step=Step.DECIDE_CONCERN,
            words="Oron för barnen ska avgöras idag",
            verb="Avgör oron",
            record=undecided[0].id,
        )
    if case.state is CaseState.CLOSED:
        return NextStep(step=Step.REOPEN, words="Ärendet är avslutat", verb="Nytt ärende")
    if case.state is CaseState.PAUSED and not deceased:
        until = f" till {case.paused_until}" if case.paused_until else ""
        return NextStep(step=Step.RESUME, words=f"Vilar{until}", verb="Ta upp ärendet")
    unsigned = [note for note in notes if note.state is NoteState.DRAFT and note.written_on < today]
    if unsigned:
        return NextStep(
            step=Step.SIGN,
            words="En anteckning är inte signerad",
            verb="Läs och signera",
            record=unsigned[0].id,
        )
    if deceased:
        return _children_step((), trappan.talks, today) or NextStep(
            step=Step.CLOSE, words="Hon är avliden", verb="Avsluta ärendet"
        )
    return (
        _assessment_step(calls, interventions, today)
        or _children_step(sessions, trappan.talks, today)
        or _group_step(interventions, trappan.programmes, group)
        or _support_step(interventions, sessions, trappan.programmes, today)
    )


def _group_step(
    interventions: Sequence[Intervention],
    programmes: Sequence[TrappanProgramme],
    group: GroupPlace | None,
) -> NextStep | None:
    """Return the step of a group, where that is all the support there is."""
    others = any(each.state in OPEN_STATES for each in interventions) or any(
        each.state not in ENDED for each in programmes
    )
    if group is None or others:
        return None
    return NextStep(
        step=Step.GROUP, words=f"Deltar: {group.name}", verb="Till gruppen", record=group.record
    )


def _children_step(
    sessions: Sequence[CounsellingSession], talks: Sequence[TrappanSession], today: date
) -> NextStep | None:
    """Return the step of the next talk with a child, if none with her comes before it."""
    planned = sorted((each for each in talks if _is_planned(each)), key=_when)
    hers = min((_when(each) for each in sessions if _is_planned(each)), default=None)
    if not planned or (hers is not None and hers <= _when(planned[0])):
        return None
    first = planned[0]
    words = f"Trappansamtal {when(first.held_on, first.starts_at)}"
    if first.held_on > today:
        return NextStep(step=Step.WAIT, words=words, verb=NOTE)
    return NextStep(
        step=Step.ANSWER_CHILD, words=words, verb="Skriv in Trappansamtalet", record=first.id
    )


def _is_planned(talk: CounsellingSession | TrappanSession) -> bool:
    return talk.attendance is SessionAttendance.PLANNED


def _when(talk: CounsellingSession | TrappanSession) -> tuple[date, time]:
    return talk.held_on, talk.starts_at or time.min


def _assessment_step(
    calls: Sequence[AssessmentCall], interventions: Sequence[Intervention], today: date
) -> NextStep | None:
    """Return the step of the assessment while it is not done (A1)."""
    booked = [call for call in calls if call.state is AssessmentState.BOOKED]
    if booked:
        call = booked[0]
        if call.booked_for <= today:
            return NextStep(
                step=Step.ASSESS,
                words=f"Bedömningssamtal {when(call.booked_for, call.booked_at)}",
                verb="Skriv in bedömningen",
                record=call.id,
            )
        return NextStep(
            step=Step.WAIT,
            words=f"Bedömningssamtal {when(call.booked_for, call.booked_at)}",
            verb=NOTE,
        )
    held = [call for call in calls if call.held]
    wants_more = bool(held) and held[-1].outcome is AssessmentOutcome.MORE_CALLS
    if (not held and not interventions) or wants_more:
        return NextStep(
            step=Step.BOOK_ASSESSMENT,
            words="Inget bedömningssamtal är bokat",
            verb="Boka bedömningssamtal",
        )
    return None


def _support_step(
    interventions: Sequence[Intervention],
    sessions: Sequence[CounsellingSession],
    programmes: Sequence[TrappanProgramme],
    today: date,
) -> NextStep:
    """Return the step of the support that goes on, or that should begin."""
    open_ones = [each for each in interventions if each.state in OPEN_STATES]
    kinds = {each.id: each.kind for each in interventions}
    planned = sorted((each for each in sessions if _is_planned(each)), key=_when)
    if planned:
        first = planned[0]
        kind = kinds[first.intervention_id]
        words = f"{kind.meeting} {when(first.held_on, first.starts_at)}"
        if first.held_on > today:
            return NextStep(step=Step.WAIT, words=words, verb=NOTE)
        return NextStep(
            step=Step.ANSWER_SESSION,
            words=words,
            verb=f"Skriv in {kind.the_meeting}",
            record=first.id,
        )
    going = [each for each in programmes if each.state not in ENDED]
    if not open_ones and going:
        return NextStep(
            step=Step.CHILDREN,
            words=f"Trappan: {going[0].state.label.lower()}",
            verb="Till barnen",
            record=going[0].id,
        )
    if not open_ones:
        return NextStep(step=Step.OFFER, words="Ingen insats pågår", verb="Erbjud en insats")
    # Talks come before what is done beside them.
    ongoing = sorted(
        (each for each in open_ones if each.state is InterventionState.ONGOING),
        key=lambda each: not each.kind.purpose_agreed,
    )
    if ongoing:
        return NextStep(
            step=Step.PLAN_SESSION,
            words=f"{ongoing[0].kind.label}: inget är inplanerat",
            verb=ongoing[0].kind.new_meeting,
            record=ongoing[0].id,
        )
    first_open = open_ones[0]
    paused = first_open.state is InterventionState.PAUSED
    return NextStep(
        step=Step.RESUME_SUPPORT if paused else Step.START,
        words=f"{first_open.kind.label}: {first_open.state.label.lower()}",
        verb="Ta upp insatsen" if paused else "Starta insatsen",
        record=first_open.id,
    )


def when(day: date, at: time | None) -> str:
    """Return ``2027-02-12 kl. 10.00``, as running text has it (experience.md 3)."""
    return day.isoformat() if at is None else f"{day.isoformat()} kl. {at.hour}.{at.minute:02d}"
