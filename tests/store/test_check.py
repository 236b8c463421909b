"""``check``: all is said in lines, and T09: no damage goes by."""

import random
from dataclasses import replace
from itertools import pairwise

import pytest

from kvinnobyran.domain.trouble import Trouble
from kvinnobyran.store.check import check, check_file
from kvinnobyran.store.connection import Connection
from kvinnobyran.store.database import Database
from kvinnobyran.store.search import rebuild, search
from kvinnobyran.store.troubles import DamagedDatabase
from tests.store.kit import DEVICE, NOW, USER, Folder, Sheet, an_id, save
from tests.store.pages import RESERVE, SALT, decrypted

NAMES = [
    "checkpoint",
    "salt",
    "cipher_integrity_check",
    "integrity_check",
    "foreign_key_check",
    "search_index",
    "journal_chain",
    "settings",
    "file_modes",
]
PAGE = 4096


@pytest.fixture
def filled(database, path):
    """A closed database of a few dozen pages."""
    for _ in range(40):
        folder = Folder(id=an_id(), title="text " * 50, scan=random.Random(1).randbytes(300))
        save(database, folder, Sheet(id=an_id(), folder_id=folder.id, text="mera " * 40))
    database.close()
    return path


def damaged(path, keys, schema):
    """Check; return the names of the lines that do not hold."""
    lines = check_file(path, keys, device=DEVICE, schema=schema)
    assert all(line.sentence for line in lines)
    return [line.name for line in lines if not line.ok]


def test_a_sound_database(database, keys):
    save(database, Folder(id=an_id()))
    lines = check(database, keys, database.audit_head())
    assert [line.name for line in lines] == NAMES
    assert [line for line in lines if not line.ok] == []
    assert not database.path.with_name("data.db-wal").stat().st_size


def test_a_sound_file(filled, keys, schema):
    assert damaged(filled, keys, schema) == []


@pytest.mark.unmeasured
def test_t09_every_flipped_bit_is_found(filled, keys, schema):
    whole = filled.read_bytes()
    dice = random.Random(9)
    places = [dice.randrange(len(whole)) for _ in range(300)]
    for place in (*range(0, 32, 3), PAGE - 1, PAGE, len(whole) - 1, *places):
        content = bytearray(whole)
        content[place] ^= 1 << dice.randrange(8)
        filled.write_bytes(content)
        assert damaged(filled, keys, schema), place
        assert filled.stat().st_size >= len(whole) - PAGE  # never started over


def test_t09_every_cut_is_found(filled, keys, schema):
    whole = filled.read_bytes()
    dice = random.Random(10)
    lengths = [dice.randrange(len(whole)) for _ in range(60)]
    boundaries = range(0, len(whole), PAGE)
    for length in (0, 1, 15, 16, 17, *boundaries, *lengths):
        filled.write_bytes(whole[:length])
        assert damaged(filled, keys, schema), length


def test_t09_what_was_appended_or_swapped_is_found(filled, keys, schema):
    whole = filled.read_bytes()
    pages = [whole[at : at + PAGE] for at in range(0, len(whole), PAGE)]
    dice = random.Random(11)
    contents = [whole + extra for extra in (b"x", bytes(100), bytes(PAGE), pages[3], whole)]
    for _ in range(40):
        first, second = dice.sample(range(len(pages)), 2)
        swapped = list(pages)
        swapped[first], swapped[second] = swapped[second], swapped[first]
        contents.append(b"".join(swapped))
        swapped = list(pages)
        swapped[first] = swapped[second]
        contents.append(b"".join(swapped))
    for number, content in enumerate(contents):
        filled.write_bytes(content)
        assert damaged(filled, keys, schema), number


def test_t09_an_older_page_put_back_whole_is_found(filled, keys, schema):
    """Also one of the search's index, or of a searched record, that every other check passes."""

    def pages():
        plain, whole = decrypted(filled, bytes(keys.database)), filled.read_bytes()
        # Of the first page, the salt is no text.
        ends = [0, *range(PAGE - RESERVE - SALT, len(plain) + 1, PAGE - RESERVE)]
        texts = [plain[one:other] for one, other in pairwise(ends)]
        return texts, [whole[at : at + PAGE] for at in range(0, len(whole), PAGE)]

    texts, before = pages()
    database = Database.open(filled, keys, device=DEVICE, schema=schema)
    for sheet in database.all(Sheet, "SELECT * FROM sheet"):
        with database.transaction(user=USER, name="Ändring", now=NOW) as step:
            step.update(replace(sheet, text="annat " * 40))
    database.close()
    new_texts, after = pages()
    found = {}
    for page, (text, older) in enumerate(zip(texts, before, strict=True)):
        if text != new_texts[page]:
            filled.write_bytes(b"".join([*after[:page], older, *after[page + 1 :]]))
            found[page] = damaged(filled, keys, schema)
            if not found[page]:  # what no longer leads anywhere misleads no search
                database = Database.open(filled, keys, device=DEVICE, schema=schema)
                assert len(search(database, "annat")) == 40
                assert search(database, "mera") == []
                database.close()
    assert any("search_index" in each for each in found.values())


def test_an_index_that_misses_or_makes_up_is_found_and_made_anew(database, keys):
    folder = Folder(id=an_id(), title="Åsa Öberg")
    save(database, folder)
    connection = database.connection

    def found():
        return [line.name for line in check(database, keys) if not line.ok]

    for spoil in (
        "INSERT INTO search (search, rowid, body) VALUES ('delete', 1, 'Åsa Öberg' || char(10))",
        "INSERT INTO search (rowid, body) VALUES (9, 'påhittat')",
        "DELETE FROM search_doc",
        "DELETE FROM search_docsize",
    ):
        with connection.writing():
            connection.rows(spoil)
        assert found() == ["search_index"], spoil
        rebuild(connection, database.schema.searchable)
        assert found() == []
    assert [hit.record for hit in search(database, "öberg")] == [folder.id]


def test_a_line_that_meets_a_trouble_does_not_hold(database, keys, monkeypatch):
    def fail(*_):
        raise DamagedDatabase

    monkeypatch.setattr(Connection, "rows", fail)
    lines = {line.name: line for line in check(database, keys)}
    assert [name for name in NAMES if lines[name].ok] == ["salt", "file_modes"]
    assert lines["checkpoint"].sentence.endswith(DamagedDatabase.sentence)


def test_files_that_others_can_read(database, keys, path):
    path.chmod(0o644)
    assert [line.name for line in check(database, keys) if not line.ok] == ["file_modes"]


def test_a_line_about_what_cannot_be_opened(filled, keys, schema, tmp_path):
    missing = tmp_path / "none" / "data.db"
    (line,) = check_file(missing, keys, device=DEVICE, schema=schema)
    assert (line.name, line.ok) == ("open", False)


def test_t09_a_damaged_database_never_gives_anything_but_a_trouble(filled, keys, schema, tmp_path):
    """Every page once, its middle byte: opening, reading and writing."""
    whole = filled.read_bytes()
    for page in range(len(whole) // PAGE):
        content = bytearray(whole)
        content[page * PAGE + PAGE // 2] ^= 0xFF
        filled.write_bytes(content)
        try:
            database = Database.open(filled, keys, device=DEVICE, schema=schema)
        except Trouble:
            continue
        try:
            database.all(Folder, "SELECT * FROM folder")
            database.all(Sheet, "SELECT * FROM sheet")
            save(database, Folder(id=an_id()))
        except Trouble:
            pass
        finally:
            database.close()
