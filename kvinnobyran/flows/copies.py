"""Copies by themselves: every day on the machine, every week on the stick that is in (5.2)."""

import re
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from kvinnobyran.domain.copies import is_due, is_late, kept
from kvinnobyran.domain.settings import BACKUP_FOLDER
from kvinnobyran.domain.trouble import Trouble
from kvinnobyran.flows import purge_list
from kvinnobyran.flows.backups import EVENT_HERE, Made, Seal, last_backup, make_backup
from kvinnobyran.flows.same_time import note_end
from kvinnobyran.flows.work import Work
from kvinnobyran.store.backup import read_header
from kvinnobyran.store.connection import disk_trouble
from kvinnobyran.store.office import practice_day, setting
from kvinnobyran.store.purge import is_listed, is_unlisted
from kvinnobyran.vault.unlocked import UnlockedVault

_NAME: Final = re.compile(r"kopia-(\d{4}-\d{2}-\d{2}-\d{6})\.dat")
_MOMENT: Final = "%Y-%m-%d-%H%M%S"


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """What was made, and whether somebody should be told that the stick is missed.

    ``trouble`` is what stood in the way of one of them; the other was tried all the same.
    """

    here: Made | None = None
    stick: Made | None = None
    remind: bool = False
    trouble: Trouble | None = None


def keep_copies(work: Work, vault: UnlockedVault, machine: Path, *, seal: Seal) -> Kept:
    """Make the copies that are due, and let old ones go. A fictitious office gets none.

    Reminds on the first opening of a day only, for the machine's copy is made then.
    """
    if practice_day(work.database) is not None:
        return Kept()
    here = stick = trouble = None
    try:
        if is_unlisted(work.database):
            keep_list(work, machine, seal=seal)
        here = _daily(work, vault, machine, seal)
    except Trouble as in_the_way:
        trouble = in_the_way
    last = last_backup(work.database)
    day = None if last is None else last.astimezone(work.now.tzinfo).date()
    place = setting(work.database, BACKUP_FOLDER)
    if place and Path(place).is_dir() and is_due(day, work.today):
        try:
            stick = make_backup(work, vault.store_keys, Path(place), seal=seal)
            prune(Path(place), vault.vault.vault_id)
        except Trouble as in_the_way:
            trouble = in_the_way
    if here is not None or stick is not None:
        note_end(work.database, vault)
    late = stick is None and is_late(day, work.today)
    return Kept(here=here, stick=stick, remind=late and here is not None, trouble=trouble)


def copy_now(work: Work, vault: UnlockedVault, folder: Path, *, seal: Seal) -> Made:
    """Make one because somebody asks for it. Raises as :func:`make_backup` does."""
    made = make_backup(work, vault.store_keys, folder, seal=seal)
    note_end(work.database, vault)
    return made


def keep_list(work: Work, machine: Path, *, seal: Seal) -> int:
    """Write the list of what was purged anew wherever copies lie that can be reached now.

    To be done after each purge: a copy of yesterday must not bring back what went today.
    A stick that is out gets it at an unlock when it is in. Returns in how many places.
    Raises what :func:`purge_list.keep` raises.
    """
    places = {machine, Path(setting(work.database, BACKUP_FOLDER) or machine)}
    there = [place for place in places if place.is_dir()]
    for place in there:
        purge_list.keep(work.database, place, seal=seal)
    if len(there) == len(places):
        is_listed(work.database)
    return len(there)


def prune(folder: Path, vault_id: str) -> int:
    """Remove this register's copies that are not to stay; return how many.

    Only files that are named as ours and say in their header that they are this register's.
    """
    made = {
        datetime.strptime(found[1], _MOMENT): path  # noqa: DTZ007 - a name has no time zone
        for path in folder.iterdir()
        if (found := _NAME.fullmatch(path.name)) and _is_of(path, vault_id)
    }
    gone = [path for moment, path in made.items() if moment not in kept(made)]
    try:
        for path in gone:
            path.unlink()
    except OSError as error:
        trouble = disk_trouble(error)
    else:
        return len(gone)
    raise trouble


def _daily(work: Work, vault: UnlockedVault, machine: Path, seal: Seal) -> Made | None:
    try:
        machine.mkdir(mode=0o700, exist_ok=True)
        today = f"kopia-{work.now:%Y-%m-%d}-*.dat"
        if any(_is_of(path, vault.vault.vault_id) for path in machine.glob(today)):
            return None
    except OSError as error:
        trouble = disk_trouble(error)
    else:
        made = make_backup(work, vault.store_keys, machine, seal=seal, event=EVENT_HERE)
        prune(machine, vault.vault.vault_id)
        return made
    raise trouble


def _is_of(path: Path, vault_id: str) -> bool:
    with suppress(Trouble):
        return read_header(path).vault_id == vault_id
    return False
