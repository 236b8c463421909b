"""The bundled Inter. The same files go into the PDFs."""

from functools import cache

from PySide6.QtGui import QFont, QFontDatabase

from kvinnobyran.paths import resource

FAMILY = "Inter"
WEIGHTS = ("Regular", "Medium", "SemiBold", "Bold")


@cache
def load() -> tuple[str, ...]:
    """Give Qt the four weights; return the family names that it read.

    Must be called after the QApplication is made; later calls do nothing.
    """
    families: list[str] = []
    for weight in WEIGHTS:
        number = QFontDatabase.addApplicationFont(str(resource("fonts", f"Inter-{weight}.ttf")))
        families += QFontDatabase.applicationFontFamilies(number)
    return tuple(families)


def font(points: float, weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
    """Return Inter in ``points`` (already multiplied by the user's text size)."""
    made = QFont(FAMILY)
    made.setPointSizeF(points)
    made.setWeight(weight)
    return made


def tabular(made: QFont) -> QFont:
    """Return the font with figures of equal width, for columns and clocks."""
    copy = QFont(made)
    copy.setFeature(QFont.Tag("tnum"), 1)
    return copy
