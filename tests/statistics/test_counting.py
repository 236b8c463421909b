"""Counting the first flow: the scenarios, and every number against another way to count."""

from dataclasses import replace
from datetime import date, timedelta
from hashlib import sha256

import pytest

from kvinnobyran.domain.assessment import AssessmentOutcome, HousingSituation
from kvinnobyran.domain.case import CloseReason
from kvinnobyran.domain.dates import PartialDate
from kvinnobyran.domain.inquiry import Channel, InquiryOutcome, RefusalReason
from kvinnobyran.domain.kinds import KINDS
from kvinnobyran.domain.missing import Answer
from kvinnobyran.domain.person import Identity, Municipality
from kvinnobyran.domain.session import SessionAttendance
from kvinnobyran.domain.violence import ViolenceForm
from kvinnobyran.flows import people
from kvinnobyran.flows.cases import close_case
from kvinnobyran.reports.sections import SECTIONS
from kvinnobyran.statistics import intake
from kvinnobyran.statistics.behind import heads_of
from kvinnobyran.statistics.counting import build_report
from kvinnobyran.statistics.period import Period
from kvinnobyran.statistics.release import outside
from kvinnobyran.statistics.release.release import DEFINITIONS
from kvinnobyran.statistics.tables import TOTAL, Audience, shows_small
from tests.office import copied_office, open_database
from tests.statistics.played import ALIAS, ANONYMOUS, figures, gained, register

DAY = date(2027, 2, 9)


@pytest.fixture
def office(tmp_path):
    made = register(tmp_path)
    yield made
    made.database.close()


# --- the scenarios ------------------------------------------------------------------------------


def test_scenario_1_an_anonymous_caller_is_one_contact_and_no_woman(office):
    before = office.report()
    office.call(
        DAY,
        approximate_age=30,
        children=2,
        violence_stated=frozenset({ViolenceForm.PSYCHOLOGICAL, ViolenceForm.ECONOMIC}),
        minutes=25,
    )
    assert gained(before, office.report()) == {
        "inquiries": {
            "phone/advice_given": 1,
            "phone/total": 1,
            "total/advice_given": 1,
            "total/total": 1,
        },
        "inquiry_callers": {"herself": 1, "total": 1},
        "stated_violence": {"psychological": 1, "economic": 1, "total": 1},
    }


def test_scenario_3_assessed_and_referred_on_is_counted_as_assessed_without_support(office):
    tuva = office.woman(DAY, first_name="Tuva", last_name="Ekdahl")
    case = office.case(tuva, DAY)
    before = office.report()
    office.assess(case, DAY, outcome=AssessmentOutcome.REFERRED)
    changes = gained(before, office.report())
    assert changes["women_after_assessment"] == {"no_support": 1, TOTAL: 1}
    assert changes["women_without_support"] == {"referred": 1, TOTAL: 1}
    assert changes["women"] == {"assessment_only": 1, TOTAL: 1}
    assert changes["assessment_calls"] == {"held": 1, TOTAL: 1}
    assert changes["cases_closed"] == {"referred": 1, TOTAL: 1}
    assert changes["cases_open_at_end"] == {"own_support": -1, TOTAL: -1}
    assert "women_by_kind" not in changes


def test_scenario_4_eleven_sessions_and_not_fourteen_and_each_form_once(office):
    rakel = office.woman(DAY, first_name="Rakel", last_name="Lindmo")
    case = office.case(rakel, DAY)
    before = office.report()
    office.assess(case, DAY, forms=frozenset(ViolenceForm), dominant=ViolenceForm.LATENT)
    talks = office.begin(case, DAY)
    days = (DAY + timedelta(days=7 * number) for number in range(1, 15))
    attendance = (
        [SessionAttendance.HELD] * 11
        + [SessionAttendance.MISSED] * 2
        + [SessionAttendance.CANCELLED_BY_US]
    )
    for day, how in zip(days, attendance, strict=True):
        office.meet(talks, day, how)
    changes = gained(before, office.report())
    assert changes["sessions_held"] == {"counselling": 11, TOTAL: 11}
    assert changes["session_minutes"] == {"counselling": 660, TOTAL: 660}
    assert changes["session_attendance"] == {
        "counselling/held": 11,
        "counselling/missed": 2,
        "counselling/cancelled_by_us": 1,
        "counselling/total": 14,
        "total/held": 11,
        "total/missed": 2,
        "total/cancelled_by_us": 1,
        "total/total": 14,
    }
    assert changes["violence_forms"] == {form.value: 1 for form in ViolenceForm} | {TOTAL: 1}
    assert changes["violence_assessment"] == {"assessed": 1, TOTAL: 1}
    assert changes["violence_dominant"] == {"latent": 1, TOTAL: 1}
    assert changes["women"] == {"support": 1, TOTAL: 1}
    assert changes["women_by_kind"] == {"counselling": 1, TOTAL: 1}
    assert changes["sessions_per_woman"] == {TOTAL: 11}


