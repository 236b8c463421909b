"""No fault of our own keeps the office open, and giving a draft up leaves nothing behind."""

import pytest
from PySide6.QtWidgets import QLineEdit

from kvinnobyran.store.troubles import DiskFull
from kvinnobyran.ui.guard.relaunch import Why
from kvinnobyran.ui.kit import clipboard, draft
from kvinnobyran.ui.kit.draft import DraftKeeper


def broken(*_):
    raise KeyError("x")


def test_a_page_that_cannot_say_where_one_is_locks_all_the_same(guarded, monkeypatch):
    monkeypatch.setattr(guarded.window, "workplace", broken)
    guarded.lock(Why.COMMAND)
    assert guarded.begun[0].why is Why.COMMAND


def test_the_neutral_screen_comes_although_a_page_is_broken(guarded, monkeypatch, qtbot):
    monkeypatch.setattr(guarded.window, "workplace", broken)
    guarded.neutral()
    assert guarded.neutral_screen.isVisible()
    qtbot.waitUntil(lambda: guarded._away)


def test_a_database_that_will_not_close_locks_all_the_same(guarded, rig, monkeypatch):
    monkeypatch.setattr(rig.desk, "leave", broken)
    guarded.lock(Why.IDLE)
    assert guarded.begun[0].why is Why.IDLE
    monkeypatch.undo()
    rig.desk.leave()


def test_nothing_is_seen_while_the_lock_waits_for_the_database(guarded, rig, monkeypatch):
    seen = []
    wait = rig.desk.wait

    def look_and_wait(*args):
        seen.append(guarded.window.isVisible())
        return wait(*args)

    monkeypatch.setattr(rig.desk, "wait", look_and_wait)
    guarded.lock(Why.SLEEP)
    assert seen
    assert not any(seen)


def test_giving_up_a_draft_empties_the_clipboard(guarded, rig, monkeypatch):
    def full(*_):
        raise DiskFull

    line = QLineEdit(guarded.window)
    keeper = DraftKeeper(rig.desk, "prov", "e" * 32, dict, parent=line)
    keeper.touch()
    monkeypatch.setattr(draft, "keep_draft", full)
    clipboard.put("Påhittade Snö")
    guarded.lock(Why.COMMAND)
    assert guarded.held is not None
    assert clipboard.text()
    guarded._give_up(guarded._then)
    assert clipboard.text() == ""
    assert guarded.begun
    keeper.stop()


@pytest.fixture(autouse=True)
def nothing_held(guarded):
    yield
    guarded._retry.stop()
    if guarded.held is not None:
        guarded.held.close()
