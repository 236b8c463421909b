"""What the parts of a group's page may do, and the usual ways of making a sheet."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from kvinnobyran.domain.ids import new_id
from kvinnobyran.domain.trouble import Refused, Trouble
from kvinnobyran.flows.drafts import Draft
from kvinnobyran.store.groups import GroupView
from kvinnobyran.ui.case.around import known, shown
from kvinnobyran.ui.kit.desk import Desk
from kvinnobyran.ui.kit.form import Field, Row, Section
from kvinnobyran.ui.kit.sheet import Entered, Landing, Saving, Sheet
from kvinnobyran.ui.navigator import Navigator

Fields = Sequence[Field | Row | Section]
Complete = Callable[[dict[str, Any]], Mapping[str, Any]]


class GroupRoom:
    """The open group, as its parts know it. ``edit`` puts a sheet on top of the tabs."""

    def __init__(
        self, desk: Desk, navigator: Navigator, *, edit: Callable[[Sheet], object]
    ) -> None:
        self.desk = desk
        self.navigator = navigator
        self.edit = edit
        self.found: GroupView | None = None
        self.drafts: list[Draft] = []

    @property
    def view(self) -> GroupView:
        """Return the group. Raises :class:`LookupError` before it is read."""
        if self.found is None:
            message = "no group is open"
            raise LookupError(message)
        return self.found

    def run(self, flow: Any, *args: object, said: str, **kwargs: object) -> None:  # noqa: ANN401 - any flow
        """Run a flow that needs no sheet, and say in passing what was done."""
        self.desk.do(
            flow,
            *args,
            then=lambda _: self.navigator.toast(said, undo=True),
            otherwise=self.refused,
            **kwargs,
        )

    def refused(self, trouble: Trouble) -> None:
        """Say why not: without a sheet there is no field to say it beside."""
        if isinstance(trouble, Refused):
            self.navigator.toast(" ".join(fault.sentence for fault in trouble.faults))
        else:
            self.desk.take(trouble)

    def new_id(self, kind: str) -> str:
        """Return the id of a new record: that of a half written one of this group, if any."""
        group = self.view.group.id
        return next((each.record for each in self.drafts if _is_of(each, kind, group)), new_id())

    def sheet(
        self,
        title: str,
        fields: Fields,
        *,
        kind: str,
        record: str,
        saving: Saving,
        lead: str = "",
    ) -> Sheet:
        """Return a sheet whose draft finds its way back to this group."""
        return Sheet(
            self.desk,
            title,
            fields,
            kind=kind,
            record=record,
            savings=[saving],
            lead=lead,
            belongs_to={"group": self.view.group.id},
        )


def saving(
    desk: Desk,
    text: str,
    flow: Any,  # noqa: ANN401 - any flow
    record: Any,  # noqa: ANN401 - any of the records
    *,
    said: str,
    head: int | None = None,
    reasoned: bool = False,
    complete: Complete = dict,
) -> Saving:
    """Return the usual way of saving: the record with what was entered, through its flow.

    ``head`` is the journal's when the record was read, None for a new one. ``complete`` makes
    of the values what the record holds.
    """

    def submit(entered: Entered, landing: Landing) -> None:
        values = known(record, complete(dict(entered.values)))
        extra = {"reasons": entered.reasons} if reasoned else {}
        desk.do(
            flow,
            replace(record, **values),
            expect=None if entered.knowing else head,
            then=landing.then,
            otherwise=landing.otherwise,
            **extra,
        )

    return Saving(text=text, submit=submit, said=said)


def lines(text: str) -> tuple[str, ...]:
    """Return the lines of a text that say something."""
    return tuple(line.strip() for line in text.splitlines() if line.strip())


def _is_of(draft: Draft, kind: str, group: str) -> bool:
    return draft.kind == kind and draft.body.get("group") == group


__all__ = ["Complete", "Fields", "GroupRoom", "lines", "saving", "shown"]
