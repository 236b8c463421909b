"""Which period, and for whom."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from kvinnobyran.domain.codes import Code
from kvinnobyran.statistics.period import Period, PeriodUnreadable, Span
from kvinnobyran.statistics.tables import Audience
from kvinnobyran.ui.kit.buttons import IconButton
from kvinnobyran.ui.kit.chips import Chips
from kvinnobyran.ui.kit.dates import DateEdit
from kvinnobyran.ui.kit.flow import Flow
from kvinnobyran.ui.kit.icons import Icon
from kvinnobyran.ui.kit.label import Label, Voice
from kvinnobyran.ui.kit.tokens import Space


class Length(Code):
    """How long a period is."""

    HALF = ("half", "Halvår")
    TERTIAL = ("tertial", "Tertial")
    YEAR = ("year", "År")
    OWN = ("own", "Egna dagar")


_SPANS = {
    Length.HALF: Span.HALF,
    Length.TERTIAL: Span.TERTIAL,
    Length.YEAR: Span.YEAR,
    Length.OWN: Span.OWN,
}


class Chooser(Flow):
    """The period with a step back and forth, and the audience. ``edited``: another report."""

    edited = Signal()

    def __init__(self, period: Period, parent: QWidget | None = None) -> None:
        super().__init__(gap=Space.XL, parent=parent)
        self.period = period
        self.length = Chips(Length, name="Periodens längd", keys=False, parent=self)
        self.audience = Chips(Audience, name="Till vem", keys=False, parent=self)
        self.audience.set_value(Audience.EXTERNAL)
        step = QWidget(self)
        row = QHBoxLayout(step)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(Space.XS)
        self.earlier = IconButton(Icon.CHEVRON_LEFT, "Förra perioden", then=lambda: self.step(-1))
        self.later = IconButton(Icon.CHEVRON_RIGHT, "Nästa period", then=lambda: self.step(1))
        self.said = Label("", Voice.STRONG, wrap=False)
        row.addWidget(self.earlier)
        row.addWidget(self.said)
        row.addWidget(self.later)
        for part in (self.length, step, self._own_days(period), self.audience):
            self.add(part)
        self.length.edited.connect(self._stretch)
        self.audience.edited.connect(self._turn)
        self.show_period(period)

    def _own_days(self, period: Period) -> QWidget:
        """Return the two days of a period of one's own: an agreement's, for example."""
        self.days = QWidget(self)
        row = QHBoxLayout(self.days)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(Space.S)
        self.first = DateEdit(today=period.first)
        self.last = DateEdit(today=period.last)
        self.first.setAccessibleName("Första dagen")
        self.last.setAccessibleName("Sista dagen")
        row.addWidget(self.first)
        row.addWidget(Label("till", Voice.MUTED, wrap=False))
        row.addWidget(self.last)
        self.first.edited.connect(self._own)
        self.last.edited.connect(self._own)
        return self.days

    def _own(self) -> None:
        """Take the days as soon as both are there and in order."""
        first, last = self.first.value(), self.last.value()
        if first is None or last is None or self.days.isHidden():
            return
        try:
            period = Period.of_days(first, last)
        except PeriodUnreadable:
            return
        if period != self.period:
            self.show_period(period)
            self.edited.emit()

    def show_period(self, period: Period) -> None:
        """Show another period. Says nothing."""
        self.period = period
        own = period.span is Span.OWN
        self.days.setVisible(own)
        if own and (self.first.value(), self.last.value()) != (period.first, period.last):
            self.first.set_value(period.first)
            self.last.set_value(period.last)
        self.length.set_value(next(one for one, span in _SPANS.items() if span is period.span))
        title = period.title
        self.said.setText(f"{title[:1].upper()}{title[1:]}")
        self.said.setToolTip(period.dates)

    def step(self, by: int) -> None:
        """Go to the period before (-1) or after (1), as far as the program counts."""
        try:
            moved = self.period.previous if by < 0 else self.period.following
        except PeriodUnreadable:
            return
        self.show_period(moved)
        self.edited.emit()

    def _stretch(self) -> None:
        """Take a period of another length that ends where this one does."""
        length = self.length.value()
        if length is None:
            self.show_period(self.period)
            return
        if length is Length.OWN:
            self.show_period(Period.of_days(self.period.first, self.period.last))
        else:
            self.show_period(Period.containing(self.period.last, _SPANS[length]))
        self.edited.emit()

    def _turn(self) -> None:
        if self.audience.value() is None:
            self.audience.set_value(Audience.EXTERNAL)
        self.edited.emit()
