"""An empty register for any test: its tables are made once in a run, then copied.

Making them takes a tenth of a second, and two thousand tests want one each.
"""

import shutil
from pathlib import Path

from kvinnobyran.domain.keys import StoreKeys
from kvinnobyran.store.database import Database
from tests.once import once

DEVICE = "a"
NAME = "data.db"


def keys_of_tests() -> StoreKeys:
    """Return the keys of every such register."""
    return StoreKeys(
        database=bytearray(range(48)), audit=bytearray(range(32)), vault_id="f" * 32, epoch=1
    )


def _build(folder: Path) -> Path:
    folder.mkdir()
    Database.create(folder / NAME, keys_of_tests(), device=DEVICE).close()
    return folder / NAME


def empty_register(folder: Path) -> Database:
    """Return an open, empty register in ``folder``; close it when done."""
    path = folder / NAME
    shutil.copy(once("empty-register", _build), path)
    return Database.open(path, keys_of_tests(), device=DEVICE)
