"""Tables of the apartments. Most stay in the office: with two apartments a cell is a household.

``housing.py`` counts; here it is only put into tables. Somebody outside gets the occupancy, by the
year and never by the half-year (domain.md D9); docs/decisions/0031 says why no more.
"""

from collections.abc import Iterator
from fractions import Fraction
from typing import Final

from kvinnobyran.domain.placement import DischargeReason, Placer, RefusalReason
from kvinnobyran.statistics.housing import (
    HomeRow,
    RefusalRow,
    StayRow,
    available,
    closures,
    completed,
    homes,
    lengths,
    nights,
    refusals,
    stays,
)
from kvinnobyran.statistics.makers import slug, summed
from kvinnobyran.statistics.period import Period
from kvinnobyran.statistics.tables import TOTAL, Category, Cell, Dimension, Table
from kvinnobyran.statistics.tally import NOT_STATED, categories, cells, ones, stated
from kvinnobyran.store.reader import Reader

_PLACERS: Final = Dimension(id="placer", label="Placerare", categories=categories(Placer))
_REASONS: Final = Dimension(
    id="discharge_reason", label="Vart", categories=(*categories(DischargeReason), NOT_STATED)
)
_REFUSED: Final = Dimension(
    id="placement_refusal", label="Skäl", categories=categories(RefusalReason)
)
_PEOPLE: Final = Dimension(
    id="resident",
    label="Vilka",
    categories=(
        Category("women", "Kvinnor och andra vuxna"),
        Category("children", "Barn"),
        Category("pets", "Djur"),
    ),
    total_label="Alla",
)
_MEASURES: Final = Dimension(
    id="stay_length",
    label="Mått",
    categories=(Category("mean", "Medel"), Category("median", "Median")),
    total_label="Avslutade vistelser",
    multiple=True,
)
_OCCUPIED: Final = Dimension(
    id="occupied",
    label="Lägenheterna",
    categories=(Category("lived", "Någon bodde där"), Category("empty", "Stod tomma")),
    total_label="Gick att bo i",
)
LEAST_NIGHTS: Final = 31
"""With fewer nights somebody outside would learn that there was one short stay, or none."""
_MARKS: Final = Dimension(
    id="placement_mark",
    label="Varav",
    categories=(
        Category("extended", "Förlängdes"),
        Category("aftercare", "Fick eftervård"),
    ),
    total_label="Placeringar",
    multiple=True,
)


def tables(reader: Reader, period: Period) -> Iterator[Table]:
    """Yield the tables of the apartments, where there are any."""
    flats = homes(reader)
    if not flats:
        return
    rows = stays(reader)
    here = [row for row in rows if nights(row, period) or row.moved_in in period]
    ended = completed(rows, period)
    yield placements(here, period)
    yield residents(here)
    yield nights_per_apartment(here, flats, period)
    yield occupied(
        sum(nights(row, period) for row in rows),
        available(flats, closures(reader), period),
        outside=tellable(rows, period),
    )
    yield length(ended)
    yield where_to(ended)
    yield marks(here, period)
    yield refused(refusals(reader), period)


def placements(found: list[StayRow], period: Period) -> Table:
    """Count those who moved in in the period, by placer."""
    return Table(
        id="placements_begun",
        title="Inflyttningar efter placerare",
        counts="placements_begun",
        unit="placeringar",
        dimensions=(_PLACERS,),
        cells=cells(
            (_PLACERS,),
            ones({"placer": row.placer.value} for row in found if row.moved_in in period),
        ),
        definition="Placeringar där någon flyttade in i perioden.",
    )


def residents(found: list[StayRow]) -> Table:
    """Count everybody who lived in an apartment on some night of the period."""
    people = [
        (kind, number)
        for row in found
        for kind, number in (
            ("women", row.adults),
            ("children", row.children),
            ("pets", row.pets),
        )
    ]
    return Table(
        id="residents",
        title="Boende i lägenheterna",
        counts="residents",
        unit="boende",
        dimensions=(_PEOPLE,),
        cells=cells((_PEOPLE,), (({"resident": kind}, number) for kind, number in people)),
        definition="Alla som bodde i en lägenhet någon natt i perioden.",
    )


def nights_per_apartment(found: list[StayRow], flats: list[HomeRow], period: Period) -> Table:
    """Sum the nights, per apartment and placer."""
    flat = Dimension(
        id="apartment",
        label="Lägenhet",
        categories=tuple(Category(slug("apartment", each.id), each.code) for each in flats),
    )
    return Table(
        id="housing_nights",
        title="Dygn per lägenhet och placerare",
        counts="housing_nights",
        unit="dygn",
        dimensions=(flat, _PLACERS),
        cells=cells(
            (flat, _PLACERS),
            (
                (
                    {"apartment": slug("apartment", row.apartment_id), "placer": row.placer.value},
                    nights(row, period),
                )
                for row in found
            ),
        ),
        definition="Ett dygn räknas den dag natten börjar. Ett hushåll räknas en gång per dygn, "
        "hur många det än är. Den som bor kvar räknas till periodens slut.",
    )


