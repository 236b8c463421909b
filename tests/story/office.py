"""A real register to play in, and its figures read back when the play is over."""

import datetime as dt
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from kvinnobyran.domain.case import FIRST_DEVICE
from kvinnobyran.statistics.counting import build_report
from kvinnobyran.statistics.period import Period
from kvinnobyran.statistics.tables import Audience, Report
from kvinnobyran.store.database import Database
from kvinnobyran.vault.kdf import FLOOR
from kvinnobyran.vault.vault import Vault

USER = "Greta"
PASSPHRASE = "grodan hoppar i dikets kalla vatten"
LONGEST = 240
"""Seconds that a play may last on a busy machine."""
ROOT = Path(__file__).parents[2]


def make(folder: Path) -> Path:
    """Make an empty register; return its folder."""
    vault, unlocked, recovery = Vault.create(folder, user=USER, passphrase=PASSPHRASE, kdf=FLOOR)
    Database.create(vault.database_path, unlocked.store_keys, device=FIRST_DEVICE).close()
    recovery.wipe()
    unlocked.wipe()
    return folder


def environment() -> dict[str, str]:
    """Return what a program on the display is started with."""
    return {**os.environ, "QT_QPA_PLATFORM": "xcb", "LC_ALL": "C.UTF-8"}


def play(
    story: str, folder: Path, *, user: str = USER, passphrase: str = PASSPHRASE
) -> dict[str, Any]:
    """Play a story in the real program, in a process of its own; return what it measured."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.story.live", story, str(folder), user],
        input=f"{passphrase}\n",
        text=True,
        capture_output=True,
        timeout=LONGEST,
        env=environment(),
        cwd=ROOT,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    measured: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return measured


@contextmanager
def opened(folder: Path) -> Iterator[Database]:
    """Open the register when nobody has it open any more."""
    unlocked = Vault.open(folder).unlock(USER, PASSPHRASE)
    path = Vault.open(folder).database_path
    database = Database.open(path, unlocked.store_keys, device=FIRST_DEVICE)
    try:
        yield database
    finally:
        database.close()
        unlocked.wipe()


def half_year(database: Database, audience: Audience = Audience.INTERNAL) -> Report:
    """Count the first half of 2027."""
    return build_report(
        database, Period.parse("2027-H1"), audience=audience, made_on=dt.date(2027, 7, 1)
    )


def figures(report: Report, table: str) -> dict[str, int | None]:
    """Return a table's figures by their categories; ``total`` where all are totals."""
    return {
        "/".join(dict.fromkeys(cell.at.values())) or "total": cell.value
        for cell in report.table(table).cells
    }


def not_zero(report: Report, table: str) -> dict[str, int | None]:
    """Return the figures of a table that are not zero."""
    return {place: value for place, value in figures(report, table).items() if value != 0}
