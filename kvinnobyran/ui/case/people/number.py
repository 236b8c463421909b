"""Her personal identity number, only where the office has switched it on (I3)."""

from collections.abc import Hashable
from functools import partial

from PySide6.QtWidgets import QMenu

from kvinnobyran.domain.identity_number import IdentityNumber
from kvinnobyran.domain.settings import IDENTITY_NUMBERS
from kvinnobyran.flows.identity_numbers import remove_identity_number, save_identity_number
from kvinnobyran.store.dossier import Dossier
from kvinnobyran.store.office import setting
from kvinnobyran.ui.case.around import saving, shown
from kvinnobyran.ui.case.part import Part
from kvinnobyran.ui.case.room import Room
from kvinnobyran.ui.kit.buttons import Button, Kind
from kvinnobyran.ui.kit.card import Card, Line
from kvinnobyran.ui.kit.editors import LineEdit, TextEdit
from kvinnobyran.ui.kit.form import Field
from kvinnobyran.ui.kit.icons import Icon
from kvinnobyran.ui.kit.sheet import Sheet


def _contacts(room: Room, dossier: Dossier) -> list[Card]:
    """Show that there is one, never which; nothing at all where the office keeps none."""
    numbers = dossier.of(IdentityNumber)
    made = Card(
        "Personnummer",
        icon=Icon.KEY,
        empty="Inget är sparat. Spara det bara om det behövs.",
        button=Button("Anteckna", Kind.QUIET, then=lambda: room.open("identity_number")),
        menu=partial(_menu, room),
    )
    made.show_lines(
        [Line(key=each, text="Sparat", detail=each.reason, icon=Icon.KEY) for each in numbers]
    )
    made.opened.connect(lambda number: room.open("identity_number", number.id))
    made.hide()
    room.desk.ask(setting, IDENTITY_NUMBERS, then=lambda on: made.setVisible(on == "1"), owner=made)
    return [made]


def _menu(room: Room, key: Hashable, menu: QMenu) -> None:
    if isinstance(key, IdentityNumber):
        menu.addAction("Ta bort numret").triggered.connect(
            lambda: room.run(remove_identity_number, key, said="Numret är borttaget")
        )


def _sheet(room: Room, record: str) -> Sheet:
    around = room.around
    known = next((each for each in around.dossier.of(IdentityNumber) if each.id == record), None)
    number = known or IdentityNumber(id=record, person_id=around.dossier.person.id)
    sheet = Sheet(
        around.desk,
        "Personnummer",
        [
            Field("number", "Personnummer, samordningsnummer eller reservnummer", LineEdit()),
            Field("reason", "Varför behövs det?", TextEdit(lines=2)),
        ],
        lead="Spara det bara om det verkligen behövs. Ingen sökning visar det, och det göms bakom"
        " lösenordet för den som har skydd.",
        kind="identity_number",
        record=number.id,
        savings=[saving(around, "Spara", save_identity_number, number, said="Numret är sparat")],
        belongs_to=around.belongs_to,
    )
    sheet.begin(shown(number))
    return sheet


def _whose(room: Room, record: str) -> str:
    numbers = room.around.dossier.of(IdentityNumber)
    return next((each.person_id for each in numbers if each.id == record), "")


NUMBER = Part(
    key="number",
    tables=frozenset({"identity_number", "setting"}),
    cards={"contacts": _contacts},
    sheets={"identity_number": _sheet},
    opens={IdentityNumber: lambda room, number: room.open("identity_number", number.id)},
    guarded={"identity_number": _whose},
)
