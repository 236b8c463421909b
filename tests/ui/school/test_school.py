"""The place Skola by keyboard: lessons, events, volunteers, supervision, and a pupil's concern."""

import datetime as dt
from types import SimpleNamespace

import pytest
from PySide6.QtCore import Qt

from kvinnobyran.domain.concern import ReportState
from kvinnobyran.domain.lesson import LessonState
from kvinnobyran.domain.outreach import OutreachKind, OutreachState
from kvinnobyran.domain.supervision import SupervisionState
from kvinnobyran.domain.volunteer import HelpKind
from kvinnobyran.flows import volunteers
from kvinnobyran.store.school import hour_values, value_source
from kvinnobyran.store.today import due, needs_attention
from kvinnobyran.store.undo import undo
from kvinnobyran.ui.settings.volunteers import VolunteerSection
from kvinnobyran.ui.today.page import TodayPage
from tests.ui.rig import focused, key, keys

DAY = dt.date(2027, 3, 1)
CTRL = Qt.KeyboardModifier.ControlModifier


def fill(page, **values):
    """Fill in fields of the open sheet, as a person does."""
    for name, value in values.items():
        editor = page._sheet.form.editor(name)
        editor.set_value(value)
        editor.on_edited().emit()


def save(page, **values):
    fill(page, **values)
    sheet = page._sheet
    sheet.save()
    boxes = sheet.form._boxes.values() if page._sheet is sheet else ()
    assert page._sheet is not sheet, [line.fault.sentence for box in boxes for line in box.lines]


def test_a_lesson_is_written_by_keyboard_alone(rig, page):
    assert focused() is page.new
    key(Qt.Key.Key_Space)
    field = page._sheet.form.editor("school")
    while focused() is not field:
        key(Qt.Key.Key_Tab)
    keys("Hittepa")
    key(Qt.Key.Key_Return, CTRL)
    assert page._sheet is None
    (lesson,) = page.room.view.lessons
    assert (lesson.school, lesson.state) == ("Hittepa", LessonState.BOOKED)
    assert focused() is page.lessons.table.view
    key(Qt.Key.Key_Return)
    assert page._sheet.record == lesson.id
    key(Qt.Key.Key_Escape)
    assert page._sheet is None
    assert rig.went.toasts == [("Lektionen är sparad", True)]


def test_lessons_copied_counted_and_a_pupil_who_tells(rig, page):
    """Scenario 25 on the screen: two classes, 27 and 24 pupils, and a concern."""
    page.new_lesson()
    save(
        page, school="Påhittade gymnasiet", year=1, class_code="SA1a", topic="Normer",
        state=LessonState.HELD, pupils=27,
    )  # fmt: skip
    page.lessons.copy.click()
    assert page._sheet.form.values()["topic"] == "Normer"
    assert page._sheet.form.values()["class_code"] == ""
    save(page, class_code="SA1b", state=LessonState.HELD, pupils=24)
    assert page.lessons.sum.text() == "2 lektioner, 2 klasser, 51 elever"
    page.lessons.worry.click()
    fields = page._sheet.form
    fields.editor("children")._add()
    fields.editor("children").rows[0].label.set_value("En elev i årskurs 1")
    save(
        page, state=ReportState.REPORTED, reported_to="Socialtjänsten i Hittepå",
        what_was_said="Eleven berättade om våld hemma.",
    )  # fmt: skip
    page.show_tab("concerns")
    assert not page.term.isVisible()
    (report,) = page.room.view.concerns
    assert (report.case_id, report.state) == (None, ReportState.REPORTED)
    assert page.concerns.table.model.rows == (report,)
    page.concerns.table.opened.emit(report)
    assert page._sheet.record == report.id
    page._sheet.put_aside()
    page.open_record(report.id)
    assert (page.tab, page._sheet.record) == ("concerns", report.id)


def test_questions_before_and_after_are_numbers(rig, page):
    page.new_lesson()
    save(page, school="Påhittade gymnasiet", state=LessonState.HELD, pupils=27)
    page.lessons.asked.click()
    fill(page, before_yes_1=8, before_all_1=27)
    page._sheet.save()
    assert page._sheet is not None  # a number without a question
    save(page, question_1="Vet du vart du ringer?", after_yes_1=25, after_all_1=26)
    (tally,) = page.room.view.tallies
    assert (tally.before_yes, tally.after_yes, tally.after_all) == (8, 25, 26)
    lesson = page.room.view.lessons[0]
    page.lessons.open(lesson)
    save(page, state=LessonState.EVALUATED, good=20, partly=7)
    page.lessons.away.click()
    assert page.room.view.lessons == ()
    undo(rig.database, user="Greta", now=rig.work.now)
    page.refresh()
    assert len(page.room.view.tallies) == 1


