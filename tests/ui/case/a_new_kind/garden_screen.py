"""The second of three files: what it shows beside what all kinds show."""

from kvinnobyran.ui.case.kinds.screen import KindScreen
from kvinnobyran.ui.kit.label import Label
from tests.ui.case.a_new_kind.garden import GARDEN

SCREEN = KindScreen(
    kind=GARDEN, cards=lambda room, dossier, intervention: [Label("Vattna bönorna")]
)
