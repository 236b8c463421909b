"""A register out of a backup takes the place of another, which is kept aside (security.md 5.3)."""

import datetime as dt
import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest

from kvinnobyran.domain.copies import FOLDER, KEPT_ASIDE, Stage
from kvinnobyran.domain.trouble import Trouble
from kvinnobyran.flows import backups, purge_list, quarantine
from kvinnobyran.flows.restoring import ForeignBackup, OtherRegister, prepare
from kvinnobyran.flows.work import Work
from kvinnobyran.store.connection import new_file
from kvinnobyran.store.database import Database
from kvinnobyran.store.troubles import DiskError, DiskFull
from kvinnobyran.vault import slots
from kvinnobyran.vault import vault as vault_module
from kvinnobyran.vault.kdf import FLOOR
from kvinnobyran.vault.recovery import RecoveryKey
from kvinnobyran.vault.troubles import RecoveryKeyMistyped, VaultExists, WrongRecoveryKey
from kvinnobyran.vault.vault import Vault
from tests.vault.kit import ANNA, OTHER_PHRASE, PHRASE, CountingDerive, two_users

NOW = dt.datetime(2027, 2, 9, 10, 15, tzinfo=dt.UTC)
KNOWN = CountingDerive()


@dataclass(frozen=True)
class Made:
    """A register, its sheet, and a copy on the machine and on a stick."""

    folder: Path
    sheet: str
    stick: Path

    @property
    def here(self) -> Path:
        return next((self.folder / FOLDER).glob("kopia-2*.dat"))

    @property
    def copy(self) -> Path:
        return next(self.stick.glob("kopia-2*.dat"))


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (vault_module, slots):
        monkeypatch.setattr(module, "derive", KNOWN)
    monkeypatch.setattr("kvinnobyran.vault.kdf.calibrate", lambda: FLOOR)


def note(database: Database, word: str) -> None:
    with database.transaction(user=ANNA, name="Läste", now=NOW) as tx:
        tx.log("read", text=word)


def said(folder: Path, phrase: str = PHRASE, user: str = ANNA) -> set[str]:
    """Return what the log of a register says."""
    unlocked = Vault.open(folder).unlock(user, phrase)
    database = Database.open(folder / "data.db", unlocked.store_keys, device="a")
    rows = database.wire.rows("SELECT payload FROM journal WHERE kind = 'read'")
    database.close()
    unlocked.wipe()
    return {str(row[0]) for row in rows}


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> Made:
    """One vault with a database, copied here and to a stick, and then written in once more."""
    home = tmp_path_factory.mktemp("restoring")
    folder, stick = home / "register", home / "stick"
    (folder / FOLDER).mkdir(parents=True)
    stick.mkdir()
    sheet = two_users(folder)
    unlocked = Vault.open(folder).unlock(ANNA, PHRASE)
    database = Database.create(folder / "data.db", unlocked.store_keys, device="a")
    note(database, "före")
    seal = backups.sealed_to_sheet(unlocked.backup_seal())
    for place in (folder / FOLDER, stick):
        backups.make_backup(Work(database, ANNA, NOW), unlocked.store_keys, place, seal=seal)
    note(database, "efter")
    database.close()
    return Made(folder, sheet, stick)


@pytest.fixture
def made(first: Made, tmp_path: Path) -> Made:
    home = shutil.copytree(first.folder.parent, tmp_path / "home")
    return Made(home / "register", first.sheet, home / "stick")


def beside(made: Made) -> set[str]:
    return {path.name for path in made.folder.parent.iterdir()} - {"stick"}


def test_the_former_register_is_kept_aside_for_thirty_days_and_the_copies_go_along(
    made: Made,
) -> None:
    heard: list[Stage] = []
    prepared = prepare(made.here, made.sheet, made.folder, now=NOW, told=heard.append)
    assert heard == list(Stage)
    assert prepared.replaces
    assert not prepared.lists_unread
    assert said(made.folder) == {'{"text": "före"}', '{"text": "efter"}'}, "nothing is moved yet"
    prepared.add_user("Anna", OTHER_PHRASE)
    assert prepared.users == ("Anna",)
    former = prepared.put_in_place(now=NOW)
    assert former is not None
    assert said(made.folder, OTHER_PHRASE, "Anna") == {'{"text": "före"}'}
    assert said(former) == {'{"text": "före"}', '{"text": "efter"}'}
    assert made.here.exists()
    assert not (former / FOLDER).exists()
    (one,) = quarantine.aside(made.folder)
    assert one.path == former
    assert one.until == (NOW + KEPT_ASIDE).date()
    assert beside(made) == {"register", former.name}
    unlocked = Vault.open(made.folder).unlock("Anna", OTHER_PHRASE)
    database = Database.open(made.folder / "data.db", unlocked.store_keys, device="a")
    note(database, "i går")
    for days, gone in ((29, 0), (200, 0), (30, 1), (30, 0)):
        work = Work(database, "Anna", NOW + dt.timedelta(days=days))
        assert quarantine.sweep(work, made.folder) == gone, days
        assert former.exists() == (days != 30)
    assert database.value("SELECT count(*) FROM journal WHERE kind = 'aside_removed'") == 1
    database.close()


def test_what_is_given_up_leaves_no_trace_and_what_was_broken_off_is_swept(made: Made) -> None:
    left = made.folder.with_name("register.0123abcd.new")
    left.mkdir()
    prepared = prepare(made.copy, made.sheet, made.folder, now=NOW)
    assert not left.exists()
    prepared.give_up()
    assert beside(made) == {"register"}
    assert len(said(made.folder)) == 2


