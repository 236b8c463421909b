"""An evening's sheet and a statement on paper, printed and read back (G6, S3)."""

import datetime as dt
from io import BytesIO

import pytest
from pypdf import PdfReader

from kvinnobyran.domain.evening import Evening, Guest, Helper, in_order
from kvinnobyran.domain.group import Role
from kvinnobyran.domain.participation import SENDER, Statement
from kvinnobyran.domain.volunteer import HelpKind
from kvinnobyran.reports.evening import evening_sheet
from kvinnobyran.reports.participation import participation

DAY = dt.date(2027, 2, 1)


def evening(mothers, **by):
    guests = [
        guest
        for number in range(mothers)
        for guest in (
            Guest(name=f"Mor{number}", role=Role.MOTHER, allergies="" if number else "nötter"),
            Guest(name=f"Barn{number}", role=Role.CHILD, age="6 år", with_name=f"Mor{number}"),
            Guest(name=f"Lilla{number}", role=Role.CHILD, age="2 år", with_name=f"Mor{number}"),
        )
    ]
    return Evening(
        **{
            "title": "Kvällskaféet",
            "day": DAY,
            "starts_at": dt.time(17),
            "minutes": 180,
            "guests": in_order(guests),
            "leaders": ("Psykoterapeuten",),
            "helpers": (Helper(name="Vera", kind=HelpKind.CHILDREN),),
            **by,
        }
    )


def read(pdf):
    """Return the pages' words; the paper tells nothing of itself."""
    paper = PdfReader(BytesIO(pdf))
    assert paper.metadata.title == "Utskrift"
    assert not paper.metadata.author
    return [page.extract_text() for page in paper.pages]


@pytest.mark.parametrize("mothers", [1, 8, 20])
def test_an_evening_is_one_page_however_many_come(mothers):
    (words,) = read(evening_sheet(evening(mothers)))
    assert f"{3 * mothers + 2}" in words
    assert all(f"Barn{number}" in words for number in range(mothers))
    assert "kl. 17.00–20.00" in words
    assert "nötter (Mor0)" in words
    assert "Barnens aktivitet: Vera" in words


def test_an_evening_without_guests_or_time():
    empty = evening(0, starts_at=None, leaders=(), helpers=(), theme="Våld")
    (words,) = read(evening_sheet(empty))
    assert "Ingen är inskriven än." in words
    assert "Ledare: inte bestämt" in words
    assert "Ingen känd." in words
    assert "kl." not in words


def statement(**by):
    return Statement(
        **{
            "name": "Ronja Påhittad",
            "course": "Trygghetscirkeln",
            "first": DAY,
            "last": dt.date(2027, 4, 19),
            "times": 8,
            "chapters": 8,
            "taken": 8,
            "made_on": dt.date(2027, 4, 26),
            **by,
        }
    )


@pytest.mark.parametrize(
    ("by", "words"),
    [
        ({}, "Hela kursen, 8 kapitel. Närvarande vid 8 tillfällen."),
        ({"taken": 5, "times": 5}, "5 av 8 kapitel. Närvarande vid 5 tillfällen."),
        ({"chapters": 0, "taken": 0, "times": 1}, "Närvarande vid ett tillfälle."),
    ],
)
def test_a_statement_says_how_far_she_came(by, words):
    (page,) = read(participation(statement(**by)))
    assert words in page
    assert "Ronja Påhittad" in page


def test_a_statement_without_a_sender_tells_neither_where_nor_why():
    (page,) = read(participation(statement()))
    assert not any(each in page for each in ("Kvinnobyrån", "Stadsmission", "Uppsala", "våld"))
    (signed,) = read(participation(statement(sender=SENDER)))
    assert SENDER in signed
