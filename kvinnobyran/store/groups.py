"""Questions about groups: the list, one group with all that its page shows, and one evening."""

import json
from dataclasses import dataclass
from datetime import date, time

from kvinnobyran.domain.circle import ChapterRow
from kvinnobyran.domain.consent import ConsentPurpose
from kvinnobyran.domain.evening import apart
from kvinnobyran.domain.group import Group, GroupState, GroupType, Role
from kvinnobyran.domain.joining import Candidate, Room
from kvinnobyran.domain.meeting import GroupAttendance, GroupEvaluation, Meeting
from kvinnobyran.domain.membership import ENDED, SEATED, Membership, UnsuitablePair, listed_as
from kvinnobyran.domain.person import Person
from kvinnobyran.domain.volunteer import Volunteer, VolunteerHours
from kvinnobyran.store.kin import children_of
from kvinnobyran.store.reader import Reader
from kvinnobyran.store.shields import shielded_persons
from kvinnobyran.store.trappan import verdict_for


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupRow:
    """A line of the list of groups. ``seated`` and ``waiting`` are adults."""

    id: str
    name: str
    kind: str
    state: GroupState
    individual: bool
    starts_on: date
    ends_on: date | None
    seats: int | None
    seated: int
    waiting: int
    next_on: date | None
    next_at: time | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """A membership with what its person is called on lists, and nothing more of her.

    ``code`` is that of the case it belongs to. ``unsuitable`` tells that somebody marked her and
    another one in the group; why is not asked here (G4).
    """

    membership: Membership
    name: str
    code: str
    protected: bool
    unsuitable: bool

    @property
    def id(self) -> str:
        """Return the id of the membership."""
        return self.membership.id


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupView:
    """One group as it stood at journal head ``head``.

    ``members`` are adults first, each mother's children after her. ``guests`` are those who
    came from another group to take a chapter. ``had`` are the chapters of each membership,
    wherever they were taken. ``without_consent`` are children who may not come today.
    """

    group: Group
    kind: GroupType
    members: tuple[Member, ...]
    guests: tuple[Member, ...]
    meetings: tuple[Meeting, ...]
    attendance: tuple[GroupAttendance, ...]
    had: dict[str, tuple[ChapterRow, ...]]
    evaluations: tuple[GroupEvaluation, ...]
    without_consent: frozenset[str]
    head: int

    @property
    def seated(self) -> int:
        """Return how many adults have a seat."""
        return sum(
            each.membership.state in SEATED and each.membership.role is not Role.CHILD
            for each in self.members
        )


_LIST = """
    SELECT g.id, g.name, t.label AS kind, g.state, g.individual, g.starts_on, g.ends_on, g.seats,
        (SELECT count(*) FROM group_membership AS m WHERE m.group_id = g.id AND m.role <> 'child'
            AND m.state IN ('admitted', 'taking_part')) AS seated,
        (SELECT count(*) FROM group_membership AS m WHERE m.group_id = g.id AND m.role <> 'child'
            AND m.state IN ('interest', 'interview', 'queued')) AS waiting,
        n.held_on AS next_on, n.starts_at AS next_at
        FROM support_group AS g JOIN group_type AS t ON t.id = g.type_id
        LEFT JOIN group_meeting AS n ON n.id = (
            SELECT p.id FROM group_meeting AS p WHERE p.group_id = g.id AND p.state = 'planned'
                AND p.held_on >= ? ORDER BY p.held_on, p.starts_at, p.rowid LIMIT 1)
        ORDER BY g.starts_on DESC, g.name, g.rowid
"""
_CHAPTERS = """
    WITH RECURSIVE chain (final, id) AS (
        SELECT id, id FROM group_membership WHERE group_id = ?
        UNION SELECT c.final, m.moved_from_id FROM chain AS c
            JOIN group_membership AS m ON m.id = c.id WHERE m.moved_from_id IS NOT NULL)
    SELECT c.final AS membership_id, t.chapter, a.presence, t.held_on,
        (g.individual = 1 OR (t.catch_up = 1 AND (
            SELECT count(*) FROM group_attendance AS x
                WHERE x.meeting_id = t.id AND x.presence = 'present') = 1)) AS alone
        FROM chain AS c JOIN group_attendance AS a ON a.membership_id = c.id
        JOIN group_meeting AS t ON t.id = a.meeting_id
        JOIN support_group AS g ON g.id = t.group_id
        WHERE t.chapter IS NOT NULL AND t.state <> 'cancelled'
        ORDER BY t.held_on, t.rowid
"""
_GUESTS = """
    SELECT DISTINCT m.* FROM group_membership AS m
        JOIN group_attendance AS a ON a.membership_id = m.id
        JOIN group_meeting AS t ON t.id = a.meeting_id
        WHERE t.group_id = ?1 AND m.group_id <> ?1 ORDER BY m.asked_on, m.rowid
"""

