import unicodedata
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kvinnobyran.domain.case import Case, Regime
from kvinnobyran.domain.faults import Severity
from kvinnobyran.domain.first_blocks import FIRST_BLOCKS
from kvinnobyran.domain.note import (
    LONGEST_LIFE,
    TRANSITIONS,
    NoteKind,
    NoteState,
    WorkingNote,
    life_in_days,
    must_be_asked,
    working_note_faults,
    working_note_reminders,
)
from kvinnobyran.domain.writing import (
    GAP,
    LONGEST_BLOCK,
    OwnWord,
    TextBlock,
    as_learnt,
    block_faults,
    blocks_for,
    first_gap,
    is_name,
    names_in,
    plain,
    word_faults,
)

TODAY = date(2027, 2, 9)
NAMES = names_in(["Åsa-Lena Påhittad", "Björn O’Påhittad"])


def own(word):
    return OwnWord(id="w" * 32, word=word, added_on=TODAY)


# --- words ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "word", ["Åsa", "åsa", "ÅSAS", "Påhittads", "Åsa-Lena", "Bo-Björn", "O'Påhittad"]
)
def test_a_word_that_is_a_name_is_learnt_only_with_a_reason(word):
    [fault] = word_faults(own(word), names=NAMES, known=())
    assert fault.severity is Severity.VARNA
    assert "kan vara någons namn" in fault.sentence
    assert word not in fault.sentence


def test_what_is_written_as_a_name_is_asked_about_whether_it_is_in_the_register_or_not():
    [here] = word_faults(own("Björn"), names=NAMES, known=())
    [nowhere] = word_faults(own("Zelmira"), names=NAMES, known=())
    assert here == nowhere, "a list of words must tell nobody who is in the register"
    assert (as_learnt("Trappansamtal"), as_learnt("SoL"), as_learnt("bo")) == (
        "trappansamtal",
        "SoL",
        "bo",
    )


@pytest.mark.parametrize("word", ["trappansamtal", "kvällskaféet", "bo", "SoL", "IVO", "ex-sambo"])
def test_other_words_are_learnt(word):
    assert word_faults(own(word), names=NAMES, known=()) == ()


@pytest.mark.parametrize("word", ["två ord", "a1", "", " ", "x" * 61, "a\nb", "<b>", "å" * 61])
def test_what_is_no_word_is_refused(word):
    [fault] = word_faults(own(word), names=NAMES, known=())
    assert fault.severity is Severity.STOPP


def test_a_known_word_is_not_learnt_twice():
    [fault] = word_faults(own("SOL"), names=(), known={"sol"})
    assert fault.severity is Severity.STOPP


@given(st.text(max_size=40))
def test_words_are_compared_in_one_form(text):
    assert plain(unicodedata.normalize("NFD", text)) == plain(unicodedata.normalize("NFC", text))


@given(
    st.lists(st.text(st.characters(categories=["Lu", "Ll"]), min_size=2, max_size=8), max_size=5)
)
def test_every_part_of_every_name_is_a_name(parts):
    names = names_in([" ".join(parts)])
    for part in parts:
        assert is_name(part, names)


# --- text blocks ---------------------------------------------------------------------------------


def test_the_first_blocks_are_sound_and_every_kind_has_its_own():
    for block in FIRST_BLOCKS:
        assert block_faults(block, names=NAMES) == ()
        assert GAP.search(block.text), "a block asks; it answers nothing"
        assert not any(sign.isdigit() for sign in block.text.replace("0–10", "").replace("112", ""))
    assert len({block.id for block in FIRST_BLOCKS}) == len(FIRST_BLOCKS)
    kinds = {block.for_kind for block in FIRST_BLOCKS}
    assert kinds >= set(NoteKind) - {NoteKind.OTHER}
    for kind in NoteKind:
        assert blocks_for(kind, FIRST_BLOCKS)