def test_scenario_7_who_says_that_she_has_been_here_before_returns(office):
    for said in (Answer.YES, Answer.NOT_ASKED):
        case = office.case(office.woman(DAY), DAY, states_earlier_contact=said)
        office.assess(case, DAY)
        office.meet(office.begin(case, DAY), DAY)
    assert figures(office.report(), "women_newness") == {
        "new": 1,
        "returning": 1,
        "ongoing": 0,
        TOTAL: 2,
    }
    assert figures(office.report("2027-T1"), "cases_opened") == {"first": 1, "again": 1, TOTAL: 2}


def test_scenario_21_one_woman_with_several_kinds_of_support_is_one_woman(office):
    case = office.case(office.woman(DAY), DAY)
    office.assess(case, DAY)
    for kind in KINDS:
        office.meet(office.begin(case, DAY, kind), DAY + timedelta(days=1))
    report = office.report()
    assert figures(report, "women_by_kind") == {kind.value: 1 for kind in KINDS} | {TOTAL: 1}
    assert figures(report, "women")[TOTAL] == 1


# --- who is counted -----------------------------------------------------------------------------


def test_an_anonymous_person_is_never_a_woman_but_her_sessions_took_place(office):
    case = office.case(office.woman(DAY, **ANONYMOUS), DAY)
    office.assess(case, DAY, forms=frozenset({ViolenceForm.PHYSICAL}))
    office.meet(office.begin(case, DAY), DAY)
    report = office.report()
    assert figures(report, "women")[TOTAL] == 0
    assert figures(report, "violence_forms")[TOTAL] == 0
    assert figures(report, "sessions_held")[TOTAL] == 1
    assert figures(report, "assessment_calls")["held"] == 1
    assert figures(report, "sessions_per_woman")[TOTAL] == 0


def test_i4_a_woman_is_counted_from_the_day_on_which_she_got_a_name(office):
    nobody = office.woman(DAY, **ANONYMOUS)
    office.assess(office.case(nobody, DAY), DAY)
    named = replace(nobody, identity=Identity.ALIAS, alias="Påhittade Namn")
    people.save_person(office.work(DAY.replace(month=8)), named, consent=Answer.YES)
    assert figures(office.report("2027-H1"), "women")[TOTAL] == 0
    assert figures(office.report("2027"), "women")[TOTAL] == 1


def test_an_alias_is_a_woman(office):
    case = office.case(office.woman(DAY, **ALIAS), DAY)
    office.assess(case, DAY)
    found = figures(office.report(), "women")
    assert {name for name, value in found.items() if value} == {"assessment_only", TOTAL}


@pytest.mark.parametrize(
    "attendance", [each for each in SessionAttendance if each is not SessionAttendance.HELD]
)
def test_only_a_held_session_makes_a_woman_with_support(office, attendance):
    case = office.case(office.woman(DAY), DAY)
    office.assess(case, DAY - timedelta(days=60))
    intervention = office.begin(case, DAY)
    office.meet(intervention, DAY, attendance)
    report = office.report()
    assert figures(report, "women")["support"] == 0
    assert figures(report, "sessions_held")[TOTAL] == 0
    assert figures(report, "session_attendance")[f"counselling/{attendance.value}"] == 1