_DAYS = """
    WITH RECURSIVE chain (id) AS (
        SELECT ?1
        UNION SELECT m.moved_from_id FROM chain AS c JOIN group_membership AS m ON m.id = c.id
            WHERE m.moved_from_id IS NOT NULL)
    SELECT t.held_on FROM chain AS c JOIN group_attendance AS a ON a.membership_id = c.id
        JOIN group_meeting AS t ON t.id = a.meeting_id
        WHERE a.presence IN ('present', 'left') AND t.state <> 'cancelled' ORDER BY t.held_on
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Day:
    held_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class _Code:
    id: str
    code: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Pair:
    one_id: str
    other_id: str


def types(reader: Reader) -> list[GroupType]:
    """Return every kind of group, those that are no longer offered last."""
    return reader.all(
        GroupType, "SELECT * FROM group_type ORDER BY retired_on IS NOT NULL, label, rowid"
    )


def groups(reader: Reader, today: date) -> list[GroupRow]:
    """Return every group with its next meeting, the newest first."""
    return reader.all(GroupRow, _LIST, (today.isoformat(),))


def groups_of_type(reader: Reader, type_id: str) -> list[Group]:
    """Return the groups of a kind that are not over, the soonest first."""
    return reader.all(
        Group,
        "SELECT * FROM support_group WHERE type_id = ? AND state NOT IN ('ended', 'cancelled')"
        " ORDER BY starts_on, name, rowid",
        (type_id,),
    )


def memberships_of(reader: Reader, group_id: str) -> list[Membership]:
    """Return everybody who is, was or wants to be in a group, in the order they asked."""
    return reader.all(
        Membership,
        "SELECT * FROM group_membership WHERE group_id = ? ORDER BY asked_on, rowid",
        (group_id,),
    )


def meetings_of(reader: Reader, group_id: str) -> list[Meeting]:
    """Return a group's meetings in order of time."""
    return reader.all(
        Meeting,
        "SELECT * FROM group_meeting WHERE group_id = ?"
        " ORDER BY held_on, coalesce(starts_at, ''), catch_up, rowid",
        (group_id,),
    )


def attendance_at(reader: Reader, meeting_id: str) -> list[GroupAttendance]:
    """Return what is written down about who was at a meeting."""
    return reader.all(
        GroupAttendance, "SELECT * FROM group_attendance WHERE meeting_id = ? ORDER BY id",
        (meeting_id,),
    )  # fmt: skip


def attendance_of(reader: Reader, meeting_id: str, membership_id: str) -> GroupAttendance | None:
    """Return how it went for one participant at one meeting, None when nothing is written."""
    return reader.one(
        GroupAttendance,
        "SELECT * FROM group_attendance WHERE meeting_id = ? AND membership_id = ?",
        (meeting_id, membership_id),
    )


def of_membership(reader: Reader, membership_id: str) -> list[GroupAttendance]:
    """Return everything written about one participant's attendance."""
    return reader.all(
        GroupAttendance,
        "SELECT * FROM group_attendance WHERE membership_id = ? ORDER BY id",
        (membership_id,),
    )


def days_attended(reader: Reader, membership_id: str) -> list[date]:
    """Return the days on which somebody was there, in this group and those she came from."""
    return [each.held_on for each in reader.all(_Day, _DAYS, (membership_id,))]


def chapters_had(reader: Reader, group_id: str) -> dict[str, tuple[ChapterRow, ...]]:
    """Return what each membership of a group has had of the chapters, here and before (G3)."""
    found: dict[str, list[ChapterRow]] = {}
    for row in reader.all(ChapterRow, _CHAPTERS, (group_id,)):
        found.setdefault(row.membership_id, []).append(row)
    return {membership: tuple(rows) for membership, rows in found.items()}


def evaluations_of(reader: Reader, group_id: str) -> list[GroupEvaluation]:
    """Return a group's evaluations, the newest first."""
    return reader.all(
        GroupEvaluation,
        "SELECT * FROM group_evaluation WHERE group_id = ? ORDER BY made_on DESC, rowid DESC",
        (group_id,),
    )


