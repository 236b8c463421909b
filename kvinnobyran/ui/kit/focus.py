"""The focus: its ring where the style sheet cannot draw it, and its place in what is built anew."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QWidget

from kvinnobyran.ui.kit import look
from kvinnobyran.ui.kit.tokens import FOCUS_WIDTH


def paint_ring(widget: QWidget, radius: float, *, gap: bool = True) -> None:
    """Paint a ring of two pixels inside the widget's edge, with a gap in the ground's colour.

    The gap keeps the ring visible on a filled button, whose own colour may be near the
    ring's. Call it last in ``paintEvent``.
    """
    tokens = look.current().tokens
    painter = QPainter(widget)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if gap:
        _stroke(painter, widget, tokens.base, FOCUS_WIDTH, radius)
    _stroke(painter, widget, tokens.focus, 0, radius)
    painter.end()


def _stroke(painter: QPainter, widget: QWidget, colour: str, inside: float, radius: float) -> None:
    painter.setPen(QPen(QColor(colour), FOCUS_WIDTH))
    in_by = inside + FOCUS_WIDTH / 2
    edge = QRectF(widget.rect()).adjusted(in_by, in_by, -in_by, -in_by)
    corner = max(0.0, min(radius - in_by, edge.height() / 2))
    painter.drawRoundedRect(edge, corner, corner)


def place_in(part: QWidget) -> int | None:
    """Return which of a part's stops of Tab has the focus, or None if none has."""
    focused = part.window().focusWidget()
    stops = _stops(part)
    return stops.index(focused) if focused in stops else None


def put_in_place(part: QWidget, place: int) -> bool:
    """Give the focus to the stop in that place, or to the last one; return whether there is any.

    For a part that was built anew around the focus: without this, it would be nowhere.
    """
    stops = _stops(part)
    if not stops:
        return False
    stop = stops[min(place, len(stops) - 1)]
    # Qt would show a new part a moment later, and what is not shown takes no focus.
    stop.show()
    stop.setFocus(Qt.FocusReason.OtherFocusReason)
    return True


def _stops(part: QWidget) -> list[QWidget]:
    return [
        widget
        for widget in part.findChildren(QWidget)
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and widget.isEnabledTo(part)
        and widget.isVisibleTo(part)
    ]
