import gc
import json
import weakref
from dataclasses import replace

import pytest

from kvinnobyran.store import chain, journal
from kvinnobyran.store.chain import Head
from kvinnobyran.store.database import Database
from kvinnobyran.store.search import Hit, search
from kvinnobyran.store.troubles import BrokenRule, StoreBug, Unstorable
from tests.store.kit import (
    DEVICE,
    NOW,
    USER,
    Colour,
    Folder,
    Sheet,
    an_id,
    make_keys,
    make_schema,
    raw,
    save,
)


def change(database, *records, reasons=None, user=USER):
    with database.transaction(user=user, name="Ändring", now=NOW, reasons=reasons) as step:
        for record in records:
            step.update(record)


def forget(database, table, record):
    with database.transaction(user=USER, name="Gallring", now=NOW) as step:
        step.forget(table, record)


def payloads(database, record):
    return [entry.payload for entry in journal.history(database, "folder", record)]


def test_what_is_redacted_is_known_to_be_and_the_chain_still_holds(database):
    folder = Folder(id=an_id(), title="känt")
    save(database, folder)
    change(database, replace(folder, title="mer"), reasons={"title": "för att"})
    with database.transaction(user=USER, name="Mindre", now=NOW, reasons={"": "hon vill"}) as step:
        step.redact(replace(folder, title=""))
    assert set(payloads(database, folder.id)) == {None}
    assert journal.history(database, "folder", folder.id)[-1].kind == journal.REDACT
    assert database.verify_journal() == []
    change(database, replace(folder, title="nytt"))
    assert payloads(database, folder.id)[-1] == {"title": ["", "nytt"]}
    assert database.verify_journal() == []
    with pytest.raises(StoreBug), database.transaction(user=USER, name="x", now=NOW) as step:
        step.log(journal.REDACT)


def test_the_database_itself_notes_what_changed(database):
    folder = Folder(id=an_id(), title="a", scan=b"\0\xff", is_open=True, size=7)
    save(database, folder)
    change(database, replace(folder, title="b", scan=None, size=None, colour=Colour.BLUE))
    with database.transaction(user="annan", name="Bort", now=NOW) as step:
        step.delete(folder)
    insert, update, delete = journal.history(database, "folder", folder.id)
    assert (insert.kind, update.kind, delete.kind) == ("insert", "update", "delete")
    assert insert.payload
    assert insert.payload["scan"] == "00FF"
    assert insert.payload["title"] == "a"
    assert update.payload == {
        "title": ["a", "b"],
        "scan": ["00FF", None],
        "size": [7, None],
        "colour": ["red", "blue"],
    }
    assert delete.payload
    assert delete.payload["colour"] == "blue"
    assert (delete.user, delete.device, delete.at) == ("annan", DEVICE, NOW.isoformat())
    assert [insert.seq, update.seq, delete.seq] == [insert.step, update.step, delete.step]


def test_what_the_schema_changes_by_itself_is_noted_too(database):
    folder = Folder(id=an_id())
    second = Sheet(id=an_id(), folder_id=folder.id, text="två")
    first = Sheet(id=an_id(), folder_id=folder.id, next_id=second.id)
    save(database, folder, second, first)
    with database.transaction(user=USER, name="Bort", now=NOW) as step:
        step.delete(second)
        step.delete(folder)
    kinds = [entry.kind for entry in journal.history(database, "sheet", first.id)]
    assert kinds == ["insert", "update", "delete"]
    assert database.verify_journal() == []


def test_reasons_and_events_stand_in_the_history(database):
    folder = Folder(id=an_id())
    save(database, folder)
    with database.transaction(
        user=USER, name="Ändring", now=NOW, reasons={"title": "hon bad om det"}
    ) as step:
        step.update(replace(folder, title="x"))
        step.log("print", table="folder", record=folder.id, text="blad 1")
        step.log("read", table="folder", record=folder.id)
    found = journal.history(database, "folder", folder.id)
    assert [(entry.kind, entry.payload) for entry in found[1:]] == [
        ("reason", {"title": "hon bad om det"}),
        ("update", {"title": ["", "x"]}),
        ("print", {"text": "blad 1"}),
        ("read", None),
    ]
    assert journal.entries_of(database.wire, found[1].step) == found[1:]
    assert journal.entries_of(database.wire, found[0].step) == found[:1]


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM journal",
        "UPDATE journal SET user = 'x'",
        "UPDATE journal SET undoes = 1",
        "UPDATE journal SET payload = '{}'",
        "UPDATE journal SET salt = zeroblob(16), payload = NULL",
    ],
)
def test_the_journal_is_append_only(database, statement):
    save(database, Folder(id=an_id()))
    with pytest.raises(BrokenRule), database.connection.writing():
        database.connection.rows(statement)
    assert database.verify_journal() == []


