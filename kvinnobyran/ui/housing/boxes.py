"""Fields that offer what the apartments are right now; each asks when it is made."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtWidgets import QWidget

from kvinnobyran.domain.apartment import Apartment
from kvinnobyran.domain.dates import long_label
from kvinnobyran.domain.reservation import Reservation
from kvinnobyran.store.apartments import apartments
from kvinnobyran.store.free import Proposal, proposals
from kvinnobyran.ui.kit.desk import Desk
from kvinnobyran.ui.kit.editors import CodeBox, Option


class _Asked(CodeBox):
    """A list that comes a moment after the field: what was set meanwhile is kept for it."""

    def __init__(self, nothing: str, parent: QWidget | None = None) -> None:
        self._wanted: Any = None
        self._came_yet = False
        super().__init__([], nothing=nothing, parent=parent)
        self.activated.connect(lambda _: self._forget())

    def value(self) -> Any:  # noqa: ANN401 - as every list's
        return super().value() if self._came_yet else self._wanted

    def set_value(self, value: Any) -> None:  # noqa: ANN401 - as every list's
        self._wanted = value
        if self._came_yet or value is None:
            super().set_value(value)

    def restore(self, draft: str | None) -> None:
        if self._came_yet:
            super().restore(draft)
        else:
            self._wanted = draft

    def offer(self, found: Sequence[Option]) -> None:
        """Offer what came, and choose what was wanted."""
        wanted, self._came_yet = self._wanted, True
        self.set_options(found)
        offered = next((each.value for each in found if str(each.value) == str(wanted)), None)
        if offered is not None:
            super().set_value(offered)

    def _forget(self) -> None:
        self._wanted = None


class ApartmentBox(_Asked):
    """One of the apartments by its code. The value is its id, or None."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__("Ingen vald", parent)
        desk.ask(apartments, then=self._came, owner=self)

    def _came(self, found: list[Apartment]) -> None:
        self.offer([Option(each.id, each.code, _about(each)) for each in found])


class ProposalBox(_Asked):
    """A way out of a conflict. The value is a :class:`Proposal`, or None (B2)."""

    def __init__(self, desk: Desk, reservation: Reservation, parent: QWidget | None = None) -> None:
        super().__init__("Välj ett förslag", parent)
        desk.ask(proposals, reservation, desk.today, then=self._found, owner=self)

    def draft(self) -> str | None:
        """Keep nothing: what is free may be another thing when the draft comes back."""
        return None

    def _found(self, found: list[Proposal]) -> None:
        self.offer([Option(each, proposal_words(each)) for each in found])


def proposal_words(proposal: Proposal) -> str:
    """Say a way out: the apartment's code and from when, never where it lies (S1)."""
    if proposal.same_days:
        return f"{proposal.apartment}, samma dagar"
    return f"{proposal.apartment}, tidigast {long_label(proposal.first)}"


def _about(apartment: Apartment) -> str:
    room = f"{apartment.adults} vuxna och {apartment.children} barn"
    return f"{room}, {'djur går bra' if apartment.pets else 'inga djur'}"
