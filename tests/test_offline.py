"""T41 of security.md: the program opens no network connection, ever.

Twice over: our own commands do all they do where there is no network at all, and a trace of
their system calls holds not one internet socket, not even one that failed. ``shots`` is traced
where it is tested.
"""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.offline import demo_by_command, of_the_internet, tracing

pytestmark = pytest.mark.unmeasured


@pytest.mark.slow
def test_t41_no_internet_socket_is_ever_made() -> None:
    done = demo_by_command()
    if done.calls is None:
        pytest.skip("strace is not installed, or this machine does not let a process be traced")
    assert done.code == 0, done.err
    assert done.calls == []


@pytest.mark.slow
def test_t41_everything_works_where_there_is_no_network() -> None:
    done = demo_by_command()
    if not done.alone:
        pytest.skip("this machine does not let a process leave the network (unshare --net)")
    assert done.code == 0, done.err
    assert '"recovery_key"' in done.out


def test_t41_the_trace_would_see_a_connection(tmp_path: Path) -> None:
    code = "import socket; socket.socket().connect_ex(('127.0.0.1', 9))"
    trace = tmp_path / "trace"
    words = tracing(trace)
    if not words:
        pytest.skip("strace is not installed, or this machine does not let a process be traced")
    subprocess.run([*words, sys.executable, "-c", code], check=True)
    assert of_the_internet(trace)
