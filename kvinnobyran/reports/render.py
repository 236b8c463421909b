"""PDF pages as pictures, for the preview and the printer; in memory, no temporary file."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

_POINTS_PER_INCH: Final = 72


@dataclass(frozen=True, slots=True)
class Picture:
    """One page: ``width`` and ``height`` in pixels, ``rgba`` row by row, four bytes a pixel."""

    width: int
    height: int
    rgba: bytes


def page_count(pdf: bytes) -> int:
    """Return how many pages a PDF of ours has."""
    from pypdfium2 import PdfDocument

    document = PdfDocument(pdf)
    try:
        return len(document)
    finally:
        document.close()


def pictures(pdf: bytes, *, dpi: float) -> Iterator[Picture]:
    """Yield the pages one by one, opaque on white; 300 dpi for paper, about 96 for the screen.

    A page of A4 at 300 dpi takes 35 MB, so use one before asking for the next.
    """
    for number in range(page_count(pdf)):
        yield picture(pdf, number, dpi=dpi)


def picture(pdf: bytes, number: int, *, dpi: float) -> Picture:
    """Return one page, counted from 0. Raises IndexError when there is no such page."""
    from pypdfium2 import PdfDocument
    from pypdfium2.raw import FPDFBitmap_BGRA

    document = PdfDocument(pdf)
    try:
        if not 0 <= number < len(document):
            raise IndexError("There is no such page.")
        page = document[number]
        try:
            bitmap = page.render(
                scale=dpi / _POINTS_PER_INCH,
                rev_byteorder=True,
                force_bitmap_format=FPDFBitmap_BGRA,
            )
            try:
                return Picture(bitmap.width, bitmap.height, bytes(bitmap.buffer))
            finally:
                bitmap.close()
        finally:
            page.close()
    finally:
        document.close()
