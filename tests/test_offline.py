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

# What an IT department would run, each with a folder of its own in place of {}.
COMMANDS = {
    "demo": ["demo", "--no-window", "--json", "--years", "1", "--data", "{}/office"],
    "shots": ["shots", "--out", "{}/pages"],
}


def ours(name: str, folder: Path) -> list[str]:
    return [sys.executable, "-m", "kvinnobyran", *(p.format(folder) for p in COMMANDS[name])]


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
        timeout=300,
    )


def without_network() -> list[str]:
    """Return the words that run a command in a network namespace without interfaces."""
    if shutil.which("unshare") is None:
        pytest.skip("unshare is not installed (util-linux)")
    for words in (["unshare", "--net"], ["unshare", "--map-root-user", "--net"]):
        if subprocess.run([*words, "true"], capture_output=True, check=False).returncode == 0:
            return words
    pytest.skip("this machine does not let a process leave the network (unshare --net)")


def internet_calls(command: list[str], folder: Path) -> list[str]:
    """Run a command and return every line of its trace that names an internet socket."""
    if shutil.which("strace") is None:
        pytest.skip("strace is not installed")
    trace = folder / "trace"
    tracing = ["strace", "-f", "-qq", "-e", "trace=network", "-o", str(trace)]
    if subprocess.run([*tracing, "true"], capture_output=True, check=False).returncode != 0:
        pytest.skip("this machine does not let a process be traced")
    done = run([*tracing, *command], folder)
    assert done.returncode == 0, done.stderr
    return [line for line in trace.read_text().splitlines() if any(f in line for f in INTERNET)]


@pytest.mark.slow
@pytest.mark.parametrize("name", COMMANDS)
def test_t41_no_internet_socket_is_ever_made(name: str, tmp_path: Path):
    assert internet_calls(ours(name, tmp_path), tmp_path) == []


@pytest.mark.slow
def test_t41_everything_works_where_there_is_no_network(tmp_path: Path):
    done = run([*without_network(), *ours("demo", tmp_path)], tmp_path)
    assert done.returncode == 0, done.stderr
    assert '"recovery_key"' in done.stdout


def test_t41_the_trace_would_see_a_connection(tmp_path: Path):
    code = "import socket; socket.socket().connect_ex(('127.0.0.1', 9))"
    assert internet_calls([sys.executable, "-c", code], tmp_path)
