"""What is printed is read back: the same figures everywhere, and nothing of what is withheld."""

import json
import re
import subprocess
import sys
from dataclasses import replace
from datetime import date
from io import BytesIO

import pytest
from pypdf import PdfReader

from kvinnobyran.reports import Format, file_name, make, words
from kvinnobyran.reports.sections import numbered, sections
from kvinnobyran.statistics.tables import (
    TOTAL,
    Audience,
    Category,
    Cell,
    Dimension,
    Status,
    Table,
)
from kvinnobyran.statistics.withholding import PROTECTION, WITHHELD_TABLE, for_audience
from tests.reports import sample
from tests.reports.read_back import NO_BREAK, all_text, plain, sheets_of


@pytest.fixture(scope="module")
def reports():
    exact = sample.exact_report()
    return {audience: for_audience(exact, audience) for audience in Audience}


@pytest.fixture(scope="module")
def pdfs(reports):
    return {audience: make(report, Format.PDF) for audience, report in reports.items()}


def tool(name, pdf, tmp_path, *after):
    path = tmp_path / "page.pdf"
    path.write_bytes(pdf)
    run = subprocess.run([name, str(path), *after], capture_output=True, text=True, check=True)
    return run.stdout


def rows_of(table):
    """The figures of a table with one dimension, as they stand in its rows."""
    (dimension,) = table.dimensions
    for place in dimension.places:
        yield place, table.cell({dimension.id: place.id})


@pytest.mark.unmeasured
@pytest.mark.parametrize("form", Format)
@pytest.mark.parametrize("audience", Audience)
def test_the_same_report_gives_the_same_bytes(reports, form, audience):
    assert make(reports[audience], form) == make(reports[audience], form)


@pytest.mark.unmeasured
def test_the_bytes_do_not_hang_on_the_process(reports, tmp_path):
    code = (
        "import hashlib; from kvinnobyran.reports import Format, make;"
        "from kvinnobyran.statistics.tables import Audience;"
        "from kvinnobyran.statistics.withholding import for_audience;"
        "from tests.reports import sample;"
        "report = for_audience(sample.exact_report(), Audience.EXTERNAL);"
        "print(*(hashlib.sha256(make(report, form)).hexdigest() for form in Format))"
    )
    prints = {
        subprocess.run(
            [sys.executable, "-c", code],
            capture_output=True,
            text=True,
            check=True,
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": "."},
        ).stdout
        for seed in ("1", "2")
    }
    assert len(prints) == 1


@pytest.mark.unmeasured
@pytest.mark.parametrize("audience", Audience)
def test_every_font_is_ours_and_embedded(pdfs, audience, tmp_path):
    lines = tool("pdffonts", pdfs[audience], tmp_path).splitlines()[2:]
    assert len(lines) == 4
    for line in lines:
        assert re.match(r"[A-Z]{6}\+Inter-(Regular|Medium|SemiBold|Bold)\s+TrueType", line)
        assert line.split()[3:6] == ["yes", "yes", "yes"]
    assert b"Helvetica" not in pdfs[audience]


@pytest.mark.parametrize("audience", Audience)
def test_facts_about_the_file_are_neutral(pdfs, audience, tmp_path):
    info = tool("pdfinfo", pdfs[audience], tmp_path, "-isodates")
    assert re.search(r"Title:\s+Rapport 2027-H1\n", info)
    for field in ("Author", "Creator", "Producer"):
        assert re.search(rf"{field}:\s+Kvinnobyrån\n", info)
    assert re.search(r"CreationDate:\s+2027-07-05T00:00:00Z", info)
    assert re.search(r"Page size:.*A4", info)
    assert str(PdfReader(BytesIO(pdfs[audience])).root_object["/Lang"]) == "sv"


def test_pages_are_numbered_and_the_contents_agree(reports, pdfs):
    pdf = PdfReader(BytesIO(pdfs[Audience.EXTERNAL]))
    texts = [plain(page.extract_text()) for page in pdf.pages]
    for number, text in enumerate(texts, start=1):
        assert f"Sida {number} av {len(texts)}" in text
    report = reports[Audience.EXTERNAL]
    contents = next(text for text in texts if "Innehåll" in text)
    for index, table in numbered(report):
        caption = words.caption(index, table)
        page = next(
            n for n, text in enumerate(texts, start=1) if text.count(caption) > (text is contents)
        )
        assert f"{caption} {page}" in contents
    outline = [entry for entry in pdf.outline if not isinstance(entry, list)]
    assert [entry.title for entry in outline] == [
        *(section.heading for section in sections(report)),
        "Så räknas det",
    ]
    nested = [entry for entry in pdf.outline if isinstance(entry, list)]
    assert sum(map(len, nested)) == len(report.tables)


