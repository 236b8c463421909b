"""The right column of the capture: every question, in the order a call gives the answers."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any, TypeAlias

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget

from kvinnobyran.domain.codes import Code
from kvinnobyran.domain.faults import Fault, stopp
from kvinnobyran.domain.inquiry import (
    Caller,
    Channel,
    Danger,
    Inquiry,
    InquiryOutcome,
    RefusalReason,
    Sought,
)
from kvinnobyran.domain.person import Municipality
from kvinnobyran.domain.violence import ViolenceForm
from kvinnobyran.ui.capture.danger import DangerPanel
from kvinnobyran.ui.capture.question import Ask, Question
from kvinnobyran.ui.kit.chips import Chips
from kvinnobyran.ui.kit.dates import DateEdit, TimeEdit
from kvinnobyran.ui.kit.desk import Desk
from kvinnobyran.ui.kit.editor import Editor
from kvinnobyran.ui.kit.editors import NumberEdit, Option
from kvinnobyran.ui.kit.tokens import Space
from kvinnobyran.ui.register import OrganisationEdit

Of: TypeAlias = type[Code] | Iterable[Option | Code]
_SEVERAL = "flera kan väljas"
_MOST_CHILDREN_CHIPS = 10
_OLDEST = 120
_TWO_DIGITS = 2
_NO_ANSWER: tuple[object, ...] = ("", [], None)
_UNREADABLE = "egen rutin"


class Questions(QWidget):
    """All questions. ``edited`` says that some answer changed, ``past_end`` that none is left."""

    edited = Signal()
    past_end = Signal()
    focused = Signal(QWidget)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._column = column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, Space.M, Space.S)
        column.setSpacing(Space.L)
        self.questions: list[Question] = []
        self._by_field: dict[str, Question] = {}
        self._desk = desk
        self._danger: DangerPanel | None = None
        for ask in _asks(desk):
            question = Question(ask, self)
            self.questions.append(question)
            self._by_field[ask.field] = question
            column.addWidget(question)
            self._listen(question)
        column.addStretch(1)
        self._unfold()

    def __getitem__(self, field: str) -> Question:
        return self._by_field[field]

    @property
    def danger(self) -> DangerPanel:
        """Return the checklist; it is built when somebody is in danger."""
        if self._danger is None:
            self._danger = DangerPanel(self._desk, self)
            self._danger.left.connect(self["danger"].enter)
            self._column.insertWidget(self._column.indexOf(self["danger"]) + 1, self._danger)
        return self._danger

    def enter(self, question: Question) -> None:
        """Go to a question."""
        question.enter()
        self.focused.emit(question)

    def enter_first(self) -> None:
        """Go to the first question that has no answer."""
        self.enter(self.first_open())

    def first_open(self) -> Question:
        """Return the first question that has no answer."""
        open_ones = (each for each in self._seen() if each.editor.draft() in _NO_ANSWER)
        return next(open_ones, self.questions[0])

    def enter_fault(self) -> None:
        """Go to the first question with a fault, if there is one."""
        at_fault = next((question for question in self._seen() if question.fault), None)
        if at_fault is not None:
            self.enter(at_fault)

    def knows(self, field: str) -> bool:
        """Tell whether a field is one of the questions."""
        return field in self._by_field

    def fill(self, inquiry: Inquiry) -> None:
        """Show the answers of an inquiry."""
        for question in self.questions:
            value = getattr(inquiry, question.field)
            question.editor.set_value(None if value is Municipality.NOT_ASKED else value)
            question.show_fault(None)
        self._unfold()

    def record(self, base: Inquiry) -> Inquiry:
        """Return ``base`` with the answers as they stand."""
        values = {question.field: question.editor.value() for question in self.questions}
        values["municipality"] = values["municipality"] or Municipality.NOT_ASKED
        values["received_on"] = values["received_on"] or base.received_on
        children = base.children
        if values["children"] is None and children is not None:
            # More children than there are chips: kept until another number is chosen.
            values["children"] = children if children >= _MOST_CHILDREN_CHIPS else None
        if values["outcome"] is not InquiryOutcome.REFERRED:
            values["referred_to"] = ""
        if values["outcome"] is not InquiryOutcome.REFUSED:
            values["refusal_reason"] = None
        return replace(base, **values)

    def unreadable(self) -> tuple[Fault, ...]:
        """Return a fault for each answer that cannot be read at all."""
        faults = [
            stopp(question.field, sentence, _UNREADABLE)
            for question in self._seen()
            if (sentence := question.editor.problem())
        ]
        if not self["received_on"].editor.draft().strip():
            faults.append(stopp("received_on", "Skriv vilken dag kontakten kom.", "domain.md I1"))
        return tuple(faults)

    def show_faults(self, faults: Iterable[Fault]) -> None:
        """Show each fault beside its question."""
        first: dict[str, Fault] = {}
        for fault in faults:
            first.setdefault(fault.field, fault)
        for question in self.questions:
            question.show_fault(first.get(question.field))

    def draft(self) -> dict[str, Any]:
        """Return what stands in every answer, readable or not."""
        return {question.field: question.editor.draft() for question in self.questions}

    def restore(self, draft: dict[str, Any]) -> None:
        """Show what stood in every answer."""
        for question in self.questions:
            if question.field in draft:
                question.editor.restore(draft[question.field])
            question.show_fault(None)
        self._unfold()

    def _seen(self) -> list[Question]:
        return [question for question in self.questions if not question.isHidden()]

    def _listen(self, question: Question) -> None:
        question.edited.connect(lambda: self._edited(question))
        question.done.connect(lambda: self._next(question))
        if question.ask.shortcut:
            keys = QShortcut(QKeySequence(question.ask.shortcut), self)
            keys.activated.connect(lambda: self.enter(question))

    def _edited(self, question: Question) -> None:
        if question.field in {"danger", "outcome"}:
            self._unfold()
        self.edited.emit()

    def _unfold(self) -> None:
        danger = self["danger"].editor.value() is Danger.YES
        if danger or self._danger is not None:
            self.danger.unfold(shown=danger)
        outcome = self["outcome"].editor.value()
        self["referred_to"].setVisible(outcome is InquiryOutcome.REFERRED)
        self["refusal_reason"].setVisible(outcome is InquiryOutcome.REFUSED)

    def _next(self, question: Question) -> None:
        seen = self._seen()
        after = seen.index(question) + 1
        if after < len(seen):
            self.enter(seen[after])
        else:
            self.past_end.emit()


def _asks(desk: Desk) -> tuple[Ask, ...]:
    """Return what is asked, in the order a call gives the answers."""
    callers = [
        Option(code, code.label, key=str(place % 10)) for place, code in enumerate(Caller, 1)
    ]
    dangers = (
        Option(Danger.YES, "Ja", key="j"),
        Option(Danger.NO, "Nej", key="n"),
        Option(Danger.UNCLEAR, "Oklart", key="o"),
    )
    children = [
        Option(number, str(number), key=str(number)) for number in range(_MOST_CHILDREN_CHIPS)
    ]
    places = [code for code in Municipality if code is not Municipality.NOT_ASKED]

    def one_of(of: Of) -> Callable[[QWidget], Editor]:
        return lambda parent: Chips(of, parent=parent)

    def some_of(of: Of) -> Callable[[QWidget], Editor]:
        return lambda parent: Chips(of, multi=True, parent=parent)

    return (
        Ask(field="channel", label="Kanal", make=one_of(Channel), shortcut="Alt+1"),
        Ask(field="caller", label="Vem hör av sig", make=one_of(callers), shortcut="Alt+2"),
        Ask(field="danger", label="Akut fara", make=one_of(dangers), shortcut="Alt+3"),
        Ask(field="children", label="Barn i hemmet", make=one_of(children), shortcut="Alt+4"),
        Ask(
            field="approximate_age",
            label="Ungefärlig ålder",
            make=lambda parent: NumberEdit(least=0, most=_OLDEST, unit="år", parent=parent),
            shortcut="Alt+5",
            full_at=_TWO_DIGITS,
        ),
        Ask(
            field="sought",
            label="Vad gäller det",
            make=some_of(Sought),
            shortcut="Alt+6",
            several=True,
            note=_SEVERAL,
        ),
        Ask(
            field="outcome",
            label="Vad ledde det till",
            make=one_of(InquiryOutcome),
            shortcut="Alt+7",
        ),
        Ask(
            field="referred_to",
            label="Hänvisad till",
            make=lambda parent: OrganisationEdit(
                desk, placeholder="Verksamhet eller myndighet", parent=parent
            ),
        ),
        Ask(
            field="refusal_reason",
            label="Varför kunde ni inte ta emot",
            make=one_of(RefusalReason),
        ),
        Ask(
            field="violence_stated",
            label="Våld hon berättar om",
            make=some_of(ViolenceForm),
            shortcut="Alt+8",
            several=True,
            note=_SEVERAL,
        ),
        Ask(field="municipality", label="Kommun", make=one_of(places), shortcut="Alt+9"),
        Ask(
            field="received_on",
            label="Dag",
            make=lambda parent: DateEdit(today=desk.today, parent=parent),
        ),
        Ask(
            field="received_at",
            label="Klockslag",
            make=lambda parent: TimeEdit(parent=parent),
        ),
    )
