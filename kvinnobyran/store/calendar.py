"""What the calendar asks when it is shown: apartments, stays, and what its forms offer."""

from dataclasses import dataclass
from datetime import date

from kvinnobyran.domain.apartment import Apartment
from kvinnobyran.domain.reservation import expires
from kvinnobyran.domain.settings import RESERVATION_DAYS
from kvinnobyran.domain.stay import Stay
from kvinnobyran.store.apartments import apartments, stays
from kvinnobyran.store.office import setting
from kvinnobyran.store.reader import Reader


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseCode:
    """A case that a reservation may be for: by its code and no more."""

    id: str
    code: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """Everything that the calendar shows and offers."""

    apartments: list[Apartment]
    stays: list[Stay]
    cases: list[CaseCode]
    runs_out: date
    """The last day that a preliminary reservation made today holds (domain.md B3)."""


def calendar(reader: Reader, today: date) -> Found:
    """Return all apartments in use, all that ever was in them, and the cases that are open."""
    days = setting(reader, RESERVATION_DAYS)
    return Found(
        runs_out=expires(today, int(days)) if days.isdecimal() else expires(today),
        apartments=apartments(reader),
        stays=stays(reader, date.min, date.max, today),
        cases=reader.all(
            CaseCode,
            "SELECT id, code FROM support_case WHERE closed_on IS NULL ORDER BY code DESC",
        ),
    )
