"""The tab of documents: a place to drop files on, and what is there already."""

from collections.abc import Callable, Hashable, Iterator, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QVBoxLayout, QWidget

from kvinnobyran.domain.child_file import ChildNote
from kvinnobyran.domain.document import About, Document, in_words
from kvinnobyran.domain.documentation import Kept, documentation_faults
from kvinnobyran.flows.documents import bring_in, take_away
from kvinnobyran.flows.plain_files import MOST_MEGABYTES
from kvinnobyran.store.database import Database
from kvinnobyran.store.dossier import Dossier
from kvinnobyran.ui.case.cards import card
from kvinnobyran.ui.case.documents.sheets import COPY, copy_sheet, document_sheet
from kvinnobyran.ui.case.moment import Moment
from kvinnobyran.ui.case.part import Part
from kvinnobyran.ui.case.room import Room
from kvinnobyran.ui.kit.buttons import Button
from kvinnobyran.ui.kit.card import Line
from kvinnobyran.ui.kit.files import ask_files
from kvinnobyran.ui.kit.icons import Icon
from kvinnobyran.ui.kit.label import Label, Voice
from kvinnobyran.ui.kit.notice import Notice, Tone
from kvinnobyran.ui.kit.sheet import Sheet
from kvinnobyran.ui.kit.tokens import Space

MOST_AT_ONCE = 10
_TOO_MANY = f"Högst {MOST_AT_ONCE} filer i taget. Inget har sparats."
_HINT = (
    f"Släpp en fil här, eller välj den. Högst {MOST_MEGABYTES} MB. Filen kopieras in krypterad;"
    " originalet rörs inte."
)

AskFiles = Callable[[QWidget, str], Sequence[Path]]


class Intake(QFrame):
    """Where files come in: a button, and a place to drop them on."""

    def __init__(self, room: Room, *, ask: AskFiles = ask_files) -> None:
        super().__init__()
        self._room = room
        self._ask = ask
        self.setProperty("ground", "card")
        self.setAccessibleName("Lägg till dokument")
        self.setAcceptDrops(True)
        self.button = Button("Lägg till dokument …", icon=Icon.ADD, then=self._choose)
        self.notice = Notice()
        self.notice.hide()
        row = QHBoxLayout()
        row.setSpacing(Space.M)
        row.addWidget(self.button)
        row.addWidget(Label(_HINT, Voice.MUTED), 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.L, Space.M, Space.L, Space.M)
        column.setSpacing(Space.S)
        column.addLayout(row)
        column.addWidget(self.notice)

    def take(self, paths: Sequence[Path]) -> None:
        """Bring files in, one after the other; a single one is shown to be described."""
        self.notice.hide()
        if len(paths) > MOST_AT_ONCE:
            self.notice.say(_TOO_MANY, Tone.WARN)
            self.notice.show()
            return
        # The first that is in builds the tab anew: what comes after it is told by the room.
        room, brought = self._room, list[Document]()
        case_id = room.around.case.id
        for path in paths:
            then = partial(_show_brought, room, path) if len(paths) == 1 else brought.append
            room.desk.do(bring_in, case_id, path, then=then, otherwise=room.refused)
        if len(paths) > 1:
            room.desk.ask(_nothing, then=partial(_tell_of_several, room, brought))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files from this computer and nothing else."""
        if _files_of(event):
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()
            self.setProperty("ground", "tint")
            self.style().polish(self)

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """Go on taking what was taken at the edge."""
        event.acceptProposedAction()

    def dragLeaveEvent(self, event: object) -> None:
        """Look as before."""
        self._calm()

    def dropEvent(self, event: QDropEvent) -> None:
        """Copy the files in; what was dragged stays where it is."""
        self._calm()
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()
        self.take(_files_of(event))

    def _choose(self) -> None:
        paths = self._ask(self, "Lägg till dokument")
        if paths:
            self.take(paths)

    def _calm(self) -> None:
        self.setProperty("ground", "card")
        self.style().polish(self)


def _show_brought(room: Room, path: Path, document: Document) -> None:
    room.edit(document_sheet(room.around, document, original=path))


def _tell_of_several(room: Room, brought: Sequence[Document], _: object) -> None:
    if brought:
        room.navigator.toast(
            f"{len(brought)} dokument är inlagda, krypterade. Originalen ligger kvar"
            " okrypterade där de låg."
        )


def _nothing(_: Database) -> None:
    """Answer when everything that was asked before is answered."""


def _files_of(event: QDropEvent) -> list[Path]:
    """Return the files that are dragged, or nothing if anything else is among them."""
    urls = event.mimeData().urls()
    return [Path(url.toLocalFile()) for url in urls] if all(u.isLocalFile() for u in urls) else []


def _cards(room: Room, dossier: Dossier) -> list[QWidget]:
    faults = documentation_faults(dossier.case.documentation, Kept.DOCUMENT, "name")
    head: QWidget = Notice(faults[0].sentence, Tone.INFO) if faults else Intake(room)
    shown = card(
        "Dokument",
        [_line(document) for document in _shown_here(dossier)],
        lambda document: _show(room, document),
        icon=Icon.REPORT,
        empty="Inga dokument än. Det du lägger till krypteras och ligger i registret.",
        menu=partial(_menu, room),
    )
    return [head, shown]


def _shown_here(dossier: Dossier) -> list[Document]:
    """Return the documents of the case; a child's drawings are in its own file (T9)."""
    drawings = {note.document_id for note in dossier.of(ChildNote)}
    return [each for each in dossier.of(Document) if each.id not in drawings]


def _line(document: Document) -> Line:
    details = [document.kind.label, document.direction.label.lower()]
    details += [document.medium.label, in_words(document.size)]
    if document.about is not About.WOMAN:
        details.append(f"handlar om {document.about.label.lower()}, inte i hennes registerutdrag")
    return Line(
        key=document,
        text=document.name,
        detail=" · ".join(details),
        aside=str(document.dated_on or document.brought_in_on),
        icon=Icon.REPORT,
    )


def _menu(room: Room, document: Hashable, menu: QMenu) -> None:
    """Offer the other things one does with a document."""
    if not isinstance(document, Document):
        return
    menu.addAction("Spara en okrypterad kopia …").triggered.connect(
        lambda: room.open(COPY, document.id)
    )
    menu.addAction("Ta bort").triggered.connect(
        lambda: room.run(take_away, document, said="Dokumentet är borttaget")
    )


def _show(room: Room, document: Document) -> None:
    room.edit(document_sheet(room.around, document))


def _known(room: Room, record: str) -> Document | None:
    return next((each for each in room.around.dossier.of(Document) if each.id == record), None)


def _document_sheet(room: Room, record: str) -> Sheet | None:
    known = _known(room, record)
    return document_sheet(room.around, known) if known else None


def _copy_sheet(room: Room, record: str) -> Sheet | None:
    known = _known(room, record)
    return copy_sheet(room.around, known) if known else None


def _moments(dossier: Dossier) -> Iterator[Moment]:
    for document in _shown_here(dossier):
        day = document.dated_on or document.brought_in_on
        yield Moment(
            document.id, day, None, "Dokument", document.kind.label, document.direction.label
        )


def _whose(room: Room, _: str) -> str:
    """Return whose details a document shows: a letter has an address on it (S1)."""
    return room.around.dossier.person.id


DOCUMENTS = Part(
    key="documents",
    tables=frozenset({"document"}),
    cards={"documents": _cards},
    sheets={"document": _document_sheet, COPY: _copy_sheet},
    opens={Document: _show},
    moments=_moments,
    guarded={"document": _whose, COPY: _whose},
)
