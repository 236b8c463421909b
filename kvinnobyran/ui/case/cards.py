"""What most parts are made of: a card that shows lines, and buttons in a row."""

from collections.abc import Callable, Hashable, Sequence
from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QMenu, QWidget

from kvinnobyran.ui.kit.buttons import Button
from kvinnobyran.ui.kit.card import Card, Line
from kvinnobyran.ui.kit.icons import Icon
from kvinnobyran.ui.kit.label import Label, Voice
from kvinnobyran.ui.kit.tokens import Space


def card(
    title: str,
    lines: Sequence[Line],
    opened: Callable[[Any], object],
    *,
    icon: Icon | None = None,
    empty: str = "Inget just nu.",
    button: Button | None = None,
    menu: Callable[[Hashable, QMenu], object] | None = None,
    counted: bool = True,
) -> Card:
    """Return a card that shows lines; ``opened`` takes the key of the line."""
    made = Card(title, icon=icon, empty=empty, button=button, menu=menu, counted=counted)
    made.show_lines(lines)
    made.opened.connect(opened)
    return made


def note(words: str) -> Label:
    """Return a sentence under the rows of a card, in line with them."""
    label = Label(words, Voice.MUTED)
    label.setContentsMargins(Space.S, 0, Space.S, 0)
    return label


def buttons(*some: Button) -> QWidget:
    """Return buttons in a row."""
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(Space.S)
    for button in some:
        row.addWidget(button)
    row.addStretch(1)
    return holder
