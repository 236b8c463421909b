"""Consents for children who do not exist: to the evening café, to a picture, to being written of.

Trappan asks for its own (``demo/trappan.py``); here are the other purposes, in every state.
"""

from datetime import date, datetime, timedelta
from typing import Final

from kvinnobyran.demo.dice import Dice
from kvinnobyran.demo.following import follow, later
from kvinnobyran.demo.stage import Stage
from kvinnobyran.domain.case import Case
from kvinnobyran.domain.consent import (
    Attitude,
    Consent,
    ConsentForm,
    ConsentPurpose,
    ConsentState,
    stands,
)
from kvinnobyran.domain.documentation import Kept, allows
from kvinnobyran.domain.grounds import custody_on
from kvinnobyran.domain.ids import new_id
from kvinnobyran.domain.organisation import AuthorityKind
from kvinnobyran.domain.relation import MayContact
from kvinnobyran.flows.consents import save_consent, withdraw
from kvinnobyran.store import kin
from kvinnobyran.store import trappan as stored

_P, _S = ConsentPurpose, ConsentState
_PURPOSES: Final = {
    _P.EVENING_CAFE: 0.5,
    _P.DOCUMENTATION: 0.35,
    _P.AUTHORITY: 0.15,
    _P.EVALUATION: 0.1,
}
_HERS: Final = {_S.GIVEN: 88.0, _S.REFUSED: 6.0, _S.ASKED: 6.0}
_HIS: Final = {_S.GIVEN: 50.0, _S.REFUSED: 25.0, _S.ASKED: 15.0, _S.UNOBTAINABLE: 10.0}
_FORMS: Final = {ConsentForm.WRITTEN: 45.0, ConsentForm.ORAL: 45.0, ConsentForm.DIGITAL: 10.0}
_ATTITUDES: Final = {
    Attitude.WANTS: 60.0,
    Attitude.UNSURE: 18.0,
    Attitude.WANTS_NOT: 6.0,
    Attitude.NOT_ASKED: 16.0,
}
_TOO_SMALL: Final = "Barnet är för litet för att förstå frågan"
_REASONS: Final = ("Barnet vill inte mer", "Vill ta det lugnt ett tag", "")


def begin(stage: Stage, dice: Dice, first: date) -> None:
    """Look each week for women whose support has begun, and ask about some of the children."""

    def expect(now: datetime, case_id: str) -> None:
        if dice.chance(0.6):
            later(stage, dice, now, (10, 50), case_id, _ask)

    follow(stage, first, (7, 55), expect)


def _ask(stage: Stage, dice: Dice, now: datetime, case: Case) -> None:
    """Ask about each child what one asks."""
    if not allows(case.documentation, Kept.JOURNAL):
        return
    wanted = dice.each(_PURPOSES)
    for child in kin.children_of(stage.database, case.person_id):
        for purpose in wanted:
            _ask_guardians(stage, dice, now, case, child.id, purpose)
    if wanted and dice.chance(0.2):
        later(stage, dice, now, (20, 90), case.id, _take_back)


def _ask_guardians(
    stage: Stage, dice: Dice, now: datetime, case: Case, child: str, purpose: ConsentPurpose
) -> None:
    """Ask those who decide, but nobody who must not be contacted."""
    known_of = kin.custodies_around(stage.database, child)
    custody = custody_on((each for each in known_of if each.child_id == child), now.date())
    work = stage.work(case.counsellor, now)
    for guardian in custody.decides if custody else (case.person_id,):
        known = kin.guardian_of(stage.database, child, guardian)
        hers = guardian == case.person_id
        if not hers and known is not None and known.may_contact is MayContact.NO:
            continue
        state = dice.weighed(_HERS if hers else _HIS)
        attitude = dice.weighed(_ATTITUDES)
        given = state is _S.GIVEN
        asked = now.date() - timedelta(days=dice.between(0, 6))
        until = now.date() + timedelta(days=dice.between(40, 300)) if dice.chance(0.3) else None
        save_consent(
            work,
            Consent(
                id=new_id(),
                case_id=case.id,
                person_id=child,
                purpose=purpose,
                authority=AuthorityKind.SCHOOL if purpose is _P.AUTHORITY else None,
                state=state,
                form=dice.weighed(_FORMS) if given else None,
                asked_on=asked,
                answered_on=None if state is _S.ASKED else now.date(),
                valid_until=until if given else None,
                given_by_id=guardian,
                attitude=attitude if given else None,
                attitude_reason=_TOO_SMALL if given and attitude is Attitude.NOT_ASKED else "",
            ),
        )


def _take_back(stage: Stage, dice: Dice, now: datetime, case: Case) -> None:
    """Take back one of those that still hold."""
    for child in kin.children_of(stage.database, case.person_id):
        for purpose in _PURPOSES:
            for each in stored.consents_about(stage.database, child.id, purpose):
                if stands(each, now.date(), child.birth) is _S.GIVEN:
                    work = stage.work(case.counsellor, now)
                    withdraw(work, each, reason=dice.one(_REASONS))
                    return
