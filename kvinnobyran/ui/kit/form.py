"""A form is a list of fields. It is quiet until Save, and then says everything at once."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from kvinnobyran.domain.faults import Fault, Severity, stopp
from kvinnobyran.ui.kit.buttons import Button, Kind
from kvinnobyran.ui.kit.editor import Editor
from kvinnobyran.ui.kit.fields import Field, FieldBox, Row, RowBox, Section
from kvinnobyran.ui.kit.heading import Part
from kvinnobyran.ui.kit.label import Label
from kvinnobyran.ui.kit.notice import Notice, Tone
from kvinnobyran.ui.kit.tokens import Space

__all__ = ["Field", "Form", "Row", "Section"]

_UNREADABLE = "ui: what was typed cannot be read"


class Form(QWidget):
    """The fields of one record.

    ``changed`` is emitted when a person has changed something, never by ``fill``.
    """

    changed = Signal()

    def __init__(
        self, entries: Sequence[Field | Row | Section], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.summary = Notice(tone=Tone.DANGER)
        """The bar at the top that takes the focus when something is wrong."""
        self.summary.hide()
        self._boxes: dict[str, FieldBox] = {}
        self._links: list[_Link] = []
        self._whole: list[Fault] = []
        self._dirty = False
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.L)
        column.addWidget(self.summary)
        for place, entry in enumerate(entries):
            if isinstance(entry, Section):
                column.addWidget(Part(entry.title, entry.help, line=place > 0))
            elif isinstance(entry, Row):
                helped = {bool(field.help) for field in entry.fields}
                boxes = [self._box(field, help_below=len(helped) > 1) for field in entry.fields]
                column.addWidget(RowBox(boxes))
            else:
                column.addWidget(self._box(entry))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)

    # --- values ---------------------------------------------------------------------------

    def values(self) -> dict[str, Any]:
        """Return every field's value by its name, as a record would hold it."""
        return {name: box.field.editor.value() for name, box in self._boxes.items()}

    def fill(self, values: Mapping[str, Any]) -> None:
        """Show values; fields that are not named stay as they are. Takes faults away."""
        for name, value in values.items():
            if name in self._boxes:
                self._boxes[name].field.editor.set_value(value)
        self.clear_faults()
        self._dirty = False

    def editor(self, name: str) -> Editor:
        """Return a field's editor. Raises KeyError for a name that is not here."""
        return self._boxes[name].field.editor

    @property
    def dirty(self) -> bool:
        """Return whether a person has changed something since ``fill``."""
        return self._dirty

    def show_field(self, name: str, *, shown: bool) -> None:
        """Show or hide a field that only sometimes has a meaning. Its value stays."""
        box = self._boxes[name]
        box.setVisible(shown)
        row = box.parentWidget()
        if isinstance(row, RowBox):
            row.follow()

    # --- drafts ---------------------------------------------------------------------------

    def draft(self) -> dict[str, Any]:
        """Return what was typed and where the cursor stood, as plain JSON values.

        What was said against it, and the reasons given for going on, are part of it.
        """
        focused = next((name for name, box in self._boxes.items() if _holds_focus(box)), "")
        told = {name: box.told() for name, box in self._boxes.items()}
        return {
            "typed": {name: box.field.editor.draft() for name, box in self._boxes.items()},
            "told": {name: lines for name, lines in told.items() if lines},
            "field": focused,
            "cursor": self._boxes[focused].field.editor.caret() if focused else 0,
        }

    def restore(self, draft: Mapping[str, Any]) -> None:
        """Show a draft again, with the cursor where it stood. The form is then ``dirty``."""
        for name, typed in draft.get("typed", {}).items():
            if name in self._boxes:
                self._boxes[name].field.editor.restore(typed)
        self._tell_again(draft.get("told", {}))
        self._dirty = True
        if draft.get("field") in self._boxes:
            self.focus_field(draft["field"])
            self._boxes[draft["field"]].field.editor.set_caret(int(draft.get("cursor", 0)))

    # --- faults ---------------------------------------------------------------------------

    def problems(self) -> tuple[Fault, ...]:
        """Return a fault for each field whose text cannot be read (a date, a number)."""
        return tuple(
            stopp(name, sentence, _UNREADABLE)
            for name, box in self._boxes.items()
            if not box.isHidden() and (sentence := box.field.editor.problem())
        )

    def check(self) -> bool:
        """Show what cannot be read, if anything; return whether all of it can."""
        found = self.problems()
        if found:
            self.show_faults(found)
        return not found

    def show_faults(self, faults: Iterable[Fault]) -> None:
        """Show every fault beside its field, and a summary at the top that takes the focus.

        A warning gets a line for its reason in place; a reason already given stays.
        """
        told = tuple(faults)
        for name, box in self._boxes.items():
            box.show_faults(tuple(fault for fault in told if fault.field == name))
        self._summarise(told)

    def clear_faults(self) -> None:
        """Take every fault away."""
        self.show_faults(())

    def reasons(self) -> dict[str, str]:
        """Return the reasons given for warnings, by field; several are put together."""
        given = {name: "; ".join(box.reasons().values()) for name, box in self._boxes.items()}
        return {name: reason for name, reason in given.items() if reason}

    def focus_field(self, name: str) -> None:
        """Put the cursor in a field, and scroll to it."""
        self._boxes[name].field.editor.as_widget().setFocus(Qt.FocusReason.OtherFocusReason)

    def focus_first(self) -> None:
        """Put the cursor in the first field that is shown."""
        name = next((name for name, box in self._boxes.items() if not box.isHidden()), None)
        if name is not None:
            self.focus_field(name)

    def _tell_again(self, told: Mapping[str, Any]) -> None:
        """Say beside the fields what was said when the draft was taken, with the reasons."""
        for name, lines in told.items():
            if name in self._boxes:
                self._boxes[name].tell_again(lines)

    def _box(self, field: Field, *, help_below: bool = False) -> FieldBox:
        box = FieldBox(field, help_below=help_below)
        box.edited.connect(self._edited)
        self._boxes[field.name] = box
        return box

    def _edited(self) -> None:
        self._dirty = True
        self.changed.emit()

    def _summarise(self, faults: tuple[Fault, ...]) -> None:
        for link in self._links:
            self.summary.below.removeWidget(link)
            link.hide()
            link.deleteLater()
        self._links = []
        self.summary.setVisible(bool(faults))
        if not faults:
            return
        stops = [fault for fault in faults if fault.severity is Severity.STOPP]
        warns = [fault for fault in faults if fault.severity is Severity.VARNA]
        heading = _counted(len(stops), len(warns))
        tone = Tone.DANGER if stops else Tone.WARN if warns else Tone.INFO
        loose = [fault.sentence for fault in faults if fault.field not in self._boxes]
        self.summary.say("\n".join(loose), tone, heading=heading)
        for fault in faults:
            if fault.field in self._boxes:
                self._links.append(self._link(fault))
        self.summary.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.summary.setFocus(Qt.FocusReason.OtherFocusReason)

    def _link(self, fault: Fault) -> "_Link":
        link = _Link(self._boxes[fault.field].field.label, fault.sentence)
        link.button.clicked.connect(lambda: self.focus_field(fault.field))
        self.summary.below.addWidget(link)
        return link


