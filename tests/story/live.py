"""The real program in a process of its own, with a story that drives it by keys alone.

``python -m tests.story.live STORY FOLDER USER`` with the passphrase on standard input. It is
put together as ``app.run`` does it, with two differences: the office's clock can be set, because
a story lasts half a year, and the story turns the event loop while it waits.
"""

import datetime as dt
import importlib
import json
import sys
from pathlib import Path

from kvinnobyran import app as composition
from kvinnobyran.ui import program as life
from kvinnobyran.ui.application import make_application
from kvinnobyran.ui.kit.style import Theme
from kvinnobyran.ui.window.preferences import Preferences
from kvinnobyran.vault.hardening import harden_process
from tests.story.hand import Hand, LostError

ZONE = dt.timezone(dt.timedelta(hours=1))


class Clock:
    """The office's clock, which stands where the story puts it."""

    def __init__(self) -> None:
        self.now = dt.datetime(2027, 2, 9, 10, 15, tzinfo=ZONE)

    def __call__(self) -> dt.datetime:
        return self.now

    def on(self, day: str, at: str = "10:15") -> None:
        """Let it be this day."""
        self.now = dt.datetime.fromisoformat(f"{day}T{at}:00").replace(tzinfo=ZONE)


class Live:
    """What a story is given: hands, the clock, who she is, and where she may save."""

    def __init__(self, folder: Path, user: str, passphrase: str, program: life.Program) -> None:
        self.folder = folder
        self.user = user
        self.passphrase = passphrase
        self.program = program
        self.hand = Hand()
        self.clock = Clock()
        self.measured: dict[str, object] = {}


def main(story: str, folder: Path, user: str) -> int:
    """Play a story; print what it measured as one line of JSON. 1 when it could not go on."""
    passphrase = sys.stdin.readline().rstrip("\n")
    harden_process()
    composition.catch_bugs()
    app = make_application(Theme.LIGHT, 100)
    program = life.Program(folder, Preferences())
    live = Live(folder, user, passphrase, program)
    life.office_clock = live.clock  # type: ignore[attr-defined] # the name the program took it by
    module, _, play = story.rpartition(":")
    program.start()
    try:
        getattr(importlib.import_module(module), play)(live)
    except LostError as lost:
        print(f"LOST: {lost}", file=sys.stderr)
        picture = folder.parent / "lost.png"
        if window := app.activeWindow():
            window.grab().save(str(picture))
        return 1
    print(json.dumps(live.measured, ensure_ascii=False), flush=True)
    program.close()
    app.exec()
    program.stop()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], Path(sys.argv[2]), sys.argv[3]))
