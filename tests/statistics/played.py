"""A counsellor who plays scenarios through the same flows as the window, for counting."""

from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time
from pathlib import Path

from kvinnobyran.domain.assessment import AssessmentCall, AssessmentOutcome, HousingSituation
from kvinnobyran.domain.case import Case
from kvinnobyran.domain.concern import ConcernCheck
from kvinnobyran.domain.dates import PartialDate
from kvinnobyran.domain.ids import new_id
from kvinnobyran.domain.inquiry import Caller, Channel, Inquiry, InquiryOutcome
from kvinnobyran.domain.intervention import (
    Intervention,
    InterventionKind,
    InterventionState,
    Purpose,
)
from kvinnobyran.domain.kinds.counselling import COUNSELLING
from kvinnobyran.domain.missing import Answer
from kvinnobyran.domain.person import Identity, Municipality, Person
from kvinnobyran.domain.session import CounsellingSession, SessionAttendance
from kvinnobyran.domain.violence import PerpetratorRelation, ViolenceExposure, ViolenceForm
from kvinnobyran.flows import assessments, inquiries, interventions, people, sessions
from kvinnobyran.flows.cases import open_case_for
from kvinnobyran.flows.work import Work
from kvinnobyran.statistics.counting import build_report
from kvinnobyran.statistics.period import Period
from kvinnobyran.statistics.tables import TOTAL, Audience, Report
from kvinnobyran.store.database import Database
from tests.empty_register import empty_register


@dataclass
class Register:
    """One register in which things are made to happen on days."""

    database: Database
    hours: int = field(default=0)

    def work(self, day: date) -> Work:
        return Work(self.database, "Greta", datetime.combine(day, time(12), UTC))

    def report(self, period: str = "2027-H1") -> Report:
        parsed = Period.parse(period)
        return build_report(self.database, parsed, audience=Audience.INTERNAL, made_on=parsed.last)

    def call(self, day: date, **more: object) -> Inquiry:
        inquiry = Inquiry(
            id=new_id(),
            received_on=day,
            channel=Channel.PHONE,
            caller=Caller.HERSELF,
            outcome=InquiryOutcome.ADVICE_GIVEN,
        )
        return inquiries.keep_as_statistics(self.work(day), replace(inquiry, **more))  # type: ignore[arg-type] # fields by name

    def woman(self, day: date, **more: object) -> Person:
        person = Person(
            id=new_id(),
            first_name="Påhittad",
            last_name=new_id()[:6],
            municipality=Municipality.UPPSALA,
            birth=PartialDate.from_stored("1990-05-05"),
        )
        return people.save_person(self.work(day), replace(person, **more))  # type: ignore[arg-type] # fields by name

    def case(self, person: Person, day: date, **more: object) -> Case:
        wishes = Case(id=new_id(), code="", person_id=person.id, opened_on=day)
        return open_case_for(self.work(day), person.id, wishes=replace(wishes, **more))  # type: ignore[arg-type] # fields by name

    def assess(
        self,
        case: Case,
        day: date,
        *,
        outcome: AssessmentOutcome = AssessmentOutcome.SUPPORT_OFFERED,
        forms: frozenset[ViolenceForm] = frozenset(),
        dominant: ViolenceForm | None = None,
        asked: Answer | None = None,
        children: int = 0,
        housing: HousingSituation = HousingSituation.NOT_ASKED,
    ) -> AssessmentCall:
        call = assessments.book_assessment(
            self.work(day), AssessmentCall(id=new_id(), case_id=case.id, booked_for=day)
        )
        return assessments.assess(
            self.work(day),
            replace(
                call,
                outcome=outcome,
                children_at_home=children,
                housing=housing,
                concern_check=ConcernCheck.NO_CONCERN if children else None,
                referred_to="Påhittade mottagningen"
                if outcome is AssessmentOutcome.REFERRED
                else "",
            ),
            ViolenceExposure(
                id=new_id(),
                case_id=case.id,
                assessed_on=day,
                asked=asked or (Answer.YES if forms else Answer.NO),
                forms=forms,
                dominant=dominant,
                perpetrator=PerpetratorRelation.FORMER_PARTNER,
            ),
        )

    def begin(self, case: Case, day: date, kind: InterventionKind = COUNSELLING) -> Intervention:
        return interventions.save_intervention(
            self.work(day),
            Intervention(
                id=new_id(),
                case_id=case.id,
                kind=kind,
                state=InterventionState.ONGOING,
                offered_on=day,
                started_on=day,
                purposes=frozenset({Purpose.PROCESSING}),
            ),
        )

    def meet(
        self,
        intervention: Intervention,
        day: date,
        attendance: SessionAttendance = SessionAttendance.HELD,
        minutes: int = 60,
    ) -> CounsellingSession:
        return sessions.save_session(
            self.work(day),
            CounsellingSession(
                id=new_id(),
                intervention_id=intervention.id,
                held_on=day,
                attendance=attendance,
                minutes=minutes,
            ),
        )


def register(folder: Path) -> Register:
    """Return an empty register in a folder; close its database when done."""
    return Register(empty_register(folder))


def figures(report: Report, table: str) -> dict[str, int]:
    """Return a table's cells by their categories, ``total`` where all are totals; -1 if hidden."""
    return {
        "/".join(dict.fromkeys(cell.at.values())) or TOTAL: -1 if cell.value is None else cell.value
        for cell in report.table(table).cells
    }


def gained(before: Report, after: Report) -> dict[str, dict[str, int]]:
    """Return, for each table, what has become more (or less), by its categories."""
    changes: dict[str, dict[str, int]] = {}
    for table in after.tables:
        for cell in table.cells:
            was = before.cell(table.id, cell.at).value or 0
            if (cell.value or 0) != was:
                name = "/".join(cell.at.values()) or TOTAL
                changes.setdefault(table.id, {})[name] = (cell.value or 0) - was
    return changes


ALIAS = {"identity": Identity.ALIAS, "first_name": "", "last_name": "", "alias": "Påhittan"}
ANONYMOUS = {"identity": Identity.ANONYMOUS, "first_name": "", "last_name": ""}
