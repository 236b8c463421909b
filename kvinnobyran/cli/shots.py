"""``kvinnobyran shots``: a picture of every page, or of every sheet, of a fictitious office."""

import argparse
import os
import tempfile
from pathlib import Path

from kvinnobyran import paths
from kvinnobyran.cli.output import OutputRefused, say, write_whole
from kvinnobyran.demo.office import build_office
from kvinnobyran.domain.case import FIRST_DEVICE
from kvinnobyran.store.database import Database
from kvinnobyran.vault.vault import DATABASE_NAME, Vault


def run(chosen: argparse.Namespace) -> int:
    """Build an office that is gone afterwards, and save the pictures as PNG."""
    if not any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY")):
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    out = Path(chosen.out)
    try:
        paths.make_private(out)
    except OSError:
        raise OutputRefused from None
    with tempfile.TemporaryDirectory(prefix="office.") as folder:
        _photograph(Path(folder) / "office", out, chosen)
    return 0


def _photograph(folder: Path, out: Path, chosen: argparse.Namespace) -> None:
    from kvinnobyran.ui.photographs import photograph

    office = build_office(folder, years=1)
    vault = Vault.open(folder)
    unlocked = vault.unlock(office.user, office.passphrase)
    database = Database.open(folder / DATABASE_NAME, unlocked.store_keys, device=FIRST_DEVICE)
    try:
        for name, picture in photograph(
            database,
            unlocked,
            size=chosen.size,
            theme=chosen.theme,
            text_size=chosen.text,
            sheets=chosen.sheets,
        ):
            write_whole(out / f"{name}.png", picture)
            say(str(out / f"{name}.png"))
    finally:
        database.close()
        unlocked.wipe()
