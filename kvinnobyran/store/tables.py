"""The list is the registry: which record lives in which table, and which words are searched."""

from collections.abc import Iterator, Mapping, ValuesView
from importlib import import_module
from typing import Final

_RECORDS: Final = {
    "person.Person": "person",
    "person.ContactWay": "contact_way",
    "relation.Relation": "relation",
    "relation.Custody": "custody",
    "relation.Guardian": "guardian",
    "protection.Protection": "protection",
    "merging.Merge": "person_merge",
    "identity_number.IdentityNumber": "identity_number",
    "case.Case": "support_case",
    "counsellor.CounsellorChange": "counsellor_change",
    "pause.CasePause": "case_pause",
    "inquiry.Inquiry": "inquiry",
    "assessment.AssessmentCall": "assessment_call",
    "violence.ViolenceExposure": "violence_exposure",
    "violence.ChildExposure": "child_exposure",
    "contact_ban.ContactBan": "contact_ban",
    "perpetrator.Perpetrator": "perpetrator",
    "perpetrator.PerpetratorName": "perpetrator_name",
    "risk.RiskAssessment": "risk_assessment",
    "safety_plan.SafetyPlan": "safety_plan",
    "intervention.KindOnOffer": "intervention_kind",
    "intervention.Intervention": "intervention",
    "session.CounsellingSession": "counselling_session",
    "session.Participant": "session_participant",
    "goal.Goal": "goal",
    "goal.GoalAppraisal": "goal_appraisal",
    "effect.EffectDialogue": "effect_dialogue",
    "plan.ActionPlan": "action_plan",
    "plan.Measure": "plan_measure",
    "timeline.TimelineEvent": "timeline_event",
    "concern.ConcernReport": "concern_report",
    "concern.ConcernChild": "concern_child",
    "note.JournalNote": "journal_note",
    "note.WorkingNote": "working_note",
    "document.Document": "document",
    "writing.TextBlock": "text_block",
    "writing.OwnWord": "own_word",
    "organisation.Organisation": "organisation",
    "organisation.ContactPerson": "contact_person",
    "authority.AuthorityMatter": "authority_matter",
    "authority.AuthorityContact": "authority_contact",
    "consent.Consent": "consent",
    "grounds.Decision": "consent_decision",
    "trappan.TrappanProgramme": "trappan_programme",
    "trappan_session.TrappanSession": "trappan_session",
    "trappan_session.TrappanAttendance": "trappan_attendance",
    "child_file.ChildNote": "child_note",
    "group.GroupType": "group_type",
    "group.Group": "support_group",
    "membership.Membership": "group_membership",
    "membership.UnsuitablePair": "unsuitable_pair",
    "meeting.Meeting": "group_meeting",
    "meeting.GroupAttendance": "group_attendance",
    "meeting.GroupEvaluation": "group_evaluation",
    "lesson.Lesson": "lesson",
    "lesson.LessonTally": "lesson_tally",
    "outreach.Outreach": "outreach",
    "volunteer.Volunteer": "volunteer",
    "volunteer.VolunteerHours": "volunteer_hours",
    "supervision.Supervision": "supervision",
    "apartment.Apartment": "apartment",
    "apartment.SealedAddress": "sealed_address",
    "apartment.Closure": "apartment_closure",
    "placement.Placement": "placement",
    "placement_rows.PlacementChild": "placement_child",
    "placement_rows.PlacementPet": "placement_pet",
    "placement_rows.Extension": "placement_extension",
    "placement_rows.PlacementOffer": "placement_offer",
    "placement_rows.HomeStep": "home_step",
    "reservation.Reservation": "reservation",
    "incident.Incident": "incident",
    "disclosure.DisclosureRequest": "disclosure_request",
    "disclosure.Disclosure": "disclosure",
    "returning.StillHolds": "still_holds",
    "publication.Publication": "publication",
    "indicator.Indicator": "indicator",
    "purging.RetentionDecision": "retention_decision",
    "purging.PurgeProtocol": "purge_protocol",
    "purging.LedgerRow": "purge_ledger",
    "purging.CountingRow": "counting_row",
    "rights.RightsNote": "rights_note",
    "task.Task": "task",
    "settings.Setting": "setting",
    "settings.OpenValue": "open_value",
}
"""Every record class of ``kvinnobyran.domain`` and its table. A test holds the two against the
migrations, and that each class is there."""

_DOMAIN = "kvinnobyran.domain."


class _Tables(Mapping[type, str]):
    """The tables by record class.

    A class is found by its name, so that an office opens without reading every room of the
    domain: only who goes through all of them imports them all.
    """

    def __getitem__(self, record: type) -> str:
        if not record.__module__.startswith(_DOMAIN):
            raise KeyError(record)
        return _RECORDS[f"{record.__module__[len(_DOMAIN) :]}.{record.__qualname__}"]

    def __iter__(self) -> Iterator[type]:
        for name in _RECORDS:
            module, _, record = name.rpartition(".")
            yield getattr(import_module(_DOMAIN + module), record)

    def __len__(self) -> int:
        return len(_RECORDS)

    def values(self) -> ValuesView[str]:
        """Return the tables without their classes."""
        return _RECORDS.values()


TABLES: Final = _Tables()

SEARCHABLE: dict[str, tuple[str, ...]] = {
    "person": ("first_name", "last_name", "alias"),
    "contact_way": ("value",),
    "support_case": ("code", "reason"),
    "inquiry": ("note", "referred_to"),
    "assessment_call": ("reasoning", "referred_to", "place"),
    "intervention": ("purpose_words", "end_reason"),
    "goal": ("words",),
    "effect_dialogue": ("words",),
    "action_plan": ("mapping", "goals", "follow_up"),
    "plan_measure": ("what", "who", "result"),
    "authority_matter": ("organisation", "question", "outcome"),
    "authority_contact": ("note",),
    "disclosure": ("what", "to_whom"),
    "journal_note": ("text",),
    "timeline_event": ("text",),
    "working_note": ("text",),
    "document": ("name", "note"),
}
"""Which columns of which tables the full-text search knows."""
