"""T43: an office day over and over: calls, drafts, searches, reports and copies.

python -m tests.faults.soak --hours 8        # the whole of it; seldom waits, so it is many days
"""

import argparse
import datetime as dt
import gc
import os
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from kvinnobyran.domain.ids import new_id
from kvinnobyran.flows.backups import make_backup, sealed_to_sheet
from kvinnobyran.flows.drafts import drop_draft, keep_draft
from kvinnobyran.flows.inquiries import keep_as_statistics
from kvinnobyran.flows.work import Work
from kvinnobyran.statistics.counting import build_report
from kvinnobyran.statistics.period import Period
from kvinnobyran.store.check import check
from kvinnobyran.store.search import search
from tests.faults.kit import USER, Place, make_place
from tests.faults.writer import NOW, inquiry

MEGABYTE = 1 << 20
PAGE = os.sysconf("SC_PAGE_SIZE")


class Found(NamedTuple):
    """What a soak came to: rounds, growth of the memory in per cent, the largest log in bytes."""

    rounds: int
    grown: float
    log: int
    whole: bool


def resident() -> int:
    """Return the memory of this process, in bytes."""
    gc.collect()
    return int(Path("/proc/self/statm").read_text().split()[1]) * PAGE


def soak(place: Place, seconds: float, say: Callable[[str], object] = lambda _: None) -> Found:
    """Work for so long; the memory is compared with that after the first third.

    By then the cache of the database (8 MB) is full, which an office fills once a day.
    """
    unlocked = place.unlock()
    database = place.open()
    seal = sealed_to_sheet(unlocked.backup_seal())
    stick = place.folder.parent / "stick"
    stick.mkdir()
    wal = place.folder / "data.db-wal"
    begun = time.monotonic()
    rounds = log = warm = 0
    while (gone := time.monotonic() - begun) < seconds:
        work = Work(database, USER, NOW + dt.timedelta(seconds=rounds))
        record = new_id()
        for typed in range(5):
            keep_draft(work, "inquiry", record, {"note": "påhittat " * typed}, typed)
        drop_draft(work, "inquiry", record)
        keep_as_statistics(work, inquiry())
        search(database, "påhit", 20)
        if rounds % 50 == 0:
            build_report(database, Period.parse("2027-H1"), made_on=work.today)
            for old in stick.glob("kopia-2*"):
                old.unlink()
            make_backup(work, unlocked.store_keys, stick, seal=seal)
            say(f"{gone / 3600:.2f} h  {rounds} rounds  {resident() / MEGABYTE:.0f} MB")
        log = max(log, wal.stat().st_size)
        if not warm and gone > seconds / 3:
            warm = resident()
        rounds += 1
    grown = 100 * (resident() / warm - 1) if warm else 0.0
    whole = all(line.ok for line in check(database, unlocked.store_keys))
    database.close()
    unlocked.wipe()
    return Found(rounds, grown, log, whole)


def main() -> None:
    """Soak for the hours asked for and say what was found."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--hours", type=float, default=8.0)
    with tempfile.TemporaryDirectory(prefix="soak.") as room:
        found = soak(make_place(Path(room) / "office"), parser.parse_args().hours * 3600, print)
    print(found)


if __name__ == "__main__":
    main()
