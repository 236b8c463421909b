"""The telephone rings: first contacts, those that stay anonymous and those that become cases."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Final

from kvinnobyran.demo import assessments, words
from kvinnobyran.demo.agenda import FRIDAY, moment_of
from kvinnobyran.demo.stage import Stage
from kvinnobyran.domain.case import Case, CaseState, Documentation, Regime
from kvinnobyran.domain.documentation import PLACED, Kept, allows, lessened
from kvinnobyran.domain.ids import new_id
from kvinnobyran.domain.inquiry import (
    Caller,
    Channel,
    Danger,
    Inquiry,
    InquiryOutcome,
    RefusalReason,
    Sought,
)
from kvinnobyran.domain.missing import Answer
from kvinnobyran.domain.person import Identity, Municipality, Person
from kvinnobyran.domain.violence import ViolenceForm
from kvinnobyran.flows import inquiries, tasks
from kvinnobyran.store import cases as stored

A_WORKING_DAY: Final = {0: 62, 1: 31, 2: 7}
"""How often the telephone rings on a working day: some 120 times a year in all."""

_CHANNELS: Final = {
    Channel.PHONE: 58, Channel.EMAIL: 14, Channel.SMS: 9, Channel.VISIT: 8, Channel.VIA_OTHER: 10,
    Channel.LETTER: 1,
}  # fmt: skip
_CALLERS: Final = {
    Caller.HERSELF: 60, Caller.SOCIAL_SERVICES: 10, Caller.HEALTH_CARE: 8, Caller.NEXUS: 7,
    Caller.RELATIVE: 6, Caller.POLICE: 3, Caller.OTHER_SHELTER: 3, Caller.CHILD_HEALTH: 1,
    Caller.STADSMISSION: 2, None: 3,
}  # fmt: skip
_OUTCOMES: Final = {
    InquiryOutcome.ADVICE_GIVEN: 55, InquiryOutcome.REFERRED: 16, InquiryOutcome.DECLINED: 8,
    InquiryOutcome.NOT_REACHED: 11, InquiryOutcome.REFUSED: 10,
}  # fmt: skip
_REFUSALS: Final = {
    RefusalReason.NO_PLACE: 40, RefusalReason.OUTSIDE_TARGET: 25, RefusalReason.OTHER_NEED: 20,
    RefusalReason.PROTECTION: 10, RefusalReason.OTHER: 5,
}  # fmt: skip
_SOUGHT: Final = {
    Sought.COUNSELLING: 0.6, Sought.THERAPY: 0.12, Sought.HOUSING: 0.2, Sought.INFORMATION: 0.3,
    Sought.AUTHORITY_SUPPORT: 0.15, Sought.CHILD_SUPPORT: 0.1, Sought.PARENTING: 0.06,
    Sought.GROUP: 0.05,
}  # fmt: skip
_STATED: Final = {
    ViolenceForm.PSYCHOLOGICAL: 0.6, ViolenceForm.PHYSICAL: 0.35, ViolenceForm.ECONOMIC: 0.2,
    ViolenceForm.SEXUAL: 0.1, ViolenceForm.LATENT: 0.12, ViolenceForm.MATERIAL: 0.08,
    ViolenceForm.HONOUR: 0.06,
}  # fmt: skip
_WHERE: Final = {
    Municipality.UPPSALA: 50, Municipality.COUNTY: 15, Municipality.OTHER_COUNTY: 8,
    Municipality.ABROAD: 1, Municipality.UNKNOWN: 4, Municipality.DECLINED: 7,
    Municipality.NOT_ASKED: 15,
}  # fmt: skip
_REGIMES: Final = {
    Regime.OWN_SUPPORT: 84, Regime.SOL_PLACEMENT: 9, Regime.ACT_2024_79: 2, Regime.SERVICE: 5,
}  # fmt: skip


_OPEN: Final = frozenset({CaseState.ONGOING, CaseState.PAUSED})


def expect_calls(stage: Stage, first: date) -> None:
    """Put the contacts of all working days into the agenda."""
    day = first
    while day <= stage.until:
        if day.weekday() <= FRIDAY:
            for _call in range(stage.dice.weighed(A_WORKING_DAY)):
                moment = moment_of(day, stage.dice.between(8, 16), stage.dice.below(60))
                stage.agenda.at(moment, lambda now: _answer(stage, now))
        day += timedelta(days=1)


def _answer(stage: Stage, now: datetime) -> None:
    """Take one contact in."""
    dice, user = stage.dice, stage.colleague()
    inquiry = _inquiry(stage, now)
    work = stage.work(user, now)
    kind = dice.weighed({"case": 46, "known": 9, "anonymous": 45})
    if kind == "case":
        booked = replace(
            inquiry, outcome=InquiryOutcome.ASSESSMENT_BOOKED, caller=inquiry.caller or Caller.NEXUS
        )
        _begin(stage, now, user, booked)
    elif kind == "known" and (case := _one_case(stage, _OPEN)):
        advice = replace(
            inquiry, outcome=InquiryOutcome.ADVICE_GIVEN, caller=Caller.HERSELF, danger=Danger.NO
        )
        inquiries.join_case(work, advice, case)
    else:
        saved = inquiries.keep_as_statistics(work, _settled(stage, inquiry))
        if saved.outcome is InquiryOutcome.NOT_REACHED:
            stage.later(now, 1, 6, lambda then: _try_again(stage, then, user, saved))


def _inquiry(stage: Stage, now: datetime) -> Inquiry:
    """Return what is written down while she talks."""
    dice = stage.dice
    return Inquiry(
        id=new_id(),
        received_on=now.date(),
        received_at=now.time(),
        channel=dice.weighed(_CHANNELS),
        caller=dice.weighed(_CALLERS),
        identity=Identity.ANONYMOUS,
        approximate_age=dice.between(18, 66) if dice.chance(0.55) else None,
        children=dice.weighed({0: 25, 1: 20, 2: 20, 3: 7, 4: 2, None: 26}),
        municipality=dice.weighed(_WHERE),
        danger=dice.weighed({Danger.NO: 78, Danger.UNCLEAR: 12, Danger.YES: 5, None: 5}),
        sought=frozenset(dice.each(_SOUGHT)),
        violence_stated=frozenset(dice.each(_STATED)) if dice.chance(0.8) else frozenset(),
        minutes=dice.weighed({10: 3, 15: 4, 20: 4, 25: 3, 30: 3, 40: 2, 55: 1, None: 2}),
        note=dice.one(words.CALL_NOTES),
    )


def _settled(stage: Stage, inquiry: Inquiry) -> Inquiry:
    """Return the inquiry with what it led to, when it is not a case."""
    outcome = stage.dice.weighed(_OUTCOMES)
    return replace(
        inquiry,
        outcome=outcome,
        referred_to=(
            stage.dice.one(words.REFERRED_TO) if outcome is InquiryOutcome.REFERRED else ""
        ),
        refusal_reason=(
            stage.dice.weighed(_REFUSALS) if outcome is InquiryOutcome.REFUSED else None
        ),
    )


def _try_again(stage: Stage, now: datetime, user: str, inquiry: Inquiry) -> None:
    """Call back somebody who could not be reached; now and then it is left undone."""
    dice, work = stage.dice, stage.work(user, now)
    if stage.near_the_end(now, 40) and dice.chance(0.4):
        return  # nobody has tried: it stands on Idag
    again = inquiries.take_up_again(work, inquiry)
    for waiting in stored.open_tasks_of_inquiry(stage.database, inquiry.id):
        tasks.tick_off(work, waiting)
    if stage.near_the_end(now):
        return  # she is still on the line when the curtain falls: "Obesvarad förfrågan"
    outcome = dice.weighed({InquiryOutcome.ADVICE_GIVEN: 7, InquiryOutcome.DECLINED: 3})
    inquiries.keep_as_statistics(work, replace(again, outcome=outcome))


def _begin(stage: Stage, now: datetime, user: str, inquiry: Inquiry) -> None:
    """Open a case: for a new woman, or for one who returns after her last one was closed."""
    dice = stage.dice
    person = _returning(stage, now) if dice.chance(0.14) else None
    woman = person or stage.cast.woman(now.date())
    wishes = Case(
        id=new_id(),
        code="",
        person_id=woman.id,
        opened_on=now.date(),
        counsellor=user,
        regime=dice.weighed(_REGIMES),
        reason=dice.one(words.REASONS),
        documentation=dice.weighed(
            {Documentation.FULL: 88, Documentation.MINIMAL: 7, Documentation.STATISTICS_ONLY: 5}
        ),
        documentation_consent=dice.weighed({Answer.YES: 80, Answer.NOT_ASKED: 16, Answer.NO: 4}),
        states_earlier_contact=dice.weighed({Answer.NO: 70, Answer.NOT_ASKED: 24, Answer.YES: 6}),
    )
    ways = () if person else stage.cast.ways(woman, now.date())
    wishes = _agreed(wishes, known=person is not None)
    woman = woman if person else lessened(woman, wishes.documentation)
    _saved, case = inquiries.open_case(
        stage.work(user, now),
        inquiry,
        woman,
        ways=ways if allows(wishes.documentation, Kept.CONTACT_WAY) else (),
        case=wishes,
    )
    stage.begun.append(case.id)
    if stage.near_the_end(now, 3) and dice.chance(0.3):
        return  # the call is not booked yet: "Inget bedömningssamtal är bokat"
    assessments.book(stage, now, case, days=(4, 18))


def _agreed(wishes: Case, *, known: bool) -> Case:
    """Return what was drawn as the rules have it: who says no stays anonymous (A20)."""
    if known or wishes.regime in PLACED:
        kept = Documentation.FULL
        consent = wishes.documentation_consent
        said_no = consent is Answer.NO and wishes.regime not in PLACED
        return replace(
            wishes, documentation=kept, documentation_consent=Answer.YES if said_no else consent
        )
    if wishes.documentation_consent is Answer.NO:
        return replace(wishes, documentation=Documentation.STATISTICS_ONLY)
    return wishes


def _returning(stage: Stage, now: datetime) -> Person | None:
    """Return a woman whose case was closed some months ago, if there is one."""
    long_ago = now.date() - timedelta(days=100)
    closed = _one_case(stage, frozenset({CaseState.CLOSED}), before=long_ago)
    person = stage.database.get(Person, closed.person_id) if closed else None
    return person if person is not None and person.deceased is None else None


def _one_case(
    stage: Stage, states: frozenset[CaseState], *, before: date | None = None
) -> Case | None:
    """Return some woman's newest case in one of the states, closed before a day; or none."""
    for _try in range(12 if stage.begun else 0):
        case = stage.database.get(Case, stage.dice.one(stage.begun))
        if case is None or case.state not in states:
            continue
        if before is not None and (case.closed_on is None or case.closed_on >= before):
            continue
        newest = stored.latest_case_of(stage.database, case.person_id)
        if newest is not None and newest.id == case.id:
            return case
    return None
