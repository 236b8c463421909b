"""``kvinnobyran demo``: a fictitious office, with or without its window."""

import argparse
import json
from pathlib import Path

from kvinnobyran.cli import window
from kvinnobyran.cli.opening import private_practice_folder
from kvinnobyran.cli.output import say
from kvinnobyran.demo.office import LAST_DAY, FictitiousOffice, build_office, return_to_office
from kvinnobyran.vault.troubles import VaultExists


def run(chosen: argparse.Namespace) -> int:
    """Make the office, say how to get in, and open it."""
    if not chosen.no_window:
        window.require_display()
    office = _office(chosen)
    if chosen.json:
        say(
            json.dumps(
                {
                    "data": str(office.data),
                    "user": office.user,
                    "passphrase": office.passphrase,
                    "recovery_key": office.recovery_key,
                },
                ensure_ascii=False,
            )
        )
    else:
        say(
            "Ett påhittat kontor: ingen i det finns.\n"
            f"  Mapp:       {office.data}\n"
            f"  Användare:  {office.user}   Lösenord: {office.passphrase}\n"
            f"  Användare:  {office.colleague}   Lösenord: {office.colleague_passphrase}\n"
            f"  Återställningsnyckel: {office.recovery_key}"
        )
    return 0 if chosen.no_window else window.show(office.data)


def _office(chosen: argparse.Namespace) -> FictitiousOffice:
    """Build the office; the practice folder's own is taken up again when it is there."""
    until = chosen.until or LAST_DAY
    if chosen.data is not None:
        return build_office(
            Path(chosen.data).absolute(), years=chosen.years, seed=chosen.seed, until=until
        )
    folder = private_practice_folder(chosen.years, chosen.seed)
    try:
        return build_office(folder, years=chosen.years, seed=chosen.seed, until=until)
    except VaultExists:
        return return_to_office(folder, seed=chosen.seed)
