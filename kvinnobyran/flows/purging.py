"""The round of retention: postpone, hold, propose, and purge with two signatures (D1–D5)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from itertools import groupby
from typing import Final

from kvinnobyran.domain.faults import Fault, stopp, varna
from kvinnobyran.domain.ids import new_id
from kvinnobyran.domain.purging import (
    LEAP,
    CountingRow,
    FileKind,
    FileOf,
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
from kvinnobyran.domain.trouble import Refused, Trouble
from kvinnobyran.flows import forewarning
from kvinnobyran.flows.work import NO_REASONS, Reasons, Work, put, settle
from kvinnobyran.statistics import counting, purged
from kvinnobyran.store import retention as stored
from kvinnobyran.store.database import Database
from kvinnobyran.store.journal import say_no_more
from kvinnobyran.store.purge import (
    CASE,
    PERSON,
    Purge,
    count,
    is_finished,
    is_there,
    is_unfinished,
    mark,
)
from kvinnobyran.store.reads import Reads
from kvinnobyran.store.retention import Due
from kvinnobyran.store.transaction import Transaction

PURGED: Final = "Gallring"


class PurgeNotFinished(Trouble):
    """The records are gone, but the write-ahead log could not be emptied yet (T15)."""

    sentence = "Ärendena är gallrade, men spåren i databasens logg kunde inte tömmas än."
    way_on = "Stäng andra program som läser registret och välj Töm spåren igen."


def decide(
    work: Work,
    of: FileOf | str,
    to: RetentionState,
    *,
    reason: str = "",
    until: date | None = None,
    hand_over: HandOver | None = None,
) -> RetentionDecision:
    """Postpone, hold, propose, or let the time go again; a text is the id of a case (D2).

    The reminder of a case follows what is decided. Raises :class:`Refused`.
    """
    with work.step(f"Gallring: {to.label.lower()}") as tx:
        line = _line(tx, of)
        before = line.decision or _new(work, line.of)
        settle(
            (
                *may_become(before, to),
                *decision_faults(to, reason=reason, until=until, today=work.today),
                *_proposal_faults(line, to, work.today),
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
        if line.case is not None and line.of.kind is FileKind.CASE:
            forewarning.follow(work, tx, line.case, changed)
        return changed


def answer_hand_over(work: Work, of: FileOf | str, answer: HandOver) -> RetentionDecision:
    """Note what the board said of having the file (D1). The signature of a proposal stays."""
    with work.step("Gallring: överlämnande") as tx:
        line = _line(tx, of)
        before = line.decision or _new(work, line.of)
        changed = replace(before, hand_over=answer)
        put(tx, changed)
        return changed


def purge(
    work: Work, files: Sequence[FileOf | str], *, reasons: Reasons = NO_REASONS
) -> list[PurgeProtocol]:
    """Purge proposed files for good, all or none; return the protocols, one per class and proposal.

    Nothing of it can be undone. Raises :class:`Refused`, and :class:`PurgeNotFinished` when
    somebody else reads the file: then :func:`finish` is tried again.
    """
    with work.step(PURGED, reasons) as tx:
        lines = [_line(tx, each) for each in dict.fromkeys(files)]
        settle([*_clock_faults(tx, work), *_faults(tx, work, lines)], reasons)
        made = _purge(work, tx, lines)
        mark(tx)
    finish(work.database)
    return made


def finish(database: Database) -> None:
    """Leave nothing in free pages nor in the write-ahead log. Raises :class:`PurgeNotFinished`."""
    database.connection.compact()
    if not database.connection.checkpoint():
        raise PurgeNotFinished
    is_finished(database)
    database.connection.checkpoint()  # the taken away mark itself stands in the log


def finish_what_was_cut_off(work: Work) -> int:
    """Leave nothing of a purge after which the program was killed; return 1 if there was one.

    Raises :class:`PurgeNotFinished`.
    """
    if not is_unfinished(work.database):
        return 0
    finish(work.database)
    return 1


def replay(database: Database, rows: Iterable[LedgerRow], *, user: str, now: datetime) -> int:
    """Purge again what was purged before this copy was restored; return how many ids were there.

    To be run before the first log-in after a restore (D5, T13). ``rows`` are the ledger of the
    newest register there is; what this one does not know of it is written down in it.
    """
    wanted = list(rows)
    there = [each for each in wanted if is_there(database, each.of_table, each.record)]
    known = {each.record for each in stored.ledger(database)}
    new = [each for each in wanted if each.record not in known]
    if not there and not new:
        return 0
    work = Work(database, user, now)
    with work.step("Gallring efter återläsning") as tx:
        _again(tx, work, there)
        if new:
            protocol = _replayed(work, len(new))
            tx.insert(protocol)
            for each in new:
                tx.insert(replace(each, id=new_id(), protocol_id=protocol.id))
        mark(tx)
    finish(database)
    return len(there)


def note_printed(work: Work, what: str) -> None:
    """Note that a protocol, or what a woman is told, was printed. ``what`` is a fixed word."""
    with work.step("Utskrift") as tx:
        tx.log("print", text=what)


# --- inside -------------------------------------------------------------------------------------


def _new(work: Work, of: FileOf) -> RetentionDecision:
    return RetentionDecision(
        id=new_id(),
        case_id=of.case_id,
        person_id=of.person_id,
        concern_report_id=of.concern_report_id,
        inquiry_id=of.inquiry_id,
        decided_by=work.user,
        decided_on=work.today,
    )


def _line(reader: Reads, of: FileOf | str) -> Due:
    line = stored.line_of(reader, FileOf(case_id=of) if isinstance(of, str) else of)
    if line is None:
        gone = stopp("case_id", "Det finns inte längre, eller hör till ett ärende.", "domain.md D3")
        raise Refused((gone,))
    return line


def _proposal_faults(line: Due, to: RetentionState, today: date) -> tuple[Fault, ...]:
    if to is not RetentionState.PROPOSED or line.is_out(today):
        return ()
    return (stopp("state", "Tiden är inte ute.", "domain.md D2"),)


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


def _faults(tx: Transaction, work: Work, lines: list[Due]) -> list[Fault]:
    if not lines:
        return [stopp("case_id", "Välj minst ett ärende.", "domain.md D3")]
    chosen = {line.of for line in lines}
    return [
        replace(fault, sentence=f"{line.name}: {fault.sentence}")
        for line in lines
        for fault in (
            *may_purge(line.decision, line.kept, user=work.user, today=work.today),
            *_children_faults(tx, line, chosen),
        )
    ]


def _children_faults(tx: Transaction, line: Due, chosen: set[FileOf]) -> tuple[Fault, ...]:
    """Hold that a child's own file is judged for itself before its mother's case takes it (D3)."""
    if line.case is None or line.of.kind is not FileKind.CASE:
        return ()
    files = {
        FileOf(case_id=line.case.id, person_id=child)
        for child in stored.children_with_files(tx, line.case)
    }
    if files <= chosen:
        return ()
    sentence = "Ett barns akt i ärendet är inte föreslagen. Bedöm den för sig först."
    return (stopp("state", sentence, "domain.md D3"),)


def _purge(work: Work, tx: Transaction, lines: list[Due]) -> list[PurgeProtocol]:
    roots = {line.of: stored.roots(tx, line) for line in lines}
    whole = _before(tx, work, _first(tx, work, roots.values()))
    made = []
    # A child's file before the case it lies in: it has its own line in the protocol.
    for _, group in groupby(sorted(lines, key=_protocol_key), key=_protocol_key):
        part = list(group)
        done = Purge(tx)
        together: dict[str, list[str]] = {}
        for line in part:
            for table, records in roots[line.of].items():
                together.setdefault(table, []).extend(records)
        went, persons = done.records(together)
        decision = part[0].decision
        if decision is None:  # never: settled
            continue
        protocol = PurgeProtocol(
            id=new_id(),
            purged_on=work.today,
            of_class=part[0].kept.of_class,
            of_kind=part[0].of.kind,
            months=part[0].kept.months,
            files=len(part),
            cases=sum(table == CASE for table, _ in went),
            persons=len(persons),
            records=count(done.victims, done.living),
            proposed_by=decision.decided_by,
            proposed_on=decision.decided_on,
            signed_by=work.user,
            signed=signed(decision, work.user),
        )
        tx.insert(protocol)
        for table, record in (*went, *((PERSON, each) for each in persons)):
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


def _protocol_key(line: Due) -> tuple[str, str, int, str, str]:
    decision = line.decision
    return (
        line.kept.of_class.value,
        line.of.kind.value,
        line.kept.months,
        decision.decided_by if decision else "",
        decision.decided_on.isoformat() if decision else "",
    )


def _again(tx: Transaction, work: Work, there: list[LedgerRow]) -> None:
    """Purge what came back, and keep every figure as it was."""
    roots: dict[str, list[str]] = {}
    for each in there:
        roots.setdefault(each.of_table, []).append(each.record)
    if roots:
        whole = _before(tx, work, _first(tx, work, [roots]))
        Purge(tx).records(roots)
        _after(tx, work, whole)


def _first(tx: Transaction, work: Work, roots: Iterable[Mapping[str, Sequence[str]]]) -> date:
    """Return the first day on which a report may count any of it."""
    days = (
        stored.first_day(tx, table, record)
        for some in roots
        for table, records in some.items()
        for record in records
    )
    return min((day for day in days if day is not None), default=work.today)


def _before(tx: Transaction, work: Work, first: date) -> tuple[date, purged.Figures]:
    """Count every standing period that what goes can be in."""
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
    say_no_more(tx.wire, "counting_row")


def _replayed(work: Work, records: int) -> PurgeProtocol:
    return PurgeProtocol(
        id=new_id(),
        purged_on=work.today,
        of_class=RetentionClass.OWN_SUPPORT,
        months=0,
        files=0,
        cases=0,
        persons=0,
        records=records,
        proposed_by=work.user,
        proposed_on=work.today,
        signed_by=work.user,
        signed="Gallrat igen efter en återläsning.",
    )
