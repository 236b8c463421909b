"""Incomplete dates: a day, a month, a season, a year, or an age somebody guessed.

Nothing is rounded to a false day. A partial date is an interval of days with a canonical
text, ordered deterministically (architecture.md section 4, scenario 4).
"""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Self

MONTHS = (
    "januari",
    "februari",
    "mars",
    "april",
    "maj",
    "juni",
    "juli",
    "augusti",
    "september",
    "oktober",
    "november",
    "december",
)
WEEKDAYS = ("måndag", "tisdag", "onsdag", "torsdag", "fredag", "lördag", "söndag")
_SEASONS = {"vinter": (1, 2), "vår": (3, 5), "sommar": (6, 8), "höst": (9, 11)}
_DEFINITE = {"vinter": "vintern", "vår": "våren", "sommar": "sommaren", "höst": "hösten"}
_PARTS = {"början": (1, 4), "mitten": (5, 8), "slutet": (9, 12)}

OLDEST = 120
"""Years; an age above it is a slip of the finger."""

_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
_MONTH = re.compile(r"(\d{4})-(\d{2})")
_YEAR = re.compile(r"\d{4}")
_SEASON = re.compile(r"(\d{4})-(vinter|vår|sommar|höst)")
_PART = re.compile(r"(\d{4})-(början|mitten|slutet)")
_AGE = re.compile(r"~(\d{1,3})@(\d{4})-(\d{2})-(\d{2})")


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A date known as well as it is known.

    ``text`` is canonical and is what the database stores: ``2019-06-03``, ``2019-06``,
    ``2019-vår``, ``2019-början``, ``2019`` or ``~30@2027-02-09`` (about 30 on that day, a guess).
    """

    text: str
    first: date
    last: date

    @classmethod
    def from_stored(cls, text: str) -> Self:
        """Read the canonical text. Raises :class:`ValueError` for anything else."""
        interval = _interval(text)
        if interval is None:
            message = "not a partial date"
            raise ValueError(message)
        return cls(text, *interval)

    def to_stored(self) -> str:
        """Return the canonical text."""
        return self.text

    @classmethod
    def of_day(cls, day: date) -> Self:
        """Return the partial date that is a whole day."""
        return cls(day.isoformat(), day, day)

    @classmethod
    def of_age(cls, age: int, on: date) -> Self:
        """Return the birth of somebody who is about ``age`` years old ``on`` a day."""
        return cls.from_stored(f"~{age}@{on.isoformat()}")

    @classmethod
    def read(cls, text: str, *, today: date) -> Self | None:
        """Read what a person types: ``1990``, ``maj 1990``, ``våren 2019``, ``ca 30``.

        Returns None when it cannot be understood; never guesses.
        """
        words = text.strip().casefold().replace(".", " ").split()
        canonical = _from_words(words, today) if words else None
        if canonical is None or _interval(canonical) is None:
            return None
        return cls.from_stored(canonical)

    @property
    def exact(self) -> bool:
        """Tell whether the day itself is known."""
        return self.first == self.last

    @property
    def is_age(self) -> bool:
        """Tell whether it is an age that somebody guessed, and no date."""
        return _AGE.fullmatch(self.text) is not None

    @property
    def label(self) -> str:
        """Return the Swedish words for it."""
        if age := _AGE.fullmatch(self.text):
            return f"cirka {int(age[1])} år ({age[2]}-{age[3]}-{age[4]})"
        if season := _SEASON.fullmatch(self.text):
            return f"{_DEFINITE[season[2]]} {season[1]}"
        if part := _PART.fullmatch(self.text):
            return f"{part[2]} av {part[1]}"
        if month := _MONTH.fullmatch(self.text):
            return f"{MONTHS[int(month[2]) - 1]} {month[1]}"
        return self.text

    def __lt__(self, other: Self) -> bool:
        """Order by the first possible day, then the last, then the text."""
        return (self.first, self.last, self.text) < (other.first, other.last, other.text)

    def ages(self, on: date) -> tuple[int, int]:
        """Return the lowest and highest possible age in whole years ``on`` a day.

        Somebody who may have been born is: of a child born this year the lowest is 0.
        """
        youngest, oldest = age_at(self.last, on), age_at(self.first, on)
        return (max(youngest, 0) if oldest >= 0 else youngest), oldest

    def age(self, on: date) -> int | None:
        """Return the age ``on`` a day when it is certain; a guessed age counts as said."""
        if guessed := _AGE.fullmatch(self.text):
            then = date(int(guessed[2]), int(guessed[3]), int(guessed[4]))
            return int(guessed[1]) + age_at(then, on) if on >= then else int(guessed[1])
        lowest, highest = self.ages(on)
        return lowest if lowest == highest else None


def age_at(birth: date, on: date) -> int:
    """Return the age in whole years; born on 29 February turns a year on 1 March."""
    return on.year - birth.year - ((on.month, on.day) < (birth.month, birth.day))


def add_months(day: date, months: int) -> date:
    """Return the same day ``months`` later, or the last day of that month."""
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def week_label(day: date) -> str:
    """Return ``vecka 47`` by ISO 8601 (experience.md section 3: isocalendar only)."""
    return f"vecka {day.isocalendar().week}"


def long_label(day: date) -> str:
    """Return ``söndag 22 november 2026``."""
    return f"{WEEKDAYS[day.weekday()]} {day.day} {MONTHS[day.month - 1]} {day.year}"


def _interval(text: str) -> tuple[date, date] | None:
    try:
        if match := _DAY.fullmatch(text):
            day = date(int(match[1]), int(match[2]), int(match[3]))
            return day, day
        if match := _MONTH.fullmatch(text):
            return _months(int(match[1]), int(match[2]), int(match[2]))
        if match := _SEASON.fullmatch(text):
            return _months(int(match[1]), *_SEASONS[match[2]])
        if match := _PART.fullmatch(text):
            return _months(int(match[1]), *_PARTS[match[2]])
        if match := _YEAR.fullmatch(text):
            return _months(int(text), 1, 12)
        match = _AGE.fullmatch(text)
        if match and int(match[1]) <= OLDEST:
            then = date(int(match[2]), int(match[3]), int(match[4]))
            return _birth_interval(int(match[1]), then)
    except (ValueError, OverflowError):
        return None
    return None


def _months(year: int, first: int, last: int) -> tuple[date, date]:
    return date(year, first, 1), date(year, last, monthrange(year, last)[1])


def _birth_interval(age: int, on: date) -> tuple[date, date]:
    youngest = add_months(on, -12 * age)
    return add_months(on, -12 * (age + 1)) + timedelta(days=1), youngest


def _from_words(words: list[str], today: date) -> str | None:
    if words[0] in {"ca", "cirka", "c:a", "runt", "omkring", "typ"}:
        words = words[1:]
        if words and words[0].isdecimal() and len(words[0]) <= 3:  # noqa: PLR2004 - an age, not a year
            return f"~{int(words[0])}@{today.isoformat()}"
    if words and words[-1] == "år" and len(words) == 2 and words[0].isdecimal():  # noqa: PLR2004 - "30 år"
        return f"~{int(words[0])}@{today.isoformat()}"
    if len(words) == 1:
        digits = words[0].replace("-", "")
        if digits.isdecimal() and len(digits) == 8:  # noqa: PLR2004 - yyyymmdd
            return f"{digits[:4]}-{digits[4:6]}-{digits[6:]}"
        return words[0]
    if len(words) == 2:  # noqa: PLR2004 - a word and a year
        for season, definite in _DEFINITE.items():
            if words[0] in {season, definite}:
                return f"{words[1]}-{season}"
        for number, month in enumerate(MONTHS, 1):
            if len(words[0]) >= 3 and month.startswith(words[0]):  # noqa: PLR2004 - jan, feb
                return f"{words[1]}-{number:02d}"
    return None
