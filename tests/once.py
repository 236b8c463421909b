"""What is dear to build is built once in a run, whatever its workers; tests work on copies."""

import fcntl
import os
import pickle
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

T = TypeVar("T")

SHARED = "KVINNOBYRAN_TESTS_SHARED"
"""The variable that names the folder of this run (tests/conftest.py makes and removes it)."""


def once(name: str, build: Callable[[Path], T]) -> T:
    """Return what ``build`` returned for its folder, called by the first worker that asks.

    The others wait for it. It can be pickled, and what is in the folder is never changed.
    """
    room = Path(os.environ[SHARED], name)
    room.mkdir(exist_ok=True)
    told = room / "told.pickle"
    with (room / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not told.exists():
            shutil.rmtree(room / "built", ignore_errors=True)  # by a worker that was killed
            told.write_bytes(pickle.dumps(build(room / "built")))
        found: T = pickle.loads(told.read_bytes())  # noqa: S301 - our own, in a folder of our own
    return found
