"""The rules of groups, each named after its rule: G1-G6, chapters, terms, the evening."""

import dataclasses
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kvinnobyran.domain.circle import (
    TAKEN,
    ChapterRow,
    ChapterState,
    completion_faults,
    count,
    gaps,
    progress,
)
from kvinnobyran.domain.dates import PartialDate
from kvinnobyran.domain.evening import Evening, Guest, Helper
from kvinnobyran.domain.faults import Severity
from kvinnobyran.domain.group import Group, GroupState, GroupType, Role, group_faults, type_faults
from kvinnobyran.domain.joining import Candidate, Room, joining_faults
from kvinnobyran.domain.meeting import (
    GroupEvaluation,
    Meeting,
    MeetingState,
    Presence,
    attendance_faults,
    evaluation_faults,
    following,
    meeting_faults,
    note_faults,
)
from kvinnobyran.domain.membership import (
    Membership,
    MembershipState,
    UnsuitablePair,
    listed_as,
    membership_faults,
)
from kvinnobyran.domain.missing import Answer
from kvinnobyran.domain.participation import statement_faults
from kvinnobyran.domain.person import Identity, Person
from kvinnobyran.domain.volunteer import Volunteer

START = date(2027, 1, 18)
CIRCLE = GroupType(id="c" * 32, label="Trygghetscirkeln", child_to=17, individually=True)
CAFE = GroupType(
    id="k" * 32,
    label="Kvällskaféet",
    role=Role.MOTHER,
    single=True,
    violence=True,
    with_children=True,
    child_to=17,
)
YOUNG = GroupType(id="u" * 32, label="Unga", role=Role.YOUTH, age_from=16, age_to=25, violence=True)
GROUP = Group(id="g" * 32, type_id=CIRCLE.id, name="Påhittad", starts_on=START, seats=8)
S = MembershipState


def born(text):
    return PartialDate.from_stored(text)


def member(**by):
    return Membership(
        **{
            "id": "m" * 32,
            "group_id": GROUP.id,
            "person_id": "p" * 32,
            "role": Role.PARENT,
            "state": S.ADMITTED,
            "asked_on": date(2027, 1, 4),
            **by,
        }
    )


def asked(kind, candidate, *, room=None, earlier=S.INTERVIEW, group=GROUP, **by):
    """Return what is said, as (field, severity, rule)."""
    role = by.pop("role", kind.role)
    faults = joining_faults(
        kind, group, member(role=role, **by), candidate, room or Room(), earlier=earlier
    )
    return [(fault.field, fault.severity, fault.source) for fault in faults]


MAY = ("expecting", Severity.VARNA, "domain.md G1")
AGE = ("person_id", Severity.VARNA, "domain.md G1")


class TestG1:
    """Who the group is for, counted on the day she begins."""

    @pytest.mark.parametrize(
        ("children", "said"),
        [
            ((), [MAY]),
            (("2020-05-01",), []),
            (("2009-01-19",), []),  # turns 18 the day after the start
            (("2009-01-18",), [MAY]),  # turns 18 on the day
            (("2009",), [MAY]),  # may have turned 18 or not
            (("2009", "2015"), []),
            ((None,), [MAY]),
        ],
    )
    def test_g1_a_parent_in_the_circle_has_a_child_of_0_to_17(self, children, said):
        births = tuple(born(each) if each else None for each in children)
        assert asked(CIRCLE, Candidate(children=births)) == said

    def test_g1_somebody_who_expects_a_child_is_welcome(self):
        assert asked(CIRCLE, Candidate(), expecting=True) == []

    def test_g1_the_cafe_is_for_single_mothers_whose_violence_is_assessed(self):
        child = (born("2020-05-01"),)
        said = asked(CAFE, Candidate(children=child))
        assert [each[0] for each in said] == ["alone", "exposed"]
        fits = Candidate(children=child, assessed=True)
        assert asked(CAFE, fits, alone=Answer.YES) == []

    def test_g1_a_child_at_the_cafe_is_asked_nothing_about_itself(self):
        assert asked(CAFE, Candidate(), role=Role.CHILD, with_id="q" * 32) == []

    @pytest.mark.parametrize(
        ("birth", "said"),
        [
            ("2011-01-18", []),  # 16 on the day
            ("2011-01-19", [AGE]),
            ("2001-01-19", []),  # 25, and 26 the day after
            ("2001-01-18", [AGE]),
            ("~16@2027-01-18", []),
            (None, [AGE]),
        ],
    )
    def test_g1_the_group_of_16_to_25_counts_the_age_on_the_start(self, birth, said):
        candidate = Candidate(birth=born(birth) if birth else None, assessed=True)
        assert asked(YOUNG, candidate) == said

    def test_g1_is_asked_when_she_gets_her_seat_and_not_again(self):
        assert asked(CIRCLE, Candidate(), earlier=None, state=S.INTEREST) == []
        assert asked(CIRCLE, Candidate(), earlier=S.ADMITTED, state=S.TAKING_PART) == []

    def test_a_parent_who_is_not_exposed_takes_part_without_a_word(self):
        assert asked(CIRCLE, Candidate(children=(born("2020"),)), exposed=Answer.NO) == []


