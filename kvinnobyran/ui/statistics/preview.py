"""The very pages that print, under one another."""

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QImage, QPixmap, QResizeEvent
from PySide6.QtWidgets import QLabel, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from kvinnobyran.ui.kit.tokens import Space

_A4_INCHES = 8.27
_LEAST_DPI, _MOST_DPI = 60.0, 160.0
_SETTLED_MS = 300
_LEAST_HEIGHT = 240
_EDGE = 2 * Space.M


class Preview(QScrollArea):
    """Pictures of pages, as wide as there is room for. ``resized`` asks for new pictures."""

    resized = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setAccessibleName("Förhandsvisning av rapporten")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setMinimumHeight(_LEAST_HEIGHT)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._ground = QWidget()
        self._column = QVBoxLayout(self._ground)
        self._column.setContentsMargins(0, 0, Space.M, 0)
        self._column.setSpacing(Space.M)
        self.setWidget(self._ground)
        self._pages: list[QLabel] = []
        self._settled = QTimer(self)
        self._settled.setSingleShot(True)
        self._settled.setInterval(_SETTLED_MS)
        self._settled.timeout.connect(self.resized)

    def stand(self, height: int) -> None:
        """Take at least this height, in pixels: nobody reads a page through a slit."""
        self.setMinimumHeight(max(_LEAST_HEIGHT, height))

    @property
    def dpi(self) -> float:
        """Return the resolution that fills the width, in real pixels per inch."""
        width = (self.viewport().width() - _EDGE) / _A4_INCHES
        return max(_LEAST_DPI, min(_MOST_DPI, width)) * self.devicePixelRatioF()

    @property
    def count(self) -> int:
        """Return how many pages are shown."""
        return len(self._pages)

    def sizeHint(self) -> QSize:
        """Ask for no more height than it must have: what words need beside it is added to that."""
        return QSize(560, self.minimumHeight())

    def show_pages(self, images: list[QImage]) -> None:
        """Show these pages from the top."""
        for page in self._pages:
            self._column.removeWidget(page)
            page.hide()
            page.deleteLater()
        self._pages = []
        for number, image in enumerate(images, 1):
            pixmap = QPixmap.fromImage(image)
            pixmap.setDevicePixelRatio(self.devicePixelRatioF())
            page = QLabel(self._ground)
            page.setPixmap(pixmap)
            page.setFrameShape(QLabel.Shape.Box)
            page.setAccessibleName(f"Sida {number} av {len(images)}")
            flag = Qt.AlignmentFlag
            self._column.addWidget(page, 0, flag.AlignHCenter | flag.AlignTop)
            self._pages.append(page)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Ask for pages of another size when the window has come to rest."""
        super().resizeEvent(event)
        if self._pages and event.oldSize().width() != event.size().width():
            self._settled.start()
