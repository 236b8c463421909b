"""To the printer from pictures in memory: the pages never lie as a file of ours."""

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QWidget

from kvinnobyran.domain.trouble import Trouble
from kvinnobyran.ui.gate.printing import KEPT
from kvinnobyran.ui.statistics.rendering import image

DPI = 300
JOB = "Rapport"
"""What the print queue says; nothing about the office or the period (T24)."""


class NotPrinted(Trouble):
    """The printer would not take the pages."""

    sentence = "Skrivaren tog inte emot sidorna."
    way_on = "Kontrollera skrivaren och försök igen."


UPRIGHT = QPageLayout.Orientation.Portrait


def ask_printer(parent: QWidget, orientation: QPageLayout.Orientation = UPRIGHT) -> QPrinter | None:
    """Let the user choose a printer; None if she does not."""
    printer = plain_printer(orientation)
    dialog = QPrintDialog(printer, parent)
    dialog.setWindowTitle(KEPT)
    return printer if dialog.exec() else None


def plain_printer(orientation: QPageLayout.Orientation = UPRIGHT) -> QPrinter:
    """Return a printer for A4 that says nothing about what is printed."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    printer.setPageOrientation(orientation)
    printer.setDocName(JOB)
    printer.setCreator("")
    printer.setFullPage(True)
    return printer


def print_pages(printer: QPrinter, pdf: bytes, count: int) -> None:
    """Draw the pages one by one: a page at 300 dpi takes 35 MB. Raises :class:`NotPrinted`."""
    painter = QPainter()
    if not painter.begin(printer):
        raise NotPrinted
    try:
        for number in range(count):
            if number and not printer.newPage():
                raise NotPrinted
            paper = QRectF(printer.paperRect(QPrinter.Unit.DevicePixel))
            paper.moveTo(0, 0)
            painter.drawImage(paper, image(pdf, number, dpi=DPI))
    finally:
        painter.end()
