"""Times as they are remembered: read forgivingly, stored exactly, ordered the same every time."""

from datetime import date
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kvinnobyran.domain.dates import PartialDate
from kvinnobyran.domain.rough_entry import find_rough, read_rough
from kvinnobyran.domain.rough_time import RoughTime, length_words, stretch_words

TODAY = date(2027, 5, 10)


@pytest.mark.parametrize(
    ("typed", "stored", "label"),
    [
        ("våren 2019", "2019-vår", "våren 2019"),
        ("våren 19", "2019-vår", "våren 2019"),
        ("våren -19", "2019-vår", "våren 2019"),
        ("juni 2019", "2019-06", "juni 2019"),
        ("i juni 2019", "2019-06", "juni 2019"),
        ("juni -98", "1998-06", "juni 1998"),
        ("2017", "2017", "2017"),
        ("år 2017", "2017", "2017"),
        ("ca 2016–2018", "ca 2016/2018", "ca 2016–2018"),
        ("ca 2016-2018", "ca 2016/2018", "ca 2016–2018"),
        ("mellan 2016 och 2018", "2016/2018", "2016–2018"),
        ("från 2016 till 2018", "2016/2018", "2016–2018"),
        ("2016-18", "2016/2018", "2016–2018"),
        ("2009/10", "2009/2010", "2009–2010"),
        ("2016-08", "2016-08", "augusti 2016"),
        ("2012 eller 2013", "ca 2012/2013", "ca 2012–2013"),
        ("mars–juni 2019", "2019-03/2019-06", "mars–juni 2019"),
        ("våren till hösten 2019", "2019-vår/2019-höst", "våren–hösten 2019"),
        ("sommaren 2016 till hösten 2017", "2016-sommar/2017-höst", "sommaren 2016–hösten 2017"),
        ("vintern 2018/19", "2018-12/2019-02", "december 2018–februari 2019"),
        ("början av 2019", "2019-början", "början av 2019"),
        ("i slutet av 2019", "2019-slutet", "slutet av 2019"),
        ("slutet av maj 2019", "ca 2019-05", "ca maj 2019"),
        ("slutet av 90-talet", "ca 1997/1999", "ca 1997–1999"),
        ("2010-talet", "ca 2010/2019", "ca 2010–2019"),
        ("omkring 2015", "ca 2015", "ca 2015"),
        ("någon gång under 2015", "ca 2015", "ca 2015"),
        ("den 12:e maj 2020", "2020-05-12", "12 maj 2020"),
        ("12/5 2020", "2020-05-12", "12 maj 2020"),
        ("2020-05-12", "2020-05-12", "12 maj 2020"),
        ("julen 2018", "2018-12", "december 2018"),
        ("juli 2018", "2018-07", "juli 2018"),
        ("i fjol", "2026", "2026"),
        ("i somras", "2026-sommar", "sommaren 2026"),
        ("i vintras", "2027-vinter", "vintern 2027"),
        ("igår", "2027-05-09", "9 maj 2027"),
        ("för tre år sedan", "ca 2024", "ca 2024"),
        ("för 11 år sen", "ca 2016", "ca 2016"),
        ("för en år sedan", "ca 2026", "ca 2026"),
    ],
)
def test_what_is_typed_is_understood(typed: str, stored: str, label: str) -> None:
    read = read_rough(typed, TODAY)
    assert read is not None
    assert (read.to_stored(), read.label) == (stored, label)
    assert RoughTime.from_stored(stored) == read
    # What is shown can be typed again, and means the same.
    assert read_rough(label, TODAY) == read


@pytest.mark.parametrize(
    "typed",
    ["", "maj", "snart", "i juni", "2018-2016", "31 feb 2019", "2019-13", "2019–", "0000", "ca 30",
     "våren", "juni–mars 2019", "2016–31 feb 2019",
        "31 feb–juni 2019",
        "flyttade 2019", "1234567"],
)  # fmt: skip
def test_what_is_not_understood_is_never_guessed(typed: str) -> None:
    assert read_rough(typed, TODAY) is None