def occupied(lived: int, could: int, *, outside: bool) -> Table:
    """Give the occupancy: nights that somebody lived there, of those that somebody could."""
    lived = min(lived, could)
    return summed(
        (({_OCCUPIED.id: "lived"}, lived), ({_OCCUPIED.id: "empty"}, could - lived)),
        (_OCCUPIED,),
        id_="housing_occupancy",
        title="Beläggning i lägenheterna",
        unit="dygn",
        outside=outside,
        definition="Ett dygn räknas den dag natten börjar, en gång för varje lägenhet hur många "
        "som än bor där. Dygn då en lägenhet var spärrad räknas inte. Beläggningen är andelen "
        "dygn som någon bodde där.",
    )


def tellable(rows: list[StayRow], period: Period) -> bool:
    """Tell whether the occupancy of a period can be told outside.

    Only of whole calendar years (D9), which never overlap, so that no shorter time can be had by
    subtraction; and only when each of them has more nights than one short stay.
    """
    years = range(period.first.year, period.last.year + 1)
    return whole_years(period) and all(
        sum(nights(row, Period(year)) for row in rows) >= LEAST_NIGHTS for year in years
    )


def whole_years(period: Period) -> bool:
    """Tell whether a period is one calendar year or several, and nothing else."""
    return (period.first.month, period.first.day) == (1, 1) and (
        period.after.month,
        period.after.day,
    ) == (1, 1)


def length(ended: list[StayRow]) -> Table:
    """Give the mean and the median of the stays that ended in the period."""
    found = lengths(ended)
    values: dict[str, int] = {
        "mean": _whole(found.mean) if found.mean is not None else 0,
        "median": _whole(found.median) if found.median is not None else 0,
    }
    return Table(
        id="stay_length",
        title="Avslutade vistelsers längd",
        counts="stay_length",
        unit="dygn",
        apart=True,
        dimensions=(_MEASURES,),
        cells=(
            *(Cell({"stay_length": name}, value) for name, value in values.items()),
            Cell({"stay_length": TOTAL}, found.number),
        ),
        definition="Dygn från inflyttning till utflyttning för dem som flyttade ut i perioden, "
        "avrundat till hela dygn. Den som bor kvar räknas inte förrän hon har flyttat. Sista "
        "raden är hur många vistelser det gäller.",
    )


def where_to(ended: list[StayRow]) -> Table:
    """Count where they went."""
    return Table(
        id="placements_ended",
        title="Utflyttningar efter vart",
        counts="placements_ended",
        unit="placeringar",
        dimensions=(_REASONS,),
        cells=cells((_REASONS,), ones({"discharge_reason": stated(row.reason)} for row in ended)),
        definition="Placeringar där hon flyttade ut i perioden.",
    )


def marks(found: list[StayRow], period: Period) -> Table:
    """Count the stays of the period that were extended, and those with aftercare."""
    return Table(
        id="placement_marks",
        title="Placeringar som förlängdes eller fick eftervård",
        counts="placements_here",
        unit="placeringar",
        dimensions=(_MARKS,),
        cells=cells(
            (_MARKS,),
            ones(
                {
                    "placement_mark": frozenset(
                        name
                        for name, holds in (
                            ("extended", row.extensions > 0),
                            (
                                "aftercare",
                                row.aftercare_from is not None
                                and row.aftercare_from < period.after,
                            ),
                        )
                        if holds
                    )
                }
                for row in found
            ),
        ),
        definition="Av placeringar med något dygn i perioden.",
    )


def refused(found: list[RefusalRow], period: Period) -> Table:
    """Count the requests that were refused in the period, by reason and placer."""
    return Table(
        id="placements_refused",
        title="Nekade placeringar efter skäl och placerare",
        counts="placements_refused",
        unit="förfrågningar",
        dimensions=(_REFUSED, _PLACERS),
        cells=cells(
            (_REFUSED, _PLACERS),
            ones(
                {"placement_refusal": row.reason.value, "placer": row.placer.value}
                for row in found
                if row.day in period
            ),
        ),
        definition="Förfrågningar om placering som nekades i perioden.",
    )


def _whole(number: Fraction) -> int:
    """Round to the nearest whole number, a half upwards."""
    return int(number + Fraction(1, 2))
