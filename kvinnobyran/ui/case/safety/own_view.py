"""Her own file as she would get it: what may endanger a child is not in it (scenario 26, T9)."""

from PySide6.QtWidgets import QWidget

from kvinnobyran.store.dossier import Dossier
from kvinnobyran.store.own_view import hers
from kvinnobyran.ui.case.cards import card
from kvinnobyran.ui.case.part import Part
from kvinnobyran.ui.case.reading import Passage, Unfolding
from kvinnobyran.ui.case.room import Room
from kvinnobyran.ui.kit.buttons import Button, Kind
from kvinnobyran.ui.kit.icons import Icon

TITLE = "Hennes egen akt"


def her_lines(room: Room, dossier: Dossier) -> list[str]:
    """Return what she would see happened, newest first: the very lines, through her own view."""
    return [
        f"{moment.shown or moment.day}  {moment.what}: {moment.state.lower()}"
        for moment in room.moments(hers(dossier))
    ]


def _overview(room: Room, dossier: Dossier) -> list[QWidget]:
    def passage(_: str) -> Passage:
        return Passage(TITLE, [("", "\n".join(her_lines(room, dossier)))])

    unfolding: Unfolding[str] = Unfolding(passage)
    made = card(
        TITLE,
        [],
        lambda _: None,
        icon=Icon.SHOW,
        empty="Det hon får se om hon ber om sin akt.",
        button=Button("Visa eller dölj", Kind.QUIET, then=lambda: unfolding.unfold(TITLE)),
    )
    made.body.addWidget(unfolding)
    return [made]


OWN_VIEW = Part(key="own_view", cards={"overview": _overview})
