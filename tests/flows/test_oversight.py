"""Decision 0029, L20, D7: what a manager sees is the register's, and what she did goes back."""

import datetime as dt
import os
import shutil
import subprocess
import sys
from argparse import Namespace
from dataclasses import replace
from pathlib import Path

import pytest

from kvinnobyran.cli import check as command
from kvinnobyran.cli import opening
from kvinnobyran.domain.access_review import Answer
from kvinnobyran.domain.ids import new_id
from kvinnobyran.domain.oversight import LONGEST, DeedKind, LogMonth
from kvinnobyran.domain.purging import LedgerRow
from kvinnobyran.domain.task import TaskState
from kvinnobyran.domain.trouble import Refused, Trouble
from kvinnobyran.flows import backups, leaving, oversight, oversight_reports, purging
from kvinnobyran.flows.access_log import answer_reading, hold_against_chain, review_of, sign_review
from kvinnobyran.flows.restoring import restore_office
from kvinnobyran.statistics.release import keeping
from kvinnobyran.store import noted
from kvinnobyran.store import oversight as stored
from kvinnobyran.store.access_log import Sort, log_lines
from kvinnobyran.store.check import check_file
from kvinnobyran.store.connection import Connection
from kvinnobyran.store.database import Database
from kvinnobyran.store.tasks import of_cause
from kvinnobyran.store.troubles import CopyFailed, DatabaseMissing, DiskFull, ForeignFile
from kvinnobyran.store.workplace import Workplace, load_workplace, save_workplace
from kvinnobyran.vault import slots
from kvinnobyran.vault import vault as vault_module
from kvinnobyran.vault.kdf import FLOOR
from kvinnobyran.vault.saving import old
from kvinnobyran.vault.troubles import (
    NobodyByThatName,
    OnlyOversight,
    WeakPassphrase,
    WrongPassphrase,
)
from kvinnobyran.vault.vault import Vault
from tests.flows.oversight_kit import (
    FEBRUARY,
    HERS,
    LATER,
    NOW,
    RUT,
    SECRET,
    SIV,
    Hers,
    Register,
    build,
)
from tests.vault.kit import ANNA, BERIT, OTHER_PHRASE, PHRASE, CountingDerive

KNOWN = CountingDerive()
HER_NEW = "kanel trappa ugn lykta saft"


@pytest.fixture(autouse=True, scope="module")
def _quick():
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("kvinnobyran.vault.kdf.calibrate", lambda: FLOOR)
        for module in (vault_module, slots):
            patch.setattr(module, "derive", KNOWN)
        yield


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """The register, made once; tests work on copies."""
    folder = tmp_path_factory.mktemp("oversight") / "vault"
    return folder, build(folder)


@pytest.fixture
def folder(made, tmp_path):
    return shutil.copytree(made[0], tmp_path / "vault")


def everything(database):
    tables = [
        name
        for schema, name, kind, *_ in database.wire.rows("PRAGMA table_list")
        if schema == "main" and kind == "table" and not name.startswith("search_text_")
    ]
    return {name: database.wire.rows(f"SELECT * FROM {name}") for name in sorted(tables)}


# --- what she sees ------------------------------------------------------------------------------


def test_L20_she_sees_fixed_reports_and_the_months_drawn_readings(folder):
    with Hers(folder) as hers:
        (report,) = stored.reports(hers.database)
        (month,) = stored.months(hers.database)
        rows = stored.rows(hers.database, month.id)
        counts = stored.counts(hers.database, month.id)
        whole = everything(hers.database)
    assert keeping.digest(report.figures) == report.digest
    shown = keeping.report_from_text(report.figures)
    assert shown.cell("inquiries", {}).value == 9
    assert (month.id, month.readings, month.first) == ("2027-02", 3, FEBRUARY)
    assert [row.what for row in rows] == [
        "Läste skyddade uppgifter. Personnummer",
        "Läste skyddade uppgifter. Namn",
        "Läste ett barns akt.",
    ]
    assert [row.answer for row in rows] == ["Fråga", "", ""]
    assert {row.code for row in rows} == {"KB-27-001"}
    assert ("Läsningar", 3) in {(each.sort, each.lines) for each in counts}
    assert SECRET not in repr(whole), "no free text of the register"
    assert ANNA in repr(whole)


