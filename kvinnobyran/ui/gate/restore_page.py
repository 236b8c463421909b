"""From a backup to an open office in the window: the former register is kept aside (5.3)."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QProgressBar, QVBoxLayout

from kvinnobyran.domain.copies import FOLDER, Stage
from kvinnobyran.flows import backups
from kvinnobyran.flows.restoring import Prepared, prepare
from kvinnobyran.ui.gate.opening import Opened, open_office
from kvinnobyran.ui.gate.restoring import CopyStep, FirstUserStep, KeyStep
from kvinnobyran.ui.gate.wizard import Leg, Wizard
from kvinnobyran.ui.kit.buttons import Button
from kvinnobyran.ui.kit.clock import office_clock
from kvinnobyran.ui.kit.label import Label, Voice
from kvinnobyran.ui.kit.speak import announce
from kvinnobyran.ui.kit.tokens import Space
from kvinnobyran.ui.kit.worker import Worker
from kvinnobyran.vault.vault import Vault


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
        self._let_go = let_go
        self._prepared: Prepared | None = None
        self.copy = CopyStep(backups.newest_of_any(folder / FOLDER))
        self.key = KeyStep()
        self.user = FirstUserStep()
        self.said = Label("", Voice.MUTED)
        self.bar = QProgressBar()
        self.bar.setRange(0, len(Stage))
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName("Hur långt återställningen har kommit")
        self.bar.setFixedHeight(Space.S)
        for widget in (self.said, self.bar):
            widget.hide()
        self._leave = Button("Avbryt", then=self._give_up)
        self.wizard = Wizard(
            "Återställ från säkerhetskopia",
            (
                Leg(self.copy, self._leave_copy),
                Leg(self.key, self._leave_key),
                Leg(self.user, self._leave_user),
            ),
            worker,
            last="Ta i bruk och lås upp",
            away=self._leave,
            between=(self.said, self.bar),
        )
        self.go_on, self.notice = self.wizard.go_on, self.wizard.notice
        self.wizard.came_home.connect(lambda: self._busy(on=False))
        self.wizard.refused.connect(self.begin)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.wizard)
        self._came_to.connect(self._tell_stage)
        self.user.choice.entered.connect(self.go_on.click)

    @property
    def step(self) -> int:
        """Which step is shown, from 0."""
        return self.wizard.step

    def begin(self) -> None:
        """Put the focus where one begins."""
        self.wizard.shown.begin()

    # --- forward ----------------------------------------------------------------------------------

    def _leave_copy(self) -> None:
        self.go_on.done()
        self.wizard.show_step(1)

    def _leave_key(self) -> None:
        container, key, folder = self.copy.file, self.key.key.text(), self._folder
        if container is None:
            return
        told = self._came_to.emit
        self._busy(on=True)
        self.wizard.run(
            lambda: prepare(container, key, folder, now=office_clock(), told=told), self._ready
        )

    def _ready(self, prepared: Prepared) -> None:
        self._prepared = prepared
        self.key.key.setText("")
        self.user.tell(prepared)
        self.wizard.show_step(2)

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

        self.wizard.run(task, self._came_in)

    def _came_in(self, opened: Opened) -> None:
        self.user.choice.empty()
        self.opened.emit(opened)

    def _give_up(self) -> None:
        if self._prepared is not None:
            self._prepared.give_up()
            self._prepared = None
        self.wants_back.emit()

    # --- how --------------------------------------------------------------------------------------

    def _busy(self, *, on: bool) -> None:
        """Show how far it has come; nothing else can be done meanwhile."""
        self.said.setVisible(on)
        self.bar.setVisible(on)
        self.wizard.shown.setEnabled(not on)
        self.wizard.back.setEnabled(not on)
        self._leave.setEnabled(not on)

    def _tell_stage(self, stage: Stage) -> None:
        self.said.setText(stage.words)
        self.bar.setValue(tuple(Stage).index(stage) + 1)
        announce(self, stage.words)
