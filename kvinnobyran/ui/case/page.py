"""One case: the header with its next step, the tabs, and the sheet that is being written."""

from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from kvinnobyran.domain.assessment import AssessmentCall
from kvinnobyran.domain.concern import ConcernReport
from kvinnobyran.domain.ids import new_id
from kvinnobyran.domain.intervention import Intervention
from kvinnobyran.domain.next_step import NextStep, Trappan, next_step
from kvinnobyran.domain.note import JournalNote
from kvinnobyran.domain.session import CounsellingSession
from kvinnobyran.domain.trappan import TrappanProgramme
from kvinnobyran.domain.trappan_session import TrappanSession
from kvinnobyran.flows.drafts import Draft, drafts_of
from kvinnobyran.store.dossier import Dossier, dossier
from kvinnobyran.ui.case import parts
from kvinnobyran.ui.case.groups import place_in_group
from kvinnobyran.ui.case.guard import Guard
from kvinnobyran.ui.case.header import Details, SafetyNotice
from kvinnobyran.ui.case.people.merging import begin as begin_merging
from kvinnobyran.ui.case.room import Room
from kvinnobyran.ui.case.tabs import TABS, Tab, TabPage
from kvinnobyran.ui.kit.buttons import Button, Kind
from kvinnobyran.ui.kit.desk import Desk
from kvinnobyran.ui.kit.focus import place_in, put_in_place
from kvinnobyran.ui.kit.icons import Icon
from kvinnobyran.ui.kit.layers import Layers
from kvinnobyran.ui.kit.page import Page, Width
from kvinnobyran.ui.kit.sheet import Sheet, scrolled
from kvinnobyran.ui.kit.tabs import Tabs
from kvinnobyran.ui.kit.tokens import Space
from kvinnobyran.ui.navigator import Navigator


