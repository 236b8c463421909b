"""Violence in versions, risk, safety plans, contact bans and perpetrators of nobody at all."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any, Final

from kvinnobyran.demo.agenda import workday
from kvinnobyran.demo.dice import Dice
from kvinnobyran.demo.following import follow, later
from kvinnobyran.demo.stage import Stage
from kvinnobyran.domain.case import Case
from kvinnobyran.domain.contact_ban import BanKind, ContactBan
from kvinnobyran.domain.dates import PartialDate, add_months
from kvinnobyran.domain.ids import new_id
from kvinnobyran.domain.missing import Answer
from kvinnobyran.domain.perpetrator import Pattern, Perpetrator
from kvinnobyran.domain.person import Gender
from kvinnobyran.domain.risk import Instrument, RiskAssessment, RiskLevel
from kvinnobyran.domain.safety_plan import Given, SafetyPlan
from kvinnobyran.domain.violence import (
    ChildExposure,
    ChildExposureKind,
    Frequency,
    LegalPosition,
    PoliceReport,
    ViolenceExposure,
    ViolenceStatus,
    ViolenceSubtype,
)
from kvinnobyran.flows.risk import save_risk
from kvinnobyran.flows.safety_plans import save_safety_plan
from kvinnobyran.flows.violence import save_contact_ban, save_exposure, save_perpetrator
from kvinnobyran.store import cases as stored

_CHILDREN: Final = ("äldsta dottern", "sonen", "yngsta dottern", "lilla")
_REASONING: Final = (
    "Han har kontaktat henne från nya nummer och kommit till arbetet två gånger.",
    "Hot om vad som händer vid hämtning. Han vet var skolan ligger.",
    "Lugnare sedan flytten, men han söker henne genom släkten.",
    "Ingen kontakt på två månader. Umgänget sköts av en kontaktperson.",
)
_TALKED: Final = (
    "Hon känner honom bäst och menar att han lugnar sig. Vi enades om att ses tätare ändå.",
    "Hon vågar inte svara högt; rädd att det får följder för barnen. Vi pratade om anmälan.",
    "",
)
_MEASURES: Final = (
    "Gick igenom säkerhetsplanen. Bytte koder tillsammans.",
    "Stöd i kontakten med polisen om kontaktförbud.",
    "Tätare samtal i en månad.",
)
_PLAN: Final[dict[str, Any]] = {
    "warning_signs": "Han blir tyst. Räknar flaskor. Ringer många gånger under en timme.",
    "safe_places": "Grannen på trean, dag och natt. Biblioteket till klockan sju.",
    "code_word": "kanelbulle",
    "bag": "Väskan står hos grannen: pass, nycklar, mediciner, laddare.",
    "digital": "Delad plats är avstängd. Nytt lösenord till posten, bytt på bibliotekets dator.",
}
_MORE: Final[dict[str, Any]] = {
    "children": "Barnen går till grannen och ringer 112 därifrån. Skolan vet vem som hämtar.",
    "pets": "Hunden kan vara hos en vän på landet.",
}


def begin(stage: Stage, dice: Dice, first: date) -> None:
    """Look each week for women whose support has begun, and put what follows on the agenda."""
    follow(stage, first, (7, 20), lambda now, case_id: _expect(stage, dice, now, case_id))


def _expect(stage: Stage, dice: Dice, now: datetime, case_id: str) -> None:
    """Decide what is to be written about one woman's safety, and when."""
    if dice.chance(0.7):
        later(stage, dice, now, (0, 3), case_id, _perpetrator)
    if dice.chance(0.75):
        later(stage, dice, now, (1, 10), case_id, _risk)
    if dice.chance(0.6):
        later(stage, dice, now, (3, 14), case_id, _plan)
    if dice.chance(0.3):
        later(stage, dice, now, (7, 60), case_id, _ban)
    if dice.chance(0.5):
        later(stage, dice, now, (20, 80), case_id, _found_again)


def _perpetrator(stage: Stage, dice: Dice, now: datetime, case: Case) -> None:
    found = stored.exposures(stage.database, case.id)
    perpetrator = Perpetrator(
        id=new_id(),
        case_id=case.id,
        letter="",
        gender=Gender.MALE if dice.chance(0.93) else Gender.FEMALE,
        shared_children=dice.weighed({Answer.YES: 55, Answer.NO: 40, Answer.NOT_ASKED: 5}),
        approximate_age=dice.between(4, 12) * 5,
        pattern=dice.weighed({Pattern.REPEATED: 60, Pattern.ESCALATING: 25, Pattern.UNKNOWN: 15}),
    )
    if found:
        perpetrator = replace(perpetrator, relation=found[0].perpetrator)
    save_perpetrator(stage.work(case.counsellor, now), perpetrator)


