"""Support over months, through the flows: the life cycle of 3.2, sessions, G7, G8, R5."""

from dataclasses import replace
from datetime import date, time, timedelta
from itertools import product

import pytest

from kvinnobyran.domain.assessment import AssessmentCall, AssessmentOutcome
from kvinnobyran.domain.case import Case
from kvinnobyran.domain.ids import new_id
from kvinnobyran.domain.intervention import (
    TRANSITIONS,
    Intervention,
    Purpose,
)
from kvinnobyran.domain.kinds.aftercare_contact import AFTERCARE_CONTACT
from kvinnobyran.domain.kinds.therapy import THERAPY
from kvinnobyran.domain.person import Person
from kvinnobyran.domain.session import (
    CounsellingSession,
    Participant,
    Presence,
    Role,
    SessionAttendance,
)
from kvinnobyran.domain.trouble import Refused
from kvinnobyran.flows import interventions, sessions
from kvinnobyran.flows.assessments import assess
from kvinnobyran.flows.kin import remove_around
from kvinnobyran.store import cases as stored
from kvinnobyran.store import support
from kvinnobyran.store.dossier import dossier
from kvinnobyran.store.kin import relations
from kvinnobyran.store.undo import redo, undo
from tests.flows.conftest import Office
from tests.flows.support_kit import State, begun, hold, sentences, session, waiting
from tests.flows.test_case_work import assessed, call_in, finding, now_of
from tests.flows.test_first_contact import refused
from tests.flows.test_people_around import around


@pytest.fixture
def case(office: Office) -> Case:
    """Return a case whose woman has been assessed."""
    opened = office.case()
    assessed(office, opened, outcome=AssessmentOutcome.SUPPORT_OFFERED)
    return now_of(office, opened)


@pytest.fixture
def talks(office: Office, case: Case) -> Intervention:
    """Return counselling that goes on."""
    return begun(office, case)


# --- the life cycle of 3.2 --------------------------------------------------------------------


def test_32_a_step_that_is_not_drawn_is_refused(office: Office, case: Case) -> None:
    day = office.work.today
    for earlier, to in product(State, repeat=2):
        whole = Intervention(
            id=new_id(),
            case_id=case.id,
            kind=THERAPY,
            state=earlier,
            offered_on=day,
            started_on=day,
            paused_until=day + timedelta(days=7),
            ended_on=day,
            end_reason="Påhittat",
            aftercare_until=day + timedelta(days=90),
            purposes=frozenset(Purpose),
        )
        with office.work.step("Påhittat") as tx:
            tx.insert(whole)
        moved = replace(whole, state=to)
        if to is earlier or to in TRANSITIONS[earlier]:
            assert interventions.save_intervention(office.work, moved) == moved
            continue
        with pytest.raises(Refused) as error:
            interventions.save_intervention(office.work, moved)
        assert sentences(error) == [
            f"En insats som är {earlier.label} kan inte bli {to.label}.",
        ]


def test_g8_support_before_the_assessment_wants_a_motive_and_makes_a_task(office: Office) -> None:
    case = office.case()
    with pytest.raises(Refused) as error:
        begun(office, case)
    assert sentences(error) == [
        "Bedömningssamtalet är inte gjort. Gör det först, eller skriv varför det är akut."
    ]
    begun(office, case, urgent_motive="Hon är rädd i kväll")
    assert waiting(office, case) == [("domain.md G8", office.work.today + timedelta(days=14))]


def test_a_pause_cancels_what_is_planned_in_it_and_reminds(
    office: Office, case: Case, talks: Intervention
) -> None:
    inside, outside = (
        sessions.save_session(
            office.work,
            session(
                office,
                talks,
                held_on=office.work.today + timedelta(days=after),
                attendance=SessionAttendance.PLANNED,
            ),
        )
        for after in (7, 28)
    )
    with pytest.raises(Refused) as error:
        interventions.pause_intervention(office.work, talks, office.work.today)
    assert refused(error) == ["paused_until", "paused_until"]
    until = office.work.today + timedelta(days=21)
    paused = interventions.pause_intervention(office.work, talks, until, reason="Resa")
    met = {each.id: each for each in stored.sessions(office.database, case.id)}
    assert met[inside.id].attendance is SessionAttendance.CANCELLED_BY_US
    assert met[inside.id].reason == interventions.PAUSED
    assert met[outside.id].attendance is SessionAttendance.PLANNED
    assert waiting(office, case) == [("domain.md 3.2", until)]
    resumed = interventions.resume_intervention(office.work, paused)
    assert (resumed.state, resumed.paused_until) == (State.ONGOING, None)
    assert waiting(office, case) == []
    with pytest.raises(Refused):
        interventions.resume_intervention(office.work, replace(talks, state=State.COMPLETED))