def test_erasing_leaves_the_chain_whole_and_no_payload(database):
    folder, other = Folder(id=an_id(), title="a"), Folder(id=an_id(), title="kvar")
    save(database, folder, other)
    sheet = Sheet(id=an_id(), folder_id=folder.id, text="hemligt")
    save(database, sheet)
    change(database, replace(folder, title="b"), reasons={"title": "ett skäl"})
    with database.transaction(user=USER, name="Sist", now=NOW, reasons={"x": "y"}) as step:
        step.update(replace(folder, title="c"))
        step.forget("folder", folder.id)
    assert set(map(str, payloads(database, folder.id))) == {"None"}
    assert [e.payload for e in journal.history(database, "sheet", sheet.id)] == [None] * 3
    assert payloads(database, other.id)[0]["title"] == "kvar"
    assert database.verify_journal() == []
    forget(database, "folder", folder.id)  # once more: only its traces
    assert database.verify_journal() == []
    left = database.value("SELECT group_concat(payload) FROM journal")
    assert "skäl" not in left
    assert "hemligt" not in left


def test_a_record_made_and_forgotten_in_one_step(database):
    folder = Folder(id=an_id(), title="hemligt")
    with database.transaction(user=USER, name="Hastigt", now=NOW) as step:
        step.insert(folder)
        step.forget("folder", folder.id)
    assert payloads(database, folder.id) == [None, None]
    assert database.verify_journal() == []


def test_a_head_can_be_kept_elsewhere(database):
    empty = database.audit_head()
    save(database, Folder(id=an_id()))
    head = database.audit_head()
    save(database, Folder(id=an_id()))
    for known in (empty, head, database.audit_head()):
        assert database.verify_journal(Head.parse(known.text)) == []
    assert database.verify_journal(Head(9, bytes(32)))[0].seq == 2
    with pytest.raises(ValueError, match="invalid literal"):
        Head.parse("x:y")


# --- T25: somebody with the key and without our rules -------------------------------------


@pytest.fixture
def kept(database, path, keys):
    """Five steps, closed; returns the head that was printed."""
    folder = Folder(id=an_id(), title="a", code="KB-1")
    save(database, folder)
    for title in "bcde":
        change(database, replace(folder, title=title), reasons={"r": title})
    head = database.audit_head()
    assert head.seq == 9
    database.close()
    return head


def tampered(path, keys, schema, *statements, head=None):
    stranger = raw(path, keys)
    stranger.rows("PRAGMA ignore_check_constraints = ON")
    for trigger in ("journal_keeps", "journal_stays"):
        stranger.rows(f"DROP TRIGGER {trigger}")
    for statement in statements:
        stranger.rows(statement)
    stranger.close()
    database = Database.open(path, keys, device=DEVICE, schema=schema)
    found = database.verify_journal(head)
    database.close()
    return [fault.seq for fault in found]


ONE_MORE = (
    "INSERT INTO journal SELECT 10, step, at, user, device, kind, tbl, record, name, undoes,"
    " payload_digest, chain, salt, payload FROM journal WHERE seq = 9"
)
SWAP = (
    "UPDATE journal SET seq = -4 WHERE seq = 4",
    "UPDATE journal SET seq = 4 WHERE seq = 6",
    "UPDATE journal SET seq = 6 WHERE seq = -4",
)


