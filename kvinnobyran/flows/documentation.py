"""What she lets the unit keep, and what goes when she wants less of it kept (A20, I4)."""

from dataclasses import replace

from kvinnobyran.domain.case import Case, Documentation
from kvinnobyran.domain.document import Document
from kvinnobyran.domain.documentation import (
    SOURCE,
    Kept,
    allows,
    lessened,
)
from kvinnobyran.domain.faults import Fault, stopp, varna
from kvinnobyran.domain.inquiry import Inquiry
from kvinnobyran.domain.note import WORKING_NOTE_FORM
from kvinnobyran.domain.person import Identity, Person
from kvinnobyran.domain.task import TaskSource
from kvinnobyran.flows.kept_people import people_who_say_too_much, take_people_away
from kvinnobyran.flows.support_words import take_support_words_away
from kvinnobyran.flows.work import Work
from kvinnobyran.store import authorities, people
from kvinnobyran.store import cases as stored
from kvinnobyran.store.consents import consents_in
from kvinnobyran.store.documents import documents_of, forget_document, is_in_a_file
from kvinnobyran.store.drafts import forget_drafts_of_case
from kvinnobyran.store.reads import Reads
from kvinnobyran.store.timeline import timeline_events
from kvinnobyran.store.transaction import Transaction

_RANK = (Documentation.STATISTICS_ONLY, Documentation.MINIMAL, Documentation.FULL)


def fewer_faults(work: Work, case: Case, before: Case) -> list[Fault]:
    """Check that less can be kept from now on: what is signed is not torn out (G9)."""
    if _RANK.index(case.documentation) >= _RANK.index(before.documentation):
        return []
    faults: list[Fault] = []
    if case.documentation is Documentation.STATISTICS_ONLY:
        if stored.notes(work.database, case.id):
            faults.append(
                stopp(
                    "documentation",
                    "Det finns journalanteckningar. De finns kvar tills ärendet gallras.",
                    "domain.md G9",
                )
            )
        if authorities.disclosures(work.database, case.id):
            faults.append(
                stopp(
                    "documentation",
                    "Uppgifter har lämnats ut. Det som står om det finns kvar tills det gallras.",
                    "domain.md L18",
                )
            )
        if len(stored.cases_of(work.database, case.person_id)) > 1:
            faults.append(
                stopp(
                    "documentation",
                    "Hon har ett annat ärende som inte är anonymt. Det gallras för sig.",
                    SOURCE,
                )
            )
    if not faults and _goes(work, case):
        faults.append(
            varna(
                "documentation",
                "Det hon inte vill ha sparat raderas nu, och det går inte att ångra.",
                SOURCE,
            )
        )
    return faults


def take_away(tx: Transaction, case: Case) -> None:
    """Take away what her choice no longer lets the unit keep, with its trace in the journal."""
    choice = case.documentation
    person = tx.get(Person, case.person_id)
    if person is not None:
        fewer = lessened(person, choice)
        if fewer != person:
            tx.redact(fewer)
    take_people_away(tx, case.person_id, choice)
    if not allows(choice, Kept.CONTACT_WAY):
        for way in people.contact_ways(tx, case.person_id):
            tx.forget("contact_way", way.id)
    _take_records_away(tx, case)
    if choice is Documentation.STATISTICS_ONLY:
        _take_words_away(tx, case)


def _take_records_away(tx: Transaction, case: Case) -> None:
    """Take away whole records of kinds that may no longer be kept."""
    choice = case.documentation
    if not allows(choice, Kept.WORKING_NOTE):
        for note in stored.working_notes(tx, case.id):
            tx.forget("working_note", note.id)
        forget_drafts_of_case(tx, kind=WORKING_NOTE_FORM, case_id=case.id)
    if not allows(choice, Kept.DOCUMENT):
        for document in _hers(tx, case):
            forget_document(tx, document.id)
    if not allows(choice, Kept.TIMELINE):
        for event in timeline_events(tx, case.id):
            tx.forget("timeline_event", event.id)
    if not allows(choice, Kept.PLAN):
        take_support_words_away(tx, case.id)


def _goes(work: Work, case: Case) -> bool:
    """Tell whether anything is there that would go."""
    person = work.database.get(Person, case.person_id)
    if person is not None and lessened(person, case.documentation) != person:
        return True
    if people_who_say_too_much(work.database, case.person_id, case.documentation):
        return True
    if not allows(case.documentation, Kept.DOCUMENT) and _hers(work.database, case):
        return True
    return case.documentation is Documentation.STATISTICS_ONLY


def _hers(reader: Reads, case: Case) -> list[Document]:
    """Return the documents that are hers to let go: a drawing is the child's own (T9)."""
    return [each for each in documents_of(reader, case.id) if not is_in_a_file(reader, each.id)]


def _take_words_away(tx: Transaction, case: Case) -> None:
    """Take away what was written in free words: in them may be who she is."""
    tx.redact(replace(case, reason="", close_result=""))
    for call in stored.assessment_calls(tx, case.id):
        if call.reasoning or call.place:
            tx.redact(replace(call, reasoning="", place=""))
    for inquiry in tx.all(Inquiry, "SELECT * FROM inquiry WHERE case_id = ?", (case.id,)):
        tx.redact(replace(inquiry, note="", identity=Identity.ANONYMOUS))
    _take_authorities_words_away(tx, case)


def _take_authorities_words_away(tx: Transaction, case: Case) -> None:
    """Take away what was written of authorities: which kind, when and how it went is counted."""
    for matter in authorities.matters(tx, case.id):
        label = matter.kind.label
        tx.redact(
            replace(matter, organisation=label, contact_person="", question=label, outcome=label)
        )
    for contact in authorities.contacts(tx, case.id):
        if contact.note:
            tx.redact(replace(contact, note=""))
    for consent in consents_in(tx, case.id):
        wordless = replace(
            consent, about="", given_by="", end_reason="", ended_by="", attitude_reason=""
        )
        if wordless != consent:
            tx.redact(wordless)
    for request in authorities.requests(tx, case.id):
        tx.forget("disclosure_request", request.id)
    for answer in authorities.still_holds(tx, case.id).values():
        if answer.words:
            tx.redact(replace(answer, words=""))
    for task in stored.all_tasks(tx, case.id):
        if task.source is TaskSource.MANUAL:
            tx.forget("task", task.id)
