"""The notes of a case: journal and working notes on visibly different surfaces (5.3)."""

from PySide6.QtWidgets import QFrame, QSizePolicy, QVBoxLayout, QWidget

from kvinnobyran.domain.note import JournalNote, NoteState, WorkingNote
from kvinnobyran.store.dossier import Dossier
from kvinnobyran.ui.case.tabs import Tab, buttons
from kvinnobyran.ui.kit.buttons import Button, Kind
from kvinnobyran.ui.kit.icons import Icon
from kvinnobyran.ui.kit.label import Label, Voice
from kvinnobyran.ui.kit.tokens import Space

AT_ONCE = 20
"""Notes shown before "Visa fler"."""


class NotesTab(Tab):
    """Journal notes, newest first, with each correction above what it corrects."""

    _wanted = AT_ONCE

    def show_dossier(self, dossier: Dossier) -> None:
        """Build the newest notes; more on demand."""
        self.empty()
        self.column.addWidget(
            buttons(
                Button("Ny anteckning", icon=Icon.ADD, then=self.deeds.new_note),
                Button("Nytt arbetsminne", Kind.QUIET, then=self.deeds.new_working_note),
            )
        )
        if not (dossier.notes or dossier.working_notes):
            self.column.addWidget(
                Label("Inga anteckningar än. Ctrl+Shift+N börjar en ny.", Voice.MUTED)
            )
        for working in dossier.working_notes:
            self.column.addWidget(self._working(working))
        corrected = {note.corrects_id for note in dossier.notes if note.corrects_id}
        for note in dossier.notes[: self._wanted]:
            self.column.addWidget(self._journal(note, corrected=note.id in corrected))
        left = len(dossier.notes) - self._wanted
        if left > 0:
            more = Button(f"Visa {min(left, AT_ONCE)} till", then=lambda: self._more(dossier))
            self.column.addWidget(buttons(more))
        self.column.addStretch(1)

    def _more(self, dossier: Dossier) -> None:
        self._wanted += AT_ONCE
        self.show_dossier(dossier)

    def _journal(self, note: JournalNote, *, corrected: bool) -> QWidget:
        signed = note.state is NoteState.SIGNED
        words = [str(note.written_on)]
        if note.corrects_id:
            words.append("Rättelse")
        if corrected:
            words.append("Rättad, den första texten")
        words.append(f"Signerad av {note.signed_by}" if signed else "Utkast, inte signerat")
        verbs: tuple[Button, ...] = ()
        if not signed:
            verbs = (
                Button("Fortsätt skriva", then=lambda: self.deeds.open_note(note)),
                Button("Ta bort utkastet", Kind.QUIET, then=lambda: self.deeds.remove_note(note)),
            )
        elif not corrected:
            verbs = (Button("Rätta", Kind.QUIET, then=lambda: self.deeds.correct(note)),)
        reason = f"Varför: {note.correction_reason}" if note.correction_reason else ""
        return _block("card", " · ".join(words), note.text, reason, *verbs)

    def _working(self, note: WorkingNote) -> QWidget:
        return _block(
            "tint",
            f"Arbetsminne · raderas {note.delete_on}",
            note.text,
            "",
            Button("Ändra", Kind.QUIET, then=lambda: self.deeds.open_working_note(note)),
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
