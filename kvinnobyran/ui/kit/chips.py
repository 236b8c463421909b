"""A group of chips: everything there is to choose is seen, and one key chooses.

Arrow keys move, Space chooses, and each chip has a key of its own (a digit unless the
option says another) while the group has the focus. A chip is a radio button or a tick
box with an edge around it, so it says its role and state by itself, and never by colour
alone: what is chosen has a tick.
"""

from collections.abc import Iterable, Iterator
from typing import Any

from PySide6.QtCore import QEvent, QObject, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QCheckBox, QRadioButton, QWidget

from kvinnobyran.domain.codes import Code
from kvinnobyran.ui.kit import fonts, look
from kvinnobyran.ui.kit.editor import Editor
from kvinnobyran.ui.kit.editors import Option, options
from kvinnobyran.ui.kit.flow import Flow
from kvinnobyran.ui.kit.focus import paint_ring
from kvinnobyran.ui.kit.tokens import Type

_DIGITS = "123456789"
_FORWARD = {Qt.Key.Key_Right, Qt.Key.Key_Down}
_BACK = {Qt.Key.Key_Left, Qt.Key.Key_Up}
_ENDS = {Qt.Key.Key_Home: 0, Qt.Key.Key_End: -1}


def _paint_extras(chip: QAbstractButton, key: str) -> None:
    if key and key != chip.text():  # the chip "2" says its key by itself
        tokens = look.current().tokens
        painter = QPainter(chip)
        painter.setFont(fonts.tabular(fonts.font(look.current().points(Type.SMALL - 1))))
        painter.setPen(QColor(tokens.on_tint if chip.isChecked() else tokens.muted))
        room = QRect(chip.rect()).adjusted(0, 0, -10, 0)
        painter.drawText(
            room, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, key.upper()
        )
        painter.end()
    if chip.hasFocus():
        paint_ring(chip, chip.height() / 2)


class _Single(QRadioButton):
    """A chip of a group where one is chosen."""

    def __init__(self, text: str, key: str, parent: QWidget) -> None:
        super().__init__(text, parent)
        self.key = key
        self._was_chosen = False
        self.pressed.connect(self._remember)

    @property
    def taken_back(self) -> bool:
        """Return whether the last press was on a chip that was chosen already."""
        return self._was_chosen

    def choose(self, *, chosen: bool) -> None:
        """Choose it or not: Qt would let nobody take back the one choice of a group."""
        self.setAutoExclusive(False)
        self.setChecked(chosen)
        self.setAutoExclusive(True)

    def _remember(self) -> None:
        self._was_chosen = self.isChecked()

    def sizeHint(self) -> QSize:
        return _roomier(super().sizeHint(), self.key if self.key != self.text() else "")

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def hitButton(self, place: Any) -> bool:  # noqa: ANN401 - Qt's QPoint
        """Take a click anywhere on the chip."""
        return self.rect().contains(place)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        _paint_extras(self, self.key)


class _Several(QCheckBox):
    """A chip of a group where several are chosen."""

    def __init__(self, text: str, key: str, parent: QWidget) -> None:
        super().__init__(text, parent)
        self.key = key

    def choose(self, *, chosen: bool) -> None:
        """Choose it or not."""
        self.setChecked(chosen)

    def sizeHint(self) -> QSize:
        return _roomier(super().sizeHint(), self.key if self.key != self.text() else "")

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def hitButton(self, place: Any) -> bool:  # noqa: ANN401 - Qt's QPoint
        """Take a click anywhere on the chip."""
        return self.rect().contains(place)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        _paint_extras(self, self.key)


def _roomier(hint: QSize, key: str) -> QSize:
    return hint + QSize(look.current().px(10) if key else 0, 0)


