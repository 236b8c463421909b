"""Key file and register, each held against what it knows of the other (decision 0032).

The key file keeps where the journal's chain ended at the last lock or copy; the register keeps
which generation of the key file last took a way in away. So an older database, a journal cut at
its end, and an older key file are seen at the unlocking, each by one look in an index. What a
kill or a cut of power leaves behind is always a note that is behind, and that is no fault. Both
put back together are seen only against an end that was printed.
"""

from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, Final

from kvinnobyran.domain.trouble import Trouble
from kvinnobyran.store import noted
from kvinnobyran.vault.troubles import OlderKeyFile, OlderRegister

if TYPE_CHECKING:
    from kvinnobyran.flows.work import Work
    from kvinnobyran.store.check import Line
    from kvinnobyran.store.database import Database
    from kvinnobyran.vault.unlocked import UnlockedVault

Accepts = tuple[type[Trouble], ...]
OLDER_REGISTER: Final = "older_register"
OLDER_KEYS: Final = "older_keys"
"""What the journal calls it when somebody opened although it did not fit."""
_WITH_SHEET: Final = "Återställningsnyckeln"
"""Who opened, when the printed key did."""


def begin(
    database: "Database", keys: "UnlockedVault", *, now: datetime, accepts: Accepts = ()
) -> None:
    """Hold key file and register against each other, and let each hear of the other from now on.

    Raises :class:`OlderKeyFile` or :class:`OlderRegister`, unless ``accepts`` names it: then it
    is written in the log, and from now on what lies there is the newest.
    """
    known = noted.revoked_in(database)
    faults = keys.from_another_time(partial(noted.chain_at, database), revoked_in=known)
    for fault in faults:
        if not isinstance(fault, accepts):
            raise fault
    for fault in faults:
        _accept(database, keys, fault, known, now)
    table = keys.vault.table
    if table.revoked_in > known:
        noted.note_revoked(database, table.revoked_in)
    keys.revoked = partial(noted.note_revoked, database)


def note_end(database: "Database", keys: "UnlockedVault") -> None:
    """Note where the chain ends now, for the next unlocking. It has all been committed.

    What stands in the way of it is nobody's concern: the note is behind, then, as after a kill.
    """
    if database.head():
        with suppress(Trouble):
            keys.note_audit_head(database.audit_head().text)


def note_last(work: "Work", keys: "UnlockedVault") -> None:
    """Note it as the last thing before the register is closed."""
    note_end(work.database, keys)


def lines(database: "Database", keys: "UnlockedVault") -> "Iterator[Line]":
    """Make the two lines of *check*."""
    from kvinnobyran.store.check import Line  # noqa: PLC0415 - an unlocking checks no file

    faults = keys.from_another_time(
        partial(noted.chain_at, database), revoked_in=noted.revoked_in(database)
    )
    for name, kind, good in (
        ("key_file_is_newest", OlderKeyFile, "Nyckelfilen är inte äldre än registret."),
        ("register_is_newest", OlderRegister, "Registret är inte äldre än när det senast låstes."),
    ):
        found = [fault for fault in faults if isinstance(fault, kind)]
        yield Line(name=name, ok=not found, sentence=found[0].sentence if found else good)


def _accept(
    database: "Database", keys: "UnlockedVault", fault: Trouble, known: int, now: datetime
) -> None:
    """Write in the log that it did not fit, and let it fit from now on."""
    older_keys = isinstance(fault, OlderKeyFile)
    name = "Öppnade med en äldre nyckelfil" if older_keys else "Öppnade ett äldre register"
    last = keys.vault.table.audit_head.partition(":")[0]
    words = "" if older_keys else f"Loggen slutade på rad {database.head()}, förut på rad {last}."
    with database.transaction(user=keys.user or _WITH_SHEET, name=name, now=now) as tx:
        tx.log(OLDER_KEYS if older_keys else OLDER_REGISTER, text=words)
    if older_keys:
        keys.go_past(known)
    else:
        keys.note_audit_head(database.audit_head().text)
