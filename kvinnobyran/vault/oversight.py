"""What a manager has unlocked: the keys of the oversight's own file, and nothing more.

Decision 0029. The vault key is not sealed to a manager, so there is none here to be derived,
asked for or left in memory; nor is her private key, which is overwritten at once.
"""

from typing import TYPE_CHECKING

from kvinnobyran.domain.keys import StoreKeys
from kvinnobyran.vault import keyfile
from kvinnobyran.vault.kdf import KdfParameters
from kvinnobyran.vault.renewing import slot_under

if TYPE_CHECKING:
    from kvinnobyran.vault.vault import Vault


class UnlockedOversight:
    """The keys of one unlocked oversight, in bytearrays that :meth:`wipe` overwrites."""

    def __init__(self, vault: "Vault", user: str, store_keys: StoreKeys) -> None:
        self.vault = vault
        self.user = user
        self.store_keys = store_keys

    def __repr__(self) -> str:
        """Say nothing of the keys: a repr can reach a log."""
        return "UnlockedOversight(…)"

    def new_slot(self, old: str, new: str, *, cost: KdfParameters | None = None) -> str:
        """Return her own slot under a new passphrase, for a counsellor's program to put in place.

        She cannot write the key file: its MAC is under the vault key. Until it is in place the
        old passphrase holds. Raises :class:`WrongPassphrase`, :class:`TooSoon` or
        :class:`WeakPassphrase`.
        """
        return keyfile.holder_text(*slot_under(self.vault, self.user, old, new, cost=cost))

    def wipe(self) -> None:
        """Overwrite every key."""
        self.store_keys.wipe()
