"""The small parts: buttons, notices, toasts, cards, pages, columns, bars."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QWidget

from kvinnobyran.ui.kit import toast
from kvinnobyran.ui.kit.bars import Bar, Bars
from kvinnobyran.ui.kit.buttons import BusyButton, Button, IconButton, Kind
from kvinnobyran.ui.kit.card import Card, Line
from kvinnobyran.ui.kit.columns import Columns, Piles
from kvinnobyran.ui.kit.empty import Empty
from kvinnobyran.ui.kit.icons import Icon
from kvinnobyran.ui.kit.label import Label, Voice
from kvinnobyran.ui.kit.notice import Notice, Tone
from kvinnobyran.ui.kit.page import Page
from kvinnobyran.ui.kit.tabs import Tabs
from kvinnobyran.ui.kit.toast import Toast

from .walk import activate, name, nameless


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Space, Qt.Key.Key_Enter])
def test_a_button_is_pressed_by_enter_and_space(key: Qt.Key):
    pressed: list[str] = []
    button = Button("Spara", then=lambda: pressed.append("x"))
    button.show()
    QTest.keyClick(button, key)
    QTest.keyClick(button, key, Qt.KeyboardModifier.ControlModifier)
    assert pressed == ["x"] if key != Qt.Key.Key_Space else pressed[0] == "x"


def test_a_busy_button_takes_one_press_at_a_time():
    pressed: list[int] = []
    button = BusyButton("Spara", then=lambda: pressed.append(1))
    activate(button)
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    button._press()
    assert pressed == [1]
    assert button.is_busy
    assert button.text() == "Sparar …"
    button.done()
    assert (button.text(), button.isEnabled(), button.is_busy) == ("Spara", True, False)
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert pressed == [1, 1]


def test_an_icon_button_has_a_name_and_a_tip():
    pressed: list[int] = []
    button = IconButton(Icon.LOCK, "Lås", then=lambda: pressed.append(1))
    button.show()
    assert name(button) == "Lås"
    assert button.toolTip() == "Lås"
    assert min(button.sizeHint().width(), button.sizeHint().height()) >= 24
    button.click()
    assert pressed == [1]


@pytest.mark.parametrize("kind", list(Kind))
def test_the_ring_is_two_pixels_and_seen(kind: Kind):
    ground = QWidget()
    button = Button("Spara", kind, parent=ground)
    other = Button("Annat", parent=ground)
    other.move(0, 80)
    button.resize(button.sizeHint())
    ground.resize(300, 200)
    ground.show()
    activate(button)
    image = button.grab().toImage()
    row = [image.pixelColor(x, image.height() // 2).name().upper() for x in range(4)]
    assert row[:2] == ["#0B5FD0", "#0B5FD0"]
    assert row[2:] == ["#FFFFFF", "#FFFFFF"]
    other.setFocus()
    assert button.grab().toImage().pixelColor(0, image.height() // 2).name().upper() != "#0B5FD0"


def test_a_label_is_never_markup():
    label = Label("<b>fet</b> & <img src=x>")
    assert label.textFormat() is Qt.TextFormat.PlainText
    label.speak_as(Voice.DANGER)
    assert label.property("voice") == "danger"


@pytest.mark.parametrize("tone", list(Tone))
def test_a_notice_says_its_tone_in_words(tone: Tone):
    done: list[int] = []
    notice = Notice(
        "Disken är full.",
        tone,
        heading="Sparas inte",
        action=("Försök igen", lambda: done.append(1)),
    )
    notice.show()
    assert name(notice).endswith("Sparas inte. Disken är full")
    assert len(name(notice).split(". ")) == 3
    button = notice._button
    assert button is not None
    button.click()
    assert done == [1]
    assert nameless(notice) == []
    notice.say("Klart.", Tone.OK)
    assert notice.text() == "Klart."
    assert button.isHidden()
    notice._act()
    assert done == [1]


def test_a_notice_can_be_closed():
    notice = Notice("Hej", closable=True)
    notice.show()
    [cross] = notice.findChildren(IconButton)
    cross.click()
    assert notice.isHidden()


def test_a_toast_says_and_undoes():
    window = QWidget()
    window.resize(800, 600)
    window.show()
    undone: list[int] = []
    bread = Toast(window)
    assert bread.text() == ""
    bread.say("Placeringen är flyttad.", undo=lambda: undone.append(1))
    assert bread.text() == "Placeringen är flyttad."
    assert bread._timer.interval() == 10_000 == toast.SECONDS * 1000
    assert bread.geometry().bottomLeft().x() == 24
    assert window.rect().contains(bread.geometry())
    window.resize(900, 700)
    assert bread.geometry().bottom() == 700 - 48 - 24 - 1, "above a form's row of buttons"
    assert not bread._button.hasFocus(), "a toast never takes the focus"
    assert nameless(bread) == []
    bread._button.click()
    assert undone == [1]
    assert bread.isHidden()


def test_a_toast_goes_by_itself_unless_one_is_on_it(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(Toast, "underMouse", lambda _: False)
    window = QWidget()
    window.resize(800, 600)
    bread = Toast(window)
    activate(window)
    bread.say("Sparat.", undo=print)
    bread._button.setFocus()
    bread._timer.timeout.emit()
    assert bread.isVisible()
    window.setFocus()
    bread._button.clearFocus()
    bread._timer.timeout.emit()
    assert bread.isHidden()


def test_a_long_toast_is_folded_and_not_cut():
    window = QWidget()
    window.resize(500, 600)
    window.show()
    bread = Toast(window)
    bread.say("En mycket lång mening om något som just har hänt. " * 4, undo=print)
    assert window.rect().contains(bread.geometry())
    label = bread._text
    assert label.height() >= label.heightForWidth(label.width())
    bread.dismiss()


LINES = (
    Line(
        key=1,
        text="Ring upp",
        detail="Bara mobil",
        aside="kl. 9.30",
        icon=Icon.PHONE,
        done_text="Klart",
    ),
    Line(key=2, text="Boka"),
    Line(key=3, text="Skriv", done_text="Klart"),
)


def test_a_card_is_worked_by_keys(qtbot):
    card = Card("Att göra")
    card.show_lines(LINES)
    activate(card)
    rows = card.rows
    assert name(rows[0]) == "Ring upp, Bara mobil, kl. 9.30"
    rows[0].setFocus()
    with qtbot.waitSignal(card.opened, timeout=200) as opened:
        QTest.keyClick(rows[0], Qt.Key.Key_Return)
    assert opened.args == [1]
    with qtbot.waitSignal(card.done, timeout=200) as done:
        QTest.keyClick(rows[0], Qt.Key.Key_Space)
    assert done.args == [1]
    QTest.keyClick(rows[0], Qt.Key.Key_Down)
    assert rows[1].hasFocus()
    with qtbot.assertNotEmitted(card.done):
        QTest.keyClick(rows[1], Qt.Key.Key_Space)
    QTest.keyClick(rows[1], Qt.Key.Key_Up)
    QTest.keyClick(rows[0], Qt.Key.Key_Up)
    assert rows[0].hasFocus()
    with qtbot.waitSignal(card.opened, timeout=200):
        QTest.mouseClick(rows[1], Qt.MouseButton.LeftButton)
    assert nameless(card) == []


def test_the_focus_stays_where_it_was_in_a_card():
    card = Card("Att göra", empty="Inget.")
    card.show_lines(LINES)
    activate(card)
    card.rows[2].setFocus()
    card.show_lines(LINES[:2])
    assert card.rows[1].hasFocus()
    card.show_lines(())
    assert card._empty.isVisible()


def test_a_row_has_the_same_commands_in_its_menu(monkeypatch: pytest.MonkeyPatch, qtbot):
    monkeypatch.setattr(QMenu, "popup", lambda menu, place: None)
    card = Card("Att göra", menu=lambda key, menu: menu.addAction(f"Mer om {key}"))
    card.show_lines(LINES)
    card.show()
    event = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(), QPoint())
    card.rows[0].contextMenuEvent(event)
    [menu] = card.findChildren(QMenu)
    assert [action.text() for action in menu.actions()] == ["Öppna", "Klart", "Mer om 1"]
    with qtbot.waitSignal(card.done, timeout=200):
        menu.actions()[1].trigger()
    with qtbot.waitSignal(card.opened, timeout=200):
        menu.actions()[0].trigger()


def test_a_page_has_one_heading_and_room(dressed):
    page = Page("Idag", "Vecka 47")
    page.offer(Button("Ny kontakt", Kind.PRIMARY))
    page.body.addWidget(Label("Hej"))
    page.foot(Button("Spara"))
    page.resize(1366, 700)
    page.show()
    assert page.accessibleName() == "Idag"
    assert len(page.panes) == 1
    assert page._content.width() == 900
    notice = Notice("Sparat.", Tone.OK)
    page.tell(notice)
    assert notice.isVisible()
    assert page.notice is notice
    page.say("Imorgon")
    assert page.heading.title.text() == "Imorgon"
    assert not page.heading.lead.isVisible()
    page.reveal(notice)
    assert nameless(page) == []


def test_columns_flow():
    cards = [Card(str(number)) for number in range(3)]
    columns = Columns(cards, width=300)
    columns.resize(700, 400)
    columns.show()
    QApplication.processEvents()
    assert cards[0].y() == cards[1].y()
    columns.resize(400, 400)
    QApplication.processEvents()
    assert cards[0].x() == cards[1].x()
    assert columns.minimumSizeHint().width() < 400


def test_tabs_are_named():
    tabs = Tabs("Delar av ärendet")
    tabs.add("Översikt", Label("a"))
    tabs.add("R & D", Label("b"))
    tabs.show()
    assert nameless(tabs) == []
    assert tabs.bar.tabText(1) == "R && D"


def test_tabs_without_room_become_a_list_to_choose_from(qtbot):
    tabs = Tabs("Delar av ärendet")
    qtbot.addWidget(tabs)
    made: list[str] = []
    for title in ("Översikt", "Kontakter", "Bedömning", "Anteckningar"):
        tabs.add(title, lambda title=title: made.append(title) or Label(title))
    tabs.resize(900, 200)
    tabs.show()
    assert (tabs.front, made) == (tabs.bar, ["Översikt"])
    tabs.bar.setFocus()
    tabs.resize(160, 200)
    assert tabs.front is tabs.chooser
    assert not tabs.bar.isVisible()
    assert tabs.chooser.accessibleName() == "Delar av ärendet"
    QTest.keyClick(tabs.chooser, Qt.Key.Key_Down)
    assert (tabs.currentIndex(), made) == (1, ["Översikt", "Kontakter"])
    QTest.keyClick(tabs, Qt.Key.Key_Tab, Qt.KeyboardModifier.ControlModifier)
    assert (tabs.currentIndex(), tabs.chooser.currentIndex()) == (2, 2)
    tabs.resize(900, 200)
    assert tabs.front is tabs.bar


def test_piles_let_no_card_wait_for_a_higher_one(qtbot):
    cards = [Label("En"), Label("Två\n" * 20), Label("Tre"), Label("Fyra")]
    piles = Piles(cards)
    qtbot.addWidget(piles)
    piles.resize(1000, 500)
    piles.show()
    QApplication.processEvents()
    left = [card for card in cards if card.x() == cards[0].x()]
    assert left == [cards[0], cards[2], cards[3]]
    piles.resize(420, 900)
    QApplication.processEvents()
    assert {card.x() for card in cards} == {cards[0].x()}


def test_an_empty_place_says_what_to_do():
    empty = Empty("Inget inbokat", "Ctrl+N börjar.", button=Button("Ny kontakt"))
    empty.show()
    empty.say("Annat")
    assert not empty._text.isVisible()
    assert nameless(empty) == []


def test_bars_speak_and_a_withheld_bar_says_nothing_of_its_size(dressed):
    bars = Bars("Kanal")
    bars.show_bars([Bar(label="Telefon", value=40), Bar(label="Mejl", value=None)])
    bars.resize(500, bars.sizeHint().height())
    assert bars.accessibleDescription() == "Telefon: 40. Mejl: visas inte"
    first = bars.grab().toImage()
    bars.show_bars(
        [Bar(label="Telefon", value=4000), Bar(label="Mejl", value=None, text="visas inte")]
    )
    bars.show_bars(
        [Bar(label="Telefon", value=40), Bar(label="Mejl", value=None, text="visas inte")]
    )
    assert bars.grab().toImage() == first
    bars.show_bars([])
    bars.grab()
