"""The sheet of a session of Trappan: one child, or brothers and sisters together (T4, T7, T8).

Each child that was there has its own line for whether it came and for the concern check, which
a session cannot be closed without.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from kvinnobyran.domain.concern import ConcernCheck
from kvinnobyran.domain.faults import Fault
from kvinnobyran.domain.ids import new_id
from kvinnobyran.domain.session import TOOK_PLACE, Presence, SessionAttendance, SessionForm
from kvinnobyran.domain.trappan import ENDED, STEP_OF, TrappanProgramme
from kvinnobyran.domain.trappan_progress import step_on
from kvinnobyran.domain.trappan_session import TrappanAttendance, TrappanSession
from kvinnobyran.domain.trouble import Refused, Trouble
from kvinnobyran.flows.trappan_sessions import (
    LONGEST_SERIES,
    plan_trappan_series,
    save_trappan_session,
)
from kvinnobyran.ui.case.around import Around, known, shown
from kvinnobyran.ui.case.trappan.making import name_of
from kvinnobyran.ui.kit.chips import Chips
from kvinnobyran.ui.kit.dates import DateEdit, TimeEdit
from kvinnobyran.ui.kit.editors import LineEdit, NumberEdit, Option
from kvinnobyran.ui.kit.fact import Fact
from kvinnobyran.ui.kit.form import Field, Row, Section
from kvinnobyran.ui.kit.sheet import Entered, Landing, Saving, Sheet

CAME = (Presence.PRESENT, Presence.CANCELLED, Presence.ABSENT)
_PLANNED = SessionAttendance.PLANNED


@dataclass(frozen=True, slots=True)
class _Seat:
    """One child that may be at the session, and its place there as it is known."""

    programme: TrappanProgramme
    name: str
    place: TrappanAttendance

    @property
    def presence(self) -> str:
        return f"presence_{self.programme.id}"

    @property
    def check(self) -> str:
        return f"concern_check_{self.programme.id}"

    @property
    def why(self) -> str:
        return f"concern_reason_{self.programme.id}"


def trappan_session_sheet(
    around: Around,
    programme: TrappanProgramme,
    session: TrappanSession | None = None,
    *,
    record_id: str = "",
) -> Sheet:
    """Return the sheet of one session, begun from a child's card; others may be chosen too."""
    going = programme.state in STEP_OF
    record = session or TrappanSession(
        id=record_id or new_id(),
        case_id=around.case.id,
        held_on=around.today,
        attendance=SessionAttendance.HELD if going else _PLANNED,
    )
    seats = _seats(around, record, programme)
    there = frozenset(
        seat.programme.id
        for seat in seats
        if seat.place.session_id or seat.programme.id == programme.id
    )

    def submit(entered: Entered, landing: Landing) -> None:
        values = known(record, entered.values)
        written = replace(record, **values)
        chosen = entered.values["children"] if len(seats) > 1 else there
        children = [
            _taken(seat, written, entered.values) for seat in seats if seat.programme.id in chosen
        ]
        taken = {each.programme_id: each for each in children}
        present = [
            seat
            for seat in seats
            if (place := taken.get(seat.programme.id)) and place.presence is Presence.PRESENT
        ]
        said = Landing(
            landing.then,
            lambda trouble: landing.otherwise(_beside(trouble, present, taken)),
        )
        count = entered.values.get("count") or 1
        if session is None and written.attendance is _PLANNED and count > 1:
            around.desk.do(
                plan_trappan_series,
                written,
                children,
                weeks=entered.values["weeks"] or 1,
                count=count,
                reasons=entered.reasons,
                then=said.then,
                otherwise=said.otherwise,
            )
            return
        around.desk.do(
            save_trappan_session,
            written,
            children,
            reasons=entered.reasons,
            expect=None if entered.knowing or session is None else around.dossier.head,
            then=said.then,
            otherwise=said.otherwise,
        )

    attendance = Chips(SessionAttendance, kept=True)
    sheet = Sheet(
        around.desk,
        "Trappansamtal",
        _fields(around, seats, attendance, new=session is None),
        kind="trappan_session",
        record=record.id,
        savings=[
            Saving(text="Spara samtalet", submit=submit, said="Samtalet är sparat"),
        ],
        lead="Det barnet berättar skrivs i barnets egen akt, inte här.",
        belongs_to={**around.belongs_to, "child": programme.child_id},
    )
    _conditions(sheet, seats, attendance, new=session is None)
    begin: dict[str, Any] = {**shown(record), "children": there, "count": 1, "weeks": 1}
    for seat in seats:
        presence = seat.place.presence
        begin[seat.presence] = presence if presence in CAME else Presence.PRESENT
        begin[seat.check] = seat.place.concern_check
        begin[seat.why] = seat.place.concern_reason
    sheet.begin(begin)
    return sheet


