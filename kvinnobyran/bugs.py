"""Our own faults: an error number and where it happened, and never a value (security.md 7)."""

import os
from pathlib import Path
from types import TracebackType

from kvinnobyran import log


def report(bug: BaseException) -> str:
    """Log an unexpected exception and return its number, which the user can read out.

    Only types, file names, line numbers and function names are written. An exception's text
    is left out on purpose: ``int("19800101-1234")`` puts the number in it.
    """
    number = os.urandom(3).hex().upper()
    log.error("bug %s: %s", number, " <- ".join(_lines(bug)))
    return number


def hook(kind: type[BaseException], bug: BaseException, trace: TracebackType | None) -> None:
    """Stand in for ``sys.excepthook``, whose own text would carry values."""
    if issubclass(kind, KeyboardInterrupt):
        return
    report(bug.with_traceback(trace))


def _lines(bug: BaseException) -> list[str]:
    """Return the chain of causes, innermost frame first, without a single value."""
    import traceback

    lines: list[str] = []
    seen: set[int] = set()
    cause: BaseException | None = bug
    while cause is not None and id(cause) not in seen:
        seen.add(id(cause))
        frames = [
            f"{Path(frame.f_code.co_filename).name}:{line} {frame.f_code.co_name}"
            for frame, line in traceback.walk_tb(cause.__traceback__)
        ]
        lines.append(f"{type(cause).__name__} [{'; '.join(reversed(frames))}]")
        cause = cause.__cause__ or cause.__context__
    return lines
