"""The round beyond the case: children's files, people and concerns without a case, the clock."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import cast

import pytest

from kvinnobyran.demo.papers import letter
from kvinnobyran.domain.case import Case, CloseReason
from kvinnobyran.domain.child_file import ChildNote
from kvinnobyran.domain.concern import ConcernChild, ConcernReport, ReportState
from kvinnobyran.domain.ids import new_id
from kvinnobyran.domain.inquiry import InquiryOutcome
from kvinnobyran.domain.note import JournalNote
from kvinnobyran.domain.person import Identity, Person
from kvinnobyran.domain.protection import Grade, Protection
from kvinnobyran.domain.purging import FOREWARNING, FileKind, FileOf, RetentionState
from kvinnobyran.domain.relation import Relation, RelationKind
from kvinnobyran.domain.retention import RetentionClass
from kvinnobyran.domain.rights import RightsKind, RightsNote
from kvinnobyran.domain.settings import BACKUP_FOLDER, CHILD_MONTHS, RETENTION_MONTHS
from kvinnobyran.domain.task import TaskState
from kvinnobyran.domain.trappan import TrappanProgramme
from kvinnobyran.domain.trouble import Refused
from kvinnobyran.flows import (
    cases,
    child_notes,
    copies,
    purge_list,
    purging,
    rights,
)
from kvinnobyran.flows.forewarning import KEPT_SO_LONG
from kvinnobyran.flows.office import change_setting
from kvinnobyran.flows.plain_files import Brought
from kvinnobyran.flows.upkeep import keep_up
from kvinnobyran.flows.work import Work
from kvinnobyran.store import retention, tasks, undo
from kvinnobyran.store.purge import is_unfinished, is_unlisted
from kvinnobyran.store.retention import Due
from kvinnobyran.vault.unlocked import UnlockedVault
from tests.empty_register import keys_of_tests
from tests.flows import group_kit
from tests.flows.conftest import Office
from tests.store.pages import decrypted

CANARY = "Kanarieqwvrundanpåhitt"
MONTHS_24 = 24 * 31
CLOCK = {"clock": "Almanackan"}


def closed(office: Office, alias: str = "Påhittade Sten") -> Case:
    case = office.case(alias)
    return close(office, case)


def close(office: Office, case: Case) -> Case:
    return cases.close_case(
        office.work,
        case,
        closed_on=office.work.today,
        reason=CloseReason.GOALS_REACHED,
        reasons={"interventions": "Påhitt"},
    )


def childs_file(office: Office, case: Case, alias: str = f"{CANARY}Lo") -> Person:
    """Give a child of hers a file of its own: Trappan offered, a note, and a drawing."""
    child = Person(id=new_id(), identity=Identity.ALIAS, alias=alias)
    note = ChildNote(
        id=new_id(),
        case_id=case.id,
        child_id=child.id,
        written_on=office.work.today,
        text=f"{CANARY}ritade",
    )
    with office.work.step("Påhitt") as tx:
        tx.insert(child)
        tx.insert(
            Relation(
                id=new_id(), person_id=case.person_id, other_id=child.id, kind=RelationKind.CHILD
            )
        )
        tx.insert(
            TrappanProgramme(
                id=new_id(), case_id=case.id, child_id=child.id, offered_on=office.work.today
            )
        )
    child_notes.keep_drawing(
        office.work, note, Brought("bild.pdf", letter(CANARY, [CANARY])), reasons={"text": "Påhitt"}
    )
    return child


def remains(office: Office) -> bool:
    content = decrypted(office.database.path, bytes(keys_of_tests().database))
    return any(form in content for form in (CANARY.encode(), CANARY.casefold().encode()))


def lines(office: Office) -> list[Due]:
    return retention.due(office.database, office.work.today)


def propose(office: Office, *files: FileOf) -> None:
    for file in files:
        purging.decide(office.work, file, RetentionState.PROPOSED)


def purged(office: Office, *files: FileOf) -> list[FileKind]:
    propose(office, *files)
    made = purging.purge(Work(office.database, "Hanna", office.now), list(files), reasons=CLOCK)
    return [each.of_kind for each in made]


def sentences(caught: pytest.ExceptionInfo[Refused]) -> str:
    return " ".join(fault.sentence for fault in caught.value.faults)


def test_D3_a_childs_file_is_judged_for_itself_and_goes_with_the_case_by_default(
    office: Office,
) -> None:
    case = office.case()
    child = childs_file(office, case)
    case = close(office, case)
    office.later(MONTHS_24)
    mother, own = lines(office)
    assert (mother.name, own.name) == (case.code, f"{case.code}, barn: {child.called}")
    assert own.kept.of_class is RetentionClass.CHILD
    assert own.kept.earliest == mother.kept.earliest
    propose(office, mother.of)
    with pytest.raises(Refused) as caught:
        purging.purge(Work(office.database, "Hanna", office.now), [mother.of], reasons=CLOCK)
    assert "barns akt" in sentences(caught)
    purging.decide(office.work, own.of, RetentionState.HELD, reason="Nämnden har frågat")
    with pytest.raises(Refused):
        purging.purge(
            Work(office.database, "Hanna", office.now), [mother.of, own.of], reasons=CLOCK
        )
    purging.decide(office.work, own.of, RetentionState.RUNNING)
    propose(office, own.of)
    assert remains(office)
    made = purging.purge(
        Work(office.database, "Hanna", office.now), [mother.of, own.of], reasons=CLOCK
    )
    assert [(each.of_kind, each.files, each.persons) for each in made] == [
        (FileKind.CHILD, 1, 0),
        (FileKind.CASE, 1, 2),
    ]
    assert not remains(office)
    assert lines(office) == []


def test_D1_a_childs_file_has_a_clock_of_its_own_when_the_unit_has_chosen_one(
    office: Office,
) -> None:
    case = office.case()
    child = childs_file(office, case)
    case = close(office, case)
    change_setting(office.work, CHILD_MONTHS, "12")
    office.later(12 * 31)
    (own,) = lines(office)
    assert own.of == FileOf(case_id=case.id, person_id=child.id)
    assert own.kept.earliest == date(2028, 2, 9)
    assert purged(office, own.of) == [FileKind.CHILD]
    assert not office.count("journal_note")
    for table in ("child_note", "trappan_programme", "document", "document_part"):
        assert not office.database.wire.rows(f"SELECT 1 FROM {table}"), table
    assert office.database.get(Case, case.id) == case
    assert office.database.get(Person, child.id) is not None
    assert {each.of_table for each in retention.ledger(office.database)} == {
        "child_note",
        "document",
        "trappan_programme",
    }
    assert not office.database.verify_journal()
    # Where it is kept longer than the case, the case waits for it.
    change_setting(office.work, CHILD_MONTHS, "300")
    second = office.case("Påhittade Mossa")
    childs_file(office, second, "Bo")
    second = close(office, second)
    kept = retention.kept(office.database, second)
    assert kept.earliest is not None
    assert kept.earliest.year == second.opened_on.year + 25


def test_D1_a_childs_short_time_counts_from_the_closing_and_not_before(office: Office) -> None:
    case = office.case()
    child = childs_file(office, case)
    change_setting(office.work, CHILD_MONTHS, "6")
    of = FileOf(case_id=case.id, person_id=child.id)
    line = retention.line_of(office.database, of)
    assert line is not None
    assert line.kept.earliest is None
    assert line.kept.sentence.startswith("Barnakt: gallras tidigast 6 månader efter")
    close(office, case)
    office.later(5 * 31)
    assert [each.of for each in lines(office)] == [of], "forewarned of before any case could be"
    with pytest.raises(Refused):
        purging.purge(office.work, [])


def test_D5_a_childs_file_that_came_back_with_a_restore_goes_again(office: Office) -> None:
    case = office.case()
    child = childs_file(office, case)
    close(office, case)
    change_setting(office.work, CHILD_MONTHS, "12")
    office.later(12 * 31)
    roots = retention.roots(office.database, lines(office)[0])
    purged(office, lines(office)[0].of)
    rows = retention.ledger(office.database)
    # As a backup from before it: the same records are there again, under the same ids.
    with office.work.step("Påhitt") as tx:
        tx.insert(
            TrappanProgramme(
                id=roots["trappan_programme"][0],
                case_id=case.id,
                child_id=child.id,
                offered_on=case.opened_on,
            )
        )
    assert purging.replay(office.database, rows, user="Greta", now=office.now) == 1
    assert not office.database.wire.rows("SELECT 1 FROM trappan_programme")


def test_D3_a_woman_without_a_case_has_a_clock_and_her_family_follows(office: Office) -> None:
    kind = group_kit.kind_of(office, "Trygghetscirkeln")
    group = group_kit.begun(office, kind)
    one = group_kit.join(office, group, f"{CANARY}Mor")
    child = Person(id=new_id(), identity=Identity.ALIAS, alias=f"{CANARY}Barn")
    caller = Person(id=new_id(), identity=Identity.ALIAS, alias="Påhittade Ros")
    talked = replace(
        office.inquiry(), person_id=caller.id, outcome=InquiryOutcome.ADVICE_GIVEN, note=CANARY
    )
    with office.work.step("Påhitt") as tx:
        tx.insert(child)
        tx.insert(
            Relation(
                id=new_id(), person_id=one.person_id, other_id=child.id, kind=RelationKind.CHILD
            )
        )
        tx.insert(caller)
        tx.insert(talked)
        tx.insert(
            Protection(
                id=new_id(),
                person_id=caller.id,
                valid_from=office.work.today,
                grade=Grade.POPULATION,
            )
        )
    stays = closed(office, "Påhittade Mossa")
    office.later(MONTHS_24 - 60)
    with office.work.step("Påhitt") as tx:
        tx.log("noted")
    office.later(60)
    found = [each for each in lines(office) if each.of.kind is FileKind.PERSON]
    assert [each.name for each in found] == ["skyddad person"], "the other takes part still"
    with pytest.raises(Refused):
        propose(office, FileOf(person_id=one.person_id))
    with office.work.step("Påhitt") as tx:
        tx.wire.change(
            "UPDATE group_membership SET until_on = ?, state = 'completed'",
            (office.work.today.isoformat(),),
        )
    assert len([e for e in lines(office) if e.of.kind is FileKind.PERSON]) == 1
    office.later(MONTHS_24)
    family = next(each for each in lines(office) if len(each.persons) == 2)
    assert set(family.persons) == {one.person_id, child.id}
    assert family.kept.of_class is RetentionClass.OWN_SUPPORT
    purging.decide(office.work, family.of, RetentionState.HELD, reason="Hon har bett om det")
    held = retention.line_of(office.database, family.of)
    assert held is not None
    assert held.state is RetentionState.HELD
    purging.decide(office.work, family.of, RetentionState.RUNNING)
    assert remains(office)
    other = next(each for each in lines(office) if each.name == "skyddad person")
    assert purged(office, family.of, other.of) == [FileKind.PERSON]
    assert not remains(office)
    assert {row[0] for row in office.database.wire.rows("SELECT id FROM person")} == {
        stays.person_id
    }
    assert not office.database.wire.rows("PRAGMA foreign_key_check")
    assert {each.record for each in retention.ledger(office.database)} == {
        one.person_id,
        child.id,
        caller.id,
    }
    with pytest.raises(Refused):
        propose(office, FileOf(person_id=stays.person_id))


def test_D1_a_concern_without_a_case_has_a_clock_of_its_own(office: Office) -> None:
    noted = ConcernReport(id=new_id(), arose_on=office.work.today, what_was_said=CANARY)
    child = ConcernChild(id=new_id(), report_id=noted.id, label=f"{CANARY}elev")
    with office.work.step("Påhitt") as tx:
        tx.insert(noted)
        tx.insert(child)
    office.later(MONTHS_24)
    assert lines(office) == [], "nobody has decided anything of it yet"
    with office.work.step("Påhitt") as tx:
        tx.update(
            replace(
                noted,
                state=ReportState.NOT_REPORTED,
                motive="Påhitt",
                reported_on=None,
            )
        )
    (line,) = lines(office)
    assert line.of.kind is FileKind.CONCERN
    assert line.kept.of_class is RetentionClass.CHILD
    assert remains(office)
    assert purged(office, line.of) == [FileKind.CONCERN]
    assert not remains(office)
    assert lines(office) == []
    with pytest.raises(Refused):
        propose(office, line.of)
    with pytest.raises(Refused):
        propose(office, FileOf(case_id=new_id()))


def forewarned(office: Office, case: Case) -> list[date]:
    return [
        task.due_on
        for task in tasks.of_cause(office.database, KEPT_SO_LONG, case.id)
        if task.state is TaskState.OPEN
    ]


def test_D2_the_forewarning_moves_with_what_is_written_later_whoever_writes_it(
    office: Office,
) -> None:
    case = closed(office)
    before = forewarned(office, case)
    assert before == [date(2029, 2, 9) - FOREWARNING]
    office.later(100)
    note = JournalNote(id=new_id(), case_id=case.id, written_on=office.work.today, text="Ringde")
    with office.work.step("Anteckning") as tx:
        tx.insert(note)
    moved = forewarned(office, case)
    assert moved == [date(2029, 5, 20) - FOREWARNING]
    office.later(10)
    rights.save_rights_note(
        office.work,
        RightsNote(
            id=new_id(),
            case_id=case.id,
            kind=RightsKind.OBJECTION,
            words="Påhitt",
            asked_on=office.work.today,
        ),
    )
    assert forewarned(office, case) == [date(2029, 5, 30) - FOREWARNING]
    undo.undo(office.database, user="Greta", now=office.now)
    assert forewarned(office, case) == moved
    change_setting(office.work, RETENTION_MONTHS, "12")
    assert forewarned(office, case) == [date(2028, 5, 20) - FOREWARNING]


def test_D2_the_forewarning_follows_what_is_decided(office: Office) -> None:
    case = closed(office)
    office.later(MONTHS_24)
    until = office.work.today + timedelta(days=90)
    purging.decide(office.work, case.id, RetentionState.POSTPONED, reason="Påhitt", until=until)
    assert forewarned(office, case) == [until]
    purging.decide(office.work, case.id, RetentionState.HELD, reason="Påhitt")
    assert forewarned(office, case) == []
    with office.work.step("Anteckning") as tx:
        tx.insert(
            JournalNote(id=new_id(), case_id=case.id, written_on=office.work.today, text="Ringde")
        )
    assert forewarned(office, case) == [], "what is held is not forewarned of"
    purging.decide(office.work, case.id, RetentionState.RUNNING)
    assert len(forewarned(office, case)) == 1


def test_D3_the_code_of_a_purged_case_is_never_given_again(office: Office) -> None:
    first, last = closed(office), closed(office, "Påhittade Mossa")
    assert last.code == "KB-27-002"
    office.later(MONTHS_24)
    purged(office, FileOf(case_id=last.id))
    again = cases.open_case_for(
        office.work,
        first.person_id,
        wishes=Case(id=new_id(), code="", person_id="", opened_on=date(2027, 12, 1)),
    )
    assert again.code == "KB-27-003"
    office.later(MONTHS_24)
    assert again.code not in str(
        office.database.wire.rows("SELECT value FROM meta WHERE name LIKE 'purged_code%'")
    )


def test_T06_what_a_killed_purge_left_is_emptied_at_the_next_start(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = closed(office)
    office.later(MONTHS_24)
    propose(office, FileOf(case_id=case.id))
    with monkeypatch.context() as patch:
        patch.setattr(type(office.database.connection), "compact", _killed)
        with pytest.raises(KeyboardInterrupt):
            purging.purge(Work(office.database, "Hanna", office.now), [case.id], reasons=CLOCK)
    assert office.database.get(Case, case.id) is None
    assert is_unfinished(office.database)
    assert is_unlisted(office.database)
    assert keep_up(office.work) >= 1
    assert not is_unfinished(office.database)
    assert purging.finish_what_was_cut_off(office.work) == 0


def test_D5_a_stick_that_was_out_gets_the_list_of_what_was_purged_when_it_is_in(
    office: Office, tmp_path: Path
) -> None:
    case = closed(office)
    machine, stick = tmp_path / "kopior", tmp_path / "minne"
    machine.mkdir()
    change_setting(office.work, BACKUP_FOLDER, str(stick))
    office.later(MONTHS_24)
    purged(office, FileOf(case_id=case.id))
    assert copies.keep_list(office.work, machine, seal=bytes) == 1
    assert is_unlisted(office.database), "the stick does not know it yet"
    stick.mkdir()
    vault = SimpleNamespace(
        store_keys=keys_of_tests(),
        vault=SimpleNamespace(vault_id=keys_of_tests().vault_id),
        note_audit_head=lambda _: None,
    )
    copies.keep_copies(office.work, cast("UnlockedVault", vault), machine, seal=bytes)
    assert not is_unlisted(office.database)
    assert (stick / purge_list.NAME).exists()
    assert len(purge_list.read(stick, bytes)) == len(retention.ledger(office.database))


def _killed(_: object) -> None:
    raise KeyboardInterrupt
