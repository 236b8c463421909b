"""A woman is purged out of a generated register: no trace in any page, and fixed reports stand."""

import shutil
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from kvinnobyran.demo.large import fill
from kvinnobyran.domain.case import Case
from kvinnobyran.domain.ids import new_id
from kvinnobyran.domain.note import JournalNote, NoteState
from kvinnobyran.domain.person import Person
from kvinnobyran.domain.purging import RetentionState
from kvinnobyran.flows import publishing, purging
from kvinnobyran.flows.work import Work
from kvinnobyran.statistics.counting import build_report
from kvinnobyran.statistics.period import Period, Span
from kvinnobyran.statistics.purged import place
from kvinnobyran.statistics.release import keeping, release
from kvinnobyran.store import publications
from kvinnobyran.store.backup import backup, unpack
from kvinnobyran.store.database import Database
from kvinnobyran.store.reader import Reader
from kvinnobyran.store.retention import due
from tests.empty_register import empty_register, keys_of_tests
from tests.faults.record import FIGURE
from tests.store.pages import PAGE, decrypted

CANARY = "Kanariebqzvwpåhittad"
NOW = datetime(2027, 12, 16, 9, tzinfo=UTC)


def planted(database: Database) -> Case:
    """Mark one woman whose time is out, in her name and in a signed note."""
    line = due(database, NOW.date())[0]
    assert line.case is not None
    person = database.get(Person, line.case.person_id)
    assert person is not None
    with database.transaction(user="Greta", name="Påhitt", now=NOW) as tx:
        tx.update(replace(person, first_name=CANARY))
        tx.insert(
            JournalNote(
                id=new_id(),
                case_id=line.case.id,
                written_on=line.last_written,
                text=f"{CANARY} " * 40,
                state=NoteState.SIGNED,
                signed_by="Greta",
                signed_at=NOW,
            )
        )
    return line.case


def figures(reader: Reader, period: Period) -> dict[tuple[str, str], int | None]:
    report = build_report(reader, period, made_on=NOW.date())
    return {
        (table.id, place(cell.at)): cell.value for table in report.tables for cell in table.cells
    }


def pages_of_copy(database: Database, now: datetime) -> bytes:
    """Return every decrypted page of a backup that is made now, and let it go again."""
    folder = database.path.parent / "kopior"
    folder.mkdir()
    made = backup(database, keys_of_tests(), folder, seal=lambda key: key, now=now)
    key, _ = unpack(made, lambda sealed: sealed, folder / "copy.db")
    content = decrypted(folder / "copy.db", key)
    shutil.rmtree(folder)
    return content


def frozen(database: Database, period: Period) -> None:
    work = Work(database, "Greta", NOW)
    prepared = publishing.prepare(database, period, made_on=NOW.date())
    assert isinstance(prepared.content, release.Material)
    with suppress(release.UnsafeReport):
        made = release.make(prepared.content, prepared.setting)
        publishing.fix_by_command(work, period, made)


def is_purged_without_a_trace(database: Database) -> int:
    """Purge her, look for her everywhere, and return how many pages were looked through."""
    case = planted(database)
    assert CANARY.encode() in decrypted(database.path, bytes(keys_of_tests().database))
    year = Period(case.opened_on.year)
    frozen(database, Period.containing(case.opened_on, Span.HALF))
    before = figures(database, year)
    assert CANARY.encode() in pages_of_copy(database, NOW)
    purging.decide(Work(database, "Greta", NOW), case.id, RetentionState.PROPOSED)
    (protocol,) = purging.purge(Work(database, "Hanna", NOW), [case.id])
    assert protocol.records > 3
    pages = 0
    for path in database.path.parent.iterdir():
        if path.name.endswith(("-wal", "-shm")):
            continue
        content = decrypted(path, bytes(keys_of_tests().database))
        pages += len(content) // PAGE
        assert CANARY.encode() not in content, path.name
        assert CANARY.casefold().encode() not in content, path.name
        # Stems of the full-text index too: nothing of it that is long enough to know her by.
        assert CANARY[:10].casefold().encode() not in content, path.name
    later = pages_of_copy(database, NOW + timedelta(days=1))
    pages += len(later) // PAGE
    assert CANARY.encode() not in later
    assert CANARY[:10].casefold().encode() not in later
    wal = database.path.with_name(database.path.name + "-wal")
    assert not wal.exists() or wal.stat().st_size == 0
    reports = publications.published(database)
    assert reports
    for each in reports:
        assert keeping.made_again(database, each) == each.figures
        assert keeping.digest(each.figures) == each.digest
    after = figures(database, year)
    changed = {key for key in before if before[key] != after[key]}
    coarse = {"women_by_age", "women_by_municipality", "women_by_children"}
    coarse |= {"housing_at_intake", "housing_over_time"}
    assert {table for table, _ in changed} <= coarse
    prepared = publishing.prepare(
        database, Period(case.opened_on.year + 1), made_on=date(2027, 12, 16)
    )
    if isinstance(prepared.content, release.Material):
        assert prepared.content.late == {}
    assert not database.verify_journal()
    assert not database.wire.rows("PRAGMA foreign_key_check")
    return pages


def register(folder: Path, persons: int, notes: int) -> Database:
    database = empty_register(folder)
    fill(database, persons=persons, notes=notes)
    return database


@pytest.mark.unmeasured
def test_D10_one_of_sixty_is_purged_and_the_frozen_report_verifies(tmp_path: Path) -> None:
    database = register(tmp_path, 60, 120)
    is_purged_without_a_trace(database)
    database.close()


@pytest.mark.faults
def test_T14_one_of_five_thousand_is_purged_without_a_trace(
    tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    database = register(tmp_path, 5_000, 50_000)
    pages = is_purged_without_a_trace(database)
    record_property(
        FIGURE, f"T14 one of 5,000 purged, {pages} pages of it and its copy: canaries 0"
    )
    database.close()
