"""The timeline over the relation through its flows: told, moved, taken away, let out (A3)."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from kvinnobyran.domain.case import CloseReason, Documentation
from kvinnobyran.domain.ids import new_id
from kvinnobyran.domain.perpetrator import NAME_SETTING, Perpetrator, PerpetratorName
from kvinnobyran.domain.person import Identity, Person
from kvinnobyran.domain.rough_time import RoughTime
from kvinnobyran.domain.timeline import EventKind, TimelineEvent
from kvinnobyran.domain.trouble import ChangedMeanwhile, Refused
from kvinnobyran.flows.cases import close_case
from kvinnobyran.flows.handing_out import NotWritten
from kvinnobyran.flows.history import redo_step, undo_step
from kvinnobyran.flows.office import change_setting
from kvinnobyran.flows.timeline import (
    move_event,
    named_events,
    note_timeline_printed,
    remove_event,
    save_event,
    save_timeline,
)
from kvinnobyran.flows.violence import save_name, save_perpetrator
from kvinnobyran.store import journal
from kvinnobyran.store.timeline import timeline_events, timeline_of

SAID: dict[str, Any] = {"purpose": "Arbete i samtal", "recipient": "Kvinnan själv"}


def told(office, case, when="2019-vår", **more):
    plain = TimelineEvent(
        id=new_id(), case_id=case.id, happened=RoughTime.from_stored(when), kind=EventKind.MOVED_IN
    )
    return save_event(office.work, replace(plain, **more))


def titles(office, case):
    return [each.title for each in timeline_events(office.database, case.id)]


@pytest.fixture
def case(office):
    return office.case()


def test_events_stand_in_order_and_come_back_whole(office, case):
    june = told(office, case, "2019-06", text="Juni")
    spring = told(office, case, text="Våren")
    timeline = timeline_of(office.database, case.id)
    assert timeline.events == (spring, june)
    assert timeline_of(office.database, "0" * 32) is None


def test_undo_takes_each_step_back(office, case):
    event = told(office, case)
    changed = save_event(office.work, replace(event, text="Så var det"))
    remove_event(office.work, changed)
    assert titles(office, case) == []
    for left in (["Så var det"], ["Flytt ihop"], []):
        undo_step(office.work)
        assert titles(office, case) == left
    redo_step(office.work)
    assert titles(office, case) == ["Flytt ihop"]


def test_events_of_the_same_time_can_be_put_in_order(office, case):
    first, second, third = (
        told(office, case, "2017", text=text, kind=EventKind.OTHER) for text in "abc"
    )
    assert titles(office, case) == ["a", "b", "c"]
    assert move_event(office.work, first, 1)
    assert titles(office, case) == ["b", "a", "c"]
    assert move_event(office.work, third, -1)
    assert titles(office, case) == ["b", "c", "a"]
    assert not move_event(office.work, second, -1)
    assert not move_event(office.work, second, 0)
    told(office, case, "2018")
    assert not move_event(office.work, first, 1)
    undo_step(office.work)
    undo_step(office.work)
    assert titles(office, case) == ["b", "a", "c"]


def test_a_changed_event_keeps_its_place(office, case):
    first, _ = told(office, case, "2017", text="a"), told(office, case, "2017", text="b")
    save_event(office.work, replace(first, place=99, text="aa"))
    assert titles(office, case) == ["aa", "b"]


def test_two_who_write_at_once_are_told(office, case):
    event = told(office, case)
    head = office.database.head()
    save_event(office.work, replace(event, text="en"))
    with pytest.raises(ChangedMeanwhile):
        save_event(office.work, replace(event, text="två"), expect=head)


def test_a20_nothing_is_told_of_whom_only_is_counted(office, case):
    event = told(office, case)
    stats = replace(case, documentation=Documentation.STATISTICS_ONLY)
    with office.work.step("Så här är det") as tx:
        tx.update(stats)
    with pytest.raises(Refused):
        save_event(office.work, replace(event, text="mer"))


def test_a_closed_case_gets_no_new_event(office, case):
    event = told(office, case)
    close_case(
        office.work,
        case,
        closed_on=office.work.today,
        reason=CloseReason.HER_WISH,
        reasons={"close_reason": "Så ville hon.", "": "Så ville hon."},
    )
    with pytest.raises(Refused) as refused:
        told(office, case)
    assert "avslutat" in refused.value.faults[0].sentence
    save_event(office.work, replace(event, text="Rättat"))


# --- on paper ---------------------------------------------------------------------------------


def test_a_name_in_the_text_stops_the_paper_until_there_is_a_reason(office, case):
    with office.work.step("En annan kvinna") as tx:
        tx.insert(Person(id=new_id(), identity=Identity.KNOWN, first_name="Hittepå"))
    plain = told(office, case, text="Flyttade ihop")
    named = told(office, case, "2020", text="Hittepås mamma ringde")
    told(office, case, "2021", text="Hittepå igen", shown_to_her=False)
    assert named_events(office.database, case.id) == [(named, ("Hittepås",))]
    with pytest.raises(Refused) as refused:
        note_timeline_printed(office.work, case.id, **SAID)
    (fault,) = refused.value.faults
    assert "Hittepå" not in fault.sentence
    note_timeline_printed(office.work, case.id, **SAID, reasons={"names": "Hon vill ha det så."})
    save_event(office.work, replace(named, text="Hans mamma ringde"))
    note_timeline_printed(office.work, case.id, **SAID)
    assert plain.shown_to_her


def test_S6_his_name_stops_the_paper_of_his_own_case_and_tells_another_nothing(office, case):
    other = office.case("Påhittade Gren")
    change_setting(office.work, NAME_SETTING, "1")
    him = save_perpetrator(office.work, Perpetrator(id=new_id(), case_id=case.id, letter=""))
    save_name(
        office.work,
        PerpetratorName(id=new_id(), perpetrator_id=him.id, name="Zebulon", reason="Rätten"),
    )
    hers = told(office, case, "2020", text="Då kom Zebulon hem")
    told(office, other, "2020", text="Då kom Zebulon hem")
    assert named_events(office.database, case.id) == [(hers, ("Zebulon",))]
    assert named_events(office.database, other.id) == []


def test_d8_every_paper_is_noted_with_what_for_and_to_whom(office, case):
    told(office, case)
    with pytest.raises(Refused) as refused:
        note_timeline_printed(office.work, case.id, purpose="", recipient=" ")
    assert [fault.field for fault in refused.value.faults] == ["purpose", "recipient"]
    note_timeline_printed(office.work, case.id, **SAID)
    (entry,) = [
        each
        for each in journal.history(office.database, "support_case", case.id)
        if each.kind == "export"
    ]
    assert "Kvinnan själv" in entry.payload["text"]


def test_a_file_is_written_and_noted_or_neither(office, case, tmp_path: Path):
    told(office, case)
    path = tmp_path / "tidslinje.pdf"
    assert save_timeline(office.work, case.id, b"%PDF", path, **SAID).read_bytes() == b"%PDF"
    head = office.database.head()
    with pytest.raises(NotWritten):
        save_timeline(office.work, case.id, b"%PDF", tmp_path / "ingen" / "x.pdf", **SAID)
    assert office.database.head() == head
