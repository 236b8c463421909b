"""Letting a report out of the house: printed or saved, always with a purpose and a recipient.

The journal keeps that it was done (domain.md D8); what is in the report it does not keep.
"""

import os
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from kvinnobyran.domain.codes import Code
from kvinnobyran.domain.faults import Fault, stopp
from kvinnobyran.domain.trouble import Trouble
from kvinnobyran.flows.work import Work, settle
from kvinnobyran.statistics.tables import Report
from kvinnobyran.store.transaction import Transaction

LONGEST = 300
"""Characters of a purpose or a recipient."""


class NotWritten(Trouble):
    """The place that was chosen would not take the file."""

    sentence = "Filen gick inte att spara där. Inget har lämnats ut."
    way_on = "Välj en annan mapp, eller kontrollera att det finns plats."


class Way(Code):
    """How a report leaves."""

    PRINTED = ("printed", "Utskrift")
    PDF = ("pdf", "PDF-fil")
    SPREADSHEET = ("spreadsheet", "Kalkylblad")


def hand_out_faults(purpose: str, recipient: str) -> tuple[Fault, ...]:
    """Check that it is said what for and to whom (D8)."""
    faults: list[Fault] = []
    for field, text, sentence in (
        ("purpose", purpose, "Skriv vad rapporten ska användas till."),
        ("recipient", recipient, "Skriv vem som ska ha rapporten."),
    ):
        if not text.strip():
            faults.append(stopp(field, sentence, "domain.md D8"))
        elif len(text) > LONGEST:
            faults.append(stopp(field, f"Högst {LONGEST} tecken får plats.", "domain.md D8"))
    return tuple(faults)


def note_printed(work: Work, report: Report, *, purpose: str, recipient: str) -> None:
    """Note that a report goes to the printer. Raises :class:`Refused`."""
    settle(hand_out_faults(purpose, recipient))
    with work.step("Skriv ut rapport") as tx:
        _log(tx, report, Way.PRINTED, purpose, recipient)


def save_report(
    work: Work,
    report: Report,
    content: bytes,
    path: Path,
    *,
    way: Way,
    purpose: str,
    recipient: str,
) -> Path:
    """Write a report where the user chose, and note it; neither is done without the other.

    Raises :class:`Refused` and :class:`NotWritten`.
    """
    settle(hand_out_faults(purpose, recipient))
    beside = path.with_name(f"{path.name}.del")
    try:
        with work.step("Spara rapport") as tx:
            _log(tx, report, way, purpose, recipient)
            _write(beside, content)
            beside.replace(path)
    except OSError:
        raise NotWritten from None
    finally:
        with suppress(OSError):
            beside.unlink(missing_ok=True)
    return path


def save_by_command(work: Work, report: Report, write: Callable[[], None], form: str) -> None:
    """Write a report for the report command, and note it; neither is done without the other.

    Whoever may run the command is asked neither what for nor for whom, and the log says so.
    Raises what ``write`` raises.
    """
    with work.step("Spara rapport") as tx:
        words = ("Kommandot report", form, str(report.period), report.audience.label)
        tx.log("export", table="report", text=f"{', '.join(words)}.")
        write()


def _write(path: Path, content: bytes) -> None:
    """Write a file for this user alone, all the way to the disk. Raises OSError."""
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _log(tx: Transaction, report: Report, way: Way, purpose: str, recipient: str) -> None:
    words = (way.label, str(report.period), report.audience.label)
    tx.log(
        "export",
        table="report",
        text=f"{', '.join(words)}. Ändamål: {purpose.strip()}. Mottagare: {recipient.strip()}.",
    )
