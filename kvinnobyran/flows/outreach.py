"""Seminars, training days and the meetings of the partnership (domain.md A19, P5)."""

from kvinnobyran.domain.faults import stopp
from kvinnobyran.domain.outreach import (
    CALL,
    SOURCE,
    WRITE_UP,
    Outreach,
    may_become,
    outreach_faults,
    reminders,
)
from kvinnobyran.flows.reminders import answer, drop, remind
from kvinnobyran.flows.work import NO_REASONS, Reasons, Work, put, require, settle


def save_outreach(
    work: Work, event: Outreach, *, reasons: Reasons = NO_REASONS, expect: int | None = None
) -> Outreach:
    """Plan an event or say how it went; a meeting's calling and minutes are reminded of."""
    earlier = work.database.get(Outreach, event.id)
    require(
        earlier is None or may_become(earlier.state, event.state),
        lambda: stopp("state", "Den ordningen finns inte för ett möte.", "domain.md 3.2"),
    )
    settle(outreach_faults(event, today=work.today), reasons)
    with work.step("Utåtriktat", reasons) as tx:
        put(tx, event, expect=expect)
        for part, done in ((CALL, event.called_on), (WRITE_UP, event.minutes_on)):
            if done is not None:
                answer(work, tx, rule=SOURCE, cause=event.id, part=part)
        remind(work, tx, reminders(event), rule=SOURCE, cause=event.id)
    return event


def remove_outreach(work: Work, event: Outreach) -> None:
    """Take an event away that was written by mistake."""
    with work.step("Ta bort utåtriktat") as tx:
        drop(work, tx, rule=SOURCE, cause=event.id)
        tx.delete(event)
