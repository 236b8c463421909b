"""What only Windows does, held against fakes of its calls."""

import ctypes

import pytest
from PySide6.QtCore import QByteArray
from PySide6.QtWidgets import QWidget

from kvinnobyran.ui.guard.capture_protection import (
    EXCLUDE,
    MONITOR,
    NONE,
    NOT_HERE,
    CaptureProtection,
)
from kvinnobyran.ui.guard.relaunch import Why
from kvinnobyran.ui.guard.windows_session import (
    WM_POWERBROADCAST,
    WM_QUERYENDSESSION,
    WM_WTSSESSION_CHANGE,
    Message,
    WindowsSession,
    meaning,
)


class User32:
    def __init__(self, *agrees):
        self.agrees = agrees
        self.calls = []

    def SetWindowDisplayAffinity(self, handle, how):
        self.calls.append(how)
        return how in self.agrees


@pytest.fixture
def shown(qtbot):
    widget = QWidget()
    qtbot.addWidget(widget)
    widget.show()
    return widget


def test_without_windows_it_promises_nothing(shown):
    capture = CaptureProtection(None)
    assert capture.reason == NOT_HERE
    assert not capture.protect(shown)


def test_a_window_is_kept_out_and_black_where_that_is_all_there_is(shown):
    new, old = User32(EXCLUDE, NONE), User32(MONITOR, NONE)
    assert CaptureProtection(new).protect(shown)
    assert new.calls == [EXCLUDE]
    assert CaptureProtection(old).protect(shown)
    assert old.calls == [EXCLUDE, MONITOR]
    assert not CaptureProtection(User32()).protect(shown)


def test_sharing_is_allowed_for_an_hour_and_then_over(shown, qtbot):
    ended = []
    library = User32(EXCLUDE, NONE)
    capture = CaptureProtection(library, ended=lambda: ended.append(True))
    capture.allow(on=True)
    assert library.calls[-1] == NONE
    assert capture._timer.interval() == 3_600_000
    capture._over()
    assert library.calls[-1] == EXCLUDE
    assert ended == [True]
    assert not capture._timer.isActive()


@pytest.mark.parametrize(
    ("message", "parameter", "why"),
    [
        (WM_WTSSESSION_CHANGE, 7, Why.SESSION),
        (WM_WTSSESSION_CHANGE, 8, None),
        (WM_WTSSESSION_CHANGE, 4, Why.SESSION),
        (WM_POWERBROADCAST, 4, Why.SLEEP),
        (WM_POWERBROADCAST, 7, None),
        (WM_QUERYENDSESSION, 0, Why.SESSION),
        (0x0100, 7, None),
    ],
)
def test_the_messages_of_windows_mean(message, parameter, why):
    assert meaning(message, parameter) is why


class Wts:
    def __init__(self, *, heard):
        self.heard = heard

    def WTSRegisterSessionNotification(self, window, which):
        return self.heard


def test_a_windows_message_locks(qapp, qtbot):
    session = WindowsSession(Wts(heard=True))
    assert session.listen(1)
    message = Message(None, WM_WTSSESSION_CHANGE, 7)
    with qtbot.waitSignal(session.locked) as locked:
        answer = session.filter.nativeEventFilter(
            QByteArray(b"windows_generic_MSG"), ctypes.addressof(message)
        )
    assert answer == (False, 0)
    assert locked.args == [Why.SESSION.value]
    session.filter.nativeEventFilter(QByteArray(b"xcb_generic_event_t"), 0)


def test_a_windows_that_tells_nothing_is_said_in_words(qapp):
    session = WindowsSession(Wts(heard=False))
    assert not session.listen(1)
    assert session.reason.endswith(".")
