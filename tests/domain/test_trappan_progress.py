"""How far a child has come, and the one thing that comes next, in the words of the screen."""

from dataclasses import replace
from datetime import UTC, date, datetime, time

import pytest

from kvinnobyran.domain.concern import ConcernCheck
from kvinnobyran.domain.session import Presence, SessionAttendance
from kvinnobyran.domain.trappan import (
    PauseCause,
    ProgrammeState,
    SafetyCheck,
    TrappanProgramme,
    TrappanStep,
    begun,
    paused,
)
from kvinnobyran.domain.trappan_progress import Deed, Mark, next_deed, progress, step_on, waiting
from kvinnobyran.domain.trappan_session import TrappanAttendance, TrappanSession

S, Step = ProgrammeState, TrappanStep
TODAY = date(2027, 3, 30)
OFFERED = TrappanProgramme(id="p", case_id="c", child_id="b", offered_on=date(2027, 3, 1))
READY = replace(OFFERED, state=S.READY, parent_talk_on=date(2027, 3, 5), safety=SafetyCheck.YES)
BEGUN = begun(READY, Step.CONTACT, date(2027, 3, 17))
SECOND = begun(BEGUN, Step.RECONSTRUCTION, date(2027, 3, 25))
THIRD = begun(SECOND, Step.KNOWLEDGE, date(2027, 3, 28))
HELD = TrappanSession(
    id="1", case_id="c", held_on=date(2027, 3, 26), attendance=SessionAttendance.HELD
)
COMING = TrappanSession(id="2", case_id="c", held_on=date(2027, 4, 2), starts_at=time(13))


def seat(session, step=Step.RECONSTRUCTION, presence=Presence.PRESENT):
    return TrappanAttendance(
        id=f"s{session.id}", session_id=session.id, programme_id="p", step=step, presence=presence
    )


SEATS = [seat(HELD), seat(COMING, presence=Presence.EXPECTED)]


def test_a_step_is_read_as_a_sentence():
    steps = progress(SECOND, [HELD, COMING], SEATS)
    assert [each.mark for each in steps] == [Mark.DONE, Mark.NOW, Mark.COMING]
    assert [each.spoken for each in steps] == [
        "Steg 1 av 3, Kontakt, inga samtal än, klart 2027-03-25",
        "Steg 2 av 3, Rekonstruktion, 1 av 2 samtal hållna, pågår sedan 2027-03-25",
        "Steg 3 av 3, Kunskap, inga samtal än, väntar",
    ]


def test_a_pause_and_a_break_are_told_by_their_own_words():
    at = datetime(2027, 3, 29, 10, tzinfo=UTC)
    stopped = paused(SECOND, at, PauseCause.OTHER, "")
    assert progress(stopped, (), ())[1].spoken.endswith("pausat")
    broken = replace(SECOND, state=S.BROKEN_OFF, ended_on=TODAY, end_reason="Flyttade")
    assert progress(broken, (), ())[1].mark is Mark.BROKEN_OFF


def test_who_was_not_there_and_who_is_another_is_not_counted():
    absent = seat(HELD, presence=Presence.ABSENT)
    other = replace(seat(HELD), programme_id="q")
    assert progress(SECOND, [HELD], [absent, other])[1].held == 0


def test_the_step_of_a_day_is_the_one_that_had_begun():
    assert step_on(SECOND, date(2027, 3, 24)) is Step.CONTACT
    assert step_on(SECOND, date(2027, 3, 25)) is Step.RECONSTRUCTION
    assert step_on(SECOND, date(2027, 12, 1)) is Step.RECONSTRUCTION
    assert step_on(OFFERED, TODAY) is Step.CONTACT


def stopped(programme, cause=PauseCause.NO_GROUND, check=None):
    at = datetime(2027, 3, 29, 10, tzinfo=UTC)
    return replace(paused(programme, at, cause, "Ringde"), pause_check=check)


DONE = replace(THIRD, state=S.COMPLETED, ended_on=TODAY)
CASES = [
    (None, {}, Deed.OFFER),
    (OFFERED, {}, Deed.PARENT_TALK),
    (replace(OFFERED, parent_talk_on=TODAY), {}, Deed.SAFETY),
    (replace(READY, state=S.OFFERED), {}, Deed.SEEK),
    (replace(READY, state=S.SOUGHT), {}, Deed.CONSENT),
    (READY, {}, Deed.START),
    (BEGUN, {}, Deed.SESSION),
    (replace(BEGUN, planned_sessions=1), {"held": True}, Deed.STEP),
    (replace(THIRD, planned_sessions=1), {"held": True}, Deed.FINISH),
    (BEGUN, {"planned": [replace(COMING, held_on=TODAY)]}, Deed.ANSWER_SESSION),
    (stopped(BEGUN), {}, Deed.CONCERN),
    (stopped(BEGUN, check=ConcernCheck.NO_CONCERN), {"allowed": False}, Deed.CONSENT),
    (stopped(BEGUN, check=ConcernCheck.NO_CONCERN), {"allowed": True}, Deed.RESUME),
    (stopped(BEGUN, PauseCause.UNSAFE), {"allowed": True}, Deed.RESUME),
    (DONE, {}, Deed.SHARE),
    (replace(DONE, share_asked_on=TODAY, may_share="Att jag ritade"), {}, Deed.FEEDBACK),
]


@pytest.mark.parametrize(
    ("programme", "more", "deed"),
    CASES,
    ids=[f"{case[2].value}-{n}" for n, case in enumerate(CASES)],
)
def test_one_thing_comes_next(programme, more, deed):
    more = dict(more)
    steps = ()
    if programme is not None and more.pop("held", False):
        steps = progress(programme, [HELD], [seat(HELD)])
    found = next_deed(
        programme, steps, more.get("planned", ()), allowed=more.get("allowed"), today=TODAY
    )
    assert found is not None
    assert found.deed is deed
    assert found.verb
    assert found.words


def test_nothing_comes_next_when_the_child_wants_nothing_told_or_it_is_told():
    asked = replace(DONE, share_asked_on=TODAY)
    assert next_deed(asked, today=TODAY) is None
    assert next_deed(replace(asked, may_share="x", feedback_on=TODAY), today=TODAY) is None
    never = replace(OFFERED, state=S.BROKEN_OFF, ended_on=TODAY, end_reason="Tackade nej")
    assert next_deed(never, today=TODAY) is None


def test_what_waits_for_an_answer_is_what_is_planned_for_this_child():
    sessions = {each.id: each for each in (HELD, COMING)}
    assert waiting(SECOND, sessions, SEATS) == [COMING]
    assert waiting(replace(SECOND, id="q"), sessions, SEATS) == []
    first = next_deed(SECOND, (), [COMING], today=TODAY)
    assert first is not None
    assert first.words == "Nästa samtal är 2027-04-02 kl. 13.00."
