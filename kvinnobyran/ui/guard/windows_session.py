"""The same on Windows, from the messages that Windows sends every window.

Not yet tried on a real Windows laptop: the meaning of the messages is tested, and the call of
the system through a fake of it.
"""

import ctypes
from typing import Any, Final

from PySide6.QtCore import QAbstractNativeEventFilter, QByteArray, QObject, Signal

from kvinnobyran.ui.guard.relaunch import Why

WM_WTSSESSION_CHANGE: Final = 0x02B1
WM_POWERBROADCAST: Final = 0x0218
WM_QUERYENDSESSION: Final = 0x0011
_SESSION: Final = frozenset({0x2, 0x4, 0x6, 0x7})
"""Console disconnect, remote disconnect, logoff, lock."""
_SUSPEND: Final = 0x4
_THIS_SESSION: Final = 0


def meaning(message: int, parameter: int) -> Why | None:
    """Return why the office must be locked at a Windows message, or ``None``."""
    if message == WM_WTSSESSION_CHANGE and parameter in _SESSION:
        return Why.SESSION
    if message == WM_POWERBROADCAST and parameter == _SUSPEND:
        return Why.SLEEP
    if message == WM_QUERYENDSESSION:
        return Why.SESSION
    return None


class Message(ctypes.Structure):
    """Windows' own ``MSG``, as far as we read it."""

    _fields_ = (
        ("window", ctypes.c_void_p),
        ("message", ctypes.c_uint),
        ("parameter", ctypes.c_size_t),
    )


class WindowsSession(QObject):
    """Emits ``locked`` with the reason."""

    locked = Signal(str)

    def __init__(self, library: Any, parent: QObject | None = None) -> None:  # noqa: ANN401 - wtsapi32 or its fake
        super().__init__(parent)
        self._library = library
        self.filter = _Filter(self)
        self.reason = ""

    def listen(self, window_id: int) -> bool:
        """Ask Windows to tell this window about its session; return whether it will."""
        heard = bool(self._library.WTSRegisterSessionNotification(window_id, _THIS_SESSION))
        self.reason = "" if heard else "Windows berättar inte för programmet när datorn låses."
        return heard

    def take(self, message: int, parameter: int) -> None:
        """Take one message."""
        why = meaning(message, parameter)
        if why is not None:
            self.locked.emit(why.value)


class _Filter(QAbstractNativeEventFilter):
    def __init__(self, session: WindowsSession) -> None:
        super().__init__()
        self._session = session

    def nativeEventFilter(
        self, kind: QByteArray | bytes | bytearray | memoryview, message: int
    ) -> object:
        name = kind.data() if isinstance(kind, QByteArray) else bytes(kind)
        if bytes(name) == b"windows_generic_MSG":
            read = Message.from_address(int(message))
            self._session.take(int(read.message), int(read.parameter))
        return False, 0
