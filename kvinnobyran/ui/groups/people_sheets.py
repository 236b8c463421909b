"""The sheets of those who take part: their place, a change of group, a statement (G1-G4, S3)."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from kvinnobyran.domain.group import Group, Role
from kvinnobyran.domain.ids import new_id
from kvinnobyran.domain.joining import roles
from kvinnobyran.domain.membership import (
    ENDED,
    TRANSITIONS,
    Membership,
    MembershipState,
    UnsuitablePair,
)
from kvinnobyran.domain.missing import Answer
from kvinnobyran.domain.participation import Statement
from kvinnobyran.domain.person import Identity, Person
from kvinnobyran.flows.evenings import note_statement_printed
from kvinnobyran.flows.memberships import (
    carry_over,
    change_group,
    note_unsuitable,
    save_membership,
)
from kvinnobyran.store.groups import Member
from kvinnobyran.store.joining import Joinable
from kvinnobyran.ui.case.around import known
from kvinnobyran.ui.groups.room import GroupRoom, saving, shown
from kvinnobyran.ui.kit.birth import BirthEdit
from kvinnobyran.ui.kit.chips import Chips, YesNo
from kvinnobyran.ui.kit.dates import DateEdit
from kvinnobyran.ui.kit.editors import CodeBox, LineEdit, Option
from kvinnobyran.ui.kit.form import Field, Row, Section
from kvinnobyran.ui.kit.sheet import Entered, Landing, Saving, Sheet
from kvinnobyran.ui.printing import put_on_paper

S = MembershipState
_NEW: Final = "new"
_FIRST: Final = (S.INTEREST, S.INTERVIEW, S.QUEUED, S.ADMITTED, S.TAKING_PART)
_NAME_HELP: Final = "Förnamn eller det namn hon vill stå som. Lämna tomt för förnamnet."


def joining_sheet(room: GroupRoom, joinable: Sequence[Joinable], *, person_id: str = "") -> Sheet:
    """Return the sheet that puts somebody into the group: out of a case, or without one."""
    view, desk = room.view, room.desk
    there = {each.membership.person_id for each in view.members}
    offered = {each.person_id: each for each in joinable if each.person_id not in there}
    if not view.kind.with_children:
        offered = {key: each for key, each in offered.items() if not each.child}
    record = Membership(
        id=room.new_id("group_membership"),
        group_id=view.group.id,
        person_id="",
        role=view.kind.role,
        asked_on=desk.today,
    )
    person = Person(id=new_id())
    who = CodeBox(
        [
            *(Option(key, _offered(each)) for key, each in offered.items()),
            Option(_NEW, "Någon utan ärende"),
        ],
        nothing="Välj vem",
    )
    fields: list[Field | Row | Section] = [
        Field("person_id", "Vem", who, help="Den som har ett öppet ärende står med dess kod."),
        Row(
            Field("first_name", "Förnamn", LineEdit()),
            Field("last_name", "Efternamn", LineEdit()),
        ),
        Field("birth", "Född", BirthEdit(today=desk.today)),
        *_place_fields(room, record, new=True),
    ]

    def submit(entered: Entered, landing: Landing) -> None:
        values = dict(entered.values)
        chosen = offered.get(values["person_id"] or "")
        is_new = values["person_id"] == _NEW
        someone = replace(
            person,
            identity=Identity.KNOWN,
            first_name=values["first_name"],
            last_name=values["last_name"],
            birth=values["birth"],
        )
        values["person_id"] = someone.id if is_new else values["person_id"] or ""
        values["case_id"] = chosen.case_id if chosen else None
        if chosen is not None and chosen.child:
            values |= {"role": Role.CHILD, "with_id": chosen.mother_id}
        desk.do(
            save_membership,
            replace(record, **known(record, values)),
            person=someone if is_new else None,
            reasons=entered.reasons,
            then=landing.then,
            otherwise=landing.otherwise,
        )

    sheet = room.sheet(
        "Ny deltagare",
        fields,
        kind="group_membership",
        record=record.id,
        lead=_seats(room),
        saving=Saving(text="Spara deltagaren", submit=submit, said="Deltagaren är sparad"),
    )
    for name in ("first_name", "last_name"):
        sheet.only_when(name, "person_id", lambda chosen: chosen == _NEW)
    sheet.only_when("birth", "person_id", lambda chosen: chosen == _NEW, otherwise=None)
    _conditions(sheet)
    sheet.begin({**shown(record), "person_id": person_id or None})
    return sheet


def membership_sheet(room: GroupRoom, member: Member) -> Sheet:
    """Return the sheet of somebody's place in the group."""
    record = member.membership
    sheet = room.sheet(
        member.name,
        _place_fields(room, record, new=False),
        kind="group_place",
        record=record.id,
        lead=" · ".join(each for each in (record.role.label, member.code) if each),
        saving=saving(
            room.desk,
            "Spara",
            save_membership,
            record,
            said="Deltagandet är sparat",
            head=room.view.head,
            reasoned=True,
        ),
    )
    _conditions(sheet)
    sheet.begin(shown(record))
    return sheet


