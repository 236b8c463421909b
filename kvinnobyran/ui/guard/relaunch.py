"""Begin again in a clean process: what the old one knew ends with it (security.md 0a.3).

On Linux the process replaces itself (exec), so its memory is given back to the system before
the lock page is shown. On Windows a new process is started and this one ends at once.
"""

import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Final, NoReturn

from kvinnobyran.paths import own_command

VARIABLE: Final = "KVINNOBYRAN_RETURN"
"""The environment variable that carries a :class:`Return`: numbers and words of our own only."""
_PARTS: Final = 7
_FAILED: Final = 70


class Why(StrEnum):
    """Why the lock page is shown."""

    START = "start"
    """The program was started."""
    COMMAND = "command"
    """The user locked."""
    IDLE = "idle"
    SESSION = "session"
    """The computer's own lock, another user, or a closed remote session."""
    SLEEP = "sleep"
    MINIMISED = "minimised"
    NEUTRAL = "neutral"
    """The neutral screen was left."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Return:
    """What the new process is told: where the window was, why, and whose turn it is.

    ``user`` is the number of the user in the key file, so that no name is passed; ``drafts``
    whether something typed was kept.
    """

    x: int = 0
    y: int = 0
    width: int = 0
    height: int = 0
    why: Why = Why.START
    drafts: bool = False
    user: int = -1

    def text(self) -> str:
        """Return it as the environment carries it."""
        numbers = (self.x, self.y, self.width, self.height, int(self.drafts), self.user)
        return ",".join((*map(str, numbers), self.why.value))


def read(environment: Mapping[str, str] | None = None) -> Return:
    """Return what this process was told, or that the program was simply started."""
    parts = (os.environ if environment is None else environment).get(VARIABLE, "").split(",")
    try:
        *numbers, why = parts
        x, y, width, height, drafts, user = (int(number) for number in numbers)
        return Return(
            x=x, y=y, width=width, height=height, drafts=bool(drafts), user=user, why=Why(why)
        )
    except ValueError:
        return Return()


def forget() -> None:
    """Take the note out of this process's environment, so that no child inherits it."""
    os.environ.pop(VARIABLE, None)


def command(folder: Path | None) -> list[str]:
    """Return how this program is started anew, from the source tree or installed."""
    start = own_command()
    return start if folder is None else [*start, "--data", str(folder)]


def again(folder: Path | None, note: Return) -> NoReturn:
    """Replace this process by a new one that knows nothing but ``note``. Never returns."""
    start = command(folder)
    environment = dict(os.environ) | {VARIABLE: note.text()}
    try:
        if sys.platform == "win32":
            import subprocess

            subprocess.Popen(start, env=environment, close_fds=True)  # noqa: S603 - ourselves
            os._exit(0)
        os.execve(start[0], start, environment)  # noqa: S606 - ourselves
    except OSError:
        # Nothing may stay open because beginning again failed: end, and say so to the shell.
        os._exit(_FAILED)
