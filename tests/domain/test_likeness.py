"""I2: similar persons are shown, never merged."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kvinnobyran.domain.dates import PartialDate
from kvinnobyran.domain.likeness import Likeness, alike, phone_key, sound

BORN = PartialDate.of_day(date(1990, 5, 3))
OTHER = PartialDate.of_day(date(1971, 1, 1))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Kristina", "Christina"),
        ("Wilhelmina", "Vilhelmina"),
        ("Zara", "Sara"),
        ("Ekdahl", "Ekdal"),
        ("Sofie", "Sophie"),
        ("Lindqvist", "Lindkvist"),
        ("Åsa", "åsa"),
    ],
)
def test_names_that_sound_alike(one: str, other: str) -> None:
    assert sound(one) == sound(other)


def test_aring_and_a_are_different_names() -> None:
    assert sound("Åsa") != sound("Asa")


@pytest.mark.parametrize(
    "typed", ["070-123 45 67", "+46701234567", "0046 70 1234567", "0701234567"]
)
def test_a_phone_number_is_the_same_however_it_is_written(typed: str) -> None:
    assert phone_key(typed) == "701234567"


@pytest.mark.parametrize(
    ("typed", "known", "why"),
    [
        (Likeness(names=("Kristina",)), Likeness(names=("Christina", "")), "liknande namn"),
        (Likeness(names=("Kris",)), Likeness(names=("Christina",)), "namnet börjar lika"),
        (Likeness(names=("K",)), Likeness(names=("Kim",)), ""),
        (
            Likeness(names=(), phones=("070123456",)),
            Likeness(names=(), phones=("+4670123456",)),
            "samma nummer",
        ),
        (Likeness(names=(), phones=("112",)), Likeness(names=(), phones=("112",)), ""),
        (Likeness(names=(), birth=BORN), Likeness(names=(), birth=BORN), "samma födelsedatum"),
        (Likeness(names=("Tuva",), birth=BORN), Likeness(names=("Tuva",), birth=OTHER), ""),
        (
            Likeness(names=("Tuva",), birth=BORN),
            Likeness(names=("Tuva",), birth=PartialDate.from_stored("1990")),
            "liknande namn",
        ),
        (Likeness(names=("Tuva",)), Likeness(names=("Rakel",)), ""),
    ],
)
def test_i2_why_two_may_be_the_same(typed: Likeness, known: Likeness, why: str) -> None:
    assert alike(typed, known) == why


@given(st.text(max_size=30))
def test_any_text_has_a_sound(text: str) -> None:
    assert sound(text) == sound(text.upper().lower()) or text.lower() != text.upper().lower()
