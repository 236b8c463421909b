"""Decision 0029: a manager's slot opens the oversight's own key, and nothing else."""

import json
import shutil
from dataclasses import replace

import pytest

from kvinnobyran.domain.trouble import Trouble
from kvinnobyran.vault import keyfile, primitives, rotation, slots
from kvinnobyran.vault.kdf import FLOOR
from kvinnobyran.vault.saving import old
from kvinnobyran.vault.troubles import (
    DamagedKeyFile,
    NobodyByThatName,
    OnlyOversight,
    OversightNotReady,
    TamperedKeyFile,
    UnfitName,
    WrongPassphrase,
)
from kvinnobyran.vault.vault import Vault
from tests.vault.kit import ANNA, BERIT, OTHER_PHRASE, PHRASE, changed, repaired

RUT = "Rut Uppdiktad"
SIV = "Siv Fantasi"
HERS = "gren spade kaffe dimma vante"

pytestmark = pytest.mark.usefixtures("quick_kdf")


@pytest.fixture(scope="module")
def managed(office, tmp_path_factory):
    """The vault of two users with a manager, made once; tests work on copies."""
    folder = shutil.copytree(office[0], tmp_path_factory.mktemp("managed") / "vault")
    unlocked = Vault.open(folder).unlock(ANNA, PHRASE)
    unlocked.add_manager(RUT, HERS, cost=FLOOR)
    unlocked.wipe()
    return folder


@pytest.fixture
def folder(managed, tmp_path):
    return shutil.copytree(managed, tmp_path / "vault")


@pytest.fixture
def unlocked(folder):
    return Vault.open(folder).unlock(ANNA, PHRASE)


def secret(keys):
    return bytes(keys.database), bytes(keys.audit)


def test_a_manager_opens_the_oversight_and_counsellors_hold_the_same_key(unlocked, folder):
    again = Vault.open(folder)
    assert (again.users, again.managers) == ((ANNA, BERIT), (RUT,))
    assert again.names == (ANNA, BERIT, RUT)
    hers = again.unlock_oversight(RUT.upper(), HERS)
    assert hers.user == RUT
    assert "key" not in repr(hers)
    for user, phrase in ((ANNA, PHRASE), (BERIT, OTHER_PHRASE)):
        assert secret(again.unlock(user, phrase).oversight_keys()) == secret(hers.store_keys)
    hers.wipe()
    assert not any(hers.store_keys.database)


def test_a_managers_passphrase_opens_no_register_and_a_counsellors_no_oversight(unlocked, folder):
    vault = Vault.open(folder)
    for refused, user, phrase in (
        (OnlyOversight, RUT, HERS),
        (WrongPassphrase, "Ingen Alls", HERS),
    ):
        with pytest.raises(refused):
            vault.unlock(user, phrase)
    with pytest.raises(NobodyByThatName):
        vault.unlock_oversight(ANNA, PHRASE)
    with pytest.raises(WrongPassphrase):
        vault.unlock_oversight(RUT, PHRASE)
    assert vault.failed_tries() == {RUT: 1, "": 1}


def test_nothing_that_is_sealed_for_the_register_opens_with_a_managers_private_key(unlocked):
    vault = unlocked.vault
    holder, private = vault.private_key(RUT, HERS)
    table = vault.table
    assert (holder.vault_key, holder.address_key) == (b"", None)
    contexts = [
        context(table, each.id)
        for each in table.holders
        for context in (slots.vault_key_context, slots.manager_key_context)
    ]
    contexts += [slots.address_key_context(table, each.id) for each in table.holders]
    sealed = [each.vault_key for each in table.holders if each.vault_key]
    sealed += [each.address_key for each in table.holders if each.address_key]
    assert len(sealed) == 5
    for seal in sealed:
        for context in contexts:
            assert primitives.unseal(seal, private, context) is None
    # What it does open is neither the vault key nor anything that the vault key gives.
    key = slots.open_manager_key(table, holder, private)
    with pytest.raises(TamperedKeyFile):
        slots.open_oversight_key(key, table)
    assert rotation.opened(table, holder, private, vault.database_path) is None
    oversight = slots.oversight_keys(key, table)
    theirs = unlocked.store_keys
    assert not {*secret(oversight)} & {*secret(theirs), bytes(unlocked.address_key)}
    with pytest.raises(TamperedKeyFile):
        slots.open_secrets(table, holder, private)


def test_a_removed_manager_opens_nothing_and_those_who_stay_get_a_new_key(unlocked, folder):
    unlocked.add_manager(SIV, OTHER_PHRASE, cost=FLOOR)
    before = secret(unlocked.oversight_keys())
    kept = (folder / keyfile.NAME).read_bytes()
    unlocked.remove_user(RUT)
    assert not old(folder / keyfile.NAME).exists()
    after = secret(unlocked.oversight_keys())
    assert before != after
    vault = Vault.open(folder)
    with pytest.raises(NobodyByThatName):
        vault.unlock_oversight(RUT, HERS)
    with pytest.raises(WrongPassphrase):
        vault.unlock(RUT, HERS)
    assert secret(vault.unlock_oversight(SIV, OTHER_PHRASE).store_keys) == after
    assert vault.unlock(ANNA, PHRASE).store_keys.epoch == 1, "the register's key was never hers"

    # Her own copy of the key file, put back, gives her the old key and not the new one.
    (folder / keyfile.NAME).write_bytes(kept)
    assert secret(Vault.open(folder).unlock_oversight(RUT, HERS).store_keys) == before


def test_without_a_manager_there_is_no_such_key(unlocked, folder):
    unlocked.remove_manager(RUT)
    for nobody in (RUT, BERIT):
        with pytest.raises(NobodyByThatName):
            unlocked.remove_manager(nobody)
    assert unlocked.oversight_keys() is None
    assert Vault.open(folder).unlock(BERIT, OTHER_PHRASE).oversight_keys() is None
    assert b"oversight" not in (folder / keyfile.NAME).read_bytes()


