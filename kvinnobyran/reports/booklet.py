"""The printed report, page by page. Imports ReportLab: import it late."""

from collections.abc import Mapping
from io import BytesIO
from itertools import chain
from typing import Any, Final
from xml.sax.saxutils import escape

from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.platypus import (
    BaseDocTemplate,
    CondPageBreak,
    Frame,
    KeepTogether,
    PageBreak,
    PageTemplate,
    Paragraph,
    Spacer,
)
from reportlab.platypus import Table as PaperTable

from kvinnobyran.reports import words
from kvinnobyran.reports.grid import PAGE_WIDTH, grid, rows_down
from kvinnobyran.reports.lettering import (
    ACCENT,
    BIG,
    BIG_WORDS,
    BODY,
    CAPTION,
    CELL,
    CELL_STRONG,
    COUNT,
    COUNT_STRONG,
    HEAD,
    HEAD_COUNT,
    HEADING,
    LEAD,
    LINE,
    MUTED,
    PAGE_NUMBER,
    REGULAR,
    SECTION,
    SMALL,
    STRONG,
    SUBTITLE,
    TEXT,
    TINT,
    TITLE,
    WORDMARK,
    load_fonts,
    text,
)
from kvinnobyran.statistics.tables import Audience, Report, Table
from kvinnobyran.statistics.withholding import PROTECTION, WITHHELD_TABLE

OFFICE: Final = "Kvinnobyrån"
_SIDE: Final = 22 * mm
_TOP: Final = 26 * mm
_BOTTOM: Final = 24 * mm
_HIGHLIGHTS_A_ROW: Final = 4
_DEFINITIONS_NEED: Final = 70 * mm
_LONG_TABLE_NEEDS: Final = 60 * mm
_ROWS_KEPT: Final = 36
"""A table with more rows than this may begin low on a page and go on overleaf."""


def booklet(report: Report) -> bytes:
    """Return the whole report as PDF bytes.

    It is laid out twice, because the contents and "Sida 1 av 5" come before the pages they
    speak of. Twice is enough: a page number never changes how many lines there are.
    """
    load_fonts()
    first = _laid_out(report, {}, 0)
    return _laid_out(report, first.places, first.page).bytes()


def _laid_out(report: Report, places: Mapping[str, int], pages: int) -> "_Paper":
    """Lay the report out, given the page of each heading and the number of pages."""
    paper = _Paper(report, pages)
    paper.build(_story(report, places))
    return paper


class _Paper(BaseDocTemplate):  # type: ignore[misc] # ReportLab has no types
    """The sheet: margins, running head and foot, bookmarks, and neutral facts about the file."""

    def __init__(self, report: Report, pages: int) -> None:
        """Lay out for ``pages`` pages, the number found in the round before."""
        self._buffer = BytesIO()
        super().__init__(
            self._buffer,
            pagesize=A4,
            title=f"Rapport {report.period}",
            author=OFFICE,
            creator=OFFICE,
            producer=OFFICE,
            subject="",
            keywords="",
            lang="sv",
            displayDocTitle=1,
            invariant=1,
            initialFontName=REGULAR,
            initialFontSize=BODY.fontSize,
            initialLeading=BODY.leading,
        )
        self.places: dict[str, int] = {}
        self._report, self._pages = report, pages
        height = A4[1] - _TOP - _BOTTOM
        frame = Frame(
            _SIDE, _BOTTOM, PAGE_WIDTH, height, id="text",
            leftPadding=0, rightPadding=0, topPadding=0, bottomPadding=0,
        )  # fmt: skip
        self.addPageTemplates(PageTemplate(id="page", frames=[frame], onPage=self._furnish))

    def bytes(self) -> bytes:
        """Return the finished file."""
        return self._buffer.getvalue()

    def afterFlowable(self, flowable: Any) -> None:  # noqa: ANN401, N802 - ReportLab calls it so, and has no types
        """Bookmark what has a mark, and remember its page for the contents."""
        mark = getattr(flowable, "mark", None)
        if mark is not None:
            self.places[mark] = self.page
            self.canv.bookmarkPage(mark)
            self.canv.addOutlineEntry(flowable.getPlainText(), mark, level=flowable.depth)

    def _furnish(self, canvas: Any, document: Any) -> None:  # noqa: ANN401 - ReportLab has no types
        """Draw what every page has: the foot, and the mark of an internal report."""
        made = self._report.made_on
        canvas._doc._timeStamp.YMDhms = (made.year, made.month, made.day, 0, 0, 0)  # noqa: SLF001 - ReportLab offers no other way to say the date
        canvas.saveState()
        left, right = _SIDE, _SIDE + PAGE_WIDTH
        canvas.setStrokeColor(LINE)
        canvas.setLineWidth(0.5)
        canvas.line(left, 17 * mm, right, 17 * mm)
        canvas.setFillColor(MUTED)
        canvas.setFont(REGULAR, 8)
        canvas.drawString(
            left, 12.5 * mm, f"{OFFICE} · {self._report.title}, {self._report.period.title}"
        )
        canvas.drawRightString(right, 12.5 * mm, f"Sida {document.page} av {self._pages}")
        if self._report.audience is Audience.INTERNAL:
            canvas.setFillColor(TEXT)
            canvas.rect(left, A4[1] - 18 * mm, PAGE_WIDTH, 6.5 * mm, stroke=0, fill=1)
            canvas.setFillGray(1)
            canvas.setFont(STRONG, 9)
            canvas.drawCentredString(A4[0] / 2, A4[1] - 15.9 * mm, words.INTERNAL_MARK)
        canvas.restoreState()


