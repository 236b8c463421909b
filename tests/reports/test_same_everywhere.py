"""One figure, wherever it is read: on the screen, on paper, in a spreadsheet, as JSON, as HTML."""

import json
import subprocess
from dataclasses import replace
from datetime import date
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kvinnobyran.reports import Format, make, words
from kvinnobyran.reports.sections import numbered
from kvinnobyran.statistics.period import Period
from kvinnobyran.statistics.tables import (
    TOTAL,
    Audience,
    BasePart,
    Category,
    Cell,
    Dimension,
    GoalLine,
    Report,
    Status,
    Table,
)
from kvinnobyran.statistics.tally import cells
from kvinnobyran.ui.statistics.figures import SPOKEN_WITHHELD, figures
from tests.reports.read_back import plain, sheets_of


class Rows(HTMLParser):
    """The cells of each row of each table."""

    def __init__(self):
        super().__init__()
        self.rows, self._inside = [], False

    def handle_starttag(self, tag, attrs):
        if tag == "tr":
            self.rows.append([])
        self._inside = tag in {"td", "th"}

    def handle_endtag(self, tag):
        self._inside = False

    def handle_data(self, data):
        if self._inside and self.rows:
            self.rows[-1].append(data)


@st.composite
def tables(draw, number):
    """A table that adds up, of one question or two, with some figures kept back."""
    dimensions = tuple(
        Dimension(
            id=f"d{at}",
            label=f"Fråga{at}",
            categories=tuple(
                Category(f"c{each}", f"Ruta{number}{at}{each}")
                for each in range(draw(st.integers(2, 4)))
            ),
            total_label=f"Summa{number}{at}",
        )
        for at in range(draw(st.integers(1, 2)))
    )
    marks = draw(
        st.lists(
            st.tuples(
                st.fixed_dictionaries(
                    {
                        each.id: st.sampled_from([one.id for one in each.categories])
                        for each in dimensions
                    }
                ),
                st.integers(0, 3000),
            ),
            max_size=9,
        )
    )
    whole = cells(dimensions, marks)
    hidden = draw(st.sets(st.integers(0, len(whole) - 1), max_size=len(whole) - 1))
    return Table(
        id=f"t{number}",
        title=f"Tabellen{number}",
        counts=f"t{number}",
        unit=draw(st.sampled_from(["kvinnor", "minuter"])),
        dimensions=dimensions,
        cells=tuple(
            Cell(cell.at, None, Status.SUPPRESSED) if at in hidden else cell
            for at, cell in enumerate(whole)
        ),
        definition=f"Så{number}.",
    )


@st.composite
def reports(draw):
    made = tuple(draw(tables(number)) for number in range(draw(st.integers(1, 3))))
    first = made[0].total
    return Report(
        period=Period.parse("2027-H1"),
        audience=Audience.INTERNAL,
        tables=made,
        made_on=date(2027, 7, 5),
        highlights=(BasePart("påhittade", made[0].id, {}),),
        goals=(GoalLine("Mål", "Ord", "", 26, first.value, first.withheld, None),),
    )


def paper(pdf, where):
    path = where / "page.pdf"
    path.write_bytes(pdf)
    run = subprocess.run(
        ["pdftotext", "-layout", str(path), "-"], capture_output=True, text=True, check=True
    )
    return [plain(line) for line in run.stdout.split("\n")]


@pytest.fixture(scope="module")
def room(tmp_path_factory):
    return tmp_path_factory.mktemp("paper")


def lines_of(table):
    """The rows of a table as they stand on paper: a label, and its figures across."""
    across = table.dimensions[1] if len(table.dimensions) > 1 else None
    for place in table.dimensions[0].places:
        at = {table.dimensions[0].id: place.id}
        columns = [{**at, across.id: each.id} for each in across.places] if across else [at]
        yield place.label, [table.cell(each) for each in columns]


@settings(max_examples=12)
@given(reports())
def test_screen_paper_spreadsheet_json_and_html_show_the_same(room, report):
    on_paper = paper(make(report, Format.PDF), room)
    sheets, _files, _core = sheets_of(make(report, Format.XLSX))
    written = json.loads(make(report, Format.JSON))
    page = Rows()
    page.feed(make(report, Format.HTML).decode())
    for place, table in numbered(report):
        shown = {json.dumps(dict(row.at), sort_keys=True): row for row in figures(table)}
        (told,) = (each for each in written["tables"] if each["id"] == table.id)
        assert len(told["cells"]) == len(table.cells) == len(shown)
        for cell in told["cells"]:
            row = shown[json.dumps(cell["at"], sort_keys=True)]
            at = table.cell(cell["at"])
            assert cell["value"] == at.value
            assert row.figure == words.figure(at, table.unit)
            assert (row.spoken == SPOKEN_WITHHELD) is at.withheld
        for label, found in _turned(table):
            wanted = plain(" ".join([label, *(words.figure(each, table.unit) for each in found)]))
            assert any(each == wanted or each.startswith(f"{wanted} ") for each in on_paper), wanted
        for label, found in lines_of(table):
            said = [words.WITHHELD if each.withheld else each.value for each in found]
            assert [label, *said] in sheets[f"Tabell {place + 1}"]
            spoken = [
                SPOKEN_WITHHELD if each.withheld else words.figure(each, table.unit)
                for each in found
            ]
            assert [label, *spoken] in page.rows
    assert any(plain(f"Ord {words.goal_outcome(report.goals[0])}") in each for each in on_paper)


def _turned(table):
    """The rows as on paper: the question with the shorter words goes across."""
    if len(table.dimensions) == 1:
        return lines_of(table)
    from kvinnobyran.reports.grid import _arranged

    (down,), across = _arranged(table)
    return lines_of(replace(table, dimensions=(down, across)))


@settings(max_examples=60)
@given(tables(0))
def test_where_a_total_and_all_its_parts_are_shown_they_add_up(table):
    for _dimension, whole, parts in table.lines():
        values = [table.cell(each).value for each in parts]
        total = table.cell(whole).value
        if total is not None and None not in values:
            assert sum(values) == total
    assert {cell.at[table.dimensions[0].id] for cell in table.cells} >= {TOTAL}
