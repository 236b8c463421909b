"""T01 and T16: a word typed into every field of the first flow is found nowhere afterwards.

The real program on the real display; it types, searches, looks at a report, copies and locks.
Then everything is searched that it or Qt could have written, and the memory of the program
as it stands at the lock page. The scanner first has to find what was planted for it.
"""

import base64
import gzip
import json
import os
import random
import string
import subprocess
import sys
import time
import zipfile
import zlib
from pathlib import Path

import pytest

from kvinnobyran.flows.drafts import drafts_of
from kvinnobyran.store.search import search
from tests.faults import scanner
from tests.faults.kit import PATIENCE, PHRASE, USER, driven, line_of, make_place

COMMON = [Path("/dev/shm"), Path("/var/spool"), Path("/var/tmp"), Path("/var/crash")]  # noqa: S108 - searched, not written
AFTERWARDS = 2.0
"""Seconds after the lock at which the memory is looked at (T16)."""


def invented(seed: int) -> str:
    """Return 24 letters that stand nowhere else, not even in this file."""
    dice = random.Random(f"{seed} {os.getpid()} {time.time_ns()}")
    return "".join(dice.choices(string.ascii_lowercase, k=24))


def test_the_scanner_finds_what_is_planted(tmp_path: Path):
    word = invented(1)
    plain = word.encode()
    planted = {
        "a": b"x" + plain,
        "b": word.encode("utf-16-le"),
        "c": b"x" + word.encode("utf-16-be"),
        "d": base64.b64encode(plain),
        "e": base64.b64encode(b"y" + plain + b"z"),
        "f": base64.b64encode(b"yy" + plain + b"z"),
        "g": plain.hex().encode(),
        "h": plain.hex().upper().encode(),
        "i": gzip.compress(plain),
        "k": b"%PDF-1.4\nstream\n" + zlib.compress(plain) + b"\nendstream",
    }
    for name, content in planted.items():
        (tmp_path / name).write_bytes(content)
    with zipfile.ZipFile(tmp_path / "j", "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("inside", word)
    (tmp_path / f"l {word}").mkdir()
    hits, looked = scanner.in_folders([tmp_path], scanner.forms_of(word))
    found = {Path(hit.where).name for hit in hits if hit.form != "file name"}
    assert found == {*planted, "j"}
    assert "file name" in {hit.form for hit in hits}
    assert looked == 12


def test_the_scanner_finds_a_word_in_the_memory_of_another_process():
    word = invented(2)
    code = "import sys; kept = sys.stdin.readline(); print(1, flush=True); sys.stdin.readline()"
    other = subprocess.Popen(
        [sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert other.stdin
    other.stdin.write(word + "\n")
    other.stdin.flush()
    line_of(other.stdout)
    try:
        assert scanner.in_memory(other.pid, scanner.forms_of(word))
    finally:
        other.kill()
        other.communicate()


@pytest.mark.xvfb
@pytest.mark.slow
def test_t01_t16_a_word_typed_everywhere_is_found_nowhere(tmp_path: Path):
    word, begun = invented(3), time.time() - 1
    place = make_place(tmp_path / "office")
    home = tmp_path / "home"
    program = driven(home, "canary", place.folder, QT_QPA_PLATFORM="xcb")
    assert program.stdin
    try:
        program.stdin.write(f"{PHRASE}\n{word}\n")
        program.stdin.flush()
        said = json.loads(line_of(program.stdout))
        assert "typed" in said, said
        typed = said["typed"]
        # While it is open nothing may have been written either.
        folders = [tmp_path, *COMMON]
        open_hits, _ = scanner.in_folders(folders, scanner.forms_of(word), since=begun)
        assert scanner.in_memory(program.pid, scanner.forms_of(word)), "it is typed: it is there"
        program.stdin.write("lock\n")
        program.stdin.flush()
        wait_for_the_lock_page(program.pid)
        hits, looked = scanner.in_folders(folders, scanner.forms_of(word), since=begun)
        secrets = {
            "the word": scanner.forms_of(word),
            "the passphrase": scanner.forms_of(PHRASE),
            "the database key": scanner.forms_of_bytes(bytes.fromhex(said["database"])[:32]),
            "the chain's key": scanner.forms_of_bytes(bytes.fromhex(said["audit"])),
        }
        beside = children_of(program.pid)
        left = {
            name: hits
            for name, forms in secrets.items()
            if (hits := scanner.in_memory(program.pid, forms))
        }
    finally:
        program.kill()
        program.communicate()
    assert (open_hits, hits, left) == ([], [], {})
    assert beside == {}, "the speller and its like end with the program that began them"
    assert looked > 3
    # It was really typed, and it is really kept: in the encrypted file, and only there.
    assert all(typed.values()), typed
    database = place.open()
    try:
        kept = len(search(database, word))
        drafts = sum(word in json.dumps(draft.body) for draft in drafts_of(database, USER))
    finally:
        database.close()
    assert kept >= 4
    assert drafts >= 1
    print(f"\nT01/T16: {sum(typed.values())} fields typed, {kept} records and {drafts} drafts kept,"
          f" {looked} files and all memory searched: 0 found")  # fmt: skip


def children_of(pid: int) -> dict[int, str]:
    """Return the living children of a process, with their command lines."""
    found = {}
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            parent = int((folder / "stat").read_text().rsplit(")", 1)[1].split()[1])
            line = (folder / "cmdline").read_bytes().replace(b"\0", b" ").decode()
        except (OSError, ValueError, IndexError):
            continue
        if parent == pid and line:
            found[int(folder.name)] = line
    return found


def wait_for_the_lock_page(pid: int) -> None:
    """Wait until the process has begun again, and two seconds more (T16)."""
    until = time.monotonic() + PATIENCE
    while b"driver.py" in Path(f"/proc/{pid}/cmdline").read_bytes():
        assert time.monotonic() < until, "it did not lock"
        time.sleep(0.05)
    time.sleep(AFTERWARDS)
