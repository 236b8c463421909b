"""Backups that the printed key opens, and address fields that the vault key does not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kvinnobyran.vault import addresses, keyfile, sealing, slots
from kvinnobyran.vault.kdf import FLOOR
from kvinnobyran.vault.memory import random_key, wipe, wiped
from kvinnobyran.vault.recovery import RecoveryKey
from kvinnobyran.vault.troubles import (
    DamagedKeyFile,
    KeyFileNotSaved,
    RecoveryKeyMistyped,
    SealBroken,
    VaultExists,
    WrongPassphrase,
    WrongRecoveryKey,
)
from kvinnobyran.vault.vault import Vault
from tests.vault.kit import ANNA, BERIT, OTHER_PHRASE, PHRASE

CONTEXT = b"backup 2027-03-04"


@pytest.fixture
def unlocked(quick_kdf, vault):
    return vault.unlock(ANNA, PHRASE)


def test_the_printed_key_alone_opens_a_backup(unlocked, recovery_text):
    key = random_key()
    seal = unlocked.backup_seal()
    sealed = sealing.seal_backup_key(seal, key, CONTEXT)
    assert sealing.open_backup_key(seal, recovery_text, sealed, CONTEXT) == key


def test_a_seal_holds_no_user_and_no_passphrase_slot(unlocked):
    table = keyfile.decode(unlocked.backup_seal())
    assert table.users == ()
    assert [slot.kind for slot in table.slots] == [keyfile.SlotKind.RECOVERY]
    assert ANNA.encode() not in unlocked.backup_seal()


def test_another_context_another_key_and_a_changed_seal_open_nothing(unlocked, recovery_text):
    seal = unlocked.backup_seal()
    sealed = sealing.seal_backup_key(seal, random_key(), CONTEXT)
    with pytest.raises(SealBroken):
        sealing.open_backup_key(seal, recovery_text, sealed, CONTEXT + b"x")
    with pytest.raises(WrongRecoveryKey):
        sealing.open_backup_key(seal, RecoveryKey.generate().text, sealed, CONTEXT)
    with pytest.raises(RecoveryKeyMistyped):
        sealing.open_backup_key(seal, "nej", sealed, CONTEXT)
    with pytest.raises(DamagedKeyFile):
        sealing.open_backup_key(seal[:-9] + b"0" + seal[-8:], recovery_text, sealed, CONTEXT)
    for at in range(len(sealed)):
        changed = sealed[:at] + bytes([sealed[at] ^ 1]) + sealed[at + 1 :]
        with pytest.raises(SealBroken):
            sealing.open_backup_key(seal, recovery_text, changed, CONTEXT)
    for short in (b"", sealed[:-1], sealed[:40]):
        with pytest.raises(SealBroken):
            sealing.open_backup_key(seal, recovery_text, short, CONTEXT)


def test_a_burnt_laptop(unlocked, recovery_text, tmp_path, clock):
    """From the seal and the sheet to a vault with the same keys and new users."""
    new = tmp_path / "new laptop"
    vault = Vault.restore(new, unlocked.backup_seal())
    assert vault.users == ()
    with pytest.raises(WrongPassphrase):
        vault.unlock(ANNA, PHRASE)
    clock.seconds += 60
    rescue = vault.unlock_with_recovery_key(recovery_text)
    rescue.add_user(BERIT, OTHER_PHRASE, addresses=True, cost=FLOOR)
    berit = Vault.open(new, clock=clock).unlock(BERIT, OTHER_PHRASE)
    assert berit.store_keys == unlocked.store_keys
    assert berit.address_key == unlocked.address_key
    with pytest.raises(VaultExists):
        Vault.restore(new, unlocked.backup_seal())


def test_a_restore_on_a_full_disk(unlocked, tmp_path, monkeypatch):
    def full(*_, **__):
        raise OSError

    monkeypatch.setattr("kvinnobyran.vault.vault.save", full)
    with pytest.raises(KeyFileNotSaved):
        Vault.restore(tmp_path / "new", unlocked.backup_seal())


# --- addresses --------------------------------------------------------------------------------

PLACE = {"vault_id": "0" * 32, "record": "1" * 32, "field": "street"}


@given(st.text(alphabet=st.characters(), max_size=300))
def test_an_address_comes_back(text):
    key = bytearray(range(32))
    sealed = addresses.encrypt(key, text, **PLACE)
    assert addresses.decrypt(key, sealed, **PLACE) == text
    assert len(sealed) % 64 == 1 + 12 + 16, "the length tells little"


@pytest.mark.parametrize("part", ["vault_id", "record", "field"])
def test_an_address_cannot_be_moved(part):
    key = bytearray(range(32))
    sealed = addresses.encrypt(key, "Påhittade vägen 3", **PLACE)
    with pytest.raises(SealBroken):
        addresses.decrypt(key, sealed, **{**PLACE, part: "another"})


def test_every_changed_byte_and_the_wrong_key_are_refused():
    key = bytearray(range(32))
    sealed = addresses.encrypt(key, "Påhittade vägen 3", **PLACE)
    for at in range(len(sealed)):
        changed = sealed[:at] + bytes([sealed[at] ^ 1]) + sealed[at + 1 :]
        with pytest.raises(SealBroken):
            addresses.decrypt(key, changed, **PLACE)
    for length in range(len(sealed)):
        with pytest.raises(SealBroken):
            addresses.decrypt(key, sealed[:length], **PLACE)
    with pytest.raises(SealBroken):
        addresses.decrypt(bytearray(32), sealed, **PLACE)


def test_t44_the_vault_key_does_not_open_an_address(unlocked):
    sealed = addresses.encrypt(unlocked.address_key, "Påhittade vägen 3", **PLACE)
    for other in (unlocked._keys.vault_key, unlocked.store_keys.audit):
        with pytest.raises(SealBroken):
            addresses.decrypt(other, sealed, **PLACE)


# --- keys -------------------------------------------------------------------------------------


@pytest.mark.parametrize("length", [0, 1, 16, 31, 33, 48])
def test_t04_keys_of_another_length_are_refused(length):
    with pytest.raises(ValueError, match="32 bytes") as caught:
        slots.subkey(bytearray(b"\xab" * length), "db")
    assert "ab" not in str(caught.value).replace("a key", "")


def test_t04_what_the_store_gets_has_the_right_length(unlocked):
    keys = unlocked.store_keys
    assert (len(keys.database), len(keys.audit)) == (48, 32)
    assert "…" in repr(keys)


def test_every_purpose_has_a_key_of_its_own():
    key = bytearray(range(32))
    made = [bytes(slots.subkey(key, purpose)) for purpose in ("db", "slots", "audit", "export")]
    assert len(set(made)) == 4
    assert slots.subkey(key, "db", 48)[:32] == made[0], "HKDF-Expand: the longer begins the same"


def test_wiping():
    one, two = random_key(), random_key(16)
    wipe(one, None)
    assert one == bytes(32)
    with pytest.raises(KeyError), wiped(two):
        raise KeyError
    assert two == bytes(16)
