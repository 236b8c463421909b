"""A note in one child's own file (T6, T7, G7, G9)."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from kvinnobyran.domain.child_file import ChildNote, child_note_faults
from kvinnobyran.domain.faults import Severity
from kvinnobyran.domain.note import NoteState

TODAY = date(2027, 2, 9)
NOTE = ChildNote(id="0" * 32, case_id="1" * 32, child_id="2" * 32, written_on=TODAY, text="Ritade.")
SENTENCE = "Vi ritade ett hus med fyra fönster och en röd dörr"


@pytest.mark.parametrize(
    "note",
    [NOTE, replace(NOTE, state=NoteState.SIGNED), replace(NOTE, text=""),
     replace(NOTE, corrects_id="3" * 32, correction_reason="Fel dag")],
)  # fmt: skip
def test_a_note_that_can_be_kept(note):
    assert child_note_faults(note, (), today=TODAY) == ()


@pytest.mark.parametrize(
    ("changes", "fields"),
    [
        ({"written_on": TODAY + timedelta(days=1)}, ["written_on"]),
        ({"state": NoteState.SIGNED, "text": " "}, ["text"]),
        ({"corrects_id": "3" * 32, "correction_reason": " "}, ["correction_reason"]),
        ({"written_on": TODAY + timedelta(days=1), "state": NoteState.SIGNED, "text": "",
          "corrects_id": "3" * 32}, ["written_on", "text", "correction_reason"]),
    ],
)  # fmt: skip
def test_every_fault_is_said_at_its_field(changes, fields):
    faults = child_note_faults(replace(NOTE, **changes), (), today=TODAY)
    assert [fault.field for fault in faults] == fields
    assert {fault.severity for fault in faults} == {Severity.STOPP}


def test_t7_a_long_sentence_of_a_sibling_is_asked_about():
    hers = replace(NOTE, text=f"Hej. {SENTENCE}.")
    his = replace(NOTE, id="4" * 32, child_id="5" * 32, text=f"{SENTENCE}! Sedan gick vi.")
    (fault,) = child_note_faults(hers, [his], today=TODAY)
    assert (fault.field, fault.severity) == ("text", Severity.VARNA)
    assert child_note_faults(hers, [replace(his, text="Hej.")], today=TODAY) == ()


def test_t7_a_text_block_of_the_unit_is_nobodys_words_while_the_rest_is_the_childs():
    block = f"{SENTENCE}. Barnet bestämde själv när det räckte, [hur det var] och vad vi gjorde."
    hers = replace(NOTE, text=f"{block} Hon ville visa sin katt.")
    his = replace(NOTE, id="4" * 32, child_id="5" * 32, text=f"{block} Han sa inget.")

    def found(one, other, *blocks):
        faults = child_note_faults(one, [other], today=TODAY, blocks=blocks)
        return [fault.source for fault in faults]

    assert found(hers, his) == ["domain.md T7"], "the unit has no such block"
    assert found(hers, his, "Annat.", block) == []
    # A block that is filled in is a child's words; and the whole of a note is a copy of it.
    filled = block.replace("[hur det var]", "med tårar")
    assert found(replace(hers, text=filled), replace(his, text=filled), block)
    assert found(replace(hers, text=block), replace(his, text=f"{block} "), block)
    assert found(NOTE, replace(NOTE, id="4" * 32), block) == [], "a few words are no copy"
