"""Status bar, preferences, palette, help and the accessible tree."""

import datetime as dt

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

from kvinnobyran.domain.ids import new_id
from kvinnobyran.domain.inquiry import Channel, Inquiry, InquiryOutcome
from kvinnobyran.domain.person import Identity, Person
from kvinnobyran.flows.inquiries import open_case
from kvinnobyran.ui.kit.style import Theme
from kvinnobyran.ui.window.help import HelpDialog
from kvinnobyran.ui.window.palette import Palette
from kvinnobyran.ui.window.places import PLACES
from kvinnobyran.ui.window.preferences import Preferences
from kvinnobyran.ui.window.statusbar import backup_words, lock_words, saved_words
from tests.ui.kit.walk import nameless

TODAY = dt.date(2027, 2, 9)


def at(day, clock="08:05"):
    return dt.datetime.fromisoformat(f"{day}T{clock}:00+01:00")


@pytest.mark.parametrize(
    ("made", "words"),
    [
        (None, "Ingen säkerhetskopia än"),
        (at("2027-02-09"), "Säkerhetskopia idag 08.05"),
        (at("2027-02-08"), "Säkerhetskopia igår 08.05"),
        (at("2027-02-04"), "Säkerhetskopia för 5 dagar sedan"),
        (at("2026-12-24"), "Säkerhetskopia 24 december 2026: för gammal"),
    ],
)
def test_the_age_of_the_backup_in_words(made, words):
    assert backup_words(made, TODAY) == words


def test_the_lock_and_the_saving_in_words():
    assert lock_words(540, None) == "Låses om 9 min"
    assert lock_words(59.4, None) == "Låses om 59 s"
    assert lock_words(None, None) == "Låses inte av sig självt"
    assert lock_words(30, at("2027-02-09", "15:32")) == "Hålls öppet till 15.32"
    assert saved_words(at("2027-02-09", "14:32")) == "Sparat 14.32"
    assert saved_words(None) == "Inget nytt att spara"


def test_only_three_things_are_remembered_outside_the_vault(tmp_path, window):
    file = tmp_path / "window.ini"
    kept = Preferences(file)
    kept.theme = Theme.DARK
    kept.text_size = 150
    kept.window = window.saveGeometry()
    keys = [line.partition("=")[0] for line in file.read_text().splitlines() if "=" in line]
    assert sorted(keys) == ["text_size", "theme", "window"]
    again = Preferences(file)
    assert (again.theme, again.text_size) == (Theme.DARK, 150)
    assert again.window == window.saveGeometry()


@pytest.mark.parametrize("text", ["", "theme=9\ntext_size=x\n", "\0", "text_size=99999\n"])
def test_preferences_that_cannot_be_read_are_the_defaults(tmp_path, text):
    file = tmp_path / "window.ini"
    file.write_text("[General]\n" + text)
    kept = Preferences(file)
    assert kept.theme is Theme.SYSTEM
    assert 90 <= kept.text_size <= 200


@pytest.fixture
def case(rig):
    person = Person(id=new_id(), identity=Identity.ALIAS, alias="Påhittade Snöflinga")
    inquiry = Inquiry(
        id=new_id(),
        received_on=rig.desk.today,
        channel=Channel.PHONE,
        outcome=InquiryOutcome.ASSESSMENT_BOOKED,
        note="Hon nämnde en sjöstjärna.",
    )
    return open_case(rig.work, inquiry, person)[1]


@pytest.fixture
def palette(window, case):
    palette = Palette(window)
    palette.show_up()
    yield palette
    if isValid(palette):
        palette.close()


def search(qtbot, palette, text):
    palette.line.setText(text)
    palette._pause.stop()
    palette._search()


def test_a_hit_opens_the_case_and_reveals_no_name(palette, qtbot, window, case, monkeypatch):
    search(qtbot, palette, "snöflinga")
    first = palette.choices[0]
    assert first.text == case.code
    assert all("snöflinga" not in choice.spoken.lower() for choice in palette.choices)
    opened = []
    monkeypatch.setattr(
        window, "open_case", lambda case_id, *, tab, record: opened.append((case_id, tab, record))
    )
    qtbot.keyClick(palette.line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(opened))
    assert opened == [(case.id, "overview", "")]


def test_the_search_keeps_swedish_letters_apart(palette, qtbot):
    search(qtbot, palette, "sjöstjärna")
    assert any("Förfrågan" in choice.text for choice in palette.choices)
    search(qtbot, palette, "sjostjarna")
    assert not any("Förfrågan" in choice.text for choice in palette.choices)


def test_the_palette_has_the_commands_with_keys_and_reasons(palette, qtbot):
    search(qtbot, palette, "gör om")
    choice = next(choice for choice in palette.choices if choice.text == "Gör om")
    assert choice.aside == "Ctrl+Y"
    assert choice.reason == "Det finns inget att göra om."
    qtbot.keyClick(palette.line, Qt.Key.Key_Return)
    assert palette.isVisible()
    assert palette._none.text() == choice.reason


def test_arrows_move_while_the_cursor_stays_in_the_line(palette, qtbot):
    before = palette.list.currentRow()
    qtbot.keyClick(palette.line, Qt.Key.Key_Down)
    assert palette.list.currentRow() == before + 1
    qtbot.keyClick(palette.line, Qt.Key.Key_Up)
    qtbot.keyClick(palette.line, Qt.Key.Key_Up)
    assert palette.list.currentRow() == 0


def test_what_was_opened_lately_is_offered_first(palette, window, case):
    window.open_case(case.id)
    again = Palette(window)
    again.show_up()
    assert again.choices[0].text == case.code
    again.close()


@pytest.mark.parametrize("text", ['"', "* AND", "a" * 10_000, "\0", "körsbär:", "(((", "'; --"])
def test_nothing_one_can_type_breaks_the_search(palette, qtbot, text, rig):
    search(qtbot, palette, text)
    assert rig.bugs == []


@pytest.mark.parametrize("place", [place.id for place in PLACES])
def test_everything_that_takes_the_focus_has_a_name(window, place):
    window.go(place)
    QApplication.processEvents()
    assert nameless(window) == []


def test_palette_and_help_have_names(window, palette):
    assert nameless(palette) == []
    dialog = HelpDialog(window)
    dialog.show_up()
    for tab in range(dialog.tabs.count()):
        dialog.tabs.setCurrentIndex(tab)
        assert nameless(dialog) == []
    dialog.close()


class Flashes(QObject):
    """Writes down every window that is shown."""

    def __init__(self):
        super().__init__()
        self.shown = []

    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            self.shown.append(type(watched).__name__)
        return False


@pytest.mark.parametrize("place", [*(place.id for place in PLACES), "capture", "case"])
def test_a_page_is_built_without_flashing_a_window(window, place, case, dressed):
    watch = Flashes()
    dressed.installEventFilter(watch)
    if place == "capture":
        window.new_contact()
    elif place == "case":
        window.open_case(case.id)
    else:
        window.go(place)
    dressed.processEvents()
    dressed.removeEventFilter(watch)
    assert watch.shown == []
