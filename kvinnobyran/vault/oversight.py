"""What a manager has unlocked: the keys of the oversight's own file, and nothing more.

Decision 0029. The vault key is not sealed to a manager, so there is none here to be derived,
asked for or left in memory; nor is her private key, which is overwritten at once.
"""

from typing import TYPE_CHECKING

from kvinnobyran.domain.keys import StoreKeys

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

    def wipe(self) -> None:
        """Overwrite every key."""
        self.store_keys.wipe()
