"""The real program on a display: T16 (memory after lock), the way back, a second instance."""

import os
import re
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from kvinnobyran.flows.drafts import draft_of
from kvinnobyran.store.database import Database
from kvinnobyran.ui.guard.relaunch import VARIABLE
from kvinnobyran.vault.kdf import KdfParameters
from kvinnobyran.vault.vault import Vault

FLOOR = KdfParameters(memory_kib=64 * 1024, iterations=3, lanes=1)
USER, PHRASE = "Anna Exempel", "kork segel moln tratt bord"
CANARY = "kanariefageln i kallaren"

pytestmark = [
    pytest.mark.xvfb,
    pytest.mark.slow,
    pytest.mark.skipif(not shutil.which("xdotool"), reason="needs xdotool"),
    pytest.mark.skipif(sys.platform != "linux", reason="reads /proc"),
]


class Program:
    """One running program, and a pair of hands."""

    def __init__(self, folder, home):
        self.home = home
        self.process = subprocess.Popen(
            [sys.executable, "-m", "kvinnobyran", "--data", str(folder)],
            env={**os.environ, "HOME": str(home), "QT_QPA_PLATFORM": "xcb"},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
        )
        self.pid = self.process.pid

    def windows(self):
        answer = subprocess.run(
            ["xdotool", "search", "--onlyvisible", "--pid", str(self.pid), "--name", "."],
            capture_output=True,
            text=True,
            check=False,
        )
        return answer.stdout.split()

    def environment(self):
        """Return what the process was started with; after the lock it says so."""
        return Path("/proc", str(self.pid), "environ").read_bytes()

    def is_open(self):
        """Tell whether the database is open in the process (window ids are used again)."""
        links = Path("/proc", str(self.pid), "fd")
        try:
            return any(link.readlink().name == "data.db" for link in links.iterdir())
        except OSError:
            return False

    def wait_for_window(self, *, office):
        """Wait for the office's window, or for the lock page's, and give it the keyboard."""
        self.wait(lambda: self.is_open() is office and self.windows())
        time.sleep(0.5)
        window = self.wait(self.windows)[-1]
        subprocess.run(["xdotool", "windowfocus", "--sync", window], check=True)
        time.sleep(0.5)

    def wait(self, test, seconds=300.0):
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            found = test()
            if found:
                return found
            assert self.process.poll() is None, self.process.stdout.read().decode()
            time.sleep(0.1)
        pytest.fail("waited in vain")

    def key(self, *keys):
        subprocess.run(["xdotool", "key", "--delay", "30", *keys], check=True)

    def title(self):
        found = self.windows()
        command = ["xdotool", "getwindowname", *found[:1]]
        answer = subprocess.run(command, capture_output=True, text=True, check=False)
        return answer.stdout.strip()

    def type(self, text):
        subprocess.run(["xdotool", "type", "--delay", "25", text], check=True)

    def end(self):
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            try:
                self.process.wait(timeout=10)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
        self.process.stdout.close()

    def memory_holds(self, text):
        """Count a text in the process's memory, in the encodings that Python and Qt use."""
        needles = (text.encode(), text.encode("utf-16-le"), text.encode("utf-32-le"))
        found = 0
        process = Path("/proc") / str(self.pid)
        with (process / "maps").open() as maps, (process / "mem").open("rb", 0) as mem:
            for line in maps:
                match = re.match(r"([0-9a-f]+)-([0-9a-f]+) r", line)
                if match is None:
                    continue
                start, end = (int(part, 16) for part in match.groups())
                try:
                    mem.seek(start)
                    part = mem.read(end - start)
                except (OSError, ValueError, OverflowError):
                    continue
                found += sum(part.count(needle) for needle in needles)
        return found


@pytest.fixture
def register(tmp_path):
    vault, unlocked, _ = Vault.create(
        tmp_path / "register", user=USER, passphrase=PHRASE, kdf=FLOOR
    )
    Database.create(vault.database_path, unlocked.store_keys, device="a").close()
    unlocked.wipe()
    return tmp_path / "register"


@pytest.fixture
def program(register, tmp_path):
    home = tmp_path / "home"
    home.mkdir()
    program = Program(register, home)
    yield program
    program.end()


def unlock(program):
    program.wait_for_window(office=False)
    program.type(PHRASE)
    program.key("Return")
    program.wait_for_window(office=True)


@pytest.mark.skipif(os.name != "posix" or os.geteuid() != 0, reason="reads another's memory")
def test_t16_nothing_is_left_in_memory_after_the_lock_and_the_way_back_is_exact(program, register):
    unlock(program)
    program.key("ctrl+n")
    time.sleep(1.0)
    program.type(CANARY)
    program.key("Left", "Left", "Left")
    time.sleep(0.3)
    program.wait(lambda: program.memory_holds(CANARY))  # the scanner finds what is there
    program.key("ctrl+l")
    program.wait_for_window(office=False)
    time.sleep(2.0)
    assert program.memory_holds(CANARY) == 0
    assert program.memory_holds(PHRASE) == 0
    unlock(program)
    time.sleep(1.0)
    program.type("X")
    program.key("ctrl+s")
    time.sleep(0.5)
    program.end()
    vault = Vault.open(register)
    unlocked = vault.unlock(USER, PHRASE)
    database = Database.open(vault.database_path, unlocked.store_keys, device="a")
    rows = database.wire.rows("SELECT kind, record FROM draft")
    bodies = [draft_of(database, USER, kind, record).body for kind, record in rows]
    database.close()
    unlocked.wipe()
    assert any("kanariefageln i kallaXren" in str(body) for body in bodies)


def test_the_neutral_screen_ends_in_a_clean_process(program):
    if os.geteuid() != 0:
        pytest.skip("reads another's memory")
    unlock(program)
    program.key("ctrl+n")
    time.sleep(1.0)
    program.type(CANARY)
    program.key("ctrl+shift+space")
    program.wait(lambda: program.title() == "Anteckningar")
    program.key("Escape")
    program.wait(lambda: VARIABLE.encode() in program.environment() and program.windows())
    time.sleep(1.0)
    assert program.memory_holds(CANARY) == 0


@pytest.mark.parametrize("what", ["F10", "ctrl+k"])
def test_the_neutral_key_works_whatever_is_open(program, what):
    """A menu, or the search over the page: by keys that come from outside."""
    unlock(program)
    program.key(what)
    time.sleep(1.0)
    program.key("ctrl+shift+space")
    program.wait(lambda: program.title() == "Anteckningar", seconds=20)


def test_a_second_one_says_who_has_it_and_writes_nothing(program, register):
    unlock(program)
    before = (register / "vault.keys").read_bytes()
    second = Program(register, program.home)
    try:
        second.wait(second.windows)
        if os.geteuid() == 0:
            second.wait(lambda: second.memory_holds(f"{USER} har registret öppet"))
        assert not second.is_open()
    finally:
        second.end()
    assert (register / "vault.keys").read_bytes() == before


def test_no_word_of_it_outside_the_register(program, register):
    unlock(program)
    program.key("ctrl+n")
    time.sleep(1.0)
    program.type(CANARY)
    time.sleep(3.0)
    program.end()
    for root in (register, program.home):
        for path in root.rglob("*"):
            if path.is_file():
                content = path.read_bytes()
                assert CANARY.encode() not in content, path.name
                assert CANARY.encode("utf-16-le") not in content, path.name
    assert program.process.returncode == 0
