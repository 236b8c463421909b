"""T3 in every combination: custody, what each says, decisions and age, against a plain reading.

The reading below is written from domain.md T3 and T6 word by word and shares no line with the
engine. Nine thousand families, each asked of every ground by itself and of all together.
"""

import re
from dataclasses import replace
from datetime import date, timedelta
from itertools import product
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kvinnobyran.domain.consent import (
    WAS_GIVEN,
    Consent,
    ConsentForm,
    ConsentPurpose,
    ConsentState,
    said,
)
from kvinnobyran.domain.dates import PartialDate
from kvinnobyran.domain.ground_words import EXPLAINED, LETTERS, explained, source_words
from kvinnobyran.domain.grounds import SOURCES, Decision, DecisionKind, Facts, Ground, Said, verdict
from kvinnobyran.domain.relation import Custody, CustodyKind
from kvinnobyran.domain.trappan import SafetyCheck, TrappanProgramme
from kvinnobyran.domain.trappan_start import start_faults
from tests.domain.test_grounds import BIRTHS, DAYS, FACTS

CHILD, A, B = "c" * 32, "a" * 32, "b" * 32
ON = date(2027, 3, 1)
BEFORE, AFTER = ON - timedelta(days=1), ON + timedelta(days=1)


class Has(NamedTuple):
    """Who has custody, and whether everybody who has it is known."""

    kind: CustodyKind | None
    who: frozenset[str]
    whole: bool = True


CUSTODY = {
    "not written": Has(None, frozenset()),
    "unknown": Has(CustodyKind.UNKNOWN, frozenset()),
    "joint": Has(CustodyKind.JOINT, frozenset({A, B})),
    "joint, one known": Has(CustodyKind.JOINT, frozenset({A}), whole=False),
    "sole, A": Has(CustodyKind.SOLE_A, frozenset({A})),
    "sole, B": Has(CustodyKind.SOLE_B, frozenset({B})),
    "appointed": Has(CustodyKind.APPOINTED, frozenset({A, B})),
}


class Age(NamedTuple):
    """A birth, whether the child is surely twelve, and how surely it is eighteen."""

    birth: PartialDate | None
    twelve: bool = False
    grown: str = "no"


AGES = {
    "unknown": Age(None),
    "7": Age(PartialDate.of_day(date(2019, 5, 4))),
    "12 tomorrow": Age(PartialDate.of_day(date(2015, 3, 2))),
    "12 today": Age(PartialDate.of_day(date(2015, 3, 1)), twelve=True),
    "perhaps 12": Age(PartialDate.from_stored("2015")),
    "18 tomorrow": Age(PartialDate.of_day(date(2009, 3, 2)), twelve=True),
    "perhaps 18": Age(PartialDate.from_stored("2009"), twelve=True, grown="perhaps"),
    "18 today": Age(PartialDate.of_day(date(2009, 3, 1)), twelve=True, grown="yes"),
}
SAYS = {
    "silent": (),
    "yes": ((True, BEFORE, None),),
    "no": ((False, BEFORE, None),),
    "took it back": ((True, BEFORE, ON),),
    "yes, then no": ((True, BEFORE, None), (False, ON, None)),
}
DECIDED = {
    "c": Decision(
        id="1" * 32,
        child_id=CHILD,
        kind=DecisionKind.BOARD_FOR_ONE,
        reference="påhittad 2027-88",
        valid_from=BEFORE,
    ),
    "d": Decision(
        id="2" * 32,
        child_id=CHILD,
        kind=DecisionKind.PLACEMENT,
        guardian_id=A,
        reference="påhittad 2027-89",
        valid_from=BEFORE,
        valid_until=ON,
    ),
    "e": Decision(
        id="3" * 32,
        child_id=CHILD,
        kind=DecisionKind.BOARD_FROM_12,
        reference="påhittad 2027-90",
        valid_from=ON,
    ),
    "f": Decision(
        id="4" * 32,
        child_id=CHILD,
        kind=DecisionKind.PREVENTED,
        guardian_id=B,
        motive="Går inte att nå",
        valid_from=BEFORE,
    ),
}
DECISIONS = {"none": "", "c": "c", "d": "d", "e": "e", "f": "f", "all": "cdef"}


