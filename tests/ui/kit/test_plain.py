"""What is typed is kept literally, and leaves the program only as plain, hinted text."""

import os
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QClipboard, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

from kvinnobyran.ui.kit import clipboard
from kvinnobyran.ui.kit.editors import LineEdit, TextEdit, too_long
from kvinnobyran.ui.kit.note_edit import NoteEdit
from kvinnobyran.ui.kit.plain import PlainArea, PlainLine

CANARY = "Kanariefågel 22"


def board() -> QClipboard:
    return QGuiApplication.clipboard()


def copy(widget) -> None:
    widget.show()
    widget.activateWindow()
    widget.setFocus()
    widget.selectAll()
    QTest.keyClick(widget, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)


@pytest.mark.parametrize("make", [PlainLine, PlainArea, LineEdit, TextEdit, NoteEdit])
def test_a_copy_is_plain_text_with_hints(make):
    widget = make()
    (widget.setText if isinstance(widget, QLineEdit) else widget.set_text)(CANARY)
    copy(widget)
    data = board().mimeData()
    assert data.text() == CANARY
    assert bytes(data.data("x-kde-passwordManagerHint").data()) == b"secret"
    formats = set(data.formats())
    assert not formats & {"text/html", "text/markdown", "application/vnd.oasis.opendocument.text"}
    assert any("ExcludeClipboardContentFromMonitorProcessing" in each for each in formats)


@pytest.mark.parametrize("make", [PlainLine, PlainArea])
def test_cutting_takes_it_away_here_and_puts_it_there(make):
    widget = make()
    (widget.setText if isinstance(widget, QLineEdit) else widget.set_text)(CANARY)
    widget.show()
    widget.selectAll()
    QTest.keyClick(widget, Qt.Key.Key_X, Qt.KeyboardModifier.ControlModifier)
    assert widget.text() == ""
    assert clipboard.text() == CANARY
    assert board().mimeData().hasFormat("x-kde-passwordManagerHint")


def test_a_passphrase_is_never_copied():
    line = PlainLine()
    line.setEchoMode(QLineEdit.EchoMode.Password)
    line.setText(CANARY)
    board().setText("before")
    copy(line)
    QTest.keyClick(line, Qt.Key.Key_X, Qt.KeyboardModifier.ControlModifier)
    assert clipboard.text() == "before"
    assert line.text() == CANARY


def test_only_the_plain_text_of_a_paste_is_taken():
    rich = QMimeData()
    rich.setHtml("<b>fet</b><img src='http://example.invalid/x'>")
    area = PlainArea()
    assert not area.canInsertFromMimeData(rich)
    rich.setText("fet")
    area.insertFromMimeData(rich)
    assert area.text() == "fet"


def test_the_clipboard_is_emptied_after_a_minute_and_at_lock():
    clipboard.put(CANARY)
    timer = clipboard._timers[0]
    assert timer.isActive()
    assert timer.interval() == 60_000
    timer.timeout.emit()
    assert clipboard.text() == ""
    clipboard.put(CANARY)
    clipboard.clear()
    assert clipboard.text() == ""
    assert not timer.isActive()


def test_nothing_is_put_there_for_an_empty_mark():
    board().setText("before")
    clipboard.put("")
    assert clipboard.text() == "before"


@pytest.mark.parametrize("make", [PlainLine, PlainArea])
def test_no_dragging_and_a_keyboard_that_does_not_learn(make):
    widget = make()
    assert not widget.acceptDrops()
    hints = widget.inputMethodHints()
    assert hints & Qt.InputMethodHint.ImhSensitiveData
    assert hints & Qt.InputMethodHint.ImhNoPredictiveText


@given(
    text=st.text(
        alphabet=st.characters(codec="utf-8", exclude_characters="\r\u2029\ufdd0\ufdd1"),
        max_size=200,
    )
)
def test_what_is_put_in_a_note_comes_out_again(dressed, text: str):
    area = PlainArea()
    area.set_text(text)
    assert area.text() == text


@given(text=st.text(alphabet=st.characters(codec="utf-8"), max_size=100))
def test_what_is_put_in_a_line_comes_out_again(dressed, text: str):
    line = PlainLine()
    line.setText(text)
    assert line.text() == text


def test_shift_enter_is_a_new_line_like_any_other():
    area = PlainArea()
    area.show()
    QTest.keyClicks(area, "a")
    QTest.keyClick(area, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    QTest.keyClicks(area, "b")
    assert area.text() == "a\nb"


def test_a_long_text_is_refused_with_a_sentence_and_not_cut():
    line = LineEdit(limit=1000)
    line.setText("x" * 40_000)
    assert len(line.value()) == 40_000
    assert line.problem() == "Texten är för lång. Högst 1\N{NO-BREAK SPACE}000 tecken får plats."
    assert too_long(1000, 1000) == ""
    area = TextEdit(limit=10)
    area.set_value("x" * 11)
    assert area.problem()


def test_tab_leaves_a_note():
    assert PlainArea().tabChangesFocus()


@pytest.mark.parametrize("make", [PlainLine, PlainArea])
def test_the_menu_is_swedish_and_ours(make, monkeypatch: pytest.MonkeyPatch):
    from PySide6.QtCore import QPoint
    from PySide6.QtGui import QContextMenuEvent
    from PySide6.QtWidgets import QMenu

    shown: list[QPoint] = []
    monkeypatch.setattr(QMenu, "popup", lambda menu, place: shown.append(place))
    widget = make()
    event = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(), QPoint())
    widget.contextMenuEvent(event)
    [menu] = widget.findChildren(QMenu)
    texts = [action.text() for action in menu.actions()]
    assert texts == ["Ångra", "Klipp ut", "Kopiera", "Klistra in", "Markera allt"]
    assert len(shown) == 1


@pytest.mark.xvfb
def test_a_marked_text_does_not_become_the_systems_selection():
    """In a process of its own, on a real X display: memory has no selection."""
    script = (
        "from PySide6.QtWidgets import QApplication\n"
        "from PySide6.QtGui import QClipboard\n"
        "from kvinnobyran.ui.kit import clipboard\n"
        "from kvinnobyran.ui.kit.plain import PlainArea, PlainLine\n"
        "app = QApplication([])\n"
        "board = app.clipboard()\n"
        "assert board.supportsSelection()\n"
        "clipboard.guard_selection()\n"
        "for widget in (PlainLine(), PlainArea()):\n"
        "    (widget.setText if isinstance(widget, PlainLine) else widget.set_text)('kanarie')\n"
        "    widget.show(); widget.selectAll(); app.processEvents()\n"
        "    board.setText('kanarie', QClipboard.Mode.Selection); app.processEvents()\n"
        "    assert board.text(QClipboard.Mode.Selection) == '', type(widget)\n"
    )
    environment = os.environ | {"QT_QPA_PLATFORM": "xcb"}
    done = subprocess.run(
        [sys.executable, "-c", script],
        env=environment,
        capture_output=True,
        timeout=30,
        check=False,
    )
    assert done.returncode == 0, done.stderr.decode()
