"""The drawing: a card for each event below the years, and the bars over the days it may have been.

Every card is a button with a name (experience.md section 7, variant D), so that a screen reader
reads the timeline as she tells it.
"""

from collections.abc import Sequence
from datetime import date, timedelta

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QBrush,
    QColor,
    QContextMenuEvent,
    QFocusEvent,
    QFont,
    QFontMetricsF,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractButton, QWidget

from kvinnobyran.domain.rough_time import length_words, months_between, stretch_words
from kvinnobyran.domain.timeline import Silence, TimelineEvent, form_words, level_words, silences
from kvinnobyran.reports.strip import Box, Put, Scale, bottom, pack
from kvinnobyran.ui.kit import fonts, look
from kvinnobyran.ui.kit.focus import paint_ring
from kvinnobyran.ui.kit.tokens import Radius, Space, Type
from kvinnobyran.ui.relation.face import HIDDEN, Face

BAR = 7
"""The thickness of a bar."""
GAP = 10
_SIDE = 14
"""Room before the first and behind the last day."""
ZOOMS = (14, 20, 30, 45, 65, 95, 140, 200, 290, 420, 600)
"""Logical pixels a year at 100 %."""


def spoken(event: TimelineEvent, *, hidden_is_said: bool) -> str:
    """Return the event as a screen reader says it."""
    said = [f"{event.happened.label}, {event.kind.label}"]
    if event.text:
        said.append(event.text)
    if event.forms:
        said.append(f"Våldsformer: {', '.join(form_words(event.forms))}")
    if event.levels:
        said.append(f"Uppbrottets nivåer: {level_words(event.levels)}")
    if hidden_is_said and not event.shown_to_her:
        said.append(HIDDEN)
    return ". ".join(said)


def silence_words(silence: Silence) -> str:
    """Return what the drawing says of a stretch that nothing is written about."""
    return f"Inget nedskrivet {stretch_words(silence.first, silence.last)}"


class EventCard(QAbstractButton):
    """One event. Enter opens it; the arrows lead to the others."""

    wanted = Signal(str)
    """The key that was pressed: ``next``, ``back``, ``first``, ``last``, ``remove``, ``new``,
    ``later``, ``earlier``, ``in``, ``out``, ``whole``."""
    came = Signal()
    menu = Signal(object)

    _KEYS = {  # noqa: RUF012 - never changed
        Qt.Key.Key_Right: "next",
        Qt.Key.Key_Down: "next",
        Qt.Key.Key_Left: "back",
        Qt.Key.Key_Up: "back",
        Qt.Key.Key_Home: "first",
        Qt.Key.Key_End: "last",
        Qt.Key.Key_Delete: "remove",
        Qt.Key.Key_N: "new",
        Qt.Key.Key_Plus: "in",
        Qt.Key.Key_Minus: "out",
        Qt.Key.Key_0: "whole",
    }

    def __init__(self, face: Face, parent: QWidget) -> None:
        super().__init__(parent)
        self.face = face
        self.event_ = face.event
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(spoken(face.event, hidden_is_said=face.hidden_is_said))

    def sizeHint(self) -> QSize:
        return QSize(self.face.width, round(self.face.height))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if held == Qt.KeyboardModifier.AltModifier and key in {Qt.Key.Key_Left, Qt.Key.Key_Right}:
            self.wanted.emit("later" if key == Qt.Key.Key_Right else "earlier")
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and not held:
            self.click()
        elif key in self._KEYS and held in {
            Qt.KeyboardModifier.NoModifier,
            Qt.KeyboardModifier.ShiftModifier,
        }:
            self.wanted.emit(self._KEYS[key])
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.came.emit()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        by_key = event.reason() is QContextMenuEvent.Reason.Keyboard
        self.menu.emit(self.mapToGlobal(self.rect().center()) if by_key else event.globalPos())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        self.face.paint(painter, look.current().tokens)
        painter.end()
        if self.hasFocus():
            paint_ring(self, Radius.FIELD)


