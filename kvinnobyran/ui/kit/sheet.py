"""A form with its draft, its way of saving and its ways out. One record is edited on one sheet.

Ctrl+Enter saves, Esc puts the sheet aside: what is typed stays as an encrypted draft.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QHideEvent, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from kvinnobyran.domain.trouble import ChangedMeanwhile, Refused, Trouble
from kvinnobyran.flows.drafts import Draft, draft_of, drop_draft
from kvinnobyran.ui.kit.buttons import BusyButton, Button, Kind
from kvinnobyran.ui.kit.desk import Desk
from kvinnobyran.ui.kit.draft import DraftKeeper
from kvinnobyran.ui.kit.flow import Flow
from kvinnobyran.ui.kit.form import Field, Form, Row, Section
from kvinnobyran.ui.kit.heading import Part
from kvinnobyran.ui.kit.notice import Notice, Tone
from kvinnobyran.ui.kit.page import Page
from kvinnobyran.ui.kit.tokens import Space
from kvinnobyran.ui.kit.worker import alive

Values = dict[str, Any]
_LEAVE = "Stäng"
_PUT_ASIDE = "Lägg åt sidan"


@dataclass(frozen=True, slots=True)
class Entered:
    """What a person entered: the fields' values, and the reasons given for warnings.

    ``knowing`` is true when she saves again after having been told that the record was
    changed meanwhile: then it is her decision, and the journal keeps both.
    """

    values: Values
    reasons: Mapping[str, str]
    knowing: bool = False


@dataclass(frozen=True, slots=True)
class Landing:
    """Where a flow's answer lands: on the sheet that asked."""

    then: Callable[[Any], object]
    otherwise: Callable[[Trouble], object]


@dataclass(frozen=True, slots=True)
class _Condition:
    """When a field has a meaning, and what it holds while it has none."""

    asked: str
    holds: Callable[[Any], bool]
    otherwise: object