def test_support_that_goes_on_is_neither_new_nor_a_return(office):
    autumn = date(2026, 11, 3)
    case = office.case(office.woman(autumn), autumn)
    office.assess(case, autumn)
    office.meet(office.begin(case, autumn), DAY)
    assert figures(office.report(), "women_newness")["ongoing"] == 1
    before = figures(office.report("2026-H2"), "women")
    assert {name for name, value in before.items() if value} == {"assessment_only", TOTAL}


def test_a_woman_whose_case_was_closed_gets_a_linked_one_and_returns(office):
    woman = office.woman(date(2026, 3, 2))
    first = office.case(woman, date(2026, 3, 2))
    office.assess(first, date(2026, 3, 2), outcome=AssessmentOutcome.DECLINED)
    again = office.case(woman, DAY)
    office.assess(again, DAY)
    office.meet(office.begin(again, DAY), DAY)
    report = office.report()
    assert figures(report, "women_newness")["returning"] == 1
    assert figures(report, "cases_opened")["again"] == 1


# --- violence -----------------------------------------------------------------------------------


def test_not_asked_is_not_no_and_the_base_says_so(office):
    answers = (Answer.NO, Answer.NOT_ASKED, Answer.DECLINED, Answer.UNKNOWN)
    for asked in answers:
        office.assess(office.case(office.woman(DAY), DAY), DAY, asked=asked)
    office.assess(
        office.case(office.woman(DAY), DAY), DAY, forms=frozenset({ViolenceForm.ECONOMIC})
    )
    report = office.report()
    assert figures(report, "violence_assessment") == {
        "assessed": 2,
        "unknown": 1,
        "declined": 1,
        "not_asked": 1,
        TOTAL: 5,
    }
    forms = report.table("violence_forms")
    assert (forms.total.value, figures(report, "violence_forms")["economic"]) == (2, 1)
    assert [report.cell(part.table, part.at).value for part in forms.base] == [2, 1]
    assert [part.words for part in forms.base] == ["bedömda", "ej frågade"]


def test_the_latest_answer_holds_and_silence_takes_none_away(office):
    case = office.case(office.woman(DAY), DAY)
    more = AssessmentOutcome.MORE_CALLS
    office.assess(case, DAY, forms=frozenset({ViolenceForm.SEXUAL}), outcome=more)
    office.assess(
        case,
        DAY + timedelta(days=7),
        forms=frozenset({ViolenceForm.LATENT, ViolenceForm.HONOUR}),
        outcome=more,
    )
    office.assess(case, DAY + timedelta(days=14), asked=Answer.NOT_ASKED)
    found = figures(office.report(), "violence_forms")
    assert {form for form, count in found.items() if count} == {"latent", "honour", TOTAL}
    assert figures(office.report(), "assessment_calls")["held"] == 3
    assert figures(office.report(), "women_after_assessment")[TOTAL] == 1


# --- what she is counted by ---------------------------------------------------------------------


@pytest.mark.unmeasured
@pytest.mark.parametrize(
    ("birth", "band", "coarse"),
    [
        ("1990-05-05", "35_44", "25_44"),
        ("2009-02-09", "18_24", "under_25"),
        ("2009-02-10", "under_18", "under_25"),
        ("1962-02-09", "65_up", "45_up"),
        ("1985", "35_44", "25_44"),
        ("2002", "unknown", "unknown"),
        ("~30@2027-02-09", "25_34", "25_44"),
        ("~24@2025-02-09", "25_34", "25_44"),
        ("2028", "under_18", "under_25"),
        (None, "unknown", "unknown"),
    ],
)
def test_age_is_of_the_day_and_unknown_is_a_category(office, birth, band, coarse):
    born = PartialDate.from_stored(birth) if birth and birth != "2028" else None
    woman = office.woman(DAY, birth=born)
    if birth == "2028":  # a slip that only an older version could have stored
        with office.work(DAY).step("Rätta") as tx:
            from dataclasses import replace

            tx.update(replace(woman, birth=PartialDate.from_stored("2028")))
    office.assess(office.case(woman, DAY), DAY)
    found = figures(office.report(), "women_by_age")
    assert {name for name, count in found.items() if count} == {band, TOTAL}
    from kvinnobyran.statistics import reading
    from kvinnobyran.statistics.release import groups
    from kvinnobyran.statistics.unique import unique_women

    (one,) = unique_women(reading.read(office.database, Period.parse("2027-H1")))
    assert groups.age(one) == coarse