@pytest.mark.parametrize(
    ("statements", "at"),
    [
        ((), []),
        (("DELETE FROM journal WHERE seq = 4",), [4]),
        (("DELETE FROM journal WHERE seq = 1",), [1]),
        (("UPDATE journal SET user = 'annan' WHERE seq = 5",), [5]),
        (("UPDATE journal SET at = '2020-01-01T00:00:00+00:00' WHERE seq = 2",), [2]),
        (("UPDATE journal SET device = 'x' WHERE seq = 9",), [9]),
        (("UPDATE journal SET kind = 'delete' WHERE seq = 3",), [3]),
        (("UPDATE journal SET tbl = 'sheet' WHERE seq = 3",), [3]),
        (("UPDATE journal SET record = '' WHERE seq = 7",), [7]),
        (("UPDATE journal SET step = 2 WHERE seq = 5",), [5]),
        (("UPDATE journal SET payload_digest = zeroblob(32) WHERE seq = 6",), [6]),
        (("UPDATE journal SET payload_digest = x'' WHERE seq = 6",), [6]),
        (("UPDATE journal SET chain = zeroblob(32) WHERE seq = 8",), [8]),
        (("UPDATE journal SET payload = '{}' WHERE seq = 3",), [3]),
        (("UPDATE journal SET salt = zeroblob(16) WHERE seq = 1",), [1]),
        (("UPDATE journal SET payload = NULL, salt = NULL WHERE seq = 5",), [5]),
        (("UPDATE journal SET payload = NULL, salt = NULL WHERE seq = 2",), [2]),
        (("UPDATE journal SET name = 'Annat' WHERE seq = 4",), [4]),
        (("UPDATE journal SET undoes = 1 WHERE seq = 4",), [4]),
        (("UPDATE journal SET name = 'x' WHERE seq = 5",), [5]),
        (("UPDATE journal SET user = 'annan' WHERE seq = 6",), [6]),
        (("UPDATE journal SET salt = NULL WHERE seq = 8",), [8]),
        (SWAP, [4]),
        ((ONE_MORE,), [10]),
    ],
    ids=range(24),
)
def test_t25_what_was_tampered_with_is_found_at_its_entry(kept, path, keys, schema, statements, at):
    assert tampered(path, keys, schema, *statements) == at


CUT = ("DELETE FROM journal WHERE seq > 7",)


def test_t25_a_cut_off_end_is_found_against_the_printed_head(kept, path, keys, schema):
    assert tampered(path, keys, schema, *CUT) == []
    database = Database.open(path, keys, device=DEVICE, schema=schema)
    assert [fault.seq for fault in database.verify_journal(kept)] == [7]
    database.close()


def test_t25_an_older_file_put_back_is_found_against_the_printed_head(database, path, keys, schema):
    save(database, Folder(id=an_id()))
    database.connection.checkpoint()
    older = path.read_bytes()
    save(database, Folder(id=an_id()))
    head = database.audit_head()
    database.close()
    path.write_bytes(older)
    again = Database.open(path, keys, device=DEVICE, schema=schema)
    assert again.verify_journal() == []
    assert len(again.verify_journal(head)) == 1
    again.close()


def test_t25_another_audit_key_verifies_nothing(kept, path, keys, schema):
    other = replace(keys, audit=bytearray(b"x" * 32))
    database = Database.open(path, other, device=DEVICE, schema=schema)
    assert [fault.seq for fault in database.verify_journal()] == [1]
    database.close()


def test_a_long_journal_is_read_page_by_page(database, monkeypatch):
    monkeypatch.setattr(chain, "PAGE", 2)
    for _ in range(5):
        save(database, Folder(id=an_id()))
    assert database.verify_journal(database.audit_head()) == []


def test_an_excused_payload_is_only_excused_before_it_was_forgotten(database, path, keys, schema):
    folder = Folder(id=an_id())
    save(database, folder)
    forget(database, "folder", folder.id)
    save(database, replace(folder, title="åter"))
    assert database.verify_journal() == []
    database.close()
    assert tampered(
        path, keys, schema, "UPDATE journal SET payload = NULL, salt = NULL WHERE seq = 3"
    ) == [3]


@pytest.mark.parametrize(
    "table",
    [
        "CREATE TABLE odd (name TEXT) STRICT;",
        "CREATE TABLE odd (id TEXT PRIMARY KEY, weight REAL) STRICT;",
        "CREATE TABLE odd (id TEXT PRIMARY KEY, thing ANY) STRICT;",
    ],
)
def test_a_table_that_cannot_be_journalled_exactly_is_our_mistake(tmp_path, path, table):
    schema = make_schema(tmp_path / "odd", table)
    database = Database.create(path, make_keys(), device=DEVICE, schema=schema)
    for _ in range(2):  # and stays so: nothing is ever written past the journal
        with pytest.raises(StoreBug, match="odd"), database.connection.writing():
            database.wire.change("DELETE FROM odd")
    database.close()


