"""What the patterns mean: a sample of each, with its word."""

from datetime import date

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from kvinnobyran.domain.stay import Stay, StayKind, StayState
from kvinnobyran.ui.calendar.faces import Letters, paint_stay
from kvinnobyran.ui.kit import look
from kvinnobyran.ui.kit.flow import Flow
from kvinnobyran.ui.kit.label import Label, Voice
from kvinnobyran.ui.kit.tokens import Space

_SHOWN = (
    (StayKind.PLACEMENT, StayState.CONFIRMED, "Placering"),
    (StayKind.RESERVATION, StayState.CONFIRMED, "Bekräftad reservation"),
    (StayKind.RESERVATION, StayState.PRELIMINARY, "Preliminär"),
    (StayKind.RESERVATION, StayState.CONFLICT, "Konflikt"),
    (StayKind.CLOSURE, StayState.CLOSURE, "Spärrad"),
)


class _Sample(QWidget):
    """A little stay without words."""

    def __init__(self, kind: StayKind, state: StayState) -> None:
        super().__init__()
        self._stay = Stay(
            kind=kind, id="", apartment_id="", apartment="", case_id=None, label="",
            first=date(2000, 1, 1), until=None, state=state, stage="",
        )  # fmt: skip
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        now = look.current()
        return QSize(now.px(34), now.px(18))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        edge = QRectF(0, 0, 1, 1)  # no word needs to be painted
        paint_stay(painter, QRectF(self.rect()), self._stay, Letters.now(), needed=edge)
        painter.end()


class Legend(Flow):
    """All that there is, in a row that wraps."""

    def __init__(self) -> None:
        super().__init__(gap=Space.L)
        self.setAccessibleName("Vad mönstren betyder")
        for kind, state, words in _SHOWN:
            part = QWidget()
            pair = QHBoxLayout(part)
            pair.setContentsMargins(0, 0, 0, 0)
            pair.setSpacing(Space.S)
            pair.addWidget(_Sample(kind, state))
            pair.addWidget(Label(words, Voice.SMALL, wrap=False))
            self.add(part)