class _Link(QWidget):
    """The way from the summary to a field: its label, and beside it what is wrong."""

    def __init__(self, label: str, sentence: str) -> None:
        super().__init__()
        self.button = Button(label.replace("&", "&&"), Kind.QUIET)
        self.button.setProperty("link", "true")
        self.button.setAccessibleName(f"Gå till {label}: {sentence}")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(Space.S)
        row.addWidget(self.button, 0, Qt.AlignmentFlag.AlignTop)
        words = Label(sentence)
        words.setContentsMargins(0, 3, 0, 3)
        row.addWidget(words, 1, Qt.AlignmentFlag.AlignTop)


def _focused(widget: QWidget) -> QWidget | None:
    """Return what has the focus in the widget's window, even while the window is not active."""
    return widget.window().focusWidget()


def _holds_focus(box: FieldBox) -> bool:
    focused = _focused(box)
    return focused is not None and box.isAncestorOf(focused)


def _counted(stops: int, warns: int) -> str:
    """Return the summary's heading: what to do, and how much."""
    if stops:
        things = "En sak" if stops == 1 else f"{stops} saker"
        more = f" {warns} till kan sparas med ett skäl." if warns else ""
        return f"{things} behöver rättas innan det går att spara.{more}"
    if warns:
        things = "en sak" if warns == 1 else f"{warns} saker"
        return f"Se över {things}, eller skriv ett skäl för att spara ändå."
    return "Kom ihåg"
