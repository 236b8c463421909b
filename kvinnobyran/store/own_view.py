"""A case as she herself may see it (scenario 26, T9, D6)."""

from dataclasses import replace
from typing import Any

from kvinnobyran.domain.own_view import own_view
from kvinnobyran.store.dossier import Dossier


def hers(dossier: Dossier) -> Dossier:
    """Return the dossier without what must not be shown to her.

    Everything that prints the case for her or presents it to her starts from this one.
    """
    seen = own_view(each for each in dossier if each is not dossier.person)
    records: dict[type, tuple[Any, ...]] = {
        kind: tuple(each for each in seen if isinstance(each, kind)) for kind in dossier.records
    }
    return replace(dossier, records=records)
