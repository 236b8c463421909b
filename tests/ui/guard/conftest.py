import datetime as dt

import pytest
from shiboken6 import delete, isValid

from kvinnobyran.ui.guard.guard import Guard
from kvinnobyran.ui.guard.idle import IdleWatch
from kvinnobyran.ui.window.frame import MainWindow
from kvinnobyran.ui.window.office import Office
from tests.ui.rig import ZONE, Rig


class SteadyClock:
    def __init__(self):
        self.now = 1000.0

    def __call__(self):
        return self.now


@pytest.fixture
def steady():
    return SteadyClock()


@pytest.fixture
def rig(qapp, tmp_path):
    rig = Rig(tmp_path, dt.datetime(2027, 2, 9, 10, 15, tzinfo=ZONE))
    yield rig
    if not rig.left:
        rig.close()


@pytest.fixture(autouse=True)
def know_when_left(monkeypatch):
    """Let the rig know that the guard has closed its database."""
    plain = Rig.__init__

    def made(self, *args):
        plain(self, *args)
        self.left = False
        leave = self.desk.leave

        def left():
            if not self.left:
                self.left = True
                leave()

        self.desk.leave = left

    monkeypatch.setattr(Rig, "__init__", made)


@pytest.fixture
def guarded(qtbot, qapp, rig, steady):
    """An open office with its guard; ``begun`` are the new processes that were asked for."""
    window = MainWindow(rig.desk, Office())
    qtbot.addWidget(window)
    window.resize(1200, 700)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    window.go("calendar")
    idle = IdleWatch(steady=steady)
    begun, ended = [], []
    guard = Guard(window, idle, begin_again=begun.append, end=lambda: ended.append(True))
    guard.begun, guard.ended = begun, ended
    yield guard
    idle.stop()
    if isValid(guard):
        delete(guard)  # its watch with it, before the next test has the focus
    window.may_close = True
