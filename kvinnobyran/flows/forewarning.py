"""The reminder sixty days before a closed case's time is out, which follows the clock (D2)."""

from typing import Final

from kvinnobyran.domain.case import Case
from kvinnobyran.domain.purging import FOREWARNING, RetentionDecision, RetentionState
from kvinnobyran.domain.task import Reminder
from kvinnobyran.flows.reminders import answer, remind
from kvinnobyran.flows.work import Work
from kvinnobyran.store import retention
from kvinnobyran.store.clocks import FOREWARNED
from kvinnobyran.store.transaction import Transaction

KEPT_SO_LONG: Final = FOREWARNED
TIME_IS_OUT: Final = "Ärendets tid är snart ute. Öppna Gallring: skjut upp, spärra eller föreslå."


def forewarn(work: Work, tx: Transaction, closed: Case) -> None:
    """Remind of a closed case sixty days before its time is out; moves with what is written."""
    earliest = retention.kept(tx, closed).earliest
    if earliest is not None:
        wanted = (Reminder(what=TIME_IS_OUT, due_on=earliest - FOREWARNING),)
        remind(work, tx, wanted, rule=KEPT_SO_LONG, cause=closed.id, case_id=closed.id)


def follow(work: Work, tx: Transaction, case: Case, decision: RetentionDecision) -> None:
    """Let the reminder follow what is decided: a held case has none, a postponed one its day."""
    if decision.state is RetentionState.RUNNING:
        forewarn(work, tx, case)
    elif decision.state is RetentionState.POSTPONED and decision.until is not None:
        wanted = (Reminder(what=TIME_IS_OUT, due_on=decision.until),)
        remind(work, tx, wanted, rule=KEPT_SO_LONG, cause=case.id, case_id=case.id)
    else:
        answer(work, tx, rule=KEPT_SO_LONG, cause=case.id)
