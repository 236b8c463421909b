"""How a stay is said: by codes, days and weeks only, in the calendar, its list and its paper.

"Vecka 36–9, 26 veckor" names the weeks of moving in and of moving out (ISO 8601). There is
nothing here that a stay does not hold, so no name and no address can be said (domain.md S1).
"""

from datetime import date
from typing import Final

from kvinnobyran.domain.holidays import holiday
from kvinnobyran.domain.stay import Stay, StayKind, StayState

_WEEK: Final = 7


def weeks_said(first: date, until: date | None) -> str:
    """Return ``vecka 36–9``: the ISO weeks of moving in and of moving out."""
    begins = first.isocalendar()
    if until is None:
        return f"från vecka {begins.week}"
    ends = until.isocalendar()
    if (begins.year, begins.week) == (ends.year, ends.week):
        return f"vecka {begins.week}"
    return f"vecka {begins.week}–{ends.week}"


def length_said(first: date, until: date | None) -> str:
    """Return ``26 veckor``, ``25 veckor och 6 dagar``, ``1 dag`` or ``tills vidare``."""
    if until is None:
        return "tills vidare"
    weeks, days = divmod((until - first).days, _WEEK)
    parts = []
    if weeks:
        parts.append("1 vecka" if weeks == 1 else f"{weeks} veckor")
    if days or not weeks:
        parts.append("1 dag" if days == 1 else f"{days} dagar")
    return " och ".join(parts)


def weeks_and_length_said(first: date, until: date | None) -> str:
    """Return ``vecka 36–9, 26 veckor``, or ``från vecka 36``."""
    weeks = weeks_said(first, until)
    return weeks if until is None else f"{weeks}, {length_said(first, until)}"


def days_said(first: date, until: date | None) -> str:
    """Return ``2026-08-31–2027-03-01``, or ``2026-08-31 och tills vidare``."""
    if until is None:
        return f"{first.isoformat()} och tills vidare"
    return f"{first.isoformat()}–{until.isoformat()}"


def free_days_said(first: date, until: date | None) -> str:
    """Return a sentence when one moves in or out on a red day or its eve; else nothing.

    Nobody is in the office then to hand over a key.
    """
    told = [
        f"{verb} på {found.name[0].lower()}{found.name[1:]}"
        for verb, day in (("in", first), ("ut", until))
        if day is not None and (found := holiday(day)) is not None
    ]
    return f"{', '.join(told).capitalize()}." if told else ""


def state_said(stay: Stay) -> str:
    """Return how sure a stay is and where it stands: ``Bekräftad, inflyttad``."""
    state, stage = stay.state.label, stay.stage.lower()
    if stay.kind is StayKind.CLOSURE:
        return f"{state}, {stage}"
    if stay.kind is StayKind.RESERVATION:
        return f"{state} reservation" if stay.state is not StayState.CONFLICT else state
    return state if stage == state.lower() else f"{state}, {stage}"


def short_said(stay: Stay) -> str:
    """Return the one word that stands in the bar, so that nothing is told by colour alone."""
    if stay.kind is StayKind.CLOSURE:
        return "Spärrad"
    if stay.overrun:
        return "Över tiden"
    if stay.kind is StayKind.PLACEMENT and stay.state is StayState.CONFIRMED:
        return stay.stage
    return state_said(stay)


def household_said(stay: Stay) -> str:
    """Return ``1 vuxen, 2 barn, djur``; nothing of a closure."""
    if stay.kind is StayKind.CLOSURE:
        return ""
    parts = ["1 vuxen" if stay.adults == 1 else f"{stay.adults} vuxna"]
    if stay.children:
        parts.append(f"{stay.children} barn")
    if stay.pets:
        parts.append("djur")
    return ", ".join(parts)


def until_said(stay: Stay) -> str:
    """Return ``till 2027-03-01`` or ``tills vidare``."""
    return "tills vidare" if stay.until is None else f"till {stay.until.isoformat()}"


def spoken(stay: Stay) -> str:
    """Return a stay as a screen reader says it: apartment, code, from, to, weeks, state."""
    parts = [
        stay.apartment,
        stay.label,
        f"från {stay.first.isoformat()}",
        until_said(stay),
        weeks_said(stay.first, stay.until),
        state_said(stay).lower(),
    ]
    if stay.overrun:
        parts.append("bor kvar över tiden")
    return ", ".join(parts)


def detail_said(stay: Stay) -> str:
    """Return all that the calendar knows of a stay, on one line."""
    parts = [
        stay.apartment,
        stay.label,
        days_said(stay.first, stay.until),
        weeks_and_length_said(stay.first, stay.until),
        state_said(stay),
    ]
    if household := household_said(stay):
        parts.append(household)
    if stay.overrun:
        parts.append("bor kvar över tiden")
    told = " · ".join(parts)
    free = "" if stay.past else free_days_said(stay.first, stay.until)
    return f"{told}. {free}" if free else told
