"""The sheets of journal notes, corrections and working notes (G9)."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from kvinnobyran.domain.ids import new_id
from kvinnobyran.domain.note import WORKING_NOTE_FORM, JournalNote, WorkingNote
from kvinnobyran.flows.notes import correct_note, save_note, save_working_note, sign_note
from kvinnobyran.ui.case.around import Around, known, saving, shown
from kvinnobyran.ui.kit.dates import DateEdit
from kvinnobyran.ui.kit.editors import LineEdit, TextEdit
from kvinnobyran.ui.kit.form import Field
from kvinnobyran.ui.kit.sheet import Entered, Landing, Saving, Sheet, Values

_LINES = 12


def note_sheet(
    around: Around, note: JournalNote | None = None, *, session_id: str | None = None
) -> Sheet:
    """Return the sheet of a journal note: keep as a draft, or sign it for good."""
    record = note or JournalNote(
        id=new_id(), case_id=around.case.id, written_on=around.today, session_id=session_id
    )

    sheet = Sheet(
        around.desk,
        "Journalanteckning",
        [
            Field("text", "Anteckning", TextEdit(lines=_LINES)),
            Field("written_on", "Gäller dagen", DateEdit(today=around.today)),
        ],
        lead="Signerad text ändras aldrig. En rättelse skrivs bredvid.",
        kind="journal_note",
        record=record.id,
        savings=[
            saving(
                around,
                "Spara som utkast",
                save_note,
                record,
                said="Utkastet är sparat",
                complete=lambda given: _dated(record, given),
            ),
            saving(
                around,
                "Signera",
                sign_note,
                record,
                said="Signerad",
                busy_text="Signerar …",
                complete=lambda given: _dated(record, given),
            ),
        ],
        belongs_to=around.belongs_to,
    )
    sheet.begin(shown(record))
    return sheet


def correction_sheet(around: Around, original: JournalNote) -> Sheet:
    """Return the sheet that corrects a signed note; the original stays readable."""
    record = JournalNote(
        id=new_id(), case_id=original.case_id, written_on=original.written_on, text=original.text
    )

    def submit(entered: Entered, landing: Landing) -> None:
        around.desk.do(
            correct_note,
            original,
            replace(record, **known(record, entered.values)),
            then=landing.then,
            otherwise=landing.otherwise,
        )

    sheet = Sheet(
        around.desk,
        "Rätta anteckning",
        [
            Field("text", "Så ska det stå", TextEdit(lines=_LINES)),
            Field("correction_reason", "Varför det rättas", LineEdit()),
        ],
        lead="Den första texten finns kvar och går att läsa.",
        kind="correction",
        record=original.id,
        savings=[Saving(text="Signera rättelsen", submit=submit, said="Rättelsen är signerad")],
        belongs_to=around.belongs_to,
    )
    sheet.begin(shown(record))
    return sheet


def working_note_sheet(around: Around, note: WorkingNote | None = None) -> Sheet:
    """Return the sheet of a working note, which erases itself."""
    record = note or WorkingNote(
        id=new_id(),
        case_id=around.case.id,
        written_on=around.today,
        delete_on=WorkingNote.lifetime(around.today),
    )

    def submit(entered: Entered, landing: Landing) -> None:
        around.desk.do(
            save_working_note,
            replace(record, text=entered.values["text"]),
            then=landing.then,
            otherwise=landing.otherwise,
        )

    sheet = Sheet(
        around.desk,
        "Arbetsminne",
        [Field("text", "För dig själv", TextEdit(lines=_LINES))],
        lead=f"Raderas av sig självt {record.delete_on} och är inte en del av journalen.",
        kind=WORKING_NOTE_FORM,
        record=record.id,
        savings=[Saving(text="Spara", submit=submit, said="Arbetsminnet är sparat")],
        belongs_to=around.belongs_to,
    )
    sheet.begin(shown(record))
    return sheet


def _dated(record: JournalNote, given: Mapping[str, Any]) -> Values:
    """Return the values with the note's own day where the field was left empty."""
    return {**given, "written_on": given["written_on"] or record.written_on}
