"""From a backup to an open office in the window: the former register is kept aside (5.3)."""

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QVBoxLayout

from kvinnobyran import bugs
from kvinnobyran.domain.copies import FOLDER, Stage
from kvinnobyran.domain.trouble import Trouble
from kvinnobyran.flows import backups
from kvinnobyran.flows.restoring import Prepared, prepare
from kvinnobyran.ui.gate.opening import Opened, open_office
from kvinnobyran.ui.gate.restoring import CopyStep, FirstUserStep, KeyStep
from kvinnobyran.ui.gate.steps import Step
from kvinnobyran.ui.kit.buttons import BusyButton, Button
from kvinnobyran.ui.kit.clock import office_clock
from kvinnobyran.ui.kit.label import Label, Voice
from kvinnobyran.ui.kit.notice import Notice, Tone
from kvinnobyran.ui.kit.speak import announce
from kvinnobyran.ui.kit.tokens import Space
from kvinnobyran.ui.kit.worker import Worker
from kvinnobyran.vault.vault import Vault

T = TypeVar("T")


class RestorePage(QFrame):
    """Builds the register beside its place, says what it found, and exchanges them last."""

    opened = Signal(object)
    """An :class:`Opened`."""
    wants_back = Signal()
    _came_to = Signal(object)
    """A :class:`Stage`, from the thread that works."""

    def __init__(self, folder: Path, worker: Worker, *, let_go: Callable[[], object]) -> None:
        """``let_go`` gives back the lock of the folder: it is called just before the exchange."""
        super().__init__()
        self.setProperty("ground", "card")
        self.setAccessibleName("Återställ från säkerhetskopia")
        self._folder = folder
        self._worker = worker
        self._let_go = let_go
        self._prepared: Prepared | None = None
        self.copy = CopyStep(backups.newest_of_any(folder / FOLDER))
        self.key = KeyStep()
        self.user = FirstUserStep()
        self.steps: tuple[Step, ...] = (self.copy, self.key, self.user)
        self.step = 0
        """Which step is shown, from 0."""
        self._number = Label("", Voice.SMALL)
        self.said = Label("", Voice.MUTED)
        self.bar = QProgressBar()
        self.bar.setRange(0, len(Stage))
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName("Hur långt återställningen har kommit")
        self.bar.setFixedHeight(Space.S)
        self.notice = Notice()
        self.go_on = BusyButton("Fortsätt", busy_text="Vänta …", then=self._next)
        self._back = Button("Tillbaka", then=self._step_back)
        self._leave = Button("Avbryt", then=self._give_up)
        self._lay_out()
        self._came_to.connect(self._tell_stage)
        self.user.choice.entered.connect(self.go_on.click)
        self._show(0)

    def _lay_out(self) -> None:
        buttons = QHBoxLayout()
        buttons.setSpacing(Space.S)
        buttons.addWidget(self._leave)
        buttons.addWidget(self._back)
        buttons.addStretch(1)
        buttons.addWidget(self.go_on)
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.XL, Space.XL, Space.XL, Space.XL)
        column.setSpacing(Space.L)
        column.addWidget(self._number)
        for step in self.steps:
            column.addWidget(step)
        for widget in (self.said, self.bar, self.notice):
            widget.hide()
            column.addWidget(widget)
        column.addLayout(buttons)

    def begin(self) -> None:
        """Put the focus where one begins."""
        self.steps[self.step].begin()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let Enter go on from a line, too."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.go_on.click()
        else:
            super().keyPressEvent(event)

    # --- forward and back -------------------------------------------------------------------------

    def _show(self, number: int) -> None:
        self.step = number
        self._number.setText(
            f"Återställ från säkerhetskopia · steg {number + 1} av {len(self.steps)}"
        )
        self._back.setVisible(number == 1)
        last = number == len(self.steps) - 1
        self.go_on.setText("Ta i bruk och lås upp" if last else "Fortsätt")
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
        (self._leave_copy, self._leave_key, self._leave_user)[self.step]()

    def _leave_copy(self) -> None:
        self.go_on.done()
        self._show(1)

    def _leave_key(self) -> None:
        container, key, folder = self.copy.file, self.key.key.text(), self._folder
        if container is None:
            return
        told = self._came_to.emit
        self._busy(on=True)
        self._run(
            lambda: prepare(container, key, folder, now=office_clock(), told=told), self._ready
        )

    def _ready(self, prepared: Prepared) -> None:
        self._prepared = prepared
        self.key.key.setText("")
        self.user.tell(prepared)
        self._show(2)

    def _leave_user(self) -> None:
        prepared, folder, let_go = self._prepared, self._folder, self._let_go
        name, phrase = self.user.name.text(), self.user.choice.value
        if prepared is None:
            return

        def task() -> Opened:
            if not prepared.users:
                prepared.add_user(name, phrase)
            let_go()
            prepared.put_in_place(now=office_clock())
            vault = Vault.open(folder)
            return open_office(vault, lambda: vault.unlock(name, phrase))

        self._run(task, self._came_in)

    def _came_in(self, opened: Opened) -> None:
        self.user.choice.empty()
        self.opened.emit(opened)

    def _give_up(self) -> None:
        if self._prepared is not None:
            self._prepared.give_up()
            self._prepared = None
        self.wants_back.emit()

    # --- how --------------------------------------------------------------------------------------

    def _run(self, task: Callable[[], T], then: Callable[[T], object]) -> None:
        def home(answer: T) -> None:
            self.go_on.done()
            self._busy(on=False)
            then(answer)

        self.notice.hide()
        self._worker.run(task, home, self._refused, self)

    def _busy(self, *, on: bool) -> None:
        """Show how far it has come; nothing else can be done meanwhile."""
        self.said.setVisible(on)
        self.bar.setVisible(on)
        self.steps[self.step].setEnabled(not on)
        self._back.setEnabled(not on)
        self._leave.setEnabled(not on)

    def _tell_stage(self, stage: Stage) -> None:
        self.said.setText(stage.words)
        self.bar.setValue(tuple(Stage).index(stage) + 1)
        announce(self, stage.words)

    def _refused(self, error: BaseException) -> None:
        self.go_on.done()
        self._busy(on=False)
        if isinstance(error, Trouble):
            self._tell(error.way_on, Tone.WARN, heading=error.sentence)
        else:
            number = bugs.report(error)
            self._tell(f"Något gick fel i programmet. Felnummer {number}.", Tone.DANGER)
        self.begin()

    def _tell(self, text: str, tone: Tone, *, heading: str = "") -> None:
        self.notice.say(text, tone, heading=heading)
        self.notice.show()