def _story(report: Report, places: Mapping[str, int]) -> list[Any]:
    """Return everything that is on the pages, in order."""
    return [
        *_opening(report),
        *_contents(report, places),
        *_protection(report),
        PageBreak(),
        *_goals(report),
        *_texts(report),
        _marked("Tabeller", HEADING, "tables", 0),
        *chain.from_iterable(
            _block(report, index, table) for index, table in enumerate(report.tables)
        ),
        CondPageBreak(_DEFINITIONS_NEED),
        Spacer(1, 24),
        *_definitions(report),
    ]


def _opening(report: Report) -> list[Any]:
    """Return the title, the period and the figures of "Perioden i korthet"."""
    title = report.period.title
    story = [
        text(OFFICE, WORDMARK),
        text(report.title, TITLE),
        text(title[0].upper() + title[1:], SUBTITLE),
        text(f"{report.period.dates} · sammanställd {report.made_on.isoformat()}", LEAD),
    ]
    if report.highlights:
        story += [text("Perioden i korthet", SECTION), _highlights(report)]
    sentences = words.summary(report)
    if sentences:
        story += [Spacer(1, 6), text("I perioden: " + " ".join(sentences), BODY)]
    return story


def _goals(report: Report) -> list[Any]:
    """Return the objectives with their indicators: target, outcome, trend (domain.md R12)."""
    if not report.goals:
        return []
    heads = ("Mål och indikator", "Mål", "Utfall", "Sedan förra perioden")
    rows: list[list[Any]] = [
        [text(heads[0], HEAD), *(text(each, HEAD_COUNT) for each in heads[1:3]),
         text(heads[3], HEAD)]
    ]  # fmt: skip
    style: list[tuple[Any, ...]] = [
        ("FONT", (0, 0), (-1, -1), REGULAR, CELL.fontSize),
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("LEFTPADDING", (0, 0), (0, -1), 0),
        ("TOPPADDING", (0, 0), (-1, -1), 2),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 3),
        ("LINEBELOW", (0, 0), (-1, 0), 0.9, TEXT),
        ("LINEBELOW", (0, 1), (-1, -1), 0.35, LINE),
    ]
    goal = None
    for line in report.goals:
        if line.goal != goal:
            goal = line.goal
            style.append(("SPAN", (0, len(rows)), (-1, len(rows))))
            rows.append([text(goal, CELL_STRONG), "", "", ""])
        target = "–" if line.target is None else words.number(line.target)
        rows.append(
            [
                [text(line.words, CELL), *([text(line.definition, SMALL)] * bool(line.definition))],
                text(target, COUNT),
                text(words.goal_outcome(line.outcome, withheld=line.withheld), COUNT_STRONG),
                text(words.trend(line.outcome, line.before), CELL),
            ]
        )
    table = PaperTable(
        rows,
        colWidths=[PAGE_WIDTH - 2 * 20 * mm - 42 * mm, 20 * mm, 20 * mm, 42 * mm],
        style=style,
        repeatRows=1,
        hAlign="LEFT",
    )
    return [
        _marked("Mål och indikatorer", HEADING, "goals", 0),
        text(f"Målen gäller år {report.period.last.year}, utfallet {report.period.title}.", SMALL),
        Spacer(1, 4),
        table,
        Spacer(1, 18),
    ]


def _texts(report: Report) -> list[Any]:
    """Return what the office has written, under its headings (domain.md R9)."""
    story: list[Any] = []
    for place, passage in enumerate(report.texts):
        story.append(_marked(passage.heading, HEADING, f"text{place}", 0))
        story += [text(each, BODY) for each in passage.text.split("\n") if each.strip()]
        story.append(Spacer(1, 16))
    return story


