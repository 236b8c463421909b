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


def say(line: str) -> None:
    """Write a line to standard output. Raises :class:`OutputGone`, or BrokenPipeError."""
    try:
        print(line, flush=True)
    except BrokenPipeError:
        raise
    except (OSError, ValueError):
        raise OutputGone from None


def require_place(path: Path) -> None:
    """Raise :class:`OutputRefused` at once when no file can be made there.

    It is tried, because rights alone do not tell: root may write everywhere but in ``/proc``.
    """
    try:
        if path.exists() and not path.is_file():
            raise OutputNotAFile
        building = _building(path)
        os.close(_new(building))
        building.unlink()
    except OSError as problem:
        raise _refusal(problem) from None


def write_whole(path: Path, content: bytes) -> None:
    """Write a file readable by this user alone (0600); what was there stays until it is whole.

    What is being written lies in the same folder, so that plain figures never reach another
    disk. Raises :class:`OutputRefused`.
    """
    require_place(path)
    building = _building(path)
    try:
        with os.fdopen(_new(building), "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        building.replace(path)
    except OSError as problem:
        with contextlib.suppress(OSError):
            building.unlink(missing_ok=True)
        raise _refusal(problem) from None


def _building(path: Path) -> Path:
    return path.with_name(f".{os.getpid()}.part")


def _new(building: Path) -> int:
    """Make an empty file for this user alone and return its handle."""
    building.unlink(missing_ok=True)
    return os.open(building, os.O_CREAT | os.O_EXCL | os.O_WRONLY, PRIVATE)


def _refusal(problem: OSError) -> OutputRefused:
    return OutputDiskFull() if problem.errno in _NO_SPACE else OutputRefused()
