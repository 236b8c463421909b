"""The timeline shown to her: alone in the window, and every lock works as everywhere (5.4)."""

import json

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QWidget

from kvinnobyran.domain.ids import new_id
from kvinnobyran.domain.inquiry import Channel, Inquiry, InquiryOutcome
from kvinnobyran.domain.person import Identity, Person
from kvinnobyran.domain.rough_time import RoughTime
from kvinnobyran.domain.timeline import EventKind, TimelineEvent
from kvinnobyran.flows.drafts import workplace_of
from kvinnobyran.flows.inquiries import open_case
from kvinnobyran.flows.timeline import save_event
from kvinnobyran.store.workplace import Workplace
from kvinnobyran.ui.guard.relaunch import Why
from kvinnobyran.ui.relation.presentation import Presentation
from tests.ui.rig import focused, key

CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def case(rig):
    person = Person(id=new_id(), identity=Identity.ALIAS, alias="Hittepåa")
    inquiry = Inquiry(
        id=new_id(),
        received_on=rig.desk.today,
        channel=Channel.PHONE,
        outcome=InquiryOutcome.ASSESSMENT_BOOKED,
    )
    case = open_case(rig.work, inquiry, person)[1]
    for at, (when, shown) in enumerate((("2012", True), ("2015", False), ("2019-vår", True))):
        event = TimelineEvent(
            id=new_id(),
            case_id=case.id,
            happened=RoughTime.from_stored(when),
            kind=EventKind.OTHER,
            text=f"Händelse {'abc'[at]}",
            shown_to_her=shown,
        )
        save_event(rig.work, event)
    return case


@pytest.fixture
def page(guarded, case):
    """The page, in the window."""
    guarded.window.open_timeline(case.id)
    page = guarded.window.visits.page
    yield page
    page.letting_out.background.stop()


def seen(window):
    """Return every text that is on the screen."""
    return [
        words
        for part in window.findChildren(QWidget)
        if isinstance(part, QLabel | QAbstractButton) and part.isVisible()
        for words in (part.text() if isinstance(part, QLabel) else part.accessibleName(),)
        if words.strip()
    ]


def test_nothing_but_the_timeline_is_seen(guarded, page, case):
    window = guarded.window
    assert case.code in " ".join(seen(window))
    page.present()
    assert isinstance(page.presentation, Presentation)
    assert page.presentation.geometry() == window.rect()
    texts = seen(window)
    assert texts == [
        "2012, Annat. Händelse a",
        "våren 2019, Annat. Händelse c",
        "Pilarna går mellan händelserna. Esc avslutar.",
    ]
    for part in (window.menuBar(), window.statusBar(), window.sidebar, window.centralWidget()):
        assert not part.isVisible()
    window.toast("Något i registret", undo=True)
    window.say_bug("X1")
    assert seen(window) == texts
    assert window.windowTitle() == "Kvinnobyrån"


def test_keys_lead_between_events_and_nowhere_else(guarded, page):
    window = guarded.window
    page.present()
    assert focused().event_.text == "Händelse a"
    key(Qt.Key.Key_Right)
    assert focused().event_.text == "Händelse c"
    for letter in (Qt.Key.Key_1, Qt.Key.Key_N, Qt.Key.Key_Z, Qt.Key.Key_K, Qt.Key.Key_P):
        key(letter, CONTROL)
    key(Qt.Key.Key_Delete)
    key(Qt.Key.Key_Return)
    for _ in range(5):
        key(Qt.Key.Key_Tab)
    assert window.visits.page is page
    assert page.presentation.isAncestorOf(QApplication.focusWidget())
    assert len(page.events) == 3
    assert page._sheet is None


def test_esc_leads_back_to_the_event_that_was_looked_at_last(guarded, page):
    window = guarded.window
    page.view.drawing.cards[0].setFocus()
    page.present()
    key(Qt.Key.Key_End)
    key(Qt.Key.Key_Escape)
    assert page.presentation is None
    for part in (window.menuBar(), window.statusBar(), window.sidebar, page.line):
        assert part.isVisible()
    assert focused().event_.text == "Händelse c"
    page.present()
    assert focused().event_.text == "Händelse c"
    page.stop_presenting()


def test_it_is_as_large_as_the_window_also_when_that_changes(guarded, page):
    page.present()
    guarded.window.resize(1000, 600)
    QApplication.processEvents()
    assert page.presentation.geometry() == guarded.window.rect()
    page.stop_presenting()


def test_the_panic_key_covers_it_at_once(guarded, page):
    page.present()
    key(Qt.Key.Key_Space, CONTROL | SHIFT)
    neutral = guarded.neutral_screen
    assert neutral is not None
    assert neutral.geometry() == guarded.window.rect()
    corner = guarded.window.childAt(guarded.window.rect().center())
    assert corner is neutral or neutral.isAncestorOf(corner)
    QApplication.processEvents()


def test_locking_works_and_the_way_back_leads_into_it(guarded, page, rig, case):
    page.present()
    places = []
    close = rig.database.close
    rig.database.close = lambda: (places.append(workplace_of(rig.database, rig.desk.user)), close())
    key(Qt.Key.Key_L, CONTROL)
    assert guarded.begun[0].why is Why.COMMAND
    (place,) = places
    assert (place.page, place.record) == ("timeline", case.id)
    assert json.loads(place.window)["state"]["presenting"]


def test_coming_back_after_a_lock_shows_nothing_else_first(guarded, case):
    window = guarded.window
    state = {"tab": "", "state": {"event": "", "zoom": None, "presenting": True, "sheet": {}}}
    window.come_back(
        Workplace(page="timeline", record=case.id, window=json.dumps(state, ensure_ascii=False))
    )
    page = window.visits.page
    assert page.presentation is not None
    assert not window.sidebar.isVisible()
    page.stop_presenting()
    page.letting_out.background.stop()


def test_the_idle_clock_counts_and_is_said_in_neutral_words(guarded, page, steady):
    page.present()
    guarded.idle.touch()
    steady.now += guarded.idle.limits.program - 30
    guarded.idle.tick()
    assert "låses strax" in page.presentation.hint.text()
    guarded.idle.touch()
    guarded.idle.tick()
    assert "Esc avslutar" in page.presentation.hint.text()
    steady.now += guarded.idle.limits.program + 1
    guarded.idle.tick()
    assert [note.why for note in guarded.begun] == [Why.IDLE]


def test_an_empty_one_says_so(guarded, page, rig):
    for event in page.events:
        if event.shown_to_her:
            from dataclasses import replace

            save_event(rig.work, replace(event, shown_to_her=False))
    page.refresh()
    page.present()
    assert "Inget att visa än." in seen(guarded.window)
    assert focused() is page.presentation
    key(Qt.Key.Key_Escape)
    assert page.presentation is None
