"""The lock: it asks nothing, loses nothing, and nothing stands in its way."""

import json

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt, QTimer
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QLineEdit, QMenu, QVBoxLayout, QWidget

from kvinnobyran.flows.drafts import draft_of, workplace_of
from kvinnobyran.store.troubles import DiskFull
from kvinnobyran.ui.guard import watchman
from kvinnobyran.ui.guard.neutral import TITLE as NEUTRAL
from kvinnobyran.ui.guard.relaunch import Return, Why
from kvinnobyran.ui.kit import clipboard
from kvinnobyran.ui.kit.draft import DraftKeeper

RECORD = "e" * 32
CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def typing(guarded, rig):
    """A form with something typed that is not committed yet."""
    line = QLineEdit("inte färdig", guarded.window)
    keeper = DraftKeeper(
        rig.desk,
        "prov",
        RECORD,
        lambda: {"text": line.text()},
        cursor=line.cursorPosition,
        parent=line,
    )
    line.setCursorPosition(4)
    keeper.touch()
    yield keeper
    keeper.stop()


@pytest.fixture
def seen(guarded, rig):
    """What the database holds at the moment it is closed."""
    said = {}
    close = rig.database.close

    def look_and_close():
        said["draft"] = draft_of(rig.database, rig.desk.user, "prov", RECORD)
        said["place"] = workplace_of(rig.database, rig.desk.user)
        close()

    rig.database.close = look_and_close
    return said


def test_locking_keeps_the_draft_the_page_and_the_cursor(guarded, typing, seen, qtbot):
    qtbot.keyClick(guarded.window, Qt.Key.Key_L, CONTROL)
    assert seen["draft"].body == {"text": "inte färdig"}
    assert seen["draft"].cursor == 4
    assert seen["place"].page == "calendar"
    assert guarded.begun[0].why is Why.COMMAND
    assert guarded.begun[0].drafts
    assert (guarded.begun[0].width, guarded.begun[0].height) == (1200, 700)


def test_locking_empties_the_clipboard(guarded):
    clipboard.put("något ur registret")
    guarded.lock(Why.COMMAND)
    assert clipboard.text() == ""


def test_a_second_lock_does_nothing(guarded):
    guarded.lock(Why.COMMAND)
    guarded.lock(Why.IDLE)
    assert [note.why for note in guarded.begun] == [Why.COMMAND]


def test_ctrl_l_works_while_a_modal_dialog_is_open(guarded, typing, seen, qtbot):
    dialog = QDialog(guarded.window)
    dialog.setModal(True)
    column = QVBoxLayout(dialog)
    line = QLineEdit()
    column.addWidget(line)

    def press():
        qtbot.keyClick(line, Qt.Key.Key_L, CONTROL)
        dialog.reject()

    QTimer.singleShot(50, press)
    dialog.exec()
    assert [note.why for note in guarded.begun] == [Why.COMMAND]
    assert seen["draft"] is not None


@pytest.mark.qt_log_ignore("This plugin does not support")
def test_idleness_locks_within_a_second_of_its_time_also_with_an_open_menu(guarded, steady, qtbot):
    guarded.start()
    menu = QMenu(guarded.window)
    menu.addAction("Något")
    menu.popup(guarded.window.mapToGlobal(guarded.window.rect().center()))
    steady.now += 600
    qtbot.waitUntil(lambda: bool(guarded.begun), timeout=2500)
    menu.close()
    assert guarded.begun[0].why is Why.IDLE


def test_the_status_bar_counts_and_the_last_minute_has_a_banner(guarded, steady):
    guarded.start()
    assert "Låses om 10 min" in guarded.window.status.line.text()
    steady.now += 545
    guarded.idle.tick()
    assert "Låses om 55 s" in guarded.window.status.line.text()
    assert guarded.window.banner.isVisible()
    guarded.idle.touch()
    guarded.idle.tick()
    assert not guarded.window.banner.isVisible()


def test_held_open_is_shown_with_its_time(guarded):
    guarded.start()
    guarded.window.action("keep_open").trigger()
    assert "Hålls öppet till 11.15" in guarded.window.status.line.text()
    guarded.window.action("keep_open").trigger()
    assert "Låses om 10 min" in guarded.window.status.line.text()


def _type(window, qtbot):
    qtbot.keyClick(window.windowHandle(), Qt.Key.Key_Shift)


def _move(window, qtbot):
    QTest.mouseMove(window.windowHandle(), QPoint(40, 40))
    QTest.mouseMove(window.windowHandle(), QPoint(60, 60))


def _write(window, _):
    # As an input method does, whose keys the program never sees.
    words = QInputMethodEvent()
    words.setCommitString("å")
    QApplication.sendEvent(QApplication.focusObject() or window, words)


@pytest.mark.parametrize("sign", [_type, _move, _write])
def test_what_somebody_does_is_a_sign_of_life(guarded, steady, qtbot, sign):
    guarded.start()
    line = QLineEdit(guarded.window)
    line.show()
    line.setFocus()
    steady.now += 500
    sign(guarded.window, qtbot)
    assert guarded.idle.seconds_left() == 600


def test_a_window_that_comes_later_is_watched_as_the_first(guarded, steady, qtbot):
    guarded.start()
    dialog = QDialog(guarded.window)
    dialog.show()
    dialog.resize(300, 200)
    dialog.activateWindow()
    qtbot.waitUntil(lambda: QApplication.focusWindow() is dialog.windowHandle())
    for sign in (_type, _move):
        steady.now += 500
        sign(dialog, qtbot)
        assert guarded.idle.seconds_left() == 600
    qtbot.keyClick(dialog.windowHandle(), Qt.Key.Key_L, CONTROL)
    assert [note.why for note in guarded.begun] == [Why.COMMAND]


