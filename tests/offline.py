"""Commands where there is no network, their network calls traced; and the demo run so, once."""

import json
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import pytest

from tests.once import once

INTERNET = ("AF_INET", "AF_INET6", "AF_PACKET")


def _can(words: list[str]) -> bool:
    """Tell whether these words can be put before a command here."""
    able = shutil.which(words[0]) is not None
    return (
        able and subprocess.run([*words, "true"], capture_output=True, check=False).returncode == 0
    )


def alone() -> list[str]:
    """Return the words that run a command in a network namespace without interfaces, if any."""
    for words in (["unshare", "--net"], ["unshare", "--map-root-user", "--net"]):
        if _can(words):
            return words
    return []


def without_network() -> list[str]:
    """Return those words, or skip the test."""
    return alone() or pytest.skip("no process leaves the network here (unshare --net)")


def tracing(trace: Path, before: tuple[str, ...] = ()) -> list[str]:
    """Return the words that trace a command's network calls into a file; none if they cannot."""
    words = ["strace", "-f", "--seccomp-bpf", "-qq", "-e", "trace=network", "-o", str(trace)]
    return words if _can([*before, *words]) else []


def of_the_internet(trace: Path) -> list[str]:
    """Return every line of a trace that names an internet socket."""
    return [line for line in trace.read_text().splitlines() if any(f in line for f in INTERNET)]


@dataclass(frozen=True)
class Demo:
    """What ``kvinnobyran demo`` did for somebody who says no folder, and what it said."""

    home: Path
    code: int
    out: str
    err: str
    alone: bool
    """Whether it had no network."""
    calls: list[str] | None
    """Its network calls that name an internet socket; None where it could not be traced."""

    @cached_property
    def keys(self) -> dict[str, str]:
        """How to get into its office."""
        found: dict[str, str] = json.loads(self.out)
        return found


def at_home(home: Path) -> dict[str, str]:
    """Return the environment of a command whose user lives here."""
    return os.environ | {"HOME": str(home), "XDG_DATA_HOME": str(home / "data")}


def demo_by_command() -> Demo:
    """Return the demo of one year of the seed 1, built by a process once in a run of the tests.

    It had no network, its calls were traced, and its hash seed and time zone are others than
    ours. Its home is never to be opened: copies are for that.
    """
    return once("demo-by-command", _demo)


def _demo(home: Path) -> Demo:
    home.mkdir()
    trace = home / "trace"
    there = alone()
    traced = tracing(trace, tuple(there))
    words = ["demo", "--years", "1", "--no-window", "--json"]
    done = subprocess.run(
        [*there, *traced, sys.executable, "-m", "kvinnobyran", *words],
        cwd=Path(__file__).resolve().parent.parent,
        env=at_home(home) | {"PYTHONHASHSEED": "4711", "TZ": "Pacific/Auckland"},
        capture_output=True,
        check=False,
        stdin=subprocess.DEVNULL,
        text=True,
    )
    calls = of_the_internet(trace) if traced else None
    return Demo(home, done.returncode, done.stdout, done.stderr, bool(there), calls)
