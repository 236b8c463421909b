"""Taking back and doing again: one step of the user at a time."""

from kvinnobyran.flows.work import Work
from kvinnobyran.store import undo as stored


def undo_step(work: Work) -> str:
    """Take back the user's latest step in this session and return its name.

    Raises :class:`NothingToUndo` and :class:`CannotUndo`.
    """
    return stored.undo(work.database, user=work.user, now=work.now)


def redo_step(work: Work) -> str:
    """Do again what was taken back last and return its name. Raises as :func:`undo_step`."""
    return stored.redo(work.database, user=work.user, now=work.now)
