"""Trappan on the case page and the child's own file: what each card offers, and the way back."""

from base64 import b64decode
from dataclasses import replace
from datetime import date, time

import pytest
from PySide6.QtWidgets import QApplication, QMenu

from kvinnobyran.domain.child_file import ChildNote
from kvinnobyran.domain.concern import ConcernCheck
from kvinnobyran.domain.grounds import Verdict, Way
from kvinnobyran.domain.ids import new_id
from kvinnobyran.domain.note import NoteState
from kvinnobyran.domain.session import Presence, SessionAttendance
from kvinnobyran.domain.trappan import Outcome, PauseCause, ProgrammeState
from kvinnobyran.domain.trappan_session import TrappanSession
from kvinnobyran.flows import child_notes, trappan, trappan_pause
from kvinnobyran.flows.drafts import drafts_of
from kvinnobyran.flows.plain_files import Brought
from kvinnobyran.store import trappan as stored
from kvinnobyran.ui.case import parts
from kvinnobyran.ui.case.page import CasePage
from kvinnobyran.ui.case.trappan import notes as sheets
from kvinnobyran.ui.case.trappan.card import ChildCard
from kvinnobyran.ui.case.trappan.ground import ground_words
from kvinnobyran.ui.case.trappan.part import TRAPPAN
from kvinnobyran.ui.child_file.page import ChildFilePage
from kvinnobyran.ui.kit import style
from kvinnobyran.ui.kit.style import Theme
from kvinnobyran.ui.today.lines import _DRAFTS
from tests.flows.conftest import Office
from tests.flows.trappan_kit import (
    Family,
    a_child,
    a_family,
    held,
    in_custody,
    now,
    offered,
    planned,
    running,
)
from tests.ui.kit.walk import nameless

S = ProgrammeState
PNG = b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJg"
    "gg=="
)
"""One point."""


@pytest.fixture
def office(rig):
    return Office(rig.database, "Greta", rig.clock.now)


@pytest.fixture
def family(office):
    return a_family(office, "2020-02-02")


def opened(qtbot, rig, case_id):
    page = CasePage(rig.desk, rig.went, case_id)
    qtbot.addWidget(page)
    page.resize(1130, 900)
    page.show()
    rig.desk.changed.connect(lambda tables: page.refresh() if tables & page.tables else None)
    page.refresh()
    page.show_tab("children")
    return page


def card(page):
    """Return the card of the child that the tab is about."""
    QApplication.processEvents()
    return next(each for each in page.findChildren(ChildCard) if each.isVisible())


def enter(page, **values):
    """Fill in the sheet that is open and save it; return the fields that it says something of."""
    form = page._sheet.form
    for name, value in values.items():
        form.editor(name).set_value(value)
        form.editor(name).edited.emit()
    page._sheet.save()
    if page._sheet is None:
        return []
    return [line.fault.field for box in form._boxes.values() for line in box.lines]


def offers(page):
    return [text for text, _ in card(page).does()]


def take(page, text):
    """Choose what the card's menu offers."""
    dict(card(page).does())[text]()


def test_every_sheet_of_the_part_has_its_words_on_idag():
    assert set(TRAPPAN.sheets) <= set(_DRAFTS)


def test_the_menu_offers_what_the_state_allows_and_the_sheets_do_it(qtbot, rig, office, family):
    programme = running(office, family)
    page = opened(qtbot, rig, family.case.id)
    assert offers(page) == [
        "Nytt samtal", "Gå vidare till Rekonstruktion", "Pausa Trappan", "Ändra planen",
        "Avbryt Trappan", "Vad får berättas?", "Återkoppling till förälder",
    ]  # fmt: skip
    take(page, "Gå vidare till Rekonstruktion")
    assert enter(page) == []
    assert now(office, programme).state is S.RECONSTRUCTION
    take(page, "Ett steg tillbaka")
    assert enter(page) == ["step"], "back is possible with a reason only (T4)"
    page._sheet.throw_away()
    take(page, "Pausa Trappan")
    assert enter(page, pause_cause=PauseCause.UNSAFE, pause_reason="Ny händelse") == []
    assert card(page).act.text() == "Återuppta Trappan"
    assert "Återuppta Trappan" in offers(page)
    take(page, "Återuppta Trappan")
    assert enter(page) == []
    take(page, "Ändra planen")
    assert enter(page, planned_sessions=6) == []
    assert now(office, programme).planned_sessions == 6
    take(page, "Gå vidare till Kunskap")
    assert enter(page) == []
    take(page, "Avsluta Trappan")
    assert enter(page) == ["outcome"]
    assert enter(page, outcome=Outcome.SATISFIED) == []
    assert "Avslutad" in card(page).standing.text()
    card(page).act.click()
    assert enter(page, may_share="Att det är skönt att rita") == []
    card(page).act.click()
    assert enter(page) == []
    told = now(office, programme)
    assert (told.feedback_to_id, told.may_share) == (family.mother, "Att det är skönt att rita")
    assert not card(page).act.isVisible()
    assert "Erbjud Trappan igen" in offers(page)


