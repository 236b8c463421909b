"""A fictitious office for any test: built once in a run, whatever its workers, then copied.

office = copied_office(tmp_path)              # one year, some 40 women
with open_database(office) as database: ...
"""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import cache, partial
from pathlib import Path

from coverage import Coverage

from kvinnobyran.demo.office import FictitiousOffice, build_office
from kvinnobyran.store.database import Database
from kvinnobyran.vault.vault import DATABASE_NAME, Vault
from tests.once import once


@cache
def built_office(years: int = 1, seed: int = 1) -> FictitiousOffice:
    """Return the office that others copy. Do not open it: copies are for that."""
    return once(f"office-{years}-{seed}", partial(_uncounted, years=years, seed=seed))


def _uncounted(folder: Path, *, years: int, seed: int) -> FictitiousOffice:
    """Build it without counting lines: it takes twice as long, and who builds it is chance."""
    counting = Coverage.current()
    if counting:
        counting.stop()
    try:
        return build_office(folder, years=years, seed=seed)
    finally:
        if counting:
            counting.start()


def copied_office(room: Path, *, years: int = 1, seed: int = 1) -> FictitiousOffice:
    """Return a copy of one's own in ``room / "office"``."""
    office = built_office(years, seed)
    folder = room / "office"
    shutil.copytree(office.data, folder)
    folder.chmod(0o700)
    return replace(office, data=folder)


@contextmanager
def open_database(office: FictitiousOffice) -> Iterator[Database]:
    """Unlock the office and open its database."""
    keys = Vault.open(office.data).unlock(office.user, office.passphrase)
    database = Database.open(office.data / DATABASE_NAME, keys.store_keys, device="a")
    try:
        yield database
    finally:
        database.close()
        keys.wipe()
