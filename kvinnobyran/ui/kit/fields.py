"""One field of a form: its label, its editor, its help, and what a rule says about it."""

from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from kvinnobyran.domain.faults import Fault, Severity
from kvinnobyran.domain.rule_sources import about
from kvinnobyran.ui.kit import look
from kvinnobyran.ui.kit.buttons import Button, Kind
from kvinnobyran.ui.kit.editor import Editor
from kvinnobyran.ui.kit.editors import LineEdit
from kvinnobyran.ui.kit.icons import Icon
from kvinnobyran.ui.kit.label import IconLabel, Label, Voice, restyle
from kvinnobyran.ui.kit.tokens import Space

REASON = "Skäl för att spara ändå"
WHY = "Varför?"
_LEAST = 120
"""The least width in logical pixels of a field for words, at text size 100 %."""

_LOOKS = {
    Severity.STOPP: (Icon.DANGER, Voice.DANGER),
    Severity.VARNA: (Icon.WARNING, Voice.WARN),
    Severity.PAMINN: (Icon.REMINDER, Voice.INFO),
}


@dataclass(frozen=True, slots=True)
class Field:
    """What a form is a list of. ``name`` is the record's field name, as in ``Fault.field``."""

    name: str
    label: str
    editor: Editor
    help: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """A heading among the fields."""

    title: str
    help: str = ""


class Row:
    """Some fields side by side, where there is room for them."""

    def __init__(self, *fields: Field) -> None:
        self.fields = fields


class FaultLine(QWidget):
    """One thing that a rule says, beside its field; a warning has a line for the reason."""

    edited = Signal()

    def __init__(self, fault: Fault, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.fault = fault
        icon, voice = _LOOKS[fault.severity]
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        row.addWidget(IconLabel(icon, voice.value), 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(Label(fault.sentence, voice), 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.XS)
        column.addLayout(row)
        self.basis = Label(about(fault.source), Voice.SMALL)
        """What the rule rests on; shown when somebody asks (domain.md 5.18)."""
        self.basis.hide()
        if self.basis.text():
            why = Button(WHY, Kind.QUIET, then=self._say_why)
            why.setAccessibleName(f"{WHY} {fault.sentence}")
            row.addWidget(why, 0, Qt.AlignmentFlag.AlignVCenter)
            column.addWidget(self.basis)
        self.reason: LineEdit | None = None
        if fault.severity is Severity.VARNA:
            self.reason = LineEdit(placeholder=REASON)
            self.reason.setAccessibleName(f"{REASON}: {fault.sentence}")
            self.reason.edited.connect(self.edited)
            column.addWidget(self.reason)

    def _say_why(self) -> None:
        self.basis.setVisible(self.basis.isHidden())


class FieldBox(QWidget):
    """A field as it stands in a form; ``help_below`` keeps it in line with those beside it."""

    edited = Signal()

    def __init__(
        self, field: Field, parent: QWidget | None = None, *, help_below: bool = False
    ) -> None:
        super().__init__(parent)
        self.field = field
        editor = field.editor.as_widget()
        editor.setAccessibleName(field.label)
        self.label = Label(field.label, Voice.LABEL)
        self.label.setBuddy(editor)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(Space.XS)
        self._column.addWidget(self.label)
        self._column.addWidget(editor)
        if field.help:
            place = self._column.count() if help_below else self._column.indexOf(editor)
            self._column.insertWidget(place, Label(field.help, Voice.MUTED))
            editor.setAccessibleDescription(field.help)
        self._lines: list[FaultLine] = []
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        field.editor.on_edited().connect(self.edited)

    @property
    def least(self) -> int:
        """Return the width in pixels that it needs beside others: its label in one line."""
        editor = self.field.editor
        widest = self.minimumSizeHint().width()
        if editor.narrow:
            own = editor.as_widget()
            widest = max(widest, min(own.sizeHint().width(), own.maximumWidth()))
        else:
            widest = max(widest, look.current().px(_LEAST))
        return max(widest, self.label.fontMetrics().horizontalAdvance(self.field.label))

    @property
    def lines(self) -> tuple[FaultLine, ...]:
        """Return what is said about the field now."""
        return tuple(self._lines)

    def show_faults(self, faults: tuple[Fault, ...]) -> None:
        """Say these things below the editor, and colour its edge by the hardest."""
        kept = self.reasons()
        for line in self._lines:
            self._column.removeWidget(line)
            line.hide()
            line.deleteLater()
        self._lines = []
        for fault in faults:
            line = FaultLine(fault)
            if line.reason is not None and fault.sentence in kept:
                line.reason.set_value(kept[fault.sentence])
            line.edited.connect(self.edited)
            self._column.addWidget(line)
            self._lines.append(line)
        editor = self.field.editor.as_widget()
        inner = editor.focusProxy() or editor
        hardest = next(
            (each.value for each in Severity if each in {fault.severity for fault in faults}), ""
        )
        inner.setProperty("fault", hardest.casefold() or None)
        restyle(inner)
        said = " ".join([*(fault.sentence for fault in faults), self.field.help]).strip()
        inner.setAccessibleDescription(said)

    def told(self) -> list[dict[str, str]]:
        """Return what is said about the field now, with the reasons given, for a draft."""
        return [
            {
                "severity": line.fault.severity.value,
                "sentence": line.fault.sentence,
                "source": line.fault.source,
                "reason": line.reason.value() if line.reason is not None else "",
            }
            for line in self._lines
        ]

    def tell_again(self, told: list[dict[str, str]]) -> None:
        """Say what was said when a draft was taken, with the reasons that were given."""
        self.show_faults(
            tuple(
                Fault(
                    field=self.field.name,
                    severity=Severity(each["severity"]),
                    sentence=each["sentence"],
                    source=each["source"],
                )
                for each in told
            )
        )
        for line, each in zip(self._lines, told, strict=True):
            if line.reason is not None:
                line.reason.set_value(each["reason"])

    def reasons(self) -> dict[str, str]:
        """Return the reasons given, by the sentence of the warning."""
        return {
            line.fault.sentence: line.reason.value().strip()
            for line in self._lines
            if line.reason is not None and line.reason.value().strip()
        }


class RowBox(QWidget):
    """Fields side by side; below one another when there is no room for them."""

    def __init__(self, boxes: list[FieldBox], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._boxes = boxes
        self._box = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(Space.L)
        top = Qt.AlignmentFlag.AlignTop
        for box in boxes:
            if box.field.editor.narrow:
                box.label.setWordWrap(False)  # or its field would stand lower than the others
            self._box.addWidget(box, 0 if box.field.editor.narrow else 1, top)
        if all(box.field.editor.narrow for box in boxes):
            self._box.addStretch(1)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)

    def follow(self) -> None:
        """Take no room while none of the fields is shown."""
        self.setVisible(not all(box.isHidden() for box in self._boxes))

    def minimumSizeHint(self) -> QSize:
        """Ask for no more than the widest field: the others can go below it."""
        widest = max((box.minimumSizeHint().width() for box in self._boxes), default=0)
        return QSize(widest, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Turn the row into a column when it gets too narrow, and back."""
        super().resizeEvent(event)
        shown = [box for box in self._boxes if not box.isHidden()]
        needed = sum(box.least for box in shown) + self._box.spacing() * (len(shown) - 1)
        room = event.size().width() >= needed
        way = QBoxLayout.Direction.LeftToRight if room else QBoxLayout.Direction.TopToBottom
        if way is not self._box.direction():
            self._box.setDirection(way)
            self.updateGeometry()
