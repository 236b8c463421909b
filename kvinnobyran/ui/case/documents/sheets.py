"""The sheets of a document: look at it and describe it, and save an unencrypted copy."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QWidget

from kvinnobyran.domain.document import (
    ENDINGS,
    About,
    Direction,
    Document,
    DocumentKind,
    in_words,
    wrong_ending,
)
from kvinnobyran.domain.trouble import Trouble
from kvinnobyran.flows.documents import LONGEST_PURPOSE, describe, save_plain_copy
from kvinnobyran.ui.case.around import Around, saving, shown
from kvinnobyran.ui.case.documents.preview import Preview
from kvinnobyran.ui.kit.dates import DateEdit
from kvinnobyran.ui.kit.editors import CodeBox, LineEdit, TextEdit
from kvinnobyran.ui.kit.files import ask_save_file
from kvinnobyran.ui.kit.form import Field, Row, Section
from kvinnobyran.ui.kit.notice import Tone
from kvinnobyran.ui.kit.sheet import Entered, Landing, Saving, Sheet

COPY = "document_copy"
"""The kind of the sheet that saves a plain copy."""
_NEUTRAL = "dokument"
"""What a plain copy is called unless somebody writes something else: no name leaks by itself."""
_PLAIN = (
    "Kopian är en vanlig fil utan kryptering. Den som kommer åt datorn eller minnet kan läsa den,"
    " och programmet kan inte ta bort den åt dig. Spara den bara där den får ligga, och ta bort"
    " den när den inte behövs. Det antecknas att du sparade en kopia och varför, inte var."
)

AskPlace = Callable[[QWidget, str], Path | None]


class NoPlace(Trouble):
    """The dialog was left."""

    sentence = "Ingen plats valdes. Ingen kopia har sparats."
    way_on = ""


def ask_place(parent: QWidget, name: str) -> Path | None:
    """Show the system's dialog for a new file; return the place, or None if it was left."""
    return ask_save_file(parent, "Spara en okrypterad kopia", str(Path.home() / name))


def document_sheet(around: Around, document: Document, *, original: Path | None = None) -> Sheet:
    """Return the sheet of a document: what is written about it, and below it what it is.

    ``original`` is where it was brought in from just now: said on the screen, kept nowhere.
    """
    preview = Preview(around.desk, document)
    content = Field("content", "Innehåll", preview, _what(document))
    about: list[Field | Row | Section] = [
        Field("name", "Vad det heter här", LineEdit()),
        Row(
            Field("kind", "Slag", CodeBox(DocumentKind, nothing=None)),
            Field("direction", "Riktning", CodeBox(Direction, nothing=None)),
        ),
        Row(
            Field("about", "Handlar om", CodeBox(About, nothing=None)),
            Field("dated_on", "Dokumentets dag", DateEdit(today=around.today)),
        ),
        Field("note", "Anteckning om det", TextEdit(lines=3)),
    ]
    # What came in just now is described, what is opened later is read.
    entries = [content, Section("Om dokumentet"), *about]
    sheet = Sheet(
        around.desk,
        "Dokument",
        entries if original is None else [*about, content],
        lead="Visas ur minnet. Ingen fil skrivs på datorn.",
        kind="document",
        record=document.id,
        savings=[saving(around, "Spara", describe, document, said="Dokumentet är sparat")],
        belongs_to=around.belongs_to,
    )

    def reading() -> None:
        """Let reading count as being there, and not as typing."""
        sheet.form.changed.emit()
        if not sheet.form.dirty:
            sheet.keeper.stop()

    preview.turned.connect(reading)
    sheet.begin(shown(document))
    if original is not None:
        sheet.notice.say(
            told_of_original(document, original), Tone.WARN, heading="Sparat, helt och krypterat."
        )
        sheet.notice.show()
    return sheet


def told_of_original(document: Document, original: Path) -> str:
    """Return what is said after a file was brought in: where it still lies in the clear."""
    words = f"Originalet ligger kvar okrypterat på {original}. Ta bort det om det inte behövs där."
    if wrong_ending(original.name, document.medium):
        words += f" Filens namn säger något annat än innehållet, som är: {document.medium.label}."
    return words


def copy_sheet(around: Around, document: Document, *, ask: AskPlace = ask_place) -> Sheet:
    """Return the sheet that says what a plain copy means, asks what for, and saves it."""
    place: list[QWidget] = []

    def submit(entered: Entered, landing: Landing) -> None:
        path = ask(place[0], f"{_NEUTRAL}{ENDINGS[document.medium]}")
        if path is None:
            landing.otherwise(NoPlace())
            return
        around.desk.do(
            save_plain_copy,
            document,
            path,
            purpose=entered.values["purpose"],
            then=landing.then,
            otherwise=landing.otherwise,
        )

    sheet = Sheet(
        around.desk,
        "Spara en okrypterad kopia",
        [Field("purpose", "Vad kopian ska användas till", LineEdit(limit=LONGEST_PURPOSE))],
        lead=_PLAIN,
        kind=COPY,
        record=document.id,
        savings=[
            Saving(
                text="Välj plats och spara …",
                submit=submit,
                said="Kopian är sparad. Den är inte krypterad.",
            )
        ],
        belongs_to=around.belongs_to,
    )
    place.append(sheet)
    sheet.undoable = False
    sheet.begin({})
    return sheet


def _what(document: Document) -> str:
    return (
        f"{document.medium.label}, {in_words(document.size)}. Inlagt {document.brought_in_on}"
        f" av {document.brought_in_by}."
    )
