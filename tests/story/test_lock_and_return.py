"""The real program from outside: real keys of the X server, and a screen reader for eyes.

Lock in the middle of a call, come back to the same page, words and cursor; put a draft aside and
take it up from Idag; undo with Ctrl+Z; find a page with Ctrl+K.
"""

from pathlib import Path

import pytest

from kvinnobyran.domain.inquiry import Inquiry
from tests.access import outside
from tests.story import office

pytestmark = pytest.mark.xvfb

STORY = "Hon ringer fran bussen och vill ha rad."
NOTE = "Anteckning från samtalet"


def unlock(there: outside.Outside) -> None:
    there.arrive("Lösenord")
    there.type(office.PASSPHRASE)
    there.key("Return")


def test_lock_and_return_put_aside_undo_and_find(tmp_path: Path) -> None:
    folder = office.make(tmp_path / "register")
    with outside.started(folder, tmp_path) as there:
        unlock(there)
        there.read("Att göra idag")

        # Locked in the middle of a call: same page, same words, same cursor.
        there.key("ctrl+n")
        there.arrive(NOTE)
        there.type(STORY)
        there.key("Home", "Right", "Right", "Right")
        there.until(lambda: there.focused().get("caret") == 3, "the cursor is not at 3")
        before = _started_at(there.program.pid)
        there.key("ctrl+l")
        there.read("Du låste programmet.")
        there.read("Ditt utkast är sparat och krypterat.")
        assert _started_at(there.program.pid) == before, "the process replaced itself"
        unlock(there)
        there.arrive(NOTE)
        there.until(lambda: there.focused()["text"] == STORY, "the words are gone")
        there.until(lambda: there.focused()["caret"] == 3, "the cursor stands elsewhere")

        # Put aside, and taken up again from Idag.
        there.key("Escape")
        there.read("Påbörjad kontakt")
        _tab_to(there, "Påbörjad kontakt")
        there.key("Return")
        there.arrive(NOTE)
        there.until(lambda: there.focused()["text"] == STORY, "the draft came back empty")

        # Saved as statistics, undone, done again.
        there.key("F6", "1", "n", "alt+7", "2", "ctrl+Return")
        there.read("Vems kontakt är det?")
        there.key("3")
        there.read("Kontakten är sparad som statistik.")
        there.key("ctrl+z")
        there.read("Ångrat: ")
        there.key("ctrl+y")
        there.read("Gjort om: ")

        # The palette finds what one types.
        there.key("ctrl+k")
        there.arrive("Sök")
        there.type("statist")
        there.read("Statistik")
        there.key("Return")
        there.read("Förhandsvisning av rapporten")
        there.key("ctrl+q")

    with office.opened(folder) as database:
        (saved,) = database.all(Inquiry, "SELECT * FROM inquiry")
        assert saved.note == STORY
        assert database.value("SELECT count(*) FROM draft") == 0


def _tab_to(there: outside.Outside, name: str) -> None:
    for _ in range(30):
        if there.focused()["name"].startswith(name):
            return
        there.key("Tab")
    pytest.fail(f"Tab never comes to {name!r}")


def _started_at(process: int) -> str:
    """Return when a process began: exec keeps that, and a new process has its own."""
    return (Path("/proc") / str(process) / "stat").read_text().rpartition(")")[2].split()[19]
