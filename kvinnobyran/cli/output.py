"""Writing a file where the user says, whole or not at all, and nowhere else."""

import contextlib
import errno
import os
from pathlib import Path
from typing import Final

from kvinnobyran.domain.trouble import Trouble

PRIVATE: Final = 0o600
_NO_SPACE: Final = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})


class OutputRefused(Trouble):
    """The place cannot be written to."""

    sentence = "Det går inte att skriva filen där. Ingen fil har ändrats."
    way_on = "Välj en mapp som finns och som du får skriva i."


class OutputNotAFile(OutputRefused):
    """Something else than a file lies there."""

    sentence = "Där ligger något annat än en fil. Inget har ändrats."
    way_on = "Välj ett annat filnamn."


class OutputDiskFull(OutputRefused):
    """No space left."""

    sentence = "Disken är full. Filen skrevs inte."
    way_on = "Frigör plats på disken, eller välj en annan disk, och försök igen."


class OutputGone(Trouble):
    """Standard output cannot be written to."""

    sentence = "Det gick inte att skriva till standard ut."
    way_on = "Kontrollera vart utskriften skickas."


def require_place(path: Path) -> None:
    """Raise :class:`OutputRefused` at once when the file could never be written there."""
    try:
        if path.exists() and not path.is_file():
            raise OutputNotAFile
        if not path.parent.is_dir() or not os.access(path.parent, os.W_OK):
            raise OutputRefused
    except (OSError, ValueError):
        raise OutputRefused from None


def write_whole(path: Path, content: bytes) -> None:
    """Write a file readable by this user alone (0600); what was there stays until it is whole.

    What is being written lies in the same folder, so that plain figures never reach another
    disk. Raises :class:`OutputRefused`.
    """
    require_place(path)
    building = path.with_name(f".{os.getpid()}.part")
    try:
        building.unlink(missing_ok=True)
        handle = os.open(building, os.O_CREAT | os.O_EXCL | os.O_WRONLY, PRIVATE)
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        building.replace(path)
    except OSError as problem:
        with contextlib.suppress(OSError):
            building.unlink(missing_ok=True)
        raise (OutputDiskFull if problem.errno in _NO_SPACE else OutputRefused) from None
