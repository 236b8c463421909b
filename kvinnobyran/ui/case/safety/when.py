"""A time as well as she knows it: "våren 2019", "2019", "maj 2019", or the very day."""

from datetime import date

from PySide6.QtWidgets import QWidget

from kvinnobyran.ui.kit.birth import BirthEdit

EXAMPLES = "Till exempel våren 2019, maj 2019 eller 2019"


class WhenEdit(BirthEdit):
    """The same forgiving line as for a birth, with words of its own."""

    examples = EXAMPLES
    unreadable = f"Det går inte att läsa som en tid. {EXAMPLES}."

    def __init__(self, *, today: date, parent: QWidget | None = None) -> None:
        super().__init__("våren 2019", today=today, parent=parent)
