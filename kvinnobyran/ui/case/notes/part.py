"""The notes of a case: journal and working notes on visibly different surfaces (5.3)."""

from collections.abc import Callable, Iterator
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QMenu, QSizePolicy, QVBoxLayout, QWidget

from kvinnobyran.domain.next_step import Step
from kvinnobyran.domain.note import (
    WORKING_NOTE_FORM,
    JournalNote,
    NoteKind,
    NoteState,
    WorkingNote,
    must_be_asked,
)
from kvinnobyran.flows.drafts import drop_draft
from kvinnobyran.flows.notes import carry_to_journal, remove_draft_note
from kvinnobyran.store.dossier import Dossier
from kvinnobyran.ui.case.moment import Moment
from kvinnobyran.ui.case.notes.sheets import (
    correction_sheet,
    erasing_sheet,
    note_sheet,
    working_note_sheet,
)
from kvinnobyran.ui.case.part import Part
from kvinnobyran.ui.case.room import Room
from kvinnobyran.ui.kit.buttons import Button, IconButton, Kind
from kvinnobyran.ui.kit.icons import Icon
from kvinnobyran.ui.kit.label import Label, Voice
from kvinnobyran.ui.kit.leaves import Leaf, Leaves
from kvinnobyran.ui.kit.sheet import Sheet
from kvinnobyran.ui.kit.tokens import Space

_ERASING = "working_note_erasing"
_PLACED = (
    "Placering: raderas först när någon har svarat att det som betyder något står i journalen."
)


class NoteList(QWidget):
    """Working notes, then journal notes, newest first, each correction above what it corrects.

    The buttons over the list are about the note that the cursor stands on.
    """

    def __init__(self, room: Room, dossier: Dossier) -> None:
        super().__init__()
        self._room = room
        notes = dossier.of(JournalNote)
        self._corrected = {note.corrects_id for note in notes if note.corrects_id}
        self._verb = Button("", Kind.QUIET, then=self._act)
        self._more = IconButton(Icon.MORE, "Mer om anteckningen", then=self._show_more)
        row = QHBoxLayout()
        row.setSpacing(Space.S)
        row.addWidget(
            Button("Ny anteckning", icon=Icon.ADD, then=partial(room.open, "journal_note"))
        )
        row.addWidget(
            Button("Nytt arbetsminne", Kind.QUIET, then=partial(room.open, WORKING_NOTE_FORM))
        )
        row.addStretch(1)
        row.addWidget(self._verb)
        row.addWidget(self._more)
        self.leaves = Leaves("Anteckningar", menu=self._fill_menu)
        self.leaves.chosen.connect(self._offer)
        self.leaves.opened.connect(self._open)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.M)
        column.addLayout(row)
        leaves = [
            *(_working_leaf(room, note) for note in dossier.of(WorkingNote)),
            *(_leaf(room, note, corrected=note.id in self._corrected) for note in notes),
        ]
        if leaves:
            column.addWidget(self.leaves, 1)
            self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)
        else:
            self.leaves.hide()
            column.addWidget(Label("Inga anteckningar än. Ctrl+Shift+N börjar en ny.", Voice.MUTED))
        self._offer(None)
        self.leaves.show_leaves(leaves)
        sought = next((note for note in notes if note.id == room.sought), None)
        if sought is not None:
            self.leaves.choose(sought)

    def _does(self, note: JournalNote | WorkingNote) -> list[tuple[str, Callable[[], object]]]:
        """Return what can be done with a note, the usual thing first."""
        room = self._room
        if isinstance(note, WorkingNote):
            erase = ("Radera …", partial(room.open, _ERASING, note.id))
            if not _own(room, note):
                return [erase]
            return [
                ("Ändra", partial(room.open, WORKING_NOTE_FORM, note.id)),
                ("För över till journalen", partial(_carry, room, note)),
                erase,
            ]
        if note.state is not NoteState.SIGNED:
            return [
                ("Fortsätt skriva", partial(room.open, "journal_note", note.id)),
                ("Ta bort utkastet", partial(_remove, room, note)),
            ]
        if note.id in self._corrected:
            return []
        return [("Rätta", partial(room.open, "correction", note.id))]

    def _offer(self, note: JournalNote | WorkingNote | None) -> None:
        """Offer the usual thing as a button; the others are in the menu beside it."""
        does = self._does(note) if note else []
        self._verb.setVisible(bool(does))
        self._more.setVisible(len(does) > 1)
        for text, _ in does[:1]:
            self._verb.setText(text)
            self._verb.setAccessibleName(text)

    def _act(self) -> None:
        for _, does in self._does(self.leaves.current())[:1]:
            does()

    def _show_more(self) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._fill_menu(self.leaves.current(), menu)
        menu.popup(self._more.mapToGlobal(self._more.rect().bottomLeft()))

    def _open(self, note: JournalNote | WorkingNote) -> None:
        if isinstance(note, WorkingNote) and not _own(self._room, note):
            return
        for _, does in self._does(note)[:1]:
            does()

    def _fill_menu(self, note: JournalNote | WorkingNote, menu: QMenu) -> None:
        for text, does in self._does(note):
            menu.addAction(text).triggered.connect(does)


