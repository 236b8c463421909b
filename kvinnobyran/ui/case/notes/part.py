"""The notes of a case: journal and working notes on visibly different surfaces (5.3)."""

from collections.abc import Iterator
from functools import partial

from PySide6.QtWidgets import QFrame, QSizePolicy, QVBoxLayout, QWidget

from kvinnobyran.domain.next_step import Step
from kvinnobyran.domain.note import WORKING_NOTE_FORM, JournalNote, NoteState, WorkingNote
from kvinnobyran.flows.drafts import drop_draft
from kvinnobyran.flows.notes import remove_draft_note
from kvinnobyran.store.dossier import Dossier
from kvinnobyran.ui.case.cards import buttons
from kvinnobyran.ui.case.moment import Moment
from kvinnobyran.ui.case.notes.sheets import correction_sheet, note_sheet, working_note_sheet
from kvinnobyran.ui.case.part import Part
from kvinnobyran.ui.case.room import Room
from kvinnobyran.ui.kit.buttons import Button, Kind
from kvinnobyran.ui.kit.icons import Icon
from kvinnobyran.ui.kit.label import Label, Voice
from kvinnobyran.ui.kit.sheet import Sheet
from kvinnobyran.ui.kit.tokens import Space

AT_ONCE = 20
"""Notes shown before "Visa fler"."""


class NoteList(QWidget):
    """Journal notes, newest first, with each correction above what it corrects."""

    def __init__(self, room: Room, dossier: Dossier) -> None:
        super().__init__()
        self._room = room
        self._notes = dossier.of(JournalNote)
        self._corrected = {note.corrects_id for note in self._notes if note.corrects_id}
        self._shown = 0
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(Space.L)
        self._more = Button("", then=self._show_more)
        self._foot = buttons(self._more)
        self._column.addWidget(self._foot)
        self._show_more()

    def _show_more(self) -> None:
        """Show the next portion; the focus goes to the first note of it that can be acted on."""
        for note in self._notes[self._shown : self._shown + AT_ONCE]:
            self._column.insertWidget(self._column.count() - 1, self._block(note))
        self._shown = min(len(self._notes), self._shown + AT_ONCE)
        left = len(self._notes) - self._shown
        self._foot.setVisible(left > 0)
        words = f"Visa {min(left, AT_ONCE)} till"
        self._more.setText(words)
        self._more.setAccessibleName(words)

    def _block(self, note: JournalNote) -> QWidget:
        corrected = note.id in self._corrected
        signed = note.state is NoteState.SIGNED
        words = [str(note.written_on)]
        if note.corrects_id:
            words.append("Rättelse")
        if corrected:
            words.append("Rättad, den första texten")
        words.append(f"Signerad av {note.signed_by}" if signed else "Utkast, inte signerat")
        room = self._room
        verbs: tuple[Button, ...] = ()
        if not signed:
            verbs = (
                Button("Fortsätt skriva", then=partial(room.open, "journal_note", note.id)),
                Button("Ta bort utkastet", Kind.QUIET, then=partial(_remove, room, note)),
            )
        elif not corrected:
            correct = partial(room.open, "correction", note.id)
            verbs = (Button("Rätta", Kind.QUIET, then=correct),)
        reason = f"Varför: {note.correction_reason}" if note.correction_reason else ""
        return _block("card", " · ".join(words), note.text, reason, *verbs)


def _cards(room: Room, dossier: Dossier) -> list[QWidget]:
    shown: list[QWidget] = [
        buttons(
            Button("Ny anteckning", icon=Icon.ADD, then=partial(room.open, "journal_note")),
            Button("Nytt arbetsminne", Kind.QUIET, then=partial(room.open, WORKING_NOTE_FORM)),
        )
    ]
    working = dossier.of(WorkingNote)
    if not (dossier.of(JournalNote) or working):
        shown.append(Label("Inga anteckningar än. Ctrl+Shift+N börjar en ny.", Voice.MUTED))
    return [*shown, *(_working(room, note) for note in working), NoteList(room, dossier)]


def _working(room: Room, note: WorkingNote) -> QWidget:
    return _block(
        "tint",
        f"Arbetsminne · raderas {note.delete_on}",
        note.text,
        "",
        Button("Ändra", Kind.QUIET, then=partial(room.open, WORKING_NOTE_FORM, note.id)),
    )


def _block(ground: str, head: str, text: str, foot: str, *verbs: Button) -> QWidget:
    frame = QFrame()
    frame.setProperty("ground", ground)
    frame.setAccessibleName(head)
    frame.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
    column = QVBoxLayout(frame)
    column.setContentsMargins(Space.L, Space.M, Space.L, Space.M)
    column.setSpacing(Space.S)
    column.addWidget(Label(head, Voice.MUTED))
    column.addWidget(Label(text))
    if foot:
        column.addWidget(Label(foot, Voice.MUTED))
    if verbs:
        column.addWidget(buttons(*verbs))
    return frame


def _remove(room: Room, note: JournalNote) -> None:
    """Take a note away that was never signed, with what was typed over it."""
    room.desk.do(drop_draft, "journal_note", note.id)
    room.run(remove_draft_note, note, said="Utkastet är borttaget")


def _moments(dossier: Dossier) -> Iterator[Moment]:
    for note in dossier.of(JournalNote):
        what = "Rättelse" if note.corrects_id else "Anteckning"
        yield Moment(note.id, note.written_on, None, "Anteckning", what, note.state.label)


def _open(room: Room, note: JournalNote) -> None:
    """Go on with a note that is not signed; a signed one is read among the others."""
    if note.state is NoteState.DRAFT:
        room.edit(note_sheet(room.around, note))
    else:
        room.show_tab("notes")


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


def _working_sheet(room: Room, record: str) -> Sheet:
    around = room.around
    known = next((each for each in around.dossier.of(WorkingNote) if each.id == record), None)
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
    cards={"notes": _cards},
    sheets={
        "journal_note": _note_sheet,
        "correction": _correction_sheet,
        WORKING_NOTE_FORM: _working_sheet,
    },
    opens={
        JournalNote: _open,
        WorkingNote: lambda room, note: room.open(WORKING_NOTE_FORM, note.id),
    },
    steps={
        Step.SIGN: lambda room, record: room.open("journal_note", record),
        Step.WAIT: lambda room, _: room.open("journal_note"),
    },
    moments=_moments,
)
