"""``kvinnobyran aside KIND``: what the window starts beside itself. No command for people."""

import os
import sys
from typing import Final

from kvinnobyran.aside import frames, pages, spelling

KINDS: Final = {"spelling": spelling.serve, "pages": pages.serve}
_UNKNOWN: Final = 2


def run(kind: str) -> int:
    """Serve on standard input and output until the window is done or gone."""
    if kind not in KINDS:
        return _UNKNOWN
    # What a library may print must not stand among the frames.
    spoken = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    quiet = os.open(os.devnull, os.O_WRONLY)
    for stream in (sys.stdout, sys.stderr):
        os.dup2(quiet, stream.fileno())
    try:
        KINDS[kind](sys.stdin.buffer, spoken)
    except (frames.Broken, OSError):
        return 1
    return 0
