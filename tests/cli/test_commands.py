"""The commands as IT runs them: a process, its exit code, and what it says."""

import json
import os
import re
import subprocess
import sys
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from pypdf import PdfReader

from kvinnobyran.cli.opening import clock
from kvinnobyran.vault.instance import InstanceLock
from tests.office import copied_office

pytestmark = pytest.mark.unmeasured
_TRACE = re.compile(r"Traceback|File \"|Error:|Exception")


def run(*arguments, passphrase=None, environment=None, **more):
    """Run one command; say a passphrase on standard input when there is one."""
    return subprocess.run(
        [sys.executable, "-m", "kvinnobyran", *map(str, arguments)],
        input=None if passphrase is None else f"{passphrase}\n".encode(),
        stdin=more.pop("stdin", None if passphrase is not None else subprocess.DEVNULL),
        capture_output=True,
        env={**os.environ, **(environment or {})},
        check=False,
        timeout=120,
        **more,
    )


def said(done):
    """Return what a failed command said, which is one sentence or two on one line."""
    text = done.stderr.decode()
    assert not _TRACE.search(text), text
    assert text.count("\n") == 1, text
    return text.strip()


@pytest.fixture(scope="module")
def office(tmp_path_factory):
    return copied_office(tmp_path_factory.mktemp("cli"))


def report(office, out, *, form="json", audience="internal", period="2027-H1", **more):
    return run(
        "report", "--data", office.data, "--user", office.user, "--passphrase-stdin",
        "--period", period, "--audience", audience, "--format", form, "--out", out,
        passphrase=more.pop("passphrase", office.passphrase), **more,
    )  # fmt: skip


# --- demo ---------------------------------------------------------------------------------------


def test_demo_says_on_one_line_of_json_how_to_get_in_and_check_holds(tmp_path):
    folder = tmp_path / "övning"
    made = run("demo", "--data", folder, "--years", 1, "--seed", 7, "--no-window", "--json")
    assert made.returncode == 0, made.stderr
    assert made.stdout.count(b"\n") == 1
    keys = json.loads(made.stdout)
    assert list(keys) == ["data", "user", "passphrase", "recovery_key"]
    assert keys["data"] == str(folder)
    checked = run(
        "check", "--data", folder, "--user", keys["user"], "--passphrase-stdin",
        passphrase=keys["passphrase"],
    )  # fmt: skip
    lines = checked.stdout.decode().splitlines()
    assert checked.returncode == 0
    assert lines[-1] == "Allt stämmer."
    assert all(line.startswith("ok ") for line in lines[:-1])
    for name in ("integrity_check", "cipher_integrity_check", "journal_chain", "settings"):
        assert any(f" {name} " in line for line in lines)
    again = run("demo", "--data", folder, "--years", 1, "--no-window")
    assert again.returncode == 1
    assert "finns redan" in said(again)


def test_demo_without_a_folder_has_its_own_and_is_taken_up_again(tmp_path):
    home = {"HOME": str(tmp_path), "XDG_DATA_HOME": str(tmp_path / "data")}
    first = run("demo", "--years", 1, "--no-window", "--json", environment=home)
    second = run("demo", "--years", 1, "--no-window", "--json", environment=home)
    one, two = json.loads(first.stdout), json.loads(second.stdout)
    assert one["data"].endswith("kvinnobyran-ovning/1-1")
    assert one["recovery_key"] != two["recovery_key"]
    assert {**one, "recovery_key": ""} == {**two, "recovery_key": ""}
    assert not (tmp_path / "data" / "kvinnobyran").exists()
    words = run("demo", "--years", 1, "--no-window", environment=home).stdout.decode()
    assert one["passphrase"] in words
    assert "påhittat" in words


# --- report -------------------------------------------------------------------------------------


DONE = frozenset(
    [
        "sessions",
        "group_meetings",
        "group_minutes",
        "lessons",
        "lesson_classes",
        "outreach",
        "volunteer_minutes",
        "volunteer_worth",
        "supervision",
        "supervision_minutes",
    ]
)
"""What is counted without being about anybody: a single one of them points at no person."""


