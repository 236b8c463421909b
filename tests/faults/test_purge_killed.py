"""T06: killed (kill -9) while it purges. After the next start nothing is gone, or everything is:
no row, no page, no log, no search word, and the ledger says so. Half of the kills come before a
statement drawn by lot, and half from outside, at a moment drawn by lot.
"""

import datetime as dt
import random
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from kvinnobyran.domain.case import Case
from kvinnobyran.domain.person import Person
from kvinnobyran.domain.purging import RetentionState
from kvinnobyran.flows import purging
from kvinnobyran.flows.upkeep import keep_up
from kvinnobyran.flows.work import Work
from kvinnobyran.store import connection, pragmas, retention
from kvinnobyran.store.database import Database
from kvinnobyran.store.purge import is_unlisted
from tests.empty_register import DEVICE, NAME, empty_register, keys_of_tests
from tests.faults.kit import ROOT, environment, line_of
from tests.faults.length import few, many, times
from tests.faults.purger import CLOCK, LATER
from tests.flows.conftest import Office
from tests.flows.test_purging import CANARY, woman
from tests.store.pages import decrypted

FIRST = dt.datetime(2027, 2, 9, 10, 15, tzinfo=dt.UTC)
Say = Callable[[str, str], None]


@pytest.fixture(scope="module")
def register(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Case]:
    """A register with two women, one of them proposed: her case, never to be changed."""
    folder = tmp_path_factory.mktemp("purged") / "register"
    folder.mkdir()
    database = empty_register(folder)
    office = Office(database, now=FIRST)
    case = woman(office)
    office.case("Påhittade Mossa")
    office.now = LATER
    purging.decide(office.work, case.id, RetentionState.PROPOSED)
    database.close()
    return folder, case


def killed(folder: Path, case: Case, *, statement: int, seconds: float | None) -> int:
    """Purge in a process that dies; return what it asked of the database, 0 if it died."""
    purger = subprocess.Popen(
        [
            sys.executable,
            str(ROOT / "tests/faults/purger.py"),
            str(folder),
            case.id,
            str(statement),
        ],
        cwd=ROOT,
        env=environment(folder.parent / "home"),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    ready = line_of(purger.stdout)
    if ready != "ready":
        pytest.fail(purger.communicate()[1])
    if seconds is not None:
        time.sleep(seconds)
        purger.kill()
    said, wrong = purger.communicate()
    assert purger.returncode in {0, -9}, wrong
    return int(said or 0)


def whole_or_gone(folder: Path, case: Case) -> bool:
    """Open it as at a start, and tell whether she is gone: wholly, or not at all."""
    database = Database.open(folder / NAME, keys_of_tests(), device=DEVICE)
    work = Work(database, "Greta", LATER)
    keep_up(work)
    gone = database.get(Case, case.id) is None
    assert (database.get(Person, case.person_id) is None) == gone
    ledger = {each.record for each in retention.ledger(database)}
    assert (ledger >= {case.id, case.person_id}) if gone else not ledger
    assert len(retention.protocols(database)) == int(gone)
    assert bool(database.value("SELECT count(*) FROM counting_row")) == gone
    assert is_unlisted(database) == gone, "the lists beside the copies are written next"
    assert database.verify_journal() == []
    assert not database.wire.rows("PRAGMA foreign_key_check")
    assert database.wire.rows("PRAGMA integrity_check") == [("ok",)]
    for path in folder.iterdir():
        content = b"" if path.stat().st_size == 0 else path.read_bytes()
        if path.name == NAME:
            content = decrypted(path, bytes(keys_of_tests().database))
        found = any(form in content for form in (CANARY.encode(), CANARY.casefold().encode()))
        assert not (gone and found), path.name
    if not gone:
        purging.purge(Work(database, "Hanna", LATER), [case.id], reasons=CLOCK)
        assert database.get(Case, case.id) is None
    database.close()
    return gone


@pytest.mark.slow
@pytest.mark.parametrize("long", [few, many])
def test_t06_a_purge(register: tuple[Path, Case], tmp_path: Path, say: Say, long: bool):
    model, case = register
    dice = random.Random(61)
    kills = times(24, 120) if long else 3
    shutil.copytree(model, tmp_path / "0")
    begun = time.monotonic()
    statements = killed(tmp_path / "0", case, statement=0, seconds=None)
    took = time.monotonic() - begun
    assert whole_or_gone(tmp_path / "0", case)
    # What is asked last: the ledger, the commit, the free pages, the log.
    last = [statements - each for each in range(12)]
    gone = 0
    for number in range(1, kills + 1):
        folder = tmp_path / str(number)
        shutil.copytree(model, folder)
        statement = 0
        if number % 2:
            statement = dice.choice([*last, *(dice.randint(1, statements) for _ in last)])
        seconds = None if statement else dice.random() * took
        killed(folder, case, statement=statement, seconds=seconds)
        gone += whole_or_gone(folder, case)
        shutil.rmtree(folder)
    say(f"T06 killed while purging, {kills} times: neither whole nor gone", f"0 ({gone} gone)")


def test_t15_a_second_reader_keeps_the_log_and_the_purge_says_so(
    register: tuple[Path, Case], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, say: Say
):
    """The program's own lock lets nobody read beside it; here it is left off, so that one can."""
    model, case = register
    folder = tmp_path / "register"
    shutil.copytree(model, folder)
    shared = tuple(
        {
            "locking_mode": ("locking_mode", "NORMAL", "normal"),
            "busy_timeout": ("busy_timeout", 50, 50),
        }.get(each[0], each)
        for each in pragmas.SETTINGS
    )
    monkeypatch.setattr(pragmas, "SETTINGS", shared)
    monkeypatch.setattr(connection.settle, "__defaults__", (shared,))
    database = Database.open(folder / NAME, keys_of_tests(), device=DEVICE)
    reader = connection.connect(folder / NAME, keys_of_tests().database)
    reader.rows("BEGIN")
    assert reader.rows("SELECT count(*) FROM support_case") == [(2,)]
    work = Work(database, "Hanna", LATER)
    with pytest.raises(purging.PurgeNotFinished):
        purging.purge(work, [case.id], reasons=CLOCK)
    assert database.get(Case, case.id) is None
    log = folder / f"{NAME}-wal"
    kept = log.stat().st_size
    assert kept > 0
    with pytest.raises(purging.PurgeNotFinished):
        purging.finish_what_was_cut_off(work)
    reader.rows("COMMIT")
    reader.close()
    assert purging.finish_what_was_cut_off(work) == 1
    assert log.stat().st_size == 0
    content = decrypted(folder / NAME, bytes(keys_of_tests().database))
    assert CANARY.encode() not in content
    database.close()
    say(f"T15 a second reader held {kept} bytes of the log; after the second try", "0 bytes")
