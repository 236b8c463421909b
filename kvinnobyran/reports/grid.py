"""One table of a report as it stands on paper. Imports ReportLab: import it late.

A table of one dimension has a bar in each row; a withheld figure has a hatched stub that is
always equally long, so that its length says nothing (disclosure.md 2, attack 13).
"""

from collections.abc import Iterator
from itertools import product
from typing import Any, Final

from reportlab.graphics.shapes import Drawing, Line, Rect
from reportlab.lib.units import mm
from reportlab.platypus import Table as PaperTable

from kvinnobyran.reports import words
from kvinnobyran.reports.lettering import (
    ACCENT,
    CELL,
    CELL_STRONG,
    COUNT,
    COUNT_MUTED,
    COUNT_STRONG,
    HEAD,
    HEAD_COUNT,
    LINE,
    MUTED,
    TEXT,
    text,
    width,
)
from kvinnobyran.statistics.tables import (
    TOTAL,
    At,
    Category,
    Cell,
    Dimension,
    GoalLine,
    Report,
    Table,
)

PAGE_WIDTH: Final = 166 * mm
"""How wide text is between the margins, in points."""

STUB: Final = 9 * mm
"""How long the bar of every withheld figure is."""

_BAR_HEIGHT: Final = 7.0
_LABELS: Final = 62 * mm
_LABELS_AT_LEAST: Final = 36 * mm
_COUNTS: Final = 31 * mm
_SHARES: Final = 15 * mm
_BEFORE: Final = 27 * mm
_GAP: Final = 12.0
_HATCH: Final = 2.6
_CROSSED: Final = 2


def goal_bar(line: GoalLine, room: float) -> Any:  # noqa: ANN401 - ReportLab has no types
    """Draw how far an indicator has come: a frame as long as the target, filled by the outcome.

    Only of figures that are printed; where one is not there is the stub that says nothing.
    """
    drawing = Drawing(room, _BAR_HEIGHT + 4, initialFontName=CELL.fontName)
    if line.withheld:
        _stub(drawing)
    elif line.outcome is not None and line.target:
        longest = max(line.outcome, line.target)
        wanted, come = room * line.target / longest, room * line.outcome / longest
        drawing.add(Rect(0, 1, come, _BAR_HEIGHT, fillColor=ACCENT, strokeColor=None))
        drawing.add(
            Rect(0.25, 1, wanted, _BAR_HEIGHT, fillColor=None, strokeColor=MUTED, strokeWidth=0.5)
        )
        drawing.add(
            Line(wanted, -0.5, wanted, _BAR_HEIGHT + 2.5, strokeColor=TEXT, strokeWidth=1.2)
        )
    return drawing


def grid(table: Table, report: Report | None = None) -> Any:  # noqa: ANN401 - ReportLab has no types
    """Return the table for the page; its header is repeated where a page ends.

    ``report`` knows what was printed of the period before.
    """
    if len(table.dimensions) == 1:
        return _with_bars(table, report)
    return _crossed(table)


def _with_bars(table: Table, report: Report | None) -> Any:  # noqa: ANN401 - ReportLab has no types
    """Return label, count, share and bar, row by row."""
    (dimension,) = table.dimensions
    places = [{dimension.id: place.id} for place in dimension.places]
    shares = [words.share(table.share(at)) for at in places]
    has_shares = any(shares[:-1])
    longest = max((cell.value or 0 for cell in map(table.cell, places[:-1])), default=0)
    counts = max(_COUNTS, width(words.heading(table), HEAD_COUNT) + _GAP)
    percents = _SHARES if has_shares else 0.0
    earlier = [report.earlier(table, at) if report else None for at in places]
    compares = any(value is not None for value in earlier)
    befores = _BEFORE if compares else 0.0
    bars = PAGE_WIDTH - _LABELS - counts - percents - befores
    head = [text(dimension.label, HEAD), text(words.heading(table), HEAD_COUNT)]
    head += [text("Andel", HEAD_COUNT)] * has_shares
    head += [text("Förra perioden", HEAD_COUNT)] * compares
    rows: list[list[Any]] = [[*head, ""]]
    for place, at, share, was in zip(dimension.places, places, shares, earlier, strict=True):
        cell, whole = table.cell(at), place.id == TOTAL
        rows.append(
            [
                text(place.label, CELL_STRONG if whole else CELL),
                text(words.figure(cell, table.unit), COUNT_STRONG if whole else COUNT),
                *([text("" if whole else share, COUNT_MUTED)] * has_shares),
                *(
                    [text("" if was is None else words.amount(was, table.unit), COUNT_MUTED)]
                    * compares
                ),
                "" if whole else _bar(cell, longest, bars - _GAP),
            ]
        )
    widths = [_LABELS, counts, *([percents] * has_shares), *([befores] * compares), bars]
    return _paper(rows, widths, bars=True)


def _bar(cell: Cell, longest: int, room: float) -> Any:  # noqa: ANN401 - ReportLab has no types
    """Draw a bar of the printed figure, or the stub that says nothing."""
    drawing = Drawing(room, _BAR_HEIGHT + 2, initialFontName=CELL.fontName)
    if cell.value is None:
        _stub(drawing)
    elif cell.value:
        length = room * cell.value / longest
        drawing.add(Rect(0, 1, length, _BAR_HEIGHT, fillColor=ACCENT, strokeColor=None))
    return drawing


