"""The clipboard, treated as the open window it is (security.md section 7).

Only plain text is put there, marked so that clipboard histories leave it out, and it is
taken away after a minute and at lock. Nothing is ever put in X11's selection.
"""

import os

from PySide6.QtCore import QMimeData, QTimer
from PySide6.QtGui import QClipboard, QGuiApplication

SECONDS = 60
"""How long a copied text stays."""

_WINDOWS = 'application/x-qt-windows-mime;value="{}"'
_HINTS = {
    "x-kde-passwordManagerHint": b"secret",
    _WINDOWS.format("ExcludeClipboardContentFromMonitorProcessing"): b"1",
    _WINDOWS.format("CanIncludeInClipboardHistory"): bytes(4),
    _WINDOWS.format("CanUploadToCloudClipboard"): bytes(4),
}
_timers: list[QTimer] = []
_key = os.urandom(32)
_ours: list[bytes] = []
"""The digest of what we last put there: not every platform can say whose it is."""


def wrapped(text: str) -> QMimeData:
    """Return the text as plain text only, with the hints that keep it out of histories."""
    data = QMimeData()
    data.setText(text)
    _ours[:] = [_digest(text)]
    for name, value in _HINTS.items():
        data.setData(name, value)
    return data


def _digest(text: str) -> bytes:
    import hashlib  # with all of OpenSSL: not for the lock page

    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), key=_key).digest()


def put(text: str) -> None:
    """Put the text on the clipboard for a minute; an empty text is not put."""
    if text:
        QGuiApplication.clipboard().setMimeData(wrapped(text))
        watch()


def watch() -> None:
    """Start (again) the minute after which the clipboard is emptied."""
    app = QGuiApplication.instance()
    if not _timers or _timers[0].parent() is not app:
        timer = QTimer(app)
        timer.setSingleShot(True)
        timer.timeout.connect(clear)
        _timers[:] = [timer]
    _timers[0].start(SECONDS * 1000)


def clear() -> None:
    """Empty the clipboard if what lies there is ours. Called at lock and at exit too."""
    if _timers:
        _timers[0].stop()
    board = QGuiApplication.clipboard()
    if board.ownsClipboard() or (_ours and _ours[0] == _digest(board.text())):
        board.clear()
    _ours.clear()


def text() -> str:
    """Return what lies on the clipboard, as plain text."""
    return QGuiApplication.clipboard().text()


def guard_selection() -> None:
    """Never let a marked text become X11's selection, which any program may read."""
    board = QGuiApplication.clipboard()

    def take_away() -> None:
        if board.ownsSelection():
            board.clear(QClipboard.Mode.Selection)

    if board.supportsSelection():
        board.selectionChanged.connect(take_away)
