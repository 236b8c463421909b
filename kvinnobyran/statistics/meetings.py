"""Tables of what took place: assessment calls, sessions, and concern for children."""

from collections import Counter
from datetime import date
from typing import Final

from kvinnobyran.domain import kinds
from kvinnobyran.domain.assessment import AssessmentOutcome, AssessmentState
from kvinnobyran.domain.concern import ConcernCheck, ReportState
from kvinnobyran.domain.session import SessionAttendance
from kvinnobyran.statistics import rows
from kvinnobyran.statistics.tables import BasePart, Category, Dimension, Table
from kvinnobyran.statistics.tally import categories, cells, ones

CALLS: Final = "assessment_calls"
SESSIONS: Final = "sessions_held"
WOMEN_BY_KIND: Final = "women_by_kind"
KIND: Final = "intervention"
HELD: Final = {"attendance": SessionAttendance.HELD.value}

_CALL_STATES: Final = Dimension(
    id="call_state",
    label="Hur det blev",
    categories=(
        Category("held", "Genomfört"),
        Category("missed", "Uteblivet"),
        Category("cancelled", "Avbokat"),
        Category("rebooked", "Ombokat till annan dag"),
        Category("booked", "Bokat, inte avrapporterat"),
    ),
)
_CALL_OUTCOMES: Final = Dimension(
    id="assessment_outcome",
    label="Bedömning",
    categories=(*categories(AssessmentOutcome), Category("open", "Ingen bedömning än")),
)
_ATTENDANCE: Final = Dimension(
    id="attendance",
    label="Hur det blev",
    categories=(
        Category("held", "Genomfört"),
        Category("missed", "Uteblivet"),
        Category("cancelled_by_her", "Avbokat av kvinnan"),
        Category("cancelled_by_us", "Avbokat av oss"),
        Category("broken_off", "Avbrutet"),
        Category("planned", "Planerat, inte avrapporterat"),
    ),
)
_TALKS: Final = Dimension(
    id="talk",
    label="Samtal",
    categories=(
        Category("assessment_call", "Bedömningssamtal"),
        Category("session", "Samtal i en insats"),
    ),
)
_CHECKS: Final = Dimension(
    id="concern_check",
    label="Orosbedömning",
    categories=(*categories(ConcernCheck), Category("missing", "Saknas")),
)
_REPORTS: Final = Dimension(
    id="concern_state",
    label="Vid periodens slut",
    # A concern that is being assessed is not decided on either: counted as noted.
    categories=categories(ReportState, but=(ReportState.ASSESSING,)),
)


def kind_categories() -> tuple[Category, ...]:
    """Return the kinds of intervention as the registry has them now."""
    return tuple(Category(kind.value, kind.label) for kind in kinds.KINDS)


def _kinds() -> Dimension:
    return Dimension(id=KIND, label="Insats", categories=kind_categories())


def assessment_calls(found: list[rows.CallRow]) -> Table:
    """Count calls by how they turned out."""
    return Table(
        id=CALLS,
        title="Bedömningssamtal",
        counts="assessment_calls",
        unit="bedömningssamtal",
        dimensions=(_CALL_STATES,),
        cells=cells((_CALL_STATES,), ones({"call_state": _state(row)} for row in found)),
        definition="Alla bedömningssamtal vars bokade dag ligger i perioden. Ett ombokat samtal "
        "står både på sin första dag, som ombokat, och på sin nya.",
    )


def assessment_outcomes(found: list[rows.CallRow]) -> Table:
    """Count held calls by what they came to."""
    return Table(
        id="assessment_outcomes",
        title="Vad bedömningssamtalen ledde till",
        counts="assessment_calls",
        unit="bedömningssamtal",
        within={"call_state": "held"},
        dimensions=(_CALL_OUTCOMES,),
        cells=cells(
            (_CALL_OUTCOMES,),
            ones({"assessment_outcome": outcome_of(row)} for row in found if row.held),
        ),
        base=(BasePart("genomförda", CALLS, {"call_state": "held"}),),
        definition="Genomförda bedömningssamtal i perioden, efter vad samtalet kom fram till.",
    )


def sessions_held(found: list[rows.SessionRow]) -> Table:
    """Count held sessions per kind, guarded by the women behind them."""
    dimension = _kinds()
    return Table(
        id=SESSIONS,
        title="Genomförda samtal per insats",
        counts="sessions",
        unit="samtal",
        persons=False,
        guard=WOMEN_BY_KIND,
        within=HELD,
        dimensions=(dimension,),
        cells=cells((dimension,), ones({KIND: row.kind.value} for row in found if row.held)),
        definition="Samtal, möten och kontakter i en insats som genomfördes i perioden, oavsett "
        "var och hur. Uteblivna, avbokade och avbrutna räknas inte här.",
    )


