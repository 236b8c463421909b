"""The composition root of the window: what is made, in which order, and what hangs on what."""

import gc
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, Final

from kvinnobyran import bugs, log, paths
from kvinnobyran.vault.hardening import harden_process

if TYPE_CHECKING:
    from PySide6.QtCore import QTimer

BAD_QT: Final = "6.12.0"
"""Drops references to None and aborts Python below 3.12 (experience.md section 1)."""
_WRONG_USE: Final = 2
_WAKE_MS: Final = 500


def qt_refusal(qt: str, python: tuple[int, ...]) -> str:
    """Return why this Qt must not be used with this Python, or an empty string."""
    if qt == BAD_QT and python < (3, 12):
        return (
            "PySide6 6.12.0 kraschar med Python äldre än 3.12. "
            "Installera PySide6-Essentials 6.11.3 eller Python 3.12."
        )
    return ""


def catch_bugs() -> None:
    """Let no traceback reach a terminal: its text would carry values (security.md section 7)."""
    sys.excepthook = bugs.hook

    def of_thread(what: threading.ExceptHookArgs) -> None:
        if what.exc_value is not None:
            bugs.report(what.exc_value)

    threading.excepthook = of_thread
    sys.unraisablehook = lambda what: None if what.exc_value is None else _quietly(what.exc_value)


def _quietly(error: BaseException) -> None:
    bugs.report(error)


def run(data: Path | None = None) -> int:
    """Open the window on the vault in ``data`` (or the usual folder); return the exit code."""
    harden_process()
    # What is made while starting stays: looking for garbage in it takes a tenth of the start.
    gc.disable()
    import PySide6

    refusal = qt_refusal(PySide6.__version__, sys.version_info[:2])
    if refusal:
        print(refusal, file=sys.stderr)  # noqa: T201 - there is no window to say it in
        return _WRONG_USE
    log.keep_in(paths.log_folder())
    catch_bugs()
    return _with_qt(data)


def _with_qt(data: Path | None) -> int:
    from kvinnobyran.ui.application import make_application
    from kvinnobyran.ui.program import Program
    from kvinnobyran.ui.window.preferences import Preferences

    preferences = Preferences(paths.window_file())
    app = make_application(preferences.theme, preferences.text_size)
    program = Program(data, preferences)
    program.start()
    waker = _listen_to_signals(program.close)
    gc.freeze()
    gc.enable()
    code = app.exec()
    waker.stop()
    program.stop()
    return code


def _listen_to_signals(close: Callable[[], object]) -> "QTimer":
    """End in good order when the system asks: drafts are kept first.

    Python looks at signals only while it runs, and an idle Qt does not let it: the timer
    that is returned wakes it twice a second, as long as somebody holds it.
    """
    import signal

    from PySide6.QtCore import QTimer

    def ended(_number: int, _frame: FrameType | None) -> None:
        close()

    for name in ("SIGTERM", "SIGHUP", "SIGINT"):
        number = getattr(signal, name, None)
        if number is not None:
            signal.signal(number, ended)
    waker = QTimer()
    waker.timeout.connect(lambda: None)
    waker.start(_WAKE_MS)
    return waker
