"""Risk assessments: her own appraisal beside ours, and when to ask again (domain.md 5.10)."""

from kvinnobyran.domain.risk import RiskAssessment, risk_faults
from kvinnobyran.domain.task import Reminder
from kvinnobyran.flows.reminders import answer, remind
from kvinnobyran.flows.work import Work, put, settle
from kvinnobyran.store import safety

RULE = "domain.md 5.10"
AGAIN = "Gör en ny riskbedömning"


def save_risk(work: Work, risk: RiskAssessment, *, expect: int | None = None) -> RiskAssessment:
    """Write an assessment; its next day is a task, and what it was asked for is done."""
    settle(risk_faults(risk, today=work.today))
    earlier = [
        each
        for each in safety.risk_assessments(work.database, risk.case_id)
        if each.id != risk.id and each.assessed_on <= risk.assessed_on
    ]
    wanted = [Reminder(what=AGAIN, due_on=risk.next_on)] if risk.next_on else []
    with work.step("Riskbedömning") as tx:
        put(tx, risk, expect=expect)
        for each in earlier:
            answer(work, tx, rule=RULE, cause=each.id)
        remind(work, tx, wanted, rule=RULE, cause=risk.id, case_id=risk.case_id)
    return risk
