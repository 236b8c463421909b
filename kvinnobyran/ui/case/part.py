"""What a part of the case page is. Each is a value in the list ``PARTS`` (``parts.py``).

A part never reaches into another one: it shows what a dossier holds, opens sheets through its
:class:`Room`, and is asked for everything else by the page.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from PySide6.QtWidgets import QWidget

from kvinnobyran.domain.next_step import Step
from kvinnobyran.store.dossier import Dossier
from kvinnobyran.ui.case.moment import Flag, Moment
from kvinnobyran.ui.case.room import Room
from kvinnobyran.ui.kit.sheet import Sheet

Cards = Callable[[Room, Dossier], Sequence[QWidget]]
SheetOf = Callable[[Room, str], Sheet | None]
Opens = Callable[[Room, Any], object]
Takes = Callable[[Room, str], object]


def _nothing(_: Dossier) -> tuple[()]:
    return ()


def _no_flags(_: Dossier, _today: date) -> tuple[()]:
    return ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One subject of the case page.

    ``tables``: a change of one of these shows the case anew.
    ``cards``: by the key of a tab (``tabs.py``), the widgets it has there, in the order of
    ``PARTS``; a widget that wants to grow in height (a table) gets the tab's whole height.
    ``sheets``: by the kind of a draft, the sheet of the record with that id, known or never
    saved (its draft finds it by the id); None when there can be no such sheet.
    ``opens``: by the type of a record, what a row of Idag or of the timeline opens.
    ``steps``: what the header's button does for a step, with the record that it is about.
    ``moments``: its lines of the timeline. ``flags``: its sentences in the header, as of a day.
    ``deeds``: by the name of a command, what is done with the case as a whole. ``cannot``: by the
    kind of a sheet or the name of a deed, why it has no meaning in the case as it is, or "".
    ``guarded``: by the kind of a sheet that shows what protection hides, whose details it shows
    for a record, as the id of a person, or "" for a new one that shows nothing yet: the
    passphrase is asked first (S1).
    """

    key: str
    tables: frozenset[str] = frozenset()
    cards: Mapping[str, Cards] = field(default_factory=dict)
    sheets: Mapping[str, SheetOf] = field(default_factory=dict)
    opens: Mapping[type, Opens] = field(default_factory=dict)
    steps: Mapping[Step, Takes] = field(default_factory=dict)
    moments: Callable[[Dossier], Iterable[Moment]] = _nothing
    flags: Callable[[Dossier, date], Iterable[Flag]] = _no_flags
    deeds: Mapping[str, Callable[[Room], object]] = field(default_factory=dict)
    cannot: Mapping[str, Callable[[Dossier, date], str]] = field(default_factory=dict)
    guarded: Mapping[str, Callable[[Room, str], str]] = field(default_factory=dict)
