"""One case: the header with its next step, the tabs, and the sheet that is being written."""

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QStackedLayout, QVBoxLayout, QWidget

from kvinnobyran.domain.next_step import NextStep, next_step
from kvinnobyran.store.dossier import Dossier, dossier
from kvinnobyran.ui.case.deeds import Deeds
from kvinnobyran.ui.case.header import Details, SafetyNotice
from kvinnobyran.ui.case.notes_tab import NotesTab
from kvinnobyran.ui.case.tabs import AssessmentTab, ContactsTab, OverviewTab, SessionsTab, Tab
from kvinnobyran.ui.case.timeline_tab import TimelineTab
from kvinnobyran.ui.kit.buttons import Button, Kind
from kvinnobyran.ui.kit.desk import Desk
from kvinnobyran.ui.kit.focus import place_in, put_in_place
from kvinnobyran.ui.kit.icons import Icon
from kvinnobyran.ui.kit.page import Page, Width
from kvinnobyran.ui.kit.sheet import Sheet, scrolled
from kvinnobyran.ui.kit.tabs import Tabs
from kvinnobyran.ui.kit.tokens import Space
from kvinnobyran.ui.navigator import Navigator

TABS: tuple[tuple[str, str, type[Tab]], ...] = (
    ("overview", "Översikt", OverviewTab),
    ("contacts", "Kontakter", ContactsTab),
    ("assessment", "Bedömning", AssessmentTab),
    ("sessions", "Samtal", SessionsTab),
    ("notes", "Anteckningar", NotesTab),
    ("timeline", "Tidslinje", TimelineTab),
)
"""The list is the registry: a new tab is one line here."""