def test_an_exchange_that_is_cut_off_is_finished_at_the_next_start(
    made: Made, monkeypatch: pytest.MonkeyPatch
) -> None:
    prepared = prepare(made.here, made.sheet, made.folder, now=NOW)
    prepared.add_user("Anna", OTHER_PHRASE)
    real = Path.rename

    def cut(self: Path, target: Path) -> Path:
        if target == made.folder:
            raise KeyboardInterrupt
        return real(self, target)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "rename", cut)
        with pytest.raises(KeyboardInterrupt):
            prepared.put_in_place(now=NOW)
    assert not made.folder.exists()
    assert quarantine.finish(made.folder)
    assert not quarantine.finish(made.folder)
    assert said(made.folder, OTHER_PHRASE, "Anna") == {'{"text": "före"}'}
    assert made.here.exists()


def test_an_exchange_that_the_disk_refuses_leaves_what_was(
    made: Made, monkeypatch: pytest.MonkeyPatch
) -> None:
    prepared = prepare(made.copy, made.sheet, made.folder, now=NOW)
    real = Path.rename

    for refused in (made.folder, made.folder.with_name("register.hel")):

        def refuse(self: Path, target: Path, refused: Path = refused) -> Path:
            if self == refused and ".new" not in target.name:
                raise OSError
            return real(self, target)

        with monkeypatch.context() as patch:
            patch.setattr(Path, "rename", refuse)
            with pytest.raises(DiskError):
                prepared.put_in_place(now=NOW)
        assert len(said(made.folder)) == 2
        assert quarantine.aside(made.folder) == []
        assert quarantine.finish(made.folder) is False
    prepared.put_in_place(now=NOW)
    assert len(quarantine.aside(made.folder)) == 1, "it can be tried again"


def test_a_restore_into_nothing_puts_nothing_aside(made: Made, tmp_path: Path) -> None:
    for place in (tmp_path / "ny", tmp_path / "tom"):
        if place.name == "tom":
            place.mkdir()
        prepared = prepare(made.copy, made.sheet, place, now=NOW)
        assert not prepared.replaces
        assert prepared.put_in_place(now=NOW) is None
        assert quarantine.aside(place) == []
        assert (place / "data.db").exists()


def test_nothing_but_a_register_is_taken_the_place_of(made: Made, tmp_path: Path) -> None:
    other = tmp_path / "annat"
    other.mkdir()
    (other / "brev.txt").write_text("mitt")
    link, file = tmp_path / "länk", tmp_path / "fil"
    link.symlink_to(other)
    file.write_text("x")
    (tmp_path / "bruten").symlink_to(tmp_path / "saknas")
    for place in (other, link, file, tmp_path / "bruten"):
        with pytest.raises(VaultExists):
            prepare(made.copy, made.sheet, place, now=NOW)
    assert (other / "brev.txt").read_text() == "mitt"


def test_a_copy_of_another_register_is_refused(made: Made, tmp_path: Path) -> None:
    foreign = tmp_path / "främmande"
    two_users(foreign)
    with pytest.raises(OtherRegister):
        prepare(made.copy, made.sheet, foreign, now=NOW)
    (foreign / "vault.keys").write_bytes(b"skadad")
    prepared = prepare(made.copy, made.sheet, foreign, now=NOW)
    assert prepared.replaces
    prepared.give_up()


@pytest.mark.parametrize(
    ("key", "trouble"),
    [("fel", RecoveryKeyMistyped), (RecoveryKey.generate().text, WrongRecoveryKey)],
    ids=["mistyped", "another"],
)
def test_a_key_that_does_not_fit_leaves_nothing(
    made: Made, key: str, trouble: type[Trouble]
) -> None:
    with pytest.raises(trouble):
        prepare(made.copy, key, made.folder, now=NOW)
    assert beside(made) == {"register"}


def test_a_disk_without_room_is_said_before_anything_is_built(
    made: Made, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _: shutil._ntuple_diskusage(9, 9, 9))
    with pytest.raises(DiskFull):
        prepare(made.copy, made.sheet, made.folder, now=NOW)
    with pytest.raises(ForeignBackup):
        prepare(made.folder / "vault.keys", made.sheet, made.folder, now=NOW)


def test_the_lists_of_both_places_are_read_and_a_damaged_one_of_the_machine_is_said(
    made: Made,
) -> None:
    (made.folder / FOLDER / purge_list.NAME).write_bytes(b"skadad")
    prepared = prepare(made.copy, made.sheet, made.folder, now=NOW)
    assert prepared.lists_unread
    prepared.give_up()
    (made.stick / purge_list.NAME).write_bytes(b"skadad")
    with pytest.raises(purge_list.ListDamaged):
        prepare(made.copy, made.sheet, made.folder, now=NOW)
    assert beside(made) == {"register"}


def test_what_cannot_be_taken_away_is_a_sentence(
    made: Made, monkeypatch: pytest.MonkeyPatch
) -> None:
    former = made.folder.with_name("register.undan-2027-02-09-101500")
    former.mkdir()
    (made.folder.parent / "register.undan-2027-13-99-101500").mkdir()
    new_file(made.folder.parent / "register.undan-2027-02-09-101501")
    unlocked = Vault.open(made.folder).unlock(ANNA, PHRASE)
    database = Database.open(made.folder / "data.db", unlocked.store_keys, device="a")

    def refuse(_: Path) -> None:
        raise OSError

    with monkeypatch.context() as patch:
        patch.setattr(shutil, "rmtree", refuse)
        with pytest.raises(DiskError):
            quarantine.sweep(Work(database, ANNA, NOW + dt.timedelta(days=31)), made.folder)
    assert former.exists()
    database.close()
