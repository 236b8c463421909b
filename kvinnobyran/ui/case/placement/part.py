"""The tab Placering: where a placement stands, what comes next, and who lives there with her."""

from collections.abc import Iterator, Sequence
from datetime import date
from functools import partial

from PySide6.QtWidgets import QWidget

from kvinnobyran.domain.apartment import Apartment
from kvinnobyran.domain.case import CaseState
from kvinnobyran.domain.placement import (
    ACTIVE,
    AFTER,
    LIVING,
    Placement,
    PlacementState,
)
from kvinnobyran.domain.placement_rows import (
    Extension,
    HomeStep,
    PlacementChild,
    PlacementOffer,
    PlacementPet,
)
from kvinnobyran.domain.reservation import Reservation, ReservationState
from kvinnobyran.flows.placements import begin_assessment
from kvinnobyran.store.apartments import apartments
from kvinnobyran.store.dossier import Dossier
from kvinnobyran.ui.case.cards import buttons, card
from kvinnobyran.ui.case.moment import Flag, Moment
from kvinnobyran.ui.case.part import Part
from kvinnobyran.ui.case.placement.held import (
    new_or_known_sheet,
    open_reservation,
    reservation_cards,
    reservation_conflict_sheet,
    reservation_decision_sheet,
)
from kvinnobyran.ui.case.placement.household import (
    address_card,
    children_card,
    home_card,
    list_card,
    offer_cards,
    pets_card,
)
from kvinnobyran.ui.case.placement.living import (
    aftercare_sheet,
    discharge_sheet,
    extension_sheet,
    move_in_sheet,
    move_out_sheet,
)
from kvinnobyran.ui.case.placement.request import (
    days_sheet,
    enrolment_sheet,
    refusal_sheet,
    request_sheet,
)
from kvinnobyran.ui.case.placement.rows import (
    child_sheet,
    current,
    offer_sheet,
    pet_sheet,
    step_sheet,
)
from kvinnobyran.ui.case.room import Room
from kvinnobyran.ui.kit.buttons import Button, Kind
from kvinnobyran.ui.kit.card import Card, Line
from kvinnobyran.ui.kit.icons import Icon
from kvinnobyran.ui.kit.notice import Tone

_S = PlacementState
_NEXT: dict[PlacementState, tuple[str, str]] = {
    _S.ASSESSING: ("Besluta om inskrivning", "placement_enrolment"),
    _S.DECIDED: ("Hon flyttar in", "placement_move_in"),
    _S.MOVED_IN: ("Besluta om utskrivning", "placement_discharge"),
    _S.EXTENDED: ("Besluta om utskrivning", "placement_discharge"),
    _S.DISCHARGE: ("Hon flyttar ut", "placement_move_out"),
    _S.MOVED_OUT: ("Eftervård", "placement_aftercare"),
    _S.AFTERCARE: ("Följ upp eftervården", "placement_aftercare"),
}
"""The one next step of a state: what its button says and the sheet it opens."""


def _tab(room: Room, dossier: Dossier) -> Sequence[QWidget]:
    placement = current(dossier)
    made: list[QWidget] = [_stays(room, dossier, placement), *reservation_cards(room, dossier)]
    if placement is None or placement.state in {_S.REFUSED, _S.CANCELLED}:
        return made
    made += [children_card(room, dossier, placement), pets_card(room, dossier, placement)]
    if placement.state in LIVING | AFTER:
        made += offer_cards(room, dossier, placement)
        made += [list_card(room, placement), home_card(room, dossier, placement)]
    if placement.state in ACTIVE and placement.apartment_id is not None:
        made.append(address_card(room, placement.apartment_id))
    return made


# --- the placement itself ---------------------------------------------------------------------


def _stays(room: Room, dossier: Dossier, shown: Placement | None) -> Card:
    """Return the card of her placements, with the next step of the one that goes on."""
    closed = dossier.case.state is CaseState.CLOSED
    ended = shown is None or shown.state in AFTER | {_S.REFUSED, _S.CANCELLED}
    new = Button("Ny placering", Kind.QUIET, then=lambda: room.open("placement"))
    made = card(
        "Placering",
        [],
        lambda placement: room.open("placement", placement.id),
        icon=Icon.VISIT,
        empty="Ingen placering. Ny placering skriver in en förfrågan.",
        button=new if ended and not closed else None,
    )
    extended = _extensions(dossier)

    def came(found: list[Apartment]) -> None:
        codes = {each.id: each.code for each in found}
        made.show_lines([_line(room, each, codes, extended) for each in dossier.of(Placement)])

    room.desk.ask(apartments, retired=True, then=came, owner=made)
    if shown is not None:
        made.body.addWidget(_steps(room, shown))
    return made


def _line(
    room: Room, placement: Placement, codes: dict[str, str], extended: dict[str, int]
) -> Line:
    where = codes.get(placement.apartment_id or "", "Ingen lägenhet vald")
    span = placement.span
    days = ""
    if span is not None:
        days = f"{span.first} till {span.until or 'tills vidare'}"
        if span.until is not None:
            days += f", {span.nights()} nätter"
    times = extended.get(placement.id, 0)
    parts = [where, days, placement.placer.label, f"förlängd {times} gånger" if times > 1 else ""]
    over = (
        placement.state in LIVING
        and placement.planned_out is not None
        and placement.planned_out < room.desk.today
    )
    return Line(
        key=placement,
        text=placement.state.label,
        detail=" · ".join(part for part in parts if part),
        aside="Slutdagen har passerat" if over else _aside(placement),
        tone="danger" if over else "muted",
    )


