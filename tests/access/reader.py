"""A screen reader of our own: a real AT-SPI client, run by the system's Python.

``/usr/bin/python3 reader.py`` takes the name of a process number on each line of standard input
and answers with one line of JSON: every object of that program that is showing, as
``{"role", "name", "text", "caret", "focused", "focusable", "enabled"}``. It knows nothing of
the program.
"""

import json
import sys

import gi

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi, GLib  # noqa: E402 - the version is said first

DEEPEST = 60


def walk(thing, found, depth=0):
    """Collect what is showing, from the top down."""
    try:
        states = thing.get_state_set()
        showing = states.contains(Atspi.StateType.SHOWING)
        if depth > 1 and not showing:
            return
        role = thing.get_role_name()
        if depth:
            focusable = states.contains(Atspi.StateType.FOCUSABLE)
            text = thing if focusable and "Text" in thing.get_interfaces() else None
            found.append(
                {
                    "role": role,
                    "name": thing.get_name() or "",
                    "text": Atspi.Text.get_text(text, 0, -1) if text else "",
                    "caret": Atspi.Text.get_caret_offset(text) if text else -1,
                    "focused": states.contains(Atspi.StateType.FOCUSED),
                    "focusable": focusable,
                    "enabled": states.contains(Atspi.StateType.ENABLED),
                }
            )
        if depth < DEEPEST and role not in {"table", "table cell", "label"}:
            for place in range(thing.get_child_count()):
                child = thing.get_child_at_index(place)
                if child is not None:
                    walk(child, found, depth + 1)
    except GLib.Error:
        # It went away while it was looked at: the next look will not find it.
        return


def look(process):
    """Return everything that a program shows."""
    found = []
    desktop = Atspi.get_desktop(0)
    desktop.clear_cache()
    for place in range(desktop.get_child_count()):
        program = desktop.get_child_at_index(place)
        if program is not None and program.get_process_id() == process:
            # What is remembered from the last look may be long gone.
            program.set_cache_mask(Atspi.Cache.NONE)
            program.clear_cache()
            walk(program, found)
    return found


def main():
    """Answer until nobody asks any more."""
    Atspi.init()
    for line in sys.stdin:
        while GLib.MainContext.default().iteration(False):
            pass
        try:
            seen = look(int(line))
        except GLib.Error:
            seen = []
        print(json.dumps(seen, ensure_ascii=False), flush=True)


if __name__ == "__main__":
    main()
