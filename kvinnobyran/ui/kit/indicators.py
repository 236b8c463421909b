"""The small pictures of the style sheet (arrows, ticks) as a resource file in memory.

A style sheet can only name files, and the colours are the theme's. So the coloured SVGs
are packed into Qt's resource format (version 1, as ``rcc --binary`` writes it) and
registered under ``:/kit/<name>/``: nothing is written to disk and no coloured copy of an
icon is kept in the tree that could disagree with the tokens.
"""

import struct

from PySide6.QtCore import QResource

from kvinnobyran.ui.kit.icons import Icon, svg
from kvinnobyran.ui.kit.tokens import Tokens

_DIRECTORY = 2
_LANGUAGE_C = 1
_kept: dict[str, bytes] = {}
"""Registered blobs: Qt reads them where they lie, so they must stay."""


def _hash(name: str) -> int:
    """Return Qt's hash of a resource name (``qt_hash``)."""
    value = 0
    for letter in name:
        value = (value << 4) + ord(letter)
        value ^= (value & 0xF0000000) >> 23
        value &= 0x0FFFFFFF
    return value


def packed(files: dict[str, bytes]) -> bytes:
    """Return a Qt binary resource that holds the files in one folder, its root."""
    names, data = b"", b""
    tree = struct.pack(">IHII", 0, _DIRECTORY, len(files), 1)
    for name in sorted(files, key=_hash):
        tree += struct.pack(">IHHHI", len(names), 0, 0, _LANGUAGE_C, len(data))
        names += struct.pack(">HI", len(name), _hash(name)) + name.encode("utf-16-be")
        data += struct.pack(">I", len(files[name])) + files[name]
    head = 20
    places = (head, head + len(tree), head + len(tree) + len(data))
    return b"qres" + struct.pack(">IIII", 1, *places) + tree + data + names


def _dot(colour: str) -> bytes:
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24">'
        f'<circle cx="12" cy="12" r="6" fill="{colour}"/></svg>'
    ).encode()


def register(tokens: Tokens, name: str) -> str:
    """Register a theme's small pictures; return the folder to name in the style sheet."""
    folder = f"/kit/{name}"
    if folder not in _kept:
        blob = packed(
            {
                "down.svg": svg(Icon.CHEVRON_DOWN, tokens.muted, 2.25),
                "up.svg": svg(Icon.CHEVRON_UP, tokens.muted, 2.25),
                "left.svg": svg(Icon.CHEVRON_LEFT, tokens.muted, 2.25),
                "right.svg": svg(Icon.CHEVRON_RIGHT, tokens.muted, 2.25),
                "down-off.svg": svg(Icon.CHEVRON_DOWN, tokens.disabled, 2.25),
                "tick.svg": svg(Icon.CHECK, tokens.on_accent, 3.5),
                "tick-menu.svg": svg(Icon.CHECK, tokens.text, 2.5),
                "some.svg": svg(Icon.MINUS, tokens.on_accent, 3.5),
                "dot.svg": _dot(tokens.on_accent),
                "close.svg": svg(Icon.CLOSE, tokens.muted, 2.0),
            }
        )
        _kept[folder] = blob
        QResource.registerResourceData(blob, folder)
    return f":{folder}"
