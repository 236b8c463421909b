"""``kvinnobyran check``: whether it is all still true."""

import argparse

from kvinnobyran.cli.opening import database_of, unlocked
from kvinnobyran.cli.output import say
from kvinnobyran.domain.case import FIRST_DEVICE
from kvinnobyran.store.chain import Head
from kvinnobyran.store.check import check_file


def run(chosen: argparse.Namespace) -> int:
    """Print one line for each thing that was checked; 0 when all of it holds, otherwise 1."""
    with unlocked(chosen) as (vault, keys):
        head = None if chosen.head is None else Head.parse(chosen.head)
        lines = check_file(database_of(vault), keys.store_keys, device=FIRST_DEVICE, head=head)
    say("ok   vault  Nyckelfilen är hel och hör till lösenordet.")
    for line in lines:
        say(f"{'ok  ' if line.ok else 'FEL '} {line.name}  {line.sentence}")
    whole = all(line.ok for line in lines)
    say("Allt stämmer." if whole else "Något stämmer inte. Läs tillbaka en säkerhetskopia.")
    return 0 if whole else 1
