"""``kvinnobyran check``: whether it is all still true."""

import argparse
from dataclasses import replace

from kvinnobyran.cli.opening import database_of, unlocked
from kvinnobyran.cli.output import say
from kvinnobyran.domain.case import FIRST_DEVICE
from kvinnobyran.flows import same_time
from kvinnobyran.store.chain import Head
from kvinnobyran.store.check import Line, check_file
from kvinnobyran.store.oversight import SCHEMA
from kvinnobyran.vault.unlocked import UnlockedVault
from kvinnobyran.vault.vault import Vault


def run(chosen: argparse.Namespace) -> int:
    """Print one line for each thing that was checked; 0 when all of it holds, otherwise 1."""
    with unlocked(chosen) as (vault, keys):
        head = None if chosen.head is None else Head.parse(chosen.head)
        lines = check_file(
            database_of(vault),
            keys.store_keys,
            device=FIRST_DEVICE,
            head=head,
            besides=lambda database: same_time.lines(database, keys),
        )
        beside = _check_oversight(vault, keys)
    say("ok   vault  Nyckelfilen är hel och hör till lösenordet.")
    for line in (*lines, *beside):
        say(f"{'ok  ' if line.ok else 'FEL '} {line.name}  {line.sentence}")
    if not all(line.ok for line in lines):
        say("Något stämmer inte. Läs tillbaka en säkerhetskopia.")
        return 1
    if not all(line.ok for line in beside):
        say("Registret stämmer, men inte insynens fil. Den görs om när någon låser upp registret.")
        return 1
    say("Allt stämmer.")
    return 0


def _check_oversight(vault: Vault, keys: UnlockedVault) -> list[Line]:
    """Check the managers' own file, where there is a manager (decision 0029)."""
    own = keys.oversight_keys()
    if own is None:
        return []
    try:
        lines = check_file(vault.oversight_path, own, device=FIRST_DEVICE, schema=SCHEMA)
    finally:
        own.wipe()
    return [replace(line, name=f"oversight_{line.name}") for line in lines]
