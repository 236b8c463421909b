import datetime as dt
import hashlib
import math
import os
from collections import Counter
from dataclasses import replace

import pytest

from kvinnobyran.domain.trouble import ChangedMeanwhile, Trouble
from kvinnobyran.store import pragmas
from kvinnobyran.store.connection import check_key, connect, settle
from kvinnobyran.store.database import Database
from kvinnobyran.store.reads import Schema
from kvinnobyran.store.troubles import (
    AlreadyThere,
    BadKey,
    BrokenRule,
    DamagedDatabase,
    DatabaseLocked,
    DatabaseMissing,
    EmptyFile,
    ForeignFile,
    PlaintextFile,
    ReadOnlyMedium,
    RecordGone,
    SettingRefused,
    StoreBug,
    TooLarge,
    Unstorable,
    WrongEpoch,
    WrongVault,
)
from tests.store.kit import DEVICE, NOW, USER, Folder, Sheet, an_id, dump, make_keys, raw, save


def fail(act, *arguments):
    act(*arguments)
    raise KeyError


def opened(path, keys, schema):
    return Database.open(path, keys, device=DEVICE, schema=schema)


# --- opening (security.md 4.1) -----------------------------------------------------------


def test_what_was_saved_is_there_after_opening_again(database, path, keys, schema):
    folder = Folder(id=an_id(), title="Ärende å ä ö", scan=b"\0\xff", made_on=dt.date(2027, 2, 9))
    save(database, folder)
    database.close()
    again = opened(path, keys, schema)
    assert again.get(Folder, folder.id) == folder
    assert again.head() == 1
    again.close()


def test_t03_no_header_and_no_pattern_in_any_file(database, path):
    save(database, *(Folder(id=an_id(), title="samma text " * 50) for _ in range(200)))
    database.connection.checkpoint()
    save(database, Folder(id=an_id(), title="samma text " * 50))
    files = sorted(path.parent.iterdir())
    assert [file.name for file in files] == ["data.db", "data.db-wal"]
    for file in files:
        content = file.read_bytes()
        assert not content.startswith(b"SQLite format 3")
        assert b"samma text" not in content
        assert file.stat().st_mode & 0o077 == 0
    pages = path.read_bytes()
    counts = Counter(pages)
    entropy = -sum(n / len(pages) * math.log2(n / len(pages)) for n in counts.values())
    assert entropy > 7.99


@pytest.mark.parametrize(
    "key",
    [
        *(bytearray(b"k" * length) for length in (0, 1, 31, 32, 47, 49, 80, 96)),
        bytearray(48),
        None,
        "",
        "x" * 48,
        "6b" * 48,
    ],
    ids=lambda key: f"{type(key).__name__}{len(key) if key is not None else ''}",
)
def test_t04_only_48_live_bytes_are_a_key(path, keys, schema, key):
    wrong = replace(keys, database=key)
    for act in (Database.create, Database.open):
        with pytest.raises(BadKey) as caught:
            act(path, wrong, device=DEVICE, schema=schema)
        assert "kkk" not in str(caught.value)
        assert "6b6b" not in str(caught.value)
    assert list(path.parent.iterdir()) == []


@pytest.mark.parametrize("key", [b"", b"a" * 31, bytes(32), None])
def test_t04_the_key_of_the_chain_is_32_live_bytes(path, keys, schema, key):
    for act in (Database.create, Database.open):
        with pytest.raises(BadKey):
            act(path, replace(keys, audit=key), device=DEVICE, schema=schema)


def test_wiping_the_keys_does_not_break_the_chain(database, path, schema, keys):
    again = make_keys()
    save(database, Folder(id=an_id()))
    keys.wipe()
    save(database, Folder(id=an_id()))
    database.close()
    later = opened(path, again, schema)
    assert later.verify_journal() == []
    later.close()


def test_t04_48_bytes_are():
    check_key(b"k" * 48)


def test_t28_every_setting_is_read_back(database):
    assert pragmas.differing(database.connection.rows, pragmas.SETTINGS) == ()
    assert {name for name, *_ in pragmas.SETTINGS} == {
        "locking_mode", "journal_mode", "synchronous", "temp_store", "secure_delete",
        "foreign_keys", "trusted_schema", "cell_size_check", "mmap_size", "cache_size",
        "wal_autocheckpoint", "busy_timeout",
    }  # fmt: skip


