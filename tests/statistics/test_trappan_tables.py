"""Children in Trappan are counted by what happened, and by their age that very day (T6, T7)."""

from datetime import UTC, datetime

from kvinnobyran.domain.session import SessionAttendance
from kvinnobyran.domain.trappan import Outcome, TrappanStep
from kvinnobyran.flows import consents, trappan, trappan_sessions
from kvinnobyran.statistics import makers
from kvinnobyran.statistics.period import Period
from kvinnobyran.statistics.tables import TOTAL
from kvinnobyran.statistics.trappan_tables import tables
from kvinnobyran.store import trappan as stored
from tests.flows.conftest import office  # noqa: F401 - a fixture
from tests.flows.trappan_kit import (
    Family,
    a_child,
    a_family,
    answers,
    held,
    in_custody,
    now,
    planned,
    running,
)

YEAR = Period(2027)


def counted(office, period=YEAR):  # noqa: F811 - the fixture
    return {table.id: table for table in tables(office.database, period)}


def at(table, category):
    return table.cell({table.dimensions[0].id: category}).value


def test_the_room_is_in_the_report():
    assert "kvinnobyran.statistics.trappan_tables" in makers.MAKERS


def test_scenario_12_begun_contact_done_and_paused(office):  # noqa: F811 - the fixture
    office.now = datetime(2027, 3, 17, 14, 0, tzinfo=UTC)
    family = a_family(office, "2020-02-02")
    programme = running(office, family)
    held(office, planned(office, [programme], office.work.today))
    office.later(7)
    trappan.take_step(office.work, programme, TrappanStep.RECONSTRUCTION, office.work.today)
    consent = stored.consents_about(
        office.database, family.child.id, consents.ConsentPurpose.TRAPPAN
    )[0]
    consents.withdraw(office.work, consent, reason="Ringde")
    found = counted(office)
    children = found["trappan_children"]
    assert {
        name: at(children, name)
        for name in ("started", "contact_done", "reconstruction_done", "paused", "completed", TOTAL)
    } == {
        "started": 1, "contact_done": 1, "reconstruction_done": 0, "paused": 1, "completed": 0,
        TOTAL: 1,
    }  # fmt: skip
    assert at(found["trappan_started_by_age"], "7_12") == 1
    assert at(found["trappan_sessions"], "contact") == 1


def test_scenario_13_a_joint_session_is_one_session_and_two_children(office):  # noqa: F811 - the fixture
    family = a_family(office, "2020-02-02")
    olle = a_child(office, family.case, "2020-02-02", "Olle")
    in_custody(office, family.case, olle, family.father)
    both = [running(office, family), running(office, Family(family.case, olle, family.father))]
    held(office, planned(office, both, office.work.today))
    alone = planned(office, both[:1], office.work.today)
    trappan_sessions.save_trappan_session(
        office.work,
        alone.__class__(
            id=alone.id,
            case_id=alone.case_id,
            held_on=alone.held_on,
            attendance=SessionAttendance.MISSED,
        ),
        stored.children_at(office.database, alone.id),
    )
    found = counted(office)
    assert at(found["trappan_sessions"], TOTAL) == 1
    assert at(found["trappan_children"], "started") == 2


def test_T6_a_child_that_turned_eighteen_is_an_adult_in_what_came_after(office):  # noqa: F811 - the fixture
    family = a_family(office, "2009-06-01")
    programme = running(office, family)
    office.now = datetime(2027, 6, 2, 9, 0, tzinfo=UTC)
    answers(office, family.case, family.child, family.child.id)
    for step in (TrappanStep.RECONSTRUCTION, TrappanStep.KNOWLEDGE):
        trappan.take_step(office.work, now(office, programme), step, office.work.today)
    trappan.finish_trappan(office.work, programme, office.work.today, Outcome.SATISFIED)
    found = counted(office)
    assert at(found["trappan_started_by_age"], "13_17") == 1
    assert at(found["trappan_completed_by_age"], "adult") == 1
    assert at(counted(office, Period(2026))["trappan_children"], TOTAL) == 0


def test_a_birth_that_may_be_in_two_groups_is_unknown(office):  # noqa: F811 - the fixture
    family = a_family(office, "2014")
    programme = running(office, family)
    found = counted(office)
    assert at(found["trappan_started_by_age"], "unknown") == 1
    trappan.break_off_trappan(office.work, programme, office.work.today, "Slutade komma")
    assert at(counted(office)["trappan_broken_off_by_age"], "unknown") == 1
