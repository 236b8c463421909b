"""Tasks of the fictitious office on its last morning: calls promised, and some that are lent."""

from datetime import date, datetime, timedelta
from typing import Final

from kvinnobyran.demo.agenda import moment_of, workday
from kvinnobyran.demo.cast import COUNSELLOR, THERAPIST
from kvinnobyran.demo.dice import Dice
from kvinnobyran.demo.stage import Stage
from kvinnobyran.domain.case import Case, CaseState
from kvinnobyran.domain.ids import ids_from, new_id
from kvinnobyran.domain.returning import Holds, Topic
from kvinnobyran.domain.task import Task
from kvinnobyran.flows import tasks
from kvinnobyran.flows.returning import save_still_holds
from kvinnobyran.store.cases import case_rows

_CALLS: Final = (
    "Ring upp, hon väntar på besked om tiden",
    "Ring och berätta vad Försäkringskassan svarade",
    "Ring efter mötet i skolan",
)
_AWAY: Final = 9
"""The therapist has been away for some days, and comes back in so many."""


def begin(stage: Stage, dice: Dice, _first: date) -> None:
    """Let the last morning have all of it."""
    stage.agenda.at(moment_of(stage.until, 7, 50), lambda now: _last_morning(stage, dice, now))


def _last_morning(stage: Stage, dice: Dice, now: datetime) -> None:
    with ids_from(dice.new_id):
        rows = [row for row in case_rows(stage.database) if row.state is CaseState.ONGOING]
        rows.sort(key=lambda row: row.code)
        for row, what in zip(dice.few(rows, len(_CALLS)), _CALLS, strict=False):
            day = workday(now.date() + timedelta(days=dice.between(0, 6)))
            task = Task(
                id=new_id(),
                what=what,
                due_on=day,
                assigned_to=row.counsellor,
                case_id=row.id,
                promised_call=True,
            )
            tasks.save_task(stage.work(row.counsellor, now), task)
        tasks.lend_tasks(
            stage.work(THERAPIST, now),
            giver=THERAPIST,
            taker=COUNSELLOR,
            first=now.date() - timedelta(days=3),
            last=now.date() + timedelta(days=_AWAY),
        )
        _answer(stage, dice, now)


def _answer(stage: Stage, dice: Dice, now: datetime) -> None:
    """Let one who has come back have said what still holds."""
    again = stage.database.one(
        Case,
        "SELECT * FROM support_case WHERE earlier_case_id IS NOT NULL AND state <> 'closed'"
        " ORDER BY code LIMIT 1",
    )
    if again is not None:
        answers = {topic: dice.one((Holds.YES, Holds.NO)) for topic in list(Topic)[:4]}
        save_still_holds(stage.work(again.counsellor, now), again, answers)
