"""Närvaro: the matrix, the word of the cell one is at, and who misses a chapter."""

from collections.abc import Hashable

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QHBoxLayout, QMenu, QStackedLayout, QVBoxLayout, QWidget

from kvinnobyran.domain.circle import Gap
from kvinnobyran.domain.meeting import GroupAttendance, Meeting, MeetingState, Presence
from kvinnobyran.domain.trouble import Trouble
from kvinnobyran.flows.meetings import everybody_present, set_presence
from kvinnobyran.store.groups import GroupView, elsewhere
from kvinnobyran.ui.groups.attendance import (
    LEGEND,
    SIGNS,
    cell_of,
    choices,
    grid,
    missing_of,
    turned,
)
from kvinnobyran.ui.groups.meeting_sheets import catch_up_sheet
from kvinnobyran.ui.groups.room import GroupRoom
from kvinnobyran.ui.kit import look
from kvinnobyran.ui.kit.buttons import Button
from kvinnobyran.ui.kit.card import Card, Line
from kvinnobyran.ui.kit.empty import Empty
from kvinnobyran.ui.kit.icons import Icon, picture
from kvinnobyran.ui.kit.label import IconLabel, Label, Voice
from kvinnobyran.ui.kit.matrix import Matrix
from kvinnobyran.ui.kit.sheet import scrolled
from kvinnobyran.ui.kit.tokens import Space

_LOWEST = 96


