"""Moving, extending and drawing stays, by keys and by the pointer, until Enter or the release.

Nothing is saved here: what somebody wants saved is handed on, as one change and one step.
"""

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QPoint, Signal
from PySide6.QtWidgets import QApplication

from kvinnobyran.domain.stay import Stay
from kvinnobyran.domain.stay_words import weeks_said
from kvinnobyran.reports.lanes import DAY, row_at
from kvinnobyran.ui.calendar.bars import Ghost
from kvinnobyran.ui.calendar.change import Change, may_end_otherwise, may_move, why_not

if TYPE_CHECKING:
    from kvinnobyran.ui.calendar.canvas import Canvas

STEPS: Final = {
    "later": (1, 0, 0),
    "earlier": (-1, 0, 0),
    "longer": (0, 1, 0),
    "shorter": (0, -1, 0),
    "lift": (0, 0, -1),
    "lower": (0, 0, 1),
}
"""What a key moves: the whole by days, the end by days, to another apartment."""


class Moving(QObject):
    """The one change that is being made on a canvas, if any."""

    changing = Signal(object)
    """The :class:`Change` that is being made, or None when it was dropped."""
    changed = Signal(object)
    """The :class:`Change` that somebody wants saved."""
    cannot = Signal(str)
    """Why a key or the pointer did nothing."""

    def __init__(self, canvas: "Canvas") -> None:
        super().__init__(canvas)
        self._canvas = canvas
        self.change: Change | None = None
        self._ghost = Ghost(canvas)
        self._pressed: QPoint | None = None
        self._from: Change | None = None
        self._edge = ""

    def drop(self) -> None:
        """Let go of the change."""
        self._from = self._pressed = None
        if self.change is not None:
            self.change = None
            self._ghost.hide()
            self.changing.emit(None)

    def lay(self) -> None:
        """Put the outline where it stands at the scale in force."""
        if self.change is not None:
            self._show(self.change)

    # --- by keys ----------------------------------------------------------------------------------

    def step(self, stay: Stay, wish: str) -> None:
        """Move a stay by a key: a day, its end by a day, or to the next apartment."""
        by, ends, rows = STEPS[wish]
        if not (may_end_otherwise(stay) if ends else may_move(stay)):
            self.cannot.emit(why_not(stay))
            return
        change = self.change or self._as_it_is(stay)
        if change is None:
            return
        row = change.row + rows
        if 0 <= row < len(self._canvas.calendar.rows):
            self._show(change.moved(by).ending(ends).in_row(row))

    def let_go(self) -> None:
        """Hand the change on, or drop what changes nothing."""
        change, self._from, self._pressed = self.change, None, None
        if change is None:
            return
        if change.changes(self._canvas.calendar):
            self.changed.emit(change)
        else:
            self.drop()

    # --- by the pointer ---------------------------------------------------------------------------

    def grab(self, stay: Stay, edge: str, place: QPoint) -> None:
        """Begin to drag a stay by an edge, ``first`` or ``until``, or the whole of it."""
        if may_end_otherwise(stay) if edge == "until" else may_move(stay):
            self._from, self._edge, self._pressed = self._as_it_is(stay), edge, place
        else:
            self.cannot.emit(why_not(stay))

    def drag(self, place: QPoint) -> None:
        """Follow the pointer with what was grabbed."""
        if self._from is None or self._pressed is None:
            return
        by = round((place.x() - self._pressed.x()) / self._canvas.scale.per_day)
        change = self._from
        if self._edge == "until":
            change = change.ending(by)
        elif self._edge == "first":
            change = change.beginning(by)
        else:
            row = row_at(self._canvas.tops, place.y())
            change = change.moved(by).in_row(change.row if row is None else row)
        self._show(change)

    def begin_new(self, place: QPoint) -> None:
        """Remember where the pointer was pressed on free days."""
        self.drop()
        self._pressed = place

    def draw_new(self, place: QPoint) -> None:
        """Draw a new stay from the day that was pressed to the day the pointer is on."""
        pressed = self._pressed
        row = None if pressed is None else row_at(self._canvas.tops, pressed.y())
        if pressed is None or row is None:
            return
        if self.change is None and abs(place.x() - pressed.x()) < QApplication.startDragDistance():
            return
        day = self._canvas.scale.day
        one, other = sorted((day(pressed.x()), day(place.x())))
        self._show(Change(None, row, one, other + DAY))

    def _as_it_is(self, stay: Stay) -> Change | None:
        place = self._canvas.calendar.place(stay.id)
        return None if place is None else Change(stay, place[0], stay.first, stay.until)

    def _show(self, change: Change) -> None:
        self.change = change
        canvas = self._canvas
        left = round(canvas.scale.x(change.first))
        right = round(canvas.scale.x(change.until or canvas.calendar.until))
        top = round(canvas.tops[change.row] + canvas.measures.pad)
        self._ghost.setGeometry(left, top, max(1, right - left), round(canvas.measures.lane))
        words = weeks_said(change.first, change.until)
        self._ghost.say(words, canvas.letters, clashes=bool(change.clashes(canvas.calendar)))
        self.changing.emit(change)