def test_every_table_has_its_definition_base_and_note(reports, pdfs):
    text = plain(all_text(pdfs[Audience.EXTERNAL]))
    for table in reports[Audience.EXTERNAL].tables:
        assert plain(table.definition) in text
        assert plain(table.note) in text
    assert "Av 41 bedömda, 6 ej frågade" in text
    assert "Första halvåret 2027" in text
    assert "2027-01-01–2027-06-30" in text


def test_a_report_for_outside_says_how_figures_are_protected(pdfs):
    text = plain(all_text(pdfs[Audience.EXTERNAL]))
    for sentence in PROTECTION:
        assert sentence in text
    assert plain(words.LEGEND) in text
    assert words.INTERNAL_MARK not in text


def test_an_internal_report_says_so_on_every_page(pdfs):
    for page in PdfReader(BytesIO(pdfs[Audience.INTERNAL])).pages:
        assert words.INTERNAL_MARK in page.extract_text()
    assert WITHHELD_TABLE not in all_text(pdfs[Audience.INTERNAL])


@pytest.mark.parametrize("audience", Audience)
def test_the_figures_on_paper_are_the_figures_of_the_report(reports, pdfs, audience, tmp_path):
    lines = [
        plain(line)
        for line in tool("pdftotext", pdfs[audience], tmp_path, "-layout", "-").split("\n")
    ]
    text = re.sub(r"\s+", " ", all_text(pdfs[audience]).replace(NO_BREAK, " "))
    for index, table in numbered(reports[audience]):
        if len(table.dimensions) != 1:
            continue
        start = max(n for n, line in enumerate(lines[:-1]) if line == words.caption(index, table)
                    and lines[n + 1] != plain(table.definition)
                    and not plain(table.definition).startswith(lines[n + 1] or "-"))  # fmt: skip
        block = lines[start : start + 30]
        for place, cell in rows_of(table):
            wanted = plain(f"{place.label} {words.figure(cell)}")
            assert any(line == wanted or line.startswith(f"{wanted} ") for line in block), wanted
    assert "None" not in text
    assert "■" not in text


@pytest.mark.unmeasured
def test_what_is_withheld_changes_nothing_on_the_page(reports):
    """Another truth behind the same withheld cells gives the same bytes, in every format."""
    one = reports[Audience.EXTERNAL]
    other = replace(one, tables=tuple(replace(table) for table in one.tables))
    assert all(make(one, form) == make(other, form) for form in Format)
    for cell in (cell for table in one.tables for cell in table.cells if cell.withheld):
        assert cell.value is None


def test_every_withheld_bar_is_equally_long():
    from kvinnobyran.reports import grid

    hidden = Cell({}, None, Status.SUPPRESSED)
    stubs = [grid._bar(hidden, longest, room) for longest, room in ((5, 160.0), (900, 120.0))]
    for stub in stubs:
        assert stub.contents[0].width == grid.STUB
        lines = stub.contents[1:]
        assert lines
        assert all(0 <= end <= grid.STUB + 1 for line in lines for end in (line.x1, line.x2))
    one, other = ([each.getProperties() for each in stub.contents] for stub in stubs)
    assert one == other


def test_json_is_exactly_what_was_agreed(reports):
    for audience, report in reports.items():
        found = json.loads(make(report, Format.JSON))
        assert set(found) == {"period", "audience", "tables"}
        assert (found["period"], found["audience"]) == ("2027-H1", audience.value)
        for table, written in zip(report.tables, found["tables"], strict=True):
            assert set(written) == {"id", "title", "counts", "dimensions", "cells"}
            categories = {}
            for dimension in written["dimensions"]:
                assert set(dimension) == {"id", "categories"}
                categories[dimension["id"]] = {*dimension["categories"], TOTAL}
            assert len(written["cells"]) == len(table.cells)
            for cell in written["cells"]:
                assert set(cell) == {"at", "value", "status"}
                assert set(cell["at"]) == set(categories)
                assert all(value in categories[name] for name, value in cell["at"].items())
                assert (cell["value"] is None) == (cell["status"] == "suppressed")
                assert table.cell(cell["at"]).value == cell["value"]


