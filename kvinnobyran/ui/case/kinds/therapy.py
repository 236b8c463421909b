"""Terapi: nothing beside its sessions and their effect."""

from kvinnobyran.domain.kinds.therapy import THERAPY
from kvinnobyran.ui.case.kinds.screen import KindScreen
from kvinnobyran.ui.kit.icons import Icon

SCREEN = KindScreen(kind=THERAPY, icon=Icon.SUPPORT)
