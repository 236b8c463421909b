"""What every test of the window shares: one dressed application, and nothing left behind."""

import threading
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QThread, QTimer
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication
from shiboken6 import getAllValidWrappers, isValid

from kvinnobyran.ui.kit import clipboard, look, style, swedish
from kvinnobyran.ui.kit.style import Theme
from kvinnobyran.ui.kit.tokens import LIGHT
from tests import withheld


@pytest.fixture(scope="session")
def dressed(qapp: QApplication) -> QApplication:
    """The one application, in Swedish, in the light theme at 100 %."""
    swedish.install(qapp)
    style.apply(qapp, Theme.LIGHT, 100)
    QAccessible.setActive(True)
    return qapp


@pytest.fixture(autouse=True)
def withheld_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Search once for what has to be withheld from the same figures, and lay them out once."""
    withheld.once(monkeypatch)


@pytest.fixture(autouse=True)
def nothing_left(dressed: QApplication) -> Iterator[None]:
    """Delete the windows while the application lives; fail on a thread or timer left running."""
    threads = set(threading.enumerate())
    yield
    clipboard.clear()
    for widget in dressed.topLevelWidgets():
        if isValid(widget):
            widget.close()
            widget.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    dressed.processEvents()
    if look.current().tokens is not LIGHT or look.current().percent != 100:
        style.apply(dressed, Theme.LIGHT, 100)
    left = [
        thread.name
        for thread in set(threading.enumerate()) - threads
        # Python lists a Qt thread that once ran Python for ever; Qt is asked below.
        if thread.is_alive() and not isinstance(thread, threading._DummyThread)
    ]
    for each in getAllValidWrappers():
        if isinstance(each, QTimer | QThread):
            left += _running(each, dressed)
    assert not left, f"left running: {left}"


def _running(each: object, app: QApplication) -> list[str]:
    if isinstance(each, QTimer) and isValid(each) and each.isActive() and each.parent() is not app:
        return [f"timer of {type(each.parent()).__name__}, every {each.interval()} ms"]
    if isinstance(each, QThread) and isValid(each) and each.isRunning():
        main = QCoreApplication.instance()
        if main is not None and each is not main.thread():
            return [f"thread {each.objectName() or type(each).__name__}"]
    return []
