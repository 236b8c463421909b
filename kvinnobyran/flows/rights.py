"""What a woman asks of what is written about her, and what she is answered (D6)."""

from dataclasses import replace

from kvinnobyran.domain.dates import add_months
from kvinnobyran.domain.rights import RightsNote, RightsState, rights_faults
from kvinnobyran.domain.task import Reminder
from kvinnobyran.flows.reminders import answer, remind
from kvinnobyran.flows.work import Work, put, settle

RULE = "domain.md D6"


def save_rights_note(work: Work, note: RightsNote, *, expect: int | None = None) -> RightsNote:
    """Write down what she asks, or what was answered; within a month she has an answer.

    Nothing else is changed: a signed note is corrected by a correction of its own (G9).
    Raises :class:`Refused`.
    """
    before = work.database.get(RightsNote, note.id)
    if note.state is RightsState.RECEIVED:
        note = replace(note, decided_by="", decided_on=None)
    elif before is None or before.state is not note.state:
        note = replace(note, decided_by=work.user, decided_on=work.today)
    settle(rights_faults(note, before, today=work.today))
    with work.step("Hennes rätt: " + note.kind.label.lower()) as tx:
        put(tx, note, expect=expect)
        if note.state is RightsState.RECEIVED:
            wanted = Reminder(
                what="Svara på hennes begäran om uppgifterna",
                due_on=add_months(note.asked_on, 1),
                part="",
            )
            remind(work, tx, (wanted,), rule=RULE, cause=note.id, case_id=note.case_id)
        else:
            answer(work, tx, rule=RULE, cause=note.id)
    return note
