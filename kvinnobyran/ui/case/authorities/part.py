"""Authorities on the tab Kontakter: matters with their contacts, what was told."""

from collections.abc import Hashable, Iterator

from PySide6.QtWidgets import QMenu

from kvinnobyran.domain.authority import (
    DECIDED,
    GOING_ON,
    AuthorityContact,
    AuthorityMatter,
    ContactState,
    MatterState,
)
from kvinnobyran.domain.case import CaseState
from kvinnobyran.domain.disclosure import Disclosure, DisclosureRequest, RequestState
from kvinnobyran.domain.ids import new_id
from kvinnobyran.domain.next_step import when
from kvinnobyran.store.dossier import Dossier
from kvinnobyran.ui.case.authorities.sheets import (
    contact_sheet,
    matter_sheet,
    matter_words,
)
from kvinnobyran.ui.case.authorities.telling import disclosure_sheet, request_sheet
from kvinnobyran.ui.case.cards import card
from kvinnobyran.ui.case.moment import Moment
from kvinnobyran.ui.case.part import Part
from kvinnobyran.ui.case.room import Room
from kvinnobyran.ui.kit.buttons import Button, Kind
from kvinnobyran.ui.kit.card import Card, Line
from kvinnobyran.ui.kit.icons import Icon

_UNDECIDED = GOING_ON - {MatterState.APPEALED}


def _contacts(room: Room, dossier: Dossier) -> list[Card]:
    """Return the cards: matters, what was told and what was asked for."""
    closed = dossier.case.state is CaseState.CLOSED
    new_matter = Button("Ny fråga", Kind.QUIET, then=lambda: room.open("authority_matter"))
    new_told = Button("Nytt", Kind.QUIET, then=lambda: room.open("disclosure"))
    new_request = Button("Ny begäran", Kind.QUIET, then=lambda: room.open("disclosure_request"))
    return [
        card(
            "Myndigheter",
            [_matter_line(dossier, each) for each in dossier.of(AuthorityMatter)],
            lambda key: _open(room, key),
            icon=Icon.CASES,
            empty="Ingen fråga till någon myndighet än. Ny fråga börjar en.",
            button=None if closed else new_matter,
            menu=lambda key, menu: _matter_menu(room, key, menu),
        ),
        *_contact_cards(room, dossier),
        card(
            "Utlämnat",
            [
                Line(
                    key=each,
                    text=each.to_whom,
                    detail=each.ground.label if each.ground else "",
                    aside=str(each.day),
                )
                for each in dossier.of(Disclosure)
            ],
            lambda key: _open(room, key),
            icon=Icon.EXPORT,
            empty="Inget har lämnats ut.",
            button=new_told,
        ),
        card(
            "Begäran om uppgifter",
            [_request_line(each) for each in dossier.of(DisclosureRequest)],
            lambda key: _open(room, key),
            icon=Icon.HELP,
            empty="Ingen har frågat efter uppgifter om henne.",
            button=new_request,
        ),
    ]


def _contact_cards(room: Room, dossier: Dossier) -> list[Card]:
    """Return the card of the contacts, once something has been asked."""
    matters = {each.id: each for each in dossier.of(AuthorityMatter)}
    if not matters:
        return []
    lines = [
        Line(
            key=each,
            text=matter_words(matters[each.matter_id]),
            detail=f"{each.form.label} · {_how(each)}",
            aside=when(each.day, each.starts_at),
        )
        for each in dossier.of(AuthorityContact)
    ]
    return [
        card(
            "Myndighetskontakter",
            lines,
            lambda key: _open(room, key),
            icon=Icon.VISIT,
            empty="Ingen kontakt är antecknad. Ny kontakt skriver in ett möte eller ett samtal.",
            button=Button("Ny kontakt", Kind.QUIET, then=lambda: room.open("authority_contact")),
        )
    ]


def _how(contact: AuthorityContact) -> str:
    """Say how a contact went, and whether we were there."""
    if contact.state is ContactState.HELD and contact.attended:
        return "Vi var med"
    return contact.state.label


