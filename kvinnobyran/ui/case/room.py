"""What every part may do in the open case."""

from collections.abc import Callable, Mapping
from typing import Any

from kvinnobyran.domain.trouble import Refused, Trouble
from kvinnobyran.flows.drafts import Draft
from kvinnobyran.store.dossier import Dossier
from kvinnobyran.ui.case.around import Around
from kvinnobyran.ui.case.moment import Moment
from kvinnobyran.ui.kit.desk import Desk
from kvinnobyran.ui.kit.sheet import Sheet
from kvinnobyran.ui.navigator import Navigator


class Room:
    """The open case, as its parts know it.

    ``edit`` puts a sheet on top of the tabs. ``open`` does that with the sheet of a kind that
    any part has: of the record with an id, or of a new one. ``find`` opens what an id stands
    for. ``show_tab`` shows a tab by its key, and there the record that is ``sought``.
    ``moments`` are those of all parts, newest first.
    """

    def __init__(
        self,
        desk: Desk,
        navigator: Navigator,
        *,
        edit: Callable[[Sheet], object],
        open_sheet: Callable[..., object],
        find: Callable[[str], object],
        show_tab: Callable[..., object],
        moments: Callable[[Dossier], list[Moment]],
    ) -> None:
        self.desk = desk
        self.navigator = navigator
        self.edit = edit
        self.open = open_sheet
        self.find = find
        self.show_tab = show_tab
        self.moments = moments
        self.dossier: Dossier | None = None
        """The case as it was read last; the page keeps it."""
        self.sought = ""
        """The id of the record that a tab is shown for; its part puts the cursor there."""
        self.kept: dict[str, str] = {}
        """What was chosen on a tab (a filter, say), by its part's own key: it outlives a change."""
        self.drafts: Mapping[str, Draft] = {}
        """What is half written, by the record it is about, as known when a sheet comes back."""

    @property
    def around(self) -> Around:
        """Return what a sheet knows. Raises :class:`LookupError` before the case is read."""
        if self.dossier is None:
            message = "no case is open"
            raise LookupError(message)
        return Around(self.desk, self.dossier)

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