def _stub(drawing: Any) -> None:  # noqa: ANN401 - ReportLab has no types
    """Draw what stands for every withheld figure."""
    drawing.add(
        Rect(0.25, 1, STUB, _BAR_HEIGHT, fillColor=None, strokeColor=MUTED, strokeWidth=0.5)
    )
    for line in _hatching(STUB, _BAR_HEIGHT):
        drawing.add(Line(*line, strokeColor=MUTED, strokeWidth=0.4))


def _hatching(length: float, height: float) -> Iterator[tuple[float, float, float, float]]:
    """Yield slanting lines that stay inside a box with its lower left corner at (0.25, 1)."""
    start = -height + _HATCH
    while start < length:
        left, right = max(start, 0.0), min(start + height, length)
        yield 0.25 + left, 1 + left - start, 0.25 + right, 1 + right - start
        start += _HATCH


def _crossed(table: Table) -> Any:  # noqa: ANN401 - ReportLab has no types
    """Return rows and columns; the dimension with the shorter words becomes the columns."""
    down, across = _arranged(table)
    longest = max(width(words.figure(cell, table.unit), COUNT_STRONG) for cell in table.cells)
    figures = max(width("00 000", COUNT), longest, *_longest_words(across), 0.0) + _GAP
    columns = across.places if across else ()
    count_width = max(width(words.heading(table), HEAD_COUNT) + _GAP, figures)
    widths = [figures] * len(columns) if columns else [count_width]
    needed = [
        width(word, CELL) for each in down for place in each.places for word in place.label.split()
    ]
    at_least = min(max(_LABELS_AT_LEAST, *needed, 0.0) + _GAP, PAGE_WIDTH / 2)
    if sum(widths) > PAGE_WIDTH - at_least:
        # Not all alike: then the longest word has its room, and none is broken.
        widths = [max(longest, each) + _GAP for each in _longest_words(across)] or widths
    if sum(widths) > PAGE_WIDTH - at_least:
        widths = [(PAGE_WIDTH - at_least) / len(widths)] * len(widths)
    labels = PAGE_WIDTH - sum(widths)
    if not down:
        labels = min(labels, _LABELS)
    head = " och ".join(dimension.label.lower() for dimension in down).capitalize()
    heads = [each.label for each in columns] if columns else [words.heading(table)]
    rows: list[list[Any]] = [[text(head, HEAD), *(text(each, HEAD_COUNT) for each in heads)]]
    for places in rows_down(table):
        at: At = {d.id: place.id for d, place in zip(down, places, strict=True)}
        whole = all(place.id == TOTAL for place in places)
        label = ", ".join(place.label for place in places) or "Totalt"
        cells = [table.cell({**at, across.id: each.id}) for each in columns] if across else []
        rows.append(
            [
                text(label, CELL_STRONG if whole else CELL),
                *(
                    text(
                        words.figure(cell, table.unit),
                        COUNT_STRONG if whole or position == len(columns) - 1 else COUNT,
                    )
                    for position, cell in enumerate(cells or [table.total])
                ),
            ]
        )
    return _paper(rows, [labels, *widths], bars=False)


def rows_down(table: Table) -> list[tuple[Category, ...]]:
    """Return the places of each row, from the head down to the total."""
    down, _across = _arranged(table)
    return list(product(*(dimension.places for dimension in down)))


def _arranged(table: Table) -> tuple[tuple[Dimension, ...], Dimension | None]:
    """Return what goes down and what goes across the page."""
    if len(table.dimensions) < _CROSSED:
        return table.dimensions, None
    across = min(
        table.dimensions,
        key=lambda each: len(each.places) * max(_longest_words(each), default=0.0),
    )
    return tuple(each for each in table.dimensions if each is not across), across


def _longest_words(dimension: Dimension | None) -> list[float]:
    """Return the width of each category's longest word, as a column's head."""
    if dimension is None:
        return []
    return [
        max(width(word, HEAD_COUNT) for word in place.label.split() or [""])
        for place in dimension.places
    ]


def _paper(rows: list[list[Any]], widths: list[float], *, bars: bool) -> Any:  # noqa: ANN401 - ReportLab has no types
    """Put rows together: a rule under the head, thin ones between, one above the total."""
    last = len(rows) - 1
    style: list[tuple[Any, ...]] = [
        ("FONT", (0, 0), (-1, -1), CELL.fontName, CELL.fontSize),
        ("VALIGN", (0, 0), (-1, 0), "BOTTOM"),
        ("VALIGN", (0, 1), (-1, -1), "TOP"),
        ("LEFTPADDING", (0, 0), (-1, -1), 0),
        ("RIGHTPADDING", (0, 0), (-1, -1), 0),
        ("TOPPADDING", (0, 0), (-1, -1), 2),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 2.8),
        ("LINEBELOW", (0, 0), (-1, 0), 0.9, TEXT),
        ("LINEBELOW", (0, 1), (-1, last - 1), 0.35, LINE),
        ("LINEABOVE", (0, last), (-1, last), 0.9, TEXT),
        ("RIGHTPADDING", (0, 0), (0, -1), _GAP / 2),
        ("LEFTPADDING", (1, 0), (-1, -1), _GAP / 2),
        ("NOSPLIT", (0, max(last - 1, 0)), (-1, last)),
        ("NOSPLIT", (0, 0), (-1, min(2, last))),
    ]
    if bars:
        style += [
            ("LEFTPADDING", (-1, 1), (-1, -1), _GAP),
            ("VALIGN", (-1, 1), (-1, -1), "MIDDLE"),
        ]
    return PaperTable(rows, colWidths=widths, style=style, repeatRows=1, hAlign="LEFT")
