"""Planning meetings, saying how they went, and who was there (domain.md G2, G3, G5)."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from kvinnobyran.domain.faults import Fault, stopp
from kvinnobyran.domain.group import OVER, Group, GroupType
from kvinnobyran.domain.ids import new_id
from kvinnobyran.domain.meeting import (
    ATTENDED,
    GroupAttendance,
    GroupEvaluation,
    Meeting,
    MeetingState,
    Presence,
    attendance_faults,
    evaluation_faults,
    may_become,
    meeting_faults,
    note_faults,
)
from kvinnobyran.domain.membership import Membership
from kvinnobyran.domain.trouble import Refused
from kvinnobyran.domain.volunteer import (
    HelpKind,
    HoursState,
    Volunteer,
    VolunteerHours,
    hours_faults,
)
from kvinnobyran.flows.work import NO_REASONS, Reasons, Work, put, require, settle
from kvinnobyran.store import groups as stored
from kvinnobyran.store.transaction import Transaction


def plan_meetings(work: Work, group: Group, days: Sequence[date]) -> list[Meeting]:
    """Plan meetings on these days; a course goes on with the chapter after the last one planned.

    A day that the group meets already is left as it is.
    """
    kind = _kind(work, group)
    known = [each for each in stored.meetings_of(work.database, group.id) if not each.catch_up]
    there = {each.held_on for each in known if each.state is not MeetingState.CANCELLED}
    done = max((each.chapter or 0 for each in known if each.held_on in there), default=0)
    planned: list[Meeting] = []
    for day in sorted(set(days) - there):
        chapter = done + len(planned) + 1 if kind.chapters else None
        if chapter is not None and chapter > len(kind.chapters):
            break
        planned.append(
            Meeting(
                id=new_id(),
                group_id=group.id,
                held_on=day,
                starts_at=group.starts_at,
                minutes=group.minutes,
                chapter=chapter,
            )
        )
    require(
        bool(planned),
        lambda: stopp("days", "Det finns inget tillfälle att planera.", "domain.md A10"),
    )
    require(
        group.state not in OVER,
        lambda: stopp("days", "Gruppen är slut eller inställd.", "domain.md 3.2"),
    )
    with work.step("Planera tillfällen") as tx:
        for each in planned:
            tx.insert(each)
    return planned


def save_meeting(
    work: Work,
    meeting: Meeting,
    *,
    helpers: Mapping[str, HelpKind] | None = None,
    reasons: Reasons = NO_REASONS,
    expect: int | None = None,
) -> Meeting:
    """Plan one meeting or say how it went. The note is about the group (G5).

    ``helpers`` are the volunteers by their ids and what they do; None leaves them as they are.
    """
    faults = _meeting_faults(work, meeting)
    settle([*faults, *_helper_faults(work, meeting, helpers or {})], reasons)
    with work.step("Tillfälle", reasons) as tx:
        put(tx, meeting, expect=expect)
        if helpers is not None:
            _put_helpers(tx, meeting, helpers)
        _keep_hours(tx, meeting)
    return meeting


def cancel_meeting(work: Work, meeting: Meeting, reason: str) -> Meeting:
    """Call a meeting off, and say why (A10)."""
    return save_meeting(work, replace(meeting, state=MeetingState.CANCELLED, reason=reason.strip()))


def remove_meeting(work: Work, meeting: Meeting) -> None:
    """Take a meeting away that was planned by mistake."""
    written = stored.attendance_at(work.database, meeting.id)
    require(
        not any(each.presence in ATTENDED for each in written),
        lambda: stopp("", "Det finns närvaro antecknad. Ställ in i stället.", "domain.md 3.1"),
    )
    with work.step("Ta bort tillfälle") as tx:
        for each in written:
            tx.delete(each)
        for hours in stored.hours_at(tx, meeting.id):
            tx.delete(hours)
        tx.delete(meeting)


def set_presence(
    work: Work, meeting_id: str, membership_id: str, presence: Presence | None
) -> GroupAttendance | None:
    """Write how it went for one participant; None takes it away again.

    The first answer of a day that has come says that the meeting took place.
    """
    meeting = work.database.get(Meeting, meeting_id)
    membership = work.database.get(Membership, membership_id)
    if meeting is None or membership is None:
        raise Refused((stopp("presence", "Tillfället finns inte längre.", "domain.md 3.1"),))
    if presence is not None:
        settle(_presence_faults(work, meeting, membership, presence))
    with work.step("Närvaro") as tx:
        return _write(work, tx, meeting, membership, presence)


def everybody_present(work: Work, meeting_id: str) -> int:
    """Say that everybody was there of whom nothing is written yet; return how many that is.

    A child without consent, and who was not taking part that day, is left out (G2, T2).
    """
    meeting = work.database.get(Meeting, meeting_id)
    if meeting is None:
        return 0
    written = {
        each.membership_id
        for each in stored.attendance_at(work.database, meeting_id)
        if each.presence is not Presence.EXPECTED
    }
    invited = {
        each.membership_id for each in stored.attendance_at(work.database, meeting_id)
    } - written
    those = [
        each
        for each in stored.memberships_of(work.database, meeting.group_id)
        if each.id not in written and (each.id in invited or not meeting.catch_up)
    ]
    those = [each for each in those if not _presence_faults(work, meeting, each, Presence.PRESENT)]
    require(
        bool(those),
        lambda: stopp("presence", "Det finns ingen kvar att anteckna.", "domain.md G2"),
    )
    with work.step("Alla närvarande") as tx:
        for each in those:
            _write(work, tx, meeting, each, Presence.PRESENT)
    return len(those)


def plan_catch_up(
    work: Work, meeting: Meeting, membership_ids: Sequence[str], *, reasons: Reasons = NO_REASONS
) -> Meeting:
    """Plan a meeting for those who miss a chapter, alone or together (G3).

    A day that has been says that they were there.
    """
    meeting = replace(meeting, catch_up=True)
    memberships = [
        each
        for each in stored.memberships_of(work.database, meeting.group_id)
        if each.id in set(membership_ids)
    ]
    presence = Presence.PRESENT if meeting.state is MeetingState.HELD else Presence.EXPECTED
    faults = _meeting_faults(work, meeting)
    if not memberships:
        faults.append(stopp("who", "Välj vem som ska ta igen kapitlet.", "domain.md G3"))
    for each in memberships:
        faults += _presence_faults(work, meeting, each, presence)
    settle(faults, reasons)
    with work.step("Ta igen kapitel", reasons) as tx:
        put(tx, meeting)
        for each in memberships:
            _write(work, tx, meeting, each, presence)
    return meeting


def visit(work: Work, membership_ids: Sequence[str], meeting_id: str) -> Meeting:
    """Let somebody take a chapter at another group's meeting (G3)."""
    meeting = work.database.get(Meeting, meeting_id)
    guests = [work.database.get(Membership, each) for each in dict.fromkeys(membership_ids)]
    known = [each for each in guests if each is not None]
    if meeting is None or not known:
        raise Refused((stopp("who", "Välj vem som ska ta igen kapitlet.", "domain.md G3"),))
    settle(
        fault
        for each in known
        for fault in _presence_faults(work, meeting, each, Presence.EXPECTED)
    )
    with work.step("Ta igen kapitel i en annan grupp") as tx:
        for each in known:
            _write(work, tx, meeting, each, Presence.EXPECTED)
    return meeting


