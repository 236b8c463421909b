"""What time itself brings: done at every opening, as soon as the day is on the screen."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from importlib import import_module
from typing import Final

from kvinnobyran.flows.work import Work
from kvinnobyran.store import lapses
from kvinnobyran.store.reads import Reads


@dataclass(frozen=True, slots=True)
class Duty:
    """A flow, and the question that tells whether it may have anything to do.

    The flow decides by itself what is due. The question spares the office its rooms on the
    mornings when there is nothing.
    """

    module: str
    flow: str
    may_be_due: Callable[[Reads, date], bool]


DUTIES: Final = (
    Duty("purging", "finish_what_was_cut_off", lapses.a_purge_may_be_unfinished),
    Duty("notes", "erase_due_working_notes", lapses.working_notes_may_be_due),
    Duty("documents", "sweep", lapses.content_may_be_let_go),
    Duty("reservations", "expire_reservations", lapses.reservations_may_have_run_out),
    Duty("access_log", "remind_of_review", lapses.readings_may_be_unreviewed),
    Duty("forewarning", "look_ahead", lapses.a_round_may_come),
    Duty("trappan_grounds", "look_over_grounds", lapses.grounds_may_have_lapsed),
)
"""The list is the registry: a flow of one argument that returns how many things it changed."""


def keep_up(work: Work) -> int:
    """Do what is due.

    Returns how many things changed. Raises what the flows raise.
    """
    changed = 0
    for duty in DUTIES:
        if duty.may_be_due(work.database, work.today):
            rooms = import_module(f"kvinnobyran.flows.{duty.module}")
            flow: Callable[[Work], int] = getattr(rooms, duty.flow)
            changed += flow(work)
    return changed