class MatrixTab(QWidget):
    """The matrix of a group. A change is seen at once and saved behind it."""

    def __init__(self, room: GroupRoom) -> None:
        super().__init__()
        self._room = room
        self._meetings: dict[str, Meeting] = {}
        self._written: dict[tuple[str, str], GroupAttendance] = {}
        self._gaps: dict[int, Gap] = {}
        self.matrix = Matrix("Närvaro")
        self.matrix.turned.connect(self._turn)
        self.matrix.filled.connect(self._fill)
        self.matrix.asked.connect(self._menu)
        self.matrix.moved.connect(self._say)
        self.here = Label("", Voice.STRONG)
        self.fill = Button("Alla närvarande", icon=Icon.CHECK, then=self._fill_here)
        self.fill.setToolTip("Skift+mellanslag")
        self.gaps = Card("Kapitel som saknas", icon=Icon.REMINDER)
        self.gaps.opened.connect(self._catch_up)
        self.empty = Empty(
            "Ingen närvaro än",
            "Lägg till deltagare och planera tillfällen, så fylls tabellen.",
            icon=Icon.GROUPS,
        )
        row = QHBoxLayout()
        row.setSpacing(Space.M)
        row.addWidget(self.here, 1)
        row.addWidget(self.fill)
        legend = QHBoxLayout()
        legend.setSpacing(Space.S)
        for icon, tone, words in LEGEND:
            legend.addWidget(IconLabel(icon, tone))
            legend.addWidget(Label(words, Voice.SMALL, wrap=False))
            legend.addSpacing(Space.S)
        legend.addWidget(
            Label("Mellanslag växlar. Skift+F10 visar alla svar.", Voice.SMALL, wrap=True), 1
        )
        filled = QWidget()
        column = QVBoxLayout(filled)
        column.setContentsMargins(0, Space.M, 0, 0)
        column.setSpacing(Space.S)
        column.addWidget(self.matrix, 3)
        column.addLayout(row)
        column.addLayout(legend)
        self._below = scrolled(self.gaps)
        look.follow(self._fit)
        column.addWidget(self._below, 2)
        self._stack = QStackedLayout(self)
        self._stack.setContentsMargins(0, 0, 0, 0)
        self._stack.addWidget(filled)
        self._stack.addWidget(self.empty)

    def show_group(self, view: GroupView) -> None:
        """Show the group as it stands."""
        made = grid(view, self._room.desk.today)
        self._meetings = {each.id: each for each in view.meetings}
        self._written = {(each.membership_id, each.meeting_id): each for each in view.attendance}
        self._stack.setCurrentIndex(0 if made.rows and made.columns else 1)
        self.matrix.show_all(made.rows, made.columns, made.cells)
        found = missing_of(view, made.states)
        self._gaps = {each.chapter: each for each in found}
        self.gaps.show_lines(
            [
                Line(
                    key=each.chapter,
                    text=each.words,
                    detail=view.kind.chapter(each.chapter),
                    icon=Icon.BOOKED,
                )
                for each in found
            ]
        )
        self.gaps.setVisible(bool(found))
        self._below.setVisible(bool(found))
        self._fit()

    def to_today(self) -> None:
        """Put the cursor at today's meeting, else the latest one, else the first."""
        today = self._room.desk.today
        past = [each for each in self._meetings.values() if each.held_on <= today]
        if past:
            self.matrix.go(None, max(past, key=lambda each: each.held_on).id)

    def _fit(self) -> None:
        """Leave most of the height to the matrix: the card shows three rows and scrolls."""
        rows = min(3, max(1, len(self._gaps)))
        self._below.setMinimumHeight(_LOWEST)
        self._below.setMaximumHeight(look.current().px(72 + rows * 48))

    def _turn(self, membership_id: Hashable, meeting_id: Hashable) -> None:
        meeting = self._meetings.get(str(meeting_id))
        if meeting is not None:
            written = self._written.get((str(membership_id), meeting.id))
            presence = turned(meeting, written, self._room.desk.today)
            self._put(str(membership_id), meeting, presence)

    def _put(self, membership_id: str, meeting: Meeting, presence: Presence | None) -> None:
        """Show an answer at once, and save it; if it is refused, say why and show what stands."""
        spot = (membership_id, meeting.id)
        self.matrix.put(membership_id, meeting.id, cell_of(presence))
        if presence is None:
            self._written.pop(spot, None)
        else:
            self._written[spot] = GroupAttendance(
                id="", meeting_id=meeting.id, membership_id=membership_id, presence=presence
            )
        self._room.desk.do(
            set_presence, meeting.id, membership_id, presence, otherwise=self._refused, owner=self
        )

    def _refused(self, trouble: Trouble) -> None:
        if self._room.found is not None:
            self.show_group(self._room.found)
        self._room.refused(trouble)

    def _fill_here(self) -> None:
        here = self.matrix.here()
        if here is not None:
            self._fill(here[1])
            self.matrix.setFocus()

    def _fill(self, meeting_id: Hashable) -> None:
        if str(meeting_id) in self._meetings:
            self._room.desk.do(
                everybody_present,
                str(meeting_id),
                then=self._filled,
                otherwise=self._room.refused,
                owner=self,
            )

    def _filled(self, number: int) -> None:
        words = "En är antecknad" if number == 1 else f"{number} är antecknade"
        self._room.navigator.toast(f"{words} som närvarande.", undo=True)

    def _menu(self, membership_id: Hashable, meeting_id: Hashable, place: QPoint) -> None:
        meeting = self._meetings.get(str(meeting_id))
        if meeting is None:
            return
        menu = QMenu(self)
        for presence in choices(meeting, self._room.desk.today):
            action = menu.addAction(picture(*SIGNS[presence]), presence.label)
            action.triggered.connect(
                lambda _=False, given=presence: self._put(str(membership_id), meeting, given)
            )
        menu.addAction("Ej registrerat").triggered.connect(
            lambda: self._put(str(membership_id), meeting, None)
        )
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(place)

    def _catch_up(self, chapter: object) -> None:
        gap = self._gaps[int(str(chapter))]
        room = self._room

        def begin(found: list[Meeting]) -> None:
            room.edit(catch_up_sheet(room, gap, found))

        room.desk.ask(
            elsewhere, room.view.group, gap.chapter, room.desk.today, then=begin, owner=self
        )

    def _say(self) -> None:
        """Say the whole answer of the cell one is at."""
        words = self.matrix.words()
        self.here.setText(words)
        here = self.matrix.here()
        meeting = self._meetings.get(str(here[1])) if here else None
        off = meeting is None or meeting.state is MeetingState.CANCELLED
        self.fill.setEnabled(
            not off and meeting is not None and meeting.held_on <= self._room.desk.today
        )
