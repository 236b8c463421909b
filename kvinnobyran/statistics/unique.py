"""Who is a unique woman of a period: each once, whatever she came to (domain.md 3.3, scenario 21).

She is one when she was met: at a held assessment call or session, when violence was assessed, at
a meeting of a group, or while she lived in an apartment. A telephone call alone, even of a known
woman, is a contact and no more; so is what was done for her with an authority.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import chain
from typing import TypeAlias

from kvinnobyran.domain.assessment import HousingSituation
from kvinnobyran.domain.dates import PartialDate
from kvinnobyran.domain.person import Municipality
from kvinnobyran.statistics import rows

Meeting: TypeAlias = (
    rows.CallRow | rows.SessionRow | rows.FindingRow | rows.VisitRow | rows.NightRow
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Woman:
    """One unique woman of the period, with all that she is counted by.

    ``met_on`` is her first meeting in the period: her age is of that day. ``kinds`` are those
    of her held sessions, ``calls`` her held assessment calls in order of time; ``finding`` is
    the latest answer about violence in the period. ``housing`` is how she lived when she last
    came; None where nobody has assessed her.
    """

    id: str
    kinds: frozenset[str]
    calls: tuple[rows.CallRow, ...]
    finding: rows.FindingRow | None
    grouped: bool
    newness: str
    begun: bool
    met_on: date
    birth: PartialDate | None
    municipality: Municipality
    children: int | None
    housing: HousingSituation | None

    @property
    def supported(self) -> bool:
        """Tell whether she had at least one held session."""
        return bool(self.kinds)

    @property
    def assessed(self) -> bool:
        """Tell whether she had a held assessment call, or violence was assessed otherwise."""
        return bool(self.calls) or self.finding is not None


def unique_women(material: rows.Material) -> list[Woman]:
    """Return every unique woman of the period."""
    return [*women_by_id(material).values()]


def women_by_id(material: rows.Material) -> dict[str, Woman]:
    """Return every unique woman of the period by her id."""
    cases = {case.id: case for case in material.cases}
    lived = {row.person_id: row.housing for row in sorted(material.intakes, key=_day)}
    return {
        person: _woman(material.women[person], meetings, cases, lived, material)
        for person, meetings in meetings_by_woman(material).items()
    }


def meetings_by_woman(material: rows.Material) -> dict[str, list[Meeting]]:
    """Return what took place with each unique woman, in order of time."""
    by_woman: dict[str, list[Meeting]] = {}
    for meeting in _meetings(material):
        if meeting.person_id in material.women:
            by_woman.setdefault(meeting.person_id, []).append(meeting)
    return by_woman


def _meetings(material: rows.Material) -> list[Meeting]:
    """Return what took place, in order of time."""
    took_place: Iterable[Meeting] = chain(
        (row for row in material.calls if row.held),
        (row for row in material.sessions if row.held),
        material.findings,
        material.visits,
        material.nights,
    )
    return sorted(took_place, key=_day)


def _day(row: Meeting | rows.IntakeRow) -> date:
    return row.day


def _woman(
    person: rows.WomanRow,
    meetings: list[Meeting],
    cases: dict[str, rows.CaseRow],
    lived: dict[str, HousingSituation],
    material: rows.Material,
) -> Woman:
    calls = tuple(row for row in meetings if isinstance(row, rows.CallRow))
    sessions = (row for row in meetings if isinstance(row, rows.SessionRow))
    findings = [row for row in meetings if isinstance(row, rows.FindingRow)]
    return Woman(
        id=person.id,
        kinds=frozenset(row.kind.value for row in sessions),
        calls=calls,
        finding=_latest(findings),
        grouped=any(isinstance(row, rows.VisitRow) for row in meetings),
        newness=_newness(cases.get(_case_of(meetings)), material.period.first),
        begun=any(row.case_id in material.started for row in meetings if _assesses(row)),
        met_on=meetings[0].day,
        birth=person.birth,
        municipality=person.municipality,
        children=material.children.get(person.id),
        housing=lived.get(person.id),
    )


def _case_of(meetings: list[Meeting]) -> str:
    """Return the first case in which she was met; in a group she need not have one."""
    return next((row.case_id for row in meetings if row.case_id is not None), "")


def _assesses(meeting: Meeting) -> bool:
    return isinstance(meeting, rows.CallRow | rows.FindingRow)


def _latest(findings: list[rows.FindingRow]) -> rows.FindingRow | None:
    """Return the latest answer; a talk in which nobody asked takes no earlier answer away."""
    answered = [row for row in findings if row.assessed] or findings
    return answered[-1] if answered else None


def _newness(case: rows.CaseRow | None, first: date) -> str:
    """Return whether her support in the period is new, goes on, or is a return (scenario 7)."""
    if case is None or case.opened_on < first:
        return "ongoing"
    return "returning" if case.continues else "new"
