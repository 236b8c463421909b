"""What every page is: one heading, one main thing to do, room for notices, and a body."""

from enum import IntEnum
from typing import Protocol

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from kvinnobyran.ui.kit import look
from kvinnobyran.ui.kit.buttons import Button
from kvinnobyran.ui.kit.heading import Heading
from kvinnobyran.ui.kit.notice import Notice
from kvinnobyran.ui.kit.tokens import Size, Space

_SHORT = 480
"""Below this height, in logical pixels at 100 %, what is written needs the heading's room too."""


class Written(Protocol):
    """Something that is written on a page, and is to have the room."""

    def fold(self, *, folded: bool) -> None:
        """Let its own heading scroll away with the rest, or stand still."""


class Width(IntEnum):
    """How wide a page's content grows, in logical pixels at 100 %."""

    FORM = Size.FORM
    READING = Size.READING
    WIDE = Size.WIDE
    FULL = 16_000


class Page(QWidget):
    """The base of every page.

    Put the content in ``body``. With ``scroll`` false the body fills the page and scrolls
    by itself (a table, a calendar). ``panes`` names what F6 goes between, in order.
    """

    def __init__(
        self,
        title: str,
        lead: str = "",
        *,
        width: Width = Width.READING,
        scroll: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._width = width
        self.heading = Heading(title, lead)
        self.notice = Notice()
        """The page's own bar; hidden until ``tell``."""
        self.notice.hide()
        self.body = QVBoxLayout()
        self.body.setSpacing(Space.L)
        self._content = QWidget()
        column = QVBoxLayout(self._content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.L)
        column.addWidget(self.heading)
        column.addWidget(self.notice)
        column.addLayout(self.body, 0 if scroll else 1)
        if scroll:
            column.addStretch(1)
        self._content.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._column = column
        self._written: Written | None = None
        self._folded = False
        self._margins = row = QHBoxLayout()
        row.setContentsMargins(Space.XXL, Space.XL, Space.XXL, Space.XL)
        row.addWidget(self._content, 1)
        row.addStretch(0)
        self._whole = QVBoxLayout(self)
        self._whole.setContentsMargins(0, 0, 0, 0)
        self._whole.setSpacing(0)
        self._scroll: QScrollArea | None = None
        if scroll:
            ground = QWidget()
            ground.setLayout(row)
            self._scroll = QScrollArea()
            self._scroll.setWidgetResizable(True)
            self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
            self._scroll.setWidget(ground)
            self._whole.addWidget(self._scroll)
        else:
            self._whole.addLayout(row, 1)
        self.setAccessibleName(title)
        look.follow(self._fit)

    @property
    def panes(self) -> tuple[QWidget, ...]:
        """Return what F6 goes between; a page with several panes says its own."""
        return (self._content,)

    def say(self, title: str, lead: str = "") -> None:
        """Change the heading."""
        self.heading.say(title, lead)
        self.setAccessibleName(title)

    def offer(self, *buttons: Button) -> None:
        """Put buttons beside the heading, the primary one last."""
        self.heading.offer(*buttons)

    def tell(self, notice: Notice) -> None:
        """Show another notice in the place of the page's own; it is the page's now."""
        column = self._content.layout()
        if column is not None:
            column.replaceWidget(self.notice, notice)
        self.notice.hide()
        self.notice.deleteLater()
        self.notice = notice
        notice.show()

    def foot(self, widget: QWidget) -> None:
        """Keep a row of buttons in sight below the scrolling body."""
        row = QHBoxLayout()
        row.setContentsMargins(Space.XXL, Space.M, Space.XXL, Space.M)
        row.addWidget(widget, 1)
        self._whole.addLayout(row)

    def reveal(self, widget: QWidget) -> None:
        """Scroll so that a widget is seen whole."""
        if self._scroll is not None:
            self._scroll.ensureWidgetVisible(widget, Space.XL, Space.XL)

    def write_on(self, written: Written | None) -> None:
        """Let something be written, or nothing any more: where the page is short it has the room.

        The heading is then one line, and what must be known is said in less room, but is said.
        """
        if self._written is not None and written is not self._written:
            self._written.fold(folded=False)
        self._written = written
        self._fold(anew=True)

    def put_away(self, written: Written) -> None:
        """Have the room back from something that was written, unless another already has it."""
        if written is self._written:
            self.write_on(None)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fold when there is little room."""
        super().resizeEvent(event)
        self._fold()

    def _fold(self, *, anew: bool = False) -> None:
        around = self.parentWidget()
        seen = self.height() if around is None else min(self.height(), around.height())
        folded = self._written is not None and seen < look.current().px(_SHORT)
        if folded == self._folded and not anew:
            return
        self._folded = folded
        edge = Space.S if folded else Space.XL
        self._margins.setContentsMargins(Space.XXL, edge, Space.XXL, edge)
        for column in (self._column, self.body):
            column.setSpacing(Space.S if folded else Space.L)
        self.heading.fold(folded=folded)
        for notice in self._content.findChildren(Notice):
            if notice.parentWidget() is self._content:
                notice.fold(folded=folded)
        if self._written is not None:
            self._written.fold(folded=folded)
        # What was changed while it was hidden asks for its new room itself: Qt forgets it then.
        for layout in (self.body, self._column, self._margins, self._whole):
            layout.invalidate()
        self._whole.activate()

    def _fit(self) -> None:
        widest = min(16_000, look.current().px(self._width))
        if self._content.maximumWidth() != widest:
            self._content.setMaximumWidth(widest)
