"""The printed report, page by page. Imports ReportLab: import it late."""

from collections.abc import Iterator, Mapping
from io import BytesIO
from itertools import chain, groupby
from typing import Any, Final, NamedTuple
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
from kvinnobyran.reports.grid import PAGE_WIDTH, goal_bar, grid, rows_down
from kvinnobyran.reports.lettering import (
    ACCENT,
    BIG,
    BIG_WORDS,
    BODY,
    CAPTION,
    CELL,
    CELL_STRONG,
    CONTENT,
    CONTENT_NUMBER,
    CONTENT_STRONG,
    COUNT_STRONG,
    HEAD,
    HEAD_COUNT,
    HEADING,
    LEAD,
    LINE,
    MUTED,
    REGULAR,
    SECTION,
    SMALL,
    STRONG,
    SUBTITLE,
    TEXT,
    TINT,
    TITLE,
    TOPIC,
    WORDMARK,
    load_fonts,
    text,
)
from kvinnobyran.reports.sections import Numbered, Section, numbered, sections
from kvinnobyran.statistics.tables import Audience, BasePart, Report
from kvinnobyran.statistics.withholding import PROTECTION, WITHHELD_TABLE

OFFICE: Final = "Kvinnobyrån"
_SIDE: Final = 22 * mm
_TOP: Final = 26 * mm
_BOTTOM: Final = 24 * mm
_HIGHLIGHTS_A_ROW: Final = 4
_DEFINITIONS_NEED: Final = 70 * mm
_FIRST_SECTION_NEEDS: Final = 90 * mm
_LONG_TABLE_NEEDS: Final = 60 * mm
_COLUMN: Final = 79 * mm
_A_PAGE: Final = 90
"""How many lines of the contents a page has room for, in two columns."""
_TIGHT: Final = (
    ("FONT", (0, 0), (-1, -1), REGULAR, CONTENT.fontSize),
    ("VALIGN", (0, 0), (-1, -1), "TOP"),
    ("LEFTPADDING", (0, 0), (-1, -1), 0),
    ("RIGHTPADDING", (0, 0), (-1, -1), 0),
    ("TOPPADDING", (0, 0), (-1, -1), 0.5),
    ("BOTTOMPADDING", (0, 0), (-1, -1), 1),
)
_OUTCOME: Final = 28 * mm
_WAY: Final = 40 * mm
_TREND: Final = 36 * mm
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
        *_goals(report),
        *_protection(report),
        PageBreak(),
        *_contents(report, places),
        *_texts(report),
        CondPageBreak(_FIRST_SECTION_NEEDS),
        *chain.from_iterable(
            _section(report, place, section) for place, section in enumerate(sections(report))
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
        story += [Spacer(1, 6), text(" ".join(sentences), BODY)]
    return story


def _goals(report: Report) -> list[Any]:
    """Return the objectives with their indicators: outcome, target, trend (domain.md R12)."""
    if not report.goals:
        return []
    heads = [text("Mål och indikator", HEAD), text("Utfall av målet", HEAD_COUNT), ""]
    trends = [words.trend(line.outcome, line.before) for line in report.goals]
    widths = [PAGE_WIDTH - _OUTCOME - _WAY, _OUTCOME, _WAY]
    if any(trends):
        heads.append(text("Sedan förra perioden", HEAD))
        widths = [widths[0] - _TREND, _OUTCOME, _WAY, _TREND]
    rows: list[list[Any]] = [heads]
    style: list[tuple[Any, ...]] = [
        ("FONT", (0, 0), (-1, -1), REGULAR, CELL.fontSize),
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("LEFTPADDING", (0, 0), (0, -1), 0),
        ("RIGHTPADDING", (-1, 0), (-1, -1), 0),
        ("TOPPADDING", (0, 0), (-1, -1), 2),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 3),
        ("LINEBELOW", (0, 0), (-1, 0), 0.9, TEXT),
        ("LINEBELOW", (0, 1), (-1, -1), 0.35, LINE),
    ]
    goal = None
    for line, trend in zip(report.goals, trends, strict=True):
        if line.goal != goal:
            goal = line.goal
            style += [
                ("SPAN", (0, len(rows)), (-1, len(rows))),
                ("NOSPLIT", (0, len(rows)), (-1, len(rows) + 1)),
            ]
            rows.append([text(goal, CELL_STRONG), *([""] * (len(heads) - 1))])
        rows.append(
            [
                [text(line.words, CELL), *([text(line.definition, SMALL)] * bool(line.definition))],
                text(words.goal_outcome(line), COUNT_STRONG),
                goal_bar(line, _WAY - 12),
                *([text(trend, CELL)] if any(trends) else []),
            ]
        )
    table = PaperTable(rows, colWidths=widths, style=style, repeatRows=1, hAlign="LEFT")
    return [
        Spacer(1, 16),
        _marked("Mål och indikatorer", HEADING, "goals", 0),
        text(f"Målen gäller år {report.period.last.year}, utfallet {report.period.title}.", SMALL),
        Spacer(1, 4),
        table,
    ]


