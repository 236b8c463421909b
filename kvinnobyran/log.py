"""The program's log: types, names of functions and line numbers, and never a value.

What writes it is read at its first line. Most days there is none, and what rotates a file
imports sockets and pickles, which takes as long as painting the lock page.
"""

import contextlib
from pathlib import Path
from typing import TYPE_CHECKING, Final

from kvinnobyran import paths

if TYPE_CHECKING:
    import logging

NAME: Final = "kvinnobyran"
FILE: Final = "kvinnobyran.log"
_LARGEST_BYTES: Final = 200_000
_KEPT: Final = 2

_folder: list[Path] = []
_handlers: "list[logging.Handler]" = []


def keep_in(folder: Path) -> None:
    """Let what is logged from now on go to a small rotating file in this folder."""
    leave()
    _folder[:] = [folder]


def leave() -> None:
    """Write to no file any more."""
    for handler in _handlers:
        _logger().removeHandler(handler)
        handler.close()
    _handlers.clear()
    _folder.clear()


def warning(text: str, *words: object) -> None:
    """Log that something was odd. ``words`` go into ``text`` as in :mod:`logging`."""
    _logger().warning(text, *words)


def error(text: str, *words: object) -> None:
    """Log that something was wrong, and is our own fault."""
    _logger().error(text, *words)


def _logger() -> "logging.Logger":
    """Return the logger; it gets its file at the first line.

    A folder that cannot be written to is no reason to stop, and without a handler Python
    itself would print the line to the terminal.
    """
    import logging

    logger = logging.getLogger(NAME)
    if not _handlers:
        logger.setLevel(logging.INFO)
        logger.propagate = False
        _handlers.append(logging.NullHandler())
        if _folder:
            with contextlib.suppress(OSError):
                _handlers.append(_file(paths.make_private(_folder[0]) / FILE))
        for handler in _handlers:
            logger.addHandler(handler)
    return logger


def _file(path: Path) -> "logging.Handler":
    import logging
    from logging.handlers import RotatingFileHandler

    handler = RotatingFileHandler(
        path, maxBytes=_LARGEST_BYTES, backupCount=_KEPT, encoding="utf-8"
    )
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
    return handler
