"""Who was at a session: one row a person, with whether she or he came."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from kvinnobyran.domain.ids import new_id
from kvinnobyran.domain.session import Participant, Presence, Role
from kvinnobyran.ui.kit.buttons import Button, IconButton
from kvinnobyran.ui.kit.editor import Editor
from kvinnobyran.ui.kit.editors import CodeBox, LineEdit
from kvinnobyran.ui.kit.icons import Icon
from kvinnobyran.ui.kit.label import Label, Voice
from kvinnobyran.ui.kit.tokens import Space

_ROLES = {each.value: each for each in Role}
_PRESENCES = {each.value: each for each in Presence}


class People(QWidget, Editor):
    """The participants. The value is a tuple; each keeps its id, so that a change is a change.

    Choose a role, write who, and Enter or "Lägg till" makes a row.
    """

    edited = Signal()

    def __init__(
        self, session_id: str, *, ahead: Callable[[], bool], parent: QWidget | None = None
    ) -> None:
        """Make the editor; ``ahead`` tells whether the session is still to come."""
        super().__init__(parent)
        self._session = session_id
        self._ahead = ahead
        self._rows: list[_Row] = []
        self.role = CodeBox([each for each in Role if each is not Role.WOMAN], nothing="Roll …")
        self.words = _Words()
        self.words.setPlaceholderText("Vem, utan efternamn")
        self.add = Button("Lägg till", icon=Icon.ADD, then=self._add)
        top = QHBoxLayout()
        top.setSpacing(Space.S)
        top.addWidget(self.role, 2)
        top.addWidget(self.words, 3)
        top.addWidget(self.add)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(Space.S)
        self._column.addLayout(top)
        self.setFocusProxy(self.role)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.role.edited.connect(self._arm)
        self.words.entered.connect(self._add)
        self._arm()

    def value(self) -> tuple[Participant, ...]:
        return tuple(row.participant() for row in self._rows)

    def set_value(self, value: tuple[Participant, ...] | None) -> None:
        for row in list(self._rows):
            self._take(row)
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
        }

    def restore(self, draft: dict[str, Any]) -> None:
        self.set_value(
            tuple(
                Participant(
                    id=own,
                    session_id=self._session,
                    role=_ROLES[role],
                    words=words,
                    person_id=person,
                    presence=_PRESENCES[presence],
                )
                for own, role, words, person, presence in draft["rows"]
            )
        )
        self.role.restore(draft["role"])
        self.words.set_value(draft["words"])
        self._arm()

    def problem(self) -> str:
        """Say that somebody was begun and not added."""
        return "Lägg till personen, eller töm raden." if self.words.value().strip() else ""

    def setAccessibleName(self, name: str, /) -> None:
        """Name every part."""
        super().setAccessibleName(name)
        self.role.setAccessibleName(f"{name}: roll")
        self.words.setAccessibleName(f"{name}: vem")
        self.add.setAccessibleName(f"{name}: lägg till")

    def _arm(self) -> None:
        self.add.setEnabled(self.role.value() is not None)

    def _add(self) -> None:
        role = self.role.value()
        if role is None:
            return
        self._put(
            Participant(
                id=new_id(),
                session_id=self._session,
                role=role,
                words=self.words.value().strip(),
                presence=Presence.EXPECTED if self._ahead() else Presence.PRESENT,
            )
        )
        self.role.set_value(None)
        self.words.set_value("")
        self._arm()
        self.role.setFocus(Qt.FocusReason.OtherFocusReason)
        self.edited.emit()

    def _put(self, participant: Participant) -> None:
        row = _Row(participant)
        row.presence.edited.connect(self.edited)
        row.away.clicked.connect(lambda: self._remove(row))
        self._rows.append(row)
        self._column.addWidget(row)

    def _remove(self, row: "_Row") -> None:
        self._take(row)
        self.role.setFocus(Qt.FocusReason.OtherFocusReason)
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

    def __init__(self, participant: Participant) -> None:
        super().__init__()
        self._known = participant
        who = ": ".join(part for part in (participant.role.label, participant.words) if part)
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
        known = self._known
        return Participant(
            id=known.id,
            session_id=known.session_id,
            role=known.role,
            words=known.words,
            person_id=known.person_id,
            presence=self.presence.value() or known.presence,
        )
