"""The real program as a screen reader sees it: every control of every page has a name."""

from collections.abc import Callable
from pathlib import Path

import pytest

from kvinnobyran.demo.office import build_office
from kvinnobyran.ui.window.places import PLACES
from kvinnobyran.vault.vault import Vault
from tests.access import outside
from tests.story.office import PASSPHRASE

pytestmark = pytest.mark.xvfb
CONTROLS = {
    "push button",
    "toggle button",
    "radio button",
    "check box",
    "text",
    "entry",
    "password text",
    "combo box",
    "page tab",
    "page tab list",
    "table",
    "list",
    "menu",
    "menu item",
    "spin button",
}


def controls(there: outside.Outside) -> list[outside.Thing]:
    """Return the controls that are shown."""
    return [thing for thing in there.look() if thing["role"] in CONTROLS]


def nameless(there: outside.Outside) -> list[str]:
    """Return what has no name, or none but its own value."""
    found = []
    for thing in controls(there):
        only_its_value = thing["role"] == "combo box" and thing["name"] == thing["text"]
        if not thing["name"].strip() or only_its_value:
            found.append(f"{thing['role']} {thing['name']!r}")
    return found


def test_every_control_of_every_page_has_a_name(tmp_path: Path) -> None:
    office = build_office(tmp_path / "office", years=1)
    keys = Vault.open(office.data).unlock(office.user, office.passphrase)
    # Without å, ä and ö: a display without a keyboard has none of their keys.
    keys.change_passphrase(office.passphrase, PASSPHRASE)
    keys.wipe()
    with outside.started(office.data, tmp_path) as there:
        there.arrive("Lösenord")
        assert nameless(there) == []
        there.type(PASSPHRASE)
        there.key("Return")
        there.read("Att göra idag")
        seen = len(controls(there))
        assert nameless(there) == []
        for number, place in enumerate(PLACES, 1):
            there.key(f"ctrl+{number}")
            there.until(_at(there, place.label), f"{place.label} never comes")
            assert nameless(there) == [], place.label
            seen += len(controls(there))

        there.key("ctrl+n")
        there.arrive("Anteckning från samtalet")
        assert nameless(there) == [], "Ny kontakt"
        there.key("Escape")

        # A case, tab by tab, and the sheet of a note.
        there.key("ctrl+2")
        there.until(lambda: there.focused()["name"] != "", "the list of cases has no focus")
        for _ in range(20):
            if there.focused()["role"] in {"table", "table cell"}:
                break
            there.key("Tab")
        there.key("Return")
        there.read("Visa uppgifter")
        there.key("F6")
        tabs = [thing["name"] for thing in controls(there) if thing["role"] == "page tab"]
        assert tabs == [
            "Översikt",
            "Kontakter",
            "Bedömning",
            "Samtal",
            "Anteckningar",
            "Tidslinje",
        ]
        for tab in tabs[1:]:
            there.key("Right")
            assert nameless(there) == [], tab
            seen += len(controls(there))
        there.key("ctrl+shift+n")
        there.arrive("Anteckning")
        assert nameless(there) == [], "Journalanteckning"
        there.key("Escape")
        there.key("ctrl+k")
        there.arrive("Sök")
        assert nameless(there) == [], "Sök och kommandon"
        print(f"a screen reader was told of {seen} controls, and each had a name")


def _at(there: outside.Outside, label: str) -> Callable[[], bool]:
    """Tell whether a page is shown: its heading, or a day in the case of Idag."""

    def shown() -> bool:
        names = [thing["name"] for thing in there.look() if thing["role"] != "push button"]
        return any(label in name or ("Idag" in label and "vecka" in name) for name in names)

    return shown
