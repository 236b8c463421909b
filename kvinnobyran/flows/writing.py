"""Text blocks, and the words that the unit teaches the speller."""

import unicodedata
from dataclasses import replace

from kvinnobyran.domain.ids import new_id
from kvinnobyran.domain.writing import (
    OwnWord,
    TextBlock,
    block_faults,
    plain,
    word_faults,
)
from kvinnobyran.flows.work import NO_REASONS, Reasons, Work, put, settle
from kvinnobyran.store import writing as stored


def save_block(
    work: Work, block: TextBlock, *, reasons: Reasons = NO_REASONS, expect: int | None = None
) -> TextBlock:
    """Add a text block or change one; VARNA where it holds a name from the register."""
    settle(block_faults(block, names=stored.names(work.database)), reasons)
    with work.step("Textblock", reasons) as tx:
        put(tx, block, expect=expect)
    return block


def retire_block(work: Work, block: TextBlock) -> TextBlock:
    """Offer a text block no more; what was written with it stays."""
    retired = replace(block, retired_on=work.today)
    with work.step("Ta bort textblock") as tx:
        put(tx, retired)
    return retired


def learn_word(work: Work, word: str, *, reasons: Reasons = NO_REASONS) -> OwnWord:
    """Teach the speller a word, for the whole unit.

    VARNA for a name of somebody in the register, so that none is learnt by a slip; raises
    :class:`Refused` also for what is no word or is known.
    """
    text = unicodedata.normalize("NFC", word.strip())
    own = OwnWord(id=new_id(), word=text, added_by=work.user, added_on=work.today)
    known = {plain(each.word) for each in stored.own_words(work.database)}
    settle(word_faults(own, names=stored.names(work.database), known=known), reasons)
    with work.step("Nytt ord i ordlistan", reasons) as tx:
        tx.insert(own)
    return own


def unlearn_word(work: Work, word: OwnWord) -> None:
    """Take a word out of the list, and out of the journal too: it may have been a name."""
    with work.step("Ta bort ord ur ordlistan") as tx:
        tx.forget("own_word", word.id)
