"""What each icon means, and the colouring of it by the theme in force.

The files are Tabler's (MIT), drawn with ``currentColor``. ``give`` remembers who got an
icon, so that ``refresh`` can colour it anew when the theme changes.
"""

from enum import StrEnum
from functools import lru_cache
from weakref import WeakKeyDictionary

from PySide6.QtCore import QByteArray, QObject, QSize, Qt
from PySide6.QtGui import QFontMetrics, QGuiApplication, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QAbstractButton, QPushButton
from shiboken6 import isValid

from kvinnobyran.paths import resource
from kvinnobyran.ui.kit import look


class Icon(StrEnum):
    """Every icon that the window uses; the value is the file's name."""

    TODAY = "sun"
    CASES = "folder"
    CALENDAR = "calendar"
    GROUPS = "users-group"
    SCHOOL = "school"
    STATISTICS = "chart-bar"
    SETTINGS = "settings"
    LOCK = "lock"
    UNLOCK = "lock-open"
    PHONE = "phone"
    NEW_CONTACT = "phone-plus"
    MAIL = "mail"
    VISIT = "door-enter"
    PERSON = "user"
    PEOPLE = "users"
    SUPPORT = "heart-handshake"
    BOOKED = "calendar-event"
    ADD = "plus"
    CHECK = "check"
    MINUS = "minus"
    CLOSE = "x"
    SEARCH = "search"
    UNDO = "arrow-back-up"
    REDO = "arrow-forward-up"
    WARNING = "alert-triangle"
    DANGER = "alert-circle"
    INFO = "info-circle"
    OK = "circle-check"
    CHEVRON_DOWN = "chevron-down"
    CHEVRON_UP = "chevron-up"
    CHEVRON_RIGHT = "chevron-right"
    CHEVRON_LEFT = "chevron-left"
    UP = "arrow-up"
    DOWN = "arrow-down"
    CHOOSE = "selector"
    EDIT = "pencil"
    DELETE = "trash"
    PRINT = "printer"
    EXPORT = "file-export"
    SAVE = "device-floppy"
    SHOW = "eye"
    HIDE = "eye-off"
    CLOCK = "clock"
    PROTECTED = "shield-lock"
    BACKUP = "shield-check"
    MORE = "dots"
    NOTE = "notes"
    REPORT = "file-text"
    KEY = "key"
    SIGN = "signature"
    LINK = "link"
    HISTORY = "history"
    HELP = "help"
    REMINDER = "bell"
    FILTER = "filter"


_GAP = 4
_worn: WeakKeyDictionary[QObject, tuple[Icon, str]] = WeakKeyDictionary()


@lru_cache(maxsize=256)
def svg(icon: Icon, colour: str, stroke: float = 1.75) -> bytes:
    """Return the icon's SVG in ``colour`` (``#RRGGBB``) with lines of ``stroke`` (of 24)."""
    text = resource("icons", f"{icon.value}.svg").read_text("utf-8")
    text = text.replace("currentColor", colour)
    return text.replace('stroke-width="2"', f'stroke-width="{stroke}"').encode()


@lru_cache(maxsize=256)
def _drawn(icon: Icon, colour: str, size: int, ratio: float) -> QPixmap:
    pixmap = QPixmap(QSize(round(size * ratio), round(size * ratio)))
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    QSvgRenderer(QByteArray(svg(icon, colour))).render(painter)
    painter.end()
    pixmap.setDevicePixelRatio(ratio)
    return pixmap


def pixmap(icon: Icon, tone: str = "text", size: int = 0) -> QPixmap:
    """Return the icon in the colour of a token (``tone``), ``size`` logical pixels wide."""
    now = look.current()
    app = QGuiApplication.instance()
    ratio = app.devicePixelRatio() if isinstance(app, QGuiApplication) else 1.0
    return _drawn(icon, now.colour(tone), size or now.icon, ratio)


def picture(icon: Icon, tone: str = "text", gap: int = 0) -> QIcon:
    """Return a QIcon in the colour of a token, with a paler drawing when disabled.

    ``gap`` is room at the right, for a push button whose words would stand too near.
    """
    return _picture(pixmap(icon, tone), pixmap(icon, "disabled"), gap)


@lru_cache(maxsize=256)
def _picture(drawn: QPixmap, paler: QPixmap, gap: int) -> QIcon:
    made = QIcon(_beside(drawn, gap))
    made.addPixmap(_beside(paler, gap), QIcon.Mode.Disabled)
    return made


def _beside(drawn: QPixmap, gap: int) -> QPixmap:
    if not gap:
        return drawn
    ratio = drawn.devicePixelRatio()
    wider = QPixmap(drawn.width() + round(gap * ratio), drawn.height())
    wider.setDevicePixelRatio(ratio)
    wider.fill(Qt.GlobalColor.transparent)
    painter = QPainter(wider)
    painter.drawPixmap(0, 0, drawn)
    painter.end()
    return wider


def give(wearer: QObject, icon: Icon, tone: str = "text") -> None:
    """Set the icon of a button or an action, and keep it right when the theme changes."""
    _worn[wearer] = (icon, tone)
    _put_on(wearer, icon, tone)


def _put_on(wearer: QObject, icon: Icon, tone: str) -> None:
    side = look.current().icon
    set_icon = getattr(wearer, "setIcon", None)
    if set_icon is not None:
        gap = 0
        if isinstance(wearer, QPushButton):
            # No taller than the words, so that buttons with and without are equally high.
            side = min(side, QFontMetrics(QGuiApplication.font()).height())
            gap = _GAP
        set_icon(picture(icon, tone, gap))
        if isinstance(wearer, QAbstractButton):
            wearer.setIconSize(QSize(side + gap, side))
    else:
        set_pixmap = getattr(wearer, "setPixmap")  # noqa: B009 - a label; QObject has no such name
        set_pixmap(pixmap(icon, tone))


def refresh() -> None:
    """Colour every given icon anew; called by ``style.apply``."""
    for wearer, (icon, tone) in list(_worn.items()):
        if isValid(wearer):
            _put_on(wearer, icon, tone)
