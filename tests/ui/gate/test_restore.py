"""Back from a backup in the window: which copy, the sheet's key, who comes in, and every stop."""

import shutil

import pytest
import shiboken6
from PySide6.QtCore import Qt

from kvinnobyran.domain.copies import FOLDER, Stage
from kvinnobyran.flows import backups, quarantine
from kvinnobyran.flows.work import Work
from kvinnobyran.store.database import Database
from kvinnobyran.ui.gate.first_run import FirstRun
from kvinnobyran.ui.gate.lock_page import LockPage
from kvinnobyran.ui.gate.restore_page import RestorePage
from kvinnobyran.ui.kit.clock import office_clock
from kvinnobyran.ui.program import Program
from kvinnobyran.ui.window.preferences import Preferences
from kvinnobyran.vault.instance import InstanceLock
from kvinnobyran.vault.recovery import RecoveryKey
from kvinnobyran.vault.vault import Vault
from tests.ui.gate.conftest import FLOOR, PHRASE, USER
from tests.ui.kit.walk import nameless

NAME, NEW = "Berit Exempel", "mossa brygga lykta snöre fjäll"


@pytest.fixture(autouse=True)
def quick(monkeypatch):
    monkeypatch.setattr("kvinnobyran.vault.kdf.calibrate", lambda: FLOOR)


@pytest.fixture(scope="module")
def stick(built, tmp_path_factory):
    """A stick with one copy of the built register, and a register with one copy of its own."""
    home = tmp_path_factory.mktemp("stick")
    folder = shutil.copytree(built.folder, home / "register")
    (folder / FOLDER).mkdir()
    (home / "minne").mkdir()
    unlocked = Vault.open(folder).unlock(USER, PHRASE)
    database = Database.open(folder / "data.db", unlocked.store_keys, device="a")
    seal = backups.sealed_to_sheet(unlocked.backup_seal())
    for place in (folder / FOLDER, home / "minne"):
        work = Work(database, USER, office_clock())
        backups.make_backup(work, unlocked.store_keys, place, seal=seal)
    database.close()
    unlocked.wipe()
    return home


@pytest.fixture
def home(stick, tmp_path):
    return shutil.copytree(stick, tmp_path / "home")


@pytest.fixture
def let_go():
    return []


@pytest.fixture
def page(home, worker, hold, opened, let_go):
    page = RestorePage(home / "register", worker, let_go=lambda: let_go.append(True))
    page.opened.connect(opened.append)
    return hold(page)


def to_the_user(page, built):
    page.go_on.click()
    assert page.step == 1
    page.key.key.setText(built.recovery.lower())
    page.go_on.click()
    assert page.step == 2


def fill(page):
    page.user.name.setText(NAME)
    page.user.choice.own.setChecked(True)
    page.user.choice.typed.line.setText(NEW)
    page.user.choice.again.line.setText(NEW)


def test_all_three_steps_and_the_former_register_lies_aside(page, home, built, opened, let_go):
    assert page.copy.file == next((home / "register" / FOLDER).glob("kopia-2*"))
    assert "rader" in page.copy.says.text()
    stages = []
    page._came_to.connect(lambda stage: stages.append((stage, page.bar.value())))
    to_the_user(page, built)
    assert stages == [(stage, place) for place, stage in enumerate(Stage, 1)]
    assert page.key.key.text() == ""
    assert "Allt stämmer" in page.user.found.text()
    assert page.user.kept.isVisible()
    assert not page.user.unread.isVisible()
    assert let_go == []
    page.go_on.click()
    assert "Skriv ditt namn" in page.notice.accessibleName()
    fill(page)
    page.go_on.click()
    assert let_go == [True]
    assert opened[0].vault.user == NAME
    assert Vault.open(home / "register").users == (NAME,)
    (former,) = quarantine.aside(home / "register")
    assert Vault.open(former.path).users == (USER,)
    assert list((home / "register" / FOLDER).glob("kopia-2*"))


def test_each_fault_has_its_sentence_and_nothing_is_touched(page, home, built, qtbot):
    page.copy.where.folder = home / "borta.dat"
    page.go_on.click()
    assert "Sitter minnet i" in page.notice.accessibleName()
    page.copy.where.folder = None
    page.go_on.click()
    assert "välj en kopia" in page.notice.accessibleName()
    page.copy.where.folder = home / "register" / "vault.keys"
    assert "ingen säkerhetskopia" in page.copy.says.text()
    page.go_on.click()
    page.go_on.click()
    assert "Skriv nyckeln" in page.notice.accessibleName()
    page.key.key.setText(built.recovery)
    page.go_on.click()
    assert "ingen säkerhetskopia" in page.notice.accessibleName()
    page.wizard.back.click()
    copy = next((home / "minne").glob("kopia-2*"))
    page.copy.where.folder = copy
    page.go_on.click()
    page.key.key.setText("fel")
    qtbot.keyClick(page.key.key, Qt.Key.Key_Return)
    assert "avskriven" in page.notice.accessibleName()
    page.key.key.setText(RecoveryKey.generate().text)
    page.go_on.click()
    assert "hör inte" in page.notice.accessibleName()
    content = bytearray(copy.read_bytes())
    content[-9000] ^= 1
    copy.write_bytes(content)
    page.key.key.setText(built.recovery)
    page.go_on.click()
    assert "Kopian" in page.notice.accessibleName()
    assert page.go_on.isEnabled()
    assert {path.name for path in home.iterdir()} == {"register", "minne"}
    assert Vault.open(home / "register").users == (USER,)


