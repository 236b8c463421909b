"""A paper as it will be printed, page under page, as pictures out of memory."""

from PySide6.QtCore import QRectF, Signal
from PySide6.QtGui import QColor, QImage, QPainter, QPixmap
from PySide6.QtWidgets import QAbstractScrollArea, QSizePolicy

from kvinnobyran.ui.kit import look
from kvinnobyran.ui.kit.editor import Editor
from kvinnobyran.ui.kit.label import Label
from kvinnobyran.ui.kit.tokens import Space

_DPI = 72


class PagePicture(Label, Editor):
    """The pages as they will be printed. They are looked at, and have no value."""

    edited = Signal()

    def __init__(self) -> None:
        super().__init__("", wrap=False)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def value(self) -> None:
        """Return nothing: it is looked at."""

    def set_value(self, value: object) -> None:
        """Keep what is shown."""

    def draft(self) -> None:
        """Return nothing: there is nothing to keep."""

    def restore(self, draft: object) -> None:
        """Keep what is shown."""

    def show_pdf(self, pdf: bytes, words: str) -> None:
        """Show the pages of a PDF; ``words`` say of them what a picture cannot."""
        from kvinnobyran.reports.render import pictures

        ratio = self.devicePixelRatioF()
        pages = [
            QImage(
                each.rgba, each.width, each.height, each.width * 4, QImage.Format.Format_RGBA8888
            ).copy()
            for each in pictures(pdf, dpi=_DPI * ratio * look.current().percent / 100)
        ]
        gap = round(Space.M * ratio)
        height = sum(page.height() + gap for page in pages) - gap
        shown = QPixmap(max(page.width() for page in pages), height)
        tokens = look.current().tokens
        shown.fill(QColor(tokens.window))
        painter = QPainter(shown)
        painter.setPen(QColor(tokens.border))
        top = 0
        for page in pages:
            painter.drawImage(0, top, page)
            painter.drawRect(QRectF(0, top, page.width() - 1, page.height() - 1))
            top += page.height() + gap
        painter.end()
        shown.setDevicePixelRatio(ratio)
        self.setPixmap(shown)
        self.setFixedSize(shown.deviceIndependentSize().toSize())
        self._make_room()
        number = "" if len(pages) == 1 else f", {len(pages)} sidor"
        self.setAccessibleName(f"Papperet som det skrivs ut, som bild{number}. {words}")

    def _make_room(self) -> None:
        """Tell everything that holds it, up to what scrolls: Qt loses it where it was hidden."""
        holder = self.parentWidget()
        while holder is not None and not isinstance(holder, QAbstractScrollArea):
            layout = holder.layout()
            if layout is not None:
                layout.invalidate()
                layout.activate()
            holder.updateGeometry()
            holder = holder.parentWidget()
