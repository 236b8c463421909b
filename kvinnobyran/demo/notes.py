"""What is written after a session in the fictitious office."""

from dataclasses import replace
from datetime import datetime, timedelta

from kvinnobyran.demo import words
from kvinnobyran.demo.stage import Stage
from kvinnobyran.domain.case import Case, Documentation
from kvinnobyran.domain.ids import new_id
from kvinnobyran.domain.note import JournalNote, NoteState, WorkingNote
from kvinnobyran.domain.session import CounsellingSession
from kvinnobyran.flows import notes as flows


def write(stage: Stage, now: datetime, user: str, case: Case, session: CounsellingSession) -> None:
    """Write the journal note, signed at once, later, or not yet; and what is only for oneself."""
    dice, work = stage.dice, stage.work(user, now)
    if case.documentation is not Documentation.STATISTICS_ONLY:
        note = JournalNote(
            id=new_id(),
            case_id=case.id,
            session_id=session.id,
            written_on=now.date(),
            text="\n\n".join(dice.few(words.NOTES, dice.weighed({1: 7, 2: 3}))),
        )
        if dice.chance(0.7):
            flows.sign_note(work, note)
        else:
            flows.save_note(work, note)
            stage.later(now, 1, 6, lambda then: _sign(stage, then, user, note))
    if dice.chance(0.15) and case.documentation is not Documentation.STATISTICS_ONLY:
        flows.save_working_note(
            work,
            WorkingNote(
                id=new_id(),
                case_id=case.id,
                session_id=session.id,
                written_on=now.date(),
                text=dice.one(words.WORKING),
                delete_on=WorkingNote.lifetime(now.date()),
            ),
        )


def _sign(stage: Stage, now: datetime, user: str, note: JournalNote) -> None:
    """Sign a draft; of late some have been forgotten."""
    kept = stage.database.get(JournalNote, note.id)
    if kept is None or kept.state is NoteState.SIGNED:
        return
    if stage.near_the_end(now, 45) and stage.dice.chance(0.25):
        return
    signed = flows.sign_note(stage.work(user, now), kept)
    if stage.dice.chance(0.05):
        stage.later(now, 1, 4, lambda then: _correct(stage, then, user, signed))


def _correct(stage: Stage, now: datetime, user: str, original: JournalNote) -> None:
    """Correct a signed note; the original stays beside it."""
    correction = replace(
        original,
        id=new_id(),
        written_on=now.date(),
        text=stage.dice.one(words.CORRECTIONS),
        state=NoteState.DRAFT,
        signed_by="",
        signed_at=None,
        correction_reason="Fel uppgift",
    )
    flows.correct_note(stage.work(user, now), original, correction)


def erase_each_week(stage: Stage, now: datetime) -> None:
    """Let working notes erase themselves, as they do at every unlock."""
    flows.erase_due_working_notes(stage.work(stage.colleague(), now))
    stage.agenda.at(now + timedelta(days=7), lambda then: erase_each_week(stage, then))
