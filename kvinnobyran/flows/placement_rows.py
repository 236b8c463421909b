"""Who lives there with her, what was offered, and the steps towards a home (B5-B7, A15)."""

from dataclasses import replace
from datetime import date

from kvinnobyran.domain.case import Case
from kvinnobyran.domain.faults import Fault, stopp
from kvinnobyran.domain.placement import ACTIVE, OCCUPYING, Placement
from kvinnobyran.domain.placement_reminders import offers
from kvinnobyran.domain.placement_rows import (
    HomeStep,
    OfferAnswer,
    PlacementChild,
    PlacementOffer,
    PlacementPet,
)
from kvinnobyran.domain.placement_rules import child_faults
from kvinnobyran.domain.trouble import Refused
from kvinnobyran.flows.placement_checks import suits
from kvinnobyran.flows.placements import follow
from kvinnobyran.flows.work import NO_REASONS, Reasons, Work, put, settle
from kvinnobyran.store.placements import active_of_person, household, offers_of


def save_child(
    work: Work,
    child: PlacementChild,
    *,
    reasons: Reasons = NO_REASONS,
    expect: int | None = None,
) -> PlacementChild:
    """Let a child live there with her, or change its days, its ground or its own person."""
    placement = _placement(work, child.placement_id)
    case = work.database.get(Case, placement.case_id)
    faults: list[Fault] = [*child_faults(child, placement)]
    if case is not None and case.person_id == child.child_id:
        faults.append(stopp("child_id", "Välj ett av barnen i ärendet.", "domain.md B5"))
    home = household(work.database, placement.id)
    if any(each.child_id == child.child_id and each.id != child.id for each in home.children):
        faults.append(stopp("child_id", "Barnet finns redan i placeringen.", "domain.md B5"))
    if placement.state in ACTIVE:
        faults += _elsewhere_faults(work, placement, child)
    settle(faults, reasons)
    with work.step("Barn i placeringen", reasons) as tx:
        put(tx, child, expect=expect)
        if placement.moved_in is not None and placement.moved_out is None:
            known = {each.kind for each in offers_of(tx, placement.id)}
            now = household(tx, placement.id)
            births = [each.birth if each else None for each in map(now.person, now.children)]
            for offer in offers(placement.id, births, child.moves_in or placement.moved_in):
                if offer.kind not in known:
                    tx.insert(offer)
        follow(work, tx, placement)
    return child


def remove_child(work: Work, child: PlacementChild) -> None:
    """Take away a child that was written in by mistake; one that has left gets its day."""
    placement = _placement(work, child.placement_id)
    with work.step("Ta bort barnet ur placeringen") as tx:
        tx.delete(child)
        follow(work, tx, placement)


def save_pet(
    work: Work,
    pet: PlacementPet,
    *,
    reasons: Reasons = NO_REASONS,
    expect: int | None = None,
) -> PlacementPet:
    """Let an animal come along; the apartment and the next guest are looked at (B6)."""
    placement = _placement(work, pet.placement_id)
    faults: list[Fault] = []
    if not pet.species.strip():
        faults.append(stopp("species", "Skriv vilket djur det är.", "domain.md 3.1"))
    if pet.number < 1:
        faults.append(stopp("number", "Skriv hur många djur det är.", "domain.md 3.1"))
    home = household(work.database, placement.id)
    others = tuple(each for each in home.pets if each.id != pet.id)
    if placement.state in OCCUPYING:
        warned = suits(work, placement, replace(home, pets=(*others, pet)))
        faults += [fault for fault in warned if fault.field == "pets"]
    settle(faults, reasons)
    with work.step("Djur i placeringen", reasons) as tx:
        put(tx, pet, expect=expect)
    return pet


def remove_pet(work: Work, pet: PlacementPet) -> None:
    """Take an animal away."""
    with work.step("Ta bort djuret") as tx:
        tx.delete(pet)


def answer_offer(
    work: Work,
    offer: PlacementOffer,
    answer: OfferAnswer,
    *,
    on: date,
    reason: str = "",
) -> PlacementOffer:
    """Write down what came of an offer; "ej aktuellt" wants its reason (B7)."""
    placement = _placement(work, offer.placement_id)
    faults: list[Fault] = []
    if answer is OfferAnswer.NOT_RELEVANT and not reason.strip():
        faults.append(stopp("reason", "Skriv varför det inte är aktuellt.", "domain.md B7"))
    if on > work.today:
        faults.append(stopp("answered_on", "Dagen ligger i framtiden.", "domain.md G7"))
    settle(faults)
    answered = replace(offer, answer=answer, answered_on=on, reason=reason)
    with work.step("Erbjudande") as tx:
        put(tx, answered)
        follow(work, tx, placement)
    return answered


def save_home_step(work: Work, step: HomeStep, *, expect: int | None = None) -> HomeStep:
    """Plan a step towards a home that lasts, or say that it is done (A15)."""
    placement = _placement(work, step.placement_id)
    faults: list[Fault] = []
    if not step.words.strip():
        faults.append(stopp("words", "Skriv vad som ska göras.", "domain.md A15"))
    if step.done_on is not None and step.done_on > work.today:
        faults.append(stopp("done_on", "Dagen ligger i framtiden.", "domain.md G7"))
    settle(faults)
    with work.step("Boendeplan") as tx:
        put(tx, step, expect=expect)
        follow(work, tx, placement)
    return step


def remove_home_step(work: Work, step: HomeStep) -> None:
    """Take a step away that nobody needs."""
    with work.step("Ta bort steget") as tx:
        tx.delete(step)


def _elsewhere_faults(work: Work, placement: Placement, child: PlacementChild) -> list[Fault]:
    others = active_of_person(work.database, child.child_id)
    if child.moves_out is None and any(each.id != placement.id for each in others):
        return [stopp("child_id", "Barnet har redan en pågående placering.", "domain.md B5")]
    return []


def _placement(work: Work, placement_id: str) -> Placement:
    placement = work.database.get(Placement, placement_id)
    if placement is None:
        raise Refused((stopp("placement_id", "Placeringen finns inte längre.", "domain.md 3.1"),))
    return placement
