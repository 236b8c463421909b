"""The first run: four steps from nothing to a locked, printed and backed-up register."""

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from kvinnobyran import bugs
from kvinnobyran.domain.settings import BACKUP_FOLDER
from kvinnobyran.domain.trouble import Trouble
from kvinnobyran.flows import backups, office
from kvinnobyran.flows.backups import Made
from kvinnobyran.flows.work import Work
from kvinnobyran.ui.gate.building import Built, build, finish, sweep
from kvinnobyran.ui.gate.opening import Opened
from kvinnobyran.ui.gate.steps import BackupStep, PlaceStep, SheetStep, Step, UserStep
from kvinnobyran.ui.kit.buttons import BusyButton, Button
from kvinnobyran.ui.kit.clock import office_clock
from kvinnobyran.ui.kit.label import Label, Voice
from kvinnobyran.ui.kit.notice import Notice, Tone
from kvinnobyran.ui.kit.tokens import Space
from kvinnobyran.ui.kit.worker import Worker
from kvinnobyran.ui.printing import print_unnoted

T = TypeVar("T")


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
        self._worker = worker
        self._built: Built | None = None
        self._opened: Opened | None = None
        self.place = PlaceStep(folder)
        self.user = UserStep()
        self.sheet = SheetStep(print_sheet, office_clock().date())
        self.backup = BackupStep()
        self.steps: tuple[Step, ...] = (self.place, self.user, self.sheet, self.backup)
        self.step = 0
        """Which step is shown, from 0."""
        self._number = Label("", Voice.SMALL)
        self.notice = Notice()
        self.notice.hide()
        self.go_on = BusyButton("Fortsätt", busy_text="Vänta …", then=self._next)
        self.skip = Button("Utan kopia just nu", then=self._finish)
        self.skip.hide()
        self._back = Button("Tillbaka", then=self._step_back)
        self._quit = Button("Avsluta", then=self.wants_to_quit.emit)
        self._lay_out()
        self._show(0)

    def _lay_out(self) -> None:
        buttons = QHBoxLayout()
        buttons.setSpacing(Space.S)
        for button in (self._quit, self._back):
            buttons.addWidget(button)
        buttons.addStretch(1)
        buttons.addWidget(self.skip)
        buttons.addWidget(self.go_on)
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.XL, Space.XL, Space.XL, Space.XL)
        column.setSpacing(Space.L)
        column.addWidget(self._number)
        for step in self.steps:
            column.addWidget(step)
        column.addWidget(self.notice)
        column.addLayout(buttons)

    def begin(self) -> None:
        """Put the focus where one begins."""
        self.steps[self.step].begin()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let Enter go on from a choice or a line, too."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.go_on.click()
        else:
            super().keyPressEvent(event)

    # --- forward and back -------------------------------------------------------------------------

    def _show(self, number: int) -> None:
        self.step = number
        self._number.setText(f"Kom igång · steg {number + 1} av {len(self.steps)}")
        self._back.setVisible(number == 1)
        self.skip.setVisible(number == len(self.steps) - 1)
        self.go_on.setText(
            "Gör en kopia och öppna" if number == len(self.steps) - 1 else "Fortsätt"
        )
        for place, step in enumerate(self.steps):
            step.setVisible(place == number)
        self.notice.hide()
        self.begin()

    def _step_back(self) -> None:
        self._show(self.step - 1)

    def _next(self) -> None:
        problem = self.steps[self.step].problem()
        if problem:
            self.go_on.done()
            self._tell(problem, Tone.WARN)
            return
        (self._leave_place, self._leave_user, self._leave_sheet, self._leave_backup)[self.step]()

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
        self._run(lambda: build(folder, name, phrase), self._built_it)

    def _built_it(self, built: Built) -> None:
        self._built = built
        self.sheet.ask(built.recovery_key)
        self._show(2)

    def _leave_sheet(self) -> None:
        built, (folder, name, phrase) = self._built, self._answers()
        if built is not None:
            self._run(lambda: finish(built, folder, name, phrase), self._finished)

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

        self._run(task, lambda _: self._finish())

    def _finish(self) -> None:
        if self._opened is not None:
            self.opened.emit(self._opened)

    # --- how --------------------------------------------------------------------------------------

    def _answers(self) -> tuple[Path, str, str]:
        folder = self.place.where.folder or Path()
        return folder, self.user.name.text(), self.user.choice.value

    def _run(self, task: Callable[[], T], then: Callable[[T], object]) -> None:
        def home(answer: T) -> None:
            self.go_on.done()
            then(answer)

        self.notice.hide()
        self._worker.run(task, home, self._refused, self)

    def _refused(self, error: BaseException) -> None:
        self.go_on.done()
        if isinstance(error, Trouble):
            self._tell(error.way_on, Tone.WARN, heading=error.sentence)
        else:
            number = bugs.report(error)
            self._tell(f"Något gick fel i programmet. Felnummer {number}.", Tone.DANGER)

    def _tell(self, text: str, tone: Tone, *, heading: str = "") -> None:
        self.notice.say(text, tone, heading=heading)
        self.notice.show()