@pytest.mark.parametrize("number", range(len(pragmas.SETTINGS)))
def test_t28_a_setting_that_does_not_hold_stops_the_opening(
    database, path, keys, schema, monkeypatch, number
):
    database.close()
    name, value, _ = pragmas.SETTINGS[number]
    settings = list(pragmas.SETTINGS)
    settings[number] = (name, value, "something else")
    monkeypatch.setattr(pragmas, "SETTINGS", tuple(settings))
    connection = connect(path, keys.database)
    with pytest.raises(SettingRefused):
        settle(connection, settings)
    connection.close()


def test_t28_an_engine_that_does_not_encrypt_is_found():
    answers = {name: kept for name, _, kept in pragmas.SETTINGS}
    answers |= {"cipher_status": 0, "cipher_version": "5.0"}
    found = pragmas.differing(
        lambda sql: [(answers[sql.removeprefix("PRAGMA ")],)], pragmas.SETTINGS
    )
    assert found == ("cipher_status", "cipher_version")
    found = pragmas.differing(lambda _: [], pragmas.SETTINGS)
    assert set(found) >= {"cipher_status", "cipher_version", "journal_mode"}
    assert "mmap_size" not in found


def test_a_missing_file_is_not_made(path, keys, schema):
    with pytest.raises(DatabaseMissing):
        opened(path, keys, schema)
    assert not path.exists()


def test_a_file_of_no_bytes_is_damage_and_not_new(path, keys, schema):
    path.touch()
    with pytest.raises(EmptyFile):
        opened(path, keys, schema)
    assert path.stat().st_size == 0


def test_a_plaintext_database_is_not_ours(path, keys, schema):
    path.write_bytes(b"SQLite format 3\0" + bytes(4080))
    with pytest.raises(PlaintextFile):
        opened(path, keys, schema)


@pytest.mark.parametrize("content", [b"short", os.urandom(8192), b"%PDF-1.7\n" * 1000])
def test_a_foreign_file_is_left_as_it_is(path, keys, schema, content):
    path.write_bytes(content)
    with pytest.raises(ForeignFile):
        opened(path, keys, schema)
    assert path.read_bytes() == content


def test_a_folder_in_its_place(path, keys, schema):
    path.mkdir()
    with pytest.raises(Trouble):
        opened(path, keys, schema)


def test_other_keys_are_told_from_damage(database, path, keys, schema):
    save(database, Folder(id=an_id()))
    database.close()
    with pytest.raises(ForeignFile):
        opened(path, make_keys(2), schema)
    content = bytearray(path.read_bytes())
    content[100] ^= 1
    path.write_bytes(content)
    with pytest.raises(DamagedDatabase):
        opened(path, keys, schema)


@pytest.mark.parametrize(
    ("change", "trouble"),
    [
        ("UPDATE meta SET value = 'annat' WHERE name = 'vault_id'", WrongVault),
        ("DELETE FROM meta WHERE name = 'vault_id'", WrongVault),
        ("UPDATE meta SET value = '2' WHERE name = 'epoch'", WrongEpoch),
        ("PRAGMA application_id = 7", ForeignFile),
    ],
)
def test_a_database_of_another_vault_is_refused(database, path, keys, schema, change, trouble):
    database.close()
    with raw(path, keys).writing():
        pass
    stranger = raw(path, keys)
    stranger.rows(change)
    stranger.close()
    with pytest.raises(trouble):
        opened(path, keys, schema)


def test_a_second_opener_is_refused_at_once(database, path, keys, schema):
    with pytest.raises(DatabaseLocked):
        opened(path, keys, schema)


def test_creating_never_lands_on_top(database, path, keys, schema):
    before = path.read_bytes()
    with pytest.raises(AlreadyThere):
        Database.create(path, keys, device=DEVICE, schema=schema)
    assert path.read_bytes() == before


def test_what_an_interrupted_creation_left_is_replaced(path, keys, schema):
    path.with_name("data.db.new").write_bytes(b"half")
    Database.create(path, keys, device=DEVICE, schema=schema).close()
    assert [file.name for file in path.parent.iterdir()] == ["data.db"]