class TestG2:
    """Once in a group, only while one takes part, and only while there is a seat."""

    def test_g2_the_same_person_is_not_twice_in_a_group(self):
        fits = Candidate(children=(born("2020"),))
        stop = ("person_id", Severity.STOPP, "domain.md G2")
        assert asked(CIRCLE, fits, room=Room(same=True), earlier=None) == [stop]

    def test_g2_a_full_group_means_the_queue(self):
        fits = Candidate(children=(born("2020"),))
        full = ("state", Severity.STOPP, "domain.md G2")
        assert asked(CIRCLE, fits, room=Room(taken=8)) == [full]
        assert asked(CIRCLE, fits, room=Room(taken=7)) == []
        assert asked(CIRCLE, fits, room=Room(taken=8), state=S.QUEUED) == []

    def test_g2_children_take_no_seat(self):
        said = asked(CAFE, Candidate(), room=Room(taken=8), role=Role.CHILD, with_id="q" * 32)
        assert said == []

    def test_an_individual_course_has_one_seat(self):
        alone = dataclasses.replace(GROUP, individual=True, seats=None)
        fits = Candidate(children=(born("2020"),))
        assert asked(CIRCLE, fits, group=alone) == []
        assert [each[0] for each in asked(CIRCLE, fits, group=alone, room=Room(taken=1))] == [
            "state"
        ]

    @pytest.mark.parametrize(
        ("state", "day", "there"),
        [
            (S.TAKING_PART, START, True),
            (S.TAKING_PART, date(2027, 1, 17), False),
            (S.ADMITTED, START, False),
            (S.QUEUED, START, False),
            (S.BROKEN_OFF, date(2027, 3, 1), True),
            (S.BROKEN_OFF, date(2027, 3, 2), False),
        ],
    )
    def test_g2_only_who_takes_part_that_day_is_written_down(self, state, day, there):
        one = member(
            state=state, from_on=START, until_on=date(2027, 3, 1) if state is S.BROKEN_OFF else None
        )
        meeting = Meeting(id="t" * 32, group_id=GROUP.id, held_on=day)
        said = attendance_faults(
            meeting, one, Presence.PRESENT, consent=True, guest=False, today=date(2027, 6, 1)
        )
        assert (said == ()) is there
        assert {each.source for each in said} <= {"domain.md G2"}


