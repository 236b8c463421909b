"""Questions about tasks."""

from datetime import date

from kvinnobyran.domain.task import Task
from kvinnobyran.store.reader import Reader


def of_cause(reader: Reader, rule: str, cause: str) -> list[Task]:
    """Return every task that a rule has made about a record, ended ones too."""
    return reader.all(
        Task,
        "SELECT * FROM task WHERE cause = ? AND rule = ? ORDER BY due_on, part, rowid",
        (cause, rule),
    )


def open_of(reader: Reader, user: str, until: date) -> list[Task]:
    """Return what somebody has to do up to and including a day, the oldest first."""
    return reader.all(
        Task,
        "SELECT * FROM task WHERE state = 'open' AND assigned_to = ? AND due_on <= ?"
        " ORDER BY due_on, rowid",
        (user, until.isoformat()),
    )


def lent_by(reader: Reader, user: str) -> list[Task]:
    """Return what somebody has lent to a colleague and is not done yet."""
    return reader.all(
        Task,
        "SELECT * FROM task WHERE state = 'open' AND lent_by = ? ORDER BY due_on, rowid",
        (user,),
    )
