"""The compartment of the addresses: sealed, opened with the passphrase once more, logged (S1).

The database holds ciphertext under a key of its own. What is read here is given to the caller
and to nobody else: it is in no record, no draft, no search and no line of the journal.
"""

from dataclasses import dataclass, fields, replace
from typing import Final

from kvinnobyran.domain.apartment import Apartment, SealedAddress
from kvinnobyran.domain.faults import stopp
from kvinnobyran.domain.ids import new_id
from kvinnobyran.domain.trouble import Refused
from kvinnobyran.flows.work import Work, put
from kvinnobyran.store.apartments import sealed_address
from kvinnobyran.store.readings import READING
from kvinnobyran.vault.addresses import decrypt, encrypt
from kvinnobyran.vault.troubles import NoAddressKey
from kvinnobyran.vault.unlocked import UnlockedVault

READ: Final = "Lägenhetens adress och portkod"
"""What the journal says was read; the apartment is the record it names."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """What an apartment's compartment holds. It is no record, and its repr says nothing."""

    address: str = ""
    door_code: str = ""
    keys: str = ""

    def __repr__(self) -> str:
        """Say nothing: a repr can reach a log."""
        return "Address(…)"


def read_address(work: Work, vault: UnlockedVault, apartment_id: str, phrase: str) -> Address:
    """Open the compartment of one apartment, with the passphrase once more; it is logged.

    Raises what the vault raises for a wrong passphrase, :class:`NoAddressKey` for a user who
    was not given the key, and :class:`SealBroken` when the ciphertext is not this field's.
    """
    vault.confirm(phrase)
    key = _key(vault)
    _apartment(work, apartment_id)
    with work.step("Läste lägenhetens adress") as tx:
        tx.log(READING, table="apartment", record=apartment_id, text=READ)
    sealed = sealed_address(work.database, apartment_id)
    if sealed is None:
        return Address()
    values = {
        each.name: decrypt(
            key,
            content,
            vault_id=vault.store_keys.vault_id,
            record=apartment_id,
            field=each.name,
        )
        for each in fields(Address)
        if (content := getattr(sealed, each.name)) is not None
    }
    return Address(**values)


def write_address(
    work: Work, vault: UnlockedVault, apartment_id: str, address: Address, phrase: str
) -> None:
    """Seal an apartment's address, door code and keys; what was sealed before is erased.

    Raises as :func:`read_address` does. The step cannot be undone: nothing of what was there
    is kept anywhere.
    """
    vault.confirm(phrase)
    key = _key(vault)
    _apartment(work, apartment_id)
    vault_id = vault.store_keys.vault_id

    def sealed(field: str, text: str) -> bytes | None:
        if not text.strip():
            return None
        return encrypt(key, text.strip(), vault_id=vault_id, record=apartment_id, field=field)

    earlier = sealed_address(work.database, apartment_id)
    kept = replace(
        earlier or SealedAddress(id=new_id(), apartment_id=apartment_id),
        address=sealed("address", address.address),
        door_code=sealed("door_code", address.door_code),
        keys=sealed("keys", address.keys),
    )
    with work.step("Lägenhetens adress") as tx:
        if earlier is None:
            put(tx, kept)
        else:
            tx.redact(kept)


def _key(vault: UnlockedVault) -> bytearray:
    if vault.address_key is None:
        raise NoAddressKey
    return vault.address_key


def _apartment(work: Work, apartment_id: str) -> None:
    if work.database.get(Apartment, apartment_id) is None:
        raise Refused((stopp("apartment_id", "Lägenheten finns inte längre.", "domain.md S1"),))
