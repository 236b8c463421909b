"""Questions about the office's settings and open lists."""

from datetime import date

from kvinnobyran.domain.settings import (
    DEFAULTS,
    PRACTICE,
    PRACTICE_DAY,
    OpenList,
    OpenValue,
    Setting,
)
from kvinnobyran.store.reader import Reader


def setting_record(reader: Reader, key: str) -> Setting | None:
    """Return a setting's row, or None while its default holds."""
    return reader.one(Setting, "SELECT * FROM setting WHERE key = ?", (key,))


def setting(reader: Reader, key: str) -> str:
    """Return a setting's value, or its default."""
    record = setting_record(reader, key)
    return record.value if record else DEFAULTS.get(key, "")


def open_values(reader: Reader, of_list: OpenList, *, today: date) -> list[OpenValue]:
    """Return the values of an open list that have not retired."""
    return reader.all(
        OpenValue,
        "SELECT * FROM open_value WHERE of_list = ? AND (retired_on IS NULL OR retired_on > ?)"
        " ORDER BY label",
        (of_list.value, today.isoformat()),
    )


def all_values(reader: Reader, of_list: OpenList) -> list[OpenValue]:
    """Return every value of an open list, also those that have retired."""
    return reader.all(
        OpenValue,
        "SELECT * FROM open_value WHERE of_list = ? ORDER BY label, rowid",
        (of_list.value,),
    )


def practice_day(reader: Reader) -> date | None:
    """Return the day it is in a fictitious office, or None in a real one."""
    if setting(reader, PRACTICE) != "yes":
        return None
    return date.fromisoformat(setting(reader, PRACTICE_DAY))