def _seats(
    around: Around, record: TrappanSession, programme: TrappanProgramme
) -> tuple[_Seat, ...]:
    """Return the children that may be there: this one first, then the others that go on."""
    places = {
        each.programme_id: each
        for each in around.dossier.of(TrappanAttendance)
        if each.session_id == record.id
    }
    everybody = [programme, *around.dossier.of(TrappanProgramme)]
    found = {
        each.id: each
        for each in everybody
        if each.id in places or each.id == programme.id or each.state not in ENDED
    }
    return tuple(
        _Seat(
            each,
            name_of(around, each.child_id),
            places.get(each.id)
            or TrappanAttendance(
                id=new_id(), session_id="", programme_id=each.id, step=step_on(each, record.held_on)
            ),
        )
        for each in found.values()
    )


def _fields(
    around: Around, seats: Sequence[_Seat], attendance: Chips, *, new: bool
) -> list[Field | Row | Section]:
    who: Chips | Fact = Fact(seats[0].name)
    if len(seats) > 1:
        who = Chips([Option(seat.programme.id, seat.name) for seat in seats], multi=True)
    together = "Möts syskon tillsammans är det ett samtal. Akterna är var sin." if seats[1:] else ""
    found: list[Field | Row | Section] = [
        Field("attendance", "Blev det av?", attendance),
        Field("children", "Vilka barn" if seats[1:] else "Barnet", who, together),
        Row(
            Field("held_on", "Dag", DateEdit(today=around.today)),
            Field("starts_at", "Klockslag", TimeEdit()),
            Field("minutes", "Minuter", NumberEdit(least=5, most=240)),
        ),
        Field("reason", "Varför det inte blev av", LineEdit()),
    ]
    if new:
        found.append(
            Row(
                Field("count", "Antal gånger", NumberEdit(least=1, most=LONGEST_SERIES)),
                Field("weeks", "Veckor emellan", NumberEdit(least=1, most=LONGEST_SERIES)),
            )
        )
    found.append(Field("form", "Hur ni träffades", Chips(SessionForm, kept=True)))
    for seat in seats:
        found += [
            Field(seat.presence, f"Kom barnet? {seat.name}", Chips(CAME, kept=True)),
            Field(seat.check, f"Orosbedömning: {seat.name}", Chips(ConcernCheck)),
            Field(seat.why, f"Skäl, om oron inte kunde bedömas: {seat.name}", LineEdit()),
        ]
    return found


def _conditions(sheet: Sheet, seats: Sequence[_Seat], attendance: Chips, *, new: bool) -> None:
    """Show a field only where it has a meaning."""

    def took_place(value: object) -> bool:
        return value in TOOK_PLACE

    def planned(value: object) -> bool:
        return value is _PLANNED

    def chosen(seat: _Seat) -> Callable[[Any], bool]:
        return lambda value: seat.programme.id in value and took_place(attendance.value())

    sheet.only_when(
        "reason", "attendance", lambda value: not took_place(value) and not planned(value)
    )
    if new:
        sheet.only_when("count", "attendance", planned, otherwise=1)
        sheet.only_when("weeks", "attendance", planned, otherwise=1)
    for seat in seats:
        if len(seats) > 1:
            sheet.only_when(seat.presence, "children", chosen(seat), otherwise=None)
        else:
            sheet.only_when(seat.presence, "attendance", took_place, otherwise=None)
        sheet.only_when(
            seat.check,
            seat.presence,
            lambda value: value is Presence.PRESENT,
            otherwise=None,
        )
        sheet.only_when(seat.why, seat.check, lambda value: value is ConcernCheck.NOT_ASSESSED)


def _taken(seat: _Seat, session: TrappanSession, given: Mapping[str, Any]) -> TrappanAttendance:
    """Return a child's place as it was entered, in the step it was in that day."""
    place = seat.place
    if session.took_place:
        presence = given[seat.presence] or Presence.EXPECTED
    elif session.attendance is _PLANNED:
        presence = place.presence if place.session_id else Presence.EXPECTED
    else:
        missed = session.attendance is SessionAttendance.MISSED
        presence = Presence.ABSENT if missed else Presence.CANCELLED
    there = presence is Presence.PRESENT
    return replace(
        place,
        step=step_on(seat.programme, session.held_on),
        presence=presence,
        concern_check=given[seat.check] if there else None,
        concern_reason=(given[seat.why] or "") if there else "",
    )


def _beside(
    trouble: Trouble, present: Sequence[_Seat], taken: Mapping[str, TrappanAttendance]
) -> Trouble:
    """Put what a rule says of one child beside each child that has not been answered for.

    The rules know no names; the fields of the sheet do.
    """
    if not isinstance(trouble, Refused):
        return trouble
    beside = {
        "concern_check": [
            seat.check for seat in present if taken[seat.programme.id].concern_check is None
        ],
        "concern_reason": [
            seat.why
            for seat in present
            if taken[seat.programme.id].concern_check is ConcernCheck.NOT_ASSESSED
        ],
        **{name: ["children"] for name in ("ground", "step")},
    }
    found: list[Fault] = []
    for fault in trouble.faults:
        fields = beside.get(fault.field) or [fault.field]
        found += [replace(fault, field=field) for field in fields]
    return Refused(tuple(dict.fromkeys(found)))
