"""The recovery sheet on paper. Imports ReportLab: import it late."""

from datetime import date
from io import BytesIO
from typing import Any, Final

from reportlab.graphics import renderPDF
from reportlab.graphics.barcode.qr import QrCodeWidget
from reportlab.graphics.shapes import Drawing
from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from kvinnobyran.reports.lettering import (
    BODY,
    HEADING,
    LINE,
    MEDIUM,
    MUTED,
    REGULAR,
    SMALL,
    STRONG,
    TEXT,
    TINT,
    load_fonts,
    text,
)

_SIDE: Final = 22 * mm
_WIDTH: Final = A4[0] - 2 * _SIDE
_COLUMNS: Final = 4
_BOX: Final[float] = 20 * mm
_QR: Final = 38 * mm

_WHAT: Final = (
    "Med den här nyckeln öppnas registret och dess säkerhetskopior om en lösenfras har glömts "
    "eller datorn har gått sönder. Den som har nyckeln och en kopia av registret kan läsa allt."
)
_HOW: Final = (
    "Skriv ut två exemplar och förvara dem på två olika, låsta ställen.",
    "Förvara dem aldrig tillsammans med datorn eller en säkerhetskopia.",
    "Fotografera inte arket, skanna det inte och skicka det inte vidare.",
    "Skriv in grupperna i ordning, rad för rad. Små bokstäver går lika bra.",
)
_BY_HAND: Final = ("Hör till", "Förvaras hos", "Utskrivet av", "Prövat den")


def sheet(groups: tuple[str, ...], *, made_on: date, mark: str) -> bytes:
    """Return the sheet as PDF bytes."""
    load_fonts()
    file = BytesIO()
    canvas = Canvas(
        file,
        pagesize=A4,
        invariant=1,
        lang="sv",
        initialFontName=REGULAR,
        initialFontSize=BODY.fontSize,
    )
    canvas.setTitle("Utskrift")
    canvas.setAuthor("")
    canvas.setCreator("")
    canvas.setProducer("")
    canvas.setSubject("")
    top = A4[1] - 26 * mm
    top = _write(canvas, top, "Återställningsnyckel", HEADING) - 2 * mm
    top = _write(canvas, top, _WHAT, BODY) - 8 * mm
    top = _groups(canvas, top, groups) - 8 * mm
    _code(canvas, top, "-".join(groups))
    beside = _QR + 8 * mm
    words = f"Utskriven {made_on.isoformat()}" + (f" · märkning {mark}" if mark else "")
    down = _write(canvas, top, "Så förvaras arket", HEADING, left=beside)
    for number, each in enumerate(_HOW, start=1):
        down = _write(canvas, down - 1 * mm, f"{number}. {each}", BODY, left=beside)
    top = min(down, top - _QR) - 16 * mm
    for label in _BY_HAND:
        canvas.setFont(REGULAR, BODY.fontSize)
        canvas.setFillColor(TEXT)
        canvas.drawString(_SIDE, top, label)
        canvas.setStrokeColor(LINE)
        canvas.line(_SIDE + 32 * mm, top - 1.5 * mm, _SIDE + _WIDTH, top - 1.5 * mm)
        top -= 12 * mm
    _write(canvas, 22 * mm, words, SMALL)
    canvas.showPage()
    canvas.save()
    return file.getvalue()


def _write(canvas: Any, top: float, words: str, style: Any, *, left: float = 0) -> float:  # noqa: ANN401 - ReportLab has no types
    """Write a paragraph below ``top`` and return where it ends."""
    paragraph = text(words, style)
    size: tuple[float, float] = paragraph.wrap(_WIDTH - left, A4[1])
    paragraph.drawOn(canvas, _SIDE + left, top - size[1])
    return top - size[1]


def _groups(canvas: Any, top: float, groups: tuple[str, ...]) -> float:  # noqa: ANN401 - ReportLab has no types
    """Draw each group in a numbered box, four in a row, and return where they end."""
    wide = _WIDTH / _COLUMNS
    for place, group in enumerate(groups):
        row, column = divmod(place, _COLUMNS)
        left, bottom = _SIDE + column * wide, top - (row + 1) * _BOX
        canvas.setFillColor(TINT)
        canvas.rect(left + 1 * mm, bottom + 1 * mm, wide - 2 * mm, _BOX - 2 * mm, stroke=0, fill=1)
        canvas.setFillColor(MUTED)
        canvas.setFont(MEDIUM, 8)
        canvas.drawString(left + 3 * mm, bottom + _BOX - 5.5 * mm, str(place + 1))
        canvas.setFillColor(TEXT)
        canvas.setFont(STRONG, 22)
        canvas.drawCentredString(left + wide / 2, bottom + 5.5 * mm, group)
    return top - -(-len(groups) // _COLUMNS) * _BOX


def _code(canvas: Any, top: float, key: str) -> None:  # noqa: ANN401 - ReportLab has no types
    """Draw the key as a square code that a reader connected to the computer can type."""
    drawing = Drawing(_QR, _QR, initialFontName=REGULAR)
    drawing.add(QrCodeWidget(key, barWidth=_QR, barHeight=_QR, barLevel="M", barBorder=0))
    renderPDF.draw(drawing, canvas, _SIDE, top - _QR)
    _write(canvas, top - _QR - 1.5 * mm, "För handhållen kodläsare", SMALL)
