"""Two records of one child, each with a file of its own, become one and two again (I5, D2, G9)."""

from datetime import date

import pytest

from kvinnobyran.domain.case import Case
from kvinnobyran.domain.child_file import ChildNote
from kvinnobyran.domain.ids import new_id
from kvinnobyran.domain.note import NoteState
from kvinnobyran.domain.person import Person
from kvinnobyran.domain.placement import Placement
from kvinnobyran.domain.placement_rows import PlacementChild
from kvinnobyran.domain.purging import HandOver, RetentionDecision, RetentionState
from kvinnobyran.domain.trappan import TrappanProgramme
from kvinnobyran.domain.trouble import Refused
from kvinnobyran.flows import merging
from kvinnobyran.store.retention import children_with_files, decisions_about
from kvinnobyran.store.troubles import BrokenRule
from tests.flows.conftest import Office
from tests.flows.test_merging import mentions, state, whole_and_true, woman
from tests.flows.test_people_around import around


def with_file(office: Office, case: Case, child: Person, to: RetentionState) -> None:
    """Give a child a file of its own: a signed note, and what was decided of it."""
    note = ChildNote(
        id=new_id(),
        case_id=case.id,
        child_id=child.id,
        written_on=office.work.today,
        text="Påhittat",
        state=NoteState.SIGNED,
        signed_by=office.user,
        signed_at=office.now,
    )
    decision = RetentionDecision(
        id=new_id(),
        case_id=case.id,
        person_id=child.id,
        state=to,
        reason=f"Påhitt {to.value}",
        until=date(2028, 1, 1) if to is RetentionState.POSTPONED else None,
        hand_over=HandOver.NOT_WANTED,
        decided_by=office.user,
        decided_on=office.work.today,
    )
    with office.work.step("Påhitt") as tx:
        tx.insert(note)
        tx.insert(decision)


RUNNING, POSTPONED, HELD, PROPOSED = RetentionState


@pytest.mark.parametrize(
    ("mine", "other", "stands"),
    [
        (PROPOSED, HELD, HELD),
        (HELD, POSTPONED, HELD),
        (POSTPONED, PROPOSED, POSTPONED),
        (PROPOSED, PROPOSED, RUNNING),
        (PROPOSED, None, RUNNING),
        (None, PROPOSED, RUNNING),
        (None, HELD, HELD),
    ],
)
def test_i5_two_files_of_one_child_become_one_and_nothing_is_kept_shorter(
    office: Office,
    mine: RetentionState | None,
    other: RetentionState | None,
    stands: RetentionState,
) -> None:
    her, case = woman(office, ended=True, first_name="Påhitt")
    iris = around(office, her.id, alias="Iris")
    twice = around(office, her.id, alias="Iris igen")
    for child, to in ((iris, mine), (twice, other)):
        if to is not None:
            with_file(office, case, child, to)
    before = state(office.database)
    merge = merging.merge_persons(office.work, iris.id, twice.id)
    (decision,) = decisions_about(office.database, iris.id)
    assert decision.state is stands
    assert (decision.until is not None) == (stands is POSTPONED)
    if HELD in {mine, other}:
        assert f"Påhitt {HELD.value}" in decision.reason
    assert children_with_files(office.database, case) == [iris.id]
    assert mentions(office.database, twice.id) == 0
    assert whole_and_true(office.database)
    merging.unmerge(office.work, merge)
    assert state(office.database) == before


def test_G9_a_signed_note_goes_to_another_child_in_no_other_way(office: Office) -> None:
    her, case = woman(office, ended=True, first_name="Påhitt")
    iris, other = (around(office, her.id, alias=name) for name in ("Iris", "Lo"))
    with_file(office, case, iris, RetentionState.HELD)
    with pytest.raises(BrokenRule), office.work.step("Påhitt") as tx:
        tx.wire.change("UPDATE child_note SET child_id = ?", (other.id,))


def test_i5_two_children_of_one_placement_or_in_trappan_are_not_made_one(office: Office) -> None:
    her, case = woman(office, first_name="Påhitt")
    iris, twice = (around(office, her.id, alias=name) for name in ("Iris", "Iris igen"))
    stay = Placement(id=new_id(), case_id=case.id, requested_on=office.work.today)
    with office.work.step("Påhitt") as tx:
        tx.insert(stay)
        for child in (iris, twice):
            tx.insert(PlacementChild(id=new_id(), placement_id=stay.id, child_id=child.id))
            tx.insert(
                TrappanProgramme(
                    id=new_id(), case_id=case.id, child_id=child.id, offered_on=office.work.today
                )
            )
    for said in ("samma placering", "Trappan som inte"):
        with pytest.raises(Refused) as caught:
            merging.merge_persons(office.work, iris.id, twice.id)
        assert said in caught.value.faults[0].sentence
        with office.work.step("Påhitt") as tx:
            tx.wire.change("DELETE FROM placement_child WHERE child_id = ?", (twice.id,))
    with office.work.step("Påhitt") as tx:
        tx.wire.change(
            "UPDATE trappan_programme SET state = 'broken_off' WHERE child_id = ?", (twice.id,)
        )
    merging.merge_persons(office.work, iris.id, twice.id)
    assert whole_and_true(office.database)
