"""The way from the case to the timeline over the relation, which has a page of its own (A3)."""

from collections.abc import Iterator

from PySide6.QtWidgets import QSizePolicy

from kvinnobyran.domain.timeline import TimelineEvent
from kvinnobyran.domain.timeline_entry import understand
from kvinnobyran.flows.drafts import drop_draft
from kvinnobyran.store.dossier import Dossier
from kvinnobyran.ui.case.cards import card
from kvinnobyran.ui.case.moment import Moment
from kvinnobyran.ui.case.part import Part
from kvinnobyran.ui.case.room import Room
from kvinnobyran.ui.kit.buttons import Button
from kvinnobyran.ui.kit.card import Card, Line
from kvinnobyran.ui.kit.icons import Icon
from kvinnobyran.ui.kit.sheet import Sheet
from kvinnobyran.ui.relation.quick import LINE_DRAFT
from kvinnobyran.ui.relation.sheets import EVENT_DRAFT, event_sheet, new_event

TITLE = "Tidslinje över relationen"


def _card(room: Room, dossier: Dossier) -> list[Card]:
    """Return the card on the tab Tidslinje: what is drawn, and the button that opens it."""

    def show(_: object = None) -> None:
        room.navigator.open_timeline(dossier.case.id)

    made = card(
        TITLE,
        [
            Line(key=dossier.case.id, text=text, detail="Retur öppnar")
            for text in _drawn(dossier.of(TimelineEvent))
        ],
        show,
        icon=Icon.HISTORY,
        empty="Inte påbörjad. Ni ritar den tillsammans, och den går att skriva ut utan namn.",
        button=Button("Öppna tidslinjen", icon=Icon.CHEVRON_RIGHT, then=show),
        counted=False,
    )
    made.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
    return [made]


def _drawn(events: tuple[TimelineEvent, ...]) -> list[str]:
    """Return in one line what is on it, or nothing."""
    if not events:
        return []
    years = sorted(
        {min(each.happened.first.year for each in events)}
        | {max(each.happened.last.year for each in events)}
    )
    count = "1 händelse" if len(events) == 1 else f"{len(events)} händelser"
    return [f"{count}, {'–'.join(map(str, years))}"]


def _moments(dossier: Dossier) -> Iterator[Moment]:
    for event in dossier.of(TimelineEvent):
        when = event.happened
        yield Moment(
            event.id, when.first, None, "Relationen", event.kind.label, "Berättat", when.label
        )


def _open(room: Room, event: TimelineEvent) -> None:
    room.navigator.open_timeline(event.case_id, event=event.id)


def _sheet(room: Room, record: str) -> Sheet:
    """Return the sheet of an event, known or never saved."""
    dossier = room.around.dossier
    known = next((each for each in dossier.of(TimelineEvent) if each.id == record), None)
    if known is not None:
        return event_sheet(room.desk, known, head=dossier.head)
    fresh = new_event(dossier.case.id, room.desk.today, id=record)
    return event_sheet(room.desk, fresh, head=None, dated=False)


def _line(room: Room, record: str) -> Sheet:
    """Return the sheet of what a line that was begun says; when it is saved, the line is gone."""
    dossier, desk = room.around.dossier, room.desk
    draft = room.drafts.get(record)
    line = str(draft.body.get("line", "")) if draft and draft.kind == LINE_DRAFT else ""
    told = understand(line, desk.today)
    event = new_event(dossier.case.id, desk.today, told)
    sheet = event_sheet(desk, event, head=None, dated=told.happened is not None)
    sheet.saved.connect(lambda: desk.do(drop_draft, LINE_DRAFT, dossier.case.id))
    return sheet


RELATION = Part(
    key="relation",
    tables=frozenset({"timeline_event"}),
    cards={"timeline": _card},
    sheets={EVENT_DRAFT: _sheet, LINE_DRAFT: _line},
    opens={TimelineEvent: _open},
    moments=_moments,
)
