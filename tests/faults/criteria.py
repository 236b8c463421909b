# ruff: noqa: E501 - a table is read by its columns
"""T01 to T44 of security.md section 6: what passes, where it is tried, and what is lacking.

``tried`` names tests as ``file`` or ``file::beginning of a name``. ``full`` says how often the
programme asks for it, where the short form does less. ``lacks`` says what of the line is not
tried here, and why; ``elsewhere`` what cannot be on Linux. With nothing tried a line is not met.
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
    full: str = ""
    lacks: str = ""
    elsewhere: str = ""
    examples: bool = False
    """Instead of what is tried: every test that invents its own examples."""


LINES = (
    Line("T01", "0 hits of a canary in files after a session; planted ones are found",
         (f"{FAULTS}/test_canary.py::test_the_scanner_finds_what", f"{FAULTS}/test_canary.py::test_t01")),
    Line("T02", "0 plaintext writes during a session",
         (f"{FAULTS}/test_io_errors.py::test_t02", f"{FAULTS}/test_session_traced.py")),
    Line("T03", "no file of ours is readable without the key",
         (f"{STORE}/test_database.py::test_t03", f"{STORE}/test_backup.py::test_t03",
          f"{FAULTS}/test_session_traced.py::test_t02_t03")),
    Line("T04", "only a key of 48 bytes opens or makes a file", (f"{STORE}/test_database.py::test_t04",)),
    Line("T05", "simulated power cuts: 0 acknowledged saves lost, 0 corrupt",
         (f"{FAULTS}/test_power_cut.py",), full="2000 cuts"),
    Line("T06", "kill -9 at random moments: as before or as after, both checks clean",
         (f"{FAULTS}/test_killed.py", f"{FAULTS}/test_purge_killed.py::test_t06", f"{VAULT}/test_saving.py::test_a_killed_save",
          f"{STORE}/test_faults.py::test_t06"),
         full="620 kills, 120 of them of a purge, and 300 of saving the key file",
         lacks="a new key of the vault: it is crashed between every two steps in T32"),
    Line("T07", "disk full at each write: a sentence, nothing lost, goes on after",
         (f"{FAULTS}/test_full_disk.py", f"{FAULTS}/test_io_errors.py::test_t07_t08",
          f"{STORE}/test_faults.py::test_a_full"), full="each of the first 200 writes"),
    Line("T08", "EIO and EACCES on each call: no crash, no false 'saved'",
         (f"{FAULTS}/test_io_errors.py::test_t07_t08", f"{VAULT}/test_saving.py::test_every_failing"),
         full="each of the first 11 calls of each kind"),
    Line("T09", "every flip, cut and exchange is found; never 'start over'",
         (f"{FAULTS}/test_flips.py", f"{FAULTS}/test_bad_files.py", f"{STORE}/test_check.py",
          f"{STORE}/test_backup.py::test_t09"), full="1000 flips, 100 cuts, 200 exchanges of each file"),
    Line("T10", "read-only media: a clear sentence, and restoring from one works",
         (f"{FAULTS}/test_copies.py::test_t10", f"{STORE}/test_faults.py::test_a_write_protected",
          f"{STORE}/test_faults.py::test_a_backup_to"), lacks="a real write-protected stick"),
    Line("T11", "a stick pulled during a backup: nothing unverified has a final name",
         (f"{FAULTS}/test_copies.py::test_t11",), full="50 kills",
         lacks="the writer is killed; no real stick is pulled"),
    Line("T12", "a golden backup of every version comes back",
         ("tests/cli/test_copies.py",),
         lacks="no version is released, so there is one version", elsewhere=WINDOWS),
    Line("T13", "backup, purge, restore: purged ids stay gone", (f"{FAULTS}/test_rescue.py",)),
    Line("T14", "a purge leaves 0 in table, search, index, free pages, log",
         ("tests/flows/test_purging.py::test_a_purge_leaves", "tests/flows/test_purge_of_a_register.py", f"{STORE}/test_search.py::test_t14")),
    Line("T15", "a log that cannot be emptied is said and tried again",
         (f"{FAULTS}/test_copies.py::test_t15", f"{FAULTS}/test_purge_killed.py::test_t15")),
    Line("T16", "memory of the locked program: 0 canary, key, passphrase",
         (f"{FAULTS}/test_canary.py::test_the_scanner_finds_a_word", f"{FAULTS}/test_canary.py::test_t01",
          "tests/test_app_process.py", "tests/flows/test_oversight.py::test_T16")),
    Line("T17", "gcore and /proc/PID/mem refused, no core", (f"{VAULT}/test_t17_hardening.py",),
         elsewhere=WINDOWS),
    Line("T18", "every change of the key file is refused", (
        f"{VAULT}/test_t18_keyfile.py", "tests/flows/test_same_time.py::test_T18")),
    Line("T19", "the wait grows, survives restart and clock", (f"{VAULT}/test_t19_delay.py",)),
    Line("T20", "clock jumps: locks on time, log by counter, no purge by a leap",
         (f"{GUARD}/test_idle.py", "tests/flows/test_purging.py::test_T20", f"{FAULTS}/test_clock.py",
          f"{VAULT}/test_t19_delay.py::test_setting_the_wall", f"{FAULTS}/test_copies.py::test_t20")),
    Line("T21", "auto-lock with open dialogs, drafts and prints within 2 s",
         (f"{GUARD}/test_guard.py", f"{GUARD}/test_nothing_stands_in_the_way.py")),
    Line("T22", "locks when the session locks, sleeps or closes its lid",
         (f"{GUARD}/test_t22_session.py", f"{GUARD}/test_seams.py"),
         lacks="a fake logind, no real suspend", elsewhere="RDP and the rest, " + WINDOWS),
    Line("T23", "a second instance is refused with the holder's name",
         (f"{FAULTS}/test_second_instance.py", f"{VAULT}/test_t23_instance.py"),
         lacks="a network share between two machines"),
    Line("T24", "keyring matrix: the passphrase always works, nothing blocks",
         (f"{VAULT}/test_t24_keyring.py",), elsewhere="Credential Locker: " + WINDOWS),
    Line("T25", "tampering with the log is found at the right entry",
         (f"{STORE}/test_journal.py::test_t25", "tests/flows/test_access_log.py::test_D7_what",
          "tests/flows/test_same_time.py::test_T25")),
    Line("T26", "0 canary in logs, stderr, copied texts", (f"{FAULTS}/test_t26_no_values.py",
                                                           f"{STORE}/test_faults.py::test_t26")),
    Line("T27", "dangerous calls: 0 in the code", ("tests/test_house.py::test_t27",)),
    Line("T28", "every setting is read back on every connection",
         (f"{STORE}/test_database.py::test_t28", f"{STORE}/test_backup.py::test_t28")),
    Line("T29", "20,000 persons: open < 2 s, save < 50 ms, search < 100 ms (p95)",
         (f"{FAULTS}/test_large.py",), full="20,000 persons",
         lacks="on this machine, not on the office's slow laptop; against plain SQLite: make bench"),
    Line("T30", "failure before each statement of each migration: old whole or new whole",
         (f"{STORE}/test_migrate.py::test_t30", f"{STORE}/test_every_statement.py"),
         lacks="golden files of released versions: none is released"),
    Line("T31", "a newer file is refused and untouched", (f"{STORE}/test_migrate.py::test_t31",)),
    Line("T32", "a crash at each step of a rekey opens with pending or old",
         ("tests/flows/test_leaving.py::test_T32",)),
    Line("T33", "a leaver's passphrase opens nothing",
         ("tests/cli/test_copies.py::test_the_sheet", "tests/flows/test_leaving.py::test_T33",
          "tests/flows/test_oversight.py::test_T33")),
    Line("T34", "attacks on reports find nobody", ("tests/statistics/disclosure",)),
    Line("T35", "printing leaves neutral titles and a clean TMPDIR",
         (f"{FAULTS}/test_spool.py",), elsewhere="the spooler, " + WINDOWS),
    Line("T36", "PDF: neutral metadata, masked text is not in it",
         ("tests/reports/test_reports.py::test_facts", "tests/reports/test_reports.py::test_what_is_withheld")),
    Line("T37", "screen captures are black", (), elsewhere=WINDOWS + ", by hand on each release; X11 and Wayland have no such protection"),
    Line("T38", "protected fields are not copied, others are cleared",
         (f"{GUARD}/test_guard.py::test_locking_empties",), lacks="Klipper",
         elsewhere="Win+V and cloud: " + WINDOWS),
    Line("T39", "odd inputs are kept and shown literally",
         (f"{STORE}/test_search.py::test_t39", f"{STORE}/test_database.py::test_t39",
          f"{FAULTS}/test_t26_no_values.py::test_t39", "tests/reports/test_reports.py::test_text_that_looks")),
    Line("T40", "a second engine opens a backup by the page alone", (f"{FAULTS}/test_rescue.py",)),
    Line("T41", "no network: 0 calls, and all works without interfaces",
         ("tests/test_offline.py", "tests/test_house.py::test_t41", f"{FAULTS}/test_session_traced.py::test_t41")),
    Line("T42", "files of the machine before and after: only documented paths",
         (f"{FAULTS}/test_installed.py",), elsewhere="the installer, " + WINDOWS),
    Line("T43", "soak: memory < +20 %, log < 4 MB", (f"{FAULTS}/test_soak.py",),
         full="ten minutes; a whole day with HOURS=8"),
    Line("T44", "addresses: ciphertext only, whatever key of the database",
         ("tests/story/test_addresses.py", f"{VAULT}/test_sealing.py::test_t44")),
)  # fmt: skip

LONG_RUNS = (
    Line("L01", "any 200 commands undone: the register is identical",
         ("tests/flows/test_undo_walks.py",), full="200 walks"),
    Line("L02", "no sheet is cut off at 200 % text on a small screen",
         ("tests/access/test_every_page.py::test_nothing_is_cut_off",)),
    Line("L03", "every property of the house, with more invented examples", examples=True,
         full="ten times the examples"),
)  # fmt: skip
"""What is only a longer run of something that `make test` holds already."""
