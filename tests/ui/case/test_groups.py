"""The case of a woman who is in a group: her card, the timeline, and the way there."""

from datetime import timedelta

import pytest

from kvinnobyran.domain.group import Group, GroupState, Role
from kvinnobyran.domain.ids import new_id
from kvinnobyran.domain.meeting import Presence
from kvinnobyran.domain.membership import Membership, MembershipState, UnsuitablePair
from kvinnobyran.domain.missing import Answer
from kvinnobyran.domain.person import Person
from kvinnobyran.flows import groups, meetings, memberships
from kvinnobyran.store import cases as stored_cases
from kvinnobyran.store import groups as stored
from kvinnobyran.ui.case import parts
from kvinnobyran.ui.case.groups import GROUPS, place_in_group
from kvinnobyran.ui.kit.card import Card

REASONS = {"expecting": "prov", "alone": "prov", "exposed": "prov"}


@pytest.fixture
def place(rig, case):
    """Her place in a course that goes on, with one meeting behind her and one ahead."""
    kind = next(each for each in stored.types(rig.database) if each.label == "Trygghetscirkeln")
    today = rig.work.today
    group = Group(
        id=new_id(),
        type_id=kind.id,
        name="Trygghetscirkeln VT 2027",
        starts_on=today - timedelta(days=7),
        state=GroupState.INTAKE,
    )
    groups.save_group(rig.work, group)
    meetings.plan_meetings(rig.work, group, [group.starts_on, today + timedelta(days=7)])
    one = Membership(
        id=new_id(),
        group_id=group.id,
        person_id=case.person_id,
        case_id=case.id,
        role=Role.PARENT,
        state=MembershipState.ADMITTED,
        exposed=Answer.YES,
        asked_on=group.starts_on,
    )
    memberships.save_membership(rig.work, one, reasons=REASONS)
    groups.start_group(rig.work, group)
    first = stored.meetings_of(rig.database, group.id)[0]
    meetings.set_presence(rig.work, first.id, one.id, Presence.PRESENT)
    return rig.database.get(Membership, one.id)


def cards_of(page):
    page.show_tab("sessions")
    return {card.accessibleName(): card for card in page.findChildren(Card)}


def test_her_card_goes_to_the_group(place, page, rig):
    card = cards_of(page)["Grupper"]
    (row,) = card.rows
    assert row.line.text == "Trygghetscirkeln VT 2027"
    assert row.line.detail == "Förälder · deltar"
    row.opened.emit()
    assert rig.went.way[-1] == ("group", place.group_id)


def test_the_timeline_tells_of_it(place, page):
    told = [
        (moment.kind, moment.what, moment.state)
        for moment in parts.moments(page.room.dossier)
        if moment.kind == "Grupp"
    ]
    assert ("Grupp", "Trygghetscirkeln VT 2027", "Började") in told
    assert ("Grupp", "Trygghetscirkeln VT 2027: kapitel 1", "Närvarande") in told
    attendance = stored.of_membership(page.room.desk._database, place.id)[0]
    GROUPS.opens[type(attendance)](page.room, attendance)
    assert page.room.navigator.way[-1][0] == "group"


def test_the_next_step_and_the_list_know_it(place, page, rig, case):
    assert place_in_group(page.room.dossier) == ("Trygghetscirkeln VT 2027", place.id)
    (row,) = stored_cases.case_rows(rig.database)
    assert (row.next_what, row.next_on) == (
        "Trygghetscirkeln VT 2027",
        rig.work.today + timedelta(days=7),
    )


def test_g4_why_two_should_not_meet_is_said_in_her_case_and_can_be_taken_away(
    place, page, rig, case
):
    other = Person(id=new_id(), alias="Påhittade Regn")
    pair = UnsuitablePair(
        id=new_id(),
        one_id=case.person_id,
        other_id=other.id,
        reason="Syskon till utövaren",
        noted_by="Greta",
        noted_on=rig.work.today,
    )
    with rig.work.step("Prov") as tx:
        tx.insert(other)
    memberships.note_unsuitable(rig.work, pair)
    page.refresh()
    card = cards_of(page)["Bör inte träffa i grupp"]
    (row,) = card.rows
    assert row.line.text == "Syskon till utövaren"
    assert "Regn" not in row.accessibleName()
    row.finished.emit()
    assert stored.pairs_of(rig.database, case.person_id) == []
