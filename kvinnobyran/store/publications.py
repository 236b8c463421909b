"""Questions about reports for somebody outside, and about goals."""

from collections.abc import Sequence
from datetime import date

from kvinnobyran.domain.indicator import Indicator
from kvinnobyran.domain.publication import Publication
from kvinnobyran.domain.settings import DISCLOSURE_THRESHOLD
from kvinnobyran.store.office import setting
from kvinnobyran.store.reader import Reader


def threshold(reader: Reader) -> int:
    """Return the office's threshold: five to ten, never lower (disclosure.md 3.3)."""
    said = setting(reader, DISCLOSURE_THRESHOLD)
    return min(10, max(5, int(said))) if said.isdigit() else 5


def published(reader: Reader) -> list[Publication]:
    """Return every report that counts against later ones, in the order they were fixed."""
    return reader.all(
        Publication,
        "SELECT * FROM publication WHERE state IN ('fixed', 'handed_over', 'withdrawn')"
        " ORDER BY number, rowid",
    )


def of_period(reader: Reader, first: date, last: date) -> Publication | None:
    """Return the newest report of exactly these days that has not been withdrawn."""
    return reader.one(
        Publication,
        "SELECT * FROM publication WHERE first_day = ? AND last_day = ? AND state <> 'withdrawn'"
        " ORDER BY number DESC, rowid DESC LIMIT 1",
        (first.isoformat(), last.isoformat()),
    )


def indicators(reader: Reader, years: Sequence[int]) -> list[Indicator]:
    """Return the indicators of these years in their order."""
    return reader.all(
        Indicator,
        "SELECT * FROM indicator WHERE year BETWEEN ? AND ? ORDER BY year, place, words, rowid",
        (min(years), max(years)),
    )
