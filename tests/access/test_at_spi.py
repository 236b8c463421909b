"""The real program as a screen reader sees it: every control of every page has a name."""

import re
from functools import partial
from pathlib import Path

import pytest

from kvinnobyran.demo.office import FictitiousOffice
from kvinnobyran.domain.stay_words import spoken
from kvinnobyran.flows.practice import clock_of
from kvinnobyran.store.calendar import calendar
from kvinnobyran.ui.case.tabs import TABS
from kvinnobyran.ui.kit.clock import office_clock
from kvinnobyran.ui.window.places import PLACES
from kvinnobyran.vault.vault import Vault
from tests.access import outside
from tests.office import copied_office, open_database
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
TITLES = {place.id: place.label for place in PLACES} | {"today": "vecka"}
"""What is read on top of each page."""


def check(there: outside.Outside, where: str) -> int:
    """Return how many controls the last look saw.

    Raises AssertionError if one has no name of its own.
    """
    found = [thing for thing in there.shown if thing["role"] in CONTROLS]
    assert found, where
    for thing in found:
        assert thing["name"].strip(), f"{where}: {thing['role']} has no name"
        if thing["role"] == "combo box":
            assert thing["name"] != thing["text"], f"{where}: a box is called by its value"
    return len(found)


def headed(there: outside.Outside, words: str) -> bool:
    """Tell whether words stand in a label: the sidebar's are those of buttons."""
    return any(words in thing["name"] for thing in there.look() if thing["role"] == "label")


def stays_of(office: FictitiousOffice) -> set[str]:
    """Return what a screen reader is to read of every stay (experience.md 11.3)."""
    with open_database(office) as database:
        today = clock_of(database, office_clock)().date()
        return {spoken(stay) for stay in calendar(database, today).stays}


def reads(there: outside.Outside, names: set[str]) -> bool:
    """Tell whether there are buttons with these names: in the last look, else in a new one."""
    for seen in (lambda: there.shown, there.look):
        if names <= {each["name"] for each in seen() if "button" in each["role"]}:
            return True
    return False


def test_every_control_of_every_page_has_a_name(tmp_path: Path) -> None:
    office = copied_office(tmp_path)
    stays = stays_of(office)
    assert stays
    assert all(re.search(r", från [\d-]{10}, till.*vecka \d", words) for words in stays)
    keys = Vault.open(office.data).unlock(office.user, office.passphrase)
    # Without å, ä and ö: a display without a keyboard has none of their keys.
    keys.change_passphrase(office.passphrase, PASSPHRASE)
    keys.wipe()
    with outside.started(office.data, tmp_path) as there:
        there.arrive("Lösenord")
        seen = check(there, "lock page")
        there.type(PASSPHRASE)
        there.key("Return")
        there.read("Att göra idag")
        for number, place in enumerate(PLACES, 1):
            there.key(f"ctrl+{number}")
            there.until(partial(headed, there, TITLES[place.id]), f"never at {place.id}")
            seen += check(there, place.id)
            if place.id == "calendar":
                there.until(partial(reads, there, stays), "a stay is not read")
        there.key("ctrl+n")
        there.arrive("Anteckning från samtalet")
        seen += check(there, "capture")
        there.key("Escape", "ctrl+k")
        there.arrive("Sök")
        seen += check(there, "palette")

        # A case, tab by tab, and the sheet of a note.
        there.type("KB-27-002")
        there.read("KB-27-002")
        there.key("Return")
        there.read("Visa uppgifter")
        there.key("F6")
        there.arrive("Ärendets delar")
        # Where the tabs have no room beside each other they are a list.
        onward = "Down" if there.focused()["role"] == "combo box" else "Right"
        for tab in TABS[1:]:
            there.key(onward)
            there.read(tab.title)
            seen += check(there, tab.title)
        there.key("ctrl+shift+n")
        there.arrive("Anteckning")
        seen += check(there, "journal note")
        print(f"a screen reader was told of {seen} controls, and each had a name")
