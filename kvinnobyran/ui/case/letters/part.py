"""Letters: written here, looked at as they will be printed, and kept as handed out (S1–S3)."""

from PySide6.QtWidgets import QWidget

from kvinnobyran.store.dossier import Dossier
from kvinnobyran.ui.case.cards import buttons
from kvinnobyran.ui.case.part import Part
from kvinnobyran.ui.case.room import Room
from kvinnobyran.ui.kit.buttons import Button
from kvinnobyran.ui.kit.icons import Icon
from kvinnobyran.ui.kit.sheet import Sheet


def _documents(room: Room, _: Dossier) -> list[QWidget]:
    return [buttons(Button("Skriv brev …", icon=Icon.MAIL, then=lambda: room.open("letter")))]


def _sheet(room: Room, record: str) -> Sheet:
    from kvinnobyran.ui.case.letters.sheet import letter_sheet

    return letter_sheet(room.around, record)


LETTERS = Part(key="letters", cards={"documents": _documents}, sheets={"letter": _sheet})