def save_evaluation(
    work: Work,
    evaluation: GroupEvaluation,
    *,
    reasons: Reasons = NO_REASONS,
    expect: int | None = None,
) -> GroupEvaluation:
    """Save answers on paper, counted; what is written about them names nobody (G5)."""
    names = stored.names_in_group(work.database, evaluation.group_id)
    named = [replace(each, field="words") for each in note_faults(evaluation.words, names)]
    settle([*evaluation_faults(evaluation, today=work.today), *named], reasons)
    with work.step("Utvärdering av grupp", reasons) as tx:
        put(tx, evaluation, expect=expect)
    return evaluation


def remove_evaluation(work: Work, evaluation: GroupEvaluation) -> None:
    """Take an evaluation away that was written by mistake."""
    with work.step("Ta bort utvärdering") as tx:
        tx.delete(evaluation)


_HOURS = {
    MeetingState.PLANNED: HoursState.PLANNED,
    MeetingState.HELD: HoursState.GIVEN,
    MeetingState.CANCELLED: HoursState.CANCELLED,
}


_FIELDS = {HelpKind.DINNER: "cooking", HelpKind.CHILDREN: "children"}
"""What the form calls those who do each."""


def _helper_faults(work: Work, meeting: Meeting, helpers: Mapping[str, HelpKind]) -> list[Fault]:
    """Check those who are chosen anew, as their hours are checked anywhere else (P2)."""
    known = {each.volunteer_id for each in stored.hours_at(work.database, meeting.id)}
    faults = {
        replace(fault, field=_FIELDS.get(kind, "cooking")): None
        for each, kind in helpers.items()
        if each not in known
        for fault in hours_faults(
            _hours(meeting, each, kind), work.database.get(Volunteer, each), today=work.today
        )
    }
    return list(faults)