def _place_fields(room: GroupRoom, record: Membership, *, new: bool) -> list[Field | Row | Section]:
    kind, desk = room.view.kind, room.desk
    states: Sequence[MembershipState] = _FIRST
    if not new:
        # To another group one goes by "Byt grupp", with the chapters (G3).
        onward = TRANSITIONS[record.state] - {S.MOVED}
        states = [each for each in S if each is record.state or each in onward]
    fields: list[Field | Row | Section] = [
        Field("state", "Läge", Chips(states, kept=True)),
        Row(
            Field("asked_on", "Frågade", DateEdit(today=desk.today)),
            Field("interview_on", "Intagningssamtal", DateEdit(today=desk.today)),
        ),
        Row(
            Field("from_on", "Deltar från", DateEdit(today=desk.today)),
            Field("until_on", "Till", DateEdit(today=desk.today)),
        ),
        Field("end_reason", "Varför det avbröts", LineEdit()),
    ]
    if new and kind.with_children:
        fields.insert(1, Field("role", "Deltar som", Chips(roles(kind), kept=True)))
    if record.role is not Role.CHILD or new:
        answers = [
            Field("exposed", "Har utsatts för våld", CodeBox(Answer, nothing=None)),
        ]
        if kind.single:
            answers.append(Field("alone", "Ensamstående", CodeBox(Answer, nothing=None)))
        if kind.child_to is not None:
            answers.append(Field("expecting", "Väntar barn", YesNo(kept=True)))
        fields.append(Row(*answers))
    fields.append(Field("shown_as", "Namn på listor", LineEdit(), help=_NAME_HELP))
    if kind.dinner:
        fields.append(Field("allergies", "Allergi eller annan mat", LineEdit()))
    return fields


def _conditions(sheet: Sheet) -> None:
    sheet.only_when("until_on", "state", lambda state: state in ENDED, otherwise=None)
    sheet.only_when("end_reason", "state", lambda state: state is S.BROKEN_OFF)


def moving_sheet(room: GroupRoom, member: Member, others: Sequence[Group]) -> Sheet:
    """Return the sheet of a change of group: the chapters come along (G3)."""
    desk, record = room.desk, member.membership

    def submit(entered: Entered, landing: Landing) -> None:
        desk.do(
            change_group,
            record,
            entered.values["group_id"] or "",
            on=entered.values["on"] or desk.today,
            reasons=entered.reasons,
            then=landing.then,
            otherwise=landing.otherwise,
        )

    sheet = room.sheet(
        f"Byt grupp: {member.name}",
        [
            Field("group_id", "Till", CodeBox(_options(others), nothing="Välj grupp")),
            Field("on", "Från och med", DateEdit(today=desk.today)),
        ],
        kind="group_moving",
        record=record.id,
        lead="Kapitel som är tagna följer med.",
        saving=Saving(text="Byt grupp", submit=submit, said="Bytet är gjort, kapitlen följde med"),
    )
    sheet.begin({"group_id": others[0].id if len(others) == 1 else None, "on": desk.today})
    return sheet


