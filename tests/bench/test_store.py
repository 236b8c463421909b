"""One saved note and one search, beside plain SQLite in the same library, and the report."""

import cProfile
import datetime as dt
import pstats
import shutil
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2

from kvinnobyran.domain.ids import new_id
from kvinnobyran.domain.note import JournalNote
from kvinnobyran.flows.notes import save_note
from kvinnobyran.flows.work import Work
from kvinnobyran.reports import Format, make
from kvinnobyran.statistics.counting import build_report
from kvinnobyran.statistics.period import Period
from kvinnobyran.statistics.tables import Audience
from kvinnobyran.store.database import Database
from kvinnobyran.store.search import as_query, search
from kvinnobyran.vault.vault import DATABASE_NAME, Vault
from tests.bench.conftest import interleave, median, timed
from tests.bench.large import PHRASE, RARE, Words

pytestmark = [pytest.mark.bench, pytest.mark.slow]

SAVES = 200
SEARCHES = 25

PLAIN = """
CREATE TABLE note (id TEXT NOT NULL PRIMARY KEY, case_id TEXT NOT NULL, session_id TEXT,
    written_on TEXT NOT NULL, text TEXT NOT NULL, state TEXT NOT NULL, signed_by TEXT NOT NULL,
    signed_at TEXT, corrects_id TEXT, correction_reason TEXT NOT NULL) STRICT;
CREATE INDEX note_case ON note (case_id);
CREATE TABLE log (seq INTEGER PRIMARY KEY, at TEXT NOT NULL, user TEXT NOT NULL,
    record TEXT NOT NULL, payload TEXT NOT NULL) STRICT;
CREATE INDEX log_record ON log (record);
CREATE VIRTUAL TABLE words USING fts5 (body, content = '',
    tokenize = 'unicode61 remove_diacritics 0');
"""
ROW = (
    "INSERT INTO note (id, case_id, session_id, written_on, text, state, signed_by, signed_at,"
    " corrects_id, correction_reason) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
)


def plain(path: Path, database: Database):
    """Write the same notes into plain SQLite with WAL and FULL, as anybody would."""
    connection = dbapi2.connect(path, isolation_level=None)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = OFF")
    for statement in PLAIN.split(";\n"):
        connection.execute(statement)
    connection.execute("BEGIN")
    notes = database.wire.rows("SELECT rowid, * FROM journal_note ORDER BY rowid")
    connection.executemany(ROW, [note[1:] for note in notes])
    connection.executemany(
        "INSERT INTO words (rowid, body) VALUES (?, ?)", [(note[0], note[5]) for note in notes]
    )
    connection.executemany(
        "INSERT INTO log (at, user, record, payload) VALUES (?, ?, ?, ?)",
        [("2027-01-01", "Greta", note[1], note[5]) for note in notes],
    )
    connection.execute("COMMIT")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return connection


@pytest.fixture(scope="module")
def both(office, disk):
    """Yield our database and a plain one with the same notes, on the same disk."""
    folder = disk / "office"
    shutil.copytree(office.data, folder)
    unlocked = Vault.open(folder).unlock(office.user, PHRASE)
    database = Database.open(folder / DATABASE_NAME, unlocked.store_keys, device="a")
    other = plain(disk / "plain.db", database)
    yield database, other
    other.close()
    database.close()
    unlocked.wipe()