@pytest.mark.parametrize("audience", Audience)
def test_the_spreadsheet_has_the_same_figures(reports, audience):
    sheets, files, core = sheets_of(make(reports[audience], Format.XLSX))
    report = reports[audience]
    assert list(sheets) == [
        "Rapport",
        *(f"Tabell {n + 1}" for n in range(len(report.tables))),
        "Så räknas det",
    ]
    assert "Rapport 2027-H1" in core
    assert "2027-07-05" in core
    assert not [name for name in files if "comment" in name or "drawing" in name]
    for index, table in numbered(report):
        rows = sheets[f"Tabell {index + 1}"]
        if len(table.dimensions) == 1:
            for place, cell in rows_of(table):
                assert [place.label, words.WITHHELD if cell.withheld else cell.value] in rows
        else:
            down, across = table.dimensions
            for place in down.places:
                figures = [
                    words.WITHHELD if cell.withheld else cell.value
                    for each in across.places
                    for cell in [table.cell({down.id: place.id, across.id: each.id})]
                ]
                assert [place.label, *figures] in rows
    front = [row[0] for row in sheets["Rapport"]]
    if audience is Audience.EXTERNAL:
        assert set(PROTECTION) <= set(front)
    else:
        assert words.INTERNAL_MARK in front


def test_text_that_looks_like_a_formula_or_markup_stays_text():
    nasty = '=HYPERLINK("http://x","<b>&amp;å</b>")'
    table = Table(
        id="t",
        title=nasty,
        counts="lessons",
        unit="lektioner",
        dimensions=(Dimension(id="d", label=nasty, categories=(Category("c", nasty),)),),
        cells=(Cell({"d": "c"}, 3), Cell({"d": TOTAL}, 3)),
        definition=nasty,
        note=nasty,
        persons=False,
    )
    report = replace(sample.exact_report(), tables=(table,), highlights=())
    sheets, files, _core = sheets_of(make(report, Format.XLSX))
    assert [nasty, 3] in sheets["Tabell 1"]
    assert not [name for name in files if "rels" in name and "sheet" in name]
    text = all_text(make(report, Format.PDF)).replace("\n", "").replace(" ", "")
    assert nasty.replace(" ", "") in text


def long_table(rows, columns=0):
    down = Dimension(
        id="down",
        label="Kommun",
        categories=tuple(Category(f"r{n}", f"Påhittad kommun {n}") for n in range(rows)),
    )
    across = Dimension(
        id="across",
        label="Kanal",
        categories=tuple(Category(f"c{n}", f"Kanal nummer {n}") for n in range(columns)),
    )
    dimensions = (down, across) if columns else (down,)
    if columns:
        cells = sample.two_way(down, across, [[7] * columns for _row in range(rows)])
    else:
        cells = sample.one_way(down, [1207] * rows)
    return Table(
        id="long",
        title="En lång tabell",
        counts="inquiries",
        unit="förfrågningar",
        dimensions=dimensions,
        cells=cells,
        definition="Så.",
    )


@pytest.mark.unmeasured
@pytest.mark.parametrize("columns", [0, 3])
def test_a_long_table_repeats_its_head_and_leaves_no_row_alone(columns):
    report = replace(sample.exact_report(), tables=(long_table(90, columns),), highlights=())
    pages = [page.extract_text() for page in PdfReader(BytesIO(make(report, Format.PDF))).pages]
    with_rows = [text for text in pages if "Påhittad kommun" in text]
    assert "Tabell 1." in with_rows[0], "the heading is not left alone"
    assert len(with_rows) > 1
    for text in with_rows:
        assert "Kommun" in text.replace("Påhittad kommun", "")
        assert text.count("Påhittad kommun") >= 1
    last = with_rows[-1]
    assert "Totalt" in last
    assert last.count("Påhittad kommun") >= 1


def test_a_wide_table_and_odd_shapes_fit_on_the_page():
    three = Dimension(id="third", label="Tredje", categories=(Category("x", "X"),))
    tables = (
        replace(long_table(4, 20), id="wide"),
        Table(
            id="single",
            title="Ett enda tal",
            counts="lessons",
            unit="lektioner",
            dimensions=(),
            cells=(Cell({}, 1204),),
            definition="",
            persons=False,
        ),
        Table(
            id="cube",
            title="Tre led",
            counts="lessons",
            unit="lektioner",
            dimensions=(sample.NEWNESS, sample.CHILDREN, three),
            cells=tuple(
                Cell(
                    {"newness": a, "children": b, "third": c},
                    (1 + (a == TOTAL)) * (1 + (b == TOTAL)),
                )
                for a in ("new", "returning", TOTAL)
                for b in ("with_children", "without_children", TOTAL)
                for c in ("x", TOTAL)
            ),
            definition="",
            persons=False,
        ),
    )
    report = replace(sample.exact_report(), tables=tables, highlights=())
    text = plain(all_text(make(report, Format.PDF)))
    assert "1 204" in text
    assert "Återkommande, Utan barn" in text or "Utan barn under 18 år" in text
    sheets, _files, _core = sheets_of(make(report, Format.XLSX))
    assert ["Totalt", 1204] in sheets["Tabell 2"]


