"""The very pages that print, under one another."""

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtGui import QImage, QPixmap, QResizeEvent
from PySide6.QtWidgets import QLabel, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from kvinnobyran.ui.kit.tokens import Space
from kvinnobyran.ui.statistics.rendering import Background, images

_A4_INCHES, _A4_LONG = 8.27, 11.69
_LEAST_DPI, _MOST_DPI = 60.0, 160.0
_SETTLED_MS = 300
_LEAST_HEIGHT = 240
_EDGE = 2 * Space.M


class Preview(QScrollArea):
    """Pictures of pages, as wide as there is room for, drawn in the background.

    ``failed`` takes what the drawing raised. A page in ``landscape`` takes the dots of an upright
    one's height for its width.
    """

    def __init__(
        self,
        background: Background,
        failed: Callable[[BaseException], object],
        *,
        name: str = "Förhandsvisning av rapporten",
        landscape: bool = False,
    ) -> None:
        super().__init__()
        self._background, self._failed = background, failed
        self._inches = _A4_LONG if landscape else _A4_INCHES
        self._pdf, self._new = b"", True
        self.setWidgetResizable(True)
        self.setAccessibleName(name)
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
        self._settled.timeout.connect(self._draw)

    def stand(self, height: int) -> None:
        """Take at least this height, in pixels: nobody reads a page through a slit."""
        self.setMinimumHeight(max(_LEAST_HEIGHT, height))

    @property
    def dpi(self) -> float:
        """Return the resolution that fills the width, in real pixels per inch."""
        upright = self._inches / _A4_INCHES
        width = (self.viewport().width() - _EDGE) / self._inches
        least, most = _LEAST_DPI / upright, _MOST_DPI / upright
        return max(least, min(most, width)) * self.devicePixelRatioF()

    @property
    def count(self) -> int:
        """Return how many pages are shown."""
        return len(self._pages)

    def sizeHint(self) -> QSize:
        """Ask for no more height than it must have: what words need beside it is added to that."""
        return QSize(560, self.minimumHeight())

    def show_pdf(self, pdf: bytes) -> None:
        """Show these pages when they are drawn; none of nothing."""
        self._pdf, self._new = pdf, True
        if pdf:
            self._draw()
        else:
            self.show_pages([])

    def _draw(self) -> None:
        pdf, dpi = self._pdf, self.dpi
        if pdf:
            self._background.do(
                "pages", lambda: images(pdf, dpi=dpi), self.show_pages, self._failed
            )

    def show_pages(self, drawn: list[QImage]) -> None:
        """Show these pages, whole and in their places at once; new ones from the top."""
        for page in self._pages:
            self._column.removeWidget(page)
            page.hide()
            page.deleteLater()
        self._pages = []
        for number, image in enumerate(drawn, 1):
            pixmap = QPixmap.fromImage(image)
            pixmap.setDevicePixelRatio(self.devicePixelRatioF())
            page = QLabel(self._ground)
            page.setPixmap(pixmap)
            page.setFrameShape(QLabel.Shape.Box)
            page.setAccessibleName(f"Sida {number} av {len(drawn)}")
            flag = Qt.AlignmentFlag
            page.setFixedSize(page.sizeHint())
            self._column.addWidget(page, 0, flag.AlignHCenter | flag.AlignTop)
            page.show()
            self._pages.append(page)
        # Left to Qt, they would lie on one another until the window next comes to rest.
        room = self.viewport().size()
        self._ground.resize(room.expandedTo(self._column.totalMinimumSize()))
        self._column.activate()
        if self._new:
            self.verticalScrollBar().setValue(0)
        self._new = False

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Ask for pages of another size when the window has come to rest."""
        super().resizeEvent(event)
        if self._pages and event.oldSize().width() != event.size().width():
            self._settled.start()
