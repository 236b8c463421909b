"""Where things lie: the vault, the log and the resources, in the source tree and installed.

Names of folders and files are neutral: nobody who sees a list of files should learn what
kind of office this is about more than the program's own name says (security.md section 7).
"""

import contextlib
import os
import sys
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Final

PROGRAM: Final = "kvinnobyran"
ASIDE: Final = "aside"
"""The word behind the program that makes it a process beside the window (kvinnobyran.aside)."""
_PACKAGE: Final = Path(__file__).resolve().parent
PRIVATE_FOLDER: Final = 0o700
_SYNC_NAMES: Final = (
    "onedrive",
    "dropbox",
    "nextcloud",
    "owncloud",
    "google drive",
    "googledrive",
    "my drive",
    "icloud",
    "icloud drive",
    "iclouddrive",
    "com~apple~clouddocs",
    "box sync",
    "pcloud",
    "pclouddrive",
    "mega",
    "megasync",
    "syncthing",
    "seafile",
    "synologydrive",
    "tresorit",
    "jottacloud",
)
_SYNC_MARKS: Final = (
    ".stfolder",
    ".sync",
    ".dropbox",
    ".dropbox.cache",
    ".owncloudsync.log",
    ".nextcloudsync.log",
    ".sync_journal.db",
    ".csync_journal.db",
)
_SYNC_VARIABLES: Final = ("OneDrive", "OneDriveCommercial", "OneDriveConsumer")


def data_folder() -> Path:
    r"""Return where the vault lies unless ``--data`` says otherwise.

    ``~/.local/share/kvinnobyran`` on Linux, ``%LOCALAPPDATA%\kvinnobyran`` on Windows: never
    the roaming profile. The folder is not made here.
    """
    from platformdirs import user_data_path

    return user_data_path(PROGRAM, appauthor=False, roaming=False)


def log_folder() -> Path:
    """Return where the log lies. It holds types and line numbers, no values."""
    from platformdirs import user_log_path

    return user_log_path(PROGRAM, appauthor=False)


def window_file() -> Path:
    """Return where the window's size, theme and text size are remembered, and nothing else."""
    from platformdirs import user_config_path

    return user_config_path(PROGRAM, appauthor=False, roaming=False) / "window.ini"


def resource(*parts: str) -> Path:
    """Return a file or folder that is shipped with the program, e.g. ``("words", "ord.txt")``.

    Installed, they lie in the package; in the source tree beside it (setup.py).
    """
    return _resources(_PACKAGE).joinpath(*parts)


@cache
def _resources(package: Path) -> Path:
    inside = package / "resources"
    return inside if inside.is_dir() else package.parent / "resources"


def own_command() -> list[str]:
    """Return how this program is started, from the source tree or installed."""
    start = [sys.executable]
    if not getattr(sys, "frozen", False):
        start += ["-I"] if sys.flags.isolated else []
        start += ["-m", PROGRAM]
    return start


def make_private(folder: Path) -> Path:
    """Make the folder, readable by this user alone (0700), and return it.

    Raises :class:`OSError`. Parents that are missing are made the same way. On Windows the
    profile's own access list is what keeps others out; the mode means nothing there.
    """
    missing = [folder, *folder.parents]
    for part in reversed(missing[: next((i for i, p in enumerate(missing) if p.exists()), 0)]):
        part.mkdir(mode=PRIVATE_FOLDER, exist_ok=True)
    if sys.platform != "win32":
        folder.chmod(PRIVATE_FOLDER)
    return folder


def is_synced(folder: Path, environment: Mapping[str, str] | None = None) -> bool:
    """Tell whether the folder lies where a program copies files away, as far as can be seen.

    A database that is synced while it is open loses rows (security.md section 2, syncthing
    #4242), and the copy is out of the office's hands.
    """
    variables = os.environ if environment is None else environment
    place = folder.expanduser().resolve()
    roots = {Path(variables[name]).resolve() for name in _SYNC_VARIABLES if variables.get(name)}
    return any(
        part in roots or _is_sync_name(part.name) or _has_mark(part)
        for part in (place, *place.parents)
    )


def _is_sync_name(name: str) -> bool:
    plain = name.casefold()
    return any(
        plain == known or plain.startswith((f"{known} -", f"{known} (", f"{known}-"))
        for known in _SYNC_NAMES
    )


def _has_mark(folder: Path) -> bool:
    with contextlib.suppress(OSError):
        return any((folder / mark).exists() for mark in _SYNC_MARKS)
    return False