def test_creating_where_there_is_no_folder(tmp_path, keys, schema):
    with pytest.raises(Trouble):
        Database.create(tmp_path / "nowhere" / "data.db", keys, device=DEVICE, schema=schema)


def test_the_house_s_own_schema_opens(path, keys):
    Database.create(path, keys, device=DEVICE).close()
    house = Database.open(path, keys, device=DEVICE)
    assert set(Schema().tables.values()) <= {row[1] for row in house.wire.rows("PRAGMA table_list")}
    assert house.path == path
    house.close()


# --- reading and writing ------------------------------------------------------------------


def test_a_write_outside_a_transaction_is_refused_by_sqlite_itself(database):
    with pytest.raises(StoreBug, match="a question that writes"):
        database.wire.change("INSERT INTO meta (name, value) VALUES ('a', 'b')")
    save(database)
    with pytest.raises(StoreBug, match="a question that writes"):
        database.wire.change("DELETE FROM meta")
    with pytest.raises(StoreBug, match="a question that writes"):
        database.wire.many("DELETE FROM meta WHERE name = ?", [("a",)])
    with pytest.raises(StoreBug, match="a question that writes"):
        database.value("DELETE FROM meta RETURNING name")
    # What begins as a question is refused by SQLite itself.
    with pytest.raises(StoreBug, match="SQLITE_AUTH"):
        database.value("WITH a AS (SELECT 1) DELETE FROM meta RETURNING name")
    with pytest.raises(StoreBug, match="SQLITE_AUTH"):
        database.wire.rows("EXPLAIN DELETE FROM meta")


def test_questions(database):
    folders = [Folder(id=an_id(), title=title) for title in ("a", "b")]
    save(database, *folders)
    everything = "SELECT id, title FROM folder ORDER BY title"
    assert [folder.title for folder in database.all(Folder, everything)] == ["a", "b"]
    assert database.one(Folder, everything) == folders[0]
    assert database.one(Folder, "SELECT id FROM folder WHERE title = :t", {"t": "x"}) is None
    assert database.get(Folder, "0" * 32) is None
    assert database.value("SELECT count(*) FROM folder WHERE title = ?", ("b",)) == 1
    assert database.value("SELECT 1 WHERE 0") is None


def test_a_failed_transaction_leaves_nothing(database):
    save(database, Folder(id=an_id()))
    before, head = dump(database), database.head()
    with (
        pytest.raises(KeyError),
        database.transaction(user=USER, name="Fel", now=NOW) as step,
    ):
        fail(step.insert, Folder(id=an_id()))
    assert (dump(database), database.head()) == (before, head)
    assert database.wire.pending == []
    save(database, Folder(id=an_id()))
    assert database.verify_journal() == []


def test_a_transaction_that_changed_nothing_is_no_step(database):
    told: list[frozenset[str]] = []
    database.on_commit.append(told.append)
    folder = Folder(id=an_id())
    save(database, folder)
    with database.transaction(user=USER, name="Inget", now=NOW) as step:
        step.update(folder)
    assert database.head() == 1
    assert told == [frozenset({"folder"})]


def test_listeners_hear_the_changed_tables(database):
    told: list[frozenset[str]] = []
    database.on_commit.append(told.append)
    folder = Folder(id=an_id())
    save(database, folder, Sheet(id=an_id(), folder_id=folder.id))
    with database.transaction(user=USER, name="Läst", now=NOW) as step:
        step.log("read", table="folder", record=folder.id)
    assert told == [frozenset({"folder", "sheet"})]


def test_a_record_changed_meanwhile_is_not_written_over(database):
    folder, other = Folder(id=an_id()), Folder(id=an_id())
    save(database, folder, other)
    seen = database.head()
    with database.transaction(user="annan", name="Ändring", now=NOW) as step:
        step.update(replace(other, title="x"), expect=seen)
        step.log("read", table="folder", record=folder.id)
    with database.transaction(user=USER, name="Ändring", now=NOW) as step:
        step.update(replace(folder, title="min"), expect=seen)
    with (
        pytest.raises(ChangedMeanwhile),
        database.transaction(user=USER, name="Ändring", now=NOW) as step,
    ):
        step.update(replace(other, title="min"), expect=seen)
    assert database.get(Folder, other.id).title == "x"


