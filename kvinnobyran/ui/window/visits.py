"""The pages of the window: built when first shown, kept while in use, asked again when needed."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QScrollArea, QStackedWidget, QWidget

from kvinnobyran.ui.window.places import FramePage, Visit

Build = Callable[[Visit], QWidget]
_DEEPEST = 20
"""How many pages the way back remembers."""
_LATELY = 50


class Visits(QStackedWidget):
    """Shows one page at a time and remembers the way there.

    The pages of the seven places are built once; a page that was opened from another one is
    taken down when it is left, so that nothing of a case stays in memory longer than needed.
    """

    def __init__(self, build: Build) -> None:
        super().__init__()
        self._build = build
        self._places: dict[str, QWidget] = {}
        self._holders: dict[QWidget, QScrollArea] = {}
        self._stale: set[QWidget] = set()
        self._way: list[Visit] = []
        self._lately: list[Visit] = []
        self.visit: Visit | None = None
        """What is shown."""

    @property
    def page(self) -> QWidget | None:
        """The page that is shown."""
        holder = self.currentWidget()
        return holder.widget() if isinstance(holder, QScrollArea) else None

    @property
    def pages(self) -> list[QWidget]:
        """Every page that is built."""
        return list(self._holders)

    @property
    def can_go_back(self) -> bool:
        """Whether there is a page to go back to."""
        return bool(self._way)

    def lately(self, kind: str, most: int) -> tuple[str, ...]:
        """Return the records that were shown last, the latest first, each once."""
        records = dict.fromkeys(visit.record for visit in self._lately if visit.kind == kind)
        return tuple(records)[:most]

    def show_visit(self, visit: Visit, *, remember: bool = True) -> QWidget:
        """Show a page, building it if need be; return it."""
        if visit == self.visit and self.page is not None and not visit.is_place:
            self._refresh(self.page)
            return self.page
        if visit.is_place:
            self._way.clear()
        elif remember and self.visit is not None:
            self._way = [*self._way, self.visit][-_DEEPEST:]
        leaving = None if self.visit is None or self.visit.is_place else self.page
        page = self._page_of(visit)
        self.visit = visit
        self._lately = [visit, *(other for other in self._lately if other != visit)][:_LATELY]
        self.setCurrentWidget(self._holders[page])
        self._refresh(page)
        if leaving is not None and leaving is not page:
            self._take_down(leaving)
        return page

    def back(self) -> Visit | None:
        """Show the page before this one; return it, or None if there is none."""
        if not self._way:
            return None
        visit = self._way.pop()
        way = list(self._way)
        self.show_visit(visit, remember=False)
        self._way = way
        return visit

    def tables_changed(self, tables: frozenset[str]) -> None:
        """Refresh the page that is shown if it shows these tables, the others when seen again."""
        for page in self.pages:
            if isinstance(page, FramePage) and page.tables & tables:
                if page is self.page:
                    page.refresh()
                else:
                    self._stale.add(page)

    def _page_of(self, visit: Visit) -> QWidget:
        kept = self._places.get(visit.kind) if visit.is_place else None
        if kept is not None:
            return kept
        page = self._build(visit)
        # Large text on a small screen must not make the window larger than the screen.
        holder = QScrollArea()
        holder.setWidgetResizable(True)
        holder.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        # In this order: each time a full page is moved, the style sheet looks at all of it.
        self.addWidget(holder)
        holder.setWidget(page)
        self._holders[page] = holder
        self._stale.add(page)
        if visit.is_place:
            self._places[visit.kind] = page
        return page

    def _refresh(self, page: QWidget) -> None:
        self._stale.discard(page)
        if isinstance(page, FramePage):
            page.refresh()

    def _take_down(self, page: QWidget) -> None:
        self._stale.discard(page)
        holder = self._holders.pop(page)
        self.removeWidget(holder)
        holder.deleteLater()
