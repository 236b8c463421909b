"""A standard half-year report of an invented office, and the plain rule on the same women."""

import datetime as dt
from itertools import product
from random import Random

from kvinnobyran.statistics import withholding
from kvinnobyran.statistics.disclosure.cells import Key
from kvinnobyran.statistics.makers import counted
from kvinnobyran.statistics.period import Period
from kvinnobyran.statistics.release import lives
from kvinnobyran.statistics.tables import (
    TOTAL,
    Audience,
    Category,
    Cell,
    Dimension,
    Head,
    Report,
    Table,
)
from tests.statistics.disclosure.invented import YEAR, task

HALVES = [Period.parse(f"{year}-H{half}") for year in range(2024, 2030) for half in (1, 2)]


def question(name, number, *, multiple=False):
    return Dimension(
        id=name,
        label=name,
        categories=tuple(Category(f"{name}{each}", f"{name} {each}") for each in range(number)),
        multiple=multiple,
    )


LASTING = [question(name, number) for name, number in (
    ("age", 4), ("home", 4), ("children", 3), ("referrer", 5), ("language", 3), ("custody", 3),
    ("housing", 4), ("occupation", 4), ("interpreter", 2), ("reported", 3),
)]  # fmt: skip
DATED = [question(name, number, multiple=True) for name, number in (
    ("form", 7), ("kind", 6), ("perpetrator", 6), ("authority", 7), ("new", 2), ("theme", 6),
    ("channel", 4), ("offer", 4),
)]  # fmt: skip
CONTACTS = [question(name, number) for name, number in (
    ("caller", 6), ("outcome", 6), ("way", 5), ("sought", 5),
)]  # fmt: skip
CALLS = [question(name, number) for name, number in (("state", 5), ("place", 3), ("leader", 2))]
CASES = [question(name, number) for name, number in (("reason", 6), ("regime", 4))]


def weighted(dice, dimension):
    ids = [each.id for each in dimension.categories]
    return dice.choices(ids, [0.5**place + 0.03 for place in range(len(ids))])[0]


def tables(period, *, women):
    """27 one-way tables and three of two questions about some 200 women; a third come back."""
    dice = Random(str(period))
    number = HALVES.index(period)
    people = []
    for place in range(women):
        back = number and place < women // 3
        name = f"w{number - 1 if back else number:02}-{women // 2 + place if back else place:03}"
        own = Random(name)
        people.append((name, {each.id: weighted(own, each) for each in LASTING}))
    heads = []
    for name, lasting in people:
        day = period.first + dt.timedelta(days=dice.randrange(period.days))
        dated = {
            each.id: frozenset(
                one.id for place, one in enumerate(each.categories)
                if dice.random() < 0.7 * 0.6**place
            )
            for each in DATED
        }  # fmt: skip
        heads.append(Head(name, (day,), {**lasting, **dated}))
    made = [_table(heads, (each,), "women") for each in (*LASTING, *DATED)]
    made += [
        _table(heads, pair, "women")
        for pair in ((LASTING[0], LASTING[2]), (LASTING[0], DATED[0]), (LASTING[1], LASTING[2]))
    ]
    for counts, asked in (("inquiries", CONTACTS), ("calls", CALLS), ("cases", CASES)):
        events = [
            Head(
                f"{counts}{number:02}-{place:03}",
                (period.first + dt.timedelta(days=dice.randrange(period.days)),),
                {each.id: weighted(dice, each) for each in asked},
            )
            for place in range(women)
        ]
        made += [_table(events, (each,), counts, once=True) for each in asked]
    return lives.outside_form(made)


def _table(heads, dimensions, counts, *, once=False):
    return counted(
        heads,
        dimensions,
        id_="_".join((counts, *(each.id for each in dimensions))),
        title="Påhittat",
        counts=counts,
        unit="antal",
        definition="Påhittat.",
        once=once,
    )


def _places(dimensions):
    ids = [each.id for each in dimensions]
    for place in product(*([one.id for one in each.places] for each in dimensions)):
        yield dict(zip(ids, place, strict=True))


def plainly(register, templates):
    """The plain row-and-column rule on the same tables: what it loses and shows, or None."""
    frame = task(register, templates).frame
    exact = []
    for place, template in enumerate(templates):
        dimensions = tuple(
            Dimension(
                id=axis.variable,
                label=axis.variable,
                categories=tuple(Category("+".join(sorted(group)), "x") for group in axis.groups),
                multiple=frame.variable(axis.variable).multiple,
            )
            for axis in template.axes
        )
        cells = []
        for at in _places(dimensions):
            pairs = frozenset(
                (name, one)
                for name, group in at.items()
                if group != TOTAL
                for one in group.split("+")
            )
            cells.append(Cell(at, frame.count(Key(pairs, YEAR), register)))
        exact.append(
            Table(
                id=f"t{place}",
                title="Påhittat",
                counts="women",
                unit="kvinnor",
                dimensions=dimensions,
                cells=tuple(cells),
                definition="Påhittat.",
            )
        )
    report = Report(
        period=HALVES[0],
        audience=Audience.INTERNAL,
        tables=tuple(exact),
        made_on=dt.date(2024, 7, 1),
    )
    try:
        page = withholding.for_audience(report, Audience.EXTERNAL)
    except withholding.UnsafeReport:
        return None
    known = [cell.value for table in exact for cell in table.cells]
    shown = [cell.value for table in page.tables for cell in table.cells]
    large = [now for was, now in zip(known, shown, strict=True) if was is not None and was >= 5]
    lost = sum(now is None for now in large)
    return lost / max(1, len(large)), sum(now is not None for now in shown) / max(1, len(shown))