def test_meetings_and_supervision_per_term(rig, page):
    page.show_tab("outreach")
    page.new.click()
    save(
        page, kind=OutreachKind.STEERING, held_on=dt.date(2027, 4, 20),
        called_on=dt.date(2027, 3, 1),
    )  # fmt: skip
    page.new.click()
    save(
        page, kind=OutreachKind.BREAKFAST, held_on=dt.date(2026, 11, 5),
        state=OutreachState.HELD, participants=40,
    )  # fmt: skip
    assert [row.kind for row in page.outreach.table.model.rows] == [OutreachKind.STEERING]
    page.term.set_value("HT 2026")
    page.term.edited.emit()
    (seminar,) = page.outreach.table.model.rows
    page.outreach.table.opened.emit(seminar)
    assert page._sheet.form.values()["participants"] == 40
    page._sheet.put_aside()
    page.show_tab("supervision")
    assert page.new.text() == "Ny handledning"
    page.new.click()
    save(page, state=SupervisionState.HELD, minutes=90, staff=2)
    page.term.set_value(None)
    page.term.edited.emit()
    assert page.supervision.sum.text() == "1 tillfälle, 1 h 30 min"
    page.supervision.away.click()
    assert page.room.view.supervision == ()


def test_a_volunteers_days_hours_and_their_worth(rig, page):
    page.show_tab("volunteers")
    page.new.click()
    save(page, name="Vilgot", confidentiality_on=dt.date(2027, 3, 1))
    (vilgot,) = page.room.view.volunteers
    page.volunteers.add_hours.click()
    save(page, minutes=90, kind=HelpKind.DINNER)
    assert page.volunteers.sum.text().endswith("Vad en timme är värd anges i Inställningar.")
    volunteers.value_an_hour(rig.work, 200)
    page.refresh()
    said = page.volunteers.sum.text().replace("\N{NO-BREAK SPACE}", " ")
    assert said == "Egen insats VT 2027: 1 h 30 min, värd 300 kr."
    (hours,) = page.volunteers.hours.model.rows
    page.volunteers.hours.opened.emit(hours)
    save(page, minutes=60)
    page.volunteers.away.click()
    assert rig.went.toasts[-1][0] == "Det finns timmar. Skriv en sista dag i stället."
    page.volunteers.hours_away.click()
    page.volunteers.away.click()
    assert page.room.view.volunteers == ()
    assert vilgot.extract_on is None


@pytest.mark.parametrize(
    ("tab", "kind", "values"),
    [
        ("lessons", "lesson", {"school": "Halvskrivna skolan"}),
        ("outreach", "outreach", {"about": "Halvskrivet"}),
        ("volunteers", "volunteer", {"name": "Halv"}),
        ("supervision", "supervision", {"supervisor": "Halvskriven"}),
        ("concerns", "concern_report", {"motive": "Halvskrivet"}),
    ],
)
def test_what_is_half_written_comes_back(rig, page, tab, kind, values):
    page.show_tab(tab)
    page.new.click()
    record = page._sheet.record
    fill(page, **values)
    page._sheet.put_aside()
    page.show_tab("lessons")
    page.refresh()
    page.open_record(record)
    assert (page.tab, page._sheet.kind, page._sheet.record) == (tab, kind, record)
    name, value = next(iter(values.items()))
    assert page._sheet.form.values()[name] == value
    state = page.state()
    page._sheet.throw_away()
    page.restore(state)
    assert page.tab == tab


def test_r6_an_hours_worth_is_set_from_this_year_on(rig, qtbot):
    section = VolunteerSection(SimpleNamespace(desk=rig.desk))
    qtbot.addWidget(section)
    section.refresh()
    assert section.value.value() is None
    for year in (2027, 2028):
        section.value.set_value(year - 1850)
        section.value.editingFinished.emit()
        assert hour_values(rig.database)[year] == year - 1850
        rig.clock.on(days=365)
    section.refresh()
    assert hour_values(rig.database) == {2027: 177, 2028: 178}
    assert section.value.value() == 178
    for said in ("styrgruppens beslut", " styrgruppens beslut "):
        section.source.set_value(said)
        section.source.editingFinished.emit()
        assert value_source(rig.database) == "styrgruppens beslut"
    section.refresh()
    assert section.source.value() == "styrgruppens beslut"


def test_idag_leads_here(rig, page, qtbot):
    """Today's lesson, a task of it, a concern without a case and a half written meeting."""
    page.new_lesson()
    save(page, school="Påhittade gymnasiet")
    (lesson,) = page.room.view.lessons
    page.lessons.open(lesson)
    save(page, state=LessonState.HELD, pupils=9, follow_up_on=dt.date(2027, 3, 1))
    page.lessons.worry.click()
    save(page)
    (report,) = page.room.view.concerns
    page.show_tab("outreach")
    page.new.click()
    fill(page, about="Halvskrivet")
    draft = page._sheet.record
    page._sheet.put_aside()
    today = TodayPage(rig.desk, rig.went)
    qtbot.addWidget(today)
    today.refresh()
    for row in (*due(rig.database, DAY, DAY), *needs_attention(rig.database, DAY)):
        today._open(row)
    today._open_draft(("outreach", draft))
    assert {where for where in rig.went.way if where[0] == "school_record"} == {
        ("school_record", record) for record in (lesson.id, report.id, draft)
    }
