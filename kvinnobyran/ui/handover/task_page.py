"""A task that belongs to no case: a page with its sheet."""

from typing import Any

from PySide6.QtWidgets import QWidget

from kvinnobyran.domain.task import Task
from kvinnobyran.store.database import Database
from kvinnobyran.ui.kit.desk import Desk
from kvinnobyran.ui.kit.page import Page
from kvinnobyran.ui.kit.sheet import Sheet
from kvinnobyran.ui.navigator import Navigator
from kvinnobyran.ui.task_sheet import task_sheet


def _task(database: Database, task_id: str) -> tuple[Task | None, int]:
    return database.get(Task, task_id), database.head()


class TaskPage(Page):
    """One task; leaving the sheet leaves the page."""

    tables: frozenset[str] = frozenset()

    def __init__(self, desk: Desk, navigator: Navigator, task_id: str) -> None:
        super().__init__("Uppgift", scroll=False)
        self._desk = desk
        self._navigator = navigator
        self._task_id = task_id
        self._sheet: Sheet | None = None
        desk.ask(_task, task_id, then=self._show, owner=self)

    @property
    def panes(self) -> tuple[QWidget, ...]:
        """Return the sheet."""
        return (self._sheet.form,) if self._sheet is not None else ()

    def refresh(self) -> None:
        """Leave what is being written alone."""

    def state(self) -> dict[str, object]:
        """Return nothing: the draft knows the rest."""
        return {}

    def restore(self, state: dict[str, Any]) -> None:
        """Do nothing: the draft comes back by itself."""

    def _show(self, found: tuple[Task | None, int]) -> None:
        task, head = found
        if task is None:
            self.say("Uppgiften finns inte", "Den kan ha ångrats.")
            return
        sheet = task_sheet(self._desk, task, known=True, head=head)
        sheet.saved.connect(self._saved)
        sheet.left.connect(self._navigator.back)
        self._sheet = sheet
        self.body.addWidget(sheet, 1)

    def _saved(self, _: object, said: str) -> None:
        self._navigator.back()
        self._navigator.toast(said, undo=True)
