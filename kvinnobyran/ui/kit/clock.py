"""The office's clock: the one place where the window reads the time."""

from datetime import datetime


def office_clock() -> datetime:
    """Return the moment, aware, in the office's own time zone."""
    return datetime.now().astimezone()
