"""The keys that the vault hands to the store. A value type that both floors may know."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class StoreKeys:
    """What is needed to open one database (security.md 3.1).

    ``database`` is the 48-byte raw SQLCipher key (32 key + 16 salt), ``audit`` the 32-byte
    key of the journal's hash chain; both are bytearrays so that they can be zeroed.
    """

    database: bytearray
    audit: bytearray
    vault_id: str
    epoch: int

    def __repr__(self) -> str:
        """Say nothing of the keys: a repr can reach a log."""
        return "StoreKeys(…)"

    def wipe(self) -> None:
        """Overwrite both keys with zeros."""
        for key in (self.database, self.audit):
            key[:] = bytes(len(key))
