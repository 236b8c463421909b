"""Who was at a meeting beside her and her counsellor: at a session, at an assessment call."""

from collections.abc import Sequence
from dataclasses import replace

from kvinnobyran.domain.case import Case
from kvinnobyran.domain.faults import Fault
from kvinnobyran.domain.session import Participant, participant_faults
from kvinnobyran.flows.work import put
from kvinnobyran.store import support
from kvinnobyran.store.kin import relations
from kvinnobyran.store.reader import Reader
from kvinnobyran.store.transaction import Transaction


def seat_faults(
    reader: Reader,
    case_id: str,
    participants: Sequence[Participant],
    *,
    known: Sequence[Participant],
    took_place: bool,
) -> tuple[Fault, ...]:
    """Check who was at a meeting of a case: those whom the register knows stand around her.

    Those who are ``known`` to have been there were there, whoever they are to her now.
    """
    hers = {each.person_id for each in known if each.person_id is not None}
    case = reader.get(Case, case_id) if any(each.person_id for each in participants) else None
    if case is not None:
        near = relations(reader, case.person_id)
        hers |= {each.seen_from(case.person_id)[0] for each in near}
    return participant_faults(participants, took_place=took_place, hers=hers)


def seat(tx: Transaction, known: Sequence[Participant], wanted: Sequence[Participant]) -> None:
    """Let those who were there, ``known`` until now, be those who are ``wanted``."""
    seats = {each.id: each for each in wanted}
    for one in known:
        if one.id not in seats:
            tx.delete(one)
        elif seats[one.id] == one:
            del seats[one.id]
    for each in seats.values():
        put(tx, each)


def at(
    participants: Sequence[Participant],
    *,
    session_id: str | None = None,
    call_id: str | None = None,
) -> list[Participant]:
    """Return the participants as those of one meeting; who is known is not also named in words."""
    return [
        replace(
            each,
            session_id=session_id,
            assessment_call_id=call_id,
            words="" if each.person_id else each.words,
        )
        for each in participants
    ]


def seated(reader: Reader, meeting_id: str) -> list[Participant]:
    """Return who was at a meeting."""
    return support.participants(reader, meeting_id)
