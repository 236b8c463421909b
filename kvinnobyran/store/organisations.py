"""Questions about the register of organisations and whom to ask for there (domain.md 3.1)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import chain

from kvinnobyran.domain.organisation import ContactPerson, Organisation
from kvinnobyran.store.reader import Reader


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """An organisation in use, with those to ask for there: what is offered while typing."""

    organisation: Organisation
    persons: tuple[ContactPerson, ...] = ()

    @property
    def asked_for(self) -> tuple[str, ...]:
        """Return those to ask for, in words."""
        return tuple(
            ", ".join(part for part in (person.name, person.role) if part)
            for person in self.persons
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Name:
    name: str


def organisations(reader: Reader, *, today: date, retired: bool = False) -> list[Known]:
    """Return the register in the order of names; with ``retired`` those out of use as well."""
    rows = reader.all(
        Organisation,
        "SELECT * FROM organisation WHERE ?2 OR retired_on IS NULL OR retired_on > ?1"
        " ORDER BY name COLLATE NOCASE, rowid",
        (today.isoformat(), int(retired)),
    )
    persons: dict[str, list[ContactPerson]] = {}
    for person in reader.all(
        ContactPerson,
        "SELECT * FROM contact_person WHERE ?2 OR retired_on IS NULL OR retired_on > ?1"
        " ORDER BY name COLLATE NOCASE, role, rowid",
        (today.isoformat(), int(retired)),
    ):
        persons.setdefault(person.organisation_id, []).append(person)
    return [Known(organisation=row, persons=tuple(persons.get(row.id, ()))) for row in rows]


def same_name(reader: Reader, organisation: Organisation) -> bool:
    """Tell whether another organisation in use has the name, whatever its capitals."""
    names = reader.all(
        _Name,
        "SELECT name FROM organisation WHERE id <> ? AND retired_on IS NULL",
        (organisation.id,),
    )
    wanted = organisation.name.strip().casefold()
    return any(each.name.strip().casefold() == wanted for each in names)


def names(known: Iterable[Known]) -> tuple[str, ...]:
    """Return the names of a register, as a field offers them."""
    return tuple(each.organisation.name for each in known)


def to_ask_for(known: Iterable[Known]) -> tuple[str, ...]:
    """Return everybody one can ask for, whatever the organisation."""
    return tuple(dict.fromkeys(chain.from_iterable(each.asked_for for each in known)))
