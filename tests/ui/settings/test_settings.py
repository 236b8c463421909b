"""The settings: what is changed there is what the office then does."""

import datetime as dt
import shutil
from io import BytesIO

import pytest
from pypdf import PdfReader
from PySide6.QtWidgets import QApplication

from kvinnobyran.domain.case import Case
from kvinnobyran.domain.settings import (
    BACKUP_FOLDER,
    COMPUTER_LOCK_MINUTES,
    DANGER_CHECKLIST,
    LOCK_MINIMISED,
    LOCK_MINUTES,
)
from kvinnobyran.flows import counsellors
from kvinnobyran.flows.access_log import hold_against_chain
from kvinnobyran.flows.office import change_setting
from kvinnobyran.flows.work import Work
from kvinnobyran.store.database import Database
from kvinnobyran.store.office import setting
from kvinnobyran.ui.guard.idle import MINUTES
from kvinnobyran.ui.kit.desk import Desk
from kvinnobyran.ui.kit.style import Theme
from kvinnobyran.ui.kit.worker import InlineWorker
from kvinnobyran.ui.settings.about import AboutSection
from kvinnobyran.ui.settings.copies import BackupSection
from kvinnobyran.ui.settings.locking import LockSection
from kvinnobyran.ui.settings.looks import LookSection
from kvinnobyran.ui.settings.texts import TextSection
from kvinnobyran.ui.settings.users import UserSection
from kvinnobyran.ui.window.frame import MainWindow
from kvinnobyran.ui.window.office import Office
from kvinnobyran.vault import slots
from kvinnobyran.vault import vault as vault_module
from kvinnobyran.vault.kdf import KdfParameters
from kvinnobyran.vault.troubles import KeyringGone, UnfitPin, WrongPassphrase
from kvinnobyran.vault.unlocked import UnlockedVault
from kvinnobyran.vault.vault import Vault
from tests.flows.conftest import Office as Flowing
from tests.ui.kit.walk import nameless
from tests.ui.rig import ZONE, Clock, take_paper
from tests.vault.kit import CountingDerive

FLOOR = KdfParameters(memory_kib=64 * 1024, iterations=3, lanes=1)
USER, PHRASE = "Anna Exempel", "kork segel moln tratt bord"


class Open:
    """An office with a real vault, and its window."""

    def __init__(self, folder, recovery):
        vault = Vault.open(folder)
        self.unlocked = vault.unlock(USER, PHRASE)
        self.folder = folder
        self.recovery = recovery
        self.database = Database.open(vault.database_path, self.unlocked.store_keys, device="a")
        self.clock = Clock(dt.datetime(2027, 2, 9, 10, 15, tzinfo=ZONE))
        self.desk = Desk(InlineWorker(), self.database, USER, clock=self.clock)
        self.bugs = []
        self.desk.bug.connect(self.bugs.append)
        self.window = MainWindow(self.desk, Office(folder=folder, vault=self.unlocked))
        self.window.may_close = True
        self.window.resize(1366, 768)

    def stored(self, key):
        return setting(self.database, key)

    def section(self, kind):
        page = self.window.visits.page
        return next(part for part in page.sections if isinstance(part, kind))


@pytest.fixture(autouse=True, scope="module")
def _quick():
    """Derive the same key from the same passphrase and salt once."""
    known = CountingDerive()
    with pytest.MonkeyPatch.context() as patch:
        for module in (vault_module, slots):
            patch.setattr(module, "derive", known)
        yield


@pytest.fixture(scope="module")
def made(_quick, tmp_path_factory):
    """A register with its vault, to be copied, and its recovery key."""
    folder = tmp_path_factory.mktemp("settings") / "register"
    vault, unlocked, key = Vault.create(folder, user=USER, passphrase=PHRASE, kdf=FLOOR)
    Database.create(vault.database_path, unlocked.store_keys, device="a").close()
    unlocked.wipe()
    return folder, key.text


