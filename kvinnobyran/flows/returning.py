"""What still holds when a woman comes back: asked, never copied (domain.md 5.12)."""

from collections.abc import Mapping
from dataclasses import replace

from kvinnobyran.domain.case import Case
from kvinnobyran.domain.ids import new_id
from kvinnobyran.domain.person import ContactSafety
from kvinnobyran.domain.returning import Holds, StillHolds, Topic
from kvinnobyran.flows.work import Work, put
from kvinnobyran.store import people
from kvinnobyran.store.authorities import still_holds
from kvinnobyran.store.transaction import Transaction


def save_still_holds(work: Work, case: Case, answers: Mapping[Topic, Holds]) -> None:
    """Write down what she says still holds.

    If her ways of contact are not safe in the same way, every one of them is unconfirmed until
    she has said otherwise; if they are, they are confirmed today (S2).
    """
    known = still_holds(work.database, case.id)
    with work.step("Vad som gäller än") as tx:
        for topic, answer in answers.items():
            before = known.get(topic)
            if before is not None and before.answer is answer:
                continue
            if before is None and answer is Holds.NOT_ASKED:
                continue
            put(
                tx,
                StillHolds(
                    id=before.id if before else new_id(),
                    case_id=case.id,
                    topic=topic,
                    answer=answer,
                    answered_on=work.today,
                ),
            )
            if topic is Topic.REACHED:
                _reached(work, tx, case, answer)


def _reached(work: Work, tx: Transaction, case: Case, answer: Holds) -> None:
    """Let her ways of contact be as safe as she says they are."""
    for way in people.contact_ways(tx, case.person_id):
        if way.safety in {ContactSafety.FORBIDDEN, ContactSafety.NOT_CONFIRMED}:
            continue
        if answer is Holds.NO:
            tx.update(replace(way, safety=ContactSafety.NOT_CONFIRMED, confirmed_on=None))
        elif answer is Holds.YES:
            tx.update(replace(way, confirmed_on=work.today))