def test_L20_the_months_anchor_holds_against_the_log(folder):
    with Hers(folder) as hers:
        anchor = stored.months(hers.database)[0].anchor
    with Register(folder) as register:
        assert hold_against_chain(register.database, anchor).whole
        assert not hold_against_chain(register.database, anchor[:-1] + "x").whole


def test_what_the_register_lets_go_of_is_in_no_page_of_her_file(folder):
    with Register(folder) as register:
        path, keys = folder / "oversight.db", register.vault.oversight_keys()
        before = path.stat().st_ino
        assert oversight.carry(register.work, register.vault) == 0
        assert path.stat().st_ino == before, "nothing new, nothing written"
        with register.work.step("Gallrade") as tx:
            tx.wire.rows("PRAGMA defer_foreign_keys = ON")
            tx.wire.change("UPDATE support_case SET code = 'KB-27-999'")
        oversight.carry(register.work, register.vault)
        assert path.stat().st_ino != before
        with_new = stored.open_file(path, keys)
        said = repr(everything(with_new))
        with_new.close()
    assert "KB-27-999" in said
    assert "KB-27-001" not in said
    assert [each.name for each in folder.glob("oversight.db?*") if each.stat().st_size] == []


def test_T14_a_purged_case_is_gone_from_the_managers_file_and_its_report_still_holds(folder):
    with Register(folder) as register:
        rows = [
            LedgerRow(
                id=new_id(), of_table=table, record=str(id), purged_on=LATER.date(), protocol_id=""
            )
            for table in ("support_case", "person")
            for (id,) in register.database.wire.rows(f"SELECT id FROM {table}")
        ]
        assert purging.replay(register.database, rows, user=ANNA, now=LATER) > 0
        oversight.carry(register.work, register.vault)
    with Hers(folder) as hers:
        whole = repr(everything(hers.database))
        (report,) = stored.reports(hers.database)
        (month,) = stored.months(hers.database)
    assert "KB-27-001" not in whole
    assert not any(row.record in whole for row in rows)
    assert month.readings == 3, "that somebody read is not forgotten"
    assert keeping.digest(report.figures) == report.digest


# --- what she does ------------------------------------------------------------------------------


def test_L20_her_review_comes_home_once_and_a_remark_is_a_task(folder):
    with Hers(folder) as hers:
        oversight.note_opened(hers.work)
        oversight.mark_month(hers.work, "2027-02", " Varför lästes\nrad 7? ")
        oversight.mark_month(hers.work, "2027-02")
        with pytest.raises(Refused):
            oversight.mark_month(hers.work, "2026-01")
        with pytest.raises(Refused):
            oversight.mark_month(hers.work, "2027-02", "x" * (LONGEST + 1))
        assert [each.kind for each in stored.deeds(hers.database)].count(DeedKind.REVIEWED) == 2
        save_workplace(hers.database, RUT, Workplace(page="go_months"))
    with Register(folder) as register:
        copy = shutil.copytree(folder, folder.parent / "crashed")
        assert oversight.carry(register.work, register.vault) == 3
        assert oversight.carry(register.work, register.vault) == 0
        review = review_of(register.database, FEBRUARY, dt.UTC)
        when = f"{RUT} 2027-03-02 kl. 09.00.00: granskade loggen för 2027-02."
        assert sorted(review.marks) == [
            f"{when} Anmärkning: Varför lästes rad 7?",
            f"{when} Ingen anmärkning.",
        ]
        (task,) = of_cause(register.database, "domain.md D7", "oversight-2027-02")
        assert (task.state, task.assigned_to) == (TaskState.OPEN, ANNA)
        lines = log_lines(register.database, NOW.replace(year=2026), NOW.replace(year=2028))
        assert {line.user for line in lines if line.kind.startswith("oversight")} == {RUT}
        assert register.database.verify_journal() == []
        # Killed after they came home and before the file was written: they do not come twice.
        shutil.copy(copy / "oversight.db", folder / "oversight.db")
        assert oversight.carry(register.work, register.vault) == 0
        sign = register.work
        for line in review.lines:
            answer_reading(sign, FEBRUARY, line.seq, Answer.ASK, "Påhittat.")
        sign_review(sign, FEBRUARY)
        oversight.carry(register.work, register.vault)
    with Hers(folder) as hers:
        (month,) = stored.months(hers.database)
        assert (month.signed_by, month.marks.count("\n")) == (ANNA, 1)
        assert stored.deeds(hers.database) == []
        assert load_workplace(hers.database, RUT).page == "go_months", "she comes back there"


