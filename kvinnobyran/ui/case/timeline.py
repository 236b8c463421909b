"""One chronological list of everything in the case: the moments of all parts."""

from collections import Counter

from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from kvinnobyran.domain.next_step import when
from kvinnobyran.store.dossier import Dossier
from kvinnobyran.ui.case.moment import Moment
from kvinnobyran.ui.case.part import Part
from kvinnobyran.ui.case.room import Room
from kvinnobyran.ui.kit import look
from kvinnobyran.ui.kit.editors import CodeBox, Option
from kvinnobyran.ui.kit.empty import Empty
from kvinnobyran.ui.kit.icons import Icon
from kvinnobyran.ui.kit.label import Label, Voice
from kvinnobyran.ui.kit.table import Column, Table
from kvinnobyran.ui.kit.tokens import Space

_ALL = ""
_LEAST = 150
"""The least height of the table in logical pixels at text size 100 %: a few of its rows."""
_COLUMNS = (
    Column[Moment](
        title="När",
        text=lambda row: row.shown or when(row.day, row.at),
        sort=lambda row: row.day,
        width=17,
    ),
    Column[Moment](title="Vad", text=lambda row: row.what),
    Column[Moment](title="Läge", text=lambda row: row.state),
)


class Timeline(QWidget):
    """Everything, newest first, or one kind of it; Enter opens what a line is about."""

    def __init__(self, room: Room, dossier: Dossier) -> None:
        super().__init__()
        self._room = room
        self._moments = room.moments(dossier)
        counted = Counter(moment.kind for moment in self._moments)
        self.kinds = CodeBox(
            [
                Option(_ALL, f"Allt ({len(self._moments)})"),
                *(Option(kind, f"{kind} ({counted[kind]})") for kind in sorted(counted)),
            ],
            nothing=None,
        )
        self.kinds.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.kinds.setMinimumContentsLength(22)
        self.kinds.setAccessibleName("Visa i tidslinjen")
        self.kinds.set_value(room.kept.get("timeline", _ALL))
        self.kinds.edited.connect(self._choose)
        self.table: Table[Moment] = Table(
            "Tidslinje", _COLUMNS, empty=Empty("Inget har hänt än.", icon=Icon.HISTORY)
        )
        self.table.opened.connect(lambda moment: room.find(moment.id))
        row = QHBoxLayout()
        row.setSpacing(Space.S)
        label = Label("Visa", Voice.LABEL, wrap=False)
        label.setBuddy(self.kinds)
        row.addWidget(label)
        row.addWidget(self.kinds)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.M)
        column.addLayout(row)
        column.addWidget(self.table, 1)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)
        self._show()
        look.follow(self._fit)

    def _fit(self) -> None:
        self.table.setMinimumHeight(look.current().px(_LEAST))

    def _choose(self) -> None:
        self._room.kept["timeline"] = self.kinds.value()
        self._show()

    def _show(self) -> None:
        kind = self.kinds.value()
        self.table.show_rows([moment for moment in self._moments if kind in {_ALL, moment.kind}])


TIMELINE = Part(
    key="timeline",
    cards={"timeline": lambda room, dossier: [Timeline(room, dossier)]},
)