def test_a16_aftercare_is_looked_at_again(office: Office, case: Case, talks: Intervention) -> None:
    ended = interventions.end_intervention(
        office.work, talks, State.COMPLETED, ended_on=office.work.today
    )
    after = interventions.begin_aftercare(office.work, ended)
    assert (after.state, after.aftercare_until) == (State.AFTERCARE, date(2027, 5, 9))
    assert waiting(office, case) == [("domain.md B11", date(2027, 5, 9))]
    hold(office, after)
    contact = begun(office, case, kind=AFTERCARE_CONTACT)
    done = interventions.end_intervention(
        office.work, contact, State.COMPLETED, ended_on=office.work.today
    )
    with pytest.raises(Refused) as error:
        interventions.begin_aftercare(office.work, done)
    assert refused(error) == ["state"]


def test_r5_a_kind_that_is_not_offered_any_more_begins_no_more(office: Office, case: Case) -> None:
    kept = begun(office, case, kind=THERAPY)
    row = support.kind_on_offer(office.database, THERAPY.value)
    assert row is not None
    with office.work.step("Påhittat") as tx:
        tx.update(replace(row, offered_until=office.work.today - timedelta(days=1)))
    with pytest.raises(Refused) as error:
        begun(office, case, kind=THERAPY)
    assert sentences(error) == [interventions.NOT_OFFERED]
    interventions.save_intervention(office.work, replace(kept, counsellor="Tilde"))


def test_what_has_begun_does_not_become_something_else(
    office: Office, case: Case, talks: Intervention
) -> None:
    with pytest.raises(Refused) as error:
        interventions.save_intervention(office.work, replace(talks, kind=THERAPY))
    assert refused(error) == ["kind"]
    offered = begun(office, case, state=State.OFFERED, started_on=None)
    other = interventions.save_intervention(office.work, replace(offered, kind=THERAPY))
    assert other.kind is THERAPY


# --- sessions ---------------------------------------------------------------------------------


def planned(office: Office, talks: Intervention, **change: object) -> CounsellingSession:
    values: dict[str, object] = {
        "attendance": SessionAttendance.PLANNED,
        "held_on": office.work.today + timedelta(days=1),
        "starts_at": time(10),
    }
    return session(office, talks, **{**values, **change})


def test_g7_a_series_is_one_step_and_undone_as_one(
    office: Office, case: Case, talks: Intervention
) -> None:
    tolk = Participant(id=new_id(), session_id="", role=Role.INTERPRETER, words="tolk")
    made = sessions.plan_series(
        office.work, planned(office, talks), weeks=2, count=6, participants=[tolk]
    )
    found = stored.planned_sessions(office.database, case.id)
    assert [each.id for each in found] == [each.id for each in made]
    assert found[5].held_on - found[0].held_on == timedelta(weeks=10)
    assert [len(support.participants(office.database, each.id)) for each in made] == [1] * 6
    assert undo(office.database, user="Greta", now=office.now) == "Serie av samtal"
    assert stored.planned_sessions(office.database, case.id) == []
    redo(office.database, user="Greta", now=office.now)
    assert len(stored.planned_sessions(office.database, case.id)) == 6


def test_g7_a_series_warns_of_the_days_that_are_taken(
    office: Office, case: Case, talks: Intervention
) -> None:
    other = office.case("Påhittade Björk")
    assessed(office, other, outcome=AssessmentOutcome.SUPPORT_OFFERED)
    hers = begun(office, other)
    sessions.plan_series(office.work, planned(office, hers), weeks=1, count=2)
    first = planned(office, talks, starts_at=time(10, 30))
    with pytest.raises(Refused) as error:
        sessions.plan_series(office.work, first, weeks=1, count=4)
    assert sentences(error) == ["Du har redan något annat den tiden 2 av dagarna."]
    reasons = {"starts_at": "Flyttar det andra"}
    assert len(sessions.plan_series(office.work, first, weeks=1, count=4, reasons=reasons)) == 4


@pytest.mark.parametrize(
    ("change", "weeks", "count", "field"),
    [
        ({}, 0, 4, "count"),
        ({}, 1, 53, "count"),
        ({"attendance": SessionAttendance.HELD}, 1, 2, "attendance"),
        ({"held_on": date(2027, 2, 8)}, 1, 2, "held_on"),
        ({"minutes": 300}, 1, 2, "minutes"),
    ],
)
def test_g7_what_is_no_series(
    office: Office,
    talks: Intervention,
    change: dict[str, object],
    weeks: int,
    count: int,
    field: str,
) -> None:
    with pytest.raises(Refused) as error:
        sessions.plan_series(
            office.work, planned(office, talks, **change), weeks=weeks, count=count
        )
    assert refused(error) == [field]


