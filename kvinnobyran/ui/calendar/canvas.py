"""The drawing of the calendar: the painted ground, and a widget upon it for each stay.

A small house has all its stays as widgets, so that a screen reader reads them all. A large one
has those that are seen and some around them; arrows and "Visa som lista" lead to the others.
"""

from bisect import bisect_left
from collections.abc import Iterator
from datetime import date
from typing import Final

from PySide6.QtCore import QEvent, QPoint, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QWidget

from kvinnobyran.domain.stay import Stay
from kvinnobyran.reports.calendar_rows import Calendar
from kvinnobyran.reports.lanes import Bar, Measures, Scale, tops
from kvinnobyran.ui.calendar.bars import StayBar
from kvinnobyran.ui.calendar.faces import Letters
from kvinnobyran.ui.calendar.ground import Ground
from kvinnobyran.ui.calendar.moving import STEPS, Moving
from kvinnobyran.ui.kit.tokens import Space

KEPT: Final = 120
"""So many stays are all widgets; of more, only those that are seen."""
FEW: Final = 8
"""So many apartments have rows of two lines; more have rows of one."""
_LEAST: Final = 24
"""The width of a stay that can be hit, in logical pixels (WCAG 2.2, 2.5.8)."""


class Canvas(QWidget):
    """All rows at one scale. Lies in a scroll area; the view around it says what is seen."""

    chosen = Signal(object)
    """The stay that has the focus."""
    asked = Signal(object, str)
    """A stay, and what is wanted of it: ``open`` or a key that is not the canvas's own."""
    menu = Signal(object, object)
    zoomed = Signal(float, int)
    """Zoom by a factor, around a place."""

    def __init__(self) -> None:
        super().__init__()
        self.calendar = Calendar.of((), (), date(2000, 1, 1))
        self.letters = Letters.now()
        self.scale = Scale(self.calendar.first, 1.0)
        self.chosen_id = ""
        self._boxes: dict[int, list[Bar]] = {}
        self._tops: list[float] = [0.0]
        self._bars: dict[str, StayBar] = {}
        self._spare: list[StayBar] = []
        self._seen = QRect(0, 0, 1, 1)
        self._covered = QRect()
        self.moving = Moving(self)

    # --- what is drawn ----------------------------------------------------------------------------

    @property
    def bars(self) -> tuple[StayBar, ...]:
        """Return the stays that are widgets now."""
        return tuple(self._bars.values())

    @property
    def tops(self) -> list[float]:
        """Return where each row begins, and where the last one ends."""
        return self._tops

    @property
    def measures(self) -> Measures:
        """Return the sizes of a row."""
        few = len(self.calendar.rows) <= FEW
        lane = self.letters.two_lines if few else self.letters.one_line
        return Measures(lane, pad=Space.S if few else Space.XS, between=Space.XS, least=_LEAST)

    def show_calendar(self, calendar: Calendar) -> None:
        """Draw these rows. The focus stays with its stay, or goes to the nearest."""
        focused = self.focused()
        self.moving.drop()
        self.calendar = calendar
        if calendar.stay(self.chosen_id) is None:
            near = calendar.nearest(0, calendar.today) if calendar.rows else None
            self.chosen_id = "" if near is None else near.id
        for stay_id in [key for key in self._bars if calendar.stay(key) is None]:
            self._put_away(stay_id)
        self._lay()
        if focused is not None and self.chosen_id:
            self.choose(self.chosen_id, focus=True)

    def set_per_day(self, per_day: float) -> None:
        """Draw a day so wide."""
        if per_day != self.scale.per_day:
            self.scale = Scale(self.calendar.first, per_day)
            self._lay()

    def fit(self) -> None:
        """Take the letters of the look in force."""
        self.letters = Letters.now()
        for bar in (*self._bars.values(), *self._spare):
            bar.letters = self.letters
        self._lay()

    def look_at(self, seen: QRect) -> None:
        """Say what of the drawing is seen."""
        self._seen = seen
        if not self._covered.contains(seen & self.rect()):
            self._reconcile()
        for bar in self._bars.values():
            bar.hide_left(max(0.0, float(seen.left() - bar.x())))

    def box(self, stay_id: str) -> QRect:
        """Return the rectangle of a stay; empty when it is not here."""
        place = self.calendar.place(stay_id)
        return QRect() if place is None else _rect(self.boxes(place[0])[place[1]])

    def boxes(self, row: int) -> list[Bar]:
        """Return the rectangles of a row, reckoned when they are first asked for."""
        found = self._boxes.get(row)
        if found is None:
            rows = self.calendar.rows
            found = self._boxes[row] = rows[row].bars(self.scale, self.measures, self._tops[row])
        return found

    def focused(self) -> StayBar | None:
        """Return the stay that has the focus."""
        return next((bar for bar in self._bars.values() if bar.hasFocus()), None)

    def choose(self, stay_id: str, *, focus: bool = False) -> None:
        """Let Tab lead to a stay, and give it the focus if that is wanted."""
        stay = self.calendar.stay(stay_id)
        if stay is None:
            return
        before, self.chosen_id = self.chosen_id, stay_id
        if stay_id not in self._bars:
            self._make(stay)
        if before in self._bars:
            self._bars[before].setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        bar = self._bars[stay_id]
        bar.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.chosen.emit(stay)
        if focus:
            bar.setFocus(Qt.FocusReason.OtherFocusReason)

    def event(self, event: QEvent) -> bool:
        """Say, whatever the style says, that all of the ground is painted: then it is moved."""
        done = super().event(event)
        if event.type() in {QEvent.Type.Polish, QEvent.Type.StyleChange, QEvent.Type.Show}:
            self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        return done

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        ground = Ground(
            self.calendar, self.scale, self._tops, self.measures, self.letters, self.boxes
        )
        ground.paint(painter, QRectF(event.rect()))
        painter.end()

    def _lay(self) -> None:
        """Put everything where it stands at the scale in force."""
        measures = self.measures
        self.scale = Scale(self.calendar.first, self.scale.per_day)
        self._tops = tops(self.calendar.rows, measures)
        self._boxes = {}
        wide = round(self.scale.x(self.calendar.until))
        self.setMinimumSize(wide, round(self._tops[-1]) + 1)
        self.resize(wide, max(self.height(), self.minimumHeight()))
        self._covered = QRect()  # the view says next what is seen
        self.moving.lay()
        self.update()

    def _reconcile(self) -> None:
        """Make widgets of the stays that are seen, and of some around them; take others away."""
        count = sum(len(row.stays) for row in self.calendar.rows)
        around = QRect(self._seen)
        if count > KEPT:
            around.adjust(-around.width() // 4, -_LEAST * 2, around.width() // 4, _LEAST * 2)
            self._covered = around & self.rect()
        else:
            around = self._covered = self.rect()
        wanted = dict(self._within(around)) if count > KEPT else dict(self._everything())
        focused = self.focused()
        for stay_id in [self.chosen_id, "" if focused is None else _id(focused)]:
            place = self.calendar.place(stay_id)
            if place is not None:
                wanted.setdefault(stay_id, place)
        # Those that are out of sight become others without being hidden: that costs less.
        idle = [self._bars.pop(key) for key in [key for key in self._bars if key not in wanted]]
        for stay_id, (row, at) in wanted.items():
            stay = self.calendar.rows[row].stays[at].stay
            bar = self._bars.get(stay_id) or self._make(stay, idle.pop() if idle else None)
            bar.wear(stay)
            bar.setGeometry(_rect(self.boxes(row)[at]))
            bar.hide_left(max(0.0, float(self._seen.left() - bar.x())))
        for bar in idle:
            bar.hide()
        self._spare += idle

    def _everything(self) -> Iterator[tuple[str, tuple[int, int]]]:
        for row, stays in enumerate(self.calendar.rows):
            for at, each in enumerate(stays.stays):
                yield each.id, (row, at)

    def _within(self, around: QRect) -> Iterator[tuple[str, tuple[int, int]]]:
        """Yield what lies in a rectangle: each stay's id and its place."""
        for row, stays in enumerate(self.calendar.rows):
            if self._tops[row + 1] < around.top() or self._tops[row] > around.bottom():
                continue
            boxes = self.boxes(row)
            end = bisect_left(boxes, (float(around.right()),))
            for at in range(end):
                if boxes[at].x + boxes[at].width >= around.left():
                    yield stays.stays[at].id, (row, at)

    def _make(self, stay: Stay, idle: StayBar | None = None) -> StayBar:
        bar = idle or (self._spare.pop() if self._spare else None)
        if bar is None:
            bar = StayBar(self, self.letters)
            bar.wanted.connect(lambda wish, bar=bar: self._wanted(bar, wish))
            bar.clicked.connect(lambda _=False, bar=bar: self._pressed(bar))
            bar.came.connect(lambda bar=bar: self._came(bar))
            bar.went.connect(self.moving.drop)
            bar.menu.connect(lambda place, bar=bar: self.menu.emit(bar.stay, place))
            bar.grabbed.connect(lambda edge, place, bar=bar: self._grab(bar, edge, place))
            bar.dragged.connect(self.moving.drag)
            bar.dropped.connect(self.moving.let_go)
        bar.wear(stay)
        bar.setGeometry(self.box(stay.id))
        on = stay.id == self.chosen_id
        bar.setFocusPolicy(Qt.FocusPolicy.StrongFocus if on else Qt.FocusPolicy.ClickFocus)
        if bar.isHidden():
            bar.show()
        self._bars[stay.id] = bar
        return bar

    def _put_away(self, stay_id: str) -> None:
        bar = self._bars.pop(stay_id)
        bar.hide()
        self._spare.append(bar)

    # --- the keys ---------------------------------------------------------------------------------

    def _came(self, bar: StayBar) -> None:
        if bar.stay is not None:
            self.choose(bar.stay.id)

    def _pressed(self, bar: StayBar) -> None:
        """Choose a stay by the pointer; a screen reader's press opens it, as Enter does."""
        if bar.by_pointer:
            self.choose(_id(bar), focus=True)
        else:
            self._wanted(bar, "open")

    def _wanted(self, bar: StayBar, wish: str) -> None:
        stay = bar.stay
        if stay is None:
            return
        if wish in STEPS:
            self.moving.step(stay, wish)
        elif wish == "open" and self.moving.change is not None:
            self.moving.let_go()
        else:
            self.moving.drop()
            if wish in {"next", "back", "last"}:
                self._go(stay, wish)
            elif wish != "drop":
                self.asked.emit(stay, wish)

    def _grab(self, bar: StayBar, edge: str, place: QPoint) -> None:
        if bar.stay is not None:
            self.moving.grab(bar.stay, edge, place)

    def _go(self, stay: Stay, wish: str) -> None:
        place = self.calendar.place(stay.id)
        if place is None:
            return
        row, at = place
        stays = self.calendar.rows[row].stays
        at = {"next": at + 1, "back": at - 1}.get(wish, len(stays) - 1)
        if 0 <= at < len(stays):
            self.choose(stays[at].id, focus=True)

    # --- the pointer ------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin to draw a new stay on free days."""
        if event.button() is Qt.MouseButton.LeftButton:
            self.moving.begin_new(event.position().toPoint())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Draw a new stay from the day that was pressed to the day the pointer is on."""
        self.moving.draw_new(event.position().toPoint())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let the new stay be."""
        self.moving.let_go()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom with Ctrl; without it the drawing scrolls."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            factor = 0.8 if event.angleDelta().y() > 0 else 1.25
            self.zoomed.emit(factor, round(event.position().x()))
            event.accept()
        else:
            event.ignore()


def _rect(bar: Bar) -> QRect:
    """Return whole pixels that touch where the days do."""
    left, right = round(bar.x), round(bar.x + bar.width)
    return QRect(left, round(bar.top), max(1, right - left), round(bar.height))


def _id(bar: StayBar) -> str:
    return "" if bar.stay is None else bar.stay.id
