"""The QApplication: Swedish, our look, and silent where Qt would print what it is given."""

from PySide6.QtCore import (
    QMessageLogContext,
    QtMsgType,
    qInstallMessageHandler,
)
from PySide6.QtWidgets import QApplication

from kvinnobyran import log
from kvinnobyran.ui.kit import clipboard, style, swedish
from kvinnobyran.ui.kit.style import Theme


def make_application(theme: Theme, text_size: int) -> QApplication:
    """Return the application, before any widget is made. Called once in a process."""
    qInstallMessageHandler(drop_text)
    # Qt puts the style on by itself: asking for one here would read its 900 names first.
    app = QApplication(["kvinnobyran", "-style", style.NAME])
    app.setProperty(style.STYLED, True)
    app.setApplicationName("kvinnobyran")
    app.setApplicationDisplayName("")
    app.setDesktopFileName("kvinnobyran")
    swedish.install(app)
    style.apply(app, theme, text_size)
    clipboard.guard_selection()
    return app


def drop_text(kind: QtMsgType, context: QMessageLogContext, _message: str) -> None:
    """Log that Qt had something to say, and not what: it prints data (security.md section 7)."""
    if kind is not QtMsgType.QtDebugMsg:
        log.warning("qt %s %s", kind.name, context.category or "")
