"""One plain file that somebody chose: read in whole, or written out on purpose.

A file is read once, into memory, and never again; nothing of its path is kept or repeated. What
it can be instead of a file, and what can happen to it meanwhile, each has its own sentence.
"""

import os
import stat
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from kvinnobyran.domain.document import MOST_BYTES
from kvinnobyran.domain.trouble import Trouble

_PIECE: Final = 1 << 20
_NO_LINK: Final = getattr(os, "O_NOFOLLOW", 0)
_NO_WAIT: Final = getattr(os, "O_NONBLOCK", 0)  # a named pipe would wait for a writer for ever
_BINARY: Final = getattr(os, "O_BINARY", 0)
MOST_MEGABYTES: Final = MOST_BYTES // (1024 * 1024)


class NotBroughtIn(Trouble):
    """A file could not be taken in. Nothing was kept of it."""

    sentence = "Filen gick inte att läsa. Inget har sparats."
    way_on = "Kontrollera att filen finns kvar och att du får läsa den."


class NoFile(NotBroughtIn):
    """A folder, a device, a pipe."""

    sentence = "Det där är ingen fil. Inget har sparats."
    way_on = "Välj en enda fil, inte en mapp."


class IsShortcut(NotBroughtIn):
    """A symbolic link: it could be another file by the time it is read."""

    sentence = "Det där är en genväg till en annan fil. Inget har sparats."
    way_on = "Välj själva filen."


class EmptyFile(NotBroughtIn):
    """No bytes."""

    sentence = "Filen är tom. Inget har sparats."
    way_on = "Öppna filen och se efter, eller be att få den igen."


class FileTooLarge(NotBroughtIn):
    """More than a document may be."""

    sentence = f"Filen är större än {MOST_MEGABYTES} MB. Inget har sparats."
    way_on = "Skanna med lägre upplösning, eller dela upp den i flera filer."


class FileChanged(NotBroughtIn):
    """Somebody wrote to the file while it was read."""

    sentence = "Filen ändrades medan den lästes. Inget har sparats."
    way_on = "Vänta tills den är färdig och försök igen."


@dataclass(frozen=True, slots=True)
class Brought:
    """A file as it was read: its own name without its folder, and all its bytes."""

    name: str
    content: bytes


def read_file(path: Path) -> Brought:
    """Read one file whole. Raises one of :class:`NotBroughtIn`."""
    try:
        # Before it is opened: only where the system has no O_NOFOLLOW does this decide.
        if path.is_symlink():
            raise IsShortcut
        handle = os.open(path, os.O_RDONLY | _NO_LINK | _NO_WAIT | _BINARY)
    except (OSError, ValueError):
        trouble = NoFile() if _is_folder(path) else NotBroughtIn()
    else:
        return Brought(path.name, _content(handle))
    raise trouble


def write_private(path: Path, content: bytes) -> None:
    """Write a file for this user alone, all the way to the disk. Raises OSError."""
    flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | _BINARY
    with os.fdopen(os.open(path, flags, 0o600), "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _is_folder(path: Path) -> bool:
    """Tell whether it is a folder: Windows will not open one, and says nothing more."""
    try:
        return path.is_dir()
    except (OSError, ValueError):
        return False


def _content(handle: int) -> bytes:
    """Return everything behind an open file, and close it."""
    try:
        before = os.fstat(handle)
        if not stat.S_ISREG(before.st_mode):
            raise NoFile
        _require_size(before.st_size)
        pieces: list[bytes] = []
        left = MOST_BYTES + 1
        while left and (piece := os.read(handle, min(_PIECE, left))):
            pieces.append(piece)
            left -= len(piece)
        after = os.fstat(handle)
    except OSError:
        trouble: NotBroughtIn = NotBroughtIn()
    else:
        content = b"".join(pieces)
        _require_size(len(content))
        marks = (before.st_size, before.st_mtime_ns), (after.st_size, after.st_mtime_ns)
        if marks[0] == marks[1] and len(content) == before.st_size:
            return content
        trouble = FileChanged()
    finally:
        os.close(handle)
    raise trouble


def _require_size(size: int) -> None:
    """Raise :class:`EmptyFile` or :class:`FileTooLarge`."""
    if size == 0:
        raise EmptyFile
    if size > MOST_BYTES:
        raise FileTooLarge
