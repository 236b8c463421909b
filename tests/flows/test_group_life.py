"""The life of a group in a real register: begun, called off, carried over, and put right."""

from dataclasses import replace
from datetime import timedelta

import pytest

from kvinnobyran.domain.group import Group, GroupState, Role
from kvinnobyran.domain.ids import new_id
from kvinnobyran.domain.meeting import GroupEvaluation, Meeting, MeetingState
from kvinnobyran.domain.membership import Membership, MembershipState, UnsuitablePair
from kvinnobyran.domain.missing import Answer
from kvinnobyran.flows import evenings, groups, meetings, memberships
from kvinnobyran.flows.merging import merge_persons
from kvinnobyran.store import groups as stored
from kvinnobyran.store.evenings import evening_of
from kvinnobyran.store.undo import undo
from tests.flows.group_kit import begun, join, kind_of, met, present, refused

S = MembershipState


@pytest.fixture
def circle(office):
    return kind_of(office, "Trygghetscirkeln")


@pytest.fixture
def cafe(office):
    return kind_of(office, "Kvällskaféet")


class TestLife:
    def test_starting_a_group_begins_for_those_who_are_admitted(self, office, circle):
        group = Group(
            id=new_id(),
            type_id=circle.id,
            name="Vår",
            starts_on=office.work.today,
            state=GroupState.INTAKE,
        )
        groups.save_group(office.work, group)
        one = join(office, group, "Ett", state=S.ADMITTED)
        groups.start_group(office.work, group)
        begun_ = office.database.get(Membership, one.id)
        assert (begun_.state, begun_.from_on) == (S.TAKING_PART, office.work.today)

    def test_calling_a_group_off_calls_its_meetings_off(self, office, circle):
        group = Group(id=new_id(), type_id=circle.id, name="Vår", starts_on=office.work.today)
        groups.save_group(office.work, group)
        meetings.plan_meetings(office.work, group, [office.work.today + timedelta(days=7)])
        groups.cancel_group(office.work, group, "För få anmälda")
        (meeting,) = stored.meetings_of(office.database, group.id)
        assert (meeting.state, meeting.reason) == (MeetingState.CANCELLED, "För få anmälda")
        undo(office.database, user=office.user, now=office.now)
        assert stored.meetings_of(office.database, group.id)[0].state is MeetingState.PLANNED

    def test_chapters_follow_one_another_and_a_day_is_planned_once(self, office, circle):
        group = begun(office, circle)
        days = [office.work.today + timedelta(weeks=week) for week in range(9)]
        planned = meetings.plan_meetings(office.work, group, days[:3])
        assert [each.chapter for each in planned] == [1, 2, 3]
        more = meetings.plan_meetings(office.work, group, days)
        assert [each.chapter for each in more] == [4, 5, 6, 7, 8]
        assert refused(meetings.plan_meetings, office.work, group, days) == {"domain.md A10"}

    def test_the_next_term_takes_over_who_goes_on(self, office, cafe):
        spring, autumn = begun(office, cafe, "VT"), begun(office, cafe, "HT")
        mother = join(office, spring, "Rakel", role=Role.MOTHER, alone=Answer.YES, allergies="ägg")
        join(office, spring, "Nej", role=Role.MOTHER)
        (new,) = memberships.carry_over(office.work, spring, autumn.id, [mother.id])
        assert (new.state, new.allergies, new.group_id) == (S.ADMITTED, "ägg", autumn.id)
        assert refused(memberships.carry_over, office.work, spring, autumn.id, [mother.id]) == {
            "domain.md G2"
        }

    def test_what_was_written_by_mistake_goes_and_what_was_lived_stays(self, office, circle):
        group = begun(office, circle)
        one = join(office, group, "Ett")
        meeting = met(office, group, 1)
        present(office, meeting, one)
        assert refused(memberships.remove_membership, office.work, one) == {"domain.md 3.2"}
        assert refused(meetings.remove_meeting, office.work, meeting) == {"domain.md 3.1"}
        assert refused(groups.remove_group, office.work, group) == {"domain.md 3.2"}
        present(office, meeting, one, None)
        memberships.remove_membership(office.work, one)
        meetings.remove_meeting(office.work, meeting)
        groups.remove_group(office.work, group)
        assert office.database.get(Group, group.id) is None

    def test_the_list_says_how_many_and_when_next(self, office, circle):
        group = begun(office, circle)
        join(office, group, "Ett")
        meetings.plan_meetings(office.work, group, [office.work.today + timedelta(days=2)])
        (row,) = stored.groups(office.database, office.work.today)
        assert (row.seated, row.waiting, row.seats) == (1, 0, 8)
        assert row.next_on == office.work.today + timedelta(days=2)

    def test_what_is_not_there_is_said_and_not_guessed(self, office, circle):
        group = begun(office, circle)
        assert stored.group_view(office.database, new_id(), office.work.today, head=0) is None
        assert evening_of(office.database, new_id()) is None
        nothing = Meeting(id=new_id(), group_id=group.id, held_on=office.work.today)
        assert refused(evenings.note_evening_printed, office.work, nothing) == {"domain.md 5.7"}
        assert refused(meetings.set_presence, office.work, nothing.id, new_id(), None) == {
            "domain.md 3.1"
        }
        assert meetings.everybody_present(office.work, nothing.id) == 0
        assert refused(meetings.visit, office.work, [], nothing.id) == {"domain.md G3"}
        lost = replace(group, type_id=new_id())
        assert refused(groups.save_group, office.work, lost) == {"domain.md 3.1"}
        assert refused(meetings.plan_meetings, office.work, lost, []) == {"domain.md 3.1"}
        elsewhere = replace(nothing, group_id=new_id())
        assert refused(meetings.save_meeting, office.work, elsewhere) == {"domain.md 3.1"}

    def test_two_in_the_same_group_cannot_become_one(self, office, circle):
        group = begun(office, circle)
        one, other = join(office, group, "Ett"), join(office, group, "Två")
        assert refused(merge_persons, office.work, one.person_id, other.person_id) == {
            "domain.md G2"
        }

    def test_a_line_stays_about_one_person_in_one_group(self, office, circle):
        here, there = begun(office, circle, "Tisdag"), begun(office, circle, "Torsdag")
        one = join(office, here, "Ett")
        away = replace(one, group_id=there.id)
        assert "domain.md G3" in refused(memberships.save_membership, office.work, away)
        assert refused(memberships.change_group, office.work, one, here.id) >= {"domain.md G3"}
        new = memberships.change_group(office.work, one, there.id)
        old = office.database.get(Membership, one.id)
        assert refused(memberships.remove_membership, office.work, old) == {"domain.md 3.2"}
        memberships.remove_membership(office.work, new)

    def test_a_mark_is_about_two_and_can_be_taken_away(self, office, circle):
        group = begun(office, circle)
        one, other = join(office, group, "Ett"), join(office, group, "Två")
        pair = UnsuitablePair(
            id=new_id(),
            one_id=one.person_id,
            other_id=one.person_id,
            noted_on=office.work.today,
        )
        assert refused(memberships.note_unsuitable, office.work, pair) == {"domain.md G4"}
        made = memberships.note_unsuitable(office.work, replace(pair, other_id=other.person_id))
        assert stored.pairs_of(office.database, other.person_id) == [made]
        memberships.remove_unsuitable(office.work, made)
        assert stored.pairs_of(office.database, other.person_id) == []

    def test_an_evaluation_can_be_taken_away(self, office, circle):
        group = begun(office, circle)
        made = meetings.save_evaluation(
            office.work,
            GroupEvaluation(id=new_id(), group_id=group.id, made_on=office.work.today, good=1),
        )
        meetings.remove_evaluation(office.work, made)
        assert stored.evaluations_of(office.database, group.id) == []
