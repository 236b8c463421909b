"""The groups that she and her children take part in, with their days on the timeline (A10, A12)."""

from collections.abc import Iterator

from PySide6.QtGui import QCursor
from PySide6.QtWidgets import QMenu, QWidget

from kvinnobyran.domain.group import Group, GroupState, Role
from kvinnobyran.domain.meeting import GroupAttendance, Meeting
from kvinnobyran.domain.membership import (
    ENDED,
    Membership,
    MembershipState,
    UnsuitablePair,
)
from kvinnobyran.domain.next_step import GroupPlace, Step
from kvinnobyran.store.dossier import Dossier
from kvinnobyran.ui.case.moment import Moment
from kvinnobyran.ui.case.part import Part
from kvinnobyran.ui.case.room import Room
from kvinnobyran.ui.kit.buttons import Button, Kind
from kvinnobyran.ui.kit.card import Card, Line
from kvinnobyran.ui.kit.icons import Icon

_KIND = "Grupp"


def place_in_group(dossier: Dossier) -> GroupPlace | None:
    """Return the group that she herself takes part in now, the one that began last."""
    names = {each.id: each.name for each in dossier.of(Group)}
    places = [
        each
        for each in dossier.of(Membership)
        if each.state is MembershipState.TAKING_PART and each.role is not Role.CHILD
    ]
    if not places:
        return None
    last = max(places, key=lambda each: (each.from_on or each.asked_on, each.id))
    return GroupPlace(names.get(last.group_id, ""), last.id)


def _cards(room: Room, dossier: Dossier) -> list[QWidget]:
    names = {each.id: each.name for each in dossier.of(Group)}
    button = Button("Till en grupp", Kind.QUIET, icon=Icon.ADD)
    button.clicked.connect(lambda: _choose(room, dossier, button))
    groups = Card(
        "Grupper",
        icon=Icon.GROUPS,
        empty="Trygghetscirkeln, Kvällskaféet och andra grupper som hon och barnen är med i.",
        button=button,
    )
    groups.show_lines(
        [
            Line(
                key=each,
                text=names.get(each.group_id, ""),
                detail=_detail(each),
                aside=_period(each),
                icon=Icon.PEOPLE if each.role is Role.CHILD else None,
            )
            for each in dossier.of(Membership)
        ]
    )
    groups.opened.connect(lambda each: _open(room, each))
    marks = Card("Bör inte träffa i grupp", icon=Icon.WARNING)
    marks.hide()
    _ask_marks(room, dossier, marks)
    return [groups, marks]


def _detail(membership: Membership) -> str:
    words = [membership.role.label, membership.state.label.lower()]
    if membership.end_reason and membership.state in ENDED:
        words.append(membership.end_reason)
    return " · ".join(words)


def _period(membership: Membership) -> str:
    first = membership.from_on or membership.asked_on
    return f"{first}–{membership.until_on}" if membership.until_on else f"från {first}"


def _ask_marks(room: Room, dossier: Dossier, card: Card) -> None:
    """Show the marks about her with their reasons: here, and never in a group (G4)."""
    from kvinnobyran.flows.memberships import remove_unsuitable
    from kvinnobyran.store.groups import pairs_of

    def show(found: list[UnsuitablePair]) -> None:
        card.show_lines(
            [
                Line(
                    key=each,
                    text=each.reason or "Inget skäl är skrivet",
                    detail=f"Märkt av {each.noted_by}",
                    aside=each.noted_on.isoformat(),
                    done_text="Ta bort märket",
                )
                for each in found
            ]
        )
        card.setVisible(bool(found))

    card.done.connect(lambda each: room.run(remove_unsuitable, each, said="Märket är borttaget"))
    room.desk.ask(pairs_of, dossier.person.id, then=show, owner=card)


def _choose(room: Room, dossier: Dossier, button: Button) -> None:
    """Offer the groups that are not over; choosing one goes there with her."""
    from kvinnobyran.store.groups import GroupRow, groups

    taken = {each.group_id for each in dossier.of(Membership) if each.role is not Role.CHILD}

    def offer(found: list[GroupRow]) -> None:
        open_ones = [
            each
            for each in found
            if each.state not in {GroupState.ENDED, GroupState.CANCELLED} and each.id not in taken
        ]
        if not open_ones:
            room.navigator.toast("Ingen grupp är planerad. Börja under Grupper.")
            return
        menu = QMenu(button)
        for each in open_ones:
            menu.addAction(each.name).triggered.connect(
                lambda _=False, group=each.id: _take_in(room, dossier, group)
            )
        menu.aboutToHide.connect(menu.deleteLater)
        shown = button.isVisible()
        menu.popup(button.mapToGlobal(button.rect().bottomLeft()) if shown else QCursor.pos())

    room.desk.ask(groups, room.desk.today, then=offer, owner=button)


def _take_in(room: Room, dossier: Dossier, group_id: str) -> None:
    room.navigator.open_page("group", group_id, focus=f"join:{dossier.person.id}")


def _open(room: Room, membership: Membership) -> None:
    room.navigator.open_page("group", membership.group_id, focus=membership.id)


def _open_attendance(room: Room, attendance: GroupAttendance) -> None:
    """Open the group whose meeting it was."""
    dossier = room.dossier
    meetings = dossier.of(Meeting) if dossier else ()
    group = next((each.group_id for each in meetings if each.id == attendance.meeting_id), "")
    if group:
        room.navigator.open_page("group", group)


def _to_group(room: Room, record: str) -> None:
    found = room.dossier.get(record) if room.dossier else None
    if isinstance(found, Membership):
        _open(room, found)


def _moments(dossier: Dossier) -> Iterator[Moment]:
    """Yield when each place began and ended, and the meetings that she was asked to herself."""
    names = {each.id: each.name for each in dossier.of(Group)}
    meetings = {each.id: each for each in dossier.of(Meeting)}
    hers = {each.id: each for each in dossier.of(Membership)}
    for each in hers.values():
        who = " (barn)" if each.role is Role.CHILD else ""
        what = f"{names.get(each.group_id, _KIND)}{who}"
        if each.from_on is not None:
            yield Moment(each.id, each.from_on, None, _KIND, what, "Började")
        if each.until_on is not None and each.state in ENDED:
            yield Moment(each.id, each.until_on, None, _KIND, what, each.state.label)
    for written in dossier.of(GroupAttendance):
        meeting, place = meetings.get(written.meeting_id), hers.get(written.membership_id)
        if meeting is None or place is None or place.role is Role.CHILD:
            continue
        chapter = f": kapitel {meeting.chapter}" if meeting.chapter else ""
        yield Moment(
            written.id,
            meeting.held_on,
            meeting.starts_at,
            _KIND,
            f"{names.get(meeting.group_id, _KIND)}{chapter}",
            written.presence.label,
        )


GROUPS = Part(
    key="groups",
    tables=frozenset({"group_membership", "group_attendance", "group_meeting", "support_group"}),
    cards={"sessions": _cards},
    opens={Membership: _open, GroupAttendance: _open_attendance},
    steps={Step.GROUP: _to_group},
    moments=_moments,
)
