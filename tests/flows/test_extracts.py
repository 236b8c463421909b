"""The extract: what is hers, without the children's, third parties' and the perpetrator's (D6)."""

import io
from dataclasses import fields, replace
from datetime import date

import pytest
from pypdf import PdfReader

from kvinnobyran.domain.case import Case
from kvinnobyran.domain.concern import ConcernReport
from kvinnobyran.domain.document import Document
from kvinnobyran.domain.handed_out import ProtocolLine
from kvinnobyran.domain.ids import new_id
from kvinnobyran.domain.note import JournalNote, NoteState, WorkingNote
from kvinnobyran.domain.perpetrator import Perpetrator, PerpetratorName
from kvinnobyran.domain.person import Identity, Person
from kvinnobyran.domain.relation import Relation, RelationKind
from kvinnobyran.domain.rights import RightsNote, RightsState
from kvinnobyran.domain.rough_time import RoughTime
from kvinnobyran.domain.task import Task, TaskState
from kvinnobyran.domain.timeline import TimelineEvent
from kvinnobyran.domain.trouble import Refused
from kvinnobyran.domain.writing import names_in
from kvinnobyran.flows import extracts, rights
from kvinnobyran.reports.extract import extract
from kvinnobyran.reports.retention import kept_page, protocol_page
from kvinnobyran.store.dossier import DOSSIER, dossier
from kvinnobyran.store.extract import LEFT_OUT, NOT_SHOWN, READ_FIRST, SHOWN, entries, mask
from tests.flows.conftest import Office

TODAY = date(2027, 2, 9)
BEFORE = date(2027, 2, 1)


def words_of(pdf: bytes) -> str:
    return " ".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages)


@pytest.fixture
def case(office: Office) -> Case:
    """Write of a woman, her child, the one who hurt her, and a concern she is not to know of."""
    case = office.case("Påhittade Sten")
    child = Person(id=new_id(), identity=Identity.KNOWN, first_name="Pricken", last_name="Mossa")
    perpetrator = Perpetrator(id=new_id(), case_id=case.id, letter="A")
    with office.work.step("Påhitt") as tx:
        tx.insert(child)
        tx.insert(
            Relation(
                id=new_id(), person_id=case.person_id, other_id=child.id, kind=RelationKind.CHILD
            )
        )
        tx.insert(perpetrator)
        tx.insert(
            PerpetratorName(
                id=new_id(), perpetrator_id=perpetrator.id, name="Grymbart", reason="Påhitt"
            )
        )
        tx.insert(
            JournalNote(
                id=new_id(),
                case_id=case.id,
                written_on=BEFORE,
                text="Hon sa att Grymbart hämtade Prickens väska. Grannen Ludmilla såg det.",
                state=NoteState.SIGNED,
                signed_by="Greta",
                signed_at=office.now,
            )
        )
        tx.insert(
            ConcernReport(id=new_id(), case_id=case.id, arose_on=TODAY, what_was_said="Hemligt")
        )
        tx.log("read", table="person", record=case.person_id, text="Telefonnumret")
    return case


def test_D6_the_extract_is_hers_without_the_childs_third_partys_and_the_perpetrators(
    office: Office, case: Case
) -> None:
    drawn = extracts.draw_up(office.database, case.id, ["Ludmilla"], TODAY)
    assert drawn is not None
    chosen = {entry.id for entry in drawn.entries if not entry.why_not}
    page = extracts.reviewed(drawn, chosen, made_on=TODAY)
    said = words_of(extract(page))
    assert "Påhittade Sten" in said
    assert "hämtade [maskerat] väska" in said.replace("\n", " ")
    for hidden in ("Grymbart", "Pricken", "Ludmilla", "Mossa", "Hemligt"):
        assert hidden not in said
    assert "Oro" not in said
    assert "Den som har utsatt dig: 1" in said
    assert "Läste skyddade uppgifter: Telefonnumret" in said
    assert "24 månader" in said


def test_scenario_26_what_was_written_since_a_hidden_concern_is_read_first_and_never_named(
    office: Office, case: Case
) -> None:
    """The extract goes through the same gate as what is shown her (domain/own_view.py)."""
    report = office.database.all(ConcernReport, "SELECT * FROM concern_report")[0]
    paper = Document(
        size=1,
        digest="0" * 64,
        id=new_id(),
        case_id=case.id,
        name="Anmälan till nämnden",
        brought_in_on=TODAY,
        brought_in_by="Greta",
    )
    note = JournalNote(
        id=new_id(),
        case_id=case.id,
        written_on=TODAY,
        text="Vi anmälde samma dag.",
        state=NoteState.SIGNED,
        signed_by="Greta",
        signed_at=office.now,
    )
    ours = TimelineEvent(
        id=new_id(),
        case_id=case.id,
        happened=RoughTime.from_stored("2019"),
        text="Bara vår",
        shown_to_her=False,
    )
    with office.work.step("Påhitt") as tx:
        for each in (paper, note, ours):
            tx.insert(each)
        tx.insert(
            WorkingNote(
                id=new_id(),
                case_id=case.id,
                written_on=BEFORE,
                author="Greta",
                text="Eget minne",
                delete_on=date(2027, 3, 1),
            )
        )
        tx.log("export", table="document", record=paper.id, text="Till nämnden")
    drawn = extracts.draw_up(office.database, case.id, [], TODAY)
    assert drawn is not None
    held = {each.id: each.why_not for each in drawn.entries if each.why_not}
    assert held[note.id] == held[paper.id] == READ_FIRST
    assert held[ours.id] == NOT_SHOWN
    said = words_of(
        extract(
            extracts.reviewed(drawn, {e.id for e in drawn.entries if not e.why_not}, made_on=TODAY)
        )
    )
    for hidden in ("anmälde", "Anmälan", "nämnden", "Bara vår", "Eget minne", "oro", "Läs först"):
        assert hidden not in said.replace("förord", ""), hidden
    assert "Journal: 1. Utelämnat vid granskningen." in said

    with office.work.step("Visas") as tx:
        tx.update(replace(report, released_on=TODAY))
    drawn = extracts.draw_up(office.database, case.id, [], TODAY)
    assert drawn is not None
    assert note.id in {each.id for each in drawn.entries if not each.why_not}
    assert "Till nämnden" in " ".join(line.what for line in drawn.log)


