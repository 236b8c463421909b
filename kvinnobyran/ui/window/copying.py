"""The copies that make themselves, and the one word about a stick that is missed."""

from glob import escape
from typing import TYPE_CHECKING

from kvinnobyran.domain.copies import FOLDER
from kvinnobyran.flows import backups, copies
from kvinnobyran.flows.copies import Kept

if TYPE_CHECKING:
    from kvinnobyran.ui.window.frame import MainWindow

REMINDER = "Sätt i minnet för säkerhetskopior när det passar: kopian där är för gammal."


def keep_copies(window: "MainWindow") -> None:
    """Make what is due, and take away what has lain aside long enough; the day goes on."""
    folder, vault = window.office.folder, window.office.vault
    if folder is None or vault is None:
        return

    def told(kept: Kept) -> None:
        window.ask_backup()
        if kept.trouble is not None:
            window.say_trouble(kept.trouble)
        elif kept.remind:
            window.toaster.say(REMINDER)

    window.desk.do(
        copies.keep_copies,
        vault,
        folder / FOLDER,
        seal=backups.sealed_to_sheet(vault.backup_seal()),
        then=told,
        owner=window,
    )
    # Only where something lies aside: the rooms of a restore are read for nothing otherwise.
    if any(folder.parent.glob(f"{escape(folder.name)}.*")):
        from kvinnobyran.flows import quarantine

        window.desk.do(quarantine.sweep, folder, owner=window)


def keep_list(window: "MainWindow") -> None:
    """Put what was purged on the list beside the copies, at once."""
    folder, vault = window.office.folder, window.office.vault
    if folder is not None and vault is not None:
        seal = backups.sealed_to_sheet(vault.backup_seal())
        window.desk.do(copies.keep_list, folder / FOLDER, seal=seal, owner=window)
