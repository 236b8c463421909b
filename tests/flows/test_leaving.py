"""T32, T33: a leaver's passphrase opens nothing; a crash anywhere leaves one whole epoch."""

import datetime as dt
import os
import shutil

import pytest

from kvinnobyran.domain.trouble import Trouble
from kvinnobyran.flows import backups, leaving
from kvinnobyran.flows.access_log import end_words, hold_against_chain, note_failed_logins
from kvinnobyran.flows.restoring import restore_office
from kvinnobyran.flows.work import Work
from kvinnobyran.store import moving
from kvinnobyran.store.access_log import Sort, log_lines
from kvinnobyran.store.backup import read_header
from kvinnobyran.store.database import Database
from kvinnobyran.store.troubles import CopyFailed, DiskFull, ForeignFile, WrongEpoch
from kvinnobyran.vault import keyfile, rotation, slots
from kvinnobyran.vault import vault as vault_module
from kvinnobyran.vault.saving import old
from kvinnobyran.vault.troubles import (
    KeyFileNotSaved,
    NobodyByThatName,
    NotYourself,
    UnfitName,
    WrongPassphrase,
)
from kvinnobyran.vault.unlocked import NewEpoch
from kvinnobyran.vault.vault import Vault
from tests.vault.kit import ANNA, BERIT, OTHER_PHRASE, PHRASE, CountingDerive, two_users

NOW = dt.datetime(2027, 2, 9, 10, 15, tzinfo=dt.UTC)
KNOWN = CountingDerive()


@pytest.fixture(autouse=True)
def _quick(monkeypatch):
    for module in (vault_module, slots):
        monkeypatch.setattr(module, "derive", KNOWN)


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """One vault with two users and a database, made once; tests work on copies."""
    folder = tmp_path_factory.mktemp("leaving") / "vault"
    sheet = two_users(folder)
    unlocked = Vault.open(folder).unlock(ANNA, PHRASE)
    database = Database.create(folder / "data.db", unlocked.store_keys, device="a")
    with database.transaction(user=ANNA, name="Läste", now=NOW) as tx:
        tx.log("read", text="Påhittat.")
    database.close()
    return folder, sheet


@pytest.fixture
def folder(made, tmp_path):
    return shutil.copytree(made[0], tmp_path / "vault")


class Open:
    """An unlocked vault and its database."""

    def __init__(self, folder, user=ANNA, phrase=PHRASE):
        self.vault = Vault.open(folder).unlock(user, phrase)
        self.database = Database.open(folder / "data.db", self.vault.store_keys, device="a")
        self.work = Work(self.database, user, NOW)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.database.close()


def kinds(office):
    found = log_lines(office.database, NOW.replace(year=2026), NOW.replace(year=2028))
    return [line.kind for line in found]


def left_over(folder):
    return [path.name for path in folder.iterdir() if ".next" in path.name or ".part" in path.name]


