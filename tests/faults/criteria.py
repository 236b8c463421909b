# ruff: noqa: E501 - a table is read by its columns
"""T01 to T44 of security.md section 6: what passes, where it is tried, and what is lacking.

``tried`` names tests as ``file`` or ``file::beginning of a name``. ``lacks`` says what of the
line is not tried here, and why; with nothing tried the line is not met, and says so.
"""

from dataclasses import dataclass

FAULTS, VAULT, STORE, GUARD = ("tests/faults", "tests/vault", "tests/store", "tests/ui/guard")
WINDOWS = "untried on Windows"


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the programme."""

    number: str
    passes: str
    tried: tuple[str, ...] = ()
    lacks: str = ""


LINES = (
    Line("T01", "0 hits of a canary in files after a session; planted ones are found",
         (f"{FAULTS}/test_canary.py",)),
    Line("T02", "0 plaintext writes during a session", (f"{FAULTS}/test_io_errors.py::test_t02",),
         "saving through the flows is traced, not every page of the window"),
    Line("T03", "no file of ours is readable without the key",
         (f"{STORE}/test_database.py::test_t03", f"{STORE}/test_backup.py::test_t03")),
    Line("T04", "only a key of 48 bytes opens or makes a file", (f"{STORE}/test_database.py::test_t04",)),
    Line("T05", "simulated power cuts: 0 acknowledged saves lost, 0 corrupt",
         (f"{FAULTS}/test_power_cut.py",)),
    Line("T06", "kill -9 at random moments: as before or as after, both checks clean",
         (f"{FAULTS}/test_killed.py", f"{VAULT}/test_saving.py::test_a_killed_save",
          f"{STORE}/test_faults.py::test_t06"),
         "a purge is not killed: it is one transaction; a new key is crashed in T32, copies in T11"),
    Line("T07", "disk full at each write: a sentence, nothing lost, goes on after",
         (f"{FAULTS}/test_full_disk.py", f"{FAULTS}/test_io_errors.py::test_t07_t08",
          f"{STORE}/test_faults.py::test_a_full")),
    Line("T08", "EIO and EACCES on each call: no crash, no false 'saved'",
         (f"{FAULTS}/test_io_errors.py::test_t07_t08", f"{VAULT}/test_saving.py::test_every_failing")),
    Line("T09", "every flip, cut and exchange is found; never 'start over'",
         (f"{FAULTS}/test_bad_files.py", f"{STORE}/test_check.py", f"{STORE}/test_backup.py::test_t09")),
    Line("T10", "read-only media: a clear sentence, and restoring from one works",
         (f"{FAULTS}/test_copies.py::test_t10", f"{STORE}/test_faults.py::test_a_write_protected",
          f"{STORE}/test_faults.py::test_a_backup_to"), "a real write-protected stick"),
    Line("T11", "a stick pulled during a backup: nothing unverified has a final name",
         (f"{FAULTS}/test_copies.py::test_t11",), "the writer is killed; no real stick is pulled"),
    Line("T12", "a golden backup of every version comes back",
         ("tests/cli/test_copies.py",),
         "no version is released, so there is one version; " + WINDOWS),
    Line("T13", "backup, purge, restore: purged ids stay gone", (f"{FAULTS}/test_rescue.py",)),
    Line("T14", "a purge leaves 0 in table, search, index, free pages, log",
         ("tests/flows/test_purging.py::test_a_purge_leaves", "tests/flows/test_purge_of_a_register.py", f"{STORE}/test_search.py::test_t14")),
    Line("T15", "a log that cannot be emptied is said and tried again",
         (f"{FAULTS}/test_copies.py::test_t15",)),
    Line("T16", "memory of the locked program: 0 canary, key, passphrase",
         (f"{FAULTS}/test_canary.py", "tests/test_app_process.py")),
    Line("T17", "gcore and /proc/PID/mem refused, no core", (f"{VAULT}/test_t17_hardening.py",), WINDOWS),
    Line("T18", "every change of the key file is refused", (f"{VAULT}/test_t18_keyfile.py",)),
    Line("T19", "the wait grows, survives restart and clock", (f"{VAULT}/test_t19_delay.py",)),
    Line("T20", "clock jumps: locks on time, log by counter, no purge by a leap",
         (f"{GUARD}/test_idle.py", "tests/flows/test_purging.py::test_T20",
          f"{VAULT}/test_t19_delay.py::test_setting_the_wall", f"{FAULTS}/test_copies.py::test_t20"),
         "the program's own clocks are set; the system's clock is not (no libfaketime)"),
    Line("T21", "auto-lock with open dialogs, drafts and prints within 2 s",
         (f"{GUARD}/test_guard.py", f"{GUARD}/test_nothing_stands_in_the_way.py")),
    Line("T22", "locks when the session locks, sleeps or closes its lid",
         (f"{GUARD}/test_t22_session.py", f"{GUARD}/test_seams.py"),
         "a fake logind; real suspend, RDP, and " + WINDOWS),
    Line("T23", "a second instance is refused with the holder's name",
         (f"{FAULTS}/test_second_instance.py", f"{VAULT}/test_t23_instance.py"),
         "a network share between two machines"),
    Line("T24", "keyring matrix: the passphrase always works, nothing blocks",
         (f"{VAULT}/test_t24_keyring.py",), "Credential Locker: " + WINDOWS),
    Line("T25", "tampering with the log is found at the right entry",
         (f"{STORE}/test_journal.py::test_t25", "tests/flows/test_access_log.py::test_D7_what")),
    Line("T26", "0 canary in logs, stderr, copied texts", (f"{FAULTS}/test_t26_no_values.py",
                                                           f"{STORE}/test_faults.py::test_t26")),
    Line("T27", "dangerous calls: 0 in the code", ("tests/test_house.py::test_t27",)),
    Line("T28", "every setting is read back on every connection",
         (f"{STORE}/test_database.py::test_t28", f"{STORE}/test_backup.py::test_t28")),
    Line("T29", "open < 2 s, save < 50 ms, search < 100 ms", (),
         "measured by make bench, as ratios and milliseconds on this machine"),
    Line("T30", "failure before each statement of each migration: old whole or new whole",
         (f"{STORE}/test_migrate.py::test_t30", f"{STORE}/test_every_statement.py"),
         "golden files of released versions: none is released"),
    Line("T31", "a newer file is refused and untouched", (f"{STORE}/test_migrate.py::test_t31",)),
    Line("T32", "a crash at each step of a rekey opens with pending or old",
         ("tests/flows/test_leaving.py::test_T32",)),
    Line("T33", "a leaver's passphrase opens nothing",
         ("tests/cli/test_copies.py::test_the_sheet", "tests/flows/test_leaving.py::test_T33")),
    Line("T34", "attacks on reports find nobody", ("tests/statistics/disclosure",)),
    Line("T35", "printing leaves neutral titles and a clean TMPDIR",
         (f"{FAULTS}/test_canary.py::test_t01",),
         "no private cupsd on the test machine: what CUPS keeps is not tried"),
    Line("T36", "PDF: neutral metadata, masked text is not in it",
         ("tests/reports/test_reports.py::test_facts", "tests/reports/test_reports.py::test_what_is_withheld")),
    Line("T37", "screen captures are black", (), WINDOWS + ": by hand on each release"),
    Line("T38", "protected fields are not copied, others are cleared",
         (f"{GUARD}/test_guard.py::test_locking_empties",), "Win+V, cloud and Klipper: " + WINDOWS),
    Line("T39", "odd inputs are kept and shown literally",
         (f"{STORE}/test_search.py::test_t39", f"{STORE}/test_database.py::test_t39",
          "tests/reports/test_reports.py::test_text_that_looks")),
    Line("T40", "a second engine opens a backup by the page alone", (f"{FAULTS}/test_rescue.py",)),
    Line("T41", "no network: 0 calls, and all works without interfaces",
         ("tests/test_offline.py", "tests/test_house.py::test_t41")),
    Line("T42", "files of the machine before and after: only documented paths", (),
         "an installation is not tried in a test; the canary walks home, temp and caches (T01)"),
    Line("T43", "soak: memory < +20 %, log < 4 MB", (f"{FAULTS}/test_soak.py",),
         "shortened; the eight hours are `python -m tests.faults.soak --hours 8`"),
    Line("T44", "addresses: ciphertext only, whatever key of the database",
         ("tests/story/test_addresses.py", f"{VAULT}/test_sealing.py::test_t44")),
)  # fmt: skip
