"""People and the ways to reach them."""

from dataclasses import replace

from kvinnobyran.domain.faults import stopp
from kvinnobyran.domain.person import (
    ContactSafety,
    ContactWay,
    Person,
    contact_gate,
    contact_way_faults,
    person_faults,
)
from kvinnobyran.flows.work import NO_REASONS, Reasons, Work, put, require, settle


def save_person(work: Work, person: Person, *, expect: int | None = None) -> Person:
    """Add a person or change one. ``expect`` is the journal's head when she was read."""
    settle(person_faults(person, today=work.today))
    with work.step("Personuppgifter") as tx:
        put(tx, person, expect=expect)
    return person


def save_contact_way(work: Work, way: ContactWay, *, expect: int | None = None) -> ContactWay:
    """Add or change a way of contact. Marking it safe confirms it today (S2)."""
    if way.safety not in {ContactSafety.NOT_CONFIRMED, ContactSafety.FORBIDDEN}:
        way = replace(way, confirmed_on=way.confirmed_on or work.today)
    settle(contact_way_faults(way, today=work.today))
    with work.step("Kontaktväg") as tx:
        put(tx, way, expect=expect)
    return way


def remove_contact_way(work: Work, way: ContactWay) -> None:
    """Take a way of contact away; undo brings it back."""
    with work.step("Ta bort kontaktväg") as tx:
        tx.delete(way)


def confirm_safe(work: Work, way: ContactWay) -> ContactWay:
    """Note that she confirmed today that the way is safe (S2).

    One that was never confirmed becomes safe by it; one that must not be used stays so, and
    the confirmation is refused: that is changed by somebody who sees it.
    """
    require(
        way.safety is not ContactSafety.FORBIDDEN,
        lambda: stopp(
            "safety",
            "Kontaktvägen får inte användas. Ändra den först om det har blivit säkert.",
            "domain.md S2",
        ),
    )
    if way.safety is ContactSafety.NOT_CONFIRMED:
        way = replace(way, safety=ContactSafety.SAFE)
    return save_contact_way(work, replace(way, confirmed_on=work.today))


def use_contact_way(work: Work, way: ContactWay, reasons: Reasons = NO_REASONS) -> ContactWay:
    """Pass the gate before calling or writing (S2); the log keeps that it was used."""
    settle(contact_gate(way, today=work.today), reasons)
    with work.step("Använd kontaktväg", reasons) as tx:
        tx.log("contact", table="contact_way", record=way.id)
    return way
