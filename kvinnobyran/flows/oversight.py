"""What managers see, carried out to them; what they did, carried home (decision 0029; L20, D7).

Their file says only what the register says: who carries writes it whole, when it differs. So it
is never mended, forgets what the register forgets, and needs no place in a backup.
"""

from collections.abc import Iterator
from datetime import date, datetime, time, tzinfo

from kvinnobyran.domain.access_review import RULE, month_after, month_before
from kvinnobyran.domain.ids import new_id
from kvinnobyran.domain.oversight import (
    MONTHS,
    Deed,
    DeedKind,
    FrozenReport,
    LogCount,
    LogMonth,
    LogRow,
    mark_faults,
)
from kvinnobyran.domain.task import Reminder
from kvinnobyran.domain.trouble import Trouble
from kvinnobyran.flows.access_log import Review, anchor_of, review_of
from kvinnobyran.flows.reminders import remind
from kvinnobyran.flows.work import Work, settle
from kvinnobyran.store import access_log, journal
from kvinnobyran.store import oversight as stored
from kvinnobyran.store.database import Database
from kvinnobyran.store.readings import READING
from kvinnobyran.store.troubles import (
    DamagedDatabase,
    DatabaseMissing,
    EmptyFile,
    ForeignFile,
    PlaintextFile,
    WrongEpoch,
    WrongVault,
)
from kvinnobyran.vault.oversight import UnlockedOversight
from kvinnobyran.vault.unlocked import UnlockedVault

_UNREADABLE = (DamagedDatabase, EmptyFile, ForeignFile, PlaintextFile, WrongEpoch, WrongVault)
"""What does not stand in the way: the file is made anew from the register."""


# --- in the register ------------------------------------------------------------------------------


def add_manager(work: Work, vault: UnlockedVault, name: str, passphrase: str) -> None:
    """Let somebody open the oversight and nothing else.

    Raises :class:`UnfitName`, :class:`WeakPassphrase`, and what writing the file raises.
    """
    vault.add_manager(name, passphrase)
    with work.step("Ny verksamhetschef") as tx:
        tx.log("manager_added", text=f"{name.strip()}. Öppnar insynen och inget annat.")
    carry(work, vault)


def carry(work: Work, vault: UnlockedVault) -> int:
    """Carry home what managers did, and out what they may see; return how much came home.

    To be done at every opening, and whenever what they see has changed. Without a manager there
    is no file. Raises :class:`DiskFull`, :class:`ReadOnlyMedium` …; then the old file stays, and
    what came home is home.
    """
    path, keys = vault.vault.oversight_path, vault.oversight_keys()
    if keys is None:
        stored.remove(path)
        return 0
    try:
        found: stored.Found | None = None
        try:
            found = stored.find(path, keys)
        except DatabaseMissing:
            pass
        except _UNREADABLE as trouble:
            _note_unreadable(work, trouble)
        home = sum(_bring_home(work, deed) for deed in found.deeds) if found else 0
        for slot in found.slots if found else ():
            if not vault.put_in_place(slot):
                with work.step("En chefs nya lösenord passade inte och togs inte") as tx:
                    tx.log(access_log.OVERSIGHT + "damaged")
        records = tuple(content(work.database, work.today, work.now.tzinfo))
        if found is None or found.deeds or found.slots or found.content != stored.digest(records):
            places = found.places if found is not None else ()
            stored.write(
                path,
                keys,
                records,
                user=work.user,
                now=work.now,
                places=places,
                revoked_in=vault.vault.table.revoked_in,
            )
    finally:
        keys.wipe()
    return home


def content(
    database: Database, today: date, zone: tzinfo | None
) -> Iterator[FrozenReport | LogMonth | LogRow | LogCount]:
    """Make everything that managers may see; ``zone`` is the office's.

    No free text of the register is among it, but what stands in a report that was fixed.
    """
    yield from database.all(
        FrozenReport,
        "SELECT id, number, period, first_day, last_day, state, fixed_by, fixed_at, signed,"
        " handed_on, withdrawn_on, figures, digest FROM publication"
        " WHERE state IN ('fixed', 'handed_over', 'withdrawn') ORDER BY number, id",
    )
    month = today
    for _ in range(MONTHS):
        month = month_before(month)
        yield from _month(database, month, zone)


