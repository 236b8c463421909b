"""The timeline over the relation: its order, its silences, its rules, its one-line entry (A3)."""

from dataclasses import replace
from datetime import date
from random import Random
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from kvinnobyran.domain.faults import Severity
from kvinnobyran.domain.rough_time import RoughTime
from kvinnobyran.domain.timeline import (
    LONGEST,
    BreakUpLevel,
    EventKind,
    TimelineEvent,
    event_faults,
    form_words,
    in_order,
    level_words,
    silences,
)
from kvinnobyran.domain.timeline_entry import Told, kind_of, understand
from kvinnobyran.domain.violence import ViolenceForm

TODAY = date(2027, 5, 10)


def event(when: str, at: int = 0, **more: Any) -> TimelineEvent:
    plain = TimelineEvent(
        id=f"{at:032x}", case_id="c" * 32, happened=RoughTime.from_stored(when), text="Påhittat"
    )
    return replace(plain, **more)


def test_spring_2019_comes_before_june_2019_whichever_was_told_first() -> None:
    told = [event("2019-06", 1), event("2019-vår", 2), event("2019", 3), event("2018", 4)]
    for seed in range(20):
        Random(seed).shuffle(told)
        assert [each.happened.label for each in in_order(told)] == [
            "2018", "2019", "våren 2019", "juni 2019",
        ]  # fmt: skip


def test_events_of_the_same_year_stand_as_they_were_told() -> None:
    told = [event("2017", 9, place=1), event("2017", 1, place=3), event("2017", 5, place=2)]
    assert [each.place for each in in_order(told)] == [1, 2, 3]


_TIMES = st.builds("{}{}".format, st.integers(1990, 2026), st.sampled_from(["", "-vår", "-06"]))
_EVENTS = st.lists(st.tuples(_TIMES, st.integers(0, 3)), max_size=10).map(
    lambda told: [event(when, at, place=place) for at, (when, place) in enumerate(told)]
)


@given(_EVENTS, st.randoms())
def test_the_order_does_not_depend_on_how_it_was_read(
    told: list[TimelineEvent], chance: Random
) -> None:
    mixed = list(told)
    chance.shuffle(mixed)
    assert in_order(mixed) == in_order(told)


@given(_EVENTS)
def test_a_silence_touches_no_event_and_lasts_at_least_a_year(told: list[TimelineEvent]) -> None:
    for each in silences(in_order(told)):
        assert (each.last - each.first).days >= 364
        for other in told:
            assert other.happened.last < each.first or each.last < other.happened.first


def test_a_silence_is_said_only_where_nothing_covers_it() -> None:
    told = in_order([event("2010/2016", 1), event("2011", 2), event("2018", 3), event("2019", 4)])
    assert [(each.first, each.last) for each in silences(told)] == [
        (date(2017, 1, 1), date(2017, 12, 31))
    ]
    assert silences([]) == []
    assert silences(told[:1]) == []


def test_nothing_that_is_to_come_is_on_the_timeline() -> None:
    assert [fault.field for fault in event_faults(event("2028"), today=TODAY)] == ["happened"]
    # This year has begun.
    assert event_faults(event("2027"), today=TODAY) == ()


def test_a_slip_of_the_year_is_stopped() -> None:
    (fault,) = event_faults(event("1019"), today=TODAY)
    assert (fault.field, fault.severity) == ("happened", Severity.STOPP)


def test_levels_belong_to_a_break_up() -> None:
    levels = frozenset({BreakUpLevel.MENTAL, BreakUpLevel.PHYSICAL})
    (fault,) = event_faults(event("2019", levels=levels, kind=EventKind.MOVE), today=TODAY)
    assert fault.field == "levels"
    assert event_faults(event("2019", levels=levels, kind=EventKind.BREAK_UP), today=TODAY) == ()
    assert level_words(levels) == "Fysiskt, tankemässigt"


def test_something_must_be_said() -> None:
    (fault,) = event_faults(event("2019", text="  "), today=TODAY)
    assert fault.field == "text"
    assert event_faults(event("2019", text="", kind=EventKind.MET), today=TODAY) == ()
    assert event("2019", text="", kind=EventKind.MET).title == "Möte"
    (fault,) = event_faults(event("2019", text="x" * (LONGEST + 1)), today=TODAY)
    assert fault.field == "text"


