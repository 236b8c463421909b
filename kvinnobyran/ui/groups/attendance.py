"""A group as a matrix: whose row, which meeting, and what each cell says. Pure, for tests."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from kvinnobyran.domain.circle import ChapterState, Gap, count, gaps, progress
from kvinnobyran.domain.dates import MONTHS
from kvinnobyran.domain.group import Role
from kvinnobyran.domain.meeting import (
    ATTENDED,
    GroupAttendance,
    Meeting,
    MeetingState,
    Presence,
    following,
)
from kvinnobyran.domain.membership import CAME, SEATED, MembershipState
from kvinnobyran.store.groups import GroupView, Member
from kvinnobyran.ui.kit.icons import Icon
from kvinnobyran.ui.kit.matrix_model import NOTHING, Cell, ColumnHead, RowHead

SIGNS: Final = {
    Presence.EXPECTED: (Icon.CLOCK, "info"),
    Presence.PRESENT: (Icon.CHECK, "ok"),
    Presence.EXCUSED: (Icon.MINUS, "warn"),
    Presence.ABSENT: (Icon.CLOSE, "danger"),
    Presence.LEFT: (Icon.CHEVRON_RIGHT, "warn"),
    Presence.SKIPPED: (Icon.MORE, "muted"),
}
ELSEWHERE: Final = Cell("tagen i en annan grupp", Icon.LINK, "ok", short="annan grupp")
ALONE: Final = Cell("tagen enskilt", Icon.PERSON, "ok", short="enskilt")
OFF: Final = Cell("inställt", turns=False)
AWAY: Final = Cell("deltog inte då", turns=False)
NOT_ASKED: Final = Cell("inte bjuden", turns=False)
NOT_PLANNED: Final = Cell("inte planerat", turns=False)
_SHORT: Final = {Presence.EXCUSED: "anmäld"}
LEGEND: Final = (
    (Icon.CHECK, "ok", "närvarande"),
    (Icon.MINUS, "warn", "anmäld frånvaro"),
    (Icon.CLOSE, "danger", "uteblev"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """What the matrix shows, and the chapters of each membership."""

    rows: tuple[RowHead, ...]
    columns: tuple[ColumnHead, ...]
    cells: dict[tuple[object, object], Cell]
    states: dict[str, tuple[ChapterState, ...]]


def grid(view: GroupView, today: date) -> Grid:
    """Return the group as a matrix; the key of a column without a meeting is its chapter."""
    there = {(each.membership_id, each.meeting_id): each for each in view.attendance}
    shown = [*(each for each in view.members if _has_row(each)), *view.guests]
    chapters = len(view.kind.chapters)
    states = {each.id: progress(view.had.get(each.id, ()), chapters) for each in shown if chapters}
    missing = _unplanned(view) if chapters else ()
    cells: dict[tuple[object, object], Cell] = {}
    for member in shown:
        for meeting in view.meetings:
            cells[member.id, meeting.id] = _cell(member, meeting, there, states)
        for chapter in missing:
            cells[member.id, chapter] = _ahead(states[member.id][chapter - 1])
    columns = [*(_head(each, shown, there, today) for each in view.meetings)]
    columns += [ColumnHead(n, f"Kapitel {n}", "inte planerat", "", f"kapitel {n}") for n in missing]
    return Grid(
        rows=tuple(_row(view, each, states, there) for each in shown),
        columns=tuple(columns),
        cells=cells,
        states=states,
    )


def cell_of(presence: Presence | None) -> Cell:
    """Return what an answer looks like."""
    if presence is None:
        return NOTHING
    icon, tone = SIGNS[presence]
    return Cell(presence.label.lower(), icon, tone, short=_SHORT.get(presence, ""))


def turned(meeting: Meeting, written: GroupAttendance | None, today: date) -> Presence | None:
    """Return what space makes of an answer. Before the day only "anmäld frånvaro" can be known."""
    presence = written.presence if written else None
    if meeting.held_on > today:
        nothing = Presence.EXPECTED if meeting.catch_up else None
        return nothing if presence is Presence.EXCUSED else Presence.EXCUSED
    return following(presence, invited=meeting.catch_up)


def choices(meeting: Meeting, today: date) -> tuple[Presence, ...]:
    """Return what the menu of a cell offers."""
    offered = [Presence.EXCUSED]
    if meeting.held_on <= today:
        offered = [Presence.PRESENT, Presence.EXCUSED, Presence.ABSENT, Presence.LEFT]
    if meeting.chapter is not None:
        offered.append(Presence.SKIPPED)
    return tuple(offered)


def missing_of(view: GroupView, states: dict[str, tuple[ChapterState, ...]]) -> tuple[Gap, ...]:
    """Return the chapters that the group has had and some of those who go on still miss."""
    going = {
        each.id: states[each.id]
        for each in view.members
        if each.membership.state is MembershipState.TAKING_PART and each.id in states
    }
    had = {
        each.chapter
        for each in view.meetings
        if each.chapter and each.state is MeetingState.HELD and not each.catch_up
    }
    asked = {
        (each.membership_id, meeting.chapter)
        for meeting in view.meetings
        for each in view.attendance
        if each.meeting_id == meeting.id and each.presence is Presence.EXPECTED
    }
    return tuple(
        Gap(chapter=gap.chapter, membership_ids=left)
        for gap in gaps(going, had)
        if (left := tuple(each for each in gap.membership_ids if (each, gap.chapter) not in asked))
    )


def short_day(day: date) -> str:
    """Return ``18 jan``.

    >>> short_day(date(2027, 1, 18))
    '18 jan'
    """
    return f"{day.day} {MONTHS[day.month - 1][:3]}"


def spoken_day(day: date) -> str:
    """Return ``18 januari``."""
    return f"{day.day} {MONTHS[day.month - 1]}"


def _has_row(member: Member) -> bool:
    return member.membership.state in CAME | SEATED and (
        member.membership.from_on is not None or member.membership.state in SEATED
    )


def _unplanned(view: GroupView) -> tuple[int, ...]:
    there = {
        each.chapter
        for each in view.meetings
        if each.state is not MeetingState.CANCELLED and not each.catch_up
    }
    return tuple(n for n in range(1, len(view.kind.chapters) + 1) if n not in there)


def _ahead(state: ChapterState) -> Cell:
    if state is ChapterState.INDIVIDUALLY:
        return replace(ALONE, turns=False)
    if state is ChapterState.IN_GROUP:
        return replace(ELSEWHERE, turns=False)
    return NOT_PLANNED


def _cell(
    member: Member,
    meeting: Meeting,
    there: dict[tuple[str, str], GroupAttendance],
    states: dict[str, tuple[ChapterState, ...]],
) -> Cell:
    written = there.get((member.id, meeting.id))
    if meeting.state is MeetingState.CANCELLED:
        return OFF
    if written is not None:
        return cell_of(written.presence)
    if meeting.catch_up or member.membership.group_id != meeting.group_id:
        return NOT_ASKED
    may = member.membership.there_on(meeting.held_on)
    taken = NOTHING
    if meeting.chapter is not None and member.id in states:
        state = states[member.id][meeting.chapter - 1]
        taken = {
            ChapterState.IN_GROUP: ELSEWHERE,
            ChapterState.INDIVIDUALLY: ALONE,
        }.get(state, NOTHING)
    if may:
        return taken
    return AWAY if taken is NOTHING else replace(taken, turns=False)


def _row(
    view: GroupView,
    member: Member,
    states: dict[str, tuple[ChapterState, ...]],
    there: dict[tuple[str, str], GroupAttendance],
) -> RowHead:
    membership = member.membership
    marked = member.unsuitable or member.id in view.without_consent
    if member.id in states:
        own = states[member.id]
        aside = f"{count(own)} av {len(own)}"
    else:
        held = [
            each
            for each in view.meetings
            if each.state is MeetingState.HELD and membership.there_on(each.held_on)
        ]
        came = sum(_came(there.get((member.id, each.id))) for each in held)
        aside = f"{came} av {len(held)}"
    spoken = member.name
    if member.unsuitable:
        spoken += ", olämplig kombination"
    if member.id in view.without_consent:
        spoken += ", samtycke saknas"
    return RowHead(
        key=member.id,
        title=member.name,
        aside=aside,
        under=membership.role is Role.CHILD,
        mark=Icon.WARNING if marked else None,
        spoken=spoken,
    )


def _head(
    meeting: Meeting,
    shown: Iterable[Member],
    there: dict[tuple[str, str], GroupAttendance],
    today: date,
) -> ColumnHead:
    expected = [each for each in shown if _expected(each, meeting, there)]
    came = sum(_came(there.get((each.id, meeting.id))) for each in expected)
    foot = f"{came} av {len(expected)}"
    if meeting.state is MeetingState.CANCELLED:
        foot = "inställt"
    elif meeting.held_on > today:
        foot = "planerat"
    day = short_day(meeting.held_on)
    if meeting.chapter is None:
        return ColumnHead(meeting.id, day, meeting.theme, foot, spoken_day(meeting.held_on))
    title = f"Kapitel {meeting.chapter}" + (" igen" if meeting.catch_up else "")
    spoken = f"kapitel {meeting.chapter}" + (
        f" tas igen {spoken_day(meeting.held_on)}" if meeting.catch_up else ""
    )
    return ColumnHead(meeting.id, title, day, foot, spoken)


def _expected(
    member: Member, meeting: Meeting, there: dict[tuple[str, str], GroupAttendance]
) -> bool:
    if meeting.catch_up or member.membership.group_id != meeting.group_id:
        return (member.id, meeting.id) in there
    return member.membership.there_on(meeting.held_on)


def _came(written: GroupAttendance | None) -> bool:
    return written is not None and written.presence in ATTENDED
