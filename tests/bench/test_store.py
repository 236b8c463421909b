"""One saved note and one search, beside plain SQLite in the same library, and the report."""

import cProfile
import datetime as dt
import json
import pstats
import shutil
from pathlib import Path
from typing import Any

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
from kvinnobyran.store.codec import codec_of
from kvinnobyran.store.database import Database
from kvinnobyran.store.search import as_query, search
from kvinnobyran.vault.vault import DATABASE_NAME, Vault
from tests.bench.conftest import interleave, median, timed
from tests.bench.large import PHRASE, RARE, Words

pytestmark = [pytest.mark.bench, pytest.mark.slow]

SAVES = 200
SEARCHES = 25
_DIGESTS = (bytes(32), bytes(32), bytes(16))


def plain(path: Path, database: Database) -> Any:
    """Return the same database without encryption: plain SQLite, in WAL with FULL.

    The same tables, indexes and rows; none of our triggers, which live in our connection.
    """
    wire = database.connection
    wire.read_only(on=False)
    wire.rows("ATTACH ? AS plain KEY ''", (str(path),))
    wire.rows("SELECT sqlcipher_export('plain')")
    wire.rows("DETACH plain")
    wire.read_only(on=True)
    connection = dbapi2.connect(path, isolation_level=None, cached_statements=512)
    for setting in ("journal_mode = WAL", "synchronous = FULL", "cache_size = -8000"):
        connection.execute(f"PRAGMA {setting}")
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
    columns = [row[1] for row in database.wire.rows("PRAGMA table_info(journal_note)")]

    def note() -> JournalNote:
        return JournalNote(id=new_id(), case_id=case, written_on=now.date(), text=words.text())

    def ours():
        work, written = Work(database, office.user, now), note()
        return timed(lambda: save_note(work, written))

    def reference(*, same: bool):
        """Commit what ours commits, row for row; or the bare note and its search alone."""
        written = note()
        codec = codec_of(JournalNote)
        values = dict(zip(codec.names, codec.encode(written), strict=True))
        row = [values[name] for name in columns]
        text, payload = written.text, json.dumps(values, ensure_ascii=False)

        def commit():
            other.execute("BEGIN IMMEDIATE")
            other.execute(f"INSERT INTO journal_note VALUES ({', '.join('?' * len(row))})", row)
            found = other.execute(
                "INSERT INTO search_doc (tbl, record) VALUES ('journal_note', ?)", (written.id,)
            ).lastrowid
            other.execute("INSERT INTO search (rowid, body) VALUES (?, ?)", (found, text))
            if same:
                seq = other.execute("SELECT max(seq) FROM journal").fetchone()[0] + 1
                other.execute(
                    "INSERT INTO journal (seq, step, at, user, device, kind, tbl, record, name,"
                    " payload_digest, chain, salt, payload)"
                    " VALUES (?, ?, ?, ?, 'a', 'insert', 'journal_note', ?, 'Anteckning',"
                    " ?, ?, ?, ?)",
                    (seq, seq, now.isoformat(), office.user, written.id, *_DIGESTS, payload),
                )
            other.execute("COMMIT")

        return timed(commit)

    ways = (ours, lambda: reference(same=True), lambda: reference(same=False))
    interleave(10, *ways)
    found = interleave(SAVES, *ways)
    mine, same, bare = map(median, found)
    table.ratio("one saved note / the same rows in plain SQLite", mine, same, 2)
    table.ratio("    without the journal's row", mine, bare, None)
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
    sql = "SELECT rowid FROM search WHERE search MATCH ? ORDER BY rank LIMIT 50"
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
