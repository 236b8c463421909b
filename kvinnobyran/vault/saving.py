"""Small files that are either the old one or the new one, whatever happens (security.md 3.3)."""

import contextlib
import os
import sys
from pathlib import Path
from typing import Final

PRIVATE: Final = 0o600


def save(path: Path, content: bytes, *, keep_old: bool = False) -> None:
    """Replace ``path`` by ``content`` so that a cut of power leaves one of the two whole.

    Writes ``<name>.new`` with mode 0600, syncs it, keeps the present file as ``<name>.old``
    (``keep_old``; one generation only) and renames. Raises :class:`OSError`; then the present
    file is untouched.
    """
    new = path.with_name(path.name + ".new")
    handle = os.open(new, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | _BINARY, PRIVATE)
    try:
        with os.fdopen(handle, "wb") as file:
            os.chmod(new, PRIVATE)  # noqa: PTH101 - a leftover may have been wider
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        if keep_old and path.exists():
            _keep(path)
        os.replace(new, path)  # noqa: PTH105 - said with the same words as security.md
    except OSError:
        with contextlib.suppress(OSError):
            new.unlink()
        raise
    sync_folder(path.parent)


def forget_old(path: Path) -> None:
    """Delete ``<name>.old``: after a slot is revoked it is a leftover way in."""
    old(path).unlink(missing_ok=True)
    sync_folder(path.parent)


def old(path: Path) -> Path:
    """Return where the previous generation of ``path`` is kept."""
    return path.with_name(path.name + ".old")


def sync_folder(folder: Path) -> None:
    """Make a rename in the folder lasting. Windows has no such call and needs none."""
    if sys.platform == "win32":
        return
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


_BINARY: Final = getattr(os, "O_BINARY", 0)


def _keep(path: Path) -> None:
    """Let the present file also be ``.old``, without a moment in which there is no ``path``."""
    keep = old(path)
    keep.unlink(missing_ok=True)
    try:
        os.link(path, keep)
    except OSError:  # FAT sticks and some shares know no hard links
        with contextlib.suppress(OSError):
            content = path.read_bytes()
            handle = os.open(keep, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | _BINARY, PRIVATE)
            with os.fdopen(handle, "wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
