import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit

from kvinnobyran.domain.trouble import Trouble
from kvinnobyran.flows.office import change_setting
from kvinnobyran.ui.kit.page import Page
from kvinnobyran.ui.kit.style import Theme
from kvinnobyran.ui.window.frame import MainWindow
from kvinnobyran.ui.window.office import Office
from kvinnobyran.ui.window.panes import first_focusable
from kvinnobyran.ui.window.places import PLACES, Visit
from kvinnobyran.ui.window.unlocked import SMALLEST, TITLE


def active(window, qtbot):
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)


class NotePage(Page):
    """A page with a text that is asked for, as pages do."""

    tables = frozenset({"setting"})

    def __init__(self, record):
        super().__init__("Prov")
        self.record = record
        self.refreshed = 0
        self.line = QLineEdit()
        self.line.setAccessibleName("Rad")
        self.text = QPlainTextEdit()
        self.text.setAccessibleName("Text")
        self.body.addWidget(self.line)
        self.body.addWidget(self.text)

    def refresh(self):
        self.refreshed += 1

    def state(self):
        return {"text": self.text.toPlainText()}

    def restore(self, state):
        self.text.setPlainText(str(state["text"]))


@pytest.fixture
def framed(qtbot, rig):
    def make(preferences=None):
        office = Office() if preferences is None else Office(preferences=preferences)
        window = MainWindow(
            rig.desk, office, pages={"case": lambda _, visit: NotePage(visit.record)}
        )
        window.may_close = True
        qtbot.addWidget(window)
        window.resize(1366, 768)
        window.show()
        active(window, qtbot)
        return window

    return make


@pytest.mark.parametrize("place", [place.id for place in PLACES])
def test_each_place_opens_and_is_marked(window, place):
    window.go(place)
    marked = [button.id for button in window.sidebar.buttons if button.isChecked()]
    assert marked == [place]
    assert window.visits.visit == Visit(kind=place)


def test_the_title_never_tells(framed):
    window = framed()
    window.open_case("a" * 32)
    assert window.windowTitle() == TITLE


def test_a_page_that_was_left_is_taken_down_and_back_builds_it_again(framed, qtbot):
    window = framed()
    window.go("today")
    window.open_case("a" * 32)
    first = window.visits.page
    with qtbot.waitSignal(first.destroyed):
        window.open_case("b" * 32)
    assert window.action("back").isEnabled()
    window.back()
    assert window.visits.visit.record == "a" * 32
    window.back()
    assert window.visits.visit.kind == "today"
    assert not window.action("back").isEnabled()


def test_a_page_is_refreshed_when_its_tables_change(framed, rig):
    window = framed()
    window.open_case("a" * 32)
    page = window.visits.page
    before = page.refreshed
    rig.desk.do(change_setting, "lock_minutes", "5")
    assert page.refreshed == before + 1


def test_one_comes_back_to_the_same_page_text_and_cursor(framed, qtbot):
    window = framed()
    window.open_case("a" * 32, tab="notes")
    page = window.visits.page
    page.text.setPlainText("Påhittad text, inte färdig")
    page.text.setFocus()
    cursor = page.text.textCursor()
    cursor.setPosition(8)
    page.text.setTextCursor(cursor)
    place = window.workplace()
    assert "Påhittad" not in place.focus
    again = framed()
    again.come_back(place)
    assert again.visits.visit == Visit(kind="case", record="a" * 32, tab="notes")
    back = again.visits.page
    qtbot.waitUntil(lambda: again.focusWidget() is back.text)
    assert back.text.toPlainText() == "Påhittad text, inte färdig"
    assert back.text.textCursor().position() == 8


def test_a_workplace_that_cannot_be_read_is_idag(framed):
    from kvinnobyran.store.workplace import Workplace

    window = framed()
    window.come_back(Workplace(page="somewhere", window="{"))
    assert window.visits.visit == Visit(kind="today")


def test_undo_says_what_and_takes_it_back(window, rig):
    assert not window.action("undo").isEnabled()
    rig.desk.do(change_setting, "lock_minutes", "5")
    assert window.action("undo").text() == "&Ångra inställning"
    assert window.action("undo").isEnabled()
    window.action("undo").trigger()
    assert window.toaster.text() == "Ångrat: Inställning"
    assert not window.action("undo").isEnabled()
    assert window.action("redo").isEnabled()
    window.action("redo").trigger()
    assert window.action("undo").isEnabled()


