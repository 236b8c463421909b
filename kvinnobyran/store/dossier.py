"""Everything about one case in one question: what its page shows."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

from kvinnobyran.domain.assessment import AssessmentCall
from kvinnobyran.domain.authority import AuthorityContact, AuthorityMatter
from kvinnobyran.domain.case import Case
from kvinnobyran.domain.child_file import ChildNote
from kvinnobyran.domain.concern import ConcernChild, ConcernReport
from kvinnobyran.domain.consent import Consent
from kvinnobyran.domain.contact_ban import ContactBan
from kvinnobyran.domain.counsellor import CounsellorChange
from kvinnobyran.domain.disclosure import Disclosure, DisclosureRequest
from kvinnobyran.domain.document import Document
from kvinnobyran.domain.effect import EffectDialogue
from kvinnobyran.domain.goal import Goal, GoalAppraisal
from kvinnobyran.domain.grounds import Decision
from kvinnobyran.domain.group import Group
from kvinnobyran.domain.inquiry import Inquiry
from kvinnobyran.domain.intervention import Intervention
from kvinnobyran.domain.meeting import GroupAttendance, Meeting
from kvinnobyran.domain.membership import Membership
from kvinnobyran.domain.note import JournalNote, WorkingNote
from kvinnobyran.domain.pause import CasePause
from kvinnobyran.domain.perpetrator import Perpetrator, PerpetratorName
from kvinnobyran.domain.person import ContactWay, Person
from kvinnobyran.domain.placement import Placement
from kvinnobyran.domain.placement_rows import (
    Extension,
    HomeStep,
    PlacementChild,
    PlacementOffer,
    PlacementPet,
)
from kvinnobyran.domain.plan import ActionPlan, Measure
from kvinnobyran.domain.purging import RetentionDecision
from kvinnobyran.domain.reservation import Reservation
from kvinnobyran.domain.returning import StillHolds
from kvinnobyran.domain.rights import RightsNote
from kvinnobyran.domain.risk import RiskAssessment
from kvinnobyran.domain.safety_plan import SafetyPlan
from kvinnobyran.domain.session import CounsellingSession, Participant
from kvinnobyran.domain.task import Task
from kvinnobyran.domain.timeline import TimelineEvent
from kvinnobyran.domain.trappan import TrappanProgramme
from kvinnobyran.domain.trappan_session import TrappanAttendance, TrappanSession
from kvinnobyran.domain.violence import ChildExposure, ViolenceExposure
from kvinnobyran.store.database import Database
from kvinnobyran.store.kin import AROUND

R = TypeVar("R")

DOSSIER: dict[type, str] = {
    Case: (
        "SELECT * FROM support_case WHERE person_id = :person ORDER BY opened_on DESC, code DESC"
    ),
    CounsellorChange: "SELECT * FROM counsellor_change WHERE case_id = :case ORDER BY number DESC",
    CasePause: "SELECT * FROM case_pause WHERE case_id = :case ORDER BY began_on, rowid",
    ContactWay: "SELECT * FROM contact_way WHERE person_id = :person ORDER BY kind, value, rowid",
    **AROUND,
    Inquiry: (
        "SELECT * FROM inquiry WHERE case_id = :case ORDER BY received_on DESC, received_at DESC"
    ),
    AssessmentCall: (
        "SELECT * FROM assessment_call WHERE case_id = :case ORDER BY booked_for, booked_at, rowid"
    ),
    ViolenceExposure: (
        "SELECT * FROM violence_exposure WHERE case_id = :case"
        " ORDER BY assessed_on DESC, version DESC, rowid DESC"
    ),
    ChildExposure: (
        "SELECT c.* FROM child_exposure AS c JOIN violence_exposure AS v ON v.id = c.exposure_id"
        " WHERE v.case_id = :case ORDER BY c.exposure_id, c.label, c.rowid"
    ),
    ContactBan: "SELECT * FROM contact_ban WHERE case_id = :case ORDER BY until DESC, rowid DESC",
    Perpetrator: "SELECT * FROM perpetrator WHERE case_id = :case ORDER BY letter, rowid",
    PerpetratorName: (
        "SELECT n.* FROM perpetrator_name AS n JOIN perpetrator AS p ON p.id = n.perpetrator_id"
        " WHERE p.case_id = :case ORDER BY n.id"
    ),
    RiskAssessment: (
        "SELECT * FROM risk_assessment WHERE case_id = :case ORDER BY assessed_on DESC, rowid DESC"
    ),
    SafetyPlan: "SELECT * FROM safety_plan WHERE case_id = :case ORDER BY version DESC",
    Intervention: "SELECT * FROM intervention WHERE case_id = :case ORDER BY offered_on, rowid",
    CounsellingSession: (
        "SELECT s.* FROM counselling_session AS s"
        " JOIN intervention AS i ON i.id = s.intervention_id"
        " WHERE i.case_id = :case ORDER BY s.held_on DESC, s.starts_at DESC, s.rowid DESC"
    ),
    Participant: (
        "SELECT * FROM session_participant WHERE session_id IN ("
        "SELECT s.id FROM counselling_session AS s JOIN intervention AS i"
        " ON i.id = s.intervention_id WHERE i.case_id = :case)"
        " OR assessment_call_id IN (SELECT id FROM assessment_call WHERE case_id = :case)"
        " ORDER BY session_id, assessment_call_id, role, words, rowid"
    ),
    EffectDialogue: (
        "SELECT e.* FROM effect_dialogue AS e JOIN intervention AS i ON i.id = e.intervention_id"
        " WHERE i.case_id = :case ORDER BY e.held_on, e.rowid"
    ),
    Goal: "SELECT * FROM goal WHERE case_id = :case ORDER BY set_on, rowid",
    GoalAppraisal: (
        "SELECT a.* FROM goal_appraisal AS a JOIN goal AS g ON g.id = a.goal_id"
        " WHERE g.case_id = :case ORDER BY a.made_on, a.rowid"
    ),
    ActionPlan: "SELECT * FROM action_plan WHERE case_id = :case ORDER BY number DESC",
    Measure: (
        "SELECT m.* FROM plan_measure AS m JOIN action_plan AS p ON p.id = m.plan_id"
        " WHERE p.case_id = :case ORDER BY p.number DESC, m.place, m.rowid"
    ),
    ConcernReport: (
        "SELECT * FROM concern_report WHERE case_id = :case ORDER BY arose_on DESC, rowid DESC"
    ),
    ConcernChild: (
        "SELECT c.* FROM concern_child AS c JOIN concern_report AS r ON r.id = c.report_id"
        " WHERE r.case_id = :case ORDER BY c.report_id, c.label, c.rowid"
    ),
    JournalNote: (
        "SELECT * FROM journal_note WHERE case_id = :case"
        " ORDER BY written_on DESC, signed_at DESC, rowid DESC"
    ),
    Document: (
        "SELECT * FROM document WHERE case_id = :case ORDER BY brought_in_on DESC, name, rowid"
    ),
    WorkingNote: (
        "SELECT * FROM working_note WHERE case_id = :case ORDER BY written_on DESC, rowid DESC"
    ),
    AuthorityMatter: (
        "SELECT * FROM authority_matter WHERE case_id = :case ORDER BY opened_on DESC, rowid DESC"
    ),
    AuthorityContact: (
        "SELECT a.* FROM authority_contact AS a JOIN authority_matter AS m ON m.id = a.matter_id"
        " WHERE m.case_id = :case ORDER BY a.day DESC, a.starts_at DESC, a.rowid DESC"
    ),
    Consent: "SELECT * FROM consent WHERE case_id = :case ORDER BY asked_on DESC, rowid DESC",
    Decision: (
        "SELECT * FROM consent_decision WHERE child_id IN ("
        "SELECT other_id FROM relation WHERE person_id = :person"
        " UNION SELECT person_id FROM relation WHERE other_id = :person"
        ") ORDER BY valid_from DESC, rowid DESC"
    ),
    TrappanProgramme: (
        "SELECT * FROM trappan_programme WHERE case_id = :case ORDER BY offered_on, rowid"
    ),
    TrappanSession: (
        "SELECT * FROM trappan_session WHERE case_id = :case"
        " ORDER BY held_on DESC, starts_at DESC, rowid DESC"
    ),
    TrappanAttendance: (
        "SELECT a.* FROM trappan_attendance AS a JOIN trappan_session AS s ON s.id = a.session_id"
        " WHERE s.case_id = :case ORDER BY a.session_id, a.rowid"
    ),
    ChildNote: (
        "SELECT * FROM child_note WHERE case_id = :case"
        " ORDER BY written_on DESC, signed_at DESC, rowid DESC"
    ),
    Membership: (
        "SELECT * FROM group_membership WHERE case_id = :case ORDER BY asked_on DESC, rowid DESC"
    ),
    GroupAttendance: (
        "SELECT a.* FROM group_attendance AS a JOIN group_membership AS m"
        " ON m.id = a.membership_id WHERE m.case_id = :case ORDER BY a.id"
    ),
    Placement: (
        "SELECT * FROM placement WHERE case_id = :case ORDER BY requested_on DESC, rowid DESC"
    ),
    **{
        row: (
            f"SELECT r.* FROM {table} AS r JOIN placement AS p ON p.id = r.placement_id"  # noqa: S608 - the tables stand below
            f" WHERE p.case_id = :case ORDER BY r.{order}, r.rowid"
        )
        for row, table, order in (
            (PlacementChild, "placement_child", "placement_id"),
            (PlacementPet, "placement_pet", "species"),
            (Extension, "placement_extension", "until"),
            (PlacementOffer, "placement_offer", "kind"),
            (HomeStep, "home_step", "due_on"),
        )
    },
    Reservation: "SELECT * FROM reservation WHERE case_id = :case ORDER BY first, rowid",
    DisclosureRequest: (
        "SELECT * FROM disclosure_request WHERE case_id = :case"
        " ORDER BY received_on DESC, rowid DESC"
    ),
    Disclosure: "SELECT * FROM disclosure WHERE case_id = :case ORDER BY day DESC, rowid DESC",
    TimelineEvent: (
        "SELECT * FROM timeline_event WHERE case_id = :case ORDER BY happened, place, rowid"
    ),
    RightsNote: (
        "SELECT * FROM rights_note WHERE case_id = :case ORDER BY asked_on DESC, rowid DESC"
    ),
    RetentionDecision: "SELECT * FROM retention_decision WHERE case_id = :case",
    StillHolds: "SELECT * FROM still_holds WHERE case_id = :case ORDER BY topic",
    Task: (
        "SELECT * FROM task WHERE case_id = :case"
        " OR inquiry_id IN (SELECT id FROM inquiry WHERE case_id = :case) ORDER BY due_on, rowid"
    ),
}
"""The list is the registry: a new record of a case is one line here.

