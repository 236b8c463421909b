"""A page in memory to the printer: no temporary file, and a job name that says nothing."""

from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPainter
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QWidget

from kvinnobyran.domain.trouble import Trouble

JOB_NAME = "Blad"
"""CUPS keeps the names of print jobs (security.md section 7)."""
KEPT = "Skriv ut. Datorns utskriftskö kan spara sidorna ett dygn."
"""Said in the box that asks for the printer, because no program can forbid it (T35)."""
_DPI = 300


class NotPrinted(Trouble):
    """The box that asks for a printer was left: nothing is printed, and nothing noted."""

    sentence = "Inget skrevs ut, och inget är antecknat."
    way_on = "Det du har skrivit är kvar. Skriv ut igen, eller lägg det åt sidan."


def choose_printer(parent: QWidget) -> QPrinter | None:
    """Ask for a printer; return None if the box was left."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName(JOB_NAME)
    dialog = QPrintDialog(printer, parent)
    dialog.setWindowTitle(KEPT)
    return printer if dialog.exec() == QPrintDialog.DialogCode.Accepted else None


def print_pdf(parent: QWidget, pdf: bytes) -> bool:
    """Ask for a printer and print; return whether anything was sent to one."""
    printer = choose_printer(parent)
    if printer is None:
        return False
    paint(printer, pdf)
    return True


def paint(printer: QPrinter, pdf: bytes) -> None:
    """Paint every page of the PDF on the printer's paper."""
    from kvinnobyran.reports.render import pictures

    printer.setDocName(JOB_NAME)
    printer.setFullPage(True)
    painter = QPainter(printer)
    for number, page in enumerate(pictures(pdf, dpi=_DPI)):
        if number:
            printer.newPage()
        line = page.width * 4
        image = QImage(page.rgba, page.width, page.height, line, QImage.Format.Format_RGBA8888)
        paper = printer.pageLayout().fullRectPixels(printer.resolution())
        painter.drawImage(QRectF(0, 0, paper.width(), paper.height()), image)
    painter.end()
