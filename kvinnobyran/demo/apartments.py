"""Two apartments and those who stayed in them, none of whom exists; no address is ever written."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Final

from kvinnobyran.demo.agenda import moment_of, workday
from kvinnobyran.demo.cast import COUNSELLOR
from kvinnobyran.demo.dice import Dice
from kvinnobyran.demo.stage import Stage
from kvinnobyran.domain.apartment import Apartment, Closure, ClosureKind
from kvinnobyran.domain.case import Case, CaseState
from kvinnobyran.domain.dates import add_months
from kvinnobyran.domain.ids import ids_from, new_id
from kvinnobyran.domain.incident import Incident, IncidentKind, Leak
from kvinnobyran.domain.placement import (
    LIVING,
    DischargeReason,
    MoveInCheck,
    MoveOutCheck,
    Placement,
    PlacementState,
    Placer,
    RefusalReason,
)
from kvinnobyran.domain.placement_rows import HomeStep, OfferAnswer, PlacementChild, PlacementPet
from kvinnobyran.domain.reservation import Reservation, ReservationState
from kvinnobyran.flows import (
    apartments,
    discharge,
    placement_rows,
    placements,
    reservations,
    stays,
)
from kvinnobyran.flows.work import Work
from kvinnobyran.store import kin
from kvinnobyran.store.apartments import placements_in
from kvinnobyran.store.cases import CaseRow, case_rows
from kvinnobyran.store.placements import active_of_person, offers_of

_S = PlacementState
_WEEK: Final = 7
_NEW: Final = 120
"""A woman is placed within so many days after her case was opened."""
_MOST_CHILDREN: Final = 3
_BECAUSE: Final = dict.fromkeys(
    ("adults", "pets", "fur_allergy", "children", "sons", "designated", "until", "decision"),
    "Vi löser det tillsammans med henne.",
)
_PLACERS: Final = {Placer.NEXUS: 75.0, Placer.OTHER: 15.0, Placer.NONE: 10.0}
_NO: Final = {RefusalReason.PROTECTION: 5.0, RefusalReason.OTHER_NEED: 3.0}
_WHERE: Final = {
    DischargeReason.OWN_HOME: 40.0,
    DischargeReason.MUNICIPAL_HOME: 25.0,
    DischargeReason.RELATIVES: 12.0,
    DischargeReason.OTHER_SHELTER: 10.0,
    DischargeReason.RETURNED: 8.0,
    DischargeReason.BROKE_OFF: 5.0,
}
_STEPS: Final = (
    "Anmäla henne till bostadskön",
    "Söka kommunalt kontrakt genom socialtjänsten",
    "Titta på lägenhet tillsammans",
    "Ordna hemförsäkring och el",
)
_PETS: Final = ("katt", "hund", "kanin")
_ANSWERS: Final = {
    OfferAnswer.YES: 45.0,
    OfferAnswer.LATER: 25.0,
    OfferAnswer.NO: 20.0,
    OfferAnswer.NOT_RELEVANT: 10.0,
}
Event = Callable[[datetime], None]


def begin(stage: Stage, dice: Dice, first: date) -> None:
    """Furnish two apartments, and look each week for somebody who needs one that is empty."""
    opening = moment_of(workday(first), 7, 35)

    def furnish(now: datetime) -> None:
        with ids_from(dice.new_id):
            for letter, alarm in (("A", True), ("B", False)):
                flat = Apartment(id=new_id(), code=f"Lägenhet {letter}", children=3, alarm=alarm)
                apartments.save_apartment(stage.work(COUNSELLOR, now), flat)
                _later(stage, dice, now, dice.between(3, 20), _Flat(stage, dice, flat).look)
            _later(stage, dice, now, 120, lambda then: _threatened(stage, then, flat))

    stage.agenda.at(opening, furnish)
    stage.agenda.at(moment_of(stage.until, 7, 50), lambda now: _the_last_day(stage, dice, now))


def _later(stage: Stage, dice: Dice, now: datetime, days: int, does: Event) -> None:
    """Let something happen so many days from now, with the room's own identifiers."""

    def happen(then: datetime) -> None:
        with ids_from(dice.new_id):
            does(then)

    day = workday(now.date() + timedelta(days=days))
    stage.agenda.at(moment_of(day, 15, dice.below(60)), happen)