class Chips(Flow, Editor):
    """A group of chips. The value is one value or None; with ``multi`` a frozenset.

    ``name`` is what the group is called by a screen reader; ``Form`` gives its label. With
    ``kept`` there always is an answer: it can be changed, but not taken back.
    """

    edited = Signal()

    def __init__(
        self,
        of: type[Code] | Iterable[Option | Code],
        *,
        multi: bool = False,
        name: str = "",
        keys: bool = True,
        kept: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent=parent)
        self._multi = multi
        self._kept = kept
        self._chips: list[_Single | _Several] = []
        self._values: list[Any] = []
        for place, option in enumerate(options(of)):
            number = _DIGITS[place] if place < len(_DIGITS) else ""
            key = (option.key or number) if keys else ""
            make = _Several if multi else _Single
            chip = make(option.label.replace("&", "&&"), key, self)
            chip.setProperty("chip", "true")
            chip.setToolTip(option.help)
            chip.setCursor(Qt.CursorShape.PointingHandCursor)
            chip.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            chip.installEventFilter(self)
            chip.clicked.connect(lambda _=False, chip=chip: self._clicked(chip))
            self.add(chip)
            self._chips.append(chip)
            self._values.append(option.value)
        self.setAccessibleName(name)
        self._rove(0)

    def setAccessibleName(self, name: str, /) -> None:
        """Name the group; each chip says the group's name before its own."""
        super().setAccessibleName(name)
        for chip in self._chips:
            own = chip.text().replace("&&", "&")
            chip.setAccessibleName(f"{name}: {own}" if name else own)
            if chip.key:
                chip.setAccessibleDescription(f"Tangent {chip.key.upper()}")

    def value(self) -> Any:  # noqa: ANN401 - whatever the options hold
        chosen = [
            value for value, chip in zip(self._values, self._chips, strict=True) if chip.isChecked()
        ]
        if self._multi:
            return frozenset(chosen)
        return chosen[0] if chosen else None

    def set_value(self, value: Any) -> None:  # noqa: ANN401 - whatever the options hold
        wanted = (value or ()) if self._multi else (() if value is None else (value,))
        for own, chip in zip(self._values, self._chips, strict=True):
            chip.choose(chosen=own in wanted)
        first = next((at for at, chip in enumerate(self._chips) if chip.isChecked()), 0)
        self._rove(first)

    def offer(self, values: Iterable[Any]) -> None:
        """Show only the chips of these values, and what is chosen; keys go by what is shown."""
        offered = list(values)
        number = iter(_DIGITS)
        for value, chip in zip(self._values, self._chips, strict=True):
            shown = value in offered or chip.isChecked()
            chip.setVisible(shown)
            if chip.key in _DIGITS:
                chip.key = next(number, "") if shown else ""
        self.setAccessibleName(self.accessibleName())
        if self._at().isHidden():
            self._rove(next(self._offered(), 0))
        self.updateGeometry()

    def draft(self) -> list[int]:
        return [at for at, chip in enumerate(self._chips) if chip.isChecked()]

    def restore(self, draft: list[int]) -> None:
        values = [self._values[at] for at in draft if at < len(self._values)]
        self.set_value(frozenset(values) if self._multi else next(iter(values), None))

    def press(self, key: str) -> bool:
        """Choose the chip of a key, as if it was typed; return whether there was one."""
        chip = next((each for each in self._chips if each.key and each.key == key), None)
        if chip is None:
            return False
        chip.setFocus(Qt.FocusReason.ShortcutFocusReason)
        chip.click()
        return True

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Pass the focus on to the chip where it last was."""
        super().focusInEvent(event)
        self._at().setFocus(event.reason())

    def setFocus(self, reason: Qt.FocusReason = Qt.FocusReason.OtherFocusReason) -> None:
        """Put the focus on the chip where it last was."""
        self._at().setFocus(reason)

    def eventFilter(self, chip: QObject, event: QEvent) -> bool:
        """Move between chips and choose by key."""
        if isinstance(chip, _Single | _Several) and chip in self._chips:
            place = self._chips.index(chip)
            if event.type() is QEvent.Type.FocusIn:
                self._rove(place)
            if event.type() is QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
                return self._key(event, place)
        return super().eventFilter(chip, event)

    def _key(self, event: QKeyEvent, place: int) -> bool:
        held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if held & ~Qt.KeyboardModifier.ShiftModifier:
            return False
        key = Qt.Key(event.key())
        step = (key in _FORWARD) - (key in _BACK)
        shown = list(self._offered())
        if step:
            self._go(shown[(shown.index(place) + step) % len(shown)])
            return True
        if key in _ENDS:
            self._go(shown[_ENDS[key]])
            return True
        return bool(event.text()) and self.press(event.text().casefold())

    def _offered(self) -> Iterator[int]:
        """Yield the places of the chips that are shown."""
        return (at for at, chip in enumerate(self._chips) if not chip.isHidden())

    def _go(self, place: int) -> None:
        self._chips[place].setFocus(Qt.FocusReason.TabFocusReason)

    def _at(self) -> QWidget:
        """Return the chip that Tab leads to."""
        tab = Qt.FocusPolicy.StrongFocus
        return next(chip for chip in self._chips if chip.focusPolicy() == tab)

    def _rove(self, place: int) -> None:
        """Let Tab lead to one chip only: the group is one stop."""
        for at, chip in enumerate(self._chips):
            here = at == place
            chip.setFocusPolicy(Qt.FocusPolicy.StrongFocus if here else Qt.FocusPolicy.ClickFocus)

    def _clicked(self, chip: _Single | _Several) -> None:
        if isinstance(chip, _Single) and chip.taken_back and not self._kept:
            chip.choose(chosen=False)
        self.edited.emit()


class YesNo(Chips):
    """Ja, nej, or nothing said. The value is a bool or None. Keys: j and n."""

    def __init__(
        self, *, name: str = "", kept: bool = False, parent: QWidget | None = None
    ) -> None:
        answers = (Option(True, "Ja", key="j"), Option(False, "Nej", key="n"))
        super().__init__(answers, name=name, kept=kept, parent=parent)
