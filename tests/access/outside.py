"""The program seen and driven wholly from outside: AT-SPI for eyes, xdotool for hands."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeAlias

from kvinnobyran.ui.guard.relaunch import VARIABLE

ROOT = Path(__file__).parents[2]
SYSTEM_PYTHON = "/usr/bin/python3"
PATIENCE = 15.0
Thing: TypeAlias = dict[str, Any]


class Outside:
    """One running program, without any hold on its inside."""

    def __init__(self, program: subprocess.Popen[bytes], reader: subprocess.Popen[str]) -> None:
        self.program = program
        self._reader = reader
        self.shown: list[Thing] = []
        """What the last look saw: to look again costs a second and more."""

    def look(self) -> list[Thing]:
        """Return everything that is shown, as a screen reader is told."""
        assert self._reader.stdin is not None
        assert self._reader.stdout is not None
        self._reader.stdin.write(f"{self.program.pid}\n")
        self._reader.stdin.flush()
        self.shown = json.loads(self._reader.stdout.readline())
        return self.shown

    def focused(self) -> Thing:
        """Return what has the focus."""
        # A part that hands its focus on says that it has it, too; it is what holds the rest.
        # So does the row of a list that the arrows have come to.
        found = [
            thing
            for thing in self.look()
            if thing["focused"] and thing["focusable"] and thing["role"] != "list item"
        ]
        return found[-1] if found else {"name": "", "text": "", "caret": -1}

    def until(self, holds: Callable[[], object], what: str) -> None:
        """Wait until something holds. Raises AssertionError with what is shown instead."""
        end = time.monotonic() + PATIENCE
        while not holds():
            assert self.program.poll() is None, f"the program has ended: {what}"
            assert time.monotonic() < end, f"{what}; shown: {self._told()}"
            time.sleep(0.1)

    def _told(self) -> list[str]:
        return [f"{'>' if each['focused'] else ''}{each['name']}" for each in self.look()]

    def arrive(self, name: str) -> None:
        """Wait until the focus is at something whose name begins so."""
        self.until(lambda: self.focused()["name"].startswith(name), f"never at {name!r}")

    def read(self, words: str) -> None:
        """Wait until words are shown."""
        self.until(
            lambda: any(words in thing["name"] or words in thing["text"] for thing in self.look()),
            f"{words!r} is never shown",
        )

    def key(self, *keys: str) -> None:
        """Press keys, by X's names for them: ``ctrl+n``, ``Return``, ``F6``."""
        for key in keys:
            _xdotool("key", "--clearmodifiers", key)

    def type(self, text: str) -> None:
        """Type text."""
        _xdotool("type", "--delay", "8", text)


@contextmanager
def started(data: Path, home: Path) -> Iterator[Outside]:
    """Start the program on the display, and the reader beside it."""
    environment = {
        **os.environ,
        "QT_QPA_PLATFORM": "xcb",
        "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1",
        "HOME": str(home),
    }
    environment.pop(VARIABLE, None)
    program = subprocess.Popen(
        [sys.executable, "-m", "kvinnobyran", "--data", str(data)], env=environment, cwd=ROOT
    )
    reader = subprocess.Popen(
        [SYSTEM_PYTHON, str(Path(__file__).with_name("reader.py"))],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": ""},
    )
    try:
        yield Outside(program, reader)
    finally:
        program.kill()
        program.wait(20)
        assert reader.stdin is not None
        assert reader.stdout is not None
        reader.stdin.close()
        reader.wait(20)
        reader.stdout.close()


def _xdotool(*words: str) -> None:
    subprocess.run(["xdotool", *words], check=True, capture_output=True)
