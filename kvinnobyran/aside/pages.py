"""Pages of a PDF that somebody else made, as pictures, behind limits of time, memory and size.

A damaged or hostile file can end this process, and that is all it can end.
"""

import contextlib
import importlib
import json
import math
from typing import Any, Final

from kvinnobyran.aside import frames

MOST_PIXELS: Final = 6_000_000
"""Of one picture; a page of A4 at 150 dpi has 2.2 million."""
LONGEST_SIDE: Final = 6000
SECONDS: Final = 20
"""Of processor time, for everything that is asked of one file."""
MEMORY: Final = 1 << 30
_PASSWORD: Final = 4
"""What PDFium calls a file that wants a password."""


def serve(source: frames.Source, target: frames.Target) -> None:
    """Take one PDF, then answer until the other end is done.

    ``{"n": …, "page": from 0, "width": pixels}`` gives ``{"n", "pages", "width", "height"}`` and
    a frame of RGBA, row by row; or ``{"n", "trouble": "damaged" | "locked"}``.
    """
    pdf = frames.read(source)
    if pdf is None:
        return
    from pypdfium2 import PdfDocument, PdfiumError

    limit()
    trouble, document = "", None
    try:
        document = PdfDocument(pdf)
        count = len(document)
    except PdfiumError as error:
        trouble = "locked" if getattr(error, "err_code", None) == _PASSWORD else "damaged"
        count = 0
    while (asked := frames.read(source)) is not None:
        question = json.loads(asked)
        number, wanted = int(question["page"]), int(question["width"])
        picture = None
        if document is not None and 0 <= number < count:
            with contextlib.suppress(PdfiumError, MemoryError, ValueError):
                picture = _draw(document, number, wanted)
        if picture is None:
            frames.write(target, frames.message(n=question["n"], trouble=trouble or "damaged"))
            continue
        width, height, rgba = picture
        head = frames.message(n=question["n"], pages=count, width=width, height=height)
        frames.write(target, head, frames.frame(rgba))


def limit() -> None:
    """Let this process use no more time and memory than a page can need, and write no file."""
    try:
        resource: Any = importlib.import_module("resource")
    except ImportError:  # Windows: the one who asks ends us when it takes too long
        return
    for what, most in (
        (resource.RLIMIT_CPU, SECONDS),
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_FSIZE, 0),
    ):
        with contextlib.suppress(OSError, ValueError):
            resource.setrlimit(what, (most, most))


def scale_for(width: float, height: float, wanted: int) -> float:
    """Return how much to enlarge a page of so many points to be ``wanted`` pixels wide.

    Less where the picture would be beyond the limits. Raises ValueError for a page without size.
    """
    if not (math.isfinite(width) and math.isfinite(height) and width > 0 and height > 0):
        raise ValueError("a page without size")
    return min(
        wanted / width,
        LONGEST_SIDE / width,
        LONGEST_SIDE / height,
        math.sqrt(MOST_PIXELS / (width * height)),
    )


def _draw(document: Any, number: int, wanted: int) -> tuple[int, int, bytes]:  # noqa: ANN401 - PDFium has no types
    """Return width, height and RGBA of a page."""
    from pypdfium2.raw import FPDFBitmap_BGRA

    page = document[number]
    try:
        width, height = page.get_size()
        bitmap = page.render(
            scale=scale_for(width, height, wanted),
            may_draw_forms=False,
            rev_byteorder=True,
            force_bitmap_format=FPDFBitmap_BGRA,
        )
        try:
            return bitmap.width, bitmap.height, bytes(bitmap.buffer)
        finally:
            bitmap.close()
    finally:
        page.close()
