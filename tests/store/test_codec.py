import datetime as dt
from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kvinnobyran.domain.dates import PartialDate
from kvinnobyran.store.codec import codec_of
from kvinnobyran.store.tables import TABLES
from kvinnobyran.store.troubles import StoreBug, Unstorable
from tests.store.kit import Colour, Folder, an_id

moments = st.datetimes(timezones=st.just(dt.UTC)).map(lambda moment: moment.replace(microsecond=0))
folders = st.builds(
    Folder,
    id=st.builds(an_id),
    title=st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0")),
    colour=st.sampled_from(Colour),
    made_on=st.none() | st.dates(),
    seen_at=st.none() | moments,
    opens=st.none() | st.times().map(lambda clock: clock.replace(second=0, microsecond=0)),
    born=st.none()
    | st.sampled_from(["2019", "2019-06", "2019-vår", "~30@2027-02-09"]).map(
        PartialDate.from_stored
    ),
    size=st.none() | st.integers(-(2**63), 2**63 - 1),
    is_open=st.booleans(),
    colours=st.frozensets(st.sampled_from(Colour)),
    ranked=st.permutations(list(Colour)).map(tuple),
    scan=st.none() | st.binary(),
    code=st.none() | st.just("KB-27-014"),
)


@given(folders)
def test_a_record_comes_back_as_it_was(folder):
    codec = codec_of(Folder)
    assert codec.loader(codec.names)(codec.encode(folder)) == folder


@given(folders)
def test_a_cell_is_a_plain_value(folder):
    assert {type(cell) for cell in codec_of(Folder).encode(folder)} <= {
        str, int, bytes, type(None),
    }  # fmt: skip


def test_sets_are_sorted_and_ranks_kept():
    folder = Folder(
        id=an_id(), colours=frozenset(Colour), ranked=(Colour.RED, Colour.BLUE), seen_at=None
    )
    stored = dict(zip(codec_of(Folder).names, codec_of(Folder).encode(folder), strict=True))
    assert stored["colours"] == '["blue", "red"]'
    assert stored["ranked"] == '["red", "blue"]'


def test_columns_may_come_in_any_order_and_defaults_may_be_missing():
    assert codec_of(Folder).loader(("title", "id"))(("Blå", "1")) == Folder(id="1", title="Blå")


@pytest.mark.parametrize("columns", [("title",), ("id", "unknown")])
def test_other_columns_are_our_mistake(columns):
    with pytest.raises(StoreBug):
        codec_of(Folder).loader(columns)


@pytest.mark.parametrize("text", ["a\0b", "half \ud800 pair"])
def test_t39_what_cannot_be_stored_literally_is_refused(text):
    with pytest.raises(Unstorable) as caught:
        codec_of(Folder).encode(Folder(id=an_id(), title=text))
    assert "half" not in str(caught.value)


def test_a_moment_without_a_zone_is_our_mistake():
    with pytest.raises(StoreBug):
        codec_of(Folder).encode(Folder(id=an_id(), seen_at=dt.datetime(2027, 1, 1)))  # noqa: DTZ001 - on purpose


def test_a_moment_of_another_zone_is_stored_as_utc():
    zone = dt.timezone(dt.timedelta(hours=2))
    folder = Folder(id=an_id(), seen_at=dt.datetime(2027, 7, 1, 1, 30, tzinfo=zone))
    assert "2027-06-30T23:30:00+00:00" in codec_of(Folder).encode(folder)


@dataclass(frozen=True, slots=True, kw_only=True)
class Strange:
    id: str
    what: complex


@dataclass(frozen=True, slots=True, kw_only=True)
class Either:
    id: str
    what: int | str


@dataclass(frozen=True, slots=True, kw_only=True)
class Bare:
    id: str
    what: tuple


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    id: str
    words: tuple[str, ...]
    numbers: frozenset[int]


@pytest.mark.parametrize("row", [Strange, Either, Bare, int])
def test_an_unknown_type_is_our_mistake(row):
    with pytest.raises(StoreBug):
        codec_of(row)


def test_lists_of_words_and_numbers():
    words = Words(id="1", words=("å", '"'), numbers=frozenset((2, 1)))
    codec = codec_of(Words)
    assert codec.encode(words) == ["1", '["å", "\\""]', "[1, 2]"]
    assert codec.loader(codec.names)(codec.encode(words)) == words


@pytest.mark.parametrize("row", TABLES, ids=lambda row: row.__name__)
def test_every_record_of_the_house_has_a_codec(row):
    assert codec_of(row).names[0] == "id"
    assert codec_of(row) is codec_of(row)
