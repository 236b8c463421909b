"""A colleague leaves, for a while or for good: the register gets a new key (T32, T33).

A way in is never taken away by itself: who has kept a copy of the key file and remembers her
passphrase would still know the old key. So the database goes over to a new one, which is sealed
to everybody who stays. A manager never knew that key; hers alone is exchanged (decision 0029).
"""

from typing import Final

from kvinnobyran.domain.trouble import Trouble
from kvinnobyran.flows.counsellors import hand_over_all, may_hand_over_all
from kvinnobyran.flows.oversight import carry
from kvinnobyran.flows.work import Work
from kvinnobyran.store import moving
from kvinnobyran.store.reads import Reads
from kvinnobyran.store.transaction import Transaction
from kvinnobyran.vault.troubles import NobodyByThatName
from kvinnobyran.vault.unlocked import UnlockedVault

_PARKED: Final = "parked_user:"
"""Where ``meta`` keeps what brings a suspended user back; her keys under her own passphrase."""


def remove_user(work: Work, vault: UnlockedVault, name: str, *, to: str = "") -> None:
    """Let a user or a manager in no more. Takes seconds for a large office.

    ``to`` takes over her open cases and tasks, in the step that writes that she is gone.
    Raises :class:`NobodyByThatName`, :class:`NotYourself`, :class:`Refused`, and what writing
    the database anew raises (:class:`DiskFull`, :class:`CopyFailed` …); then nothing has changed.
    """
    if to:
        may_hand_over_all(work, name, to)
    what = _new_key(work, vault, name)
    with work.step("Tog bort en användare") as tx:
        handed = _hand_over(work, tx, name, to)
        tx.log("user_removed", text=f"{name}. {what} har fått en ny nyckel.{handed}")
    carry(work, vault)


def suspend_user(work: Work, vault: UnlockedVault, name: str, *, to: str = "") -> None:
    """Let a user in no more until she is let in again with the passphrase she has.

    ``to`` takes over her open cases and tasks; she does not get them back by herself.

    Raises as :func:`remove_user` does.
    """
    if to:
        may_hand_over_all(work, name, to)
    parked = vault.park(name)
    # Before she is out: a crash between the two leaves a row too many, and never one too few.
    _keep(work, name, parked)
    what = _new_key(work, vault, name)
    with work.step("Stängde av en användare") as tx:
        handed = _hand_over(work, tx, name, to)
        tx.log("user_suspended", text=f"{name}. {what} har fått en ny nyckel.{handed}")
    carry(work, vault)


def let_back(work: Work, vault: UnlockedVault, name: str) -> None:
    """Let a suspended user in again.

    Raises :class:`NobodyByThatName`, :class:`UnfitName`, :class:`NoAddressKey` or
    :class:`KeyFileNotSaved`.
    """
    parked = work.database.value("SELECT value FROM meta WHERE name = ?", (_PARKED + name,))
    if parked is None:
        raise NobodyByThatName
    vault.take_back(str(parked))
    with work.step("Släppte in en användare igen") as tx:
        tx.log("user_back", text=f"{name}.")
    with work.database.unjournalled("meta"):
        work.database.wire.change("DELETE FROM meta WHERE name = ?", (_PARKED + name,))
    carry(work, vault)


def forget_suspended(work: Work, name: str) -> None:
    """Let a suspended user never in again: what would bring her back is erased."""
    with work.database.unjournalled("meta"):
        work.database.wire.change("DELETE FROM meta WHERE name = ?", (_PARKED + name,))
    with work.step("Tog bort en avstängd användare") as tx:
        tx.log("user_removed", text=f"{name}.")


def suspended(reader: Reads, users: tuple[str, ...]) -> tuple[str, ...]:
    """Return who is suspended; ``users`` are those who can unlock anything."""
    rows = reader.wire.rows("SELECT name FROM meta ORDER BY name")
    found = (str(name).removeprefix(_PARKED) for (name,) in rows if name.startswith(_PARKED))
    return tuple(name for name in found if name not in users)


def open_cases_of(reader: Reads, name: str) -> int:
    """Return how many open cases a user is the counsellor of."""
    return int(
        reader.value(
            "SELECT count(*) FROM support_case WHERE counsellor = ? AND closed_on IS NULL", (name,)
        )
    )


def _hand_over(work: Work, tx: Transaction, name: str, to: str) -> str:
    """Give her cases away, if somebody takes them, and say so for the log."""
    if not to:
        return ""
    cases = hand_over_all(work, tx, name, to)
    return f" {to} har tagit över {'ett ärende' if cases == 1 else f'{cases} ärenden'}."


def _keep(work: Work, name: str, parked: str) -> None:
    with work.database.unjournalled("meta"):
        work.database.wire.change(
            "INSERT INTO meta (name, value) VALUES (?1, ?2)"
            " ON CONFLICT (name) DO UPDATE SET value = ?2",
            (_PARKED + name, parked),
        )


def _new_key(work: Work, vault: UnlockedVault, without: str) -> str:
    """Exchange the key that somebody knew, and say of what. What managers did comes home first."""
    carry(work, vault)
    if vault.vault.is_manager(without):
        vault.remove_manager(without)
        return "Insynen"
    epoch = vault.new_epoch(without=without)
    try:
        moving.move(work.database, epoch.store_keys, prepare=epoch.prepare, finish=epoch.finish)
    except Trouble:
        epoch.give_up()
        raise
    return "Registret"
