"""What Trappan rests on: a programme follows consents, decisions and custody at once (T2-T6).

Whoever writes one of them calls here in its own step, so that no programme goes on for a second
after its ground is gone.
"""

from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from kvinnobyran.domain.consent import Consent, ConsentPurpose, ConsentState
from kvinnobyran.domain.grounds import Ground
from kvinnobyran.domain.settings import TRAPPAN_GROUNDS
from kvinnobyran.domain.task import Reminder
from kvinnobyran.domain.trappan import (
    ENDED,
    STOPPED_BY_WITHDRAWAL,
    PauseCause,
    ProgrammeState,
    TrappanProgramme,
)
from kvinnobyran.flows.office import set_within
from kvinnobyran.flows.reminders import remind
from kvinnobyran.flows.trappan_pause import T5, remind_of_age, stop
from kvinnobyran.flows.work import Work
from kvinnobyran.store import trappan as stored
from kvinnobyran.store.transaction import Transaction

CONCERN: Final = "Grunden för Trappan har upphört. Väcker det i sig oro för barnet?"
ANOTHER_GROUND: Final = "En annan grund för Trappan finns kvar. Bestäm om Trappan kan fortsätta"
GONE: Final = "Det finns ingen grund längre"
NOT_ACCEPTED: Final = "Enheten godtar inte grunden längre"
_S = ProgrammeState


def ground_changed(work: Work, tx: Transaction, child_id: str) -> None:
    """Let a child's programmes follow what has just been written of its custody or decisions."""
    for programme in stored.programmes_of(tx, child_id):
        follow_ground(work, tx, programme)


def birth_changed(work: Work, tx: Transaction, child_id: str) -> None:
    """Let a child's programmes follow what is now known of its birth: its age decides (T6)."""
    for programme in stored.programmes_of(tx, child_id):
        if programme.state not in ENDED:
            remind_of_age(work, tx, follow_ground(work, tx, programme))


def follow_ground(
    work: Work, tx: Transaction, programme: TrappanProgramme, reason: str = GONE
) -> TrappanProgramme:
    """Make one that waits ready when a ground holds, and pause one that has none any more."""
    allowed = stored.verdict_for(tx, programme.child_id, work.today).allowed
    if programme.state is _S.SOUGHT and allowed:
        programme = replace(programme, state=_S.READY)
        tx.update(programme)
    elif programme.state in STOPPED_BY_WITHDRAWAL and not allowed:
        return _halt(work, tx, programme, reason)
    return programme


def consent_answered(work: Work, tx: Transaction, consent: Consent) -> None:
    """Do what a question, a yes or a no to Trappan brings."""
    if consent.purpose is not ConsentPurpose.TRAPPAN:
        return
    for programme in stored.programmes_of(tx, consent.person_id):
        if programme.state is _S.OFFERED:
            tx.update(replace(programme, state=_S.SOUGHT))
    ground_changed(work, tx, consent.person_id)


def consent_ended(work: Work, tx: Transaction, consent: Consent) -> None:
    """Do what the end of a consent to Trappan brings, in the same step and second (T5).

    A withdrawal always pauses, and what remains is tried: a task says when it may be enough.
    Of the other endings only one that leaves no ground pauses.
    """
    if consent.purpose is not ConsentPurpose.TRAPPAN:
        return
    reason = consent.end_reason.strip() or consent.state.label
    for programme in stored.programmes_of(tx, consent.person_id):
        withdrawn = consent.state is ConsentState.WITHDRAWN
        if withdrawn and programme.state in STOPPED_BY_WITHDRAWAL | {_S.PAUSED}:
            _halt(work, tx, programme, reason)
        else:
            follow_ground(work, tx, programme, reason)


def accept_grounds(work: Work, grounds: Iterable[Ground]) -> int:
    """Let the unit accept these grounds and no others (T3).

    What rests on one that is accepted no longer is paused in the same step, and what waited for
    one that now is gets ready. Returns how many programmes changed.
    """
    accepted = set(grounds)
    value = ",".join(each.value for each in Ground if each in accepted)
    changed = 0
    with work.step("Godtagna grunder för Trappan") as tx:
        set_within(tx, TRAPPAN_GROUNDS, value)
        for programme in stored.open_programmes(tx):
            changed += follow_ground(work, tx, programme, NOT_ACCEPTED) != programme
    return changed


def look_over_grounds(work: Work) -> int:
    """Pause what rested on something that has lapsed by itself. Runs at every unlock.

    The guardians' consents of whoever has turned eighteen (T6), consents and decisions whose
    last day has passed: that they have ended nobody has to write. Returns how many programmes
    changed; again on the same day it is none.
    """
    due = [
        programme
        for programme in stored.open_programmes(work.database)
        if programme.state in STOPPED_BY_WITHDRAWAL
        and not stored.verdict_for(work.database, programme.child_id, work.today).allowed
    ]
    if due:
        with work.step("Samtycken som har upphört") as tx:
            for programme in due:
                remind_of_age(work, tx, follow_ground(work, tx, programme))
    return len(due)


def _halt(
    work: Work, tx: Transaction, programme: TrappanProgramme, reason: str
) -> TrappanProgramme:
    """Pause for want of a ground, and ask what has to be asked then (T5, T8)."""
    halted = stop(work, tx, programme, PauseCause.NO_GROUND, reason)
    wanted = [Reminder(what=CONCERN, due_on=work.today, part="concern")]
    if stored.verdict_for(tx, programme.child_id, work.today).allowed:
        wanted.append(Reminder(what=ANOTHER_GROUND, due_on=work.today, part="ground"))
    remind(work, tx, wanted, rule=T5, cause=programme.id, case_id=programme.case_id)
    return halted