class _Flat:
    """One apartment and what happens in it, one stay after the other."""

    def __init__(self, stage: Stage, dice: Dice, flat: Apartment) -> None:
        self.stage = stage
        self.dice = dice
        self.flat = flat
        self.stay: Placement | None = None

    def work(self, now: datetime) -> Work:
        """Return where the flows run."""
        return self.stage.work(COUNSELLOR, now)

    def at(self, now: datetime, days: int, does: Event) -> None:
        """Let something happen to this apartment later."""
        _later(self.stage, self.dice, now, days, does)

    def look(self, now: datetime) -> None:
        """Look for a woman who needs it; ask again next week if there is none."""
        found = [row for row in case_rows(self.stage.database) if self._fits(row, now.date())]
        if not found:
            self.at(now, _WEEK, self.look)
            return
        row = self.dice.one(sorted(found, key=lambda each: each.code))
        today = now.date()
        placer = self.dice.weighed(_PLACERS)
        comes = workday(today + timedelta(days=self.dice.between(2, 9)))
        asked = Placement(
            id=new_id(),
            case_id=row.id,
            apartment_id=self.flat.id,
            requested_on=today,
            placer=placer,
            placer_words="Påhittade socialtjänsten" if placer is Placer.OTHER else "",
            placer_contact="" if placer is Placer.NONE else "Påhittad handläggare, 018-000 00 00",
            decision_reference="" if placer is Placer.NONE else f"påhittad {today.year}-{row.code}",
            decision_on=None if placer is Placer.NONE else today,
            own_motive="Akut läge, ingen annan plats." if placer is Placer.NONE else "",
            board_considered=placer is Placer.NONE,
            cost_agreement="Utan kostnad, tills vidare." if placer is Placer.NONE else "",
            planned_in=comes,
            planned_out=comes + timedelta(days=self.dice.between(110, 200)),
            fur_allergy=self.dice.chance(0.1),
        )
        work = self.work(now)
        placements.save_placement(work, asked)
        placements.begin_assessment(work, asked)
        if self.dice.chance(0.12):
            placements.refuse(work, asked, self.dice.weighed(_NO), on=today)
            self.at(now, _WEEK, self.look)
            return
        self._household(work, asked, row)
        enrolled = replace(asked, enrolled_by=COUNSELLOR, enrolled_on=today)
        self.stay = placements.enrol(work, enrolled, reasons=_BECAUSE)
        self.at(now, (comes - today).days, self.move_in)

    def move_in(self, now: datetime) -> None:
        """Let her move in, and plan what follows."""
        stay = self._now()
        if stay is None or stay.state is not _S.DECIDED:
            return
        checks = frozenset(self.dice.each(dict.fromkeys(MoveInCheck, 0.85)))
        placements.move_in(self.work(now), stay, now.date(), checks=checks, reasons=_BECAUSE)
        days = (stay.planned_out - now.date()).days if stay.planned_out else 0
        self.at(now, self.dice.between(5, 25), self.offer)
        self.at(now, self.dice.between(14, 40), self.plan)
        if self.dice.chance(0.4) and days:
            self.at(now, days - 21, self.extend)
        else:
            self.at(now, max(days - 7, 1), self.discharge)

    def offer(self, now: datetime) -> None:
        """Make the offers that children call for."""
        stay = self._now()
        for each in offers_of(self.stage.database, stay.id) if stay else ():
            if each.answer is None and self.dice.chance(0.85):
                answer = self.dice.weighed(_ANSWERS)
                why = "De går redan." if answer is OfferAnswer.NOT_RELEVANT else ""
                placement_rows.answer_offer(self.work(now), each, answer, on=now.date(), reason=why)

    def plan(self, now: datetime) -> None:
        """Plan the way to a home that lasts."""
        stay = self._now()
        if stay is None or stay.state not in LIVING:
            return
        for number, words in enumerate(_STEPS[: self.dice.between(2, len(_STEPS))]):
            placement_rows.save_home_step(
                self.work(now),
                HomeStep(
                    id=new_id(),
                    placement_id=stay.id,
                    words=words,
                    due_on=now.date() + timedelta(days=30 * (number + 1)),
                    done_on=now.date() if number == 0 else None,
                ),
            )

    def extend(self, now: datetime) -> None:
        """Let her stay longer."""
        stay = self._now()
        if stay is None or stay.state not in LIVING or stay.planned_out is None:
            return
        until = stay.planned_out + timedelta(days=self.dice.between(20, 60))
        stays.extend(
            self.work(now),
            stay,
            until,
            decided_by=COUNSELLOR,
            reason="Kontraktet är inte klart än.",
            reasons=_BECAUSE,
        )
        self.at(now, max((until - now.date()).days - 7, 1), self.discharge)

    def discharge(self, now: datetime) -> None:
        """Decide that she leaves."""
        stay = self._now()
        if stay is None or stay.state not in LIVING:
            return
        going = replace(
            stay,
            discharge_by=COUNSELLOR,
            discharge_on=now.date(),
            discharge_reason=self.dice.weighed(_WHERE),
        )
        discharge.decide_discharge(self.work(now), going)
        ends = stay.planned_out or now.date()
        self.at(now, max((ends - now.date()).days, 1), self.move_out)

    def move_out(self, now: datetime) -> None:
        """Let her move out, clean, and look for the next one."""
        stay = self._now()
        if stay is None or stay.state is not _S.DISCHARGE:
            return
        work, today = self.work(now), now.date()
        left = discharge.move_out(
            work,
            stay,
            today,
            aftercare=self.dice.chance(0.7),
            checks=frozenset(self.dice.each(dict.fromkeys(MoveOutCheck, 0.9))),
        )
        apartments.save_closure(
            work,
            Closure(
                id=new_id(),
                apartment_id=self.flat.id,
                kind=ClosureKind.CLEANING,
                first=today,
                until=today + timedelta(days=3),
            ),
        )
        if left.state is _S.AFTERCARE:
            self.at(now, 92, lambda then: self._end_aftercare(then, left.id))
        self.stay = None
        self.at(now, self.dice.between(4, 30), self.look)

    def _end_aftercare(self, now: datetime, placement_id: str) -> None:
        """End the aftercare, or go on with it."""
        left = self.stage.database.get(Placement, placement_id)
        if left is None or left.state is not _S.AFTERCARE:
            return
        if self.dice.chance(0.3):
            discharge.review_aftercare(self.work(now), left, add_months(now.date(), 3))
        else:
            discharge.close_placement(self.work(now), left, now.date())

    def _household(self, work: Work, asked: Placement, row: CaseRow) -> None:
        """Let her children and perhaps an animal come along."""
        case = self.stage.database.get(Case, row.id)
        children = kin.children_of(self.stage.database, case.person_id) if case else []
        for child in children[:_MOST_CHILDREN]:
            if active_of_person(self.stage.database, child.id):
                continue
            placement_rows.save_child(
                work,
                PlacementChild(
                    id=new_id(),
                    placement_id=asked.id,
                    child_id=child.id,
                    designated=COUNSELLOR,
                ),
                reasons=_BECAUSE,
            )
        if self.dice.chance(0.3):
            pet = PlacementPet(id=new_id(), placement_id=asked.id, species=self.dice.one(_PETS))
            placement_rows.save_pet(work, pet, reasons=_BECAUSE)

    def _fits(self, row: CaseRow, today: date) -> bool:
        """Tell whether she may be placed: support goes on, and she has not been here before."""
        if row.state is not CaseState.ONGOING or (today - row.opened_on).days > _NEW:
            return False
        been = self.stage.database.value(
            "SELECT count(*) FROM placement WHERE case_id = ?", (row.id,)
        )
        return not been

    def _now(self) -> Placement | None:
        return self.stage.database.get(Placement, self.stay.id) if self.stay else None


