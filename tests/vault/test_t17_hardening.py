"""T17: no core, no gcore and no /proc/PID/mem by the same user once the process is hardened."""

import ctypes
import importlib
import os
import resource
import shutil
import signal
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from kvinnobyran.vault import hardening
from kvinnobyran.vault.hardening import Hardening

ROOT = Path(__file__).parents[2]
SECRET = "canaryqzjxkvwpqmbhtrlsdfgc"
VICTIM = """
import os, sys
if sys.argv[1] == "hardened":
    from kvinnobyran.vault.hardening import harden_process
    result = harden_process()
    assert result.complete, result
secret = sys.stdin.readline()
print("ready", flush=True)
if sys.stdin.readline() == "abort\\n":
    os.abort()
"""


# Root may look into every process whatever it says, so both sides give that right up first;
# what is left is two processes of the same user.
AS_A_USER = ["setpriv", "--bounding-set=-sys_ptrace", "--inh-caps=-sys_ptrace"]


def as_a_user(*command):
    return [*(AS_A_USER if os.getuid() == 0 else []), *command]


def victim(kind, folder, **more):
    folder.mkdir(exist_ok=True)
    process = subprocess.Popen(
        as_a_user(sys.executable, "-c", VICTIM, kind),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        text=True,
        **more,
    )
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.write(SECRET + "\n")
    process.stdin.flush()
    assert process.stdout.readline() == "ready\n"
    return process


PEEK = """
import sys
pid, found = sys.argv[1], 0
try:
    with open(f"/proc/{pid}/maps") as maps, open(f"/proc/{pid}/mem", "rb", 0) as memory:
        for line in maps:
            span, mode = line.split()[:2]
            if "r" in mode and "w" in mode:
                start, end = (int(x, 16) for x in span.split("-"))
                memory.seek(start)
                try:
                    found += b"canaryqzjxkvwpqmbhtrlsdfgc" in memory.read(end - start)
                except OSError:
                    pass
    print("found" if found else "nothing")
except PermissionError:
    print("refused")
"""


@pytest.mark.parametrize(("kind", "expected"), [("bare", "found"), ("hardened", "refused")])
def test_the_same_user_cannot_read_the_memory(tmp_path, kind, expected):
    process = victim(kind, tmp_path / "work")
    try:
        said = subprocess.run(
            as_a_user(sys.executable, "-c", PEEK, str(process.pid)),
            capture_output=True,
            text=True,
            check=True,
        ).stdout.strip()
    finally:
        process.communicate()
    assert said == expected


@pytest.mark.parametrize(("kind", "dumped"), [("bare", True), ("hardened", False)])
def test_gcore_is_refused(tmp_path, kind, dumped):
    if shutil.which("gcore") is None:
        pytest.skip("gdb is not installed")
    process = victim(kind, tmp_path / "work")
    try:
        subprocess.run(
            as_a_user("gcore", "-o", "dump", str(process.pid)),
            capture_output=True,
            cwd=tmp_path / "work",
            check=False,
            timeout=600,
        )
    finally:
        process.communicate()
    dumps = [path for path in (tmp_path / "work").iterdir() if path.name.startswith("dump")]
    assert bool(dumps) is dumped
    assert all(SECRET.encode() in dump.read_bytes() for dump in dumps)


def cores_go_to_the_working_folder() -> bool:
    pattern = Path("/proc/sys/kernel/core_pattern").read_text().strip()
    return not pattern.startswith("|") and "/" not in pattern


@pytest.mark.parametrize(("kind", "cored"), [("bare", True), ("hardened", False)])
def test_abort_leaves_no_core(tmp_path, kind, cored):
    if not cores_go_to_the_working_folder():
        pytest.skip("the system takes cores elsewhere")
    unlimited = resource.RLIM_INFINITY

    def allow_cores():
        resource.setrlimit(resource.RLIMIT_CORE, (unlimited, unlimited))

    if resource.getrlimit(resource.RLIMIT_CORE)[1] != unlimited and os.getuid() != 0:
        pytest.skip("no cores may be written here at all")
    process = victim(kind, tmp_path / "work", preexec_fn=allow_cores)
    process.communicate("abort\n")
    assert process.returncode == -signal.SIGABRT
    assert bool(list((tmp_path / "work").glob("core*"))) is cored


def test_everything_is_read_back_from_the_system():
    code = """
import ctypes, os, resource
from kvinnobyran.vault.hardening import harden_process
assert harden_process().complete
assert ctypes.CDLL(None).prctl(3, 0, 0, 0, 0) == 0
assert resource.getrlimit(resource.RLIMIT_CORE) == (0, 0)
assert os.umask(0) == 0o077
"""
    subprocess.run([sys.executable, "-c", code], check=True, cwd=ROOT)


def test_a_system_that_has_none_of_it(monkeypatch):
    def refused(*_, **__):
        raise OSError

    monkeypatch.setattr(ctypes, "CDLL", refused)
    monkeypatch.setattr(importlib, "import_module", refused)
    before = os.umask(0o022)
    try:
        result = hardening.harden_process()
    finally:
        os.umask(before)
    assert result == Hardening(no_peeking=False, no_core=False, private_files=True)
    assert not result.complete


@pytest.mark.parametrize("obeys", [True, False])
def test_what_the_system_says_is_what_counts(monkeypatch, obeys):
    said = []

    def prctl(*what):
        said.append(what)
        return 0 if obeys else 1

    libc = SimpleNamespace(prctl=prctl)
    limits = SimpleNamespace(
        RLIMIT_CORE=4,
        setrlimit=lambda *what: said.append(what),
        getrlimit=lambda _: (0, 0) if obeys else (-1, -1),
    )
    monkeypatch.setattr(ctypes, "CDLL", lambda *_, **__: libc)
    monkeypatch.setattr(importlib, "import_module", lambda _: limits)
    before = os.umask(0o022)
    try:
        result = hardening.harden_process()
    finally:
        os.umask(before)
    assert result == Hardening(no_peeking=obeys, no_core=obeys, private_files=True)
    assert said == [(4, 0, 0, 0, 0), (3, 0, 0, 0, 0), (4, (0, 0))]


def windows(*, mode=0x8003, refused=0):
    return SimpleNamespace(
        kernel32=SimpleNamespace(SetErrorMode=lambda _: 0, GetErrorMode=lambda: mode),
        wer=SimpleNamespace(WerAddExcludedApplication=lambda _name, _all: refused),
    )


@pytest.mark.parametrize(
    ("system", "no_core"),
    [(windows(), True), (windows(mode=0), False), (windows(refused=1), False), (None, False)],
)
def test_windows_turns_crash_reports_off(monkeypatch, system, no_core):
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setattr(ctypes, "windll", system, raising=False)
    assert hardening.harden_process().no_core is no_core
