"""The timeline over the relation: written together, line by line; shown to her; printed (A3)."""

from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from kvinnobyran.domain.timeline import TimelineEvent
from kvinnobyran.domain.timeline_entry import Told
from kvinnobyran.domain.trouble import Refused, Trouble
from kvinnobyran.flows.handing_out import Way
from kvinnobyran.flows.timeline import move_event, remove_event, save_event
from kvinnobyran.store.timeline import Timeline, timeline_of
from kvinnobyran.ui.kit import look
from kvinnobyran.ui.kit.buttons import Button, IconButton, Kind
from kvinnobyran.ui.kit.curtain import Curtain
from kvinnobyran.ui.kit.desk import Desk
from kvinnobyran.ui.kit.empty import Empty
from kvinnobyran.ui.kit.flow import Flow
from kvinnobyran.ui.kit.icons import Icon
from kvinnobyran.ui.kit.label import Label, Voice
from kvinnobyran.ui.kit.layers import Layers
from kvinnobyran.ui.kit.page import Page, Width
from kvinnobyran.ui.kit.sheet import Sheet
from kvinnobyran.ui.kit.tokens import Space
from kvinnobyran.ui.navigator import Navigator
from kvinnobyran.ui.relation.letting_out import LettingOut
from kvinnobyran.ui.relation.presentation import Presentation
from kvinnobyran.ui.relation.quick import QuickLine
from kvinnobyran.ui.relation.sheets import event_sheet, new_event
from kvinnobyran.ui.relation.view import View

_KEYS = "Pilar: nästa händelse. Retur: ändra. N: ny. Del: ta bort. + och −: zooma."
_SMALL_LETTERS = 125
_KEPT = "Ärendet är avslutat: det som står här kan rättas, men inget nytt läggs till."


