"""T3 and T6 as a table, and what no table can say: a withdrawal never permits more."""

import itertools
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kvinnobyran.domain.dates import PartialDate
from kvinnobyran.domain.grounds import (
    ACCEPTED,
    SOURCES,
    Decision,
    DecisionKind,
    Facts,
    Ground,
    Said,
    Way,
    of_age_on,
    verdict,
)
from kvinnobyran.domain.relation import Custody, CustodyKind, Guardian, MayContact

CHILD, A, B = "c" * 32, "a" * 32, "b" * 32
ON = date(2027, 3, 1)
SINCE = date(2027, 1, 10)
SEVEN = PartialDate.of_day(date(2019, 5, 4))
THIRTEEN = PartialDate.of_day(date(2013, 5, 4))
GROWN = PartialDate.of_day(date(2009, 3, 1))


def custody(kind=CustodyKind.JOINT, a=A, b=B, first=None, last=None):
    return Custody(
        id="1" * 32,
        child_id=CHILD,
        kind=kind,
        guardian_a_id=a,
        guardian_b_id=b,
        valid_from=first,
        valid_until=last,
    )


def yes(person, since=SINCE, ends=None):
    return Said(person_id=person, given=True, since=since, ends=ends)


def no(person):
    return Said(person_id=person, given=False, since=SINCE)


def decision(kind, guardian=None, *, reference="påhittad 2027-88", motive="", until=None):
    return Decision(
        id="d" * 32,
        child_id=CHILD,
        kind=kind,
        guardian_id=guardian,
        reference=reference,
        motive=motive,
        valid_from=SINCE,
        valid_until=until,
    )


BOARD = decision(DecisionKind.BOARD_FOR_ONE)
FROM_12 = decision(DecisionKind.BOARD_FROM_12)
WITH_A = decision(DecisionKind.PLACEMENT, A)
B_AWAY = decision(DecisionKind.PREVENTED, B, reference="", motive="Går inte att nå utomlands")
JOINT, SOLE_A = custody(), custody(CustodyKind.SOLE_A, b=None)
APPOINTED = custody(CustodyKind.APPOINTED)


def facts(birth=SEVEN, custodies=(JOINT,), said=(), decisions=(), **more):
    return Facts(
        child_id=CHILD,
        birth=birth,
        custodies=tuple(custodies),
        said=tuple(said),
        decisions=tuple(decisions),
        **more,
    )