def test_a_trouble_and_a_bug_are_told_on_top_of_the_page(window):
    class FullDisk(Trouble):
        sentence = "Disken är full."
        way_on = "Frigör plats."

    window.desk.trouble.emit(FullDisk())
    assert window.notice.isVisible()
    assert "Frigör plats" in window.notice.accessibleName()
    window.say_bug("ABC123")
    assert "ABC123" in window.notice.accessibleName()


def test_saving_is_shown_and_takes_the_notice_away(window, rig):
    window.desk.trouble.emit(Trouble())
    rig.desk.do(change_setting, "lock_minutes", "5")
    assert "Sparat 10.15" in window.status.line.text()
    assert not window.notice.isVisible()


def test_text_size_and_theme_are_put_on_and_remembered(window, dressed):
    window.action("larger").trigger()
    assert window.office.preferences.text_size == 110
    window.action("normal_size").trigger()
    window.action("theme_dark").trigger()
    assert window.office.preferences.theme is Theme.DARK
    ticked = [theme for theme in Theme if window.action(f"theme_{theme.value}").isChecked()]
    assert ticked == [Theme.DARK]
    window.set_theme(Theme.LIGHT)


def test_the_sidebar_shows_icons_alone_where_words_would_crowd_the_page(window):
    assert not window.sidebar.is_narrow
    window.set_text_size(200)
    window.resize(*SMALLEST)
    QApplication.processEvents()
    assert window.sidebar.is_narrow
    assert all(button.accessibleName() for button in window.sidebar.buttons)
    window.set_text_size(100)
    window.resize(1366, 768)
    QApplication.processEvents()
    assert not window.sidebar.is_narrow


def test_f6_goes_round_the_panes_of_every_place(window, qtbot):
    for place in PLACES:
        window.go(place.id)
        QApplication.processEvents()
        reached = []
        for _ in range(12):
            window.action("next_pane").trigger()
            reached.append(QApplication.focusWidget())
            if len(set(reached)) < len(reached):
                break
        assert any(window.sidebar.isAncestorOf(widget) for widget in reached)
        if any(first_focusable(pane) for pane in window.visits.page.panes):
            assert any(window.visits.isAncestorOf(widget) for widget in reached)


def test_the_window_fits_a_small_screen_at_every_text_size(window):
    for percent in (100, 200):
        window.set_text_size(percent)
        for place in PLACES:
            window.go(place.id)
            QApplication.processEvents()
            assert window.minimumSizeHint().width() <= 1280
            assert window.minimumSizeHint().height() <= 700
    window.set_text_size(100)


def test_the_window_stays_until_what_is_typed_is_kept(window, qtbot):
    window.may_close = False
    with qtbot.waitSignal(window.close_wanted):
        window.close()
    assert window.isVisible()
    window.may_close = True


def test_edit_commands_work_in_the_field_with_the_focus(framed, qtbot):
    window = framed()
    window.open_case("a" * 32)
    page = window.visits.page
    page.text.setPlainText("hej")
    page.text.setFocus()
    page.text.selectAll()
    window.action("cut").trigger()
    assert page.text.toPlainText() == ""
    window.action("paste").trigger()
    assert page.text.toPlainText() == "hej"


def test_ctrl_n_and_the_button_ask_for_a_contact(framed, qtbot):
    opened = []
    window = framed()
    window._pages["capture"] = lambda _, visit: opened.append(visit) or NotePage("")
    qtbot.keyClick(window, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    window.back()
    window.sidebar.new_contact.click()
    assert [visit.kind for visit in opened] == ["capture", "capture"]


def test_a_report_that_was_fixed_and_a_purge_go_to_the_managers_file(window, monkeypatch):
    """Decision 0029; what else changes does not write that file."""
    carried = []
    monkeypatch.setattr(MainWindow, "carry_oversight", lambda _: carried.append(True))
    for tables in ({"publication"}, {"purge_ledger", "person"}, {"person", "task"}):
        window.desk.changed.emit(frozenset(tables))
    assert len(carried) == 2