class CasePage(Page):
    """Shows one case through its parts; it knows the tabs and the sheet that is open."""

    tables = parts.TABLES

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
        self.room = Room(
            desk,
            navigator,
            edit=self.edit,
            open_sheet=self.open_sheet,
            find=self.open_record,
            show_tab=self.show_tab,
            moments=parts.moments,
        )
        self._next = Button("", Kind.PRIMARY, icon=Icon.CHEVRON_RIGHT, then=self._take_step)
        self._next.hide()
        self.offer(self._next)
        self.safety = SafetyNotice()
        self.safety.hide()
        self.guard = Guard(desk)
        self.guard.shut.connect(self._hide_again)
        self.guard.asks.connect(lambda _: self._one_primary())
        self.details = Details(lambda: self.open_sheet("person"), self.guard)
        self._stale: set[str] = set()
        self._pages: dict[str, TabPage] = {}
        self._tabs = Tabs("Ärendets delar")
        self._layers = Layers()
        self._paper = QWidget()
        self._on_paper = QVBoxLayout(self._paper)
        self._on_paper.setContentsMargins(0, Space.S, 0, 0)
        # From the outside in: a part that is moved when it is full is looked at twice.
        self.body.addWidget(self.safety)
        self.body.addWidget(self.guard)
        self.body.addWidget(self.details.words)
        self.body.addWidget(self._layers, 1)
        self._layers.addWidget(self._tabs)
        self._layers.addWidget(self._paper)
        self._tabs.beside.addWidget(self.details)
        for tab in TABS:
            self._tabs.add(tab.title, partial(self._tab_page, tab))
        self._tabs.currentChanged.connect(lambda _: self._show_current())

    @property
    def panes(self) -> tuple[QWidget, ...]:
        """Return the header, and the tabs or the sheet."""
        if self._sheet is not None:
            return (self._next, self._sheet.form)
        return (self._next, self._tabs.front, self._pages[self.tab])

    @property
    def tab(self) -> str:
        """Return the tab that is shown."""
        return TABS[self._tabs.currentIndex()].key

    def refresh(self) -> None:
        """Ask for everything about the case again."""
        self._desk.ask(dossier, self.case_id, then=self._show)

    def show_tab(self, key: str, record: str = "") -> None:
        """Show a tab, with the cursor on a record if its part can."""
        keys = [tab.key for tab in TABS]
        if key in keys:
            self.room.sought = record
            self._stale.update({key} if record else ())
            self._tabs.setCurrentIndex(keys.index(key))
            self._show_current()

    def open_record(self, record: str) -> None:
        """Open what a record's id stands for as soon as the case is here.

        What is half written about it comes first: its draft knows on which sheet that was.
        """
        self._return_to({"record": record})

    def open_sheet(self, kind: str, record: str = "") -> None:
        """Open the sheet of a kind, for a record or for a new one."""
        if self.room.dossier is not None:
            sheet = parts.SHEETS[kind](self.room, record or new_id())
            if sheet is not None:
                self.edit(sheet)

    def new_note(self) -> None:
        """Begin a journal note (Ctrl+Shift+N)."""
        self.open_sheet("journal_note")

    def add_around(self) -> None:
        """Add a child, or somebody else around her."""
        self.open_sheet("kin")

    def merge_persons(self) -> None:
        """Find out whether she is registered twice, and make the two one."""
        if self.room.dossier is not None:
            begin_merging(self.room)

    def resume_case(self) -> None:
        """Take a resting case up again."""
        parts.DEEDS["resume_case"](self.room)

    def reopen_case(self) -> None:
        """Open a case again that was closed by mistake."""
        parts.DEEDS["reopen_case"](self.room)

    def open_new_case(self) -> None:
        """Open a new case for a woman who has come back."""
        parts.DEEDS["open_new_case"](self.room)

    def open_relation(self) -> None:
        """Show the timeline over her relation."""
        self._navigator.open_timeline(self.case_id)

    def why_not(self, what: str) -> str:
        """Return why the sheet of a kind, or a deed, has no meaning in the case as it is.

        Before the case is read nothing is said against it: a key would be dead until somebody
        opens a menu.
        """
        found, reason = self.room.dossier, parts.REASONS.get(what)
        return reason(found, self._desk.today) if found and reason else ""

    def edit(self, sheet: Sheet) -> None:
        """Put a sheet on top of the tabs; one that was there is put aside.

        A sheet that shows what protection hides waits for the passphrase first (S1).
        """
        shows = parts.GUARDED.get(sheet.kind)
        whose = shows(self.room, sheet.record) if shows else ""
        if not whose:
            self._put_up(sheet)
        else:
            self.guard.pass_to(
                sheet.accessibleName(), partial(self._put_up, sheet), person_id=whose
            )

    def _put_up(self, sheet: Sheet) -> None:
        self.guard.forget()
        if self._sheet is not None:
            self._sheet.keeper.keep()
        self._clear_paper()
        self._sheet = sheet
        sheet.saved.connect(self._saved)
        sheet.left.connect(self._leave)
        sheet.form.changed.connect(self.guard.stay_open)
        self._on_paper.addWidget(sheet)
        self._layers.setCurrentWidget(self._paper)
        self._one_primary()
        self._show_next()
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
        self._return_to(dict(state.get("sheet") or {}))

    def _tab_page(self, tab: Tab) -> QWidget:
        """Make a tab's page when it is seen for the first time."""
        page = self._pages[tab.key] = TabPage(tab)
        return scrolled(page)

    # --- showing ------------------------------------------------------------------------------

    def _show(self, found: Dossier | None) -> None:
        if found is None:
            self.say("Ärendet finns inte", "Det kan ha ångrats eller gallrats.")
            return
        self.room.dossier = found
        step = next_step(
            found.case,
            calls=found.of(AssessmentCall),
            interventions=found.of(Intervention),
            sessions=found.of(CounsellingSession),
            notes=found.of(JournalNote),
            concerns=found.of(ConcernReport),
            trappan=Trappan(found.of(TrappanProgramme), found.of(TrappanSession)),
            group=place_in_group(found),
            today=self._desk.today,
            deceased=found.person.deceased is not None,
        )
        self._step = step
        self._show_next()
        self.guard.know(found)
        self.safety.show_flags(parts.flags(found, self._desk.today))
        self.details.show_person(found)
        self._stale = {tab.key for tab in TABS}
        self._show_current()
        if self._wanted:
            self._come_back()
        elif self._homeless and self._sheet is None:
            self._go_home()
        self._homeless = False

    def _show_next(self) -> None:
        """Say where the case stands and, while nothing is being written, what comes next."""
        found, step = self.room.dossier, self._step
        if self._sheet is not None:
            step = None
        self._next.setVisible(step is not None)
        if found is not None:
            words = [found.case.state.label, found.case.regime.label]
            if found.case.counsellor != self._desk.user:
                words.append(f"Handläggare {found.case.counsellor}")
            words += [step.words] if step else []
            self.say(found.case.code, " · ".join(words))
        if step is not None:
            self._next.setText(step.verb)
            self._next.setAccessibleName(step.verb)

    def _show_current(self) -> None:
        """Build the tab that is seen; the others wait until they are.

        What had the focus is built anew too: it goes to what stands in its place.
        """
        key, found = self.tab, self.room.dossier
        if found is None or key not in self._stale:
            return
        self._stale.discard(key)
        tab = self._pages[key]
        at = place_in(tab)
        made = [part.cards[key](self.room, found) for part in parts.PARTS if key in part.cards]
        tab.show_widgets([widget for widgets in made for widget in widgets])
        if at is not None and not put_in_place(tab, at):
            self._go_home()

    def _go_home(self) -> None:
        """Put the focus on the next step, or on the tabs where there is none."""
        # An answer may come when another page is shown already: it must not take the focus away.
        if self.isVisible():
            home = self._tabs.front if self._next.isHidden() else self._next
            home.setFocus(Qt.FocusReason.OtherFocusReason)

    def _return_to(self, wanted: dict[str, Any]) -> None:
        """Open a sheet again, or what a record's id stands for, when the case is here."""
        self._wanted = wanted
        if wanted and self.room.dossier is not None:
            self._come_back()

    def _come_back(self) -> None:
        wanted, self._wanted = self._wanted, {}
        back = partial(self._open, str(wanted.get("kind", "")), str(wanted.get("record", "")))
        self._desk.ask(drafts_of, self._desk.user, then=back, owner=self)

    def _open(self, kind: str, record: str, drafts: list[Draft]) -> None:
        found = self.room.dossier
        if found is None:
            return
        self.room.drafts = {draft.record: draft for draft in drafts}
        draft = self.room.drafts.get(record)
        make = parts.SHEETS.get(kind or (draft.kind if draft else ""))
        sheet = make(self.room, record) if make else None
        known = found.get(record)
        if sheet is not None:
            self.edit(sheet)
        elif known is not None:
            parts.OPENS[type(known)](self.room, known)

    def _take_step(self) -> None:
        if self._step is not None:
            parts.STEPS[self._step.step](self.room, self._step.record)

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
        self._show_next()
        self._go_home()

    def _one_primary(self) -> None:
        """Let the door's button be the primary one while it asks, and nothing else beside it."""
        kind = Kind.PLAIN if self.guard.isVisible() else Kind.PRIMARY
        for button in (self._next, *(self._sheet.buttons[-1:] if self._sheet else ())):
            button.become(kind)

    def _hide_again(self) -> None:
        """Put a sheet aside that shows what is protected: its 30 seconds are over."""
        if self._sheet is not None and self._sheet.kind in parts.GUARDED:
            self._sheet.put_aside()
        self.refresh()  # who has read it is told on the page

    def _clear_paper(self) -> None:
        if self._sheet is not None:
            self._on_paper.removeWidget(self._sheet)
            self._sheet.hide()
            self._sheet.deleteLater()
            self._sheet = None
