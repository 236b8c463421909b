"""Making a vault, finding it, unlocking it, and changing who may."""

import stat

import pytest

from kvinnobyran.vault import keyfile, passphrase, slots
from kvinnobyran.vault import vault as vault_module
from kvinnobyran.vault.clock import MachineClock
from kvinnobyran.vault.kdf import FLOOR, KdfParameters, derive
from kvinnobyran.vault.recovery import RecoveryKey
from kvinnobyran.vault.troubles import (
    DamagedKeyFile,
    FolderNotYours,
    KeyFileChangedMeanwhile,
    KeyFileMissing,
    KeyFileNotSaved,
    NoAddressKey,
    NobodyByThatName,
    NotYourself,
    OlderKeyFile,
    OlderRegister,
    OnlyWithRecoveryKey,
    RecoveryKeyMistyped,
    SyncedFolder,
    TamperedKeyFile,
    UnfitName,
    VaultExists,
    VaultMissing,
    WeakPassphrase,
    WrongPassphrase,
    WrongRecoveryKey,
)
from kvinnobyran.vault.vault import Vault
from tests.vault.kit import ANNA, BERIT, OTHER_PHRASE, PHRASE

NEW_PHRASE = "glass cykel ugn vante pepparkaka"


def test_a_new_vault_opens_with_passphrase_and_with_recovery_key(tmp_path):
    folder = tmp_path / "made" / "vault"
    vault, made, recovery = Vault.create(folder, user=f" {ANNA} ", passphrase=PHRASE, kdf=FLOOR)
    assert vault.users == (ANNA,)
    assert made.user == ANNA
    assert len(made.store_keys.database) == 48
    assert len(made.store_keys.audit) == 32
    assert made.store_keys.vault_id == vault.vault_id
    assert vault.database_path == folder / "data.db"

    again = Vault.open(folder).unlock(ANNA.upper(), PHRASE)
    rescued = Vault.open(folder).unlock_with_recovery_key(recovery.text.lower())
    assert again.store_keys == rescued.store_keys == made.store_keys
    assert again.address_key == rescued.address_key == made.address_key
    assert rescued.user == ""


def test_the_folder_and_the_file_are_private(tmp_path):
    folder = tmp_path / "a" / "vault"
    Vault.create(folder, user=ANNA, passphrase=PHRASE, kdf=FLOOR)
    for path, mode in ((folder.parent, 0o700), (folder, 0o700), (folder / keyfile.NAME, 0o600)):
        assert stat.S_IMODE(path.stat().st_mode) == mode


def test_a_composed_letter_and_a_decomposed_one_are_the_same(quick_kdf, vault, folder):
    unlocked = vault.unlock(ANNA, PHRASE)
    unlocked.change_passphrase(PHRASE, "skåp blå räv över", cost=FLOOR)
    assert vault.unlock(ANNA, "ska\u030ap  bla\u030a ra\u0308v o\u0308ver ").user == ANNA


def test_the_cost_is_calibrated_when_none_is_given(tmp_path, monkeypatch):
    asked = iter([FLOOR])
    monkeypatch.setattr(vault_module, "calibrate", lambda: next(asked))
    vault, _, _ = Vault.create(tmp_path / "vault", user=ANNA, passphrase=PHRASE)
    assert vault.table.cost(vault.table.holders[1]) == FLOOR


@pytest.mark.parametrize("left", ["vault.keys", "vault.keys.old", "data.db"])
def test_nothing_is_ever_made_on_top_of_what_is_there(tmp_path, left):
    (tmp_path / left).write_bytes(b"")
    with pytest.raises(VaultExists):
        Vault.create(tmp_path, user=ANNA, passphrase=PHRASE, kdf=FLOOR)
    assert [path.name for path in tmp_path.iterdir()] == [left]


def test_no_vault_is_made_where_another_program_copies_it_away(tmp_path):
    folder = tmp_path / "Dropbox" / "register"
    with pytest.raises(SyncedFolder):
        Vault.create(folder, user=ANNA, passphrase=PHRASE, kdf=FLOOR)
    assert not folder.parent.exists()


