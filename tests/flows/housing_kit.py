"""Apartments, placements and reservations for tests, each complete and obviously invented."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from kvinnobyran.domain.apartment import Apartment
from kvinnobyran.domain.case import Case
from kvinnobyran.domain.dates import PartialDate
from kvinnobyran.domain.ids import new_id
from kvinnobyran.domain.person import Gender, Person
from kvinnobyran.domain.placement import DischargeReason, Placement
from kvinnobyran.domain.placement_rows import PlacementChild, PlacementPet
from kvinnobyran.domain.relation import Relation
from kvinnobyran.domain.reservation import Reservation, ReservationState
from kvinnobyran.flows import apartments, discharge, placement_rows, placements, reservations
from kvinnobyran.store.database import Database
from tests.flows.conftest import Office


class Because(dict[str, str]):
    """A reason for every warning."""

    def get(self, key: str, default: str | None = None) -> str:  # type: ignore[override] # never None
        return f"{key}: prov"


BECAUSE = Because()


@dataclass
class Housing:
    """Two apartments in an office, and ways to fill them."""

    office: Office
    a: Apartment = field(init=False)
    b: Apartment = field(init=False)

    def __post_init__(self) -> None:
        self.a = self.apartment("Lägenhet A", adults=1, children=3)
        self.b = self.apartment("Lägenhet B", adults=1, children=3)

    @property
    def today(self) -> date:
        """The office's day."""
        return self.office.work.today

    def apartment(self, code: str, **values: object) -> Apartment:
        made = Apartment(id=new_id(), code=code, **values)  # type: ignore[arg-type] # the fields by name
        return apartments.save_apartment(self.office.work, made)

    def request(self, case: Case | None = None, **values: object) -> Placement:
        """Ask for a place for a woman; a new case unless one is given."""
        case = case or self.office.case(f"Påhittade {new_id()[:6]}")
        made = Placement(
            id=new_id(),
            case_id=case.id,
            requested_on=self.today,
            decision_reference="påhittad 2027-15",
            decision_on=self.today,
        )
        return placements.save_placement(self.office.work, replace(made, **values))  # type: ignore[arg-type] # the fields by name

    def decided(
        self,
        apartment: Apartment,
        first: date,
        until: date | None,
        case: Case | None = None,
        **values: object,
    ) -> Placement:
        """Decide that somebody is received."""
        asked = self.request(case, apartment_id=apartment.id, planned_in=first, planned_out=until)
        return self.enrolled(replace(asked, **values))  # type: ignore[arg-type] # the fields by name

    def enrolled(self, asked: Placement, *, reservation_id: str | None = None) -> Placement:
        work = self.office.work
        placements.begin_assessment(work, asked)
        return placements.enrol(
            work,
            replace(asked, enrolled_by="Greta", enrolled_on=self.today),
            reservation_id=reservation_id,
            reasons=BECAUSE,
        )

    def living(
        self, apartment: Apartment, until: date | None, case: Case | None = None
    ) -> Placement:
        """Let somebody move in today."""
        stay = self.decided(apartment, self.today, until, case)
        return placements.move_in(self.office.work, stay, self.today, reasons=BECAUSE)

    def leave(self, stay: Placement, *, aftercare: bool = False) -> Placement:
        """Let her move out today."""
        work = self.office.work
        going = discharge.decide_discharge(
            work,
            replace(
                stay,
                discharge_by="Greta",
                discharge_on=self.today,
                discharge_reason=DischargeReason.OWN_HOME,
            ),
        )
        return discharge.move_out(work, going, self.today, aftercare=aftercare)

    def reservation(
        self, apartment: Apartment, first: date, until: date | None, **values: object
    ) -> Reservation:
        """Hold an apartment preliminarily."""
        made = Reservation(
            id=new_id(),
            apartment_id=apartment.id,
            first=first,
            until=until,
            made_on=self.today,
            state=ReservationState.PRELIMINARY,
        )
        return reservations.save_reservation(self.office.work, replace(made, **values))  # type: ignore[arg-type] # the fields by name

    def confirmed(
        self, apartment: Apartment, first: date, until: date | None, **values: object
    ) -> Reservation:
        """Hold an apartment, confirmed."""
        held = self.reservation(apartment, first, until, **values)
        return reservations.confirm_reservation(self.office.work, held, by="Greta", on=self.today)

    def child(
        self, stay: Placement, born: str | None, *, boy: bool = False, **values: object
    ) -> PlacementChild:
        """Let a child live there with her."""
        made = self.born(stay, born, boy=boy)
        row = PlacementChild(id=new_id(), placement_id=stay.id, child_id=made.id)
        row = replace(row, **values)  # type: ignore[arg-type] # the fields by name
        return placement_rows.save_child(self.office.work, row, reasons=BECAUSE)

    def born(self, stay: Placement, born: str | None, *, boy: bool = False) -> Person:
        """Write down a child of hers."""
        child = Person(
            id=new_id(),
            alias="Påhittat barn",
            birth=PartialDate.from_stored(born) if born else None,
            gender=Gender.MALE if boy else Gender.FEMALE,
        )
        case = self.office.database.get(Case, stay.case_id)
        assert case is not None
        with self.office.work.step("Prov") as tx:
            tx.insert(child)
            tx.insert(Relation(id=new_id(), person_id=case.person_id, other_id=child.id))
        return child

    def pet(self, stay: Placement, species: str = "katt") -> PlacementPet:
        """Let an animal come along."""
        row = PlacementPet(id=new_id(), placement_id=stay.id, species=species)
        return placement_rows.save_pet(self.office.work, row, reasons=BECAUSE)

    def day(self, days: int) -> date:
        """Return the day so many days from today."""
        return self.today + timedelta(days=days)

    def again(self, record: object) -> object:
        """Read a record once more."""
        return self.office.database.get(type(record), record.id)  # type: ignore[attr-defined] # every record has one

    def tasks(self, rule: str) -> list[tuple[str, date]]:
        """Return the open tasks of a rule: what, and the day the rule asked for."""
        rows = self.office.database.wire.rows(
            "SELECT what, rule_due_on FROM task WHERE rule = ? AND state = 'open'"
            " ORDER BY rule_due_on, what",
            (rule,),
        )
        return [(str(what), date.fromisoformat(day)) for what, day in rows]


SWEPT = (
    "task",
    "incident",
    "reservation",
    "home_step",
    "placement_offer",
    "placement_extension",
    "placement_pet",
    "placement_child",
    "placement",
    "apartment_closure",
    "sealed_address",
    "apartment",
    "setting",
    "relation",
    "inquiry",
    "counsellor_change",
    "support_case",
    "person",
)


@contextmanager
def swept(database: Database) -> Iterator[Office]:
    """Lend a database out, and take away afterwards what was written in it.

    A new one costs more than most rules: the tables, the journal's triggers, the disk.
    """
    yield Office(database)
    connection = database.connection
    with connection.writing():
        for table in SWEPT:
            connection.change(f"DELETE FROM {table}")
    database.session.clear()
