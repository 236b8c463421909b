"""The round of retention: postpone, hold, propose, and purge with two signatures (D1–D5)."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime
from itertools import groupby
from typing import Final

from kvinnobyran.domain.case import Case
from kvinnobyran.domain.faults import Fault, stopp, varna
from kvinnobyran.domain.ids import new_id
from kvinnobyran.domain.purging import (
    LEAP,
    CountingRow,
    HandOver,
    LedgerRow,
    PurgeProtocol,
    RetentionDecision,
    RetentionState,
    decision_faults,
    may_become,
    may_purge,
    signed,
)
from kvinnobyran.domain.retention import RetentionClass
from kvinnobyran.domain.trouble import Trouble
from kvinnobyran.flows.work import NO_REASONS, Reasons, Work, put, require, settle
from kvinnobyran.statistics import counting, purged
from kvinnobyran.store import retention as stored
from kvinnobyran.store.database import Database
from kvinnobyran.store.purge import CASE, PERSON, Purge, count, is_there
from kvinnobyran.store.reader import Reader
from kvinnobyran.store.retention import Due
from kvinnobyran.store.transaction import Transaction

PURGED: Final = "Gallring"


class PurgeNotFinished(Trouble):
    """The records are gone, but the write-ahead log could not be emptied yet (T15)."""

    sentence = "Ärendena är gallrade, men spåren i databasens logg kunde inte tömmas än."
    way_on = "Stäng andra program som läser registret och välj Töm spåren igen."


def decide(
    work: Work,
    case_id: str,
    to: RetentionState,
    *,
    reason: str = "",
    until: date | None = None,
    hand_over: HandOver | None = None,
) -> RetentionDecision:
    """Postpone, hold, propose, or let the time go again. Raises :class:`Refused` (D2)."""
    with work.step(f"Gallring: {to.label.lower()}") as tx:
        case = _case(tx, case_id)
        known = stored.decision_of(tx, case_id)
        before = known or _new(work, case_id)
        settle(
            (
                *may_become(before, to),
                *decision_faults(to, reason=reason, until=until, today=work.today),
                *_proposal_faults(tx, case, to, work.today),
            )
        )
        changed = replace(
            before,
            state=to,
            reason=reason.strip(),
            until=until if to is RetentionState.POSTPONED else None,
            hand_over=hand_over or before.hand_over,
            decided_by=work.user,
            decided_on=work.today,
        )
        put(tx, changed)
        return changed


def answer_hand_over(work: Work, case_id: str, answer: HandOver) -> RetentionDecision:
    """Note what the board said of having the file (D1). The signature of a proposal stays."""
    with work.step("Gallring: överlämnande") as tx:
        _case(tx, case_id)
        before = stored.decision_of(tx, case_id) or _new(work, case_id)
        changed = replace(before, hand_over=answer)
        put(tx, changed)
        return changed


def purge(
    work: Work, case_ids: Sequence[str], *, reasons: Reasons = NO_REASONS
) -> list[PurgeProtocol]:
    """Purge proposed cases for good, all or none; return the protocols, one per class and proposal.

    Nothing of it can be undone. Raises :class:`Refused`, and :class:`PurgeNotFinished` when
    somebody else reads the file: then :func:`finish` is tried again.
    """
    with work.step(PURGED, reasons) as tx:
        cases = [_case(tx, each) for each in dict.fromkeys(case_ids)]
        settle([*_clock_faults(tx, work), *_faults(tx, work, cases)], reasons)
        made = _purge(work, tx, cases)
    finish(work.database)
    return made


def finish(database: Database) -> None:
    """Leave nothing in free pages nor in the write-ahead log. Raises :class:`PurgeNotFinished`."""
    database.connection.compact()
    if not database.connection.checkpoint():
        raise PurgeNotFinished


def replay(database: Database, rows: Iterable[LedgerRow], *, user: str, now: datetime) -> int:
    """Purge again what was purged before this copy was restored; return how many ids were there.

    To be run before the first log-in after a restore (D5, T13). ``rows`` are the ledger of the
    newest register there is; what this one does not know of it is written down in it.
    """
    wanted = [each for each in rows if each.of_table in {CASE, PERSON}]
    there = [each for each in wanted if is_there(database, each.of_table, each.record)]
    known = {each.record for each in stored.ledger(database)}
    new = [each for each in wanted if each.record not in known]
    if not there and not new:
        return 0
    work = Work(database, user, now)
    with work.step("Gallring efter återläsning") as tx:
        cases = [tx.get(Case, each.record) for each in there if each.of_table == CASE]
        _keep_figures(tx, work, [each for each in cases if each is not None], there)
        if new:
            protocol = _replayed(work, len(new))
            tx.insert(protocol)
            for each in new:
                tx.insert(replace(each, id=new_id(), protocol_id=protocol.id))
    finish(database)
    return len(there)


def note_printed(work: Work, what: str) -> None:
    """Note that a protocol, or what a woman is told, was printed. ``what`` is a fixed word."""
    with work.step("Utskrift") as tx:
        tx.log("print", text=what)


# --- inside -------------------------------------------------------------------------------------


def _new(work: Work, case_id: str) -> RetentionDecision:
    return RetentionDecision(
        id=new_id(), case_id=case_id, decided_by=work.user, decided_on=work.today
    )


def _case(reader: Reader, case_id: str) -> Case:
    case = reader.get(Case, case_id)
    require(
        case is not None, lambda: stopp("case_id", "Ärendet finns inte längre.", "domain.md D3")
    )
    if case is None:  # never: required above
        raise LookupError
    return case


def _proposal_faults(
    tx: Transaction, case: Case, to: RetentionState, today: date
) -> tuple[Fault, ...]:
    if to is not RetentionState.PROPOSED:
        return ()
    kept = stored.kept(tx, case)
    if kept.earliest is not None and kept.earliest <= today:
        return ()
    return (stopp("state", "Ärendets tid är inte ute.", "domain.md D2"),)


def _clock_faults(tx: Transaction, work: Work) -> tuple[Fault, ...]:
    """Warn when the clock has leapt since somebody worked here last."""
    last = tx.value("SELECT at FROM journal ORDER BY seq DESC LIMIT 1")
    if last is None or work.now - datetime.fromisoformat(str(last)) < LEAP:
        return ()
    return (
        varna(
            "clock",
            f"Datorn säger att det är {work.today.isoformat()}, och ingen har arbetat här på länge."
            " Stämmer dagen? Skriv hur du vet det.",
            "security.md T20",
        ),
    )


def _faults(tx: Transaction, work: Work, cases: list[Case]) -> list[Fault]:
    if not cases:
        return [stopp("case_id", "Välj minst ett ärende.", "domain.md D3")]
    return [
        replace(fault, sentence=f"{case.code}: {fault.sentence}")
        for case in cases
        for fault in may_purge(
            stored.decision_of(tx, case.id),
            stored.kept(tx, case),
            user=work.user,
            today=work.today,
        )
    ]


def _purge(work: Work, tx: Transaction, cases: list[Case]) -> list[PurgeProtocol]:
    lines = [
        Due(
            case=case,
            kept=stored.kept(tx, case),
            last_written=stored.last_written(tx, case),
            decision=stored.decision_of(tx, case.id),
        )
        for case in cases
    ]
    whole = _before(tx, work, cases)
    made = []
    for _, group in groupby(sorted(lines, key=_protocol_key), key=_protocol_key):
        part = list(group)
        done = Purge(tx)
        went, persons = done.cases([each.case.id for each in part])
        decision = part[0].decision
        if decision is None:  # never: settled
            continue
        protocol = PurgeProtocol(
            id=new_id(),
            purged_on=work.today,
            of_class=part[0].kept.of_class,
            months=part[0].kept.months,
            cases=len(went),
            persons=len(persons),
            records=count(done.victims, done.living),
            proposed_by=decision.decided_by,
            proposed_on=decision.decided_on,
            signed_by=work.user,
            signed=signed(decision, work.user),
        )
        tx.insert(protocol)
        for table, ids in ((CASE, went), (PERSON, persons)):
            for record in ids:
                tx.insert(
                    LedgerRow(
                        id=new_id(),
                        of_table=table,
                        record=record,
                        purged_on=work.today,
                        protocol_id=protocol.id,
                    )
                )
        made.append(protocol)
    _after(tx, work, whole)
    return made


def _protocol_key(line: Due) -> tuple[str, int, str, str]:
    decision = line.decision
    return (
        line.kept.of_class.value,
        line.kept.months,
        decision.decided_by if decision else "",
        decision.decided_on.isoformat() if decision else "",
    )


def _keep_figures(tx: Transaction, work: Work, cases: list[Case], rows: list[LedgerRow]) -> None:
    whole = _before(tx, work, cases) if cases else None
    Purge(tx).cases([case.id for case in cases])
    Purge(tx).persons([each.record for each in rows if each.of_table == PERSON])
    if whole is not None:
        _after(tx, work, whole)


def _before(tx: Transaction, work: Work, cases: list[Case]) -> tuple[date, purged.Figures]:
    """Count every standing period that these cases can be in."""
    first = min(_first_day(tx, case) for case in cases)
    whole = purged.Figures()
    for period in purged.periods(first, work.today):
        whole.update(purged.figures(period, counting.living(tx, period)))
    return first, whole


def _after(tx: Transaction, work: Work, found: tuple[date, purged.Figures]) -> None:
    """Count them again, and add what went to what the purged of all times add to each figure."""
    first, whole = found
    left = purged.Figures()
    for period in purged.periods(first, work.today):
        left.update(purged.figures(period, counting.living(tx, period)))
    for (period_, table, cell), value in sorted(purged.difference(whole, left).items()):
        known = tx.one(
            CountingRow,
            "SELECT * FROM counting_row WHERE period = ? AND of_table = ? AND cell = ?",
            (period_, table, cell),
        )
        if known is None:
            tx.insert(
                CountingRow(id=new_id(), period=period_, of_table=table, cell=cell, value=value)
            )
        else:
            tx.update(replace(known, value=known.value + value))
    # What was added today is one woman's row as long as the journal says it.
    tx.wire.change("UPDATE pending_change SET payload = NULL WHERE tbl = 'counting_row'")


def _first_day(tx: Transaction, case: Case) -> date:
    found = tx.value("SELECT min(received_on) FROM inquiry WHERE case_id = ?", (case.id,))
    return min(case.opened_on, date.fromisoformat(str(found))) if found else case.opened_on


def _replayed(work: Work, records: int) -> PurgeProtocol:
    return PurgeProtocol(
        id=new_id(),
        purged_on=work.today,
        of_class=RetentionClass.OWN_SUPPORT,
        months=0,
        cases=0,
        persons=0,
        records=records,
        proposed_by=work.user,
        proposed_on=work.today,
        signed_by=work.user,
        signed="Gallrat igen efter en återläsning.",
    )
