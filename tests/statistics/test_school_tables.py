"""The figures of lessons, events, volunteers' hours and supervision, from a register."""

from dataclasses import replace
from datetime import date

from kvinnobyran.domain.ids import new_id
from kvinnobyran.domain.lesson import Lesson, LessonState
from kvinnobyran.domain.outreach import Outreach, OutreachKind, OutreachState
from kvinnobyran.domain.settings import VOLUNTEER_HOUR_SOURCE, VOLUNTEER_HOUR_VALUE
from kvinnobyran.domain.supervision import Supervision, SupervisionForm, SupervisionState
from kvinnobyran.domain.volunteer import HelpKind, HoursState, Volunteer, VolunteerHours
from kvinnobyran.flows.office import change_setting
from kvinnobyran.statistics.period import Period
from kvinnobyran.statistics.school_tables import tables
from tests.flows.conftest import Office, office

__all__ = ["office"]
DAY, LATER = date(2027, 2, 9), date(2027, 9, 1)


def lesson(**values):
    held = Lesson(
        id=new_id(),
        school="Påhittade gymnasiet",
        held_on=DAY,
        state=LessonState.HELD,
        year=1,
        class_code="SA1a",
        pupils=27,
        girls=14,
        boys=12,
    )
    return replace(held, **values)


def event(**values):
    made = Outreach(id=new_id(), kind=OutreachKind.BREAKFAST, held_on=DAY, state=OutreachState.HELD)
    return replace(made, **values)


def filled(office: Office) -> None:
    who = Volunteer(id=new_id(), name="Vilgot", since=DAY)
    hours = VolunteerHours(
        id=new_id(), volunteer_id=who.id, day=DAY, minutes=90, state=HoursState.GIVEN
    )
    talk = Supervision(id=new_id(), held_on=DAY, minutes=90, state=SupervisionState.HELD)
    with office.work.step("Prov") as tx:
        for record in (
            lesson(),
            lesson(
                id=new_id(), class_code="SA1b", pupils=24, girls=None, boys=None,
                state=LessonState.EVALUATED, good=20, none=1, sought_contact=1,
            ),
            lesson(id=new_id(), pupils=25, girls=25, boys=0),
            lesson(id=new_id(), state=LessonState.CANCELLED, pupils=None, girls=None, boys=None),
            lesson(id=new_id(), held_on=LATER, pupils=99),
            event(participants=40),
            event(kind=OutreachKind.STEERING, state=OutreachState.CANCELLED, participants=3),
            who,
            hours,
            replace(hours, id=new_id(), kind=HelpKind.DINNER, minutes=120),
            replace(hours, id=new_id(), state=HoursState.PLANNED, minutes=999),
            talk,
            replace(talk, id=new_id(), form=SupervisionForm.INDIVIDUAL, minutes=60),
            replace(talk, id=new_id(), state=SupervisionState.CANCELLED),
        ):  # fmt: skip
            tx.insert(record)


def test_the_figures_of_a_half_year(office):
    filled(office)
    change_setting(office.work, VOLUNTEER_HOUR_VALUE, "2026:100,2028:200")
    found = {each.id: each for each in tables(office.database, Period.parse("2027-H1"))}

    def at(table, **at):
        made = found[table]
        whole = {each.id: at.get(each.id, "total") for each in made.dimensions}
        return made.cell(whole).value

    assert at("lessons") == 4
    assert at("lessons", lesson_state="held") == 2
    assert at("lesson_classes") == 2
    assert at("lesson_pupils") == 27 + 24 + 25
    assert at("lesson_pupils", lesson_pupils="girls") == 39
    assert at("lesson_pupils", lesson_pupils="not_stated") == 25
    assert at("lesson_answers", lesson_answer="good") == 20
    assert at("lesson_contacts") == 1
    assert at("outreach") == 2
    assert at("outreach_participants") == 40
    assert at("volunteer_minutes") == 210
    assert at("volunteer_minutes", help_kind="dinner") == 120
    assert at("volunteer_worth") == 150 + 200
    assert found["volunteer_worth"].note.endswith(
        "100 kronor 2027. Källa: Kvinnobyråns eget beslut."
    )
    assert at("supervision") == 2
    assert at("supervision_minutes") == 150
    inside = {each.id for each in found.values() if not each.outside}
    assert inside == {"lesson_contacts"}


def test_the_value_of_an_hour_is_printed_with_its_source_for_each_year(office):
    filled(office)
    change_setting(office.work, VOLUNTEER_HOUR_VALUE, "2026:100,2027:110")
    change_setting(office.work, VOLUNTEER_HOUR_SOURCE, " styrgruppens beslut ")
    both = Period.parse("2026-07-01_2027-06-30")
    (note,) = (each.note for each in tables(office.database, both) if each.id == "volunteer_worth")
    assert note == (
        "En timme är värd 100 kronor 2026 och 110 kronor 2027. Källa: styrgruppens beslut."
    )


def test_without_a_value_an_hour_is_worth_nothing_said(office):
    filled(office)
    found = {each.id for each in tables(office.database, Period.parse("2027-H1"))}
    assert "volunteer_minutes" in found
    assert "volunteer_worth" not in found


def test_where_there_was_nothing_there_is_no_table(office):
    assert list(tables(office.database, Period.parse("2027-H1"))) == []
