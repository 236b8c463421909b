"""Documents of a case: letters, decisions and pictures, in and out (domain.md 3.1 Dokument).

A document's content is kept whole and encrypted beside the record; ``digest`` is what says,
in the journal's chain, that it is the same content still.
"""

import unicodedata
from dataclasses import dataclass
from datetime import date
from typing import Final

from kvinnobyran.domain.codes import Code
from kvinnobyran.domain.faults import Fault, stopp

MOST_BYTES: Final = 20 * 1024 * 1024
"""Of one document. A scanned letter has half a megabyte, a photograph five."""
LONGEST_NAME: Final = 200
_PDF_MARK_WITHIN: Final = 1024
_CONTROL: Final = frozenset(range(32)) - {9, 10, 12, 13}
_BOMS: Final = {b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16", b"\xef\xbb\xbf": "utf-8-sig"}


class DocumentKind(Code):
    """What kind of paper it is."""

    LETTER = ("letter", "Brev eller meddelande")
    DECISION = ("decision", "Beslut")
    INQUIRY = ("inquiry", "Utredning eller yttrande")
    JUDGEMENT = ("judgement", "Dom eller protokoll")
    CERTIFICATE = ("certificate", "Intyg")
    POLICE_REPORT = ("police_report", "Polisanmälan")
    AGREEMENT = ("agreement", "Avtal eller samtycke")
    PICTURE = ("picture", "Bild")
    OTHER = ("other", "Annat")


class Direction(Code):
    """Whether it came in, went out, or was made here."""

    IN = ("in", "Inkommet")
    OUT = ("out", "Utgående")
    OWN = ("own", "Eget")


class About(Code):
    """Whom it tells of: what a child has told, or what tells of others, is not hers (T9, D6)."""

    WOMAN = ("woman", "Henne")
    CHILD = ("child", "Ett barn")
    THIRD_PARTY = ("third_party", "Någon annan")


class Medium(Code):
    """What the content really is, by its first bytes and not by its name."""

    PDF = ("pdf", "PDF")
    PNG = ("png", "PNG-bild")
    JPEG = ("jpeg", "JPEG-bild")
    TEXT = ("text", "Text")
    UNKNOWN = ("unknown", "Annan filtyp")


ENDINGS: Final[dict[Medium, str]] = {
    Medium.PDF: ".pdf",
    Medium.PNG: ".png",
    Medium.JPEG: ".jpg",
    Medium.TEXT: ".txt",
    Medium.UNKNOWN: ".dat",
}
"""What a plain copy's name ends in."""
_CLAIMED: Final = {
    ".pdf": Medium.PDF,
    ".png": Medium.PNG,
    ".jpg": Medium.JPEG,
    ".jpeg": Medium.JPEG,
    ".txt": Medium.TEXT,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One document of a case. ``name`` is what it is called here, as the unit chose it.

    ``size`` is in bytes, ``digest`` the SHA-256 of the content as 64 hex letters.
    """

    id: str
    case_id: str
    name: str = ""
    kind: DocumentKind = DocumentKind.OTHER
    direction: Direction = Direction.IN
    about: About = About.WOMAN
    dated_on: date | None = None
    brought_in_on: date
    brought_in_by: str = ""
    medium: Medium = Medium.UNKNOWN
    size: int = 0
    digest: str = ""
    note: str = ""


def medium_of(content: bytes) -> Medium:
    """Return what a content is by its own bytes; a name proves nothing."""
    if b"%PDF-" in content[:_PDF_MARK_WITHIN]:
        return Medium.PDF
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return Medium.PNG
    if content.startswith(b"\xff\xd8\xff"):
        return Medium.JPEG
    return Medium.UNKNOWN if text_of(content) is None else Medium.TEXT


def text_of(content: bytes) -> str | None:
    """Return a content as text, or None if it is none: UTF-8, UTF-16 with its mark, or 1252."""
    marked = next((code for mark, code in _BOMS.items() if content.startswith(mark)), None)
    for encoding in (marked,) if marked else ("utf-8", "cp1252"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        return None if _CONTROL & set(map(ord, text)) else text
    return None


def name_of(file_name: str) -> str:
    """Return the name a document gets from the name of its file, in one form (NFC)."""
    stem = file_name.rsplit(".", 1)[0] if "." in file_name.lstrip(".") else file_name
    clean = "".join(sign if sign.isprintable() else " " for sign in stem)
    return unicodedata.normalize("NFC", clean).strip()[:LONGEST_NAME]


def wrong_ending(file_name: str, medium: Medium) -> bool:
    """Tell whether a file's name claims to be something else than it is."""
    claimed = _CLAIMED.get(file_name[file_name.rfind(".") :].casefold())
    return claimed is not None and claimed is not medium


def document_faults(document: Document, *, today: date) -> tuple[Fault, ...]:
    """Check what is written about a document."""
    faults: list[Fault] = []
    if not document.name.strip():
        faults.append(stopp("name", "Skriv vad dokumentet ska heta.", "domain.md 3.1"))
    elif len(document.name) > LONGEST_NAME:
        faults.append(
            stopp("name", f"Namnet är för långt. Högst {LONGEST_NAME} tecken.", "domain.md 3.1")
        )
    if document.dated_on is not None and document.dated_on > today:
        faults.append(stopp("dated_on", "Dagen ligger i framtiden.", "domain.md G7"))
    return tuple(faults)


def in_words(size: int) -> str:
    """Return a size as people say it: ``340 kB``, ``2,4 MB``."""
    thousand = 1000
    if size < thousand:
        return f"{size} byte"
    if size < thousand * thousand:
        return f"{round(size / thousand)} kB"
    return f"{size / thousand / thousand:.1f} MB".replace(".", ",")
