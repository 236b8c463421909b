"""The contacts that came in before and during the case."""

from collections.abc import Iterator

from kvinnobyran.domain.inquiry import Inquiry
from kvinnobyran.domain.next_step import when
from kvinnobyran.store.dossier import Dossier
from kvinnobyran.ui.case.cards import card
from kvinnobyran.ui.case.moment import Moment
from kvinnobyran.ui.case.part import Part
from kvinnobyran.ui.case.room import Room
from kvinnobyran.ui.kit.card import Card, Line
from kvinnobyran.ui.kit.icons import Icon


def _contacts(room: Room, dossier: Dossier) -> list[Card]:
    lines = [
        Line(
            key=each,
            text=each.channel.label if each.channel else "Kontakt",
            detail=_state(each),
            aside=when(each.received_on, each.received_at),
        )
        for each in dossier.of(Inquiry)
    ]
    return [card("Kontakter in", lines, lambda each: _open(room, each), icon=Icon.NEW_CONTACT)]


def _moments(dossier: Dossier) -> Iterator[Moment]:
    for each in dossier.of(Inquiry):
        yield Moment(
            each.id, each.received_on, each.received_at, "Kontakt in", "Kontakt in", _state(each)
        )


def _state(inquiry: Inquiry) -> str:
    return inquiry.outcome.label if inquiry.outcome else inquiry.state.label


def _open(room: Room, inquiry: Inquiry) -> None:
    """Show a contact that came in."""
    room.navigator.open_inquiry(inquiry.id)


INQUIRIES = Part(
    key="inquiries",
    tables=frozenset({"inquiry"}),
    cards={"contacts": _contacts},
    opens={Inquiry: _open},
    moments=_moments,
)
