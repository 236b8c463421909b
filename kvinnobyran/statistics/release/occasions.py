"""Figures of occasions (sessions, minutes) that stand on counts of women.

disclosure.md 3.2 step 10 and section 5: they are exact unless they give a person count away.
They do when they say how few are behind them. So an occasion figure is printed only where its
women are, where there are enough beyond one each, and where every alternative register of the
proof could have had these occasions: at least one for each woman, none without one.
"""

from collections.abc import Sequence
from dataclasses import replace

from kvinnobyran.statistics.tables import TOTAL, At, Cell, Status, Table, position

LEAST_WOMEN = 10
"""Below this many women a sum says too much about each (disclosure.md 3.2 step 10)."""


def protected(
    table: Table, women: Table, alternatives: Sequence[Sequence[int]], threshold: int
) -> Table:
    """Return the table of occasions as it can be printed beside the ``women`` behind it.

    ``women`` is the table as it is printed, with the same dimension; ``alternatives`` holds,
    for every alternative register of its proof, its women per category in the table's order.
    """
    (dimension,) = table.dimensions
    places = [{dimension.id: each.id} for each in dimension.categories]
    shown = {
        each[dimension.id] for each in places if _can_stand_alone(table, women, each, threshold)
    }
    whole = {dimension.id: TOTAL}
    if _total_can_stand(table, shown, alternatives, threshold) and _can_stand_alone(
        table, women, whole, threshold
    ):
        shown.add(TOTAL)
    return replace(
        table,
        cells=tuple(
            cell if cell.at[dimension.id] in shown else Cell(cell.at, None, Status.SUPPRESSED)
            for cell in table.cells
        ),
    )


def _can_stand_alone(table: Table, women: Table, at: At, threshold: int) -> bool:
    """Tell whether one figure says nothing of how few are behind it."""
    behind, occasions = women.cell(at).value, table.cell(at).value or 0
    return (
        behind is not None and behind >= LEAST_WOMEN and occasions - behind >= threshold
    ) or position(at) in {position(each) for each in table.impossible}


def _total_can_stand(
    table: Table, shown: set[str], alternatives: Sequence[Sequence[int]], threshold: int
) -> bool:
    """Tell whether what the total leaves for the hidden rows fits every alternative."""
    (dimension,) = table.dimensions
    ids = [each.id for each in dimension.categories]
    hidden = [place for place, each in enumerate(ids) if each not in shown]
    if not hidden:
        return True
    rest = sum(table.cell({dimension.id: ids[place]}).value or 0 for place in hidden)
    if len(hidden) == 1 or rest < threshold:
        return False
    return all(
        0 < sum(women[place] for place in hidden) <= rest - threshold for women in alternatives
    )


def stand(
    table: Table, women: Table, alternatives: Sequence[Sequence[int]], threshold: int
) -> bool:
    """Check a table of occasions as it is printed, apart from what hid it (step 8).

    Reads only what stands on the page: a reader who subtracts has no more.
    """
    (dimension,) = table.dimensions
    ids = [each.id for each in dimension.categories]
    never = {position(each) for each in table.impossible}
    figures = {each: table.cell({dimension.id: each}).value for each in (*ids, TOTAL)}
    for each, figure in figures.items():
        if figure is None or (figure == 0 and position({dimension.id: each}) in never):
            continue
        behind = women.cell({dimension.id: each}).value
        if behind is None or behind < LEAST_WOMEN or figure < behind + threshold:
            return False
    total = figures[TOTAL]
    hidden = [place for place, each in enumerate(ids) if figures[each] is None]
    if total is None or not hidden:
        return True
    rest = total - sum(figures[each] or 0 for each in ids)
    return len(hidden) > 1 and all(
        0 < sum(others[place] for place in hidden) <= rest - threshold for others in alternatives
    )
