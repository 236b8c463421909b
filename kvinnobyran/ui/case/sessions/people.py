"""Who was at a session or an assessment call: one row a person, with whether she or he came."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from kvinnobyran.domain.ids import new_id
from kvinnobyran.domain.session import Participant, Presence, Role
from kvinnobyran.ui.kit.buttons import Button, IconButton
from kvinnobyran.ui.kit.editor import Editor
from kvinnobyran.ui.kit.editors import CodeBox, LineEdit, Option
from kvinnobyran.ui.kit.icons import Icon
from kvinnobyran.ui.kit.label import Label, Voice
from kvinnobyran.ui.kit.tokens import Space

_ROLES = {each.value: each for each in Role}
_PRESENCES = {each.value: each for each in Presence}


@dataclass(frozen=True, slots=True)
class Seatable:
    """Somebody around her who may have been there: her id, her role, and what she is called."""

    id: str
    role: Role
    called: str


class People(QWidget, Editor):
    """The participants. The value is a tuple; each keeps its id, so that a change is a change.

    Choose somebody of hers, or a role and write who: Enter or "Lägg till" makes a row.
    """

    edited = Signal()

    def __init__(
        self,
        hers: Sequence[Seatable] = (),
        *,
        ahead: Callable[[], bool],
        parent: QWidget | None = None,
    ) -> None:
        """Make the editor; ``ahead`` tells whether the session is still to come.

        ``hers`` are those around her whom the register knows, called as protection lets.
        """
        super().__init__(parent)
        self._hers = {each.id: each for each in hers}
        self._ahead = ahead
        self._rows: list[_Row] = []
        options = [Option(each.id, each.called) for each in hers]
        self.known = CodeBox(options, nothing="Någon av hennes …")
        if not options:
            self.known.hide()  # never shown before it has its place: it would be a window
        self.role = CodeBox([each for each in Role if each is not Role.WOMAN], nothing="Roll …")
        self.words = _Words()
        self.words.setPlaceholderText("Vem, utan efternamn")
        self.add = Button("Lägg till", icon=Icon.ADD, then=self._add)
        top = QHBoxLayout()
        top.setSpacing(Space.S)
        top.addWidget(self.known, 3)
        top.addWidget(self.role, 2)
        top.addWidget(self.words, 3)
        top.addWidget(self.add)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(Space.S)
        self._column.addLayout(top)
        self.setFocusProxy(self.known if options else self.role)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.known.edited.connect(self._choose)
        self.role.edited.connect(self._arm)
        self.words.entered.connect(self._add)
        self._arm()

    def value(self) -> tuple[Participant, ...]:
        return tuple(row.participant() for row in self._rows)

    def set_value(self, value: tuple[Participant, ...] | None) -> None:
        for row in list(self._rows):
            self._take(row)
        self.known.set_value(None)
        self.role.set_value(None)
        self.words.set_value("")
        self._arm()
        for participant in value or ():
            self._put(participant)

    def draft(self) -> dict[str, Any]:
        """Return the rows, and what is being added."""
        return {
            "rows": [
                [each.id, each.role.value, each.words, each.person_id, each.presence.value]
                for each in self.value()
            ],
            "words": self.words.value(),
            "role": self.role.draft(),
            "known": self.known.draft(),
        }

    def restore(self, draft: dict[str, Any]) -> None:
        self.set_value(
            tuple(
                Participant(
                    id=own,
                    role=_ROLES[role],
                    words=words,
                    person_id=person,
                    presence=_PRESENCES[presence],
                )
                for own, role, words, person, presence in draft["rows"]
            )
        )
        self.known.restore(draft.get("known"))
        self.role.restore(draft["role"])
        self.words.set_value(draft["words"])
        self._arm()

    def problem(self) -> str:
        """Say that somebody was begun and not added."""
        begun = self.words.value().strip() or self.known.value() is not None
        return "Lägg till personen, eller töm raden." if begun else ""

    def setAccessibleName(self, name: str, /) -> None:
        """Name every part."""
        super().setAccessibleName(name)
        self.known.setAccessibleName(f"{name}: någon av hennes")
        self.role.setAccessibleName(f"{name}: roll")
        self.words.setAccessibleName(f"{name}: vem")
        self.add.setAccessibleName(f"{name}: lägg till")

    def _choose(self) -> None:
        """Let somebody known bring the role, and need no words."""
        chosen = self._hers.get(self.known.value() or "")
        if chosen is not None:
            self.role.set_value(chosen.role)
            self.words.set_value("")
        self._arm()

    def _arm(self) -> None:
        self.words.setEnabled(self.known.value() is None)
        self.add.setEnabled(self.role.value() is not None)

    def _add(self) -> None:
        role = self.role.value()
        if role is None:
            return
        self._put(
            Participant(
                id=new_id(),
                role=role,
                words=self.words.value().strip(),
                person_id=self.known.value(),
                presence=Presence.EXPECTED if self._ahead() else Presence.PRESENT,
            )
        )
        self.known.set_value(None)
        self.role.set_value(None)
        self.words.set_value("")
        self._arm()
        self._first().setFocus(Qt.FocusReason.OtherFocusReason)
        self.edited.emit()

    def _first(self) -> QWidget:
        return self.known if self._hers else self.role

    def _put(self, participant: Participant) -> None:
        row = _Row(participant, self._called(participant))
        row.presence.edited.connect(self.edited)
        row.away.clicked.connect(lambda: self._remove(row))
        self._rows.append(row)
        self._column.addWidget(row)
        # Qt puts what is new last: Tab comes to the rows after what adds them.
        stops = [stop for each in self._rows for stop in (each.presence, each.away)]
        for one, after in pairwise((self.add, *stops)):
            self.setTabOrder(one, after)

    def _called(self, participant: Participant) -> str:
        """Return who it is: what somebody known is called now, else the role and the words."""
        if participant.person_id is not None:
            known = self._hers.get(participant.person_id)
            return known.called if known else f"{participant.role.label}, inte längre i ärendet"
        return ": ".join(part for part in (participant.role.label, participant.words) if part)

    def _remove(self, row: "_Row") -> None:
        self._take(row)
        self._first().setFocus(Qt.FocusReason.OtherFocusReason)
        self.edited.emit()

    def _take(self, row: "_Row") -> None:
        self._rows.remove(row)
        self._column.removeWidget(row)
        row.hide()
        row.deleteLater()


class _Words(LineEdit):
    """Who it is; Enter adds."""

    entered = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = not event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if plain and event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.entered.emit()
        else:
            super().keyPressEvent(event)


class _Row(QWidget):
    """One participant."""

    def __init__(self, participant: Participant, who: str) -> None:
        super().__init__()
        self._known = participant
        self.presence = CodeBox(Presence, nothing=None)
        self.presence.set_value(participant.presence)
        self.presence.setAccessibleName(f"{who}, närvaro")
        self.away = IconButton(Icon.CLOSE, f"Ta bort {who}")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(Space.S)
        row.addWidget(Label(who, Voice.BODY), 3)
        row.addWidget(self.presence, 2)
        row.addWidget(self.away)

    def participant(self) -> Participant:
        """Return the participant with the presence that is chosen."""
        return replace(self._known, presence=self.presence.value() or self._known.presence)
