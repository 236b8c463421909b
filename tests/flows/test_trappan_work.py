"""What the screen adds to the flows of Trappan: drawings, series, collisions, Idag, the unlock."""

from dataclasses import replace
from datetime import date, time

import pytest

from kvinnobyran.domain.case import CloseReason
from kvinnobyran.domain.child_file import ChildNote
from kvinnobyran.domain.dates import PartialDate
from kvinnobyran.domain.document import About, Document
from kvinnobyran.domain.ids import new_id
from kvinnobyran.domain.intervention import Intervention, InterventionState
from kvinnobyran.domain.kinds.counselling import COUNSELLING
from kvinnobyran.domain.session import CounsellingSession, SessionAttendance
from kvinnobyran.domain.trappan import ProgrammeState, TrappanStep
from kvinnobyran.domain.trappan_session import TrappanSession
from kvinnobyran.domain.trouble import Refused
from kvinnobyran.flows import (
    cases,
    child_notes,
    consents,
    documents,
    interventions,
    sessions,
    trappan_sessions,
)
from kvinnobyran.flows.kin import save_around
from kvinnobyran.flows.plain_files import Brought
from kvinnobyran.store import kin
from kvinnobyran.store import trappan as stored
from kvinnobyran.store.found import found
from kvinnobyran.store.handover import handover
from kvinnobyran.store.lapses import grounds_may_have_lapsed
from kvinnobyran.store.support import is_taken
from kvinnobyran.store.today import due, needs_attention
from tests.flows.trappan_kit import (
    a_family,
    answers,
    now,
    offered,
    planned,
    running,
    said,
    seat,
    waiting,
)

S, Step = ProgrammeState, TrappanStep
PNG = b"\x89PNG\r\n\x1a\n"


def note_of(office, family, **change):
    note = ChildNote(
        id=new_id(),
        case_id=family.case.id,
        child_id=family.child.id,
        written_on=office.work.today,
        text="Det är hunden",
    )
    return replace(note, **change)


def test_T9_a_drawing_is_the_childs_own_and_has_no_name_of_its_own(office):
    family = a_family(office)
    running(office, family)
    brought = Brought("Vidars ljusblåa hus.png", PNG + b"1" * 30)
    note, drawing = child_notes.keep_drawing(office.work, note_of(office, family), brought)
    assert (drawing.name, drawing.about) == (child_notes.DRAWING, About.CHILD)
    assert note.document_id == drawing.id
    assert documents.content(office.database, drawing) == brought.content
    assert [each.id for each in stored.drawings_of(office.database, family.child.id)] == [
        drawing.id
    ]
    assert found(office.database, "Teckning") == []
    for flow in (
        lambda: documents.describe(office.work, replace(drawing, about=About.WOMAN)),
        lambda: documents.take_away(office.work, drawing),
    ):
        with pytest.raises(Refused) as error:
            flow()
        assert said(error) == {("STOPP", "about")}
    with pytest.raises(Refused) as error:
        child_notes.keep_drawing(office.work, note_of(office, family), brought)
    assert said(error) == {("STOPP", "text")}
    child_notes.remove_child_note(office.work, note)
    assert office.database.get(Document, drawing.id) is None


def test_T9_no_paper_of_the_mothers_goes_into_a_childs_file(office):
    family = a_family(office)
    hers = documents.keep_document(office.work, family.case.id, Brought("dom.png", PNG + b"2" * 30))
    with pytest.raises(Refused) as error:
        child_notes.save_child_note(office.work, note_of(office, family, document_id=hers.id))
    assert said(error) == {("STOPP", "document_id")}


def test_a_series_is_planned_in_one_step_while_there_is_a_ground(office):
    family = a_family(office)
    programme = running(office, family)
    first = TrappanSession(
        id=new_id(), case_id=family.case.id, held_on=date(2027, 2, 16), starts_at=time(13)
    )
    places = [seat(programme, Step.CONTACT)]
    made = trappan_sessions.plan_trappan_series(office.work, first, places, weeks=1, count=4)
    assert [each.held_on for each in made] == [
        date(2027, 2, 16), date(2027, 2, 23), date(2027, 3, 2), date(2027, 3, 9),
    ]  # fmt: skip
    assert len(stored.expected_at(office.database, programme.id)) == 4
    for change, of in (({"count": 99, "weeks": 1}, "count"), ({"count": 2, "weeks": 1}, "count")):
        with pytest.raises(Refused) as error:
            trappan_sessions.plan_trappan_series(office.work, first, places, **change)
        assert ("STOPP", of) in said(error)
    consent = stored.consents_about(
        office.database, family.child.id, consents.ConsentPurpose.TRAPPAN
    )[0]
    consents.withdraw(office.work, consent, reason="Ringde")
    again = replace(first, id=new_id())
    with pytest.raises(Refused) as error:
        trappan_sessions.plan_trappan_series(office.work, again, places, weeks=1, count=2)
    assert ("STOPP", "attendance") in said(error)