@pytest.mark.unmeasured
def test_T33_a_leavers_passphrase_opens_nothing(folder, made, tmp_path):
    kept = shutil.copytree(folder, tmp_path / "hers")
    with Open(folder, BERIT, OTHER_PHRASE) as before:
        her_keys = before.vault.store_keys
        her_copy = {name: bytes(getattr(her_keys, name)) for name in ("database", "audit")}
    with Open(folder) as office:
        printed = end_words(office.database.audit_head())
        leaving.remove_user(office.work, office.vault, BERIT)
        assert kinds(office) == ["user_removed", "read"], "it stays open and is written to"
        assert hold_against_chain(office.database, printed).whole, "old receipts still hold"
        assert office.vault.store_keys.epoch == 2
        (tmp_path / "stick").mkdir()
        copy = backups.make_backup(
            office.work,
            office.vault.store_keys,
            tmp_path / "stick",
            seal=backups.sealed_to_sheet(office.vault.backup_seal()),
        ).path
    assert left_over(folder) == []
    assert not old(folder / keyfile.NAME).exists()
    with pytest.raises(WrongPassphrase):
        Open(folder, BERIT, OTHER_PHRASE)
    assert read_header(copy).epoch == 2
    with Open(folder) as office:
        backups.try_restore(office.work, copy, backups.opened_by_sheet(made[1]))
    seal = Vault.restore(tmp_path / "restored", _seal_of(copy))
    with pytest.raises(WrongPassphrase):
        seal.unlock(BERIT, OTHER_PHRASE)
    whole = restore_office(copy, made[1], tmp_path / "whole", now=NOW)
    assert whole.rows > 0, "a later epoch comes back, checked, its chain unbroken"

    # Her own copy of the key file, put back beside the new database.
    shutil.copy(kept / keyfile.NAME, folder / keyfile.NAME)
    with pytest.raises((ForeignFile, WrongEpoch)):
        Open(folder, BERIT, OTHER_PHRASE)
    her_keys.database[:] = her_copy["database"]
    her_keys.audit[:] = her_copy["audit"]
    with pytest.raises((ForeignFile, WrongEpoch)):
        Database.open(folder / "data.db", her_keys, device="a")


def _seal_of(copy):
    import json

    return bytes.fromhex(json.loads(bytes.fromhex(read_header(copy).sealed))["seal"])


def test_the_chain_goes_on_over_several_epochs(folder):
    with Open(folder) as office:
        leaving.suspend_user(office.work, office.vault, BERIT)
        leaving.let_back(office.work, office.vault, BERIT)
        leaving.remove_user(office.work, office.vault, BERIT)
        printed = end_words(office.database.audit_head())
    with Open(folder) as office:
        assert office.vault.store_keys.epoch == 3
        assert hold_against_chain(office.database, printed).whole


def test_somebody_who_is_suspended_comes_back_with_the_passphrase_she_has(folder):
    with Open(folder) as office:
        leaving.suspend_user(office.work, office.vault, BERIT)
        assert office.vault.vault.users == (ANNA,)
        assert leaving.suspended(office.database, office.vault.vault.users) == (BERIT,)
        with pytest.raises(WrongPassphrase):
            Vault.open(folder).unlock(BERIT, OTHER_PHRASE)
    with Open(folder) as office:
        leaving.let_back(office.work, office.vault, BERIT)
        assert leaving.suspended(office.database, ()) == ()
        with pytest.raises(NobodyByThatName):
            leaving.let_back(office.work, office.vault, BERIT)
    with Open(folder, BERIT, OTHER_PHRASE) as office:
        assert office.vault.store_keys.epoch == 2
        assert kinds(office)[:2] == ["user_back", "user_suspended"]
    with Open(folder) as office:
        leaving.suspend_user(office.work, office.vault, BERIT)
        leaving.forget_suspended(office.work, BERIT)
        with pytest.raises(NobodyByThatName):
            leaving.let_back(office.work, office.vault, BERIT)


def test_what_is_refused_changes_nothing(folder, monkeypatch):
    with Open(folder) as office:
        for name, refusal in ((ANNA, NotYourself), ("Ingen Alls", NobodyByThatName)):
            with pytest.raises(refusal):
                leaving.remove_user(office.work, office.vault, name)
        parked = office.vault.park(BERIT)
        with pytest.raises(UnfitName):
            office.vault.take_back(parked)
        for what, trouble in ((DiskFull, DiskFull), (CopyFailed, CopyFailed)):
            with monkeypatch.context() as broken:
                broken.setattr(moving, "verify_copy", raising(what()))
                with pytest.raises(trouble):
                    leaving.remove_user(office.work, office.vault, BERIT)
        with monkeypatch.context() as broken:
            broken.setattr(rotation, "save", raising(OSError(28, "full")))
            with pytest.raises(KeyFileNotSaved):
                leaving.remove_user(office.work, office.vault, BERIT)
        with monkeypatch.context() as broken:
            broken.setattr(moving, "take_place", raising(OSError(28, "full")))
            with pytest.raises(DiskFull):
                leaving.remove_user(office.work, office.vault, BERIT)
        assert kinds(office) == ["read"], "and it is open still"
    assert left_over(folder) == []
    with Open(folder, BERIT, OTHER_PHRASE) as office:
        assert office.vault.store_keys.epoch == 1


