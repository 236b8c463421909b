"""Tasks of rules follow their cause: none twice, none left behind, none asked again."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kvinnobyran.domain.faults import Severity
from kvinnobyran.domain.ids import new_id
from kvinnobyran.domain.task import (
    CAUSE_GONE,
    Plan,
    Reminder,
    Task,
    TaskSource,
    TaskState,
    before_end,
    ended,
    made,
    move_faults,
    plan,
    postpone_faults,
    task_faults,
)

TODAY = date(2027, 2, 9)
CAUSE = "c" * 32


def lived(known: list[Task], changes: Plan, today: date = TODAY) -> list[Task]:
    """Return the tasks as they stand when a plan has been carried out."""
    after = {task.id: task for task in known}
    after.update({task.id: task for task in (*changes.moved, *changes.dropped)})
    fresh = [
        made(each, rule="domain.md S4", cause=CAUSE, today=today, assigned_to="Greta")
        for each in changes.new
    ]
    return [*after.values(), *fresh]


def waiting(tasks: list[Task]) -> dict[str, Task]:
    return {task.part: task for task in tasks if task.state is TaskState.OPEN}


days = st.dates(TODAY - timedelta(days=90), TODAY + timedelta(days=90))
wishes = st.dictionaries(st.sampled_from(["30", "7", ""]), days, max_size=3).map(
    lambda found: [Reminder(what="Påhittat", due_on=day, part=part) for part, day in found.items()]
)


@given(wishes, wishes)
def test_running_twice_changes_nothing_and_parts_are_never_double(first, second):
    tasks = lived([], plan([], first, today=TODAY))
    tasks = lived(tasks, plan(tasks, second, today=TODAY))
    assert plan(tasks, second, today=TODAY) == Plan()
    parts = [task.part for task in tasks if task.state is TaskState.OPEN]
    assert len(parts) == len(set(parts))
    assert set(parts) <= {each.part for each in second}


def test_S4_the_reminders_stand_thirty_and_seven_days_before_the_end():
    ends = date(2027, 6, 1)
    found = before_end("Kontaktförbudet tar slut", ends, today=TODAY)
    assert [(each.part, each.due_on) for each in found] == [
        ("30", date(2027, 5, 2)),
        ("7", date(2027, 5, 25)),
    ]
    assert before_end("Påhittat", TODAY - timedelta(days=1), today=TODAY) == ()
    assert before_end("Påhittat", None, today=TODAY) == ()


def test_S4_only_the_nearest_reminder_is_made_when_the_end_is_near():
    near = lived(
        [], plan([], before_end("Slut", TODAY + timedelta(days=20), today=TODAY), today=TODAY)
    )
    assert [(task.part, task.due_on) for task in near] == [("7", TODAY + timedelta(days=13))]
    tomorrow = before_end("Slut", TODAY + timedelta(days=1), today=TODAY)
    late = lived([], plan([], tomorrow, today=TODAY))
    assert [(task.part, task.due_on) for task in late] == [("7", TODAY)]


def test_a_reminder_follows_the_date_and_goes_when_its_cause_does():
    ends = TODAY + timedelta(days=60)
    tasks = lived([], plan([], before_end("Slut", ends, today=TODAY), today=TODAY))
    later = before_end("Slut", ends + timedelta(days=10), today=TODAY)
    tasks = lived(tasks, plan(tasks, later, today=TODAY))
    assert waiting(tasks)["7"].due_on == ends + timedelta(days=3)
    assert len(tasks) == 2
    tasks = lived(tasks, plan(tasks, (), today=TODAY))
    assert waiting(tasks) == {}
    assert {task.end_reason for task in tasks} == {CAUSE_GONE}


def test_what_was_answered_is_not_asked_again_unless_the_day_has_moved():
    wish = [Reminder(what="Ring", due_on=TODAY + timedelta(days=5))]
    tasks = lived([], plan([], wish, today=TODAY))
    tasks = [ended(tasks[0], TaskState.DONE, on=TODAY, by="Greta")]
    assert plan(tasks, wish, today=TODAY) == Plan()
    moved = [replace(wish[0], due_on=TODAY + timedelta(days=9))]
    assert plan(tasks, moved, today=TODAY).new == tuple(moved)


def test_a_postponed_day_stays_while_the_rules_own_day_does():
    wish = [Reminder(what="Ring", due_on=TODAY + timedelta(days=5))]
    tasks = lived([], plan([], wish, today=TODAY))
    tasks = [replace(tasks[0], due_on=TODAY + timedelta(days=8))]
    assert plan(tasks, wish, today=TODAY) == Plan()


def test_a_reminder_in_new_words_is_the_same_task_on_the_same_day():
    wish = [Reminder(what="Ring", due_on=TODAY + timedelta(days=5))]
    (task,) = lived([], plan([], wish, today=TODAY))
    postponed = replace(task, due_on=TODAY + timedelta(days=8))
    changes = plan([postponed], [replace(wish[0], what="Ring skolan")], today=TODAY)
    assert changes == Plan(moved=(replace(postponed, what="Ring skolan"),))


def rules_task(**more: object) -> Task:
    base = Task(
        id=new_id(),
        what="Fråga efter återkoppling",
        due_on=TODAY,
        source=TaskSource.RULE,
        rule="domain.md T8",
        rule_due_on=TODAY,
    )
    return replace(base, **more)  # type: ignore[arg-type] # each test names fields of the task


def test_what_a_rule_asked_for_is_dropped_only_with_a_reason():
    silent = ended(rules_task(), TaskState.DROPPED, on=TODAY, by="Greta")
    assert [fault.field for fault in task_faults(silent)] == ["end_reason"]
    said = ended(rules_task(), TaskState.DROPPED, on=TODAY, by="Greta", reason="Hon har flyttat")
    assert task_faults(said) == ()
    assert task_faults(ended(rules_task(), TaskState.DONE, on=TODAY, by="Greta")) == ()


def test_a_rules_day_is_passed_only_with_a_reason_and_never_into_the_past():
    assert postpone_faults(rules_task(), TODAY, today=TODAY) == ()
    later = postpone_faults(rules_task(), TODAY + timedelta(days=1), today=TODAY)
    assert [fault.severity for fault in later] == [Severity.VARNA]
    own = rules_task(rule_due_on=None)
    assert postpone_faults(own, TODAY + timedelta(days=1), today=TODAY) == ()
    for wrong in (None, TODAY - timedelta(days=1)):
        assert [f.severity for f in postpone_faults(own, wrong, today=TODAY)] == [Severity.STOPP]


@pytest.mark.parametrize("state", [TaskState.DONE, TaskState.DROPPED])
def test_an_ended_task_is_neither_ended_again_nor_postponed(state):
    gone = rules_task(state=state)
    assert move_faults(gone, TaskState.DONE)
    assert postpone_faults(gone, TODAY, today=TODAY)
    assert move_faults(gone, TaskState.OPEN) == ()


def test_what_waits_is_not_taken_up_again():
    (fault,) = move_faults(rules_task(), TaskState.OPEN)
    assert (fault.field, fault.sentence) == ("state", "Uppgiften väntar redan.")