class CasePage(Page):
    """Shows one case. Its tables are everything a dossier holds."""

    tables = frozenset(
        {
            "support_case",
            "person",
            "contact_way",
            "inquiry",
            "assessment_call",
            "violence_exposure",
            "intervention",
            "counselling_session",
            "journal_note",
            "working_note",
            "concern_report",
            "task",
        }
    )

    def __init__(self, desk: Desk, navigator: Navigator, case_id: str) -> None:
        super().__init__("Ärende", width=Width.WIDE, scroll=False)
        self.case_id = case_id
        self._desk = desk
        self._navigator = navigator
        self._step: NextStep | None = None
        self._sheet: Sheet | None = None
        self._wanted: dict[str, Any] = {}
        self._homeless = True
        """Whether the focus is to be put where one goes on, when the case is here."""
        self.deeds = Deeds(desk, navigator, edit=self.edit, show_tab=self.show_tab)
        self._next = Button("", Kind.PRIMARY, icon=Icon.CHEVRON_RIGHT, then=self._take_step)
        self._next.hide()
        self.offer(self._next)
        self.safety = SafetyNotice()
        self.safety.hide()
        self.details = Details(self.deeds.edit_person)
        self._tabs = Tabs("Ärendets delar")
        self._pages: dict[str, Tab] = {}
        for key, title, make in TABS:
            self._pages[key] = make(self.deeds)
            self._tabs.add(title, scrolled(self._pages[key]))
        self._tabs.currentChanged.connect(lambda _: self._show_current())
        self._desktop = QWidget()
        self._layers = QStackedLayout(self._desktop)
        self._layers.addWidget(self._tabs)
        self._paper = QWidget()
        self._on_paper = QVBoxLayout(self._paper)
        self._on_paper.setContentsMargins(0, Space.S, 0, 0)
        self._layers.addWidget(self._paper)
        self.body.addWidget(self.safety)
        self.body.addWidget(self.details)
        self.body.addWidget(self._desktop, 1)
        self._dossier: Dossier | None = None
        self._stale: set[str] = set()

    @property
    def panes(self) -> tuple[QWidget, ...]:
        """Return the header, and the tabs or the sheet."""
        if self._sheet is not None:
            return (self._next, self._sheet.form)
        return (self._next, self._tabs.tabBar(), self._pages[self.tab])

    @property
    def tab(self) -> str:
        """Return the tab that is shown."""
        return TABS[self._tabs.currentIndex()][0]

    def refresh(self) -> None:
        """Ask for everything about the case again."""
        self._desk.ask(dossier, self.case_id, then=self._show)

    def show_tab(self, key: str) -> None:
        """Show a tab."""
        keys = [each[0] for each in TABS]
        if key in keys:
            self._tabs.setCurrentIndex(keys.index(key))

    def open_record(self, record: str) -> None:
        """Open the sheet of a record as soon as the case is here."""
        self._wanted = {"record": record}
        if self._dossier is not None:
            self._come_back()

    def new_note(self) -> None:
        """Begin a journal note (Ctrl+Shift+N)."""
        if self._dossier is not None:
            self.deeds.new_note()

    def edit(self, sheet: Sheet) -> None:
        """Put a sheet on top of the tabs; one that was there is put aside."""
        if self._sheet is not None:
            self._sheet.keeper.keep()
        self._clear_paper()
        self._sheet = sheet
        sheet.saved.connect(self._saved)
        sheet.left.connect(self._leave)
        self._on_paper.addWidget(sheet)
        self._layers.setCurrentWidget(self._paper)
        self._next.hide()
        self.details.hide()
        sheet.form.focus_first()

    def state(self) -> dict[str, object]:
        """Return the case, the tab and the sheet, for coming back after a lock."""
        return {
            "case": self.case_id,
            "tab": self.tab,
            "sheet": self._sheet.state() if self._sheet else {},
        }

    def restore(self, state: dict[str, Any]) -> None:
        """Come back to the same tab and sheet; its draft brings the words and the cursor."""
        self.show_tab(str(state.get("tab", "")))
        self._wanted = dict(state.get("sheet") or {})
        if self._dossier is not None:
            self._come_back()

    # --- showing ------------------------------------------------------------------------------

    def _show(self, found: Dossier | None) -> None:
        if found is None:
            self.say("Ärendet finns inte", "Det kan ha ångrats eller gallrats.")
            return
        self._dossier = found
        self.deeds.know(found)
        step = next_step(
            found.case,
            calls=found.calls,
            interventions=found.interventions,
            sessions=found.sessions,
            notes=found.notes,
            concerns=found.concerns,
            today=self._desk.today,
        )
        self._step = step
        self.say(found.case.code, f"{found.case.state.label} · {step.words}")
        self._next.setText(step.verb)
        self._next.setAccessibleName(step.verb)
        self._next.setVisible(self._sheet is None)
        self.safety.show_safety(found)
        self.details.show_person(found)
        self._stale = {key for key, _, _ in TABS}
        self._show_current()
        if self._wanted:
            self._come_back()
        elif self._homeless and self._sheet is None:
            self._go_home()
        self._homeless = False

    def _show_current(self) -> None:
        """Build the tab that is seen; the others wait until they are.

        What had the focus is built anew too: it goes to what stands in its place.
        """
        if self._dossier is None or self.tab not in self._stale:
            return
        self._stale.discard(self.tab)
        tab = self._pages[self.tab]
        at = place_in(tab)
        tab.show_dossier(self._dossier)
        if at is not None and not put_in_place(tab, at):
            self._go_home()

    def _go_home(self) -> None:
        """Put the focus on the next step, or on the tabs where there is none."""
        # An answer may come when another page is shown already: it must not take the focus away.
        if self.isVisible():
            home = self._tabs.tabBar() if self._next.isHidden() else self._next
            home.setFocus(Qt.FocusReason.OtherFocusReason)

    def _come_back(self) -> None:
        wanted, self._wanted = self._wanted, {}
        kind, record = str(wanted.get("kind", "")), str(wanted.get("record", ""))
        self.deeds.return_to(kind, record)

    def _take_step(self) -> None:
        if self._step is not None:
            self.deeds.take(self._step)

    def _saved(self, _: object, said: str) -> None:
        undo = self._sheet is None or self._sheet.undoable
        self._step = None  # the next step is another one now: the case is asked again
        self._leave()
        self._homeless = True
        self.refresh()
        self._navigator.toast(said, undo=undo)

    def _leave(self) -> None:
        self._clear_paper()
        self._layers.setCurrentWidget(self._tabs)
        self.details.show()
        self._next.setVisible(self._step is not None)
        self._go_home()

    def _clear_paper(self) -> None:
        if self._sheet is not None:
            self._on_paper.removeWidget(self._sheet)
            self._sheet.hide()
            self._sheet.deleteLater()
            self._sheet = None