class TestG3:
    """A chapter counts once, wherever it was taken, and only eight are all."""

    def row(self, chapter, presence=Presence.PRESENT, *, alone=False, day=1):
        return ChapterRow(
            membership_id="m" * 32,
            chapter=chapter,
            presence=presence,
            held_on=date(2027, 2, day),
            alone=alone,
        )

    def test_g3_a_chapter_taken_twice_counts_once_and_as_it_was_taken_first(self):
        states = progress([self.row(5, alone=True, day=2), self.row(5, day=1)], 8)
        assert states[4] is ChapterState.IN_GROUP
        assert count(states) == 1

    def test_g3_a_chapter_that_was_missed_is_taken_individually_later(self):
        rows = [self.row(5, Presence.EXCUSED), self.row(5, alone=True, day=9)]
        assert progress(rows, 8)[4] is ChapterState.INDIVIDUALLY

    @pytest.mark.parametrize(
        "presence", [each for each in Presence if each is not Presence.PRESENT]
    )
    def test_g3_only_who_was_there_has_taken_it(self, presence):
        assert count(progress([self.row(3, presence)], 8)) == 0

    def test_g3_completed_is_only_eight_of_eight(self):
        eight = progress([self.row(number) for number in range(1, 9)], 8)
        assert completion_faults(eight) == ()
        seven = progress([self.row(number) for number in range(1, 8)], 8)
        (fault,) = completion_faults(seven)
        assert (fault.severity, fault.source) == (Severity.STOPP, "domain.md G3")
        assert fault.sentence.endswith("Kvar: 8.")

    @given(st.lists(st.tuples(st.integers(0, 12), st.sampled_from(Presence), st.booleans())))
    def test_g3_more_attendance_never_takes_a_chapter_away(self, drawn):
        rows = [self.row(chapter, presence, alone=alone) for chapter, presence, alone in drawn]
        states = progress(rows, 8)
        assert len(states) == 8
        more = progress([*rows, self.row(8, day=28)], 8)
        assert count(states) <= count(more) <= count(states) + 1
        assert {place for place, each in enumerate(states) if each in TAKEN} <= {
            place for place, each in enumerate(more) if each in TAKEN
        }

    def test_who_misses_a_chapter_is_counted_and_a_common_meeting_proposed(self):
        none = progress([], 8)
        five = progress([self.row(5)], 8)
        states = {"a": none, "b": none, "c": none, "d": five}
        (gap,) = gaps(states, [5])
        assert gap.words == "3 saknar kapitel 5: gemensamt tillfälle?"
        (gap,) = gaps({"a": none, "d": five}, [5])
        assert gap.words == "1 saknar kapitel 5: enskilt eller i en annan grupp?"
        assert gaps(states, []) == ()


class TestG4:
    """Two who should not meet: marked, and nobody sees why."""

    def test_g4_warns_without_saying_why(self):
        fits = Candidate(children=(born("2020"),))
        room = Room(unsuitable=True)
        said = asked(CIRCLE, fits, room=room, earlier=None)
        assert said == [("person_id", Severity.VARNA, "domain.md G4")]
        assert asked(CIRCLE, fits, room=room, earlier=S.ADMITTED, state=S.TAKING_PART) == []

    def test_g4_a_rule_is_told_that_there_is_a_mark_and_nothing_else(self):
        names = {each.name for each in dataclasses.fields(Room)}
        assert names == {"taken", "same", "unsuitable"}
        assert "reason" in {each.name for each in dataclasses.fields(UnsuitablePair)}


class TestG5:
    """A note of a group is about the group."""

    def test_g5_a_meeting_has_no_room_for_a_person(self):
        for record in (Meeting, GroupEvaluation):
            names = {each.name for each in dataclasses.fields(record)}
            assert not {each for each in names if "person" in each or "case" in each}

    @pytest.mark.parametrize(
        ("note", "warned"),
        [
            ("Gott samtal om gränser.", False),
            ("Rakel berättade.", True),
            ("Rakels son lekte.", True),
            ("Se KB-27-014.", True),
        ],
    )
    def test_g5_warns_of_a_participant_by_name_and_does_not_say_it_again(self, note, warned):
        said = note_faults(note, {"Rakel", "Lindmo"})
        assert bool(said) is warned
        for fault in said:
            assert (fault.field, fault.severity) == ("note", Severity.VARNA)
            assert "Rakel" not in fault.sentence


