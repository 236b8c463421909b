"""Scenario 25: two classes, and one pupil who stays behind and tells of violence at home.

The lessons are numbers. The concern is reported the same day with the least there is to say; in
no table does anything lead from it to a lesson, and the report tells of 2 classes and 51 pupils.
"""

from dataclasses import replace
from datetime import timedelta

from kvinnobyran.domain.concern import ConcernChild, ConcernReport, ReportState, ReportWay
from kvinnobyran.domain.ids import new_id
from kvinnobyran.domain.lesson import Lesson, LessonState, copied
from kvinnobyran.domain.task import Task
from kvinnobyran.flows import concerns, lessons
from kvinnobyran.statistics.counting import build_report
from kvinnobyran.statistics.period import Period
from kvinnobyran.statistics.tables import Audience
from tests.flows.conftest import Office, office

__all__ = ["office"]
H1 = Period.parse("2027-H1")


def at(report, table, **places):
    made = report.table(table)
    whole = {each.id: places.get(each.id, "total") for each in made.dimensions}
    return made.cell(whole).value


def test_two_classes_and_a_pupil_who_tells(office: Office) -> None:
    today = office.work.today
    planned = Lesson(
        id=new_id(),
        school="Hittepågymnasiet",
        programme="Ekonomi",
        year=1,
        class_code="EK1a",
        held_on=today,
        topic="Våld i nära relationer",
    )
    second = replace(copied(planned, id_=new_id(), on=today), class_code="EK1b")
    for lesson, pupils in ((planned, 27), (second, 24)):
        lessons.save_lesson(office.work, lesson)
        held = replace(lesson, state=LessonState.HELD, pupils=pupils, sought_contact=0)
        lessons.save_lesson(office.work, held)
    before = {
        table: office.database.value(f"SELECT count(*) FROM {table}")
        for table in ("person", "support_case", "inquiry")
    }
    lessons_before = office.database.all(Lesson, "SELECT * FROM lesson ORDER BY id")

    report = ConcernReport(id=new_id(), arose_on=today)
    child = ConcernChild(id=new_id(), report_id=report.id, label="en elev på gymnasiet")
    concerns.save_concern_report(office.work, report, [child])
    sent = replace(
        report,
        state=ReportState.REPORTED,
        reported_on=today,
        reported_to="Socialtjänsten i Hittepå",
        way=ReportWay.PHONE,
        what_was_said="Eleven berättade om våld hemma.",
    )
    concerns.save_concern_report(office.work, sent)

    # Nobody became a person, nothing was written into the lessons, and no column joins the two.
    for table, count in before.items():
        assert office.database.value(f"SELECT count(*) FROM {table}") == count
    assert office.database.all(Lesson, "SELECT * FROM lesson ORDER BY id") == lessons_before
    told = {
        row[0]
        for row in office.database.wire.rows(
            "SELECT m.name FROM sqlite_master AS m JOIN pragma_foreign_key_list(m.name) AS f"
            " WHERE m.type = 'table' AND f.\"table\" = 'lesson'"
        )
    }
    assert told == {"lesson_tally"}
    ids = {lesson.id for lesson in lessons_before}
    stored = office.database.one(ConcernReport, "SELECT * FROM concern_report")
    assert stored is not None
    assert not ids & {stored.id, stored.case_id}
    (feedback,) = [
        task
        for task in office.database.all(Task, "SELECT * FROM task ORDER BY id")
        if task.done_on is None
    ]
    assert (feedback.case_id, feedback.due_on) == (None, today + timedelta(days=14))

    inside = build_report(office.database, H1, audience=Audience.INTERNAL, made_on=today)
    assert at(inside, "concern_reports") == 1
    assert at(inside, "women") == 0
    outside = build_report(office.database, H1, audience=Audience.EXTERNAL, made_on=today)
    for made in (inside, outside):
        assert at(made, "lesson_classes") == 2
        assert at(made, "lesson_pupils") == 51
    assert "lesson_contacts" in {each.id for each in inside.tables}
    assert "lesson_contacts" not in {each.id for each in outside.tables}