def candidate_of(reader: Reader, membership: Membership) -> Candidate:
    """Gather what the rules ask about somebody who wants to come (G1)."""
    person = reader.get(Person, membership.person_id)
    return Candidate(
        birth=person.birth if person else None,
        children=tuple(each.birth for each in children_of(reader, membership.person_id)),
        assessed=bool(
            reader.value(
                "SELECT EXISTS (SELECT 1 FROM violence_exposure AS v JOIN support_case AS c"
                " ON c.id = v.case_id WHERE c.person_id = ? AND v.asked = 'yes')",
                (membership.person_id,),
            )
        ),
    )


def room_in(reader: Reader, membership: Membership) -> Room:
    """Gather what the rules ask about a group somebody wants to come to (G2, G4)."""
    others = [
        each for each in memberships_of(reader, membership.group_id) if _is_other(each, membership)
    ]
    here = [each for each in others if each.state not in ENDED]
    return Room(
        taken=sum(each.state in SEATED and each.role is not Role.CHILD for each in others),
        same=any(each.person_id == membership.person_id for each in others),
        unsuitable=bool(
            _unsuitable(reader, [membership.person_id, *(each.person_id for each in here)])
            & {membership.person_id}
        ),
    )


def group_view(reader: Reader, group_id: str, today: date, *, head: int) -> GroupView | None:
    """Return all that the page of a group shows, or None when it is not there."""
    group = reader.get(Group, group_id)
    kind = reader.get(GroupType, group.type_id) if group else None
    if group is None or kind is None:
        return None
    memberships = memberships_of(reader, group_id)
    guests = reader.all(Membership, _GUESTS, (group_id,))
    named = members(reader, [*memberships, *guests])
    own = [each for each in named if each.membership.group_id == group_id]
    return GroupView(
        group=group,
        kind=kind,
        members=seated_order(own),
        guests=tuple(each for each in named if each.membership.group_id != group_id),
        meetings=tuple(meetings_of(reader, group_id)),
        attendance=tuple(
            reader.all(
                GroupAttendance,
                "SELECT a.* FROM group_attendance AS a JOIN group_meeting AS t"
                " ON t.id = a.meeting_id WHERE t.group_id = ? ORDER BY a.id",
                (group_id,),
            )
        ),
        had=chapters_had(reader, group_id),
        evaluations=tuple(evaluations_of(reader, group_id)),
        without_consent=frozenset(
            each.id
            for each in memberships
            if kind.with_children and not may_come(reader, each, today)
        ),
        head=head,
    )


def may_come(reader: Reader, membership: Membership, on: date) -> bool:
    """Tell whether a child has a ground for coming on a day; adults need none (T2, T6)."""
    if membership.role is not Role.CHILD:
        return True
    return verdict_for(reader, membership.person_id, on, ConsentPurpose.EVENING_CAFE).allowed


def members(reader: Reader, memberships: list[Membership]) -> list[Member]:
    """Return memberships with what each is called on a list (G6)."""
    protected = shielded_persons(reader)
    codes = {
        row.id: row.code
        for row in reader.all(
            _Code,
            "SELECT DISTINCT c.id, c.code FROM support_case AS c"
            " JOIN group_membership AS m ON m.case_id = c.id",
        )
    }
    by_group: dict[str, list[str]] = {}
    for each in memberships:
        by_group.setdefault(each.group_id, []).append(each.person_id)
    marked = {group: _unsuitable(reader, persons) for group, persons in by_group.items()}
    people = _people(reader, memberships)
    called = []
    for number, each in enumerate(memberships, 1):
        person = people.get(each.person_id)
        called.append(
            ""
            if person is None
            else listed_as(person, each, protected=each.person_id in protected, number=number)
        )
    return [
        Member(
            membership=each,
            name=name,
            code=codes.get(each.case_id or "", ""),
            protected=each.person_id in protected,
            unsuitable=each.person_id in marked[each.group_id],
        )
        for each, name in zip(memberships, apart(called), strict=True)
    ]


def seated_order(every: list[Member]) -> tuple[Member, ...]:
    """Return the adults in the order of their names, each with her children after her."""
    adults = sorted((each for each in every if not _is_child(each)), key=_by_name)
    rows: list[Member] = []
    for adult in adults:
        rows.append(adult)
        hers = adult.membership.person_id
        rows += sorted(
            (each for each in every if _is_child(each) and each.membership.with_id == hers),
            key=_by_name,
        )
    return (*rows, *(each for each in sorted(every, key=_by_name) if each not in rows))


