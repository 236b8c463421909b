"""Everything that leaves the unit passes here (domain.md S2, S3).

A call, a text, a letter, a form: whatever makes one calls its gate first, and the journal
keeps that it was passed and why.
"""

from kvinnobyran.domain.case import Case
from kvinnobyran.domain.faults import Fault
from kvinnobyran.domain.outgoing import LetterGate, answer_faults, letter_gate, letter_to
from kvinnobyran.domain.person import ContactKind, ContactWay, contact_gate
from kvinnobyran.domain.protection import Grade, grade_of
from kvinnobyran.domain.relation import Guardian
from kvinnobyran.flows.work import NO_REASONS, Reasons, Work, settle
from kvinnobyran.store import kin
from kvinnobyran.store.people import has_died
from kvinnobyran.store.reader import Reader


def outgoing_gate(
    reader: Reader, *, about: str, to: str, via_social_services: bool = False
) -> LetterGate:
    """Return what a letter or form about a child, to a guardian, has to pass (S3).

    ``about`` is the child, ``to`` the guardian. Whoever lives with the child counts as well:
    her protection is the child's.
    """
    return letter_gate(
        kin.guardian_of(reader, about, to),
        [
            each.grade
            for each in kin.protections_around(reader, about)
            if each.in_force and each.person_id != to
        ],
        via_social_services=via_social_services,
        to_deceased=has_died(reader, to),
        about_deceased=has_died(reader, about),
    )


def answer_to_guardian(reader: Reader, case_id: str) -> tuple[Fault, ...]:
    """Return what stands in the way of telling a guardian of a woman's children anything (S3)."""
    case = reader.get(Case, case_id)
    if case is None:
        return ()
    guardians = reader.all(Guardian, kin.AROUND[Guardian], {"person": case.person_id})
    return answer_faults(each for each in guardians if each.person_id != case.person_id)


def send_letter(
    work: Work,
    *,
    about: str,
    to: str,
    what: str,
    via_social_services: bool = False,
    reasons: Reasons = NO_REASONS,
) -> LetterGate:
    """Pass the gate for a letter or form, and note it; the answer says which template to use.

    ``what`` names the letter in Swedish, without any value of a record. Raises
    :class:`Refused` with everything that stands in the way.
    """
    gate = outgoing_gate(work.database, about=about, to=to, via_social_services=via_social_services)
    settle(gate.faults, reasons)
    with work.step("Brev", reasons) as tx:
        tx.log("letter", table="person", record=about, text=f"{what}, {gate.template.label}")
    return gate


def use_contact_way(work: Work, way: ContactWay, reasons: Reasons = NO_REASONS) -> LetterGate:
    """Pass the gate before calling or writing to her (S2); the log keeps that it was used.

    A letter to somebody who is protected goes out without a sender (S3).
    """
    gone = has_died(work.database, way.person_id)
    settle(contact_gate(way, today=work.today, deceased=gone), reasons)
    grade = grade_of(kin.protections_of(work.database, way.person_id))
    with work.step("Använd kontaktväg", reasons) as tx:
        tx.log("contact", table="contact_way", record=way.id)
    return letter_to(hidden=way.kind is ContactKind.LETTER and grade is not Grade.NONE)
