"""A child's own file: what it has told, its drawings, and nothing of its mother's (T7, T9).

It is beside the case and never in it: no tab, no timeline and no search shows what is here.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from kvinnobyran.domain.child_file import ChildNote
from kvinnobyran.domain.document import Document
from kvinnobyran.domain.note import NoteState
from kvinnobyran.domain.trouble import Refused, Trouble
from kvinnobyran.flows.child_notes import remove_child_note
from kvinnobyran.flows.drafts import drop_draft
from kvinnobyran.store import trappan as stored
from kvinnobyran.store.database import Database
from kvinnobyran.store.dossier import Dossier, dossier
from kvinnobyran.ui.case.around import Around
from kvinnobyran.ui.case.documents.preview import Preview
from kvinnobyran.ui.case.people.words import names
from kvinnobyran.ui.case.trappan import notes, showing
from kvinnobyran.ui.kit.buttons import Button, IconButton, Kind
from kvinnobyran.ui.kit.desk import Desk
from kvinnobyran.ui.kit.empty import Empty
from kvinnobyran.ui.kit.flow import Flow
from kvinnobyran.ui.kit.icons import Icon
from kvinnobyran.ui.kit.layers import Layers
from kvinnobyran.ui.kit.leaves import Leaf, Leaves
from kvinnobyran.ui.kit.page import Page, Width
from kvinnobyran.ui.kit.sheet import Sheet, scrolled
from kvinnobyran.ui.kit.tokens import Space
from kvinnobyran.ui.navigator import Navigator

_LEAD = "Barnets egen akt. Den visas inte i mammans ärende och lämnas inte ut till henne."
_NO_FILE = "Det finns ingen akt för barnet"


@dataclass(frozen=True, slots=True)
class ChildFile:
    """A child's file as it was read: the notes, newest first, and the case it came with."""

    child_id: str
    dossier: Dossier
    notes: tuple[ChildNote, ...]
    drawings: Mapping[str, Document]


def child_file(database: Database, child_id: str) -> ChildFile | None:
    """Return a child's file, or None while it has neither Trappan nor a note."""
    case_id = stored.case_of(database, child_id)
    found = dossier(database, case_id) if case_id else None
    if found is None:
        return None
    return ChildFile(
        child_id,
        found,
        tuple(stored.notes_of(database, child_id)),
        {each.id: each for each in stored.drawings_of(database, child_id)},
    )