@pytest.fixture
def office(qtbot, made, tmp_path, monkeypatch):
    monkeypatch.setattr("kvinnobyran.vault.kdf.calibrate", lambda: FLOOR)
    folder, recovery = made
    office = Open(shutil.copytree(folder, tmp_path / "register"), recovery)
    qtbot.addWidget(office.window)
    office.window.show()
    office.window.activateWindow()
    qtbot.waitUntil(office.window.isActiveWindow)
    office.window.go("settings")
    yield office
    assert office.bugs == []
    office.desk.leave()
    office.unlocked.wipe()


def test_the_lock_times_are_the_offices(office):
    lock = office.section(LockSection)
    assert lock.program.currentText() == "10 minuter"
    for box, key in ((lock.program, LOCK_MINUTES), (lock.computer, COMPUTER_LOCK_MINUTES)):
        box.setCurrentIndex(MINUTES.index(5))
        box.activated.emit(box.currentIndex())
        assert office.stored(key) == "5"
    lock.minimised.click()
    assert office.stored(LOCK_MINIMISED) == "1"


def test_the_look_is_put_on_at_once(office):
    look = office.section(LookSection)
    look.theme.activated.emit(tuple(Theme).index(Theme.DARK))
    look.text_size.activated.emit(2)
    assert office.window.office.preferences.theme is Theme.DARK
    assert office.window.office.preferences.text_size == 110


def test_copies_make_themselves_and_remind_once_a_day(office, tmp_path):
    window, here, stick = office.window, office.folder / "kopior", tmp_path / "stick"
    window.keep_copies()
    assert len(list(here.glob("kopia-2*.dat"))) == 1
    assert "minnet" in window.toaster.text()
    window.toaster.dismiss()
    window.keep_copies()
    assert len(list(here.glob("kopia-2*.dat"))) == 1
    assert window.toaster.text() == ""
    assert "Ingen säkerhetskopia än" in window.status.line.text(), "one here is none"
    window.go("today")
    window.go("settings")
    assert "Senast 2027-02-09 10.15" in office.section(BackupSection).here_row.text.text()
    stick.mkdir()
    office.desk.do(change_setting, BACKUP_FOLDER, str(stick))
    window.keep_copies()
    assert len(list(stick.glob("kopia-2*.dat"))) == 1
    assert "Säkerhetskopia idag 10.15" in window.status.line.text()
    for days in range(1, 10):
        office.clock.now += dt.timedelta(days=1)
        if days == 3:
            stick.rename(tmp_path / "borta")
        window.keep_copies()
        assert (window.toaster.text() != "") is (days > 8)
    assert len(list(here.glob("kopia-2*.dat"))) <= 9
    (tmp_path / "borta").rename(stick)
    for place in (here, stick):
        (place / "kopia-lista.dat").unlink()
    office.desk.changed.emit(frozenset({"purge_ledger"}))
    assert all((place / "kopia-lista.dat").exists() for place in (here, stick))
    window.keep_copies()
    assert len(list(stick.glob("kopia-2*.dat"))) == 2


def test_a_backup_is_made_tried_with_the_sheet_and_shown(office, tmp_path, monkeypatch):
    copies = office.section(BackupSection)
    copies.make.click()
    assert "Välj först en mapp" in copies.notice.accessibleName()
    stick = tmp_path / "minne"
    stick.mkdir()
    copies.where.folder = stick
    copies.make.click()
    assert "läst tillbaka" in copies.notice.accessibleName()
    # D7: where the log ends is shown and printed, so that a cut-off end is found against it.
    end = copies.notice.accessibleName().partition("Loggens slut i den är ")[2].partition(". ")[0]
    assert hold_against_chain(office.database, end).whole
    printed = []
    take_paper(monkeypatch, printed)
    copies.receipt.click()
    assert end in " ".join(PdfReader(BytesIO(printed[0])).pages[0].extract_text().split())
    assert office.stored(BACKUP_FOLDER) == str(stick)
    assert "Säkerhetskopia idag 10.15" in office.window.status.line.text()
    copies.try_button.click()
    copies.key.setText(office.recovery)
    copies.trial.go.click()
    assert "Det gick" in copies.notice.accessibleName()
    assert sorted(path.name[:7] for path in stick.iterdir()) == ["kopia-2", "kopia-l"]


