"""What a restored register takes the place of: kept aside, locked as it was, for thirty days.

The exchange is renames alone, so a cut of power leaves one whole register or the other in
place, or one that :func:`finish` puts there at the next start (security.md 5.3).
"""

import glob
import re
import secrets
import shutil
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Final

from kvinnobyran.domain.copies import FOLDER, KEPT_ASIDE
from kvinnobyran.domain.purging import LEAP
from kvinnobyran.flows.work import Work
from kvinnobyran.store.connection import disk_trouble, sync_folder
from kvinnobyran.vault import instance, keyfile
from kvinnobyran.vault.vault import DATABASE_NAME

REMOVED: Final = "aside_removed"
"""What the journal calls it when a register that lay aside is taken away."""
_REGISTER: Final = (keyfile.NAME, f"{keyfile.NAME}.old", DATABASE_NAME)
_BESIDES: Final = (FOLDER, instance.NAME)
_ASIDE: Final = "undan"
_WHOLE: Final = "hel"
_UNFINISHED: Final = "new"
_MOMENT: Final = "%Y-%m-%d-%H%M%S"


@dataclass(frozen=True, slots=True, order=True)
class Aside:
    """A register that lies aside: since when, and where."""

    since: datetime
    path: Path

    @property
    def until(self) -> date:
        """Return the day on which it is taken away."""
        return (self.since + KEPT_ASIDE).date()


def holds_a_register(folder: Path) -> bool:
    """Tell whether there is a register in a folder, or what is left of one."""
    return any((folder / name).exists() for name in _REGISTER)


def may_take_the_place_of(folder: Path) -> bool:
    """Tell whether a folder is missing or empty, or holds a register: never anything else."""
    if not folder.exists():
        return not folder.is_symlink()
    if folder.is_symlink() or not folder.is_dir():
        return False
    ours = any((folder / name).exists() for name in (*_REGISTER, *_BESIDES))
    return ours or not any(folder.iterdir())


def unfinished(folder: Path) -> Path:
    """Return where the register that is to take a folder's place is built."""
    return folder.with_name(f"{folder.name}.{secrets.token_hex(4)}.{_UNFINISHED}")


def sweep_unfinished(folder: Path) -> None:
    """Take away what restores that were broken off have left beside the folder."""
    for path in folder.parent.glob(f"{glob.escape(folder.name)}.*.{_UNFINISHED}"):
        if re.fullmatch(rf"\.[0-9a-f]{{8}}\.{_UNFINISHED}", path.name.removeprefix(folder.name)):
            shutil.rmtree(path, ignore_errors=True)


def exchange(whole: Path, folder: Path, *, now: datetime) -> Path | None:
    """Put a whole register in the folder's place; return where the former one lies, if any.

    The machine's own copies go over to the new one. Raises :class:`OSError`, and then the
    former one is where it was.
    """
    ready = _ready(folder)
    shutil.rmtree(ready, ignore_errors=True)
    whole.rename(ready)
    former = None
    try:
        if folder.exists() and not any(folder.iterdir()):
            folder.rmdir()
        elif folder.exists():
            former = folder.rename(folder.with_name(f"{folder.name}.{_ASIDE}-{now:{_MOMENT}}"))
        ready.rename(folder)
    except OSError:
        if former is not None:
            former.rename(folder)
        ready.rename(whole)  # so that it can be tried again
        raise
    _copies_along(former, folder)
    sync_folder(folder.parent)
    return former


def finish(folder: Path) -> bool:
    """Finish an exchange that was cut off in the middle; tell whether there was one."""
    ready = _ready(folder)
    if folder.exists() or not ready.is_dir():
        return False
    with suppress(OSError):
        ready.rename(folder)
        _copies_along(next(iter(sorted(aside(folder), reverse=True)), None), folder)
        sync_folder(folder.parent)
    return folder.exists()


def aside(folder: Path) -> list[Aside]:
    """Return the registers that lie aside beside a folder, the oldest first."""
    named = re.compile(rf"{re.escape(folder.name)}\.{_ASIDE}-(\d{{4}}-\d\d-\d\d-\d{{6}})")
    found = []
    with suppress(OSError):
        for path in folder.parent.iterdir():
            match = named.fullmatch(path.name)
            if match and path.is_dir() and not path.is_symlink():
                with suppress(ValueError):
                    found.append(Aside(datetime.strptime(match[1], _MOMENT), path))  # noqa: DTZ007 - a name has no time zone
    return sorted(found)


def sweep(work: Work, folder: Path) -> int:
    """Take away what has lain aside for thirty days, and what was never finished.

    Returns how many registers of before went.

    Not while the clock may have leapt (T20): somebody has to have worked here lately.
    Raises the troubles of the disk.
    """
    sweep_unfinished(folder)
    over = [each for each in aside(folder) if each.until <= work.today]
    if not over or _has_leapt(work):
        return 0
    try:
        for each in over:
            shutil.rmtree(each.path)
    except OSError as error:
        trouble = disk_trouble(error)
    else:
        with work.step("Tog bort ett register som låg undan") as step:
            step.log(REMOVED)
        return len(over)
    raise trouble


def _has_leapt(work: Work) -> bool:
    """Tell whether nobody has worked here for long before today."""
    last = work.database.value(
        "SELECT max(at) FROM journal WHERE at < ?", (work.today.isoformat(),)
    )
    return last is None or work.now - datetime.fromisoformat(str(last)) >= LEAP


def _ready(folder: Path) -> Path:
    return folder.with_name(f"{folder.name}.{_WHOLE}")


def _copies_along(former: Path | Aside | None, folder: Path) -> None:
    """Let the machine's own copies lie in the register that is used: they are as good as before."""
    place = former.path if isinstance(former, Aside) else former
    if place is not None:
        with suppress(OSError):
            (place / FOLDER).rename(folder / FOLDER)