def _the_last_day(stage: Stage, dice: Dice, now: datetime) -> None:
    """Leave something to decide: what is held, a conflict, and a time when it is rebuilt."""
    work = stage.work(COUNSELLOR, now)
    flats = stage.database.all(Apartment, "SELECT * FROM apartment ORDER BY code")
    with ids_from(dice.new_id):
        for at, flat in enumerate(flats):
            there = placements_in(stage.database, flat.id)
            stay = there[-1] if there and there[-1].state in LIVING else None
            free = now.date() + timedelta(days=14)
            if stay is not None and stay.planned_out is not None:
                free = max(stay.planned_out, now.date() + timedelta(days=1))
            elif there and there[-1].span is not None and there[-1].span.until is not None:
                free = max(free, there[-1].span.until)
            held = _held(work, flat, free + timedelta(days=2 * at))
            if at == 0 and stay is not None and stay.state is not _S.DISCHARGE:
                reservations.confirm_reservation(work, held, by=COUNSELLOR, on=now.date())
                stays.extend(
                    work,
                    stay,
                    free + timedelta(days=30),
                    decided_by=COUNSELLOR,
                    reason="Kontraktet är inte klart än.",
                    reasons=_BECAUSE,
                )
            elif at == 1:
                end = held.until or free
                apartments.save_closure(
                    work,
                    Closure(
                        id=new_id(),
                        apartment_id=flat.id,
                        kind=ClosureKind.RENOVATION,
                        first=end,
                        until=end + timedelta(days=21),
                        words="Badrummet målas om",
                    ),
                )


def _threatened(stage: Stage, now: datetime, flat: Apartment) -> None:
    """Write down something that happened near an apartment, and ended well."""
    apartments.save_incident(
        stage.work(COUNSELLOR, now),
        Incident(
            id=new_id(),
            apartment_id=flat.id,
            kind=IncidentKind.SOUGHT,
            happened_on=now.date(),
            words="En bil stod länge på gatan. Det var någon annan.",
            measures="Pratade med henne, gick igenom säkerhetsplanen.",
            leak=Leak.NO,
        ),
    )


def _held(work: Work, flat: Apartment, first: date) -> Reservation:
    return reservations.save_reservation(
        work,
        Reservation(
            id=new_id(),
            apartment_id=flat.id,
            state=ReservationState.PRELIMINARY,
            first=first,
            until=first + timedelta(days=182),
            contact="Påhittad handläggare, 018-000 00 00",
            children=2,
            made_on=work.today,
        ),
    )
