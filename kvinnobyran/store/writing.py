"""Questions about text blocks and the unit's own words."""

from dataclasses import dataclass

from kvinnobyran.domain.first_blocks import FIRST_BLOCKS
from kvinnobyran.domain.writing import OwnWord, TextBlock, names_in
from kvinnobyran.store.reader import Reader


@dataclass(frozen=True, slots=True, kw_only=True)
class _Names:
    """Everything somebody in the register is called."""

    first_name: str
    last_name: str
    alias: str


def text_blocks(reader: Reader) -> list[TextBlock]:
    """Return all text blocks, also those that have retired.

    What the unit has written stands over the block of the same id that came with the program.
    """
    own = {block.id: block for block in reader.all(TextBlock, "SELECT * FROM text_block")}
    first = [own.pop(block.id, block) for block in FIRST_BLOCKS]
    return [*first, *sorted(own.values(), key=lambda block: (block.title, block.id))]


def own_words(reader: Reader) -> list[OwnWord]:
    """Return the words that the unit has taught the speller."""
    return reader.all(OwnWord, "SELECT * FROM own_word ORDER BY word")


def names(reader: Reader) -> frozenset[str]:
    """Return every part of every name in the register, as words are compared."""
    found = reader.all(_Names, "SELECT first_name, last_name, alias FROM person")
    return names_in(f"{each.first_name} {each.last_name} {each.alias}" for each in found)
