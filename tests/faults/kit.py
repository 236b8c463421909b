"""What the tests of faults share: a vault with a filled office, the commands, and a driver."""

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from kvinnobyran.store.database import Database
from kvinnobyran.vault.kdf import FLOOR
from kvinnobyran.vault.unlocked import UnlockedVault
from kvinnobyran.vault.vault import Vault

ROOT = Path(__file__).resolve().parents[2]
USER = "Greta Exempel"
PHRASE = "kork segel moln tratt bord"
DEVICE = "a"
PATIENCE = 900
"""Seconds that another process is waited for, on a machine that has much else to do."""


@dataclass(frozen=True)
class Place:
    """A vault folder, its user and her passphrase."""

    folder: Path
    recovery: str

    def unlock(self) -> UnlockedVault:
        return Vault.open(self.folder).unlock(USER, PHRASE)

    def open(self) -> Database:
        unlocked = self.unlock()
        try:
            return Database.open(self.folder / "data.db", unlocked.store_keys, device=DEVICE)
        finally:
            unlocked.wipe()


def make_place(folder: Path) -> Place:
    """Make a vault with an empty database."""
    vault, unlocked, recovery = Vault.create(folder, user=USER, passphrase=PHRASE, kdf=FLOOR)
    text = recovery.text
    recovery.wipe()
    Database.create(vault.database_path, unlocked.store_keys, device=DEVICE).close()
    unlocked.wipe()
    return Place(folder, text)


def environment(home: Path, **more: str) -> dict[str, str]:
    """Return an environment whose home, temp and caches are all inside ``home``."""
    for name in ("tmp", "run"):
        (home / name).mkdir(parents=True, exist_ok=True, mode=0o700)
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith("XDG_") and name != "WAYLAND_DISPLAY"
    }
    return kept | {
        "HOME": str(home),
        "TMPDIR": str(home / "tmp"),
        "XDG_RUNTIME_DIR": str(home / "run"),
        "PYTHONPATH": str(ROOT),
        "QT_QPA_PLATFORM": "offscreen",
        **more,
    }


def command(
    home: Path, *words: object, stdin: str = PHRASE + "\n"
) -> subprocess.CompletedProcess[str]:
    """Run one of the program's commands."""
    return subprocess.run(
        [sys.executable, "-m", "kvinnobyran", *map(str, words)],
        cwd=ROOT,
        env=environment(home),
        input=stdin,
        capture_output=True,
        text=True,
        check=False,
        timeout=PATIENCE,
    )


def driven(home: Path, script: str, folder: Path, **more: str) -> subprocess.Popen[str]:
    """Start the real program with a script of ``driver.py`` in its event loop."""
    return subprocess.Popen(
        [sys.executable, str(ROOT / "tests/faults/driver.py"), script, str(folder)],
        cwd=ROOT,
        env=environment(home, **more),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def line_of(stream: IO[str] | None) -> str:
    """Return the next line that a driven program prints."""
    assert stream is not None
    return stream.readline().strip()