def test_a_folder_that_cannot_be_made(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(FolderNotYours):
        Vault.create(tmp_path / "file" / "vault", user=ANNA, passphrase=PHRASE, kdf=FLOOR)


def test_a_disk_that_is_full(tmp_path, monkeypatch):
    def full(*_, **__):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(vault_module, "save", full)
    with pytest.raises(KeyFileNotSaved):
        Vault.create(tmp_path / "vault", user=ANNA, passphrase=PHRASE, kdf=FLOOR)


@pytest.mark.parametrize("name", ["", "   ", "x" * 81, "An\u202ena", "An\x00na", "\ud800"])
def test_names_that_cannot_be_used(tmp_path, name):
    with pytest.raises(UnfitName):
        Vault.create(tmp_path / "vault", user=name, passphrase=PHRASE, kdf=FLOOR)


def test_a_weak_passphrase_makes_no_vault(tmp_path):
    with pytest.raises(WeakPassphrase):
        Vault.create(tmp_path / "vault", user=ANNA, passphrase="Sommar2026!", kdf=FLOOR)
    assert not (tmp_path / "vault").exists()


# --- finding it -------------------------------------------------------------------------------


def test_no_vault_here(tmp_path):
    for place in (tmp_path, tmp_path / "not there"):
        with pytest.raises(VaultMissing) as caught:
            Vault.open(place)
        assert type(caught.value) is VaultMissing


@pytest.mark.parametrize("left", ["vault.keys.old", "data.db"])
def test_a_key_file_that_is_gone_is_not_an_empty_folder(tmp_path, left):
    (tmp_path / left).write_bytes(b"x")
    with pytest.raises(KeyFileMissing) as caught:
        Vault.open(tmp_path)
    assert "från början" in caught.value.way_on


def test_a_key_file_that_cannot_be_read(tmp_path):
    (tmp_path / keyfile.NAME).mkdir()
    with pytest.raises(FolderNotYours):
        Vault.open(tmp_path)


def test_the_previous_key_file_comes_back_when_asked_for(quick_kdf, folder):
    sound = Vault.open(folder)
    path = folder / keyfile.NAME
    path.write_bytes(b"")
    assert Vault.previous(folder) is not None
    vault = Vault.bring_back_previous(folder)
    assert vault.table.generation == sound.table.generation - 1
    assert vault.unlock(ANNA, PHRASE).user == ANNA
    assert (folder / "vault.keys.damaged").read_bytes() == b""

    path.unlink()
    assert Vault.bring_back_previous(folder).vault_id == sound.vault_id


def test_no_previous_key_file(folder):
    (folder / "vault.keys.old").write_bytes(b"{}")
    assert Vault.previous(folder) is None
    with pytest.raises(DamagedKeyFile):
        Vault.bring_back_previous(folder)
    (folder / "vault.keys.old").unlink()
    assert Vault.previous(folder) is None


# --- unlocking --------------------------------------------------------------------------------


def test_a_wrong_passphrase_a_wrong_name_and_no_name(quick_kdf, vault, clock):
    for name, phrase in ((ANNA, OTHER_PHRASE), ("Ingen Alls", PHRASE), ("", PHRASE)):
        with pytest.raises(WrongPassphrase) as caught:
            vault.unlock(name, phrase)
        assert caught.value.wait_seconds > 0
        clock.seconds += 60


def test_the_recovery_key_of_another_vault(vault):
    with pytest.raises(WrongRecoveryKey):
        vault.unlock_with_recovery_key(RecoveryKey.generate().text)
    with pytest.raises(RecoveryKeyMistyped):
        vault.unlock_with_recovery_key("ABCD")


def test_wiping_leaves_zeros(quick_kdf, vault):
    unlocked = vault.unlock(ANNA, PHRASE)
    database, address = unlocked.store_keys.database, unlocked.address_key
    assert any(database)
    assert repr(unlocked) == "UnlockedVault(…)"
    unlocked.wipe()
    assert not any(database)
    assert not any(address)


def test_only_those_who_were_given_it_have_the_address_key(quick_kdf, vault):
    assert vault.unlock(ANNA, PHRASE).address_key is not None
    assert vault.unlock(BERIT, OTHER_PHRASE).address_key is None


def test_both_users_open_the_same_database(quick_kdf, vault):
    anna, berit = vault.unlock(ANNA, PHRASE), vault.unlock(BERIT, OTHER_PHRASE)
    assert anna.store_keys == berit.store_keys


def faults_of(unlocked, chain, *, revoked_in=0):
    found = unlocked.from_another_time(chain.get, revoked_in=revoked_in)
    return [type(each) for each in found]


def test_key_file_and_register_are_held_against_what_each_knows(quick_kdf, vault):
    unlocked = vault.unlock(ANNA, PHRASE)
    assert faults_of(unlocked, {}) == []
    unlocked.note_audit_head("7:" + "a5" * 32)
    known = {7: bytes.fromhex("a5" * 32), 8: bytes(32)}
    assert faults_of(unlocked, known) == []
    assert faults_of(unlocked, {}) == [OlderRegister]
    assert faults_of(unlocked, {7: bytes(32)}) == [OlderRegister]

    heard = []
    unlocked.revoked = heard.append
    unlocked.add_user("Cecilia Dikt", NEW_PHRASE, cost=FLOOR)
    assert heard == []
    unlocked.remove_user("Cecilia Dikt")
    newest = vault.table.generation
    assert heard == [newest] == [vault.table.revoked_in]
    assert faults_of(unlocked, known, revoked_in=newest) == []
    assert faults_of(unlocked, {}, revoked_in=newest + 9) == [OlderKeyFile, OlderRegister]
    unlocked.go_past(newest + 9)
    assert faults_of(unlocked, known, revoked_in=newest + 9) == []
    assert heard == [newest]


def test_asking_once_more(quick_kdf, vault):
    unlocked = vault.unlock(ANNA, PHRASE)
    unlocked.confirm(PHRASE)
    with pytest.raises(WrongPassphrase):
        unlocked.confirm(OTHER_PHRASE)


# --- changing who may -------------------------------------------------------------------------


def test_a_changed_passphrase_leaves_no_old_way_in(quick_kdf, vault, folder, clock):
    before = vault.unlock(ANNA, PHRASE)
    before.change_passphrase(PHRASE, NEW_PHRASE, cost=FLOOR)
    assert not (folder / "vault.keys.old").exists()
    fresh = Vault.open(folder, clock=clock)
    assert fresh.unlock(ANNA, NEW_PHRASE).store_keys == before.store_keys
    with pytest.raises(WrongPassphrase):
        fresh.unlock(ANNA, PHRASE)
    assert fresh.unlock(BERIT, OTHER_PHRASE).store_keys == before.store_keys


def test_changing_needs_the_old_passphrase_and_a_good_new_one(quick_kdf, vault, clock):
    unlocked = vault.unlock(ANNA, PHRASE)
    with pytest.raises(WrongPassphrase):
        unlocked.change_passphrase(OTHER_PHRASE, NEW_PHRASE, cost=FLOOR)
    clock.seconds += 60
    with pytest.raises(WeakPassphrase):
        unlocked.change_passphrase(PHRASE, f"{ANNA} 2026", cost=FLOOR)


def test_a_changed_passphrase_is_never_cheaper(quick_kdf, vault, monkeypatch):
    dearer = KdfParameters(memory_kib=64 * 1024, iterations=4, lanes=1)
    unlocked = vault.unlock(ANNA, PHRASE)
    unlocked.change_passphrase(PHRASE, NEW_PHRASE, cost=dearer)
    monkeypatch.setattr("kvinnobyran.vault.kdf.calibrate", lambda: FLOOR)
    unlocked.change_passphrase(NEW_PHRASE, PHRASE)
    assert vault.table.cost(vault.table.holder(ANNA)) == dearer


def test_adding_a_user(quick_kdf, vault, monkeypatch):
    monkeypatch.setattr("kvinnobyran.vault.kdf.calibrate", lambda: FLOOR)
    anna = vault.unlock(ANNA, PHRASE)
    anna.add_user("Cecilia Dikt", NEW_PHRASE, addresses=True)
    cecilia = vault.unlock("cecilia dikt", NEW_PHRASE)
    assert cecilia.address_key == anna.address_key
    assert vault.users == (ANNA, BERIT, "Cecilia Dikt")
    for taken in ("cecilia  dikt", "ANNA EXEMPEL"):
        with pytest.raises(UnfitName):
            anna.add_user(taken, NEW_PHRASE, cost=FLOOR)


def test_nobody_gives_away_what_she_has_not_got(quick_kdf, vault):
    berit = vault.unlock(BERIT, OTHER_PHRASE)
    with pytest.raises(NoAddressKey):
        berit.add_user("Cecilia Dikt", NEW_PHRASE, addresses=True, cost=FLOOR)


def test_removing_a_user(quick_kdf, vault, folder, clock):
    anna = vault.unlock(ANNA, PHRASE)
    with pytest.raises(NotYourself):
        anna.remove_user(ANNA)
    with pytest.raises(NobodyByThatName):
        anna.remove_user("Ingen Alls")
    with pytest.raises(NobodyByThatName):
        anna.remove_user(" ")
    anna.remove_user(BERIT)
    assert vault.users == (ANNA,)
    assert not (folder / "vault.keys.old").exists()
    with pytest.raises(WrongPassphrase):
        Vault.open(folder, clock=clock).unlock(BERIT, OTHER_PHRASE)


def test_a_forgotten_passphrase(quick_kdf, vault, recovery_text, clock, monkeypatch):
    monkeypatch.setattr("kvinnobyran.vault.kdf.calibrate", lambda: FLOOR)
    with pytest.raises(OnlyWithRecoveryKey):
        vault.unlock(BERIT, OTHER_PHRASE).set_passphrase(ANNA, NEW_PHRASE)
    rescue = vault.unlock_with_recovery_key(recovery_text)
    rescue.set_passphrase(ANNA, NEW_PHRASE)
    rescue.set_passphrase(BERIT, PHRASE)
    anna, berit = vault.unlock(ANNA, NEW_PHRASE), vault.unlock(BERIT, PHRASE)
    assert anna.address_key == rescue.address_key
    assert berit.address_key is None
    assert anna.store_keys == berit.store_keys == rescue.store_keys
    with pytest.raises(WrongPassphrase):
        vault.unlock(ANNA, PHRASE)
    with pytest.raises(NobodyByThatName):
        rescue.set_passphrase("Ingen Alls", NEW_PHRASE)
    with pytest.raises(WeakPassphrase):
        rescue.set_passphrase(ANNA, "kort")


def test_a_new_recovery_key_ends_the_old_sheet(quick_kdf, vault, recovery_text):
    anna = vault.unlock(ANNA, PHRASE)
    before = anna.recovery_public_key
    sheet = anna.replace_recovery_key()
    assert anna.recovery_public_key != before
    assert vault.unlock_with_recovery_key(sheet.text).store_keys == anna.store_keys
    with pytest.raises(WrongRecoveryKey):
        vault.unlock_with_recovery_key(recovery_text)


def test_the_journals_head_is_kept(quick_kdf, vault, folder):
    vault.unlock(ANNA, PHRASE).note_audit_head("12:" + "a5" * 32)
    fresh = Vault.open(folder)
    assert fresh.table.audit_head == "12:" + "a5" * 32
    assert fresh.table.generation == 2
    assert fresh.unlock(ANNA, PHRASE).user == ANNA


def test_two_who_change_at_once(quick_kdf, folder, clock):
    one, two = Vault.open(folder, clock=clock), Vault.open(folder, clock=clock)
    first, second = one.unlock(ANNA, PHRASE), two.unlock(BERIT, OTHER_PHRASE)
    first.note_audit_head("1:" + "11" * 32)
    with pytest.raises(KeyFileChangedMeanwhile):
        second.note_audit_head("2:" + "22" * 32)
    assert Vault.open(folder).table.audit_head == "1:" + "11" * 32


def test_a_failed_save_changes_nothing(quick_kdf, vault, folder, monkeypatch):
    def full(*_, **__):
        raise OSError(28, "No space left on device")

    unlocked = vault.unlock(ANNA, PHRASE)
    before = (folder / keyfile.NAME).read_bytes()
    monkeypatch.setattr(vault_module, "save", full)
    with pytest.raises(KeyFileNotSaved):
        unlocked.remove_user(BERIT)
    assert (folder / keyfile.NAME).read_bytes() == before
    assert vault.users == (ANNA, BERIT)


def test_a_read_only_medium_still_opens(quick_kdf, folder, monkeypatch):
    def refused(*_, **__):
        raise PermissionError(30, "Read-only file system")

    monkeypatch.setattr("kvinnobyran.vault.delay.save", refused)
    vault = Vault.open(folder)
    with pytest.raises(WrongPassphrase):
        vault.unlock(ANNA, OTHER_PHRASE)
    assert vault.wait_seconds(ANNA) > 0, "the wait lasts as long as the program runs"
    assert Vault.open(folder).unlock(ANNA, PHRASE).user == ANNA


def test_the_machines_clock(monkeypatch, tmp_path):
    clock = MachineClock()
    assert 0 < clock.steady() <= clock.steady()
    assert len(clock.boot()) == 36
    monkeypatch.delattr("time.CLOCK_BOOTTIME")
    monkeypatch.setattr("kvinnobyran.vault.clock._BOOT_ID", tmp_path / "none")
    assert clock.steady() > 0
    assert clock.boot() == ""


def test_generated_passphrases_open_what_they_made(tmp_path):
    phrase = passphrase.generate()
    Vault.create(tmp_path / "vault", user=ANNA, passphrase=phrase, kdf=FLOOR)
    assert Vault.open(tmp_path / "vault").unlock(ANNA, phrase).user == ANNA


def test_a_slot_whose_private_key_belongs_to_another_public_key(quick_kdf, vault):
    holder = vault.table.holder(ANNA)
    slot = slots.passphrase_slot(vault.table, holder, bytearray(b"\x01" * 32), b"x", FLOOR)
    key = derive(b"x", salt=slot.salt, cost=FLOOR)
    with pytest.raises(TamperedKeyFile):
        slots.unwrap(vault.table, holder, slot, key)
