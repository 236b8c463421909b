"""T09: flipped bits, cut, doubled, exchanged and older pages in each of the three kinds of file.

Whatever was done to it, the check finds it before anybody works on, a damaged copy does not
come back as a register, and nothing is ever started over. `make test` tries a part of it on
small files (tests/store, tests/vault).
"""

import random
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from kvinnobyran.domain.keys import StoreKeys
from kvinnobyran.domain.trouble import Trouble
from kvinnobyran.flows import backups
from kvinnobyran.flows.inquiries import keep_as_statistics
from kvinnobyran.flows.work import Work
from kvinnobyran.store.backup import trial_restore
from kvinnobyran.store.check import check_file
from kvinnobyran.store.connection import connect
from kvinnobyran.vault.vault import Vault
from tests.faults.kit import DEVICE, USER, Place
from tests.faults.length import times
from tests.faults.writer import NOW, inquiry

pytestmark = [pytest.mark.slow, pytest.mark.faults]
PAGE = 4096
FLIPS, CUTS, PAGES = times(300, 1000), times(40, 100), times(60, 200)
Say = Callable[[str, str], None]


@pytest.fixture(scope="module")
def place(model: Place, tmp_path_factory: pytest.TempPathFactory) -> Place:
    """A register with a few things in it, closed."""
    place = Place(tmp_path_factory.mktemp("flips") / "office", model.recovery)
    shutil.copytree(model.folder, place.folder)
    database = place.open()
    for _ in range(40):
        keep_as_statistics(Work(database, USER, NOW), inquiry())
    database.close()
    return place


def flipped(whole: bytes, dice: random.Random) -> Iterator[bytes]:
    for _ in range(FLIPS):
        content = bytearray(whole)
        content[dice.randrange(len(whole))] ^= 1 << dice.randrange(8)
        yield bytes(content)


def cut(whole: bytes, dice: random.Random) -> Iterator[bytes]:
    for length in (0, 1, PAGE, len(whole) - 1):
        yield whole[:length]
    for _ in range(CUTS - 4):
        yield whole[: dice.randrange(len(whole))]


def grown(whole: bytes) -> Iterator[bytes]:
    for more in (b"x", bytes(100), bytes(PAGE), whole[:PAGE], whole):
        yield whole + more


def exchanged(whole: bytes, dice: random.Random) -> Iterator[bytes]:
    size = PAGE if len(whole) > 4 * PAGE else 64
    pages = [whole[at : at + size] for at in range(0, len(whole), size)]
    for _ in range(PAGES // 2):
        first, second = dice.sample(range(len(pages)), 2)
        other = list(pages)
        other[first] = pages[second]
        yield b"".join(other)
        other[second] = pages[first]
        yield b"".join(other)


def harmed(whole: bytes, dice: random.Random) -> Iterator[bytes]:
    """Yield the file with each harm done to it, and never as it was."""
    for content in (
        *flipped(whole, dice), *cut(whole, dice), *grown(whole), *exchanged(whole, dice),
    ):  # fmt: skip
        if content != whole:
            yield content


def test_t09_whatever_is_done_to_the_register_is_found(place: Place, tmp_path: Path, say: Say):
    unlocked = place.unlock()
    whole = (place.folder / "data.db").read_bytes()
    path = tmp_path / "data.db"
    tried, missed = 0, list[int]()
    for content in harmed(whole, random.Random(9)):
        path.write_bytes(content)
        path.chmod(0o600)
        if all(line.ok for line in check_file(path, unlocked.store_keys, device=DEVICE)):
            missed.append(tried)
        assert path.exists()
        tried += 1
        for beside in tmp_path.glob("data.db?*"):
            beside.unlink()
    unlocked.wipe()
    assert missed == []
    say(f"T09 flips, cuts, exchanged pages of the register, {tried}: missed", f"{len(missed)}")


def kept(path: Path, keys: StoreKeys) -> dict[str, list[tuple[object, ...]]]:
    """Return all rows of all tables that are not the search index's own."""
    connection = connect(path, keys.database)
    names = connection.rows(
        "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'search%'"
    )
    found = {name: connection.rows(f"SELECT * FROM {name}") for (name,) in names}
    connection.close()
    return found


def test_t09_an_older_page_put_back_is_found(place: Place, tmp_path: Path, say: Say):
    """Each page of the register as it was some saves earlier, under the same key and number."""
    office = tmp_path / "office"
    shutil.copytree(place.folder, office)
    old = (office / "data.db").read_bytes()
    database = Place(office, place.recovery).open()
    for _ in range(10):
        keep_as_statistics(Work(database, USER, NOW), inquiry())
    head = database.audit_head()
    database.close()
    whole = (office / "data.db").read_bytes()
    unlocked = place.unlock()
    present = kept(office / "data.db", unlocked.store_keys)
    path = tmp_path / "data.db"
    tried = harmless = 0
    for at in range(0, len(old), PAGE):
        if old[at : at + PAGE] == whole[at : at + PAGE]:
            continue
        path.write_bytes(whole[:at] + old[at : at + PAGE] + whole[at + PAGE :])
        path.chmod(0o600)
        lines = check_file(path, unlocked.store_keys, device=DEVICE, head=head)
        if all(line.ok for line in lines):
            # The search has been held against the records. Then these may not be older either.
            assert kept(path, unlocked.store_keys) == present, at // PAGE
            harmless += 1
        tried += 1
        for beside in tmp_path.glob("data.db?*"):
            beside.unlink()
    unlocked.wipe()
    assert tried > 10
    say(f"T09 older pages put back, {tried}: missed", f"0, {harmless} that change nothing")


def test_t09_whatever_is_done_to_the_key_file_is_found(place: Place, tmp_path: Path, say: Say):
    whole = (place.folder / "vault.keys").read_bytes()
    tried = 0
    for content in harmed(whole, random.Random(10)):
        (tmp_path / "vault.keys").write_bytes(content)
        with pytest.raises(Trouble):
            Vault.open(tmp_path)
        assert (tmp_path / "vault.keys").read_bytes() == content
        tried += 1
    say(f"T09 flips, cuts and exchanges of the key file, {tried}: missed", "0")


def test_t09_whatever_is_done_to_a_copy_is_found(place: Place, tmp_path: Path, say: Say):
    stick = tmp_path / "stick"
    stick.mkdir()
    unlocked = place.unlock()
    database = place.open()
    seal = backups.sealed_to_sheet(unlocked.backup_seal())
    made = backups.make_backup(Work(database, USER, NOW), unlocked.store_keys, stick, seal=seal)
    database.close()
    unlocked.wipe()
    path, whole, tried = made.path, made.path.read_bytes(), 0
    opened = backups.opened_by_sheet(place.recovery)
    trial_restore(path, opened, place.folder / "data.db")
    for content in harmed(whole, random.Random(11)):
        path.write_bytes(content)
        with pytest.raises(Trouble):
            trial_restore(path, opened, place.folder / "data.db")
        tried += 1
    say(f"T09 flips, cuts and exchanges of a copy, {tried}: missed", "0")
