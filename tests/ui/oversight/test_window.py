"""Insyn: a manager unlocks two pages and nothing else (decision 0029)."""

import shutil
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from shiboken6 import delete, isValid

from kvinnobyran.flows import oversight
from kvinnobyran.flows.access_log import review_of
from kvinnobyran.flows.oversight_reports import ReportChanged, figures_of
from kvinnobyran.reports.render import page_count
from kvinnobyran.store import oversight as stored
from kvinnobyran.store.workplace import load_workplace
from kvinnobyran.ui import printing
from kvinnobyran.ui.gate import opening
from kvinnobyran.ui.gate.lock_page import LockPage
from kvinnobyran.ui.gate.opening import OpenedOversight
from kvinnobyran.ui.guard.guard import Guard
from kvinnobyran.ui.guard.idle import IdleWatch
from kvinnobyran.ui.guard.relaunch import Return
from kvinnobyran.ui.kit.desk import Desk
from kvinnobyran.ui.kit.style import Theme
from kvinnobyran.ui.kit.worker import InlineWorker
from kvinnobyran.ui.oversight.passphrase_page import WAITS
from kvinnobyran.ui.oversight.window import OversightWindow
from kvinnobyran.ui.printing import plain_printer
from kvinnobyran.ui.window.preferences import Preferences
from kvinnobyran.ui.window.unlocked import TITLE
from kvinnobyran.vault import slots
from kvinnobyran.vault import vault as vault_module
from kvinnobyran.vault.kdf import FLOOR
from kvinnobyran.vault.troubles import OversightNotReady
from kvinnobyran.vault.vault import Vault
from tests.flows.oversight_kit import FEBRUARY, HERS, LATER, RUT, Register, build
from tests.ui.kit.walk import nameless
from tests.vault.kit import ANNA, BERIT, OTHER_PHRASE, CountingDerive

KNOWN = CountingDerive()
MONTH = "2027-02"


@pytest.fixture(autouse=True, scope="module")
def _quick():
    with pytest.MonkeyPatch.context() as patch:
        for module in (vault_module, slots):
            patch.setattr(module, "derive", KNOWN)
        yield


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    folder = tmp_path_factory.mktemp("oversight") / "vault"
    build(folder)
    return folder


@pytest.fixture
def folder(made, tmp_path):
    return shutil.copytree(made, tmp_path / "vault")


class Open:
    """A manager's open window, and what its guard was asked for."""

    def __init__(self, qtbot, folder):
        opened = opening.open_oversight(Vault.open(folder), RUT, HERS)
        self.keys, self.database = opened.keys, opened.database
        self.bugs, self.begun, self.ended = [], [], []
        self.desk = Desk(InlineWorker(), self.database, RUT, clock=lambda: LATER)
        self.desk.bug.connect(self.bugs.append)
        self.window = OversightWindow(self.desk, self.keys, Preferences())
        qtbot.addWidget(self.window)
        self.window.resize(1200, 700)
        self.window.show()
        self.window.activateWindow()
        qtbot.waitUntil(self.window.isActiveWindow)
        self.guard = Guard(
            self.window,
            IdleWatch(),
            begin_again=self.begun.append,
            end=lambda: self.ended.append(True),
        )
        self.settle()

    def settle(self):
        """Let the pages of the report come."""
        for _ in range(2):
            self.window.reports.background.wait()
            QTest.qWait(10)

    def close(self):
        self.guard.idle.stop()
        if isValid(self.guard):
            delete(self.guard)  # its watch with it, before the next test has the focus
        self.window.reports.background.stop()
        self.window.may_close = True
        if not self.begun and not self.ended:
            self.desk.leave()
        assert self.bugs == []


@pytest.fixture
def hers(qtbot, folder):
    found = Open(qtbot, folder)
    yield found
    found.close()


def key(widget, *keys):
    for each in keys:
        QTest.keyClick(widget, each)


# --- the gate -------------------------------------------------------------------------------------


