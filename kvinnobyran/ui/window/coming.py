"""Places whose work comes in a later version: an honest empty page each."""

from kvinnobyran.ui.kit.empty import Empty
from kvinnobyran.ui.kit.icons import Icon
from kvinnobyran.ui.kit.page import Page


class ComingPage(Page):
    """Says what this place will hold, that it is not built, and what to do meanwhile."""

    tables: frozenset[str] = frozenset()

    def __init__(self, title: str, icon: Icon, what: str, meanwhile: str) -> None:
        super().__init__(title)
        self.empty = Empty(f"{title} är inte byggt än", f"{what} {meanwhile}", icon=icon)
        self.body.addWidget(self.empty)

    def refresh(self) -> None:
        """Do nothing: there is nothing to ask for."""

    def state(self) -> dict[str, object]:
        """Return nothing to come back to."""
        return {}

    def restore(self, state: dict[str, object]) -> None:
        """Do nothing."""
