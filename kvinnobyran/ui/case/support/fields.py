"""Fields that only the sheets of interventions have."""

from collections.abc import Callable

from PySide6.QtGui import QFocusEvent

from kvinnobyran.domain import kinds
from kvinnobyran.domain.intervention import InterventionKind, Method
from kvinnobyran.ui.kit.chips import Chips
from kvinnobyran.ui.kit.editors import CodeBox, Option, TextEdit


def kind_chips() -> Chips:
    """Return the kinds of the registry to choose from."""
    return Chips([Option(each, each.label, help=each.about) for each in kinds.KINDS], kept=True)


class MethodBox(CodeBox):
    """The methods of the kind that is chosen now; what was chosen before stays readable."""

    def __init__(self, kind: Callable[[], InterventionKind | None]) -> None:
        self._kind = kind
        super().__init__(())

    def follow_kind(self) -> None:
        """Offer the methods of the kind."""
        kind = self._kind()
        self.set_options([Option(each, each.label) for each in (kind.methods if kind else ())])

    def restore(self, draft: str | None) -> None:
        self.follow_kind()
        self.set_value(Method.from_stored(draft) if draft else None)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Look again which kind it is: a draft that came back may have changed it."""
        self.follow_kind()
        super().focusInEvent(event)


class LinesEdit(TextEdit):
    """Some lines, each a thing of its own. The value is a tuple of the lines with words."""

    def value(self) -> tuple[str, ...]:  # type: ignore[override] # a list is typed as text
        return tuple(line.strip() for line in self.text().splitlines() if line.strip())

    def set_value(self, value: tuple[str, ...] | str | None) -> None:
        super().set_value(value if isinstance(value, str) else "\n".join(value or ()))

    def draft(self) -> str:
        return self.text()