def _aside(placement: Placement) -> str:
    if placement.state is _S.REFUSED and placement.refusal_reason is not None:
        return placement.refusal_reason.label
    if placement.state in AFTER and placement.discharge_reason is not None:
        return placement.discharge_reason.label
    return ""


def _steps(room: Room, placement: Placement) -> QWidget:
    """Return the one next step and what else may be done with it."""
    state = placement.state
    made: list[Button] = []
    if state is _S.REQUESTED:
        made.append(
            Button(
                "Börja bedöma",
                Kind.PLAIN,
                then=partial(room.run, begin_assessment, placement, said="Placeringen bedöms"),
            )
        )
    elif state in _NEXT:
        words, kind = _NEXT[state]
        made.append(Button(words, Kind.PLAIN, then=partial(room.open, kind, placement.id)))

    def more(words: str, kind: str) -> None:
        made.append(Button(words, Kind.QUIET, then=partial(room.open, kind, placement.id)))

    if state in {_S.REQUESTED, _S.ASSESSING, _S.DECIDED}:
        no = "Neka eller avsluta" if state is _S.ASSESSING else "Blev inte av"
        more(no, "placement_refusal")
    if state is _S.REQUESTED or state is _S.ASSESSING:
        made.append(
            Button(
                "Reservera lägenhet",
                Kind.QUIET,
                then=lambda: room.open("reservation"),
            )
        )
    if state in LIVING and placement.planned_out is not None:
        more("Förläng", "placement_extension")
    if state in LIVING or state is _S.DECIDED:
        more("Ändra dagarna", "placement_days")
    return buttons(*made)


def _extensions(dossier: Dossier) -> dict[str, int]:
    found: dict[str, int] = {}
    for each in dossier.of(Extension):
        found[each.placement_id] = found.get(each.placement_id, 0) + 1
    return found


# --- what is said of it ---------------------------------------------------------------------------


def _flags(dossier: Dossier, _: date) -> Iterator[Flag]:
    if any(each.state is ReservationState.CONFLICT for each in dossier.of(Reservation)):
        yield Flag("Reservationen krockar med en placering.", Tone.WARN)


def _moments(dossier: Dossier) -> Iterator[Moment]:
    """Say what happened with the placement: never where."""
    for each in dossier.of(Placement):
        for day, what in (
            (each.requested_on, f"Förfrågan om plats: {each.placer.label}"),
            (each.refused_on, "Placeringen nekades"),
            (each.enrolled_on, "Inskrivning beslutad"),
            (each.moved_in, "Flyttade in"),
            (each.discharge_on, "Utskrivning beslutad"),
            (each.moved_out, "Flyttade ut"),
            (each.closed_on, "Placeringen avslutad"),
        ):
            if day is not None:
                yield Moment(each.id, day, None, "Placering", what, each.state.label)
    for longer in dossier.of(Extension):
        until = str(longer.until)
        yield Moment(longer.id, longer.decided_on, None, "Placering", "Förlängd", until)
    for child in dossier.of(PlacementChild):
        for day, what in (
            (child.moves_in, "Ett barn flyttade in"),
            (child.moves_out, "Ett barn flyttade ut"),
        ):
            if day is not None:
                yield Moment(child.id, day, None, "Placering", what, "")
    for step in dossier.of(HomeStep):
        if step.done_on is not None:
            yield Moment(step.id, step.done_on, None, "Boendeplan", "Steg mot egen bostad", "Klart")
    for offer in dossier.of(PlacementOffer):
        if offer.answered_on is not None and offer.answer is not None:
            yield Moment(
                offer.id,
                offer.answered_on,
                None,
                "Erbjudande",
                offer.kind.label,
                offer.answer.label,
            )


PLACEMENT = Part(
    key="placement",
    tables=frozenset(
        {
            "placement",
            "placement_child",
            "placement_pet",
            "placement_extension",
            "placement_offer",
            "home_step",
            "reservation",
            "apartment",
        }
    ),
    cards={"placement": _tab},
    sheets={
        "placement": lambda room, record: request_sheet(room.around, record),
        "placement_enrolment": lambda room, record: enrolment_sheet(room.around, record),
        "placement_refusal": lambda room, record: refusal_sheet(room.around, record),
        "placement_days": lambda room, record: days_sheet(room.around, record),
        "placement_move_in": lambda room, record: move_in_sheet(room.around, record),
        "placement_extension": lambda room, record: extension_sheet(room.around, record),
        "placement_discharge": lambda room, record: discharge_sheet(room.around, record),
        "placement_move_out": lambda room, record: move_out_sheet(room.around, record),
        "placement_aftercare": lambda room, record: aftercare_sheet(room.around, record),
        "placement_child": lambda room, record: child_sheet(room.around, record),
        "placement_pet": lambda room, record: pet_sheet(room.around, record),
        "placement_offer": lambda room, record: offer_sheet(room.around, record),
        "home_step": lambda room, record: step_sheet(room.around, record),
        "reservation": new_or_known_sheet,
        "reservation_decision": reservation_decision_sheet,
        "reservation_conflict": reservation_conflict_sheet,
    },
    opens={
        Placement: lambda room, each: room.open("placement", each.id),
        PlacementChild: lambda room, each: room.open("placement_child", each.id),
        PlacementPet: lambda room, each: room.open("placement_pet", each.id),
        PlacementOffer: lambda room, each: room.open("placement_offer", each.id),
        HomeStep: lambda room, each: room.open("home_step", each.id),
        Extension: lambda room, each: room.open("placement", each.placement_id),
        Reservation: open_reservation,
    },
    moments=_moments,
    flags=_flags,
)
