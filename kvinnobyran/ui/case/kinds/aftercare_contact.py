"""Eftervårdskontakt: nothing beside its contacts."""

from kvinnobyran.domain.kinds.aftercare_contact import AFTERCARE_CONTACT
from kvinnobyran.ui.case.kinds.screen import KindScreen
from kvinnobyran.ui.kit.icons import Icon

SCREEN = KindScreen(kind=AFTERCARE_CONTACT, icon=Icon.HISTORY)
