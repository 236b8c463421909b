"""Fonts, sizes and colours of everything that is printed. Imports ReportLab: import it late.

The colours are chosen for their grey: what they tell apart is told apart on a black-and-white
printer too, and never by colour alone.
"""

from functools import cache
from typing import Any, Final
from xml.sax.saxutils import escape

from reportlab.lib.colors import HexColor
from reportlab.lib.enums import TA_RIGHT
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase.pdfmetrics import registerFont, registerFontFamily, stringWidth
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import Paragraph

from kvinnobyran.paths import resource

REGULAR: Final = "Inter"
MEDIUM: Final = "Inter-Medium"
STRONG: Final = "Inter-SemiBold"
BOLD: Final = "Inter-Bold"

TEXT: Final = HexColor(0x1B1F24)
MUTED: Final = HexColor(0x59616B)
ACCENT: Final = HexColor(0x0B6464)
TINT: Final = HexColor(0xEEF4F3)
LINE: Final = HexColor(0xC9CED4)

_FILES: Final = {
    REGULAR: "Inter-Regular.ttf",
    MEDIUM: "Inter-Medium.ttf",
    STRONG: "Inter-SemiBold.ttf",
    BOLD: "Inter-Bold.ttf",
}


@cache
def load_fonts() -> None:
    """Register the four weights of Inter once; every style below names one of them."""
    for name, file in _FILES.items():
        registerFont(TTFont(name, str(resource("fonts", file))))
    registerFontFamily(REGULAR, normal=REGULAR, bold=STRONG, italic=REGULAR, boldItalic=STRONG)


def _style(name: str, font: str, size: float, leading: float, **more: Any) -> ParagraphStyle:  # noqa: ANN401 - ReportLab's own settings
    """Return a style that names its font everywhere ReportLab would choose Helvetica."""
    return ParagraphStyle(
        name,
        fontName=font,
        bulletFontName=font,
        fontSize=size,
        leading=leading,
        textColor=more.pop("textColor", TEXT),
        allowWidows=0,
        allowOrphans=0,
        **more,
    )


WORDMARK: Final = _style("wordmark", STRONG, 11, 14, textColor=ACCENT)
TITLE: Final = _style("title", BOLD, 30, 36, spaceBefore=16)
SUBTITLE: Final = _style("subtitle", MEDIUM, 16, 22, spaceBefore=2)
HEADING: Final = _style("heading", STRONG, 15, 20, spaceBefore=0, spaceAfter=6)
TOPIC: Final = _style("topic", STRONG, 15, 20, spaceBefore=28, spaceAfter=2)
SECTION: Final = _style("section", STRONG, 11, 15, spaceBefore=16, spaceAfter=5)
CAPTION: Final = _style("caption", STRONG, 10.5, 14, spaceBefore=14, spaceAfter=2)
BODY: Final = _style("body", REGULAR, 9.5, 14)
PAGE_NUMBER: Final = _style("page number", REGULAR, 9.5, 14, alignment=TA_RIGHT)
CONTENT: Final = _style("content", REGULAR, 8.5, 11)
CONTENT_STRONG: Final = _style("content strong", STRONG, 8.5, 11, spaceBefore=4)
CONTENT_NUMBER: Final = _style("content number", REGULAR, 8.5, 11, alignment=TA_RIGHT)
LEAD: Final = _style("lead", REGULAR, 9.5, 14, textColor=MUTED)
SMALL: Final = _style("small", REGULAR, 8, 11, textColor=MUTED)
LETTER: Final = _style("letter", REGULAR, 11, 16.5, spaceAfter=2)
CELL: Final = _style("cell", REGULAR, 9, 12)
CELL_STRONG: Final = _style("cell strong", STRONG, 9, 12)
COUNT: Final = _style("count", REGULAR, 9, 12, alignment=TA_RIGHT)
COUNT_STRONG: Final = _style("count strong", STRONG, 9, 12, alignment=TA_RIGHT)
COUNT_MUTED: Final = _style("count muted", REGULAR, 9, 12, alignment=TA_RIGHT, textColor=MUTED)
HEAD: Final = _style("head", MEDIUM, 8, 10.5, textColor=MUTED)
HEAD_COUNT: Final = _style("head count", MEDIUM, 8, 10.5, textColor=MUTED, alignment=TA_RIGHT)
BIG: Final = _style("big", STRONG, 24, 28, textColor=ACCENT)
BIG_WORDS: Final = _style("big words", REGULAR, 8.5, 11.5, textColor=MUTED)


def text(words: str, style: ParagraphStyle) -> Any:  # noqa: ANN401 - ReportLab has no types
    """Return a paragraph of plain words: nothing in them is read as markup."""
    load_fonts()
    return Paragraph(escape(words), style)


def width(words: str, style: ParagraphStyle) -> float:
    """Return how wide one line of these words is, in points."""
    load_fonts()
    return float(stringWidth(words, style.fontName, style.fontSize))
