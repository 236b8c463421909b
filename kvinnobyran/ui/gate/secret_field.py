"""The field for a passphrase or a PIN: hidden until asked to show, and aware of Caps Lock."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from kvinnobyran.ui.kit.buttons import IconButton
from kvinnobyran.ui.kit.icons import Icon, give
from kvinnobyran.ui.kit.label import Label, Voice
from kvinnobyran.ui.kit.plain import PlainLine
from kvinnobyran.ui.kit.tokens import Space

_X11_CAPS_LOCK = 0x2
_LANGUAGES = {
    "da": "danska",
    "de": "tyska",
    "en": "engelska",
    "es": "spanska",
    "fi": "finska",
    "fr": "franska",
    "nb": "norska",
    "nn": "norska",
}


class _Line(PlainLine):
    """A line that sees every key, for Caps Lock."""

    caps_lock = Signal(bool)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        on = caps_lock_in(event, QGuiApplication.platformName())
        if on is not None:
            self.caps_lock.emit(on)
        super().keyPressEvent(event)


def caps_lock_in(event: QKeyEvent, platform: str) -> bool | None:
    """Tell from a key press whether Caps Lock is on; ``None`` when it does not show.

    X11 says so in every key press. Elsewhere a letter tells: large without Shift, or small with.
    """
    if event.key() == Qt.Key.Key_CapsLock:
        return None
    if platform == "xcb" and event.nativeScanCode():
        return bool(event.nativeModifiers() & _X11_CAPS_LOCK)
    text = event.text()
    if len(text) != 1 or text.lower() == text.upper():
        return None
    shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
    return text.isupper() != shift


def layout_words() -> str:
    """Return a hint when the keyboard is not Swedish, or an empty string."""
    code = QGuiApplication.inputMethod().locale().name().partition("_")[0]
    if code in {"sv", "C", ""}:
        return ""
    language = _LANGUAGES.get(code, "ett annat språk")
    return f"Tangentbordet är inställt på {language}. Å, ä, ö och andra tecken kan ligga fel."


class SecretField(QWidget):
    """A named line with "Visa" beside it and hints below. ``entered`` is the Enter key."""

    entered = Signal()
    changed = Signal()

    def __init__(self, name: str, *, digits: bool = False, hints: bool = True) -> None:
        super().__init__()
        self.label = Label(name, Voice.LABEL)
        self.line = _Line()
        self.line.setAccessibleName(name)
        self.line.setEchoMode(QLineEdit.EchoMode.Password)
        self.line.setInputMethodHints(
            self.line.inputMethodHints()
            | Qt.InputMethodHint.ImhHiddenText
            | Qt.InputMethodHint.ImhNoAutoUppercase
            | (Qt.InputMethodHint.ImhDigitsOnly if digits else Qt.InputMethodHint.ImhNone)
        )
        self.label.setBuddy(self.line)
        self._show = IconButton(Icon.SHOW, f"Visa {name.lower()}", then=self._toggle)
        self._name = name
        self._caps = Label("Caps Lock är på.", Voice.WARN)
        self._caps.hide()
        self._layout_hint = Label(layout_words() if hints else "", Voice.SMALL)
        if not self._layout_hint.text():
            self._layout_hint.hide()
        row = QHBoxLayout()
        row.setSpacing(Space.S)
        row.addWidget(self.line, 1)
        row.addWidget(self._show)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.XS)
        column.addWidget(self.label)
        column.addLayout(row)
        column.addWidget(self._caps)
        column.addWidget(self._layout_hint)
        self.setFocusProxy(self.line)
        self.line.caps_lock.connect(self._caps.setVisible)
        self.line.returnPressed.connect(self.entered)
        self.line.textChanged.connect(self.changed)
        QGuiApplication.inputMethod().localeChanged.connect(self._hint)

    def rename(self, name: str) -> None:
        """Ask for something else: a PIN in the place of a passphrase."""
        self._name = name
        self.label.setText(name)
        self.line.setAccessibleName(name)
        self._hide()

    def text(self) -> str:
        """Return what was typed."""
        return self.line.text()

    def empty(self) -> None:
        """Forget what was typed, also what Undo would bring back."""
        self.line.setText("")
        self._hide()

    def caps_is_on(self) -> bool:
        """Return whether Caps Lock was seen on."""
        return not self._caps.isHidden()

    def _toggle(self) -> None:
        if self.line.echoMode() is QLineEdit.EchoMode.Password:
            self.line.setEchoMode(QLineEdit.EchoMode.Normal)
            give(self._show, Icon.HIDE)
            self._say(f"Dölj {self._name.lower()}")
        else:
            self._hide()
        self.line.setFocus()

    def _hide(self) -> None:
        self.line.setEchoMode(QLineEdit.EchoMode.Password)
        give(self._show, Icon.SHOW)
        self._say(f"Visa {self._name.lower()}")

    def _say(self, text: str) -> None:
        self._show.setAccessibleName(text)
        self._show.setToolTip(text)

    def _hint(self) -> None:
        words = layout_words()
        self._layout_hint.setText(words)
        self._layout_hint.setVisible(bool(words))