def test_the_card_tells_of_talks_and_opens_what_its_rows_are_about(qtbot, rig, office, family):
    olle = a_child(office, family.case, "2020-02-02", "Olle")
    in_custody(office, family.case, olle, family.father)
    programme = running(office, family)
    other = running(office, Family(family.case, olle, family.father))
    held(office, planned(office, [programme, other], rig.desk.today))
    for day in (5, 6, 7, 8):
        planned(office, [programme], date(2027, 3, day), at=time(13))
    page = opened(qtbot, rig, family.case.id)
    page.show_tab("children", programme.id)
    shown = card(page)
    assert shown.child.id == family.child.id
    rows = [row.line.text for row in shown.rows]
    assert rows[:2] == [
        "Samtal med föräldern före",
        "Trygghetskontroll: våldet har upphört och barnet är skyddat",
    ]
    assert rows[-1] == "Visa alla 5 samtal"
    shown.opened.emit(shown.rows[-1].line.key)
    assert len(shown.rows) == 7
    assert "tillsammans med syskon" in shown.rows[-1].line.detail
    for row, kind in ((0, "trappan_parent_talk"), (1, "trappan_safety"), (2, "trappan_session")):
        shown.opened.emit(shown.rows[row].line.key)
        assert page._sheet.kind == kind
        page._sheet.throw_away()
        shown = card(page)
    assert nameless(page) == []


def test_a_talk_of_two_is_answered_for_each(qtbot, rig, office, family):
    olle = a_child(office, family.case, "2020-02-02", "Olle")
    in_custody(office, family.case, olle, family.father)
    both = [running(office, family), running(office, Family(family.case, olle, family.father))]
    talk = planned(office, both, rig.desk.today)
    page = opened(qtbot, rig, family.case.id)
    page.open_record(talk.id)
    fields = {each.id: f"concern_check_{each.id}" for each in both}
    absent, there = both
    assert set(enter(page, attendance=SessionAttendance.HELD)) == set(fields.values())
    assert enter(
        page,
        **{f"presence_{absent.id}": Presence.ABSENT, fields[there.id]: ConcernCheck.NOT_ASSESSED},
    ) == [f"concern_reason_{there.id}"]
    assert enter(page, **{f"concern_reason_{there.id}": "Barnet somnade"}) == []
    places = {each.programme_id: each for each in stored.children_at(rig.database, talk.id)}
    assert places[absent.id].presence is Presence.ABSENT
    assert places[there.id].concern_reason == "Barnet somnade"


def test_a_series_is_planned_from_the_sheet(qtbot, rig, office, family):
    programme = running(office, family)
    page = opened(qtbot, rig, family.case.id)
    take(page, "Nytt samtal")
    day = date(2027, 2, 16)
    planned_ = SessionAttendance.PLANNED
    assert enter(page, attendance=planned_, held_on=day, count=3, weeks=2) == []
    assert len(stored.expected_at(rig.database, programme.id)) == 3


def test_drafts_of_a_child_come_back_to_the_child(qtbot, rig, office, family):
    page = opened(qtbot, rig, family.case.id)
    card(page).act.click()
    page._sheet.form.editor("counsellor").set_value("Vera")
    page._sheet.form.editor("counsellor").edited.emit()
    page._sheet.put_aside()
    (draft,) = drafts_of(rig.database, "Greta")
    page.open_record(draft.record)
    assert page._sheet.form.values()["counsellor"] == "Vera"
    assert enter(page) == []
    programme = stored.programmes_of(rig.database, family.child.id)[0]
    assert programme.counsellor == "Vera"
    for kind in ("trappan_session", sheets.CHILD_NOTE, sheets.DRAWING):
        page.room.drafts = {"x" * 32: replace(draft, record="x" * 32, kind=kind)}
        sheet = parts.SHEETS[kind](page.room, "x" * 32)
        assert sheet is not None, kind
        sheet.deleteLater()
    page.room.drafts = {}
    assert parts.SHEETS[sheets.CHILD_NOTE](page.room, new_id()) is None


def test_a_case_without_children_says_what_to_do(qtbot, rig, office):
    page = opened(qtbot, rig, office.case().id)
    QApplication.processEvents()
    assert any(
        "Inget barn är antecknat." in words.text()
        for words in page.findChildren(type(page.heading.lead))
        if words.isVisible()
    )


def written(office, family, text, **change):
    note = ChildNote(
        id=new_id(),
        case_id=family.case.id,
        child_id=family.child.id,
        written_on=office.work.today,
        text=text,
    )
    return child_notes.save_child_note(office.work, replace(note, **change))


