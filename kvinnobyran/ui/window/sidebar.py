"""The sidebar: the main thing to do, the seven places, and the lock."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QScrollArea,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from kvinnobyran.ui.kit import icons, look
from kvinnobyran.ui.kit.buttons import Button, IconButton, Kind
from kvinnobyran.ui.kit.icons import Icon
from kvinnobyran.ui.kit.tokens import Space
from kvinnobyran.ui.window.places import Place


class PlaceButton(QToolButton):
    """One place: icon and words, or the icon alone with the words as its name."""

    def __init__(self, id: str, label: str, icon: Icon, keys: str) -> None:
        super().__init__()
        self.id = id
        self._icon = icon
        # Two blanks: the style puts the words right against the icon.
        self.setText(f"  {label}")
        self.setCheckable(True)
        self.setAccessibleName(label)
        self.setToolTip(f"{label} ({keys})")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        icons.give(self, icon)
        self.toggled.connect(self._colour)
        self.narrow(on=False)

    def narrow(self, *, on: bool) -> None:
        """Show the icon alone."""
        style = Qt.ToolButtonStyle
        self.setToolButtonStyle(style.ToolButtonIconOnly if on else style.ToolButtonTextBesideIcon)

    def _colour(self, chosen: bool) -> None:
        icons.give(self, self._icon, "on_tint" if chosen else "text")


class Sidebar(QFrame):
    """Where one goes. ``went`` carries the id of the place that was pressed."""

    went = Signal(str)

    def __init__(
        self,
        places: tuple[Place, ...],
        keys: Callable[[str], str],
        *,
        new_contact: Callable[[], object],
        lock: Callable[[], object],
    ) -> None:
        """``keys`` returns the words for a command's keys, by the command's id."""
        super().__init__()
        self.setProperty("ground", "side")
        self.setAccessibleName("Sidofält")
        self.buttons = tuple(
            PlaceButton(each.id, each.label, each.icon, keys(each.command)) for each in places
        )
        self.new_contact = Button(
            "Ny kontakt", Kind.PRIMARY, icon=Icon.NEW_CONTACT, then=new_contact
        )
        self.new_contact.setToolTip(f"Ny kontakt ({keys('new_contact')})")
        self._new_narrow = IconButton(
            Icon.NEW_CONTACT, "Ny kontakt", then=new_contact, tone="accent"
        )
        self.lock = Button("Lås", Kind.PLAIN, icon=Icon.LOCK, then=lock)
        self.lock.setToolTip(f"Lås ({keys('lock')})")
        self._lock_narrow = IconButton(Icon.LOCK, "Lås", then=lock)
        self._group = QButtonGroup(self)
        self._group.setExclusive(True)
        self._narrow = False
        self._build()
        self.narrow(on=False)

    def _build(self) -> None:
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(Space.M, Space.L, Space.M, Space.M)
        column.setSpacing(Space.XS)
        column.addWidget(self.new_contact)
        column.addWidget(self._new_narrow, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addSpacing(Space.M)
        for button in self.buttons:
            self._group.addButton(button)
            button.clicked.connect(lambda _=False, at=button.id: self.went.emit(at))
            column.addWidget(button)
        column.addStretch(1)
        column.addSpacing(Space.M)
        column.addWidget(self.lock)
        column.addWidget(self._lock_narrow, 0, Qt.AlignmentFlag.AlignHCenter)
        self._inside = inside
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setWidget(inside)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._scroll)

    @property
    def is_narrow(self) -> bool:
        """Whether only icons are shown."""
        return self._narrow

    def narrow(self, *, on: bool) -> None:
        """Show icons alone, or icons with words."""
        self._narrow = on
        for button in self.buttons:
            button.narrow(on=on)
        self.new_contact.setVisible(not on)
        self._new_narrow.setVisible(on)
        self.lock.setVisible(not on)
        self._lock_narrow.setVisible(on)
        self._fit()

    def mark(self, place: str) -> None:
        """Mark the place that is shown; none when ``place`` is empty."""
        self._group.setExclusive(False)
        for button in self.buttons:
            button.setChecked(button.id == place)
        self._group.setExclusive(True)

    def wide_width(self) -> int:
        """Return the width that the words need, in logical pixels."""
        margins = 2 * Space.M
        buttons = (*self.buttons, self.new_contact, self.lock)
        now = look.current()
        words = max(button.fontMetrics().horizontalAdvance(button.text()) for button in buttons)
        return words + now.icon + now.px(44) + margins

    def changeEvent(self, event: QEvent) -> None:
        """Let the width follow the text."""
        super().changeEvent(event)
        if event.type() in {QEvent.Type.StyleChange, QEvent.Type.FontChange} and hasattr(
            self, "_scroll"
        ):
            self._fit()

    def resizeEvent(self, event: object) -> None:
        """Make room for the scroll bar when there is one."""
        super().resizeEvent(event)  # type: ignore[arg-type] # Qt's QResizeEvent
        self._fit()

    def _fit(self) -> None:
        width = (
            look.current().icon + 2 * Space.M + look.current().px(22)
            if self._narrow
            else self.wide_width()
        )
        bar = self._scroll.verticalScrollBar()
        if self._inside.sizeHint().height() > self.height() > 0:
            width += bar.sizeHint().width()
        if width != self.width() or self.minimumWidth() != width:
            self.setFixedWidth(width)
