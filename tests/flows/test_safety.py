"""Violence, perpetrators, risk, safety plans and concern reports through their flows."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from kvinnobyran.domain.case import Case
from kvinnobyran.domain.concern import (
    ConcernAnswer,
    ConcernChild,
    ConcernReport,
    GuardianInformed,
    ReportState,
)
from kvinnobyran.domain.contact_ban import ContactBan
from kvinnobyran.domain.ids import new_id
from kvinnobyran.domain.likeness import Likeness
from kvinnobyran.domain.missing import Answer
from kvinnobyran.domain.perpetrator import NAME_SETTING, Perpetrator, PerpetratorName
from kvinnobyran.domain.person import Person
from kvinnobyran.domain.risk import RiskAssessment, RiskLevel
from kvinnobyran.domain.safety_plan import SafetyPlan
from kvinnobyran.domain.task import Task, TaskSource, TaskState
from kvinnobyran.domain.trouble import ChangedMeanwhile, Refused
from kvinnobyran.domain.violence import (
    ChildExposure,
    ChildExposureKind,
    ViolenceExposure,
    ViolenceForm,
    ViolenceSubtype,
)
from kvinnobyran.flows.concerns import (
    DECIDE,
    FEEDBACK,
    hide_from_her,
    release_to_her,
    save_concern_report,
)
from kvinnobyran.flows.history import undo_step
from kvinnobyran.flows.office import change_setting
from kvinnobyran.flows.risk import save_risk
from kvinnobyran.flows.safety_plans import decide_on_paper, save_safety_plan
from kvinnobyran.flows.violence import (
    forget_name,
    read_name,
    remove_contact_ban,
    remove_perpetrator,
    save_contact_ban,
    save_exposure,
    save_name,
    save_perpetrator,
)
from kvinnobyran.statistics import reading
from kvinnobyran.statistics.counting import build_report
from kvinnobyran.statistics.period import Period
from kvinnobyran.statistics.tables import Audience
from kvinnobyran.store import cases as stored
from kvinnobyran.store import people, safety
from kvinnobyran.store.dossier import dossier
from kvinnobyran.store.own_view import hers
from kvinnobyran.store.search import search
from tests.flows.conftest import Office


@contextmanager
def refuses(words: str) -> Iterator[None]:
    """Expect a refusal one of whose sentences holds these words."""
    with pytest.raises(Refused) as error:
        yield
    assert any(words in fault.sentence for fault in error.value.faults)


def finding(office: Office, case: Case, **more: Any) -> ViolenceExposure:
    return replace(
        ViolenceExposure(
            id=new_id(),
            case_id=case.id,
            assessed_on=office.work.today,
            asked=Answer.YES,
            forms=frozenset({ViolenceForm.PHYSICAL}),
        ),
        **more,
    )


def tasks(office: Office, case: Case) -> list[tuple[str, date, TaskState]]:
    found = office.database.all(
        Task, "SELECT * FROM task WHERE case_id = ? ORDER BY due_on", (case.id,)
    )
    return [(task.what, task.due_on, task.state) for task in found if task.rule != "domain.md A1"]


def journal_texts(office: Office) -> str:
    """Return everything that the journal still knows, as text."""
    return json.dumps(office.database.wire.rows("SELECT payload FROM journal"), default=str)


# --- violence in versions ----------------------------------------------------------------------


def test_a_new_finding_is_a_new_version_and_the_earlier_one_stays(office: Office) -> None:
    case = office.case()
    first = save_exposure(office.work, finding(office, case))
    office.later(40)
    second = save_exposure(
        office.work,
        finding(office, case, subtypes=frozenset({ViolenceSubtype.STALKING})),
        [ChildExposure(id=new_id(), exposure_id="", label=" Nova ", kind=ChildExposureKind.DIRECT)],
    )
    assert (first.version, second.version) == (1, 2)
    assert second.forms == {ViolenceForm.PHYSICAL, ViolenceForm.PSYCHOLOGICAL}
    assert stored.exposures(office.database, case.id) == [second, first]
    (child,) = safety.exposed_children(office.database, second.id)
    assert (child.label, child.exposure_id) == ("Nova", second.id)
    # The newest can be corrected, the earlier one not.
    corrected = save_exposure(office.work, replace(second, custody_dispute=Answer.YES))
    assert corrected.version == 2
    assert safety.exposed_children(office.database, second.id) == []
    with refuses("ny bedömning"):
        save_exposure(office.work, replace(first, custody_dispute=Answer.YES))
    assert save_exposure(office.work, first) == first


def test_a_child_in_a_finding_may_be_a_person_or_a_label(office: Office) -> None:
    case = office.case()
    nobody = ChildExposure(id=new_id(), exposure_id="", label="  ")
    with refuses("vilket barn"):
        save_exposure(office.work, finding(office, case), [nobody])
    save_exposure(
        office.work, finding(office, case), [replace(nobody, label="", person_id=case.person_id)]
    )


# --- contact bans ------------------------------------------------------------------------------


def test_S4_a_contact_ban_makes_tasks_that_follow_its_end(office: Office) -> None:
    case = office.case()
    until = office.work.today + timedelta(days=100)
    ban = save_contact_ban(office.work, ContactBan(id=new_id(), case_id=case.id, until=until))
    assert [(due, state) for _, due, state in tasks(office, case)] == [
        (until - timedelta(days=30), TaskState.OPEN),
        (until - timedelta(days=7), TaskState.OPEN),
    ]
    all_made = office.database.all(Task, "SELECT * FROM task WHERE rule = 'domain.md S4'")
    assert {task.source for task in all_made} == {TaskSource.RULE}
    save_contact_ban(office.work, ban)
    assert len(tasks(office, case)) == 2
    moved = save_contact_ban(office.work, replace(ban, until=until + timedelta(days=10)))
    assert [due for _, due, _ in tasks(office, case)] == [
        until - timedelta(days=20),
        until + timedelta(days=3),
    ]
    save_contact_ban(office.work, replace(moved, ended_on=office.work.today))
    assert {state for _, _, state in tasks(office, case)} == {TaskState.DROPPED}
    remove_contact_ban(office.work, replace(moved, ended_on=office.work.today))
    assert safety.contact_bans(office.database, case.id) == []


# --- perpetrators ------------------------------------------------------------------------------


@pytest.mark.unmeasured
def test_S6_a_perpetrator_is_never_found_outside_his_case(office: Office) -> None:
    case, other = office.case(), office.case("Påhittade Gren")
    him = save_perpetrator(office.work, Perpetrator(id=new_id(), case_id=case.id, letter=""))
    second = save_perpetrator(office.work, Perpetrator(id=new_id(), case_id=case.id, letter=""))
    also = save_perpetrator(office.work, Perpetrator(id=new_id(), case_id=other.id, letter=""))
    assert (him.letter, second.letter, also.letter) == ("A", "B", "A")
    name = PerpetratorName(
        id=new_id(), perpetrator_id=him.id, name="Zebulon Påhittqvist", reason="Stöd i rätten"
    )
    with refuses("sparas inte"):
        save_name(office.work, name)
    change_setting(office.work, NAME_SETTING, "1")
    with refuses("just det här ärendet"):
        save_name(office.work, replace(name, reason=""))
    save_name(office.work, name)
    # Not by any search, not as a similar person, not in the other woman's case, not in hers.
    assert search(office.database, "Zebulon") == []
    assert search(office.database, "Utövare") == []
    typed = Likeness(names=("Zebulon", "Påhittqvist", ""))
    assert people.similar_persons(office.database, typed) == []
    elsewhere = dossier(office.database, other.id)
    own = dossier(office.database, case.id)
    assert elsewhere is not None
    assert own is not None
    assert "Zebulon" not in repr(elsewhere)
    assert "Zebulon" not in repr(hers(own))
    assert "Zebulon" in repr(own)
    # Nor in anything that is counted, for whomever.
    period = Period(office.work.today.year)
    for audience in Audience:
        report = build_report(office.database, period, audience=audience, made_on=office.work.today)
        assert "Zebulon" not in repr(report)


def test_the_newest_version_of_a_day_is_what_the_report_counts(office: Office) -> None:
    case = office.case()
    save_exposure(office.work, finding(office, case))
    later = finding(office, case, forms=frozenset({ViolenceForm.ECONOMIC}))
    save_exposure(office.work, later)
    period = Period(office.work.today.year)
    assert [row.forms for row in reading.findings(office.database, period)] == [
        {ViolenceForm.PHYSICAL},
        {ViolenceForm.ECONOMIC},
    ]


def test_S6_reading_the_name_is_logged_and_forgetting_erases_it(office: Office) -> None:
    case = office.case()
    change_setting(office.work, NAME_SETTING, "1")
    him = save_perpetrator(office.work, Perpetrator(id=new_id(), case_id=case.id, letter=""))
    name = PerpetratorName(id=new_id(), perpetrator_id=him.id, name="Zebulon", reason="Rätten")
    save_name(office.work, name)
    save_name(office.work, replace(name, id=new_id(), name="Zebulon P"))
    found = read_name(office.work, him)
    assert found is not None
    assert (found.id, found.name) == (name.id, "Zebulon P")
    assert office.database.value("SELECT count(*) FROM journal WHERE kind = 'read'") == 1
    assert "Zebulon" in journal_texts(office)
    with refuses("Radera namnet först"):
        remove_perpetrator(office.work, him)
    forget_name(office.work, him)
    forget_name(office.work, him)
    assert "Zebulon" not in journal_texts(office)
    assert read_name(office.work, him) is None
    remove_perpetrator(office.work, him)


# --- risk --------------------------------------------------------------------------------------


def test_a_risk_assessment_asks_to_be_made_again_and_the_next_one_answers(office: Office) -> None:
    case = office.case()
    again = office.work.today + timedelta(days=30)
    first = RiskAssessment(
        id=new_id(),
        case_id=case.id,
        assessed_on=office.work.today,
        her_own=RiskLevel.LOW,
        ours=RiskLevel.HIGH,
        next_on=again,
    )
    save_risk(office.work, first)
    assert tasks(office, case) == [("Gör en ny riskbedömning", again, TaskState.OPEN)]
    office.later(29)
    save_risk(office.work, replace(first, id=new_id(), assessed_on=office.work.today, next_on=None))
    assert tasks(office, case) == [("Gör en ny riskbedömning", again, TaskState.DONE)]
    assert len(safety.risk_assessments(office.database, case.id)) == 2


# --- the safety plan ---------------------------------------------------------------------------


def plan_in(office: Office, case: Case, version: int = 1, **more: Any) -> SafetyPlan:
    plan = SafetyPlan(
        id=new_id(),
        case_id=case.id,
        version=version,
        made_on=office.work.today,
        safe_places="Hos grannen",
    )
    return replace(plan, **more)


def test_a_plan_is_saved_in_versions_and_none_is_written_over(office: Office) -> None:
    case = office.case()
    head = office.database.head()
    first = save_safety_plan(office.work, plan_in(office, case), expect=head)
    second = save_safety_plan(office.work, plan_in(office, case, 2, bag="Väskan"), expect=head)
    assert [p.version for p in safety.safety_plans(office.database, case.id)] == [2, 1]
    with refuses("Inget är ändrat"):
        save_safety_plan(office.work, replace(second, id=new_id(), version=3))
    # Somebody else saved version 2 while this one was being written.
    late = plan_in(office, case, 2, pets="Katten till mormor")
    with pytest.raises(ChangedMeanwhile):
        save_safety_plan(office.work, late, expect=head)
    assert save_safety_plan(office.work, late).version == 3
    undo_step(office.work)
    assert safety.safety_plans(office.database, case.id) == [second, first]


def test_paper_is_a_decision_past_a_warning_and_logged(office: Office) -> None:
    case = office.case("Emina")
    plan = save_safety_plan(office.work, plan_in(office, case, code_word="Emina"))
    with refuses("Papper kan hittas"):
        decide_on_paper(office.work, plan)
    decide_on_paper(office.work, plan, reasons={"paper": "Förvaras hos grannen"})
    assert office.database.value("SELECT count(*) FROM journal WHERE kind = 'print'") == 1
    named = save_safety_plan(office.work, plan_in(office, case, children="Ring emina"))
    with refuses("namn"):
        decide_on_paper(office.work, named, reasons={"paper": "Förvaras hos grannen"})
    save_exposure(
        office.work,
        finding(office, case),
        [ChildExposure(id=new_id(), exposure_id="", label="Nova, sju år")],
    )
    child = save_safety_plan(office.work, plan_in(office, case, children="Nova springer"))
    with refuses("namn"):
        decide_on_paper(office.work, child, reasons={"paper": "Förvaras hos grannen"})


# --- concern -----------------------------------------------------------------------------------


def noted(office: Office, case: Case) -> ConcernReport:
    return save_concern_report(
        office.work,
        ConcernReport(id=new_id(), case_id=case.id, arose_on=office.work.today),
        [ConcernChild(id=new_id(), report_id="", label="äldsta dottern")],
    )


def sent(office: Office, report: ConcernReport) -> ConcernReport:
    return save_concern_report(
        office.work,
        replace(
            report,
            state=ReportState.REPORTED,
            reported_on=office.work.today,
            reported_to="Socialtjänsten",
            guardian_informed=GuardianInformed.NO_FOR_SAFETY,
        ),
    )


def test_T8_a_report_is_followed_up_after_14_days_and_answered(office: Office) -> None:
    case = office.case()
    day = office.work.today
    report = noted(office, case)
    assert tasks(office, case) == [(DECIDE, day, TaskState.OPEN)]
    report = sent(office, report)
    assert report.reported_by == "Greta"
    assert [child.label for child in safety.concern_children(office.database, report.id)] == [
        "äldsta dottern"
    ]
    due = day + timedelta(days=14)
    assert tasks(office, case) == [
        (DECIDE, day, TaskState.DONE),
        (FEEDBACK, due, TaskState.OPEN),
    ]
    office.later(14)
    answered = replace(
        report,
        state=ReportState.ANSWERED,
        answer=ConcernAnswer.NOT_OPENED,
        answered_on=office.work.today,
    )
    save_concern_report(office.work, answered)
    assert tasks(office, case)[1] == (FEEDBACK, due, TaskState.DONE)


def test_T8_a_late_report_needs_a_reason_once(office: Office) -> None:
    case = office.case()
    report = noted(office, case)
    office.later(1)
    with refuses("samma dag"):
        sent(office, report)
    late = replace(
        report,
        state=ReportState.REPORTED,
        reported_on=office.work.today,
        reported_to="Socialtjänsten",
    )
    save_concern_report(office.work, late, reasons={"reported_on": "Det hände på natten"})
    save_concern_report(office.work, replace(late, what_was_said="Påhittat"))


@pytest.mark.parametrize("to", [ReportState.NOTED, ReportState.ASSESSING, ReportState.REPORTED])
def test_what_is_decided_is_not_decided_anew(office: Office, to: ReportState) -> None:
    report = noted(office, office.case())
    decided = save_concern_report(
        office.work, replace(report, state=ReportState.NOT_REPORTED, motive="Redan känt")
    )
    with refuses("Den ordningen finns inte"):
        save_concern_report(office.work, replace(decided, state=to))


def test_a_report_is_shown_to_her_only_when_released(office: Office) -> None:
    case = office.case()
    report = noted(office, case)
    with refuses("Avgör den först"):
        release_to_her(office.work, report)
    report = sent(office, report)

    def hers_now() -> str:
        found = dossier(office.database, case.id)
        assert found is not None
        return repr(hers(found))

    assert report.id not in hers_now()
    assert FEEDBACK not in hers_now()
    with refuses("tryggt"):
        release_to_her(office.work, report)
    released = release_to_her(office.work, report, reasons={"released_on": "Hon är i säkerhet"})
    assert report.id in hers_now()
    hide_from_her(office.work, released)
    assert report.id not in hers_now()


def test_the_name_of_nobody_stands_in_a_refusal(office: Office) -> None:
    case = office.case("Emina")
    person = office.database.get(Person, case.person_id)
    assert person is not None
    plan = save_safety_plan(office.work, plan_in(office, case, children="Emina ringer"))
    with pytest.raises(Refused) as error:
        decide_on_paper(office.work, plan)
    assert not any("Emina" in fault.sentence for fault in error.value.faults)
