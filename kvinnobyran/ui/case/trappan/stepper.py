"""The three steps of Trappan, each told by words and shape, never by colour alone (9.4)."""

from collections.abc import Sequence
from itertools import pairwise

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from kvinnobyran.domain.trappan_progress import Mark, StepProgress
from kvinnobyran.ui.kit import fonts, look
from kvinnobyran.ui.kit.focus import paint_ring
from kvinnobyran.ui.kit.label import Label, Voice
from kvinnobyran.ui.kit.tokens import Radius, Space, Type

_SIDE = 28
"""Of a symbol, in logical pixels at text size 100 %."""
_NARROW = 180
"""The least width of a step beside the others."""
_FORWARD = {Qt.Key.Key_Right, Qt.Key.Key_Down}
_BACK = {Qt.Key.Key_Left, Qt.Key.Key_Up}


class _Symbol(QWidget):
    """The shape of a step: a tick, a number in a ring, two bars, a cross, a dotted ring."""

    def __init__(self, step: StepProgress) -> None:
        super().__init__()
        self._step = step
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        look.follow(self._fit)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the shape; a number only where it says something."""
        tokens, mark = look.current().tokens, self._step.mark
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        thin = look.current().percent / 100
        ring = QRectF(self.rect()).adjusted(2 * thin, 2 * thin, -2 * thin, -2 * thin)
        done = mark is Mark.DONE
        edge = QColor(tokens.border if mark is Mark.COMING else tokens.accent)
        if mark in {Mark.PAUSED, Mark.BROKEN_OFF}:
            edge = QColor(tokens.warn)
        dotted = Qt.PenStyle.DotLine if mark is Mark.COMING else Qt.PenStyle.SolidLine
        painter.setPen(QPen(edge, (3 if mark is Mark.NOW else 2) * thin, dotted))
        painter.setBrush(QColor(tokens.accent) if done else Qt.BrushStyle.NoBrush)
        painter.drawEllipse(ring)
        pen = QPen(QColor(tokens.on_accent) if done else edge, 2.5 * thin)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        painter.setPen(pen)
        if mark in {Mark.NOW, Mark.COMING}:
            painter.setFont(fonts.tabular(fonts.font(look.current().points(Type.BODY))))
            painter.setPen(QColor(tokens.text if mark is Mark.NOW else tokens.muted))
            painter.drawText(ring, Qt.AlignmentFlag.AlignCenter, str(self._step.number))
        else:
            for line in _STROKES[mark]:
                for one, other in pairwise(line):
                    painter.drawLine(_place(ring, one), _place(ring, other))
        painter.end()

    def _fit(self) -> None:
        side = look.current().px(_SIDE)
        self.setFixedSize(side, side)


_STROKES = {
    Mark.DONE: (((0.29, 0.52), (0.44, 0.67), (0.72, 0.36)),),
    Mark.PAUSED: (((0.39, 0.33), (0.39, 0.67)), ((0.61, 0.33), (0.61, 0.67))),
    Mark.BROKEN_OFF: (((0.35, 0.35), (0.65, 0.65)), ((0.65, 0.35), (0.35, 0.65))),
}


def _place(ring: QRectF, at: tuple[float, float]) -> QPointF:
    return QPointF(ring.left() + at[0] * ring.width(), ring.top() + at[1] * ring.height())


class StepView(QFrame):
    """One step. It takes the focus, so that the keyboard and a screen reader come to it."""

    moved = Signal(int)

    def __init__(self, step: StepProgress) -> None:
        super().__init__()
        self.step = step
        self.setAccessibleName(step.spoken)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        title = Voice.STRONG if step.mark is Mark.NOW else Voice.BODY
        words = QVBoxLayout()
        words.setContentsMargins(0, 0, 0, 0)
        words.setSpacing(0)
        words.addWidget(Label(f"{step.number}. {step.step.label}", title))
        for said in (step.sessions, step.stands):
            words.addWidget(Label(said[0].upper() + said[1:], Voice.MUTED))
        row = QHBoxLayout(self)
        row.setContentsMargins(Space.S, Space.S, Space.S, Space.S)
        row.setSpacing(Space.S)
        row.addWidget(_Symbol(step), 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go between the steps with the arrows."""
        key = Qt.Key(event.key())
        by = (key in _FORWARD) - (key in _BACK)
        if by:
            self.moved.emit(by)
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the focus ring around the step."""
        super().paintEvent(event)
        if self.hasFocus():
            paint_ring(self, Radius.FIELD, gap=False)


class Stepper(QWidget):
    """The steps beside one another, or below one another where there is no room.

    Tab leads to the step that goes on; the arrows lead to the others.
    """

    def __init__(self, steps: Sequence[StepProgress], *, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.steps = tuple(StepView(step) for step in steps)
        self._box = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(Space.S)
        for view in self.steps:
            self._box.addWidget(view, 1, Qt.AlignmentFlag.AlignTop)
            view.moved.connect(lambda by, view=view: self._go(view, by))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        going = [at for at, each in enumerate(steps) if each.mark not in {Mark.DONE, Mark.COMING}]
        self._rove(going[0] if going else 0)

    def minimumSizeHint(self) -> QSize:
        """Ask for the room of one step: the others can go below it."""
        widest = max(view.minimumSizeHint().width() for view in self.steps)
        return QSize(widest, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Turn the row into a column when it gets too narrow, and back."""
        super().resizeEvent(event)
        room = event.size().width() >= len(self.steps) * look.current().px(_NARROW)
        way = QBoxLayout.Direction.LeftToRight if room else QBoxLayout.Direction.TopToBottom
        if way is not self._box.direction():
            self._box.setDirection(way)
            self.updateGeometry()

    def _go(self, view: StepView, by: int) -> None:
        place = self.steps.index(view) + by
        if 0 <= place < len(self.steps):
            self._rove(place)
            self.steps[place].setFocus(Qt.FocusReason.TabFocusReason)

    def _rove(self, place: int) -> None:
        for at, view in enumerate(self.steps):
            tab = at == place
            view.setFocusPolicy(Qt.FocusPolicy.StrongFocus if tab else Qt.FocusPolicy.ClickFocus)
