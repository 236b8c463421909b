"""One task: what, when and whose; done, not relevant, postponed, handed over or taken up again."""

from collections.abc import Mapping
from dataclasses import replace

from kvinnobyran.domain.rule_sources import about
from kvinnobyran.domain.task import Task, TaskSource, TaskState
from kvinnobyran.flows.tasks import change_task, tick_off
from kvinnobyran.store.colleagues import colleagues
from kvinnobyran.ui.kit.chips import YesNo
from kvinnobyran.ui.kit.dates import DateEdit
from kvinnobyran.ui.kit.desk import Desk
from kvinnobyran.ui.kit.editors import LineEdit, TextEdit
from kvinnobyran.ui.kit.fact import Fact
from kvinnobyran.ui.kit.form import Field, Row
from kvinnobyran.ui.kit.sheet import Entered, Landing, Saving, Sheet
from kvinnobyran.ui.kit.suggest import SuggestEdit


def task_sheet(
    desk: Desk, task: Task, *, known: bool, head: int, belongs_to: Mapping[str, str] | None = None
) -> Sheet:
    """Return the sheet of a task. ``head`` is the journal's head when it was read."""
    if task.state is not TaskState.OPEN:
        return _ended_sheet(desk, task, belongs_to)
    whose = SuggestEdit()
    desk.ask(colleagues, then=whose.offer, owner=whose)
    by_rule = task.source is TaskSource.RULE
    fields: list[Field | Row] = [
        Field("what", "Vad ska göras?", Fact(task.what) if by_rule else LineEdit(limit=300)),
        Row(
            Field("due_on", "Senast", DateEdit(today=desk.today)),
            Field("assigned_to", "Vem ska göra det", whose),
        ),
        Field("promised_call", "Är det ett samtal som någon väntar på?", YesNo(kept=True)),
    ]
    if by_rule:
        fields.append(Field("rule", "Varför den finns", Fact(about(task.rule) or "En regel.")))
    if task.lent_by:
        until = f" till {task.lent_until}" if task.lent_until else ""
        fields.append(Field("lent", "Lånad", Fact(f"Av {task.lent_by}{until}.")))
    if known:
        fields.append(Field("end_reason", "Om den inte är aktuell: varför?", TextEdit(lines=2)))

    def change(entered: Entered, landing: Landing) -> None:
        values = entered.values
        desk.do(
            change_task,
            replace(
                task,
                what=task.what if by_rule else values["what"],
                due_on=values["due_on"] or task.due_on,
                assigned_to=values["assigned_to"].strip(),
                promised_call=bool(values["promised_call"]),
            ),
            reasons=entered.reasons,
            expect=None if entered.knowing else head,
            then=landing.then,
            otherwise=landing.otherwise,
        )

    def end(state: TaskState) -> Saving:
        def submit(entered: Entered, landing: Landing) -> None:
            desk.do(
                tick_off,
                task,
                state,
                reason=entered.values["end_reason"] if state is TaskState.DROPPED else "",
                then=landing.then,
                otherwise=landing.otherwise,
            )

        words = {TaskState.DONE: "Klar", TaskState.DROPPED: "Inte aktuell"}
        return Saving(text=words[state], submit=submit, said=f"Markerad: {words[state].lower()}")

    ends = [end(TaskState.DROPPED), end(TaskState.DONE)] if known else []
    sheet = Sheet(
        desk,
        "Uppgift",
        fields,
        kind="task",
        record=task.id,
        savings=[*ends, Saving(text="Spara", submit=change, said="Uppgiften är sparad")],
        belongs_to=belongs_to,
    )
    sheet.begin(
        {
            "what": task.what,
            "due_on": task.due_on,
            "assigned_to": task.assigned_to,
            "promised_call": task.promised_call,
            "end_reason": "",
        }
    )
    return sheet


def _ended_sheet(desk: Desk, task: Task, belongs_to: Mapping[str, str] | None) -> Sheet:
    """Return the sheet of a task that has ended: how, and the way to take it up again."""

    def submit(_: Entered, landing: Landing) -> None:
        desk.do(tick_off, task, TaskState.OPEN, then=landing.then, otherwise=landing.otherwise)

    by = f" av {task.done_by}" if task.done_by else ""
    when = f" {task.done_on}" if task.done_on else ""
    fields: list[Field | Row] = [
        Field("what", "Vad", Fact(task.what)),
        Field("state", "Hur det gick", Fact(f"{task.state.label}{when}{by}.")),
    ]
    if task.end_reason:
        fields.append(Field("end_reason", "Varför", Fact(task.end_reason)))
    if task.source is TaskSource.RULE:
        fields.append(Field("rule", "Varför den fanns", Fact(about(task.rule) or "En regel.")))
    sheet = Sheet(
        desk,
        "Avslutad uppgift",
        fields,
        kind="task",
        record=task.id,
        savings=[Saving(text="Ta upp igen", submit=submit, said="Uppgiften väntar igen")],
        belongs_to=belongs_to,
    )
    sheet.begin({})
    return sheet