def next_term_sheet(room: GroupRoom, others: Sequence[Group]) -> Sheet:
    """Return the sheet that takes those who go on over to the next term."""
    desk, view = room.desk, room.view
    going = [each for each in view.members if each.membership.state in {S.TAKING_PART, S.COMPLETED}]
    who = Chips([Option(each.id, each.name) for each in going], multi=True, keys=False)

    def submit(entered: Entered, landing: Landing) -> None:
        chosen = entered.values["who"] or frozenset()
        desk.do(
            carry_over,
            view.group,
            entered.values["group_id"] or "",
            [each.id for each in going if each.id in chosen],
            reasons=entered.reasons,
            then=landing.then,
            otherwise=landing.otherwise,
        )

    sheet = room.sheet(
        "För över till nästa termin",
        [
            Field("group_id", "Till", CodeBox(_options(others), nothing="Välj grupp")),
            Field("who", "Vilka fortsätter", who),
        ],
        kind="group_next_term",
        record=view.group.id,
        lead="De blir antagna i den nya omgången. Allergier och namn på listor följer med.",
        saving=Saving(text="För över", submit=submit, said="De är antagna i nästa termin"),
    )
    sheet.begin(
        {
            "group_id": others[0].id if len(others) == 1 else None,
            "who": frozenset(each.id for each in going),
        }
    )
    return sheet


def statement_sheet(room: GroupRoom, member: Member) -> Sheet:
    """Return the sheet that asks what a statement says before it is printed."""
    desk, record, kind = room.desk, member.membership, room.view.kind

    def submit(entered: Entered, landing: Landing) -> None:
        def pages(statement: Statement) -> bytes:
            from kvinnobyran.reports.participation import participation

            return participation(statement)

        values = entered.values
        put_on_paper(
            desk,
            sheet,
            note_statement_printed,
            record,
            pages=pages,
            name=values["name"],
            course=values["course"],
            sender=bool(values["sender"]),
            recipient=values["recipient"],
            reasons=entered.reasons,
            then=landing.then,
            otherwise=landing.otherwise,
        )

    sheet = room.sheet(
        "Intyg om deltagande",
        [
            Field("name", "Namn på intyget", LineEdit(), help="Så som hon vill att det står."),
            Field("course", "Vad hon har deltagit i", LineEdit()),
            Field("sender", "Avsändare på intyget", YesNo(kept=True)),
            Field("recipient", "Till vem", LineEdit()),
        ],
        kind="group_statement",
        record=record.id,
        lead="Intyget säger aldrig var hon bor eller varför hon var med.",
        saving=Saving(text="Skriv ut", submit=submit, said="Intyget är utskrivet"),
    )
    sheet.undoable = False
    sheet.begin(
        {
            "name": "" if member.protected else member.name,
            "course": kind.label,
            "sender": not member.protected,
            "recipient": "Hon själv",
        }
    )
    return sheet


def unsuitable_sheet(room: GroupRoom, member: Member) -> Sheet:
    """Return the sheet that marks two who should not meet (G4)."""
    desk = room.desk
    record = UnsuitablePair(
        id=new_id(),
        one_id=member.membership.person_id,
        other_id=member.membership.person_id,
        noted_by=desk.user,
        noted_on=desk.today,
    )
    others = [
        Option(each.membership.person_id, each.name)
        for each in room.view.members
        if each.id != member.id
    ]
    sheet = room.sheet(
        f"Olämplig kombination: {member.name}",
        [
            Field("other_id", "Bör inte träffa", CodeBox(others, nothing="Välj vem")),
            Field(
                "reason",
                "Varför",
                LineEdit(),
                help="Visas aldrig i gruppen. Där står bara att kombinationen är olämplig.",
            ),
        ],
        kind="unsuitable_pair",
        record=record.id,
        saving=saving(desk, "Spara märket", note_unsuitable, record, said="Märket är sparat"),
    )
    sheet.begin({"other_id": None, "reason": ""})
    return sheet


def _offered(each: Joinable) -> str:
    name = f" · {each.name}" if each.name else ""
    return f"{each.code}{name}{' (barn)' if each.child else ''}"


def _seats(room: GroupRoom) -> str:
    view = room.view
    seats = 1 if view.group.individual else view.group.seats
    if seats is None:
        return ""
    left = max(0, seats - view.seated)
    return f"{left} av {seats} platser är lediga." if left else "Gruppen är full: sätt i kö."


def _options(groups: Sequence[Group]) -> list[Option]:
    return [Option(each.id, each.name) for each in groups]
