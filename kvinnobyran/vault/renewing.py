"""A new passphrase: the same for who opens the register and who opens the oversight."""

from typing import TYPE_CHECKING

from kvinnobyran.vault import kdf, slots
from kvinnobyran.vault import passphrase as phrases
from kvinnobyran.vault.memory import wiped

if TYPE_CHECKING:
    from kvinnobyran.vault.kdf import KdfParameters
    from kvinnobyran.vault.keyfile import Holder, Slot
    from kvinnobyran.vault.vault import Vault


def slot_under(
    vault: "Vault", user: str, old: str, new: str, *, cost: "KdfParameters | None" = None
) -> "tuple[Holder, Slot]":
    """Return a user, and her slot under a new passphrase. Nothing is saved.

    It never costs less to try than the old one did. Raises :class:`WrongPassphrase`,
    :class:`TooSoon` or :class:`WeakPassphrase`.
    """
    phrases.require(new, names=(user,))
    holder, private = vault.private_key(user, old)
    with wiped(private):
        chosen = cost or kdf.at_least(kdf.calibrate(), vault.table.cost(holder))
        slot = slots.passphrase_slot(vault.table, holder, private, kdf.normalised(new), chosen)
    return holder, slot
