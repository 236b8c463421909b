"""T06: killed (kill -9) at random moments of saving, of a new passphrase, of a migration, of
locking. Afterwards everything opens, both checks are clean, and it is as before or as after.

`make test` kills a few, `make faults` a hundred, `make faults FULL=1` 500.
"""

import json
import random
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from kvinnobyran.flows.drafts import draft_of, drafts_of
from kvinnobyran.store.check import check
from kvinnobyran.store.database import Database
from kvinnobyran.store.reads import Schema
from kvinnobyran.store.troubles import NewerSchema
from kvinnobyran.vault.troubles import WrongPassphrase
from kvinnobyran.vault.vault import Vault
from tests.faults.kit import (
    DEVICE,
    PHRASE,
    ROOT,
    USER,
    Place,
    driven,
    environment,
    line_of,
    make_place,
)
from tests.faults.length import few, many, times
from tests.faults.writer import DIE_AFTER

LATER = """
CREATE TABLE later (id TEXT NOT NULL PRIMARY KEY, word TEXT NOT NULL) STRICT;
ALTER TABLE inquiry ADD COLUMN later TEXT;
UPDATE inquiry SET later = note;
CREATE INDEX inquiry_later ON inquiry (later);
"""


def kill_while(
    folder: Path, what: str, seconds: float | None, *, at_work: bool = False
) -> list[str]:
    """Let a writer work for so long after it is ready, kill it, and return what it had said.

    ``seconds``: ``None`` lets it come to its end. ``at_work``: so many seconds of the processor
    instead of the clock.
    """
    more = {DIE_AFTER: f"{max(seconds or 0, 0.001):.4f}"} if at_work else {}
    writer = subprocess.Popen(
        [sys.executable, str(ROOT / "tests/faults/writer.py"), what, str(folder)],
        cwd=ROOT,
        env=environment(folder.parent / "home", **more),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    ready = line_of(writer.stdout)
    if ready != "ready":
        pytest.fail(writer.communicate()[1])
    if seconds is not None and not at_work:
        time.sleep(seconds)
        writer.kill()
    # To the end of the same stream: communicate() would pass over what was read ahead of "ready".
    assert writer.stdout
    said = writer.stdout.read()
    writer.communicate()
    # A line that was cut off was not said.
    return [line for line in said.splitlines(keepends=True) if line.endswith("\n")]


def sound(database: Database, place: Place) -> None:
    unlocked = place.unlock()
    assert [line.name for line in check(database, unlocked.store_keys) if not line.ok] == []
    unlocked.wipe()


@pytest.fixture
def place(model: Place, tmp_path: Path) -> Place:
    shutil.copytree(model.folder, tmp_path / "office")
    return Place(tmp_path / "office", model.recovery)


@pytest.mark.slow
@pytest.mark.parametrize("long", [few, many])
def test_t06_saves(place: Place, say: Callable[[str, str], None], long: bool):
    dice = random.Random(6)
    acknowledged: set[str] = set()
    kills = times(40, 200) if long else 4
    for number in range(kills):
        before = set(acknowledged)
        told = kill_while(place.folder, "saves", dice.random() * 0.3, at_work=number % 2 == 1)
        said = [line.strip() for line in told]
        acknowledged |= set(said)
        database = place.open()
        kept = {row[0] for row in database.wire.rows("SELECT id FROM inquiry")}
        assert acknowledged <= kept
        assert len(kept - before) <= len(said) + 1
        if said:
            draft = draft_of(database, USER, "inquiry", "f" * 32)
            assert draft is None or draft.body["note"] in kept
        acknowledged = kept
        database.close()
    database = place.open()
    sound(database, place)
    database.close()
    assert acknowledged
    say(f"T06 killed while saving, {kills} times: lost saves", f"0 of {len(acknowledged)}")


@pytest.mark.slow
@pytest.mark.parametrize("long", [few, many])
def test_t06_a_new_passphrase(place: Place, say: Callable[[str, str], None], long: bool):
    dice = random.Random(7)
    kills = times(20, 100) if long else 3
    model = place.folder.with_name("model")
    shutil.copytree(place.folder, model)
    changed = 0
    for number in range(kills):
        shutil.rmtree(place.folder)
        shutil.copytree(model, place.folder)
        said = kill_while(place.folder, "keys", dice.random() * 1.5, at_work=number % 2 == 1)
        reached = int(said[-1]) if said else 0
        changed += reached
        opened = [phrase for phrase in (name(reached), name(reached + 1)) if opens(place, phrase)]
        assert len(opened) == 1
        assert not list(place.folder.glob("*.part"))[1:], "one torn copy at most"
    assert changed or not long, "it never came to the middle of anything"
    say(f"T06 killed at a new passphrase, {kills} times: locked out", f"0 ({changed} changed)")


def name(number: int) -> str:
    return f"{PHRASE} nummer {number}" if number else PHRASE


def opens(place: Place, phrase: str) -> bool:
    (place.folder / "vault.tries").unlink(missing_ok=True)
    try:
        Vault.open(place.folder).unlock(USER, phrase).wipe()
    except WrongPassphrase:
        return False
    return True


@pytest.mark.slow
@pytest.mark.parametrize("long", [few, many])
def test_t06_a_migration(place: Place, say: Callable[[str, str], None], long: bool):
    dice = random.Random(8)
    kills = times(30, 150) if long else 4
    kill_while(place.folder, "saves", 1.0)
    newest = len(list(Schema().migrations[0].glob("*.sql")))
    (place.folder / "migrations").mkdir()
    (place.folder / "migrations" / f"{newest + 1:04}_later.sql").write_text(LATER)
    model = place.folder.with_name("model")
    shutil.copytree(place.folder, model)
    # How long a migration is depends on the machine: the kills fall over all of it, and after it.
    whole = float(kill_while(place.folder, "migration", None)[-1].split()[1])
    found = {"before": 0, "after": 0}
    for number in range(kills):
        shutil.rmtree(place.folder)
        shutil.copytree(model, place.folder)
        kill_while(place.folder, "migration", dice.random() * 1.5 * whole, at_work=number % 2 == 1)
        schema = Schema(migrations=(*Schema().migrations, place.folder / "migrations"))
        try:
            database = place.open()
            found["before"] += 1
        except NewerSchema:
            found["after"] += 1
        else:
            database.close()
        unlocked = place.unlock()
        database = Database.open(
            place.folder / "data.db", unlocked.store_keys, device=DEVICE, schema=schema
        )
        assert database.value("SELECT count(*) FROM inquiry WHERE later IS NOT note") == 0
        assert database.value("SELECT count(*) FROM inquiry") > 0
        assert database.verify_journal() == []
        database.close()
        unlocked.wipe()
    assert all(found.values()) or not long, "it was always killed on the same side"
    say(
        f"T06 killed at a migration, {kills} times: neither before nor after",
        f"0 (before {found['before']}, after {found['after']})",
    )


@pytest.mark.slow
@pytest.mark.xvfb
@pytest.mark.parametrize("long", [few, many])
def test_t06_locking(tmp_path: Path, say: Callable[[str, str], None], long: bool):
    dice = random.Random(9)
    kills = times(5, 50) if long else 2
    kept = 0
    place = make_place(tmp_path / "office")
    for number in range(kills):
        program = driven(tmp_path / "home", "locking", place.folder, QT_QPA_PLATFORM="xcb")
        assert program.stdin
        word = f"halvskrivet {number}"
        program.stdin.write(f"{PHRASE}\n{word}\n")
        program.stdin.flush()
        said = json.loads(line_of(program.stdout))
        assert said == {"typed": True}
        program.stdin.write("lock\n")
        program.stdin.flush()
        time.sleep(dice.random() * 0.4)
        program.kill()
        program.communicate()
        database = place.open()
        sound(database, place)
        kept += sum(word in json.dumps(draft.body) for draft in drafts_of(database, USER))
        database.close()
    # What was typed less than two seconds before a kill may be gone; nothing else may.
    say(f"T06 killed while locking, {kills} times: does not open", f"0 ({kept} drafts kept)")
