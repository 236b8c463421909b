"""Retention: the clock, the decisions, the two signatures, and a purge that leaves nothing."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from kvinnobyran.domain.case import Case, CloseReason, Regime
from kvinnobyran.domain.dates import PartialDate
from kvinnobyran.domain.ids import new_id
from kvinnobyran.domain.note import JournalNote, NoteState
from kvinnobyran.domain.person import ContactWay, Identity, Person
from kvinnobyran.domain.purging import HandOver, RetentionState
from kvinnobyran.domain.relation import Relation, RelationKind
from kvinnobyran.domain.trouble import Refused
from kvinnobyran.flows import cases, documents, drafts, inquiries, merging, purging
from kvinnobyran.flows.plain_files import Brought
from kvinnobyran.flows.work import Work
from kvinnobyran.statistics.counting import build_report
from kvinnobyran.statistics.period import Period
from kvinnobyran.statistics.purged import place
from kvinnobyran.store import retention, undo
from kvinnobyran.store.database import Database
from kvinnobyran.store.troubles import CannotUndo, NothingToUndo
from tests.empty_register import empty_register, keys_of_tests
from tests.flows.conftest import Office
from tests.store.pages import decrypted

CANARY = "Kanarieqvzxwpåhittad"
MONTHS_24 = 24 * 31


def woman(office: Office, mark: str = CANARY) -> Case:
    """Write something of a woman in as many rooms as a test has time for; close her case."""
    person = Person(
        id=new_id(),
        identity=Identity.KNOWN,
        first_name=f"{mark}A",
        last_name=f"{mark}B",
        birth=PartialDate.of_day(date(1990, 1, 2)),
    )
    way = ContactWay(id=new_id(), person_id=person.id, value=f"{mark}C")
    inquiry = replace(office.inquiry(), note=f"{mark}D")
    _, case = inquiries.open_case(office.work, inquiry, person, ways=(way,))
    child = Person(id=new_id(), identity=Identity.ALIAS, alias=f"{mark}E")
    with office.work.step("Påhitt") as tx:
        tx.insert(child)
        tx.insert(
            Relation(id=new_id(), person_id=person.id, other_id=child.id, kind=RelationKind.CHILD)
        )
        note = JournalNote(
            id=new_id(),
            case_id=case.id,
            written_on=office.work.today,
            text=f"{mark}F",
            state=NoteState.SIGNED,
            signed_by="Greta",
            signed_at=office.now,
        )
        tx.insert(note)
        away = replace(note, id=new_id(), text=f"{mark}G")
        tx.insert(away)
    with office.work.step("Bort") as tx:
        tx.delete(away)
    documents.keep_document(
        office.work, case.id, Brought(name=f"{mark}H.txt", content=f"{mark}I".encode() * 9)
    )
    drafts.keep_draft(
        office.work, "journal_note", new_id(), {"case": case.id, "text": f"{mark}J"}, 0
    )
    return cases.close_case(
        office.work, case, closed_on=office.work.today, reason=CloseReason.GOALS_REACHED
    )


def remains(database: Database, mark: str = CANARY) -> bool:
    """Tell whether the mark is in any page of the file or its log, free pages included."""
    content = decrypted(database.path, bytes(keys_of_tests().database))
    return any(form in content for form in (mark.encode(), mark.casefold().encode()))


def propose(office: Office, case: Case) -> None:
    purging.decide(office.work, case.id, RetentionState.PROPOSED)


def by(office: Office, user: str) -> Work:
    return Work(office.database, user, office.now)


def purged(office: Office, *some: Case) -> None:
    for case in some:
        propose(office, case)
    purging.purge(by(office, "Hanna"), [case.id for case in some], reasons={"clock": "Almanackan"})


def sentences(caught: pytest.ExceptionInfo[Refused]) -> str:
    return " ".join(fault.sentence for fault in caught.value.faults)


def test_D1_the_class_decides_and_a_placement_is_asked_for_by_the_board(office: Office) -> None:
    case = woman(office)
    kept = retention.kept(office.database, case)
    assert kept.earliest == date(2029, 2, 9)
    assert not kept.ask_to_hand_over
    placed = replace(case, regime=Regime.SOL_PLACEMENT)
    person = office.database.get(Person, case.person_id)
    assert person is not None
    with office.work.step("Påhitt") as tx:
        tx.update(placed)
        tx.update(replace(person, birth=PartialDate.of_day(date(1990, 1, 15))))
    kept = retention.kept(office.database, placed)
    assert kept.latest == date(2030, 12, 31)
    assert kept.ask_to_hand_over
    office.later(MONTHS_24)
    propose(office, case)
    with pytest.raises(Refused) as caught:
        purging.purge(by(office, "Hanna"), [case.id], reasons={"clock": "Almanackan"})
    assert "nämnden" in sentences(caught)
    purging.answer_hand_over(office.work, case.id, HandOver.NOT_WANTED)
    (protocol,) = purging.purge(by(office, "Hanna"), [case.id])
    assert protocol.of_class.value == "placement"


def test_D2_what_is_written_restarts_the_clock_and_sixty_days_before_she_is_in_the_round(
    office: Office,
) -> None:
    case = woman(office)
    office.now = datetime(2028, 12, 10, 9, tzinfo=UTC)
    assert retention.due(office.database, office.work.today) == []
    office.later(1)
    (line,) = retention.due(office.database, office.work.today)
    assert line.case == case
    assert not line.is_out(office.work.today)
    with pytest.raises(Refused):
        propose(office, case)
    with office.work.step("Påhitt") as tx:
        tx.insert(
            JournalNote(id=new_id(), case_id=case.id, written_on=office.work.today, text="Ringde")
        )
    assert retention.due(office.database, office.work.today) == []


def test_D2_a_postponement_has_a_reason_and_a_day_and_a_hold_stands_until_it_is_lifted(
    office: Office,
) -> None:
    case = woman(office)
    office.later(MONTHS_24)
    for reason, until in (("", office.work.today + timedelta(days=9)), ("Rättegång", None)):
        with pytest.raises(Refused):
            purging.decide(
                office.work, case.id, RetentionState.POSTPONED, reason=reason, until=until
            )
    purging.decide(
        office.work,
        case.id,
        RetentionState.POSTPONED,
        reason="Rättegång",
        until=office.work.today + timedelta(days=9),
    )
    (line,) = retention.due(office.database, office.work.today)
    assert line.waits(office.work.today)
    assert not line.waits(office.work.today + timedelta(days=9))
    purging.decide(office.work, case.id, RetentionState.HELD, reason="Hon har bett om det")
    with pytest.raises(Refused) as caught:
        propose(office, case)
    assert "spärr" in sentences(caught)
    purging.decide(office.work, case.id, RetentionState.RUNNING)
    propose(office, case)


def test_D3_a_person_goes_with_her_last_case_and_a_child_of_another_case_stays(
    office: Office,
) -> None:
    case = woman(office)
    office.later(1)
    other = office.case("Påhittade Mossa")
    (child,) = [
        each.other_id
        for each in office.database.all(Relation, "SELECT * FROM relation")
        if each.person_id == case.person_id
    ]
    with office.work.step("Påhitt") as tx:
        tx.insert(
            Relation(
                id=new_id(),
                person_id=other.person_id,
                other_id=child,
                kind=RelationKind.CHILD,
            )
        )
    office.later(MONTHS_24)
    purged(office, case)
    assert office.database.get(Person, case.person_id) is None
    assert office.database.get(Person, child) is not None
    assert office.database.get(Case, other.id) is not None
    assert not office.database.wire.rows("PRAGMA foreign_key_check")


def test_D3_she_stays_as_long_as_one_of_her_cases_does(office: Office) -> None:
    case = woman(office)
    office.later(400)
    later = cases.open_case_for(office.work, case.person_id)
    assert later.earlier_case_id == case.id
    office.later(400)
    purged(office, case)
    assert office.database.get(Person, case.person_id) is not None
    again = office.database.get(Case, later.id)
    assert again is not None
    assert again.earlier_case_id is None
    assert office.database.get(Case, case.id) is None


def figures(database: Database, period: str) -> dict[tuple[str, str], int | None]:
    report = build_report(database, Period.parse(period), made_on=date(2030, 1, 1))
    return {
        (table.id, place(cell.at)): cell.value for table in report.tables for cell in table.cells
    }


def test_D5_no_line_of_the_log_goes_on_naming_her_and_no_page_is_left_free(office: Office) -> None:
    """What a line said beside a record that stays (a report, another's case) goes as well."""
    case, other = woman(office), woman(office, "Annan")
    with office.work.step("Påhitt") as tx:
        tx.log("export", table="report", text=f"Underlag om {case.code}.")
        tx.log("print", table="support_case", record=other.id, text=f"Med {case.person_id}.")
        tx.log("export", table="report", text=f"Underlag om {other.code}.")
    office.later(MONTHS_24)
    purged(office, case)
    said = " ".join(
        str(payload)
        for (payload,) in office.database.wire.rows(
            "SELECT payload FROM journal WHERE payload IS NOT NULL"
            " AND kind NOT IN ('insert', 'update', 'delete')"
        )
    )
    assert case.code not in said
    assert case.person_id not in said
    assert other.code in said
    assert not office.database.verify_journal()
    assert office.database.wire.rows("PRAGMA freelist_count") == [(0,)]


def test_D4_earlier_statistics_stay_true_and_no_row_of_hers_is_left(office: Office) -> None:
    some = [woman(office), woman(office)]
    for case in some:
        with office.work.step("Påhitt") as tx:
            tx.update(replace(case, documentation=case.documentation))
    before = {each: figures(office.database, each) for each in ("2027-H1", "2027", "2027-T1")}
    office.later(MONTHS_24)
    purged(office, *some)
    after = {each: figures(office.database, each) for each in before}
    assert after == before
    assert before["2027"]["inquiries", place({"channel": "phone", "outcome": "total"})] == 2
    # Without the random ids, in which any four figures can stand.
    rows = office.database.wire.rows("SELECT period, of_table, cell, value FROM counting_row")
    assert rows
    assert not any("1990" in repr(row) or some[0].code in repr(row) for row in rows)
    assert not office.database.wire.rows(
        "SELECT 1 FROM journal WHERE tbl = 'counting_row' AND payload IS NOT NULL"
    )


def test_D5_the_protocol_has_numbers_and_two_signatures_and_no_names(office: Office) -> None:
    case = woman(office)
    office.later(MONTHS_24)
    propose(office, case)
    with pytest.raises(Refused) as caught:
        purging.purge(office.work, [case.id], reasons={"clock": "Almanackan"})
    assert "underskrift till" in sentences(caught)
    (protocol,) = purging.purge(by(office, "Hanna"), [case.id])
    assert (protocol.cases, protocol.persons) == (1, 2)
    assert (protocol.proposed_by, protocol.signed_by) == ("Greta", "Hanna")
    assert protocol.signed == "Två underskrifter."
    assert CANARY not in repr(protocol)
    assert case.code not in repr(protocol)


def test_D5_one_signature_is_enough_after_seven_days_and_the_protocol_says_so(
    office: Office,
) -> None:
    case = woman(office)
    office.later(MONTHS_24)
    propose(office, case)
    office.later(6)
    with pytest.raises(Refused):
        purging.purge(office.work, [case.id])
    office.later(1)
    (protocol,) = purging.purge(office.work, [case.id])
    assert protocol.signed == "En underskrift, efter sju dagar."


def test_D5_the_ledger_is_replayed_in_a_restored_register(office: Office, tmp_path: Path) -> None:
    case, stays = woman(office), office.case("Påhittade Mossa")
    office.later(MONTHS_24)
    office.database.connection.checkpoint()
    room = tmp_path / "restored"
    room.mkdir()
    copy = empty_register(room)
    office.database.connection.copy_into(copy.connection)
    copy.close()
    copy = Database.open(room / "data.db", keys_of_tests(), device="a")
    purged(office, case)
    rows = retention.ledger(office.database)
    assert {each.record for each in rows} >= {case.id, case.person_id}
    assert copy.get(Case, case.id) is not None
    assert purging.replay(copy, rows, user="Greta", now=office.now) >= 2
    assert copy.get(Case, case.id) is None
    assert copy.get(Person, case.person_id) is None
    assert copy.get(Case, stays.id) is not None
    assert not remains(copy)
    assert purging.replay(copy, rows, user="Greta", now=office.now) == 0
    assert {each.record for each in retention.ledger(copy)} >= {case.id, case.person_id}
    assert not copy.verify_journal()
    copy.close()


def test_a_purge_leaves_no_trace_in_any_page_and_the_chain_holds(office: Office) -> None:
    case = woman(office)
    doubled = Person(id=new_id(), identity=Identity.KNOWN, first_name=f"{CANARY}K")
    _, second = inquiries.open_case(office.work, office.inquiry(), doubled)
    second = cases.close_case(
        office.work, second, closed_on=office.work.today, reason=CloseReason.OTHER
    )
    merging.merge_persons(office.work, case.person_id, doubled.id)
    assert remains(office.database)
    office.later(MONTHS_24)
    purged(office, case, second)
    assert not remains(office.database)
    wal = office.database.path.with_name(office.database.path.name + "-wal")
    assert not wal.exists() or wal.stat().st_size == 0
    assert not office.database.verify_journal()
    assert not office.database.wire.rows("PRAGMA foreign_key_check")
    for table in ("document_part", "draft", "search_doc", "support_case", "person"):
        assert office.database.value(f"SELECT count(*) FROM {table}") == 0, table


def test_undo_refuses_what_is_purged(office: Office) -> None:
    case = woman(office)
    office.later(MONTHS_24)
    propose(office, case)
    office.later(7)
    purging.purge(office.work, [case.id])
    with pytest.raises((CannotUndo, NothingToUndo)):
        undo.undo(office.database, user="Greta", now=office.now)
    assert office.database.get(Case, case.id) is None


def test_T20_a_clock_that_leapt_is_asked_about(office: Office) -> None:
    case = woman(office)
    office.later(MONTHS_24)
    with office.work.step("Påhitt") as tx:
        tx.log("noted")
    propose(office, case)
    office.later(400)
    with pytest.raises(Refused) as caught:
        purging.purge(office.work, [case.id])
    assert "Stämmer dagen?" in sentences(caught)
    purging.purge(office.work, [case.id], reasons={"clock": "Almanackan på väggen"})