class RelationPage(Page):
    """The timeline of one case."""

    tables = frozenset({"timeline_event", "support_case"})

    def __init__(self, desk: Desk, navigator: Navigator, case_id: str, *, event: str = "") -> None:
        super().__init__("Tidslinje över relationen", width=Width.FULL, scroll=False)
        self.case_id = case_id
        self._desk = desk
        self._navigator = navigator
        self._timeline: Timeline | None = None
        self._sheet: Sheet | None = None
        self._wanted: dict[str, Any] = {"event": event} if event else {}
        self._fresh = True
        self._added = ""
        self.presentation: Presentation | None = None
        self._curtain: Curtain | None = None
        self._show_her = Button("Visa för henne", Kind.PRIMARY, icon=Icon.SHOW, then=self.present)
        self.offer(self._show_her)
        self.line = QuickLine(desk, case_id, add=self._add, more=self._more)
        self.view = View()
        self.view.drawing.asked.connect(self._asked)
        self.view.drawing.menu.connect(self._menu)
        self.letting_out = LettingOut(desk, case_id)
        self.letting_out.left.connect(self._show_drawing)
        self.letting_out.change.connect(self.edit)
        self.letting_out.out.connect(navigator.toast)
        self._empty = Empty(
            "Tidslinjen är tom.",
            "Skriv det första hon berättar på raden ovanför, till exempel: "
            "våren 2019 flyttade ihop.",
            icon=Icon.HISTORY,
        )
        self._desktop = QWidget()
        whole = QVBoxLayout(self._desktop)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(Space.S)
        whole.addWidget(self.view, 1)
        self._keys = Label(_KEYS, Voice.SMALL)
        whole.addWidget(self._keys)
        self._paper = QWidget()
        self._on_paper = QVBoxLayout(self._paper)
        self._on_paper.setContentsMargins(0, 0, 0, 0)
        self._layers = Layers()
        for layer in (self._empty, self._desktop, self._paper, self.letting_out):
            self._layers.addWidget(layer)
        self._tools = self._make_tools()
        self.body.setSpacing(Space.M)
        self.body.addWidget(self._tools)
        self.body.addWidget(self.line)
        self.body.addWidget(self._layers, 1)
        look.follow(self._fit_keys)

    @property
    def panes(self) -> tuple[QWidget, ...]:
        """Return the heading (Tab leads on to the tools), the line, and what lies under it."""
        if self._sheet is not None:
            return (self.heading, self._sheet.form)
        return (self.heading, self.line, self._layers)

    @property
    def events(self) -> tuple[TimelineEvent, ...]:
        """Return the events as they were read."""
        return () if self._timeline is None else self._timeline.events

    def refresh(self) -> None:
        """Ask for the timeline again."""
        self._desk.ask(timeline_of, self.case_id, then=self._show)

    def state(self) -> dict[str, object]:
        """Return where one is, and whether it is shown to her: what hides more comes back too."""
        return {
            "event": self.view.drawing.chosen_id,
            "zoom": self.view.drawing.zoom,
            "presenting": self.presentation is not None,
            "sheet": self._sheet.state() if self._sheet else {},
        }

    def restore(self, state: dict[str, Any]) -> None:
        """Come back to the same event, sheet and mode as soon as the timeline is here."""
        self._wanted = dict(state)
        if self._timeline is not None:
            self._come_back()

    def print_page(self) -> None:
        """Print, from the menu or Ctrl+P."""
        self.hand_out(Way.PRINTED)

    def hand_out(self, way: Way) -> None:
        """Ask what for and to whom, before the paper."""
        hers = tuple(event for event in self.events if event.shown_to_her)
        if hers:
            self._put_aside()
            self._cover_with(self.letting_out)
            self.letting_out.ask(way, hers)
        else:
            self._navigator.toast("Det finns ingen händelse som visas för henne.")

    def edit(self, event: TimelineEvent) -> None:
        """Open an event's sheet."""
        head = self._timeline.head if self._timeline else None
        self._open(event_sheet(self._desk, event, head=head))

    # --- presenting -------------------------------------------------------------------------------

    def present(self) -> None:
        """Show her the timeline, alone in the window."""
        if self.presentation is None:
            self._put_aside()
            shown = self.presentation = Presentation()
            shown.left.connect(self.stop_presenting)
            self._curtain = Curtain(self.window(), shown)
            warned = getattr(self.window(), "lock_warned", None)  # a plain window has no guard
            if warned is not None:
                warned.connect(shown.warn_of_lock)
            shown.show_events(self.events)
            shown.begin(self.view.drawing.chosen_id)

    def stop_presenting(self) -> None:
        """Come back to where one was, at the event that was looked at last."""
        shown, curtain = self.presentation, self._curtain
        self.presentation = self._curtain = None
        if shown is not None and curtain is not None:
            at = shown.view.drawing.chosen_id
            curtain.lift()
            shown.deleteLater()
            self.view.drawing.choose(at, focus=True)

    # --- showing ----------------------------------------------------------------------------------

    def _show(self, timeline: Timeline | None) -> None:
        if timeline is None:
            self.say("Ärendet finns inte", "Det kan ha ångrats eller gallrats.")
            self.line.hide()
            return
        self._timeline = timeline
        case, events = timeline.case, timeline.events
        counts = {0: "Tom än så länge", 1: "1 händelse"}
        count = counts.get(len(events), f"{len(events)} händelser")
        said = count if case.closed_on is None else _KEPT
        self.say("Tidslinje över relationen", f"{case.code} · {said}")
        self.view.drawing.show_events(events)
        if self.presentation is not None:
            self.presentation.show_events(events)
        if self._sheet is None and self._layers.currentWidget() is not self.letting_out:
            self._show_drawing()
        if self._added:
            self.view.drawing.choose(self._added)
            self.view.reveal(self._added)
            self._added = ""
        if self._fresh:
            self._fresh = False
            self.line.begin()
            if self.isVisible():
                self.line.line.setFocus()
        if self._wanted:
            self._come_back()

    def _show_drawing(self) -> None:
        self._layers.setCurrentWidget(self._desktop if self.events else self._empty)
        closed = self._timeline is not None and self._timeline.case.closed_on is not None
        self.line.setVisible(not closed)
        self._tools.show()
        self._show_her.show()

    def _cover_with(self, layer: QWidget) -> None:
        """Let one thing be done at a time: what is asked lies over the drawing."""
        self._layers.setCurrentWidget(layer)
        for part in (self.line, self._tools, self._show_her):
            part.hide()

    def _come_back(self) -> None:
        wanted, self._wanted = self._wanted, {}
        drawing = self.view.drawing
        zoom = wanted.get("zoom")
        if isinstance(zoom, int):
            drawing.set_zoom(zoom)
        drawing.choose(str(wanted.get("event", "")), focus=self.isVisible())
        record = str((wanted.get("sheet") or {}).get("record", ""))
        known = next((event for event in self.events if event.id == record), None)
        if known is not None:
            self.edit(known)
        elif record:
            fresh = new_event(self.case_id, self._desk.today, id=record)
            self._open(event_sheet(self._desk, fresh, head=None, dated=False))
        if wanted.get("presenting"):
            self.present()

    # --- doing ------------------------------------------------------------------------------------

    def _add(self, told: Told) -> None:
        event = new_event(self.case_id, self._desk.today, told)
        self._added = event.id
        self._desk.do(
            save_event, event, then=self._was_added, otherwise=self._not_added, owner=self
        )

    def _was_added(self, event: TimelineEvent) -> None:
        self.line.clear()
        self._navigator.toast(f"Inlagd: {event.kind.label.lower()}", undo=True)

    def _not_added(self, trouble: Trouble) -> None:
        self._added = ""
        if isinstance(trouble, Refused):
            self.line.complain(" ".join(fault.sentence for fault in trouble.faults))
        else:
            self._desk.take(trouble)

    def _more(self, told: Told) -> None:
        """Open what the line says on a sheet of its own."""
        event = new_event(self.case_id, self._desk.today, told)
        sheet = event_sheet(self._desk, event, head=None, dated=told.happened is not None)
        sheet.saved.connect(self.line.clear)
        self._open(sheet)

    def _asked(self, event: TimelineEvent, what: str) -> None:
        if what == "open":
            self.edit(event)
        elif what == "remove":
            self._run(remove_event, event, said="Händelsen är borttagen")
        elif what == "new":
            self.line.line.setFocus()
        elif what in {"later", "earlier"}:
            by = 1 if what == "later" else -1
            self._desk.do(move_event, event, by, then=self._moved, owner=self)

    def _moved(self, moved: bool) -> None:
        if not moved:
            self._navigator.toast("Bara händelser från samma tid kan byta plats.")

    def _menu(self, event: TimelineEvent, place: QPoint) -> None:
        self.menu_of(event).popup(place)

    def menu_of(self, event: TimelineEvent) -> QMenu:
        """Return what can be done with an event."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction("Ändra").triggered.connect(lambda: self.edit(event))
        shown = "Visa inte för henne" if event.shown_to_her else "Visa för henne"
        said = "Visas inte för henne" if event.shown_to_her else "Visas för henne"
        turned = replace(event, shown_to_her=not event.shown_to_her)
        menu.addAction(shown).triggered.connect(lambda: self._run(save_event, turned, said=said))
        for text, what in (("Lägg före", "earlier"), ("Lägg efter", "later")):
            menu.addAction(f"{text} (samma tid)").triggered.connect(
                partial(self._asked, event, what)
            )
        menu.addAction("Ta bort").triggered.connect(partial(self._asked, event, "remove"))
        return menu

    def _run(self, flow: Any, *args: object, said: str) -> None:  # noqa: ANN401 - any flow
        self._desk.do(
            flow,
            *args,
            then=lambda _: self._navigator.toast(said, undo=True),
            otherwise=self._refused,
            owner=self,
        )

    def _refused(self, trouble: Trouble) -> None:
        if isinstance(trouble, Refused):
            self._navigator.toast(" ".join(fault.sentence for fault in trouble.faults))
        else:
            self._desk.take(trouble)

    def _to_case(self) -> None:
        self._navigator.open_case(self.case_id, tab="timeline")

    # --- the sheet --------------------------------------------------------------------------------

    def _open(self, sheet: Sheet) -> None:
        self._put_aside()
        self._sheet = sheet
        sheet.saved.connect(self._saved)
        sheet.left.connect(self._leave)
        self._on_paper.addWidget(sheet)
        self._cover_with(self._paper)
        sheet.form.focus_first()

    def _put_aside(self) -> None:
        """Keep the draft of the sheet that is open, and take the sheet away."""
        if self._sheet is not None:
            self._sheet.keeper.keep()
            self._clear()
            self._show_drawing()

    def _saved(self, event: TimelineEvent, said: str) -> None:
        self._added = event.id
        self._leave()
        self.refresh()
        self._navigator.toast(said, undo=True)

    def _leave(self) -> None:
        self._clear()
        self._show_drawing()
        drawing = self.view.drawing
        if drawing.cards:
            drawing.choose(drawing.chosen_id, focus=True)
        else:
            self.line.line.setFocus()

    def _clear(self) -> None:
        if self._sheet is not None:
            self._on_paper.removeWidget(self._sheet)
            self._sheet.hide()
            self._sheet.deleteLater()
            self._sheet = None

    def _make_tools(self) -> QWidget:
        tools = Flow()
        for button in (
            Button("Till ärendet", Kind.QUIET, icon=Icon.CHEVRON_LEFT, then=self._to_case),
            Button("Skriv ut", icon=Icon.PRINT, then=self.print_page),
            Button("Spara PDF", icon=Icon.SAVE, then=partial(self.hand_out, Way.PDF)),
            IconButton(Icon.MINUS, "Zooma ut", then=partial(self.view.zoom_by, -1)),
            IconButton(Icon.ADD, "Zooma in", then=partial(self.view.zoom_by, 1)),
            Button("Hela", Kind.QUIET, then=partial(self.view.zoom_by, 0)),
        ):
            tools.add(button)
        return tools

    def _fit_keys(self) -> None:
        """Leave the room to the drawing where the letters are large: the keys are in the help."""
        self._keys.setVisible(look.current().percent <= _SMALL_LETTERS)
