"""The invented example of a new office comes with one step and goes with one."""

from dataclasses import replace

from kvinnobyran.domain.assessment import AssessmentCall
from kvinnobyran.domain.case import Case, CloseReason
from kvinnobyran.domain.ids import new_id
from kvinnobyran.domain.inquiry import Inquiry
from kvinnobyran.domain.note import JournalNote, WorkingNote
from kvinnobyran.domain.session import CounsellingSession
from kvinnobyran.domain.settings import EXAMPLE_CASE
from kvinnobyran.domain.task import Task
from kvinnobyran.domain.violence import ViolenceExposure
from kvinnobyran.flows import cases, documents, notes, tasks
from kvinnobyran.flows.example import add_example, remove_example
from kvinnobyran.flows.plain_files import Brought
from kvinnobyran.store import office as stored
from kvinnobyran.store.dossier import dossier
from kvinnobyran.store.today import is_untouched
from kvinnobyran.store.undo import undo
from tests.flows.conftest import Office


def test_the_example_is_a_whole_case_and_one_step(office: Office) -> None:
    assert is_untouched(office.database)
    case = add_example(office.work)
    found = dossier(office.database, case.id)
    assert found is not None
    assert found.of(Inquiry)
    assert found.of(AssessmentCall)
    assert found.of(ViolenceExposure)
    assert found.of(CounsellingSession)
    assert found.of(JournalNote)
    assert not is_untouched(office.database)
    undo(office.database, user=office.user, now=office.now)
    assert is_untouched(office.database)
    assert stored.setting(office.database, EXAMPLE_CASE) == ""


def test_it_goes_with_everything_that_was_tried_in_it(office: Office) -> None:
    case = add_example(office.work)
    found = dossier(office.database, case.id)
    assert found is not None
    signed = notes.sign_note(office.work, found.of(JournalNote)[0])
    office.later(1)
    once = replace(signed, id=new_id(), text="Rättat", correction_reason="Prövar")
    notes.correct_note(office.work, signed, once)
    notes.save_working_note(
        office.work,
        WorkingNote(
            id=new_id(),
            case_id=case.id,
            written_on=office.work.today,
            text="Prövar",
            delete_on=office.work.today,
        ),
    )
    documents.keep_document(office.work, case.id, Brought("prov.txt", b"x"))
    task = Task(id=new_id(), what="Prova", due_on=office.work.today, case_id=case.id)
    tasks.tick_off(office.work, tasks.save_task(office.work, task))
    open_case = office.database.get(Case, case.id)
    assert open_case is not None
    cases.close_case(
        office.work,
        open_case,
        closed_on=office.work.today,
        reason=CloseReason.OTHER,
        reasons={"interventions": "Prövar"},
    )
    cases.open_case_for(office.work, case.person_id)
    remove_example(office.work)
    assert is_untouched(office.database)
    assert [office.count(table) for table in ("person", "task", "journal_note")] == [0, 0, 0]
    assert stored.setting(office.database, EXAMPLE_CASE) == ""


def test_nothing_to_take_away_is_nothing(office: Office) -> None:
    remove_example(office.work)
    assert is_untouched(office.database)
