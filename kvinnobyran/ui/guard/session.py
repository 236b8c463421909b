"""Which watcher of the computer's session is used here, and what it is told to do."""

import ctypes

from PySide6.QtCore import QCoreApplication, QObject

from kvinnobyran.ui.guard.guard import Guard
from kvinnobyran.ui.guard.relaunch import Why
from kvinnobyran.ui.window.unlocked import UnlockedWindow


def watch_session(window: UnlockedWindow, guard: Guard) -> QObject:
    """Lock when the computer locks, sleeps or changes user; return what watches."""
    windows = getattr(ctypes, "windll", None)
    if windows is not None:
        from kvinnobyran.ui.guard.windows_session import WindowsSession

        on_windows = WindowsSession(windows.wtsapi32, window)
        on_windows.listen(int(window.winId()))
        application = QCoreApplication.instance()
        if application is not None:
            application.installNativeEventFilter(on_windows.filter)
        on_windows.locked.connect(lambda why: guard.lock(Why(why)))
        window.session_reason = on_windows.reason
        return on_windows
    from kvinnobyran.ui.guard.session_watch import SessionWatch

    watch = SessionWatch(parent=window)
    watch.locked.connect(lambda why: guard.lock(Why(why)))
    window.session_reason = watch.reason
    guard.idle.computer_idle = watch.idle_seconds
    return watch
