"""The calendar's paper: seen before it is printed, asked for, noted, and never a file of ours."""

from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from kvinnobyran.domain.dates import add_months
from kvinnobyran.flows.calendar_paper import WHAT, note_calendar_printed
from kvinnobyran.flows.handing_out import Way
from kvinnobyran.reports.calendar_rows import Calendar
from kvinnobyran.ui.kit.chips import Chips
from kvinnobyran.ui.kit.desk import Desk
from kvinnobyran.ui.kit.editors import Option
from kvinnobyran.ui.kit.form import Field
from kvinnobyran.ui.kit.sheet import scrolled
from kvinnobyran.ui.kit.tokens import Space
from kvinnobyran.ui.printing import LANDSCAPE
from kvinnobyran.ui.statistics.handing import HandingOut
from kvinnobyran.ui.statistics.preview import Preview
from kvinnobyran.ui.statistics.rendering import Background
from kvinnobyran.ui.statistics.way_out import WayOut

_VERBS = {Way.PRINTED: ("Skriv ut kalendern", "Skriv ut …")}
_LENGTHS = (Option(6, "6 månader"), Option(12, "1 år"), Option(36, "3 år"))
_A_MONTH = 30.5
_PURPOSE, _RECIPIENT = "Planering av boendet", "Vi som arbetar här"


class CalendarPaper(QWidget):
    """The page as it will be printed, and beside it what is asked before it is."""

    left = Signal()
    out = Signal(str)

    def __init__(self, desk: Desk, calendar: Calendar, first: date, days: float) -> None:
        super().__init__()
        self._desk = desk
        self._calendar = calendar
        self._first = max(first, calendar.first).replace(day=1)
        self._pdf = b""
        self.background = Background(self)
        self.length = Chips(_LENGTHS, kept=True)
        seen = [months for months in (6, 12, 36) if months * _A_MONTH <= days + 1]
        self.length.set_value(seen[-1] if seen else 6)
        self.length.edited.connect(self._make)
        self.asking = HandingOut(
            verbs=_VERBS, what=WHAT, more=(Field("length", "Hur mycket", self.length),)
        )
        self.asking.form.fill({"purpose": _PURPOSE, "recipient": _RECIPIENT})
        self.asking.agreed.connect(self._let_out)
        self.asking.left.connect(self.left)
        self.preview = Preview(
            self.background, desk.take, name="Förhandsvisning av kalendern", landscape=True
        )
        self.way_out = WayOut(self, desk, self.asking, self.background, self.out.emit)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(Space.XL)
        row.addWidget(self.preview, 3)
        side = QWidget()
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(scrolled(self.asking), 1)
        row.addWidget(side, 2)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def begin(self) -> None:
        """Ask, and draw the paper meanwhile."""
        self.asking.ask(Way.PRINTED, inside=False)
        self._make()

    def _make(self) -> None:
        calendar, first, length = self._calendar, self._first, int(self.length.value())

        def made() -> bytes:
            from kvinnobyran.reports.calendar import calendar_pdf

            return calendar_pdf(calendar, first, length=length)

        self.background.do("pdf", made, self._take, self._desk.take)

    def _take(self, pdf: bytes) -> None:
        self._pdf = pdf
        self.preview.show_pdf(pdf)

    def _let_out(self, _way: Way) -> None:
        if not self._pdf:
            self.asking.wait_again()
            return
        self.way_out.print(
            note_calendar_printed,
            self._first,
            add_months(self._first, int(self.length.value())),
            pdf=self._pdf,
            name="Kalendern",
            orientation=LANDSCAPE,
        )
