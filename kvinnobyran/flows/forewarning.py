"""The reminders sixty days before somebody's time is out, which follow the clock (D2)."""

from datetime import timedelta
from typing import Final

from kvinnobyran.domain.case import Case
from kvinnobyran.domain.purging import FOREWARNING, RetentionDecision, RetentionState
from kvinnobyran.domain.task import Reminder
from kvinnobyran.flows.reminders import answer, remind
from kvinnobyran.flows.work import Work
from kvinnobyran.store import lapses, retention
from kvinnobyran.store.clocks import FOREWARNED
from kvinnobyran.store.transaction import Transaction

KEPT_SO_LONG: Final = FOREWARNED
ROUND: Final = "retention-round"
"""What the reminder of what no case has is about."""
WITHOUT_CASE: Final = (
    "Tiden är snart ute för något som inget ärende har: en person, en oro, ett barns akt eller "
    "anonyma förfrågningar. Öppna Gallring: skjut upp, spärra eller föreslå."
)
_A_MONTH: Final = timedelta(days=31)
TIME_IS_OUT: Final = "Ärendets tid är snart ute. Öppna Gallring: skjut upp, spärra eller föreslå."


def forewarn(work: Work, tx: Transaction, closed: Case) -> None:
    """Remind of a closed case sixty days before its time is out; moves with what is written."""
    earliest = retention.kept(tx, closed).earliest
    if earliest is not None:
        wanted = (Reminder(what=TIME_IS_OUT, due_on=earliest - FOREWARNING),)
        remind(work, tx, wanted, rule=KEPT_SO_LONG, cause=closed.id, case_id=closed.id)


def look_ahead(work: Work) -> int:
    """Remind of what no case has, sixty days before its time is out; return how many changed.

    Done at the first opening of a month: nothing of it moves a clock by itself, as what is
    written in a case does.
    """
    ahead = work.today + _A_MONTH
    lines = (
        *retention.without_case(work.database),
        *retention.childrens_own(work.database, ahead),
    )
    days = [
        each.kept.earliest - FOREWARNING
        for each in lines
        if each.kept.earliest is not None and each.is_near(ahead) and not each.waits(ahead)
    ]
    before = work.database.head()
    with work.step("Påminnelse om gallring") as tx:
        wanted = [Reminder(what=WITHOUT_CASE, due_on=min(days))] if days else []
        remind(work, tx, wanted, rule=KEPT_SO_LONG, cause=ROUND)
    lapses.looked_ahead(work.database, work.today)
    return int(work.database.head() > before)


def follow(work: Work, tx: Transaction, case: Case, decision: RetentionDecision) -> None:
    """Let the reminder follow what is decided: a held case has none, a postponed one its day."""
    if decision.state is RetentionState.RUNNING:
        forewarn(work, tx, case)
    elif decision.state is RetentionState.POSTPONED and decision.until is not None:
        wanted = (Reminder(what=TIME_IS_OUT, due_on=decision.until),)
        remind(work, tx, wanted, rule=KEPT_SO_LONG, cause=case.id, case_id=case.id)
    else:
        answer(work, tx, rule=KEPT_SO_LONG, cause=case.id)