def _matter_line(dossier: Dossier, matter: AuthorityMatter) -> Line:
    own = [each for each in dossier.of(AuthorityContact) if each.matter_id == matter.id]
    held = sum(each.state is ContactState.HELD for each in own)
    ahead = sorted(each.day for each in own if each.state is ContactState.PLANNED)
    count = "ingen kontakt än" if not held else f"{held} kontakt{'er' if held > 1 else ''}"
    planned = f", nästa {ahead[0]}" if ahead else ""
    return Line(
        key=matter,
        text=matter_words(matter),
        detail=f"{matter.state.label} · {count}{planned}",
        aside=str(matter.decided_on if matter.state in DECIDED else matter.opened_on),
    )


def _request_line(request: DisclosureRequest) -> Line:
    waits = request.state is RequestState.RECEIVED
    return Line(
        key=request,
        text=request.asker.label if request.asker else "Okänd",
        detail="Väntar på beslut" if waits else request.state.label,
        aside=str(request.received_on),
        tone="warn" if waits else "muted",
    )


def _open(room: Room, record: object) -> None:
    """Open the sheet of one of our records."""
    kinds = {
        AuthorityMatter: "authority_matter",
        AuthorityContact: "authority_contact",
        Disclosure: "disclosure",
        DisclosureRequest: "disclosure_request",
    }
    room.open(kinds[type(record)], record.id)  # type: ignore[attr-defined] # each of them has an id


def _matter_menu(room: Room, matter: Hashable, menu: QMenu) -> None:
    """Offer a new contact, and what was told, in just this matter."""
    if not isinstance(matter, AuthorityMatter):
        return
    menu.addAction("Ny kontakt").triggered.connect(lambda: _new_contact(room, matter))
    menu.addAction("Skriv in utlämnat").triggered.connect(
        lambda: room.edit(disclosure_sheet(room.around, new_id(), matter.id))
    )


def _new_contact(room: Room, matter: AuthorityMatter) -> None:
    sheet = contact_sheet(room.around, new_id(), matter.id)
    if sheet is not None:
        room.edit(sheet)


def _matter_of_draft(room: Room, record: str) -> str:
    """Return the matter that a sheet never saved was opened in."""
    draft = room.drafts.get(record)
    return str(draft.body.get("matter", "")) if draft else ""


def _moments(dossier: Dossier) -> Iterator[Moment]:
    """Say what happened with authorities: by their kind, never with what was said."""
    matters = {each.id: each for each in dossier.of(AuthorityMatter)}
    for matter in matters.values():
        yield Moment(
            matter.id,
            matter.opened_on,
            None,
            "Myndighet",
            f"Fråga till {matter.kind.label}",
            matter.state.label,
        )
        if matter.decided_on and matter.state not in _UNDECIDED:
            yield Moment(
                matter.id,
                matter.decided_on,
                None,
                "Myndighet",
                f"Beslut från {matter.kind.label}",
                matter.state.label,
            )
    for contact in dossier.of(AuthorityContact):
        kind = matters[contact.matter_id].kind
        attended = ", vi var med" if contact.attended else ""
        yield Moment(
            contact.id,
            contact.day,
            contact.starts_at,
            "Myndighet",
            f"{contact.form.label}: {kind.label}{attended}",
            contact.state.label,
        )
    for told in dossier.of(Disclosure):
        ground = told.ground.label if told.ground else ""
        what = f"Utlämnat till {told.to_kind.label}"
        yield Moment(told.id, told.day, None, "Utlämnande", what, ground)
    for request in dossier.of(DisclosureRequest):
        asker = request.asker.label if request.asker else "Okänd"
        what = f"Begäran om uppgifter: {asker}"
        yield Moment(request.id, request.received_on, None, "Utlämnande", what, request.state.label)


AUTHORITIES = Part(
    key="authorities",
    tables=frozenset(
        {
            "authority_matter",
            "authority_contact",
            "disclosure",
            "disclosure_request",
        }
    ),
    cards={"contacts": _contacts},
    sheets={
        "authority_matter": lambda room, record: matter_sheet(room.around, record),
        "authority_contact": lambda room, record: contact_sheet(room.around, record),
        "disclosure": lambda room, record: disclosure_sheet(
            room.around, record, _matter_of_draft(room, record)
        ),
        "disclosure_request": lambda room, record: request_sheet(room.around, record),
    },
    opens=dict.fromkeys((AuthorityMatter, AuthorityContact, Disclosure, DisclosureRequest), _open),
    moments=_moments,
)
