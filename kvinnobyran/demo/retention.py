"""The end of keeping, in the fictitious office: one case is held, one postponed, she is answered.

Old closed cases are few in an office of some years; where there is none, nothing is decided.
"""

from datetime import date, datetime, timedelta

from kvinnobyran.demo.agenda import moment_of
from kvinnobyran.demo.cast import COUNSELLOR
from kvinnobyran.demo.dice import Dice
from kvinnobyran.demo.stage import Stage
from kvinnobyran.domain.case import CaseState
from kvinnobyran.domain.ids import ids_from, new_id
from kvinnobyran.domain.purging import RetentionState
from kvinnobyran.domain.rights import RightsKind, RightsNote, RightsState
from kvinnobyran.flows import purging, rights
from kvinnobyran.store import retention
from kvinnobyran.store.cases import case_rows


def begin(stage: Stage, dice: Dice, _: date) -> None:
    """Let the round be looked at on the morning of the last day."""
    last = stage.agenda.until
    stage.agenda.at(moment_of(last, 7, 35), lambda now: _round(stage, dice, now))


def _round(stage: Stage, dice: Dice, now: datetime) -> None:
    work = stage.work(COUNSELLOR, now)
    with ids_from(dice.new_id):
        for line, to in zip(
            (line for line in retention.due(stage.database, now.date()) if line.case is not None),
            (RetentionState.HELD, RetentionState.POSTPONED),
            strict=False,
        ):
            purging.decide(
                work,
                line.of,
                to,
                reason="En påhittad rättegång pågår.",
                until=now.date() + timedelta(days=90),
            )
        open_cases = [row for row in case_rows(stage.database) if row.state is CaseState.ONGOING]
        if open_cases:
            rights.save_rights_note(
                work,
                RightsNote(
                    id=new_id(),
                    case_id=open_cases[0].id,
                    kind=RightsKind.RECTIFICATION,
                    about="Ett påhittat datum",
                    words="Det var i mars och inte i april.",
                    asked_on=now.date() - timedelta(days=20),
                    state=RightsState.GRANTED,
                    answer="Rättat i journalen.",
                ),
            )