def raising(error):
    def fail(*_args, **_kwargs):
        raise error

    return fail


STEPS = (
    (moving, "_write"),
    (moving, "verify_copy"),
    (moving, "sync_folder"),
    (moving, "take_place"),
    (os, "replace"),
    (NewEpoch, "prepare"),
    (NewEpoch, "finish"),
    (Database, "reopen"),
    (Vault, "_write"),
    (vault_module, "forget_old"),
    (rotation, "drop_pending"),
    (rotation, "save"),
)


def crash_at(place, folder):
    """Remove Berit in a process of its own that dies before or after step ``place``.

    Return whether it came so far.
    """
    child = os.fork()
    if child:
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 9
    passed = 0

    def dying(step):
        def through(*args, **kwargs):
            nonlocal passed
            passed += 1
            if passed == place:
                os._exit(9)
            answer = step(*args, **kwargs)
            passed += 1
            if passed == place:
                os._exit(9)
            return answer

        return through

    try:
        office = Open(folder)
        for owner, name in STEPS:
            setattr(owner, name, dying(getattr(owner, name)))
        leaving.remove_user(office.work, office.vault, BERIT)
    except BaseException:  # noqa: BLE001 - a child of a test must never come back to it
        os._exit(1)
    os._exit(0)


@pytest.mark.unmeasured
def test_T32_a_crash_between_any_two_steps_leaves_one_whole_epoch(made, tmp_path):
    with Open(made[0]):  # so that every child knows what Argon2id answers
        pass
    with Open(made[0], BERIT, OTHER_PHRASE):
        pass
    epochs = []
    for place in range(1, 60):
        folder = shutil.copytree(made[0], tmp_path / str(place))
        if not crash_at(place, folder):
            break
        try:
            with Open(folder, BERIT, OTHER_PHRASE) as hers:
                hers_opens = True
                assert hers.vault.store_keys.epoch == 1
        except Trouble:
            hers_opens = False
        with Open(folder) as office:
            epoch = office.vault.store_keys.epoch
            assert hold_against_chain(office.database).whole
            assert office.database.head() >= 1
        assert left_over(folder) == []
        assert hers_opens == (epoch == 1), place
        assert Vault.open(folder).table.epoch == epoch
        epochs.append(epoch)
        shutil.rmtree(folder)
    assert epochs == sorted(epochs), "first all old, then all new"
    assert {1, 2} == set(epochs)
    assert len(epochs) > 15


@pytest.mark.unmeasured
def test_D7_failed_logins_are_one_line_each_at_the_next_unlock(folder):
    vault = Vault.open(folder)
    for user, times in ((BERIT, 2), ("hemligt lösenord", 1)):
        for _ in range(times):
            with pytest.raises(WrongPassphrase):
                _try(vault, user)
    with Open(folder) as office:
        assert note_failed_logins(office.work, office.vault) == 3
        assert note_failed_logins(office.work, office.vault) == 0
        lines = log_lines(office.database, NOW.replace(year=2026), NOW.replace(year=2028))
        failed = [line.words for line in lines if line.sort is Sort.LOGIN]
    assert sorted(failed) == [
        f"{BERIT}: 2 felaktiga lösenord",
        "Ett namn som inte finns: 1 felaktigt lösenord",
    ]
    assert "hemligt" not in repr(lines)


def _try(vault, user):
    vault._delay._entries.clear()  # the wait is tried in T19
    vault.unlock(user, "fel lösenord igen")
