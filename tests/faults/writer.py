"""A process to be killed: it does one thing over and over, and says after each that it is done.

writer.py WHAT FOLDER [COUNT]        WHAT is saves, few, backup, keys or migration

It is started hundreds of times: what only one of them uses is imported there. Killed it is from
outside; or by the system once it has had DIE_AFTER seconds of the processor since it was ready,
which on a busy machine is the only way to come to the middle of anything.
"""

import datetime as dt
import os
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path

from kvinnobyran.domain.ids import new_id
from kvinnobyran.domain.inquiry import Channel, Inquiry, InquiryOutcome
from kvinnobyran.domain.trouble import Trouble
from kvinnobyran.store.database import Database
from kvinnobyran.store.reads import Schema
from kvinnobyran.vault.kdf import FLOOR
from kvinnobyran.vault.vault import Vault
from tests.faults.kit import DEVICE, PHRASE, USER, Place

DIE_AFTER = "KVINNOBYRAN_DIE_AFTER"
NOW = dt.datetime(2027, 2, 9, 10, 15, tzinfo=dt.UTC)


def done(what: str) -> None:
    print(what, flush=True)
    if what == "ready" and (seconds := float(os.environ.get(DIE_AFTER, "0"))):
        # Nobody handles this signal, so the system ends the process there and then.
        signal.setitimer(signal.ITIMER_PROF, seconds)


def inquiry() -> Inquiry:
    return Inquiry(
        id=new_id(),
        received_on=NOW.date(),
        channel=Channel.PHONE,
        outcome=InquiryOutcome.ADVICE_GIVEN,
        note="påhittat " * 80,
    )


def saves(folder: Path) -> None:
    """Save inquiries through the flow, and drafts between them."""
    from kvinnobyran.flows.drafts import keep_draft
    from kvinnobyran.flows.inquiries import keep_as_statistics
    from kvinnobyran.flows.work import Work

    database = Place(folder, "").open()
    work = Work(database, USER, NOW)
    done("ready")
    while True:
        saved = keep_as_statistics(
            work,
            inquiry(),
        )
        done(saved.id)
        keep_draft(work, "inquiry", "f" * 32, {"note": saved.id}, 0)


def few(folder: Path, count: int = 6) -> None:
    """Save a few inquiries, whatever the disk says; go on after each trouble."""
    from kvinnobyran.flows.inquiries import keep_as_statistics
    from kvinnobyran.flows.work import Work

    try:
        database = Place(folder, "").open()
    except Trouble as trouble:
        done(f"trouble {type(trouble).__name__}")
        return
    done("ready")
    for _ in range(count):
        try:
            saved = keep_as_statistics(Work(database, USER, NOW), inquiry())
        except Trouble as trouble:
            done(f"trouble {type(trouble).__name__}")
        else:
            done(saved.id)
    done("end")
    os._exit(0)


def backup(folder: Path) -> None:
    """Make one backup after the other beside the register."""
    from kvinnobyran.flows.backups import make_backup, sealed_to_sheet
    from kvinnobyran.flows.work import Work

    unlocked = Vault.open(folder).unlock(USER, PHRASE)
    database = Place(folder, "").open()
    seal = sealed_to_sheet(unlocked.backup_seal())
    done("ready")
    now = NOW
    while True:
        now += dt.timedelta(seconds=1)
        work = Work(database, USER, now)
        done(make_backup(work, unlocked.store_keys, folder.parent / "stick", seal=seal).path.name)


def keys(folder: Path) -> None:
    """Give the same user one passphrase after the other."""
    unlocked = Vault.open(folder).unlock(USER, PHRASE)
    done("ready")
    old, number = PHRASE, 0
    while True:
        number += 1
        new = f"{PHRASE} nummer {number}"
        unlocked.change_passphrase(old, new, cost=FLOOR)
        done(str(number))
        old = new


def migration(folder: Path) -> None:
    """Open a database for which there is a newer version of the tables; say how much work it is."""
    schema = Schema(migrations=(*Schema().migrations, folder / "migrations"))
    unlocked = Vault.open(folder).unlock(USER, PHRASE)
    done("ready")
    since = time.process_time()
    Database.open(folder / "data.db", unlocked.store_keys, device=DEVICE, schema=schema).close()
    done(f"migrated {time.process_time() - since:.4f}")


if __name__ == "__main__":
    chosen: dict[str, Callable[..., None]] = {
        each.__name__: each for each in (saves, few, backup, keys, migration)
    }
    chosen[sys.argv[1]](Path(sys.argv[2]), *map(int, sys.argv[3:]))
