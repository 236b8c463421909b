"""The drawing below its years, and under it the whole text of the event that has the focus."""

from PySide6.QtCore import QEvent, QObject, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from kvinnobyran.domain.timeline import TimelineEvent
from kvinnobyran.reports.strip import marks
from kvinnobyran.ui.kit import fonts, look
from kvinnobyran.ui.kit.label import Label, Voice
from kvinnobyran.ui.kit.tokens import Space, Type
from kvinnobyran.ui.relation.drawing import Drawing

_AXIS = 30


class Years(QWidget):
    """The years, above the drawing and as far to the left as that is scrolled."""

    def __init__(self, drawing: Drawing, scale: float) -> None:
        super().__init__()
        self._drawing = drawing
        self._scale = scale
        self._scrolled = 0
        drawing.moved.connect(self.update)
        look.follow(self._fit)

    def scroll_to(self, x: int) -> None:
        """Follow the drawing."""
        self._scrolled = x
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Write the years that have room."""
        now, drawing = look.current(), self._drawing
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(now.tokens.side))
        painter.setFont(
            fonts.tabular(fonts.font(now.points(Type.BODY) * self._scale, QFont.Weight.DemiBold))
        )
        metrics = QFontMetricsF(painter.font())
        painter.translate(-self._scrolled, 0)
        painter.setPen(QPen(QColor(now.tokens.border), 1))
        for year in range(drawing.scale.start.year, drawing.last_day.year + 2):
            x = round(drawing.left_of(drawing.last_day.replace(year=year, month=1, day=1))) + 0.5
            painter.drawLine(QPointF(x, self.height() - 6), QPointF(x, self.height()))
        painter.setPen(QColor(now.tokens.text))
        least = metrics.horizontalAdvance("2000") + Space.S
        for day, words in marks(drawing.scale, drawing.last_day, least) if drawing.events else ():
            row = QRectF(drawing.left_of(day), 0, 3 * least, self.height() - 5)
            painter.drawText(row, Qt.AlignmentFlag.AlignVCenter, words)
        painter.end()

    def _fit(self) -> None:
        self.setFixedHeight(round(look.current().px(_AXIS) * self._scale))


class View(QWidget):
    """What is seen of the timeline. ``scale`` enlarges it for two who sit at one screen."""

    def __init__(self, *, scale: float = 1.0, hidden_is_said: bool = True) -> None:
        super().__init__()
        self._scale = scale
        self.drawing = Drawing(scale=scale, hidden_is_said=hidden_is_said)
        self.years = Years(self.drawing, scale)
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setWidget(self.drawing)
        self.area.viewport().installEventFilter(self)
        self.area.horizontalScrollBar().valueChanged.connect(self.years.scroll_to)
        self.whole = Label("", Voice.LEAD if scale > 1 else Voice.BODY)
        """The whole text of the event that has the focus, when the card has no room for it."""
        self.whole.hide()
        self._below = QScrollArea()
        self._below.setWidgetResizable(True)
        self._below.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._below.setWidget(self.whole)
        self._below.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.years)
        column.addWidget(self.area, 1)
        column.addWidget(self._below)
        self.drawing.chosen.connect(self._chosen)
        self.drawing.zoomed.connect(self.zoom_by)
        self.drawing.setAccessibleName("Tidslinje")
        look.follow(self._fit)

    def zoom_by(self, by: int) -> None:
        """Zoom, and keep the chosen event in sight."""
        self.drawing.zoom_by(by)
        self.reveal(self.drawing.chosen_id)

    def reveal(self, event_id: str) -> None:
        """Scroll so that an event's card is seen."""
        card = self.drawing.card_of(event_id)
        if card is not None:
            self.area.ensureWidgetVisible(card, Space.XL, Space.XL)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Tell the drawing how much of it is seen."""
        if event.type() is QEvent.Type.Resize and watched is self.area.viewport():
            # Less the bar that may come: else it comes and goes.
            bar = self.area.verticalScrollBar().sizeHint().width()
            size = self.area.maximumViewportSize()
            self.drawing.set_room(QSize(size.width() - bar, size.height()))
        return super().eventFilter(watched, event)

    def _chosen(self, event: TimelineEvent) -> None:
        card = self.drawing.card_of(event.id)
        more = card is not None and card.face.elided
        self.whole.setText(f"{event.happened.label}: {event.text}" if more else "")
        self.whole.setVisible(more)
        self._below.setVisible(more)
        self.reveal(event.id)

    def _fit(self) -> None:
        self._below.setMaximumHeight(round(look.current().px(96) * self._scale))
        if self._scale > 1:
            self.whole.setFont(fonts.font(look.current().points(Type.LEAD) * self._scale))