def _risk(stage: Stage, dice: Dice, now: datetime, case: Case) -> None:
    """Assess the risk, and again after some weeks: she and we do not always agree."""
    hers = dice.weighed(
        {RiskLevel.LOW: 38, RiskLevel.MEDIUM: 37, RiskLevel.HIGH: 17, RiskLevel.NOT_ASKED: 8}
    )
    ours = dice.weighed({RiskLevel.LOW: 25, RiskLevel.MEDIUM: 45, RiskLevel.HIGH: 30})
    again = workday(now.date() + timedelta(days=dice.between(28, 56)))
    structured = dice.chance(0.6)
    save_risk(
        stage.work(case.counsellor, now),
        RiskAssessment(
            id=new_id(),
            case_id=case.id,
            assessed_on=now.date(),
            instrument=(
                dice.one((Instrument.FREDA_DANGER, Instrument.FREDA_SHORT, Instrument.PATRIARK))
                if structured
                else Instrument.UNSTRUCTURED
            ),
            score=dice.between(2, 18) if structured else None,
            her_own=hers,
            ours=ours,
            reasoning=dice.one(_REASONING),
            talked_about=dice.one(_TALKED) if hers is not ours else "",
            measure=dice.one(_MEASURES),
            next_on=again,
        ),
    )
    if dice.chance(0.7):
        later(stage, dice, now, (28, 60), case.id, _risk)


def _plan(stage: Stage, dice: Dice, now: datetime, case: Case) -> None:
    """Make a plan by word of mouth, and go on with it another day."""
    plan = replace(SafetyPlan(id=new_id(), case_id=case.id, made_on=now.date()), **_PLAN)
    save_safety_plan(stage.work(case.counsellor, now), plan)
    if dice.chance(0.5):
        later(stage, dice, now, (14, 60), case.id, _plan_on)


def _plan_on(stage: Stage, dice: Dice, now: datetime, case: Case) -> None:
    given = Given.ON_PAPER if dice.chance(0.1) else Given.ORALLY
    plan = SafetyPlan(id=new_id(), case_id=case.id, version=2, made_on=now.date(), given=given)
    plan = replace(plan, **_PLAN, **_MORE)
    save_safety_plan(stage.work(case.counsellor, now), plan)


def _ban(stage: Stage, dice: Dice, now: datetime, case: Case) -> None:
    kind = dice.weighed({BanKind.ORDINARY: 70, BanKind.EXTENDED: 20, BanKind.SHARED_HOME: 10})
    months = 2 if kind is BanKind.SHARED_HOME else 6
    ban = ContactBan(
        id=new_id(),
        case_id=case.id,
        kind=kind,
        decided_on=now.date(),
        until=add_months(now.date(), months),
        monitored=dice.chance(0.1),
    )
    save_contact_ban(stage.work(case.counsellor, now), ban)


def _found_again(stage: Stage, dice: Dice, now: datetime, case: Case) -> None:
    """Assess the violence anew: more is told, or it has ended."""
    found = stored.exposures(stage.database, case.id)
    if not found or found[0].asked is not Answer.YES:
        return
    latest = found[0]
    over = dice.chance(0.4)
    reported = latest.reported_to_police is PoliceReport.YES or dice.chance(0.3)
    now_known = ViolenceExposure(
        id=new_id(),
        case_id=case.id,
        assessed_on=now.date(),
        asked=Answer.YES,
        forms=latest.forms,
        dominant=latest.dominant,
        subtypes=frozenset(
            dice.each({each: 0.3 for each in ViolenceSubtype if each.form in latest.forms})
        ),
        status=ViolenceStatus.ENDED if over else ViolenceStatus.ONGOING,
        began=PartialDate.from_stored(f"{now.year - dice.between(1, 12)}"),
        frequency=dice.weighed(
            {Frequency.WEEKLY: 40, Frequency.MONTHLY: 30, Frequency.SOMETIMES: 20,
             Frequency.DAILY: 10}
        ),
        perpetrator=latest.perpetrator,
        reported_to_police=PoliceReport.YES if reported else latest.reported_to_police,
        legal_position=(
            dice.one((LegalPosition.INVESTIGATION, LegalPosition.DROPPED, LegalPosition.PROSECUTED))
            if reported
            else None
        ),
        custody_dispute=dice.weighed({Answer.NO: 50, Answer.YES: 35, Answer.NOT_ASKED: 15}),
    )  # fmt: skip
    children = [
        ChildExposure(
            id=new_id(),
            exposure_id=now_known.id,
            label=called,
            kind=dice.one(tuple(ChildExposureKind)),
        )
        for called in dice.few(_CHILDREN, dice.between(0, 2))
    ]
    save_exposure(stage.work(case.counsellor, now), now_known, children)