def test_D6_what_is_taken_out_in_the_review_is_not_in_the_file(office: Office, case: Case) -> None:
    drawn = extracts.draw_up(office.database, case.id, [], TODAY)
    assert drawn is not None
    note = next(entry for entry in drawn.entries if entry.heading == "Journal")
    chosen = {entry.id for entry in drawn.entries if not entry.why_not} - {note.id}
    pdf = extract(extracts.reviewed(drawn, chosen, made_on=TODAY))
    assert "väska" not in words_of(pdf)
    assert "Journal: 1. Utelämnat vid granskningen." in words_of(pdf)
    about = PdfReader(io.BytesIO(pdf)).metadata
    assert about is None or about.author in {None, ""}


def test_D6_every_type_of_record_is_shown_or_left_out_on_purpose() -> None:
    assert {kind.__name__ for kind in LEFT_OUT} == {
        "ChildExposure",
        "ChildNote",
        "ConcernChild",
        "CounsellorChange",
        "Custody",
        "Decision",
        "Extension",
        "GroupAttendance",
        "Guardian",
        "HomeStep",
        "IdentityNumber",
        "Merge",
        "Participant",
        "PerpetratorName",
        "PlacementChild",
        "PlacementOffer",
        "PlacementPet",
        "Relation",
        "Reservation",
        "RetentionDecision",
        "Task",
        "TrappanAttendance",
        "TrappanProgramme",
        "TrappanSession",
        "WorkingNote",
    }
    assert set(SHOWN) <= set(DOSSIER)
    for kind, shown in SHOWN.items():
        known = {*(field.name for field in fields(kind)), ""}
        assert {shown.day, *shown.columns} <= known, kind


def test_masked_letters_are_gone_and_not_covered() -> None:
    assert mask("Prickens bok, pricken!", names_in(["Pricken"])) == "[maskerat] bok, [maskerat]!"
    assert mask("Prickenberg", {"pricken"}) == "Prickenberg"


def test_the_half_page_tells_what_is_kept_and_until_when_and_no_names(
    office: Office, case: Case
) -> None:
    page = extracts.kept_about_her(office.database, case.id, TODAY)
    assert page is not None
    said = words_of(kept_page(page))
    assert "Det här sparas om dig" in said
    assert "24 månader" in said
    assert "Journal" in said
    assert "Sten" not in said
    hidden = words_of(kept_page(replace(page, hidden=True)))
    assert "Kvinnobyrån" not in hidden


def test_D7_the_half_page_on_paper_is_in_the_log_and_in_her_own_extract(
    office: Office, case: Case
) -> None:
    assert extracts.note_kept_printed(office.work, case.id) is not None
    assert extracts.note_kept_printed(office.work, new_id()) is None
    drawn = extracts.draw_up(office.database, case.id, [], TODAY)
    assert drawn is not None
    assert "Skrev ut: Vad som sparas om henne." in [line.what for line in drawn.log]


def test_the_protocol_on_paper_lists_the_backups_that_still_know() -> None:
    said = words_of(
        protocol_page([[ProtocolLine(label="Ärenden", value="1")]], ["2027-02-01"], made_on=TODAY)
    )
    assert "2027-02-01" in said
    assert "hundra dagar" in said


def test_D6_a_rectification_has_her_words_an_answer_and_a_reminder(
    office: Office, case: Case
) -> None:
    note = RightsNote(id=new_id(), case_id=case.id, words="Fel dag", asked_on=TODAY)
    with pytest.raises(Refused):
        rights.save_rights_note(office.work, replace(note, words=" "))
    rights.save_rights_note(office.work, note)
    (task,) = [t for t in office.database.all(Task, "SELECT * FROM task") if t.cause == note.id]
    assert task.due_on == date(2027, 3, 9)
    with pytest.raises(Refused):
        rights.save_rights_note(office.work, replace(note, state=RightsState.NOTED))
    answered = rights.save_rights_note(
        office.work, replace(note, state=RightsState.NOTED, answer="Anteckningen står kvar.")
    )
    assert (answered.decided_by, answered.decided_on) == ("Greta", TODAY)
    done = office.database.get(Task, task.id)
    assert done is not None
    assert done.state is TaskState.DONE
    found = dossier(office.database, case.id)
    assert found is not None
    assert "Fel dag" in " ".join(each.text for each in entries(found, today=TODAY))
