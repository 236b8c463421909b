"""The sheets of a meeting: how it went, catching up, and the answers on paper (G3, G5)."""

import operator
from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import Any, Final

from kvinnobyran.domain.circle import Gap
from kvinnobyran.domain.meeting import GroupEvaluation, Meeting, MeetingState
from kvinnobyran.domain.volunteer import HelpKind, Volunteer, VolunteerHours
from kvinnobyran.flows.meetings import (
    cancel_meeting,
    plan_catch_up,
    save_evaluation,
    save_meeting,
    visit,
)
from kvinnobyran.ui.case.around import known
from kvinnobyran.ui.groups.attendance import spoken_day
from kvinnobyran.ui.groups.room import Fields, GroupRoom, saving, shown
from kvinnobyran.ui.kit.chips import Chips
from kvinnobyran.ui.kit.dates import DateEdit, TimeEdit
from kvinnobyran.ui.kit.editors import CodeBox, LineEdit, NumberEdit, Option, TextEdit
from kvinnobyran.ui.kit.form import Field, Row, Section
from kvinnobyran.ui.kit.sheet import Entered, Landing, Saving, Sheet
from kvinnobyran.ui.kit.suggest import SuggestEdit

_NOTE_HELP: Final = (
    "Om gruppen, inte om någon i den. Inga namn: det som gäller en person skrivs i hennes ärende."
)
_STATES: Final = {
    MeetingState.PLANNED: tuple(MeetingState),
    MeetingState.HELD: (MeetingState.HELD, MeetingState.CANCELLED),
    MeetingState.CANCELLED: (MeetingState.HELD, MeetingState.CANCELLED),
}
Helpers = Sequence[tuple[VolunteerHours, Volunteer]]


def meeting_sheet(
    room: GroupRoom,
    meeting: Meeting | None,
    *,
    helpers: Helpers = (),
    volunteers: Sequence[Volunteer] = (),
) -> Sheet:
    """Return the sheet of a meeting, planned or held, with who helped."""
    view, desk = room.view, room.desk
    record = meeting or Meeting(
        id=room.new_id("group_meeting"),
        group_id=view.group.id,
        held_on=desk.today,
        starts_at=view.group.starts_at,
        minutes=view.group.minutes,
    )
    new = meeting is None

    def submit(entered: Entered, landing: Landing) -> None:
        values = entered.values
        chosen = dict.fromkeys(values.get("children") or (), HelpKind.CHILDREN)
        chosen |= dict.fromkeys(values.get("cooking") or (), HelpKind.DINNER)
        others = {h.volunteer_id: h.kind for h, _ in helpers if h.kind is HelpKind.OTHER}
        desk.do(
            save_meeting,
            replace(record, **known(record, values)),
            helpers={**others, **chosen} if volunteers or helpers else None,
            reasons=entered.reasons,
            expect=None if new or entered.knowing else view.head,
            then=landing.then,
            otherwise=landing.otherwise,
        )

    sheet = room.sheet(
        spoken_day(record.held_on).capitalize() if meeting else "Nytt tillfälle",
        _meeting_fields(room, record, helpers, volunteers),
        kind="group_meeting",
        record=record.id,
        saving=Saving(text="Spara tillfället", submit=submit, said="Tillfället är sparat"),
    )
    sheet.only_when("reason", "state", lambda state: state is MeetingState.CANCELLED)
    for name in ("dinner", "visitors"):
        if name in sheet.form.values():
            held = partial(operator.is_, MeetingState.HELD)
            sheet.only_when(name, "state", held, otherwise=None)
    sheet.begin(
        {
            **shown(record),
            "cooking": _ids(helpers, HelpKind.DINNER),
            "children": _ids(helpers, HelpKind.CHILDREN),
        }
    )
    return sheet


def _meeting_fields(
    room: GroupRoom, record: Meeting, helpers: Helpers, volunteers: Sequence[Volunteer]
) -> Fields:
    kind, group = room.view.kind, room.view.group
    theme, leader = SuggestEdit(), SuggestEdit()
    theme.offer(kind.themes)
    leader.offer([each for each in (group.external_leader, group.leader, group.co_leader) if each])
    fields: list[Field | Row | Section] = [
        Field("state", "Läge", Chips(_STATES[record.state], kept=True)),
        Field("reason", "Varför det ställs in", LineEdit()),
        Row(
            Field("held_on", "Dag", DateEdit(today=room.desk.today)),
            Field("starts_at", "Klockslag", TimeEdit()),
            Field("minutes", "Längd", NumberEdit(least=15, most=480, unit="min")),
        ),
    ]
    if kind.chapters:
        fields.append(Field("chapter", "Kapitel", CodeBox(_chapters(room))))
    fields.append(
        Row(
            Field("theme", "Tema", theme),
            Field("leader", "Ledare, om någon annan än gruppens", leader),
        )
    )
    numbers = []
    if kind.dinner:
        numbers.append(Field("dinner", "Antal som åt middag", NumberEdit(most=500)))
    if not kind.closed:
        numbers.append(Field("visitors", "Besökare utan plats", NumberEdit(most=500)))
    if numbers:
        fields.append(Row(*numbers))
    offered = {each.id: each for each in (*volunteers, *(each for _, each in helpers))}
    if offered:
        names = [Option(each.id, each.name) for each in offered.values()]
        fields += [
            Field("cooking", "Volontärer vid middagen", Chips(names, multi=True, keys=False)),
            Field("children", "Volontärer hos barnen", Chips(names, multi=True, keys=False)),
        ]
    fields.append(Field("note", "Gruppens anteckning", TextEdit(lines=4), help=_NOTE_HELP))
    return fields


