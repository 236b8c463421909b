"""The steps of one thing, one at a time: a way on, a way back, and what went wrong in words."""

from collections.abc import Callable, Sequence
from typing import NamedTuple, TypeVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from kvinnobyran import bugs
from kvinnobyran.domain.trouble import Trouble
from kvinnobyran.ui.gate.steps import Step
from kvinnobyran.ui.kit.buttons import BusyButton, Button
from kvinnobyran.ui.kit.label import Label, Voice
from kvinnobyran.ui.kit.notice import Notice, Tone
from kvinnobyran.ui.kit.tokens import Space
from kvinnobyran.ui.kit.worker import Worker

T = TypeVar("T")


class Leg(NamedTuple):
    """A step, and what leaving it does: it ends in :meth:`Wizard.show_step` or :meth:`run`."""

    step: Step
    leave: Callable[[], object]


class Wizard(QWidget):
    """Shows one step at a time. Enter goes on from anywhere in it.

    ``last`` stands on the button of the last step; ``away`` is the way out of it all, ``extra``
    another way on, ``between`` what is shown under the steps. From step 2 one can go back.
    """

    came_home = Signal()
    """What was run has ended, well or not."""
    refused = Signal()
    """It ended badly, and has been told."""

    def __init__(
        self,
        title: str,
        stages: Sequence[Leg],
        worker: Worker,
        *,
        last: str,
        away: Button,
        extra: Button | None = None,
        between: Sequence[QWidget] = (),
    ) -> None:
        super().__init__()
        self._title, self._stages, self._worker, self._last = title, stages, worker, last
        self.step = 0
        """Which step is shown, from 0."""
        self._number = Label("", Voice.SMALL)
        self.notice = Notice()
        self.notice.hide()
        self.go_on = BusyButton("Fortsätt", busy_text="Vänta …", then=self._next)
        self.back = Button("Tillbaka", then=lambda: self.show_step(self.step - 1))
        buttons = QHBoxLayout()
        buttons.setSpacing(Space.S)
        for button in (away, self.back):
            buttons.addWidget(button)
        buttons.addStretch(1)
        for way in (extra, self.go_on):
            if way is not None:
                buttons.addWidget(way)
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.XL, Space.XL, Space.XL, Space.XL)
        column.setSpacing(Space.L)
        for widget in (self._number, *(each.step for each in stages), *between, self.notice):
            column.addWidget(widget)
        column.addLayout(buttons)
        self.show_step(0)

    @property
    def shown(self) -> Step:
        """The step that is shown."""
        return self._stages[self.step].step

    @property
    def at_last(self) -> bool:
        """Whether the last step is shown."""
        return self.step == len(self._stages) - 1

    def show_step(self, number: int) -> None:
        """Show a step, from 0, and put the focus where it begins."""
        self.step = number
        self._number.setText(f"{self._title} · steg {number + 1} av {len(self._stages)}")
        self.back.setVisible(number == 1)
        self.go_on.setText(self._last if self.at_last else "Fortsätt")
        for place, stage in enumerate(self._stages):
            stage.step.setVisible(place == number)
        self.notice.hide()
        self.shown.begin()

    def run(self, task: Callable[[], T], then: Callable[[T], object]) -> None:
        """Run what leaving a step takes, away from the window; a trouble is told here."""

        def home(answer: T) -> None:
            self._home()
            then(answer)

        self.notice.hide()
        self._worker.run(task, home, self._refuse, self)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let Enter go on from a choice or a line, too."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.go_on.click()
        else:
            super().keyPressEvent(event)

    def _next(self) -> None:
        problem = self.shown.problem()
        if problem:
            self.go_on.done()
            self._tell(problem, Tone.WARN)
        else:
            self._stages[self.step].leave()

    def _home(self) -> None:
        self.go_on.done()
        self.came_home.emit()

    def _refuse(self, error: BaseException) -> None:
        self._home()
        if isinstance(error, Trouble):
            self._tell(error.way_on, Tone.WARN, heading=error.sentence)
        else:
            number = bugs.report(error)
            self._tell(f"Något gick fel i programmet. Felnummer {number}.", Tone.DANGER)
        self.refused.emit()

    def _tell(self, text: str, tone: Tone, *, heading: str = "") -> None:
        self.notice.say(text, tone, heading=heading)
        self.notice.show()
