"""The lock page: each cause its own sentence, and never a way to begin anew on top of it."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit

from kvinnobyran.store.database import Database
from kvinnobyran.store.noted import note_revoked
from kvinnobyran.store.troubles import DamagedDatabase
from kvinnobyran.ui.gate.lock_page import REASONS, LockPage
from kvinnobyran.ui.gate.recovery_page import RecoveryPage
from kvinnobyran.ui.gate.secret_field import SecretField, caps_lock_in
from kvinnobyran.ui.gate.trouble_page import TroublePage
from kvinnobyran.ui.guard.relaunch import Return, Why
from kvinnobyran.vault.troubles import DamagedKeyFile, KeyringGone, TooLittleMemory, WrongPin
from kvinnobyran.vault.vault import Vault
from tests.ui.gate.conftest import PHRASE, USER
from tests.ui.kit.walk import nameless


@pytest.fixture
def page(made, worker, hold, opened):
    page = LockPage(made.vault, worker)
    page.opened.connect(opened.append)
    yield hold(page)
    page._clock.stop()


def try_with(qtbot, page, text):
    page.secret.line.setText(text)
    qtbot.keyClick(page.secret.line, Qt.Key.Key_Return)


def test_the_right_passphrase_opens_and_is_forgotten(page, qtbot, opened):
    try_with(qtbot, page, PHRASE)
    assert opened[0].vault.user == USER
    assert page.secret.text() == ""


def test_a_wrong_one_stays_says_so_and_counts(page, qtbot, opened):
    try_with(qtbot, page, "inte den")
    assert opened == []
    assert "stämmer inte" in page.notice.accessibleName()
    assert page.unlock.text() == "Vänta 1 s"
    assert not page.unlock.isEnabled()
    qtbot.waitUntil(page.unlock.isEnabled, timeout=3000)
    assert page.unlock.text() == "Lås upp"
    try_with(qtbot, page, PHRASE)
    assert len(opened) == 1


def test_nothing_typed_is_no_try(page, qtbot, made):
    try_with(qtbot, page, "")
    assert "Skriv ditt lösenord" in page.notice.accessibleName()
    assert made.vault.wait_seconds(USER) == 0


@pytest.mark.parametrize("trouble", [TooLittleMemory, DamagedDatabase, DamagedKeyFile])
def test_each_cause_has_its_own_sentence(page, qtbot, monkeypatch, trouble):
    def fail(*_):
        raise trouble

    monkeypatch.setattr(Vault, "unlock", fail)
    try_with(qtbot, page, PHRASE)
    assert trouble.sentence.rstrip(".") in page.notice.accessibleName()
    assert "nytt register" not in page.unlock.text()


def test_a_bug_of_ours_has_a_number_and_no_words(page, qtbot, monkeypatch):
    def fail(*_):
        raise ValueError(PHRASE)

    monkeypatch.setattr(Vault, "unlock", fail)
    try_with(qtbot, page, PHRASE)
    assert "Felnummer" in page.notice.accessibleName()
    assert PHRASE not in page.notice.accessibleName()


def test_a_database_that_will_not_open_is_told_and_left_alone(page, qtbot, made, opened):
    before = made.vault.database_path.read_bytes()
    made.vault.database_path.write_bytes(before[: len(before) // 2])
    try_with(qtbot, page, PHRASE)
    assert opened == []
    assert "skadad" in page.notice.accessibleName()
    assert made.vault.database_path.read_bytes() == before[: len(before) // 2]


def test_an_older_register_is_told_and_opened_only_on_purpose(page, qtbot, made, opened):
    unlocked = made.vault.unlock(USER, PHRASE)
    unlocked.note_audit_head("7:" + "a5" * 32)
    made.vault.table = Vault.open(made.folder).table
    try_with(qtbot, page, PHRASE)
    assert opened == []
    assert "äldre än när det senast låstes" in page.notice.accessibleName()
    assert not page.anyway.isHidden()
    assert nameless(page) == []
    page.anyway.click()
    assert opened[0].vault.user == USER
    assert page.anyway.isHidden()


def test_one_user_is_not_asked_who_she_is(page):
    assert page.who.isHidden()
    assert page._alone.text() == USER


def test_two_users_choose_and_the_one_who_locked_is_chosen(made, worker, hold):
    unlocked = made.vault.unlock(USER, PHRASE)
    unlocked.add_user("Bo Påhittad", PHRASE)
    unlocked.wipe()
    page = hold(LockPage(made.vault, worker, Return(user=1)))
    assert not page.who.isHidden()
    assert page.user == "Bo Påhittad"


@pytest.mark.parametrize("why", Why)
def test_the_reason_and_the_draft_are_told(made, worker, hold, why):
    page = hold(LockPage(made.vault, worker, Return(why=why, drafts=True)))
    texts = [label.text() for label in page.findChildren(type(page.draft_line))]
    assert REASONS[why] in texts
    assert not page.draft_line.isHidden()
    assert nameless(page) == []


def test_show_and_hide(qtbot):
    field = SecretField("Lösenord")
    qtbot.addWidget(field)
    field._toggle()
    assert field.line.echoMode() is QLineEdit.EchoMode.Normal
    assert field._show.accessibleName() == "Dölj lösenord"
    field._toggle()
    assert field.line.echoMode() is QLineEdit.EchoMode.Password


@pytest.mark.parametrize(
    ("text", "shift", "on"),
    [
        ("A", False, True),
        ("a", True, True),
        ("a", False, False),
        ("A", True, False),
        ("7", False, None),
    ],
)
def test_caps_lock_shows_in_a_letter(qapp, text, shift, on):
    modifiers = Qt.KeyboardModifier.ShiftModifier if shift else Qt.KeyboardModifier.NoModifier
    event = QKeyEvent(QKeyEvent.Type.KeyPress, Qt.Key.Key_A, modifiers, text)
    assert caps_lock_in(event, "windows") is on


def test_caps_lock_is_told_and_named_when_the_phrase_is_wrong(page, qtbot):
    qtbot.keyClicks(page.secret.line, "A")
    page.secret.line.caps_lock.emit(True)
    assert not page.secret._caps.isHidden()
    try_with(qtbot, page, "FEL")
    assert "Caps Lock" in page.notice.accessibleName()


# --- PIN


@pytest.fixture
def pin_page(made, worker, hold, opened, monkeypatch):
    monkeypatch.setattr(Vault, "quick_users", property(lambda self: (USER,)))
    page = LockPage(made.vault, worker)
    page.opened.connect(opened.append)
    yield hold(page)
    page._clock.stop()


def test_a_pin_is_asked_for_where_it_is_turned_on(pin_page, qtbot, monkeypatch, made, opened):
    assert pin_page.secret.label.text() == "Kod"
    unlocked = made.vault.unlock(USER, PHRASE)
    monkeypatch.setattr(Vault, "unlock_quickly", lambda self, user, pin: unlocked)
    try_with(qtbot, pin_page, "294016")
    assert len(opened) == 1


def test_a_wrong_pin_says_so(pin_page, qtbot, monkeypatch):
    def fail(*_):
        raise WrongPin(3)

    monkeypatch.setattr(Vault, "unlock_quickly", fail)
    try_with(qtbot, pin_page, "111111")
    assert "Koden stämmer inte" in pin_page.notice.accessibleName()


def test_a_keyring_that_is_gone_leads_to_the_passphrase(pin_page, qtbot, monkeypatch, opened):
    def fail(*_):
        raise KeyringGone

    monkeypatch.setattr(Vault, "unlock_quickly", fail)
    try_with(qtbot, pin_page, "294016")
    assert "nyckelring" in pin_page.notice.accessibleName()
    assert pin_page.secret.label.text() == "Lösenord"
    try_with(qtbot, pin_page, PHRASE)
    assert len(opened) == 1


def test_the_passphrase_can_be_used_although_there_is_a_pin(pin_page, qtbot, opened):
    pin_page.other_way.click()
    assert pin_page.secret.label.text() == "Lösenord"
    try_with(qtbot, pin_page, PHRASE)
    assert len(opened) == 1


# --- the printed key


@pytest.fixture
def recovery(made, worker, hold, opened):
    page = RecoveryPage(made.vault, worker)
    page.opened.connect(opened.append)
    return hold(page)


def test_the_printed_key_ends_with_a_new_passphrase(recovery, made, qtbot, opened):
    recovery.key.setText(made.recovery.lower().replace("-", " "))
    recovery.go_on.click()
    assert recovery.save.isVisible()
    assert recovery.key.text() == ""
    recovery.choice.again.line.setText(recovery.choice.value)
    new = recovery.choice.value
    recovery.save.click()
    assert opened[0].vault.user == USER
    assert Vault.open(made.folder).unlock(USER, new).user == USER


def test_the_printed_key_opens_past_an_older_key_file_and_asks_about_an_older_register(
    recovery, made, opened
):
    unlocked = made.vault.unlock(USER, PHRASE)
    database = Database.open(made.vault.database_path, unlocked.store_keys, device="a")
    note_revoked(database, 40)
    database.close()
    unlocked.note_audit_head("7:" + "a5" * 32)
    recovery.key.setText(made.recovery)
    recovery.go_on.click()
    recovery.choice.again.line.setText(recovery.choice.value)
    recovery.save.click()
    assert opened == []
    assert "äldre än när det senast låstes" in recovery.notice.accessibleName()
    assert recovery.save.text() == recovery.save.accessibleName() == "Öppna ändå"
    recovery.save.click()
    assert opened[0].vault.user == USER
    assert Vault.open(made.folder).table.generation > 40


def test_a_register_out_of_a_backup_asks_for_a_name_too(made, worker, hold, opened):
    unlocked = made.vault.unlock_with_recovery_key(made.recovery)
    seal = unlocked.backup_seal()
    unlocked.wipe()
    (made.folder / "vault.keys").rename(made.folder.parent / "gamla")
    (made.folder / "data.db").rename(made.folder.parent / "data")
    vault = Vault.restore(made.folder, seal)
    (made.folder.parent / "data").rename(made.folder / "data.db")
    page = RecoveryPage(vault, worker)
    page.opened.connect(opened.append)
    hold(page)
    page.key.setText(made.recovery)
    page.go_on.click()
    assert page.name.isVisible()
    assert not page.who.isVisible()
    page.choice.again.line.setText(page.choice.value)
    page.save.click()
    assert not opened, "a user has a name"
    page.name.setText("Greta Exempel")
    page.choice.again.line.setText(page.choice.value)
    page.save.click()
    assert opened[0].vault.user == "Greta Exempel"


def test_a_mistyped_key_says_which_group(recovery, made, qtbot):
    recovery.key.setText("U" + made.recovery[1:])
    recovery.go_on.click()
    assert "Grupp 1" in recovery.notice.accessibleName()
    assert recovery.go_on.isEnabled()


def test_the_new_passphrase_must_be_typed_back(recovery, made, opened):
    recovery.key.setText(made.recovery)
    recovery.go_on.click()
    recovery.save.click()
    assert opened == []
    assert "en gång till" in recovery.notice.accessibleName()
    recovery._back()


def test_a_page_that_stands_in_the_way_has_only_ways_that_lose_nothing(hold):
    went = []
    page = hold(
        TroublePage(
            "Registret kan inte öppnas",
            DamagedKeyFile(),
            (("Försök igen", lambda: went.append(1)),),
        )
    )
    page.buttons[0].click()
    assert went == [1]
    assert [button.text() for button in page.buttons] == ["Försök igen"]
