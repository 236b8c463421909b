"""The plain rule: what a report for somebody outside keeps back.

Every count of persons below five is withheld (zeros too, disclosure.md 3.2 step 2) together
with whatever would reveal it: parts and totals in every direction, the same number in
another table, how many are *not* in a category, how many are in more than one, and how many
stand outside a narrower table. Each withheld small count gets two complete alternative
figures that would print alike (:mod:`witness`), and before anything leaves, other code makes
the alternative tables and compares (:mod:`proof`). What cannot be proved is not printed.

What this rule does not yet consider (that is disclosure control, disclosure.md 3): earlier
reports and what can be had by subtracting them, insiders who know some of the women, and
what several two-way tables of the same women say together about single women. The sentence
in :data:`BEFORE_PRINTING` says so to whoever prints.
"""

from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from kvinnobyran.domain.trouble import Trouble
from kvinnobyran.statistics.proof import holds
from kvinnobyran.statistics.reader import Riddle, possible, riddle
from kvinnobyran.statistics.tables import Audience, Cell, Report, Status, Table
from kvinnobyran.statistics.witness import (
    Certificate,
    is_lonely,
    keep_company,
    mend_rest,
    rest_is_small,
)

PROTECTION: Final = (
    "Antal personer under fem, även noll, visas som två punkter (..).",
    "Andra antal visas på samma sätt när de annars skulle röja ett sådant antal.",
)
"""The two sentences that every report for somebody outside carries (disclosure.md 5)."""

BEFORE_PRINTING: Final = (
    "Skyddet gäller den här rapporten för sig. Lämna en rapport per period och låt samma "
    "utskrift gälla: två olika utskrifter kan tillsammans säga mer än var och en."
)
"""What whoever prints is told, until earlier reports are weighed in."""

WITHHELD_TABLE: Final = "Tabellen visas inte, för att ingen ska kunna kännas igen."
"""Stands in place of a table of which nothing can be shown."""


class UnsafeReport(Trouble):
    """No way was found to print the report without giving a small count away."""

    sentence = "Rapporten kan inte lämnas ut: någon skulle kunna kännas igen i siffrorna."
    way_on = "Välj en längre period, eller använd rapporten internt."


def for_audience(report: Report, audience: Audience) -> Report:
    """Return the report as this audience may see it; the given report must be exact.

    For internal use it is exact. For outside, figures are withheld by the plain rule; raises
    :class:`UnsafeReport` when that cannot be done, and MiscountError when the tables
    contradict each other.
    """
    if audience is Audience.INTERNAL:
        return replace(report, audience=audience)
    reading = riddle(report.tables)
    certificate = Certificate(reading)
    _hide_small_rests(reading)
    for place, unknown in enumerate(reading.unknowns):
        if unknown.protected and not certificate.covers(place):
            _certify(certificate, place)
    _hide_small_rests(reading)
    _show_again(certificate)
    tables = tuple(_masked(table, reading) for table in report.tables)
    alternatives = [
        {key: figures[place] for key, place in reading.place.items()}
        for figures in certificate.witnesses
    ]
    if not holds(report.tables, tables, alternatives):
        raise UnsafeReport
    return replace(report, audience=audience, tables=tables)


def _certify(certificate: Certificate, place: int) -> None:
    """Find the witnesses of one unknown; hide its tables, and then all, if that is what it takes.

    Raises :class:`UnsafeReport` when even that does not help.
    """
    reading = certificate.riddle
    if certificate.extend(place):
        return
    near = {
        each
        for number, _sign in reading.touching[place]
        for each, _also in reading.equations[number].terms
    }
    for places in reading.of_table.values():
        if near & set(places):
            _hide(reading, places)
    if certificate.extend(place):
        return
    _hide(reading, range(len(reading.unknowns)))
    if not certificate.extend(place):
        raise UnsafeReport


def _hide(reading: Riddle, places: Iterable[int]) -> None:
    """Hide these unknowns."""
    for place in places:
        reading.unknowns[place].hidden = True


def _hide_small_rests(reading: Riddle) -> None:
    """Hide more wherever hidden parts together are few (disclosure.md 3.2 step 4).

    And wherever a figure is hidden alone in a sum: a figure that subtraction gives back is
    not withheld, and the rest that it was hidden for would be known after all.
    """
    todo = True
    while todo:
        todo = False
        for number in range(len(reading.equations)):
            if rest_is_small(reading, number):
                mend_rest(reading, number)
                todo = True
            if is_lonely(reading, number):
                keep_company(reading, number)
                todo = True


def _show_again(certificate: Certificate) -> None:
    """Print what was hidden in vain, dearest first: no witness moves it, no rest gets small."""
    reading = certificate.riddle
    moved = {
        place
        for figures in certificate.witnesses
        for place, value in enumerate(figures)
        if value != reading.unknowns[place].value
    }
    in_vain = [
        place
        for place, unknown in enumerate(reading.unknowns)
        if unknown.hidden and not unknown.protected and unknown.cost and place not in moved
    ]
    for place in sorted(in_vain, key=lambda each: -reading.unknowns[each].cost):
        reading.unknowns[place].hidden = False
        touched = [number for number, _sign in reading.touching[place]]
        if any(rest_is_small(reading, each) or is_lonely(reading, each) for each in touched):
            reading.unknowns[place].hidden = True


def _masked(table: Table, reading: Riddle) -> Table:
    """Return the table without the figures that are hidden."""
    if not (table.persons or table.guard):
        return table
    can_be = possible(table)
    return replace(
        table,
        cells=tuple(
            Cell(cell.at, None, Status.SUPPRESSED)
            if can_be(cell.at) and reading.unknowns[reading.place[table.key(cell.at)]].hidden
            else cell
            for cell in table.cells
        ),
    )