def plainly(has: Has, age: Age, a: str, b: str, own: str, decided: str) -> set[Ground]:
    """Read T3 and T6: every ground that holds."""
    says = {A: a, B: b, CHILD: own}
    agree = {person for person, word in says.items() if word == "yes"}
    if age.grown == "yes":
        return {Ground.OWN} if CHILD in agree else set()
    if age.grown == "perhaps" and CHILD not in agree:
        return set()
    holds = set()
    if has.who and has.whole and has.who <= agree:
        holds.add(Ground.BOTH if len(has.who) == 2 else Ground.SOLE)
    if "c" in decided and has.who & agree:
        holds.add(Ground.BOARD_FOR_ONE)
    if "d" in decided and A in agree:
        holds.add(Ground.PLACED_WITH)
    if "e" in decided and age.twelve and CHILD in agree:
        holds.add(Ground.BOARD_FROM_12)
    if "f" in decided and B in has.who and b == "silent" and A in has.who & agree:
        holds.add(Ground.PREVENTED)
    return holds


def family(has: Has, age: Age, a: str, b: str, own: str, decided: str) -> Facts:
    custodies: tuple[Custody, ...] = ()
    if has.kind is not None:
        held = Custody(
            id="5" * 32,
            child_id=CHILD,
            kind=has.kind,
            guardian_a_id=A if has.kind is not CustodyKind.SOLE_B else None,
            guardian_b_id=B if has.whole and has.kind is not CustodyKind.SOLE_A else None,
        )
        custodies = (held,)
    return Facts(
        child_id=CHILD,
        birth=age.birth,
        custodies=custodies,
        said=tuple(
            Said(person_id=person, given=given_, since=since, ends=ends)
            for person, word in ((A, a), (B, b), (CHILD, own))
            for given_, since, ends in SAYS[word]
        ),
        decisions=tuple(DECIDED[each] for each in decided),
    )


@pytest.mark.unmeasured
@pytest.mark.parametrize("custody", CUSTODY)
@pytest.mark.parametrize("age", AGES)
def test_T3_every_combination_of_custody_ground_decision_and_age(custody, age):
    for a, b, own, decided in product(SAYS, SAYS, ("silent", "yes"), DECISIONS.values()):
        known = (CUSTODY[custody], AGES[age], a, b, own, decided)
        facts, holds = family(*known), plainly(*known)
        found = verdict(facts, ON)
        assert (found.ground in holds) if holds else found.ground is None, (a, b, own, decided)
    for a, own, decided in product(("silent", "yes"), ("silent", "yes"), DECISIONS.values()):
        known = (CUSTODY[custody], AGES[age], a, "silent", own, decided)
        facts, holds = family(*known), plainly(*known)
        for ground in Ground:
            alone = verdict(replace(facts, accepted=frozenset({ground})), ON)
            assert alone.allowed is (ground in holds), (a, own, decided, ground)


def test_T3_every_ground_is_reached_in_the_combinations():
    reached = {
        verdict(family(CUSTODY[custody], AGES[age], "yes", b, own, decided), ON).ground
        for custody, age, b, own, decided in product(
            CUSTODY, AGES, ("silent", "yes"), ("silent", "yes"), DECISIONS.values()
        )
    }
    assert reached == {None, *Ground}


@pytest.mark.parametrize("which", "cdef")
@pytest.mark.parametrize(("first", "last"), [(AFTER, None), (BEFORE, BEFORE)])
def test_T3_a_decision_holds_on_its_own_days_only(which, first, last):
    has = CUSTODY["joint"]
    known = (has, AGES["12 today"], "yes", "silent", "yes", which)
    facts = family(*known)
    assert verdict(facts, ON).allowed
    [decision] = facts.decisions
    late = replace(decision, valid_from=first, valid_until=last)
    assert not verdict(replace(facts, decisions=(late,)), ON).allowed


