"""What goes of interventions when she wants only statistics kept: every word, no count (A20)."""

from dataclasses import replace

from kvinnobyran.domain.goal import Goal
from kvinnobyran.store import cases, support
from kvinnobyran.store.transaction import Transaction


def take_support_words_away(tx: Transaction, case_id: str) -> None:
    """Forget goals, plans and who was there; take the words out of what is counted."""
    goals = tx.all(Goal, "SELECT * FROM goal WHERE case_id = ?", (case_id,))
    for goal in goals:
        for appraisal in support.appraisals(tx, goal.id):
            tx.forget("goal_appraisal", appraisal.id)
        tx.forget("goal", goal.id)
    for plan in support.plans(tx, case_id):
        for measure in support.measures(tx, plan.id):
            tx.forget("plan_measure", measure.id)
        tx.forget("action_plan", plan.id)
    for call in cases.assessment_calls(tx, case_id):
        _forget_who_was_there(tx, call.id)
    for session in cases.sessions(tx, case_id):
        _forget_who_was_there(tx, session.id)
        if session.reason or session.concern_reason:
            tx.redact(replace(session, reason="", concern_reason=""))
    for intervention in cases.interventions(tx, case_id):
        for dialogue in support.dialogues(tx, intervention.id):
            if dialogue.words:
                tx.redact(replace(dialogue, words=""))
        bare = replace(
            intervention, purpose_words="", pause_reason="", end_reason="", urgent_motive=""
        )
        if bare != intervention:
            tx.redact(bare)


def _forget_who_was_there(tx: Transaction, meeting_id: str) -> None:
    for participant in support.participants(tx, meeting_id):
        tx.forget("session_participant", participant.id)
