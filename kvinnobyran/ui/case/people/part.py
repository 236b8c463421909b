"""The woman, and the ways to reach her. Numbers stay hidden until a way is used (S2)."""

from collections.abc import Hashable, Iterator
from datetime import date

from PySide6.QtWidgets import QMenu

from kvinnobyran.domain.faults import Severity
from kvinnobyran.domain.outgoing import confirmation_age
from kvinnobyran.domain.person import (
    CONFIRMATION_DAYS,
    ContactKind,
    ContactSafety,
    ContactWay,
    contact_gate,
)
from kvinnobyran.flows.people import confirm_safe, remove_contact_way
from kvinnobyran.store.dossier import Dossier
from kvinnobyran.ui.case.cards import card
from kvinnobyran.ui.case.moment import Flag, Moment
from kvinnobyran.ui.case.part import Part
from kvinnobyran.ui.case.people.sheets import contact_way_sheet, person_sheet, using_sheet
from kvinnobyran.ui.case.room import Room
from kvinnobyran.ui.kit.buttons import Button, Kind
from kvinnobyran.ui.kit.card import Card, Line
from kvinnobyran.ui.kit.icons import Icon
from kvinnobyran.ui.kit.notice import Tone
from kvinnobyran.ui.kit.sheet import Sheet

_SAID = {
    ContactSafety.FORBIDDEN: Flag(
        "En av kontaktvägarna får inte användas. Se Kontakter.", Tone.DANGER
    ),
    ContactSafety.NO_MESSAGE: Flag("Lämna inte meddelande.", Tone.WARN),
    ContactSafety.SMS_ONLY: Flag("Endast sms.", Tone.WARN),
    ContactSafety.HIDDEN_NUMBER: Flag("Ring med dolt nummer.", Tone.WARN),
    ContactSafety.NOT_CONFIRMED: Flag("Det är inte bekräftat hur hon kan nås säkert.", Tone.WARN),
}
"""What is said of the ways that are not simply safe, the hardest first."""


_OLD = Flag(
    f"Det är mer än {CONFIRMATION_DAYS} dagar sedan hon bekräftade hur hon kan nås säkert. Fråga"
    " igen.",
    Tone.WARN,
)
_UNUSABLE = frozenset({ContactSafety.FORBIDDEN, ContactSafety.NOT_CONFIRMED})


def _flags(dossier: Dossier, today: date) -> Iterator[Flag]:
    """Say that she has died; else the hardest of her ways of contact, and if it is long since."""
    if dossier.person.deceased is not None:
        # The day is one of her details: those are shown when they are asked for (S1).
        yield Flag("Hon är avliden. Ring eller skriv inte till henne.", Tone.DANGER)
        return
    ways = dossier.of(ContactWay)
    # A way that nobody has confirmed is not confirmed, whatever else is said of it.
    safeties = {each.safety for each in ways}
    safeties |= {ContactSafety.NOT_CONFIRMED for each in ways if each.confirmed_on is None}
    yield from [flag for safety, flag in _SAID.items() if safety in safeties][:1]
    told = [each.confirmed_on for each in ways if each.safety not in _UNUSABLE]
    if any(day and (today - day).days > CONFIRMATION_DAYS for day in told):
        yield _OLD


def _contacts(room: Room, dossier: Dossier) -> list[Card]:
    return [
        card(
            "Så kan hon nås",
            [_line(room, dossier, way) for way in dossier.of(ContactWay)],
            lambda way: _use(room, way),
            icon=Icon.PHONE,
            empty="Ingen kontaktväg är antecknad.",
            button=Button("Ny kontaktväg", Kind.QUIET, then=lambda: room.open("contact_way")),
            menu=lambda way, menu: _menu(room, way, menu),
        )
    ]


def _line(room: Room, dossier: Dossier, way: ContactWay) -> Line:
    gone = dossier.person.deceased is not None
    faults = contact_gate(way, today=room.desk.today, deceased=gone)
    stopped = any(fault.severity is Severity.STOPP for fault in faults)
    return Line(
        key=way,
        text=way.kind.label,
        detail=way.safety.label,
        aside=confirmation_age(way, today=room.desk.today),
        tone="danger" if stopped else "warn" if faults else "muted",
    )


def _use(room: Room, way: ContactWay) -> None:
    """Pass the gate before calling her (S2)."""
    room.edit(using_sheet(room.around, way))


def _menu(room: Room, way: Hashable, menu: QMenu) -> None:
    """Offer the other things one does with a way of contact."""
    if not isinstance(way, ContactWay):
        return
    menu.addAction("Ändra").triggered.connect(
        lambda: room.edit(contact_way_sheet(room.around, way))
    )
    if way.kind is ContactKind.LETTER:
        menu.addAction("Skriv brev").triggered.connect(lambda: room.open("letter", way.id))
    menu.addAction("Bekräftad säker idag").triggered.connect(
        lambda: room.run(confirm_safe, way, said="Bekräftad idag")
    )
    menu.addAction("Ta bort").triggered.connect(
        lambda: room.run(remove_contact_way, way, said="Kontaktvägen är borttagen")
    )


def _way(room: Room, record: str) -> ContactWay | None:
    return next((way for way in room.around.dossier.of(ContactWay) if way.id == record), None)


def _way_sheet(room: Room, record: str) -> Sheet:
    person = room.around.dossier.person
    way = _way(room, record) or ContactWay(id=record, person_id=person.id)
    return contact_way_sheet(room.around, way)


def _using_sheet(room: Room, record: str) -> Sheet | None:
    way = _way(room, record)
    return using_sheet(room.around, way) if way else None


def _hers(room: Room, _: str) -> str:
    return room.around.dossier.person.id


def _of_way(room: Room, record: str) -> str:
    """Return whose way it is: a new one shows nothing yet."""
    way = _way(room, record)
    return way.person_id if way else ""


def _moments(dossier: Dossier) -> Iterator[Moment]:
    """Say when it was last heard how she can be reached; never where."""
    for way in dossier.of(ContactWay):
        if way.confirmed_on is not None:
            what = f"Kontaktväg: {way.kind.label.casefold()}"
            yield Moment(way.id, way.confirmed_on, None, "Kontaktväg", what, way.safety.label)


PEOPLE = Part(
    key="people",
    tables=frozenset({"person", "contact_way"}),
    cards={"contacts": _contacts},
    sheets={
        "person": lambda room, _: person_sheet(room.around),
        "contact_way": _way_sheet,
        "contact_use": _using_sheet,
    },
    opens={ContactWay: _use},
    flags=_flags,
    moments=_moments,
    guarded={"person": _hers, "contact_way": _of_way, "contact_use": _of_way},
)
