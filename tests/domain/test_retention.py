"""How long a case is kept, what may be kept in it, and what a return is told (D1, D2, A20, I4)."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kvinnobyran.domain.case import Case, CaseState, CloseReason, Documentation, Regime
from kvinnobyran.domain.dates import PartialDate
from kvinnobyran.domain.documentation import (
    MEANS,
    Kept,
    allows,
    choice_faults,
    documentation_faults,
    lessened,
)
from kvinnobyran.domain.faults import Severity
from kvinnobyran.domain.missing import Answer
from kvinnobyran.domain.person import Identity, Person, person_faults
from kvinnobyran.domain.retention import RetentionClass, retention, retention_class
from kvinnobyran.domain.returning import (
    PURGED,
    ago,
    what_is_left,
)

TODAY = date(2027, 6, 1)


def case(**more):
    base = Case(id="a" * 32, code="KB-27-001", person_id="b" * 32, opened_on=date(2024, 1, 10))
    return replace(base, **more)


def closed(**more):
    return case(
        state=CaseState.CLOSED,
        closed_on=date(2024, 5, 20),
        close_reason=CloseReason.GOALS_REACHED,
        **more,
    )


# --- D1, D2 ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("regime", "of_class"),
    [
        (Regime.OWN_SUPPORT, RetentionClass.OWN_SUPPORT),
        (Regime.SERVICE, RetentionClass.OWN_SUPPORT),
        (Regime.SOL_PLACEMENT, RetentionClass.PLACEMENT),
        (Regime.ACT_2024_79, RetentionClass.PLACEMENT),
    ],
)
def test_D1_the_class_follows_the_regime(regime, of_class):
    assert retention_class(case(regime=regime)) is of_class
    anonymous = case(regime=regime, documentation=Documentation.STATISTICS_ONLY)
    assert retention_class(anonymous) is RetentionClass.STATISTICS


def test_D1_own_support_goes_two_years_after_the_last_note():
    found = retention(closed(), date(2024, 5, 18))
    assert (found.earliest, found.latest) == (date(2026, 5, 20), None)
    assert found.sentence.startswith("Gallras tidigast 2026-05-20. Egen stödverksamhet")
    assert retention(closed(), date(2024, 5, 18), own_months=12).earliest == date(2025, 5, 20)


def test_D1_a_placement_has_gone_by_the_end_of_the_year_after():
    found = retention(closed(regime=Regime.SOL_PLACEMENT), date(2024, 5, 20))
    assert (found.earliest, found.latest) == (date(2026, 5, 20), date(2027, 12, 31))
    assert "senast 2027-12-31" in found.sentence
    handed = retention(closed(regime=Regime.ACT_2024_79), date(2024, 5, 20))
    assert "lämnas över" in handed.sentence


def test_D1_what_is_anonymous_is_kept_and_an_open_case_has_no_day():
    anonymous = closed(documentation=Documentation.STATISTICS_ONLY)
    assert retention(anonymous, date(2024, 5, 20)).earliest is None
    assert "inga personuppgifter" in retention(anonymous, date(2024, 5, 20)).sentence
    assert retention(case(), TODAY).earliest is None
    assert "när ärendet är avslutat" in retention(case(), TODAY).sentence


@given(st.dates(date(2024, 5, 20), date(2040, 1, 1)), st.integers(0, 400))
def test_D2_whatever_is_written_later_restarts_the_clock(last, days):
    later = last + timedelta(days=days)
    first, second = retention(closed(), last).earliest, retention(closed(), later).earliest
    assert first is not None
    assert second is not None
    assert first <= second
    assert first > last


# --- A20, I4 --------------------------------------------------------------------------------------


def test_A20_statistics_only_keeps_no_name_and_no_journal():
    for kept in Kept:
        (fault,) = documentation_faults(Documentation.STATISTICS_ONLY, kept, "text") or (None,)
        if fault is not None:
            assert fault.severity is Severity.STOPP
            assert fault.source == "domain.md A20"
        assert allows(Documentation.FULL, kept)
    for kept in (Kept.NAME, Kept.CONTACT_WAY, Kept.JOURNAL, Kept.WORKING_NOTE, Kept.DISCLOSURE):
        (fault,) = documentation_faults(Documentation.STATISTICS_ONLY, kept, "text")
        assert "endast statistik" in fault.sentence


def test_A20_minimal_keeps_a_first_name_and_a_year():
    forbidden = {kept for kept in Kept if not allows(Documentation.MINIMAL, kept)}
    assert forbidden == {Kept.LAST_NAME, Kept.BIRTH_DATE, Kept.DOCUMENT}
    assert set(MEANS) == set(Documentation)


TUVA = Person(
    id="b" * 32,
    first_name="Tuva",
    last_name="Påhitt",
    birth=PartialDate.of_day(date(1990, 5, 4)),
)


def test_A20_a_person_is_lessened_to_what_her_choice_lets_be_kept():
    assert lessened(TUVA, Documentation.FULL) == TUVA
    assert lessened(TUVA, Documentation.MINIMAL) == replace(
        TUVA, last_name="", birth=PartialDate.from_stored("1990")
    )
    nobody = lessened(replace(TUVA, alias="Snö"), Documentation.STATISTICS_ONLY)
    assert (nobody.identity, nobody.called) == (Identity.ANONYMOUS, "Anonym")
    assert nobody.birth == PartialDate.from_stored("1990")


@pytest.mark.parametrize(
    ("alias", "identity", "called"),
    [("Snö", Identity.ALIAS, "Snö"), ("", Identity.ANONYMOUS, "Anonym")],
)
def test_A20_without_her_last_name_nobody_is_known_by_nothing(alias, identity, called):
    fewer = lessened(replace(TUVA, first_name="", alias=alias), Documentation.MINIMAL)
    assert (fewer.identity, fewer.called, fewer.last_name) == (identity, called, "")
    assert person_faults(fewer, today=TODAY) == ()


def test_A20_nothing_more_than_statistics_is_kept_of_whoever_said_no():
    said_no = case(documentation_consent=Answer.NO)
    (fault,) = choice_faults(said_no)
    assert (fault.field, fault.severity) == ("documentation", Severity.STOPP)
    assert "godkänner inte" in fault.sentence
    anonymous = replace(said_no, documentation=Documentation.STATISTICS_ONLY)
    assert choice_faults(anonymous) == ()


def test_I4_from_anonymous_to_more_wants_her_yes():
    before = case(documentation=Documentation.STATISTICS_ONLY)
    for answer in set(Answer) - {Answer.YES, Answer.NO}:
        more = case(documentation_consent=answer)
        (fault,) = choice_faults(more, before=before)
        assert (fault.field, fault.source) == ("documentation_consent", "domain.md I4")
        assert "Fråga om hon godkänner" in fault.sentence
    assert choice_faults(case(documentation_consent=Answer.YES), before=before) == ()


def test_a_placement_is_documented_unless_somebody_decided_otherwise():
    placed = case(regime=Regime.SOL_PLACEMENT, documentation=Documentation.MINIMAL)
    (fault,) = choice_faults(placed)
    assert fault.severity is Severity.VARNA
    assert choice_faults(placed, before=placed) == ()
    said_no = case(regime=Regime.SOL_PLACEMENT, documentation_consent=Answer.NO)
    assert choice_faults(said_no) == ()


# --- coming back ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2024, 5, 20), "3 år sedan"),
        (date(2026, 5, 20), "1 år sedan"),
        (date(2027, 3, 1), "3 månader sedan"),
        (date(2027, 4, 25), "en månad sedan"),
        (date(2027, 5, 20), "12 dagar sedan"),
        (date(2027, 5, 31), "igår"),
        (TODAY, "idag"),
    ],
)
def test_how_long_ago_is_said_as_one_says_it(day, words):
    assert ago(day, TODAY) == words


def test_of_a_purged_contact_the_page_says_so_and_nothing_else():
    told = case(states_earlier_contact=Answer.YES)
    assert PURGED in what_is_left(told, None)
    assert what_is_left(told, closed()) == ""
    assert what_is_left(case(), None) == ""
