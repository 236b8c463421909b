"""What the flows of a placement look up before the rules of domain/placement_rules.py answer."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from kvinnobyran.domain.apartment import Apartment
from kvinnobyran.domain.case import Case
from kvinnobyran.domain.dates import long_label
from kvinnobyran.domain.faults import Fault, stopp
from kvinnobyran.domain.placement import Placement, collide
from kvinnobyran.domain.placement_rules import Guest, Ivo, Neighbour, fit_faults
from kvinnobyran.domain.reservation import HOLDING, Reservation, has_expired
from kvinnobyran.domain.settings import IVO_HEADS, IVO_MODE
from kvinnobyran.domain.span import Span
from kvinnobyran.flows.work import Work
from kvinnobyran.store import apartments as stored
from kvinnobyran.store.office import setting
from kvinnobyran.store.placements import Household, active_of_person, household, pets_of
from kvinnobyran.store.reader import Reader


def ivo(reader: Reader) -> Ivo:
    """Return whether the rules of a permitted home are on, and who decides then."""
    names = setting(reader, IVO_HEADS).split(",")
    return Ivo(
        on=setting(reader, IVO_MODE) == "1",
        heads=frozenset(name.strip().casefold() for name in names if name.strip()),
    )


def busy_faults(
    work: Work, placement: Placement, *, field: str = "planned_in", own: str = ""
) -> list[Fault]:
    """Return what stands in the way of a stay in its apartment: B1, closures, reservations.

    ``own`` is the reservation that the stay comes from; one of the same case counts as hers.
    """
    reader, span = work.database, placement.span
    if placement.apartment_id is None or span is None:
        return []
    faults: list[Fault] = []
    for other in stored.placements_in(reader, placement.apartment_id):
        if collide(placement, other):
            faults.append(_taken(field, other, span))
            break
    for closure in stored.closures_of(reader, placement.apartment_id):
        if closure.span.overlaps(span):
            until = f" till {long_label(closure.until)}" if closure.until else ""
            faults.append(
                stopp(field, f"Lägenheten är spärrad de dagarna{until}.", "domain.md B10")
            )
            break
    if any(each.id != own for each in held(reader, placement, span, work.today)):
        faults.append(
            stopp(
                field,
                "Lägenheten är reserverad för någon annan de dagarna.",
                "domain.md B2",
            )
        )
    return faults


def held(reader: Reader, placement: Placement, span: Span, today: date) -> list[Reservation]:
    """Return the reservations of others that hold the apartment on some night of a span."""
    if placement.apartment_id is None:
        return []
    return [
        each
        for each in stored.reservations_in(reader, placement.apartment_id)
        if each.state in HOLDING
        and not has_expired(each, today)
        and each.span.overlaps(span)
        and each.placement_id != placement.id
        and each.case_id != placement.case_id
    ]


def _taken(field: str, other: Placement, span: Span) -> Fault:
    """Say until when somebody else lives there, or from when."""
    there = other.span
    sentence = "Där bor någon annan de nätterna."
    if there is not None and there.first <= span.first:
        if there.until is not None and there.until > span.first:
            sentence = f"Där bor någon annan till {long_label(there.until)}. Börja den dagen."
        elif other.moved_out is None:
            sentence = "Den som bor där har inte flyttat ut än."
    elif there is not None:
        sentence = f"Någon annan flyttar in {long_label(there.first)}. Sluta senast den dagen."
    return stopp(field, sentence, "domain.md B1")


def one_home_faults(work: Work, placement: Placement, children: Collection[str]) -> list[Fault]:
    """Hold that a woman and a child live in one place at a time (B5)."""
    case = work.database.get(Case, placement.case_id)
    people = [*([case.person_id] if case else []), *children]
    for number, person in enumerate(people):
        others = active_of_person(work.database, person)
        if any(each.id != placement.id for each in others):
            who = "Hon har" if number == 0 and case else "Ett av barnen har"
            return [stopp("case_id", f"{who} redan en pågående placering.", "domain.md B5")]
    return []


@dataclass(frozen=True, slots=True)
class _Between:
    """The neighbours in time of a stay."""

    before: Neighbour
    after: Neighbour


def suits(work: Work, placement: Placement, home: Household | None = None) -> list[Fault]:
    """Return the warnings about who fits where (B6)."""
    reader, span = work.database, placement.span
    apartment = reader.get(Apartment, placement.apartment_id) if placement.apartment_id else None
    if apartment is None:
        return []
    home = home or household(reader, placement.id)
    guests = tuple(
        Guest(birth=each.birth, gender=each.gender)
        for row in home.children
        if (each := home.person(row)) is not None
    )
    between = _neighbours(reader, placement, span) if span else _Between(Neighbour(), Neighbour())
    return list(
        fit_faults(
            placement, apartment, guests, home.pets, before=between.before, after=between.after
        )
    )


def _neighbours(reader: Reader, placement: Placement, span: Span) -> _Between:
    """Look at who lived there before, and who comes next, by placement or reservation."""
    apartment = placement.apartment_id or ""
    others = [
        (there, each)
        for each in stored.placements_in(reader, apartment)
        if each.id != placement.id and (there := each.span) is not None
    ]
    before = [(there, each) for there, each in others if there.end <= span.first]
    after: list[tuple[date, bool]] = [
        (there.first, each.fur_allergy) for there, each in others if there.first >= span.end
    ]
    after += [
        (each.first, each.fur_allergy)
        for each in stored.reservations_in(reader, apartment)
        if each.first >= span.end and each.case_id != placement.case_id
    ]
    last = max(before, key=lambda found: found[0].end) if before else None
    cleaned = last is not None and any(
        last[0].end <= each.first and each.span.end <= span.first
        for each in stored.closures_of(reader, apartment)
    )
    return _Between(
        Neighbour(
            furred=last is not None and any(pet.furred for pet in pets_of(reader, last[1].id)),
            cleaned_between=cleaned,
        ),
        Neighbour(allergy=min(after)[1] if after else False),
    )
