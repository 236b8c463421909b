"""Text that is read, not typed. Always plain: a record's text is never markup."""

from enum import StrEnum

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from kvinnobyran.ui.kit import icons
from kvinnobyran.ui.kit.icons import Icon


class Voice(StrEnum):
    """How a text speaks; the style sheet says what each looks like."""

    BODY = "body"
    TITLE = "title"
    HEADING = "heading"
    LEAD = "lead"
    LABEL = "label"
    STRONG = "strong"
    MUTED = "muted"
    SMALL = "small"
    DANGER = "danger"
    WARN = "warn"
    OK = "ok"
    INFO = "info"


class Label(QLabel):
    """A plain-text label that wraps by itself; ``selectable`` lets its text be copied."""

    def __init__(
        self,
        text: str = "",
        voice: Voice = Voice.BODY,
        *,
        wrap: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setText(text)
        self.setWordWrap(wrap)
        if wrap:
            policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
            policy.setHeightForWidth(True)
            self.setSizePolicy(policy)
        self.speak_as(voice)

    def speak_as(self, voice: Voice) -> None:
        """Change the voice."""
        self.setProperty("voice", voice.value)
        restyle(self)


class IconLabel(QLabel):
    """An icon beside words. It has no name of its own: the words say it."""

    def __init__(self, icon: Icon, tone: str = "text", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        icons.give(self, icon, tone)

    def show_icon(self, icon: Icon, tone: str = "text") -> None:
        """Show another icon."""
        icons.give(self, icon, tone)


def restyle(widget: QWidget) -> None:
    """Let the style sheet look at the widget's properties again."""
    if not widget.testAttribute(Qt.WidgetAttribute.WA_WState_Polished):
        return  # it has not looked at the sheet yet, and will
    style = widget.style()
    style.unpolish(widget)
    style.polish(widget)
    widget.update()
