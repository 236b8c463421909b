"""A birth as well as it is known: a day, a year, "våren 1990", "ca 30"."""

from datetime import date

from PySide6.QtWidgets import QWidget

from kvinnobyran.domain.dates import PartialDate
from kvinnobyran.ui.kit.forgiving import ForgivingLine

EXAMPLES = "Till exempel 1990, maj 1990, 1990-05-17 eller ca 30"
UNREADABLE = f"Det går inte att läsa som födelsedatum. {EXAMPLES}."
_LONGEST = 40


class BirthEdit(ForgivingLine[PartialDate]):
    """A forgiving line for a day that is known in part."""

    examples = EXAMPLES
    unreadable = UNREADABLE

    def __init__(
        self,
        placeholder: str = "Födelseår eller ålder",
        *,
        today: date,
        parent: QWidget | None = None,
    ) -> None:
        self._today = today
        self._given: PartialDate | None = None
        super().__init__(placeholder, limit=_LONGEST, parent=parent)

    def value(self) -> PartialDate | None:
        # "ca 30" that was said last year must not become thirty today.
        if self._given is not None and self.line.text() == _typed(self._given):
            return self._given
        return PartialDate.read(self.line.text(), today=self._today)

    def set_value(self, value: PartialDate | None) -> None:
        self._given = value
        self.put("" if value is None else _typed(value))


class DeathEdit(BirthEdit):
    """A forgiving line for a day of death, known as well as it is known."""

    examples = "Till exempel 2027, maj 2027 eller 2027-05-17"
    unreadable = f"Det går inte att läsa som datum. {examples}."

    def __init__(self, *, today: date, parent: QWidget | None = None) -> None:
        super().__init__("År, månad eller dag", today=today, parent=parent)


def _typed(value: PartialDate) -> str:
    """Return what one would type for a date."""
    if value.text.startswith("~"):
        return f"ca {value.text[1:].partition('@')[0]}"
    return value.label
