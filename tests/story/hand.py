"""A counsellor's hands on the keyboard: key events to whatever has the focus, and eyes that read.

Nothing here presses a button, sets a value or calls a page: what cannot be reached with keys
cannot be done. The eyes only read what is shown.
"""

import time
from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit, QWidget

from kvinnobyran.ui.kit.card import CardRow
from tests.ui.kit.walk import name

KEYS = {
    "Enter": Qt.Key.Key_Return,
    "Esc": Qt.Key.Key_Escape,
    "Tab": Qt.Key.Key_Tab,
    "Mellanslag": Qt.Key.Key_Space,
    "Ner": Qt.Key.Key_Down,
    "Upp": Qt.Key.Key_Up,
    "Höger": Qt.Key.Key_Right,
    "Vänster": Qt.Key.Key_Left,
    "End": Qt.Key.Key_End,
    "Home": Qt.Key.Key_Home,
    "F1": Qt.Key.Key_F1,
    "F6": Qt.Key.Key_F6,
    "Backspace": Qt.Key.Key_Backspace,
}
HELD = {
    "Ctrl": Qt.KeyboardModifier.ControlModifier,
    "Skift": Qt.KeyboardModifier.ShiftModifier,
    "Alt": Qt.KeyboardModifier.AltModifier,
}
PATIENCE = 15.0
"""Seconds that a pair of eyes waits on a busy machine."""
MOST_TABS = 60


class LostError(AssertionError):
    """What was waited for did not come, or could not be reached with keys."""


class Hand:
    """Presses keys, one at a time, and counts those that are not text."""

    def __init__(self) -> None:
        self.presses = 0

    # --- hands ------------------------------------------------------------------------------------

    def key(self, *keys: str) -> None:
        """Press keys one after another: ``"Ctrl+N"``, ``"Enter"``, ``"3"``."""
        for each in keys:
            self.presses += 1
            *held, last = each.split("+") if each != "+" else ["+"]
            modifiers = Qt.KeyboardModifier.NoModifier
            for one in held:
                modifiers |= HELD[one]
            at = self._target()
            if last in KEYS:
                QTest.keyClick(at, KEYS[last], modifiers)
            else:
                letter = ord(last.upper())
                QTest.keyClick(at, Qt.Key(letter), modifiers)
            QApplication.processEvents()

    def type(self, text: str) -> None:
        """Type text, a key for each sign."""
        for sign in text:
            at = self._target()
            QTest.sendKeyEvent(
                QTest.KeyAction.Click, at, Qt.Key(ord(sign.upper())), sign,
                Qt.KeyboardModifier.NoModifier,
            )  # fmt: skip
        QApplication.processEvents()

    def key_that_opens_a_box(self, key: str, in_the_box: Callable[[], object]) -> None:
        """Press a key that opens one of the system's boxes, which runs until it is answered."""
        failed: list[LostError] = []

        def answer() -> None:
            try:
                in_the_box()
            except LostError as lost:
                failed.append(lost)
                if box := QApplication.activeModalWidget():
                    box.close()

        QTimer.singleShot(0, answer)
        self.key(key)
        if failed:
            raise failed[0]

    def tab_to(self, wanted: str, *, back: bool = False) -> None:
        """Press Tab until what has the focus is called ``wanted`` or begins with it."""
        for _ in range(MOST_TABS):
            if self.here().startswith(wanted):
                return
            self.key("Skift+Tab" if back else "Tab")
        raise LostError(f"Tab never comes to {wanted!r}; it is at {self.here()!r}")

    def fill(self, field: str, text: str) -> None:
        """Tab to a line and type over what stands there."""
        self.tab_to(field)
        self.key("Ctrl+A")
        self.type(text)

    def choose(self, field: str, *keys: str) -> None:
        """Tab to a group of chips and press the keys of those that are meant."""
        self.tab_to(field)
        self.key(*keys)

    # --- eyes -------------------------------------------------------------------------------------

    def here(self) -> str:
        """Return what a screen reader calls that which has the focus."""
        at = QApplication.focusWidget()
        return "" if at is None else name(at)

    def until(self, holds: Callable[[], object], what: str) -> None:
        """Wait until something holds."""
        end = time.monotonic() + PATIENCE
        while not holds():
            if time.monotonic() > end:
                raise LostError(
                    f"{what}. In focus: {self.here()!r}. On the screen: {self.screen()}"
                )
            QTest.qWait(10)

    def arrive(self, wanted: str) -> None:
        """Wait until the focus is at something whose name begins with ``wanted``."""
        self.until(lambda: self.here().startswith(wanted), f"the focus never came to {wanted!r}")

    def read(self, words: str) -> None:
        """Wait until words are shown."""
        self.until(lambda: self.sees(words), f"{words!r} is never shown")

    def sees(self, words: str) -> bool:
        """Tell whether words are shown now."""
        return any(words in text for text in self.screen())

    def is_offered(self, button: str) -> bool:
        """Tell whether a button is there to be pressed: shown, and not grey."""
        return any(
            part.text() == button and part.isVisible() and part.isEnabled()
            for top in QApplication.topLevelWidgets()
            for part in top.findChildren(QAbstractButton)
        )

    def screen(self) -> list[str]:
        """Return every text that is shown in the window that has the focus, or in any."""
        window = QApplication.activeWindow()
        tops = [window] if window else QApplication.topLevelWidgets()
        return [
            words
            for top in tops
            for part in top.findChildren(QWidget)
            if isinstance(part, QLabel | QAbstractButton | QLineEdit)
            and part.isVisible()
            and (words := _words(part).replace("&", "")).strip()
        ]

    def title(self) -> str:
        """Return the title of the window that has the focus."""
        window = QApplication.activeWindow()
        return "" if window is None else window.windowTitle()

    def _target(self) -> QWidget:
        self.until(
            lambda: QApplication.activePopupWidget() or QApplication.focusWidget(),
            "nothing has the focus",
        )
        at = QApplication.activePopupWidget() or QApplication.focusWidget()
        assert at is not None
        return at


def _words(part: QLabel | QAbstractButton | QLineEdit) -> str:
    """Return the words on a part; a row paints those that it is called by."""
    return part.accessibleName() if isinstance(part, CardRow) else part.text()