def test_one_saved_note(table, both, office):
    database, other = both
    words = Words(seed=3)
    now = dt.datetime.now().astimezone()
    case = office.large_case

    def ours():
        note = JournalNote(id=new_id(), case_id=case, written_on=now.date(), text=words.text())
        work = Work(database, office.user, now)
        return timed(lambda: save_note(work, note))

    def reference(*, search: bool, log: bool):
        text = words.text()
        row = (new_id(), case, None, now.date().isoformat(), text, "draft", "", None, None, "")

        def commit():
            other.execute("BEGIN IMMEDIATE")
            written = other.execute(ROW, row).lastrowid
            if search:
                other.execute("INSERT INTO words (rowid, body) VALUES (?, ?)", (written, text))
            if log:
                other.execute(
                    "INSERT INTO log (at, user, record, payload) VALUES (?, ?, ?, ?)",
                    (now.isoformat(), office.user, row[0], text),
                )
            other.execute("COMMIT")

        return timed(commit)

    ways = (
        ours,
        lambda: reference(search=True, log=False),
        lambda: reference(search=False, log=False),
        lambda: reference(search=True, log=True),
    )
    interleave(10, *ways)
    found = interleave(SAVES, *ways)
    mine, searched, bare, logged = map(median, found)
    table.ratio("one saved note / row + search in plain SQLite", mine, searched, 2)
    table.ratio("    the same / row + search + a log row", mine, logged, None)
    table.ratio("    the same / the bare row", mine, bare, None)
    table.remark(f"means, with the checkpoints that a median hides: {_mean_ratio(found):.2f}x")
    profile = cProfile.Profile()
    for _ in range(50):
        profile.runcall(ours)
    table.shares(by_module(profile))


def _mean_ratio(found: list[list[float]]) -> float:
    return sum(found[0]) / sum(found[1])


def by_module(profile: cProfile.Profile) -> dict[str, float]:
    """Return the own time of each module; what SQLite itself does counts as its statement."""
    parts: dict[str, float] = {}
    for (file, _line, name), stat in pstats.Stats(profile).stats.items():  # type: ignore[attr-defined] # typeshed does not know it
        if "execute" in name and "sqlcipher" in name:
            of = "SQLCipher: statements and commit"
        elif "kvinnobyran" in file:
            of = "/".join(Path(file).parts[-2:])
        else:
            of = "Python's own"
        parts[of] = parts.get(of, 0.0) + stat[2]
    return parts


def test_one_search(table, both):
    database, other = both
    dice = Words(seed=4)
    typed = [
        RARE,
        *(word for word in dice.words[:400:40]),
        *(
            f"{first} {second}"
            for first, second in zip(dice.words[50:60], dice.words[3:13], strict=True)
        ),
        *(word[:4] for word in dice.words[1000:7000:1500]),
    ]
    sql = "SELECT rowid FROM words WHERE words MATCH ? ORDER BY rank LIMIT 50"
    queries = [as_query(text) for text in typed]

    def ours():
        return timed(lambda: [search(database, text) for text in typed]) / len(typed)

    def reference():
        return timed(lambda: [other.execute(sql, (query,)).fetchall() for query in queries]) / len(
            typed
        )

    interleave(2, ours, reference)
    mine, theirs = map(median, interleave(SEARCHES, ours, reference))
    table.ratio(f"one search, mean of {len(typed)} / plain FTS5", mine, theirs, 2.5)
    seldom = [
        timed(lambda: search(database, RARE))
        / max(timed(lambda: other.execute(sql, (as_query(RARE),)).fetchall()), 1e-9)
        for _ in range(SEARCHES)
    ]
    table.remark(f"a word in one note of a thousand alone: {median(seldom):.2f}x")
    profile = cProfile.Profile()
    profile.runcall(ours)
    table.shares(by_module(profile))


def test_the_report(table, both):
    database, _ = both
    today = dt.datetime.now().astimezone().date()
    period = Period.parse(f"{today.year}-H{1 if today.month <= 6 else 2}")

    def build(audience: Audience):
        return build_report(database, period, audience=audience, made_on=today)

    counted = median([timed(lambda: build(Audience.INTERNAL)) for _ in range(3)])
    withheld = median([timed(lambda: build(Audience.EXTERNAL)) for _ in range(3)])
    report = build(Audience.EXTERNAL)
    make(report, Format.PDF)
    printed = median([timed(lambda: make(report, Format.PDF)) for _ in range(3)])
    table.limit("the half-year report: count", counted, None)
    table.limit("    count and withhold", withheld, None)
    table.limit("    and make the PDF", printed, None)