def test_G7_a_talk_with_a_child_collides_with_one_with_her_and_the_other_way(office):
    family = a_family(office)
    programme = running(office, family)
    day = date(2027, 2, 16)
    talk = planned(office, [programme], day, at=time(13))
    support = interventions.save_intervention(
        office.work,
        Intervention(
            id=new_id(),
            case_id=family.case.id,
            kind=COUNSELLING,
            offered_on=office.work.today,
            started_on=office.work.today,
            state=InterventionState.ONGOING,
            counsellor="Greta",
            urgent_motive="Påhittat",
        ),
        reasons={"purposes": "Påhittat"},
    )
    with_her = CounsellingSession(
        id=new_id(), intervention_id=support.id, held_on=day, starts_at=time(13, 30)
    )
    with pytest.raises(Refused) as error:
        sessions.save_session(office.work, with_her)
    assert said(error) == {("VARNA", "starts_at")}
    sessions.save_session(office.work, replace(with_her, starts_at=time(15)))
    second = TrappanSession(
        id=new_id(), case_id=family.case.id, held_on=day, starts_at=time(15, 30)
    )
    with pytest.raises(Refused) as error:
        trappan_sessions.save_trappan_session(office.work, second, [seat(programme, Step.CONTACT)])
    assert said(error) == {("VARNA", "starts_at")}
    assert not is_taken(office.database, talk, "Greta")
    assert not is_taken(office.database, with_her, "Någon annan")


def test_planned_talks_and_unsigned_notes_stand_on_idag_and_in_the_handover(office):
    family = a_family(office)
    programme = running(office, family)
    planned(office, [programme], date(2027, 2, 16), at=time(13))
    note = child_notes.save_child_note(office.work, note_of(office, family))
    first, last = date(2027, 2, 16), date(2027, 2, 20)
    assert [row.what for row in due(office.database, first, first) if row.at] == ["Trappansamtal"]
    lines = handover(office.database, "Greta", first, last).dates
    assert [line.what for line in lines] == ["Trappansamtal"]
    late = {row.table: row.what for row in needs_attention(office.database, last)}
    assert late["trappan_session"] == "Trappansamtal: dagen är passerad. Blev det av?"
    assert late["child_note"] == "Osignerad anteckning i ett barns akt"
    assert note.text not in " ".join(late.values())
    child_notes.save_child_note(office.work, note_of(office, family))
    [row] = (row for row in needs_attention(office.database, last) if row.table == "child_note")
    assert (row.child_id, row.number) == (family.child.id, 2), "one row a child"


def test_closing_the_case_breaks_trappan_off_and_cancels_its_plans(office):
    family = a_family(office)
    programme = running(office, family)
    talk = planned(office, [programme], date(2027, 2, 16), at=time(13))
    office.later(20)
    close = {"closed_on": office.work.today, "reason": CloseReason.MOVED}
    with pytest.raises(Refused) as error:
        cases.close_case(office.work, family.case, **close)
    assert ("VARNA", "interventions") in said(error)
    reasons = {"interventions": "De flyttar", "text": "x"}
    cases.close_case(office.work, family.case, **close, reasons=reasons)
    ended = now(office, programme)
    assert (ended.state, ended.ended_on) == (S.BROKEN_OFF, office.work.today)
    cancelled = office.database.get(TrappanSession, talk.id)
    assert cancelled.attendance is SessionAttendance.CANCELLED_BY_US
    assert "pausad" not in cancelled.reason
    assert waiting(office, "domain.md T6") == []


def test_T6_the_unlock_asks_one_question_and_only_seldom_gets_a_yes(office):
    family = a_family(office)
    running(office, family)
    assert not grounds_may_have_lapsed(office.database, office.work.today)
    assert not grounds_may_have_lapsed(office.database, date(2035, 5, 4))
    assert grounds_may_have_lapsed(office.database, date(2037, 5, 4)), "eighteen that year"
    consent = stored.consents_about(
        office.database, family.child.id, consents.ConsentPurpose.TRAPPAN
    )[0]
    consents.save_consent(office.work, replace(consent, valid_until=date(2027, 3, 1)))
    assert not grounds_may_have_lapsed(office.database, date(2027, 3, 1))
    assert grounds_may_have_lapsed(office.database, date(2027, 3, 2))


@pytest.mark.parametrize(
    ("birth", "year", "yes"), [("~16@2027-01-10", 2028, True), ("~9@2027-01-10", 2030, False)]
)
def test_T6_a_guessed_age_is_counted_on(office, birth, year, yes):
    family = a_family(office, birth)
    programme = offered(office, family.case, family.child, age_judgement="Går i skolan")
    for guardian in (family.mother, family.father.id):
        answers(office, family.case, family.child, guardian)
    assert now(office, programme).state is S.READY
    assert grounds_may_have_lapsed(office.database, date(year, 2, 1)) is yes


def test_T6_a_birth_that_is_put_right_moves_the_tasks_and_may_take_the_ground_away(office):
    family = a_family(office, "2015-02-02")
    programme = running(office, family)
    assert waiting(office, "domain.md T6") == []
    relation = next(
        each
        for each in kin.relations(office.database, family.child.id)
        if family.mother in {each.person_id, each.other_id}
    )
    child = replace(family.child, birth=PartialDate.from_stored("2009-06-01"))
    save_around(office.work, child, relation)
    assert [task.due_on for task in waiting(office, "domain.md T6")] == [
        date(2027, 3, 1), date(2027, 6, 1),
    ]  # fmt: skip
    assert now(office, programme).state is S.CONTACT
    save_around(office.work, replace(child, birth=PartialDate.from_stored("2009-01-01")), relation)
    assert now(office, programme).state is S.PAUSED


def test_when_a_child_has_died_nothing_is_planned_with_it(office):
    family = a_family(office)
    programme = running(office, family)
    talk = planned(office, [programme], date(2027, 2, 16), at=time(13))
    relation = next(
        each
        for each in kin.relations(office.database, family.child.id)
        if family.mother in {each.person_id, each.other_id}
    )
    died = PartialDate.of_day(office.work.today)
    save_around(office.work, replace(family.child, deceased=died), relation)
    assert now(office, programme).state is S.BROKEN_OFF
    cancelled = office.database.get(TrappanSession, talk.id)
    assert cancelled.attendance is SessionAttendance.CANCELLED_BY_US
