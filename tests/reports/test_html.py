"""The page for screen readers has the same figures as the report, and words for withheld ones."""

from html.parser import HTMLParser
from itertools import product

from kvinnobyran.reports import Format, make, words
from kvinnobyran.reports.sections import numbered
from kvinnobyran.statistics.tables import Audience
from kvinnobyran.statistics.withholding import for_audience
from tests.reports import sample


class Reader(HTMLParser):
    """Reads every table: its cells in order."""

    def __init__(self):
        super().__init__()
        self.tables, self.language, self._in = [], "", False

    def handle_starttag(self, tag, attrs):
        if tag == "html":
            self.language = dict(attrs).get("lang")
        if tag == "table":
            self.tables.append([])
        self._in = tag == "td"

    def handle_data(self, data):
        if self._in:
            self.tables[-1].append(data)
            self._in = False


def test_it_has_the_same_figures_and_says_what_is_withheld_in_words():
    report = for_audience(sample.exact_report(), Audience.EXTERNAL)
    page = make(report, Format.HTML)
    reader = Reader()
    reader.feed(page.decode())
    assert reader.language == "sv"
    shown = [table for _place, table in numbered(report) if not table.all_withheld]
    assert len(reader.tables) == len(shown)
    for table, cells in zip(shown, reader.tables, strict=True):
        places = product(*(dimension.places for dimension in table.dimensions))
        expected = [
            table.cell({d.id: p.id for d, p in zip(table.dimensions, place, strict=True)})
            for place in places
        ]
        assert cells == [
            "antalet visas inte" if cell.value is None else words.number(cell.value)
            for cell in expected
        ]
    assert b"<script" not in page
    assert page == make(report, Format.HTML)


def test_the_internal_one_says_so():
    report = for_audience(sample.exact_report(), Audience.INTERNAL)
    assert words.INTERNAL_MARK in make(report, Format.HTML).decode()