def test_a_trial_with_the_wrong_key_says_so(office, tmp_path):
    copies = office.section(BackupSection)
    copies.where.folder = tmp_path
    copies.try_button.click()
    copies.trial.go.click()
    assert "ingen kopia" in copies.trial.problem.text()
    copies.make.click()
    copies.key.setText("fel")
    copies.trial.go.click()
    assert "avskriven" in copies.trial.problem.text()
    assert copies.trial.go.isEnabled()


def test_a_stick_that_is_out_is_told(office, tmp_path):
    copies = office.section(BackupSection)
    copies.where.folder = tmp_path / "borta"
    copies.make.click()
    assert "Sitter minnet i" in copies.notice.accessibleName()


def test_the_checklist_is_saved_by_its_button_and_undone(office):
    texts = office.section(TextSection)
    before = texts.checklist.value()
    assert "112" in before
    assert not texts.save.isEnabled()
    texts.checklist.setPlainText("Ring 112.\nPåhittat nummer: 018-000 00 00")
    assert texts.save.isEnabled()
    texts.save.click()
    assert office.stored(DANGER_CHECKLIST).endswith("018-000 00 00")
    assert not texts.save.isEnabled()
    office.window.undo()
    assert office.stored(DANGER_CHECKLIST) == before
    assert texts.checklist.value() == before


def test_the_passphrase_is_changed(office):
    users = office.section(UserSection)
    users.change.click()
    users.old.line.setText(PHRASE)
    users.new.again.line.setText(users.new.value)
    new = users.new.value
    users.changing.go.click()
    assert "bytt" in users.notice.accessibleName()
    assert users.old.text() == ""
    assert Vault.open(office.folder).unlock(USER, new).user == USER


def test_a_wrong_old_passphrase_changes_nothing(office):
    users = office.section(UserSection)
    users.change.click()
    users.old.line.setText("inte den")
    users.new.again.line.setText(users.new.value)
    users.changing.go.click()
    assert "stämmer inte" in users.changing.problem.text()


def test_a_colleague_is_added(office):
    users = office.section(UserSection)
    users.add_button.click()
    users.adding.go.click()
    assert "namn" in users.adding.problem.text()
    users.name.setText("Bo Påhittad")
    users.first.again.line.setText(users.first.value)
    phrase = users.first.value
    users.adding.go.click()
    assert users.people.text.text() == f"{USER}, Bo Påhittad"
    assert Vault.open(office.folder).unlock("Bo Påhittad", phrase).user == "Bo Påhittad"


def test_T33_a_colleague_is_suspended_let_back_and_removed(office):
    office.unlocked.add_user("Bo Påhittad", "tofs rabarber sköld kvist lampa", cost=FLOOR)
    users = office.section(UserSection)
    users.refresh()
    row = users.leaving
    row.start.click()
    row.form.go.click()
    assert office.unlocked.vault.users == (USER, "Bo Påhittad"), "nobody is chosen by herself"

    def choose():
        row.who.set_value("Bo Påhittad")
        row.who.edited.emit()

    choose()
    row.suspend.click()
    assert "avstängd" in users.notice.accessibleName()
    assert office.unlocked.vault.users == (USER,)
    choose()
    assert row.suspend.isHidden()
    assert row.to.isHidden()
    row.back.click()
    assert office.unlocked.vault.users == (USER, "Bo Påhittad")
    case = Flowing(office.database, now=office.clock.now).case("Påhittade Sten")
    bo = Work(office.database, USER, office.clock.now)
    counsellors.change_counsellor(bo, case, "Bo Påhittad")
    choose()
    assert row.to.value() == USER, "the only one who can take over is proposed"
    row.form.go.click()
    assert f"{USER} har tagit över" in users.notice.accessibleName()
    assert office.database.get(Case, case.id).counsellor == USER
    assert office.unlocked.vault.users == (USER,)
    assert office.unlocked.store_keys.epoch == 3
    with pytest.raises(WrongPassphrase):
        Vault.open(office.folder).unlock("Bo Påhittad", "tofs rabarber sköld kvist lampa")
    assert not row.start.isEnabled()
    assert nameless(users) == []
    assert office.bugs == []


