"""T29: opening, saving and searching in a register of 20,000 persons, in milliseconds.

The criterion speaks of the office's slow laptop; here it is whatever machine runs this. As
ratios to plain SQLite the same is measured by `make bench`. On a machine that has more to do than
it has cores, a clock on the wall measures the others: then the processor's own seconds are judged.
"""

import datetime as dt
import itertools
import os
import statistics
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import NamedTuple

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
OPENINGS, SAVES, SEARCHES = 20, 200, 200
_STEP = 2_000
NOW = dt.datetime(2027, 12, 15, 10, 15, tzinfo=dt.UTC)


def notes(cases: list[str], words: Words) -> Iterator[JournalNote]:
    for case in itertools.islice(itertools.cycle(cases), NOTES):
        yield JournalNote(id=new_id(), case_id=case, written_on=NOW.date(), text=words.text())


class Time(NamedTuple):
    """What something took, in seconds."""

    wall: float
    processor: float


def took(what: Callable[[], object]) -> Time:
    wall, processor = time.perf_counter(), time.process_time()
    what()
    return Time(time.perf_counter() - wall, time.process_time() - processor)


def late(found: list[Time]) -> Time:
    """Return the time that 95 of 100 are within."""
    return Time(*(statistics.quantiles(each, n=20)[-1] for each in zip(*found, strict=True)))


def is_busy() -> bool:
    """Tell whether others wait for the processor too."""
    return os.getloadavg()[0] > (os.cpu_count() or 1)


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

    def open_it() -> None:
        Database.open(path, keys_of_tests(), device=DEVICE).close()

    opened = [took(open_it) for _ in range(OPENINGS)]
    database = Database.open(path, keys_of_tests(), device=DEVICE)
    work = Work(database, COUNSELLOR, NOW)
    written = [
        JournalNote(id=new_id(), case_id=cases[at], written_on=NOW.date(), text=words.text())
        for at in range(SAVES)
    ]
    saved = [took(partial(save_note, work, note)) for note in written]
    typed = [" ".join(words.dice.sample(words.words, k=1 + at % 2)) for at in range(SEARCHES)]
    sought = [took(partial(search, database, text)) for text in typed]
    busy = is_busy()
    size = path.stat().st_size / (1 << 20)
    database.close()
    found = {"opened": (late(opened), 2), "a note saved": (late(saved), 0.05),
             "a search": (late(sought), 0.1)}  # fmt: skip
    say(f"T29 {PERSONS} persons and {NOTES} notes", f"{size:.0f} MB")
    for name, (time_of, _) in found.items():
        say(f"T29 {name}, p95 on the wall and in the processor",
            f"{1000 * time_of.wall:.0f} ms, {1000 * time_of.processor:.0f} ms")  # fmt: skip
    if busy:
        say("T29 load, so the wall's clock is not judged", f"{os.getloadavg()[0]:.0f}")
    for name, (time_of, limit) in found.items():
        assert (time_of.processor if busy else time_of.wall) < limit, name
