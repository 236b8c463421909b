"""Letting a report out of the house: printed or saved, always with a purpose and a recipient.

The journal keeps that it was done (domain.md D8); what is in the report it does not keep.
"""

from collections.abc import Callable
from contextlib import AbstractContextManager, suppress
from pathlib import Path

from kvinnobyran.domain.codes import Code
from kvinnobyran.domain.faults import Fault, stopp
from kvinnobyran.domain.trouble import Trouble
from kvinnobyran.flows.plain_files import write_private
from kvinnobyran.flows.work import Work, settle
from kvinnobyran.statistics.behind import CaseBehind, cases_of, heads_of
from kvinnobyran.statistics.tables import At, Report, Table
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
    WEB_PAGE = ("web_page", "Sida för skärmläsare")


def hand_out_faults(purpose: str, recipient: str, *, what: str = "rapporten") -> tuple[Fault, ...]:
    """Check that it is said what for and to whom (D8)."""
    faults: list[Fault] = []
    for field, text, sentence in (
        ("purpose", purpose, f"Skriv vad {what} ska användas till."),
        ("recipient", recipient, f"Skriv vem som ska ha {what}."),
    ):
        if not text.strip():
            faults.append(stopp(field, sentence, "domain.md D8"))
        elif len(text) > LONGEST:
            faults.append(stopp(field, f"Högst {LONGEST} tecken får plats.", "domain.md D8"))
    return tuple(faults)


def look_behind(work: Work, table: Table, at: At) -> list[CaseBehind]:
    """Return whose cases are behind a figure of the office's own report, and note the look."""
    people = heads_of(table, at)
    with work.step("Se vilka som räknas") as tx:
        tx.log("read", table="report", text=f"{table.title}, {len(people)} rader.")
        return cases_of(tx, people)


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
    return write_noted(
        content,
        path,
        work.step("Spara rapport"),
        lambda tx: _log(tx, report, way, purpose, recipient),
    )


def write_noted(
    content: bytes,
    path: Path,
    step: AbstractContextManager[Transaction],
    note: Callable[[Transaction], None],
) -> Path:
    """Write a file and what the journal keeps of it; neither is done without the other.

    Raises :class:`NotWritten`.
    """
    beside = path.with_name(f"{path.name}.del")
    unnoted = beside
    try:
        with step as tx:
            note(tx)
            write_private(beside, content)
            beside.replace(path)
            unnoted = path  # it lies there, and the step may still fail
        unnoted = beside
    except OSError:
        raise NotWritten from None
    finally:
        with suppress(OSError):
            unnoted.unlink(missing_ok=True)
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


def _log(tx: Transaction, report: Report, way: Way, purpose: str, recipient: str) -> None:
    words = (way.label, str(report.period), report.audience.label)
    tx.log(
        "export",
        table="report",
        text=f"{', '.join(words)}. Ändamål: {purpose.strip()}. Mottagare: {recipient.strip()}.",
    )
