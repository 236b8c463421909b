"""Every life cycle of the house: how a record comes into a state, and who may change it."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import partial
from typing import Any

from kvinnobyran.domain import (
    assessment,
    authority,
    case,
    concern,
    consent,
    disclosure,
    goal,
    inquiry,
    note,
    placement,
    plan,
    publication,
    reservation,
    session,
    task,
    trappan,
)
from kvinnobyran.domain.ids import new_id
from kvinnobyran.domain.intervention import Intervention, Purpose
from kvinnobyran.domain.kinds import cycle
from kvinnobyran.domain.kinds.counselling import COUNSELLING
from kvinnobyran.domain.missing import Answer
from kvinnobyran.domain.organisation import AuthorityKind
from kvinnobyran.domain.violence import ViolenceExposure
from kvinnobyran.flows import (
    assessments,
    authorities,
    cases,
    concerns,
    consents,
    disclosures,
    goals,
    inquiries,
    interventions,
    notes,
    sessions,
    tasks,
)
from kvinnobyran.flows.work import Work
from tests.domain import (
    custody_machine,
    group_machines,
    housing_machine,
    plan_machine,
    publication_machine,
    school_machines,
    trappan_machine,
)
from tests.flows.conftest import Office

Way = Callable[[], object]


class Always(dict[str, str]):
    """Reasons for every warning there may be."""

    def get(self, key: str, default: Any = None) -> str:
        return f"{key}: prov"


REASONS = Always()


@dataclass(frozen=True, slots=True, kw_only=True)
class Machine:
    """One life cycle: how a record comes into a state, and every flow that writes the state."""

    transitions: Mapping[Any, frozenset[Any]]
    made: Callable[[Office, case.Case, Any], Any]
    ways: Callable[[Work, Any, Any], Iterable[Way]]
    sittings: frozenset[tuple[Any, Any]] = frozenset()
    """Pairs that are several drawn steps which one form takes at once."""
    field: str = "state"


def on(office: Office) -> date:
    return office.work.today - timedelta(days=1)


# --- the first call, the case, the assessment -----------------------------------------------------

I = inquiry.InquiryState


def an_inquiry(office: Office, _: case.Case, state: Any) -> inquiry.Inquiry:
    return replace(office.inquiry(), state=state, outcome=inquiry.InquiryOutcome.NOT_REACHED)


def ways_of_inquiry(work: Work, record: inquiry.Inquiry, to: Any) -> Iterator[Way]:
    closing = replace(record, outcome=inquiry.InquiryOutcome.ADVICE_GIVEN)
    if to is I.IN_CONTACT:
        yield partial(inquiries.take_up_again, work, record)
    if to is I.DECIDED:
        yield partial(inquiries.keep_as_statistics, work, record)
    if to is I.CLOSED:
        yield partial(inquiries.keep_as_statistics, work, closing)


C = case.CaseState


def a_case(office: Office, opened: case.Case, state: Any) -> case.Case:
    closed = state is C.CLOSED
    return replace(
        opened,
        state=state,
        closed_on=office.work.today if closed else None,
        close_reason=case.CloseReason.HER_WISH if closed else None,
        paused_until=office.work.today if state is C.PAUSED else None,
    )


def ways_of_case(work: Work, record: case.Case, to: Any) -> Iterator[Way]:
    today = work.today
    yield partial(cases.save_case, work, replace(record, state=to), reasons=REASONS)
    if to is C.PAUSED:
        yield partial(cases.pause_case, work, record, today, reasons=REASONS)
    if to is C.CLOSED:
        why = case.CloseReason.HER_WISH
        yield partial(cases.close_case, work, record, closed_on=today, reason=why, reasons=REASONS)
    if to is C.ONGOING:
        yield partial(cases.resume_case, work, record)
        yield partial(cases.reopen_case, work, record)
        begun = Intervention(
            id=new_id(),
            case_id=record.id,
            kind=COUNSELLING,
            offered_on=today,
            urgent_motive="prov",
            purposes=frozenset(Purpose),
        )
        yield partial(interventions.start_intervention, work, begun, today, reasons=REASONS)


A = assessment.AssessmentState


def a_call(office: Office, within: case.Case, state: Any) -> assessment.AssessmentCall:
    return assessment.AssessmentCall(
        id=new_id(),
        case_id=within.id,
        booked_for=on(office),
        state=state,
        children_at_home=0,
        outcome=assessment.AssessmentOutcome.SUPPORT_OFFERED,
    )


def ways_of_call(work: Work, record: assessment.AssessmentCall, to: Any) -> Iterator[Way]:
    yield partial(assessments.book_assessment, work, replace(record, state=to))
    yield partial(assessments.mark_assessment, work, record, to)
    if to is A.REBOOKED:
        again = replace(record, id=new_id(), state=A.BOOKED)
        yield partial(assessments.rebook_assessment, work, record, again)
    if to is A.ASSESSED:
        found = ViolenceExposure(
            id=new_id(), case_id=record.case_id, assessed_on=work.today, asked=Answer.NO
        )
        yield partial(assessments.assess, work, record, found, reasons=REASONS)


# --- support --------------------------------------------------------------------------------------

S = cycle.InterventionState


def an_intervention(office: Office, within: case.Case, state: Any) -> Intervention:
    started = state in cycle.STARTED_STATES
    return Intervention(
        id=new_id(),
        case_id=within.id,
        kind=COUNSELLING,
        state=state,
        offered_on=on(office),
        started_on=on(office) if started else None,
        ended_on=office.work.today if state in cycle.ENDED_STATES else None,
        purposes=frozenset(Purpose),
        urgent_motive="prov",
    )


def ways_of_intervention(work: Work, record: Intervention, to: Any) -> Iterator[Way]:
    today = work.today
    filled = replace(
        record,
        state=to,
        started_on=record.started_on or today,
        ended_on=today if to in cycle.ENDED_STATES else None,
        paused_until=today + timedelta(days=7) if to is S.PAUSED else None,
        aftercare_until=today + timedelta(days=7) if to is S.AFTERCARE else None,
        end_reason="prov",
    )
    yield partial(interventions.save_intervention, work, filled, reasons=REASONS)
    if to is S.ONGOING:
        yield partial(interventions.start_intervention, work, record, today, reasons=REASONS)
        yield partial(interventions.resume_intervention, work, record)
    if to is S.PAUSED:
        until = today + timedelta(days=7)
        yield partial(interventions.pause_intervention, work, record, until, reasons=REASONS)
    if to in cycle.ENDINGS:
        yield partial(
            interventions.end_intervention,
            work,
            record,
            to,
            ended_on=today,
            end_reason="prov",
            reasons=REASONS,
        )
    if to is S.AFTERCARE:
        yield partial(interventions.begin_aftercare, work, record)


def a_session(office: Office, within: case.Case, state: Any) -> session.CounsellingSession:
    running = an_intervention(office, within, S.ONGOING)
    with office.work.step("Prov") as tx:
        tx.insert(running)
    return session.CounsellingSession(
        id=new_id(),
        intervention_id=running.id,
        held_on=office.work.today,
        attendance=state,
        reason="prov",
    )


def ways_of_session(work: Work, record: session.CounsellingSession, to: Any) -> Iterator[Way]:
    yield partial(sessions.save_session, work, replace(record, attendance=to), reasons=REASONS)
    yield partial(sessions.cancel_session, work, record, to, "prov")


def a_goal(office: Office, within: case.Case, state: Any) -> goal.Goal:
    ended = None if state is goal.GoalState.ACTIVE else office.work.today
    return goal.Goal(
        id=new_id(), case_id=within.id, words="Prov", set_on=on(office), state=state, ended_on=ended
    )


def ways_of_goal(work: Work, record: goal.Goal, to: Any) -> Iterator[Way]:
    yield partial(goals.save_goal, work, replace(record, state=to, ended_on=work.today))
    yield partial(goals.end_goal, work, record, to)
    if to is goal.GoalState.ACTIVE:
        yield partial(goals.resume_goal, work, record)


# --- notes, concern -------------------------------------------------------------------------------

N = note.NoteState


def a_note(office: Office, within: case.Case, state: Any) -> note.JournalNote:
    signed = state is N.SIGNED
    return note.JournalNote(
        id=new_id(),
        case_id=within.id,
        written_on=on(office),
        text="Prov",
        state=state,
        signed_by="Greta" if signed else "",
        signed_at=office.now if signed else None,
    )


def ways_of_note(work: Work, record: note.JournalNote, to: Any) -> Iterator[Way]:
    yield partial(notes.save_note, work, replace(record, state=to))
    if to is N.SIGNED:
        yield partial(notes.sign_note, work, record)


R = concern.ReportState


def a_report(office: Office, within: case.Case, state: Any) -> concern.ConcernReport:
    sent = state in concern.SENT
    return replace(
        concern.ConcernReport(id=new_id(), case_id=within.id, arose_on=office.work.today),
        state=state,
        motive="Prov",
        reported_on=office.work.today if sent else None,
        reported_to="Påhittade nämnden" if sent else "",
    )


def ways_of_report(work: Work, record: concern.ConcernReport, to: Any) -> Iterator[Way]:
    today = work.today
    filled = replace(
        record,
        state=to,
        reported_on=today if to in concern.SENT else None,
        reported_to="Påhittade nämnden",
        reported_by="Greta",
        what_was_said="Prov",
        guardian_informed=concern.GuardianInformed.YES,
        answered_on=today if to is R.ANSWERED else None,
        answer=next(iter(concern.ConcernAnswer)) if to is R.ANSWERED else None,
        way=next(iter(concern.ReportWay)),
    )
    yield partial(concerns.save_concern_report, work, filled, reasons=REASONS)


# --- authorities, consents, tasks -----------------------------------------------------------------

M = authority.MatterState


def a_matter(office: Office, within: case.Case, state: Any) -> authority.AuthorityMatter:
    today = office.work.today
    return authority.AuthorityMatter(
        id=new_id(),
        case_id=within.id,
        kind=AuthorityKind.POLICE,
        question="Prov",
        state=state,
        opened_on=today,
        decided_on=today,
        closed_on=today,
        outcome="Prov",
    )


def ways_of_matter(work: Work, record: authority.AuthorityMatter, to: Any) -> Iterator[Way]:
    yield partial(authorities.save_matter, work, replace(record, state=to), reasons=REASONS)


K = authority.ContactState


def a_contact(office: Office, within: case.Case, state: Any) -> authority.AuthorityContact:
    matter = a_matter(office, within, M.ONGOING)
    with office.work.step("Prov") as tx:
        tx.insert(matter)
    return authority.AuthorityContact(
        id=new_id(), matter_id=matter.id, day=office.work.today, state=state, with_her=True
    )


def ways_of_contact(work: Work, record: authority.AuthorityContact, to: Any) -> Iterator[Way]:
    moved = replace(record, state=to)
    yield partial(authorities.save_authority_contact, work, moved, reasons=REASONS)


G = consent.ConsentState


def a_consent(office: Office, within: case.Case, state: Any) -> consent.Consent:
    today = office.work.today
    return consent.Consent(
        id=new_id(),
        case_id=within.id,
        person_id=within.person_id,
        purpose=consent.ConsentPurpose.DISCLOSURE,
        state=state,
        form=consent.ConsentForm.ORAL,
        asked_on=today,
        answered_on=today,
        ended_on=today if state in consent.WAS_GIVEN - {G.GIVEN} else None,
    )


def ways_of_consent(work: Work, record: consent.Consent, to: Any) -> Iterator[Way]:
    moved = replace(record, state=to, ended_on=work.today)
    yield partial(consents.save_consent, work, moved, reasons=REASONS)
    if to is G.WITHDRAWN:
        yield partial(consents.withdraw, work, record)


Q = disclosure.RequestState


def a_request(office: Office, within: case.Case, state: Any) -> disclosure.DisclosureRequest:
    return disclosure.DisclosureRequest(
        id=new_id(),
        case_id=within.id,
        received_on=office.work.today,
        asker=disclosure.Asker.POLICE,
        what="Prov",
        review="Prov",
        state=state,
        decided_on=office.work.today,
        decision_words="Prov",
    )


def ways_of_request(work: Work, record: disclosure.DisclosureRequest, to: Any) -> Iterator[Way]:
    yield partial(disclosures.save_request, work, replace(record, state=to), reasons=REASONS)


T = task.TaskState


def a_task(office: Office, within: case.Case, state: Any) -> task.Task:
    ended = None if state is T.OPEN else office.work.today
    return task.Task(
        id=new_id(),
        what="Prov",
        due_on=office.work.today,
        case_id=within.id,
        state=state,
        done_on=ended,
    )


def ways_of_task(work: Work, record: task.Task, to: Any) -> Iterator[Way]:
    yield partial(tasks.tick_off, work, record, to, reason="prov")
    yield partial(tasks.save_task, work, replace(record, state=to))


MACHINES = {
    "inquiry": Machine(
        transitions=inquiry.TRANSITIONS,
        made=an_inquiry,
        ways=ways_of_inquiry,
        sittings=frozenset({(I.NEW, I.CLOSED), (I.IN_CONTACT, I.CLOSED)}),
    ),
    "case": Machine(transitions=case.TRANSITIONS, made=a_case, ways=ways_of_case),
    "assessment": Machine(
        transitions=assessment.TRANSITIONS,
        made=a_call,
        ways=ways_of_call,
        sittings=frozenset({(A.BOOKED, A.ASSESSED)}),
    ),
    "intervention": Machine(
        transitions=cycle.TRANSITIONS, made=an_intervention, ways=ways_of_intervention
    ),
    "session": Machine(
        transitions=session.TRANSITIONS,
        made=a_session,
        ways=ways_of_session,
        field="attendance",
    ),
    "goal": Machine(transitions=goal.TRANSITIONS, made=a_goal, ways=ways_of_goal),
    "plan": Machine(
        transitions=plan.TRANSITIONS, made=plan_machine.a_plan, ways=plan_machine.ways_of_plan
    ),
    "measure": Machine(
        transitions=plan.MEASURE_TRANSITIONS,
        made=plan_machine.a_measure,
        ways=plan_machine.ways_of_measure,
    ),
    "publication": Machine(
        transitions=publication.TRANSITIONS,
        made=publication_machine.a_publication,
        ways=publication_machine.ways_of_publication,
        sittings=publication_machine.SITTINGS,
    ),
    "note": Machine(transitions=note.TRANSITIONS, made=a_note, ways=ways_of_note),
    "concern": Machine(
        transitions=concern.TRANSITIONS,
        made=a_report,
        ways=ways_of_report,
        sittings=frozenset({(R.NOTED, R.REPORTED), (R.NOTED, R.NOT_REPORTED)}),
    ),
    "matter": Machine(transitions=authority.TRANSITIONS, made=a_matter, ways=ways_of_matter),
    "contact": Machine(
        transitions=authority.CONTACT_TRANSITIONS, made=a_contact, ways=ways_of_contact
    ),
    "consent": Machine(transitions=consent.TRANSITIONS, made=a_consent, ways=ways_of_consent),
    "request": Machine(transitions=disclosure.TRANSITIONS, made=a_request, ways=ways_of_request),
    "trappan": Machine(
        transitions=trappan.TRANSITIONS,
        made=trappan_machine.a_programme,
        ways=trappan_machine.ways_of_programme,
        sittings=trappan_machine.SITTINGS,
    ),
    "placement": Machine(
        transitions=placement.TRANSITIONS,
        made=housing_machine.a_placement,
        ways=housing_machine.ways_of_placement,
        sittings=housing_machine.PLACEMENT_SITTINGS,
    ),
    "reservation": Machine(
        transitions=reservation.TRANSITIONS,
        made=housing_machine.a_reservation,
        ways=housing_machine.ways_of_reservation,
    ),
    **{
        name: Machine(transitions=drawn, made=made, ways=ways)
        for name, (drawn, made, ways) in group_machines.CYCLES.items()
    },
    **{
        name: Machine(transitions=drawn, made=made, ways=ways)
        for name, (drawn, made, ways) in custody_machine.CYCLES.items()
    },
    **{
        name: Machine(transitions=drawn, made=made, ways=ways, sittings=sittings)
        for name, (drawn, made, ways, sittings) in school_machines.CYCLES.items()
    },
    "task": Machine(transitions=task.TRANSITIONS, made=a_task, ways=ways_of_task),
}
