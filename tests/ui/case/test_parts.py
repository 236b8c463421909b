"""The registries of the case page: no part is in another's way, and all of it is told."""

import datetime as dt
from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from kvinnobyran.domain.case import CaseState, CloseReason
from kvinnobyran.domain.ids import new_id
from kvinnobyran.domain.next_step import Step
from kvinnobyran.domain.note import JournalNote, NoteState
from kvinnobyran.domain.person import ContactSafety, ContactWay
from kvinnobyran.flows import cases, people
from kvinnobyran.ui.case import parts
from kvinnobyran.ui.case.notes.part import NoteList
from kvinnobyran.ui.case.tabs import TABS
from kvinnobyran.ui.case.timeline import Timeline
from kvinnobyran.ui.kit import style
from kvinnobyran.ui.kit.style import Theme
from tests.ui.case.test_case_page import button

MANY = 400


def written(rig, case, count):
    """Put signed notes into the register, one a day."""
    notes = [
        JournalNote(
            id=new_id(),
            case_id=case.id,
            written_on=rig.desk.today - dt.timedelta(days=day),
            text=f"Påhittad anteckning {day}",
            state=NoteState.SIGNED,
            signed_by="Greta",
            signed_at=rig.desk.now,
        )
        for day in range(count)
    ]
    with rig.database.transaction(user="Greta", name="Fyll", now=rig.desk.now) as step:
        for note in notes:
            step.insert(note)
    return notes


def test_no_part_takes_what_is_anothers():
    for of in ("sheets", "opens", "steps"):
        said = [each for part in parts.PARTS for each in getattr(part, of)]
        assert len(said) == len(set(said)), of
    keys = [part.key for part in parts.PARTS]
    assert len(keys) == len(set(keys))


def test_every_step_can_be_taken_and_every_record_opened():
    assert set(parts.STEPS) == set(Step)
    shown = {tab.key for tab in TABS}
    assert {key for part in parts.PARTS for key in part.cards} <= shown


def test_every_tab_without_a_part_says_what_comes():
    filled = {key for part in parts.PARTS for key in part.cards}
    assert all(tab.hint for tab in TABS if tab.key not in filled)


def test_the_timeline_shows_everything_or_one_kind(page, rig, case):
    written(rig, case, MANY)
    page.refresh()
    page.show_tab("timeline")
    shown = page.findChild(Timeline)
    everything = parts.moments(page.room.dossier)
    assert list(shown.table.model.rows) == everything
    assert len(everything) > MANY
    assert [each.day for each in everything] == sorted(
        (each.day for each in everything), reverse=True
    )
    shown.kinds.set_value("Anteckning")
    shown.kinds.edited.emit()
    assert {row.kind for row in shown.table.model.rows} == {"Anteckning"}
    people.save_contact_way(
        rig.work, ContactWay(id=new_id(), person_id=case.person_id, value="070")
    )
    assert page.findChild(Timeline).kinds.value() == "Anteckning"


def test_a_signed_note_is_found_in_the_list(page, rig, case):
    notes = written(rig, case, 60)
    page.refresh()
    page.show_tab("timeline")
    page.open_record(notes[40].id)
    assert page.tab == "notes"
    assert page.findChild(NoteList).leaves.current() == notes[40]
    assert button(page, "Rätta")


def test_her_details_are_hidden_after_a_minute_and_with_the_page(page):
    assert page.details._timer.interval() in {0, 60_000}
    QTest.keyClick(button(page, "Visa uppgifter"), Qt.Key.Key_Space)
    assert "Påhittade Snö" in page.details.words.text()
    assert page.details._timer.remainingTime() > 59_000
    page.details._timer.timeout.emit()
    assert page.details.words.text() == ""
    QTest.keyClick(button(page, "Visa uppgifter"), Qt.Key.Key_Space)
    page.hide()
    assert page.details.words.text() == ""


def test_s2_the_header_says_the_hardest_first(page, rig, case):
    forbidden = ContactWay(
        id=new_id(), person_id=case.person_id, value="070", safety=ContactSafety.FORBIDDEN
    )
    people.save_contact_way(rig.work, forbidden)
    page.refresh()
    QApplication.processEvents()
    assert page.safety.text().startswith("En av kontaktvägarna får inte användas")
    assert page.safety.property("kind") == "danger"
    assert page.room.dossier.case.regime.label in page.heading.lead.text()


def test_the_buttons_of_a_sheet_stay_in_sight_with_large_letters(qapp, page):
    style.apply(qapp, Theme.LIGHT, 200)
    page.open_sheet("journal_note")
    QApplication.processEvents()
    # What the window of 1366x768 has left for a page.
    assert page.layout().totalHeightForWidth(1030) <= 678
    assert "Ny anteckning" not in page.heading.lead.text()
    page._sheet.put_aside()
    style.apply(qapp, Theme.LIGHT, 100)


def test_s2_the_header_says_that_it_is_long_since_she_was_asked(page, rig, case):
    way = ContactWay(
        id=new_id(),
        person_id=case.person_id,
        value="070",
        safety=ContactSafety.SAFE,
        confirmed_on=rig.desk.today,
    )
    for other in page.room.dossier.of(ContactWay):
        people.remove_contact_way(rig.work, other)
    people.save_contact_way(rig.work, way)
    page.refresh()
    assert not page.safety.isVisible()
    rig.clock.on(days=90)
    page.refresh()
    assert not page.safety.isVisible()
    rig.clock.on(days=1)
    page.refresh()
    assert "mer än 90 dagar sedan" in page.safety.text()
    assert page.safety.property("kind") == "warn"


def test_the_timeline_tells_of_every_pause(page, rig, case):
    going_on = replace(case, state=CaseState.ONGOING)
    with rig.database.transaction(user="Greta", name="Fyll", now=rig.desk.now) as step:
        step.update(going_on)
    rig.clock.on(days=1)
    rested = cases.pause_case(rig.work, going_on, rig.desk.today + dt.timedelta(days=2))
    rig.clock.on(days=2)
    resumed = cases.resume_case(rig.work, rested)
    rig.clock.on(days=2)
    again = cases.pause_case(rig.work, resumed, rig.desk.today + dt.timedelta(days=5))
    rig.clock.on(days=1)
    cases.close_case(rig.work, again, closed_on=rig.desk.today, reason=CloseReason.MOVED)
    page.refresh()
    told = [each for each in parts.moments(page.room.dossier) if each.kind == "Ärende"]
    assert [(each.day.day, each.what, each.state) for each in told] == [
        (15, "Ärendet avslutades", "Flyttat"),
        (14, "Ärendet fick vila", "Till 2027-02-19"),
        (12, "Ärendet togs upp igen", ""),
        (10, "Ärendet fick vila", "Till 2027-02-12"),
        (9, "Ärendet öppnades", "Egen stödverksamhet (IOP)"),
    ]
    page.open_record(told[1].id)
    assert page.tab == "overview"
