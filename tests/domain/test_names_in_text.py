"""A paper without names: which words of a text are names of the register."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kvinnobyran.domain.names_in_text import named_in

NAMES = ("Påhitta", "Snöberg-Lind", "Bo Maj", "Ove", "Vera-Lisa", "Hittepå Ek")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Flyttade ihop med Ove", ("Ove",)),
        ("Oves mamma ringde", ("Oves",)),
        ("Hon sa det till påhitta", ("påhitta",)),
        ("Vera-Lisa var med", ("Vera-Lisa",)),
        ("Snöberg-Linds stuga", ("Snöberg-Linds",)),
        ("Ärende KB-27-014", ("KB-27-014",)),
        ("Vi ville bo i Sala i maj", ()),
        ("Maj 2019 flyttade vi", ()),
        ("Sedan kom Bo hem", ("Bo",)),
        ("En ek i trädgården", ()),
        ("Han överlevde", ()),
        ("ove", ()),  # three small letters are as often a word
        ("", ()),
    ],
)
def test_a_name_is_found_as_it_is_written(text: str, found: tuple[str, ...]) -> None:
    assert named_in(text, NAMES) == found


@given(st.text(max_size=60))
def test_nothing_is_found_where_nobody_is_registered(text: str) -> None:
    assert all("KB-" in word.upper() for word in named_in(text, ()))


@given(st.sampled_from(["Påhitta", "Vera-Lisa", "Ove"]), st.text("abc åä.,", max_size=20))
def test_a_name_with_a_capital_is_always_found(name: str, around: str) -> None:
    assert named_in(f"{around} {name} {around}", NAMES) == (name,)
