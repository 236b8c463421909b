import unicodedata
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kvinnobyran.store.database import Database
from kvinnobyran.store.reads import Schema
from kvinnobyran.store.search import Hit, as_query, search
from tests.store.kit import DEVICE, NOW, USER, Folder, Sheet, an_id, save
from tests.store.pages import decrypted


def titles(database, text, limit=50):
    found = [hit.record for hit in search(database, text, limit)]
    return [database.get(Folder, record).title for record in found]


@pytest.fixture
def filled(database):
    for title in ("Åsa Öberg", "Asa Oberg", "Anna-Karin", "a.b@c.se", "år 2019", 'hon sa "nej"'):
        save(database, Folder(id=an_id(), title=title))
    return database


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("åsa", ["Åsa Öberg"]),
        ("ÅSA ÖB", ["Åsa Öberg"]),
        ("asa", ["Asa Oberg"]),
        ("a\u030asa", ["Åsa Öberg"]),  # typed as two characters
        ("oberg asa", ["Asa Oberg"]),
        ("öb", ["Åsa Öberg"]),
        ("karin", ["Anna-Karin"]),
        ("anna-kar", ["Anna-Karin"]),
        ("a.b@c", ["a.b@c.se"]),
        ("2019", ["år 2019"]),
        ("sa nej", ['hon sa "nej"']),
        ("finns inte", []),
        ("", []),
        ("   ", []),
        ('* ( ) " : ^ -', []),
        ("\0", []),
        ("åsa\0öberg", ["Åsa Öberg"]),
    ],
)  # fmt: skip
def test_searching(filled, text, found):
    assert titles(filled, text) == found


@pytest.mark.parametrize(
    "text",
    ['"', "AND", "NOT x", "NEAR(a b)", "body:anna", "anna*", "^anna", "{body}: x", "a OR b", "+",
     "-anna", 'x" OR body:"', "(", "\ud800"],
)  # fmt: skip
def test_t39_operators_are_words(filled, text):
    if text != "\ud800":
        search(filled, text)
    assert titles(filled, "OR") == []


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_what_was_typed_in_two_signs_a_letter_is_found_and_kept_as_it_was(database, form):
    typed = unicodedata.normalize(form, "Möte på Åsögatan")
    folder = Folder(id=an_id(), title=typed)
    save(database, folder)
    assert titles(database, "åsögatan") == titles(database, "mo\u0308te") == [typed]
    assert titles(database, "asogatan") == []
    with database.transaction(user=USER, name="Ändring", now=NOW) as step:
        step.update(replace(folder, title=unicodedata.normalize(form, "Ödehus")))
    assert titles(database, "åsögatan") == []
    assert len(titles(database, "ödehus")) == 1
    with database.transaction(user=USER, name="Bort", now=NOW) as step:
        step.delete(folder)
    assert search(database, "ödehus") == []
    assert database.wire.rows("SELECT count(*) FROM search_doc") == [(0,)]


def test_an_index_from_before_is_built_anew_in_one_form(database, path, keys, schema):
    save(database, Folder(id=an_id(), title="O\u0308rn"))
    with database.connection.writing():
        database.connection.rows("UPDATE meta SET value = '{}' WHERE name = 'searchable'")
    database.close()
    again = Database.open(path, keys, device=DEVICE, schema=schema)
    assert len(titles(again, "örn")) == 1
    again.close()


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=30))
def test_a_query_is_only_quoted_words(text):
    query = as_query(text)
    parts = query.removesuffix("*").split(" AND ") if query else []
    assert all(part.startswith('"') and part.endswith('"') for part in parts) or '"' in text


def test_the_index_follows_every_change(database):
    folder = Folder(id=an_id(), title="ett", code="KB-27-014")
    sheet = Sheet(id=an_id(), folder_id=folder.id, text="lapp")
    save(database, folder, sheet)
    assert search(database, "kb-27-014") == [Hit("folder", folder.id)]
    assert search(database, "lapp") == [Hit("sheet", sheet.id)]
    with database.transaction(user=USER, name="Ändring", now=NOW) as step:
        step.update(replace(folder, title="två"))
        step.update(replace(folder, title="två", size=3))
    assert (titles(database, "ett"), titles(database, "två")) == ([], ["två"])
    with database.transaction(user=USER, name="Bort", now=NOW) as step:
        step.delete(folder)  # the sheet goes with it
    assert search(database, "lapp") == search(database, "två") == []
    database.connection.rows("PRAGMA integrity_check")


def test_the_best_come_first_and_only_so_many(database):
    save(
        database,
        Folder(id=an_id(), title="hot " + "annat " * 30),
        Folder(id=an_id(), title="hot hot hot"),
    )
    assert titles(database, "hot", limit=1) == ["hot hot hot"]


def test_other_searched_columns_build_the_index_anew(filled, path, keys, schema):
    filled.close()
    narrower = Schema(
        migrations=schema.migrations, tables=schema.tables, searchable={"folder": ("code",)}
    )
    other = Database.open(path, keys, device=DEVICE, schema=narrower)
    assert search(other, "åsa") == []
    other.close()
    again = Database.open(path, keys, device=DEVICE, schema=schema)
    assert titles(again, "åsa") == ["Åsa Öberg"]
    again.close()


# --- T14: what was forgotten is in no page ------------------------------------------------

WORDS = ("kanariefågel", "zebrafink", "grönsiska")


def test_t14_a_forgotten_record_is_in_no_page(database, path, keys, schema):
    victim, sheet_text = Folder(id=an_id(), title=f"{WORDS[0]} " * 40), f"{WORDS[1]} x " * 900
    save(database, *(Folder(id=an_id(), title=f"brus {number} " * 20) for number in range(200)))
    save(database, victim, Sheet(id=an_id(), folder_id=victim.id, text=sheet_text))
    with database.transaction(user=USER, name="Ändring", now=NOW) as step:
        step.update(replace(victim, title=WORDS[2]))
    save(database, *(Folder(id=an_id(), title=f"mera brus {number}") for number in range(200)))
    wanted = [form for word in WORDS for form in (word.encode(), word[:7].encode())]
    before = decrypted(path, keys.database)
    assert all(form in before for form in wanted)
    with database.transaction(user=USER, name="Gallring", now=NOW) as step:
        step.forget("folder", victim.id)
    for content in (decrypted(path, keys.database), decrypted(path, keys.database)):
        assert [form for form in wanted if form in content] == []
        assert b"brus" in content
        database.close()
    assert [file.name for file in path.parent.iterdir()] == ["data.db"]


def test_t14_an_ordinary_deletion_leaves_the_index_too(database, path, keys):
    folder = Folder(id=an_id(), code=WORDS[1])
    save(database, folder, *(Folder(id=an_id(), title="brus") for _ in range(50)))
    with database.transaction(user=USER, name="Bort", now=NOW) as step:
        step.delete(folder)
    with database.connection.writing():
        database.connection.rows("UPDATE journal SET payload = NULL, salt = NULL")
    assert database.connection.checkpoint()
    assert WORDS[1].encode() not in decrypted(path, keys.database)
