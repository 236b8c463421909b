"""S1 for the apartments: where they lie is in one place, as ciphertext, and seen for 20 seconds.

A real vault with two users, of whom one has the key of the addresses; the real window.
"""

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPlainTextEdit, QWidget

from kvinnobyran.domain.apartment import Apartment
from kvinnobyran.domain.ids import new_id
from kvinnobyran.flows.addresses import Address, read_address, write_address
from kvinnobyran.flows.apartments import save_apartment
from kvinnobyran.flows.work import Work
from kvinnobyran.store.access_log import Sort, log_lines
from kvinnobyran.store.apartments import apartments, sealed_address, stays
from kvinnobyran.store.database import Database
from kvinnobyran.store.journal import history
from kvinnobyran.store.readings import READING
from kvinnobyran.store.search import search
from kvinnobyran.ui.housing.address import SHOWN_MS, AddressDoor
from kvinnobyran.ui.kit.desk import Desk
from kvinnobyran.ui.kit.worker import InlineWorker
from kvinnobyran.ui.settings.apartments import ApartmentSection
from kvinnobyran.ui.window.frame import MainWindow
from kvinnobyran.ui.window.office import Office
from kvinnobyran.vault.kdf import FLOOR
from kvinnobyran.vault.troubles import NoAddressKey, SealBroken, WrongPassphrase
from kvinnobyran.vault.vault import Vault
from tests.ui.rig import ZONE, Clock

PHRASE = "grodan hoppar i dikets kalla vatten"
STREET = "Kanariegränd-qzvxwmplrtkdnbshf"
DOOR = "4711-qjxvzkwm"
KEYS = "Tre nycklar qzzvxkpw hos Greta"
SECRET = Address(address=STREET, door_code=DOOR, keys=KEYS)
CANARIES = ("qzvxwmplrtkdnbshf", "qjxvzkwm", "qzzvxkpw")


class Seat:
    """Greta at the open office, with the key of the addresses, and her window."""

    def __init__(self, folder: Path) -> None:
        vault, self.unlocked, recovery = Vault.create(
            folder, user="Greta", passphrase=PHRASE, kdf=FLOOR
        )
        recovery.wipe()
        self.folder = folder
        self.unlocked.add_user("Vera", PHRASE + " igen", cost=FLOOR)
        self.database = Database.create(vault.database_path, self.unlocked.store_keys, device="a")
        self.clock = Clock(dt.datetime(2027, 2, 9, 10, 15, tzinfo=ZONE))
        self.desk = Desk(InlineWorker(), self.database, "Greta", clock=self.clock)
        self.desk.confirm, self.desk.vault = self.unlocked.confirm, self.unlocked
        self.flat = Apartment(id=new_id(), code="Lägenhet A")
        save_apartment(self.work, self.flat)
        write_address(self.work, self.unlocked, self.flat.id, SECRET, PHRASE)
        self.window: MainWindow | None = None

    @property
    def work(self) -> Work:
        return Work(self.database, "Greta", self.clock.now)

    def open_window(self) -> MainWindow:
        window = self.window = MainWindow(self.desk, Office(vault=self.unlocked))
        window.may_close = True
        window.resize(1366, 900)
        window.show()
        window.go("settings")
        return window

    def leave(self) -> None:
        if self.window is not None:
            self.window.close()
            self.window.deleteLater()
        self.database.close()
        self.unlocked.wipe()


@pytest.fixture
def seat(qapp, tmp_path):
    seat = Seat(tmp_path / "vault")
    yield seat
    seat.leave()


def known_words(root: QWidget) -> str:
    """Return every text that any widget has, shown or hidden, and what a screen reader hears."""
    words = []
    for each in (root, *root.findChildren(QWidget)):
        words += [each.accessibleName(), each.accessibleDescription(), each.toolTip()]
        if isinstance(each, QLabel | QLineEdit):
            words.append(each.text())
        if isinstance(each, QPlainTextEdit):
            words.append(each.toPlainText())
    return " ".join(words)


def test_S1_no_file_holds_an_address_and_the_readable_database_only_ciphertext(seat):
    read_address(seat.work, seat.unlocked, seat.flat.id, PHRASE)
    seat.database.connection.checkpoint()
    sealed = sealed_address(seat.database, seat.flat.id)
    assert sealed is not None
    assert sealed.address is not None
    written = [path.read_bytes() for path in seat.folder.rglob("*") if path.is_file()]
    for canary in CANARIES:
        assert not any(canary.encode() in content for content in written)
        # What the vault's own key opens: every cell of every table, and the search.
        for (table,) in seat.database.wire.rows(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND sql NOT LIKE '%VIRTUAL%'"
        ):
            cells = repr(seat.database.wire.rows(f"SELECT * FROM {table}"))
            assert canary not in cells
            assert canary.encode().hex() not in cells.casefold()
        assert search(seat.database, canary, 10) == []
    today = seat.desk.today
    assert "Kanarie" not in repr(stays(seat.database, today, dt.date.max, today))
    assert "Kanarie" not in repr(apartments(seat.database))
    assert "Kanarie" not in repr(SECRET)


