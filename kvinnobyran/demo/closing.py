"""Cases of the fictitious office come to rest or to an end."""

from datetime import date, datetime, timedelta
from typing import Final

from kvinnobyran.demo import words
from kvinnobyran.demo.agenda import Event, moment_of, workday
from kvinnobyran.demo.stage import Stage
from kvinnobyran.domain.case import Case, CaseState, CloseReason
from kvinnobyran.flows import cases, notes, tasks
from kvinnobyran.store import cases as stored
from kvinnobyran.store.homes import lives_somewhere

_KEPT: Final = {
    CloseReason.GOALS_REACHED: 62, CloseReason.HER_WISH: 16, CloseReason.MOVED: 8,
    CloseReason.REFERRED: 8, CloseReason.OTHER: 6,
}  # fmt: skip
_BROKEN: Final = {
    CloseReason.CONTACT_LOST: 50, CloseReason.HER_WISH: 25, CloseReason.RETURNED: 15,
    CloseReason.MOVED: 10,
}  # fmt: skip
_REASONS: Final = {
    "interventions": "Det som pågår avslutas samtidigt.",
    "working_notes": "Det som betyder något står i journalen.",
}


def reason(stage: Stage, *, kept: bool) -> CloseReason:
    """Return why a case is closed after its support ended as planned, or was broken off."""
    return stage.dice.weighed(_KEPT if kept else _BROKEN)


def close(stage: Stage, now: datetime, case_id: str, why: CloseReason) -> None:
    """Sign what is unsigned, tick off what is open, and close."""
    case = stage.database.get(Case, case_id)
    if case is None or case.state is CaseState.CLOSED:
        return
    if lives_somewhere(stage.database, case_id):
        # She lives in one of the apartments: the case goes on until she has left.
        again = moment_of(workday(now.date() + timedelta(days=14)), now.hour, now.minute)
        stage.agenda.at(again, lambda then: close(stage, then, case_id, why))
        return
    work = stage.work(case.counsellor, now)
    for note in stored.unsigned_notes(stage.database, case_id):
        notes.sign_note(work, note)
    for task in stored.open_tasks(stage.database, case_id):
        tasks.tick_off(work, task)
    cases.close_case(
        work,
        case,
        closed_on=now.date(),
        reason=why,
        result=stage.dice.one(words.RESULTS),
        referred_to=stage.dice.one(words.REFERRED_TO) if why is CloseReason.REFERRED else "",
        reasons=_REASONS,
    )


def rest(stage: Stage, now: datetime, case: Case, until: date, *, then: Event) -> None:
    """Let a case rest until a day, and then go on."""
    current = stage.database.get(Case, case.id)
    if current is None or current.state is not CaseState.ONGOING:
        return
    cases.pause_case(stage.work(case.counsellor, now), current, until)

    def resume(moment: datetime) -> None:
        paused = stage.database.get(Case, case.id)
        if paused is None or paused.state is not CaseState.PAUSED:
            return
        work = stage.work(case.counsellor, moment)
        for task in stored.open_tasks(stage.database, case.id):
            tasks.tick_off(work, task)
        cases.resume_case(work, paused)
        then(moment)

    stage.agenda.at(moment_of(workday(until), 9, 30), resume)
