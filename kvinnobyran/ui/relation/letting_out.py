"""The timeline on paper or in a file: asked what for and to whom, warned of names, noted (D8)."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from kvinnobyran.domain.faults import Fault
from kvinnobyran.domain.timeline import TimelineEvent
from kvinnobyran.flows.handing_out import Way
from kvinnobyran.flows.timeline import (
    NAMES,
    WHAT,
    name_faults,
    named_events,
    note_timeline_printed,
    save_timeline,
)
from kvinnobyran.ui.kit.buttons import Button, Kind
from kvinnobyran.ui.kit.desk import Desk
from kvinnobyran.ui.kit.fact import Fact
from kvinnobyran.ui.kit.flow import Flow
from kvinnobyran.ui.kit.form import Field
from kvinnobyran.ui.kit.icons import Icon
from kvinnobyran.ui.kit.sheet import scrolled
from kvinnobyran.ui.printing import LANDSCAPE
from kvinnobyran.ui.statistics.handing import HandingOut
from kvinnobyran.ui.statistics.rendering import Background
from kvinnobyran.ui.statistics.way_out import WayOut

FILE = "tidslinje.pdf"
"""Neutral: no code, no name, no date of hers (T24)."""
_VERBS = {
    Way.PRINTED: ("Skriv ut tidslinjen", "Skriv ut …"),
    Way.PDF: ("Spara tidslinjen som PDF", "Välj plats och spara …"),
}
_NO_NAMES = (
    "Inget namn ur registret hittades. Läs ändå igenom den: smeknamn känner programmet inte."
)
_PURPOSE = "Arbete i samtal"
_RECIPIENT = "Kvinnan själv"

Named = list[tuple[TimelineEvent, tuple[str, ...]]]


class LettingOut(QWidget):
    """Asks before the paper, and makes it. ``change`` carries an event whose text has a name."""

    left = Signal()
    change = Signal(object)
    out = Signal(str)
    """It left; what to say of it."""

    def __init__(self, desk: Desk, case_id: str) -> None:
        super().__init__()
        self._desk = desk
        self._case_id = case_id
        self._events: tuple[TimelineEvent, ...] = ()
        self.background = Background(self)
        self.names = Fact("")
        self.asking = HandingOut(
            verbs=_VERBS, what=WHAT, more=(Field(NAMES, "Namn i texten", self.names),)
        )
        self.asking.form.fill({"purpose": _PURPOSE, "recipient": _RECIPIENT})
        self.asking.agreed.connect(self._let_out)
        self.asking.left.connect(self.left)
        self.way_out = WayOut(self, desk, self.asking, self.background, self.out.emit)
        self._changes = Flow()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._changes)
        column.addWidget(scrolled(self.asking), 1)

    def ask(self, way: Way, events: tuple[TimelineEvent, ...]) -> None:
        """Ask before this way out of these events, those that she sees."""
        self._events = events
        self.asking.ask(way, inside=False)
        self._desk.ask(named_events, self._case_id, then=self._warn, owner=self)

    def _warn(self, named: Named) -> None:
        """Say which events hold a name, and lead to each of them."""
        lines = [f"{event.happened.label}: {', '.join(words)}" for event, words in named]
        self.names.setText("\n".join(lines) or _NO_NAMES)
        self._changes.clear()
        for event, _ in named:
            text = f"Ändra {event.happened.label}"
            then = self._changer(event)
            self._changes.add(Button(text, Kind.PLAIN, icon=Icon.EDIT, then=then))
        self._changes.setVisible(bool(named))
        faults: tuple[Fault, ...] = tuple(name_faults(len(named)))
        if faults:
            self.asking.form.show_faults(faults)
        else:
            self.asking.form.focus_field("purpose")

    def _changer(self, event: TimelineEvent) -> Callable[[], object]:
        return lambda: self.change.emit(event)

    def _let_out(self, way: Way) -> None:
        events, today, reasons = self._events, self._desk.today, self.asking.reasons

        def made() -> bytes:
            from kvinnobyran.reports.relation import relation_pdf

            return relation_pdf(events, made_on=today)

        def printed(pdf: bytes) -> None:
            self.way_out.print(
                note_timeline_printed,
                self._case_id,
                pdf=pdf,
                name="Tidslinjen",
                orientation=LANDSCAPE,
                reasons=reasons,
            )

        if way is Way.PRINTED:
            self.background.do("pdf", made, printed, self._desk.take)
            return
        self.way_out.save(
            save_timeline,
            self._case_id,
            made,
            FILE,
            "PDF (*.pdf)",
            title="Spara tidslinjen",
            reasons=reasons,
        )
