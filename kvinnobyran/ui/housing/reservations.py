"""The sheets of a reservation: held, confirmed, given up, and the way out of a conflict (B2, B3).

They need no open case: the calendar opens them too.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from kvinnobyran.domain.reservation import Reservation, ReservationState
from kvinnobyran.domain.span import Span
from kvinnobyran.flows.reservations import (
    cancel_reservation,
    confirm_reservation,
    move_reservation,
    save_reservation,
)
from kvinnobyran.store.free import Proposal
from kvinnobyran.ui.case.around import known
from kvinnobyran.ui.housing.boxes import ApartmentBox, ProposalBox
from kvinnobyran.ui.kit.chips import Chips, YesNo
from kvinnobyran.ui.kit.dates import DateEdit
from kvinnobyran.ui.kit.desk import Desk
from kvinnobyran.ui.kit.editors import LineEdit, NumberEdit, Option, TextEdit
from kvinnobyran.ui.kit.fact import Fact
from kvinnobyran.ui.kit.form import Field, Row
from kvinnobyran.ui.kit.sheet import Entered, Landing, Saving, Sheet

MOVE, GIVE_UP = "move", "give_up"


def reservation_sheet(
    desk: Desk,
    reservation: Reservation,
    *,
    expect: int | None = None,
    belongs_to: Mapping[str, str] | None = None,
    after_days: Sequence[Field | Row] = (),
) -> Sheet:
    """Return the sheet of a reservation that is new or still holds.

    ``after_days`` are the fields that the calendar has of its own: they stand after the days,
    and those of them that are fields of the record are saved with it.
    """

    def submit(entered: Entered, landing: Landing) -> None:
        values = {**entered.values, "adults": entered.values["adults"] or 1}
        desk.do(
            save_reservation,
            replace(reservation, **known(reservation, values)),
            reasons=entered.reasons,
            expect=None if entered.knowing else expect,
            then=landing.then,
            otherwise=landing.otherwise,
        )

    fields: list[Field | Row] = [
        Field("apartment_id", "Lägenhet", ApartmentBox(desk)),
        Row(
            Field("first", "Från", DateEdit(today=desk.today)),
            Field("until", "Till", DateEdit(today=desk.today)),
            Field("expires_on", "Går ut", DateEdit(today=desk.today)),
        ),
        *after_days,
        Row(
            Field("adults", "Vuxna", NumberEdit(least=1, most=9)),
            Field("children", "Barn", NumberEdit(most=12)),
        ),
        Row(
            Field("pets", "Djur?", YesNo(kept=True)),
            Field("fur_allergy", "Allergisk mot pälsdjur?", YesNo(kept=True)),
        ),
        Field("contact", "Ring hos placeraren", LineEdit(placeholder="Namn och telefon")),
    ]
    if reservation.case_id is None:
        fields.insert(0, Field("words", "Vem gäller det?", LineEdit()))
    sheet = Sheet(
        desk,
        "Reservation",
        fields,
        lead="Reservationen är preliminär tills någon bekräftar den, och går ut av sig själv. Skriv"
        " inget namn.",
        kind="reservation",
        record=reservation.id,
        savings=[Saving(text="Spara", submit=submit, said="Reservationen är sparad")],
        belongs_to=belongs_to,
    )
    sheet.begin(
        {
            "case_id": reservation.case_id,
            "words": reservation.words,
            "apartment_id": reservation.apartment_id or None,
            "first": reservation.first,
            "until": reservation.until,
            "expires_on": reservation.expires_on,
            "adults": reservation.adults,
            "children": reservation.children,
            "pets": reservation.pets,
            "fur_allergy": reservation.fur_allergy,
            "contact": reservation.contact,
        }
    )
    return sheet


def decision_sheet(
    desk: Desk, reservation: Reservation, *, belongs_to: Mapping[str, str] | None = None
) -> Sheet:
    """Return the sheet that confirms a preliminary reservation, or gives it up (B3)."""

    def confirm(entered: Entered, landing: Landing) -> None:
        desk.do(
            confirm_reservation,
            reservation,
            by=entered.values["by"],
            on=entered.values["on"] or desk.today,
            then=landing.then,
            otherwise=landing.otherwise,
        )

    def give_up(entered: Entered, landing: Landing) -> None:
        desk.do(
            cancel_reservation,
            reservation,
            entered.values["end_reason"],
            then=landing.then,
            otherwise=landing.otherwise,
        )

    savings = [Saving(text="Avboka", submit=give_up, said="Reservationen är avbokad")]
    if reservation.state is ReservationState.PRELIMINARY:
        savings.append(Saving(text="Bekräfta", submit=confirm, said="Reservationen är bekräftad"))
    sheet = Sheet(
        desk,
        "Beslut om reservationen",
        [
            Field("confirmed_by", "Reservationen", Fact(_days(reservation))),
            Row(
                Field("by", "Bekräftad av", LineEdit()),
                Field("on", "Dag", DateEdit(today=desk.today)),
            ),
            Field("end_reason", "Skäl, om den avbokas", LineEdit()),
        ],
        kind="reservation_decision",
        record=reservation.id,
        savings=savings,
        belongs_to=belongs_to,
    )
    sheet.begin({"by": desk.user, "on": desk.today, "end_reason": ""})
    sheet.form.focus_field("by")
    return sheet


def conflict_sheet(
    desk: Desk, reservation: Reservation, *, belongs_to: Mapping[str, str] | None = None
) -> Sheet:
    """Return the dialogue that settles a conflict: other days, the other apartment, or a no (B2).

    Nothing is deleted: what is given up keeps its row and its reason.
    """

    def submit(entered: Entered, landing: Landing) -> None:
        values = entered.values
        if values["way"] == GIVE_UP:
            desk.do(
                cancel_reservation,
                reservation,
                values["end_reason"],
                then=landing.then,
                otherwise=landing.otherwise,
            )
            return
        apartment, span = chosen(reservation, values)
        desk.do(
            move_reservation,
            reservation,
            apartment_id=apartment,
            span=span,
            reasons=entered.reasons,
            then=landing.then,
            otherwise=landing.otherwise,
        )

    ways = [Option(MOVE, "Flytta den"), Option(GIVE_UP, "Avboka den")]
    sheet = Sheet(
        desk,
        "Lös konflikten",
        [
            Field("state", "Reservationen", Fact(_days(reservation))),
            Field("adults", "Gäller", Fact(_people(reservation))),
            Field("contact", "Ring först", Fact(reservation.contact or "Ingen är antecknad.")),
            Field("way", "Hur gör ni?", Chips(ways, kept=True)),
            Field("proposal", "Förslag som går", ProposalBox(desk, reservation)),
            Row(
                Field("apartment_id", "Lägenhet", ApartmentBox(desk)),
                Field("first", "Från", DateEdit(today=desk.today)),
                Field("until", "Till", DateEdit(today=desk.today)),
            ),
            Field("end_reason", "Varför avbokas den?", TextEdit(lines=2)),
        ],
        lead="Välj ett förslag, eller skriv andra dagar. Den som väntade får besked av er:"
        " programmet tar aldrig bort någons plats.",
        kind="reservation_conflict",
        record=reservation.id,
        savings=[Saving(text="Lös konflikten", submit=submit, said="Konflikten är löst")],
        belongs_to=belongs_to,
    )
    for name in ("proposal", "apartment_id", "first", "until"):
        sheet.only_when(name, "way", lambda way: way == MOVE, otherwise=None)
    sheet.only_when("end_reason", "way", lambda way: way == GIVE_UP)
    sheet.begin(
        {
            "way": MOVE,
            "apartment_id": reservation.apartment_id,
            "first": reservation.first,
            "until": reservation.until,
            "end_reason": "",
        }
    )
    sheet.form.focus_field("way")
    return sheet


def chosen(reservation: Reservation, values: Mapping[str, object]) -> tuple[str, Span]:
    """Return where and when it goes: the proposal that was picked, else what was written."""
    proposal = values.get("proposal")
    if isinstance(proposal, Proposal):
        return proposal.apartment_id, Span(proposal.first, proposal.until)
    first, until = values.get("first"), values.get("until")
    return (
        str(values.get("apartment_id") or reservation.apartment_id),
        Span(
            first if isinstance(first, date) else reservation.first,
            until if isinstance(until, date) else None,
        ),
    )


def _people(reservation: Reservation) -> str:
    words = [f"{reservation.adults} vuxen" if reservation.adults == 1 else ""]
    words += [f"{reservation.adults} vuxna" if reservation.adults > 1 else ""]
    words += [f"{reservation.children} barn" if reservation.children else ""]
    words += ["djur" if reservation.pets else ""]
    words += ["allergi mot pälsdjur" if reservation.fur_allergy else ""]
    return ", ".join(each for each in words if each)


def _days(reservation: Reservation) -> str:
    until = f" till {reservation.until}" if reservation.until else " och tills vidare"
    return f"{reservation.state.label}, från {reservation.first}{until}."
