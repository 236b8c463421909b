"""What a form may ask of any field: its value, its draft, and whether it can be read."""

from typing import Any

from PySide6.QtCore import SignalInstance
from PySide6.QtWidgets import QWidget


class Editor:
    """Mixed into every widget that edits one value.

    ``value`` is what a record would hold; ``draft`` is what was typed, readable or not,
    as a plain value that JSON can carry, so that an encrypted draft brings it back exactly.
    """

    edited: Any
    """A ``Signal`` that each editor declares: emitted when a person changed something."""

    narrow: bool = False
    """Whether it takes only the room it needs, when it stands beside others."""

    def value(self) -> Any:  # noqa: ANN401 - each editor has its own type of value
        """Return what a record would hold."""
        raise NotImplementedError

    def set_value(self, value: Any) -> None:  # noqa: ANN401 - each editor has its own type of value
        """Show a value. Does not emit ``edited``."""
        raise NotImplementedError

    def problem(self) -> str:
        """Return a Swedish sentence if what was typed cannot be read, otherwise ``""``."""
        return ""

    def draft(self) -> Any:  # noqa: ANN401 - any plain JSON value
        """Return what was typed, as a plain JSON value."""
        return self.value()

    def restore(self, draft: Any) -> None:  # noqa: ANN401 - any plain JSON value
        """Show what was typed when ``draft`` was taken. Does not emit ``edited``."""
        self.set_value(draft)

    def caret(self) -> int:
        """Return where the text cursor stands; 0 where there is none."""
        return 0

    def set_caret(self, place: int) -> None:
        """Put the text cursor where it stood."""

    def as_widget(self) -> QWidget:
        """Return the editor as the widget that it is."""
        if not isinstance(self, QWidget):
            message = "an editor is a widget"
            raise TypeError(message)
        return self

    def on_edited(self) -> SignalInstance:
        """Return the signal ``edited`` as one to connect to."""
        signal: SignalInstance = self.edited
        return signal