@pytest.mark.parametrize("trouble", [KeyringGone, UnfitPin])
def test_quick_unlock_that_cannot_be_turned_on_says_why(office, monkeypatch, trouble):
    def fail(*_):
        raise trouble

    monkeypatch.setattr(UnlockedVault, "enable_quick_unlock", fail)
    lock = office.section(LockSection)
    lock.quick.click()
    lock.pin.line.setText("294016")
    lock.pin_form.go.click()
    assert "inte lika" in lock.pin_form.problem.text()
    lock.pin_again.line.setText("294016")
    lock.pin_form.go.click()
    assert trouble.sentence in lock.pin_form.problem.text()


def test_quick_unlock_goes_on_and_off(office, monkeypatch):
    on = []
    monkeypatch.setattr(UnlockedVault, "enable_quick_unlock", lambda self, pin: on.append(pin))
    monkeypatch.setattr(UnlockedVault, "disable_quick_unlock", lambda self: on.clear())
    monkeypatch.setattr(Vault, "quick_users", property(lambda self: (USER,) if on else ()))
    lock = office.section(LockSection)
    lock.quick.click()
    for field in (lock.pin, lock.pin_again):
        field.line.setText("294016")
    lock.pin_form.go.click()
    assert on == ["294016"]
    assert lock.quick.text() == "Slå av"
    assert lock.pin.text() == ""
    lock.quick.click()
    assert on == []


def test_the_search_leaves_only_what_one_looks_for(office):
    page = office.window.visits.page
    page.find_on_page()
    assert page.search.hasFocus()
    page.search.setText("textstorlek")
    shown = [part for part in page.sections if part.isVisible()]
    assert [type(part) for part in shown] == [LookSection]
    page.search.setText("finns inte här")
    assert not any(part.isVisible() for part in page.sections)
    assert page.nothing.isVisible()
    page.search.setText("")
    assert all(part.isVisible() for part in page.sections)


def test_about_says_the_version_and_where(office):
    about = office.section(AboutSection)
    assert str(office.folder) in {row.text.text() for row in about.rows}


def test_everything_has_a_name_also_what_unfolds(office):
    page = office.window.visits.page
    users, lock, copies = (
        office.section(kind) for kind in (UserSection, LockSection, BackupSection)
    )
    for button in (users.change, users.add_button, lock.quick, copies.try_button):
        button.click()
    QApplication.processEvents()
    assert nameless(page) == []


def test_a_manager_is_added_suspended_let_back_and_removed(office):
    """Decision 0029: hers opens the oversight alone."""
    users = office.section(UserSection)
    users.refresh()
    users.add_button.click()
    users.name.setText("Rut Uppdiktad")
    assert users.about.isHidden()
    users.opens.set_value("oversight")
    users.opens.edited.emit()
    assert not users.about.isHidden()
    phrase = users.first.value
    users.first.again.line.setText(phrase)
    users.adding.go.click()
    assert users.people.text.text() == f"{USER}. Bara insynen: Rut Uppdiktad"
    assert users.opens.value() == "register"
    vault = Vault.open(office.folder)
    assert vault.unlock_oversight("Rut Uppdiktad", phrase).user == "Rut Uppdiktad"
    assert vault.oversight_path.exists()

    row = users.leaving

    def choose():
        row.who.set_value("Rut Uppdiktad")
        row.who.edited.emit()

    choose()
    assert row.about.text() == ""
    row.suspend.click()
    assert "avstängd" in users.notice.accessibleName()
    assert "Insynen" in users.notice.accessibleName()
    assert not vault.oversight_path.exists()
    choose()
    row.back.click()
    assert Vault.open(office.folder).managers == ("Rut Uppdiktad",)
    choose()
    row.form.go.click()
    assert Vault.open(office.folder).names == (USER,)
    assert office.unlocked.store_keys.epoch == 1, "the register keeps its key"
    assert nameless(users) == []
    assert office.bugs == []
