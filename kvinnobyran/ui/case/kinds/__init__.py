"""The list is the registry of the kinds' screens: a new kind is one line here (decision 0013)."""

from typing import Final

from kvinnobyran.domain.intervention import InterventionKind
from kvinnobyran.ui.case.kinds import (
    aftercare_contact,
    authority_support,
    counselling,
    practical_support,
    therapy,
)
from kvinnobyran.ui.case.kinds.screen import KindScreen

SCREENS: Final[tuple[KindScreen, ...]] = (
    counselling.SCREEN,
    therapy.SCREEN,
    authority_support.SCREEN,
    practical_support.SCREEN,
    aftercare_contact.SCREEN,
)
"""In the order of ``domain.kinds.KINDS``; a test holds one against the other."""


def screen_of(kind: InterventionKind) -> KindScreen:
    """Return the screen of a kind. Raises :class:`LookupError` when its line is missing."""
    for screen in SCREENS:
        if screen.kind is kind:
            return screen
    message = "a kind of intervention without a screen"
    raise LookupError(message)
