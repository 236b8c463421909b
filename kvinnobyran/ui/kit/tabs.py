"""Tabs: each as wide as its word, all of them named."""

from PySide6.QtWidgets import QTabWidget, QWidget


class Tabs(QTabWidget):
    """Pages behind tabs. ``name`` is what a screen reader calls the row of tabs."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setDocumentMode(True)
        self.setAccessibleName(name)
        bar = self.tabBar()
        bar.setAccessibleName(name)
        bar.setExpanding(False)
        bar.setUsesScrollButtons(True)

    def add(self, title: str, page: QWidget) -> None:
        """Add a page behind a tab."""
        page.setAccessibleName(page.accessibleName() or title)
        self.addTab(page, title.replace("&", "&&"))
