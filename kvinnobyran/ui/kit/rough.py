"""A time as well as it is remembered: "våren 2019", "2017", "ca 2016–2018"."""

from datetime import date

from PySide6.QtWidgets import QWidget

from kvinnobyran.domain.rough_entry import read_rough
from kvinnobyran.domain.rough_time import RoughTime
from kvinnobyran.ui.kit.forgiving import ForgivingLine

EXAMPLES = "Till exempel våren 2019, 2017, ca 2016–2018 eller 12 maj 2020"
UNREADABLE = f"Det går inte att läsa som en tid. {EXAMPLES}."
_LONGEST = 80


class RoughEdit(ForgivingLine[RoughTime]):
    """A forgiving line for a time or a period."""

    examples = EXAMPLES
    unreadable = UNREADABLE

    def __init__(self, *, today: date, parent: QWidget | None = None) -> None:
        self._today = today
        super().__init__("Till exempel våren 2019", limit=_LONGEST, parent=parent)

    def value(self) -> RoughTime | None:
        return read_rough(self.line.text(), self._today)

    def set_value(self, value: RoughTime | None) -> None:
        self.put("" if value is None else value.label)
