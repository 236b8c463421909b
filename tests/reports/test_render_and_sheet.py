"""Pages as pictures, and the one paper that opens the register."""

from datetime import date
from io import BytesIO

import pytest
from pypdf import PdfReader

from kvinnobyran.reports import Format, make
from kvinnobyran.reports.render import page_count, picture, pictures
from kvinnobyran.reports.sheet import recovery_sheet
from tests.reports import sample

GROUPS = ("7KQM", "2XW9", "HD4T", "0RVB", "JN6P", "Y3CE", "8GZA", "FS1")


@pytest.fixture(scope="module")
def pdf():
    return make(sample.exact_report(), Format.PDF)


@pytest.mark.unmeasured
def test_every_page_becomes_a_picture_with_ink_on_white(pdf):
    found = list(pictures(pdf, dpi=72))
    assert len(found) == page_count(pdf) == len(PdfReader(BytesIO(pdf)).pages)
    for each in found:
        assert (each.width, each.height) in {(595, 842), (596, 842)}
        assert len(each.rgba) == each.width * each.height * 4
        assert set(each.rgba[3::4]) == {255}
        assert each.rgba[:3] == b"\xff\xff\xff"
        assert min(each.rgba) < 60


def test_colours_are_in_order(pdf):
    """The accent is teal: less red than green, and as much blue as green."""
    rgba = picture(pdf, 0, dpi=72).rgba
    assert bytes((0x0B, 0x64, 0x64, 0xFF)) in [rgba[n : n + 4] for n in range(0, len(rgba), 4)]


def test_paper_gets_three_hundred_dots_an_inch(pdf):
    page = picture(pdf, 0, dpi=300)
    assert page.width in {2480, 2481}


def test_there_is_no_page_after_the_last(pdf):
    for number in (-1, page_count(pdf)):
        with pytest.raises(IndexError):
            picture(pdf, number, dpi=72)


def test_the_sheet_shows_every_group_in_order_and_names_no_office():
    sheet = recovery_sheet(GROUPS, made_on=date(2027, 1, 4), mark="A3F1")
    reader = PdfReader(BytesIO(sheet))
    text = reader.pages[0].extract_text()
    places = [text.index(group) for group in GROUPS]
    assert places == sorted(places)
    assert "Utskriven 2027-01-04 · märkning A3F1" in text
    assert "vinnobyrån" not in text
    assert b"Helvetica" not in sheet
    assert len(reader.pages) == 1
    assert reader.metadata is not None
    assert reader.metadata.title == "Utskrift"
    assert not reader.metadata.author
    assert not reader.metadata.producer
    assert str(reader.root_object["/Lang"]) == "sv"


def test_the_same_sheet_gives_the_same_bytes():
    first, second = (recovery_sheet(GROUPS, made_on=date(2027, 1, 4)) for _each in range(2))
    assert first == second
    assert "märkning" not in PdfReader(BytesIO(first)).pages[0].extract_text()
