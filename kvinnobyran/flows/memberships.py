"""Coming into a group, changing it, and leaving it (domain.md G1-G4)."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from kvinnobyran.domain.circle import completion_faults, progress
from kvinnobyran.domain.faults import Fault, stopp
from kvinnobyran.domain.group import Group, GroupType, Role
from kvinnobyran.domain.ids import new_id
from kvinnobyran.domain.joining import joining_faults
from kvinnobyran.domain.membership import (
    ENDED,
    Membership,
    MembershipState,
    UnsuitablePair,
    may_move,
    membership_faults,
)
from kvinnobyran.domain.person import Person, person_faults
from kvinnobyran.flows.work import NO_REASONS, Reasons, Work, put, require, settle
from kvinnobyran.store import groups as stored


def save_membership(
    work: Work,
    membership: Membership,
    *,
    person: Person | None = None,
    reasons: Reasons = NO_REASONS,
    expect: int | None = None,
) -> Membership:
    """Write down somebody's place in a group; ``person`` is one who is new and has no case."""
    earlier = work.database.get(Membership, membership.id)
    faults = [
        *_life_faults(earlier, membership),
        *_same_faults(earlier, membership),
        *membership_faults(membership, today=work.today),
        *_group_faults(work, earlier, membership),
    ]
    if person is not None:
        faults += person_faults(person, today=work.today)
    settle(faults, reasons)
    with work.step("Deltagande i grupp", reasons) as tx:
        if person is not None:
            put(tx, person)
        put(tx, membership, expect=expect)
    return membership


def admit(work: Work, membership: Membership, *, reasons: Reasons = NO_REASONS) -> Membership:
    """Give somebody a seat."""
    return save_membership(
        work, replace(membership, state=MembershipState.ADMITTED), reasons=reasons
    )


def begin(work: Work, membership: Membership, *, on: date | None = None) -> Membership:
    """Let somebody who is admitted take part, from today or the group's first day (T2)."""
    group = work.database.get(Group, membership.group_id)
    first = max(on or work.today, group.starts_on) if group else on or work.today
    return save_membership(
        work, replace(membership, state=MembershipState.TAKING_PART, from_on=first)
    )


def complete(work: Work, membership: Membership, *, on: date | None = None) -> Membership:
    """Say that somebody has completed the group; a course only with every chapter (G3)."""
    return save_membership(
        work,
        replace(membership, state=MembershipState.COMPLETED, until_on=on or work.today),
    )


def remove_membership(work: Work, membership: Membership) -> None:
    """Take a line away that was written by mistake; who has been there stays."""
    require(
        not stored.of_membership(work.database, membership.id),
        lambda: stopp(
            "", "Det finns närvaro antecknad. Avbryt deltagandet i stället.", "domain.md 3.2"
        ),
    )
    require(
        stored.moved_on(work.database, membership.id) is None,
        lambda: stopp("", "Hon har gått vidare till en annan grupp.", "domain.md 3.2"),
    )
    with work.step("Ta bort deltagande") as tx:
        tx.delete(membership)


def change_group(
    work: Work,
    membership: Membership,
    to_group_id: str,
    *,
    on: date | None = None,
    reasons: Reasons = NO_REASONS,
) -> Membership:
    """Let somebody go on in another group of the same kind; her chapters come along (G3).

    Her children go with her. Returns her membership in the new group.
    """
    day = on or work.today
    moving = [membership, *_children_with(work, membership)]
    moves = [(each, _moved(each, to_group_id, day)) for each in moving]
    faults = _kind_faults(work, membership.group_id, to_group_id)
    for each, new in moves:
        faults += _life_faults(each, replace(each, state=MembershipState.MOVED), moving=True)
        faults += _joining(work, None, new, seat=True)
        faults += membership_faults(new, today=work.today)
    settle(faults, reasons)
    with work.step("Byt grupp", reasons) as tx:
        for each, new in moves:
            tx.update(_left(each, day))
            tx.insert(new)
    return moves[0][1]


def carry_over(
    work: Work,
    group: Group,
    to_group_id: str,
    membership_ids: Sequence[str],
    *,
    reasons: Reasons = NO_REASONS,
) -> list[Membership]:
    """Admit those who go on to the next term, as they stood in this one (A10)."""
    chosen = [
        each
        for each in stored.memberships_of(work.database, group.id)
        if each.id in set(membership_ids)
    ]
    new = [_again(each, to_group_id, work.today) for each in chosen]
    faults = _kind_faults(work, group.id, to_group_id)
    for place, each in enumerate(new):
        faults += _joining(work, None, each, seat=True, more=_adults(new[:place]))
    settle(faults, reasons)
    with work.step("För över till nästa termin", reasons) as tx:
        for each in new:
            tx.insert(each)
    return new


def note_unsuitable(
    work: Work, pair: UnsuitablePair, *, expect: int | None = None
) -> UnsuitablePair:
    """Mark two who should not meet in a group. Why is kept, and never shown in a group (G4)."""
    require(
        pair.one_id != pair.other_id,
        lambda: stopp("other_id", "Välj två olika personer.", "domain.md G4"),
    )
    with work.step("Märk olämplig kombination") as tx:
        put(tx, pair, expect=expect)
    return pair


