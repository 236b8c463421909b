"""The list is the registry of every kind of intervention (R5; decision 0013).

A new kind is a file here, a file of its screen in ``ui/case/kinds``, and a migration that
puts it into the table ``intervention_kind``; and a line in the two registries, this and
``ui.case.kinds.SCREENS``. Nothing else knows the kinds by name: statistics, next step, the
tables of reports, sheets, Idag, search and the demonstration all read this list.
"""

from typing import Final

from kvinnobyran.domain.kinds.aftercare_contact import AFTERCARE_CONTACT
from kvinnobyran.domain.kinds.authority_support import AUTHORITY_SUPPORT
from kvinnobyran.domain.kinds.counselling import COUNSELLING
from kvinnobyran.domain.kinds.kind import InterventionKind
from kvinnobyran.domain.kinds.practical_support import PRACTICAL_SUPPORT
from kvinnobyran.domain.kinds.therapy import THERAPY

KINDS: Final[tuple[InterventionKind, ...]] = (
    COUNSELLING,
    THERAPY,
    AUTHORITY_SUPPORT,
    PRACTICAL_SUPPORT,
    AFTERCARE_CONTACT,
)
"""In the order they are offered and counted. Ask for it as ``kinds.KINDS``, where it is used."""
