"""To the printer, in one way: first it is chosen, then it is noted, then the pages are drawn.

A box that is left notes nothing and freezes nothing, and no paper is without its note
(domain.md D8). The pages come from memory; no file of ours is written.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from functools import partial
from typing import TYPE_CHECKING, Concatenate, TypeVar

from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter
from PySide6.QtWidgets import QWidget

from kvinnobyran.domain.trouble import Trouble
from kvinnobyran.flows.rehearsal import rehearse
from kvinnobyran.flows.work import Work
from kvinnobyran.store.database import Database
from kvinnobyran.ui.kit.desk import Desk
from kvinnobyran.ui.kit.worker import alive

if TYPE_CHECKING:  # printing takes a library of its own, which a start has no use for
    from PySide6.QtPrintSupport import QPrinter

    from kvinnobyran.ui.statistics.rendering import Background

T = TypeVar("T")
JOB = "Blad"
"""What the print queue says, which keeps the names of jobs: nothing of the office (T24)."""
KEPT = "Skriv ut. Datorns utskriftskö kan spara sidorna ett dygn."
"""Said in the box that asks for the printer, because no program can forbid it (T35)."""
UPRIGHT = QPageLayout.Orientation.Portrait
LANDSCAPE = QPageLayout.Orientation.Landscape
DPI = 300


class NotPrinted(Trouble):
    """The box that asks for a printer was left: nothing is printed, and nothing noted."""

    sentence = "Inget skrevs ut, och inget är antecknat."
    way_on = "Det du har skrivit är kvar. Skriv ut igen, eller lägg det åt sidan."


class PrinterRefused(Trouble):
    """The printer would not take the pages."""

    sentence = "Skrivaren tog inte emot sidorna."
    way_on = "Kontrollera skrivaren och försök igen."


def choose_printer(
    parent: QWidget, orientation: QPageLayout.Orientation = UPRIGHT
) -> "QPrinter | None":
    """Ask for a printer; return None if the box was left, or the window taken from under it."""
    from PySide6.QtPrintSupport import QPrintDialog

    printer = plain_printer(orientation)
    dialog = QPrintDialog(printer, parent.window())
    dialog.setWindowTitle(KEPT)
    chosen = dialog.exec() == QPrintDialog.DialogCode.Accepted
    return printer if chosen and alive(parent) else None


def plain_printer(orientation: QPageLayout.Orientation = UPRIGHT) -> "QPrinter":
    """Return a printer for A4 that says nothing about what is printed."""
    from PySide6.QtPrintSupport import QPrinter

    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    printer.setPageOrientation(orientation)
    printer.setDocName(JOB)
    printer.setCreator("")
    printer.setFullPage(True)
    return printer


def put_on_paper(
    desk: Desk,
    parent: QWidget,
    note: Callable[Concatenate[Work, ...], T],
    *args: object,
    pages: Callable[[T], bytes],
    then: Callable[[T], object] | None = None,
    otherwise: Callable[[Trouble], object] | None = None,
    orientation: QPageLayout.Orientation = UPRIGHT,
    background: "Background | None" = None,
    **kwargs: object,
) -> None:
    """Print what ``pages`` makes (PDF bytes) of the answer of ``note``, which notes it.

    ``note`` is tried first: nobody is asked for a printer while something stands in the way.
    ``then`` takes its answer when the pages are drawn; ``otherwise`` what stood in the way,
    :class:`NotPrinted` when the box was left, or :class:`PrinterRefused`. The pages are drawn in
    the ``background`` where there is one.
    """
    settles = desk.settles

    def land(answer: T) -> None:
        if then is not None and alive(parent):
            then(answer)

    def fail(error: BaseException) -> None:
        if isinstance(error, Trouble) and otherwise is not None and alive(parent):
            otherwise(error)
        elif not isinstance(error, NotPrinted):  # nobody is told of what she did herself
            desk.take(error)

    def ready(_: object) -> None:
        printer = choose_printer(parent, orientation)
        if printer is None:
            fail(NotPrinted())
            return
        # Whoever asked may be closed by now: what is noted is printed all the same.
        with desk.settling(*settles) if settles else nullcontext():
            desk.do(note, *args, **kwargs, then=lambda it: draw(printer, it), otherwise=fail)

    def draw(printer: "QPrinter", answer: T) -> None:
        work = partial(paint, printer, pages(answer))
        if background is not None:
            background.do("print", work, lambda _: land(answer), fail)
        else:
            _now(work, lambda: land(answer), fail)

    def would(database: Database) -> None:
        rehearse(Work(database, desk.user, desk.now), note, *args, **kwargs)

    desk.ask(would, then=ready, otherwise=fail, owner=parent)


def _now(
    work: Callable[[], object],
    then: Callable[[], object],
    otherwise: Callable[[Trouble], object],
) -> None:
    try:
        work()
    except PrinterRefused as trouble:
        otherwise(trouble)
    else:
        then()


def print_unnoted(parent: QWidget, pdf: bytes) -> bool:
    """Print before there is a register to note it in; return whether a printer took it."""
    printer = choose_printer(parent)
    if printer is None:
        return False
    try:
        paint(printer, pdf)
    except PrinterRefused:
        return False
    return True


def paint(printer: "QPrinter", pdf: bytes) -> None:
    """Draw the pages one by one: a page at 300 dpi takes 35 MB. Raises :class:`PrinterRefused`."""
    from kvinnobyran.reports.render import pictures

    with _painter(printer) as painter:
        for number, page in enumerate(pictures(pdf, dpi=DPI)):
            if number and not printer.newPage():
                raise PrinterRefused
            line, form = page.width * 4, QImage.Format.Format_RGBA8888
            image = QImage(page.rgba, page.width, page.height, line, form)
            paper = QRectF(printer.pageLayout().fullRectPixels(printer.resolution()))
            paper.moveTo(0, 0)
            painter.drawImage(paper, image)


@contextmanager
def _painter(printer: "QPrinter") -> Iterator[QPainter]:
    painter = QPainter()
    if not painter.begin(printer):
        raise PrinterRefused
    try:
        yield painter
    finally:
        painter.end()
