"""``kvinnobyran report``: one report to one file."""

import argparse
import sys
from pathlib import Path

from kvinnobyran.cli.opening import clock, opened
from kvinnobyran.cli.output import require_place, write_whole
from kvinnobyran.flows.handing_out import save_by_command
from kvinnobyran.flows.practice import clock_of
from kvinnobyran.flows.work import Work
from kvinnobyran.reports import Format, make
from kvinnobyran.statistics.counting import build_report
from kvinnobyran.statistics.tables import Audience, Report
from kvinnobyran.statistics.withholding import BEFORE_PRINTING


def run(chosen: argparse.Namespace) -> int:
    """Count, withhold, write; the register's log keeps that a report left it."""
    form = Format(chosen.format)
    audience = Audience.EXTERNAL if chosen.audience == "external" else Audience.INTERNAL
    out = Path(chosen.out)
    require_place(out)
    with opened(chosen) as database:
        now = clock_of(database, clock)()
        report = build_report(database, chosen.period, audience=audience, made_on=now.date())
        content = make(report, form)
        work = Work(database, chosen.user, now)
        save_by_command(work, report, lambda: write_whole(out, content), form)
    for sentence in _remarks(report):
        print(sentence, file=sys.stderr)
    return 0


def _remarks(report: Report) -> tuple[str, ...]:
    """Return what whoever prints should know."""
    if report.audience is Audience.INTERNAL:
        return ("Rapporten har exakta antal och får inte lämnas ut.",)
    withheld = sum(table.any_withheld for table in report.tables)
    tables = f"{withheld} av {len(report.tables)} tabeller"
    return (f"Antal som kunde röja någon hålls inne i {tables}.", BEFORE_PRINTING)
