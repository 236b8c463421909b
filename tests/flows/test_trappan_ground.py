"""Whatever is said and decided, in whatever order, Trappan never goes on without a ground (T2)."""

from datetime import timedelta
from random import Random

import pytest

from kvinnobyran.domain.concern import ConcernCheck
from kvinnobyran.domain.consent import Attitude, Consent, ConsentForm, ConsentPurpose, ConsentState
from kvinnobyran.domain.grounds import Decision, DecisionKind
from kvinnobyran.domain.ids import new_id
from kvinnobyran.domain.relation import Custody, CustodyKind
from kvinnobyran.domain.trappan import STOPPED_BY_WITHDRAWAL
from kvinnobyran.domain.trouble import Refused
from kvinnobyran.flows import consents, decisions, kin, trappan, trappan_grounds, trappan_pause
from kvinnobyran.store import trappan as stored
from tests.flows.trappan_kit import a_family, now, offered

TRAPPAN = ConsentPurpose.TRAPPAN


@pytest.mark.unmeasured
@pytest.mark.parametrize("seed", range(3))
def test_whatever_is_said_no_programme_goes_on_without_a_ground(office, seed):  # noqa: C901 - each turn is a small function of its own
    """A hundred turns: yes, no, taken back, decided, custody changed, days that pass."""
    chance = Random(seed)
    family = a_family(office, "2009-04-01" if seed == 0 else "2019-05-04")
    programme = offered(office, family.case, family.child)
    people = [family.mother, family.father.id, family.child.id]

    def answer():
        today = office.work.today
        consent = Consent(
            id=new_id(),
            case_id=family.case.id,
            person_id=family.child.id,
            purpose=TRAPPAN,
            state=chance.choice([ConsentState.GIVEN] * 3 + [ConsentState.REFUSED]),
            form=ConsentForm.ORAL,
            asked_on=today,
            answered_on=today,
            valid_until=chance.choice([None, today + timedelta(days=5)]),
            given_by_id=chance.choice(people),
            attitude=Attitude.UNSURE,
        )
        consents.save_consent(office.work, consent)

    def take_back():
        found = stored.consents_about(office.database, family.child.id, TRAPPAN)
        if given := [each for each in found if each.state is ConsentState.GIVEN]:
            consents.withdraw(office.work, chance.choice(given), reason="prov")

    def decide():
        decision = Decision(
            id=new_id(),
            child_id=family.child.id,
            kind=chance.choice(list(DecisionKind)),
            guardian_id=chance.choice(people[:2]),
            reference="påhittad 2027-88",
            motive="prov",
            valid_from=office.work.today,
            valid_until=office.work.today + timedelta(days=chance.randint(1, 20)),
        )
        decisions.save_decision(office.work, decision)

    def remove():
        if found := stored.decisions_about(office.database, family.child.id):
            decisions.remove_decision(office.work, chance.choice(found))

    def change_custody():
        custody = Custody(
            id=new_id(),
            child_id=family.child.id,
            kind=chance.choice(list(CustodyKind)),
            guardian_a_id=family.mother,
            guardian_b_id=family.father.id,
            valid_from=office.work.today,
        )
        kin.save_custody(office.work, custody)

    def days_pass():
        office.later(chance.randint(1, 9))
        trappan_grounds.look_over_grounds(office.work)

    def go_on():
        standing = now(office, programme)
        trappan_pause.answer_concern(office.work, standing, ConcernCheck.NO_CONCERN)
        trappan_pause.resume_trappan(office.work, standing)

    def begin():
        reasons = {"ground": "prov"}
        trappan.start_trappan(office.work, programme, office.work.today, reasons=reasons)

    turns = [answer, answer, take_back, decide, remove, change_custody, days_pass, go_on, begin]
    ran = 0
    for _ in range(100):
        turn = chance.choice(turns)
        try:
            turn()
        except Refused:
            continue
        standing = now(office, programme)
        if standing.state in STOPPED_BY_WITHDRAWAL:
            ran += 1
            assert stored.verdict_for(
                office.database, family.child.id, office.work.today
            ).allowed, turn.__name__
    assert ran