@pytest.mark.qt_log_ignore("This plugin does not support")
def test_a_window_that_qt_says_nothing_of_is_found_on_the_round(guarded, steady, qapp, qtbot):
    """As a menu that opens out of a menu: it has the keys, and no change of focus is told."""
    guarded.start()
    watch = guarded._watchman
    qapp.focusWindowChanged.disconnect(watch._look_at_windows)
    qapp.focusObjectChanged.disconnect(watch._look_at_focus)
    beside = QWidget(guarded.window, Qt.WindowType.Tool)
    beside.resize(300, 200)
    beside.show()
    qtbot.wait(2 * watchman.ROUND_MS)
    steady.now += 500
    _type(beside, qtbot)
    assert guarded.idle.seconds_left() == 600


def test_what_no_hand_does_goes_past_the_watch(guarded, qtbot, monkeypatch):
    """Each paint, resize and polish of each widget through Python took a quarter of a page."""
    seen = []

    class Counted(frozenset):
        def __contains__(self, kind):
            seen.append(kind)
            return super().__contains__(kind)

    monkeypatch.setattr(watchman, "_TOUCHES", Counted(watchman._TOUCHES))
    labels = [QLabel("x", guarded.window) for _ in range(200)]
    for label in labels:
        label.show()
    qtbot.wait(50)
    QTest.mouseMove(guarded.window.windowHandle(), QPoint(40, 40))
    assert QEvent.Type.MouseMove in seen
    assert len(seen) < len(labels)


def test_minimising_locks_only_if_the_office_wants_it(guarded, qtbot):
    guarded.window.showMinimized()
    QApplication.processEvents()
    assert guarded.begun == []
    guarded.window.showNormal()
    guarded.lock_when_minimised = True
    guarded.window.showMinimized()
    qtbot.waitUntil(lambda: bool(guarded.begun))
    assert guarded.begun[0].why is Why.MINIMISED


def test_the_neutral_screen_covers_everything_at_once(guarded, typing, seen, qtbot):
    clipboard.put("något ur registret")
    qtbot.keyClick(guarded.window, Qt.Key.Key_Space, CONTROL | SHIFT)
    screen = guarded.neutral_screen
    assert screen.isVisible()
    assert screen.geometry() == guarded.window.rect()
    assert guarded.window.windowTitle() == NEUTRAL
    qtbot.waitUntil(lambda: "draft" in seen)
    assert seen["draft"].body == {"text": "inte färdig"}
    assert clipboard.text() == ""
    assert not any(action.isEnabled() for action in guarded.window.actions_.by_id.values())
    assert guarded.begun == []
    qtbot.keyClick(screen.paper, Qt.Key.Key_Escape)
    assert guarded.begun[0].why is Why.NEUTRAL


def test_the_neutral_key_again_leads_to_the_lock_page(guarded, qtbot):
    guarded.neutral()
    qtbot.waitUntil(lambda: guarded._away)
    qtbot.keyClick(guarded.neutral_screen.paper, Qt.Key.Key_Space, CONTROL | SHIFT)
    assert guarded.begun[0].why is Why.NEUTRAL


def test_the_neutral_screen_hides_open_dialogs(guarded, qtbot):
    dialog = QDialog(guarded.window)
    dialog.show()
    guarded.neutral()
    assert not dialog.isVisible()
    qtbot.waitUntil(lambda: guarded._away)


def test_a_full_disk_hides_the_window_until_the_draft_is_safe(
    guarded, typing, seen, monkeypatch, rig
):
    waited = rig.desk.wait
    full = [True]

    def wait(flow, *args, **kwargs):
        if full[0]:
            raise DiskFull
        return waited(flow, *args, **kwargs)

    monkeypatch.setattr(rig.desk, "wait", wait)
    guarded.lock(Why.IDLE)
    assert guarded.begun == []
    assert not guarded.window.isVisible()
    assert guarded.held.isVisible()
    assert DiskFull.way_on.rstrip(".") in guarded.held.notice.accessibleName()
    full[0] = False
    guarded._retry.timeout.emit()
    assert seen["draft"].body == {"text": "inte färdig"}
    assert len(guarded.begun) == 1
    guarded.held.close()


def test_closing_keeps_the_draft_first(guarded, typing, seen):
    guarded.window.close()
    assert seen["draft"].body == {"text": "inte färdig"}
    assert guarded.ended == [True]
    assert not guarded.window.isVisible()


def test_closing_with_a_full_disk_says_so_and_stays(guarded, typing, monkeypatch, rig):
    def wait(*_, **__):
        raise DiskFull

    monkeypatch.setattr(rig.desk, "wait", wait)
    guarded.window.close()
    assert guarded.window.isVisible()
    assert guarded.window.notice.isVisible()
    assert guarded.ended == []
    monkeypatch.undo()


def test_the_note_to_the_new_process_holds_no_word_of_the_office(guarded, typing, rig):
    guarded.lock(Why.COMMAND)
    text = guarded.begun[0].text()
    assert rig.desk.user not in text
    assert set(text) <= set("0123456789,-" + "".join(Why))
    assert isinstance(guarded.begun[0], Return)
    assert json.dumps(text)
