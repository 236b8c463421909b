"""The first run: four steps from nothing to a locked, printed and backed-up register."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from kvinnobyran.domain.settings import BACKUP_FOLDER
from kvinnobyran.flows import backups, office
from kvinnobyran.flows.backups import Made
from kvinnobyran.flows.work import Work
from kvinnobyran.ui.gate.building import Built, build, finish, sweep
from kvinnobyran.ui.gate.opening import Opened
from kvinnobyran.ui.gate.steps import BackupStep, PlaceStep, SheetStep, UserStep
from kvinnobyran.ui.gate.wizard import Leg, Wizard
from kvinnobyran.ui.kit.buttons import Button
from kvinnobyran.ui.kit.clock import office_clock
from kvinnobyran.ui.kit.worker import Worker
from kvinnobyran.ui.printing import print_unnoted


class FirstRun(QFrame):
    """Goes through the steps. ``opened`` carries the office when all is done."""

    opened = Signal(object)
    chose = Signal(object)
    """A folder with a register that is already there."""
    wants_restore = Signal(object)
    """A folder where a register out of a backup is to lie."""
    wants_to_quit = Signal()

    def __init__(
        self,
        folder: Path,
        worker: Worker,
        *,
        print_sheet: Callable[[QWidget, bytes], bool] = print_unnoted,
    ) -> None:
        super().__init__()
        self.setProperty("ground", "card")
        self.setAccessibleName("Kom igång")
        self._built: Built | None = None
        self._opened: Opened | None = None
        self.place = PlaceStep(folder)
        self.user = UserStep()
        self.sheet = SheetStep(print_sheet, office_clock().date())
        self.backup = BackupStep()
        self.skip = Button("Utan kopia just nu", then=self._finish)
        self.wizard = Wizard(
            "Kom igång",
            (
                Leg(self.place, self._leave_place),
                Leg(self.user, self._leave_user),
                Leg(self.sheet, self._leave_sheet),
                Leg(self.backup, self._leave_backup),
            ),
            worker,
            last="Gör en kopia och öppna",
            away=Button("Avsluta", then=self.wants_to_quit.emit),
            extra=self.skip,
        )
        self.go_on, self.notice = self.wizard.go_on, self.wizard.notice
        self.skip.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.wizard)

    @property
    def step(self) -> int:
        """Which step is shown, from 0."""
        return self.wizard.step

    def begin(self) -> None:
        """Put the focus where one begins."""
        self.wizard.shown.begin()

    # --- forward ----------------------------------------------------------------------------------

    def _show(self, number: int) -> None:
        self.wizard.show_step(number)
        self.skip.setVisible(self.wizard.at_last)

    def _leave_place(self) -> None:
        self.go_on.done()
        folder = self.place.where.folder
        if folder is None:
            return
        if self.place.existing.isChecked():
            self.chose.emit(folder)
        elif self.place.restored.isChecked():
            self.wants_restore.emit(folder)
        else:
            sweep(folder)
            self._show(1)

    def _leave_user(self) -> None:
        folder, name, phrase = self._answers()
        self.wizard.run(lambda: build(folder, name, phrase), self._built_it)

    def _built_it(self, built: Built) -> None:
        self._built = built
        self.sheet.ask(built.recovery_key)
        self._show(2)

    def _leave_sheet(self) -> None:
        built, (folder, name, phrase) = self._built, self._answers()
        if built is not None:
            self.wizard.run(lambda: finish(built, folder, name, phrase), self._finished)

    def _finished(self, opened: Opened) -> None:
        self._opened = opened
        self.sheet.forget()
        self.user.choice.empty()
        self._show(3)

    def _leave_backup(self) -> None:
        opened, folder = self._opened, self.backup.where.folder
        if opened is None or folder is None:
            return
        seal = backups.sealed_to_sheet(opened.vault.backup_seal())

        def task() -> Made:
            work = Work(opened.database, opened.vault.user, office_clock())
            made = backups.make_backup(work, opened.vault.store_keys, folder, seal=seal)
            office.change_setting(work, BACKUP_FOLDER, str(folder))
            return made

        self.wizard.run(task, lambda _: self._finish())

    def _finish(self) -> None:
        if self._opened is not None:
            self.opened.emit(self._opened)

    # --- how --------------------------------------------------------------------------------------

    def _answers(self) -> tuple[Path, str, str]:
        folder = self.place.where.folder or Path()
        return folder, self.user.name.text(), self.user.choice.value
