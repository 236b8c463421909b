"""The calendar as a list: the same stays in a table, for those who read line by line."""

from kvinnobyran.domain.stay import Stay
from kvinnobyran.domain.stay_words import (
    household_said,
    state_said,
    weeks_and_length_said,
    weeks_said,
)
from kvinnobyran.reports.calendar_rows import Calendar
from kvinnobyran.ui.kit.empty import Empty
from kvinnobyran.ui.kit.icons import Icon
from kvinnobyran.ui.kit.table import Column, Table


def _weeks_and_length(stay: Stay) -> str:
    """Return ``36–9, 26 v`` or ``36–9, 25 v 6 d``."""
    said = weeks_said(stay.first, stay.until).removeprefix("vecka ")
    if stay.until is None:
        return said
    weeks, days = divmod((stay.until - stay.first).days, 7)
    length = " ".join(
        part for part in (f"{weeks} v" if weeks else "", f"{days} d" if days else "") if part
    )
    return f"{said}, {length}"


_COLUMNS = (
    Column[Stay](title="Lägenhet", text=lambda stay: stay.apartment, width=11),
    Column[Stay](title="Kod", text=lambda stay: stay.label, width=16),
    Column[Stay](title="Från", text=lambda stay: stay.first.isoformat(), width=10),
    Column[Stay](
        title="Till",
        text=lambda stay: stay.until.isoformat() if stay.until else "tills vidare",
        sort=lambda stay: stay.until,
        width=11,
    ),
    Column[Stay](
        title="Vecka och längd",
        text=_weeks_and_length,
        sort=lambda stay: stay.first,
        spoken=lambda stay: weeks_and_length_said(stay.first, stay.until),
        width=15,
    ),
    Column[Stay](title="Läge", text=state_said, width=18),
    Column[Stay](title="Vilka", text=household_said),
)


def stay_table() -> Table[Stay]:
    """Return the table, empty so far."""
    return Table(
        "Vistelser",
        _COLUMNS,
        empty=Empty("Inget är inlagt än.", "N lägger till en reservation.", icon=Icon.CALENDAR),
    )


def in_list_order(calendar: Calendar) -> list[Stay]:
    """Return what lies ahead or goes on, then what has been, the latest first."""
    ahead: list[Stay] = []
    been: list[Stay] = []
    for each in calendar.all():
        over = each.past or (each.until is not None and each.until <= calendar.today)
        (been if over and not each.here else ahead).append(each)
    ahead.sort(key=lambda stay: (stay.first, stay.apartment))
    been.sort(key=lambda stay: (stay.first, stay.apartment), reverse=True)
    return [*ahead, *been]
