"""A process to be killed: it does one thing over and over, and says after each that it is done.

writer.py WHAT FOLDER        WHAT is saves, keys or migration
"""

import datetime as dt
import sys
from pathlib import Path

from kvinnobyran.domain.ids import new_id
from kvinnobyran.domain.inquiry import Channel, Inquiry, InquiryOutcome
from kvinnobyran.flows.drafts import keep_draft
from kvinnobyran.flows.inquiries import keep_as_statistics
from kvinnobyran.flows.work import Work
from kvinnobyran.store.database import Database
from kvinnobyran.store.reads import Schema
from kvinnobyran.vault.kdf import FLOOR
from kvinnobyran.vault.vault import Vault
from tests.faults.kit import DEVICE, PHRASE, USER, Place

NOW = dt.datetime(2027, 2, 9, 10, 15, tzinfo=dt.UTC)


def done(what: str) -> None:
    print(what, flush=True)


def saves(folder: Path) -> None:
    """Save inquiries through the flow, and drafts between them."""
    database = Place(folder, "").open()
    work = Work(database, USER, NOW)
    done("ready")
    while True:
        saved = keep_as_statistics(
            work,
            Inquiry(
                id=new_id(),
                received_on=NOW.date(),
                channel=Channel.PHONE,
                outcome=InquiryOutcome.ADVICE_GIVEN,
                note="påhittat " * 80,
            ),
        )
        done(saved.id)
        keep_draft(work, "inquiry", "f" * 32, {"note": saved.id}, 0)


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
    """Open a database for which there is a newer version of the tables."""
    schema = Schema(migrations=(*Schema().migrations, folder / "migrations"))
    unlocked = Vault.open(folder).unlock(USER, PHRASE)
    done("ready")
    Database.open(folder / "data.db", unlocked.store_keys, device=DEVICE, schema=schema).close()
    done("migrated")


if __name__ == "__main__":
    {"saves": saves, "keys": keys, "migration": migration}[sys.argv[1]](Path(sys.argv[2]))