def test_a_record_that_is_gone(database):
    folder = Folder(id=an_id())
    for act in ("update", "delete"):
        with (
            pytest.raises(RecordGone),
            database.transaction(user=USER, name="Ändring", now=NOW) as step,
        ):
            getattr(step, act)(folder)


def test_a_broken_rule_names_the_rule_and_no_value(database):
    save(database, Folder(id=an_id(), code="KANARIE"))
    with pytest.raises(BrokenRule) as caught:
        save(database, Folder(id=an_id(), code="KANARIE"))
    assert caught.value.rule == "UNIQUE folder.code"
    assert "KANARIE" not in str(caught.value)
    assert caught.value.__context__ is None
    with pytest.raises(BrokenRule) as caught:
        save(database, Sheet(id=an_id(), folder_id=an_id()))
    assert caught.value.rule == ""


def test_our_own_mistakes_say_what_we_wrote_and_no_value(database):
    with pytest.raises(StoreBug) as caught:
        database.value("SELECT nope FROM folder WHERE title = 'kanarie'")
    assert str(caught.value) == "SQLITE_ERROR in: SELECT nope FROM folder WHERE title = '…'"
    assert caught.value.__context__ is None
    with pytest.raises(StoreBug):
        database.get(dict, "x")
    with pytest.raises(StoreBug), database.transaction(user=USER, name="", now=NOW):
        pass
    with pytest.raises(StoreBug), database.transaction(user=USER, name="a", now=NOW):
        save(database)
    with (
        pytest.raises(StoreBug),
        database.transaction(user=USER, name="a", now=NOW),
        database.unjournalled("draft"),
    ):
        pass
    for act in (
        lambda step: step.log("insert"),
        lambda step: step.log(""),
        lambda step: step.forget("journal", "1"),
    ):
        with pytest.raises(StoreBug), database.transaction(user=USER, name="a", now=NOW) as step:
            act(step)
    with pytest.raises(StoreBug):
        database.connection.many("SELECT ?", [(1,)])
    with pytest.raises(StoreBug):
        database.connection.copy_into(database.connection)


# --- T39: what can be typed -------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "x" * 10_000_000,
        "\u202eomvänt\u202c \u200f\u2066",
        "' \" ; -- ` \\",
        "Robert'); DROP TABLE folder;--",
        'NEAR(a b) AND OR NOT * ^ : "',
        "=HYPERLINK(1)",
        "😀 👩‍👧 \U0010ffff",
        "\x01\x1b[31m\r\n\t\ufeff",
        "a\u030a och å",
    ],
    ids=range(9),
)
def test_t39_what_is_typed_is_stored_literally(database, path, keys, schema, text):
    folder = Folder(id=an_id(), title=text)
    save(database, folder)
    with database.transaction(user=USER, name="Ändring", now=NOW) as step:
        step.update(replace(folder, code="1"))
    assert database.get(Folder, folder.id).title == text
    assert database.verify_journal() == []
    database.close()
    again = opened(path, keys, schema)
    assert again.get(Folder, folder.id).title == text
    again.close()


@pytest.mark.parametrize("text", ["a\0b", "\0", "\ud800"])
def test_t39_nul_and_half_characters_are_refused_with_a_sentence(database, text):
    with pytest.raises(Unstorable) as caught:
        save(database, Folder(id=an_id(), title=text))
    assert caught.value.sentence
    assert dump(database)["folder"] == []


def test_t39_a_number_out_of_range_and_a_half_character_in_a_question(database):
    with pytest.raises(Unstorable):
        save(database, Folder(id=an_id(), size=2**63))
    with pytest.raises(Unstorable):
        database.value("SELECT ?", ("\ud800",))


def test_a_text_beyond_the_engine_s_limit_has_its_own_sentence(database):
    with pytest.raises(TooLarge):
        database.value("SELECT length(zeroblob(2000000000))")


def test_a_write_protected_place(database, path, keys, schema, monkeypatch):
    database.close()
    before = hashlib.sha256(path.read_bytes()).digest()
    monkeypatch.setattr(os, "access", lambda *_: False)
    with pytest.raises(ReadOnlyMedium):
        opened(path, keys, schema)
    assert hashlib.sha256(path.read_bytes()).digest() == before
