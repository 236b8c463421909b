"""A process to be killed while it purges: by itself before a statement, or from outside.

purger.py FOLDER CASE STATEMENT     STATEMENT is the one it dies before; 0 never, and says how many
"""

import datetime as dt
import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from kvinnobyran.flows import purging
from kvinnobyran.flows.work import Work
from kvinnobyran.store.connection import Connection
from kvinnobyran.store.database import Database
from tests.empty_register import DEVICE, NAME, keys_of_tests

LATER = dt.datetime(2029, 6, 1, 9, tzinfo=dt.UTC)
CLOCK = {"clock": "Almanackan"}
WATCHED = ("change", "rows", "compact", "checkpoint")


class Counter:
    """Counts what is asked of the database, and ends the process before one of them."""

    def __init__(self, fatal: int) -> None:
        self.fatal, self.count = fatal, 0

    def watch(self, name: str) -> None:
        real: Callable[..., Any] = getattr(Connection, name)

        def counted(*args: Any, **kwargs: Any) -> Any:
            self.count += 1
            if self.count == self.fatal:
                os.kill(os.getpid(), signal.SIGKILL)
            return real(*args, **kwargs)

        setattr(Connection, name, counted)


def main(folder: Path, case_id: str, fatal: int) -> None:
    database = Database.open(folder / NAME, keys_of_tests(), device=DEVICE)
    counter = Counter(fatal)
    for name in WATCHED:
        counter.watch(name)
    print("ready", flush=True)
    purging.purge(Work(database, "Hanna", LATER), [case_id], reasons=CLOCK)
    print(counter.count, flush=True)
    os._exit(0)


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]))
