"""Groups that never met: a course and a term of evenings each half-year, with volunteers.

Everything goes through the flows a counsellor uses. What a rule warns of gets a reason.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Final

from kvinnobyran.demo.agenda import Event, moment_of, workday
from kvinnobyran.demo.cast import COUNSELLOR, THERAPIST
from kvinnobyran.demo.dice import Dice
from kvinnobyran.demo.stage import Stage
from kvinnobyran.domain.case import CaseState
from kvinnobyran.domain.group import Group, GroupState, GroupType, Role, Venue
from kvinnobyran.domain.ids import ids_from, new_id
from kvinnobyran.domain.meeting import GroupEvaluation, Meeting, MeetingState, Presence
from kvinnobyran.domain.membership import Membership, MembershipState, UnsuitablePair
from kvinnobyran.domain.missing import Answer
from kvinnobyran.domain.term import plan_term, term_name
from kvinnobyran.domain.trouble import Refused
from kvinnobyran.domain.volunteer import HelpKind, Volunteer
from kvinnobyran.flows import groups, meetings, memberships
from kvinnobyran.store import groups as stored
from kvinnobyran.store.cases import case_rows
from kvinnobyran.store.joining import Joinable, joinable

CIRCLE: Final = "Trygghetscirkeln"
CAFE: Final = "Kvällskaféet"
EXTERNAL: Final = "Psykoterapeut Hittepå"
VOLUNTEERS: Final = ("Vilgot", "Tyra", "Signe", "Folke")
ALLERGIES: Final = ("", "", "", "nötter", "vegetarisk", "laktos", "ägg")
NOTES: Final = (
    "Gott samtal om gränser. Många kände igen sig.",
    "Trött stämning, men alla stannade kvar.",
    "Filmen väckte mycket. Vi tog en längre paus.",
    "",
)
REASONS: Final = {
    "expecting": "Barnet bor delvis hos henne",
    "alone": "Separationen är på väg",
    "exposed": "Bedöms på nästa samtal",
    "person_id": "Hon vill själv, och det passar gruppen",
}
_PRESENCE: Final = {Presence.PRESENT: 82.0, Presence.EXCUSED: 12.0, Presence.ABSENT: 6.0}
_TERMS: Final = (((1, 11), (1, 18), 0), ((9, 6), (9, 27), 5))
"""When a term is planned and when it begins, as month and day; the course so many weeks later."""
_A_TERM: Final = 13


def begin(stage: Stage, dice: Dice, first: date) -> None:
    """Plan what each half-year holds, as long as the office is there."""
    stage.agenda.at(moment_of(workday(first), 7, 40), lambda now: _volunteers(stage, dice, now))
    for year in range(first.year, stage.until.year + 1):
        for planned, starts, weeks in _TERMS:
            day = date(year, *planned)
            if day > first:
                at = moment_of(workday(day), 7, 50)
                stage.agenda.at(at, _planning(stage, dice, date(year, *starts), weeks))


def _planning(stage: Stage, dice: Dice, starts: date, weeks: int) -> Event:
    def plan(now: datetime) -> None:
        with ids_from(dice.new_id):
            kinds = {each.label: each for each in stored.types(stage.database)}
            _circle(stage, dice, now, kinds[CIRCLE], starts + timedelta(days=1, weeks=weeks))
            _cafe(stage, dice, now, kinds[CAFE], starts)

    return plan


def _volunteers(stage: Stage, dice: Dice, now: datetime) -> None:
    """Let some volunteers be there from the start."""
    with ids_from(dice.new_id), stage.work(COUNSELLOR, now).step("Ny volontär") as tx:
        for name in VOLUNTEERS:
            tx.insert(
                Volunteer(
                    id=new_id(),
                    name=name,
                    since=now.date(),
                    confidentiality_on=now.date(),
                    extract_on=now.date(),
                )
            )


def _circle(stage: Stage, dice: Dice, now: datetime, kind: GroupType, starts: date) -> None:
    """Plan a course in a group, and now and then an individual one."""
    group = _group(kind, starts, leader=COUNSELLOR, at=time(13))
    away = dice.chance(0.4)
    if away:
        group = replace(group, venue=Venue.BVC, place="BVC Hittepå", name=f"{group.name}, BVC")
    count = dice.between(4, 6)
    _live(stage, dice, now, kind, group, count=count)
    if dice.chance(0.5):
        alone = replace(
            _group(kind, starts + timedelta(days=2), leader=THERAPIST, at=time(10)),
            individual=True,
            seats=1,
            name=f"{kind.label}, enskilt {term_name(starts)}",
        )
        _live(stage, dice, now, kind, alone, count=1)


def _cafe(stage: Stage, dice: Dice, now: datetime, kind: GroupType, starts: date) -> None:
    """Plan a term of evenings with the external leader."""
    group = replace(_group(kind, starts, leader=COUNSELLOR, at=time(17)), external_leader=EXTERNAL)
    _live(stage, dice, now, kind, group, count=dice.between(4, 7))


def _group(kind: GroupType, starts: date, *, leader: str, at: time) -> Group:
    return Group(
        id=new_id(),
        type_id=kind.id,
        name=f"{kind.label} {term_name(starts)}",
        starts_on=starts,
        weekday=starts.weekday(),
        starts_at=at,
        minutes=kind.minutes,
        seats=kind.seats,
        leader=leader,
    )


def _live(
    stage: Stage, dice: Dice, now: datetime, kind: GroupType, group: Group, *, count: int
) -> None:
    """Plan a group and its days, take people in, and put the rest on the agenda."""
    work = stage.work(group.leader, now)
    groups.save_group(work, group)
    days = plan_term(
        group.starts_on,
        weekday=group.starts_on.weekday(),
        count=len(kind.chapters) or _A_TERM,
    ).days
    meetings.plan_meetings(work, group, days)
    groups.open_group(work, group)
    _intake(stage, dice, now, kind, group, count)
    stage.agenda.at(moment_of(group.starts_on, 8, 5), lambda then: _start(stage, dice, then, group))
    for each in stored.meetings_of(stage.database, group.id):
        hour = 21 if kind.dinner else 16
        stage.agenda.at(
            moment_of(each.held_on, hour, 10), _evening(stage, dice, kind, group, each.id)
        )
    over = moment_of(workday(days[-1] + timedelta(days=7)), 9, 20)
    stage.agenda.at(over, lambda then: _end(stage, dice, then, kind, group))


def _intake(
    stage: Stage, dice: Dice, now: datetime, kind: GroupType, group: Group, count: int
) -> None:
    """Admit some women out of their cases, their children where they are welcome, and queue one."""
    rows = {row.id: row for row in case_rows(stage.database) if row.state is CaseState.ONGOING}
    every = [each for each in joinable(stage.database) if each.case_id in rows]
    women = [each for each in every if not each.child]
    for number, each in enumerate(dice.few(women, count + 1)):
        state = MembershipState.ADMITTED if number < count else MembershipState.INTEREST
        _take_in(stage, dice, now, kind, group, each, state)
        if kind.with_children and state is MembershipState.ADMITTED:
            for child in (other for other in every if other.mother_id == each.person_id):
                _take_in(stage, dice, now, kind, group, child, state)
    inside = stored.memberships_of(stage.database, group.id)
    adults = [each for each in inside if each.role is not Role.CHILD]
    if len(adults) > 2 and dice.chance(0.25):
        one, other = dice.few(adults, 2)
        pair = UnsuitablePair(
            id=new_id(),
            one_id=one.person_id,
            other_id=other.person_id,
            reason="Deras före detta umgås",
            noted_by=group.leader,
            noted_on=now.date(),
        )
        memberships.note_unsuitable(stage.work(group.leader, now), pair)


def _take_in(
    stage: Stage,
    dice: Dice,
    now: datetime,
    kind: GroupType,
    group: Group,
    who: Joinable,
    state: MembershipState,
) -> None:
    membership = Membership(
        id=new_id(),
        group_id=group.id,
        person_id=who.person_id,
        role=Role.CHILD if who.child else kind.role,
        state=state,
        case_id=who.case_id,
        with_id=who.mother_id,
        exposed=Answer.YES,
        alone=Answer.YES if kind.single else Answer.NOT_ASKED,
        asked_on=now.date(),
        interview_on=now.date() if not who.child else None,
        from_on=group.starts_on if state is MembershipState.ADMITTED else None,
        allergies=dice.one(ALLERGIES) if kind.dinner else "",
    )
    try:
        memberships.save_membership(stage.work(group.leader, now), membership, reasons=REASONS)
    except Refused:
        return  # she is in it already, or the group is full: the office says no, as it should


def _start(stage: Stage, dice: Dice, now: datetime, group: Group) -> None:
    with ids_from(dice.new_id):
        known = stage.database.get(Group, group.id)
        if known is not None and known.state is GroupState.INTAKE:
            groups.start_group(stage.work(group.leader, now), known)


def _evening(stage: Stage, dice: Dice, kind: GroupType, group: Group, meeting_id: str) -> Event:
    """Return what happens on the day of a meeting: it is called off, or written down."""

    def happen(now: datetime) -> None:
        meeting = stage.database.get(Meeting, meeting_id)
        if meeting is None or meeting.state is not MeetingState.PLANNED:
            return
        with ids_from(dice.new_id):
            work = stage.work(group.leader, now)
            if dice.chance(0.04):
                meetings.cancel_meeting(work, meeting, dice.one(("Sjukdom", "Snöoväder")))
                return
            helpers = _helpers(stage, dice, now) if kind.dinner else {}
            theme = dice.one(kind.themes) if kind.themes else ""
            meetings.save_meeting(
                work,
                replace(meeting, theme=theme, note=dice.one(NOTES)),
                helpers=helpers,
                reasons={"note": "Ett vanligt ord"},
            )
            _attendance(stage, dice, now, group, meeting)

    return happen


def _helpers(stage: Stage, dice: Dice, now: datetime) -> dict[str, HelpKind]:
    there: Sequence[Volunteer] = stored.active_volunteers(stage.database, now.date())
    chosen = dice.few(there, dice.between(1, 3))
    return {
        each.id: HelpKind.DINNER if not number else HelpKind.CHILDREN
        for number, each in enumerate(chosen)
    }


def _attendance(stage: Stage, dice: Dice, now: datetime, group: Group, meeting: Meeting) -> None:
    """Write who was away, and everybody else as present."""
    work = stage.work(group.leader, now)
    for each in stored.memberships_of(stage.database, group.id):
        presence = dice.weighed(_PRESENCE)
        away = presence is not Presence.PRESENT and each.there_on(meeting.held_on)
        if away and each.role is not Role.CHILD:
            meetings.set_presence(work, meeting.id, each.id, presence)
    try:
        meetings.everybody_present(work, meeting.id)
    except Refused:
        there = stage.database.get(Meeting, meeting.id)
        if there is not None and there.state is MeetingState.PLANNED:
            meetings.cancel_meeting(work, there, "Ingen kunde komma")


def _end(stage: Stage, dice: Dice, now: datetime, kind: GroupType, group: Group) -> None:
    """Let some catch up, evaluate, and end the group."""
    with ids_from(dice.new_id):
        known = stage.database.get(Group, group.id)
        if known is None or known.state is not GroupState.ONGOING:
            return
        work = stage.work(group.leader, now)
        if kind.chapters:
            _catch_up(stage, dice, now, kind, known)
        seated = [
            each
            for each in stored.memberships_of(stage.database, group.id)
            if each.state is MembershipState.TAKING_PART and each.role is not Role.CHILD
        ]
        if seated and not known.individual:
            good = dice.between(0, len(seated))
            meetings.save_evaluation(
                work,
                GroupEvaluation(
                    id=new_id(),
                    group_id=group.id,
                    made_on=now.date(),
                    good=good,
                    partly=len(seated) - good,
                ),
            )
        groups.end_group(work, known, on=now.date())


def _catch_up(stage: Stage, dice: Dice, now: datetime, kind: GroupType, group: Group) -> None:
    """Let those who miss a chapter take it together, most of the time."""
    had = stored.chapters_had(stage.database, group.id)
    going = [
        each
        for each in stored.memberships_of(stage.database, group.id)
        if each.state is MembershipState.TAKING_PART
    ]
    for chapter in range(1, len(kind.chapters) + 1):
        missing = [
            each.id
            for each in going
            if not any(
                row.chapter == chapter and row.presence is Presence.PRESENT
                for row in had.get(each.id, ())
            )
        ]
        if missing and dice.chance(0.8):
            meetings.plan_catch_up(
                stage.work(group.leader, now),
                Meeting(
                    id=new_id(),
                    group_id=group.id,
                    held_on=now.date(),
                    starts_at=time(9, 30),
                    minutes=60,
                    chapter=chapter,
                    state=MeetingState.HELD,
                ),
                missing,
            )
