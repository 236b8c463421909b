"""The timeline over the relation: told, changed, taken away, and let out on paper (A3)."""

from dataclasses import replace
from pathlib import Path

from kvinnobyran.domain.case import Case, CaseState
from kvinnobyran.domain.documentation import Kept
from kvinnobyran.domain.faults import Fault, stopp, varna
from kvinnobyran.domain.names_in_text import named_in
from kvinnobyran.domain.timeline import TimelineEvent, event_faults
from kvinnobyran.flows.handing_out import Way, hand_out_faults, write_noted
from kvinnobyran.flows.her_choice import keeps
from kvinnobyran.flows.work import NO_REASONS, Reasons, Work, put, settle
from kvinnobyran.store.database import Database
from kvinnobyran.store.timeline import last_place, names_near, timeline_events
from kvinnobyran.store.transaction import Transaction

NAMES = "names"
"""The field that a warning about names stands beside."""
WHAT = "tidslinjen"


def save_event(work: Work, event: TimelineEvent, *, expect: int | None = None) -> TimelineEvent:
    """Put an event on the timeline, or change one.

    A new one stands behind those of the very same time, as she told them.
    """
    earlier = work.database.get(TimelineEvent, event.id)
    settle(
        [
            *keeps(work, event.case_id, Kept.TIMELINE, ""),
            *_closed_faults(work, event.case_id, new=earlier is None),
            *event_faults(event, today=work.today),
        ]
    )
    with work.step("Händelse på tidslinjen") as tx:
        if earlier is None:
            event = replace(event, place=last_place(tx, event.case_id) + 1)
        else:
            event = replace(event, place=earlier.place)
        put(tx, event, expect=expect)
    return event


def remove_event(work: Work, event: TimelineEvent) -> None:
    """Take an event off the timeline; undo puts it back."""
    with work.step("Ta bort händelse från tidslinjen") as tx:
        tx.delete(event)


def move_event(work: Work, event: TimelineEvent, by: int) -> bool:
    """Let an event change places with the next (1) or the one before (-1) of the same time.

    Returns whether there was one: events of different times stand by their times.
    """
    events = timeline_events(work.database, event.case_id)
    at = next((at for at, each in enumerate(events) if each.id == event.id), None)
    if at is None or by not in {1, -1} or not 0 <= at + by < len(events):
        return False
    moved, other = events[at], events[at + by]
    if moved.happened != other.happened:
        return False
    with work.step("Flytta händelse på tidslinjen") as tx:
        # Two that were told at once are told apart now.
        low, high = sorted((moved.place, other.place))
        high = high if high > low else low + 1
        first, second = (other, moved) if by > 0 else (moved, other)
        for each, place in ((first, low), (second, high)):
            if each.place != place:
                tx.update(replace(each, place=place))
    return True


def named_events(database: Database, case_id: str) -> list[tuple[TimelineEvent, tuple[str, ...]]]:
    """Return the events that a paper would show and that hold a name, with the words found."""
    names = names_near(database, case_id)
    told = ((each, named_in(each.text, names)) for each in shown_events(database, case_id))
    return [(each, words) for each, words in told if words]


def shown_events(database: Database, case_id: str) -> list[TimelineEvent]:
    """Return what she sees, on the screen and on paper."""
    return [each for each in timeline_events(database, case_id) if each.shown_to_her]


def note_timeline_printed(
    work: Work, case_id: str, *, purpose: str, recipient: str, reasons: Reasons = NO_REASONS
) -> None:
    """Note that the timeline goes to the printer. Raises :class:`Refused`."""
    settle(_letting_out_faults(work, case_id, purpose, recipient), reasons)
    with work.step("Skriv ut tidslinje", reasons) as tx:
        _log(tx, case_id, Way.PRINTED, purpose, recipient)


def save_timeline(
    work: Work,
    case_id: str,
    content: bytes,
    path: Path,
    *,
    purpose: str,
    recipient: str,
    reasons: Reasons = NO_REASONS,
) -> Path:
    """Write the timeline where the user chose, and note it; neither is done without the other.

    Raises :class:`Refused` and :class:`NotWritten`.
    """
    settle(_letting_out_faults(work, case_id, purpose, recipient), reasons)
    return write_noted(
        content,
        path,
        work.step("Spara tidslinje", reasons),
        lambda tx: _log(tx, case_id, Way.PDF, purpose, recipient),
    )


def name_faults(named: int) -> list[Fault]:
    """Warn when ``named`` events hold a name: the paper is to be without."""
    if not named:
        return []
    where = "en händelse" if named == 1 else f"{named} händelser"
    return [
        varna(
            NAMES,
            f"I texten till {where} står ett namn ur registret. Ändra texten, eller skriv varför "
            "namnet ska stå kvar.",
            "domain.md A3",
        )
    ]


def _letting_out_faults(work: Work, case_id: str, purpose: str, recipient: str) -> list[Fault]:
    return [
        *hand_out_faults(purpose, recipient, what=WHAT),
        *name_faults(len(named_events(work.database, case_id))),
    ]


def _closed_faults(work: Work, case_id: str, *, new: bool) -> list[Fault]:
    case = work.database.get(Case, case_id)
    if new and case is not None and case.state is CaseState.CLOSED:
        return [stopp("", "Ärendet är avslutat. Öppna ett nytt ärende först.", "domain.md 3.2")]
    return []


def _log(tx: Transaction, case_id: str, way: Way, purpose: str, recipient: str) -> None:
    tx.log(
        "export",
        table="support_case",
        record=case_id,
        text=f"{way.label}, tidslinje över relationen. Ändamål: {purpose.strip()}. "
        f"Mottagare: {recipient.strip()}.",
    )
