"""Questions about one placement and those who live there with her."""

from dataclasses import dataclass
from datetime import date

from kvinnobyran.domain.person import Person
from kvinnobyran.domain.placement import Placement
from kvinnobyran.domain.placement_rows import (
    Extension,
    HomeStep,
    PlacementChild,
    PlacementOffer,
    PlacementPet,
)
from kvinnobyran.store.reader import Reader


@dataclass(frozen=True, slots=True, kw_only=True)
class Household:
    """Who lives there with her. ``people`` are the children themselves, by their ids."""

    children: tuple[PlacementChild, ...] = ()
    people: tuple[Person, ...] = ()
    pets: tuple[PlacementPet, ...] = ()

    def person(self, child: PlacementChild) -> Person | None:
        """Return the child of a row."""
        return next((each for each in self.people if each.id == child.child_id), None)


def household(reader: Reader, placement_id: str) -> Household:
    """Return who lives there with her."""
    return Household(
        children=tuple(children_of(reader, placement_id)),
        people=tuple(
            reader.all(
                Person,
                "SELECT p.* FROM person AS p JOIN placement_child AS k ON k.child_id = p.id"
                " WHERE k.placement_id = ? ORDER BY p.id",
                (placement_id,),
            )
        ),
        pets=tuple(pets_of(reader, placement_id)),
    )


def children_of(reader: Reader, placement_id: str) -> list[PlacementChild]:
    """Return the children's rows of a placement."""
    return reader.all(
        PlacementChild,
        "SELECT * FROM placement_child WHERE placement_id = ? ORDER BY id",
        (placement_id,),
    )


def pets_of(reader: Reader, placement_id: str) -> list[PlacementPet]:
    """Return the animals of a placement."""
    return reader.all(
        PlacementPet,
        "SELECT * FROM placement_pet WHERE placement_id = ? ORDER BY species, rowid",
        (placement_id,),
    )


def offers_of(reader: Reader, placement_id: str) -> list[PlacementOffer]:
    """Return the offers that a placement with children makes (B7)."""
    return reader.all(
        PlacementOffer,
        "SELECT * FROM placement_offer WHERE placement_id = ? ORDER BY kind, rowid",
        (placement_id,),
    )


def extensions_of(reader: Reader, placement_id: str) -> list[Extension]:
    """Return how a stay was extended, the oldest first."""
    return reader.all(
        Extension,
        "SELECT * FROM placement_extension WHERE placement_id = ? ORDER BY until, rowid",
        (placement_id,),
    )


def home_steps_of(reader: Reader, placement_id: str) -> list[HomeStep]:
    """Return the plan towards a home that lasts."""
    return reader.all(
        HomeStep,
        "SELECT * FROM home_step WHERE placement_id = ? ORDER BY due_on, words, rowid",
        (placement_id,),
    )


def active_of_person(reader: Reader, person_id: str) -> list[Placement]:
    """Return where a woman or a child lives, or will, by decision (B5)."""
    return reader.all(
        Placement,
        "SELECT * FROM placement WHERE state IN ('decided', 'moved_in', 'extended', 'discharge')"
        " AND (case_id IN (SELECT id FROM support_case WHERE person_id = :person) OR id IN"
        " (SELECT placement_id FROM placement_child WHERE child_id = :person"
        " AND moves_out IS NULL)) ORDER BY requested_on, rowid",
        {"person": person_id},
    )


def residents(reader: Reader, apartment_id: str, on: date) -> list[Placement]:
    """Return who lives in an apartment on a day."""
    return reader.all(
        Placement,
        "SELECT * FROM placement WHERE apartment_id = :apartment AND moved_in <= :on"
        " AND (moved_out IS NULL OR moved_out > :on) ORDER BY moved_in, rowid",
        {"apartment": apartment_id, "on": on.isoformat()},
    )