TABLE = {
    "nothing is known": (facts(custodies=()), None),
    "nobody is asked": (facts(), None),
    "joint, one": (facts(said=[yes(A)]), None),
    "joint, one and a refusal": (facts(said=[yes(A), no(B)]), None),
    "a: joint, both": (facts(said=[yes(A), yes(B)]), Ground.BOTH),
    "joint, the other unknown": (facts(custodies=[custody(b=None)], said=[yes(A)]), None),
    "appointed, both": (facts(custodies=[APPOINTED], said=[yes(A), yes(B)]), Ground.BOTH),
    "appointed, one of two": (facts(custodies=[APPOINTED], said=[yes(A)]), None),
    "appointed, the only one": (
        facts(custodies=[replace(APPOINTED, guardian_b_id=None)], said=[yes(A)]),
        Ground.SOLE,
    ),
    "custody unknown": (facts(custodies=[custody(CustodyKind.UNKNOWN)], said=[yes(A)]), None),
    "b: sole": (facts(custodies=[SOLE_A], said=[yes(A)]), Ground.SOLE),
    "sole, the wrong one": (facts(custodies=[SOLE_A], said=[yes(B)]), None),
    "sole, what the other says": (
        facts(custodies=[SOLE_A], said=[yes(A), no(B)]),
        Ground.SOLE,
    ),
    "c: one and the board": (
        facts(said=[yes(A), no(B)], decisions=[BOARD]),
        Ground.BOARD_FOR_ONE,
    ),
    "the board alone": (facts(said=[no(B)], decisions=[BOARD]), None),
    "the board without a reference": (
        facts(said=[yes(A)], decisions=[replace(BOARD, reference=" ")]),
        None,
    ),
    "the board too late": (
        facts(said=[yes(A)], decisions=[replace(BOARD, valid_from=ON + timedelta(days=1))]),
        None,
    ),
    "d: placed with": (
        facts(said=[yes(A), no(B)], decisions=[WITH_A]),
        Ground.PLACED_WITH,
    ),
    "placed with, without a reference": (
        facts(said=[yes(A)], decisions=[replace(WITH_A, reference=" ")]),
        None,
    ),
    "placed with the other one": (facts(said=[yes(B)], decisions=[WITH_A]), None),
    "the placement is over": (
        facts(said=[yes(A)], decisions=[replace(WITH_A, valid_until=ON - timedelta(days=1))]),
        None,
    ),
    "e: from 12": (
        facts(THIRTEEN, said=[yes(CHILD), no(A), no(B)], decisions=[FROM_12]),
        Ground.BOARD_FROM_12,
    ),
    "from 12, but the child has not agreed": (facts(THIRTEEN, decisions=[FROM_12]), None),
    "from 12, but seven": (facts(said=[yes(CHILD)], decisions=[FROM_12]), None),
    "from 12, but of unknown birth": (
        facts(None, said=[yes(CHILD)], decisions=[FROM_12]),
        None,
    ),
    "from 12, and perhaps eleven": (
        facts(PartialDate.from_stored("2015"), said=[yes(CHILD)], decisions=[FROM_12]),
        None,
    ),
    "f: prevented": (facts(said=[yes(A)], decisions=[B_AWAY]), Ground.PREVENTED),
    "prevented, without a motive": (
        facts(said=[yes(A)], decisions=[replace(B_AWAY, motive="")]),
        None,
    ),
    "who has refused is not prevented": (
        facts(said=[yes(A), no(B)], decisions=[B_AWAY]),
        None,
    ),
    "prevented, and nobody has agreed": (facts(decisions=[B_AWAY]), None),
    "g: grown": (facts(GROWN, said=[yes(CHILD)]), Ground.OWN),
    "grown, and the guardians agree": (facts(GROWN, said=[yes(A), yes(B)]), None),
    "the day before": (
        facts(PartialDate.of_day(date(2009, 3, 2)), said=[yes(A), yes(B)]),
        Ground.BOTH,
    ),
    "perhaps grown": (facts(PartialDate.from_stored("2009"), said=[yes(A), yes(B)]), None),
    "perhaps grown, and all agree": (
        facts(PartialDate.from_stored("2009"), said=[yes(A), yes(B), yes(CHILD)]),
        Ground.BOTH,
    ),
    "perhaps grown, and agrees alone": (
        facts(PartialDate.from_stored("2009"), said=[yes(CHILD)]),
        None,
    ),
    "of unknown birth": (facts(None, said=[yes(A), yes(B)]), Ground.BOTH),
    "withdrawn the same day": (facts(said=[yes(A), yes(B, ends=ON)]), None),
    "not yet given": (facts(said=[yes(A), yes(B, since=ON + timedelta(days=1))]), None),
}


@pytest.mark.parametrize(("given_facts", "ground"), TABLE.values(), ids=TABLE)
def test_T3_grounds(given_facts, ground):
    found = verdict(given_facts, ON)
    assert found.ground is ground
    assert found.allowed is (ground is not None)
    assert found.sentence.endswith(".")
    assert found.source
    assert found.wants_reason is (ground is Ground.PREVENTED)


def test_T3_every_ground_is_in_the_table_and_has_a_source():
    assert {ground for _, ground in TABLE.values()} == {None, *Ground}
    assert set(SOURCES) == set(Ground)
    assert not verdict(TABLE["e: from 12"][0], ON).verified, "its section was never seen (L9)"


@pytest.mark.parametrize("ground", Ground)
def test_T3_only_what_the_unit_accepts(ground):
    given_facts = next(each for each, found in TABLE.values() if found is ground)
    refused = verdict(replace(given_facts, accepted=ACCEPTED - {ground}), ON)
    assert refused.ground is not ground


def test_T3_says_that_a_ground_is_not_accepted():
    alone = facts(custodies=[SOLE_A], said=[yes(A)], accepted=ACCEPTED - {Ground.SOLE})
    assert "godtar inte" in verdict(alone, ON).sentence


def test_T5_what_is_left_is_tried_again():
    """Father withdraws from joint custody: what is left is the board's decision, or nothing."""
    both = facts(said=[yes(A), yes(B, ends=ON)], decisions=[BOARD])
    assert verdict(both, ON - timedelta(days=1)).ground in {Ground.BOTH, Ground.BOARD_FOR_ONE}
    assert verdict(both, ON).ground is Ground.BOARD_FOR_ONE


def test_T6_says_when_it_lapses():
    soon = PartialDate.of_day(date(2009, 3, 20))
    assert verdict(facts(soon, said=[yes(A), yes(B)]), ON).lapses_on == date(2027, 3, 20)
    leap = PartialDate.of_day(date(2012, 2, 29))
    assert of_age_on(leap) == (date(2030, 3, 1), date(2030, 3, 1))
    assert of_age_on(None) is None