def test_T33_a_new_epoch_gives_the_oversight_a_new_key_and_nobody_has_to_be_there(unlocked, folder):
    before = unlocked.oversight_keys()
    epoch = unlocked.new_epoch(without=BERIT)
    epoch.prepare()
    with pytest.raises(OversightNotReady):
        Vault.open(folder).unlock_oversight(RUT, HERS)
    epoch.finish()
    hers = Vault.open(folder).unlock_oversight(RUT, HERS).store_keys
    assert hers.epoch == 2
    assert secret(hers) == secret(unlocked.oversight_keys())
    assert not {*secret(hers)} & {*secret(before)}
    last = unlocked.new_epoch(without=RUT)
    last.prepare()
    last.finish()
    assert unlocked.oversight_keys() is None


def test_somebody_who_is_suspended_comes_back_to_the_oversight_of_now(unlocked, folder):
    with pytest.raises(UnfitName):
        unlocked.add_user(RUT, HERS, cost=FLOOR)
    parked = unlocked.park(RUT)
    with pytest.raises(UnfitName):
        unlocked.take_back(parked)
    unlocked.remove_manager(RUT)
    assert unlocked.take_back(parked) == RUT
    first = secret(unlocked.oversight_keys())
    assert secret(Vault.open(folder).unlock_oversight(RUT, HERS).store_keys) == first
    unlocked.remove_manager(RUT)
    unlocked.add_manager(SIV, OTHER_PHRASE, cost=FLOOR)
    unlocked.take_back(parked)
    now = secret(unlocked.oversight_keys())
    assert now != first
    assert secret(Vault.open(folder).unlock_oversight(RUT, HERS).store_keys) == now


def test_a_backup_knows_no_manager_and_the_sheet_gives_her_no_register(unlocked, recovery_text):
    seal = keyfile.decode(unlocked.backup_seal())
    assert (seal.managers, seal.oversight_key) == ((), b"")
    by_sheet = unlocked.vault.unlock_with_recovery_key(recovery_text)
    assert secret(by_sheet.oversight_keys()) == secret(unlocked.oversight_keys())
    with pytest.raises(NobodyByThatName):
        by_sheet.set_passphrase(RUT, OTHER_PHRASE, cost=FLOOR)


def test_a_slot_that_is_not_hers_is_not_put_in_place(unlocked, folder):
    hers = Vault.open(folder).unlock_oversight(RUT, HERS)
    holder, slot = keyfile.read_holder(hers.new_slot(HERS, OTHER_PHRASE, cost=FLOOR))
    table = unlocked.vault.table
    for other, way in (
        (replace(holder, id="0" * 32), slot),
        (replace(holder, public=bytes(32)), slot),
        (replace(holder, user=ANNA), slot),
        (replace(holder, user="Ingen"), slot),
        (holder, replace(slot, holder="0" * 32)),
        (holder, replace(slot, epoch=9)),
        (holder, replace(slot, kdf=replace(FLOOR, memory_kib=1024))),
    ):
        assert not unlocked.put_in_place(keyfile.holder_text(other, way))
    assert not unlocked.put_in_place("{}")
    assert unlocked.vault.table == table
    assert unlocked.put_in_place(keyfile.holder_text(holder, slot))
    assert Vault.open(folder).unlock_oversight(RUT, OTHER_PHRASE).user == RUT


# --- T18: the key file with a manager in it -----------------------------------------------------


def test_T18_a_sound_file_says_the_same_again_and_any_changed_byte_is_refused(unlocked, folder):
    content = (folder / keyfile.NAME).read_bytes()
    assert keyfile.encode(keyfile.decode(content)) == content
    at = content.index(b'"oversight_key"')
    for place in range(at, at + 140):
        wrong = content[:place] + bytes([content[place] ^ 1]) + content[place + 1 :]
        with pytest.raises(Trouble):
            keyfile.decode(wrong)


def _manager(body):
    return next(each for each in body["holders"] if each["user"] == RUT)


@pytest.mark.parametrize(
    "change",
    [
        lambda body: body.pop("oversight_key"),
        lambda body: body["holders"].remove(_manager(body)),
        lambda body: _manager(body).update(user=""),
        lambda body: _manager(body).update(oversight_key=""),
        lambda body: _manager(body).update(vault_key=body["holders"][0]["vault_key"]),
        lambda body: body.update(oversight_key="AAAA"),
    ],
)
def test_T18_shapes_that_do_not_hold_together_are_refused(unlocked, folder, change):
    body = json.loads((folder / keyfile.NAME).read_bytes())
    change(body)
    with pytest.raises(DamagedKeyFile):
        keyfile.decode(repaired(json.dumps(body).encode()))


def test_T18_what_is_sealed_to_her_holds_for_this_vault_epoch_and_person(unlocked, folder):
    table = unlocked.vault.table
    holder, private = unlocked.vault.private_key(RUT, HERS)
    for other in (
        (replace(table, epoch=2), holder),
        (replace(table, vault_id="0" * 32), holder),
        (table, replace(holder, id="0" * 32)),
    ):
        with pytest.raises(TamperedKeyFile):
            slots.open_manager_key(other[0], other[1], private)
    # What the register keeps of it is under the MAC.
    changed(folder, _flip)
    with pytest.raises(TamperedKeyFile):
        Vault.open(folder).unlock(ANNA, PHRASE)


def _flip(body):
    kept = body["oversight_key"]
    body["oversight_key"] = kept[:20] + ("A" if kept[20] != "A" else "B") + kept[21:]
