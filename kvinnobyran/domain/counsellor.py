"""Who had a case when: its counsellors, dated (domain.md 3.1, section 6).

A case names its counsellor of now. Each change is a step of its own that names both, so that
the history is read off the changes and can say nothing else than the case does.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from kvinnobyran.domain.case import Case, CaseState
from kvinnobyran.domain.faults import Fault, stopp


@dataclass(frozen=True, slots=True, kw_only=True)
class CounsellorChange:
    """That a case went from one counsellor to another on a day; ``number`` is their order."""

    id: str
    case_id: str
    number: int
    changed_on: date
    earlier: str = ""
    counsellor: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Assignment:
    """Who had a case from ``first`` on; on ``last`` somebody else took over, or it closed."""

    counsellor: str
    first: date
    last: date | None = None


def assignments(case: Case, changes: Iterable[CounsellorChange]) -> tuple[Assignment, ...]:
    """Return who had a case when, in order of time. Whoever had it for no day is left out.

    >>> case = Case(id="c", code="", person_id="p", opened_on=date(2027, 1, 4), counsellor="Vera")
    >>> change = CounsellorChange(
    ...     id="x", case_id="c", number=1, changed_on=date(2027, 2, 1),
    ...     earlier="Greta", counsellor="Vera")
    >>> [(each.counsellor, each.last) for each in assignments(case, [change])]
    [('Greta', datetime.date(2027, 2, 1)), ('Vera', None)]
    """
    steps = sorted(changes, key=lambda each: each.number)
    who = [*(each.earlier for each in steps), case.counsellor]
    days = [case.opened_on, *(each.changed_on for each in steps)]
    found: list[Assignment] = []
    for counsellor, first, last in zip(who, days, [*days[1:], case.closed_on], strict=True):
        before = found[-1] if found else None
        if before is not None and before.counsellor == counsellor:
            found[-1] = replace(before, last=last)
        elif last is None or last > first or len(days) == 1:
            found.append(Assignment(counsellor=counsellor, first=first, last=last))
    return tuple(found)


def change_faults(
    change: CounsellorChange, case: Case, latest: CounsellorChange | None, *, today: date
) -> tuple[Fault, ...]:
    """Check a change: to somebody else, on a day since the latest one, in a case that is open."""
    faults: list[Fault] = []
    if case.state is CaseState.CLOSED:
        faults.append(
            stopp(
                "counsellor",
                "Ärendet är avslutat och byter inte handläggare. Öppna det igen först.",
                "domain.md 3.2",
            )
        )
    if not change.counsellor.strip():
        faults.append(stopp("counsellor", "Skriv vem som tar över.", "domain.md 3.1"))
    elif change.counsellor.strip() == case.counsellor:
        faults.append(stopp("counsellor", "Hon har redan ärendet.", "domain.md 3.1"))
    since = latest.changed_on if latest is not None else case.opened_on
    if change.changed_on > today:
        faults.append(stopp("changed_on", "Bytet ligger i framtiden.", "domain.md G7"))
    elif change.changed_on < since:
        faults.append(
            stopp(
                "changed_on",
                "Bytet ligger före det senaste bytet."
                if latest is not None
                else "Bytet ligger före den dag ärendet öppnades.",
                "domain.md 3.1",
            )
        )
    return tuple(faults)
