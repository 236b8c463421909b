"""``kvinnobyran backup`` and ``restore``: a copy to a folder, and an office out of a copy."""

import argparse
import sys
from datetime import datetime
from pathlib import Path

from kvinnobyran.cli.opening import LONGEST_LINE, clock, read_passphrase, register, unlocked
from kvinnobyran.cli.output import say
from kvinnobyran.domain.trouble import Trouble
from kvinnobyran.flows import backups
from kvinnobyran.flows.copies import copy_now
from kvinnobyran.flows.oversight import carry
from kvinnobyran.flows.practice import clock_of
from kvinnobyran.flows.restoring import restore_office
from kvinnobyran.flows.work import Work


class NoFolder(Trouble):
    """There is no folder to put the backup in."""

    sentence = "Mappen för kopian finns inte. Ingen kopia är gjord."
    way_on = "Sätt i minnet, eller skapa mappen först."


class NoKey(Trouble):
    """Standard input is closed, empty or not text."""

    sentence = "Ingen återställningsnyckel kom på standard in."
    way_on = "Skicka nyckeln från återställningsbladet som en rad text."


class NoFile(Trouble):
    """There is no backup by that name."""

    sentence = "Det finns ingen kopia där."
    way_on = "Kontrollera att minnet sitter i och att filnamnet är rätt."


def back_up(chosen: argparse.Namespace) -> int:
    """Write one backup, read it back from where it lies, and say its name."""
    folder = Path(chosen.to)
    if not folder.is_dir():
        raise NoFolder
    with unlocked(chosen) as (vault, keys), register(vault, keys) as database:
        work = Work(database, chosen.user, clock_of(database, clock)())
        # What managers did lies in a file of its own, and the copy is of the register.
        carry(work, keys)
        seal = backups.sealed_to_sheet(keys.backup_seal())
        made = copy_now(work, keys, folder, seal=seal)
    say(f"Kopian är skriven, läst tillbaka och hel: {made.path}")
    say(f"Ändringsloggens slut: {made.head}")
    return 0


def restore(chosen: argparse.Namespace) -> int:
    """Make a register in a new folder from a backup, and say how to get into it."""
    container, folder = Path(chosen.source), Path(chosen.data)
    if not container.is_file():
        raise NoFile
    newcomer = None
    key = _read_key()
    if chosen.user is not None:
        newcomer = (chosen.user, read_passphrase())
    done = restore_office(
        container, key, folder.absolute(), now=datetime.now().astimezone(), newcomer=newcomer
    )
    made = done.made.astimezone()
    say(f"Återläst: {folder}")
    say(f"Kopian är från {made:%Y-%m-%d kl. %H:%M} och har {done.rows} rader. Allt stämmer.")
    if done.purged:
        say(f"Gallrat igen: {done.purged}. Det var gallrat efter att kopian gjordes.")
    if done.manager:
        say(done.manager_words)
    if newcomer is None:
        say("Starta programmet: det frågar efter nyckeln en gång till och vem du är.")
    return 0


def _read_key() -> str:
    """Return the first line of standard input; a person at the keyboard sees no echo."""
    try:
        if sys.stdin.isatty():
            import getpass

            line = getpass.getpass("Återställningsnyckel: ")
        else:
            line = sys.stdin.buffer.readline(LONGEST_LINE).decode("utf-8-sig")
    except (AttributeError, OSError, ValueError, EOFError):
        raise NoKey from None
    if not line.strip():
        raise NoKey
    return line.strip()
