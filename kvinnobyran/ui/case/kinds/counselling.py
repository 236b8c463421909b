"""Kuratorssamtal: nothing beside its sessions and their effect."""

from kvinnobyran.domain.kinds.counselling import COUNSELLING
from kvinnobyran.ui.case.kinds.screen import KindScreen
from kvinnobyran.ui.kit.icons import Icon

SCREEN = KindScreen(kind=COUNSELLING, icon=Icon.SUPPORT)