def test_municipality_and_children_show_what_is_not_known(office):
    for municipality, children in (
        (Municipality.UPPSALA, 0),
        (Municipality.ABROAD, 1),
        (Municipality.NOT_ASKED, 2),
        (Municipality.DECLINED, 5),
    ):
        woman = office.woman(DAY, municipality=municipality)
        office.assess(office.case(woman, DAY), DAY, children=children)
    report = office.report()
    homes = figures(report, "women_by_municipality")
    assert {name for name, count in homes.items() if count} == {
        "uppsala",
        "abroad",
        "not_asked",
        "declined",
        TOTAL,
    }
    assert figures(report, "women_by_children") == {
        "none": 1,
        "one": 1,
        "two": 1,
        "three_up": 1,
        "unknown": 0,
        TOTAL: 4,
    }
    assert figures(report, "concern_checks")["assessment_call/no_concern"] == 3


def test_refusals_carry_their_reason_and_an_open_contact_is_still_a_contact(office):
    refused = InquiryOutcome.REFUSED
    office.call(DAY, outcome=refused, refusal_reason=RefusalReason.NO_PLACE, channel=Channel.SMS)
    unreached = office.call(DAY, outcome=InquiryOutcome.NOT_REACHED, caller=None)
    from kvinnobyran.flows.inquiries import take_up_again

    take_up_again(office.work(DAY), unreached)
    report = office.report()
    assert figures(report, "inquiry_refusals")["no_place"] == 1
    assert figures(report, "inquiries")["sms/refused"] == 1
    assert figures(report, "inquiries")["phone/open"] == 1
    assert figures(report, "inquiry_callers")["not_stated"] == 1
    assert figures(report, "stated_violence")["none_stated"] == 2


# --- time ---------------------------------------------------------------------------------------


def test_a_period_holds_its_first_and_last_day_and_no_other(office):
    for day in (date(2026, 12, 31), date(2027, 1, 1), date(2027, 6, 30), date(2027, 7, 1)):
        office.call(day)
    assert figures(office.report("2027-H1"), "inquiries")[TOTAL] == 2
    assert figures(office.report("2027"), "inquiries")[TOTAL] == 3
    assert figures(office.report("2027-T2"), "inquiries")[TOTAL] == 2


def test_what_happens_later_changes_no_stock_and_no_state_of_an_earlier_period(office):
    case = office.case(office.woman(DAY), DAY)
    office.assess(case, DAY)
    before = office.report()
    autumn = date(2027, 9, 1)
    office.meet(office.begin(case, autumn), autumn)
    found = office.database.get(type(case), case.id)
    close_case(
        office.work(autumn),
        found,
        closed_on=autumn,
        reason=CloseReason.GOALS_REACHED,
        reasons={"interventions": "klart"},
    )
    assert gained(before, office.report()) == {}
    assert figures(office.report("2027-H2"), "cases_closed")["goals_reached"] == 1
    assert figures(office.report("2027-H2"), "cases_open_at_end")[TOTAL] == 0
    assert figures(office.report("2027-H1"), "cases_open_at_end")[TOTAL] == 1


# --- the whole --------------------------------------------------------------------------------


