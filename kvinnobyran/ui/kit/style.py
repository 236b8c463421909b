"""Put a theme and a text size on the whole program: Fusion, a palette and one style sheet."""

from enum import unique
from string import Template
from typing import Final

from PySide6.QtCore import QObject, Qt, Signal, SignalInstance
from PySide6.QtGui import QColor, QFontMetrics, QPalette
from PySide6.QtWidgets import QApplication

from kvinnobyran.domain.codes import Code
from kvinnobyran.paths import resource
from kvinnobyran.ui.kit import fonts, icons, indicators, look, speak
from kvinnobyran.ui.kit.look import Look
from kvinnobyran.ui.kit.tokens import DARK, HIGH_CONTRAST, LIGHT, Radius, Size, Tokens, Type

SMALLEST, LARGEST = 90, 200
"""Text size in percent."""
STEPS = (90, 100, 110, 125, 150, 175, 200)
"""What Ctrl++ and Ctrl+- step through."""


@unique
class Theme(Code):
    """What the user may choose."""

    SYSTEM = "system", "Följ systemet"
    LIGHT = "light", "Ljust"
    DARK = "dark", "Mörkt"
    HIGH_CONTRAST = "high_contrast", "Hög kontrast"


NAME: Final = "Fusion"
"""The style of Qt that our sheet is written for."""
STYLED: Final = "styled"
"""The property of an application that has that style."""
_DRESSED: Final = "dressed"


class _Notice(QObject):
    """Says when the look has changed, to those who paint for themselves."""

    changed = Signal()


_notice = _Notice()
_following: list[tuple[QApplication, int]] = []


def changed() -> SignalInstance:
    """Return the signal that a new look is in force."""
    return _notice.changed


def tokens_of(theme: Theme, app: QApplication) -> Tokens:
    """Return the tokens of a theme; ``SYSTEM`` asks the desktop for shade and contrast."""
    if theme is Theme.SYSTEM:
        hints = app.styleHints()
        if hints.accessibility().contrastPreference() is Qt.ContrastPreference.HighContrast:
            return HIGH_CONTRAST
        return DARK if hints.colorScheme() is Qt.ColorScheme.Dark else LIGHT
    return {Theme.LIGHT: LIGHT, Theme.DARK: DARK}.get(theme, HIGH_CONTRAST)


def apply(app: QApplication, theme: Theme, text_percent: int) -> None:
    """Put the theme and the text size on every window, at once.

    ``text_percent`` is held within 90 to 200.
    """
    percent = max(SMALLEST, min(LARGEST, text_percent))
    fonts.load()
    hints = app.styleHints()
    if theme is Theme.SYSTEM:
        hints.unsetColorScheme()
        if not _following:
            hints.colorSchemeChanged.connect(_follow)
        _following[:] = [(app, percent)]
    else:
        _following.clear()
    tokens = tokens_of(theme, app)
    if theme is not Theme.SYSTEM:
        hints.setColorScheme(Qt.ColorScheme.Dark if tokens.dark else Qt.ColorScheme.Light)
    now = Look(tokens, percent)
    look.put(now)
    if not app.property(STYLED):
        app.setStyle(NAME)
        app.setProperty(STYLED, True)
    if not app.property(_DRESSED):
        app.setProperty(_DRESSED, True)
        speak.install()
    # Without a sheet in between, Qt dresses each part anew once for every part that it lies in.
    app.setStyleSheet("")
    app.setFont(fonts.font(now.points(Type.BODY)))
    app.setPalette(palette(tokens))
    app.setStyleSheet(sheet(now))
    icons.refresh()
    look.tell_followers()
    _notice.changed.emit()


def _follow() -> None:
    """Take the system's new shade, if the user chose to follow it."""
    if _following:
        app, percent = _following[0]
        tokens = tokens_of(Theme.SYSTEM, app)
        if tokens is not look.current().tokens:
            apply(app, Theme.SYSTEM, percent)


def step(percent: int, by: int) -> int:
    """Return the next text size upwards (``by`` 1) or downwards (``by`` -1)."""
    if by > 0:
        return next((size for size in STEPS if size > percent), LARGEST)
    return next((size for size in reversed(STEPS) if size < percent), SMALLEST)


def palette(tokens: Tokens) -> QPalette:
    """Return the palette, for whatever a style sheet does not reach."""
    made = QPalette()
    role = QPalette.ColorRole
    for place, colour in {
        role.Window: tokens.window,
        role.WindowText: tokens.text,
        role.Base: tokens.base,
        role.AlternateBase: tokens.window,
        role.Text: tokens.text,
        role.PlaceholderText: tokens.muted,
        role.Button: tokens.base,
        role.ButtonText: tokens.text,
        role.BrightText: tokens.danger,
        role.ToolTipBase: tokens.text,
        role.ToolTipText: tokens.base,
        role.Highlight: tokens.accent,
        role.HighlightedText: tokens.on_accent,
        role.Accent: tokens.accent,
        role.Link: tokens.accent,
        role.LinkVisited: tokens.accent,
        role.Light: tokens.base,
        role.Midlight: tokens.line,
        role.Mid: tokens.border,
        role.Dark: tokens.border,
        role.Shadow: tokens.border,
    }.items():
        made.setColor(place, QColor(colour))
    for place in (role.WindowText, role.Text, role.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, place, QColor(tokens.disabled))
    return made


def sheet(now: Look) -> str:
    """Return the whole style sheet for a look. Letters are in points, never in pixels."""
    tokens = now.tokens
    name = "dark" if tokens is DARK else "light" if tokens is LIGHT else "high"
    body = fonts.font(now.points(Type.BODY))
    line = QFontMetrics(body).height()
    pad = max(5, (now.px(Size.CONTROL) - line) // 2 - 1)
    box = now.px(18)
    values = {field: getattr(tokens, field) for field in Tokens._fields}
    values |= {
        "pictures": indicators.register(tokens, name),
        "small": f"{now.points(Type.SMALL)}pt",
        "body": f"{now.points(Type.BODY)}pt",
        "lead": f"{now.points(Type.LEAD)}pt",
        "heading": f"{now.points(Type.HEADING)}pt",
        "title": f"{now.points(Type.TITLE)}pt",
        "field": f"{Radius.FIELD}px",
        "card": f"{Radius.CARD}px",
        "line_height": f"{line}px",
        "pad": f"{pad}px",
        "pad_focus": f"{pad - 1}px",
        "arrow": f"{now.px(16)}px",
        "arrow_room": f"{now.px(30)}px",
        "box": f"{box}px",
        "box_half": f"{box // 2 + 1}px",
        "chip_radius": f"{(line + 2 * pad) // 2 - 1}px",
        "chip_pad": f"{max(2, pad - 4)}px",
        "row_small": f"{now.px(30)}px",
        "icon": f"{now.icon}px",
        "compact": f"{now.px(20)}px",
        "target": f"{now.px(24)}px",
    }
    return Template(resource("style", "kit.qss").read_text("utf-8")).substitute(values)
