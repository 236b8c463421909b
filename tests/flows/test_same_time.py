"""T25: an older register, a journal cut at its end and an older key file are seen at once."""

import datetime as dt
import shutil

import pytest

from kvinnobyran.flows import backups, copies, leaving, same_time
from kvinnobyran.flows.restoring import prepare
from kvinnobyran.flows.work import Work
from kvinnobyran.store.access_log import Sort, log_lines
from kvinnobyran.store.database import Database
from kvinnobyran.vault import slots
from kvinnobyran.vault import vault as vault_module
from kvinnobyran.vault.kdf import FLOOR
from kvinnobyran.vault.troubles import OlderKeyFile, OlderRegister
from kvinnobyran.vault.vault import Vault
from tests.vault.kit import ANNA, BERIT, OTHER_PHRASE, PHRASE, CountingDerive, two_users

NOW = dt.datetime(2027, 2, 9, 10, 15, tzinfo=dt.UTC)
NEW_PHRASE = "flod åsna kvist tegel rom"
KNOWN = CountingDerive()


@pytest.fixture(autouse=True)
def _quick(monkeypatch):
    for module in (vault_module, slots):
        monkeypatch.setattr(module, "derive", KNOWN)
    monkeypatch.setattr("kvinnobyran.vault.kdf.calibrate", lambda: FLOOR)


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """One vault with two users, written to once, locked once; tests work on copies."""
    folder = tmp_path_factory.mktemp("time") / "register"
    sheet = two_users(folder)
    unlocked = Vault.open(folder).unlock(ANNA, PHRASE)
    Database.create(folder / "data.db", unlocked.store_keys, device="a").close()
    with Open(folder) as office:
        office.write()
    return folder, sheet


@pytest.fixture
def folder(made, tmp_path):
    return shutil.copytree(made[0], tmp_path / "register")


class Open:
    """An office as the lock page opens it; at the end it is locked, or killed."""

    def __init__(self, folder, user=ANNA, phrase=PHRASE, *, sheet="", accepts=(), kill=False):
        vault = Vault.open(folder)
        self.keys = vault.unlock_with_recovery_key(sheet) if sheet else vault.unlock(user, phrase)
        self.kill = kill
        self.database = Database.open(folder / "data.db", self.keys.store_keys, device="a")
        try:
            same_time.begin(self.database, self.keys, now=NOW, accepts=accepts)
        except BaseException:
            self.database.close()
            raise
        self.work = Work(self.database, user, NOW)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        if not self.kill:
            same_time.note_last(self.work, self.keys)
        self.database.close()

    def write(self):
        with self.work.step("Läste") as tx:
            tx.log("read", text="Påhittat.")

    @property
    def kinds(self):
        found = log_lines(self.database, NOW.replace(year=2026), NOW.replace(year=2028))
        return [line.kind for line in found]

    def bad_lines(self):
        return [line.name for line in same_time.lines(self.database, self.keys) if not line.ok]


def keep(folder, name):
    """Keep one file of the register as it is now; return what puts it back."""
    content = (folder / name).read_bytes()
    return lambda: (folder / name).write_bytes(content)


def cut_at_its_end(folder):
    """Take the newest row out of the journal, as who holds the key can."""
    keys = Vault.open(folder).unlock(ANNA, PHRASE).store_keys
    database = Database.open(folder / "data.db", keys, device="a")
    with database.unjournalled("journal"):
        wire = database.wire
        wire.change("DROP TRIGGER journal_stays")
        wire.change("DELETE FROM journal WHERE seq = (SELECT max(seq) FROM journal)")
    database.close()


def older_database(folder):
    put_back = keep(folder, "data.db")
    with Open(folder) as office:
        office.write()
    put_back()


@pytest.mark.parametrize("happens", [cut_at_its_end, older_database])
def test_T25_an_older_register_is_told_at_the_unlocking_and_opened_only_on_purpose(folder, happens):
    happens(folder)
    with pytest.raises(OlderRegister):
        Open(folder)
    with pytest.raises(OlderRegister):
        Open(folder, accepts=(OlderKeyFile,))
    with Open(folder, accepts=(OlderRegister,)) as office:
        assert office.kinds[0] == same_time.OLDER_REGISTER
        (line, *_) = log_lines(office.database, NOW, NOW.replace(year=2028))
        assert line.sort is Sort.LOGIN
        assert line.sentence.startswith("Öppnade ett äldre register. Loggen slutade på rad ")
        assert office.bad_lines() == []
    with Open(folder) as office:
        assert office.kinds.count(same_time.OLDER_REGISTER) == 1, "it is the newest now"


def test_T25_a_history_that_was_written_anew_over_the_cut_is_told_too(folder):
    put_back = keep(folder, "data.db")
    with Open(folder) as office:
        office.write()
    put_back()
    keys = Vault.open(folder).unlock(ANNA, PHRASE)
    database = Database.open(folder / "data.db", keys.store_keys, device="a")
    for _ in range(3):
        with database.transaction(user=ANNA, name="Läste", now=NOW) as tx:
            tx.log("read", text="Något annat.")
    database.close()
    with pytest.raises(OlderRegister):
        Open(folder)


