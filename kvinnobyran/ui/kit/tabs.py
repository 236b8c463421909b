"""Tabs: each as wide as its word and named; a list to choose from where they have no room."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QSizePolicy,
    QStackedWidget,
    QStyledItemDelegate,
    QTabBar,
    QVBoxLayout,
    QWidget,
)

from kvinnobyran.ui.kit import look
from kvinnobyran.ui.kit.tokens import Space


class Tabs(QWidget):
    """Pages behind tabs. ``name`` is what a screen reader calls the row of tabs.

    With large letters on a small screen the words have no room beside each other. Then one
    box with all of them takes the row's place, rather than arrows that hide the last ones.
    """

    currentChanged = Signal(int)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._makers: list[Callable[[], QWidget]] = []
        self._titles: list[str] = []
        self._pages: dict[int, QWidget] = {}
        self._fits = True
        self.bar = QTabBar()
        self.bar.setDocumentMode(True)
        self.bar.setExpanding(False)
        self.bar.setUsesScrollButtons(True)
        self.chooser = QComboBox()
        self.chooser.hide()
        for way in (self.bar, self.chooser):
            way.setAccessibleName(name)
        self.beside = QHBoxLayout()
        """Room at the right of the row, for what belongs to all of the pages."""
        self.beside.setSpacing(Space.S)
        self._stack = QStackedWidget()
        row = QHBoxLayout()
        row.setSpacing(Space.M)
        row.addWidget(self.bar)
        row.addWidget(self.chooser)
        row.addStretch(1)
        row.addLayout(self.beside)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(row)
        column.addWidget(self._stack, 1)
        self.bar.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.bar.currentChanged.connect(self._show)
        self.chooser.activated.connect(self.bar.setCurrentIndex)
        look.follow(self._fit)

    @property
    def front(self) -> QWidget:
        """Return what one chooses a page with: the row of tabs, or the list."""
        return self.bar if self._fits else self.chooser

    def add(self, title: str, page: QWidget | Callable[[], QWidget]) -> None:
        """Add a page behind a tab; a function makes it when it is seen for the first time."""
        self._makers.append((lambda: page) if isinstance(page, QWidget) else page)
        self._titles.append(title)
        self.bar.addTab(title.replace("&", "&&"))

    def count(self) -> int:
        """Return how many tabs there are."""
        return self.bar.count()

    def currentIndex(self) -> int:
        """Return the place of the tab that is shown, or -1."""
        return self.bar.currentIndex()

    def setCurrentIndex(self, place: int) -> None:
        """Show the tab in that place."""
        self.bar.setCurrentIndex(place)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def showEvent(self, event: QShowEvent) -> None:
        """Let the row be measured anew: its words have the style sheet's letters only now."""
        super().showEvent(event)
        self.bar.updateGeometry()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go to the next or the last tab with Ctrl+Tab, also from within a page."""
        standard = QKeySequence.StandardKey
        by = event.matches(standard.NextChild) - event.matches(standard.PreviousChild)
        if by and self.count():
            self.setCurrentIndex((self.currentIndex() + by) % self.count())
        else:
            super().keyPressEvent(event)

    def _show(self, place: int) -> None:
        if place not in self._pages:
            page = self._pages[place] = self._makers[place]()
            page.setAccessibleName(page.accessibleName() or self._titles[place])
            self._stack.addWidget(page)
        self._stack.setCurrentWidget(self._pages[place])
        self.chooser.setCurrentIndex(place)
        self.bar.updateGeometry()  # the chosen word is bolder than it was
        self.currentChanged.emit(place)

    def _fit(self) -> None:
        """Show the row if all its words have room, otherwise the list; the focus stays there."""
        needed = self.bar.sizeHint().width() + Space.M + self.beside.sizeHint().width()
        fits = needed <= self.width()
        if fits is self._fits:
            return
        focused = self.front.hasFocus()
        self._fits = fits
        if self.chooser.count() < self.count():
            self._fill_chooser()
        self.bar.setVisible(fits)
        self.chooser.setHidden(fits)
        if focused:
            self.front.setFocus()

    def _fill_chooser(self) -> None:
        """Give the list its words when it is needed: most screens have room for the row."""
        self.chooser.setItemDelegate(QStyledItemDelegate(self.chooser))
        self.chooser.setMaxVisibleItems(14)
        self.chooser.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.chooser.clear()
        self.chooser.addItems(self._titles)
        self.chooser.setCurrentIndex(self.currentIndex())
