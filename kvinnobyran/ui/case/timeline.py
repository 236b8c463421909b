"""One chronological list of everything in the case: the moments of all parts."""

from PySide6.QtWidgets import QSizePolicy

from kvinnobyran.domain.next_step import when
from kvinnobyran.store.dossier import Dossier
from kvinnobyran.ui.case.moment import Moment
from kvinnobyran.ui.case.part import Part
from kvinnobyran.ui.case.room import Room
from kvinnobyran.ui.kit.empty import Empty
from kvinnobyran.ui.kit.icons import Icon
from kvinnobyran.ui.kit.table import Column, Table

_COLUMNS = (
    Column[Moment](
        title="När",
        text=lambda row: row.shown or when(row.day, row.at),
        sort=lambda row: row.day,
        width=17,
    ),
    Column[Moment](title="Vad", text=lambda row: row.what),
    Column[Moment](title="Läge", text=lambda row: row.state, width=18),
)


def _timeline(room: Room, dossier: Dossier) -> list[Table[Moment]]:
    table: Table[Moment] = Table(
        "Tidslinje", _COLUMNS, empty=Empty("Inget har hänt än.", icon=Icon.HISTORY)
    )
    table.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)
    table.show_rows(room.moments(dossier))
    table.opened.connect(lambda moment: room.find(moment.id))
    return [table]


TIMELINE = Part(key="timeline", cards={"timeline": _timeline})