def test_the_lock_page_opens_the_oversight_for_a_manager_and_says_when_it_is_not_ready(
    qtbot, folder
):
    found = []
    page = LockPage(Vault.open(folder), InlineWorker(), Return(user=2))
    page.opened.connect(found.append)
    qtbot.addWidget(page)
    assert [page.who.itemText(at) for at in range(3)] == [ANNA, BERIT, RUT]
    assert page.user == RUT
    assert not page.other_way.isVisibleTo(page)
    away = folder / "away"
    for spoil in (
        lambda: (folder / "oversight.db").rename(away),
        lambda: shutil.copy(folder / "data.db", folder / "oversight.db"),
    ):
        spoil()
        page.secret.line.setText(HERS)
        page.unlock.click()
        assert OversightNotReady.sentence.rstrip(".") in page.notice.accessibleName()
    (folder / "oversight.db").write_bytes(b"")
    page.unlock.click()
    assert "tom" in page.notice.accessibleName()
    shutil.copy(away, folder / "oversight.db")
    page.unlock.click()
    (opened,) = found
    assert isinstance(opened, OpenedOversight)
    assert (opened.keys.user, page.secret.text()) == (RUT, "")
    opened.database.close()
    opened.keys.wipe()
    page._clock.stop()


# --- the reports ----------------------------------------------------------------------------------


def test_a_report_is_shown_as_it_was_fixed_and_saved_with_a_purpose(hers, folder, monkeypatch):
    page = hers.window.reports
    assert hers.window.windowTitle() == TITLE
    assert nameless(hers.window) == []
    assert page.preview.count > 0
    target = folder.parent / "rapport"
    asked = iter((None, target))
    page.way_out.ask_file = lambda *_: next(asked)
    page.save.click()
    page.handing.agree()
    assert not target.exists(), "nothing is said yet"
    page.handing.form.fill({"purpose": "Styrelsen", "recipient": "Ordföranden"})
    page.handing.agree()
    page.handing.agree()
    hers.settle()
    assert target.with_suffix(".pdf").read_bytes().startswith(b"%PDF")
    (deed,) = stored.deeds(hers.database)
    assert "Ändamål: Styrelsen. Mottagare: Ordföranden." in deed.sentence

    printed = []
    printer = plain_printer()
    asked_printer = iter((None, printer))
    monkeypatch.setattr(printing, "choose_printer", lambda *_: next(asked_printer))
    monkeypatch.setattr(printing, "paint", lambda on, pdf: printed.append((on, page_count(pdf))))
    hers.window.actions_.do("print")
    page.handing.agree()
    page.handing.agree()
    hers.settle()
    assert printed == [(printer, page.preview.count)]
    monkeypatch.setattr(printing, "paint", _raising(OversightNotReady()))
    monkeypatch.setattr(printing, "choose_printer", lambda *_: printer)
    page.print_page()
    page.handing.agree()
    hers.settle()
    assert OversightNotReady.sentence.rstrip(".") in page.handing.warning.accessibleName()
    page.resize(600, 700)
    page.restore(page.state())


def _raising(error):
    def fail(*_):
        raise error

    return fail


def test_figures_that_are_not_those_that_were_fixed_are_not_shown(hers):
    page = hers.window.reports
    (report,) = stored.reports(hers.database)
    forged = replace(report, figures=report.figures.replace("9", "8"))
    with pytest.raises(ReportChanged):
        figures_of(forged)
    page._show([forged])
    assert not page.may_leave
    assert page.notice.isVisible()
    assert not page.print.isEnabled()
    page.print_page()
    assert page.handing.isHidden()
    page._show([])
    assert page.empty.isVisible()


# --- the log --------------------------------------------------------------------------------------


