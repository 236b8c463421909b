"""Statistik: choose period and audience, see the very page that prints, and let it out logged."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from kvinnobyran.domain.indicator import Indicator
from kvinnobyran.domain.publication import Publication, PublicationState
from kvinnobyran.domain.trouble import Trouble
from kvinnobyran.flows import handing_out, indicators, publishing
from kvinnobyran.flows.handing_out import Way
from kvinnobyran.reports import Format, file_name, make
from kvinnobyran.reports.sections import numbered
from kvinnobyran.reports.words import INTERNAL_MARK
from kvinnobyran.statistics.behind import CaseBehind
from kvinnobyran.statistics.counting import build_report
from kvinnobyran.statistics.period import Period, PeriodUnreadable, Span
from kvinnobyran.statistics.release import release
from kvinnobyran.statistics.release.protecting import Cancelled, Setting
from kvinnobyran.statistics.release.release import Material, Release
from kvinnobyran.statistics.tables import At, Audience, Report
from kvinnobyran.statistics.tables import Table as Counted
from kvinnobyran.store import publications
from kvinnobyran.ui.kit.desk import Desk
from kvinnobyran.ui.kit.layers import Layers
from kvinnobyran.ui.kit.notice import Tone
from kvinnobyran.ui.kit.page import Page, Width
from kvinnobyran.ui.kit.worker import alive
from kvinnobyran.ui.navigator import Navigator
from kvinnobyran.ui.statistics.behind import Behind
from kvinnobyran.ui.statistics.chooser import Chooser
from kvinnobyran.ui.statistics.figures import Figures
from kvinnobyran.ui.statistics.goals import Goals
from kvinnobyran.ui.statistics.handing import HandingOut
from kvinnobyran.ui.statistics.life import Life, Waiting
from kvinnobyran.ui.statistics.preview import Preview
from kvinnobyran.ui.statistics.rendering import Background
from kvinnobyran.ui.statistics.sides import Sides
from kvinnobyran.ui.statistics.texts import Texts
from kvinnobyran.ui.statistics.way_out import WayOut
from kvinnobyran.ui.statistics.ways import Ways

_FORMATS = {Way.PDF: Format.PDF, Way.SPREADSHEET: Format.XLSX, Way.WEB_PAGE: Format.HTML}
_KINDS = {
    Way.PDF: "PDF (*.pdf)",
    Way.SPREADSHEET: "Kalkylblad (*.xlsx)",
    Way.WEB_PAGE: "Webbsida (*.html)",
}


_FIRST = "Rapporten fastställs innan den lämnas ut."


class StatisticsPage(Page):
    """The report on the screen."""

    _came = Signal(float)
    tables = frozenset(
        {
            "inquiry",
            "person",
            "support_case",
            "assessment_call",
            "violence_exposure",
            "intervention",
            "counselling_session",
            "concern_report",
            "group_meeting",
            "group_attendance",
            "placement",
        }
    )

    def __init__(self, desk: Desk, navigator: Navigator) -> None:
        super().__init__("Statistik", width=Width.FULL, scroll=False)
        self._desk = desk
        self._navigator = navigator
        self.report: Report | None = None
        self.publication: Publication | None = None
        self.made: Release | None = None
        """The proven report that is not fixed yet."""
        self._pdf = b""
        self._waiting = Waiting()
        self._wanted = ""
        self.life = Life()
        self.life.onward.connect(self.go_on)
        self.life.cancelled.connect(self.stop_proving)
        self.life.writing.connect(self.write)
        self._came.connect(self.life.come)
        self.chooser = Chooser(Period.containing(desk.today, Span.HALF))
        self.chooser.edited.connect(self.refresh)
        self.handing = HandingOut()
        self.handing.agreed.connect(self._let_out)
        self.background = Background(self)
        self.preview = Preview(self.background, desk.take)
        self.way_out = WayOut(self, desk, self.handing, self.background, navigator.toast)
        self.figures = Figures()
        self.ways = Ways(self, out=self.hand_out, goals=self.show_goals)
        self.offer(*self.ways.buttons)
        self._fill_right()
        sides = ((self.preview, 6), (self._right, 5))
        self._sides = Sides(sides, self.preview, self.chooser, self.life)
        self.body.addWidget(self._sides, 1)
        self._enable(on=False)

    def _fill_right(self) -> None:
        """Put what stands beside the pages there: figures, what is asked, texts, cases."""
        # What is asked before a report leaves stands beside the pages it is about.
        self._right = Layers()
        self._right.addWidget(self.figures)
        self._right.addWidget(self.handing)
        self.behind = Behind()
        self.behind.left.connect(lambda: self._right.setCurrentWidget(self.figures))
        self.behind.opened.connect(self._navigator.open_case)
        self._right.addWidget(self.behind)
        self.figures.looked.connect(self._look_behind)
        self.goals = Goals()
        self.goals.kept.connect(self._keep_goal)
        self.goals.removed.connect(self._remove_goal)
        self.goals.left.connect(self.refresh)
        self._desk.changed.connect(self._follow_goals)
        self._right.addWidget(self.goals)
        self.texts = Texts()
        self.texts.kept.connect(self._keep_texts)
        self.texts.left.connect(lambda: self._right.setCurrentWidget(self.figures))
        self._right.addWidget(self.texts)
        self.handing.left.connect(lambda: self._right.setCurrentWidget(self.figures))

    def _bring(self, widget: QWidget) -> None:
        """Show what is asked or told beside the pages, or under them."""
        self._right.setCurrentWidget(widget)
        self._sides.bring(self._right)

    @property
    def panes(self) -> tuple[QWidget, ...]:
        """Return the period, the pages, and the figures or what is asked in their place."""
        right = self._right.currentWidget()
        return (self.chooser, self.preview, right)

    def refresh(self) -> None:
        """Count the period anew; the pages follow when they are drawn."""
        self._enable(on=False)
        self._waiting.stop()
        self.made = None
        self._right.setCurrentWidget(self.figures)
        if self.chooser.audience.value() is Audience.INTERNAL:
            self.life.show_internal()
            self._desk.ask(
                build_report,
                self.chooser.period,
                audience=Audience.INTERNAL,
                made_on=self._desk.today,
                then=self._show,
                otherwise=self._fail,
            )
            return
        self._desk.ask(
            publishing.prepare,
            self.chooser.period,
            made_on=self._desk.today,
            then=self._take_prepared,
            otherwise=self._fail,
        )

    def _take_prepared(self, prepared: publishing.Prepared) -> None:
        """Show what is fixed; prove what is not, away from the window."""
        self.publication = prepared.publication
        if isinstance(prepared.content, Report):
            self.life.show_state(self.publication)
            self._show(prepared.content)
            return
        self.life.prove()
        self._waiting = waiting = Waiting()
        material: Material = prepared.content

        def come(share: float) -> bool:
            if not alive(self):
                return False
            self._came.emit(share)
            return waiting.on

        setting = Setting(prepared.setting.threshold, come)
        self.background.do(
            "prove", lambda: release.make(material, setting), self._take_made, self._not_made
        )

    def _take_made(self, made: Release) -> None:
        if not self._waiting.on:
            self._show_stopped()
            return
        self.made = made
        self.life.show_state(self.publication)
        self._tell_of_late(made)
        self._show(made.report)

    def _tell_of_late(self, made: Release) -> None:
        """Say what came late for periods that are fixed (D10): exact, so for the office alone."""
        came = sum(number for number, _gone in made.late.values())
        gone = sum(number for _came, number in made.late.values())
        if came or gone:
            self.notice.say(
                f"{came} uppgifter kom sent och {gone} är borttagna i perioder som redan är "
                "fastställda. De rapporterna ändras inte. Det som kom sent räknas första gången "
                "i en period som är öppen. Siffran här står inte i rapporten.",
                Tone.INFO,
                heading="Rättelse för tidigare period",
            )

    def _not_made(self, error: BaseException) -> None:
        if isinstance(error, Cancelled):
            self._show_stopped()
        elif isinstance(error, Trouble):
            self._fail(error)
        else:
            self._desk.take(error)

    def _show_stopped(self) -> None:
        if self.chooser.audience.value() is Audience.EXTERNAL:
            self.life.show_stopped()

    def stop_proving(self) -> None:
        """Break the proof off; then there is nothing to print."""
        self._waiting.stop()

    def _look_behind(self, table: Counted, at: At) -> None:
        def show(cases: list[CaseBehind]) -> None:
            self.behind.show_cases(table.title, cases)
            self._bring(self.behind)

        self._desk.do(handing_out.look_behind, table, at, then=show, owner=self)

    def show_goals(self) -> None:
        """Show the goals of the period's year."""
        year = self.chooser.period.last.year

        def show(found: list[Indicator]) -> None:
            self.goals.show_year(year, found, numbered(self.report) if self.report else ())
            self._bring(self.goals)
            self.goals.form.focus_first()

        self._desk.ask(publications.indicators, (year,), then=show, owner=self)

    def _keep_goal(self, indicator: Indicator) -> None:
        self._desk.do(
            indicators.save_indicator,
            indicator,
            otherwise=self.goals.fail,
            owner=self,
        )

    def _remove_goal(self, indicator: Indicator) -> None:
        self._desk.do(
            indicators.delete_indicator,
            indicator,
            then=lambda _: self._navigator.toast("Målet är borttaget.", undo=True),
            otherwise=self.goals.fail,
            owner=self,
        )

    def _follow_goals(self, tables: frozenset[str]) -> None:
        """Show the goals as they are, also after one was kept, taken away or brought back."""
        if "indicator" in tables and self._right.currentWidget() is self.goals:
            self.show_goals()

    def write(self) -> None:
        """Write the report's own texts."""
        self._bring(self.texts)
        self.texts.ask(self.publication)

    def _keep_texts(self) -> None:
        self._desk.do(
            publishing.keep_texts,
            self.chooser.period,
            **self.texts.texts,
            reasons=self.texts.form.reasons(),
            then=self._texts_kept,
            otherwise=self.texts.fail,
            owner=self,
        )

    def _texts_kept(self, publication: Publication) -> None:
        self.publication = publication
        self.texts.leave()
        self.refresh()

    def go_on(self) -> None:
        """Take the report one step on: to review, fixed, handed over."""
        known = self.publication
        state = known.state if known is not None else PublicationState.DRAFT
        if state is PublicationState.DRAFT:
            self._step(publishing.send_for_review, self.chooser.period)
        elif known is not None and state is PublicationState.REVIEW and self.made is not None:
            self._step(publishing.fix, known.id, self.made)
        elif known is not None and state is PublicationState.FIXED:
            self._step(publishing.hand_over, known.id, to="Styrgruppen")

    def _step(self, flow: Callable[..., Publication], *args: object, **more: object) -> None:
        self._desk.do(
            flow, *args, then=self._stepped, otherwise=self._not_stepped, owner=self, **more
        )

    def _stepped(self, publication: Publication) -> None:
        self.publication = publication
        self.life.show_state(publication)
        self.notice.hide()
        if publication.state is PublicationState.FIXED:
            self.refresh()  # what is shown from now on is what was fixed
        else:
            self._enable(on=bool(self._pdf))

    def _not_stepped(self, trouble: Trouble) -> None:
        faults = getattr(trouble, "faults", ())
        sentence = " ".join(fault.sentence for fault in faults) or trouble.sentence
        self.notice.say(sentence, Tone.WARN)
        self.notice.show()

    @property
    def may_leave(self) -> bool:
        """Tell whether the report can be let out: an external one is fixed first (D10)."""
        if self.report is None or not self._pdf:
            return False
        inside = self.report.audience is Audience.INTERNAL
        return inside or (self.publication is not None and self.publication.counts)

    def state(self) -> dict[str, object]:
        """Return which report is shown, and which of its tables is read."""
        return {
            "period": str(self.chooser.period),
            "audience": self.chooser.audience.value().value,
            "table": self.figures.choice.value() or "",
        }

    def restore(self, state: dict[str, Any]) -> None:
        """Show the same report. A period that cannot be read leaves the one that is shown."""
        try:
            self.chooser.show_period(Period.parse(str(state.get("period", ""))))
        except PeriodUnreadable:
            return
        wanted = state.get("audience")
        self.chooser.audience.set_value(
            Audience.INTERNAL if wanted == Audience.INTERNAL else Audience.EXTERNAL
        )
        self._wanted = str(state.get("table", ""))
        self.refresh()

    def print_page(self) -> None:
        """Print, from the menu or Ctrl+P."""
        self.hand_out(Way.PRINTED)

    def hand_out(self, way: Way) -> None:
        """Ask what for and to whom, before the report leaves."""
        if self.report is not None and self.may_leave:
            self._bring(self.handing)
            self.handing.ask(way, inside=self.report.audience is Audience.INTERNAL)

    # --- showing --------------------------------------------------------------------------

    def _show(self, report: Report) -> None:
        self.report, self._pdf = report, b""
        if report.audience is Audience.INTERNAL:
            self.notice.say(
                "Här står exakta tal, också små. Den är till för er två.",
                Tone.WARN,
                heading=INTERNAL_MARK,
            )
        late = self.made is not None and bool(self.made.late)
        self.notice.setVisible(report.audience is Audience.INTERNAL or late)
        self.figures.show_report(report)
        self.figures.choose(self._wanted)
        self._wanted = ""
        self.background.do("pdf", lambda: make(report, Format.PDF), self._take_pdf, self._desk.take)

    def _take_pdf(self, pdf: bytes) -> None:
        self._pdf = pdf
        self._enable(on=True)
        self.preview.show_pdf(pdf)

    def _fail(self, trouble: Trouble) -> None:
        self.report, self._pdf = None, b""
        self.preview.show_pdf(b"")
        self.notice.say(trouble.way_on, Tone.DANGER, heading=trouble.sentence)
        self.notice.show()

    def _enable(self, *, on: bool) -> None:
        self.ways.enable(on=on and self.may_leave, why_not="" if self.may_leave else _FIRST)

    # --- letting out ----------------------------------------------------------------------

    def _let_out(self, way: Way) -> None:
        report = self.report
        if report is None:
            return
        if way is Way.PRINTED:
            self.way_out.print(handing_out.note_printed, report, pdf=self._pdf)
        else:
            form = _FORMATS[way]
            self.way_out.save(
                handing_out.save_report,
                report,
                lambda: make(report, form),
                file_name(report, form),
                _KINDS[way],
                way=way,
            )
