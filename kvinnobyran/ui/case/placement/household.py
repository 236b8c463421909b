"""Who lives there with her, what they were offered, the lists, the way to a home (A15, A16)."""

from dataclasses import replace
from functools import partial

from kvinnobyran.domain.ids import new_id
from kvinnobyran.domain.placement import (
    AFTER,
    MoveInCheck,
    MoveOutCheck,
    Placement,
    PlacementState,
)
from kvinnobyran.domain.placement_rows import (
    HomeStep,
    PlacementChild,
    PlacementOffer,
    PlacementPet,
)
from kvinnobyran.flows.placement_rows import (
    remove_child,
    remove_home_step,
    remove_pet,
    save_home_step,
)
from kvinnobyran.flows.placements import tick
from kvinnobyran.store.dossier import Dossier
from kvinnobyran.ui.case.cards import card, note
from kvinnobyran.ui.case.people.words import names
from kvinnobyran.ui.case.placement.rows import child_sheet
from kvinnobyran.ui.case.room import Room
from kvinnobyran.ui.housing.address import AddressDoor
from kvinnobyran.ui.kit.buttons import Button, Kind
from kvinnobyran.ui.kit.card import Card, Line
from kvinnobyran.ui.kit.icons import Icon


def children_card(room: Room, dossier: Dossier, placement: Placement) -> Card:
    """Return the card of the children that live there with her."""
    called = names(dossier, room.desk.today)
    rows = [each for each in dossier.of(PlacementChild) if each.placement_id == placement.id]
    return card(
        "Barn i placeringen",
        [
            Line(
                key=each,
                text=called.get(each.child_id, "Ett barn"),
                detail=_child_words(each),
                aside=f"Flyttade ut {each.moves_out}" if each.moves_out else "",
            )
            for each in rows
        ],
        lambda each: room.open("placement_child", each.id),
        icon=Icon.PEOPLE,
        empty="Inga barn följer med. Lägg till barn som finns under Kontakter.",
        button=Button("Lägg till barn", Kind.QUIET, then=partial(_new_child, room)),
        menu=lambda key, menu: menu.addAction("Ta bort, det var fel").triggered.connect(
            lambda: room.run(remove_child, key, said="Barnet är borttaget ur placeringen")
        ),
    )


def _child_words(child: PlacementChild) -> str:
    words = [
        f"Flyttade in {child.moves_in}" if child.moves_in else "",
        f"Utsedd person: {child.designated}" if child.designated else "Ingen utsedd person än",
        "Placerat enligt lag 2024:79" if child.by_act else "",
    ]
    return " · ".join(each for each in words if each)


def _new_child(room: Room) -> None:
    record = new_id()
    sheet = child_sheet(room.around, record)
    if sheet is None:
        room.navigator.toast("Lägg först till barnet under Kontakter")
    else:
        room.edit(sheet)


def pets_card(room: Room, dossier: Dossier, placement: Placement) -> Card:
    """Return the card of the animals that come along."""
    rows = [each for each in dossier.of(PlacementPet) if each.placement_id == placement.id]
    return card(
        "Djur",
        [
            Line(
                key=each,
                text=f"{each.number} {each.species}",
                detail=f"Veterinär: {each.vet}" if each.vet else "",
                aside="Pälsdjur" if each.furred else "",
            )
            for each in rows
        ],
        lambda each: room.open("placement_pet", each.id),
        icon=Icon.SUPPORT,
        empty="Inga djur följer med.",
        button=Button("Lägg till djur", Kind.QUIET, then=lambda: room.open("placement_pet")),
        menu=lambda key, menu: menu.addAction("Ta bort").triggered.connect(
            lambda: room.run(remove_pet, key, said="Djuret är borttaget")
        ),
    )


# --- while she lives there -----------------------------------------------------------------------


def offer_cards(room: Room, dossier: Dossier, placement: Placement) -> list[Card]:
    """Return the card of the three offers, once a child has moved in (B7)."""
    rows = [each for each in dossier.of(PlacementOffer) if each.placement_id == placement.id]
    if not rows:
        return []
    return [
        card(
            "Erbjudanden till barn och mamma",
            [
                Line(
                    key=each,
                    text=each.kind.label,
                    detail=each.reason,
                    aside=f"{each.answer.label}, {each.answered_on}"
                    if each.answer
                    else "Inte erbjudet än",
                    tone="muted" if each.answer else "warn",
                )
                for each in rows
            ],
            lambda each: room.open("placement_offer", each.id),
            icon=Icon.GROUPS,
        )
    ]


def list_card(room: Room, placement: Placement) -> Card:
    """Return what is left of the list for moving in, or for moving out once that is decided."""
    leaving = placement.state is PlacementState.DISCHARGE or placement.state in AFTER
    items: list[MoveInCheck | MoveOutCheck] = list(MoveOutCheck) if leaving else list(MoveInCheck)
    done = placement.checks_out if leaving else placement.checks_in
    made = card(
        "Checklista vid utflyttning" if leaving else "Checklista vid inflyttning",
        [Line(key=item, text=item.label, done_text="Klar") for item in items if item not in done],
        lambda item: _tick(room, placement, item),
        icon=Icon.CHECK,
        empty="Allt på listan är gjort.",
    )
    made.done.connect(lambda item: _tick(room, placement, item))
    if done:
        made.body.addWidget(note(f"{len(done)} av {len(items)} är gjort."))
    return made


def _tick(room: Room, placement: Placement, item: MoveInCheck | MoveOutCheck) -> None:
    ticked = (
        replace(placement, checks_in=placement.checks_in | {item})
        if isinstance(item, MoveInCheck)
        else replace(placement, checks_out=placement.checks_out | {item})
    )
    room.run(tick, ticked, said="Klart")


def home_card(room: Room, dossier: Dossier, placement: Placement) -> Card:
    """Return the card of the steps towards a home that lasts (A15)."""
    rows = [each for each in dossier.of(HomeStep) if each.placement_id == placement.id]
    made = card(
        "Plan mot egen bostad",
        [
            Line(
                key=each,
                text=each.words,
                aside=f"Klart {each.done_on}"
                if each.done_on
                else (f"Senast {each.due_on}" if each.due_on else ""),
                tone="ok"
                if each.done_on
                else ("danger" if each.due_on and each.due_on < room.desk.today else "muted"),
                done_text="" if each.done_on else "Klart",
            )
            for each in rows
        ],
        lambda each: room.open("home_step", each.id),
        icon=Icon.KEY,
        empty="Ingen plan än. Skriv första steget: bostadskö, borgen, kontrakt.",
        button=Button("Nytt steg", Kind.QUIET, then=lambda: room.open("home_step")),
        menu=lambda key, menu: menu.addAction("Ta bort").triggered.connect(
            lambda: room.run(remove_home_step, key, said="Steget är borttaget")
        ),
    )
    made.done.connect(
        lambda each: room.run(
            save_home_step, replace(each, done_on=room.desk.today), said="Steget är klart"
        )
    )
    return made


def address_card(room: Room, apartment_id: str) -> Card:
    """Return the card behind which the address lies, shown for 20 seconds (S1)."""
    door = AddressDoor(room.desk, lambda: room.desk.vault)
    made = card(
        "Adress och portkod",
        [],
        lambda _: None,
        icon=Icon.PROTECTED,
        empty="Visas i 20 sekunder när du har skrivit ditt lösenord. Varje läsning antecknas.",
        button=Button("Visa …", Kind.QUIET, then=lambda: door.knock(apartment_id)),
    )
    made.body.addWidget(door)
    return made