def test_S1_reading_wants_the_passphrase_and_the_key_and_is_logged(seat):
    before = [each.kind for each in history(seat.database, "apartment", seat.flat.id)]
    assert READING not in before
    assert read_address(seat.work, seat.unlocked, seat.flat.id, PHRASE) == SECRET
    (line,) = [
        each for each in history(seat.database, "apartment", seat.flat.id) if each.kind == READING
    ]
    assert line.user == "Greta"
    assert "Kanarie" not in repr(line)
    # D7, scenario 20: the log says who opened which apartment's compartment, and not where it is.
    year = dt.datetime(2027, 1, 1, tzinfo=dt.UTC)
    (logged,) = log_lines(seat.database, year, year.replace(year=2028))
    assert (logged.user, logged.code, logged.sort) == ("Greta", "Lägenhet A", Sort.READ)
    assert not any(canary in repr(logged) for canary in CANARIES)
    assert seat.database.verify_journal() == []
    vera = Vault.open(seat.folder).unlock("Vera", PHRASE + " igen")
    with pytest.raises(NoAddressKey):
        read_address(seat.work, vera, seat.flat.id, PHRASE + " igen")
    vera.wipe()
    with pytest.raises(WrongPassphrase):
        read_address(seat.work, seat.unlocked, seat.flat.id, "fel lösenord")


def test_S1_one_apartments_ciphertext_is_nothing_in_anothers_place(seat):
    other = Apartment(id=new_id(), code="Lägenhet B")
    save_apartment(seat.work, other)
    write_address(seat.work, seat.unlocked, other.id, Address(address="Påhittat 2"), PHRASE)
    one, two = (sealed_address(seat.database, each) for each in (seat.flat.id, other.id))
    assert one is not None
    assert two is not None
    with seat.work.step("Prov") as tx:
        tx.update(replace(two, address=one.address))
    with pytest.raises(SealBroken):
        read_address(seat.work, seat.unlocked, other.id, PHRASE)


def test_S1_what_is_written_anew_leaves_nothing_of_what_was_there(seat):
    was = sealed_address(seat.database, seat.flat.id)
    assert was is not None
    assert was.address is not None

    def remembered() -> bool:
        known = repr(seat.database.wire.rows("SELECT payload FROM journal"))
        return was.address.hex() in known.casefold()

    assert remembered(), "the journal keeps the ciphertext until it is written over"
    write_address(seat.work, seat.unlocked, seat.flat.id, Address(address="Annat"), PHRASE)
    assert not remembered()
    assert read_address(seat.work, seat.unlocked, seat.flat.id, PHRASE) == Address(address="Annat")


def test_S1_the_screen_shows_it_for_twenty_seconds_and_then_no_widget_knows_it(seat, qtbot):
    window = seat.open_window()
    section = window.findChild(ApartmentSection)
    section.listed.rows[0].click()
    door = section.findChild(AddressDoor)
    section.address.read.click()
    assert "Kanarie" not in known_words(window)
    QTest.keyClicks(door.secret.line, PHRASE)
    door.button.click()
    assert STREET in door.shown.text()
    assert DOOR in door.shown.text()
    assert door._timer.interval() == SHOWN_MS == 20_000
    assert QGuiApplication.clipboard().text() == ""
    assert "Kanarie" not in window.windowTitle()
    door._timer.timeout.emit()
    QApplication.processEvents()
    for canary in CANARIES:
        assert all(canary not in known_words(each) for each in QApplication.topLevelWidgets())
    assert not door.is_open
    # What comes late, when the door is shut or before another apartment's, is not shown.
    asked = door._apartment
    section.address.read.click()
    late = read_address(seat.work, seat.unlocked, seat.flat.id, PHRASE)
    door.shut()
    door._came(seat.flat.id, late)
    door.knock("0" * 32)
    door._came(seat.flat.id, late)
    assert asked == ""
    assert STREET not in known_words(window)
    # Leaving the page shuts it too.
    section.address.read.click()
    QTest.keyClicks(door.secret.line, PHRASE)
    door.button.click()
    assert door.is_open
    window.go("today")
    assert STREET not in known_words(window)