def _texts(report: Report) -> list[Any]:
    """Return what the office has written, under its headings (domain.md R9)."""
    story: list[Any] = []
    for place, passage in enumerate(report.texts):
        story.append(Spacer(1, 18))
        story.append(_marked(passage.heading, HEADING, f"text{place}", 0))
        story += [text(each, BODY) for each in passage.text.split("\n") if each.strip()]
    return story


def _highlights(report: Report) -> Any:  # noqa: ANN401 - ReportLab has no types
    """Return the big figures, four in a row."""
    boxes: list[Any] = [
        [
            text(words.figure(report.cell(each.table, each.at)), BIG),
            text(each.words, BIG_WORDS),
            *(text(said, BIG_WORDS) for said in _before(report, each)),
        ]
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


def _before(report: Report, part: BasePart) -> list[str]:
    """Return what was printed of the period before, under a big figure."""
    earlier = report.earlier(report.table(part.table), report.cell(part.table, part.at).at)
    if earlier is None or report.before is None:
        return []
    return [f"{words.number(earlier)} {report.before.title}"]


def _contents(report: Report, places: Mapping[str, int]) -> list[Any]:
    """Return the headings and their tables with the page of each; every line can be clicked."""
    entries: list[_Entry] = [
        *([_Entry("goals", "Mål och indikatorer", CONTENT_STRONG)] if report.goals else []),
        *(
            _Entry(f"text{place}", each.heading, CONTENT_STRONG)
            for place, each in enumerate(report.texts)
        ),
    ]
    for place, section in enumerate(sections(report)):
        entries.append(_Entry(f"s{place}", section.heading, CONTENT_STRONG))
        entries += [
            _Entry(f"t{each.place}", words.caption(each.place, each.table), CONTENT)
            for each in section.tables
        ]
    entries.append(_Entry("definitions", "Så räknas det", CONTENT_STRONG))
    table = PaperTable(
        [_abreast(entries[at : at + _A_PAGE], places) for at in range(0, len(entries), _A_PAGE)],
        colWidths=[_COLUMN, PAGE_WIDTH - 2 * _COLUMN, _COLUMN],
        style=_TIGHT,
    )
    return [text("Innehåll", HEADING), table]


class _Entry(NamedTuple):
    """One line of the contents."""

    mark: str
    words: str
    style: Any


def _abreast(entries: list[_Entry], places: Mapping[str, int]) -> list[Any]:
    """Return lines of the contents in two columns; no heading is left alone under the first."""
    half = -(-len(entries) // 2)
    while half > 1 and entries[half - 1].style is CONTENT_STRONG:
        half -= 1
    return [_column(entries[:half], places), "", _column(entries[half:], places)]


def _column(entries: list[_Entry], places: Mapping[str, int]) -> Any:  # noqa: ANN401 - ReportLab has no types
    """Return lines of the contents with their pages under one another."""
    rows = [
        [
            Paragraph(
                f'<a href="#{each.mark}" color="#1B1F24">{escape(each.words)}</a>', each.style
            ),
            text(str(places.get(each.mark, "")), CONTENT_NUMBER),
        ]
        for each in entries
    ]
    number = 8 * mm
    return PaperTable(rows, colWidths=[_COLUMN - number, number], style=_TIGHT) if rows else ""


def _protection(report: Report) -> list[Any]:
    """Return how figures are protected: two sentences in every report for outside."""
    if report.audience is Audience.INTERNAL:
        sentences = ("Rapporten visar exakta antal och är bara till för Kvinnobyråns eget arbete.",)
        return [KeepTogether([text("Bara för internt bruk", SECTION), text(sentences[0], BODY)])]
    return [
        KeepTogether([text("Så skyddas uppgifterna", SECTION), text(" ".join(PROTECTION), BODY)])
    ]


def _section(report: Report, place: int, section: Section) -> list[Any]:
    """Return a heading and its tables; the heading stays with the first of them."""
    head = [_marked(section.heading, TOPIC, f"s{place}", 0)]
    first, *others = section.tables
    return [
        *_block(report, first, head),
        *chain.from_iterable(_block(report, each, []) for each in others),
    ]


def _block(report: Report, numbered_table: Numbered, head: list[Any]) -> list[Any]:
    """Return one table with its caption, base and note, on one page if it fits on one."""
    index, table = numbered_table
    base = words.base_line(report, table)
    story = [
        *head,
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
        text(words.about_definitions(report), BODY),
    ]
    for names, definition in _defined(report):
        story.append(KeepTogether([Spacer(1, 6), text(names, CELL_STRONG), text(definition, CELL)]))
    return story


def _defined(report: Report) -> Iterator[tuple[str, str]]:
    """Yield each definition with the tables that it holds for, one beside the other."""
    for definition, group in groupby(numbered(report), key=lambda each: each.table.definition):
        yield ". ".join(words.caption(each.place, each.table) for each in group), definition


def _marked(words_: str, style: Any, mark: str, depth: int) -> Any:  # noqa: ANN401 - ReportLab has no types
    """Return a heading that gets a bookmark."""
    heading = text(words_, style)
    heading.mark, heading.depth = mark, depth
    heading.keepWithNext = True
    return heading