def test_a_long_word_over_a_column_is_not_broken():
    down = Dimension(
        id="down", label="Insats", categories=(Category("a", "Kuratorssamtal/krissamtal"),)
    )
    across = Dimension(
        id="across",
        label="Hur det blev",
        categories=(
            *(Category(f"c{each}", f"Blev{each}") for each in range(5)),
            Category("last", "Planerat, inte avrapporterat"),
        ),
    )
    table = Table(
        id="wide",
        title="Bred",
        counts="sessions",
        unit="samtal",
        persons=False,
        dimensions=(down, across),
        cells=tuple(
            Cell({"down": one, "across": two.id}, 7 * (6 if two.id == TOTAL else 1))
            for one in ("a", TOTAL)
            for two in across.places
        ),
        definition="",
    )
    report = replace(sample.exact_report(), tables=(table,), highlights=())
    text = all_text(make(report, Format.PDF))
    assert "avrapporterat" in text
    assert "Kuratorssamtal/krissamtal" in text


def test_a_report_of_few_women_says_that_tables_are_not_shown():
    tables = tuple(
        replace(
            table,
            cells=tuple(Cell(cell.at, 0) for cell in table.cells),
        )
        for table in sample.tables()
    )
    report = for_audience(replace(sample.exact_report(), tables=tables), Audience.EXTERNAL)
    text = plain(all_text(make(report, Format.PDF)))
    assert text.count(WITHHELD_TABLE) == len(tables) - 1
    assert "Av .. bedömda, .. ej frågade" in text
    assert {
        cell["value"] for cell in json.loads(make(report, Format.JSON))["tables"][0]["cells"]
    } == {None}


def test_names_of_files_are_neutral(reports):
    assert file_name(reports[Audience.EXTERNAL], Format.PDF) == "rapport-2027-H1.pdf"
    assert file_name(reports[Audience.INTERNAL], Format.XLSX) == "rapport-2027-H1-intern.xlsx"


def test_numbers_are_written_the_swedish_way():
    assert [words.number(n) for n in (0, 999, 1204, 1234567)] == [
        "0", "999", f"1{NO_BREAK}204", f"1{NO_BREAK}234{NO_BREAK}567",
    ]  # fmt: skip
    assert words.share(None) == ""
    assert words.share(8) == f"8{NO_BREAK}%"


def test_the_date_is_the_callers(reports):
    other = replace(reports[Audience.INTERNAL], made_on=date(2028, 2, 29))
    assert b"D:20280229000000" in make(other, Format.PDF)


def test_knowing_the_package_costs_nothing():
    code = (
        "import sys, kvinnobyran.reports, kvinnobyran.reports.pdf, kvinnobyran.reports.xlsx,"
        " kvinnobyran.reports.render, kvinnobyran.reports.sheet, kvinnobyran.reports.words;"
        "print([m for m in ('reportlab', 'xlsxwriter', 'pypdfium2', 'PIL') if m in sys.modules])"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout == "[]\n"


@pytest.mark.unmeasured
def test_nothing_is_written_to_disk(reports, monkeypatch):
    """T27: no temporary file, whatever the format."""
    import builtins
    import tempfile

    opened = builtins.open

    def guarded(file, mode="r", *args, **kwargs):
        assert not set(mode) & set("wax+"), file
        return opened(file, mode, *args, **kwargs)

    def refused(*_args, **_kwargs):
        raise AssertionError("a temporary file")

    for form in Format:
        make(reports[Audience.EXTERNAL], form)
    monkeypatch.setattr(builtins, "open", guarded)
    for name in (
        "mkstemp",
        "mkdtemp",
        "TemporaryFile",
        "NamedTemporaryFile",
        "SpooledTemporaryFile",
    ):
        monkeypatch.setattr(tempfile, name, refused)
    for form in Format:
        make(reports[Audience.EXTERNAL], form)
