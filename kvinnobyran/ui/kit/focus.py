"""The focus ring of parts that the style sheet cannot ring: filled buttons, chips, rows."""

from PySide6.QtCore import QRectF
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