def test_a_block_that_tells_of_somebody_wants_a_reason():
    block = TextBlock(id="b" * 32, title="Hälsning", text="Hej Björn! [vad]")
    [fault] = block_faults(block, names=NAMES)
    assert fault.severity is Severity.VARNA
    assert "Björn" not in fault.sentence
    assert block_faults(replace(block, text="En björn gick förbi."), names=NAMES) == ()


def test_a_block_says_something():
    empty = TextBlock(id="b" * 32)
    assert [fault.field for fault in block_faults(empty, names=())] == ["title", "text"]
    long = TextBlock(id="b" * 32, title="x", text="x" * (LONGEST_BLOCK + 1))
    assert [fault.field for fault in block_faults(long, names=())] == ["text"]


def test_blocks_of_the_kind_come_first_and_retired_ones_not_at_all():
    blocks = [
        TextBlock(id="1" * 32, title="Alla"),
        TextBlock(id="2" * 32, title="Åter", for_kind=NoteKind.PHONE),
        TextBlock(id="3" * 32, title="Gammal", for_kind=NoteKind.PHONE, retired_on=TODAY),
        TextBlock(id="4" * 32, title="Möte", for_kind=NoteKind.MEETING),
    ]
    assert [b.title for b in blocks_for(NoteKind.PHONE, blocks)] == ["Åter", "Alla", "Möte"]
    assert [b.title for b in blocks_for(None, blocks)] == ["Alla", "Möte", "Åter"]


def test_gaps_are_found_one_after_the_other():
    text = "Hon [vad] och [när]. Inte [\n] eller []."
    first = first_gap(text)
    assert first is not None
    assert text[slice(*first)] == "[vad]"
    second = first_gap(text, first[1])
    assert second is not None
    assert text[slice(*second)] == "[när]"
    assert first_gap(text, second[1]) is None


# --- G9: notes -----------------------------------------------------------------------------------


def case(regime=Regime.OWN_SUPPORT):
    return Case(id="c" * 32, code="KB-27-001", person_id="p" * 32, opened_on=TODAY, regime=regime)


def note(**changes):
    whole = WorkingNote(
        id="n" * 32,
        case_id="c" * 32,
        written_on=TODAY,
        author="Greta",
        text="Påhittat",
        delete_on=WorkingNote.lifetime(TODAY),
    )
    return replace(whole, **changes)


def test_G9_a_signed_note_becomes_nothing_else():
    assert TRANSITIONS[NoteState.SIGNED] == frozenset()


def test_G9_only_the_author_changes_a_working_note():
    faults = working_note_faults(note(), earlier=note(), user="Karin", today=TODAY)
    assert [fault.severity for fault in faults] == [Severity.STOPP]
    assert working_note_faults(note(), earlier=note(), user="Greta", today=TODAY) == ()
    unsigned = note(author="")
    assert working_note_faults(note(), earlier=unsigned, user="Karin", today=TODAY) == ()


def test_G9_a_working_note_is_not_kept_alive():
    late = note(delete_on=WorkingNote.lifetime(TODAY, LONGEST_LIFE + 1))
    [fault] = working_note_faults(late, earlier=None, user="Greta", today=TODAY)
    assert fault.field == "delete_on"


@pytest.mark.parametrize("regime", Regime)
def test_G9_in_a_placement_one_is_asked_before_a_working_note_is_erased(regime):
    placed = regime in {Regime.SOL_PLACEMENT, Regime.ACT_2024_79}
    assert must_be_asked(case(regime)) is placed
    reminders = working_note_reminders(note(), case(regime))
    assert len(reminders) == int(placed)
    if placed:
        assert reminders[0].due_on < note().delete_on
        assert "journalen" in reminders[0].what


@given(st.text(max_size=12))
def test_the_life_of_a_working_note_is_always_some_days(text):
    assert 1 <= life_in_days(text) <= LONGEST_LIFE


def test_the_life_of_a_working_note_is_what_the_unit_says():
    assert (life_in_days("14"), life_in_days("0"), life_in_days("1000"), life_in_days("x")) == (
        14,
        30,
        30,
        30,
    )
