"""Deltagare: who takes part, who waits, and what can be done about each."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from kvinnobyran.domain.circle import count, progress
from kvinnobyran.domain.group import Group, GroupState, Role
from kvinnobyran.domain.membership import ENDED, WAITING, MembershipState
from kvinnobyran.flows.memberships import admit, begin, complete, remove_membership
from kvinnobyran.store.groups import GroupView, Member, groups_of_type
from kvinnobyran.store.joining import Joinable, joinable
from kvinnobyran.ui.groups.people_sheets import (
    joining_sheet,
    membership_sheet,
    moving_sheet,
    statement_sheet,
    unsuitable_sheet,
)
from kvinnobyran.ui.groups.room import GroupRoom
from kvinnobyran.ui.kit.buttons import Button, Kind
from kvinnobyran.ui.kit.empty import Empty
from kvinnobyran.ui.kit.flow import Flow
from kvinnobyran.ui.kit.icons import Icon
from kvinnobyran.ui.kit.table import Column, Table
from kvinnobyran.ui.kit.tokens import Space


class PeopleTab(QWidget):
    """A table of everybody, and buttons for the one that the cursor is at."""

    def __init__(self, room: GroupRoom) -> None:
        super().__init__()
        self._room = room
        self.new = Button("Ny deltagare", icon=Icon.ADD, then=self.add)
        self.admit = Button("Ta in", then=self._admit)
        self.begin = Button("Börjar delta", then=self._begin)
        self.complete = Button("Fullföljt", then=self._complete)
        self.move_ = Button("Byt grupp", then=self._move)
        self.statement = Button("Intyg", icon=Icon.PRINT, then=self._statement)
        self.pair = Button("Olämplig kombination", Kind.QUIET, then=self._pair)
        self.case = Button("Öppna ärendet", Kind.QUIET, then=self._case)
        self.away = Button("Ta bort raden", Kind.QUIET, then=self._remove)
        self.table: Table[Member] = Table(
            "Deltagare",
            (
                Column(title="Namn på listor", text=self._name, width=20),
                Column(title="Roll", text=lambda row: row.membership.role.label, width=8),
                Column(title="Läge", text=lambda row: row.membership.state.label, width=14),
                Column(title="Kapitel", text=self._chapters, width=8),
                Column(title="Från", text=_from, width=10),
                Column(title="Ärende", text=lambda row: row.code, width=10),
                Column(title="Att veta", text=self._marks),
            ),
            empty=Empty(
                "Inga deltagare än",
                "Ny deltagare tar in någon ur ett ärende, eller någon utan.",
                icon=Icon.PEOPLE,
            ),
        )
        self.table.opened.connect(lambda row: room.edit(membership_sheet(room, row)))
        self.table.chosen.connect(self._chosen)
        row = Flow(
            self.new,
            self.admit,
            self.begin,
            self.complete,
            self.move_,
            self.statement,
            self.pair,
            self.case,
            self.away,
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(0, Space.M, 0, 0)
        column.setSpacing(Space.M)
        column.addWidget(row)
        column.addWidget(self.table, 1)

    def show_group(self, view: GroupView) -> None:
        """Show who is in the group: those who go on first, then who waits, then who has left."""
        order = {False: 0, True: 2}
        rows = sorted(
            view.members,
            key=lambda each: (
                1 if each.membership.state in WAITING else order[each.membership.state in ENDED]
            ),
        )
        self.table.show_rows(rows)
        self._chosen(self.table.current())

    def add(self, person_id: str = "") -> None:
        """Begin with a new participant, who may be chosen already."""

        def begin(found: list[Joinable]) -> None:
            self._room.edit(joining_sheet(self._room, found, person_id=person_id))

        self._room.desk.ask(joinable, then=begin, owner=self)

    def open_member(self, membership_id: str, kind: str = "") -> None:
        """Open somebody's place, or the sheet about her that is half written."""
        self.table.choose(membership_id)
        row = self.table.current()
        if row is None or row.id != membership_id:
            return
        if kind == "group_moving":
            self._move()
        elif kind == "group_statement":
            self._room.edit(statement_sheet(self._room, row))
        elif kind:
            self._room.edit(membership_sheet(self._room, row))

    def _chosen(self, row: Member | None) -> None:
        """Offer what can be done with somebody as she stands."""
        state = row.membership.state if row else None
        chapters = bool(self._room.found and self._room.found.kind.chapters)
        adult = row is not None and row.membership.role is not Role.CHILD
        self.admit.setVisible(state in WAITING)
        ongoing = self._room.found is not None and (
            self._room.found.group.state is GroupState.ONGOING
        )
        self.begin.setVisible(state is MembershipState.ADMITTED and ongoing)
        self.complete.setVisible(state is MembershipState.TAKING_PART)
        self.move_.setVisible(row is not None and state not in ENDED)
        self.statement.setVisible(adult and state not in WAITING and (chapters or row is not None))
        self.pair.setVisible(row is not None)
        self.case.setVisible(bool(row and row.membership.case_id))
        self.away.setVisible(row is not None)

    def _admit(self) -> None:
        row = self.table.current()
        if row is not None:
            desk = self._room.desk
            desk.do(
                admit,
                row.membership,
                then=lambda _: self._room.navigator.toast("Hon är antagen.", undo=True),
                # A rule that wants a reason is answered on the sheet.
                otherwise=lambda _: self._room.edit(membership_sheet(self._room, row)),
                owner=self,
            )

    def _begin(self) -> None:
        row = self.table.current()
        if row is not None:
            self._room.run(begin, row.membership, said="Deltar från idag")

    def _complete(self) -> None:
        row = self.table.current()
        if row is not None:
            self._room.run(complete, row.membership, said="Fullföljt")

    def _move(self) -> None:
        row = self.table.current()
        if row is None:
            return
        room, own = self._room, self._room.view.group

        def begin(found: list[Group]) -> None:
            others = [each for each in found if each.id != own.id]
            if others:
                room.edit(moving_sheet(room, row, others))
            else:
                room.navigator.toast("Det finns ingen annan grupp av samma sort att byta till.")

        room.desk.ask(groups_of_type, own.type_id, then=begin, owner=self)

    def _statement(self) -> None:
        row = self.table.current()
        if row is not None:
            self._room.edit(statement_sheet(self._room, row))

    def _pair(self) -> None:
        row = self.table.current()
        if row is not None:
            self._room.edit(unsuitable_sheet(self._room, row))

    def _case(self) -> None:
        row = self.table.current()
        if row is not None and row.membership.case_id:
            self._room.navigator.open_case(row.membership.case_id)

    def _remove(self) -> None:
        row = self.table.current()
        if row is not None:
            self._room.run(remove_membership, row.membership, said="Raden är borttagen")

    def _name(self, row: Member) -> str:
        child = row.membership.role is Role.CHILD
        return f"\N{EM SPACE}{row.name}" if child else row.name

    def _chapters(self, row: Member) -> str:
        view = self._room.found
        if view is None or not view.kind.chapters:
            return ""
        chapters = len(view.kind.chapters)
        return f"{count(progress(view.had.get(row.id, ()), chapters))} av {chapters}"

    def _marks(self, row: Member) -> str:
        view = self._room.found
        words = []
        if row.unsuitable:
            words.append("Olämplig kombination")
        if view is not None and row.id in view.without_consent:
            words.append("Samtycke saknas")
        elif view is not None and _may_begin(view, row):
            words.append("Samtycke finns: kan börja delta")
        if row.protected:
            words.append("Skyddad")
        if row.membership.moved_from_id:
            words.append("Kom från en annan grupp")
        return ", ".join(words)


def _may_begin(view: GroupView, row: Member) -> bool:
    """Tell whether a child waits for nothing any more in a group that goes on."""
    return (
        row.membership.role is Role.CHILD
        and row.membership.state is MembershipState.ADMITTED
        and view.group.state is GroupState.ONGOING
    )


def _from(row: Member) -> str:
    day = row.membership.from_on
    return day.isoformat() if day else ""