def test_the_childs_own_file_is_read_corrected_and_locked_and_come_back_to(
    qapp, qtbot, rig, office, family
):
    running(office, family)
    page = ChildFilePage(rig.desk, rig.went, family.child.id)
    qtbot.addWidget(page)
    page.show()
    rig.desk.changed.connect(lambda tables: page.refresh() if tables & page.tables else None)
    page.refresh()
    assert page._layers.currentWidget() is page._empty
    page.new_note()
    offered = page._sheet.form.editor("text").offer_blocks()
    assert offered, "the unit's text blocks are there too (Ctrl+T)"
    assert enter(page, text="Ritade en drake") == []
    (note,) = stored.notes_of(rig.database, family.child.id)
    assert note.state is NoteState.SIGNED
    page.leaves.choose(page._file.notes[0])
    assert [text for text, _ in page.does(note)] == ["Rätta"]
    page._act()
    assert enter(page, text="Ritade en snäll drake") == ["correction_reason"]
    assert enter(page, correction_reason="Fel djur") == []
    assert page.does(note) == [], "what is corrected is not corrected again"
    draft, _ = child_notes.keep_drawing(
        office.work,
        ChildNote(
            id=new_id(), case_id=family.case.id, child_id=family.child.id,
            written_on=office.work.today, text="Huset",
        ),
        Brought("x.png", PNG),
    )  # fmt: skip
    page.refresh()
    found = next(each for each in page._file.notes if each.id == draft.id)
    assert page._file.notes[0] == found, "what is not signed stands first"
    page.leaves.choose(found)
    assert [text for text, _ in page.does(found)] == [
        "Fortsätt skriva", "Visa teckningen", "Ta bort utkastet",
    ]  # fmt: skip
    menu = QMenu()
    page._fill_menu(found, menu)
    assert len(menu.actions()) == 3
    page.look_at_drawing(found)
    assert page._layers.currentWidget() is page._looking
    page._leave_drawing()
    page._act()
    state = page.state()
    again = ChildFilePage(rig.desk, rig.went, family.child.id)
    qtbot.addWidget(again)
    again.restore(state)
    again.refresh()
    assert again._sheet.record == found.id
    again._sheet.throw_away()
    for kind in (sheets.DRAWING, "child_showing", sheets.CORRECTION):
        again.restore({"sheet": {"kind": kind, "record": note.id}})
        assert again._sheet.kind == kind
    page._sheet.throw_away()
    page._remove(found)
    assert len(stored.notes_of(rig.database, family.child.id)) == 2
    assert nameless(page) == []
    page._to_case()
    assert rig.went.way[-1] == ("case", family.case.id)
    style.apply(qapp, Theme.LIGHT, 100)


def test_a_child_without_a_file_has_none(qtbot, rig, office, family):
    page = ChildFilePage(rig.desk, rig.went, family.child.id)
    qtbot.addWidget(page)
    page.refresh()
    assert page.heading.title.text() == "Det finns ingen akt för barnet"
    assert stored.case_of(rig.database, family.child.id) is None


def test_T6_nothing_more_goes_to_a_parent_from_the_eighteenth_birthday(qtbot, rig, office):
    family = a_family(office, "2009-02-20")
    programme = running(office, family)
    trappan.let_share(office.work, programme, "Att hen mår bättre", asked_on=office.work.today)
    rig.clock.on(days=12)
    page = opened(qtbot, rig, family.case.id)
    page.open_sheet("trappan_feedback", programme.id)
    assert "guardian" in enter(page)
    page._sheet.throw_away()
    trappan_pause.pause_trappan(
        Office(rig.database, "Greta", rig.clock.now).work, programme, cause=PauseCause.OTHER
    )
    page.refresh()
    QApplication.processEvents()
    assert "18" in card(page).child.name


def test_the_timeline_tells_of_trappan_and_opens_it(qtbot, rig, office, family):
    programme = running(office, family)
    talk = held(office, planned(office, [programme], rig.desk.today))
    bo = a_child(office, family.case, "2018-01-01", "Bo")
    offered(office, family.case, bo)
    trappan.break_off_trappan(office.work, programme, rig.desk.today, "Flyttade")
    note = written(office, family, "Hemligt")
    page = opened(qtbot, rig, family.case.id)
    lines = [(each.what, each.state) for each in parts.moments(page.room.dossier)]
    for line in (
        ("Trappan", "Erbjuden"),
        ("Trappan", "Började"),
        ("Trappan", "Avbruten"),
        ("Trappansamtal", "Genomfört"),
    ):
        assert line in lines
    page.open_record(talk.id)
    assert isinstance(page.room.dossier.get(page._sheet.record), TrappanSession)
    page._sheet.throw_away()
    page.open_record(programme.id)
    assert page.tab == "children"
    page.open_record(note.id)
    assert page._sheet.kind == sheets.CHILD_NOTE
    page._sheet.throw_away()
    child_notes.sign_child_note(office.work, note)
    page.refresh()
    page.open_record(note.id)
    assert rig.went.way[-1] == ("child_file", family.child.id)
    assert "Hemligt" not in str(lines)


def test_a_ground_is_told_with_whom_to_ask_and_whom_never():
    answer = Verdict(
        ground=None,
        sentence="Alla vårdnadshavare har inte svarat.",
        source="FB 6 kap. 13 §",
        verified=True,
        ask=(("m", Way.DIRECTLY),),
        never=frozenset({"f"}),
    )
    words = " ".join(ground_words(answer, {"m": "Kvinnan i ärendet", "f": "Barnens pappa"}))
    assert "Kvinnan i ärendet" in words
    assert "Får aldrig kontaktas: Barnens pappa." in words
