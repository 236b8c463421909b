"""The consent panel: what the engine answers for a child, a purpose and a day (domain.md 5.1).

It asks by itself and says it in words: may it start or go on, on which ground, until when, who
is still to be asked, and who must never be. What is done about it is told by its signals.
"""

from collections.abc import Hashable, Mapping
from itertools import pairwise

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QSizePolicy, QVBoxLayout, QWidget

from kvinnobyran.domain.consent import FOR_A_CHILD, Consent, ConsentPurpose, ConsentState, stands
from kvinnobyran.domain.grounds import Decision
from kvinnobyran.store.consents import Standing, standing
from kvinnobyran.ui.case.consent.words import (
    ask_lines,
    everybody,
    headline,
    history_lines,
    never_words,
    sentences,
)
from kvinnobyran.ui.kit.buttons import Button, Kind
from kvinnobyran.ui.kit.card import Card
from kvinnobyran.ui.kit.columns import Columns
from kvinnobyran.ui.kit.dates import DateEdit
from kvinnobyran.ui.kit.desk import Desk
from kvinnobyran.ui.kit.editors import CodeBox
from kvinnobyran.ui.kit.flow import Flow
from kvinnobyran.ui.kit.icons import Icon
from kvinnobyran.ui.kit.label import Label, Voice
from kvinnobyran.ui.kit.notice import Notice, Tone
from kvinnobyran.ui.kit.tokens import Space

_TRAPPAN = ConsentPurpose.TRAPPAN