def _leaf(room: Room, note: JournalNote, *, corrected: bool) -> Leaf:
    words = [str(note.written_on)]
    if note.kind is not NoteKind.OTHER:
        words.append(note.kind.label)
    if note.corrects_id:
        words.append("Rättelse")
    if corrected:
        words.append("Rättad, den första texten")
    signed = note.state is NoteState.SIGNED
    words.append(_signed(room, note) if signed else "Utkast, inte signerat")
    reason = f"Varför: {note.correction_reason}" if note.correction_reason else ""
    return Leaf(key=note, head=" · ".join(words), text=note.text, foot=reason)


def _signed(room: Room, note: JournalNote) -> str:
    """Say who signed it and when, by the clock of the office."""
    at = note.signed_at
    when = f" {at.astimezone(room.desk.now.tzinfo):%Y-%m-%d %H.%M}" if at else ""
    return f"Signerad av {note.signed_by}{when}"


def _working_leaf(room: Room, note: WorkingNote) -> Leaf:
    """Show a working note on a ground of its own, and in words that it is no journal."""
    placed = must_be_asked(room.around.case)
    words = ["Arbetsminne, inte journal"]
    if note.author:
        words.append(f"Skrivet av {note.author}")
    waits = placed and note.delete_on <= room.desk.today
    words.append("Väntar på svar innan det raderas" if waits else f"Raderas {note.delete_on}")
    foot = _PLACED if placed else ""
    return Leaf(key=note, head=" · ".join(words), text=note.text, foot=foot, tinted=True)


def _own(room: Room, note: WorkingNote) -> bool:
    """Tell whether a working note is one's own to change; one without a writer is anybody's."""
    return note.author in {"", room.desk.user}


def _carry(room: Room, note: WorkingNote) -> None:
    """Make a draft of the journal out of it, and go on with that."""
    room.desk.do(
        carry_to_journal,
        note,
        then=lambda draft: _carried(room, draft),
        otherwise=room.refused,
    )


def _carried(room: Room, draft: JournalNote) -> None:
    room.edit(note_sheet(room.around, draft))
    room.navigator.toast("Arbetsminnet är nu ett utkast i journalen. Läs det och signera.")


def _remove(room: Room, note: JournalNote) -> None:
    """Take a note away that was never signed, with what was typed over it."""
    room.desk.do(drop_draft, "journal_note", note.id)
    room.run(remove_draft_note, note, said="Utkastet är borttaget")


def _moments(dossier: Dossier) -> Iterator[Moment]:
    for note in dossier.of(JournalNote):
        label = "Anteckning" if note.kind is NoteKind.OTHER else f"Anteckning, {note.kind.label}"
        what = "Rättelse" if note.corrects_id else label
        yield Moment(note.id, note.written_on, None, "Anteckning", what, note.state.label)


def _open(room: Room, note: JournalNote) -> None:
    """Go on with a note that is not signed; a signed one is read among the others."""
    if note.state is NoteState.DRAFT:
        room.edit(note_sheet(room.around, note))
    else:
        room.show_tab("notes", note.id)


def _open_working(room: Room, note: WorkingNote) -> None:
    if _own(room, note):
        room.open(WORKING_NOTE_FORM, note.id)
    else:
        room.show_tab("notes", note.id)


def _known(room: Room, record: str) -> JournalNote | None:
    return next((each for each in room.around.dossier.of(JournalNote) if each.id == record), None)


def _note_sheet(room: Room, record: str) -> Sheet | None:
    around, known = room.around, _known(room, record)
    if known is not None and known.state is NoteState.SIGNED:
        return None
    new = JournalNote(id=record, case_id=around.case.id, written_on=around.today)
    return note_sheet(around, known or new)


def _correction_sheet(room: Room, record: str) -> Sheet | None:
    known = _known(room, record)
    return correction_sheet(room.around, known) if known else None


def _known_working(room: Room, record: str) -> WorkingNote | None:
    return next((each for each in room.around.dossier.of(WorkingNote) if each.id == record), None)


def _erasing_sheet(room: Room, record: str) -> Sheet | None:
    known = _known_working(room, record)
    return erasing_sheet(room.around, known) if known else None


def _working_sheet(room: Room, record: str) -> Sheet | None:
    """Return the sheet of one's own working note; a colleague's is read among the others."""
    around, known = room.around, _known_working(room, record)
    if known is not None and not _own(room, known):
        return None
    new = WorkingNote(
        id=record,
        case_id=around.case.id,
        written_on=around.today,
        delete_on=WorkingNote.lifetime(around.today),
    )
    return working_note_sheet(around, known or new)


NOTES = Part(
    key="notes",
    tables=frozenset({"journal_note", "working_note"}),
    cards={"notes": lambda room, dossier: [NoteList(room, dossier)]},
    sheets={
        "journal_note": _note_sheet,
        "correction": _correction_sheet,
        WORKING_NOTE_FORM: _working_sheet,
        _ERASING: _erasing_sheet,
    },
    opens={
        JournalNote: _open,
        WorkingNote: _open_working,
    },
    steps={
        Step.SIGN: lambda room, record: room.open("journal_note", record),
        Step.WAIT: lambda room, _: room.open("journal_note"),
    },
    moments=_moments,
)