def test_a_bug_of_ours_has_a_number(page, built, monkeypatch):
    def fail(*_, **__):
        raise ValueError(PHRASE)

    monkeypatch.setattr("kvinnobyran.ui.gate.restore_page.prepare", fail)
    page.go_on.click()
    page.key.key.setText(built.recovery)
    page.go_on.click()
    assert "Felnummer" in page.notice.accessibleName()
    assert PHRASE not in page.notice.accessibleName()


def test_leaving_takes_away_what_was_built(page, home, built, qtbot):
    to_the_user(page, built)
    assert len(list(home.glob("register.*.new"))) == 1
    with qtbot.waitSignal(page.wants_back):
        page._leave.click()
    assert {path.name for path in home.iterdir()} == {"register", "minne"}


def test_a_place_that_will_not_be_moved_to_is_said_and_tried_again(
    page, built, monkeypatch, opened
):
    to_the_user(page, built)
    fill(page)
    with monkeypatch.context() as patch:
        patch.setattr(quarantine, "exchange", lambda *_, **__: (_ for _ in ()).throw(OSError()))
        page.go_on.click()
    assert "Disken svarade inte" in page.notice.accessibleName()
    page.go_on.click()
    assert opened[0].vault.user == NAME


def test_every_step_has_names_and_the_lock_page_and_the_first_run_lead_here(
    page, home, built, made, worker, hold, qtbot
):
    assert nameless(page) == []
    to_the_user(page, built)
    assert nameless(page) == []
    lock = hold(LockPage(made.vault, worker))
    with qtbot.waitSignal(lock.wants_restore):
        lock.restore.click()
    lock._clock.stop()
    first = hold(FirstRun(home / "ny", worker))
    first.place.restored.setChecked(True)
    with qtbot.waitSignal(first.wants_restore) as asked:
        first.go_on.click()
    assert asked.args == [home / "ny"]


@pytest.fixture
def program(home, qapp, monkeypatch, tmp_path, opened):
    """The life of the program up to the open office, without its event loop."""
    monkeypatch.setattr(Program, "_open", lambda _, office: opened.append(office))
    monkeypatch.setattr(Program, "_read_ahead", lambda _: None)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    program = Program(home / "register", Preferences(tmp_path / "window.ini"))
    yield program
    program.stop()
    for widget in qapp.topLevelWidgets():
        widget.hide()
        widget.deleteLater()
    qapp.processEvents()
    shiboken6.delete(program)  # with it, what it would read ahead


def test_a_damaged_key_file_leads_here_and_the_register_opens_anew(
    program, home, built, qtbot, opened
):
    (home / "register" / "vault.keys").write_bytes(b"skadad")
    program.start()
    (way,) = [each for each in program.gate.panel.buttons if "säkerhetskopia" in each.text()]
    way.click()
    page = program.gate.panel
    page._leave.click()
    assert type(program.gate.panel).__name__ == "TroublePage"
    program._show_restore()
    page = program.gate.panel
    page.go_on.click()
    page.key.key.setText(built.recovery)
    page.go_on.click()
    assert not page._leave.isEnabled()
    qtbot.waitUntil(lambda: page.step == 2, timeout=60_000)
    assert page.bar.value() == len(Stage)
    fill(page)
    page.go_on.click()
    qtbot.waitUntil(lambda: bool(opened), timeout=60_000)
    assert opened[0].vault.user == NAME
    assert program._lock is not None
    (former,) = quarantine.aside(home / "register")
    assert (former.path / "vault.keys").read_bytes() == b"skadad"
    program.worker.wait(opened.pop().database.close)


def test_an_exchange_that_was_cut_off_is_finished_before_anything_is_shown(program, home, qtbot):
    (home / "register").rename(home / "register.hel")
    program.start()
    assert isinstance(program.gate.panel, LockPage)
    program.gate.panel._clock.stop()
    qtbot.wait(200)  # until it has begun to read ahead
    assert (home / "register" / "vault.keys").exists()


def test_somebody_else_who_has_the_register_keeps_it(program, home, built):
    with InstanceLock(home / "register").take(now=office_clock(), holder="Berit"):
        program._show_restore()
        assert type(program.gate.panel).__name__ == "TroublePage"
    program._restore_into(home / "ny")
    assert isinstance(program.gate.panel, RestorePage)
    assert program.gate.panel.copy.file is None
