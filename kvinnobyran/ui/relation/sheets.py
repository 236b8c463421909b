"""The sheet of one event of the timeline."""

from dataclasses import replace
from datetime import date
from typing import Final

from kvinnobyran.domain.faults import stopp
from kvinnobyran.domain.ids import new_id
from kvinnobyran.domain.rough_time import RoughTime
from kvinnobyran.domain.timeline import LONGEST, BreakUpLevel, EventKind, TimelineEvent
from kvinnobyran.domain.timeline_entry import Told
from kvinnobyran.domain.trouble import Refused
from kvinnobyran.domain.violence import ViolenceForm
from kvinnobyran.flows.timeline import save_event
from kvinnobyran.ui.case.around import known, shown
from kvinnobyran.ui.kit.chips import Chips, YesNo
from kvinnobyran.ui.kit.desk import Desk
from kvinnobyran.ui.kit.editors import TextEdit
from kvinnobyran.ui.kit.form import Field
from kvinnobyran.ui.kit.rough import EXAMPLES, RoughEdit
from kvinnobyran.ui.kit.sheet import Entered, Landing, Saving, Sheet

EVENT_DRAFT: Final = "timeline_event"
_NO_TIME: Final = stopp("happened", f"Skriv när det hände. {EXAMPLES}.", "domain.md A3")


def new_event(case_id: str, today: date, told: Told | None = None, id: str = "") -> TimelineEvent:
    """Return an event that is not saved, as a line was understood."""
    told = told or Told(None, EventKind.OTHER, "")
    return TimelineEvent(
        id=id or new_id(),
        case_id=case_id,
        happened=told.happened or RoughTime.from_stored(f"{today.year}"),
        kind=told.kind,
        text=told.text,
    )


def event_sheet(desk: Desk, event: TimelineEvent, *, head: int | None, dated: bool = True) -> Sheet:
    """Return the sheet of an event; ``head`` is the journal's when it was read, None for a new one.

    ``dated`` is false for a new event of which no time is known.
    """

    def submit(entered: Entered, landing: Landing) -> None:
        if entered.values["happened"] is None:
            landing.otherwise(Refused((_NO_TIME,)))
            return
        desk.do(
            save_event,
            replace(event, **known(event, entered.values)),
            expect=None if entered.knowing else head,
            then=landing.then,
            otherwise=landing.otherwise,
        )

    sheet = Sheet(
        desk,
        "Ny händelse" if head is None else "Händelse",
        [
            Field("happened", "När", RoughEdit(today=desk.today)),
            Field("kind", "Vad för slags händelse", Chips(EventKind, kept=True)),
            Field("levels", "Uppbrottets nivåer", Chips(BreakUpLevel, multi=True)),
            Field(
                "text",
                "Vad som hände, med hennes ord",
                TextEdit(lines=3, limit=LONGEST),
                help="Skriv utan namn. Det ett barn har berättat hör hemma i barnets egen akt.",
            ),
            Field("forms", "Våldsformer", Chips(ViolenceForm, multi=True)),
            Field("shown_to_her", "Visas för henne och skrivs ut", YesNo()),
        ],
        kind=EVENT_DRAFT,
        record=event.id,
        savings=[Saving(text="Spara", submit=submit, said="Händelsen är sparad")],
        belongs_to={"case": event.case_id},
    )
    sheet.only_when(
        "levels", "kind", lambda value: value is EventKind.BREAK_UP, otherwise=frozenset()
    )
    values = shown(event)
    sheet.begin(values if dated else {**values, "happened": None})
    return sheet
