"""The sheets of journal notes, corrections and working notes (G9)."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from kvinnobyran.domain.faults import stopp
from kvinnobyran.domain.ids import new_id
from kvinnobyran.domain.note import (
    G9,
    WORKING_NOTE_FORM,
    JournalNote,
    NoteKind,
    WorkingNote,
    must_be_asked,
)
from kvinnobyran.domain.trouble import Refused
from kvinnobyran.flows.notes import (
    correct_note,
    save_note,
    save_working_note,
    settle_working_note,
    sign_note,
)
from kvinnobyran.ui.case.around import Around, known, saving, shown
from kvinnobyran.ui.case.text_blocks import KEYS, offer_blocks
from kvinnobyran.ui.kit.chips import Chips
from kvinnobyran.ui.kit.dates import DateEdit
from kvinnobyran.ui.kit.editors import CodeBox, LineEdit, Option, TextEdit
from kvinnobyran.ui.kit.form import Field, Row
from kvinnobyran.ui.kit.sheet import Entered, Landing, Saving, Sheet, Values

_LINES = 12


def note_sheet(
    around: Around, note: JournalNote | None = None, *, session_id: str | None = None
) -> Sheet:
    """Return the sheet of a journal note: keep as a draft, or sign it for good."""
    record = note or JournalNote(
        id=new_id(),
        case_id=around.case.id,
        written_on=around.today,
        session_id=session_id,
        kind=NoteKind.SESSION if session_id else NoteKind.OTHER,
    )
    text, kind = TextEdit(lines=_LINES), CodeBox(NoteKind, nothing=None)
    offer_blocks(around.desk, text, kind.value)
    sheet = Sheet(
        around.desk,
        "Journalanteckning",
        [
            Field("text", "Anteckning", text, KEYS),
            Row(
                Field("kind", "Vad den handlar om", kind),
                Field("written_on", "Gäller dagen", DateEdit(today=around.today)),
            ),
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
        id=new_id(),
        case_id=original.case_id,
        written_on=original.written_on,
        kind=original.kind,
        text=original.text,
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
    text = TextEdit(lines=_LINES)
    offer_blocks(around.desk, text)
    lead = "Bara för dig, och inte en del av journalen. Raderas av sig självt"
    lead += f" {record.delete_on}." if record.author else "."
    if must_be_asked(around.case):
        lead += " Det som betyder något i en placering ska stå i journalen innan dess."
    sheet = Sheet(
        around.desk,
        "Arbetsminne",
        [Field("text", "För dig själv", text, KEYS)],
        lead=lead,
        kind=WORKING_NOTE_FORM,
        record=record.id,
        savings=[
            saving(around, "Spara", save_working_note, record, said="Arbetsminnet är sparat"),
        ],
        belongs_to=around.belongs_to,
    )
    sheet.begin(shown(record))
    return sheet


def erasing_sheet(around: Around, note: WorkingNote) -> Sheet:
    """Return the sheet that erases a working note for good: it asks first (G9)."""
    placed = must_be_asked(around.case)

    def submit(entered: Entered, landing: Landing) -> None:
        if entered.values["sure"] is not True:
            sentence = (
                "För över det som betyder något till journalen först."
                if placed
                else "Svara ja för att radera."
            )
            landing.otherwise(Refused((stopp("sure", sentence, G9),)))
            return
        around.desk.do(settle_working_note, note, then=landing.then, otherwise=landing.otherwise)

    question = "Står det som betyder något i journalen?" if placed else "Ska det raderas nu?"
    sheet = Sheet(
        around.desk,
        "Radera arbetsminnet",
        [Field("sure", question, Chips([Option(True, "Ja"), Option(False, "Nej")]))],
        lead="Det går inte att ångra: inget av texten blir kvar, inte heller i ändringsloggen.",
        kind="working_note_erasing",
        record=note.id,
        savings=[
            Saving(
                text="Radera för gott",
                submit=submit,
                said="Arbetsminnet är raderat",
                busy_text="Raderar …",
            )
        ],
        belongs_to=around.belongs_to,
    )
    sheet.undoable = False
    sheet.begin({})
    return sheet


def _dated(record: JournalNote, given: Mapping[str, Any]) -> Values:
    """Return the values with the note's own day where the field was left empty."""
    return {**given, "written_on": given["written_on"] or record.written_on}
