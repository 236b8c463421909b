"""5.9: what in a report's own words could point at somebody, and what to write instead."""

import pytest

from kvinnobyran.domain.free_text import identifiable


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Samtalen med Gunvor har gått väl.", ["Gunvor"]),
        ("En 34-åring som talar tigrinja kom i mars.", ["34-åring", "mars", "tigrinja"]),
        ("Alla utom två kvinnor har barn.", ["två kvinnor"]),
        ("3 barn började Trappan.", ["3 barn"]),
    ],
)
def test_what_points_at_somebody_is_found_and_coarser_words_proposed(text, words):
    found = identifiable(text, names=["Gunvor"], languages=["Tigrinja", "Somaliska"])
    assert sorted(each.words for each in found) == sorted(words)
    assert all(each.why and each.instead for each in found)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Fler hör av sig efter sommaren.",
        "I mars öppnade vi på kvällstid.",
        "25–44 år är flest.",
    ],
)
def test_what_points_at_nobody_is_left_alone(text):
    assert identifiable(text, names=["Gunvor"], languages=["Tigrinja"]) == ()
