"""The list is the registry: which record lives in which table, and which words are searched."""

from kvinnobyran.domain.assessment import AssessmentCall
from kvinnobyran.domain.case import Case
from kvinnobyran.domain.concern import ConcernReport
from kvinnobyran.domain.inquiry import Inquiry
from kvinnobyran.domain.intervention import Intervention
from kvinnobyran.domain.note import JournalNote, WorkingNote
from kvinnobyran.domain.person import ContactWay, Person
from kvinnobyran.domain.session import CounsellingSession
from kvinnobyran.domain.settings import OpenValue, Setting
from kvinnobyran.domain.task import Task
from kvinnobyran.domain.violence import ViolenceExposure

TABLES: dict[type, str] = {
    Person: "person",
    ContactWay: "contact_way",
    Case: "support_case",
    Inquiry: "inquiry",
    AssessmentCall: "assessment_call",
    ViolenceExposure: "violence_exposure",
    Intervention: "intervention",
    CounsellingSession: "counselling_session",
    ConcernReport: "concern_report",
    JournalNote: "journal_note",
    WorkingNote: "working_note",
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
    "journal_note": ("text",),
    "working_note": ("text",),
}
"""Which columns of which tables the full-text search knows."""
