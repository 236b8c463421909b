"""How a report leaves: two buttons for what is done daily, a menu for what is seldom wanted."""

from collections.abc import Callable
from functools import partial

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from kvinnobyran.flows.handing_out import Way
from kvinnobyran.ui.kit.buttons import Button, Kind
from kvinnobyran.ui.kit.icons import Icon


class Ways:
    """The buttons of the heading; with large letters it has room for three."""

    def __init__(
        self, page: QWidget, *, out: Callable[[Way], object], goals: Callable[[], object]
    ) -> None:
        menu = QMenu(page)
        menu.setToolTipsVisible(True)
        self._actions: list[QAction] = []
        for way, text in (
            (Way.SPREADSHEET, "Spara kalkylblad …"),
            (Way.WEB_PAGE, "Spara för skärmläsare …"),
        ):
            action = QAction(text, page)  # the page's own: what a menu makes may go with it
            menu.addAction(action)
            action.triggered.connect(lambda _=False, way=way: out(way))
            self._actions.append(action)
        menu.addSeparator()
        menu.addAction("Mål för året").triggered.connect(lambda _=False: goals())
        self.more = Button("Mer", Kind.PLAIN, icon=Icon.MORE)
        self.more.setMenu(menu)
        self._direct = (
            Button("Spara PDF", Kind.PLAIN, icon=Icon.SAVE, then=partial(out, Way.PDF)),
            Button("Skriv ut", Kind.PRIMARY, icon=Icon.PRINT, then=partial(out, Way.PRINTED)),
        )

        self._all: tuple[Button | QAction, ...] = (*self._direct, *self._actions)

    @property
    def buttons(self) -> tuple[Button, ...]:
        """What stands in the heading, the primary one last."""
        return (self.more, *self._direct)

    def enable(self, *, on: bool, why_not: str) -> None:
        """Let a report leave, or say why it may not."""
        for each in self._all:
            each.setEnabled(on)
            each.setToolTip(why_not)

    @property
    def are_open(self) -> bool:
        """Whether a report may leave in any way."""
        return any(each.isEnabled() for each in self._all)
