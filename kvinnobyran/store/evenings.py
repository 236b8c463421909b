"""What is put on the sheet of one evening, and what Idag and a course's paper ask (5.7, G6)."""

from dataclasses import dataclass

from kvinnobyran.domain.evening import Evening, Guest, Helper, age_words, in_order
from kvinnobyran.domain.group import Group, GroupType, Role
from kvinnobyran.domain.meeting import Meeting, Presence
from kvinnobyran.domain.person import Person
from kvinnobyran.store.groups import (
    Member,
    attendance_at,
    helpers_at,
    may_come,
    members,
    memberships_of,
    seated_order,
)
from kvinnobyran.store.reader import Reader

_NOT_COMING = frozenset({Presence.EXCUSED, Presence.ABSENT, Presence.SKIPPED})


@dataclass(frozen=True, slots=True, kw_only=True)
class EveningView:
    """An evening, and the names of the children who are not on it for want of consent."""

    evening: Evening
    without_consent: tuple[str, ...] = ()


def evening_of(reader: Reader, meeting_id: str) -> EveningView | None:
    """Return who is expected at a meeting: who has said no, or may not come, is not counted."""
    meeting = reader.get(Meeting, meeting_id)
    group = reader.get(Group, meeting.group_id) if meeting else None
    kind = reader.get(GroupType, group.type_id) if group else None
    if meeting is None or group is None or kind is None:
        return None
    away = {
        each.membership_id
        for each in attendance_at(reader, meeting_id)
        if each.presence in _NOT_COMING
    }
    every = seated_order(members(reader, memberships_of(reader, group.id)))
    coming = [
        each for each in every if each.membership.seated_on(meeting.held_on) and each.id not in away
    ]
    allowed = [each for each in coming if may_come(reader, each.membership, meeting.held_on)]
    names = {each.membership.person_id: each.name for each in every}
    leaders = [meeting.leader or group.external_leader or group.leader, group.co_leader]
    if meeting.leader == "" and group.external_leader:
        leaders = [group.external_leader, group.leader, group.co_leader]
    return EveningView(
        evening=Evening(
            title=kind.label,
            day=meeting.held_on,
            starts_at=meeting.starts_at,
            minutes=meeting.minutes,
            theme=meeting.theme,
            guests=in_order(_guest(reader, each, meeting, names) for each in allowed),
            leaders=tuple(dict.fromkeys(name for name in leaders if name)),
            helpers=tuple(
                Helper(name=volunteer.name, kind=hours.kind)
                for hours, volunteer in helpers_at(reader, meeting_id)
            ),
        ),
        without_consent=tuple(each.name for each in coming if each not in allowed),
    )


def _guest(reader: Reader, member: Member, meeting: Meeting, names: dict[str, str]) -> Guest:
    membership = member.membership
    child = membership.role is Role.CHILD
    person = reader.get(Person, membership.person_id) if child else None
    return Guest(
        name=member.name,
        role=membership.role,
        age=age_words(person.birth if person else None, meeting.held_on) if child else "",
        allergies=" ".join(membership.allergies.split()),
        with_name=names.get(membership.with_id or "", ""),
    )
