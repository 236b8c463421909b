"""Taking back and doing again: one step of the user at a time."""

from kvinnobyran.domain.note import LOCKED_AFTER, NoteLocked
from kvinnobyran.flows.work import Work
from kvinnobyran.store import undo as stored


def undo_step(work: Work) -> str:
    """Take back the user's latest step in this session and return its name.

    A signature is taken back for ten minutes and no longer: then the note is locked, and what
    somebody may have read and relied on is only corrected (domain.md 3.2, G9). The journal
    keeps that it was signed, and that it was taken back.

    Raises :class:`NothingToUndo`, :class:`CannotUndo` and :class:`NoteLocked`.
    """
    signed = stored.signed_when(work.database, work.user)
    if signed is not None and work.now - signed > LOCKED_AFTER:
        raise NoteLocked
    return stored.undo(work.database, user=work.user, now=work.now)


def redo_step(work: Work) -> str:
    """Do again what was taken back last and return its name. Raises as :func:`undo_step`."""
    return stored.redo(work.database, user=work.user, now=work.now)
