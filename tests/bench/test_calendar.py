"""The calendar: how smoothly it scrolls and how soon it is zoomed, beside an empty canvas."""

import json

import pytest

from tests.bench.conftest import median, ms, run_child

pytestmark = [pytest.mark.bench, pytest.mark.xvfb, pytest.mark.slow]


def of_100(times: list[float], share: int) -> float:
    """Return the time that so many frames of a hundred keep."""
    return sorted(times)[min(len(times) - 1, len(times) * share // 100)]


@pytest.mark.parametrize(("apartments", "years"), [(2, 10), (50, 10)])
def test_scrolling_and_zooming(table, bytecode, apartments, years):
    words = apartments, years
    found = json.loads(run_child(bytecode, *words, script="calendar_child.py"))
    what = f"calendar, {apartments} apartments, {years} years"
    table.limit(f"{what}: scroll, 95 %", of_100(found["scroll"], 95), 0.016)
    table.limit(f"{what}: zoom, 95 %", of_100(found["zoom"], 95), 0.05)
    table.remark(
        f"{found['stays']} stays, {found['widgets']} of them widgets; an empty canvas in the same "
        f"run: scroll {ms(of_100(found['empty'], 95))}, zoom {ms(of_100(found['empty zoom'], 95))}"
    )
    table.remark(
        f"medians: scroll {ms(median(found['scroll']))}, zoom {ms(median(found['zoom']))}; of the "
        f"processor alone, 95 %: scroll {ms(of_100(found['scroll work'], 95))}, zoom "
        f"{ms(of_100(found['zoom work'], 95))}"
    )