Submit = Callable[[Entered, Landing], None]
"""Run the flow with what was entered; the landing goes to ``desk.do``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Saving:
    """One way of saving a sheet: what its button says and what it runs."""

    text: str
    submit: Submit
    busy_text: str = "Sparar …"
    said: str = "Sparat"


class Sheet(QWidget):
    """One record being edited.

    ``saved`` carries the flow's answer and what to say in passing; ``left`` is emitted when
    the sheet is put aside or its draft thrown away. ``savings`` holds the primary way of
    saving last; Ctrl+Enter takes that one.
    """

    saved = Signal(object, str)
    left = Signal()

    def __init__(
        self,
        desk: Desk,
        title: str,
        entries: Sequence[Field | Row | Section],
        *,
        kind: str,
        record: str,
        savings: Sequence[Saving],
        lead: str = "",
        belongs_to: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__()
        self._desk = desk
        self._savings = tuple(savings)
        self._belongs_to = dict(belongs_to or {})
        self.kind, self.record = kind, record
        self._knowing = False
        self._conditions: dict[str, _Condition] = {}
        self.undoable = True
        """Whether saving changes something that "Ångra" takes back."""
        self.form = Form(entries)
        self.keeper = DraftKeeper(desk, kind, record, self._collect, parent=self)
        self.form.changed.connect(self.keeper.touch)
        desk.bug.connect(self._over)
        self.notice = Notice()
        self.notice.hide()
        self.buttons = [self._button(saving) for saving in self._savings]
        self._aside = Button(_LEAVE, Kind.QUIET, then=self.put_aside)
        self._away = Button("Släng utkastet", Kind.QUIET, then=self.throw_away)
        self._away.hide()
        self.form.changed.connect(self._has_draft)
        ways = Flow(*reversed(self.buttons), self._aside, self._away)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.M)
        self._title = Part(title, lead, line=False)
        self._area = scrolled(self.form)
        self._column = column
        column.addWidget(self._title)
        column.addWidget(self.notice)
        column.addWidget(self._area, 1)
        column.addWidget(ways)
        self.setAccessibleName(title)
        for keys, does in (("Ctrl+Return", self.save), ("Esc", self.put_aside)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(does)

    def fold(self, *, folded: bool) -> None:
        """Let the title scroll with the fields where there is little room, or stand over them."""
        ground = self._area.widget()
        inside = ground.layout() if ground is not None else None
        where = inside if folded else self._column
        if isinstance(where, QVBoxLayout) and where.indexOf(self._title) < 0:
            where.setSpacing(Space.M)
            where.insertWidget(0, self._title)

    def showEvent(self, event: QShowEvent) -> None:
        """Have the page's room."""
        super().showEvent(event)
        page = self._page
        if page is not None:
            page.write_on(self)

    def hideEvent(self, event: QHideEvent) -> None:
        """Give the page its room back."""
        super().hideEvent(event)
        page = self._page
        if page is not None:
            page.put_away(self)

    @property
    def _page(self) -> Page | None:
        around = self.parentWidget()
        while around is not None and not isinstance(around, Page):
            around = around.parentWidget()
        return around

    def only_when(
        self, name: str, asked: str, holds: Callable[[Any], bool], *, otherwise: object = ""
    ) -> None:
        """Show a field only while another one's answer gives it a meaning.

        What is not seen is not saved: then it holds ``otherwise``. The draft keeps what was
        entered, so that it is there again when the answer was a slip.
        """
        self._conditions[name] = _Condition(asked, holds, otherwise)
        self.form.editor(asked).on_edited().connect(self._follow)

    def begin(self, values: Mapping[str, Any]) -> None:
        """Show the record, then the draft of it if there is one, and put the cursor there."""
        self.form.fill(values)
        self._follow()
        self.form.focus_first()
        self._desk.ask(
            draft_of, self._desk.user, self.kind, self.record, then=self._came_back, owner=self
        )

    def save(self) -> None:
        """Save in the primary way, unless that is under way."""
        self.buttons[-1].click()

    def put_aside(self) -> None:
        """Leave the sheet; what is typed stays as a draft."""
        self.keeper.keep()
        self.left.emit()

    def throw_away(self) -> None:
        """Leave the sheet without what was typed. Undo is to type Ctrl+Z before this."""
        self.keeper.drop()
        self.left.emit()

    def state(self) -> dict[str, Any]:
        """Return which record this is, for coming back after a lock."""
        return {"kind": self.kind, "record": self.record}

    def _button(self, saving: Saving) -> BusyButton:
        primary = saving is self._savings[-1]
        button = BusyButton(
            saving.text,
            Kind.PRIMARY if primary else Kind.PLAIN,
            busy_text=saving.busy_text,
            then=lambda: self._submit(saving, button),
        )
        if primary:
            button.setToolTip("Ctrl+Retur")
        return button

    def _submit(self, saving: Saving, button: BusyButton) -> None:
        self.notice.hide()
        if not self.form.check():
            button.done()
            return

        def then(answer: object) -> None:
            if not alive(self):
                # Another sheet was opened meanwhile, and this one kept its draft: it is saved.
                self._desk.do(drop_draft, self.kind, self.record)
                return
            button.done()
            self.keeper.settled()
            self.saved.emit(answer, saving.said)

        def otherwise(trouble: Trouble) -> None:
            if not alive(self):
                self._desk.take(trouble)
                return
            button.done()
            self._explain(trouble)

        unseen = {
            name: condition.otherwise
            for name, condition in self._conditions.items()
            if not self._has_meaning(name)
        }
        entered = Entered({**self.form.values(), **unseen}, self.form.reasons(), self._knowing)
        with self._desk.settling(self.kind, self.record):
            saving.submit(entered, Landing(then, otherwise))

    def _explain(self, trouble: Trouble) -> None:
        """Say what is wrong: rules beside their fields, the rest in the sheet's own bar."""
        self.keeper.touch()
        self._knowing = isinstance(trouble, ChangedMeanwhile)
        if isinstance(trouble, Refused):
            self.form.show_faults(trouble.faults)
        else:
            self.notice.show()
            self.notice.say(f"{trouble.sentence} {trouble.way_on}", Tone.DANGER)

    def _came_back(self, draft: Draft | None) -> None:
        if draft is None:
            return
        self.form.restore(draft.body)
        self._follow()
        self._has_draft()
        self.notice.show()
        self.notice.say("Ditt utkast är tillbaka. Spara när du är klar.", Tone.INFO)

    def _has_draft(self) -> None:
        """Say what leaving means from now on: what is typed stays, unless it is thrown away."""
        if not self.form.dirty:
            return  # somebody turns the pages of a document
        self._aside.setText(_PUT_ASIDE)
        self._aside.setAccessibleName(_PUT_ASIDE)
        self._away.show()

    def _follow(self) -> None:
        for name in self._conditions:
            self.form.show_field(name, shown=self._has_meaning(name))

    def _has_meaning(self, name: str) -> bool:
        condition = self._conditions.get(name)
        if condition is None:
            return True
        answer = self.form.editor(condition.asked).value()
        return self._has_meaning(condition.asked) and condition.holds(answer)

    def _over(self, _number: str) -> None:
        """Let it be saved again after a fault of our own: nothing more comes of the first try."""
        for button in self.buttons:
            button.done()

    def _collect(self) -> dict[str, object]:
        return {**self._belongs_to, **self.form.draft()}


class _Area(QScrollArea):
    """An area that asks for little, so that what stands around it (the buttons) stays in sight.

    Qt's own asks for 24 lines, which at 200 % is more than a small screen has.
    """

    def sizeHint(self) -> QSize:
        return self.minimumSizeHint()


def scrolled(widget: QWidget) -> QScrollArea:
    """Return a widget that scrolls by itself and is not a stop of Tab.

    One that wants to grow (a table) takes all the height there is.
    """
    area = _Area()
    area.setWidgetResizable(True)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    ground = QWidget()
    column = QVBoxLayout(ground)
    column.setContentsMargins(Space.XS, Space.XS, Space.M, Space.L)
    column.addWidget(widget)
    if not widget.sizePolicy().expandingDirections() & Qt.Orientation.Vertical:
        column.addStretch(1)
    area.setWidget(ground)
    return area
