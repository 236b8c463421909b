"""Other practical tasks by need: a move, a form, a lock that has to be changed (A8)."""

from kvinnobyran.domain.kinds.cycle import WITHOUT_AFTERCARE
from kvinnobyran.domain.kinds.kind import Asks, InterventionKind
from kvinnobyran.domain.session import Theme

PRACTICAL_SUPPORT = InterventionKind(
    value="practical_support",
    label="Praktiskt stöd",
    about="Praktisk hjälp: en flytt, en blankett, ett lås som ska bytas.",
    meeting="Tillfälle",
    new_meeting="Nytt tillfälle",
    the_meeting="tillfället",
    meetings="tillfällen",
    saved="Tillfället är sparat",
    asks=frozenset({Asks.FORM, Asks.INTERPRETER, Asks.THEMES, Asks.CHILDREN}),
    themes=(Theme.ECONOMY, Theme.HOUSING, Theme.SAFETY, Theme.CHILDREN),
    cycle=WITHOUT_AFTERCARE,
)
