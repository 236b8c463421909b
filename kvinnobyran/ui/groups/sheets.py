"""The sheets of a group itself: its kind, its own facts, its term, and why it is called off."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any, Final

from kvinnobyran.domain.dates import WEEKDAYS
from kvinnobyran.domain.group import Group, GroupType, Role, Venue
from kvinnobyran.domain.ids import new_id
from kvinnobyran.domain.term import Term, half_year, plan_term, term_name
from kvinnobyran.flows.groups import cancel_group, save_group, save_type
from kvinnobyran.flows.meetings import plan_meetings
from kvinnobyran.ui.groups.attendance import short_day, spoken_day
from kvinnobyran.ui.groups.room import Fields, GroupRoom, lines, saving, shown
from kvinnobyran.ui.kit.chips import Chips, YesNo
from kvinnobyran.ui.kit.dates import DateEdit, TimeEdit
from kvinnobyran.ui.kit.desk import Desk
from kvinnobyran.ui.kit.editors import CodeBox, LineEdit, NumberEdit, Option, TextEdit
from kvinnobyran.ui.kit.fact import Fact
from kvinnobyran.ui.kit.form import Field, Row, Section
from kvinnobyran.ui.kit.sheet import Entered, Landing, Saving, Sheet
from kvinnobyran.ui.kit.suggest import SuggestEdit

_LONGEST_TERM: Final = 60
_WITHOUT_PLAN: Final = 10
_DAYS: Final = tuple(Option(number, name.capitalize()) for number, name in enumerate(WEEKDAYS))
_ROLES: Final = (Role.PARENT, Role.MOTHER, Role.YOUTH)


def type_sheet(desk: Desk, kind: GroupType | None, head: int | None) -> Sheet:
    """Return the sheet of a kind of group: all that the next group needs."""
    record = kind or GroupType(id=new_id(), label="")
    sheet = Sheet(
        desk,
        kind.label if kind else "Ny sorts grupp",
        _type_fields(),
        lead="Det här gäller alla nya omgångar av sorten. De som redan finns ändras inte.",
        kind="group_type",
        record=record.id,
        savings=[
            saving(
                desk,
                "Spara sorten",
                save_type,
                record,
                said="Sorten är sparad",
                head=head if kind else None,
                complete=_type_values,
            )
        ],
    )
    sheet.begin(
        {
            **shown(record),
            "chapters": "\n".join(record.chapters),
            "themes": "\n".join(record.themes),
        }
    )
    return sheet


def _type_fields() -> Fields:
    return [
        Field("label", "Namn på sorten", LineEdit()),
        Field("about", "Vad det är, med en mening", LineEdit()),
        Section("Vem den är för"),
        Field("role", "De vuxna deltar som", Chips(_ROLES, kept=True)),
        Row(
            Field("age_from", "Ålder från", NumberEdit(most=120, unit="år")),
            Field("age_to", "Ålder till", NumberEdit(most=120, unit="år")),
            Field("child_to", "Har barn upp till", NumberEdit(most=120, unit="år")),
        ),
        Row(
            Field("violence", "För den som utsatts för våld", YesNo(kept=True)),
            Field("single", "För ensamstående", YesNo(kept=True)),
            Field("with_children", "Barnen är med", YesNo(kept=True)),
        ),
        Section("Hur den går till"),
        Row(
            Field("closed", "Sluten grupp", YesNo(kept=True)),
            Field("individually", "Ges också enskilt", YesNo(kept=True)),
            Field("dinner", "Middag först", YesNo(kept=True)),
        ),
        Row(
            Field("seats", "Platser", NumberEdit(least=1, most=200)),
            Field("weekday", "Veckodag", CodeBox(_DAYS)),
            Field("starts_at", "Klockslag", TimeEdit()),
            Field("minutes", "Längd", NumberEdit(least=15, most=480, unit="min")),
            Field("a_year", "Tillfällen per år", NumberEdit(most=366)),
        ),
        Field("venue", "Plats", Chips(Venue, kept=True)),
        Field(
            "chapters",
            "Kapitel, ett på varje rad",
            TextEdit(lines=8),
            help="Lämna tomt för en grupp utan kapitel.",
        ),
        Field("themes", "Teman, ett på varje rad", TextEdit(lines=3), help="Bara förslag."),
    ]


def _type_values(values: dict[str, Any]) -> dict[str, Any]:
    return {**values, "chapters": lines(values["chapters"]), "themes": lines(values["themes"])}


def group_sheet(
    desk: Desk,
    kinds: Sequence[GroupType],
    group: Group | None = None,
    *,
    head: int | None = None,
    record_id: str = "",
    colleagues: Sequence[str] = (),
) -> Sheet:
    """Return the sheet of a group: a new one takes what its kind says."""
    offered = [
        each for each in kinds if each.retired_on is None or (group and group.type_id == each.id)
    ]
    first = offered[0]
    record = group or of_kind(
        first,
        Group(
            id=record_id or new_id(),
            type_id=first.id,
            name="",
            starts_on=desk.today,
            leader=desk.user,
        ),
    )
    type_box = CodeBox([Option(each.id, each.label) for each in offered], nothing=None)
    leader, co_leader = SuggestEdit(), SuggestEdit()
    for each in (leader, co_leader):
        each.offer([desk.user, *colleagues])
    fields: list[Field | Row | Section] = []
    if group is None:
        fields.append(Field("type_id", "Vad för grupp", type_box))
    fields += [
        Field("name", "Omgångens namn", LineEdit(), help="Till exempel Trygghetscirkeln VT 2027."),
        Field("individual", "Enskild kurs för en person", YesNo(kept=True)),
        Row(
            Field("starts_on", "Första dagen", DateEdit(today=desk.today)),
            Field("ends_on", "Sista dagen", DateEdit(today=desk.today)),
        ),
        Row(
            Field("weekday", "Veckodag", CodeBox(_DAYS)),
            Field("starts_at", "Klockslag", TimeEdit()),
            Field("minutes", "Längd", NumberEdit(least=15, most=480, unit="min")),
            Field("seats", "Platser", NumberEdit(least=1, most=200)),
        ),
        Field("venue", "Plats", Chips(Venue, kept=True)),
        Field("place", "Vilken", LineEdit(), help="Vilken BVC, vilket kontor, vilken kommun."),
        Row(
            Field("leader", "Ledare", leader),
            Field("co_leader", "Andra ledare", co_leader),
        ),
        Field(
            "external_leader",
            "Extern ledare",
            LineEdit(),
            help="Bara ett namn. En extern ledare har ingen inloggning och ser inga ärenden.",
        ),
    ]
    sheet = Sheet(
        desk,
        group.name if group else "Ny grupp",
        fields,
        kind="group",
        record=record.id,
        savings=[
            saving(
                desk,
                "Spara gruppen",
                save_group,
                record,
                said="Gruppen är sparad",
                head=head if group else None,
                reasoned=True,
            )
        ],
        belongs_to={"group": record.id} if group else {"place": "groups"},
    )
    sheet.only_when("place", "venue", lambda venue: venue is not Venue.OWN)
    sheet.begin(shown(record))
    if group is None:
        _follow_kind(sheet, type_box, {each.id: each for each in offered}, record)
    return sheet


def of_kind(kind: GroupType, group: Group) -> Group:
    """Return a new group as its kind has it."""
    return replace(
        group,
        type_id=kind.id,
        name=f"{kind.label} {term_name(group.starts_on)}",
        weekday=kind.weekday,
        starts_at=kind.starts_at,
        minutes=kind.minutes,
        seats=kind.seats,
        venue=kind.venue,
    )


def _follow_kind(sheet: Sheet, box: CodeBox, kinds: dict[str, GroupType], record: Group) -> None:
    """Fill in what another kind says when it is chosen."""

    def chosen() -> None:
        kind = kinds[box.value()]
        named = of_kind(kind, record)
        told = ("name", "weekday", "starts_at", "minutes", "seats", "venue")
        for name in told:
            sheet.form.editor(name).set_value(getattr(named, name))

    box.edited.connect(chosen)


def planning_sheet(room: GroupRoom) -> Sheet:
    """Return the sheet that plans a term: which days, which are red, and what has no room."""
    view, desk = room.view, room.desk
    group, kind = view.group, view.kind
    told = Fact("")
    last = max((each.held_on for each in view.meetings), default=None)
    first = group.starts_on if last is None else last + timedelta(days=1)
    count = (kind.a_year + 1) // 2 if kind.a_year else _WITHOUT_PLAN
    if kind.chapters:
        count = len(kind.chapters) - max((each.chapter or 0 for each in view.meetings), default=0)
    fields: Fields = [
        Row(
            Field("first", "Första dagen", DateEdit(today=desk.today)),
            Field("count", "Antal gånger", NumberEdit(least=1, most=_LONGEST_TERM)),
            Field("weeks", "Veckor emellan", NumberEdit(least=1, most=12)),
        ),
        Field("days", "Det blir", told),
    ]

    def term_of(values: dict[str, Any]) -> Term | None:
        begins, times = values["first"], values["count"]
        if begins is None or not times:
            return None
        weekday = group.weekday if group.weekday is not None else begins.weekday()
        return plan_term(begins, weekday=weekday, count=times, weeks=values["weeks"] or 1)

    def look_ahead() -> None:
        values = sheet.form.values()
        told.setText(term_words(term_of(values), values["first"]))

    def submit(entered: Entered, landing: Landing) -> None:
        term = term_of(entered.values)
        desk.do(
            plan_meetings,
            group,
            term.days if term else (),
            then=landing.then,
            otherwise=landing.otherwise,
        )

    sheet = room.sheet(
        "Planera tillfällen",
        fields,
        kind="group_plan",
        record=group.id,
        lead=_planning_lead(group),
        saving=Saving(text="Planera", submit=submit, said="Tillfällena är planerade"),
    )
    sheet.form.changed.connect(look_ahead)
    sheet.begin({"first": first, "count": max(1, count), "weeks": 1})
    look_ahead()
    return sheet


def _planning_lead(group: Group) -> str:
    day = f"{WEEKDAYS[group.weekday].capitalize()}ar. " if group.weekday is not None else ""
    return f"{day}Röda dagar och halvårsskiftet hoppas över."


def term_words(term: Term | None, first: date | None) -> str:
    """Return what a term becomes, in words."""
    if term is None or first is None:
        return "Skriv första dagen och hur många gånger."
    until = half_year(first)[1].isoformat()
    if not term.days:
        return f"Inga tillfällen ryms före {until}."
    words = [f"{len(term.days)} tillfällen: {', '.join(short_day(each) for each in term.days)}."]
    if term.skipped:
        named = ", ".join(f"{spoken_day(day)} ({name})" for day, name in term.skipped)
        words.append(f"Hoppar över {named}.")
    if term.missing:
        words.append(
            f"{term.missing} får inte plats före halvårsskiftet {until}:"
            " planera dem i nästa termin, så räknas de i rätt rapport."
        )
    return "\n".join(words)


def calling_off_sheet(room: GroupRoom) -> Sheet:
    """Return the sheet that asks why a group is called off."""
    group, desk = room.view.group, room.desk

    def submit(entered: Entered, landing: Landing) -> None:
        desk.do(
            cancel_group,
            group,
            entered.values["end_reason"],
            then=landing.then,
            otherwise=landing.otherwise,
        )

    sheet = room.sheet(
        "Ställ in gruppen",
        [Field("end_reason", "Varför", LineEdit())],
        kind="group_calling_off",
        record=group.id,
        lead="Alla planerade tillfällen ställs in.",
        saving=Saving(text="Ställ in gruppen", submit=submit, said="Gruppen är inställd"),
    )
    sheet.begin({"end_reason": group.end_reason})
    return sheet
