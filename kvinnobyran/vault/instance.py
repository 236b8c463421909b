"""One program at a time: an operating-system lock on ``vault.lock`` (security.md T23).

The lock is the system's, not the file's: a killed program leaves the file behind and the lock
is gone with it, so a stale file is never a lock. What stands in the file is only for the
sentence that the other one reads: who has it, on which computer, since when.
"""

import contextlib
import errno
import getpass
import importlib
import json
import os
from datetime import datetime
from pathlib import Path
from typing import Any, Final, Self

from kvinnobyran.vault.saving import PRIVATE
from kvinnobyran.vault.troubles import FolderNotYours, SomebodyElseHasIt, VaultMissing

NAME: Final = "vault.lock"
_LARGEST_BYTES: Final = 4096
_FAR: Final = 1 << 30
"""Windows locks bytes, and locked bytes cannot be read: lock one far behind the text."""
_BUSY: Final = frozenset({errno.EACCES, errno.EAGAIN, errno.EDEADLK})
_LONGEST_NAME: Final = 80


class InstanceLock:
    """The lock of one vault folder, held from :meth:`take` to :meth:`release` or the end."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / NAME
        self._handle: int | None = None

    def take(self, *, now: datetime, holder: str = "") -> Self:
        """Take the lock, and write down who holds it (the computer's user when not given).

        Raises :class:`SomebodyElseHasIt` with the holder's name and since when,
        :class:`VaultMissing` or :class:`FolderNotYours`.
        """
        try:
            handle = os.open(self._path, os.O_RDWR | os.O_CREAT | _FLAGS, PRIVATE)
        except (FileNotFoundError, NotADirectoryError):
            raise VaultMissing from None
        except OSError:
            raise FolderNotYours from None
        try:
            _lock(handle)
        except OSError as problem:
            trouble = _somebody(handle) if problem.errno in _BUSY else FolderNotYours()
            os.close(handle)
            raise trouble from None
        self._handle = handle
        self.say(holder or _computer_user(), now=now)
        return self

    def say(self, holder: str, *, now: datetime) -> None:
        """Write down who holds the lock: the counsellor's name, once she has unlocked."""
        if self._handle is None:
            return
        note = {
            "computer": _computer(),
            "holder": holder[:_LONGEST_NAME],
            "since": now.astimezone().isoformat(timespec="seconds"),
        }
        with contextlib.suppress(OSError):  # the lock holds without the note
            os.ftruncate(self._handle, 0)
            os.lseek(self._handle, 0, os.SEEK_SET)
            os.write(self._handle, json.dumps(note).encode())

    def release(self) -> None:
        """Give the lock back; a second time does nothing."""
        if self._handle is not None:
            handle, self._handle = self._handle, None
            with contextlib.suppress(OSError):
                os.ftruncate(handle, 0)
            os.close(handle)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.release()


_FLAGS: Final = getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_NOINHERIT", 0)


def _lock(handle: int) -> None:
    """Lock the open file or raise :class:`OSError` at once.

    ``flock`` on Linux, for it ends with this open file and with nothing else; the file is
    closed when the program replaces itself to lock, so the lock page takes it anew.
    """
    try:
        fcntl: Any = importlib.import_module("fcntl")
    except ImportError:
        _lock_on_windows(handle, importlib.import_module("msvcrt"))
        return
    fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)


def _lock_on_windows(handle: int, msvcrt: Any) -> None:  # noqa: ANN401 - the module or its fake
    """Not yet tried on a real Windows laptop."""
    os.lseek(handle, _FAR, os.SEEK_SET)
    msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)


def _somebody(handle: int) -> SomebodyElseHasIt:
    """Say who has it, as far as the note can be read."""
    try:
        os.lseek(handle, 0, os.SEEK_SET)
        note = json.loads(os.read(handle, _LARGEST_BYTES))
        since = datetime.fromisoformat(str(note["since"]))
        holder, computer = str(note["holder"]), str(note["computer"])
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return SomebodyElseHasIt()
    elsewhere = f" (dator {computer[:_LONGEST_NAME]})" if computer != _computer() else ""
    return SomebodyElseHasIt(holder[:_LONGEST_NAME] + elsewhere, since)


def _computer() -> str:
    """Return the computer's name, without ``platform``, which is slow to import."""
    uname = getattr(os, "uname", None)
    return str(uname().nodename) if uname else os.environ.get("COMPUTERNAME", "")


def _computer_user() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError):  # a user without a name
        return "Någon"