def _highlights(report: Report) -> Any:  # noqa: ANN401 - ReportLab has no types
    """Return the big figures, four in a row."""
    boxes: list[Any] = [
        [text(words.figure(report.cell(each.table, each.at)), BIG), text(each.words, BIG_WORDS)]
        for each in report.highlights
    ]
    boxes += [""] * (-len(boxes) % _HIGHLIGHTS_A_ROW)
    rows = [boxes[at : at + _HIGHLIGHTS_A_ROW] for at in range(0, len(boxes), _HIGHLIGHTS_A_ROW)]
    return PaperTable(
        rows,
        colWidths=[PAGE_WIDTH / _HIGHLIGHTS_A_ROW] * _HIGHLIGHTS_A_ROW,
        style=[
            ("FONT", (0, 0), (-1, -1), REGULAR, BODY.fontSize),
            ("BACKGROUND", (0, 0), (-1, -1), TINT),
            ("VALIGN", (0, 0), (-1, -1), "TOP"),
            ("LEFTPADDING", (0, 0), (-1, -1), 9),
            ("RIGHTPADDING", (0, 0), (-1, -1), 9),
            ("TOPPADDING", (0, 0), (-1, -1), 8),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 10),
            ("LINEABOVE", (0, 0), (-1, 0), 1.5, ACCENT),
        ],
    )


def _contents(report: Report, places: Mapping[str, int]) -> list[Any]:
    """Return the list of tables with the page of each; every line can be clicked."""
    entries = [
        (f"t{index}", words.caption(index, each)) for index, each in enumerate(report.tables)
    ]
    entries.append(("definitions", "Så räknas det"))
    entries = [
        *([("goals", "Mål och indikatorer")] if report.goals else []),
        *((f"text{place}", each.heading) for place, each in enumerate(report.texts)),
        *entries,
    ]
    rows = [
        [
            Paragraph(f'<a href="#{mark}" color="#1B1F24">{escape(words_)}</a>', BODY),
            text(str(places.get(mark, "")), PAGE_NUMBER),
        ]
        for mark, words_ in entries
    ]
    number = 10 * mm
    table = PaperTable(
        rows,
        colWidths=[PAGE_WIDTH - number, number],
        style=[
            ("FONT", (0, 0), (-1, -1), REGULAR, BODY.fontSize),
            ("LEFTPADDING", (0, 0), (-1, -1), 0),
            ("RIGHTPADDING", (0, 0), (-1, -1), 0),
            ("TOPPADDING", (0, 0), (-1, -1), 1.5),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 2),
            ("LINEBELOW", (0, 0), (-1, -2), 0.35, LINE),
        ],
    )
    return [text("Innehåll", SECTION), table]


def _protection(report: Report) -> list[Any]:
    """Return how figures are protected: two sentences in every report for outside."""
    if report.audience is Audience.INTERNAL:
        sentences = ("Rapporten visar exakta antal och är bara till för Kvinnobyråns eget arbete.",)
        return [KeepTogether([text("Bara för internt bruk", SECTION), text(sentences[0], BODY)])]
    return [
        KeepTogether([text("Så skyddas uppgifterna", SECTION), text(" ".join(PROTECTION), BODY)])
    ]


def _block(report: Report, index: int, table: Table) -> list[Any]:
    """Return one table with its caption, base and note, on one page if it fits on one."""
    base = words.base_line(report, table)
    story = [
        Spacer(1, 14 if index else 4),
        _marked(words.caption(index, table), CAPTION, f"t{index}", 1),
        text(base, SMALL) if base else Spacer(1, 0),
        Spacer(1, 3),
        text(WITHHELD_TABLE, BODY) if table.all_withheld else grid(table, report),
    ]
    remarks = [table.note] if table.note else []
    if table.any_withheld and not table.all_withheld:
        remarks.insert(0, words.LEGEND)
    story += [Spacer(1, 3), *(text(each, SMALL) for each in remarks)]
    if len(rows_down(table)) > _ROWS_KEPT:
        return [CondPageBreak(_LONG_TABLE_NEEDS), *story]
    return [KeepTogether(story)]


def _definitions(report: Report) -> list[Any]:
    """Return the appendix: what each table counts."""
    story: list[Any] = [
        _marked("Så räknas det", HEADING, "definitions", 0),
        text(
            f"Alla uppgifter gäller {report.period.title}, {report.period.dates}, om inget annat "
            "sägs. Andel är av tabellens total och visas när totalen är minst 20."
            + (f" Definitionernas version: {report.definitions}." if report.definitions else ""),
            BODY,
        ),
    ]
    for index, table in enumerate(report.tables):
        story.append(
            KeepTogether(
                [
                    Spacer(1, 9),
                    text(words.caption(index, table), CAPTION),
                    text(table.definition, BODY),
                ]
            )
        )
    return story


def _marked(words_: str, style: Any, mark: str, depth: int) -> Any:  # noqa: ANN401 - ReportLab has no types
    """Return a heading that gets a bookmark."""
    heading = text(words_, style)
    heading.mark, heading.depth = mark, depth
    heading.keepWithNext = True
    return heading
