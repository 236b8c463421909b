"""The commands as IT runs them: an exit code, and what is said.

What is asked of the whole process (its streams, its imports, its locks and its network) is asked
of one; the rest goes through the entry point in this process (tests/cli/entry.py).
"""

import json
import os
import shutil
import subprocess
import sys
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from pypdf import PdfReader

from kvinnobyran.cli import demo as demo_command
from kvinnobyran.cli.opening import clock
from kvinnobyran.demo.office import LAST_DAY
from kvinnobyran.vault.instance import InstanceLock
from tests.cli.entry import process, run, said
from tests.office import built_office, copied_office, open_database
from tests.offline import at_home, demo_by_command

pytestmark = pytest.mark.unmeasured


@pytest.fixture(scope="module")
def office(tmp_path_factory):
    return copied_office(tmp_path_factory.mktemp("cli"))


def words_of(office, out, *, form="json", audience="internal", period="2027-H1"):
    return (
        "report", "--data", office.data, "--user", office.user, "--passphrase-stdin",
        "--period", period, "--audience", audience, "--format", form, "--out", out,
    )  # fmt: skip


def report(office, out, *, by=run, passphrase=None, **more):
    return by(*words_of(office, out, **more), passphrase=passphrase or office.passphrase)


def check(data, user, passphrase, *, by=run):
    return by("check", "--data", data, "--user", user, "--passphrase-stdin", passphrase=passphrase)


# --- demo ---------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def practice(tmp_path_factory):
    """A home with the office that the command built there, and what it said."""
    made = demo_by_command()
    home = tmp_path_factory.mktemp("home") / "home"
    shutil.copytree(made.home, home)
    return made, home, home / Path(made.keys["data"]).relative_to(made.home)


def test_demo_says_on_one_line_of_json_how_to_get_in_and_check_holds(practice):
    made, _home, folder = practice
    assert made.code == 0, made.err
    assert made.out.count("\n") == 1
    assert list(made.keys) == ["data", "user", "passphrase", "recovery_key"]
    checked = check(folder, made.keys["user"], made.keys["passphrase"], by=process)
    lines = checked.stdout.decode().splitlines()
    assert checked.returncode == 0
    assert lines[-1] == "Allt stämmer."
    assert all(line.startswith("ok ") for line in lines[:-1])
    for name in ("integrity_check", "cipher_integrity_check", "journal_chain", "settings"):
        assert any(f" {name} " in line for line in lines)


def test_demo_builds_in_the_folder_that_is_said_and_only_once(tmp_path, monkeypatch):
    folder = tmp_path / "övning"
    asked = []

    def build(there, **more):
        asked.append((there, more))
        shutil.copytree(built_office().data, there)
        return replace(built_office(), data=there)

    with monkeypatch.context() as patch:
        patch.setattr(demo_command, "build_office", build)
        made = run("demo", "--data", folder, "--years", 1, "--seed", 7, "--no-window", "--json")
    assert made.returncode == 0, made.stderr
    assert made.stdout.count(b"\n") == 1
    keys = json.loads(made.stdout)
    assert keys["data"] == str(folder)
    assert asked == [(folder, {"years": 1, "seed": 7, "until": LAST_DAY})]
    assert check(folder, keys["user"], keys["passphrase"]).returncode == 0
    again = run("demo", "--data", folder, "--years", 1, "--no-window")
    assert again.returncode == 1
    assert "finns redan" in said(again)


def test_demo_without_a_folder_has_its_own_and_is_taken_up_again(practice):
    made, home, folder = practice
    one = made.keys
    second = process("demo", "--years", 1, "--no-window", "--json", environment=at_home(home))
    two = json.loads(second.stdout)
    assert one["data"].endswith("kvinnobyran-ovning/1-1")
    assert one["recovery_key"] != two["recovery_key"]
    assert {**one, "recovery_key": "", "data": str(folder)} == {**two, "recovery_key": ""}
    assert not (home / "data" / "kvinnobyran").exists()
    homely = {"HOME": str(home), "XDG_DATA_HOME": str(home / "data")}
    words = run("demo", "--years", 1, "--no-window", environment=homely).stdout.decode()
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
    for name, by in (("ett", run), ("två", process)):
        done = report(office, tmp_path / name, form="pdf", audience="external", by=by)
        assert done.returncode == 0, done.stderr
    assert (tmp_path / "ett").read_bytes() == (tmp_path / "två").read_bytes()


@pytest.fixture(scope="module")
def printed(office, tmp_path_factory):
    """What a process that may connect to nothing said, and the folders of its paper and of temp."""
    out, temp = tmp_path_factory.mktemp("ut"), tmp_path_factory.mktemp("temp")
    code = (
        "import socket, sys\n"
        "def no(*a, **k): raise SystemExit(99)\n"
        "socket.socket.connect = no\n"
        "from kvinnobyran.cli import main\n"
        "sys.exit(main())"
    )
    words = words_of(office, out / "r.pdf", form="pdf")
    done = subprocess.run(
        [sys.executable, "-c", code, *map(str, words)],
        input=office.passphrase.encode(), capture_output=True, check=False,
        env={**os.environ, "TMPDIR": str(temp)},
    )  # fmt: skip
    return done, out, temp


def test_no_command_opens_a_socket(printed):
    # The whole proof is tests/test_offline.py; here: not one of the commands needs a network.
    done, _out, _temp = printed
    assert done.returncode == 0, done.stderr


def test_a_report_is_also_a_printed_page_and_a_spreadsheet(office, printed, tmp_path):
    _done, out, _temp = printed
    text = "".join(page.extract_text() for page in PdfReader(out / "r.pdf").pages)
    assert "första halvåret 2027" in text
    assert "Så räknas det" in text
    assert report(office, tmp_path / "r.xlsx", form="xlsx").returncode == 0
    assert "xl/workbook.xml" in ZipFile(BytesIO((tmp_path / "r.xlsx").read_bytes())).namelist()


def test_nothing_but_the_report_is_left_beside_it_or_in_the_temp_folder(printed):
    done, out, temp = printed
    assert done.returncode == 0
    assert [path.name for path in out.iterdir()] == ["r.pdf"]
    assert list(temp.iterdir()) == []


def test_the_register_remembers_that_a_report_left_it(office, tmp_path):
    report(office, tmp_path / "r.json", audience="external")
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
    done = run(
        "check", "--data", office.data, "--user", office.user, "--passphrase-stdin", typed=line
    )
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
    done = check(office.data, office.user, office.passphrase + "\r")
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
    checked = check(office.data, office.user, office.passphrase)
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
        done = report(office, tmp_path / "r.json", by=process)
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
        done = process(*arguments, environment=bare)
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