@pytest.mark.parametrize(
    "text", ["", "ca", "2018/2016", "2019/2019", "ca  2019", "~30@2027-01-01", "2019/", "x/2019"]
)
def test_only_the_canonical_text_is_stored(text: str) -> None:
    with pytest.raises(ValueError, match="not a"):
        RoughTime.from_stored(text)


@pytest.mark.parametrize(
    ("text", "before", "after"),
    [
        ("våren 2019 flyttade ihop", "", " flyttade ihop"),
        ("Vi flyttade i juni 2019, sen blev det lugnt", "Vi flyttade ", ", sen blev det lugnt"),
        ("ca 2016-2018 bodde i Sala", "", " bodde i Sala"),
        ("den 3 maj 2019 kl. 20 kom han", "", " kl. 20 kom han"),
    ],
)
def test_a_time_is_found_in_a_sentence(text: str, before: str, after: str) -> None:
    found = find_rough(text, TODAY)
    assert found is not None
    assert (text[: found.start], text[found.end :]) == (before, after)


def test_not_every_number_is_a_year() -> None:
    for text in ("hon var 15 år", "ringde 112", "Storgatan 2019B", "12019", "slog 3 gånger"):
        assert find_rough(text, TODAY) is None


_YEARS = st.integers(1950, 2027)
_POINTS = st.one_of(
    _YEARS.map(str),
    st.builds("{}-{:02d}".format, _YEARS, st.integers(1, 12)),
    st.builds("{}-{}".format, _YEARS, st.sampled_from(["vinter", "vår", "sommar", "höst"])),
    st.builds("{}-{}".format, _YEARS, st.sampled_from(["början", "mitten", "slutet"])),
    st.dates(date(1950, 1, 1), TODAY).map(date.isoformat),
).map(PartialDate.from_stored)
ROUGH = st.builds(
    RoughTime, _POINTS, st.none() | _POINTS, st.booleans()
).filter(lambda time: time.holds)  # fmt: skip


@given(ROUGH)
def test_what_is_stored_comes_back(time: RoughTime) -> None:
    assert RoughTime.from_stored(time.to_stored()) == time
    assert time.first <= time.last


@given(ROUGH)
def test_every_label_can_be_typed(time: RoughTime) -> None:
    read = read_rough(time.label, TODAY)
    assert read is not None
    assert (read.first, read.last, read.about) == (time.first, time.last, time.about)


@given(st.lists(ROUGH, max_size=12), st.integers())
def test_the_order_is_the_same_every_time(times: list[RoughTime], seed: int) -> None:
    mixed = list(times)
    Random(seed).shuffle(mixed)
    assert sorted(mixed) == sorted(times)
    firsts = [time.first for time in sorted(times)]
    assert firsts == sorted(firsts)


def test_spring_2019_sorts_before_june_2019_and_a_year_before_both() -> None:
    texts = ("2019-vår", "2019", "2019-06", "2018", "ca 2016/2018", "2016", "2019-03-01")
    assert [each.label for each in sorted(map(RoughTime.from_stored, texts))] == [
        "2016", "ca 2016–2018", "2018", "2019", "1 mars 2019", "våren 2019", "juni 2019",
    ]  # fmt: skip


@given(st.text(max_size=80))
def test_no_text_breaks_the_reader(text: str) -> None:
    found = find_rough(text, TODAY)
    assert found is None or (found.time.holds and 0 <= found.start < found.end <= len(text))


@pytest.mark.parametrize(
    ("months", "words"),
    [(1, "1 månad"), (5, "5 månader"), (12, "1 år"), (25, "2 år och 1 månad"), (0, "0 månader")],
)
def test_how_long(months: int, words: str) -> None:
    assert length_words(months) == words


def test_a_stretch_is_said_as_coarsely_as_it_can_be() -> None:
    assert stretch_words(date(2013, 1, 1), date(2015, 12, 31)) == "2013–2015"
    assert stretch_words(date(2014, 1, 1), date(2014, 12, 31)) == "2014"
    assert stretch_words(date(2013, 6, 1), date(2015, 2, 28)) == "juni 2013–februari 2015"
