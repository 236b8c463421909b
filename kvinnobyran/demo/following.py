"""How a room follows the women: it looks for new cases, and does something with each later."""

from collections.abc import Callable, Collection
from datetime import date, datetime, timedelta
from typing import Final, TypeAlias

from kvinnobyran.demo.agenda import moment_of, workday
from kvinnobyran.demo.dice import Dice
from kvinnobyran.demo.stage import Stage
from kvinnobyran.domain.case import Case, CaseState
from kvinnobyran.domain.ids import ids_from
from kvinnobyran.store.cases import CaseRow, case_rows

WEEK: Final = 7
Does: TypeAlias = Callable[[Stage, Dice, datetime, Case], None]
"""What is done with one case, on a day, with the room's own dice."""


def follow(
    stage: Stage,
    first: date,
    at: tuple[int, int],
    expect: Callable[[datetime, str], None],
    *,
    days: int = WEEK,
    wanted: Callable[[CaseRow, date], bool] = lambda row, _: row.state is CaseState.ONGOING,
) -> None:
    """Look every so many ``days`` for cases that are wanted, and call ``expect`` once for each.

    ``at`` is the hour and minute of the looking; ``expect`` gets the moment and the case's id.
    """
    seen: set[str] = set()

    def look(day: date) -> None:
        stage.agenda.at(moment_of(day, *at), looked)

    def looked(now: datetime) -> None:
        for row in case_rows(stage.database):
            if row.id not in seen and wanted(row, now.date()):
                seen.add(row.id)
                expect(now, row.id)
        look(now.date() + timedelta(days=days))

    look(workday(first))


def later(
    stage: Stage,
    dice: Dice,
    now: datetime,
    days: tuple[int, int],
    case_id: str,
    does: Does,
    *,
    while_in: Collection[CaseState] = (CaseState.ONGOING,),
) -> None:
    """Let something be done some days from now, if the case is still in such a state then."""
    day = workday(now.date() + timedelta(days=dice.between(*days)))

    def happen(then: datetime) -> None:
        case = stage.database.get(Case, case_id)
        if case is not None and case.state in while_in:
            with ids_from(dice.new_id):
                does(stage, dice, then, case)

    stage.agenda.at(moment_of(day, 16, dice.below(60)), happen)
