"""What she is handed: her extract, the half page on what is kept, and the purge's protocol (D6)."""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from kvinnobyran.domain.case import Case
from kvinnobyran.domain.handed_out import ExtractEntry, ExtractPage, KeptPage, ProtocolLine
from kvinnobyran.domain.missing import Answer
from kvinnobyran.domain.placement import Placement
from kvinnobyran.domain.protection import Grade, Protection
from kvinnobyran.domain.purging import PurgeProtocol
from kvinnobyran.domain.relation import Guardian
from kvinnobyran.flows.work import Work
from kvinnobyran.store import retention
from kvinnobyran.store.database import Database
from kvinnobyran.store.dossier import Dossier, dossier
from kvinnobyran.store.extract import UNTOLD, Entry, Line, access_log, entries

TAKEN_OUT = "Utelämnat vid granskningen"
RIGHTS = (
    "Att få veta vad som står om dig, i ett registerutdrag.",
    "Att det som är fel rättas, och att din invändning antecknas.",
    "Att uppgifterna sparas längre, om du behöver dem i en rättegång.",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Extract:
    """Everything there is to review: the entries, the log, and how long it is kept."""

    case_id: str
    code: str
    entries: tuple[Entry, ...]
    log: tuple[Line, ...]
    kept: str
    hidden: bool


def draw_up(database: Database, case_id: str, hidden: Sequence[str], today: date) -> Extract | None:
    """Return what is to be reviewed, or None if there is no such case. ``hidden``: more words."""
    found = dossier(database, case_id)
    if found is None:
        return None
    return Extract(
        case_id=case_id,
        code=found.case.code,
        entries=tuple(entries(found, hidden=hidden, today=today)),
        log=tuple(access_log(database, found)),
        kept=retention.kept(database, found.case).told,
        hidden=_hidden(found),
    )


def reviewed(extract: Extract, chosen: Collection[str], *, made_on: date) -> ExtractPage:
    """Return the page of what was chosen in the review; what was not is counted."""
    left = Counter(
        (entry.heading, TAKEN_OUT if entry.why_not in UNTOLD else entry.why_not or TAKEN_OUT)
        for entry in extract.entries
        if entry.id not in chosen
    )
    return ExtractPage(
        entries=[
            ExtractEntry(
                heading=entry.heading,
                day=entry.day.isoformat() if entry.day else "",
                lines=entry.lines,
            )
            for entry in extract.entries
            if entry.id in chosen
        ],
        # That a report of concern is kept from her is itself kept from her (scenario 26).
        left_out=[
            f"{heading}: {number}. {why}."
            for (heading, why), number in left.items()
            if heading != "Orosanmälan"
        ],
        log=[(f"{line.at:%Y-%m-%d %H:%M}", line.user, line.what) for line in extract.log],
        kept=extract.kept,
        hidden=extract.hidden,
        made_on=made_on,
    )


def note_extract(work: Work, case_id: str, number: int) -> None:
    """Note in the log that an extract was made; the reading of everything is a reading."""
    found = dossier(work.database, case_id)
    if found is None:
        return
    with work.step("Registerutdrag") as tx:
        tx.log(
            "print",
            table="person",
            record=found.person.id,
            text=f"Registerutdrag, {number} uppgifter.",
        )


def note_kept_printed(work: Work, case_id: str) -> KeptPage | None:
    """Note that the half page goes on paper, and return it; None if there is no such case (D7)."""
    page = kept_about_her(work.database, case_id, work.today)
    found = work.database.get(Case, case_id)
    if page is None or found is None:
        return None
    with work.step("Halvsidan om vad som sparas") as tx:
        tx.log("print", table="person", record=found.person_id, text="Vad som sparas om henne.")
    return page


def kept_about_her(database: Database, case_id: str, today: date) -> KeptPage | None:
    """Return the half page of a case, or None if there is no such case (ambition 5.14)."""
    found = dossier(database, case_id)
    if found is None:
        return None
    kinds = dict.fromkeys(
        entry.heading for entry in entries(found, today=today) if not entry.why_not
    )
    return KeptPage(
        kept=list(kinds),
        until=retention.kept(database, found.case).told,
        rights=RIGHTS,
        hidden=_hidden(found),
        made_on=today,
    )


def in_words(protocol: PurgeProtocol) -> list[ProtocolLine]:
    """Return a protocol line by line, without names of anybody but those who signed."""
    said = {
        "Gallrat": protocol.purged_on.isoformat(),
        "Klass": protocol.of_class.label,
        "Grund": f"{protocol.months} månader efter det senaste som skrevs (enhetens policy)",
        "Vad": f"{protocol.files} {protocol.of_kind.label}",
        "Ärenden": str(protocol.cases),
        "Personer": str(protocol.persons),
        "Uppgifter": str(protocol.records),
        "Föreslaget av": f"{protocol.proposed_by}, {protocol.proposed_on.isoformat()}",
        "Gallrat av": protocol.signed_by,
        "Underskrifter": protocol.signed,
    }
    return [ProtocolLine(label=label, value=value) for label, value in said.items()]


def _hidden(found: Dossier) -> bool:
    """Tell whether the paper says nothing of where it comes from: when anybody here is hidden."""
    protected = any(
        each.grade is not Grade.NONE and each.valid_until is None for each in found.of(Protection)
    )
    secret = any(each.whereabouts_secret is Answer.YES for each in found.of(Guardian))
    return protected or secret or bool(found.of(Placement))