def test_D8_a_report_leaves_as_it_was_fixed_with_a_purpose_and_a_recipient(folder):
    said = {"purpose": "Styrelsen", "recipient": "Ordföranden"}
    with Hers(folder) as hers:
        (report,) = stored.reports(hers.database)
        assert oversight_reports.figures_of(report).cell("inquiries", {}).value == 9
        with pytest.raises(oversight_reports.ReportChanged):
            oversight_reports.figures_of(replace(report, figures=report.figures + " "))
        with pytest.raises(Refused):
            oversight_reports.note_printed(hers.work, report, purpose="", recipient="")
        oversight_reports.note_printed(hers.work, report, **said)
        target = folder / "rapport.pdf"
        oversight_reports.save_pdf(hers.work, report, b"%PDF", target, **said)
        assert target.read_bytes() == b"%PDF"
        deeds = [deed.words for deed in stored.deeds(hers.database)]
    words = ", 2026-10-01_2026-12-31. Ändamål: Styrelsen. Mottagare: Ordföranden."
    assert sorted(deeds) == [f"PDF-fil{words}", f"Utskrift{words}"]


# --- the separation is cryptographic ------------------------------------------------------------


def test_her_keys_open_no_register_and_its_file_is_no_oversight(folder):
    hers = Vault.open(folder).unlock_oversight(RUT, HERS).store_keys
    theirs = Vault.open(folder).unlock(ANNA, PHRASE)
    with pytest.raises(ForeignFile):
        Database.open(folder / "data.db", hers, device="a")
    with pytest.raises(ForeignFile):
        stored.open_file(folder / "oversight.db", theirs.store_keys)
    # The salt lies open in the file and is a part of the key: given that, too, it stays shut.
    salted = replace(hers, database=hers.database[:32] + theirs.store_keys.database[32:])
    with pytest.raises(Trouble):
        Database.open(folder / "data.db", salted, device="a")
    with pytest.raises(OnlyOversight):
        Vault.open(folder).unlock(RUT, HERS)


