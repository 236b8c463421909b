"""A manager shows, prints and saves a report as it was fixed; each is noted (domain.md D8, D9)."""

from pathlib import Path

from kvinnobyran.domain.oversight import DeedKind, FrozenReport
from kvinnobyran.domain.trouble import Trouble
from kvinnobyran.flows.handing_out import Way, hand_out_faults, write_noted
from kvinnobyran.flows.oversight import deed_of
from kvinnobyran.flows.work import Work, settle
from kvinnobyran.statistics.release import keeping
from kvinnobyran.statistics.tables import Report


class ReportChanged(Trouble):
    """The figures are not those that were fixed."""

    sentence = "Rapportens siffror är inte de som fastställdes. Den visas inte."
    way_on = (
        "Be en kurator låsa upp registret en gång: då görs insynen om. Händer det igen, kontakta "
        "den som sköter programmet."
    )


def figures_of(report: FrozenReport) -> Report:
    """Return a report as it was fixed, held against its checksum. Raises :class:`ReportChanged`."""
    if keeping.digest(report.figures) != report.digest:
        raise ReportChanged
    return keeping.report_from_text(report.figures)


def note_printed(work: Work, report: FrozenReport, *, purpose: str, recipient: str) -> None:
    """Note that a report goes to the printer. Raises :class:`Refused`."""
    settle(hand_out_faults(purpose, recipient))
    with work.step(DeedKind.PRINTED.label) as tx:
        words = _words(report, Way.PRINTED, purpose, recipient)
        tx.insert(deed_of(work, DeedKind.PRINTED, words=words))


def save_pdf(
    work: Work, report: FrozenReport, content: bytes, path: Path, *, purpose: str, recipient: str
) -> Path:
    """Write a report where she chose, and note it; neither is done without the other.

    Raises :class:`Refused` and :class:`NotWritten`.
    """
    settle(hand_out_faults(purpose, recipient))
    words = _words(report, Way.PDF, purpose, recipient)
    return write_noted(
        content,
        path,
        work.step(DeedKind.SAVED.label),
        lambda tx: tx.insert(deed_of(work, DeedKind.SAVED, words=words)),
    )


def _words(report: FrozenReport, way: Way, purpose: str, recipient: str) -> str:
    said = f"{way.label}, {report.period}."
    return f"{said} Ändamål: {purpose.strip()}. Mottagare: {recipient.strip()}."
