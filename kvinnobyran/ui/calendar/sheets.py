"""The sheets of the calendar: a reservation, a closure, other days for a stay."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any, Final

from kvinnobyran.domain.apartment import Closure, ClosureKind
from kvinnobyran.domain.faults import stopp
from kvinnobyran.domain.ids import new_id
from kvinnobyran.domain.reservation import Reservation, ReservationState
from kvinnobyran.domain.span import Span
from kvinnobyran.domain.stay import Stay, StayKind, StayState
from kvinnobyran.domain.trouble import Refused
from kvinnobyran.flows.apartments import save_closure
from kvinnobyran.flows.stays import shift_stay
from kvinnobyran.reports.calendar_rows import Calendar
from kvinnobyran.store.calendar import CaseCode
from kvinnobyran.ui.calendar.change import Change, may_move
from kvinnobyran.ui.calendar.days import Days
from kvinnobyran.ui.case.around import known, shown
from kvinnobyran.ui.housing.reservations import reservation_sheet as housed
from kvinnobyran.ui.kit.chips import Chips
from kvinnobyran.ui.kit.dates import DateEdit
from kvinnobyran.ui.kit.desk import Desk
from kvinnobyran.ui.kit.editors import CodeBox, LineEdit, Option, TextEdit
from kvinnobyran.ui.kit.form import Field, Row
from kvinnobyran.ui.kit.sheet import Entered, Landing, Saving, Sheet

RESERVATION: Final = "reservation"
CLOSURE: Final = "apartment_closure"
DAYS: Final = "stay_days"
KINDS: Final = frozenset({RESERVATION, CLOSURE, DAYS})
"""The drafts that come back to the calendar."""
_NO_FIRST: Final = stopp("first", "Skriv vilken dag det börjar.", "domain.md B1")


def _apartments(calendar: Calendar) -> CodeBox:
    return CodeBox([Option(each.id, each.code) for each in calendar.apartments], nothing=None)


def new_reservation(
    calendar: Calendar,
    row: int,
    first: date,
    until: date | None,
    *,
    runs_out: date,
    id: str = "",
) -> Reservation:
    """Return a reservation that is not saved, for nobody named."""
    return Reservation(
        id=id or new_id(),
        apartment_id=calendar.apartments[row].id,
        state=ReservationState.PRELIMINARY,
        first=first,
        until=until,
        made_on=calendar.today,
        expires_on=runs_out,
    )


def reservation_sheet(
    desk: Desk,
    calendar: Calendar,
    cases: Sequence[CaseCode],
    reservation: Reservation,
    *,
    head: int | None,
) -> Sheet:
    """Return the sheet of a reservation with its days told; ``head`` is None for a new one."""
    days = Days(calendar, calendar.stay(reservation.id), blocks=True)
    offered = [Option(each.id, each.code) for each in cases]
    sheet = housed(
        desk,
        reservation,
        expect=head,
        after_days=(
            Field("length", "Längd", days.length),
            days.field(),
            Field("case_id", "Ärende", CodeBox(offered, nothing="Inget ärende än")),
        ),
    )
    days.follow(sheet)
    return sheet


def new_closure(
    calendar: Calendar, row: int, first: date, until: date | None, *, id: str = ""
) -> Closure:
    """Return a closure that is not saved."""
    return Closure(
        id=id or new_id(), apartment_id=calendar.apartments[row].id, first=first, until=until
    )


def closure_sheet(desk: Desk, calendar: Calendar, closure: Closure, *, head: int | None) -> Sheet:
    """Return the sheet of a closure; ``head`` is None for a new one."""

    def submit(entered: Entered, landing: Landing) -> None:
        if entered.values["first"] is None:
            landing.otherwise(Refused((_NO_FIRST,)))
            return
        desk.do(
            save_closure,
            replace(closure, **known(closure, entered.values)),
            expect=None if entered.knowing else head,
            then=landing.then,
            otherwise=landing.otherwise,
        )

    days = Days(calendar, calendar.stay(closure.id))
    kinds: list[ClosureKind] = [each for each in ClosureKind if each is not ClosureKind.EXPOSED]
    if closure.kind is ClosureKind.EXPOSED:
        kinds = [closure.kind]
    sheet = Sheet(
        desk,
        "Ny spärr" if head is None else "Spärr",
        [
            Field("kind", "Varför", Chips(kinds, kept=True)),
            Row(
                Field("apartment_id", "Lägenhet", _apartments(calendar)),
                Field("first", "Från", DateEdit(today=desk.today)),
                Field(
                    "until",
                    "Klar",
                    DateEdit(today=desk.today),
                    help="Dagen då någon kan flytta in.",
                ),
            ),
            days.field(),
            Field("words", "Vad som görs, utan adress", LineEdit()),
        ],
        kind=CLOSURE,
        record=closure.id,
        savings=[Saving(text="Spärra" if head is None else "Spara", submit=submit)],
    )
    sheet.begin(shown(closure))
    days.follow(sheet)
    return sheet


def days_sheet(desk: Desk, calendar: Calendar, change: Change) -> Sheet:
    """Return the sheet that gives a known stay other days; longer for her who lives there too.

    Raises :class:`ValueError` for a change of nothing that is known.
    """
    stay = change.stay
    if stay is None:
        message = "only a known stay can get other days"
        raise ValueError(message)
    fixed = not may_move(stay)

    def submit(entered: Entered, landing: Landing) -> None:
        values = entered.values
        first = stay.first if fixed else values["first"]
        if first is None:
            landing.otherwise(Refused((_NO_FIRST,)))
            return
        told: dict[str, str] = {
            name: str(values[name]) for name in ("decided_by", "reason") if name in values
        }
        desk.do(
            shift_stay,
            stay.kind,
            stay.id,
            apartment_id=stay.apartment_id if fixed else values["apartment_id"],
            span=Span(first, values["until"]),
            reasons={**entered.reasons, **told},
            then=landing.then,
            otherwise=landing.otherwise,
        )

    days = Days(calendar, stay, fixed=fixed, blocks=_may_not_clash(stay))
    until = Field("until", "Till", DateEdit(today=desk.today))
    entries: list[Any] = []
    if not fixed:
        entries.append(
            Row(
                Field("apartment_id", "Lägenhet", _apartments(calendar)),
                Field("first", "Från", DateEdit(today=desk.today)),
            )
        )
    entries += [Row(Field("length", "Längd", days.length), until), days.field()]
    if stay.here:
        entries += [
            Field("decided_by", "Vem som har beslutat", LineEdit()),
            Field(
                "reason",
                "Varför hon behöver bo kvar",
                TextEdit(lines=2),
                help="Bara när slutet blir senare.",
            ),
        ]
    title = "Förläng eller korta" if stay.here else "Ändra dagar"
    sheet = Sheet(
        desk,
        f"{title}: {stay.apartment}, {stay.label}",
        entries,
        kind=DAYS,
        record=stay.id,
        savings=[Saving(text="Spara dagarna", submit=submit, said=said_of(stay))],
    )
    sheet.begin(
        {
            "apartment_id": calendar.apartments[change.row].id,
            "first": change.first,
            "until": change.until,
            "decided_by": desk.user,
        }
    )
    days.follow(sheet)
    return sheet


def _may_not_clash(stay: Stay) -> bool:
    """Tell whether days that clash are never saved: a longer stay may, with a reason (B2)."""
    return stay.kind is not StayKind.CLOSURE and not stay.here and not _undecided(stay)


def _undecided(stay: Stay) -> bool:
    """Tell whether nobody has decided on it yet: a placement like that is in nobody's way."""
    return stay.kind is StayKind.PLACEMENT and stay.state is StayState.PRELIMINARY


def said_of(stay: Stay) -> str:
    """Return what is said when a stay has got other days."""
    return {
        StayKind.PLACEMENT: "Placeringen är flyttad",
        StayKind.RESERVATION: "Reservationen är flyttad",
        StayKind.CLOSURE: "Spärren är flyttad",
    }[stay.kind]
