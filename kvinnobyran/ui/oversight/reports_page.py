"""Rapporter: each report as it was fixed, the very page that prints, and two ways out of it."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QStackedWidget, QWidget

from kvinnobyran.domain.oversight import FrozenReport
from kvinnobyran.domain.trouble import Trouble
from kvinnobyran.flows import oversight_reports
from kvinnobyran.flows.handing_out import Way
from kvinnobyran.reports import Format, file_name, make
from kvinnobyran.statistics.period import Period
from kvinnobyran.statistics.tables import Report
from kvinnobyran.store import oversight
from kvinnobyran.ui.kit.buttons import Button, Kind
from kvinnobyran.ui.kit.desk import Desk
from kvinnobyran.ui.kit.empty import Empty
from kvinnobyran.ui.kit.icons import Icon
from kvinnobyran.ui.kit.notice import Tone
from kvinnobyran.ui.kit.page import Page, Width
from kvinnobyran.ui.kit.table import Column, Table
from kvinnobyran.ui.statistics.handing import HandingOut
from kvinnobyran.ui.statistics.preview import Preview
from kvinnobyran.ui.statistics.rendering import Background
from kvinnobyran.ui.statistics.sides import Sides
from kvinnobyran.ui.statistics.way_out import WayOut
from kvinnobyran.ui.window import panes

_FIRST = "Välj en rapport i listan först."


def _title(report: FrozenReport) -> str:
    return Period.of_days(report.first_day, report.last_day).title


class FrozenReportsPage(Page):
    """The list, and beside it the pages of the report that the cursor is on."""

    def __init__(self, desk: Desk, toast: Callable[[str], object]) -> None:
        super().__init__(
            "Fastställda rapporter",
            "Så som de fastställdes: siffrorna kan inte ändras, och inget annat finns här.",
            width=Width.FULL,
            scroll=False,
        )
        self._desk = desk
        self._pdf = b""
        self._report: Report | None = None
        self._wanted = ""
        self._arriving = False
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
        self.background = Background(self)
        self.preview = Preview(self.background, desk.take)
        self.way_out = WayOut(self, desk, self.handing, self.background, toast)
        for widget in (self.table, self.handing):
            self._left.addWidget(widget)
        self._sides = Sides(((self._left, 5), (self.preview, 6)), self.preview)
        self.body.addWidget(self.empty, 1)
        self.body.addWidget(self._sides, 1)
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
        self._sides.setVisible(bool(reports))
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
            self.preview.show_pdf(b"")
            return
        try:
            report = self._report = oversight_reports.figures_of(chosen)
        except Trouble as trouble:
            self.preview.show_pdf(b"")
            self.notice.say(trouble.way_on, Tone.DANGER, heading=trouble.sentence)
            self.notice.show()
            return
        self.notice.hide()
        self.background.do("pdf", lambda: make(report, Format.PDF), self._take, self._desk.take)

    def _take(self, pdf: bytes) -> None:
        self._pdf = pdf
        self._enable()
        self.preview.show_pdf(pdf)

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
        chosen, report, pdf = self.table.current(), self._report, self._pdf
        if chosen is None or report is None:
            return
        if way is Way.PRINTED:
            self.way_out.print(oversight_reports.note_printed, chosen, pdf=pdf)
        else:
            name = file_name(report, Format.PDF)
            save = oversight_reports.save_pdf
            self.way_out.save(save, chosen, lambda: pdf, name, "PDF (*.pdf)")
