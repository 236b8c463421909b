"""When something happened, as well as it is remembered: a date, or from one date to another.

"Våren 2019", "2017", "ca 2016–2018". Each end is a :class:`PartialDate`, so nothing is rounded
to a false day, and the order is the same every time (scenario 4).
"""

from dataclasses import dataclass
from datetime import date
from typing import Self

from kvinnobyran.domain.date_entry import in_words
from kvinnobyran.domain.dates import MONTHS, PartialDate

_ABOUT = "ca "
_TO = "/"


@dataclass(frozen=True, slots=True)
class RoughTime:
    """A time or a period. ``about`` says that she was not sure.

    ``begins`` and ``ends`` are never guessed ages, and ``ends`` does not lie before ``begins``.
    """

    begins: PartialDate
    ends: PartialDate | None = None
    about: bool = False

    @classmethod
    def from_stored(cls, text: str) -> Self:
        """Read the canonical text: ``2019-vår``, ``2016/2018``, ``ca 2016/2018``.

        Raises :class:`ValueError` for anything else.
        """
        begins, to, ends = text.removeprefix(_ABOUT).partition(_TO)
        found = cls(
            PartialDate.from_stored(begins),
            PartialDate.from_stored(ends) if to else None,
            text.startswith(_ABOUT),
        )
        if not found.holds or found.to_stored() != text:
            message = "not a rough time"
            raise ValueError(message)
        return found

    def to_stored(self) -> str:
        """Return the canonical text."""
        about = _ABOUT if self.about else ""
        to = "" if self.ends is None else f"{_TO}{self.ends.text}"
        return f"{about}{self.begins.text}{to}"

    @property
    def holds(self) -> bool:
        """Tell whether it is a time at all: no age, and the end not before the beginning."""
        ends = self.ends
        if "~" in self.begins.text or (ends is not None and "~" in ends.text):
            return False
        return ends is None or (self.begins.first <= ends.first and self.begins.last < ends.last)

    @property
    def first(self) -> date:
        """Return the first possible day."""
        return self.begins.first

    @property
    def last(self) -> date:
        """Return the last possible day."""
        return self.begins.last if self.ends is None else self.ends.last

    @property
    def exact(self) -> bool:
        """Tell whether the day itself is known."""
        return not self.about and self.ends is None and self.begins.exact

    @property
    def label(self) -> str:
        """Return the Swedish words for it, as in running text: ``ca 2016–2018``."""
        about = "ca " if self.about else ""
        if self.ends is None:
            return f"{about}{_words(self.begins)}"
        first, last = _words(self.begins), _words(self.ends)
        year = f" {self.ends.first.year}"
        if first.endswith(year) and last.endswith(year) and not first.endswith(f" av{year}"):
            first = first.removesuffix(year)
        return f"{about}{first}–{last}"

    @property
    def order(self) -> tuple[date, date, str]:
        """Return what it is sorted by: the first possible day, the last one, the text."""
        return self.first, self.last, self.to_stored()

    def __lt__(self, other: Self) -> bool:
        """Order by the first possible day, then the last, then the text."""
        return self.order < other.order


def months_between(first: date, last: date) -> int:
    """Return the whole months from one day to a later one."""
    return (last.year - first.year) * 12 + last.month - first.month - (last.day < first.day)


def length_words(months: int) -> str:
    """Return ``2 år och 3 månader`` for a number of months."""
    years, rest = divmod(months, 12)
    parts = []
    if years:
        parts.append(f"{years} år")
    if rest or not years:
        parts.append(f"{rest} månad" if rest == 1 else f"{rest} månader")
    return " och ".join(parts)


def stretch_words(first: date, last: date) -> str:
    """Return the words for all days from ``first`` to ``last``, as coarse as they allow.

    >>> stretch_words(date(2013, 1, 1), date(2015, 12, 31))
    '2013–2015'
    """
    if (first.month, first.day) == (1, 1) and (last.month, last.day) == (12, 31):
        years = sorted({first.year, last.year})
        return "–".join(str(year) for year in years)
    return f"{MONTHS[first.month - 1]} {first.year}–{MONTHS[last.month - 1]} {last.year}"


def _words(part: PartialDate) -> str:
    return in_words(part.first) if part.exact else part.label
