"""Before a report leaves: what for, to whom, and a warning in words; inside the page."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from kvinnobyran.domain.trouble import Refused, Trouble
from kvinnobyran.flows.handing_out import LONGEST, Way, hand_out_faults
from kvinnobyran.ui.kit.buttons import BusyButton, Button, Kind
from kvinnobyran.ui.kit.editors import LineEdit
from kvinnobyran.ui.kit.form import Field, Form
from kvinnobyran.ui.kit.label import Label, Voice
from kvinnobyran.ui.kit.notice import Notice, Tone
from kvinnobyran.ui.kit.tokens import Space
from kvinnobyran.ui.printing import NotPrinted

_VERBS = {
    Way.PRINTED: ("Skriv ut rapporten", "Skriv ut …"),
    Way.PDF: ("Spara som PDF", "Välj plats och spara …"),
    Way.SPREADSHEET: ("Spara som kalkylblad", "Välj plats och spara …"),
    Way.WEB_PAGE: ("Spara för skärmläsare", "Välj plats och spara …"),
}
_OPEN_FILE = (
    "Den som kommer åt filen kan läsa den. Spara den bara där den får ligga, och ta bort den "
    "när den inte behövs."
)
_PAPER = "Hämta papperen genast. Det som ligger kvar i skrivaren kan läsas av andra."
_INSIDE = "Det här är den interna rapporten. Den får inte lämnas ut."


class HandingOut(QFrame):
    """Asks purpose and recipient. ``agreed`` carries the :class:`Way` when both are said.

    ``verbs`` are the title and the button of each way out, ``what`` it is that leaves, ``more``
    the fields that stand before the two.
    """

    agreed = Signal(object)
    left = Signal()

    def __init__(
        self,
        parent: QWidget | None = None,
        *,
        verbs: Mapping[Way, tuple[str, str]] = _VERBS,
        what: str = "rapporten",
        more: Sequence[Field] = (),
    ) -> None:
        super().__init__(parent)
        self.setProperty("ground", "card")
        self.way = Way.PRINTED
        self._verbs, self._what = verbs, what
        self.reasons: dict[str, str] = {}
        """What was said for going on past a warning, when it was agreed last."""
        self.title = Label("", Voice.HEADING)
        self.warning = Notice("", Tone.WARN)
        self.form = Form(
            (
                *more,
                Field("purpose", "Vad den ska användas till", LineEdit(limit=LONGEST)),
                Field("recipient", "Vem som ska ha den", LineEdit(limit=LONGEST)),
            )
        )
        self._buttons = {
            way: BusyButton(verb, Kind.PRIMARY, busy_text="Arbetar …", then=self.agree)
            for way, (_, verb) in verbs.items()
        }
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(Button("Avbryt", Kind.QUIET, then=self.leave))
        for way, button in self._buttons.items():
            if way is not self.way:  # shown before it has a parent, it would be a window
                button.hide()
            row.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.L, Space.M, Space.L, Space.M)
        column.setSpacing(Space.M)
        for part in (self.title, self.warning, self.form):
            column.addWidget(part)
        column.addLayout(row)
        column.addStretch(1)

    @property
    def purpose(self) -> str:
        """Return what the report is for."""
        return str(self.form.values()["purpose"])

    @property
    def recipient(self) -> str:
        """Return who gets it."""
        return str(self.form.values()["recipient"])

    def ask(self, way: Way, *, inside: bool) -> None:
        """Ask before this way out; what was said last time stands there still."""
        self.way = way
        title, _ = self._verbs[way]
        self.title.setText(title)
        for each, button in self._buttons.items():
            button.setVisible(each is way)
        paper = way is Way.PRINTED
        warning = _PAPER if paper else _OPEN_FILE
        heading = "" if paper else "Filen är inte krypterad."
        self.warning.say(f"{_INSIDE}\n{warning}" if inside else warning, Tone.WARN, heading=heading)
        self.form.clear_faults()
        self.form.focus_field("purpose")

    def agree(self) -> None:
        """Go on if both are said."""
        self.reasons = self.form.reasons()
        faults = hand_out_faults(self.purpose, self.recipient, what=self._what)
        if faults:
            self.form.show_faults(faults)
            self._buttons[self.way].done()
        else:
            self.agreed.emit(self.way)

    def fail(self, trouble: Trouble) -> None:
        """Say what went wrong; what was typed stays. A box that was left is her own doing."""
        self._buttons[self.way].done()
        if isinstance(trouble, Refused):
            self.form.show_faults(trouble.faults)
        elif not isinstance(trouble, NotPrinted):
            self.warning.say(trouble.way_on, Tone.DANGER, heading=trouble.sentence)

    def wait_again(self, *_: object) -> None:
        """Be ready for another press: the user chose no place, or something broke."""
        self._buttons[self.way].done()

    def leave(self) -> None:
        """Give the place back to the figures."""
        self._buttons[self.way].done()
        self.left.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go on with Ctrl+Enter, fold away with Esc."""
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if control and event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.agree()
        elif event.key() == Qt.Key.Key_Escape:
            self.leave()
        else:
            super().keyPressEvent(event)
