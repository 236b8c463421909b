import datetime as dt
import threading

import pytest
from PySide6.QtCore import QCoreApplication, QEvent

from kvinnobyran.ui.window.frame import MainWindow
from kvinnobyran.ui.window.office import Office
from tests.ui.rig import ZONE, Rig


@pytest.fixture
def rig(qapp, tmp_path):
    rig = Rig(tmp_path, dt.datetime(2027, 2, 9, 10, 15, tzinfo=ZONE))
    yield rig
    rig.close()


def active(window, qtbot):
    """Make it the window that has the keyboard."""
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)


@pytest.fixture
def window(qtbot, rig):
    window = MainWindow(rig.desk, Office())
    window.may_close = True
    qtbot.addWidget(window)
    window.resize(1366, 768)
    window.show()
    active(window, qtbot)
    window.go("today")
    yield window
    taken_down(window, qtbot)


def taken_down(window, qtbot):
    """Delete the window, and wait for the thread that drew its pages."""
    window.may_close = True
    window.close()
    window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    qtbot.waitUntil(
        lambda: not any(thread.name.startswith("pages") for thread in threading.enumerate())
    )