@pytest.mark.parametrize(
    ("period", "audience"),
    [
        ("2027-H1", "external"),
        ("2027-H1", "internal"),
        ("2027-T2", "external"),
        ("2027", "internal"),
        ("1999", "external"),
    ],
)
def test_a_report_is_the_json_of_the_issue(office, tmp_path, period, audience):
    out = tmp_path / "rapport.json"
    done = report(office, out, audience=audience, period=period)
    assert done.returncode == 0, done.stderr
    assert out.stat().st_mode & 0o777 == 0o600
    content = json.loads(out.read_text("utf-8"))
    assert list(content) == ["period", "audience", "tables"]
    assert (content["period"], content["audience"]) == (period, audience)
    for table in content["tables"]:
        assert list(table) == ["id", "title", "counts", "dimensions", "cells"]
        assert all(set(dimension) == {"id", "categories"} for dimension in table["dimensions"])
        places = 1
        for dimension in table["dimensions"]:
            places *= len(dimension["categories"]) + 1
        assert len(table["cells"]) == places
        for cell in table["cells"]:
            assert set(cell) == {"at", "value", "status"}
            assert set(cell["at"]) == {dimension["id"] for dimension in table["dimensions"]}
            assert (cell["value"] is None) == (cell["status"] == "suppressed")
    words = done.stderr.decode()
    if audience == "internal":
        assert "får inte lämnas ut" in words
    else:
        assert "hålls inne" in words
        assert not any(
            cell["value"] is not None and cell["value"] < 5 and table["counts"] not in DONE
            for table in content["tables"]
            for cell in table["cells"]
        )


def test_the_same_report_twice_is_the_same_file(office, tmp_path):
    for name in ("ett", "två"):
        assert report(office, tmp_path / name, form="pdf", audience="external").returncode == 0
    assert (tmp_path / "ett").read_bytes() == (tmp_path / "två").read_bytes()


def test_a_report_is_also_a_printed_page_and_a_spreadsheet(office, tmp_path):
    assert report(office, tmp_path / "r.pdf", form="pdf").returncode == 0
    text = "".join(page.extract_text() for page in PdfReader(tmp_path / "r.pdf").pages)
    assert "första halvåret 2027" in text
    assert "Så räknas det" in text
    assert report(office, tmp_path / "r.xlsx", form="xlsx").returncode == 0
    assert "xl/workbook.xml" in ZipFile(BytesIO((tmp_path / "r.xlsx").read_bytes())).namelist()


def test_nothing_but_the_report_is_left_beside_it_or_in_the_temp_folder(office, tmp_path):
    out, temp = tmp_path / "ut", tmp_path / "temp"
    out.mkdir()
    temp.mkdir()
    assert (
        report(office, out / "r.pdf", form="pdf", environment={"TMPDIR": str(temp)}).returncode == 0
    )
    assert [path.name for path in out.iterdir()] == ["r.pdf"]
    assert list(temp.iterdir()) == []


def test_the_register_remembers_that_a_report_left_it(office, tmp_path):
    from tests.office import open_database

    report(office, tmp_path / "r.json", audience="external", period="2027-T1")
    with open_database(office) as database:
        rows = database.wire.rows("SELECT kind FROM journal ORDER BY seq DESC LIMIT 1")
    assert rows == [("export",)]


# --- what can be in the way -------------------------------------------------------------------


def test_a_wrong_passphrase_is_a_sentence(tmp_path):
    office = copied_office(tmp_path)
    done = report(office, tmp_path / "r.json", passphrase="fel fel fel fel fel")
    assert done.returncode == 1
    assert "lösenordet stämmer inte" in said(done)
    assert not (tmp_path / "r.json").exists()


@pytest.mark.parametrize("line", [b"", b"\n", b"   \n", b"\xff\xfe\n", b"ogiltigt\0"[:0], b"\r\n"])
def test_no_passphrase_is_a_sentence(office, tmp_path, line):
    done = subprocess.run(
        [sys.executable, "-m", "kvinnobyran", "check", "--data", office.data,
         "--user", office.user, "--passphrase-stdin"],
        input=line, capture_output=True, check=False,
    )  # fmt: skip
    assert done.returncode == 1
    assert "Inget lösenord" in said(done)


def test_closed_standard_streams_are_no_bug(office, tmp_path):
    program = f"{sys.executable} -m kvinnobyran"
    check = f"{program} check --data {office.data} --user x --passphrase-stdin"
    for line, code in ((f"{check} <&-", 1), (f"{check} <&- >&- 2>&-", 1), (f"{program} -h >&-", 0)):
        done = subprocess.run(["sh", "-c", line], stderr=subprocess.PIPE, check=False)
        assert done.returncode == code
        assert b"Traceback" not in done.stderr


def test_a_passphrase_may_end_as_windows_ends_lines(office):
    done = run("check", "--data", office.data, "--user", office.user, "--passphrase-stdin",
               passphrase=office.passphrase + "\r")  # fmt: skip
    assert done.returncode == 0


@pytest.mark.parametrize("command", ["report", "check"])
def test_a_folder_without_a_register_is_a_sentence(tmp_path, command):
    more = ["--period", "2027", "--audience", "internal", "--format", "json",
            "--out", tmp_path / "r"] if command == "report" else []  # fmt: skip
    for folder in (tmp_path / "saknas", tmp_path):
        done = run(command, "--data", folder, "--user", "A", "--passphrase-stdin", *more,
                   passphrase="ett två tre fyra fem")  # fmt: skip
        assert done.returncode == 1
        assert "inget register" in said(done)


def _truncated(path):
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def _flipped(path):
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 0xFF
    path.write_bytes(content)


