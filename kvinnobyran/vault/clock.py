"""Time that nobody can set: seconds since the machine started, and which start that was.

The growing delay and the life of quick unlock are counted in these, never by the wall clock,
so that setting the clock neither lets anybody in sooner nor locks anybody out (security.md T19).
"""

import time
from pathlib import Path
from typing import Protocol

_BOOT_ID = Path("/proc/sys/kernel/random/boot_id")


class Clock(Protocol):
    """What the vault asks of time."""

    def steady(self) -> float:
        """Return seconds since the machine started, sleep included where it can be told."""

    def boot(self) -> str:
        """Return which start of the machine this is, or ``""`` where it cannot be told."""


class MachineClock:
    """The real one."""

    def steady(self) -> float:
        """Return CLOCK_BOOTTIME on Linux, the monotonic clock elsewhere."""
        boot_time = getattr(time, "CLOCK_BOOTTIME", None)
        return time.monotonic() if boot_time is None else time.clock_gettime(boot_time)

    def boot(self) -> str:
        """Return the kernel's boot id; ``""`` on Windows, where a smaller ``steady`` says it."""
        try:
            return _BOOT_ID.read_text("ascii").strip()
        except OSError:
            return ""
