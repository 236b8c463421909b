"""The independent attacker reads four reports in turn, and finds no count of few.

It stands beside the clone or not at all; then these tests say so and are skipped.
"""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kvinnobyran.statistics.disclosure.audit import audit
from kvinnobyran.statistics.disclosure.cells import Key
from kvinnobyran.statistics.disclosure.protect import numbers_of
from kvinnobyran.statistics.release.frames import base_periods, frame_of, register_of
from kvinnobyran.statistics.release.protecting import _split
from tests.statistics.disclosure.facts import case
from tests.statistics.disclosure.test_attacked import ATTACKER, verdicts
from tests.statistics.release.offices import AGE, HOME, halves, in_turn, visits, year

PLAN = (
    (halves(2027)[0], False),
    (halves(2027)[1], False),
    (year(2027), True),
    (halves(2028)[0], False),
)

pytestmark = pytest.mark.unmeasured


def read_by_all(number, seed):
    """Everything that the readers of four reports know, and every small count in it."""
    found = visits(number, seed, years=(2027, 2028))
    pages, spans = [], []
    for days, protected, worlds, _earlier in in_turn(found, PLAN, only=(AGE, HOME)):
        spans.append(days)
        last = worlds["women"]
        if "women" in protected.proofs:
            pages.append(protected.proofs["women"])
    bases = base_periods(spans)
    questions = pages[-1].questions
    frame = frame_of(questions, bases, returning=True)
    register = register_of(last, questions, bases)
    printed = [
        {Key(key.pairs, _split(key.periods, bases)): value for key, value in each.page.items()}
        for each in pages
    ]
    small = [
        count
        for count in numbers_of(frame, printed)
        if sum(frame.count(key, register) for key in count.plus)
        - sum(frame.count(key, register) for key in count.minus)
        < 5
    ]
    return frame, register, printed, small


@pytest.mark.skipif(
    not ATTACKER.is_file(), reason="The attacker of the house does not stand beside this clone."
)
@settings(
    max_examples=4, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None
)
@given(st.sampled_from([20, 45, 90, 160, 300]), st.integers(0, 99))
def test_nobody_is_found_in_four_reports_in_turn(tmp_path, number, seed):
    frame, register, pages, small = read_by_all(number, seed)
    if small:
        assert set(verdicts(tmp_path, frame, register, pages, small)) == {"safe"}


def test_our_own_audit_finds_nobody_either():
    frame, register, pages, small = read_by_all(50, 11)
    assert small
    found = audit(case(frame, register, pages, small))
    assert found.feasible
    assert {each.verdict for each in found.findings.values()} == {"safe"}
