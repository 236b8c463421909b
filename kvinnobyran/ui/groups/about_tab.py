"""Om gruppen: its facts, what those who took part thought, and the deeds that change its life."""

from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from kvinnobyran.domain.group import Group, GroupState
from kvinnobyran.domain.meeting import GroupEvaluation
from kvinnobyran.flows.groups import end_group, remove_group
from kvinnobyran.flows.meetings import remove_evaluation
from kvinnobyran.store.groups import GroupView, groups_of_type
from kvinnobyran.ui.groups.meeting_sheets import evaluation_sheet
from kvinnobyran.ui.groups.people_sheets import next_term_sheet
from kvinnobyran.ui.groups.room import GroupRoom
from kvinnobyran.ui.groups.sheets import calling_off_sheet, group_sheet
from kvinnobyran.ui.kit.buttons import Button, Kind
from kvinnobyran.ui.kit.card import Card, Line
from kvinnobyran.ui.kit.columns import Piles
from kvinnobyran.ui.kit.flow import Flow
from kvinnobyran.ui.kit.icons import Icon
from kvinnobyran.ui.kit.sheet import Sheet, scrolled
from kvinnobyran.ui.kit.tokens import Space


class AboutTab(QWidget):
    """Two cards and a row of buttons."""

    def __init__(self, room: GroupRoom) -> None:
        super().__init__()
        self._room = room
        self.change = Button("Ändra", Kind.QUIET, icon=Icon.EDIT, then=self._change)
        self.facts = Card("Gruppen", icon=Icon.GROUPS, button=self.change, counted=False)
        self.facts.opened.connect(lambda _: self._change())
        self.evaluate = Button("Ny utvärdering", Kind.QUIET, icon=Icon.ADD, then=self._evaluate)
        self.evaluations = Card(
            "Utvärderingar",
            icon=Icon.STATISTICS,
            button=self.evaluate,
            empty="Räkna svaren på papper, utan namn, när ett kapitel eller gruppen är slut.",
            menu=self._more,
        )
        self.evaluations.opened.connect(self._open)
        self.next_term = Button("För över till nästa termin", then=self._next_term)
        self.end = Button("Avsluta gruppen", then=self._end)
        self.off = Button("Ställ in gruppen", then=lambda: room.edit(self.calling_off_sheet()))
        self.away = Button("Ta bort gruppen", Kind.QUIET, then=self._remove)
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.L)
        column.addWidget(Piles([self.facts, self.evaluations]))
        column.addWidget(Flow(self.next_term, self.end, self.off, self.away))
        column.addStretch(1)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, Space.M, 0, 0)
        whole.addWidget(scrolled(inside))

    def show_group(self, view: GroupView) -> None:
        """Show what is known of the group."""
        self.facts.show_lines(
            [Line(key=name, text=words, detail=name) for name, words in facts(view)]
        )
        self.evaluations.show_lines([_line(view, each) for each in view.evaluations])
        state = view.group.state
        self.next_term.setVisible(
            not view.kind.chapters and state in {GroupState.ONGOING, GroupState.ENDED}
        )
        self.end.setVisible(state is GroupState.ONGOING)
        self.off.setVisible(state in {GroupState.PLANNED, GroupState.INTAKE})
        self.away.setVisible(not view.members)

    def group_sheet(self) -> Sheet:
        """Return the sheet of the group's facts."""
        view = self._room.view
        return group_sheet(self._room.desk, [view.kind], view.group, head=view.head)

    def calling_off_sheet(self) -> Sheet:
        """Return the sheet that calls the group off."""
        return calling_off_sheet(self._room)

    def evaluation_sheet(self, record: str = "") -> Sheet:
        """Return the sheet of an evaluation, known or new."""
        known = next((each for each in self._room.view.evaluations if each.id == record), None)
        return evaluation_sheet(self._room, known)

    def _change(self) -> None:
        self._room.edit(self.group_sheet())

    def _evaluate(self) -> None:
        self._room.edit(self.evaluation_sheet())

    def _open(self, record: object) -> None:
        self._room.edit(self.evaluation_sheet(str(record)))

    def _more(self, record: object, menu: QMenu) -> None:
        evaluation = next(each for each in self._room.view.evaluations if each.id == record)
        menu.addAction("Ta bort").triggered.connect(
            lambda: self._room.run(remove_evaluation, evaluation, said="Utvärderingen är borttagen")
        )

    def _next_term(self) -> None:
        room, own = self._room, self._room.view.group

        def begin(found: list[Group]) -> None:
            others = [each for each in found if each.id != own.id]
            if others:
                room.edit(next_term_sheet(room, others))
            else:
                room.navigator.toast("Planera nästa termin under Grupper först.")

        room.desk.ask(groups_of_type, own.type_id, then=begin, owner=self)

    def _end(self) -> None:
        self._room.run(end_group, self._room.view.group, said="Gruppen är avslutad")

    def _remove(self) -> None:
        group = self._room.view.group
        self._room.desk.do(
            remove_group, group, then=self._gone, otherwise=self._room.refused, owner=self
        )

    def _gone(self, _: object) -> None:
        self._room.navigator.go("groups")
        self._room.navigator.toast("Gruppen är borttagen", undo=True)


def facts(view: GroupView) -> list[tuple[str, str]]:
    """Return what is known of a group, each with its name."""
    group, kind = view.group, view.kind
    leaders = [each for each in (group.leader, group.co_leader) if each]
    rows = [
        ("Sort", f"{kind.label}, {'sluten' if kind.closed else 'öppen'}"),
        ("Tid", _time(group)),
        ("Plats", ", ".join(each for each in (group.venue.label, group.place) if each)),
        ("Ledare", ", ".join(leaders) or "Inte bestämt"),
        (
            "Extern ledare",
            f"{group.external_leader} (utan inloggning)" if group.external_leader else "",
        ),
        ("Platser", _seats(view)),
        ("Varför inställd", group.end_reason if group.state is GroupState.CANCELLED else ""),
    ]
    return [(name, words) for name, words in rows if words]


def _time(group: Group) -> str:
    until = f" till {group.ends_on.isoformat()}" if group.ends_on else ""
    return f"Från {group.starts_on.isoformat()}{until}, {group.minutes} minuter"


def _seats(view: GroupView) -> str:
    seats = 1 if view.group.individual else view.group.seats
    return f"{view.seated} av {seats}" if seats is not None else f"{view.seated}, ingen gräns"


def _line(view: GroupView, each: GroupEvaluation) -> Line:
    about = view.kind.chapter(each.chapter) if each.chapter else "Hela gruppen"
    answers = each.good + each.partly + each.none
    return Line(
        key=each.id,
        text=f"{about}: {each.good} stor hjälp, {each.partly} viss, {each.none} ingen",
        detail=each.words,
        aside=f"{answers} svar, {each.made_on.isoformat()}",
        icon=Icon.STATISTICS,
    )
