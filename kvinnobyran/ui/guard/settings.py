"""The office's settings that the guard follows."""

from kvinnobyran.domain.settings import COMPUTER_LOCK_MINUTES, LOCK_MINIMISED, LOCK_MINUTES
from kvinnobyran.store.database import Database
from kvinnobyran.store.office import setting
from kvinnobyran.ui.guard.idle import DEFAULT_MINUTES, Limits


def lock_settings(database: Database) -> tuple[Limits, bool]:
    """Return after how long to lock, and whether to lock when the window is minimised."""

    def seconds(key: str) -> float:
        value = setting(database, key)
        minutes = int(value) if value.isdecimal() and int(value) > 0 else DEFAULT_MINUTES
        return 60.0 * minutes

    limits = Limits(program=seconds(LOCK_MINUTES), computer=seconds(COMPUTER_LOCK_MINUTES))
    return limits, setting(database, LOCK_MINIMISED) == "1"
