"""Where the events of a timeline stand: never upon each other, never at another time."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kvinnobyran.domain.violence import ViolenceForm
from kvinnobyran.reports.shapes import SHAPES
from kvinnobyran.reports.strip import Box, Put, Scale, bottom, marks, pack

START = date(2010, 1, 1)
_DAYS = st.integers(0, 3650).map(lambda days: START + timedelta(days=days))
_BOXES = st.lists(
    st.builds(
        lambda first, long, width, height: Box(first, first + timedelta(days=long), width, height),
        _DAYS, st.integers(0, 2000), st.floats(20, 60), st.floats(5, 40),
    ),
    max_size=25,
)  # fmt: skip


def rects(box: Box, put: Put, bar: float) -> list[tuple[float, float, float, float]]:
    return [
        (put.x, put.y, put.until, put.y + bar),
        (put.card, put.y + bar, put.card + box.width, put.y + bar + box.height),
    ]


@pytest.mark.unmeasured
@given(_BOXES, st.floats(5, 200), st.none() | st.just(400.0))
def test_nothing_lies_upon_anything_and_all_stands_at_its_time(boxes, per_year, right):
    scale = Scale(START, per_year)
    places = pack(boxes, scale, bar=2.0, gap=1.0, right=right)
    assert len(places) == len(boxes)
    drawn = [rects(box, put, 2.0) for box, put in zip(boxes, places, strict=True)]
    for at, own in enumerate(drawn):
        assert own[0][0] == scale.x(boxes[at].first)
        assert own[0][2] >= scale.end(boxes[at].last)
        for other in drawn[:at]:
            for left, top, end, low in own:
                for left2, top2, end2, low2 in other:
                    assert end <= left2 or end2 <= left or low <= top2 or low2 <= top
    if right is not None:
        assert all(0 <= put.card <= max(0, right - 20) for put in places)
    assert bottom(boxes, places, 2.0) == max((rect[1][3] for rect in drawn), default=0.0)


def test_the_years_that_are_written_have_room():
    def words(scale, until):
        return [said for _, said in marks(scale, until, 40)]

    assert words(Scale(START, 50.0), date(2013, 5, 1)) == ["2010", "2011", "2012", "2013"]
    assert words(Scale(START, 10.0), date(2031, 1, 1)) == ["2010", "2015", "2020", "2025", "2030"]
    months = words(Scale(date(2010, 11, 1), 600.0), date(2011, 2, 3))
    assert months == ["nov 2010", "dec", "jan 2011", "feb"]
    assert words(Scale(date(2010, 4, 1), 60.0), date(2012, 2, 3)) == ["april 2010", "2012"]


def test_every_form_has_a_symbol_of_its_own():
    assert set(SHAPES) == set(ViolenceForm)
    assert len(set(SHAPES.values())) == len(SHAPES)
    for outline in SHAPES.values():
        assert all(0 <= x <= 1 and 0 <= y <= 1 for x, y in outline)
