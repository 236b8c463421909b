"""T13 and T40: nothing purged comes back with a backup, and a backup needs no program of ours."""

import datetime as dt
import importlib.util
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from kvinnobyran.domain.ids import new_id
from kvinnobyran.domain.purging import LedgerRow
from kvinnobyran.flows import backups, purge_list, purging
from kvinnobyran.flows.purge_list import ListDamaged
from kvinnobyran.flows.restoring import restore_office
from kvinnobyran.flows.work import Work
from kvinnobyran.store.database import Database
from kvinnobyran.vault.vault import DATABASE_NAME, Vault
from tests.faults.kit import ROOT
from tests.office import copied_office

NOW = dt.datetime(2028, 1, 10, 9, 0, tzinfo=dt.UTC)
Say = Callable[[str, str], None]


def rows_of(database: Database, table: str) -> set[str]:
    return {row[0] for row in database.wire.rows(f"SELECT id FROM {table}")}


@pytest.mark.slow
def test_t13_t40_what_comes_out_of_an_old_backup(tmp_path: Path, say: Say):
    office = copied_office(tmp_path)
    stick = tmp_path / "stick"
    stick.mkdir()
    keys = Vault.open(office.data).unlock(office.user, office.passphrase)
    database = Database.open(office.data / DATABASE_NAME, keys.store_keys, device="a")
    work = Work(database, office.user, NOW)
    seal = backups.sealed_to_sheet(keys.backup_seal())
    made = backups.make_backup(work, keys.store_keys, stick, seal=seal)
    old = rows_of(database, "support_case")
    gone = database.value("SELECT id FROM support_case WHERE state = 'closed' LIMIT 1")
    row = LedgerRow(
        id=new_id(), of_table="support_case", record=gone, purged_on=NOW.date(), protocol_id=""
    )
    assert purging.replay(database, [row], user=office.user, now=NOW) == 1
    assert purge_list.keep(database, stick, seal=seal) == 1
    database.close()
    keys.wipe()
    assert b"support_case" not in (stick / purge_list.NAME).read_bytes()

    folder = tmp_path / "tillbaka"
    done = restore_office(made.path, office.recovery_key, folder, now=NOW)
    assert done.purged == 1
    again = Vault.open(folder).unlock_with_recovery_key(office.recovery_key)
    restored = Database.open(folder / DATABASE_NAME, again.store_keys, device="a")
    assert rows_of(restored, "support_case") == old - {gone}
    assert not [
        table
        for (table,) in restored.wire.rows("SELECT name FROM sqlite_schema WHERE type = 'table'")
        if table != "purge_ledger" and "case_id" in columns(restored, table)
        and restored.value(f"SELECT count(*) FROM {table} WHERE case_id = ?", (gone,))
    ]  # fmt: skip
    restored.close()
    again.wipe()
    say("T13 backup, purge, restore: purged ids that came back", "0 of 1")

    listed = (stick / purge_list.NAME).read_bytes()
    (stick / purge_list.NAME).write_bytes(listed[:-40])
    with pytest.raises(ListDamaged):
        restore_office(made.path, office.recovery_key, tmp_path / "skadad", now=NOW)
    assert not (tmp_path / "skadad").exists()
    without_the_program(tmp_path, made.path, folder, office.recovery_key, say)


def columns(database: Database, table: str) -> set[str]:
    return {row[1] for row in database.wire.rows(f"PRAGMA table_info({table})")}


def without_the_program(tmp_path: Path, copy: Path, folder: Path, key: str, say: Say) -> None:
    """Run the script of the page: on a backup, and on the register that came out of one."""
    page = (ROOT / "docs/rescue.md").read_text("utf-8")
    found = re.search(r"```python\n(.*?)```", page, re.DOTALL)
    assert found
    assert "kvinnobyran." not in found[1]
    script = tmp_path / "rescue.py"
    # Which engine stands in the page by itself; here each of those that are installed.
    engines = ["sqlcipher3"] + ["apsw"] * (importlib.util.find_spec("apsw") is not None)
    for engine in engines:
        text = found[1].replace("import apsw ", "raise ImportError #")
        script.write_text(text if engine == "sqlcipher3" else found[1], "utf-8")
        for files in ((copy,), (folder / "vault.keys", folder / "data.db")):
            done = subprocess.run(
                [sys.executable, "-I", script, *files],
                input=key.lower(), text=True, capture_output=True, check=False, cwd=tmp_path,
            )  # fmt: skip
            assert done.returncode == 0, done.stderr
            assert "whole: True" in done.stdout
            assert re.search(r"^support_case [1-9][0-9]+$", done.stdout, re.MULTILINE)
    wrong = subprocess.run(
        [sys.executable, "-I", script, copy], input="A" * 31, text=True, capture_output=True,
        check=False, cwd=tmp_path,
    )  # fmt: skip
    assert wrong.returncode != 0
    say("T40 opened by the page's script alone, with", " and ".join(engines))
