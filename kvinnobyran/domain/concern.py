"""Concern for a child: the check that cannot be skipped and the report (T8, L17)."""

from dataclasses import dataclass
from datetime import date, timedelta

from kvinnobyran.domain.codes import Code
from kvinnobyran.domain.faults import Fault, stopp

FEEDBACK_DAYS = 14
"""Days until the municipality should have decided and answers (domain.md L17, T8)."""


class ConcernCheck(Code):
    """The orosbedömning that every talk with children involved ends with."""

    NO_CONCERN = ("no_concern", "Ingen oro")
    REPORTED = ("reported", "Oro – anmäls")
    ALREADY_KNOWN = ("already_known", "Oro redan känd hos socialtjänsten")
    NOT_ASSESSED = ("not_assessed", "Ej bedömt")


class ReportState(Code):
    """The life cycle of a concern report (domain.md 3.2)."""

    NOTED = ("noted", "Oro noterad")
    REPORTED = ("reported", "Anmäld")
    NOT_REPORTED = ("not_reported", "Ej anmäld, med motiv")
    ANSWERED = ("answered", "Återkopplad")


TRANSITIONS: dict[ReportState, frozenset[ReportState]] = {
    ReportState.NOTED: frozenset({ReportState.REPORTED, ReportState.NOT_REPORTED}),
    ReportState.REPORTED: frozenset({ReportState.ANSWERED}),
    ReportState.NOT_REPORTED: frozenset({ReportState.REPORTED}),
    ReportState.ANSWERED: frozenset(),
}


class GuardianInformed(Code):
    """Whether a guardian was told of the report."""

    YES = ("yes", "Ja")
    NO_FOR_SAFETY = ("no_for_safety", "Nej, av säkerhetsskäl")
    NOT_YET = ("not_yet", "Inte än")


@dataclass(frozen=True, slots=True, kw_only=True)
class ConcernReport:
    """A concern that arose on a day and what was done about it the same day."""

    id: str
    case_id: str
    arose_on: date
    state: ReportState = ReportState.NOTED
    reported_on: date | None = None
    reported_to: str = ""
    what_was_said: str = ""
    guardian_informed: GuardianInformed = GuardianInformed.NOT_YET
    motive: str = ""
    answered_on: date | None = None

    @property
    def feedback_due(self) -> date | None:
        """Return the day feedback is expected, or None when nothing was reported."""
        if self.reported_on is None:
            return None
        return self.reported_on + timedelta(days=FEEDBACK_DAYS)


def check_faults(
    check: ConcernCheck | None, reason: str, *, children_involved: bool
) -> tuple[Fault, ...]:
    """Hold rule T8: with children involved the check has an answer, and "Ej bedömt" a reason."""
    if not children_involved:
        return ()
    if check is None:
        return (
            stopp(
                "concern_check",
                "Gör orosbedömningen för barnen innan samtalet avslutas.",
                "domain.md T8",
            ),
        )
    if check is ConcernCheck.NOT_ASSESSED and not reason.strip():
        return (stopp("concern_reason", "Skriv varför oron inte kunde bedömas.", "domain.md T8"),)
    return ()


def concern_report_faults(report: ConcernReport, *, today: date) -> tuple[Fault, ...]:
    """Check a concern report: reporting needs to whom and when, not reporting a motive."""
    faults: list[Fault] = []
    if report.arose_on > today:
        faults.append(stopp("arose_on", "Dagen ligger i framtiden.", "domain.md G7"))
    if report.state is ReportState.NOT_REPORTED and not report.motive.strip():
        faults.append(stopp("motive", "Skriv varför ni inte anmäler.", "domain.md T8"))
    if report.state in {ReportState.REPORTED, ReportState.ANSWERED}:
        if report.reported_on is None:
            faults.append(stopp("reported_on", "Skriv vilken dag anmälan gjordes.", "domain.md T8"))
        elif not report.arose_on <= report.reported_on <= today:
            faults.append(
                stopp(
                    "reported_on",
                    "Anmälan görs tidigast när oron uppstod och senast idag.",
                    "domain.md T8",
                )
            )
        if not report.reported_to.strip():
            faults.append(stopp("reported_to", "Skriv vart anmälan lämnades.", "domain.md T8"))
    return tuple(faults)