def session_attendance(found: list[rows.SessionRow]) -> Table:
    """Count all sessions of the calendar by how they turned out, missed ones by themselves."""
    dimension = _kinds()
    return Table(
        id="session_attendance",
        title="Samtal i kalendern, efter hur det blev",
        counts="sessions",
        unit="samtal",
        dimensions=(dimension, _ATTENDANCE),
        cells=cells(
            (dimension, _ATTENDANCE),
            ones({KIND: row.kind.value, "attendance": row.attendance.value} for row in found),
        ),
        definition="Alla samtal som hade en dag i perioden. Bara kolumnen Genomfört räknas som "
        "samtal i övriga tabeller.",
    )


def session_minutes(found: list[rows.SessionRow]) -> Table:
    """Add up the minutes of held sessions."""
    dimension = _kinds()
    return Table(
        id="session_minutes",
        title="Minuter i genomförda samtal",
        counts="minutes",
        unit="minuter",
        persons=False,
        guard=WOMEN_BY_KIND,
        within=HELD,
        dimensions=(dimension,),
        cells=cells(
            (dimension,), (({KIND: row.kind.value}, row.minutes) for row in found if row.held)
        ),
        definition="De genomförda samtalens längd i minuter, så som den är antecknad.",
    )


def sessions_per_woman(found: list[rows.SessionRow], women: frozenset[str]) -> Table:
    """Give the median of held sessions per woman; halves are rounded up.

    Only for internal use: a median has its own rule for outside (disclosure.md 3.2 step 10).
    """
    per_woman = Counter(row.person_id for row in found if row.held and row.person_id in women)
    ordered = sorted(per_woman.values())
    return Table(
        id="sessions_per_woman",
        title="Samtal per kvinna, median",
        counts="median_sessions",
        unit="samtal",
        persons=False,
        dimensions=(),
        cells=cells((), [({}, _median(ordered))]),
        definition="Hälften av kvinnorna med stöd hade minst så många genomförda samtal i "
        "perioden. Halva samtal är avrundade uppåt.",
    )


def concern_checks(calls: list[rows.CallRow], sessions: list[rows.SessionRow]) -> Table:
    """Count the concern checks of talks with children involved (T8)."""
    checks = [("assessment_call", row.concern_check) for row in calls if _with_children(row)]
    checks += [
        ("session", row.concern_check) for row in sessions if row.held and row.children_involved
    ]
    return Table(
        id="concern_checks",
        title="Orosbedömningar",
        counts="talks",
        unit="samtal",
        dimensions=(_TALKS, _CHECKS),
        cells=cells(
            (_TALKS, _CHECKS),
            ones(
                {"talk": talk, "concern_check": check.value if check else "missing"}
                for talk, check in checks
            ),
        ),
        definition="Genomförda samtal i perioden där det finns barn, efter svaret på "
        "orosbedömningen. Bedömningssamtal räknas när barn finns hemma.",
    )


def concern_reports(found: list[rows.ConcernRow], last: date) -> Table:
    """Count the concerns that arose, by how far they had come on the last day."""
    return Table(
        id="concern_reports",
        title="Oro för barn",
        counts="concerns",
        unit="tillfällen",
        dimensions=(_REPORTS,),
        cells=cells(
            (_REPORTS,), ones({"concern_state": _by_the_end(row, last).value} for row in found)
        ),
        definition="Tillfällen då oro för barn uppstod i perioden, efter hur långt det hade "
        "kommit vid periodens slut.",
    )


def outcome_of(row: rows.CallRow) -> str:
    """Return the category of a held call's outcome."""
    return "open" if row.outcome is None else row.outcome.value


def _state(row: rows.CallRow) -> str:
    return "held" if row.held else row.state.value


def _with_children(row: rows.CallRow) -> bool:
    return row.state is AssessmentState.ASSESSED and bool(row.children_at_home)


def _by_the_end(row: rows.ConcernRow, last: date) -> ReportState:
    """Return the state on the last day, so that a later answer changes no earlier period."""
    if row.answered_on is not None and row.answered_on <= last:
        return ReportState.ANSWERED
    if row.reported_on is not None and row.reported_on <= last:
        return ReportState.REPORTED
    return ReportState.NOT_REPORTED if row.state is ReportState.NOT_REPORTED else ReportState.NOTED


def _median(ordered: list[int]) -> int:
    if not ordered:
        return 0
    middle = len(ordered) // 2
    if len(ordered) % 2:
        return ordered[middle]
    return -(-(ordered[middle - 1] + ordered[middle]) // 2)
