"""Marked rows become tables in which everything adds up, whatever the rows are."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kvinnobyran.domain.assessment import AssessmentOutcome, AssessmentState, HousingSituation
from kvinnobyran.domain.case import CloseReason, Regime
from kvinnobyran.domain.concern import ConcernCheck, ReportState
from kvinnobyran.domain.dates import PartialDate
from kvinnobyran.domain.inquiry import Caller, Channel, InquiryOutcome, RefusalReason
from kvinnobyran.domain.kinds import KINDS
from kvinnobyran.domain.missing import Answer
from kvinnobyran.domain.organisation import AuthorityKind
from kvinnobyran.domain.person import Municipality
from kvinnobyran.domain.session import SessionAttendance
from kvinnobyran.domain.violence import PerpetratorRelation, ViolenceForm
from kvinnobyran.statistics import counting, rows
from kvinnobyran.statistics.behind import heads_of
from kvinnobyran.statistics.period import Period
from kvinnobyran.statistics.reader import riddle
from kvinnobyran.statistics.tables import TOTAL, Audience, Report
from kvinnobyran.statistics.tally import cells, ones
from kvinnobyran.statistics.unique import unique_women
from kvinnobyran.store.authorities import KindRow
from tests.statistics import sample_dimensions as sample

PERIOD = Period.parse("2027-H1")
PERSONS = [f"{number:032x}" for number in range(6)]
CASES = [f"{number:032x}" for number in range(100, 108)]
OWNER = {case: PERSONS[number % 6] for number, case in enumerate(CASES)}
DAYS = st.dates(PERIOD.first, PERIOD.last)
AROUND = st.dates(date(2026, 6, 1), PERIOD.last)
CASE = st.sampled_from(CASES)


def maybe(strategy):
    return st.none() | strategy


@st.composite
def with_owner(draw, row, /, **fields):
    case = draw(CASE)
    drawn = {name: draw(strategy) for name, strategy in fields.items()}
    return row(case_id=case, person_id=OWNER[case], day=draw(DAYS), **drawn)


INQUIRIES = st.builds(
    rows.InquiryRow,
    id=CASE,
    day=DAYS,
    channel=st.sampled_from(Channel),
    caller=maybe(st.sampled_from(Caller)),
    outcome=maybe(st.sampled_from(InquiryOutcome)),
    refusal_reason=maybe(st.sampled_from(RefusalReason)),
    violence_stated=st.frozensets(st.sampled_from(ViolenceForm)),
)
CALLS = with_owner(
    rows.CallRow,
    id=CASE,
    state=st.sampled_from(AssessmentState),
    outcome=maybe(st.sampled_from(AssessmentOutcome)),
    children_at_home=maybe(st.integers(0, 20)),
    concern_check=maybe(st.sampled_from(ConcernCheck)),
)
SESSIONS = with_owner(
    rows.SessionRow,
    kind=st.sampled_from(KINDS),
    attendance=st.sampled_from(SessionAttendance),
    minutes=st.integers(5, 240),
    children_involved=st.booleans(),
    concern_check=maybe(st.sampled_from(ConcernCheck)),
)
FINDINGS = with_owner(
    rows.FindingRow,
    asked=st.sampled_from(Answer),
    forms=st.frozensets(st.sampled_from(ViolenceForm)),
    dominant=maybe(st.sampled_from(ViolenceForm)),
    perpetrator=st.sampled_from(PerpetratorRelation),
)
CASE_ROWS = st.builds(
    rows.CaseRow,
    id=CASE,
    person_id=st.sampled_from(PERSONS),
    regime=st.sampled_from(Regime),
    opened_on=AROUND,
    closed_on=maybe(st.dates(PERIOD.first, date(2027, 12, 31))),
    close_reason=maybe(st.sampled_from(CloseReason)),
    earlier_case_id=maybe(CASE),
    states_earlier_contact=st.sampled_from(Answer),
)
VISITS = with_owner(rows.VisitRow)
NIGHTS = with_owner(rows.NightRow)
INTAKES = st.builds(
    rows.IntakeRow,
    id=CASE,
    person_id=st.sampled_from(PERSONS),
    day=AROUND,
    housing=st.sampled_from(HousingSituation),
)
CONCERNS = st.builds(
    rows.ConcernRow,
    id=CASE,
    arose_on=DAYS,
    state=st.sampled_from(ReportState),
    reported_on=maybe(AROUND),
    answered_on=maybe(AROUND),
)
BIRTHS = maybe(
    st.sampled_from(
        [
            PartialDate.from_stored(text)
            for text in ("1990-05-05", "2010", "1962-02", "2002-vår", "~30@2027-02-09")
        ]
    )
)


AUTHORITIES = st.builds(
    KindRow,
    person_id=st.sampled_from(PERSONS),
    known=st.booleans(),
    kind=st.sampled_from(AuthorityKind),
    contacts=st.integers(1, 9),
    attended=st.integers(0, 1),
)


def _whose(row):
    return row.person_id, row.kind


@st.composite
def materials(draw):
    known = draw(st.sets(st.sampled_from(PERSONS)))
    return rows.Material(
        period=PERIOD,
        inquiries=draw(st.lists(INQUIRIES, max_size=12)),
        calls=draw(st.lists(CALLS, max_size=12)),
        sessions=draw(st.lists(SESSIONS, max_size=20)),
        findings=draw(st.lists(FINDINGS, max_size=10)),
        visits=draw(st.lists(VISITS, max_size=5)),
        nights=draw(st.lists(NIGHTS, max_size=5)),
        intakes=draw(st.lists(INTAKES, max_size=6, unique_by=lambda row: row.id)),
        cases=draw(st.lists(CASE_ROWS, max_size=8, unique_by=lambda row: row.id)),
        concerns=draw(st.lists(CONCERNS, max_size=6)),
        started=frozenset(draw(st.sets(CASE))),
        children=draw(st.dictionaries(st.sampled_from(PERSONS), st.integers(0, 20))),
        women={
            person: rows.WomanRow(
                id=person, birth=draw(BIRTHS), municipality=draw(st.sampled_from(Municipality))
            )
            for person in sorted(known)
        },
        authorities=draw(st.lists(AUTHORITIES, max_size=10, unique_by=_whose)),
    )


@pytest.mark.unmeasured
@settings(max_examples=40)
@given(materials())
def test_whatever_was_written_every_table_adds_up_and_all_agree(material):
    tables = tuple(counting._for_the_office(material))
    # A table that does not add up, or that disagrees with another, raises here.
    Report(period=PERIOD, audience=Audience.INTERNAL, tables=tables, made_on=PERIOD.last)
    assert all(unknown.value >= 0 for unknown in riddle(tables).unknowns)
    for table in tables:
        for cell in table.cells if table.heads else ():
            assert len(heads_of(table, cell.at)) == cell.value


@pytest.mark.unmeasured
@settings(max_examples=40)
@given(materials())
def test_every_woman_stands_in_every_table_of_women_once(material):
    tables = {table.id: table for table in counting._for_the_office(material)}
    women = unique_women(material)
    assert len(women) <= len(material.women)
    for table in ("women", "women_by_age", "women_by_municipality", "women_by_children"):
        assert tables[table].total.value == len(women)
    supported = sum(woman.supported for woman in women)
    assert tables["women"].cell({"contact": "support"}).value == supported
    assert tables["women_newness"].total.value == tables["women_by_kind"].total.value == supported
    assessed = sum(woman.assessed for woman in women)
    assert tables["violence_assessment"].total.value == assessed
    assert tables["women_after_assessment"].total.value == assessed
    held = [row for row in material.sessions if row.attendance is SessionAttendance.HELD]
    assert tables["sessions_held"].total.value == len(held)
    assert tables["session_minutes"].total.value == sum(row.minutes for row in held)
    assert tables["session_attendance"].total.value == len(material.sessions)
    assert tables["inquiries"].total.value == len(material.inquiries)
    contacts = sum(row.contacts for row in material.authorities)
    assert tables["authority_contacts"].total.value == contacts
    helped = {row.person_id for row in material.authorities if row.known}
    assert tables["authority_women"].total.value == len(helped)


@given(st.lists(st.tuples(sample.ROWS, st.integers(1, 240))))
def test_a_total_is_what_its_rows_weigh(weighed):
    marks = [({"one": one, "many": many}, weight) for (one, many), weight in weighed]
    counted = {
        tuple(cell.at.values()): cell.value for cell in cells((sample.ONE, sample.MANY), marks)
    }
    assert counted[TOTAL, TOTAL] == sum(weight for _row, weight in weighed)
    for one in ("a", "b"):
        assert counted[one, TOTAL] == sum(w for (each, _m), w in weighed if each == one)
    for many in ("x", "y", "z"):
        assert counted[TOTAL, many] == sum(w for (_o, each), w in weighed if many in each)


def test_a_table_without_rows_has_all_its_places():
    found = cells((sample.ONE, sample.MANY), ones([]))
    assert len(found) == 3 * 4
    assert {cell.value for cell in found} == {0}