def test_payloads_are_json_with_everything_in_them(database):
    folder = Folder(id=an_id(), title='"\\\x01\n\u2028å😀', size=-(2**63))
    save(database, folder)
    stored = database.value("SELECT payload FROM journal")
    assert json.loads(stored)["title"] == folder.title
    assert json.loads(stored)["size"] == folder.size


def opened(path, schema):
    return Database.open(path, make_keys(), device=DEVICE, schema=schema)


def a_step(database):
    return database.transaction(user=USER, name="Ändring", now=NOW)


def insert_and_fail(step):
    step.insert(Folder(id=an_id()))
    raise KeyError


def test_what_watches_a_table_is_made_again_when_it_went_with_a_failed_step(path, schema):
    database = Database.create(path, make_keys(), device=DEVICE, schema=schema)
    for _ in range(2):
        with pytest.raises(KeyError), a_step(database) as step:
            insert_and_fail(step)
    folder = Folder(id=an_id())
    save(database, folder)
    database.close()
    database = opened(path, schema)
    change(database, replace(folder, title="a"))
    assert [each.kind for each in journal.history(database, "folder", folder.id)] == [
        "insert",
        "update",
    ]
    assert database.verify_journal() == []
    database.close()


def test_a_table_is_watched_whatever_the_statement_that_changes_it(path, schema):
    database = Database.create(path, make_keys(), device=DEVICE, schema=schema)
    folder = Folder(id=an_id())
    save(database, folder, Sheet(id=an_id(), folder_id=folder.id))
    database.close()
    database = opened(path, schema)
    before = database.head()
    with a_step(database) as step:
        step.wire.many("UPDATE sheet SET text = ?", [("a",), ("b",)])
        step.wire.rows("WITH x AS (SELECT 1) UPDATE folder SET title = 'c' RETURNING id")
    assert database.head() == before + 3
    assert search(database, "c") == [Hit("folder", folder.id)]
    database.close()


def test_what_a_failed_statement_took_back_is_not_told(database):
    folder = Folder(id=an_id())
    first, second = (Sheet(id=an_id(), folder_id=folder.id) for _ in range(2))
    save(database, folder, first, second)
    before = database.head()
    with a_step(database) as step:
        with pytest.raises(BrokenRule):
            step.wire.change(
                "UPDATE sheet SET text = CASE id WHEN ? THEN 'nej' ELSE 'ny' END", (second.id,)
            )
        with pytest.raises(BrokenRule):
            step.wire.many(
                "UPDATE sheet SET text = ? WHERE id = ?", [("kvar", first.id), ("nej", second.id)]
            )
    # Of the many each is a statement of its own: the first of them stands.
    assert database.value("SELECT group_concat(text) FROM sheet") == "kvar,"
    told = journal.entries_of(database.wire, before + 1)
    assert [(entry.record, entry.payload) for entry in told] == [(first.id, {"text": ["", "kvar"]})]
    assert database.verify_journal() == []


def test_nothing_of_a_change_is_left_in_memory_when_its_step_is_over(database):
    with a_step(database) as step:
        step.insert(Folder(id=an_id(), title="kanarie"))
        assert "kanarie" in str(database.wire.pending)
    assert database.wire.pending == []


def test_an_event_is_of_its_own_step_or_of_none(database):
    with a_step(database) as step:
        step.insert(Folder(id=an_id()))
    with pytest.raises(StoreBug):
        step.log("print", text="efter")
    with a_step(database):
        pass
    assert [entry.kind for entry in journal.entries_of(database.wire, 1)] == ["insert"]


def test_half_a_character_in_an_event_or_a_reason_is_refused_without_its_text(database):
    half = "kanarie \udc80"
    with pytest.raises(Unstorable) as caught, a_step(database) as step:
        step.log("print", text=half)
    assert caught.value.__context__ is None
    folder = Folder(id=an_id())
    save(database, folder)
    with pytest.raises(Unstorable) as caught:
        change(database, replace(folder, title="ny"), reasons={"field": half})
    assert caught.value.__context__ is None
    assert database.get(Folder, folder.id) == folder


def test_a_database_that_nobody_holds_lets_go_of_its_file_and_key(path, schema):
    database = Database.create(path, make_keys(), device=DEVICE, schema=schema)
    save(database, Folder(id=an_id()))
    gone = weakref.ref(database.connection)
    del database
    gc.collect()
    assert gone() is None