def cancelling_sheet(room: GroupRoom, meeting: Meeting) -> Sheet:
    """Return the sheet that asks why a meeting is called off."""

    def submit(entered: Entered, landing: Landing) -> None:
        room.desk.do(
            cancel_meeting,
            meeting,
            entered.values["reason"],
            then=landing.then,
            otherwise=landing.otherwise,
        )

    sheet = room.sheet(
        f"Ställ in {spoken_day(meeting.held_on)}",
        [Field("reason", "Varför", LineEdit(), help="Skriv inget om en person.")],
        kind="group_cancelling",
        record=meeting.id,
        saving=Saving(text="Ställ in", submit=submit, said="Tillfället är inställt"),
    )
    sheet.begin({"reason": meeting.reason})
    return sheet


def catch_up_sheet(room: GroupRoom, gap: Gap, elsewhere: Sequence[Meeting]) -> Sheet:
    """Return the sheet for a chapter that somebody misses: alone, together, or in another group.

    ``elsewhere`` are coming meetings of other groups that are about the chapter.
    """
    view, desk = room.view, room.desk
    names = {each.id: each.name for each in view.members}
    record = Meeting(
        id=room.new_id("group_catch_up"),
        group_id=view.group.id,
        held_on=desk.today,
        starts_at=view.group.starts_at,
        minutes=view.group.minutes,
        chapter=gap.chapter,
        catch_up=True,
    )
    who = Chips(
        [Option(each, names.get(each, "")) for each in gap.membership_ids], multi=True, keys=False
    )
    fields: list[Field | Row | Section] = [Field("who", "Vem tar igen kapitlet", who)]
    if elsewhere:
        there = [Option(each.id, _place(each)) for each in elsewhere]
        fields.append(
            Field(
                "elsewhere", "I en annan grupp", CodeBox(there, nothing="Nej, ett eget tillfälle")
            )
        )
    fields += [
        Field(
            "state",
            "Läge",
            Chips((MeetingState.PLANNED, MeetingState.HELD), kept=True),
        ),
        Row(
            Field("held_on", "Dag", DateEdit(today=desk.today)),
            Field("starts_at", "Klockslag", TimeEdit()),
            Field("minutes", "Längd", NumberEdit(least=15, most=480, unit="min")),
        ),
    ]

    def submit(entered: Entered, landing: Landing) -> None:
        values = entered.values
        chosen = [each for each in gap.membership_ids if each in (values["who"] or ())]
        if values.get("elsewhere"):
            desk.do(
                visit,
                chosen,
                values["elsewhere"],
                then=landing.then,
                otherwise=landing.otherwise,
            )
            return
        desk.do(
            plan_catch_up,
            replace(record, **known(record, values)),
            chosen,
            reasons=entered.reasons,
            then=landing.then,
            otherwise=landing.otherwise,
        )

    sheet = room.sheet(
        f"Ta igen kapitel {view.kind.chapter(gap.chapter)}",
        fields,
        kind="group_catch_up",
        record=record.id,
        lead="Ett kapitel räknas en gång, var det än tas.",
        saving=Saving(text="Spara", submit=submit, said=f"Kapitel {gap.chapter} är inplanerat"),
    )
    if elsewhere:
        for name in ("state", "held_on", "starts_at", "minutes"):
            held = getattr(record, name)
            sheet.only_when(name, "elsewhere", lambda place: place is None, otherwise=held)
    sheet.begin({**shown(record), "who": frozenset(gap.membership_ids), "elsewhere": None})
    return sheet


def evaluation_sheet(
    room: GroupRoom, evaluation: GroupEvaluation | None, *, chapter: int | None = None
) -> Sheet:
    """Return the sheet of an evaluation: answers on paper, counted."""
    view, desk = room.view, room.desk
    record = evaluation or GroupEvaluation(
        id=room.new_id("group_evaluation"),
        group_id=view.group.id,
        made_on=desk.today,
        chapter=chapter,
    )
    fields: list[Field | Row | Section] = [
        Field("made_on", "Dag", DateEdit(today=desk.today)),
    ]
    if view.kind.chapters:
        fields.append(
            Field("chapter", "Vad den gäller", CodeBox(_chapters(room), nothing="Hela gruppen"))
        )
    fields += [
        Row(
            Field("good", "Till stor hjälp", NumberEdit(most=500)),
            Field("partly", "Till viss hjälp", NumberEdit(most=500)),
            Field("none", "Inte till hjälp", NumberEdit(most=500)),
        ),
        Field("words", "Vad de skrev, utan namn", TextEdit(lines=3)),
    ]
    sheet = room.sheet(
        "Utvärdering",
        fields,
        kind="group_evaluation",
        record=record.id,
        lead="Räkna svaren på papper. Ingen ska kunna kännas igen.",
        saving=saving(
            desk,
            "Spara utvärderingen",
            save_evaluation,
            record,
            said="Utvärderingen är sparad",
            head=view.head if evaluation else None,
            reasoned=True,
        ),
    )
    sheet.begin(shown(record))
    return sheet


def _chapters(room: GroupRoom) -> list[Option]:
    kind = room.view.kind
    return [Option(number, kind.chapter(number)) for number in range(1, len(kind.chapters) + 1)]


def _ids(helpers: Helpers, kind: HelpKind) -> frozenset[Any]:
    return frozenset(each.id for hours, each in helpers if hours.kind is kind)


def _place(meeting: Meeting) -> str:
    at = f" kl. {meeting.starts_at:%H.%M}" if meeting.starts_at else ""
    return f"{spoken_day(meeting.held_on)}{at}"
