"""Looks at a document in memory: pages and pictures as pictures, text as text.

Nothing is written to a file. A PDF is drawn by a process beside the window, which holds no key
and ends when it takes too long; a picture is decoded in the two formats we know, within limits.
"""

import json

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QColor,
    QHideEvent,
    QImage,
    QImageReader,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPixmap,
    QShowEvent,
)
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from kvinnobyran.aside import frames
from kvinnobyran.domain.document import Document, Medium, text_of
from kvinnobyran.domain.trouble import Trouble
from kvinnobyran.flows.documents import content
from kvinnobyran.ui.kit import look
from kvinnobyran.ui.kit.aside import Aside
from kvinnobyran.ui.kit.buttons import Button, Kind
from kvinnobyran.ui.kit.desk import Desk
from kvinnobyran.ui.kit.editor import Editor
from kvinnobyran.ui.kit.flow import Flow
from kvinnobyran.ui.kit.focus import paint_ring
from kvinnobyran.ui.kit.icons import Icon
from kvinnobyran.ui.kit.label import Label, Voice
from kvinnobyran.ui.kit.plain import LONGEST_LINE, PlainArea
from kvinnobyran.ui.kit.speak import announce
from kvinnobyran.ui.kit.tokens import Radius, Space

_WIDTH = 720
"""Of a page at 100 %, in logical pixels."""
_NARROWEST = 200
_TEXT_HEIGHT = 360
_STEPS = (50, 75, 100, 150, 200)
_PATIENCE_MS = 20_000
MOST_PICTURE = 50_000_000
"""Pixels. A telephone's camera takes twelve million."""
_MEGABYTES = 256
_LONGEST_TEXT = 200_000
_FORMATS = {Medium.PNG: b"png", Medium.JPEG: b"jpeg"}
_SAID = {
    "damaged": "Filen är skadad eller ingen riktig PDF och kan inte visas här.",
    "locked": "PDF-filen är låst med ett eget lösenord och kan inte visas här.",
    "slow": "Sidan tog för lång tid att rita och visas inte. Filen kan vara gjord för att störa.",
    "large": "Bilden är för stor för att visas här.",
    "unknown": "Den här filtypen kan inte visas i programmet.",
}
_KEPT = "Dokumentet är kvar, helt och krypterat."


