"""How days of a stay are said: ``vecka 36–9``, ``26 veckor``, ``på julafton``."""

from datetime import date

from kvinnobyran.domain.holidays import holiday

_WEEK = 7


def weeks_said(first: date, until: date) -> str:
    """Return ``vecka 36–9``: the ISO weeks of moving in and of moving out."""
    begins, ends = first.isocalendar(), until.isocalendar()
    if (begins.year, begins.week) == (ends.year, ends.week):
        return f"vecka {begins.week}"
    return f"vecka {begins.week}–{ends.week}"


def length_said(first: date, until: date) -> str:
    """Return ``26 veckor``, ``25 veckor och 6 dagar`` or ``1 dag``."""
    weeks, days = divmod((until - first).days, _WEEK)
    parts = []
    if weeks:
        parts.append("1 vecka" if weeks == 1 else f"{weeks} veckor")
    if days or not weeks:
        parts.append("1 dag" if days == 1 else f"{days} dagar")
    return " och ".join(parts)


def free_days_said(first: date, until: date) -> str:
    """Return a sentence when one moves in or out on a red day or its eve; else nothing.

    Nobody is in the office then to hand over a key.
    """
    told = [
        f"{verb} på {found.name[0].lower()}{found.name[1:]}"
        for verb, day in (("In", first), ("Ut", until))
        if (found := holiday(day)) is not None
    ]
    return f"{', '.join(told).capitalize()}." if told else ""