def _empty(path):
    path.write_bytes(b"")


def _gone(path):
    path.unlink()


def _foreign(path):
    path.write_bytes(os.urandom(8192))


@pytest.mark.parametrize("spoil", [_truncated, _flipped, _empty, _gone, _foreign])
@pytest.mark.parametrize("name", ["vault.keys", "data.db"])
def test_damage_is_a_sentence_and_never_a_new_start(tmp_path, spoil, name):
    office = copied_office(tmp_path)
    for each in office.data.iterdir():
        if each.name.startswith(name) and each.name != name:
            each.unlink()  # the key file's previous generation and the write-ahead log
    spoil(office.data / name)
    before = {path.name: path.read_bytes() for path in office.data.iterdir() if path.name == name}
    checked = run("check", "--data", office.data, "--user", office.user, "--passphrase-stdin",
                  passphrase=office.passphrase)  # fmt: skip
    assert checked.returncode == 1
    if name == "data.db":
        assert "FEL " in checked.stdout.decode()
        assert checked.stderr == b""
    else:
        said(checked)
    made = run("demo", "--data", office.data, "--years", 1, "--no-window")
    assert made.returncode == 1
    after = {path.name: path.read_bytes() for path in office.data.iterdir() if path.name == name}
    assert after == before


def test_a_register_that_somebody_has_open_is_a_sentence(tmp_path):
    office = copied_office(tmp_path)
    lock = InstanceLock(office.data).take(now=clock(), holder="Någon annan")
    try:
        done = report(office, tmp_path / "r.json")
    finally:
        lock.release()
    assert done.returncode == 1
    assert "öppet" in said(done)


def test_a_place_that_cannot_be_written_is_a_sentence_before_anything_is_opened(office, tmp_path):
    taken = tmp_path / "mapp"
    taken.mkdir()
    for out in (tmp_path / "saknas" / "r.json", taken, "/dev/full", "/proc/r.json"):
        done = report(office, out, passphrase="spelar ingen roll")
        assert done.returncode == 1
        assert "Inge" in said(done)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root may mount a small disk")
def test_a_full_disk_is_a_sentence_and_leaves_no_half_file(office, tmp_path):
    small = tmp_path / "small"
    small.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=16k", "tmpfs", small],
        capture_output=True,
        check=False,
    )
    if mounted.returncode:
        pytest.skip("no small disk can be mounted here")
    try:
        done = report(office, small / "r.pdf", form="pdf")
        assert done.returncode == 1
        assert "full" in said(done)
        assert list(small.iterdir()) == []
    finally:
        subprocess.run(["umount", small], check=True)


def test_standard_output_that_is_full_or_gone_is_no_bug(office):
    arguments = [sys.executable, "-m", "kvinnobyran", "check", "--data", office.data,
                 "--user", office.user, "--passphrase-stdin"]  # fmt: skip
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            arguments,
            input=office.passphrase.encode(),
            stdout=full,
            stderr=subprocess.PIPE,
            check=False,
        )
    assert done.returncode == 1
    assert "standard ut" in said(done)
    reader, writer = os.pipe()
    os.close(reader)
    try:
        gone = subprocess.run(
            arguments,
            input=office.passphrase.encode(),
            stdout=writer,
            stderr=subprocess.PIPE,
            check=False,
        )
    finally:
        os.close(writer)
    assert gone.returncode == 141
    assert gone.stderr == b""


def test_a_window_without_a_screen_is_a_sentence(tmp_path):
    bare = {"DISPLAY": "", "WAYLAND_DISPLAY": "", "QT_QPA_PLATFORM": ""}
    for arguments in ((), ("--data", tmp_path), ("demo", "--data", tmp_path / "d")):
        done = run(*arguments, environment=bare)
        assert done.returncode == 1
        assert "ingen skärm" in said(done)
    assert not (tmp_path / "d").exists()


# --- how it starts ------------------------------------------------------------------------------


def test_help_imports_nothing_heavy():
    done = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "kvinnobyran", "--help"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert "Användning: kvinnobyran" in done.stdout
    heavy = ("PySide6", "reportlab", "xlsxwriter", "sqlcipher3", "cryptography", "keyring")
    assert not [name for name in heavy if name in done.stderr]


def test_no_command_opens_a_socket(office, tmp_path):
    # The whole proof is tests/test_offline.py; here: not one of the commands needs a network.
    code = (
        "import socket, sys\n"
        "def no(*a, **k): raise SystemExit(99)\n"
        "socket.socket.connect = no\n"
        "from kvinnobyran.cli import main\n"
        "sys.exit(main())"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, "report", "--data", office.data, "--user", office.user,
         "--passphrase-stdin", "--period", "2027", "--audience", "internal", "--format", "pdf",
         "--out", tmp_path / "r.pdf"],
        input=office.passphrase.encode(), capture_output=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
