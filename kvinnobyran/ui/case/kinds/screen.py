"""What a kind of intervention shows beside what all of them show."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from PySide6.QtWidgets import QWidget

from kvinnobyran.domain.intervention import Intervention, InterventionKind
from kvinnobyran.store.dossier import Dossier
from kvinnobyran.ui.case.room import Room
from kvinnobyran.ui.kit.icons import Icon

OwnCards: TypeAlias = Callable[[Room, Dossier, Intervention], Sequence[QWidget]]


def _nothing(_room: Room, _dossier: Dossier, _intervention: Intervention) -> tuple[()]:
    return ()


@dataclass(frozen=True, slots=True, kw_only=True)
class KindScreen:
    """The screen of one kind: its icon, and cards of its own below its sessions.

    ``tables`` are those that its own cards show.
    """

    kind: InterventionKind
    icon: Icon = Icon.SUPPORT
    cards: OwnCards = _nothing
    tables: frozenset[str] = frozenset()