class Preview(QWidget, Editor):
    """Shows one document. It is no field: it has no value and is never edited.

    ``turned`` says that somebody is reading: another page, another size.
    """

    edited = Signal()
    turned = Signal()

    def __init__(self, desk: Desk, document: Document, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self._page, self._pages, self._number = 0, 1, 0
        self._size = _STEPS.index(100)
        self._whole = b""
        self._begun = False
        self._waits_for_pixels: tuple[int, int] | None = None
        self.words = Label("Hämtar dokumentet …", Voice.MUTED)
        self.picture = Label("", wrap=False)
        self.picture.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        self.text = PlainArea()
        self.text.setReadOnly(True)
        self.text.setAccessibleName("Dokumentets text")
        self.text.setMinimumHeight(look.current().px(_TEXT_HEIGHT))
        self.back = Button("Föregående", Kind.QUIET, icon=Icon.CHEVRON_LEFT, then=self._back)
        self.on = Button("Nästa", Kind.QUIET, icon=Icon.CHEVRON_RIGHT, then=self._on)
        self.back.setAccessibleName("Föregående sida")
        self.on.setAccessibleName("Nästa sida")
        self.less = Button("Mindre", Kind.QUIET, icon=Icon.MINUS, then=lambda: self._grow(-1))
        self.more = Button("Större", Kind.QUIET, icon=Icon.ADD, then=lambda: self._grow(1))
        self.where = Label("", Voice.MUTED, wrap=False)
        self.where.setAlignment(Qt.AlignmentFlag.AlignVCenter)
        self._bar = Flow(self.back, self.on, self.where, self.less, self.more)
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.XS, Space.XS, Space.XS, Space.XS)
        column.setSpacing(Space.S)
        for part in (self._bar, self.words, self.picture, self.text):
            column.addWidget(part)
        for part in (self._bar, self.picture, self.text):
            part.hide()
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._aside = Aside("pages", self)
        self._aside.came.connect(self._came)
        self._aside.ended.connect(lambda: self._say("damaged"))
        self.destroyed.connect(self._aside.stop)
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.setInterval(_PATIENCE_MS)
        self._patience.timeout.connect(self._too_slow)
        desk.ask(content, document, then=self._loaded, otherwise=self._refused, owner=self)

    def value(self) -> None:
        """Return nothing: a preview is looked at."""

    def set_value(self, value: object) -> None:
        """Do nothing."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Turn pages with the arrows to the sides; the others scroll."""
        turns = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
        if event.key() in turns:
            self._turn(turns[Qt.Key(event.key())])
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the focus ring: the arrows work here."""
        super().paintEvent(event)
        if self.hasFocus():
            paint_ring(self, Radius.FIELD, gap=False)

    def showEvent(self, event: QShowEvent) -> None:
        """Begin when the layout has said how wide it is."""
        super().showEvent(event)
        QTimer.singleShot(0, self, self._begin)

    def hideEvent(self, event: QHideEvent) -> None:
        """End the process beside the window with what is no longer looked at."""
        super().hideEvent(event)
        self._patience.stop()
        self._aside.stop()

    # --- what it is -----------------------------------------------------------------------------

    def _loaded(self, whole: bytes) -> None:
        self._whole = whole
        if self.isVisible():
            self._begin()

    def _begin(self) -> None:
        """Show it, now that it is known how much room there is; once."""
        if self._begun or not self._whole:
            return
        self._begun = True
        whole, medium = self._whole, self._document.medium
        if medium is Medium.PDF:
            self._ask_page()
        elif medium in _FORMATS:
            self._show_picture(whole, medium)
        elif medium is Medium.TEXT:
            self._show_text(whole)
        else:
            self._say("unknown")

    def _refused(self, trouble: Trouble) -> None:
        self.words.setText(f"{trouble.sentence} {trouble.way_on}")

    def _say(self, what: str) -> None:
        self._patience.stop()
        self.picture.hide()
        self._bar.hide()
        self.words.setText(f"{_SAID[what]} {_KEPT}")
        self.words.show()

    # --- a PDF ------------------------------------------------------------------------------------

    def _ask_page(self) -> None:
        self._number += 1
        width = self._room() * _STEPS[self._size] // 100
        if not self._aside.running:
            self._aside.send(frames.frame(self._whole))
        pixels = round(width * self.devicePixelRatioF())
        self._aside.send(frames.message(n=self._number, page=self._page, width=pixels))
        self._patience.start()

    def _room(self) -> int:
        """Return how wide a page is at 100 %: as wide as a page should be, if it fits."""
        return max(_NARROWEST, min(look.current().px(_WIDTH), self.width() - 2 * Space.XS))

    def _came(self, frame: bytes) -> None:
        if self._waits_for_pixels is not None:
            (width, height), self._waits_for_pixels = self._waits_for_pixels, None
            image = QImage(frame, width, height, width * 4, QImage.Format.Format_RGBA8888)
            self._show_page(image.copy())
            return
        said = json.loads(frame)
        if "trouble" in said:
            self._say(str(said["trouble"]))
        else:
            self._pages = int(said["pages"])
            self._waits_for_pixels = int(said["width"]), int(said["height"])

    def _show_page(self, image: QImage) -> None:
        self._patience.stop()
        where = f"Sida {self._page + 1} av {self._pages}"
        self._put(image, f"{where}, som bild: den kan inte läsas upp")
        self.where.setText(where)
        self.where.setMinimumHeight(self.back.sizeHint().height())
        self.back.setEnabled(self._page > 0)
        self.on.setEnabled(self._page + 1 < self._pages)
        self.less.setEnabled(self._size > 0)
        self.more.setEnabled(self._size + 1 < len(_STEPS))
        self._bar.show()

    def _back(self) -> None:
        self._turn(-1)

    def _on(self) -> None:
        self._turn(1)

    def _turn(self, by: int) -> None:
        if 0 <= self._page + by < self._pages:
            self._page += by
            self._ask_page()
            self.turned.emit()
            announce(self, f"Sida {self._page + 1} av {self._pages}")

    def _grow(self, by: int) -> None:
        if 0 <= self._size + by < len(_STEPS):
            self._size += by
            self._ask_page()
            self.turned.emit()

    def _too_slow(self) -> None:
        self._aside.stop()
        self._say("slow")

    # --- a picture, a text ------------------------------------------------------------------------

    def _show_picture(self, whole: bytes, medium: Medium) -> None:
        image = picture_of(whole, medium, look.current().px(_WIDTH) * 2)
        if isinstance(image, str):
            self._say(image)
        else:
            shown = min(image.width(), self._room())
            image.setDevicePixelRatio(max(1.0, image.width() / shown))
            self._put(image, f"{medium.label}: den kan inte läsas upp")

    def _show_text(self, whole: bytes) -> None:
        text = text_of(whole) or ""
        cut = len(text) > _LONGEST_TEXT
        self.text.set_text(_short_lines(text[:_LONGEST_TEXT]))
        self.text.show()
        self.words.setText("Bara början visas: texten är mycket lång." if cut else "")
        self.words.setVisible(cut)

    def _put(self, image: QImage, name: str) -> None:
        shown = QPixmap.fromImage(image)
        painter = QPainter(shown)
        painter.setPen(QColor(look.current().tokens.border))
        size = shown.deviceIndependentSize().toSize()
        painter.drawRect(0, 0, size.width() - 1, size.height() - 1)
        painter.end()
        self.words.hide()
        self.picture.setPixmap(shown)
        self.picture.setAccessibleName(name)
        self.setAccessibleName(f"Dokumentets innehåll. {name}")
        self.picture.show()


def picture_of(whole: bytes, medium: Medium, widest: int) -> QImage | str:
    """Return a PNG or JPEG no wider than so many pixels, or what is wrong with it.

    Only the format that the content claims is tried, so that no other decoder sees it.
    """
    QImageReader.setAllocationLimit(_MEGABYTES)
    device = QBuffer()
    device.setData(QByteArray(whole))
    device.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(device, QByteArray(_FORMATS[medium]))
    reader.setDecideFormatFromContent(False)
    reader.setAutoTransform(True)
    size = reader.size()
    if not size.isValid() or size.isEmpty():
        return "damaged"
    if size.width() * size.height() > MOST_PICTURE:
        return "large"
    if size.width() > widest:
        reader.setScaledSize(QSize(widest, max(1, size.height() * widest // size.width())))
    image = reader.read()
    return "damaged" if image.isNull() else image


def _short_lines(text: str) -> str:
    """Cut lines that Qt would take minutes to lay out."""
    return "\n".join(
        line[start : start + LONGEST_LINE]
        for line in text.split("\n")
        for start in range(0, max(1, len(line)), LONGEST_LINE)
    )