class ChildFilePage(Page):
    """The file of one child; a note is written, signed and corrected on a sheet over it."""

    tables = frozenset({"child_note", "document", "trappan_session", "person"})

    def __init__(self, desk: Desk, navigator: Navigator, child_id: str) -> None:
        super().__init__("Barnets akt", width=Width.READING, scroll=False)
        self.child_id = child_id
        self._desk = desk
        self._navigator = navigator
        self._file: ChildFile | None = None
        self._sheet: Sheet | None = None
        self._wanted: dict[str, Any] = {}
        self._fresh = True
        self._write = Button("Ny anteckning", Kind.PRIMARY, icon=Icon.ADD, then=self.new_note)
        self.offer(self._write)
        self.leaves = Leaves("Anteckningar i barnets akt", menu=self._fill_menu)
        self.leaves.chosen.connect(self._offer)
        self.leaves.opened.connect(self._open_first)
        self._empty = Empty(
            "Inget är skrivet i barnets akt än.",
            "Skriv det barnet berättar här, efter samtalet.",
            icon=Icon.NOTE,
        )
        self._drawing = QWidget()
        self._on_drawing = QVBoxLayout(self._drawing)
        self._on_drawing.setContentsMargins(0, 0, 0, 0)
        self._looking = scrolled(self._drawing)
        self._paper = QWidget()
        self._on_paper = QVBoxLayout(self._paper)
        self._on_paper.setContentsMargins(0, 0, 0, 0)
        self._layers = Layers()
        for layer in (self._empty, self.leaves, self._looking, self._paper):
            self._layers.addWidget(layer)
        self._tools = self._make_tools()
        self.body.setSpacing(Space.M)
        self.body.addWidget(self._tools)
        self.body.addWidget(self._layers, 1)
        self._offer(None)

    @property
    def panes(self) -> tuple[QWidget, ...]:
        """Return the heading, and the notes or the sheet."""
        if self._sheet is not None:
            return (self.heading, self._sheet.form)
        return (self.heading, self._tools, self._layers)

    def refresh(self) -> None:
        """Ask for the file again."""
        self._desk.ask(child_file, self.child_id, then=self._show)

    def state(self) -> dict[str, object]:
        """Return which sheet is open, for coming back after a lock."""
        return {"sheet": self._sheet.state() if self._sheet else {}}

    def restore(self, state: dict[str, Any]) -> None:
        """Come back to the same sheet; its draft brings the words and the cursor."""
        self._wanted = dict(state.get("sheet") or {})
        if self._file is not None:
            self._come_back()

    def open_record(self, record: str) -> None:
        """Have the cursor on a note when the file is here."""
        self._wanted = {"record": record}
        if self._file is not None:
            self._come_back()

    # --- showing ------------------------------------------------------------------------------

    def _show(self, found: ChildFile | None) -> None:
        if found is None:
            self.say(_NO_FILE, "Den börjar när Trappan erbjuds barnet.")
            self._tools.hide()
            self._write.hide()
            return
        self._file = found
        name = names(found.dossier, self._desk.today).get(self.child_id, "Barnet")
        self.say(f"Barnets akt: {name}", _LEAD)
        corrected = {each.corrects_id for each in found.notes if each.corrects_id}
        chosen = self.leaves.current()
        self.leaves.show_leaves(
            [
                _leaf(found, each, corrected=each.id in corrected, now=self._desk.now)
                for each in found.notes
            ]
        )
        again = next((each for each in found.notes if chosen and each.id == chosen.id), None)
        if again is not None:
            self.leaves.choose(again)
        self._offer(again)
        if self._sheet is None:
            self._show_notes()
        if self._wanted:
            self._come_back()
        elif self._fresh and self.isVisible():
            self._write.setFocus(Qt.FocusReason.OtherFocusReason)
        self._fresh = False

    def _show_notes(self) -> None:
        some = self._file is not None and bool(self._file.notes)
        self._layers.setCurrentWidget(self.leaves if some else self._empty)
        self._tools.show()
        self._write.show()

    def _come_back(self) -> None:
        wanted, self._wanted = self._wanted, {}
        record, kind = str(wanted.get("record", "")), wanted.get("kind")
        note = self._note(record)
        if kind is None and note is not None:
            self.leaves.choose(note)
            self.leaves.setFocus(Qt.FocusReason.OtherFocusReason)
        if kind == notes.CORRECTION and note is not None:
            self._open(notes.child_correction_sheet(self._around, note))
        elif kind == showing.SHOWING:
            self.show_to()
        elif kind == notes.DRAWING and record:
            self._open(notes.drawing_sheet(self._around, self._new(record)))
        elif kind == notes.CHILD_NOTE and record:
            self._open(notes.child_note_sheet(self._around, note or self._new(record)))

    # --- doing --------------------------------------------------------------------------------

    def new_note(self) -> None:
        """Begin a note."""
        if self._file is not None:
            self._open(notes.child_note_sheet(self._around, self._new()))

    def new_drawing(self) -> None:
        """Keep a drawing."""
        if self._file is not None:
            self._open(notes.drawing_sheet(self._around, self._new()))

    def show_to(self) -> None:
        """Somebody wants to see the file: only the child ever may (T6, T9)."""
        if self._file is not None:
            self._open(showing.showing_sheet(self._around, self.child_id))

    def look_at_drawing(self, note: ChildNote) -> None:
        """Show the drawing of a note, from memory."""
        drawing = notes.drawing_of(note, self._file.drawings) if self._file else None
        if drawing is None:
            return
        while (item := self._on_drawing.takeAt(0)) is not None:
            gone = item.widget()
            if gone is not None:
                gone.hide()
                gone.deleteLater()
        back = Button("Till anteckningarna", Kind.QUIET, icon=Icon.CHEVRON_LEFT)
        back.clicked.connect(self._leave_drawing)
        self._on_drawing.addWidget(back, 0, Qt.AlignmentFlag.AlignLeft)
        self._on_drawing.addWidget(Preview(self._desk, drawing))
        self._layers.setCurrentWidget(self._looking)
        self._tools.hide()
        back.setFocus(Qt.FocusReason.OtherFocusReason)

    def does(self, note: ChildNote) -> list[tuple[str, Callable[[], object]]]:
        """Return what can be done with a note, the usual thing first."""
        found: list[tuple[str, Callable[[], object]]] = []
        around = self._around
        if note.state is not NoteState.SIGNED:
            found.append(
                (
                    "Fortsätt skriva",
                    lambda: self._open(notes.child_note_sheet(around, note)),
                )
            )
        if note.document_id is not None:
            found.append(("Visa teckningen", partial(self.look_at_drawing, note)))
        if note.state is not NoteState.SIGNED:
            found.append(("Ta bort utkastet", partial(self._remove, note)))
        elif not self._is_corrected(note):
            found.append(("Rätta", lambda: self._open(notes.child_correction_sheet(around, note))))
        return found

    def _remove(self, note: ChildNote) -> None:
        self._desk.do(drop_draft, notes.CHILD_NOTE, note.id)
        self._desk.do(
            remove_child_note,
            note,
            then=lambda _: self._navigator.toast("Utkastet är borttaget", undo=True),
            otherwise=self._refused,
            owner=self,
        )

    def _refused(self, trouble: Trouble) -> None:
        if isinstance(trouble, Refused):
            self._navigator.toast(" ".join(fault.sentence for fault in trouble.faults))
        else:
            self._desk.take(trouble)

    def _leave_drawing(self) -> None:
        self._show_notes()
        self.leaves.setFocus(Qt.FocusReason.OtherFocusReason)

    def _to_case(self) -> None:
        if self._file is not None:
            self._navigator.open_case(self._file.dossier.case.id, tab="children")

    def _open_first(self, note: ChildNote) -> None:
        for _, act in self.does(note)[:1]:
            act()

    def _fill_menu(self, note: ChildNote, menu: QMenu) -> None:
        for text, act in self.does(note):
            menu.addAction(text).triggered.connect(lambda _=False, act=act: act())

    def _offer(self, note: ChildNote | None) -> None:
        """Offer the usual thing as a button; the others are in the menu beside it."""
        does = self.does(note) if note is not None and self._file is not None else []
        self._verb.setVisible(bool(does))
        self._more.setVisible(len(does) > 1)
        for text, _ in does[:1]:
            self._verb.setText(text)
            self._verb.setAccessibleName(text)

    def _act(self) -> None:
        note = self.leaves.current()
        if note is not None:
            self._open_first(note)

    def _show_more(self) -> None:
        note = self.leaves.current()
        if note is not None:
            menu = QMenu(self)
            menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            self._fill_menu(note, menu)
            menu.popup(self._more.mapToGlobal(self._more.rect().bottomLeft()))

    @property
    def _around(self) -> Around:
        if self._file is None:
            message = "the file is not read yet"
            raise LookupError(message)
        return Around(self._desk, self._file.dossier)

    def _new(self, record: str = "") -> ChildNote:
        return notes.new_note(self._around, self.child_id, record)

    def _note(self, record: str) -> ChildNote | None:
        found = self._file.notes if self._file else ()
        return next((each for each in found if each.id == record), None)

    def _is_corrected(self, note: ChildNote) -> bool:
        found = self._file.notes if self._file else ()
        return any(each.corrects_id == note.id for each in found)

    # --- the sheet ----------------------------------------------------------------------------

    def _open(self, sheet: Sheet) -> None:
        if self._sheet is not None:
            self._sheet.keeper.keep()
            self._clear()
        self._sheet = sheet
        sheet.saved.connect(self._saved)
        sheet.left.connect(self._leave)
        self._on_paper.addWidget(sheet)
        self._layers.setCurrentWidget(self._paper)
        self._tools.hide()
        self._write.hide()
        sheet.form.focus_first()

    def _saved(self, _: object, said: str) -> None:
        undo = self._sheet is None or self._sheet.undoable
        self._leave()
        self.refresh()
        self._navigator.toast(said, undo=undo)

    def _leave(self) -> None:
        self._clear()
        self._show_notes()
        self._write.setFocus(Qt.FocusReason.OtherFocusReason)

    def _clear(self) -> None:
        if self._sheet is not None:
            self._on_paper.removeWidget(self._sheet)
            self._sheet.hide()
            self._sheet.deleteLater()
            self._sheet = None

    def _make_tools(self) -> QWidget:
        tools = Flow()
        self._verb = Button("", Kind.QUIET, then=self._act)
        self._more = IconButton(Icon.MORE, "Mer om anteckningen", then=self._show_more)
        for button in (
            Button("Till ärendet", Kind.QUIET, icon=Icon.CHEVRON_LEFT, then=self._to_case),
            Button("Lägg till teckning", icon=Icon.ADD, then=self.new_drawing),
            Button("Någon vill läsa akten", Kind.QUIET, icon=Icon.SHOW, then=self.show_to),
            self._verb,
            self._more,
        ):
            tools.add(button)
        return tools


def _leaf(file: ChildFile, note: ChildNote, *, corrected: bool, now: datetime) -> Leaf:
    words = [str(note.written_on)]
    if note.corrects_id:
        words.append("Rättelse")
    if corrected:
        words.append("Rättad, den första texten")
    if note.session_id:
        words.append("Från Trappansamtal")
    if note.document_id in file.drawings:
        words.append("Med teckning")
    if note.state is NoteState.SIGNED:
        at = note.signed_at
        when = f" {at.astimezone(now.tzinfo):%Y-%m-%d %H.%M}" if at else ""
        words.append(f"Signerad av {note.signed_by}{when}")
    else:
        words.append("Utkast, inte signerat")
    reason = f"Varför: {note.correction_reason}" if note.correction_reason else ""
    return Leaf(key=note, head=" · ".join(words), text=note.text or "Utan text", foot=reason)
