"""Who works here, as the register itself knows it."""

from dataclasses import dataclass

from kvinnobyran.store.reader import Reader


@dataclass(frozen=True, slots=True, kw_only=True)
class _Name:
    name: str


def colleagues(reader: Reader, but: str = "") -> list[str]:
    """Return the names of those who have cases or tasks, without ``but``, in order."""
    rows = reader.all(
        _Name,
        "SELECT counsellor AS name FROM support_case UNION SELECT assigned_to FROM task"
        " UNION SELECT counsellor FROM intervention ORDER BY name",
    )
    return [row.name for row in rows if row.name not in {"", but}]