def test_T3_each_ground_has_its_letter_its_line_and_its_source():
    assert list(LETTERS.values()) == list("abcdefg")
    assert set(LETTERS) == set(EXPLAINED) == set(SOURCES) == set(Ground)
    for ground, (source, verified) in SOURCES.items():
        assert "domain.md" not in source
        assert EXPLAINED[ground].endswith(".")
        assert ("ej verifierad" in source_words(source, verified=verified)) is not verified
    board = verdict(family(CUSTODY["joint"], AGES["7"], "yes", "no", "silent", "c"), ON)
    assert explained(board).startswith("Grund c: En vårdnadshavare samtycker")
    nobody = verdict(family(CUSTODY["joint"], AGES["7"], "silent", "silent", "silent", ""), ON)
    assert explained(nobody) == "Inte alla vårdnadshavare har svarat."
    assert source_words("domain.md T6").startswith("Källa: föräldrabalken")


# --- what no table can say ----------------------------------------------------------------------

STATES = st.sampled_from([*WAS_GIVEN, ConsentState.REFUSED, ConsentState.ASKED])


@st.composite
def consents(draw):
    state = draw(STATES)
    given_on = draw(st.integers(-60, -1).map(lambda by: ON + timedelta(days=by)))
    ends = draw(st.integers(0, 70)) if state in WAS_GIVEN - {ConsentState.GIVEN} else None
    return Consent(
        id="6" * 32,
        case_id="7" * 32,
        person_id=CHILD,
        purpose=ConsentPurpose.TRAPPAN,
        state=state,
        form=ConsentForm.ORAL,
        asked_on=given_on,
        answered_on=None if state is ConsentState.ASKED else given_on,
        valid_until=draw(st.none() | DAYS.filter(lambda day: day >= ON - timedelta(days=60))),
        given_by_id=draw(st.sampled_from([A, B, None])),
        ended_on=None if ends is None else given_on + timedelta(days=ends),
    )


@pytest.mark.unmeasured
@given(st.lists(consents(), min_size=1, max_size=5), FACTS, DAYS, st.data())
def test_T5_a_consent_that_is_taken_back_never_permits_more(given_, known, day, data):
    """Through the records themselves: take any one of them back, on any day."""
    place = data.draw(st.integers(0, len(given_) - 1))
    one = given_[place]
    back = replace(one, state=ConsentState.WITHDRAWN, ended_on=min(day, one.ended_on or day))
    before = tuple(each for each in map(said, given_) if each)
    after = tuple(each for each in map(said, (*given_[:place], back, *given_[place + 1 :])) if each)
    if one.answered_on is None or one.state is ConsentState.REFUSED or day < one.answered_on:
        return
    for on in (day, day + timedelta(days=1), day + timedelta(days=30)):
        if verdict(replace(known, said=after), on).allowed:
            assert verdict(replace(known, said=before), on).allowed


@pytest.mark.unmeasured
@given(FACTS, DAYS, st.sampled_from([A, B, CHILD]))
def test_T5_a_no_never_permits_more(known, day, person):
    refusal = Said(person_id=person, given=False, since=day)
    for on in (day, day + timedelta(days=20)):
        if verdict(replace(known, said=(*known.said, refusal)), on).allowed:
            assert verdict(known, on).allowed


@pytest.mark.unmeasured
@given(FACTS, DAYS, BIRTHS)
def test_T2_no_start_gets_past_a_day_without_a_ground(known, day, birth):
    programme = TrappanProgramme(
        id="8" * 32,
        case_id="7" * 32,
        child_id=CHILD,
        offered_on=day,
        parent_talk_on=day,
        safety=SafetyCheck.YES,
        age_judgement="prov",
    )
    answer = verdict(known, day)
    faults = start_faults(programme, birth, answer, day, today=day)
    stopped = any(each.field == "ground" and each.severity.value == "STOPP" for each in faults)
    assert stopped is not answer.allowed


# --- every rule has its test --------------------------------------------------------------------


@pytest.mark.parametrize("rule", [f"T{number}" for number in range(1, 10)])
def test_each_rule_of_trappan_has_a_test_of_its_name(rule):
    tests = Path(__file__).parents[1]
    named = re.compile(rf"^def (test_{rule}_\w+)", re.MULTILINE)
    found = {
        name
        for file in tests.rglob("test_*.py")
        if file != Path(__file__)
        for name in named.findall(file.read_text("utf-8"))
    }
    assert found, f"domain.md {rule} has no test named after it"