def test_L20_a_month_is_marked_by_keyboard_and_comes_home(hers, folder):
    window, page = hers.window, hers.window.months
    QTest.keyClick(window, Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    assert window.page is page
    assert nameless(window) == []
    window.actions_.refresh()
    assert not window.actions_.by_id["print"].isEnabled(), "there is nothing to print here"
    assert "3 läsningar i månaden" in page.about.text()
    assert "inte signerat" in page.about.text()
    assert f"{ANNA}: " in page.counts.text()
    assert page.table.current().code == "KB-27-001"
    page.remark.setFocus()
    QTest.keyClicks(page.remark, "Varfor rad 4?")
    page.mark.setFocus()
    key(page.mark, Qt.Key.Key_Space)
    assert page.remark.text() == ""
    assert page.marks.text().endswith("Anmärkning: Varfor rad 4?")
    for keys in (Qt.Key.Key_F6, Qt.Key.Key_F6):
        key(window, keys)
    hers.desk.do(oversight.mark_month, "1999-01", otherwise=page._refused)
    assert page.notice.isVisible()
    page._show(([], []))
    assert page.empty.isVisible()
    page.mark.click()
    hers.close()
    hers.ended.append(True)
    with Register(folder) as register:
        assert oversight.carry(register.work, register.vault) == 1
        assert "Varfor rad 4?" in review_of(register.database, FEBRUARY, LATER.tzinfo).marks[0]


# --- her passphrase -------------------------------------------------------------------------------


def test_she_chooses_a_new_passphrase_and_is_told_when_it_holds(hers, folder, monkeypatch):
    monkeypatch.setattr("kvinnobyran.vault.kdf.calibrate", lambda: FLOOR)
    before = (folder / "vault.keys").read_bytes()
    window, page = hers.window, hers.window.passphrase
    QTest.keyClick(window, Qt.Key.Key_3, Qt.KeyboardModifier.ControlModifier)
    assert window.page is page
    assert nameless(window) == []
    assert not page.waits.isVisible()
    page.change.click()
    assert "en gång till" in page.notice.accessibleName() or "nuvarande" in (
        page.notice.accessibleName()
    )
    page.choice.own.setChecked(True)
    for field in (page.choice.typed, page.choice.again):
        field.line.setText(OTHER_PHRASE)
    page.old.line.setText("inte den")
    page.change.click()
    assert "stämmer inte" in page.notice.accessibleName()
    assert page.state() == {}
    page.restore({})
    page.old.line.setText(HERS)
    monkeypatch.setattr(type(hers.keys.vault._delay), "wait_seconds", lambda *_: 0.0)
    page.change.click()
    assert page.waits.isVisible()
    assert page.waits.text() == WAITS
    assert page.old.text() == ""
    window.go("go_months")
    window.go("go_passphrase")
    assert page.waits.isVisible()
    hers.close()
    hers.ended.append(True)
    with Register(folder) as register:
        oversight.carry(register.work, register.vault)
    opened = opening.open_oversight(Vault.open(folder), RUT, OTHER_PHRASE)
    opened.database.close()
    opened.keys.wipe()
    (folder / "vault.keys").write_bytes(before)
    with pytest.raises(OversightNotReady):
        opening.open_oversight(Vault.open(folder), RUT, HERS)


# --- locked and closed ----------------------------------------------------------------------------


def test_locking_keeps_the_half_written_remark_and_overwrites_the_keys(hers, folder, qtbot):
    window = hers.window
    window.go("go_months")
    window.months.remark.setText("Halvt skriv")
    window.set_theme(Theme.LIGHT)
    window.actions_.do("lock")
    (note,) = hers.begun
    assert note.user == 2, "her turn on the lock page"
    assert not any(hers.keys.store_keys.database)
    again = Open(qtbot, folder)
    again.window.come_back(load_workplace(again.database, RUT))
    assert again.window.page is again.window.months
    assert again.window.months.remark.text() == "Halvt skriv"
    again.window.close()
    assert again.ended == [True]
    again.close()


def test_nothing_of_the_office_can_be_reached_from_here(hers):
    window = hers.window
    reached = set(window.actions_.by_id)
    assert {"new_contact", "palette", "children", "log", "undo", "go_cases"} & reached == set()
    assert {"lock", "neutral", "quit", "print", "go_reports", "go_months"} <= reached
    tables = {
        name
        for schema, name, kind, *_ in hers.database.wire.rows("PRAGMA table_list")
        if schema == "main" and kind == "table"
    }
    assert "person" not in tables
    assert "support_case" not in tables
