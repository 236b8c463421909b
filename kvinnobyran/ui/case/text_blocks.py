"""The unit's text blocks where a note is written, in her file and in a child's own (Ctrl+T)."""

from collections.abc import Callable

from kvinnobyran.domain.note import NoteKind
from kvinnobyran.domain.writing import TextBlock, blocks_for
from kvinnobyran.store.writing import text_blocks
from kvinnobyran.ui.kit.desk import Desk
from kvinnobyran.ui.kit.writing import Offered, WritingArea

KEYS = "Ctrl+T sätter in ett textblock, F8 går till nästa lucka, F7 till nästa stavfel."
"""The keys of a long text, said beside it."""


def offer_blocks(
    desk: Desk, text: WritingArea, wanted: Callable[[], NoteKind | None] = lambda: None
) -> None:
    """Let Ctrl+T offer the unit's text blocks, those of the ``wanted`` kind first."""
    known: list[TextBlock] = []
    desk.ask(text_blocks, then=known.extend, owner=text)

    def offered() -> list[Offered]:
        return [Offered(block.title, block.text) for block in blocks_for(wanted(), known)]

    text.offer_blocks = offered
