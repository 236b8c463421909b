"""Myndighetsstöd: its matters and contacts have a card on the tab Kontakter."""

from kvinnobyran.domain.kinds.authority_support import AUTHORITY_SUPPORT
from kvinnobyran.ui.case.kinds.screen import KindScreen
from kvinnobyran.ui.kit.icons import Icon

SCREEN = KindScreen(kind=AUTHORITY_SUPPORT, icon=Icon.CASES)