def _hours(meeting: Meeting, volunteer_id: str, kind: HelpKind) -> VolunteerHours:
    return VolunteerHours(
        id=new_id(),
        volunteer_id=volunteer_id,
        meeting_id=meeting.id,
        day=meeting.held_on,
        minutes=meeting.minutes,
        kind=kind,
        state=_HOURS[meeting.state],
    )


def _put_helpers(tx: Transaction, meeting: Meeting, helpers: Mapping[str, HelpKind]) -> None:
    known = {each.volunteer_id: each for each in stored.hours_at(tx, meeting.id)}
    for gone in known.keys() - helpers.keys():
        tx.delete(known[gone])
    for volunteer, kind in helpers.items():
        there = known.get(volunteer)
        if there is None:
            tx.insert(_hours(meeting, volunteer, kind))
        elif there.kind is not kind:
            tx.update(replace(there, kind=kind))


def _keep_hours(tx: Transaction, meeting: Meeting) -> None:
    """Let the hours of the volunteers follow what became of the meeting (R6)."""
    for each in stored.hours_at(tx, meeting.id):
        # Who said that she cannot come did not come because the meeting was held.
        stays = each.state is HoursState.CANCELLED and meeting.state is MeetingState.HELD
        state = each.state if stays else _HOURS[meeting.state]
        kept = replace(each, day=meeting.held_on, state=state)
        if kept != each:
            tx.update(kept)


def _write(
    work: Work,
    tx: Transaction,
    meeting: Meeting,
    membership: Membership,
    presence: Presence | None,
) -> GroupAttendance | None:
    known = stored.attendance_of(tx, meeting.id, membership.id)
    if presence is None:
        if known is not None:
            tx.delete(known)
        return None
    if known is None:
        written = GroupAttendance(
            id=new_id(), meeting_id=meeting.id, membership_id=membership.id, presence=presence
        )
        tx.insert(written)
    else:
        written = replace(known, presence=presence)
        tx.update(written)
    standing = tx.get(Meeting, meeting.id)
    came = presence in ATTENDED and meeting.held_on <= work.today
    if came and standing is not None and standing.state is MeetingState.PLANNED:
        held = replace(standing, state=MeetingState.HELD)
        tx.update(held)
        _keep_hours(tx, held)
    return written


def _presence_faults(
    work: Work, meeting: Meeting, membership: Membership, presence: Presence
) -> list[Fault]:
    guest = membership.group_id != meeting.group_id
    faults = list(
        attendance_faults(
            meeting,
            membership,
            presence,
            consent=stored.may_come(work.database, membership, meeting.held_on),
            guest=guest,
            today=work.today,
        )
    )
    if guest:
        here = work.database.get(Group, meeting.group_id)
        there = work.database.get(Group, membership.group_id)
        if here is None or there is None or here.type_id != there.type_id:
            faults.append(stopp("presence", "Grupperna är inte av samma sort.", "domain.md G3"))
    return faults


def _meeting_faults(work: Work, meeting: Meeting) -> list[Fault]:
    group = work.database.get(Group, meeting.group_id)
    if group is None:
        return [stopp("group_id", "Gruppen finns inte längre.", "domain.md 3.1")]
    earlier = work.database.get(Meeting, meeting.id)
    faults: list[Fault] = []
    if earlier is not None and not may_become(earlier.state, meeting.state):
        faults.append(
            stopp(
                "state",
                "Tillfället har redan ett svar. Planera ett nytt i stället.",
                "domain.md 3.1",
            )
        )
    chapters = len(_kind(work, group).chapters)
    faults += meeting_faults(meeting, chapters=chapters, today=work.today)
    if earlier is None or earlier.note != meeting.note:
        faults += note_faults(meeting.note, stored.names_in_group(work.database, group.id))
    if meeting.state is MeetingState.CANCELLED:
        faults += _came_faults(work, meeting)
    return faults


def _came_faults(work: Work, meeting: Meeting) -> list[Fault]:
    written = stored.attendance_at(work.database, meeting.id)
    if not any(each.presence in ATTENDED for each in written):
        return []
    return [stopp("state", "Någon har varit där. Ta bort närvaron först.", "domain.md 3.1")]


def _kind(work: Work, group: Group) -> GroupType:
    """Return the kind of a group. Raises :class:`Refused` when it is not there."""
    kind = work.database.get(GroupType, group.type_id)
    if kind is None:
        raise Refused((stopp("type_id", "Välj vad det är för grupp.", "domain.md 3.1"),))
    return kind
