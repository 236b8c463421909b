"""The timeline on paper: everything that was told is there, inside the page, and nothing else."""

from datetime import date
from io import BytesIO
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from kvinnobyran.domain.rough_time import RoughTime
from kvinnobyran.domain.timeline import BreakUpLevel, EventKind, TimelineEvent, in_order
from kvinnobyran.domain.violence import ViolenceForm
from kvinnobyran.reports.relation import relation_pdf

DAY = date(2027, 5, 24)


def event(at: int, when: str, text: str = "Påhittat", **more: Any) -> TimelineEvent:
    values: dict[str, Any] = {"kind": EventKind.OTHER, **more}
    return TimelineEvent(
        id=f"{at:032x}", case_id="c" * 32, happened=RoughTime.from_stored(when), text=text, **values
    )


def printed(*events: TimelineEvent) -> tuple[int, str]:
    """Return the number of pages, and their text without line breaks."""
    pages = PdfReader(BytesIO(relation_pdf(in_order(events), made_on=DAY))).pages
    assert all(
        (round(page.mediabox.width), round(page.mediabox.height)) == (842, 595) for page in pages
    )
    return len(pages), " ".join(" ".join(page.extract_text() for page in pages).split())


def test_an_empty_timeline_is_a_page_with_a_heading():
    assert printed()[0] == 1


def test_words_forms_and_levels_stand_on_the_card():
    pages, text = printed(
        event(1, "ca 2016/2018", "Kontrollerade allt", kind=EventKind.VIOLENCE,
              forms=frozenset({ViolenceForm.LATENT, ViolenceForm.ECONOMIC})),
        event(2, "2019-vår", "Gick", kind=EventKind.BREAK_UP, levels=frozenset(BreakUpLevel)),
    )  # fmt: skip
    assert pages == 1
    for words in (
        "ca 2016–2018",
        "Våldshändelse",
        "Latent",
        "Ekonomiskt",
        "våren 2019",
        "Gick",
        "Fysiskt, känslomässigt",
        "Utskriven 2027-05-24",
        "Sida 1 av 1",
        "Streckad linje",
    ):
        assert words in text  # fmt: skip


def test_what_nothing_is_written_about_is_said():
    assert "Inget nedskrivet på 8 år" in printed(event(1, "2010"), event(2, "2019"))[1]


def test_a_page_that_begins_after_a_silence_says_so():
    many = [event(at, f"2010-{at + 1:02d}", "Ord " * 60) for at in range(3)]
    pages, text = printed(*many, event(99, "2024-03-05", "Sist"))
    assert pages == 2
    assert "Varje sida har sin egen skala." in text
    assert "Före det här: inget nedskrivet på 13 år och 11 månader" in text


@pytest.mark.parametrize("length", [1, 300, 2000])
def test_a_long_text_is_printed_whole(length: int):
    words = ("ord " * (length // 4)).strip() + " slutet"
    assert "slutet" in printed(event(1, "2019", words))[1]


@pytest.mark.unmeasured
@settings(max_examples=15)
@given(
    st.lists(
        st.tuples(st.integers(1990, 2026), st.sampled_from(["", "-vår", "-06", "-06-03"]),
                  st.integers(0, 400)),
        min_size=1, max_size=60,
    )
)  # fmt: skip
def test_every_event_is_on_one_page(told: list[tuple[int, str, int]]):
    events = [
        event(at, f"{year}{part}", f"Nummer{at}x " + "a b " * (long // 4))
        for at, (year, part, long) in enumerate(told)
    ]
    _, text = printed(*events)
    for at in range(len(told)):
        assert text.count(f"Nummer{at}x") == 1


def test_the_same_events_give_the_same_bytes():
    told = [event(at, str(2010 + at)) for at in range(10)]
    assert relation_pdf(told, made_on=DAY) == relation_pdf(told, made_on=DAY)