def test_forms_are_said_in_the_order_of_the_list() -> None:
    assert form_words({ViolenceForm.LATENT, ViolenceForm.PHYSICAL}) == ("Fysiskt", "Latent")


@pytest.mark.parametrize(
    ("line", "when", "kind", "text"),
    [
        ("våren 2019 flyttade ihop", "våren 2019", "Flytt ihop", "Flyttade ihop"),
        ("flyttade ihop våren 2019", "våren 2019", "Flytt ihop", "Flyttade ihop"),
        ("träffades på jobbet 2012", "2012", "Möte", "Träffades på jobbet"),
        ("2013 gravid", "2013", "Graviditet", "Gravid"),
        ("mars 2014 föddes sonen", "mars 2014", "Barn fött", "Föddes sonen"),
        ("ca 2015 slog mig första gången", "ca 2015", "Våldshändelse", "Slog mig första gången"),
        ("2016–2018 hot varje vecka", "2016–2018", "Våldshändelse", "Hot varje vecka"),
        ("hösten 2018: lämnade honom", "hösten 2018", "Uppbrott", "Lämnade honom"),
        ("jul 2018 gick tillbaka", "december 2018", "Återgång", "Jul 2018 gick tillbaka"),
        ("12/5 2020 polisanmälan", "12 maj 2020", "Polisanmälan", ""),
        ("dom 2021", "2021", "Dom", ""),
        ("juni 2021 flyttade till egen lägenhet", "juni 2021", "Flytt",
         "Flyttade till egen lägenhet"),
        ("gifte oss sommaren 2013", "sommaren 2013", "Annat", "Gifte oss"),
        ("flyttade tillbaka 2017", "2017", "Återgång", "Flyttade tillbaka"),
        ("flyttade ifrån honom 2020", "2020", "Uppbrott", "Flyttade ifrån honom"),
        ("  2012   Möte ", "2012", "Möte", ""),
        ("hotellet i Sala 2017", "2017", "Annat", "Hotellet i Sala"),
    ],
)  # fmt: skip
def test_one_line_is_enough(line: str, when: str, kind: str, text: str) -> None:
    told = understand(line, TODAY)
    assert told.happened is not None
    assert (told.happened.label, told.kind.label, told.text) == (when, kind, text)


def test_a_line_without_a_time_proposes_only_the_kind() -> None:
    assert understand("flyttade ihop", TODAY) == Told(None, EventKind.MOVED_IN, "Flyttade ihop")
    assert understand("", TODAY) == Told(None, EventKind.OTHER, "")


@pytest.mark.parametrize("kind", EventKind)
def test_every_kind_can_be_said_by_its_name(kind: EventKind) -> None:
    told = understand(f"{kind.label} våren 2019", TODAY)
    assert (told.kind, told.text) == (kind, "")
    assert kind_of(kind.label.lower()) is kind


_WORDS = st.lists(
    st.text(st.characters(categories=["Ll", "Lu"]), min_size=1, max_size=9), max_size=6
)


_OF_THE_TIME = {
    *("i", "på", "under", "sedan", "sen", "från", "mellan", "om", "till", "och"),
    *("ca", "cirka", "circa", "runt", "omkring", "ungefär", "kring", "typ", "kanske"),
    *("någon", "nån", "gång"),
}
"""What is said by the time itself; a line without other words is a kind's own name."""


@example([], ["ıAAAAA"], "våren 2019")
@given(_WORDS, _WORDS, st.sampled_from(["våren 2019", "2017", "ca 2016–2018", "12 maj 2020"]))
def test_no_word_of_hers_is_lost(before: list[str], after: list[str], when: str) -> None:
    told = understand(" ".join([*before, when, *after]), TODAY)
    assert told.happened is not None
    # Her first letter is made large, and of some the small one is then another (ı, I, i).
    kept = told.text.upper().casefold().split()
    for word in (*before, *after):
        spoken = {*kept, *_OF_THE_TIME}
        assert told.text == "" or word.upper().casefold() in spoken, (told, word)


@given(st.text(max_size=120))
def test_no_line_breaks_the_reader(line: str) -> None:
    told = understand(line, TODAY)
    assert told.text == told.text.strip()
