"""Groups in a real register: joining, chapters over a change of group, evenings, what is kept."""

from dataclasses import replace
from datetime import date

import pytest

from kvinnobyran.domain.faults import Severity
from kvinnobyran.domain.group import GroupType, Role
from kvinnobyran.domain.ids import new_id
from kvinnobyran.domain.meeting import GroupEvaluation, Meeting, MeetingState, Presence
from kvinnobyran.domain.membership import Membership, MembershipState, UnsuitablePair
from kvinnobyran.domain.person import Person
from kvinnobyran.domain.protection import Grade, Protection
from kvinnobyran.domain.trouble import Refused
from kvinnobyran.domain.volunteer import HelpKind, HoursState, Volunteer
from kvinnobyran.flows import evenings, groups, meetings, memberships
from kvinnobyran.store import groups as stored
from kvinnobyran.store.evenings import evening_of
from tests.flows.group_kit import ANY, begun, child_of, join, kind_of, met, present, refused

S = MembershipState


@pytest.fixture
def circle(office):
    return kind_of(office, "Trygghetscirkeln")


@pytest.fixture
def cafe(office):
    return kind_of(office, "Kvällskaféet")


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
        helper = Volunteer(
            id=new_id(), name="Vera", since=date(2026, 1, 1), confidentiality_on=date(2026, 1, 1)
        )
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

    def test_P2_who_has_signed_nothing_is_warned_of_where_she_is_chosen(self, office, cafe):
        group = begun(office, cafe)
        meeting = met(office, group)
        unsigned = Volunteer(id=new_id(), name="Vera", since=date(2026, 1, 1))
        gone = Volunteer(
            id=new_id(), name="Nora", since=date(2026, 1, 1), until=date(2026, 2, 1),
            confidentiality_on=date(2026, 1, 1),
        )  # fmt: skip
        with office.work.step("Prov") as tx:
            tx.insert(unsigned)
            tx.insert(gone)
        save, chosen = meetings.save_meeting, {unsigned.id: HelpKind.CHILDREN}
        with pytest.raises(Refused) as why:
            save(office.work, meeting, helpers=chosen)
        (fault,) = why.value.faults
        assert (fault.field, fault.severity) == ("children", Severity.VARNA)
        save(office.work, meeting, helpers=chosen, reasons={"children": "Skriver på ikväll"})
        save(office.work, meeting, helpers=chosen)  # what has been answered is not asked again
        with pytest.raises(Refused) as why:
            save(office.work, meeting, helpers={**chosen, gone.id: HelpKind.DINNER})
        assert [each.severity for each in why.value.faults] == [Severity.STOPP]
        unknown = {new_id(): HelpKind.DINNER}
        assert refused(save, office.work, meeting, helpers=unknown) == {"domain.md P2"}

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
