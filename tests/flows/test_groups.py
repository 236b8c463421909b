"""Groups in a real register: joining, chapters over a change of group, evenings, what is kept."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from kvinnobyran.domain.consent import Attitude, Consent, ConsentForm, ConsentPurpose, ConsentState
from kvinnobyran.domain.dates import PartialDate
from kvinnobyran.domain.group import Group, GroupState, GroupType, Role
from kvinnobyran.domain.ids import new_id
from kvinnobyran.domain.meeting import GroupEvaluation, Meeting, MeetingState, Presence
from kvinnobyran.domain.membership import Membership, MembershipState, UnsuitablePair
from kvinnobyran.domain.missing import Answer
from kvinnobyran.domain.person import Person
from kvinnobyran.domain.protection import Grade, Protection
from kvinnobyran.domain.relation import Custody, CustodyKind, Relation
from kvinnobyran.domain.trouble import Refused
from kvinnobyran.domain.volunteer import HelpKind, HoursState, Volunteer
from kvinnobyran.flows import evenings, groups, meetings, memberships
from kvinnobyran.flows.merging import merge_persons
from kvinnobyran.store import groups as stored
from kvinnobyran.store.evenings import evening_of
from kvinnobyran.store.undo import undo

S = MembershipState
ANY = {"expecting": "prov", "alone": "prov", "exposed": "prov", "person_id": "prov"}


@pytest.fixture
def circle(office):
    return kind_of(office, "Trygghetscirkeln")


@pytest.fixture
def cafe(office):
    return kind_of(office, "Kvällskaféet")


def kind_of(office, label):
    return next(each for each in stored.types(office.database) if each.label == label)


def begun(office, kind, name="Påhittad omgång", **by):
    """Return a group that goes on."""
    group = Group(
        **{
            "id": new_id(),
            "type_id": kind.id,
            "name": name,
            "starts_on": office.work.today - timedelta(days=60),
            "seats": kind.seats,
            "minutes": kind.minutes,
            **by,
        }
    )
    groups.save_group(office.work, group)
    return groups.start_group(office.work, groups.open_group(office.work, group))


def join(office, group, alias, *, role=Role.PARENT, state=S.TAKING_PART, person=None, **by):
    """Let somebody new, without a case, take part."""
    person = person or Person(id=new_id(), alias=alias, first_name=alias, last_name="Hittepåsson")
    with office.work.step("Prov") as tx:
        if tx.get(Person, person.id) is None:
            tx.insert(person)
    one = Membership(
        id=new_id(),
        group_id=group.id,
        person_id=person.id,
        role=role,
        state=S.ADMITTED,
        asked_on=group.starts_on,
        from_on=group.starts_on,
        **by,
    )
    one = memberships.save_membership(office.work, one, reasons=ANY)
    if state is not S.ADMITTED:
        one = memberships.save_membership(office.work, replace(one, state=state))
    return one


def met(office, group, chapter=None, days=0, **by):
    """Return a meeting so many days ago, saved."""
    return meetings.save_meeting(
        office.work,
        Meeting(
            id=new_id(),
            group_id=group.id,
            held_on=office.work.today - timedelta(days=days),
            chapter=chapter,
            **by,
        ),
    )


def present(office, meeting, one, presence=Presence.PRESENT):
    return meetings.set_presence(office.work, meeting.id, one.id, presence)


def refused(flow, *args, **by):
    """Return the rules that refuse."""
    with pytest.raises(Refused) as caught:
        flow(*args, **by)
    return {fault.source for fault in caught.value.faults}


def child_of(office, mother_id, name="Lo", born="2020-05-01", *, consent=True):
    """Put a child into the register, with or without her consent to the café."""
    child = Person(id=new_id(), first_name=name, birth=PartialDate.from_stored(born))
    case = office.case("Mamman till " + name)
    with office.work.step("Prov") as tx:
        tx.insert(child)
        tx.insert(Relation(id=new_id(), person_id=mother_id, other_id=child.id))
        tx.insert(
            Custody(
                id=new_id(), child_id=child.id, kind=CustodyKind.SOLE_A, guardian_a_id=mother_id
            )
        )
        if consent:
            tx.insert(
                Consent(
                    id=new_id(),
                    case_id=case.id,
                    person_id=child.id,
                    purpose=ConsentPurpose.EVENING_CAFE,
                    state=ConsentState.GIVEN,
                    form=ConsentForm.ORAL,
                    given_by_id=mother_id,
                    asked_on=office.work.today - timedelta(days=90),
                    answered_on=office.work.today - timedelta(days=90),
                    attitude=Attitude.WANTS,
                )
            )
    return child


class TestKinds:
    def test_the_three_of_the_agreement_are_there_and_the_next_needs_no_code(self, office):
        labels = {each.label: each for each in stored.types(office.database)}
        assert set(labels) == {"Trygghetscirkeln", "Kvällskaféet", "Unga kvinnor 16–25"}
        assert len(labels["Trygghetscirkeln"].chapters) == 8
        assert (labels["Unga kvinnor 16–25"].age_from, labels["Unga kvinnor 16–25"].age_to) == (
            16,
            25,
        )
        assert labels["Kvällskaféet"].a_year == 26
        own = groups.save_type(
            office.work,
            GroupType(id=new_id(), label="Läsecirkel", chapters=("Ett", "Två"), seats=4),
        )
        group = begun(office, own)
        assert len(meetings.plan_meetings(office.work, group, [office.work.today])) == 1
        retired = groups.retire_type(office.work, own)
        assert stored.types(office.database)[-1].label == "Läsecirkel"
        assert groups.offer_type(office.work, retired).retired_on is None

    def test_a_title_of_a_chapter_is_the_units_own(self, office, circle):
        groups.save_type(office.work, replace(circle, chapters=("Annat", *circle.chapters[1:])))
        assert kind_of(office, "Trygghetscirkeln").chapter(1) == "1. Annat"


class TestG2:
    def test_g2_the_register_itself_keeps_somebody_once_in_a_group(self, office, circle):
        group = begun(office, circle)
        one = join(office, group, "Påhitta")
        again = replace(one, id=new_id(), state=S.INTEREST)
        assert "domain.md G2" in refused(memberships.save_membership, office.work, again)

    def test_g2_full_means_the_queue_until_a_seat_is_free(self, office, circle):
        group = begun(office, circle, seats=1)
        first = join(office, group, "Ett")
        waiting = Membership(
            id=new_id(),
            group_id=group.id,
            person_id=first.person_id,
            role=Role.PARENT,
            asked_on=office.work.today,
        )
        other = Person(id=new_id(), alias="Två")
        waiting = memberships.save_membership(
            office.work, replace(waiting, person_id=other.id, state=S.QUEUED), person=other
        )
        assert "domain.md G2" in refused(memberships.admit, office.work, waiting, reasons=ANY)
        memberships.save_membership(
            office.work,
            replace(first, state=S.BROKEN_OFF, until_on=office.work.today, end_reason="Flyttade"),
        )
        assert memberships.admit(office.work, waiting, reasons=ANY).state is S.ADMITTED

    def test_g2_no_drop_in(self, office, cafe):
        group = begun(office, cafe)
        admitted = join(office, group, "Påhitta", role=Role.MOTHER, state=S.ADMITTED)
        meeting = met(office, group)
        assert refused(present, office, meeting, admitted) == {"domain.md G2"}
        assert refused(meetings.everybody_present, office.work, meeting.id) == {"domain.md G2"}


class TestG3:
    def test_g3_a_change_of_group_carries_the_chapters_over(self, office, circle):
        here, there = begun(office, circle, "Tisdag"), begun(office, circle, "Torsdag")
        one = join(office, here, "Påhitta")
        for chapter in range(1, 5):
            present(office, met(office, here, chapter, days=50 - chapter), one)
        new = memberships.change_group(office.work, one, there.id)
        old = office.database.get(Membership, one.id)
        assert (old.state, new.state, new.moved_from_id) == (S.MOVED, S.TAKING_PART, one.id)
        assert refused(memberships.complete, office.work, new) == {"domain.md G3"}
        for chapter in (6, 7, 8):
            present(office, met(office, there, chapter), new)
        catch_up = Meeting(
            id=new_id(),
            group_id=there.id,
            held_on=office.work.today,
            chapter=5,
            state=MeetingState.HELD,
        )
        meetings.plan_catch_up(office.work, catch_up, [new.id])
        assert memberships.complete(office.work, new).state is S.COMPLETED
        rows = stored.chapters_had(office.database, there.id)[new.id]
        assert {row.chapter for row in rows if row.alone} == {5}
        made = evenings.note_statement_printed(
            office.work, new, name="Påhitta Hittepåsson", course="", sender=False, recipient="Hon"
        )
        assert (made.taken, made.chapters, made.times, made.sender) == (8, 8, 8, "")

    def test_g3_only_within_the_same_kind(self, office, circle, cafe):
        one = join(office, begun(office, circle), "Påhitta")
        other = begun(office, cafe)
        assert "domain.md G3" in refused(
            memberships.change_group, office.work, one, other.id, reasons=ANY
        )
        assert "domain.md G3" in refused(present, office, met(office, other, theme="Våld"), one)

    def test_g3_a_chapter_may_be_taken_as_a_guest_of_another_group(self, office, circle):
        here, there = begun(office, circle, "Tisdag"), begun(office, circle, "Torsdag")
        one = join(office, here, "Påhitta")
        soon = met(office, there, 5, days=-7)
        assert [
            each.id for each in stored.elsewhere(office.database, here, 5, office.work.today)
        ] == [soon.id]
        meetings.visit(office.work, [one.id], soon.id)
        office.later(7)
        present(office, soon, one)
        (row,) = stored.chapters_had(office.database, here.id)[one.id]
        assert (row.chapter, row.presence, row.alone) == (5, Presence.PRESENT, False)
        view = stored.group_view(office.database, there.id, office.work.today, head=0)
        assert [each.name for each in view.guests] == ["Påhitta"]

    def test_an_individual_course_is_taken_alone(self, office, circle):
        alone = begun(office, circle, individual=True, seats=1)
        one = join(office, alone, "Påhitta")
        present(office, met(office, alone, 1), one)
        (row,) = stored.chapters_had(office.database, alone.id)[one.id]
        assert row.alone is True

    def test_the_end_of_a_group_completes_those_who_have_all(self, office):
        kind = groups.save_type(
            office.work, GroupType(id=new_id(), label="Kort", chapters=("Ett",), seats=8)
        )
        group = begun(office, kind)
        whole, half = join(office, group, "Hel"), join(office, group, "Halv")
        present(office, met(office, group, 1), whole)
        groups.end_group(office.work, group)
        states = {each.id: each.state for each in stored.memberships_of(office.database, group.id)}
        assert states == {whole.id: S.COMPLETED, half.id: S.TAKING_PART}


class TestG4:
    def test_g4_warns_and_marks_without_the_reason(self, office, circle):
        group = begun(office, circle)
        one = join(office, group, "Ett")
        other = Person(id=new_id(), alias="Två")
        with office.work.step("Prov") as tx:
            tx.insert(other)
        memberships.note_unsuitable(
            office.work,
            UnsuitablePair(
                id=new_id(),
                one_id=one.person_id,
                other_id=other.id,
                reason="Hemligt skäl",
                noted_by="Greta",
                noted_on=office.work.today,
            ),
        )
        wants = Membership(
            id=new_id(),
            group_id=group.id,
            person_id=other.id,
            role=Role.PARENT,
            asked_on=office.work.today,
        )
        assert refused(memberships.save_membership, office.work, wants) == {"domain.md G4"}
        memberships.save_membership(office.work, wants, reasons={"person_id": "Olika tider"})
        view = stored.group_view(office.database, group.id, office.work.today, head=0)
        assert {each.unsuitable for each in view.members} == {True}
        assert "Hemligt" not in repr(view)


class TestG5:
    def test_g5_a_name_in_the_note_wants_a_reason_each_time_the_note_changes(self, office, circle):
        group = begun(office, circle)
        join(office, group, "Rakel")
        meeting = met(office, group, 1)
        named = replace(meeting, note="Rakel mådde bättre.")
        assert refused(meetings.save_meeting, office.work, named) == {"domain.md G5"}
        kept = meetings.save_meeting(office.work, named, reasons={"note": "Det är en annan Rakel"})
        meetings.save_meeting(office.work, replace(kept, theme="Gränser"))

    def test_g5_the_register_has_no_column_for_a_person_beside_the_note(self, office):
        for table in ("group_meeting", "group_evaluation"):
            named = office.database.wire.rows(f"PRAGMA foreign_key_list({table})")
            assert {row[2] for row in named} == {"support_group"}

    def test_g5_holds_for_what_is_written_about_an_evaluation(self, office, circle):
        group = begun(office, circle)
        join(office, group, "Rakel")
        made = GroupEvaluation(
            id=new_id(), group_id=group.id, made_on=office.work.today, good=3, words="Rakels idé"
        )
        assert refused(meetings.save_evaluation, office.work, made) == {"domain.md G5"}
        meetings.save_evaluation(office.work, replace(made, words="Bra film"))


class TestG6:
    def test_g6_the_sheet_has_first_names_aliases_and_never_a_case(self, office, cafe):
        group = begun(office, cafe, external_leader="Psykoterapeuten", leader="Greta")
        hidden = join(office, group, "Hemligt", role=Role.MOTHER)
        join(office, group, "Rakel", role=Role.MOTHER, allergies="nötter")
        with office.work.step("Prov") as tx:
            tx.insert(
                Protection(
                    id=new_id(),
                    person_id=hidden.person_id,
                    grade=Grade.MARKING,
                    valid_from=office.work.today,
                )
            )
            person = tx.get(Person, hidden.person_id)
            tx.update(replace(person, alias="Svala"))
        meeting = met(office, group, theme="Självkänsla")
        evening = evenings.note_evening_printed(office.work, meeting).evening
        assert [each.name for each in evening.guests] == ["Rakel", "Svala"]
        assert evening.leaders == ("Psykoterapeuten", "Greta")
        assert evening.dinner == 4
        said = repr(evening)
        assert "Hittepåsson" not in said
        assert "KB-" not in said
        assert "Hemligt" not in said

    def test_g6_an_external_leader_is_words_and_no_user(self, office, cafe):
        group = begun(office, cafe, external_leader="Psykoterapeuten")
        row = office.database.wire.rows(
            "SELECT external_leader FROM support_group WHERE id = ?", (group.id,)
        )
        assert row == [("Psykoterapeuten",)]
        named = office.database.wire.rows("PRAGMA foreign_key_list(support_group)")
        assert {each[2] for each in named} == {"group_type"}

    def test_a_statement_shows_no_sender_of_somebody_who_is_hidden(self, office, circle):
        group = begun(office, circle)
        one = join(office, group, "Påhitta")
        present(office, met(office, group, 1), one)
        with office.work.step("Prov") as tx:
            tx.insert(
                Protection(
                    id=new_id(),
                    person_id=one.person_id,
                    grade=Grade.MARKING,
                    valid_from=office.work.today,
                )
            )
        by = {"name": "P", "course": "", "recipient": "Hon", "sender": True}
        flow = evenings.note_statement_printed
        assert refused(flow, office.work, one, **by) == {"domain.md S3"}
        assert flow(office.work, one, **{**by, "sender": False}).sender == ""
        assert flow(office.work, one, reasons={"sender": "Hon vill det"}, **by).sender


class TestEvening:
    def test_a_child_comes_with_consent_only(self, office, cafe):
        group = begun(office, cafe)
        mother = join(office, group, "Rakel", role=Role.MOTHER)
        may = child_of(office, mother.person_id, "Lo")
        may_not = child_of(office, mother.person_id, "Bo", consent=False)
        by = {"role": Role.CHILD, "with_id": mother.person_id}
        lo = join(office, group, "Lo", person=may, **by)
        bo = join(office, group, "Bo", person=may_not, state=S.ADMITTED, **by)
        begins = replace(bo, state=S.TAKING_PART)
        assert refused(memberships.save_membership, office.work, begins) == {"domain.md T2"}
        meeting = met(office, group)
        found = evening_of(office.database, meeting.id)
        assert [(each.name, each.age) for each in found.evening.children] == [("Lo", "6 år")]
        assert found.without_consent == ("Bo",)
        assert meetings.everybody_present(office.work, meeting.id) == 2
        assert office.database.get(Meeting, meeting.id).state is MeetingState.HELD
        view = stored.group_view(office.database, group.id, office.work.today, head=0)
        assert view.without_consent == {bo.id}
        assert [each.id for each in view.members] == [mother.id, bo.id, lo.id]

    def test_who_has_said_no_gets_no_plate(self, office, cafe):
        group = begun(office, cafe)
        coming, away = (join(office, group, name, role=Role.MOTHER) for name in ("Ett", "Två"))
        meeting = met(office, group, days=-1)
        present(office, meeting, away, Presence.EXCUSED)
        evening = evening_of(office.database, meeting.id).evening
        assert [each.name for each in evening.guests] == ["Ett"]
        assert refused(present, office, meeting, coming) == {"domain.md G7"}

    def test_the_hours_of_a_volunteer_follow_the_evening(self, office, cafe):
        group = begun(office, cafe)
        join(office, group, "Ett", role=Role.MOTHER)
        helper = Volunteer(id=new_id(), name="Vera", since=date(2026, 1, 1))
        with office.work.step("Prov") as tx:
            tx.insert(helper)
        meeting = met(office, group, minutes=180)
        meetings.save_meeting(office.work, meeting, helpers={helper.id: HelpKind.DINNER})
        (hours,) = stored.hours_at(office.database, meeting.id)
        assert (hours.kind, hours.state, hours.minutes) == (
            HelpKind.DINNER,
            HoursState.PLANNED,
            180,
        )
        meetings.everybody_present(office.work, meeting.id)
        (hours,) = stored.hours_at(office.database, meeting.id)
        assert hours.state is HoursState.GIVEN
        there = office.database.get(Meeting, meeting.id)
        meetings.save_meeting(office.work, there, helpers={helper.id: HelpKind.CHILDREN})
        (hours,) = stored.hours_at(office.database, meeting.id)
        assert hours.kind is HelpKind.CHILDREN
        other = met(office, group, days=-7)
        meetings.save_meeting(office.work, other, helpers={helper.id: HelpKind.DINNER})
        meetings.cancel_meeting(office.work, other, "Sjukdom")
        (hours,) = stored.hours_at(office.database, other.id)
        assert hours.state is HoursState.CANCELLED

    def test_a_cancelled_evening_has_a_reason_and_nobody_there(self, office, cafe):
        group = begun(office, cafe)
        one = join(office, group, "Ett", role=Role.MOTHER)
        meeting = met(office, group)
        assert refused(meetings.cancel_meeting, office.work, meeting, " ") == {"domain.md 3.1"}
        present(office, meeting, one)
        there = office.database.get(Meeting, meeting.id)
        assert refused(meetings.cancel_meeting, office.work, there, "Sjuk") == {"domain.md 3.1"}
        present(office, meeting, one, None)
        meetings.cancel_meeting(office.work, there, "Sjuk")
        assert refused(present, office, meeting, one) == {"domain.md 3.1"}


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
