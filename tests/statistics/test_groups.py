"""The tables of the groups: counted by hand, from rows."""

import datetime as dt

import pytest

from kvinnobyran.domain.group import Role, Venue
from kvinnobyran.domain.ids import new_id
from kvinnobyran.domain.meeting import Meeting, MeetingState
from kvinnobyran.domain.membership import MembershipState
from kvinnobyran.domain.missing import Answer
from kvinnobyran.flows import meetings
from kvinnobyran.statistics import group_tables as made
from kvinnobyran.statistics.group_tables import GroupRow, KindRow, MeetingRow, PlaceRow, VisitRow
from kvinnobyran.statistics.period import Period
from tests.empty_register import empty_register
from tests.flows.conftest import Office
from tests.flows.group_kit import begun, join, kind_of, met

H1 = Period.parse("2027-H1")
KIND = made.kind_dimension([KindRow(id="c", label="Cirkel"), KindRow(id="k", label="Kafé")])
DAY = dt.date(2027, 2, 1)
S = MembershipState


def figures(table):
    """Return a table's figures that are not zero, by their categories."""
    return {
        "/".join(cell.at[each.id] for each in table.dimensions): cell.value
        for cell in table.cells
        if cell.value
    }


def visit(person, role=Role.MOTHER, exposed=Answer.YES, kind="k"):
    return VisitRow(kind=kind, person_id=person, role=role, exposed=exposed, day=DAY)


def test_somebody_in_two_kinds_of_groups_is_one_person():
    found = made.people([visit("a"), visit("a"), visit("a", kind="c"), visit("b")], KIND)
    assert figures(found) == {
        "kind_k/women": 2,
        "kind_c/women": 1,
        "total/women": 2,
        "kind_k/total": 2,
        "kind_c/total": 1,
        "total/total": 2,
    }


def test_a_parent_who_is_not_exposed_is_not_counted_among_the_women():
    came = [
        visit("a", Role.PARENT, Answer.NO),
        visit("b", Role.PARENT, Answer.NOT_ASKED),
        visit("c", Role.CHILD),
    ]
    found = figures(made.people(came, KIND))
    assert (found["total/women"], found["total/parents"], found["total/children"]) == (1, 1, 1)
    assert figures(made.visits([visit("a"), visit("a")], KIND))["kind_k/women"] == 2


def test_only_what_was_held_has_hours():
    met = [
        MeetingRow(kind="k", state=MeetingState.HELD, minutes=180, helped=360),
        MeetingRow(kind="k", state=MeetingState.CANCELLED, minutes=180, helped=0),
        MeetingRow(kind="k", state=MeetingState.PLANNED, minutes=180, helped=0),
    ]
    counted = figures(made.meetings(met, KIND))
    assert (counted["kind_k/held"], counted["kind_k/cancelled"], counted["kind_k/total"]) == (
        1,
        1,
        3,
    )
    assert figures(made.hours(met, KIND))["kind_k/helped"] == 360
    assert figures(made.hours(met, KIND))["kind_k/held"] == 180


def test_D9_what_was_held_with_one_is_told_to_nobody_outside(tmp_path):
    """That a course for one has met says that there is a woman in it."""
    database = empty_register(tmp_path)
    office = Office(database)
    kind = kind_of(office, "Trygghetscirkeln")
    group = begun(office, kind)
    alone = begun(office, kind, "Påhittad för en", individual=True, seats=1)
    one = join(office, group, "Ett")
    day = office.work.today
    met(office, group, chapter=1, state=MeetingState.HELD)
    met(office, alone, chapter=1, state=MeetingState.HELD)
    again = Meeting(id=new_id(), group_id=group.id, held_on=day, chapter=2, state=MeetingState.HELD)
    meetings.plan_catch_up(office.work, again, [one.id])
    found = {each.id: each for each in made.tables(office.database, Period.parse(f"{day.year}"))}
    assert figures(found["group_meetings"])["total/held"] == 1
    assert figures(found["group_minutes"])["total/held"] == 120
    assert figures(found["group_apart"])["total/held"] == 2
    assert (found["group_meetings"].outside, found["group_apart"].outside) == (True, False)
    database.close()


@pytest.mark.parametrize(
    ("by", "events"),
    [
        ({}, ["started"]),
        ({"moved_here": True}, []),
        ({"state": S.COMPLETED, "until_on": dt.date(2027, 6, 30)}, ["started", "completed"]),
        ({"state": S.COMPLETED, "until_on": dt.date(2027, 7, 1)}, ["started"]),
        ({"state": S.MOVED, "until_on": DAY, "from_on": dt.date(2026, 9, 1)}, ["moved"]),
        ({"from_on": None}, []),
    ],
)
def test_what_happened_with_a_place(by, events):
    row = PlaceRow(
        **{
            "kind": "c",
            "role": Role.PARENT,
            "state": S.TAKING_PART,
            "from_on": DAY,
            "until_on": None,
            "moved_here": False,
            **by,
        }
    )
    assert list(made.happened(row, H1)) == events
    found = figures(made.events([row], KIND, H1))
    assert {place.split("/")[1] for place in found if place.startswith("kind")} - {"total"} == set(
        events
    )


def test_groups_are_counted_by_form_and_place():
    begun = [
        GroupRow(kind="c", individual=False, venue=Venue.BVC),
        GroupRow(kind="c", individual=True, venue=Venue.OWN),
    ]
    assert figures(made.groups_begun(begun, KIND))["kind_c/individual"] == 1
    assert figures(made.venues(begun)) == {"bvc": 1, "own": 1, "total": 2}


class Empty:
    """A register without groups."""

    def all(self, row, sql, params=()):
        return []


def test_an_office_without_groups_has_no_tables_of_them():
    assert list(made.tables(Empty(), H1)) == []
