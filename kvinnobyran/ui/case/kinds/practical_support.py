"""Praktiskt stöd: nothing beside its occasions."""

from kvinnobyran.domain.kinds.practical_support import PRACTICAL_SUPPORT
from kvinnobyran.ui.case.kinds.screen import KindScreen
from kvinnobyran.ui.kit.icons import Icon

SCREEN = KindScreen(kind=PRACTICAL_SUPPORT, icon=Icon.CHECK)
