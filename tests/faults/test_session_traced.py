"""T02, T03, T41 of a whole session: every call of the real program that writes or names a file.

The same session as in T01, where a word is typed into every field, with strace beside it. What
is written to files may hold the word in no form, and no name of a file may; and the program may
ask for no internet socket, also where there is no network at all.
"""

import json
import math
import re
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.faults import scanner
from tests.faults.kit import PHRASE, ROOT, Place, environment, line_of
from tests.faults.test_canary import children_of, invented, wait_for_the_lock_page
from tests.offline import of_the_internet, without_network

pytestmark = [pytest.mark.slow, pytest.mark.xvfb, pytest.mark.faults]
Say = Callable[[str, str], None]
WRITES = ("write", "pwrite64", "writev", "pwritev", "pwritev2", "sendfile", "copy_file_range")
NAMES = ("openat", "open", "creat", "rename", "renameat", "renameat2", "link", "linkat", "symlink",
         "symlinkat", "mkdir", "mkdirat", "setxattr", "lsetxattr", "fsetxattr")  # fmt: skip
_OF_FILES = frozenset((*WRITES, *NAMES))
LARGE = 200_000
_QUOTED = re.compile(r'[<"]((?:\\x[0-9a-f]{2})+)[>"]')
_PASSING = tuple(
    "<" + "".join(f"\\x{byte:02x}" for byte in name) for name in (b"socket:", b"pipe:", b"anon_")
)
"""What is no file: the display, the processes beside the window, events."""


class Traced(NamedTuple):
    """A session that was traced: its register, its calls, the word, and how many fields held it."""

    place: Place
    trace: Path
    word: str
    fields: int


def able_to_trace() -> None:
    words = ["strace", "-f", "--seccomp-bpf", "-qq", "-e", "trace=write", "-o", "/dev/null", "true"]
    if shutil.which("strace") is None or subprocess.run(words, check=False).returncode:
        pytest.skip("strace is not installed, or this machine does not let a process be traced")


def session(words: list[str], place: Place, home: Path, canary: str) -> dict[str, int]:
    """Run the session behind ``words``, until the lock page has been there for two seconds."""
    program = subprocess.Popen(
        [*words, sys.executable, str(ROOT / "tests/faults/driver.py"), "canary", str(place.folder)],
        cwd=ROOT, env=environment(home, QT_QPA_PLATFORM="xcb"),
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert program.stdin
    traced = program.pid
    try:
        program.stdin.write(f"{PHRASE}\n{canary}\n")
        program.stdin.flush()
        said = json.loads(line_of(program.stdout))
        assert "typed" in said, said
        traced = next(iter(children_of(program.pid)))
        program.stdin.write("lock\n")
        program.stdin.flush()
        wait_for_the_lock_page(traced)
    finally:
        subprocess.run(["kill", "-KILL", str(traced)], check=False)
        program.communicate()
    return dict(said["typed"])


@pytest.fixture(scope="module")
def traced(model: Place, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Traced]:
    """One session for all three: where there is no network, with every call that counts."""
    able_to_trace()
    room = tmp_path_factory.mktemp("traced")
    place, trace, word = Place(room / "office", model.recovery), room / "trace", invented(2)
    shutil.copytree(model.folder, place.folder)
    typed = session(
        [*without_network(), "strace", "-f", "-y", "-qq", "-xx", "-s", "1048576", "--seccomp-bpf",
         "-o", str(trace), "-e", f"trace={','.join((*WRITES, *NAMES))},network"],
        place, room / "home", word,
    )  # fmt: skip
    yield Traced(place, trace, word, sum(typed.values()))
    trace.unlink()


def calls(trace: Path) -> Iterator[tuple[str, list[bytes]]]:
    """Yield each call that concerns a file: its name, and its texts, paths and contents alike."""
    with trace.open() as lines:
        for line in lines:
            name = re.match(r"\d+ +(\w+)\(", line)
            if name is None or name[1] not in _OF_FILES or any(each in line for each in _PASSING):
                continue
            texts = [bytes.fromhex(each.replace("\\x", "")) for each in _QUOTED.findall(line)]
            yield name[1], texts


def test_t02_t03_no_call_writes_or_names_the_word(traced: Traced, say: Say):
    forms = scanner.forms_of(traced.word)
    counted, found, named = Counter[bool](), list[str](), set[bytes]()
    for name, texts in calls(traced.trace):
        counted[name in WRITES] += 1
        named.update(texts[:1])
        found += [f"{name}: {form}" for text in texts for form in scanner.in_bytes(text, forms)]
    assert any(path.endswith(b"data.db-wal") for path in named), "it saw the program write"
    assert counted[True] > 500
    assert found == []
    say(f"T02 a session of {traced.fields} fields: writes to files with the word",
        f"0 of {counted[True]}")  # fmt: skip
    say("T02 calls that name a file with the word", f"0 of {counted[False]}")
    is_cipher(traced.place, say)


def is_cipher(place: Place, say: Say) -> None:
    """T03: what the session left in the register's folder cannot be told from noise."""
    bits = []
    for path in place.folder.rglob("*"):
        if path.is_dir():
            continue
        content = path.read_bytes()
        assert not content.startswith(b"SQLite format 3"), path.name
        # Shorter ones have too few bytes to measure, and a key file is text around ciphertext.
        if len(content) > LARGE:
            shares = [count / len(content) for count in Counter(content).values()]
            bits.append(-sum(share * math.log2(share) for share in shares))
    assert bits
    assert min(bits) > 7.99
    say("T03 entropy of the register's files after a session", f"{min(bits):.4f} bits of 8")


def test_t41_a_session_asks_for_no_network(traced: Traced, say: Say):
    assert "AF_UNIX" in traced.trace.read_text(), "it saw the program reach the display"
    assert of_the_internet(traced.trace) == []
    say("T41 a session where there is no network: internet sockets asked for", "0")
