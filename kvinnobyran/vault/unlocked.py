"""What an opened vault can do: hand out keys, and change who may open it."""

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from kvinnobyran.domain.keys import StoreKeys
from kvinnobyran.domain.trouble import Trouble
from kvinnobyran.vault import kdf, keyfile, names, sealing, slots
from kvinnobyran.vault import passphrase as phrases
from kvinnobyran.vault.kdf import KdfParameters
from kvinnobyran.vault.keyfile import Holder, KeyTable, Slot
from kvinnobyran.vault.memory import random_key, wipe, wiped
from kvinnobyran.vault.primitives import seal
from kvinnobyran.vault.recovery import RecoveryKey
from kvinnobyran.vault.renewing import slot_under
from kvinnobyran.vault.troubles import (
    NoAddressKey,
    NobodyByThatName,
    NotYourself,
    OlderKeyFile,
    OlderRegister,
    OnlyWithRecoveryKey,
)

if TYPE_CHECKING:
    from kvinnobyran.vault.vault import Vault


class UnlockedVault:
    """The keys of one unlocked vault, in bytearrays that :meth:`wipe` overwrites.

    ``user`` is empty when the recovery key unlocked. ``address_key`` is ``None`` for a user
    without access to the addresses (security.md 3.5).
    """

    def __init__(
        self, vault: "Vault", holder: Holder, private: bytearray, keys: slots.Secrets
    ) -> None:
        self.vault = vault
        self.user = holder.user
        self.store_keys: StoreKeys = slots.store_keys(keys.vault_key, vault.table)
        self.address_key: bytearray | None = keys.address_key
        self.revoked: Callable[[int], object] = _nobody
        """Hears of each way in that is taken away, and notes it in the register."""
        self._keys = keys
        self._private = private

    def __repr__(self) -> str:
        """Say nothing of the keys: a repr can reach a log."""
        return "UnlockedVault(…)"

    def wipe(self) -> None:
        """Overwrite every key. The vault can then be used for nothing more."""
        self._keys.wipe()
        self.store_keys.wipe()
        wipe(self._private)

    # --- of the same time as the register (decision 0032) -----------------------------------------

    def from_another_time(
        self, chain_at: Callable[[int], bytes | None], *, revoked_in: int
    ) -> list[Trouble]:
        """Return what does not fit between the key file and the register, or nothing.

        ``chain_at`` tells the register's chain at a row of its journal, ``revoked_in`` is the
        generation of the key file in which, as the register knows, a way in was last taken
        away: an older key file put back would bring it back (security.md 3.6). A register that
        was written to after the head was noted knows that head, and is as it should be.
        """
        table = self.vault.table
        found: list[Trouble] = []
        if table.generation < revoked_in:
            found.append(OlderKeyFile())
        seq, _, chain = table.audit_head.partition(":")
        if seq and chain_at(int(seq)) != bytes.fromhex(chain):
            found.append(OlderRegister())
        return found

    def note_audit_head(self, head: str) -> None:
        """Keep where the journal's chain ends (``seq:hex``) in the key file.

        A journal cut at its end is then found against it (security.md T25). Raises
        :class:`KeyFileChangedMeanwhile` or :class:`KeyFileNotSaved`.
        """
        self.vault.note_audit_head(head, self._keys.vault_key)

    def go_past(self, generation: int) -> None:
        """Let this key file be the newest, past one that took a way in away.

        Only for who came in with the recovery key. Raises as :meth:`note_audit_head` does.
        """
        table = self.vault.table
        self.vault.replace_table(table, self._keys.vault_key, revoked=True, after=generation)

    # --- who may open -------------------------------------------------------------------------

    def confirm(self, passphrase: str) -> None:
        """Ask the user once more, as before addresses are shown. Raises as ``unlock`` does."""
        wipe(self.vault.private_key(self.user, passphrase)[1])

    def change_passphrase(self, old: str, new: str, *, cost: KdfParameters | None = None) -> None:
        """Replace one's own passphrase; quick unlock is turned off.

        Raises :class:`WrongPassphrase`, :class:`TooSoon` or :class:`WeakPassphrase`.
        """
        holder, slot = slot_under(self.vault, self.user, old, new, cost=cost)
        self._save(self.vault.table.with_holder(holder, slot), revoked=True)
        self.disable_quick_unlock()

    def add_user(
        self,
        name: str,
        passphrase: str,
        *,
        addresses: bool = False,
        cost: KdfParameters | None = None,
    ) -> None:
        """Let one more user in. ``addresses`` gives her the key of the addresses as well.

        Raises :class:`UnfitName`, :class:`WeakPassphrase`, or :class:`NoAddressKey` when one
        gives away what one does not have.
        """
        name = names.fit(name, self.vault.names)
        phrases.require(passphrase, names=(name,))
        self._add(name, passphrase, addresses=addresses, cost=cost or kdf.calibrate())

    def add_manager(self, name: str, passphrase: str, *, cost: KdfParameters | None = None) -> None:
        """Let somebody open the oversight and nothing else (decision 0029).

        Raises :class:`UnfitName` or :class:`WeakPassphrase`.
        """
        name = names.fit(name, self.vault.names)
        phrases.require(passphrase, names=(name,))
        table, vault_key = self.vault.table, self._keys.vault_key
        key = slots.open_oversight_key(vault_key, table) or random_key()
        chosen = cost or kdf.calibrate()
        with wiped(key, private := random_key()):
            if not table.oversight_key:
                wrapped = slots.wrapped_oversight_key(key, vault_key, table)
                table = replace(table, oversight_key=wrapped)
            holder = slots.manager(table, name, private, key)
            phrase = kdf.normalised(passphrase)
            slot = slots.passphrase_slot(table, holder, private, phrase, chosen)
            self._save(table.with_holder(holder, slot), revoked=False)

    def remove_manager(self, name: str) -> None:
        """Let a manager in no more: the oversight gets a new key, sealed to those who stay.

        The register's own key was never hers, so it stays. The oversight's file has to be
        written anew under the new key. Raises :class:`NobodyByThatName` or
        :class:`KeyFileNotSaved`.
        """
        from kvinnobyran.vault import rotation

        gone = self._known(name)
        if not gone.is_manager:
            raise NobodyByThatName
        left = self.vault.table.without(gone)
        self._save(rotation.with_new_oversight(left, self._keys.vault_key), revoked=True)

    def put_in_place(self, slot_text: str) -> bool:
        """Let a manager's passphrase be the one she has chosen; tell whether it was taken.

        Only the slot is taken, and only hers: who she is and what is sealed to her stay as the
        key file has them. Raises :class:`KeyFileNotSaved`.
        """
        try:
            offered, slot = keyfile.read_holder(slot_text)
            if slot.kdf is not None:
                slot.kdf.check()
        except Trouble:
            return False
        table = self.vault.table
        known = table.holder(offered.user) if offered.user else None
        if (
            known is None
            or not known.is_manager
            or (known.id, known.public) != (offered.id, offered.public)
            or (slot.holder, slot.kind) != (known.id, keyfile.SlotKind.PASSPHRASE)
            or slot.epoch > table.epoch
        ):
            return False
        self._save(table.with_holder(known, slot), revoked=True)
        return True

    def oversight_keys(self) -> StoreKeys | None:
        """Return what opens the oversight's file; ``None`` where there is no manager."""
        key = slots.open_oversight_key(self._keys.vault_key, self.vault.table)
        if key is None:
            return None
        with wiped(key):
            return slots.oversight_keys(key, self.vault.table)

    def remove_user(self, name: str) -> None:
        """Take a user's way in away, from the key file and from ``.old``.

        She still knows the vault key if she kept a copy of the folder and her passphrase;
        what ends that is a new epoch: :meth:`new_epoch` (security.md T32, T33).
        Raises :class:`NobodyByThatName` or :class:`NotYourself`.
        """
        gone = self._known(name)
        if gone.user == self.user:
            raise NotYourself
        if gone.is_manager:
            self.remove_manager(name)
        else:
            self._save(self.vault.table.without(gone), revoked=True)

    def new_epoch(self, *, without: str = "") -> "NewEpoch":
        """Begin a new vault key, sealed to everybody but ``without`` (security.md 3.4).

        Nothing is written yet. Raises :class:`NobodyByThatName` or :class:`NotYourself`.
        """
        from kvinnobyran.vault import rotation

        gone = self._known(without) if without else None
        if gone is not None and gone.user == self.user:
            raise NotYourself
        return NewEpoch(self, *rotation.next_epoch(self.vault.table, self._keys, without=gone))

    def go_on_with(self, keys: slots.Secrets) -> None:
        """Hold the keys of the epoch that has begun; those of the old one are overwritten."""
        old_keys, old_store = self._keys.vault_key, self.store_keys
        self._keys = keys
        self.store_keys = slots.store_keys(keys.vault_key, self.vault.table)
        wipe(old_keys)
        old_store.wipe()

    def is_key_of_database(self) -> bool:
        """Tell whether the database in the folder is of the epoch that these keys are of."""
        from kvinnobyran.vault import rotation

        return rotation.fits(self._keys, self.vault.database_path)

    def park(self, name: str) -> str:
        """Return what brings a user back as she is, to be kept inside the database.

        Her keys are wrapped by her own passphrase. Raises :class:`NobodyByThatName`.
        """
        holder = self._known(name)
        return keyfile.holder_text(holder, self.vault.table.slot(holder))

    def take_back(self, parked: str) -> str:
        """Let a parked user in again, with the passphrase she had; return her name.

        Raises :class:`UnfitName` when somebody has her name now, :class:`NoAddressKey` when
        she may see the addresses and one may not oneself, and :class:`DamagedKeyFile`.
        """
        holder, slot = keyfile.read_holder(parked)
        names.fit(holder.user, self.vault.names)
        if holder.address_key is not None and self.address_key is None:
            raise NoAddressKey
        table = self.vault.table
        if holder.is_manager:
            self._save(self._with_manager(table, holder, slot), revoked=False)
            return holder.user
        context = slots.vault_key_context(table, holder.id)
        sealed = seal(self._keys.vault_key, holder.public, context)
        self._save(table.with_holder(replace(holder, vault_key=sealed), slot), revoked=False)
        return holder.user

    def set_passphrase(self, name: str, new: str, *, cost: KdfParameters | None = None) -> None:
        """Give a user who forgot hers a new passphrase. Needs the recovery key.

        Her old private key is lost with the old passphrase, so she gets a new pair with the
        same grants. Raises :class:`OnlyWithRecoveryKey`, :class:`NobodyByThatName` or
        :class:`WeakPassphrase`.
        """
        if self.user:
            raise OnlyWithRecoveryKey
        gone = self._known(name)
        if gone.is_manager:  # hers opens no register: she is removed and added again
            raise NobodyByThatName
        phrases.require(new, names=(gone.user,))
        table = self.vault.table.without(gone)
        addresses = gone.address_key is not None
        self._add(gone.user, new, addresses=addresses, cost=cost or kdf.calibrate(), table=table)

    def replace_recovery_key(self) -> RecoveryKey:
        """Make a new recovery key; the old sheet then opens only older backups."""
        recovery_key = RecoveryKey.generate()
        table = self.vault.table.without(self.vault.recovery_holder)
        with wiped(private := random_key()):
            holder = slots.holder(table, "", private, self._keys)
            slot = slots.recovery_slot(table, holder, private, recovery_key)
            self._save(table.with_holder(holder, slot), revoked=True)
        return recovery_key

    # --- quick unlock -------------------------------------------------------------------------

    def enable_quick_unlock(self, pin: str) -> None:
        """Let the user unlock with a PIN on this machine for at most twelve hours.

        Asks the system's keyring, at most two seconds a call. Raises :class:`UnfitPin`,
        :class:`KeyringGone`, or :class:`NobodyByThatName` after an unlock with the
        recovery key.
        """
        vault, owner = self.vault, self._known(self.user)
        vault.quick_unlock.enable(vault.table, owner, self._private, pin)

    def disable_quick_unlock(self) -> None:
        """Delete the PIN's slot and, when the keyring answers, the secret in it."""
        self.vault.quick_unlock.disable(self.vault.table, self._known(self.user))

    # --- backups ------------------------------------------------------------------------------

    @property
    def recovery_public_key(self) -> bytes:
        """The 32-byte public key that backups are sealed to."""
        return self.vault.recovery_holder.public

    def backup_seal(self) -> bytes:
        """Return what a backup's header carries so that the printed key alone opens it."""
        return sealing.backup_seal(self.vault.table, self._keys.vault_key)

    # --- how ----------------------------------------------------------------------------------

    def _known(self, name: str) -> Holder:
        holder = self.vault.table.holder(names.plain(name)) if names.plain(name) else None
        if holder is None:
            raise NobodyByThatName
        return holder

    def _add(
        self,
        name: str,
        passphrase: str,
        *,
        addresses: bool,
        cost: KdfParameters,
        table: KeyTable | None = None,
    ) -> None:
        if addresses and self.address_key is None:
            raise NoAddressKey
        revoked = table is not None
        table = table or self.vault.table
        granted = replace(self._keys, address_key=self.address_key if addresses else None)
        with wiped(private := random_key()):
            holder = slots.holder(table, name, private, granted)
            slot = slots.passphrase_slot(table, holder, private, kdf.normalised(passphrase), cost)
            self._save(table.with_holder(holder, slot), revoked=revoked)

    def _with_manager(self, table: KeyTable, holder: Holder, slot: Slot) -> KeyTable:
        """Return the table with a manager who was parked, holding the oversight's key of now."""
        vault_key = self._keys.vault_key
        with wiped(key := slots.open_oversight_key(vault_key, table) or random_key()):
            if not table.oversight_key:
                wrapped = slots.wrapped_oversight_key(key, vault_key, table)
                table = replace(table, oversight_key=wrapped)
            return table.with_holder(slots.with_oversight(table, holder, key), slot)

    def _save(self, table: KeyTable, *, revoked: bool) -> None:
        self.vault.replace_table(table, self._keys.vault_key, revoked=revoked)
        if revoked:
            self.revoked(self.vault.table.revoked_in)


def _nobody(_: int) -> None:
    """Hear it, and note it nowhere: the next unlock will."""


class NewEpoch:
    """A new vault key that is not in use yet: the vault's steps of the two-epoch protocol."""

    def __init__(self, unlocked: UnlockedVault, table: KeyTable, keys: slots.Secrets) -> None:
        self._unlocked = unlocked
        self._table = table
        self._keys = keys
        self.store_keys: StoreKeys = slots.store_keys(keys.vault_key, table)
        """What opens the database in the new epoch."""

    def __repr__(self) -> str:
        """Say nothing of the keys: a repr can reach a log."""
        return "NewEpoch(…)"

    def prepare(self) -> None:
        """Write the new key file beside the old one. The database has not been touched."""
        self._unlocked.vault.write_pending(self._table)

    def finish(self) -> None:
        """Begin: the database is under the new key."""
        self._unlocked.vault.begin_epoch(self._table)
        self._unlocked.go_on_with(self._keys)

    def give_up(self) -> None:
        """Forget the new key, unless the database is under it already: then it stands.

        The next unlock will finish it.
        """
        if self._unlocked.is_key_of_database():
            self._unlocked.vault.drop_pending()
            wipe(self._keys.vault_key)
            self.store_keys.wipe()
