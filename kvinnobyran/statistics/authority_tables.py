"""Tables of authority support: which authorities, how often, and whether we were there (A8)."""

from collections.abc import Iterator
from typing import Final

from kvinnobyran.domain.organisation import AuthorityKind
from kvinnobyran.statistics.tables import Category, Dimension, Table
from kvinnobyran.statistics.tally import Mark, categories, cells, ones
from kvinnobyran.store.authorities import KindRow

_KINDS: Final = Dimension(id="authority", label="Myndighet", categories=categories(AuthorityKind))
_PRESENCE: Final = Dimension(
    id="presence",
    label="Vår närvaro",
    categories=(
        Category("attended", "Vi var med på mötet"),
        Category("other", "Annan kontakt"),
    ),
    total_label="Kontakter",
)
WOMENS: Final = Dimension(
    id="authority",
    label="Myndighet",
    categories=categories(AuthorityKind),
    total_label="Kvinnor med myndighetsstöd",
    multiple=True,
    covering=True,
)


def contacts(found: list[KindRow]) -> Table:
    """Count held contacts per kind of authority, and those meetings we attended."""
    return Table(
        id="authority_contacts",
        title="Myndighetsstöd per myndighet",
        counts="authority_contacts",
        unit="kontakter",
        persons=False,
        dimensions=(_KINDS, _PRESENCE),
        cells=cells((_KINDS, _PRESENCE), _contacts(found)),
        definition="Genomförda kontakter med myndigheter i perioden, i frågor som hör till ett "
        "ärende. Planerade kontakter och sådana som inte blev av räknas inte.",
    )


def women(found: list[KindRow]) -> Table:
    """Count the women behind the contacts: those known by name or alias."""
    kinds: dict[str, set[str]] = {}
    for row in found:
        if row.known:
            kinds.setdefault(row.person_id, set()).add(row.kind.value)
    return Table(
        id="authority_women",
        title="Kvinnor med myndighetsstöd",
        # Not among the unique women of the report: she may have had no talk in the period.
        counts="authority_women",
        unit="kvinnor",
        dimensions=(WOMENS,),
        cells=cells((WOMENS,), ones({"authority": frozenset(each)} for each in kinds.values())),
        note="En kvinna kan ha fått stöd mot flera myndigheter. Raderna kan inte läggas ihop.",
        definition="Kvinnor med minst en genomförd kontakt med en myndighet i perioden.",
    )


def _contacts(found: list[KindRow]) -> Iterator[tuple[Mark, int]]:
    """Weigh each woman's contacts with a kind by how many there were."""
    for row in found:
        kind = row.kind.value
        yield {"authority": kind, "presence": "attended"}, row.attended
        yield {"authority": kind, "presence": "other"}, row.contacts - row.attended