class ConsentPanel(QWidget):
    """Where consent stands for one child.

    ``names`` is what the page calls people, by id: it wins over what the panel would say.
    ``answer`` and ``paper`` carry the child, the purpose and who is asked (``""``: not known yet).
    """

    answer = Signal(str, object, str)
    paper = Signal(str, object, str)
    decide = Signal(str)
    withdraw = Signal(object)
    opened = Signal(object)
    away = Signal(object)
    """A decision was written by mistake."""
    chosen = Signal(object)
    """Another purpose was chosen."""

    def __init__(
        self,
        desk: Desk,
        child_id: str,
        child_name: str,
        *,
        purpose: ConsentPurpose = _TRAPPAN,
        names: Mapping[str, str] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self._child = child_id
        self._names = dict(names or {})
        self.standing: Standing | None = None
        """What is shown; None until it has been read."""
        self.setAccessibleName(f"Samtycke för {child_name}")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.purpose = CodeBox(FOR_A_CHILD, nothing=None)
        self.purpose.setAccessibleName("Samtycke till vad")
        self.purpose.set_value(purpose)
        self.day = DateEdit(today=desk.today)
        self.day.setAccessibleName("Vilken dag svaret gäller")
        self.day.set_value(desk.today)
        self.never = Notice("", Tone.DANGER)
        self.verdict = Notice("Hämtar svaret …")
        for notice in (self.never, self.verdict):
            notice.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.never.hide()
        self.ask = Card("Återstår att fråga", icon=Icon.PEOPLE, empty="Ingen mer ska tillfrågas.")
        self.history = Card(
            "Svar och beslut",
            icon=Icon.HISTORY,
            empty="Ingen har tillfrågats än. Skriv in svar börjar historien.",
            menu=self._menu,
        )
        self.ask.opened.connect(lambda who: self._answer(str(who)))
        self.history.opened.connect(self.opened.emit)
        self._lay_out(child_name)
        self.purpose.edited.connect(self._choose)
        self.day.edited.connect(self.refresh)
        self.refresh()

    @property
    def buttons(self) -> tuple[Button, ...]:
        """Return the ways on, in order."""
        return self._buttons

    def refresh(self) -> None:
        """Ask again."""
        day = self.day.value()
        if day is not None:
            self._desk.ask(standing, self._child, self.purpose.value(), day, then=self._show)

    # --- showing ------------------------------------------------------------------------------

    def _lay_out(self, child_name: str) -> None:
        self._withdraw = Button("Återkalla …", then=self._take_back)
        self._decide = Button(
            "Skriv in beslut …", Kind.QUIET, then=lambda: self.decide.emit(self._child)
        )
        self._buttons = (
            Button("Skriv in svar …", icon=Icon.SIGN, then=lambda: self._answer("")),
            Button("Fråga på papper …", icon=Icon.PRINT, then=self._on_paper),
            self._withdraw,
            self._decide,
        )
        ways = Flow(*self._buttons)
        asked = QHBoxLayout()
        asked.setSpacing(Space.M)
        asked.addWidget(self.purpose, 1)
        asked.addWidget(self.day, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.M)
        column.addWidget(Label(f"Samtycke: {child_name}", Voice.HEADING))
        column.addLayout(asked)
        column.addWidget(self.never)
        column.addWidget(self.verdict)
        column.addWidget(ways)
        column.addWidget(Columns((self.ask, self.history)))

    def _show(self, found: Standing | None) -> None:
        self.standing = found
        if found is None:
            self.verdict.say("Barnet finns inte i registret längre.", Tone.WARN)
            return
        names = everybody(found, self._names)
        self.verdict.say(
            "\n".join(sentences(found, names)),
            Tone.OK if found.answer.allowed else Tone.WARN,
            heading=headline(found),
        )
        never = never_words(found, names)
        self.never.say(never, Tone.DANGER, heading="Kontakta aldrig" if never else "")
        self.never.setVisible(bool(never))
        self.ask.show_lines(ask_lines(found, names))
        self.history.show_lines(history_lines(found, names))
        # Rows that come a moment later would be last of the whole page in the order of Tab.
        stops = [self._decide, *self.ask.rows[:1], *self.history.rows[:1]]
        for one, after in pairwise(stops):
            self.setTabOrder(one, after)
        given = self._given()
        self._withdraw.setEnabled(bool(given))
        self._withdraw.setToolTip("" if given else "Det finns inget ja att återkalla.")
        self._decide.setVisible(found.purpose is _TRAPPAN)

    def _given(self) -> list[Consent]:
        """Return what can be taken back."""
        found = self.standing
        if found is None:
            return []
        return [
            each
            for each in found.consents
            if stands(each, self._desk.today, found.child.birth) is ConsentState.GIVEN
        ]

    def _choose(self) -> None:
        self.chosen.emit(self.purpose.value())
        self.refresh()

    # --- doing --------------------------------------------------------------------------------

    def _answer(self, who: str) -> None:
        self.answer.emit(self._child, self.purpose.value(), who or self._first())

    def _on_paper(self) -> None:
        self.paper.emit(self._child, self.purpose.value(), self._first())

    def _first(self) -> str:
        """Return the first who is to be asked."""
        found = self.standing
        return next((who for who, _ in found.answer.ask), "") if found else ""

    def _take_back(self) -> None:
        """Take a yes back: the only one, or one of several from a menu."""
        found, given = self.standing, self._given()
        if found is None or not given:
            return
        if len(given) == 1:
            self.withdraw.emit(given[0])
            return
        names = everybody(found, self._names)
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for each in given:
            who = names.get(each.answers) or each.given_by or "Någon annan"
            action = menu.addAction(f"{who}, {each.answered_on}")
            action.triggered.connect(lambda _=False, each=each: self.withdraw.emit(each))
        menu.popup(self._withdraw.mapToGlobal(self._withdraw.rect().bottomLeft()))

    def _menu(self, key: Hashable, menu: QMenu) -> None:
        if isinstance(key, Consent) and key in self._given():
            menu.addAction("Återkalla …").triggered.connect(lambda: self.withdraw.emit(key))
        if isinstance(key, Decision):
            menu.addAction("Ta bort beslutet").triggered.connect(lambda: self.away.emit(key))
