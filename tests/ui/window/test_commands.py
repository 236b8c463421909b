"""The one list of commands: every key once, no AltGr, and nothing that cannot be found."""

from collections import Counter

import pytest
from PySide6.QtGui import QKeySequence

from kvinnobyran.ui.window.actions import key_words
from kvinnobyran.ui.window.commands import COMMANDS, Menu
from kvinnobyran.ui.window.help import handbook, key_list

# The map of experience.md section 9, as a counsellor reads it.
MAP = {
    "Ctrl+N": "new_contact",
    "Ctrl+1": "go_today",
    "Ctrl+2": "go_cases",
    "Ctrl+3": "go_calendar",
    "Ctrl+4": "go_groups",
    "Ctrl+5": "go_school",
    "Ctrl+6": "go_statistics",
    "Ctrl+7": "go_settings",
    "Ctrl+Shift+N": "new_note",
    "Ctrl+Return": "save_close",
    "Esc": "put_aside",
    "F6": "next_pane",
    "Shift+F6": "previous_pane",
    "Ctrl+P": "print",
    "Ctrl++": "larger",
    "Ctrl+-": "smaller",
    "Ctrl+0": "normal_size",
    "Ctrl+L": "lock",
    "Ctrl+K": "palette",
    "Ctrl+F": "find",
    "F3": "find_next",
    "Ctrl+S": "save",
    "Ctrl+Z": "undo",
    "Ctrl+Y": "redo",
    "F10": "menu",
    "Ctrl+,": "go_settings",
    "F1": "help",
}


def test_the_keyboard_map_is_the_one_that_was_agreed():
    by_keys = {keys: command.id for command in COMMANDS for keys in command.keys}
    assert {keys: by_keys.get(keys) for keys in MAP} == MAP


def test_no_two_commands_share_a_key():
    keys = Counter(QKeySequence(keys).toString() for each in COMMANDS for keys in each.keys)
    assert [key for key, times in keys.items() if times > 1] == []


def test_no_key_is_altgr_or_a_letter_alone():
    for command in COMMANDS:
        for keys in command.keys:
            parts = set(keys.split("+"))
            assert not {"Ctrl", "Alt"} <= parts, keys
            assert "Alt" not in parts, keys
            assert len(parts) > 1 or keys[0] == "F" or keys == "Esc", keys


@pytest.mark.parametrize("menu", Menu)
def test_mnemonics_are_unique_in_each_menu(menu):
    letters = Counter(
        command.text[command.text.index("&") + 1].lower()
        for command in COMMANDS
        if command.menu is menu and not command.listed_only
    )
    assert [letter for letter, times in letters.items() if times > 1] == []


def test_mnemonics_of_the_menu_bar_are_unique():
    letters = [menu.value[menu.value.index("&") + 1] for menu in Menu]
    assert len(set(letters)) == len(letters)


def test_every_command_has_an_action_in_its_menu(window):
    for command in COMMANDS:
        if not command.listed_only:
            action = window.action(command.id)
            assert action in window.actions_.menus[command.menu].actions()
            assert [keys.toString() for keys in action.shortcuts()] == [
                QKeySequence(keys).toString() for keys in command.keys
            ]


def test_a_command_that_cannot_be_done_says_why(window):
    window.go("calendar")
    for command in COMMANDS:
        if not command.listed_only and not window.action(command.id).isEnabled():
            said = window.action(command.id).toolTip()
            assert said.endswith("."), command.id
            assert said != command.label


def test_the_help_lists_every_key():
    listed = " ".join(keys for _, rows in key_list() for keys, _ in rows)
    for command in COMMANDS:
        for keys in command.keys:
            assert key_words(keys) in listed


def test_the_handbook_has_headings_with_text():
    parts = handbook()
    assert len(parts) >= 5
    assert all(heading and body for heading, body in parts)


def test_key_words_are_those_on_the_keyboard():
    assert key_words("Ctrl+Shift+Space") == "Ctrl+Skift+Mellanslag"
    assert key_words("Ctrl++") == "Ctrl++"
    assert key_words("F6") == "F6"
