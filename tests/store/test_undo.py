from contextlib import suppress
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kvinnobyran.store import undo
from kvinnobyran.store.database import Database
from kvinnobyran.store.troubles import CannotUndo, NothingToUndo
from tests.store.kit import DEVICE, NOW, USER, Colour, Folder, Sheet, an_id, dump, save


def change(database, record, *, user=USER, name="Ändring"):
    with database.transaction(user=user, name=name, now=NOW) as step:
        step.update(record)


def delete(database, record, *, name="Bort"):
    with database.transaction(user=USER, name=name, now=NOW) as step:
        step.delete(record)


def back(database, user=USER):
    return undo.undo(database, user=user, now=NOW)


def again(database, user=USER):
    return undo.redo(database, user=user, now=NOW)


def test_the_menu_names_the_step(database):
    assert undo.undo_name(database, USER) is None
    assert undo.redo_name(database, USER) is None
    save(database, Folder(id=an_id()), name="Ny förfrågan")
    assert undo.undo_name(database, USER) == "Ny förfrågan"
    assert back(database) == "Ny förfrågan"
    assert undo.undo_name(database, USER) is None
    assert undo.redo_name(database, USER) == "Ny förfrågan"
    assert again(database) == "Ny förfrågan"
    assert undo.undo_name(database, USER) == "Ny förfrågan"
    names = [row[0] for row in database.wire.rows("SELECT name FROM step ORDER BY id")]
    assert names == ["Ny förfrågan", "Ångra: Ny förfrågan", "Gör om: Ny förfrågan"]


def test_nothing_to_undo(database):
    for act in (back, again):
        with pytest.raises(NothingToUndo):
            act(database)


def test_back_and_forth_through_every_kind_of_change(database):
    folder = Folder(id=an_id(), title="a", scan=b"\0\1", size=3, colours=frozenset(Colour))
    states = [dump(database)]
    for act in (
        lambda: save(database, folder),
        lambda: change(database, replace(folder, title="b", scan=None)),
        lambda: change(database, replace(folder, title="c", scan=b"\xff")),
        lambda: save(database, Sheet(id=an_id(), folder_id=folder.id, text="x")),
        lambda: delete(database, folder),
    ):
        act()
        states.append(dump(database))
    for _ in range(2):
        for state in reversed(states[:-1]):
            back(database)
            assert dump(database) == state
        for state in states[1:]:
            again(database)
            assert dump(database) == state
    assert database.verify_journal() == []


def test_a_new_step_ends_what_could_be_done_again(database):
    save(database, Folder(id=an_id()))
    back(database)
    save(database, Folder(id=an_id()))
    assert undo.redo_name(database, USER) is None


def test_each_user_undoes_their_own(database):
    save(database, Folder(id=an_id()), name="Min")
    save(database, Folder(id=an_id()), name="Din", user="annan")
    assert back(database) == "Min"
    assert undo.undo_name(database, "annan") == "Din"


def test_a_record_that_somebody_changed_afterwards_is_left(database):
    folder = Folder(id=an_id())
    save(database, folder)
    change(database, replace(folder, title="a"))
    change(database, replace(folder, title="a", size=1), user="annan")
    state = dump(database)
    with pytest.raises(CannotUndo):
        back(database)
    assert dump(database) == state
    back(database, "annan")
    assert back(database) == "Ändring"


def test_an_older_step_of_somebody_else_taken_back_meanwhile(database):
    folder = Folder(id=an_id())
    save(database, folder)
    change(database, replace(folder, title="a"), user="annan")
    back(database, "annan")
    change(database, replace(folder, size=1))
    again_refused = undo.redo_name(database, "annan")
    assert again_refused == "Ändring"
    with pytest.raises(CannotUndo):
        again(database, "annan")


def test_what_the_database_forbids_cannot_be_undone(database):
    folder = Folder(id=an_id())
    save(database, folder)
    sheet = Sheet(id=an_id(), folder_id=folder.id, text="nej")
    save(database, sheet)
    change(database, replace(sheet, text="ja"))
    state = dump(database)
    with pytest.raises(CannotUndo):
        back(database)
    assert dump(database) == state


def test_a_step_that_erased_cannot_be_undone_nor_what_was_before(database):
    folder, other = Folder(id=an_id()), Folder(id=an_id())
    save(database, folder, other)
    with database.transaction(user=USER, name="Gallring", now=NOW) as step:
        step.forget("folder", folder.id)
    assert undo.undo_name(database, USER) is None
    save(database, Folder(id=an_id()), user="annan", name="Annans")
    change(database, replace(other, title="x"), user="annan")
    with database.transaction(user=USER, name="Gallring", now=NOW) as step:
        step.forget("folder", other.id)
    with pytest.raises(CannotUndo):
        back(database, "annan")


def test_events_are_not_undone(database):
    save(database, Folder(id=an_id()), name="Nytt")
    with database.transaction(user=USER, name="Läst", now=NOW) as step:
        step.log("read")
    assert back(database) == "Nytt"


def test_only_this_session_is_undone(database, path, keys, schema):
    save(database, Folder(id=an_id()))
    database.close()
    later = Database.open(path, keys, device=DEVICE, schema=schema)
    assert undo.undo_name(later, USER) is None
    later.close()


commands = st.lists(
    st.tuples(
        st.sampled_from(["folder", "sheet", "change", "rename", "delete", "link", "both"]),
        st.integers(0, 9),
        st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=5),
    ),
    min_size=1,
    max_size=12,
)


def run(step, command, number, text):
    folders = step.all(Folder, "SELECT * FROM folder ORDER BY id")
    sheets = step.all(Sheet, "SELECT * FROM sheet ORDER BY id")
    folder = folders[number % len(folders)] if folders else None
    sheet = sheets[number % len(sheets)] if sheets else None
    if command in {"folder", "both"}:
        folder = Folder(id=an_id(), title=text, scan=text.encode())
        step.insert(folder)
    if command in {"sheet", "both"} and folder:
        step.insert(Sheet(id=an_id(), folder_id=folder.id, text=text))
    if command in {"rename", "both"} and folder:
        step.update(replace(folder, title=text + "!", size=number))
    if command == "change" and sheet and text != "nej":
        step.update(replace(sheet, text=text))
    if command == "link" and sheet:
        step.update(replace(sheet, next_id=sheets[-1].id))
    if command == "delete" and (victim := folder if number % 2 else sheet):
        step.delete(victim)


@pytest.mark.unmeasured
@given(commands)
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_undoing_everything_leaves_the_tables_as_they_were(database, steps):
    database.session.clear()
    states = [dump(database)]
    for command, number, text in steps:
        head = database.head()
        with database.transaction(user=USER, name=command, now=NOW) as step:
            run(step, command, number, text)
        if database.head() != head:
            states.append(dump(database))
    for state in reversed(states[:-1]):
        back(database)
        assert dump(database) == state
    for state in states[1:]:
        again(database)
        assert dump(database) == state
    with suppress(NothingToUndo):
        while True:
            back(database)
    assert dump(database) == states[0]
    assert database.verify_journal() == []
    assert database.connection.rows("PRAGMA foreign_key_check") == []
    assert database.connection.rows("PRAGMA integrity_check") == [("ok",)]