_CHILD = """
import sys
from pathlib import Path
from kvinnobyran.vault.vault import Vault
from kvinnobyran.store import oversight
folder = Path(sys.argv[1])
keys = Vault.open(folder).unlock_oversight(sys.argv[2], sys.stdin.readline().strip())
database = oversight.open_file(folder / "oversight.db", keys.store_keys)
print(len(oversight.reports(database)), flush=True)
sys.stdin.readline()
"""


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_T16_the_registers_keys_are_not_in_a_managers_process(folder):
    """With the control that the oversight's own key is found there."""
    with Register(folder) as register:
        vault = register.vault
        wanted = {
            "vault": bytes(vault._keys.vault_key),
            "database": bytes(vault.store_keys.database),
            "raw key": bytes(vault.store_keys.database[:32]),
            "hex": vault.store_keys.database[:32].hex().encode(),
            "audit": bytes(vault.store_keys.audit),
            "address": bytes(vault.address_key),
        }
        control = bytes(vault.oversight_keys().database[:32])
    child = subprocess.Popen(
        [sys.executable, "-c", _CHILD, str(folder), RUT],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    try:
        child.stdin.write(HERS.encode() + b"\n")
        child.stdin.flush()
        assert child.stdout.readline().strip() == b"1"
        memory = _memory(child.pid)
        if memory is None:
            pytest.skip("this system lets no process read another's memory")
        assert control in memory
        assert {name for name, key in wanted.items() if key in memory} == set()
    finally:
        child.communicate(b"\n", timeout=600)
    assert child.returncode == 0


def _memory(pid):
    found = bytearray()
    try:
        room = Path(f"/proc/{pid}")
        with (room / "maps").open() as maps, (room / "mem").open("rb", 0) as memory:
            for line in maps:
                place, rights, *_ = line.split()
                if rights.startswith("rw"):
                    first, last = (int(each, 16) for each in place.split("-"))
                    try:
                        memory.seek(first)
                        found += memory.read(last - first)
                    except OSError:
                        continue
    except PermissionError:
        return None
    return bytes(found)


# --- her own passphrase -------------------------------------------------------------------------


def test_her_new_passphrase_holds_when_a_counsellor_has_unlocked(folder, made, tmp_path):
    with Hers(folder) as hers:
        with pytest.raises(WeakPassphrase):
            oversight.change_passphrase(hers.work, hers.keys, HERS, "kort")
        oversight.change_passphrase(hers.work, hers.keys, HERS, HER_NEW)
        assert [who for who, _ in stored.new_slots(hers.database)] == [RUT]
    with Hers(folder):
        """The one she has opens until then."""
    with Register(folder) as register:
        before = register.vault.vault.table
        oversight.carry(register.work, register.vault)
        assert oversight.carry(register.work, register.vault) == 0, "once"
        lines = log_lines(register.database, NOW.replace(year=2026), NOW.replace(year=2028))
        assert lines[0].kind == "oversight_passphrase"
        assert lines[0].sort is Sort.LOGIN
        assert register.vault.vault.table.holder(RUT) == before.holder(RUT)
        assert not old(folder / "vault.keys").exists(), "it held the old way in"
        (tmp_path / "stick").mkdir()
        seal = backups.sealed_to_sheet(register.vault.backup_seal())
        copy = backups.make_backup(
            register.work, register.vault.store_keys, tmp_path / "stick", seal=seal
        ).path
    with Hers(folder, phrase=HER_NEW) as hers:
        assert len(stored.reports(hers.database)) == 1
        assert stored.new_slots(hers.database) == []
        assert noted.revoked_in(hers.database) == before.generation + 1
    restored = restore_office(copy, made[1], tmp_path / "restored", now=LATER)
    assert "Lägg till henne igen" in restored.manager_words


def test_a_new_passphrase_that_does_not_fit_is_not_taken_and_the_log_says_so(folder):
    with Hers(folder) as hers:
        stored.keep_new_slot(hers.database, RUT, "{}")
    with Register(folder) as register:
        oversight.carry(register.work, register.vault)
        lines = log_lines(register.database, NOW.replace(year=2026), NOW.replace(year=2028))
        assert lines[0].sentence.startswith("En chefs nya lösenord passade inte")
    with Hers(folder):
        pass


# --- T33: who leaves ----------------------------------------------------------------------------


def test_T33_a_removed_managers_passphrase_opens_nothing(folder, made, tmp_path):
    kept = shutil.copytree(folder, tmp_path / "hers")
    with Hers(folder) as hers:
        oversight.mark_month(hers.work, "2027-02", "Sista anmärkningen.")
    with Register(folder) as register:
        leaving.remove_user(register.work, register.vault, RUT)
        review = review_of(register.database, FEBRUARY, dt.UTC)
        assert "Sista anmärkningen." in review.marks[0], "what she did came home first"
        assert register.vault.store_keys.epoch == 1
        assert not (folder / "oversight.db").exists()
        (tmp_path / "stick").mkdir()
        seal = backups.sealed_to_sheet(register.vault.backup_seal())
        copy = backups.make_backup(
            register.work, register.vault.store_keys, tmp_path / "stick", seal=seal
        ).path
    with pytest.raises(NobodyByThatName):
        Hers(folder)
    with pytest.raises(WrongPassphrase):
        Register(folder, RUT, HERS)
    restored = tmp_path / "restored"
    restore_office(copy, made[1], restored, now=LATER, newcomer=(SIV, OTHER_PHRASE))
    assert Vault.open(restored).names == (SIV,)
    # Her old key file beside a later oversight: a key of before.
    with Register(folder) as register:
        register.vault.add_manager(SIV, OTHER_PHRASE, cost=FLOOR)
        oversight.carry(register.work, register.vault)
    shutil.copy(kept / "vault.keys", folder / "vault.keys")
    with pytest.raises(ForeignFile):
        Hers(folder)


def test_T33_when_a_counsellor_leaves_the_oversight_gets_a_new_key_too(folder):
    with Register(folder, BERIT, OTHER_PHRASE) as before:
        known = before.vault.oversight_keys()
    with Hers(folder) as hers:
        oversight.note_opened(hers.work)
    with Register(folder) as register:
        leaving.remove_user(register.work, register.vault, BERIT)
        lines = log_lines(register.database, NOW.replace(year=2026), NOW.replace(year=2028))
        assert any(line.kind == "oversight_opened" for line in lines)
    with pytest.raises(ForeignFile):
        stored.open_file(folder / "oversight.db", known)
    with Hers(folder) as hers:
        assert len(stored.reports(hers.database)) == 1


def test_a_suspended_manager_comes_back_with_the_passphrase_she_has(folder):
    with Register(folder) as register:
        leaving.suspend_user(register.work, register.vault, RUT)
        names = register.vault.vault.names
        assert leaving.suspended(register.database, names) == (RUT,)
        with pytest.raises(NobodyByThatName):
            Hers(folder)
        leaving.let_back(register.work, register.vault, RUT)
        assert leaving.suspended(register.database, register.vault.vault.names) == ()
    with Hers(folder) as hers:
        assert stored.months(hers.database)


# --- what stands in the way ---------------------------------------------------------------------


def test_a_file_that_is_lost_or_damaged_is_made_anew_and_the_log_says_so(folder):
    path = folder / "oversight.db"
    with Register(folder) as register:
        path.unlink()
        oversight.carry(register.work, register.vault)
        path.write_bytes(path.read_bytes()[:5000])
        oversight.carry(register.work, register.vault)
        path.write_bytes(b"")
        oversight.carry(register.work, register.vault)
        lines = log_lines(register.database, NOW.replace(year=2026), NOW.replace(year=2028))
        assert sum(line.kind == "oversight_damaged" for line in lines) == 2
        keys = register.vault.oversight_keys()
        checked = check_file(path, keys, device="a", schema=stored.SCHEMA)
        assert all(line.ok for line in checked), checked
    with Hers(folder) as hers:
        assert len(stored.reports(hers.database)) == 1


def test_a_disk_that_will_not_take_it_leaves_the_file_as_it_was(folder, monkeypatch):
    path = folder / "oversight.db"
    before = path.read_bytes()
    with Register(folder) as register:
        with register.work.step("Påhittat") as tx:
            tx.wire.change("UPDATE support_case SET code = 'KB-27-999'")
        with monkeypatch.context() as full:
            full.setattr(os, "replace", _raising(OSError(28, "full")))
            with pytest.raises(DiskFull):
                oversight.carry(register.work, register.vault)
        with monkeypatch.context() as broken:
            broken.setattr(stored, "faults_of", lambda _: (1, 0))
            with pytest.raises(CopyFailed):
                oversight.carry(register.work, register.vault)
        with monkeypatch.context() as busy:
            busy.setattr(Connection, "checkpoint", lambda _: False)
            with pytest.raises(CopyFailed):
                oversight.carry(register.work, register.vault)
        assert path.read_bytes() == before
        assert list(folder.glob("oversight.db.*")) == []
        with monkeypatch.context() as full:
            full.setattr(type(path), "unlink", _raising(OSError(28, "full")))
            with pytest.raises(DiskFull):
                stored.remove(path)
    with pytest.raises(DatabaseMissing):
        stored.open_file(folder / "nowhere.db", slots.oversight_keys(bytearray(range(32)), _table))
    assert LogMonth(id="2027-02", readings=0).first.month == 2


def test_the_check_command_checks_her_file_too(folder, monkeypatch, capsys):
    monkeypatch.setattr(opening, "read_passphrase", lambda: PHRASE)
    chosen = Namespace(data=folder, user=ANNA, head=None)
    assert command.run(chosen) == 0
    said = capsys.readouterr().out
    assert "ok   oversight_cipher_integrity_check" in said
    assert said.endswith("Allt stämmer.\n")
    (folder / "oversight.db").write_bytes(b"")
    assert command.run(chosen) == 1
    assert "FEL  oversight_open" in (said := capsys.readouterr().out)
    assert "Registret stämmer" in said
    with Register(folder) as register:
        leaving.remove_user(register.work, register.vault, RUT)
    assert command.run(chosen) == 0
    assert "oversight" not in capsys.readouterr().out


def _raising(error):
    def fail(*_args, **_kwargs):
        raise error

    return fail


class _table:  # noqa: N801 - stands for a key table
    vault_id = "f" * 32
    epoch = 1