def test_g7_a_booked_assessment_takes_the_hour_too(office: Office, talks: Intervention) -> None:
    other = office.case("Påhittade Björk")
    with office.work.step("Påhittat") as tx:
        tx.insert(
            AssessmentCall(
                id=new_id(),
                case_id=other.id,
                booked_for=office.work.today + timedelta(days=1),
                booked_at=time(9, 30),
            )
        )
    with pytest.raises(Refused) as error:
        sessions.save_session(office.work, planned(office, talks))
    assert sentences(error) == ["Du har redan något annat den tiden."]
    later = planned(office, talks, starts_at=time(10, 30))
    sessions.save_session(office.work, later)
    kept = {"starts_at": "Hon kunde bara då"}
    same = sessions.save_session(office.work, planned(office, talks), reasons=kept)
    # What was settled when it was planned is not asked again when it has been held.
    office.later(1)
    sessions.save_session(office.work, replace(same, attendance=SessionAttendance.HELD))


def test_who_was_there_is_written_once_each(office: Office, talks: Intervention) -> None:
    met = session(office, talks)
    child = Participant(id=new_id(), session_id=met.id, role=Role.CHILD, words="Äldsta")
    with pytest.raises(Refused) as error:
        sessions.save_session(office.work, met, participants=[child])
    assert refused(error) == ["participants"]
    came = replace(child, presence=Presence.PRESENT)
    aunt = Participant(id=new_id(), session_id=met.id, role=Role.OTHER, presence=Presence.ABSENT)
    sessions.save_session(office.work, met, participants=[came, aunt])
    assert support.participants(office.database, met.id) == [came, aunt]
    sessions.save_session(office.work, replace(met, minutes=45))
    assert len(support.participants(office.database, met.id)) == 2
    sessions.save_session(office.work, met, participants=[came])
    assert support.participants(office.database, met.id) == [came]


def test_S1_somebody_of_hers_is_linked_and_not_named(
    office: Office, case: Case, talks: Intervention
) -> None:
    pricken = around(office, case.person_id, alias="Påhittade Pricken")
    stranger = around(office, office.case("Hittepå").person_id, alias="Någon annans")
    met = session(office, talks)
    child = Participant(
        id=new_id(), role=Role.CHILD, person_id=pricken.id, words="Pricken",
        presence=Presence.PRESENT,
    )  # fmt: skip
    with pytest.raises(Refused) as error:
        sessions.save_session(
            office.work, met, participants=[replace(child, person_id=stranger.id)]
        )
    assert refused(error) == ["participants"]
    sessions.save_session(office.work, met, participants=[child])
    (there,) = support.participants(office.database, met.id)
    assert (there.person_id, there.words) == (pricken.id, "")
    # Who has been there was there, also when nobody is hers any more.
    (slip,) = relations(office.database, case.person_id)
    remove_around(office.work, slip, seen_from=case.person_id)
    sessions.save_session(office.work, replace(met, minutes=45), participants=[there])
    assert office.database.get(Person, pricken.id) == pricken


def test_who_was_at_an_assessment_call_is_written_with_it(office: Office) -> None:
    case = office.case("Påhittade Gran")
    booked = call_in(office, case)
    call = replace(
        booked, children_at_home=0, outcome=AssessmentOutcome.SUPPORT_OFFERED, place="Påhittat rum"
    )
    exposure = finding(office, case)
    aunt = Participant(id=new_id(), role=Role.OTHER, words="moster", presence=Presence.PRESENT)
    late = replace(aunt, presence=Presence.EXPECTED)
    with pytest.raises(Refused) as error:
        assess(office.work, call, exposure, participants=[late])
    assert refused(error) == ["participants"]
    assess(office.work, call, exposure, participants=[aunt])
    (there,) = support.participants(office.database, call.id)
    assert (there.assessment_call_id, there.session_id, there.words) == (call.id, None, "moster")
    found = dossier(office.database, case.id)
    assert found is not None
    assert found.of(Participant) == (there,)
    # Amended without a word of who was there, it stays; said anew, it is what is said.
    assess(office.work, replace(call, minutes=60), exposure)
    assert support.participants(office.database, call.id) == [there]
    assess(office.work, call, exposure, participants=[])
    assert support.participants(office.database, call.id) == []


def test_a_missed_session_keeps_its_reason(office: Office, talks: Intervention) -> None:
    first = sessions.save_session(office.work, planned(office, talks, held_on=office.work.today))
    missed = sessions.cancel_session(
        office.work, first, SessionAttendance.MISSED, "Kom inte, svarade inte"
    )
    assert office.database.get(CounsellingSession, first.id) == missed
    with pytest.raises(Refused) as error:
        sessions.save_session(office.work, replace(missed, attendance=SessionAttendance.PLANNED))
    assert sentences(error) == ["Samtalet har redan ett svar. Planera ett nytt i stället."]
