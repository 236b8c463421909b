"""The calendar on paper: codes only, all of it on A4 landscape, the same bytes every time."""

import datetime as dt
from dataclasses import replace
from io import BytesIO

from pypdf import PdfReader

from kvinnobyran.domain.apartment import Apartment
from kvinnobyran.domain.stay import Stay, StayKind, StayState
from kvinnobyran.reports.calendar import calendar_pdf
from kvinnobyran.reports.calendar_rows import Calendar

TODAY = dt.date(2026, 11, 22)


def day(text):
    return dt.date.fromisoformat(text)


def stay(id, first, until, state=StayState.CONFIRMED, kind=StayKind.PLACEMENT, **more):
    made = Stay(
        kind=kind, id=id, apartment_id="a", apartment="Lägenhet A", case_id=None,
        label=f"KB-26-00{id}", first=day(first), until=day(until) if until else None, state=state,
        stage="Inflyttad", adults=1, children=2,
    )  # fmt: skip
    return replace(made, **more)


STAYS = (
    stay("1", "2026-02-01", "2026-11-01", past=True, stage="Utflyttad"),
    stay("2", "2026-11-18", "2027-04-12", here=True),
    stay("3", "2027-04-01", "2027-10-18", StayState.CONFLICT, StayKind.RESERVATION),
    stay(
        "4", "2027-10-18", "2027-10-25", StayState.CLOSURE, StayKind.CLOSURE,
        label="Städning", stage="Städning",
    ),
    stay("5", "2027-11-08", None, StayState.PRELIMINARY, StayKind.RESERVATION),
)  # fmt: skip
A = Apartment(id="a", code="Lägenhet A")


def read(pdf):
    return PdfReader(BytesIO(pdf))


def test_it_holds_every_stay_of_the_months_by_code_days_and_week():
    calendar = Calendar.of((A,), STAYS, TODAY)
    pdf = calendar_pdf(calendar, day("2026-11-18"), length=12)
    assert pdf == calendar_pdf(calendar, day("2026-11-01"), length=12)
    paper = read(pdf)
    [page] = paper.pages
    assert page.mediabox.width > page.mediabox.height
    text = page.extract_text()
    assert "KB-26-001" not in text  # it was over on the first of November
    for words in (
        "november 2026–oktober 2027",
        "Lägenhet A",
        "KB-26-002",
        "2026-11-18–2027-04-12",
        "vecka 47–15, 20 veckor och 5 dagar",
        "Konflikt",
        "Spärrad",
        "17 d",
        "1 vuxen, 2 barn",
        "Utskriven 2026-11-22 · Sida 1 av 1",
    ):
        assert words in text
    assert "KB-26-005" not in text
    assert paper.metadata.title == "Kalender"
    assert not paper.metadata.author
    assert paper.trailer["/Root"]["/Lang"] == "sv"


def test_three_years_say_where_it_is_free_without_an_end_or_taken_for_good():
    free = Calendar.of((A,), STAYS[:4], TODAY)
    assert (
        "ledig från 2027-10-25"
        in read(calendar_pdf(free, TODAY, length=36)).pages[0].extract_text()
    )
    taken = Calendar.of((A,), STAYS, TODAY)
    text = read(calendar_pdf(taken, TODAY, length=36)).pages[0].extract_text()
    assert "2027-11-08 och tills vidare" in text


def test_many_apartments_take_more_pages_each_with_its_header():
    many = tuple(Apartment(id=str(at), code=f"Lägenhet {at}") for at in range(40))
    stays = [
        replace(STAYS[1], id=f"{at}", apartment_id=str(at), apartment=f"Lägenhet {at}")
        for at in range(40)
    ]
    pages = read(calendar_pdf(Calendar.of(many, stays, TODAY), TODAY, length=6)).pages
    assert len(pages) == 4
    assert all("december" in page.extract_text() for page in pages)
    assert f"Sida 4 av {len(pages)}" in pages[-1].extract_text()
    # So long a list has no room under the drawing, and what is past has none of the months.
    assert "Från och till" not in pages[0].extract_text()
    [empty] = read(calendar_pdf(Calendar.of((), (), TODAY), TODAY, length=6)).pages
    assert "Kalender" in empty.extract_text()


def test_months_long_ago_have_no_today_and_what_is_too_narrow_has_no_words():
    tight = stay("7", "2026-02-10", "2026-02-12", past=True, label="Prov")
    closed = stay(
        "8", "2026-03-01", "2026-05-01", StayState.CLOSURE, StayKind.CLOSURE,
        label="Renovering", stage="Renovering",
    )  # fmt: skip
    calendar = Calendar.of((A,), (tight, closed, *STAYS[1:]), TODAY)
    text = read(calendar_pdf(calendar, day("2026-01-01"), length=6)).pages[0].extract_text()
    assert "ledig 17 dagar" in text
    assert text.count("Prov") == 1  # in the list, and not in two days of the drawing
    assert text.count("Renovering") == 2
