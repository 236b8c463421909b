"""The safety of a case in words, and her details behind "Visa uppgifter" (9.2)."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QTimer
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from kvinnobyran.domain.protection import HIDDEN_AGAIN_MS
from kvinnobyran.store.dossier import Dossier
from kvinnobyran.ui.case.guard import Guard
from kvinnobyran.ui.case.moment import Flag
from kvinnobyran.ui.kit.buttons import Button, Kind
from kvinnobyran.ui.kit.icons import Icon
from kvinnobyran.ui.kit.label import Label, Voice
from kvinnobyran.ui.kit.notice import Notice
from kvinnobyran.ui.kit.tokens import Space

SHOWN_MS = 60_000
"""How long her details stay on the screen."""


class SafetyNotice(Notice):
    """What must be known before anybody calls her. In words, with an icon; never a value."""

    def show_flags(self, flags: Sequence[Flag]) -> None:
        """Say all of them in the tone of the hardest, which comes first."""
        if flags:
            self.say(" ".join(flag.words for flag in flags), flags[0].tone)
        self.setVisible(bool(flags))


class Details(QWidget):
    """Her name and birth, hidden until asked for and again after a minute.

    For who is protected the passphrase is asked first, and it is 30 seconds (S1).

    ``words`` stands wherever the page puts it; this is the button that shows them.
    """

    def __init__(
        self, edit: Callable[[], object], guard: Guard, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._guard = guard
        guard.shut.connect(self.hide_details)
        self.words = Label("", Voice.STRONG)
        self._toggle = Button("Visa uppgifter", Kind.QUIET, icon=Icon.SHOW, then=self._flip)
        self._edit = Button("Ändra", Kind.QUIET, icon=Icon.EDIT, then=edit)
        self._edit.setAccessibleName("Ändra uppgifter om henne")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(Space.S)
        row.addWidget(self._toggle)
        row.addWidget(self._edit)
        self._text = ""
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.hide_details)
        self.hide_details()

    def show_person(self, dossier: Dossier) -> None:
        """Take in who she is, without showing it."""
        person = dossier.person
        parts = [person.called, person.identity.label]
        if person.birth is not None:
            parts.append(f"född {person.birth.label}")
        if person.deceased is not None:
            parts.append(f"avliden {person.deceased.label}")
        if person.language:
            parts.append(person.language)
        self._text = " · ".join(parts)
        if self._timer.isActive():
            self.words.setText(self._text)

    def hide_details(self) -> None:
        """Hide them."""
        self._timer.stop()
        self.words.setText("")
        self.words.hide()
        self._edit.hide()
        self._say("Visa uppgifter")

    def hideEvent(self, event: QHideEvent) -> None:
        """Hide them with the page, and while a sheet is open."""
        super().hideEvent(event)
        self.hide_details()

    def _flip(self) -> None:
        if self._timer.isActive():
            self.hide_details()
        else:
            self._guard.pass_to("Uppgifter om henne", self._show_now)

    def _show_now(self) -> None:
        self.words.setText(self._text)
        self.words.show()
        self._edit.show()
        self._say("Dölj uppgifter")
        self._timer.start(HIDDEN_AGAIN_MS if self._guard.guarded else SHOWN_MS)

    def _say(self, words: str) -> None:
        self._toggle.setText(words)
        self._toggle.setAccessibleName(words)