def _month(
    database: Database, month: date, zone: tzinfo | None
) -> Iterator[LogMonth | LogRow | LogCount]:
    counted = access_log.counts(
        database,
        datetime.combine(month, time(), tzinfo=zone),
        datetime.combine(month_after(month), time(), tzinfo=zone),
    )
    if not counted:
        return
    name = f"{month:%Y-%m}"
    review = review_of(database, month, zone)
    yield LogMonth(
        id=name,
        readings=review.readings,
        anchor=anchor_of(database, month, zone),
        signed_by=review.signed_by,
        marks="\n".join(review.marks),
    )
    yield from _rows(review, name)
    for (user, sort), lines in sorted(counted.items()):
        yield LogCount(
            id=f"{name} {user} {sort}", month_id=name, user=user, sort=sort.value, lines=lines
        )


def _rows(review: Review, month: str) -> Iterator[LogRow]:
    for line in review.lines:
        said = review.verdicts.get(line.seq)
        # The words of a reading of what is protected are ours; other words may be anybody's.
        words = f" {line.words}" if line.kind == READING and line.words else ""
        yield LogRow(
            id=f"{month} {line.seq}",
            month_id=month,
            seq=line.seq,
            at=line.at,
            user=line.user,
            what=f"{line.what}.{words}",
            code=line.code,
            answer=said.answer.label if said is not None else "",
        )


def _bring_home(work: Work, deed: Deed) -> int:
    """Chain what a manager did, once; a remark is also a task for whoever works."""
    kind = access_log.OVERSIGHT + deed.kind.value
    words = deed.at_zone(work.now.tzinfo).sentence
    known = journal.history(work.database, access_log.REVIEW, deed.month)
    if any(each.kind == kind and (each.payload or {}).get("text") == words for each in known):
        return 0
    hers = Work(work.database, deed.user, work.now)
    with hers.step(deed.kind.label) as tx:
        tx.log(kind, table=access_log.REVIEW, record=deed.month, text=words)
        if deed.kind is DeedKind.REVIEWED and deed.words:
            what = f"Läs verksamhetschefens anmärkning om loggen för {deed.month}"
            remind(
                work,
                tx,
                (Reminder(what=what, due_on=work.today),),
                rule=RULE,
                cause=f"oversight-{deed.month}",
            )
    return 1


def _note_unreadable(work: Work, trouble: Trouble) -> None:
    """Chain that the file was made anew, unless it only was of the key before."""
    if isinstance(trouble, DamagedDatabase | EmptyFile | PlaintextFile):
        with work.step("Insynens fil gick inte att läsa och gjordes om") as tx:
            tx.log(access_log.OVERSIGHT + "damaged")


# --- in the oversight -----------------------------------------------------------------------------


def note_opened(work: Work) -> None:
    """Note that a manager has opened the oversight."""
    _do(work, DeedKind.OPENED)


def change_passphrase(work: Work, keys: UnlockedOversight, old: str, new: str) -> None:
    """Choose a new passphrase; it holds when a counsellor has unlocked the register next.

    Takes about two seconds. Raises :class:`WrongPassphrase`, :class:`TooSoon` or
    :class:`WeakPassphrase`.
    """
    stored.keep_new_slot(work.database, work.user, keys.new_slot(old, new))
    _do(work, DeedKind.PASSPHRASE)


def mark_month(work: Work, month: str, remark: str = "") -> Deed:
    """Say of a month of the log that it has been looked at, with a remark or without.

    Raises :class:`Refused`.
    """
    settle(mark_faults(work.database.get(LogMonth, month), remark))
    return _do(work, DeedKind.REVIEWED, month=month, words=" ".join(remark.split()))


def deed_of(work: Work, kind: DeedKind, *, month: str = "", words: str = "") -> Deed:
    """Return what a manager does now, to be written in a step."""
    return Deed(
        id=new_id(),
        at=work.now.replace(microsecond=0),
        user=work.user,
        kind=kind,
        month=month or f"{work.today:%Y-%m}",
        words=words,
    )


def _do(work: Work, kind: DeedKind, *, month: str = "", words: str = "") -> Deed:
    deed = deed_of(work, kind, month=month, words=words)
    with work.step(kind.label) as tx:
        tx.insert(deed)
    return deed
