"""What a page may ask of the window around it. The frame is one; tests have a plain one."""

from typing import Protocol


class Navigator(Protocol):
    """The ways out of a page. Each is one sentence a counsellor would say."""

    def go(self, place: str) -> None:
        """Show one of the seven places by its id, e.g. ``"today"``."""

    def open_case(self, case_id: str, *, tab: str = "", record: str = "") -> None:
        """Show a case, on a tab, with a record in it in focus."""

    def open_timeline(self, case_id: str, *, event: str = "") -> None:
        """Show a case's timeline over the relation, with an event of it in focus."""

    def open_inquiry(self, inquiry_id: str) -> None:
        """Show an inquiry that was begun or saved earlier."""

    def open_page(self, kind: str, record: str = "", *, focus: str = "") -> None:
        """Show a page that is no place and no case: ``"handover"``, or ``"task"`` with its id.

        ``focus`` is the id of something on it.
        """

    def new_contact(self, draft: str = "") -> None:
        """Open the quick capture, empty or with a draft that was put aside."""

    def back(self) -> None:
        """Leave a page that was opened from another one."""

    def toast(self, text: str, *, undo: bool = False) -> None:
        """Say in passing that something was done; ``undo`` offers to take it back."""