``:case`` and ``:person`` are the ids of the case and of its woman. What names another record
stands after it, and within a type a later version before the one it follows: read backwards,
the list is the order in which everything can be taken away again.
"""

SHARED: dict[type, str] = {
    Group: (
        "SELECT * FROM support_group WHERE id IN ("
        "SELECT group_id FROM group_membership WHERE case_id = :case) ORDER BY starts_on, rowid"
    ),
    Meeting: (
        "SELECT * FROM group_meeting WHERE id IN ("
        "SELECT a.meeting_id FROM group_attendance AS a JOIN group_membership AS m"
        " ON m.id = a.membership_id WHERE m.case_id = :case) ORDER BY held_on DESC, rowid DESC"
    ),
}
"""What her records name but others share: read with the case, and never taken away with it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Dossier:
    """One case with all that belongs to it, as it stood at journal head ``head``.

    ``shared`` is what she has together with others; it is not among the records of the case.
    """

    case: Case
    person: Person
    head: int
    records: Mapping[type, tuple[Any, ...]]
    shared: Mapping[type, tuple[Any, ...]] = field(default_factory=dict)

    def of(self, kind: type[R]) -> tuple[R, ...]:
        """Return all her records of one type, in the order of its line in ``DOSSIER``.

        Raises :class:`KeyError` for a type that has no line there.
        """
        found = self.records.get(kind)
        return self.shared[kind] if found is None else found

    def get(self, record: str) -> Any:  # noqa: ANN401 - any of the records
        """Return the record with this id, of whatever type, or None."""
        return next((each for each in self if each.id == record), None)

    def __iter__(self) -> Iterator[Any]:
        yield self.person
        for found in self.records.values():
            yield from found


def dossier(database: Database, case_id: str) -> Dossier | None:
    """Return a case with all that belongs to it, or None if there is no such case."""
    case = database.get(Case, case_id)
    person = database.get(Person, case.person_id) if case else None
    if case is None or person is None:
        return None
    return Dossier(
        case=case,
        person=person,
        head=database.head(),
        records=_asked(database, DOSSIER, case.id, person.id),
        shared=_asked(database, SHARED, case.id, person.id),
    )


def rehearse(database: Database) -> None:
    """Ask about nobody, so that the first case of the day opens as quickly as the next.

    What takes time is preparing sixty questions and writing what reads their answers.
    """
    for questions in (DOSSIER, SHARED):
        _asked(database, questions, "", "")


def _asked(
    database: Database, questions: Mapping[type, str], case_id: str, person_id: str
) -> dict[type, tuple[Any, ...]]:
    whose = {"case": case_id, "person": person_id}
    return {kind: tuple(database.all(kind, sql, whose)) for kind, sql in questions.items()}