class TestG6:
    """On paper there are first names or aliases."""

    KNOWN = Person(id="p" * 32, first_name="Rakel", last_name="Lindmo", alias="Hare")

    def test_g6_a_list_has_first_names_only(self):
        assert listed_as(self.KNOWN, member(), protected=False, number=1) == "Rakel"

    def test_g6_who_is_protected_stands_as_her_alias_or_a_number(self):
        assert listed_as(self.KNOWN, member(), protected=True, number=4) == "Hare"
        bare = dataclasses.replace(self.KNOWN, alias="")
        assert listed_as(bare, member(), protected=True, number=4) == "Deltagare 4"

    def test_g6_the_name_she_chose_goes_before_everything(self):
        chosen = member(shown_as="  Svala ")
        assert listed_as(self.KNOWN, chosen, protected=True, number=4) == "Svala"

    def test_g6_an_alias_is_an_alias_and_somebody_anonymous_a_number(self):
        alias = Person(id="p" * 32, identity=Identity.ALIAS, alias="Ylva", first_name="Hemlig")
        assert listed_as(alias, member(), protected=False, number=2) == "Ylva"
        nobody = Person(id="p" * 32, identity=Identity.ANONYMOUS)
        assert listed_as(nobody, member(), protected=False, number=2) == "Deltagare 2"

    def test_g6_an_evening_has_no_room_for_a_case_or_a_place(self):
        for record in (Evening, Guest, Helper):
            names = {each.name for each in dataclasses.fields(record)}
            assert not names & {"case_id", "code", "person_id", "last_name", "place", "apartment"}


class TestMeetings:
    def test_a_child_is_there_only_with_consent(self):
        child = member(role=Role.CHILD, state=S.TAKING_PART, from_on=START, with_id="q" * 32)
        meeting = Meeting(id="t" * 32, group_id=GROUP.id, held_on=START)

        def said(presence, *, consent):
            faults = attendance_faults(
                meeting, child, presence, consent=consent, guest=False, today=START
            )
            return [each.source for each in faults]

        assert said(Presence.PRESENT, consent=True) == []
        assert said(Presence.PRESENT, consent=False) == ["domain.md T2"]
        assert said(Presence.EXCUSED, consent=False) == []

    def test_ahead_of_the_day_only_what_can_be_known(self):
        one = member(state=S.TAKING_PART, from_on=START)
        meeting = Meeting(id="t" * 32, group_id=GROUP.id, held_on=date(2027, 2, 1), chapter=1)

        def said(presence):
            return attendance_faults(meeting, one, presence, consent=True, guest=False, today=START)

        fine = {each for each in Presence if not said(each)}
        assert fine == {Presence.EXPECTED, Presence.EXCUSED, Presence.SKIPPED}

    def test_a_guest_comes_for_a_chapter_and_nobody_to_a_meeting_that_is_off(self):
        one = member(state=S.TAKING_PART, from_on=START)
        plain = Meeting(id="t" * 32, group_id=GROUP.id, held_on=START)
        off = dataclasses.replace(plain, state=MeetingState.CANCELLED)
        by = {"consent": True, "today": START}
        assert attendance_faults(plain, one, Presence.PRESENT, guest=True, **by)
        assert attendance_faults(off, one, Presence.PRESENT, guest=False, **by)
        assert attendance_faults(plain, one, Presence.SKIPPED, guest=False, **by)

    def test_space_goes_round(self):
        at, seen = None, []
        for _ in range(4):
            at = following(at)
            seen.append(at)
        assert seen == [Presence.PRESENT, Presence.EXCUSED, Presence.ABSENT, None]
        assert following(Presence.ABSENT, invited=True) is Presence.EXPECTED
        assert following(Presence.EXPECTED, invited=True) is Presence.PRESENT
        assert following(Presence.SKIPPED) is Presence.PRESENT

    @pytest.mark.parametrize(
        ("by", "field"),
        [
            ({"minutes": 10}, "minutes"),
            ({"state": MeetingState.HELD, "held_on": date(2027, 9, 1)}, "held_on"),
            ({"state": MeetingState.CANCELLED}, "reason"),
            ({"chapter": 9}, "chapter"),
            ({"catch_up": True}, "chapter"),
            ({"dinner": -1}, "dinner"),
            ({"visitors": -1}, "visitors"),
        ],
    )
    def test_a_meeting_is_checked(self, by, field):
        meeting = Meeting(**{"id": "t" * 32, "group_id": GROUP.id, "held_on": START, **by})
        (fault,) = meeting_faults(meeting, chapters=8, today=START)
        assert (fault.field, fault.severity) == (field, Severity.STOPP)

    def test_an_evaluation_is_counts(self):
        def said(**by):
            made = GroupEvaluation(**{"id": "e" * 32, "group_id": GROUP.id, "made_on": START, **by})
            return [each.field for each in evaluation_faults(made, today=START)]

        assert said(good=3, partly=1) == []
        assert said() == ["good"]
        assert said(good=-1, none=2) == ["good"]
        assert said(good=1, made_on=date(2028, 1, 1)) == ["made_on"]