def test_how_she_lived_when_she_came_is_counted_once_a_case_and_over_time(office):
    for day, housing in (
        (date(2026, 9, 1), HousingSituation.SHARED),
        (DAY, HousingSituation.HOMELESS),
        (DAY, HousingSituation.NOT_ASKED),
    ):
        case = office.case(office.woman(day), day)
        office.assess(case, day, outcome=AssessmentOutcome.MORE_CALLS, housing=housing)
    # Nobody asked the last one at first: what she says next time is how she lived when she came.
    office.assess(case, DAY + timedelta(days=9), housing=HousingSituation.RELATIVES)
    made = office.report()
    found = figures(made, "housing_at_intake")
    assert {name: value for name, value in found.items() if value} == {
        "homeless": 1,
        "relatives": 1,
        TOTAL: 2,
    }
    over = made.table("housing_over_time")
    assert [each.label for each in over.dimensions[1].categories] == [
        "2025-H1",
        "2025-H2",
        "2026-H1",
        "2026-H2",
        "2027-H1",
    ]
    assert over.cell({"intake_period": "period_3"}).value == 1
    assert (
        over.cell({"intake_period": "period_4"}).value
        == made.table("housing_at_intake").total.value
    )
    assert over.total.value == 3
    first_ever = intake.over_time(office.database, Period.parse("1990-H2"))
    assert [len(table.dimensions[1].categories) for table in first_ever] == [2]
    assert not [*intake.over_time(office.database, Period.of_days(DAY, DAY))]


def test_an_empty_register_shows_every_zero(office):
    report = office.report()
    assert all(cell.value == 0 for table in report.tables for cell in table.cells)
    assert all(table.definition.endswith(".") for table in report.tables)
    assert [part.words for part in report.highlights] == [
        "förfrågningar",
        "bedömningssamtal genomförda",
        "kvinnor med stöd",
        "samtal genomförda",
    ]


@pytest.mark.unmeasured
def test_the_years_of_a_whole_office_add_up_and_agree_with_another_way_to_count(tmp_path):
    made = copied_office(tmp_path)
    with open_database(made) as database:

        def report(period, audience=Audience.INTERNAL):
            return build_report(
                database, Period.parse(period), audience=audience, made_on=date(2027, 12, 15)
            )

        year, halves = report("2027"), (report("2027-H1"), report("2027-H2"))
        for table in ("inquiries", "sessions_held", "session_minutes", "assessment_calls",
                      "concern_checks", "cases_opened", "cases_closed"):  # fmt: skip
            whole = figures(year, table)
            parts = [figures(half, table) for half in halves]
            assert {name: sum(part[name] for part in parts) for name in whole} == whole
        women = [figures(each, "women")[TOTAL] for each in (year, *halves)]
        assert max(women[1:]) <= women[0] <= sum(women[1:])
        brute = database.value(
            "SELECT count(DISTINCT p.id) FROM person p JOIN support_case c ON c.person_id = p.id"
            " JOIN intervention i ON i.case_id = c.id"
            " JOIN counselling_session s ON s.intervention_id = i.id"
            " WHERE p.identity <> 'anonymous' AND s.attendance = 'held'"
            " AND s.held_on LIKE '2027-%'"
        )
        assert figures(year, "women")["support"] == brute
        assert figures(year, "women_by_kind")[TOTAL] == brute
        external = report("2027-H1", Audience.EXTERNAL)
        assert external.audience is Audience.EXTERNAL
        assert not any(map(shows_small, external.tables))
        assert figures(external, "women")[TOTAL] == figures(halves[0], "women")[TOTAL]
        assert figures(external, "inquiries")[TOTAL] == figures(halves[0], "inquiries")[TOTAL]


def test_whoever_is_behind_a_figure_is_as_many_as_it_says(tmp_path):
    """Drill-down = figure, in every table that knows who is behind it (5.8)."""
    half, year = Period.parse("2027-H1"), Period.parse("2027")
    with open_database(copied_office(tmp_path)) as database:
        found = build_report(database, half, made_on=date(2027, 7, 1))
        out = [table for period in (half, year) for table in outside.tables(database, period)]
    # Every table of either audience stands under a heading.
    named = {id_ for _heading, ids in SECTIONS for id_ in ids}
    assert {table.id for table in (*found.tables, *out)} == named
    # Whoever changes what a figure means gives the definitions a new version (domain.md 3.3).
    said = sorted({(table.id, table.definition) for table in (*found.tables, *out)})
    assert (DEFINITIONS, sha256(repr(said).encode()).hexdigest()[:16]) == (
        "2026-1",
        "20e51a0f7b7c032b",
    )
    known = [table for table in found.tables if table.heads]
    assert len(known) >= 8
    for table in known:
        for cell in table.cells:
            assert len(heads_of(table, cell.at)) == cell.value
