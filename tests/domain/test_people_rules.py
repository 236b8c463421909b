"""Protection, custody, letters and merges, as rules (I3, I5, S1-S5)."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kvinnobyran.domain.dates import PartialDate
from kvinnobyran.domain.faults import Severity
from kvinnobyran.domain.identity_number import (
    IdentityNumber,
    identity_number_faults,
    is_swedish,
    plain_number,
)
from kvinnobyran.domain.ids import new_id
from kvinnobyran.domain.merging import (
    NOT_MERGED,
    Merge,
    differences,
    merge_faults,
    united,
    unmerge_faults,
)
from kvinnobyran.domain.missing import Answer
from kvinnobyran.domain.outgoing import (
    LetterTemplate,
    answer_faults,
    confirmation_age,
    letter_gate,
    letter_to,
)
from kvinnobyran.domain.person import ContactSafety, ContactWay, Identity, Person, naming_faults
from kvinnobyran.domain.protection import (
    Grade,
    Protection,
    grade_of,
    new_identity_faults,
    protection_faults,
    review_reminders,
    shared_faults,
)
from kvinnobyran.domain.relation import (
    Custody,
    CustodyKind,
    Guardian,
    MayContact,
    Relation,
    RelationKind,
    custody_faults,
    guardian_faults,
    relation_faults,
)

TODAY = date(2027, 2, 9)
HER, HIM, CHILD = "a" * 32, "b" * 32, "c" * 32


def protection(**more):
    return replace(Protection(id=new_id(), person_id=HER, valid_from=TODAY), **more)


def guardian(**more):
    return replace(Guardian(id=new_id(), child_id=CHILD, person_id=HIM), **more)


def fields(faults):
    return [fault.field for fault in faults]


# --- protection -------------------------------------------------------------------------------


def test_s1_the_strongest_grade_in_force_counts():
    some = [
        protection(grade=Grade.OWN),
        protection(grade=Grade.POPULATION, valid_until=TODAY),
        protection(grade=Grade.MARKING, person_id=HIM),
    ]
    assert grade_of(some, HER) is Grade.OWN
    assert grade_of(some) is Grade.MARKING
    assert grade_of([]) is Grade.NONE


def test_s4_a_protection_never_ends_by_itself():
    (fault,) = protection_faults(protection(valid_until=TODAY + timedelta(days=1)), today=TODAY)
    assert (fault.field, fault.severity) == ("valid_until", Severity.STOPP)
    assert "omprövas" in fault.sentence
    assert protection_faults(protection(valid_until=TODAY), today=TODAY) == ()


def test_a_protection_begins_before_it_ends_and_is_reviewed_after():
    early = TODAY - timedelta(days=1)
    assert fields(protection_faults(protection(valid_until=early), today=TODAY)) == ["valid_until"]
    assert fields(protection_faults(protection(review_on=early), today=TODAY)) == ["review_on"]
    late = protection(valid_from=TODAY + timedelta(days=1))
    assert fields(protection_faults(late, today=TODAY)) == ["valid_from"]


def test_s4_reminds_30_and_7_days_before_the_review_without_a_name():
    reminders = review_reminders(protection(review_on=date(2027, 6, 1)), today=TODAY)
    assert [each.due_on for each in reminders] == [date(2027, 5, 2), date(2027, 5, 25)]
    assert {each.what for each in reminders} == {"Ompröva skyddet, senast 2027-06-01"}
    assert review_reminders(protection(), today=TODAY) == ()
    ended = protection(review_on=date(2027, 6, 1), valid_until=TODAY)
    assert review_reminders(ended, today=TODAY) == ()


def test_s4_a_review_that_was_missed_is_still_asked_for():
    missed = protection(valid_from=date(2026, 1, 1), review_on=date(2027, 1, 1))
    (reminder,) = review_reminders(missed, today=TODAY)
    assert reminder.due_on == date(2027, 1, 1)


def test_s5_asks_whether_the_others_shall_have_the_same_protection():
    (fault,) = shared_faults(protection(), 2, answered=False)
    assert (fault.field, fault.severity) == ("shared", Severity.STOPP)
    assert "samma skydd" in fault.sentence
    assert shared_faults(protection(), 2, answered=True) == ()
    assert shared_faults(protection(), 0, answered=False) == ()
    assert shared_faults(protection(grade=Grade.NONE), 2, answered=False) == ()


def test_i3_a_new_identity_is_always_a_new_person():
    (fault,) = new_identity_faults(fresh=False)
    assert fault.severity is Severity.STOPP
    assert "ny hos er" in fault.sentence
    assert new_identity_faults(fresh=True) == ()


# --- around her -------------------------------------------------------------------------------


def test_a_relation_is_said_once_and_seen_from_both_sides():
    relation = Relation(id=new_id(), person_id=HER, other_id=CHILD)
    assert relation.seen_from(HER) == (CHILD, RelationKind.CHILD)
    assert relation.seen_from(CHILD) == (HER, RelationKind.PARENT)
    trustee = replace(relation, kind=RelationKind.TRUSTEE)
    assert trustee.seen_from(CHILD) == (HER, None)


def test_a_relation_is_between_two_and_begins_before_it_ends():
    alone = Relation(id=new_id(), person_id=HER, other_id=HER)
    assert fields(relation_faults(alone, today=TODAY)) == ["other_id"]
    back = Relation(
        id=new_id(),
        person_id=HER,
        other_id=CHILD,
        valid_from=TODAY,
        valid_until=TODAY - timedelta(days=1),
    )
    assert fields(relation_faults(back, today=TODAY)) == ["valid_until"]
    ahead = replace(back, valid_from=TODAY + timedelta(days=1), valid_until=None)
    assert fields(relation_faults(ahead, today=TODAY)) == ["valid_from"]


@pytest.mark.parametrize(
    ("kind", "decides"),
    [
        (CustodyKind.JOINT, (HER, HIM)),
        (CustodyKind.SOLE_A, (HER,)),
        (CustodyKind.SOLE_B, (HIM,)),
        (CustodyKind.APPOINTED, (HER, HIM)),
        (CustodyKind.UNKNOWN, ()),
    ],
)
def test_custody_says_who_decides(kind, decides):
    custody = Custody(id=new_id(), child_id=CHILD, kind=kind, guardian_a_id=HER, guardian_b_id=HIM)
    assert custody.decides == decides
    assert custody_faults(custody, today=TODAY) == ()


def test_custody_is_somebodys_and_not_the_childs():
    empty = Custody(id=new_id(), child_id=CHILD)
    assert custody_faults(empty, today=TODAY) == ()
    for kind, field in (
        (CustodyKind.SOLE_A, "guardian_a_id"),
        (CustodyKind.SOLE_B, "guardian_b_id"),
        (CustodyKind.JOINT, "guardian_a_id"),
    ):
        assert fields(custody_faults(replace(empty, kind=kind), today=TODAY)) == [field]
    both = replace(empty, kind=CustodyKind.JOINT, guardian_a_id=HIM, guardian_b_id=HIM)
    assert fields(custody_faults(both, today=TODAY)) == ["guardian_b_id"]
    own = replace(empty, kind=CustodyKind.SOLE_A, guardian_a_id=CHILD)
    assert fields(custody_faults(own, today=TODAY)) == ["guardian_a_id"]


def test_a_decision_about_a_guardian_has_been_made():
    ahead = guardian(decided_on=TODAY + timedelta(days=1))
    assert fields(guardian_faults(ahead, today=TODAY)) == ["decided_on"]


# --- what goes out ----------------------------------------------------------------------------


def test_s3_no_letter_to_a_guardian_who_must_not_be_contacted():
    gate = letter_gate(guardian(may_contact=MayContact.NO), [])
    assert [fault.severity for fault in gate.faults] == [Severity.STOPP]
    assert "får inte kontaktas" in gate.faults[0].sentence
    assert letter_gate(
        guardian(may_contact=MayContact.NO), [], via_social_services=True
    ).faults  # not through anybody else either


def test_s3_only_through_the_social_services_is_no_letter_from_us():
    only = guardian(may_contact=MayContact.VIA_SOCIAL_SERVICES)
    assert [each.severity for each in letter_gate(only, []).faults] == [Severity.STOPP]
    assert letter_gate(only, [], via_social_services=True).faults == ()


@pytest.mark.parametrize("secret", [True, False])
def test_s3_a_secret_whereabouts_gives_the_template_without_a_sender(secret):
    known = guardian(
        may_contact=MayContact.YES,
        whereabouts_secret=Answer.YES if secret else Answer.NO,
    )
    gate = letter_gate(known, [] if secret else [Grade.MARKING])
    assert gate.template is LetterTemplate.NO_SENDER
    assert [fault.severity for fault in gate.faults] == [Severity.VARNA]
    assert any("poststämpel" in note for note in gate.notes)
    assert any("skola" in note for note in gate.notes)


def test_s3_nobody_is_asked_about_a_guardian_that_is_known_to_be_safe():
    gate = letter_gate(guardian(may_contact=MayContact.YES), [Grade.NONE])
    assert (gate.faults, gate.template, gate.notes) == ((), LetterTemplate.ORDINARY, ())


def test_s3_a_guardian_nobody_has_asked_about_wants_a_reason():
    for unknown in (None, guardian()):
        (fault,) = letter_gate(unknown, []).faults
        assert (fault.field, fault.severity) == ("guardian", Severity.VARNA)


def test_s3_nothing_is_told_when_no_guardian_may_be_contacted():
    no = guardian(may_contact=MayContact.NO)
    yes = guardian(may_contact=MayContact.YES, child_id="d" * 32)
    (fault,) = answer_faults([no])
    assert (fault.field, fault.severity) == ("asker", Severity.STOPP)
    assert fault.sentence == (
        "Vårdnadshavaren får inte kontaktas. Redan ett svar visar att de är kända här."
    )
    # What was decided about him for one child holds for the question about another.
    assert answer_faults([no, yes]) == (fault,)
    assert answer_faults([yes]) == answer_faults([]) == ()


def test_s3_when_one_of_two_guardians_may_not_be_contacted_it_is_asked_which_one_it_is():
    him = guardian(may_contact=MayContact.NO)
    (fault,) = answer_faults([him, guardian(person_id=HER, may_contact=MayContact.YES)])
    assert (fault.field, fault.severity) == ("asker", Severity.VARNA)
    assert fault.sentence == (
        "En av vårdnadshavarna får inte kontaktas. Är det den andra som frågar?"
    )


def test_s3_a_letter_to_herself_shows_no_sender_either_when_she_is_protected():
    assert letter_to(hidden=True).template is LetterTemplate.NO_SENDER
    assert letter_to(hidden=False).template is LetterTemplate.ORDINARY


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (0, "Bekräftad idag"),
        (1, "Bekräftad igår"),
        (5, "Bekräftad för 5 dagar sedan"),
        (28, "Bekräftad för 4 veckor sedan"),
        (90, "Bekräftad för 3 månader sedan"),
        (91, "Bekräftad för 3 månader sedan, fråga igen"),
        (800, "Bekräftad för 2 år sedan, fråga igen"),
    ],
)
def test_s2_the_age_of_the_confirmation_is_said_in_words(days, words):
    way = ContactWay(
        id=new_id(),
        person_id=HER,
        safety=ContactSafety.SAFE,
        confirmed_on=TODAY - timedelta(days=days),
    )
    assert confirmation_age(way, today=TODAY) == words
    assert confirmation_age(replace(way, confirmed_on=None), today=TODAY) == "Aldrig bekräftad"


# --- who is who -------------------------------------------------------------------------------


def test_i4_whoever_gets_a_name_is_asked_about_documentation():
    (fault,) = naming_faults(None)
    assert (fault.field, fault.severity) == ("consent", Severity.STOPP)
    assert "dokumentera" in fault.sentence
    assert naming_faults(Answer.NOT_ASKED)
    assert naming_faults(Answer.NO) == ()


def test_i5_two_become_one_and_nothing_is_lost():
    kept = Person(id=HER, identity=Identity.ALIAS, alias="Päron", language="dari")
    gone = Person(id=HIM, first_name="Påhitt", language="svenska", birth=PartialDate.of_day(TODAY))
    assert differences(kept, gone) == ("identity", "language")
    one = united(kept, gone, frozenset())
    assert (one.id, one.alias, one.first_name) == (HER, "Päron", "Påhitt")
    assert (one.language, one.birth) == ("dari", gone.birth)
    assert united(kept, gone, frozenset({"language"})).language == "svenska"


def test_i5_an_anonymous_record_takes_the_name_of_the_other():
    nobody = Person(id=HER, identity=Identity.ANONYMOUS)
    somebody = Person(id=HIM, first_name="Påhitt")
    assert united(nobody, somebody, frozenset()).identity is Identity.KNOWN


def test_i5_refuses_neutrally():
    kept, gone = Person(id=HER), Person(id=HIM)
    assert merge_faults(kept, gone, apart=False) == ()
    (fault,) = merge_faults(kept, gone, apart=True)
    assert (fault.severity, fault.sentence) == (Severity.STOPP, NOT_MERGED)
    assert fields(merge_faults(kept, kept, apart=False)) == ["other"]


def test_i5_a_merge_is_taken_back_within_30_days_and_once():
    merge = Merge(id=new_id(), person_id=HER, step=1, merged_on=TODAY)
    assert unmerge_faults(merge, today=TODAY + timedelta(days=30)) == ()
    assert unmerge_faults(merge, today=TODAY + timedelta(days=31))
    assert unmerge_faults(replace(merge, undone_on=TODAY), today=TODAY)


def test_i3_a_number_is_kept_only_where_the_office_wants_it_and_with_a_reason():
    record = IdentityNumber(id=new_id(), person_id=HER, number="199001019802", reason="Dom")
    (off,) = identity_number_faults(record, allowed=False, taken=False)
    assert off.severity is Severity.STOPP
    assert identity_number_faults(record, allowed=True, taken=False) == ()
    without = replace(record, reason=" ")
    assert fields(identity_number_faults(without, allowed=True, taken=False)) == ["reason"]


def test_i3_two_persons_never_have_the_same_number_and_nobody_is_named():
    record = IdentityNumber(id=new_id(), person_id=HER, number="199001019802", reason="Dom")
    (fault,) = identity_number_faults(record, allowed=True, taken=True)
    assert fault.severity is Severity.STOPP
    assert "skydd" not in fault.sentence.casefold()


def test_i3_a_slip_in_a_number_is_seen_and_a_reserve_number_is_let_be():
    def of(number):
        record = IdentityNumber(id=new_id(), person_id=HER, number=number, reason="Dom")
        return fields(identity_number_faults(record, allowed=True, taken=False))

    assert of("199001019803") == ["number"]
    assert of("199013019802") == ["number"]
    assert of("") == ["number"]
    assert of("R900101AB12") == []
    assert not is_swedish("1990")
    assert plain_number("19900101-9802 ") == "199001019802"
    # A coordination number carries the day plus 60; one check digit fits it.
    assert sum(is_swedish(f"19900161980{digit}") for digit in range(10)) == 1


@given(st.dates(date(1900, 1, 1), date(2027, 1, 1)), st.integers(0, 999), st.integers(0, 9))
def test_i3_one_check_digit_of_ten_fits(born, serial, digit):
    nine = f"{born:%Y%m%d}{serial:03d}"
    fitting = [each for each in range(10) if is_swedish(f"{nine}{each}")]
    assert len(fitting) == 1
