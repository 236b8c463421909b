"""The drawing with what stays in sight around it: scales, scrolling, where the focus is."""

from datetime import date
from typing import Final

from PySide6.QtCore import QEvent, QObject, QRect, Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QScrollArea, QWidget

from kvinnobyran.domain.stay import Stay
from kvinnobyran.reports.calendar_rows import Calendar
from kvinnobyran.ui.calendar.canvas import Canvas
from kvinnobyran.ui.calendar.heads import ApartmentColumn, TimeHead
from kvinnobyran.ui.kit import look
from kvinnobyran.ui.kit.tokens import Space

SPANS: Final = {"6 månader": 183, "1 år": 366, "3 år": 1097}
"""What the scales are called, and how many days each shows."""
_LEAST, _MOST = 28.0, 4400.0
"""Days that are shown at the nearest and at the widest."""
_BEHIND: Final = 0.25
"""How far from the left edge today stands when one goes to it."""
_STEP: Final = 1.25
_SEEN: Final = 190
"""Logical pixels of the rows that are always seen, at text size 100 %."""


class View(QWidget):
    """The calendar as it is seen."""

    scaled = Signal(float)
    """So many days are shown now."""
    new_wanted = Signal(int, object)
    """A new stay is wanted in a row, from a day on, or None: wherever it is free."""
    list_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.days = float(SPANS["1 år"])
        """How many days are seen at once."""
        self._fresh = True
        self.canvas = Canvas()
        self.head = TimeHead(self.canvas)
        self.column = ApartmentColumn(self.canvas)
        self._corner = QLabel()
        self._corner.setProperty("ground", "side")
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setFrameShape(QScrollArea.Shape.NoFrame)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.area.setWidget(self.canvas)
        self.canvas.setAutoFillBackground(False)
        self.area.viewport().installEventFilter(self)
        self.area.horizontalScrollBar().valueChanged.connect(self._scrolled)
        self.area.verticalScrollBar().valueChanged.connect(self._scrolled)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(0)
        grid.addWidget(self._corner, 0, 0)
        grid.addWidget(self.head, 0, 1)
        grid.addWidget(self.column, 1, 0)
        grid.addWidget(self.area, 1, 1)
        grid.setColumnStretch(1, 1)
        grid.setRowStretch(1, 1)
        self.canvas.asked.connect(self._asked)
        self.canvas.chosen.connect(self._chosen)
        self.canvas.zoomed.connect(self._zoom_at)
        self.canvas.moving.changing.connect(self._follow)
        self.column.asked.connect(self._asked_of_row)
        self.column.came.connect(self._came_to_row)
        self.setAccessibleName("Kalender över boendet")
        look.follow(self._fit)

    # --- what is shown ----------------------------------------------------------------------------

    def show_calendar(self, calendar: Calendar) -> None:
        """Show these rows; the first time with today near the left edge."""
        middle = self._middle()
        self.canvas.show_calendar(calendar)
        self.column.show_apartments()
        self._fit_height()
        if self._fresh and self.area.viewport().width() > 1:
            self._fresh = False
            self.show_days(self.days)
            self.go_to_today()
        else:
            self._center(middle)
        self.head.update()
        if self.canvas.chosen_id:
            self.canvas.choose(self.canvas.chosen_id)

    def show_days(self, days: float) -> None:
        """Show so many days at once, around today if that is seen, else around the middle."""
        x, seen = self.canvas.scale.x(self.canvas.calendar.today), self._seen()
        if seen.left() <= x <= seen.right():
            self._show_days(days, self.canvas.calendar.today, x - seen.left())
        else:
            self._show_days(days, self._middle(), seen.width() / 2)

    def _show_days(self, days: float, day: date, at: float) -> None:
        """Show so many days at once, with a day at a place of the window."""
        self.days = max(_LEAST, min(days, _MOST))
        self.canvas.set_per_day(max(1, self.area.viewport().width()) / self.days)
        self.column.lay()
        # The scroll bar learns of the drawing's new width when the area lays it out.
        bar = self.area.horizontalScrollBar()
        bar.setMaximum(max(0, self.canvas.minimumWidth() - self.area.viewport().width()))
        bar.setValue(round(self.canvas.scale.x(day) - at))
        self._scrolled()
        self.head.update()
        self.scaled.emit(self.days)

    def zoom_by(self, steps: int) -> None:
        """Zoom in (1) or out (-1) by a step."""
        self.show_days(self.days / _STEP if steps > 0 else self.days * _STEP)

    def go_to_today(self) -> None:
        """Show today, a quarter from the left edge."""
        self.go_to(self.canvas.calendar.today)

    def go_to(self, day: date) -> None:
        """Show a day, a quarter from the left edge."""
        x = self.canvas.scale.x(day) - self.area.viewport().width() * _BEHIND
        self.area.horizontalScrollBar().setValue(round(x))
        self._scrolled()

    def begin_at(self, day: date) -> None:
        """Show a day at the left edge."""
        self.area.horizontalScrollBar().setValue(round(self.canvas.scale.x(day)))
        self._scrolled()

    def first_day(self) -> date:
        """Return the first day that is seen."""
        return self.canvas.scale.day(self.area.horizontalScrollBar().value())

    def reveal(self, stay_id: str) -> None:
        """Scroll so that a stay's beginning is seen, unless some of it is."""
        box = self.canvas.box(stay_id)
        seen = self._seen()
        if box.isEmpty():
            return
        if box.right() < seen.left() + 3 * Space.XXL or box.left() > seen.right() - 3 * Space.XXL:
            self.area.horizontalScrollBar().setValue(box.left() - seen.width() // 4)
        self._reveal_rows(box)

    def _reveal_rows(self, box: QRect) -> None:
        bar, seen = self.area.verticalScrollBar(), self._seen()
        if box.top() < seen.top():
            bar.setValue(box.top() - Space.S)
        elif box.bottom() > seen.bottom():
            bar.setValue(box.bottom() - seen.height() + Space.S)

    # --- keys -------------------------------------------------------------------------------------

    def _asked(self, stay: Stay, wish: str) -> None:
        place = self.canvas.calendar.place(stay.id)
        if place is not None and not self._anywhere(place[0], wish, max(stay.first, self._left())):
            if wish == "new":
                self.new_wanted.emit(place[0], stay.until)
            elif wish == "today":
                self.go_to_today()
                near = self.canvas.calendar.nearest(place[0], self.canvas.calendar.today)
                if near is not None:
                    self.canvas.choose(near.id, focus=True)

    def _asked_of_row(self, row: int, wish: str) -> None:
        day = self.canvas.calendar.today
        if wish in {"stays", "next"}:
            near = self.canvas.calendar.nearest(row, day)
            if near is not None:
                self.canvas.choose(near.id, focus=True)
        elif wish == "up":
            self.column.focus_row(row - 1)
        elif wish == "down":
            self.column.focus_row(row + 1)
        elif wish == "new":
            self.new_wanted.emit(row, None)
        elif wish == "today":
            self.go_to_today()
        else:
            self._anywhere(row, wish, day)

    def _came_to_row(self, row: int) -> None:
        top, low = self.canvas.tops[row], self.canvas.tops[row + 1]
        self._reveal_rows(QRect(0, round(top), 1, round(low - top)))

    def _anywhere(self, row: int, wish: str, day: date) -> bool:
        """Do what a key means wherever the focus is; return whether it was such a key."""
        if wish in {"up", "down"}:
            self._go_to_row(row + (1 if wish == "down" else -1), day)
        elif wish in {"in", "out"}:
            self.zoom_by(1 if wish == "in" else -1)
        elif wish in {"closer", "wider"}:
            spans = list(SPANS.values())
            past = [span for span in spans if span > self.days + 1]
            less = [span for span in reversed(spans) if span < self.days - 1]
            self.show_days((past or spans[-1:])[0] if wish == "wider" else (less or spans[:1])[0])
        else:
            return False
        return True

    def _go_to_row(self, row: int, day: date) -> None:
        """Give the focus to the stay of another row that is nearest in time, or to the row."""
        if 0 <= row < len(self.canvas.calendar.rows):
            near = self.canvas.calendar.nearest(row, day)
            if near is None:
                self.column.focus_row(row)
            else:
                self.canvas.choose(near.id, focus=True)

    def _left(self) -> date:
        return self.canvas.scale.day(self.area.horizontalScrollBar().value())

    # --- where one is -----------------------------------------------------------------------------

    def _chosen(self, stay: Stay) -> None:
        if self.canvas.focused() is not None:
            self.reveal(stay.id)

    def _follow(self, change: object) -> None:
        """Keep in sight what is being moved by keys."""
        focused = self.canvas.focused()
        moved = self.canvas.moving.change
        if change is None or moved is None or focused is None or focused.isDown():
            return
        edge = moved.until if moved.stay and moved.stay.first == moved.first else moved.first
        x, seen = round(self.canvas.scale.x(edge or moved.first)), self._seen()
        if not seen.left() + Space.XL < x < seen.right() - Space.XL:
            self.area.horizontalScrollBar().setValue(x - seen.width() // 2)

    def _middle(self) -> date:
        seen = self._seen()
        return self.canvas.scale.day(seen.left() + seen.width() / 2)

    def _center(self, day: date) -> None:
        x = self.canvas.scale.x(day) - self.area.viewport().width() / 2
        self.area.horizontalScrollBar().setValue(round(x))
        self._scrolled()

    def _zoom_at(self, factor: float, x: int) -> None:
        day = self.canvas.scale.day(x)
        self._show_days(self.days * factor, day, x - self._seen().left())

    def _seen(self) -> QRect:
        x, y = self.area.horizontalScrollBar().value(), self.area.verticalScrollBar().value()
        return QRect(x, y, self.area.viewport().width(), self.area.viewport().height())

    def _scrolled(self) -> None:
        seen = self._seen()
        self.canvas.look_at(seen)
        self.head.scroll_to(seen.left())
        self.column.scroll_to(seen.top())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Show as many days in a window of another width."""
        if event.type() is QEvent.Type.Resize and watched is self.area.viewport():
            if self._fresh and self.canvas.calendar.apartments:
                self._fresh = False
                self.show_days(self.days)
                self.go_to_today()
            else:
                left = self._left()
                self._show_days(self.days, left, 0)
        return super().eventFilter(watched, event)

    def _fit(self) -> None:
        self.canvas.fit()
        self.column.lay()
        self._fit_height()
        self._scrolled()
        self.head.update()

    def _fit_height(self) -> None:
        """Be no higher than the rows: what is told below stands right under them.

        A few rows are seen whole, and the page scrolls; of many the drawing scrolls.
        """
        bar = self.area.horizontalScrollBar().sizeHint().height()
        whole = self.head.height() + round(self.canvas.tops[-1]) + 2 + bar
        self.setMaximumHeight(whole)
        self.setMinimumHeight(min(whole, self.head.height() + look.current().px(_SEEN)))
