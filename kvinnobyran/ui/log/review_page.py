"""Granskning: last month's drawn readings, one answer each, and a signature (L20)."""

from datetime import date
from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QWidget

from kvinnobyran.domain.access_review import Answer, month_before
from kvinnobyran.domain.trouble import Refused, Trouble
from kvinnobyran.flows.access_log import Review, answer_reading, review_that_waits, sign_review
from kvinnobyran.store.access_log import LogLine
from kvinnobyran.ui.kit.buttons import Button, Kind
from kvinnobyran.ui.kit.desk import Desk
from kvinnobyran.ui.kit.editors import LineEdit
from kvinnobyran.ui.kit.empty import Empty
from kvinnobyran.ui.kit.icons import Icon
from kvinnobyran.ui.kit.label import Label
from kvinnobyran.ui.kit.notice import Notice, Tone
from kvinnobyran.ui.kit.page import Page, Width
from kvinnobyran.ui.kit.table import Column, Table
from kvinnobyran.ui.kit.tokens import Space
from kvinnobyran.ui.log.page import month_words
from kvinnobyran.ui.navigator import Navigator

_LEAD = "Ett urval som ingen väljer själv. Svara på varje rad, och signera sedan månaden."


def _number(line: LogLine) -> str:
    return str(line.seq)


class ReviewPage(Page):
    """A table of the readings that were drawn; the buttons answer the one the cursor is on."""

    tables = frozenset({"task"})

    def __init__(self, desk: Desk, navigator: Navigator) -> None:
        self._month = month_before(desk.today)
        super().__init__(
            _title(self._month),
            _LEAD,
            width=Width.WIDE,
            scroll=False,
        )
        self._desk = desk
        self._navigator = navigator
        self._review: Review | None = None
        self.sign = Button("Signera månaden", Kind.PRIMARY, icon=Icon.CHECK, then=self._sign)
        self.offer(self.sign)
        self.log = Button("Till loggen", then=lambda: navigator.open_page("log"))
        below = QHBoxLayout()
        below.addWidget(self.log)
        below.addStretch(1)
        self.empty = Empty(
            "Inga läsningar att granska",
            "Förra månaden läste ingen skyddade uppgifter, adresser eller barns akter.",
            icon=Icon.CHECK,
        )
        self.table: Table[LogLine] = Table(
            "Läsningar i urvalet",
            (
                Column(title="Rad", text=_number, sort=lambda line: line.seq, width=8),
                Column(title="När", text=self._when, sort=lambda line: line.seq, width=16),
                Column(title="Vem", text=lambda line: line.user, width=14),
                Column(title="Ärende", text=lambda line: line.code, width=12),
                Column(title="Vad", text=lambda line: line.sentence),
                Column(title="Svar", text=self._verdict, width=24),
            ),
            key=lambda line: line.seq,
        )
        self.words = LineEdit(placeholder="Vad du vill fråga, eller varför det är rimligt")
        self.words.setAccessibleName("Fråga eller kommentar till raden")
        self.reasonable = Button("Rimlig", then=lambda: self._answer(Answer.REASONABLE))
        self.ask = Button("Fråga", then=lambda: self._answer(Answer.ASK))
        self.said = Notice()
        self.said.hide()
        self.marks = Label("")
        self.marks.hide()
        answers = QHBoxLayout()
        answers.setContentsMargins(0, 0, 0, 0)
        answers.setSpacing(Space.S)
        answers.addWidget(self.words, 1)
        answers.addWidget(self.reasonable)
        answers.addWidget(self.ask)
        self.answers = QWidget()
        self.answers.setLayout(answers)
        self.body.setSpacing(Space.M)
        self.body.addWidget(self.said)
        self.body.addWidget(self.marks)
        self.body.addWidget(self.empty, 1)
        self.body.addWidget(self.table, 1)
        self.body.addWidget(self.answers)
        self.body.addLayout(below)
        self.table.opened.connect(self._open)
        self.table.chosen.connect(self._chosen)

    @property
    def panes(self) -> tuple[QWidget, ...]:
        """Return the list, the answers and the way back."""
        if self._review is None or not self._review.lines:
            return (self.log,)
        return (self.table, self.answers, self.log)

    def refresh(self) -> None:
        """Ask for what was drawn and what has been said."""
        self._desk.ask(review_that_waits, self._desk.today, self._desk.now.tzinfo, then=self._show)

    def state(self) -> dict[str, object]:
        """Return nothing: every answer is in the log."""
        return {}

    def restore(self, state: dict[str, Any]) -> None:
        """Do nothing."""

    def _when(self, line: LogLine) -> str:
        return f"{line.at.astimezone(self._desk.now.tzinfo):%Y-%m-%d %H.%M}"

    def _verdict(self, line: LogLine) -> str:
        said = self._review.verdicts.get(line.seq) if self._review is not None else None
        if said is None:
            return ""
        return f"{said.answer.label}: {said.words}" if said.words else said.answer.label

    def _show(self, review: Review) -> None:
        if review.month != self._month:
            self.said.hide()  # what was said was about the month before
        self._review = review
        self._month = review.month
        self.say(_title(review.month), _LEAD)
        done = bool(review.signed_by)
        self.sign.setVisible(bool(review.lines) and not done)
        self.answers.setVisible(bool(review.lines) and not done)
        self.empty.setVisible(not review.lines)
        self.table.setVisible(bool(review.lines))
        self.table.show_rows(review.lines)
        self._chosen(self.table.current())
        self.marks.setText("\n".join(review.marks))
        self.marks.setVisible(bool(review.marks))
        if done:
            self._say(f"Månaden är granskad och signerad av {review.signed_by}.", Tone.OK)

    def _chosen(self, line: LogLine | None) -> None:
        for button, verb in ((self.reasonable, "Rimlig"), (self.ask, "Fråga")):
            button.setEnabled(line is not None)
            button.setAccessibleName(verb if line is None else f"{verb}: rad {line.seq}")

    def _open(self, line: LogLine) -> None:
        if line.case_id:
            self._navigator.open_case(line.case_id)

    def _answer(self, answer: Answer) -> None:
        line = self.table.current()
        if line is not None:
            self._desk.do(
                answer_reading,
                self._month,
                line.seq,
                answer,
                self.words.value(),
                then=self._answered,
                otherwise=self._refused,
                owner=self,
            )

    def _answered(self, review: Review) -> None:
        self.words.setText("")
        self.said.hide()
        self._show(review)
        left = review.left
        self._navigator.toast(f"Svaret är sparat. {left} kvar." if left else "Alla rader är klara.")

    def _sign(self) -> None:
        self._desk.do(
            sign_review, self._month, then=self._signed, otherwise=self._refused, owner=self
        )

    def _signed(self, review: Review) -> None:
        self._show(review)
        if self._desk.vault is not None:
            from kvinnobyran.flows.oversight import carry

            self._desk.do(carry, self._desk.vault, owner=self)

    def _refused(self, trouble: Trouble) -> None:
        faults = trouble.faults if isinstance(trouble, Refused) else ()
        self._say(faults[0].sentence if faults else trouble.sentence, Tone.WARN)

    def _say(self, text: str, tone: Tone) -> None:
        self.said.say(text, tone)
        self.said.show()


def _title(month: date) -> str:
    return f"Granska läsningarna i {month_words(month)}"