class Drawing(QWidget):
    """All cards and bars at one scale. Lies in a scroll area; the years stand above it."""

    moved = Signal()
    """Everything stands somewhere else now."""
    asked = Signal(object, str)
    """An event, and what is wanted: ``open`` or one of :attr:`EventCard.wanted`."""
    chosen = Signal(object)
    """The event that has the focus."""
    menu = Signal(object, object)
    zoomed = Signal(int)

    def __init__(self, *, scale: float = 1.0, hidden_is_said: bool = True) -> None:
        super().__init__()
        self._enlarged = scale
        self._hidden_is_said = hidden_is_said
        self._events: tuple[TimelineEvent, ...] = ()
        self._silences: list[Silence] = []
        self._places: list[Put] = []
        self._said: list[tuple[str, QRectF]] = []
        self._at = 0
        self.room = QSize(800, 400)
        """The room there is to be seen at once; what "the whole" fits into."""
        self.zoom: int | None = None
        """The place in ``ZOOMS``; None fits the whole into the room."""
        self.scale = Scale(date(2000, 1, 1), 100)
        self.cards: list[EventCard] = []
        look.follow(self._fit)

    @property
    def events(self) -> tuple[TimelineEvent, ...]:
        """Return what is drawn."""
        return self._events

    @property
    def chosen_id(self) -> str:
        """Return the id of the event where the focus is or last was."""
        return self._events[self._at].id if self._events else ""

    def show_events(self, events: Sequence[TimelineEvent]) -> None:
        """Draw these, which are in order. The focus stays with its event, or in its place."""
        had_focus = any(card.hasFocus() for card in self.cards)
        kept = self.chosen_id
        for card in self.cards:
            card.hide()
            card.deleteLater()
        self._events = tuple(events)
        self._silences = silences(self._events)
        before = {each.after.id: each for each in self._silences}
        self.cards = []
        for at, event in enumerate(self._events):
            card = EventCard(Face(event, self._enlarged, self._hidden_is_said), self)
            gap = before.get(self._events[at - 1].id) if at else None
            since = f"{silence_words(gap)}. " if gap else ""
            card.setAccessibleDescription(f"{since}Händelse {at + 1} av {len(self._events)}")
            card.clicked.connect(lambda _=False, event=event: self.asked.emit(event, "open"))
            card.wanted.connect(lambda what, at=at: self._wanted(at, what))
            card.came.connect(lambda at=at: self._came(at))
            card.menu.connect(lambda place, event=event: self.menu.emit(event, place))
            card.show()
            self.cards.append(card)
        ids = [event.id for event in self._events]
        self._at = ids.index(kept) if kept in ids else min(self._at, max(0, len(ids) - 1))
        self._fit()
        self._rove()
        if had_focus and self.cards:
            self.cards[self._at].setFocus(Qt.FocusReason.OtherFocusReason)

    def choose(self, event_id: str, *, focus: bool = False) -> None:
        """Let Tab lead to an event, and give it the focus if that is wanted."""
        at = next((at for at, each in enumerate(self._events) if each.id == event_id), None)
        if at is None and self.cards:
            at = self._at
        if at is not None:
            self._at = at
            self._rove()
            self.chosen.emit(self._events[at])
            if focus:
                self.cards[at].setFocus(Qt.FocusReason.OtherFocusReason)

    def card_of(self, event_id: str) -> EventCard | None:
        """Return the card of an event."""
        return next((card for card in self.cards if card.event_.id == event_id), None)

    def zoom_by(self, by: int) -> None:
        """Zoom in (1) or out (-1) by a step; 0 shows the whole."""
        if by == 0:
            self.zoom = None
        else:
            per_year = self.scale.per_year / look.current().percent * 100
            if by > 0:
                steps = [at for at, zoom in enumerate(ZOOMS) if zoom > per_year + 0.5]
                self.zoom = steps[0] if steps else len(ZOOMS) - 1
            else:
                steps = [at for at, zoom in enumerate(ZOOMS) if zoom < per_year - 0.5]
                self.zoom = steps[-1] if steps else 0
        self._fit()

    def set_zoom(self, place: int) -> None:
        """Zoom to a place in ``ZOOMS``."""
        self.zoom = max(0, min(place, len(ZOOMS) - 1))
        self._fit()

    def set_room(self, room: QSize) -> None:
        """Say how much is seen at once."""
        if room != self.room:
            self.room = room
            self._fit()

    def sizeHint(self) -> QSize:
        return self.minimumSize()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        tokens = look.current().tokens
        painter.setPen(QPen(QColor(tokens.line), 1))
        for year in range(self.scale.start.year, self.last_day.year + 2):
            x = round(self.left_of(date(year, 1, 1))) + 0.5
            painter.drawLine(QPointF(x, 0), QPointF(x, self.height()))
        self._paint_silences(painter)
        for item, put in zip(self._events, self._places, strict=True):
            self._paint_bar(painter, item, put)
        painter.end()

    @property
    def last_day(self) -> date:
        """Return the last day of anything that is drawn."""
        return max((event.happened.last for event in self._events), default=self.scale.start)

    def left_of(self, day: date) -> float:
        """Return where a day begins."""
        return _SIDE + self.scale.x(day)

    def _paint_bar(self, painter: QPainter, event: TimelineEvent, put: Put) -> None:
        """Paint when it was: a bar, broken where it is not sure, a dot for one day."""
        colour = QColor(look.current().tokens.accent)
        middle = put.y + BAR / 2 + GAP
        if event.happened.exact:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour)
            painter.drawEllipse(QPointF(put.x + _SIDE + BAR / 2, middle), BAR / 2, BAR / 2)
            return
        pen = QPen(colour, BAR - 2)
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        if event.happened.about:
            pen.setDashPattern([1.2, 0.8])
        painter.setPen(pen)
        painter.drawLine(QPointF(put.x + _SIDE, middle), QPointF(put.until + _SIDE, middle))

    def _paint_silences(self, painter: QPainter) -> None:
        """Hatch what nothing is written about, and say so where there is room."""
        now = look.current()
        painter.setFont(self._small())
        for each in self._silences:
            left, right = self.left_of(each.first), self.left_of(each.last)
            ground = QRectF(left, 0, right - left, self.height())
            painter.fillRect(ground, _hatch(now.colour("line")))
        painter.setPen(QColor(now.colour("muted")))
        for words, row in self._said:
            painter.fillRect(row, QColor(now.colour("window")))
            painter.drawText(row, Qt.AlignmentFlag.AlignCenter, words)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom with Ctrl; without it the drawing scrolls."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoomed.emit(1 if event.angleDelta().y() > 0 else -1)
            event.accept()
        else:
            event.ignore()

    # --- how --------------------------------------------------------------------------------------

    def _fit(self) -> None:
        """Measure the cards and put everything where it stands at the scale in force."""
        for card in self.cards:
            card.face.measure()
        first = min((event.happened.first for event in self._events), default=date(2000, 1, 1))
        start = date(first.year, 1, 1)
        self.scale = Scale(start, self._per_year(start))
        boxes = [
            Box(event.happened.first, event.happened.last, card.face.width, card.face.height)
            for event, card in zip(self._events, self.cards, strict=True)
        ]
        said = self._silence_boxes()
        packed = pack([*boxes, *(box for _, box in said)], self.scale, bar=BAR + GAP, gap=GAP)
        self._places = packed[: len(boxes)]
        self._said = [
            (words, QRectF(put.card + _SIDE, put.y + BAR + GAP, box.width, box.height))
            for (words, box), put in zip(said, packed[len(boxes) :], strict=True)
        ]
        widest = max(
            (
                max(put.until, put.card + box.width)
                for box, put in zip(boxes, self._places, strict=True)
            ),
            default=0.0,
        )
        low = bottom(boxes, self._places, BAR + GAP)
        for card, put in zip(self.cards, self._places, strict=True):
            card.setGeometry(
                QRect(
                    round(put.card + _SIDE), round(put.y + BAR + GAP), card.face.width,
                    round(card.face.height),
                )
            )  # fmt: skip
        low = max([low, *(row.bottom() for _, row in self._said)])
        self.setMinimumSize(round(widest + 2 * _SIDE), round(low + GAP))
        self.update()
        self.moved.emit()

    def _small(self) -> QFont:
        return fonts.font(look.current().points(Type.SMALL) * self._enlarged)

    def _silence_boxes(self) -> list[tuple[str, Box]]:
        """Return the words that fit into their silence; they stand where no card does."""
        metrics = QFontMetricsF(self._small())
        found: list[tuple[str, Box]] = []
        for each in self._silences:
            months = months_between(each.first, each.last + timedelta(days=1))
            words = f"Inget nedskrivet\n{length_words(months)}"
            wide = max(map(metrics.horizontalAdvance, words.splitlines())) + 2 * Space.S
            if wide < self.scale.end(each.last) - self.scale.x(each.first):
                # Its days are those of its middle, so that it stands there.
                room = self.scale.end(each.last) - self.scale.x(each.first) - wide
                days = timedelta(days=room / 2 / self.scale.per_year * 365)
                day = each.first + days
                found.append((words, Box(day, day, wide, metrics.height() * 2 + Space.XS)))
        return found

    def _per_year(self, start: date) -> float:
        now = look.current()
        if self.zoom is not None:
            return now.px(ZOOMS[self.zoom])
        if not self._events:
            return 100.0
        # The last card needs its own width, however short its time.
        width = self.cards[0].face.width
        room = self.room.width() - 2 * _SIDE - 2
        fits = [
            (room - width) / years
            for event in self._events
            if (years := (event.happened.first - start).days / 365.25) > 0
        ]
        fits += [
            room / years
            for event in self._events
            if (years := ((event.happened.last - start).days + 1) / 365.25) > 0
        ]
        return max(now.px(ZOOMS[0]), min([*fits, now.px(ZOOMS[-1])]))

    def _wanted(self, at: int, what: str) -> None:
        steps = {"next": at + 1, "back": at - 1, "first": 0, "last": len(self.cards) - 1}
        if what in steps:
            if 0 <= steps[what] < len(self.cards):
                self.cards[steps[what]].setFocus(Qt.FocusReason.TabFocusReason)
        elif what in {"in", "out", "whole"}:
            self.zoomed.emit({"in": 1, "out": -1, "whole": 0}[what])
        else:
            self.asked.emit(self._events[at], what)

    def _came(self, at: int) -> None:
        self._at = at
        self._rove()
        self.chosen.emit(self._events[at])

    def _rove(self) -> None:
        """Let Tab lead to one card; the arrows lead to the others."""
        for at, card in enumerate(self.cards):
            tab = at == self._at
            card.setFocusPolicy(Qt.FocusPolicy.StrongFocus if tab else Qt.FocusPolicy.ClickFocus)


def _hatch(colour: str) -> QBrush:
    return QBrush(QColor(colour), Qt.BrushStyle.BDiagPattern)
