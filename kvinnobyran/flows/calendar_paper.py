"""The calendar on paper: codes only, and a note in the journal that it left (domain.md D8, S1)."""

from datetime import date
from typing import Final

from kvinnobyran.flows.handing_out import Way, hand_out_faults
from kvinnobyran.flows.work import Work, settle

WHAT: Final = "kalendern"


def note_calendar_printed(
    work: Work, first: date, until: date, *, purpose: str, recipient: str
) -> None:
    """Note that the calendar of these months goes to the printer. Raises :class:`Refused`."""
    settle(hand_out_faults(purpose, recipient, what=WHAT))
    with work.step("Skriv ut kalendern") as tx:
        tx.log(
            "export",
            table="apartment",
            text=f"{Way.PRINTED.label}, kalendern {first.isoformat()}–{until.isoformat()}, bara "
            f"koder. Ändamål: {purpose.strip()}. Mottagare: {recipient.strip()}.",
        )
