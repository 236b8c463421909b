"""The list is the registry: which record lives in which table, and which words are searched."""

from kvinnobyran.domain.apartment import Apartment, Closure, SealedAddress
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
from kvinnobyran.domain.group import Group, GroupType
from kvinnobyran.domain.identity_number import IdentityNumber
from kvinnobyran.domain.inquiry import Inquiry
from kvinnobyran.domain.intervention import Intervention, KindOnOffer
from kvinnobyran.domain.lesson import Lesson, LessonTally
from kvinnobyran.domain.meeting import GroupAttendance, GroupEvaluation, Meeting
from kvinnobyran.domain.membership import Membership, UnsuitablePair
from kvinnobyran.domain.merging import Merge
from kvinnobyran.domain.note import JournalNote, WorkingNote
from kvinnobyran.domain.organisation import ContactPerson, Organisation
from kvinnobyran.domain.outreach import Outreach
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
from kvinnobyran.domain.plan import ActionPlan
from kvinnobyran.domain.protection import Protection
from kvinnobyran.domain.relation import Custody, Guardian, Relation
from kvinnobyran.domain.reservation import Reservation
from kvinnobyran.domain.returning import StillHolds
from kvinnobyran.domain.risk import RiskAssessment
from kvinnobyran.domain.safety_plan import SafetyPlan
from kvinnobyran.domain.session import CounsellingSession, Participant
from kvinnobyran.domain.settings import OpenValue, Setting
from kvinnobyran.domain.supervision import Supervision
from kvinnobyran.domain.task import Task
from kvinnobyran.domain.timeline import TimelineEvent
from kvinnobyran.domain.trappan import TrappanProgramme
from kvinnobyran.domain.trappan_session import TrappanAttendance, TrappanSession
from kvinnobyran.domain.violence import ChildExposure, ViolenceExposure
from kvinnobyran.domain.volunteer import Volunteer, VolunteerHours
from kvinnobyran.domain.writing import OwnWord, TextBlock

TABLES: dict[type, str] = {
    Person: "person",
    ContactWay: "contact_way",
    Relation: "relation",
    Custody: "custody",
    Guardian: "guardian",
    Protection: "protection",
    Merge: "person_merge",
    IdentityNumber: "identity_number",
    Case: "support_case",
    CounsellorChange: "counsellor_change",
    Inquiry: "inquiry",
    AssessmentCall: "assessment_call",
    ViolenceExposure: "violence_exposure",
    ChildExposure: "child_exposure",
    ContactBan: "contact_ban",
    Perpetrator: "perpetrator",
    PerpetratorName: "perpetrator_name",
    RiskAssessment: "risk_assessment",
    SafetyPlan: "safety_plan",
    KindOnOffer: "intervention_kind",
    Intervention: "intervention",
    CounsellingSession: "counselling_session",
    Participant: "session_participant",
    Goal: "goal",
    GoalAppraisal: "goal_appraisal",
    EffectDialogue: "effect_dialogue",
    ActionPlan: "action_plan",
    TimelineEvent: "timeline_event",
    ConcernReport: "concern_report",
    ConcernChild: "concern_child",
    JournalNote: "journal_note",
    WorkingNote: "working_note",
    Document: "document",
    TextBlock: "text_block",
    OwnWord: "own_word",
    Organisation: "organisation",
    ContactPerson: "contact_person",
    AuthorityMatter: "authority_matter",
    AuthorityContact: "authority_contact",
    Consent: "consent",
    Decision: "consent_decision",
    TrappanProgramme: "trappan_programme",
    TrappanSession: "trappan_session",
    TrappanAttendance: "trappan_attendance",
    ChildNote: "child_note",
    GroupType: "group_type",
    Group: "support_group",
    Membership: "group_membership",
    UnsuitablePair: "unsuitable_pair",
    Meeting: "group_meeting",
    GroupAttendance: "group_attendance",
    GroupEvaluation: "group_evaluation",
    Lesson: "lesson",
    LessonTally: "lesson_tally",
    Outreach: "outreach",
    Volunteer: "volunteer",
    VolunteerHours: "volunteer_hours",
    Supervision: "supervision",
    Apartment: "apartment",
    SealedAddress: "sealed_address",
    Closure: "apartment_closure",
    Placement: "placement",
    PlacementChild: "placement_child",
    PlacementPet: "placement_pet",
    Extension: "placement_extension",
    PlacementOffer: "placement_offer",
    HomeStep: "home_step",
    Reservation: "reservation",
    DisclosureRequest: "disclosure_request",
    Disclosure: "disclosure",
    StillHolds: "still_holds",
    Task: "task",
    Setting: "setting",
    OpenValue: "open_value",
}
"""Every record class and its table. A test holds the two against the migrations."""

SEARCHABLE: dict[str, tuple[str, ...]] = {
    "person": ("first_name", "last_name", "alias"),
    "contact_way": ("value",),
    "support_case": ("code", "reason"),
    "inquiry": ("note", "referred_to"),
    "assessment_call": ("reasoning", "referred_to", "place"),
    "intervention": ("purpose_words", "end_reason"),
    "goal": ("words",),
    "effect_dialogue": ("words",),
    "action_plan": ("mapping", "goals", "measures", "follow_up"),
    "authority_matter": ("organisation", "question", "outcome"),
    "authority_contact": ("note",),
    "disclosure": ("what", "to_whom"),
    "journal_note": ("text",),
    "timeline_event": ("text",),
    "working_note": ("text",),
    "document": ("name", "note"),
}
"""Which columns of which tables the full-text search knows."""
