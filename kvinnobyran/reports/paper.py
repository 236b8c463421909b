"""A plain paper that tells nothing of where it comes from. Imports ReportLab: import it late.

No name, no sender and no program stands in its properties either, and the same story makes the
same bytes (security.md section 7).
"""

from io import BytesIO
from typing import Any, Final

from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.platypus import SimpleDocTemplate

from kvinnobyran.reports.lettering import BODY, REGULAR, load_fonts

_EDGE: Final = 24 * mm


def paper(story: list[Any], *, edge: float = _EDGE) -> bytes:
    """Return the story on upright A4 as PDF bytes, made in memory; ``edge`` is in points."""
    load_fonts()
    file = BytesIO()
    SimpleDocTemplate(
        file,
        pagesize=A4,
        leftMargin=edge,
        rightMargin=edge,
        topMargin=edge,
        bottomMargin=edge,
        title="Utskrift",
        author="",
        creator="",
        producer="",
        subject="",
        lang="sv",
        invariant=1,
        initialFontName=REGULAR,
        initialFontSize=BODY.fontSize,
    ).build(story)
    return file.getvalue()