def test_who_must_not_be_contacted_is_never_asked():
    hidden = Guardian(id="g" * 32, child_id=CHILD, person_id=B, may_contact=MayContact.NO)
    found = verdict(facts(guardians=(hidden,)), ON)
    assert found.ask == ((A, Way.FIND_OUT),)
    assert found.never == {B}
    via = replace(hidden, may_contact=MayContact.VIA_SOCIAL_SERVICES)
    safe = replace(hidden, person_id=A, may_contact=MayContact.YES)
    found = verdict(facts(guardians=(via, safe)), ON)
    assert found.ask == ((A, Way.DIRECTLY), (B, Way.VIA_SOCIAL_SERVICES))


def test_who_has_refused_is_not_asked_again():
    found = verdict(facts(said=[yes(A), no(B)]), ON)
    assert found.ask == ()
    assert "Nämnden" in found.sentence


def test_the_grown_child_is_asked_itself():
    assert verdict(facts(GROWN), ON).ask == ((CHILD, Way.DIRECTLY),)


# --- what no table can say ----------------------------------------------------------------------

DAYS = st.integers(-80, 80).map(lambda by: ON + timedelta(days=by))
UNTIL = st.none() | DAYS
PEOPLE = st.sampled_from([A, B, CHILD])
SAID = st.builds(Said, person_id=PEOPLE, given=st.booleans(), since=DAYS, ends=UNTIL)
BIRTHS = st.sampled_from(
    [None, SEVEN, THIRTEEN, GROWN, PartialDate.from_stored("2009"), PartialDate.of_age(12, ON)]
)
CUSTODIES = st.builds(
    custody,
    kind=st.sampled_from(CustodyKind),
    a=st.sampled_from([A, None]),
    b=st.sampled_from([B, None]),
    first=UNTIL,
    last=UNTIL,
)
DECISIONS = st.builds(
    Decision,
    id=st.just("d" * 32),
    child_id=st.just(CHILD),
    kind=st.sampled_from(DecisionKind),
    guardian_id=st.sampled_from([A, B, None]),
    reference=st.sampled_from(["", "påhittad 2027-88"]),
    motive=st.sampled_from(["", "Utomlands"]),
    valid_from=DAYS,
    valid_until=UNTIL,
)
GUARDIANS = st.builds(
    Guardian,
    id=st.just("g" * 32),
    child_id=st.just(CHILD),
    person_id=st.sampled_from([A, B]),
    may_contact=st.sampled_from(MayContact),
)
FACTS = st.builds(
    Facts,
    child_id=st.just(CHILD),
    birth=BIRTHS,
    custodies=st.lists(CUSTODIES, max_size=2).map(tuple),
    guardians=st.lists(GUARDIANS, max_size=2).map(tuple),
    decisions=st.lists(DECISIONS, max_size=3).map(tuple),
    said=st.lists(SAID, max_size=5).map(tuple),
    accepted=st.frozensets(st.sampled_from(Ground)),
)


@given(FACTS, DAYS, st.data())
def test_T5_a_withdrawal_never_permits_more(known, day, data):
    if not known.said:
        return
    place = data.draw(st.integers(0, len(known.said) - 1))
    one = known.said[place]
    withdrawn = replace(one, ends=min(day, one.ends or day))
    said = (*known.said[:place], withdrawn, *known.said[place + 1 :])
    if verdict(replace(known, said=said), day).allowed:
        assert verdict(known, day).allowed


@given(FACTS, DAYS)
def test_T2_nothing_is_allowed_without_a_consent_in_force(known, day):
    found = verdict(known, day)
    if found.allowed:
        assert found.ground in known.accepted
        assert any(each.holds(day) for each in known.said)
        assert not found.ask
    assert not {person for person, _ in found.ask} & found.never


@given(FACTS, DAYS)
def test_it_holds_until_the_day_it_lapses(known, day):
    found = verdict(known, day)
    if not found.allowed:
        return
    last = (found.lapses_on or day + timedelta(days=200)) - timedelta(days=1)
    assert found.lapses_on is None or found.lapses_on > day
    for each in {day, last, *itertools.islice(_between(day, last), 12)}:
        assert verdict(known, each).allowed


def _between(first, last):
    step = max(1, (last - first).days // 12)
    while first < last:
        yield first
        first += timedelta(days=step)


@given(FACTS, DAYS)
def test_T6_a_grown_child_needs_its_own_consent(known, day):
    grown = of_age_on(known.birth)
    if grown is not None and day >= grown[0] and verdict(known, day).allowed:
        assert any(each.person_id == CHILD and each.holds(day) for each in known.said)
