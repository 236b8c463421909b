"""Tasks that follow what made them, and go with the colleague while one is away."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from kvinnobyran import flows
from kvinnobyran.domain.case import CaseState, CloseReason
from kvinnobyran.domain.ids import new_id
from kvinnobyran.domain.task import CAUSE_GONE, Reminder, Task, TaskState
from kvinnobyran.domain.trouble import Refused
from kvinnobyran.flows import cases, tasks
from kvinnobyran.flows.reminders import answer, drop, remind
from kvinnobyran.store import cases as stored
from kvinnobyran.store import tasks as stored_tasks
from tests.flows.conftest import Office

RULE = "domain.md S4"
CAUSE = "c" * 32


def wish(office: Office, days: int, part: str = "") -> Reminder:
    return Reminder(what="Påhittat", due_on=office.work.today + timedelta(days=days), part=part)


def rule_says(office: Office, *wanted: Reminder) -> list[Task]:
    with office.work.step("Prov") as tx:
        remind(office.work, tx, wanted, rule=RULE, cause=CAUSE)
    return [
        task
        for task in stored_tasks.of_cause(office.database, RULE, CAUSE)
        if task.state is TaskState.OPEN
    ]


def test_a_rule_that_runs_twice_makes_one_task_and_follows_its_cause(office):
    assert len(rule_says(office, wish(office, 30, "30"), wish(office, 53, "7"))) == 2
    assert len(rule_says(office, wish(office, 30, "30"), wish(office, 53, "7"))) == 2
    (moved,) = rule_says(office, wish(office, 60, "7"))
    assert moved.due_on == office.work.today + timedelta(days=60)
    assert (moved.rule, moved.assigned_to) == (RULE, "Greta")
    with office.work.step("Prov") as tx:
        drop(office.work, tx, rule=RULE, cause=CAUSE)
    ended = stored_tasks.of_cause(office.database, RULE, CAUSE)
    assert {task.end_reason for task in ended} == {CAUSE_GONE}


def test_what_was_done_is_answered_part_by_part(office):
    rule_says(office, wish(office, 1, "a"), wish(office, 2, "b"))
    with office.work.step("Prov") as tx:
        answer(office.work, tx, rule=RULE, cause=CAUSE, part="a")
    (left,) = rule_says(office, wish(office, 1, "a"), wish(office, 2, "b"))
    assert left.part == "b"


def test_a_resting_case_reminds_within_ninety_days_and_not_when_taken_up(office):
    case = replace(office.case(), state=CaseState.ONGOING)
    with office.work.step("Prov") as tx:
        tx.update(case)
    far = office.work.today + timedelta(days=200)
    rested = cases.pause_case(office.work, case, far, reasons={"paused_until": "Hon reser bort"})
    (task,) = stored.open_tasks(office.database, case.id)
    assert task.due_on == office.work.today + timedelta(days=90)
    cases.resume_case(office.work, rested)
    assert stored.open_tasks(office.database, case.id) == []


def test_closing_drops_the_reminders_and_reopening_brings_them_back(office):
    case = replace(office.case(), state=CaseState.ONGOING)
    with office.work.step("Prov") as tx:
        tx.update(case)
        remind(office.work, tx, [wish(office, 3)], rule=RULE, cause=CAUSE, case_id=case.id)
    own = tasks.save_task(
        office.work,
        Task(id=new_id(), what="Ring BVC", due_on=office.work.today, case_id=case.id),
    )
    closed = cases.close_case(
        office.work, case, closed_on=office.work.today, reason=CloseReason.HER_WISH
    )
    left = [
        task for task in stored.open_tasks(office.database, case.id) if task.rule != "domain.md D2"
    ]
    assert left == [own]
    cases.reopen_case(office.work, closed)
    assert len(stored.open_tasks(office.database, case.id)) == 2


def test_tasks_are_lent_for_a_time_away_and_taken_back(office):
    today = office.work.today
    mine = [
        tasks.save_task(
            office.work,
            Task(
                id=new_id(),
                what="Påhittat",
                due_on=today + timedelta(days=days),
                assigned_to="Greta",
            ),
        )
        for days in (-1, 3, 40)
    ]
    lent = tasks.lend_tasks(
        office.work, giver="Greta", taker="Bodil", first=today, last=today + timedelta(days=14)
    )
    assert lent == 2
    hers = stored_tasks.lent_by(office.database, "Greta")
    assert [(task.assigned_to, task.lent_until) for task in hers] == [
        ("Bodil", today + timedelta(days=14))
    ] * 2
    tasks.tick_off(office.work, hers[0])
    assert tasks.take_back(office.work, "Greta") == 1
    assert tasks.take_back(office.work, "Greta") == 0
    back = office.database.get(Task, mine[1].id)
    assert (back.assigned_to, back.lent_by, back.lent_until) == ("Greta", "", None)


def test_a_task_is_given_to_a_colleague_for_good_and_postponed(office):
    task = tasks.save_task(
        office.work, Task(id=new_id(), what="Ring", due_on=office.work.today, assigned_to="Greta")
    )
    assert tasks.hand_over(office.work, task, " Bodil ").assigned_to == "Bodil"
    with pytest.raises(Refused):
        tasks.hand_over(office.work, task, " ")
    later = tasks.postpone(office.work, task, office.work.today + timedelta(days=2))
    assert (later.due_on, later.assigned_to) == (office.work.today + timedelta(days=2), "Bodil")
    with pytest.raises(Refused):
        tasks.postpone(office.work, task, office.work.today - timedelta(days=2))
    for wrong in ({"taker": "Greta"}, {"taker": ""}, {"last": office.work.today - timedelta(9)}):
        period = {
            "giver": "Greta",
            "taker": "Bodil",
            "first": office.work.today,
            "last": office.work.today,
        }
        with pytest.raises(Refused):
            tasks.lend_tasks(office.work, **{**period, **wrong})


def test_no_flow_makes_a_rules_task_but_through_its_cause():
    rooms = Path(flows.__file__).parent.glob("*.py")
    by_hand = [room.name for room in rooms if "Task(" in room.read_text(encoding="utf-8")]
    assert by_hand == []
