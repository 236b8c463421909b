"""T29: opening, saving and searching in a register of 20,000 persons, in milliseconds.

The criterion speaks of the office's slow laptop; here it is whatever machine runs this. As
ratios to plain SQLite the same is measured by `make bench`.
"""

import datetime as dt
import itertools
import statistics
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from kvinnobyran.demo.cast import COUNSELLOR
from kvinnobyran.demo.large import fill
from kvinnobyran.domain.ids import new_id
from kvinnobyran.domain.note import JournalNote
from kvinnobyran.flows.notes import save_note
from kvinnobyran.flows.work import Work
from kvinnobyran.store.database import Database
from kvinnobyran.store.filling import filling
from kvinnobyran.store.search import search
from tests.bench.large import Words
from tests.empty_register import DEVICE, empty_register, keys_of_tests
from tests.faults.length import times

pytestmark = [pytest.mark.slow, pytest.mark.faults]
PERSONS = times(5_000, 20_000)
NOTES = 2 * PERSONS
OPENINGS, SAVES, SEARCHES = 5, 200, 200
_STEP = 2_000
NOW = dt.datetime(2027, 12, 15, 10, 15, tzinfo=dt.UTC)


def notes(cases: list[str], words: Words) -> Iterator[JournalNote]:
    for case in itertools.islice(itertools.cycle(cases), NOTES):
        yield JournalNote(id=new_id(), case_id=case, written_on=NOW.date(), text=words.text())


def milliseconds(what: Callable[[], object]) -> float:
    begun = time.perf_counter()
    what()
    return 1000 * (time.perf_counter() - begun)


def late(found: list[float]) -> float:
    """Return the time that 95 of 100 are within."""
    return statistics.quantiles(found, n=20)[-1]


def test_t29_a_register_of_twenty_thousand(tmp_path: Path, say: Callable[[str, str], None]):
    database, words = empty_register(tmp_path), Words(seed=29)
    fill(database, persons=PERSONS, notes=0)
    cases = [row[0] for row in database.wire.rows("SELECT id FROM support_case ORDER BY id")]
    with filling(database):
        waiting = notes(cases, words)
        while part := list(itertools.islice(waiting, _STEP)):
            with database.transaction(user=COUNSELLOR, name="Fyll", now=NOW) as step:
                for note in part:
                    step.insert(note)
    path = database.path
    database.close()
    opened = []
    for _ in range(OPENINGS):
        begun = time.perf_counter()
        database = Database.open(path, keys_of_tests(), device=DEVICE)
        opened.append(time.perf_counter() - begun)
        database.close()
    database = Database.open(path, keys_of_tests(), device=DEVICE)
    work = Work(database, COUNSELLOR, NOW)
    written = [
        JournalNote(id=new_id(), case_id=cases[at], written_on=NOW.date(), text=words.text())
        for at in range(SAVES)
    ]
    saved = [milliseconds(lambda note=note: save_note(work, note)) for note in written]  # type: ignore[misc] # bound to this round's note
    typed = [" ".join(words.dice.sample(words.words, k=1 + at % 2)) for at in range(SEARCHES)]
    sought = [milliseconds(lambda text=text: search(database, text)) for text in typed]  # type: ignore[misc] # the same
    size = path.stat().st_size / (1 << 20)
    database.close()
    say(f"T29 {PERSONS} persons, {NOTES} notes ({size:.0f} MB): opened in", f"{max(opened):.2f} s")
    say(f"T29 {PERSONS} persons: a note saved, p95", f"{late(saved):.0f} ms")
    say(f"T29 {PERSONS} persons: a search, p95", f"{late(sought):.0f} ms")
    assert max(opened) < 2
    assert late(saved) < 50
    assert late(sought) < 100