class TestGroups:
    @pytest.mark.parametrize(
        ("by", "field"),
        [
            ({"label": " "}, "label"),
            ({"minutes": 5}, "minutes"),
            ({"seats": 0}, "seats"),
            ({"age_from": -1}, "age_from"),
            ({"age_from": 20, "age_to": 10}, "age_to"),
            ({"chapters": ("Ett", " ")}, "chapters"),
            ({"weekday": 7}, "weekday"),
            ({"role": Role.CHILD}, "role"),
        ],
    )
    def test_a_kind_of_group_is_checked(self, by, field):
        kind = GroupType(**{"id": "c" * 32, "label": "Påhittad", **by})
        assert [each.field for each in type_faults(kind)] == [field]

    @pytest.mark.parametrize(
        ("by", "field"),
        [
            ({"name": ""}, "name"),
            ({"minutes": 600}, "minutes"),
            ({"seats": 0}, "seats"),
            ({"ends_on": date(2026, 1, 1)}, "ends_on"),
            ({"weekday": -1}, "weekday"),
            ({"state": GroupState.ENDED}, "ends_on"),
            ({"state": GroupState.CANCELLED}, "end_reason"),
        ],
    )
    def test_a_group_is_checked(self, by, field):
        assert [each.field for each in group_faults(dataclasses.replace(GROUP, **by), CIRCLE)] == [
            field
        ]

    def test_only_some_kinds_are_given_individually(self):
        alone = dataclasses.replace(GROUP, individual=True)
        assert group_faults(alone, CIRCLE) == ()
        assert [each.field for each in group_faults(alone, CAFE)] == ["individual"]

    @pytest.mark.parametrize(
        ("by", "field"),
        [
            ({"asked_on": date(2027, 9, 1)}, "asked_on"),
            ({"interview_on": date(2027, 9, 1)}, "interview_on"),
            ({"state": S.TAKING_PART}, "from_on"),
            ({"state": S.COMPLETED, "from_on": START}, "until_on"),
            ({"from_on": START, "until_on": date(2027, 1, 1)}, "until_on"),
            ({"state": S.BROKEN_OFF, "until_on": START}, "end_reason"),
            ({"role": Role.CHILD}, "with_id"),
        ],
    )
    def test_a_membership_is_checked(self, by, field):
        said = membership_faults(member(**by), today=START)
        assert [each.field for each in said] == [field]

    def test_a_chapter_is_called_by_its_title_as_long_as_it_has_one(self):
        kind = dataclasses.replace(CIRCLE, chapters=("Välkommen", "Behov"))
        assert (kind.chapter(2), kind.chapter(3)) == ("2. Behov", "3")


class TestAround:
    def test_a_role_belongs_to_the_kind(self):
        assert asked(CIRCLE, Candidate(), role=Role.CHILD, with_id="q" * 32) == [
            ("role", Severity.STOPP, "domain.md 3.1")
        ]

    def test_nobody_comes_into_a_group_that_is_over(self):
        over = dataclasses.replace(GROUP, state=GroupState.ENDED)
        said = asked(CIRCLE, Candidate(), group=over, earlier=None, state=S.INTEREST)
        assert said == [("group_id", Severity.STOPP, "domain.md 3.2")]

    def test_a_statement_has_a_name_and_something_to_state(self):
        assert statement_faults("Hon", hidden=False, sender=True, times=3) == ()
        assert len(statement_faults(" ", hidden=False, sender=True, times=0)) == 2
        (fault,) = statement_faults("Hon", hidden=True, sender=True, times=3)
        assert (fault.severity, fault.source) == (Severity.VARNA, "domain.md S3")

    def test_a_volunteer_is_one_from_a_day_to_a_day(self):
        one = Volunteer(id="v" * 32, name="Vera", since=START, until=date(2027, 6, 1))
        days = (date(2027, 1, 17), START, date(2027, 6, 1), date(2027, 6, 2))
        assert [one.active(day) for day in days] == [False, True, True, False]
        assert Volunteer(id="v" * 32, name="Vera", since=START).active(date(2040, 1, 1))
