"""What the register keeps of a report that leaves it."""

from kvinnobyran.flows.work import Work
from kvinnobyran.statistics.tables import Report


def note_export(work: Work, report: Report, form: str) -> None:
    """Log that a report was written or printed: which, for whom and how; no figure (D8)."""
    with work.step("Rapport") as tx:
        tx.log("export", text=f"{report.period} {report.audience.value} {form}")