def test_what_a_kill_leaves_behind_opens(folder):
    """The note is behind, the key file is ahead of what was noted, or nothing was noted yet."""
    with Open(folder, kill=True) as office:
        office.write()
    with Open(folder, kill=True) as office:
        assert office.kinds == ["read", "read"]
        office.keys.revoked = lambda _: None  # killed between the key file and the note of it
        office.keys.change_passphrase(PHRASE, NEW_PHRASE)
        head = office.keys.vault.table.audit_head
        assert head.startswith("1:"), "the end of the last lock"
    put_back = keep(folder, "vault.keys")
    with Open(folder, phrase=NEW_PHRASE) as office:
        assert office.bad_lines() == []
    put_back()
    with Open(folder, phrase=NEW_PHRASE):
        pass


def test_a_disk_that_refuses_the_note_keeps_nobody_in(folder, monkeypatch):
    with Open(folder) as office:
        office.write()
        monkeypatch.setattr("kvinnobyran.vault.vault.save", _full)
    monkeypatch.undo()
    assert Vault.open(folder).table.audit_head.startswith("1:")


def _full(*_, **__):
    raise OSError(28, "full")


def test_T18_an_older_key_file_revives_no_passphrase(folder, made):
    put_back = keep(folder, "vault.keys")
    with Open(folder) as office:
        office.keys.change_passphrase(PHRASE, NEW_PHRASE)
    newest = keep(folder, "vault.keys")
    put_back()
    for user, phrase in ((ANNA, PHRASE), (BERIT, OTHER_PHRASE)):
        with pytest.raises(OlderKeyFile):
            Open(folder, user, phrase)
        with pytest.raises(OlderKeyFile):
            Open(folder, user, phrase, accepts=(OlderRegister,))
    newest()
    with Open(folder, phrase=NEW_PHRASE):
        pass

    # Who has the sheet may go on from the older one; then the newer one is the one from before.
    put_back()
    with Open(folder, sheet=made[1], accepts=(OlderKeyFile,)) as office:
        assert office.kinds[0] == same_time.OLDER_KEYS
        assert office.bad_lines() == []
    with Open(folder):
        pass
    newest()
    with pytest.raises(OlderKeyFile):
        Open(folder, phrase=NEW_PHRASE)


def test_an_older_key_file_that_revives_nobody_is_no_fault(folder):
    """What is brought back after damage lacks who came last, and nothing worse (``.old``)."""
    put_back = keep(folder, "vault.keys")
    with Open(folder) as office:
        office.keys.add_user("Cecilia Dikt", NEW_PHRASE, cost=FLOOR)
    put_back()
    with Open(folder) as office:
        assert office.bad_lines() == []


def test_check_says_both(folder):
    keys_back, register_back = keep(folder, "vault.keys"), keep(folder, "data.db")
    with Open(folder) as office:
        office.keys.change_passphrase(PHRASE, NEW_PHRASE)
    keys_back()
    keys = Vault.open(folder).unlock(ANNA, PHRASE)
    database = Database.open(folder / "data.db", keys.store_keys, device="a")
    found = [line for line in same_time.lines(database, keys) if not line.ok]
    database.close()
    assert [(line.name, line.sentence) for line in found] == [
        ("key_file_is_newest", OlderKeyFile.sentence)
    ]
    with pytest.raises(OlderKeyFile):
        Open(folder)
    register_back()
    with Open(folder) as office:
        assert office.bad_lines() == [], "both put back together: only a printed end tells (A9)"


def test_a_new_epoch_notes_anew(folder):
    with Open(folder) as office:
        leaving.remove_user(office.work, office.keys, BERIT)
        office.write()
    assert Vault.open(folder).table.epoch == 2
    with Open(folder, kill=True) as office:
        assert office.bad_lines() == []
        office.keys.change_passphrase(PHRASE, NEW_PHRASE)
    with Open(folder, phrase=NEW_PHRASE) as office:
        assert office.bad_lines() == []


def test_a_restored_register_is_the_newest_and_the_one_before_it_is_not(folder, made, tmp_path):
    stick = tmp_path / "stick"
    stick.mkdir()
    with Open(folder, kill=True) as office:
        office.keys.change_passphrase(PHRASE, NEW_PHRASE)
        seal = backups.sealed_to_sheet(office.keys.backup_seal())
        copy = copies.copy_now(office.work, office.keys, stick, seal=seal)
        head = office.keys.vault.table.audit_head
        assert head == office.database.audit_head().text, "noted after each copy"
        office.write()
    former = (folder / "data.db").read_bytes()
    prepared = prepare(copy.path, made[1], folder, now=NOW)
    prepared.add_user(ANNA, OTHER_PHRASE)
    prepared.put_in_place(now=NOW)
    with Open(folder, phrase=OTHER_PHRASE, kill=True) as office:
        assert office.kinds[0] == "restore"
        assert office.bad_lines() == []
    (folder / "data.db").write_bytes(former)
    with pytest.raises(OlderRegister):
        Open(folder, phrase=OTHER_PHRASE)
