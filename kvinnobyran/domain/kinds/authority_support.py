"""Support in contacts with authorities: Socialtjänst, Familjerätt, Regionen and others (A8).

Its matters and contacts are records of their own (``domain/authority.py``); a session here is
a meeting one went to, or prepared together.
"""

from kvinnobyran.domain.kinds.kind import Asks, InterventionKind, Method
from kvinnobyran.domain.session import Theme

ACCOMPANYING = Method("accompanying", "Följer med på möten")
ADVOCATE = Method("advocate", "Ombud")
ADVICE = Method("advice", "Råd och förberedelse")

AUTHORITY_SUPPORT = InterventionKind(
    value="authority_support",
    label="Myndighetsstöd",
    about="Stöd i kontakter med myndigheter: förbereda, följa med, följa upp.",
    meeting="Möte",
    new_meeting="Nytt möte",
    the_meeting="mötet",
    meetings="möten",
    saved="Mötet är sparat",
    methods=(ACCOMPANYING, ADVOCATE, ADVICE),
    asks=frozenset({Asks.FORM, Asks.INTERPRETER, Asks.THEMES, Asks.CHILDREN}),
    themes=(Theme.LEGAL, Theme.CUSTODY, Theme.CHILDREN, Theme.ECONOMY, Theme.HOUSING, Theme.SAFETY),
)