def names_in_group(reader: Reader, group_id: str) -> frozenset[str]:
    """Return every name of everybody who was ever in a group (G5)."""
    rows = reader.all(
        Person,
        "SELECT DISTINCT p.* FROM person AS p JOIN group_membership AS m ON m.person_id = p.id"
        " WHERE m.group_id = ?1 OR m.id IN (SELECT a.membership_id FROM group_attendance AS a"
        " JOIN group_meeting AS t ON t.id = a.meeting_id WHERE t.group_id = ?1)",
        (group_id,),
    )
    chosen = (each.shown_as for each in memberships_of(reader, group_id))
    names = {name for each in rows for name in (each.first_name, each.last_name, each.alias)}
    return frozenset(name for name in {*names, *chosen} if name)


def helpers_at(reader: Reader, meeting_id: str) -> list[tuple[VolunteerHours, Volunteer]]:
    """Return the volunteers of a meeting who have not called off, in the order of their names."""
    hours = reader.all(
        VolunteerHours,
        "SELECT h.* FROM volunteer_hours AS h JOIN volunteer AS v ON v.id = h.volunteer_id"
        " WHERE h.meeting_id = ? AND h.state <> 'cancelled' ORDER BY v.name, h.rowid",
        (meeting_id,),
    )
    found = ((each, reader.get(Volunteer, each.volunteer_id)) for each in hours)
    return [(each, volunteer) for each, volunteer in found if volunteer is not None]


def hours_at(reader: Reader, meeting_id: str) -> list[VolunteerHours]:
    """Return all hours of volunteers at a meeting."""
    return reader.all(
        VolunteerHours,
        "SELECT * FROM volunteer_hours WHERE meeting_id = ? ORDER BY id",
        (meeting_id,),
    )


def active_volunteers(reader: Reader, on: date) -> list[Volunteer]:
    """Return who is a volunteer on a day."""
    return reader.all(
        Volunteer,
        "SELECT * FROM volunteer WHERE since <= ?1 AND (until IS NULL OR until >= ?1)"
        " ORDER BY name, rowid",
        (on.isoformat(),),
    )


def elsewhere(reader: Reader, group: Group, chapter: int, today: date) -> list[Meeting]:
    """Return coming meetings of other groups of the same kind that are about a chapter (5.6)."""
    return reader.all(
        Meeting,
        "SELECT t.* FROM group_meeting AS t JOIN support_group AS g ON g.id = t.group_id"
        " WHERE g.type_id = ? AND g.id <> ? AND g.individual = 0 AND t.chapter = ?"
        " AND t.state = 'planned' AND t.held_on >= ? ORDER BY t.held_on, t.starts_at, t.rowid",
        (group.type_id, group.id, chapter, today.isoformat()),
    )


def moved_on(reader: Reader, membership_id: str) -> Membership | None:
    """Return the membership that goes on from one, or None."""
    return reader.one(
        Membership,
        "SELECT * FROM group_membership WHERE moved_from_id = ?",
        (membership_id,),
    )


def pairs_of(reader: Reader, person_id: str) -> list[UnsuitablePair]:
    """Return the marks about somebody with their reasons: for her own case only (G4)."""
    return reader.all(
        UnsuitablePair,
        "SELECT * FROM unsuitable_pair WHERE ?1 IN (one_id, other_id) ORDER BY noted_on, rowid",
        (person_id,),
    )


def share_a_group(reader: Reader, one: str, other: str) -> bool:
    """Tell whether two persons are in the same group: they cannot become one there (G2, I5)."""
    return bool(
        reader.value(
            "SELECT EXISTS (SELECT 1 FROM group_membership AS a JOIN group_membership AS b"
            " ON b.group_id = a.group_id WHERE a.person_id = ? AND b.person_id = ?)",
            (one, other),
        )
    )


def _people(reader: Reader, memberships: list[Membership]) -> dict[str, Person]:
    """Return the persons of memberships by their ids, asked for at once."""
    asked = json.dumps([each.person_id for each in memberships])
    rows = reader.all(
        Person,
        "SELECT * FROM person WHERE id IN (SELECT value FROM json_each(?))",
        (asked,),
    )
    return {each.id: each for each in rows}


def _unsuitable(reader: Reader, persons: list[str]) -> frozenset[str]:
    """Return who of these is marked together with another of them. Why is never read (G4)."""
    among = frozenset(persons)
    pairs = reader.all(_Pair, "SELECT one_id, other_id FROM unsuitable_pair")
    return frozenset(
        person
        for pair in pairs
        if pair.one_id in among and pair.other_id in among
        for person in (pair.one_id, pair.other_id)
    )


def _is_other(each: Membership, membership: Membership) -> bool:
    return each.id != membership.id


def _is_child(member: Member) -> bool:
    return member.membership.role is Role.CHILD


def _by_name(member: Member) -> str:
    return member.name.casefold()
