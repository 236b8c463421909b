"""How long a file is kept: a class per regime, and the day it may go at the earliest (D1, D2).

The times are the unit's own policy (domain.md section 7); what the law says of them is not
shown, for its new wording has not been read (L15). No case is taken away here.
"""

from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from kvinnobyran.domain.case import Case, CaseState, Documentation, Regime
from kvinnobyran.domain.codes import Code
from kvinnobyran.domain.dates import PartialDate, add_months

OWN_MONTHS: Final = 24
"""Own support: months after the last note (domain.md section 7 no 3)."""
SHORTEST, LONGEST = 12, 24
"""What the unit may choose for its own support (D1)."""
PLACEMENT_MONTHS: Final = 24
"""A placement: two years after the last note, carried out by the end of the next year (D1)."""
LONGEST_CHILD: Final = 360
"""What the unit may choose for a child's file, in months: thirty years (L16, not yet law)."""


KEPT_FOR_RESEARCH: Final = frozenset({5, 15, 25})
"""Placements of those born on these days of a month are asked for by the board (L15)."""


class RetentionClass(Code):
    """What kind of file it is."""

    OWN_SUPPORT = ("own_support", "Egen stödverksamhet")
    PLACEMENT = ("placement", "Placering")
    CHILD = ("child", "Barnakt")
    STATISTICS = ("statistics", "Anonym statistik")


_ASK: Final = "Fråga nämnden om akten ska lämnas över."
_OF_REGIME: Final = {
    Regime.OWN_SUPPORT: RetentionClass.OWN_SUPPORT,
    Regime.SERVICE: RetentionClass.OWN_SUPPORT,
    Regime.SOL_PLACEMENT: RetentionClass.PLACEMENT,
    Regime.ACT_2024_79: RetentionClass.PLACEMENT,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Retention:
    """The class, and the days between which the case is purged; None while it is open."""

    of_class: RetentionClass
    months: int
    earliest: date | None = None
    latest: date | None = None
    ask_to_hand_over: bool = False

    @property
    def sentence(self) -> str:
        """Say it in Swedish."""
        label = self.of_class.label
        if self.of_class is RetentionClass.STATISTICS:
            return f"{label}: inga personuppgifter finns, och inget gallras."
        after = f"{self.months} månader efter det senaste som skrevs"
        if self.earliest is None:
            return f"{label}: gallras tidigast {after}, när ärendet är avslutat."
        between = f"Gallras tidigast {self.earliest}"
        if self.latest is not None:
            between += f" och senast {self.latest}"
        asked = f" {_ASK}" if self.ask_to_hand_over else ""
        return f"{between}. {label}: {after}.{asked}"

    @property
    def told(self) -> str:
        """Say it to the woman herself: what the unit has to ask the board is not hers to read."""
        return self.sentence.removesuffix(_ASK).strip()


def retention_class(case: Case) -> RetentionClass:
    """Return the class of a case: by its regime, unless it keeps nothing about anybody."""
    if case.documentation is Documentation.STATISTICS_ONLY:
        return RetentionClass.STATISTICS
    return _OF_REGIME[case.regime]


def retention(
    case: Case,
    last_written: date,
    *,
    own_months: int = OWN_MONTHS,
    born: PartialDate | None = None,
    with_child: bool = False,
) -> Retention:
    """Return how long a case is kept. ``last_written`` restarts the clock (D2).

    ``born`` is the woman's birth, ``with_child`` whether a child was placed with her: what the
    question of handing the file over hangs on (L15).
    """
    of_class = retention_class(case)
    if of_class is RetentionClass.STATISTICS:
        return Retention(of_class=of_class, months=0)
    placed = of_class is RetentionClass.PLACEMENT
    months = PLACEMENT_MONTHS if placed else own_months
    chosen = born is not None and born.exact and born.first.day in KEPT_FOR_RESEARCH
    hand_over = case.regime is Regime.ACT_2024_79 or (placed and (with_child or chosen))
    if case.state is not CaseState.CLOSED:
        return Retention(of_class=of_class, months=months, ask_to_hand_over=hand_over)
    earliest = add_months(max(last_written, case.closed_on or last_written), months)
    return Retention(
        of_class=of_class,
        months=months,
        earliest=earliest,
        latest=date(earliest.year + 1, 12, 31) if placed else None,
        ask_to_hand_over=hand_over,
    )


def retention_of_child(
    of_case: Retention, case: Case, last_written: date, *, months: int = 0
) -> Retention:
    """Return how long a child's own file in a case is kept (D1, D3).

    As the case it lies in, unless the unit has chosen ``months`` after what was written last
    in it (domain.md section 7 no 3; L16). The board is asked as of the case.
    """
    if not months:
        return replace(of_case, of_class=RetentionClass.CHILD)
    earliest = None
    if case.closed_on is not None and case.state is CaseState.CLOSED:
        earliest = add_months(max(last_written, case.closed_on), months)
    return Retention(
        of_class=RetentionClass.CHILD,
        months=months,
        earliest=earliest,
        ask_to_hand_over=of_case.ask_to_hand_over,
    )


def retention_without_case(
    of_class: RetentionClass, last_written: date | None, months: int
) -> Retention:
    """Return how long something is kept that no case has: by what was written last (D1, D2).

    ``last_written`` is None while something still goes on; then its time does not go.
    """
    earliest = None if last_written is None else add_months(last_written, months)
    return Retention(of_class=of_class, months=months, earliest=earliest)
