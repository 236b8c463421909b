"""Concern for a child: the check that cannot be skipped and the report (T8, L17)."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from kvinnobyran.domain.codes import Code
from kvinnobyran.domain.faults import Fault, stopp, varna

FEEDBACK_DAYS = 14
"""Days until the municipality should have decided and answers (domain.md L17, T8)."""
DUTY: Final = (
    "Misstanke räcker. Anmäl genast (19 kap. 1 § socialtjänstlagen). Att inte anmäla kräver "
    "ett motiv."
)
"""What the law asks of the unit, for the screen (domain.md L17)."""


class ConcernCheck(Code):
    """The orosbedömning that every talk with children involved ends with."""

    NO_CONCERN = ("no_concern", "Ingen oro")
    REPORTED = ("reported", "Oro – anmäls")
    ALREADY_KNOWN = ("already_known", "Oro redan känd hos socialtjänsten")
    NOT_ASSESSED = ("not_assessed", "Ej bedömt")


class ReportState(Code):
    """The life cycle of a concern report (domain.md 3.2).

    "Återkoppling väntas" is what ``REPORTED`` is until the answer comes: it needs no deed of
    anybody's, so it is shown and not stored.
    """

    NOTED = ("noted", "Oro noterad")
    ASSESSING = ("assessing", "Bedöms")
    REPORTED = ("reported", "Anmäld")
    NOT_REPORTED = ("not_reported", "Ej anmäld, med motiv")
    ANSWERED = ("answered", "Återkopplad")


TRANSITIONS: dict[ReportState, frozenset[ReportState]] = {
    ReportState.NOTED: frozenset({ReportState.ASSESSING}),
    ReportState.ASSESSING: frozenset({ReportState.REPORTED, ReportState.NOT_REPORTED}),
    ReportState.REPORTED: frozenset({ReportState.ANSWERED}),
    ReportState.NOT_REPORTED: frozenset(),
    ReportState.ANSWERED: frozenset(),
}
UNDECIDED: Final = frozenset({ReportState.NOTED, ReportState.ASSESSING})
"""The states in which somebody must decide today."""
SENT: Final = frozenset({ReportState.REPORTED, ReportState.ANSWERED})
"""The states in which the report has gone to the municipality."""


class GuardianInformed(Code):
    """Whether a guardian was told of the report."""

    YES = ("yes", "Ja")
    NO_FOR_SAFETY = ("no_for_safety", "Nej, av säkerhetsskäl")
    NOT_YET = ("not_yet", "Inte än")


class ReportWay(Code):
    """How a report was handed over."""

    PHONE = ("phone", "Telefon")
    WRITTEN = ("written", "Skriftligt")
    IN_PERSON = ("in_person", "Muntligt på plats")
    WEB = ("web", "Kommunens e-tjänst")


class ConcernAnswer(Code):
    """What the municipality answered about its inquiry."""

    OPENED = ("opened", "Inledd")
    NOT_OPENED = ("not_opened", "Ej inledd")
    ALREADY_OPEN = ("already_open", "Pågår redan")


@dataclass(frozen=True, slots=True, kw_only=True)
class ConcernReport:
    """A concern that arose on a day and what was done about it the same day.

    Nothing of it is shown to the mother until ``released_on`` (scenario 26): see
    :mod:`kvinnobyran.domain.own_view`. One that arose at a lesson has no case: it is about
    somebody whom the register does not know, and tells not which lesson it was (scenario 25).
    """

    id: str
    case_id: str | None = None
    arose_on: date
    state: ReportState = ReportState.NOTED
    reported_on: date | None = None
    reported_to: str = ""
    way: ReportWay | None = None
    reported_by: str = ""
    what_was_said: str = ""
    guardian_informed: GuardianInformed = GuardianInformed.NOT_YET
    motive: str = ""
    answered_on: date | None = None
    answer: ConcernAnswer | None = None
    released_on: date | None = None

    @property
    def feedback_due(self) -> date | None:
        """Return the day feedback is expected, or None when nothing was reported."""
        if self.reported_on is None:
            return None
        return self.reported_on + timedelta(days=FEEDBACK_DAYS)

    @property
    def stands(self) -> str:
        """Return in words how far it has come."""
        if self.state is ReportState.REPORTED and self.feedback_due:
            return f"Anmäld, återkoppling väntas till {self.feedback_due}"
        if self.state is ReportState.ANSWERED and self.answer:
            return f"Återkopplad: {self.answer.label.lower()}"
        return self.state.label


@dataclass(frozen=True, slots=True, kw_only=True)
class ConcernChild:
    """A child that a concern is about: a person of the register, or what she calls it."""

    id: str
    report_id: str
    person_id: str | None = None
    label: str = ""


def may_become(earlier: ReportState | None, to: ReportState) -> bool:
    """Tell whether a report may go from one state to another (domain.md 3.2).

    To decide on a noted concern is to assess it first: that is one sitting. A new report
    begins as noted.
    """
    if earlier is None:
        return to is ReportState.NOTED or may_become(ReportState.NOTED, to)
    if to is earlier or to in TRANSITIONS[earlier]:
        return True
    return earlier is ReportState.NOTED and to in TRANSITIONS[ReportState.ASSESSING]


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
                "Det finns barn. Gör orosbedömningen för dem innan samtalet avslutas.",
                "domain.md T8",
            ),
        )
    if check is ConcernCheck.NOT_ASSESSED and not reason.strip():
        return (
            stopp(
                "concern_reason",
                "Skriv varför oron inte kunde bedömas: någon ska kunna göra det sedan.",
                "domain.md T8",
            ),
        )
    return ()


def concern_report_faults(report: ConcernReport, *, today: date) -> tuple[Fault, ...]:
    """Check a concern report: reporting needs to whom and when, not reporting a motive."""
    faults: list[Fault] = []
    if report.arose_on > today:
        faults.append(stopp("arose_on", "Dagen ligger i framtiden.", "domain.md G7"))
    if report.state is ReportState.NOT_REPORTED and not report.motive.strip():
        faults.append(
            stopp(
                "motive",
                "Skriv varför ni inte anmäler: annars räcker det med en misstanke.",
                "domain.md T8",
            )
        )
    if report.state in SENT:
        faults += _sent_faults(report, today)
    if report.state is ReportState.ANSWERED:
        faults += _answer_faults(report, today)
    if report.released_on is not None and report.released_on > today:
        faults.append(stopp("released_on", "Dagen ligger i framtiden.", "domain.md G7"))
    return tuple(faults)


def _sent_faults(report: ConcernReport, today: date) -> list[Fault]:
    faults: list[Fault] = []
    if report.reported_on is None:
        faults.append(
            stopp(
                "reported_on",
                "Skriv vilken dag anmälan gjordes: svaret bevakas från den dagen.",
                "domain.md T8",
            )
        )
    elif not report.arose_on <= report.reported_on <= today:
        faults.append(
            stopp(
                "reported_on",
                "Anmälan görs tidigast när oron uppstod och senast idag.",
                "domain.md T8",
            )
        )
    elif report.reported_on > report.arose_on:
        faults.append(
            varna(
                "reported_on",
                "Anmälan ska göras samma dag som oron uppstår. Skriv varför den blev senare.",
                "domain.md T8",
            )
        )
    if not report.reported_to.strip():
        faults.append(
            stopp(
                "reported_to",
                "Skriv vart anmälan lämnades: det är dit ni frågar hur det gick.",
                "domain.md T8",
            )
        )
    return faults


def _answer_faults(report: ConcernReport, today: date) -> list[Fault]:
    faults: list[Fault] = []
    if report.answer is None:
        faults.append(
            stopp(
                "answer",
                "Välj vad kommunen svarade: annars bevakas svaret fortfarande.",
                "domain.md T8",
            )
        )
    first = report.reported_on or report.arose_on
    if report.answered_on is None:
        faults.append(
            stopp(
                "answered_on",
                "Skriv vilken dag svaret kom: bevakningen slutar den dagen.",
                "domain.md T8",
            )
        )
    elif not first <= report.answered_on <= today:
        faults.append(
            stopp(
                "answered_on",
                "Svaret kommer tidigast när anmälan gjordes och senast idag.",
                "domain.md T8",
            )
        )
    return faults


def concern_children_faults(children: Collection[ConcernChild]) -> tuple[Fault, ...]:
    """Check the children of a report: each is somebody."""
    if any(child.person_id is None and not child.label.strip() for child in children):
        return (
            stopp(
                "children",
                "Skriv vilket barn det gäller, eller ta bort raden.",
                "domain.md 3.1",
            ),
        )
    return ()
