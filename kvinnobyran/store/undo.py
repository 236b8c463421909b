# ruff: noqa: S608 - every name comes from the schema, every value is a parameter
"""Undo and redo: the latest step of this user in this session, as one new step.

Nothing is wound back: the inverse goes through the same door and is journalled like every
change. A step that erased something cannot be undone, and nothing before it either, so that
"Ångra" never takes back something else than what was just done.
"""

from collections import Counter
from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime
from typing import NamedTuple

from kvinnobyran.store import journal
from kvinnobyran.store.database import Database, SessionStep
from kvinnobyran.store.journal import Entry
from kvinnobyran.store.reads import Wire, delete_from
from kvinnobyran.store.troubles import BrokenRule, CannotUndo, NothingToUndo


class _Doable(NamedTuple):
    """A step that can be taken back, and the name of what the user did in the first place."""

    step: int
    name: str


def undo_name(database: Database, user: str) -> str | None:
    """Return the name of the step that undo would take back ("Ny förfrågan"), or None."""
    undoable, _ = _stacks(database.session, user)
    return undoable[-1].name if undoable else None


def redo_name(database: Database, user: str) -> str | None:
    """Return the name of the step that redo would do again, or None."""
    _, redoable = _stacks(database.session, user)
    return redoable[-1].name if redoable else None


def signed_when(database: Database, user: str) -> datetime | None:
    """Return when the latest signature was set that undo would take back; None: there is none."""
    undoable, _ = _stacks(database.session, user)
    if not undoable:
        return None
    found = (_signed(entry) for entry in journal.entries_of(database.wire, undoable[-1].step))
    return max((each for each in found if each is not None), default=None)


def _signed(entry: Entry) -> datetime | None:
    """Return when a change signed a note: as it was added, or while it was a draft."""
    payload = entry.payload or {}
    if entry.kind == "insert":
        state, at = payload.get("state"), payload.get("signed_at")
    elif entry.kind == "update":
        state, at = payload.get("state", [None, None])[1], payload.get("signed_at", [None, None])[1]
    else:
        return None
    return datetime.fromisoformat(at) if state == "signed" and at else None


def undo(database: Database, *, user: str, now: datetime) -> str:
    """Take back the latest step of this user in this session and return its name.

    Raises :class:`NothingToUndo`, and :class:`CannotUndo` when a record was changed
    afterwards by another step or its contents were erased.
    """
    undoable, _ = _stacks(database.session, user)
    return _invert(database, undoable, "Ångra: ", user, now)


def redo(database: Database, *, user: str, now: datetime) -> str:
    """Do again what was undone last and return its name. Raises as :func:`undo` does."""
    _, redoable = _stacks(database.session, user)
    return _invert(database, redoable, "Gör om: ", user, now)


def _stacks(session: Sequence[SessionStep], user: str) -> tuple[list[_Doable], list[_Doable]]:
    """Return what can be undone and what can be done again, the next one last."""
    undoable: list[_Doable] = []
    redoable: list[_Doable] = []
    for step, changed, kept in session:
        if step.user != user or not changed:
            continue
        if step.undoes is None:
            redoable.clear()
            if kept:
                undoable.append(_Doable(step.id, step.name))
            else:
                undoable.clear()
        elif undoable and undoable[-1].step == step.undoes:
            redoable.append(_Doable(step.id, undoable.pop().name))
        else:
            undoable.append(_Doable(step.id, redoable.pop().name))
    return undoable, redoable


def _invert(
    database: Database, doable: Sequence[_Doable], verb: str, user: str, now: datetime
) -> str:
    """Do the inverse of the topmost step as a step of its own."""
    if not doable:
        raise NothingToUndo
    target, name = doable[-1]
    changes = [
        entry
        for entry in journal.entries_of(database.wire, target)
        if entry.kind in journal.CHANGES
    ]
    if any(entry.payload is None for entry in changes) or _built_upon(database, changes):
        raise CannotUndo
    with suppress(BrokenRule):
        with database.transaction(user=user, name=verb + name, now=now, undoes=target) as step:
            # Children and parents may come back in any order.
            step.wire.rows("PRAGMA defer_foreign_keys = ON")
            for entry in reversed(changes):
                _take_back(step.wire, entry)
        return name
    raise CannotUndo


def _built_upon(database: Database, changes: Sequence[Entry]) -> bool:
    """Tell whether a later step changed one of the records and still stands.

    Taking back and doing again alternate, so an even number of later steps with the same
    beginning leaves the record as it was.
    """
    undoes = {item.step.id: item.step.undoes for item in database.session}

    def root(step: int) -> int:
        while (before := undoes[step]) is not None:
            step = before
        return step

    for table, record in {(entry.table, entry.record) for entry in changes}:
        later = database.wire.rows(
            "SELECT DISTINCT step FROM journal WHERE record = ? AND seq > ? AND tbl = ?"
            " AND kind IN ('insert', 'update', 'delete', 'forget')",
            (record, changes[-1].seq, table),
        )
        if any(times % 2 for times in Counter(root(step) for (step,) in later).values()):
            return True
    return False


def _take_back(wire: Wire, entry: Entry) -> None:
    """Run the inverse of one change."""
    payload = entry.payload or {}
    if entry.kind == "insert":
        wire.change(delete_from(entry.table), (entry.record,))
        return
    kinds = journal.columns_of(wire, entry.table)
    if entry.kind == "delete":
        names = ", ".join(payload)
        marks = ", ".join("?" for _ in payload)
        wire.change(
            f"INSERT INTO {entry.table} ({names}) VALUES ({marks})",
            [journal.cell(kinds[name], value) for name, value in payload.items()],
        )
        return
    changed = ", ".join(f"{name} = ?" for name in payload)
    values = [journal.cell(kinds[name], old) for name, (old, _) in payload.items()]
    wire.change(f"UPDATE {entry.table} SET {changed} WHERE id = ?", (*values, entry.record))
