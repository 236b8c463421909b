"""Concern for children in the fictitious office, and what was done about it."""

from dataclasses import replace
from datetime import datetime
from typing import Final

from kvinnobyran.demo import words
from kvinnobyran.demo.stage import Stage
from kvinnobyran.domain.case import Case
from kvinnobyran.domain.concern import (
    ConcernAnswer,
    ConcernCheck,
    ConcernReport,
    GuardianInformed,
    ReportState,
    ReportWay,
)
from kvinnobyran.flows.concerns import save_concern_report
from kvinnobyran.store import cases as stored

_CHECKS: Final = {
    ConcernCheck.NO_CONCERN: 60, ConcernCheck.ALREADY_KNOWN: 22, ConcernCheck.REPORTED: 13,
    ConcernCheck.NOT_ASSESSED: 5,
}  # fmt: skip


def check(stage: Stage) -> tuple[ConcernCheck, str]:
    """Return the answer to the concern check, with its reason."""
    answer = stage.dice.weighed(_CHECKS)
    return answer, words.NOT_ASSESSED if answer is ConcernCheck.NOT_ASSESSED else ""


def follow(stage: Stage, now: datetime, case: Case) -> None:
    """Decide on the newest concern the same day; now and then the answer is never asked for."""
    dice = stage.dice
    report = stored.concern_reports(stage.database, case.id)[0]
    if stage.near_the_end(now, 3) and dice.chance(0.5):
        return  # still to be decided: it stands on Idag
    if dice.chance(0.15):
        motive = replace(report, state=ReportState.NOT_REPORTED, motive=words.NOT_REPORTED)
        save_concern_report(stage.work(case.counsellor, now), motive)
        return
    reported = save_concern_report(
        stage.work(case.counsellor, now),
        replace(
            report,
            state=ReportState.REPORTED,
            reported_on=now.date(),
            reported_to="Socialtjänsten, barn och unga",
            way=ReportWay.PHONE,
            what_was_said=dice.one(words.CONCERN_SAID),
            guardian_informed=dice.weighed(
                {GuardianInformed.YES: 60, GuardianInformed.NO_FOR_SAFETY: 30,
                 GuardianInformed.NOT_YET: 10}
            ),
        ),
    )  # fmt: skip
    if not stage.near_the_end(now, 50) or dice.chance(0.5):
        stage.later(now, 13, 24, lambda then: _answer(stage, then, case, reported))


def _answer(stage: Stage, now: datetime, case: Case, report: ConcernReport) -> None:
    """Note what the municipality answered."""
    answers = tuple(ConcernAnswer)
    answered = replace(
        report,
        state=ReportState.ANSWERED,
        answered_on=now.date(),
        # By its id and not by the dice: what is asked later shifts nothing that was drawn.
        answer=answers[int(report.id[-1], 16) % len(answers)],
    )
    save_concern_report(stage.work(case.counsellor, now), answered)
