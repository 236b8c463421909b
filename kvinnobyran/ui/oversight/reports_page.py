"""Rapporter: each report as it was fixed, the very page that prints, and two ways out of it."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QResizeEvent
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QBoxLayout, QScrollArea, QStackedWidget, QWidget

from kvinnobyran.domain.oversight import FrozenReport
from kvinnobyran.domain.trouble import Trouble
from kvinnobyran.flows import oversight_reports
from kvinnobyran.flows.handing_out import Way
from kvinnobyran.reports import Format, file_name, make
from kvinnobyran.statistics.period import Period
from kvinnobyran.statistics.tables import Report
from kvinnobyran.store import oversight
from kvinnobyran.ui.kit import look
from kvinnobyran.ui.kit.buttons import Button, Kind
from kvinnobyran.ui.kit.desk import Desk
from kvinnobyran.ui.kit.empty import Empty
from kvinnobyran.ui.kit.files import ask_save_file
from kvinnobyran.ui.kit.icons import Icon
from kvinnobyran.ui.kit.notice import Tone
from kvinnobyran.ui.kit.page import Page, Width
from kvinnobyran.ui.kit.table import Column, Table
from kvinnobyran.ui.kit.tokens import Space
from kvinnobyran.ui.statistics.handing import HandingOut
from kvinnobyran.ui.statistics.preview import Preview
from kvinnobyran.ui.statistics.printing import ask_printer, print_pages
from kvinnobyran.ui.statistics.rendering import Background, images
from kvinnobyran.ui.window import panes

_SIDE_BY_SIDE = 900
"""Below this width, in logical pixels at 100 %, the preview stands under the list."""
_FIRST = "Välj en rapport i listan först."


def _title(report: FrozenReport) -> str:
    return Period.of_days(report.first_day, report.last_day).title


class FrozenReportsPage(Page):
    """The list, and beside it the pages of the report that the cursor is on.

    ``ask_file`` and ``ask_printer`` open the system's own boxes.
    """

    def __init__(self, desk: Desk, toast: Callable[[str], object]) -> None:
        super().__init__(
            "Fastställda rapporter",
            "Så som de fastställdes: siffrorna kan inte ändras, och inget annat finns här.",
            width=Width.FULL,
            scroll=False,
        )
        self._desk = desk
        self._toast = toast
        self._pdf = b""
        self._report: Report | None = None
        self._wanted = ""
        self._arriving = False
        self.ask_file: Callable[[str, str], Path | None] = self._ask_file
        self.ask_printer: Callable[[QWidget], QPrinter | None] = ask_printer
        self.save = Button("Spara PDF", icon=Icon.SAVE, then=lambda: self.hand_out(Way.PDF))
        self.print = Button("Skriv ut", Kind.PRIMARY, icon=Icon.PRINT, then=self.print_page)
        self.offer(self.save, self.print)
        self.table: Table[FrozenReport] = Table(
            "Fastställda rapporter",
            (
                Column(title="Period", text=_title, sort=lambda each: each.first_day, width=24),
                Column(title="Läge", text=lambda each: each.state.label, width=12),
                Column(
                    title="Fastställd",
                    text=lambda each: f"{each.fixed_at:%Y-%m-%d}, {each.fixed_by}",
                    sort=lambda each: each.fixed_at,
                ),
            ),
            key=lambda each: each.id,
        )
        self.table.chosen.connect(self._chosen)
        self.empty = Empty(
            "Inga fastställda rapporter",
            "När kuratorerna har fastställt en rapport står den här nästa gång du låser upp.",
            icon=Icon.REPORT,
        )
        self._left = QStackedWidget()
        self.handing = HandingOut()
        self.handing.agreed.connect(self._let_out)
        self.handing.left.connect(lambda: self._left.setCurrentWidget(self.table))
        self.preview = Preview()
        self.preview.resized.connect(self._draw)
        self.background = Background(self)
        for widget in (self.table, self.handing):
            self._left.addWidget(widget)
        ground = QWidget()
        self._sides = QBoxLayout(QBoxLayout.Direction.LeftToRight, ground)
        self._sides.setContentsMargins(0, 0, 0, 0)
        self._sides.setSpacing(Space.XL)
        self._sides.addWidget(self._left, 5)
        self._sides.addWidget(self.preview, 6)
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setWidget(ground)
        self.body.addWidget(self.empty, 1)
        self.body.addWidget(self._area, 1)
        self._show([])

    @property
    def panes(self) -> tuple[QWidget, ...]:
        """Return the list or what is asked in its place, and the pages."""
        return (self._left.currentWidget() or self.table, self.preview)

    @property
    def may_leave(self) -> bool:
        """Tell whether a report is shown that can be let out."""
        return bool(self._pdf)

    def arrive(self) -> None:
        """Be shown: what is on the page takes the focus when it has come."""
        self._arriving = True
        self.refresh()

    def refresh(self) -> None:
        """Ask for the reports."""
        self._desk.ask(oversight.reports, then=self._show)

    def state(self) -> dict[str, object]:
        """Return which report the cursor is on."""
        current = self.table.current()
        return {"report": current.id if current is not None else ""}

    def restore(self, state: dict[str, Any]) -> None:
        """Choose the same report when the list is shown."""
        self._wanted = str(state.get("report", ""))
        self.refresh()

    def _show(self, reports: list[FrozenReport]) -> None:
        current = self.table.current()
        kept = self._wanted or (current.id if current is not None else "")
        self.table.show_rows(reports)
        self.empty.setVisible(not reports)
        self._area.setVisible(bool(reports))
        if kept and self.table.choose(kept):
            self._wanted = ""
        self._chosen(self.table.current())
        if self._arriving:
            self._arriving = False
            first = panes.first_focusable(self.panes[0])
            if first is not None:
                first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _chosen(self, chosen: FrozenReport | None) -> None:
        self._pdf, self._report = b"", None
        self._enable()
        if chosen is None:
            self.preview.show_pages([])
            return
        try:
            report = self._report = oversight_reports.figures_of(chosen)
        except Trouble as trouble:
            self.preview.show_pages([])
            self.notice.say(trouble.way_on, Tone.DANGER, heading=trouble.sentence)
            self.notice.show()
            return
        self.notice.hide()
        self.background.do("pdf", lambda: make(report, Format.PDF), self._take, self._desk.take)

    def _take(self, pdf: bytes) -> None:
        self._pdf = pdf
        self._enable()
        self._draw()

    def _draw(self) -> None:
        pdf, dpi = self._pdf, self.preview.dpi
        if pdf:
            self.background.do(
                "pages", lambda: images(pdf, dpi=dpi), self._show_pages, self._desk.take
            )

    def _show_pages(self, pages: list[QImage]) -> None:
        self.preview.show_pages(pages)

    def _enable(self) -> None:
        for button in (self.save, self.print):
            button.setEnabled(self.may_leave)
            button.setToolTip("" if self.may_leave else _FIRST)

    # --- letting out ------------------------------------------------------------------------------

    def print_page(self) -> None:
        """Print, from the menu or Ctrl+P."""
        self.hand_out(Way.PRINTED)

    def hand_out(self, way: Way) -> None:
        """Ask what for and to whom, before the report leaves."""
        if self.may_leave:
            self._left.setCurrentWidget(self.handing)
            self.handing.ask(way, inside=False)

    def _let_out(self, way: Way) -> None:
        chosen, report = self.table.current(), self._report
        if chosen is None or report is None:
            return
        if way is Way.PRINTED:
            printer = self.ask_printer(self)
            if printer is None:
                self.handing.wait_again()
                return
            self._note(lambda _: self._print_on(printer), chosen)
        else:
            self._save(chosen, report)

    def _note(self, then: Callable[[object], object], chosen: FrozenReport) -> None:
        self._desk.do(
            oversight_reports.note_printed,
            chosen,
            purpose=self.handing.purpose,
            recipient=self.handing.recipient,
            then=then,
            otherwise=self.handing.fail,
            owner=self,
        )

    def _print_on(self, printer: QPrinter) -> None:
        pdf, count = self._pdf, self.preview.count
        self.background.do(
            "print",
            lambda: print_pages(printer, pdf, count),
            lambda _: self._out("Rapporten är skickad till skrivaren."),
            self._not_out,
        )

    def _save(self, chosen: FrozenReport, report: Report) -> None:
        path = self.ask_file(file_name(report, Format.PDF), "PDF (*.pdf)")
        if path is None:
            self.handing.wait_again()
            return
        if path.suffix.casefold() != ".pdf":
            path = path.with_name(f"{path.name}.pdf")
        self._desk.do(
            oversight_reports.save_pdf,
            chosen,
            self._pdf,
            path,
            purpose=self.handing.purpose,
            recipient=self.handing.recipient,
            then=lambda _: self._out("Filen är sparad. Den är inte krypterad."),
            otherwise=self.handing.fail,
            owner=self,
        )

    def _out(self, text: str) -> None:
        self.handing.leave()
        self._toast(text)

    def _not_out(self, error: BaseException) -> None:
        self.handing.wait_again()
        if isinstance(error, Trouble):
            self.handing.fail(error)
        else:
            self._desk.take(error)

    def _ask_file(self, name: str, kind: str) -> Path | None:
        return ask_save_file(self, "Spara rapporten", name, kind)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the pages beside the list, or under it where there is little room."""
        super().resizeEvent(event)
        beside = event.size().width() >= look.current().px(_SIDE_BY_SIDE)
        way = QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom
        if way is not self._sides.direction():
            self._sides.setDirection(way)
