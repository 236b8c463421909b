"""T41 of security.md: the program opens no network connection, ever.

Twice over: our own commands do all they do where there is no network at all, and a trace of
their system calls holds not one internet socket, not even one that failed.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.unmeasured
ROOT = Path(__file__).resolve().parent.parent
INTERNET = ("AF_INET", "AF_INET6", "AF_PACKET")


def demo(folder: Path) -> list[str]:
    """Return a command that an IT department would run; ``shots`` is traced where it is tested."""
    words = ["demo", "--no-window", "--json", "--years", "1", "--data", str(folder / "office")]
    return [sys.executable, "-m", "kvinnobyran", *words]


def run(command: list[str], home: Path) -> subprocess.CompletedProcess[str]:
    environment = os.environ | {"HOME": str(home), "QT_QPA_PLATFORM": "offscreen"}
    return subprocess.run(
        command,
        cwd=ROOT,
        env=environment,
        capture_output=True,
        check=False,
        stdin=subprocess.DEVNULL,
        text=True,
        timeout=1800,
    )


def without_network() -> list[str]:
    """Return the words that run a command in a network namespace without interfaces."""
    if shutil.which("unshare") is None:
        pytest.skip("unshare is not installed (util-linux)")
    for words in (["unshare", "--net"], ["unshare", "--map-root-user", "--net"]):
        if subprocess.run([*words, "true"], capture_output=True, check=False).returncode == 0:
            return words
    pytest.skip("this machine does not let a process leave the network (unshare --net)")


def tracing(trace: Path) -> list[str]:
    """Return the words that trace a command's network calls into a file; none if they cannot."""
    words = ["strace", "-f", "--seccomp-bpf", "-qq", "-e", "trace=network", "-o", str(trace)]
    able = shutil.which("strace") is not None and (
        subprocess.run([*words, "true"], capture_output=True, check=False).returncode == 0
    )
    return words if able else []


def of_the_internet(trace: Path) -> list[str]:
    """Return every line of a trace that names an internet socket."""
    return [line for line in trace.read_text().splitlines() if any(f in line for f in INTERNET)]


def internet_calls(command: list[str], folder: Path) -> list[str]:
    """Run a command and return every line of its trace that names an internet socket."""
    trace = folder / "trace"
    words = tracing(trace)
    if not words:
        pytest.skip("strace is not installed, or this machine does not let a process be traced")
    done = run([*words, *command], folder)
    assert done.returncode == 0, done.stderr
    return of_the_internet(trace)


@pytest.mark.slow
def test_t41_no_internet_socket_is_ever_made(tmp_path: Path):
    assert internet_calls(demo(tmp_path), tmp_path) == []


@pytest.mark.slow
def test_t41_everything_works_where_there_is_no_network(tmp_path: Path):
    done = run([*without_network(), *demo(tmp_path)], tmp_path)
    assert done.returncode == 0, done.stderr
    assert '"recovery_key"' in done.stdout


def test_t41_the_trace_would_see_a_connection(tmp_path: Path):
    code = "import socket; socket.socket().connect_ex(('127.0.0.1', 9))"
    assert internet_calls([sys.executable, "-c", code], tmp_path)
