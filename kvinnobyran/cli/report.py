"""``kvinnobyran report``: one report to one file."""

import argparse
import sys
from pathlib import Path

from kvinnobyran.cli.opening import clock, opened
from kvinnobyran.cli.output import require_place, write_whole
from kvinnobyran.flows import publishing
from kvinnobyran.flows.handing_out import save_by_command
from kvinnobyran.flows.practice import clock_of
from kvinnobyran.flows.work import Work
from kvinnobyran.reports import Format, make
from kvinnobyran.statistics.counting import build_report
from kvinnobyran.statistics.period import Period
from kvinnobyran.statistics.release import release
from kvinnobyran.statistics.tables import Audience, Report


def run(chosen: argparse.Namespace) -> int:
    """Count, protect, fix, write; the register's log keeps that a report left it.

    A report for somebody outside is fixed before its file is written, and once it is fixed
    the very same report is handed out again (disclosure.md 3.4).
    """
    form = Format(chosen.format)
    audience = Audience.EXTERNAL if chosen.audience == "external" else Audience.INTERNAL
    out = Path(chosen.out)
    require_place(out)
    with opened(chosen) as database:
        now = clock_of(database, clock)()
        work = Work(database, chosen.user, now)
        if audience is Audience.EXTERNAL:
            report = _for_outside(work, chosen.period)
        else:
            report = build_report(database, chosen.period, made_on=now.date())
        content = make(report, form)
        save_by_command(work, report, lambda: write_whole(out, content), form)
    for sentence in _remarks(report):
        print(sentence, file=sys.stderr)
    return 0


def _for_outside(work: Work, period: Period) -> Report:
    """Return the fixed report of a period; make, prove and fix it if there is none."""
    prepared = publishing.prepare(work.database, period, made_on=work.today)
    if isinstance(prepared.content, Report):
        return prepared.content
    made = release.make(prepared.content, prepared.setting)
    publishing.fix_by_command(work, period, made)
    return made.report


def _remarks(report: Report) -> tuple[str, ...]:
    """Return what whoever prints should know."""
    if report.audience is Audience.INTERNAL:
        return ("Rapporten har exakta antal och får inte lämnas ut.",)
    withheld = sum(table.any_withheld for table in report.tables)
    tables = f"{withheld} av {len(report.tables)} tabeller"
    return (
        f"Antal som kunde röja någon hålls inne i {tables}.",
        "Rapporten är fastställd: samma period ger samma rapport igen.",
    )