def remove_unsuitable(work: Work, pair: UnsuitablePair) -> None:
    """Take the mark away."""
    with work.step("Ta bort märket om olämplig kombination") as tx:
        tx.delete(pair)


def _group_faults(work: Work, earlier: Membership | None, membership: Membership) -> list[Fault]:
    faults = _joining(work, earlier, membership)
    was = earlier.state if earlier else None
    begins = membership.state is MembershipState.TAKING_PART and was is not membership.state
    first = membership.from_on or work.today
    if begins and not stored.may_come(work.database, membership, first):
        faults.append(
            stopp(
                "state",
                "Samtycke från barnets vårdnadshavare saknas. Barnet kan antas, men inte delta än.",
                "domain.md T2",
            )
        )
    if membership.state is MembershipState.COMPLETED and was is not membership.state:
        faults += _chapter_faults(work, membership)
    return faults


def _joining(
    work: Work,
    earlier: Membership | None,
    membership: Membership,
    *,
    seat: bool = False,
    more: int = 0,
) -> list[Fault]:
    """Ask the rules of joining; with ``seat`` she stood somewhere before: only seats are asked."""
    group = work.database.get(Group, membership.group_id)
    kind = work.database.get(GroupType, group.type_id) if group else None
    if group is None or kind is None:
        return [stopp("group_id", "Gruppen finns inte längre.", "domain.md 3.1")]
    room = stored.room_in(work.database, membership)
    faults = joining_faults(
        kind,
        group,
        membership,
        stored.candidate_of(work.database, membership),
        replace(room, taken=room.taken + more),
        earlier=earlier.state if earlier else None,
    )
    if not seat:
        return list(faults)
    # Who goes on was asked whether she fits when she came the first time, and now only where.
    return [replace(each, field="group_id") for each in faults if each.source != "domain.md G1"]


def _chapter_faults(work: Work, membership: Membership) -> list[Fault]:
    group = work.database.get(Group, membership.group_id)
    kind = work.database.get(GroupType, group.type_id) if group else None
    if kind is None or not kind.chapters:
        return []
    rows = stored.chapters_had(work.database, membership.group_id).get(membership.id, ())
    return list(completion_faults(progress(rows, len(kind.chapters))))


def _life_faults(
    earlier: Membership | None, membership: Membership, *, moving: bool = False
) -> list[Fault]:
    if earlier is None:
        begins = membership.state not in ENDED
        drawn = begins
    else:
        begins = True
        drawn = may_move(earlier, membership.state)
    changed = earlier is None or earlier.state is not membership.state
    by_itself = membership.state is MembershipState.MOVED and changed and not moving
    if begins and drawn and not by_itself:
        return []
    return [stopp("state", "Den ordningen finns inte för ett deltagande.", "domain.md 3.2")]


def _same_faults(earlier: Membership | None, membership: Membership) -> list[Fault]:
    """Hold that a line stays about the same person in the same group."""
    if earlier is None or (earlier.person_id, earlier.group_id) == (
        membership.person_id,
        membership.group_id,
    ):
        return []
    return [stopp("person_id", "Byt grupp i stället för att ändra raden.", "domain.md G3")]


def _kind_faults(work: Work, from_id: str, to_id: str) -> list[Fault]:
    here, there = (work.database.get(Group, each) for each in (from_id, to_id))
    if here is None or there is None or here.id == there.id:
        return [stopp("group_id", "Välj en annan grupp.", "domain.md G3")]
    if here.type_id != there.type_id:
        return [stopp("group_id", "Grupperna är inte av samma sort.", "domain.md G3")]
    return []


def _children_with(work: Work, membership: Membership) -> list[Membership]:
    if membership.role is Role.CHILD:
        return []
    return [
        each
        for each in stored.memberships_of(work.database, membership.group_id)
        if each.role is Role.CHILD
        and each.with_id == membership.person_id
        and each.state not in ENDED
    ]


def _moved(membership: Membership, group_id: str, day: date) -> Membership:
    taking = membership.state is MembershipState.TAKING_PART
    return replace(
        membership,
        id=new_id(),
        group_id=group_id,
        from_on=day if taking else membership.from_on,
        until_on=None,
        moved_from_id=membership.id,
    )


def _left(membership: Membership, day: date) -> Membership:
    last = max(day, membership.from_on) if membership.from_on else day
    return replace(membership, state=MembershipState.MOVED, until_on=last)


def _again(membership: Membership, group_id: str, today: date) -> Membership:
    return replace(
        membership,
        id=new_id(),
        group_id=group_id,
        state=MembershipState.ADMITTED,
        asked_on=today,
        interview_on=None,
        from_on=None,
        until_on=None,
        end_reason="",
        moved_from_id=None,
    )


def _adults(memberships: Sequence[Membership]) -> int:
    return sum(each.role is not Role.CHILD for each in memberships)
