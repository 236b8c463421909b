"""The sheets of a child's own file: a note, a correction, a drawing (T7, T9)."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

from kvinnobyran.domain.child_file import ChildNote
from kvinnobyran.domain.document import Document
from kvinnobyran.domain.ids import new_id
from kvinnobyran.domain.next_step import when
from kvinnobyran.domain.trappan import TrappanProgramme
from kvinnobyran.domain.trappan_session import TrappanAttendance, TrappanSession, was_there
from kvinnobyran.domain.trouble import Trouble
from kvinnobyran.flows.child_notes import (
    bring_drawing,
    correct_child_note,
    save_child_note,
    sign_child_note,
)
from kvinnobyran.ui.case.around import Around, known, saving, shown
from kvinnobyran.ui.case.text_blocks import KEYS, offer_blocks
from kvinnobyran.ui.case.trappan.making import name_of
from kvinnobyran.ui.kit.dates import DateEdit
from kvinnobyran.ui.kit.editors import CodeBox, LineEdit, Option, TextEdit
from kvinnobyran.ui.kit.files import ask_files
from kvinnobyran.ui.kit.form import Field, Row, Section
from kvinnobyran.ui.kit.sheet import Entered, Landing, Saving, Sheet, Values

CHILD_NOTE: Final = "child_note"
CORRECTION: Final = "child_note_correction"
DRAWING: Final = "child_drawing"
_LINES = 12
_OWN = "Barnets egen akt. Mamman och andra vårdnadshavare ser inget av den."


class NoFileChosen(Trouble):
    """The box was left."""

    sentence = "Ingen fil valdes. Inget har sparats."
    way_on = ""


def child_note_sheet(around: Around, note: ChildNote) -> Sheet:
    """Return the sheet of a note in a child's file: keep as a draft, or sign it for good."""
    text = TextEdit(lines=_LINES)
    offer_blocks(around.desk, text)
    sheet = Sheet(
        around.desk,
        f"Anteckning i barnets akt: {name_of(around, note.child_id)}",
        [
            Field("text", "Anteckning", text, KEYS),
            *_about(around, note.child_id),
        ],
        lead=f"{_OWN} Signerad text ändras aldrig.",
        kind=CHILD_NOTE,
        record=note.id,
        savings=[
            saving(
                around,
                "Spara som utkast",
                save_child_note,
                note,
                said="Utkastet är sparat",
                reasoned=True,
                complete=lambda given: _dated(note, given),
            ),
            saving(
                around,
                "Signera",
                sign_child_note,
                note,
                said="Signerad i barnets akt",
                busy_text="Signerar …",
                reasoned=True,
                complete=lambda given: _dated(note, given),
            ),
        ],
        belongs_to={**around.belongs_to, "child": note.child_id},
    )
    sheet.begin(shown(note))
    return sheet


def child_correction_sheet(around: Around, original: ChildNote) -> Sheet:
    """Return the sheet that corrects a signed note; the original stays readable (G9)."""
    record = replace(
        original, id=new_id(), corrects_id=original.id, document_id=None, correction_reason=""
    )

    def submit(entered: Entered, landing: Landing) -> None:
        around.desk.do(
            correct_child_note,
            original,
            replace(record, **known(record, entered.values)),
            reasons=entered.reasons,
            then=landing.then,
            otherwise=landing.otherwise,
        )

    sheet = Sheet(
        around.desk,
        f"Rätta i barnets akt: {name_of(around, original.child_id)}",
        [
            Field("text", "Så ska det stå", TextEdit(lines=_LINES)),
            Field("correction_reason", "Varför det rättas", LineEdit()),
        ],
        lead="Den första texten finns kvar och går att läsa.",
        kind=CORRECTION,
        record=original.id,
        savings=[Saving(text="Signera rättelsen", submit=submit, said="Rättelsen är signerad")],
        belongs_to={**around.belongs_to, "child": original.child_id},
    )
    sheet.begin(shown(record))
    return sheet


def drawing_sheet(around: Around, note: ChildNote, path: Path | None = None) -> Sheet:
    """Return the sheet that keeps a drawing with what the child says of it.

    ``path`` is a file that was chosen already; without one the box asks when it is saved.
    """

    def submit(entered: Entered, landing: Landing) -> None:
        chosen = [path] if path is not None else list(ask_files(sheet, "Välj teckningen"))
        if not chosen:
            landing.otherwise(NoFileChosen())
            return
        values = _dated(note, known(note, entered.values))
        around.desk.do(
            bring_drawing,
            replace(note, **values),
            chosen[0],
            reasons=entered.reasons,
            then=landing.then,
            otherwise=landing.otherwise,
        )

    sheet = Sheet(
        around.desk,
        f"Teckning: {name_of(around, note.child_id)}",
        [
            Field("text", "Vad barnet säger om den", TextEdit(lines=4)),
            *_about(around, note.child_id),
        ],
        lead="Fotot eller inläsningen krypteras och ligger i barnets akt, inte bland mammans"
        " dokument. Originalfilen ligger kvar okrypterad där du valde den: ta bort den sedan.",
        kind=DRAWING,
        record=note.id,
        savings=[
            Saving(
                text="Spara teckningen" if path else "Välj fil och spara …",
                submit=submit,
                said="Teckningen ligger i barnets akt",
            )
        ],
        belongs_to={**around.belongs_to, "child": note.child_id},
    )
    sheet.begin(shown(note))
    return sheet


def new_note(around: Around, child_id: str, record: str = "") -> ChildNote:
    """Return a note nobody has saved, about the session that was held last."""
    talks = _held(around, child_id)
    latest = talks[0] if talks and talks[0].held_on == around.today else None
    return ChildNote(
        id=record or new_id(),
        case_id=around.case.id,
        child_id=child_id,
        session_id=latest.id if latest else None,
        written_on=around.today,
    )


def drawing_of(note: ChildNote, drawings: Mapping[str, Document]) -> Document | None:
    """Return the drawing that a note has."""
    return drawings.get(note.document_id or "")


def _about(around: Around, child_id: str) -> list[Field | Row | Section]:
    talks = [
        Option(each.id, f"Trappansamtal {when(each.held_on, each.starts_at)}")
        for each in _held(around, child_id)
    ]
    return [
        Row(
            Field("session_id", "Samtal", CodeBox(talks, nothing="Inget särskilt samtal")),
            Field("written_on", "Gäller dagen", DateEdit(today=around.today)),
        )
    ]


def _held(around: Around, child_id: str) -> list[TrappanSession]:
    """Return the sessions that a child was at, the latest first."""
    own = {each.id for each in around.dossier.of(TrappanProgramme) if each.child_id == child_id}
    seats = {
        seat.session_id: seat
        for seat in around.dossier.of(TrappanAttendance)
        if seat.programme_id in own
    }
    return [
        each
        for each in around.dossier.of(TrappanSession)
        if each.id in seats and was_there(each, seats[each.id])
    ]


def _dated(note: ChildNote, given: Mapping[str, Any]) -> Values:
    """Return the values with the note's own day where the field was left empty."""
    return {**given, "written_on": given["written_on"] or note.written_on}
