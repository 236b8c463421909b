"""What the tabs of the place may do, and how their sheets find their way back to it."""

from collections.abc import Callable
from datetime import date
from typing import Any

from kvinnobyran.domain.ids import new_id
from kvinnobyran.domain.term import term_name
from kvinnobyran.domain.trouble import Refused, Trouble
from kvinnobyran.flows.drafts import Draft
from kvinnobyran.store.school import SchoolView
from kvinnobyran.ui.groups.room import Fields
from kvinnobyran.ui.kit.desk import Desk
from kvinnobyran.ui.kit.sheet import Saving, Sheet
from kvinnobyran.ui.navigator import Navigator

BELONGS: dict[str, str] = {"school": "school"}
"""What a draft needs to find its way back here."""


class SchoolRoom:
    """The place, as its tabs know it. ``edit`` puts a sheet on top of them.

    ``term`` is the half-year that is shown, empty for all of them.
    """

    def __init__(
        self, desk: Desk, navigator: Navigator, *, edit: Callable[[Sheet], object]
    ) -> None:
        self.desk = desk
        self.navigator = navigator
        self.edit = edit
        self.term = term_name(desk.today)
        self.found: SchoolView | None = None
        self.drafts: list[Draft] = []
        self.colleagues: list[str] = []

    @property
    def view(self) -> SchoolView:
        """Return what there is. Raises :class:`LookupError` before it is read."""
        if self.found is None:
            message = "the school has not been read"
            raise LookupError(message)
        return self.found

    def shows(self, day: date) -> bool:
        """Tell whether a day is in the half-year that is shown."""
        return not self.term or term_name(day) == self.term

    def run(self, flow: Any, *args: object, said: str) -> None:  # noqa: ANN401 - any flow
        """Run a flow that needs no sheet, and say in passing what was done."""
        self.desk.do(
            flow,
            *args,
            then=lambda _: self.navigator.toast(said, undo=True),
            otherwise=self.refused,
        )

    def refused(self, trouble: Trouble) -> None:
        """Say why not: without a sheet there is no field to say it beside."""
        if isinstance(trouble, Refused):
            self.navigator.toast(" ".join(fault.sentence for fault in trouble.faults))
        else:
            self.desk.take(trouble)

    def new_id(self, kind: str) -> str:
        """Return the id of a new record: that of a half written one, if any."""
        known = {
            each.id for rows in (self.view.lessons, self.view.outreach, self.view.volunteers,
                                 self.view.hours, self.view.supervision, self.view.concerns)
            for each in rows
        }  # fmt: skip
        waiting = (
            each.record
            for each in self.drafts
            if each.kind == kind and "school" in each.body and each.record not in known
        )
        return next(waiting, "") or new_id()

    def sheet(
        self, title: str, fields: Fields, *, kind: str, record: str, saving: Saving, lead: str = ""
    ) -> Sheet:
        """Return a sheet whose draft finds its way back here."""
        return Sheet(
            self.desk,
            title,
            fields,
            kind=kind,
            record=record,
            savings=[saving],
            lead=lead,
            belongs_to=BELONGS,
        )
