"""A letter that is written here: the gate, the paper, and what is kept of it (S1, S2, S3).

The paper is made by whoever calls, from the template that the gate chose; it is kept as an
outgoing document of the case, unless she wants none, and the log says that it was made.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

from kvinnobyran.domain.case import Case
from kvinnobyran.domain.codes import Code
from kvinnobyran.domain.document import About, Direction, Document, DocumentKind
from kvinnobyran.domain.documentation import Kept, allows
from kvinnobyran.domain.faults import stopp
from kvinnobyran.domain.letter import letter_faults
from kvinnobyran.domain.outgoing import LetterGate, LetterTemplate, letter_to
from kvinnobyran.domain.person import ContactKind, ContactWay, Person, contact_gate
from kvinnobyran.domain.protection import Grade, grade_of
from kvinnobyran.domain.relation import Guardian
from kvinnobyran.flows.documents import described_document
from kvinnobyran.flows.outgoing import outgoing_gate
from kvinnobyran.flows.plain_files import Brought
from kvinnobyran.flows.work import NO_REASONS, Reasons, Work, settle
from kvinnobyran.store import documents as stored
from kvinnobyran.store import kin, people
from kvinnobyran.store.reader import Reader

BY_HAND = "hand"
"""The paper is handed to her here."""
_TO_FIELD = frozenset({"guardian", "value"})


class Leaves(Code):
    """How a letter leaves."""

    PRINTED = ("printed", "Utskrivet")
    KEPT = ("kept", "Sparat")


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """A letter about to leave. ``to`` is the id of a guardian or of a way of contact, or "hand"."""

    case_id: str
    to: str
    text: str = ""
    via_social_services: bool = False


def gate_before(reader: Reader, letter: Letter, today: date) -> LetterGate:
    """Return what stands in the way of a letter, and how it has to look (S1, S2, S3)."""
    case = reader.get(Case, letter.case_id)
    person_id = case.person_id if case else ""
    gate = _gate(reader, letter, person_id, today)
    faults = [
        replace(fault, field="to") if fault.field in _TO_FIELD else fault for fault in gate.faults
    ]
    faults += letter_faults(letter.text, template=gate.template, secret=_secrets(reader, person_id))
    return replace(gate, faults=tuple(faults))


def write_letter(
    work: Work,
    letter: Letter,
    make: Callable[[LetterTemplate], bytes],
    leaves: Leaves,
    *,
    reasons: Reasons = NO_REASONS,
) -> bytes:
    """Pass the gate, keep the letter as handed out, and return the paper that ``make`` makes.

    Raises :class:`Refused` with everything that stands in the way; then nothing is made.
    """
    gate = gate_before(work.database, letter, work.today)
    settle(gate.faults, reasons)
    whole = make(gate.template)
    document = _document(work, letter, whole)
    with work.step("Brev", reasons) as tx:
        if document is not None:
            stored.keep_content(tx, document.id, whole)
            tx.insert(document)
        tx.log(
            "letter",
            table="support_case",
            record=letter.case_id,
            text=f"{leaves.label}, {gate.template.label}",
        )
    return whole


def _gate(reader: Reader, letter: Letter, person_id: str, today: date) -> LetterGate:
    guardian = reader.get(Guardian, letter.to) if letter.to != BY_HAND else None
    if guardian is not None:
        return outgoing_gate(
            reader,
            about=guardian.child_id,
            to=guardian.person_id,
            via_social_services=letter.via_social_services,
        )
    grades = [each.grade for each in kin.protections_around(reader, person_id) if each.in_force]
    gate = letter_to(hidden=any(each is not Grade.NONE for each in grades))
    if letter.to == BY_HAND:
        return gate
    way = reader.get(ContactWay, letter.to)
    if way is None or way.kind is not ContactKind.LETTER:
        nobody = stopp("to", "Ingen är vald. Välj vem som ska få brevet.", "domain.md S2")
        return replace(gate, faults=(nobody,))
    whose = reader.get(Person, way.person_id)
    gone = whose is not None and whose.deceased is not None
    return replace(gate, faults=contact_gate(way, today=today, deceased=gone))


def _secrets(reader: Reader, person_id: str) -> list[str]:
    """Return the addresses and numbers of everybody in the case who is protected."""
    protections = kin.protections_around(reader, person_id)
    whose = {each.person_id for each in protections}
    return [
        way.value
        for each in whose
        if grade_of(protections, each) is not Grade.NONE
        for way in people.contact_ways(reader, each)
    ]


def _document(work: Work, letter: Letter, whole: bytes) -> Document | None:
    """Return the letter as an outgoing document, or None where she wants none kept (A20)."""
    case = work.database.get(Case, letter.case_id)
    if case is None or not allows(case.documentation, Kept.DOCUMENT):
        return None
    child = letter.to != BY_HAND and work.database.get(Guardian, letter.to) is not None
    made = described_document(work, case.id, Brought(name="Brev.pdf", content=whole))
    return replace(
        made,
        name="Brev till vårdnadshavare" if child else "Brev till henne",
        kind=DocumentKind.LETTER,
        direction=Direction.OUT,
        about=About.CHILD if child else About.WOMAN,
        dated_on=work.today,
    )
