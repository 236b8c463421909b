"""What is agreed to: asked, given, refused and taken back (domain.md 3.1, A20, T5)."""

from dataclasses import replace

from kvinnobyran.domain.authority import GOING_ON
from kvinnobyran.domain.case import Case, Documentation
from kvinnobyran.domain.consent import (
    WAS_GIVEN,
    Consent,
    ConsentPurpose,
    ConsentState,
    consent_faults,
    consent_reminders,
    lapsed_faults,
    may_move,
)
from kvinnobyran.domain.faults import Fault, stopp
from kvinnobyran.domain.missing import Answer
from kvinnobyran.domain.outgoing import LetterGate
from kvinnobyran.domain.person import Person
from kvinnobyran.domain.relation import MayContact
from kvinnobyran.domain.task import Reminder
from kvinnobyran.domain.trappan_start import guardian_output_faults
from kvinnobyran.flows.outgoing import outgoing_gate
from kvinnobyran.flows.reminders import answer, remind
from kvinnobyran.flows.trappan_grounds import consent_answered, consent_ended
from kvinnobyran.flows.work import NO_REASONS, Reasons, Work, put, settle
from kvinnobyran.store import authorities as stored
from kvinnobyran.store import kin
from kvinnobyran.store.consents import given_by_the_same
from kvinnobyran.store.transaction import Transaction

LAPSES = "domain.md S4"
WITHDRAWN = "domain.md A20"
ASK_AGAIN = "Bestäm hur ärendet dokumenteras nu"
LOOK_OVER = "Samtycket är återkallat: se över myndighetskontakten"
AFTER_A_NO = "Har sagt nej senare"
_NOES = frozenset({ConsentState.REFUSED, ConsentState.WITHDRAWN})
_ANSWERS = {
    ConsentState.GIVEN: Answer.YES,
    ConsentState.REFUSED: Answer.NO,
    ConsentState.WITHDRAWN: Answer.NO,
}


def save_consent(
    work: Work, consent: Consent, *, reasons: Reasons = NO_REASONS, expect: int | None = None
) -> Consent:
    """Write down that she was asked, or what she answered.

    Her consent to documentation is also the case's own answer. When one is taken back, the same
    step makes the task to act on it; what was told before stays as it was. Whoever says no, or
    takes a yes back, takes back every yes to the same thing.
    """
    earlier = work.database.get(Consent, consent.id)
    withdrawn_today = consent.state is ConsentState.WITHDRAWN and consent.ended_on == work.today
    if withdrawn_today and consent.ended_at is None:
        consent = replace(consent, ended_at=work.now)
    settle(
        [
            *_move_faults(earlier, consent),
            *(lapsed_faults(earlier, consent, today=work.today) if earlier else ()),
            *consent_faults(consent, today=work.today),
            *_asking_faults(work, earlier, consent),
        ],
        reasons,
    )
    with work.step("Samtycke", reasons) as tx:
        put(tx, consent, expect=expect)
        remind(
            work,
            tx,
            consent_reminders(consent, today=work.today),
            rule=LAPSES,
            cause=consent.id,
            case_id=consent.case_id,
        )
        if earlier is None or earlier.state is not consent.state:
            if consent.state in _NOES:
                _end_the_others(work, tx, consent)
            _act_on(work, tx, consent)
    return consent


def withdraw(work: Work, consent: Consent, *, reason: str = "", by: str = "") -> Consent:
    """Take a consent back from this second. For Trappan it stops at once (T5)."""
    withdrawn = replace(
        consent,
        state=ConsentState.WITHDRAWN,
        ended_on=work.today,
        ended_at=work.now,
        ended_by=by,
        end_reason=reason,
    )
    return save_consent(work, withdrawn)


def ask_in_writing(
    work: Work,
    consent: Consent,
    *,
    via_social_services: bool = False,
    reasons: Reasons = NO_REASONS,
) -> LetterGate:
    """Ask on paper: pass the gate, and keep the question; the answer says how it must look.

    Raises :class:`Refused` when a guardian must not be contacted, or when nothing goes to a
    guardian any more because the child may have turned eighteen (S3, T6). The woman of the case
    sits here with us: nobody has to write to her.
    """
    child = work.database.get(Person, consent.person_id)
    case = work.database.get(Case, consent.case_id)
    hers = case is not None and consent.answers == case.person_id
    gate = outgoing_gate(
        work.database,
        about=consent.person_id,
        to=consent.answers,
        via_social_services=via_social_services,
    )
    new = work.database.get(Consent, consent.id) is None
    own = consent.answers == consent.person_id
    if not own:
        settle(guardian_output_faults(child.birth if child else None, work.today))
    faults = [] if hers or own else list(gate.faults)
    if new:
        faults += consent_faults(consent, today=work.today)
        faults += _asking_faults(work, None, consent)
    settle(faults, reasons)
    with work.step("Samtycke på papper", reasons) as tx:
        if new:
            put(tx, consent)
            _act_on(work, tx, consent)
        what = f"Samtyckesblankett, {consent.purpose.label}, {gate.template.label}"
        tx.log("letter", table="person", record=consent.person_id, text=what)
    return gate


def _act_on(work: Work, tx: Transaction, consent: Consent) -> None:
    """Do what an answer brings with it."""
    case = tx.get(Case, consent.case_id)
    if case is None or consent.person_id != case.person_id:
        if consent.state in WAS_GIVEN - {ConsentState.GIVEN}:
            consent_ended(work, tx, consent)
        else:
            consent_answered(work, tx, consent)
        return
    if consent.purpose is ConsentPurpose.DOCUMENTATION:
        said = _ANSWERS.get(consent.state)
        if said is not None and case.documentation_consent is not said:
            tx.update(replace(case, documentation_consent=said))
        more = case.documentation is not Documentation.STATISTICS_ONLY
        if said is Answer.NO and more:
            wanted = (Reminder(what=ASK_AGAIN, due_on=work.today),)
            remind(work, tx, wanted, rule=WITHDRAWN, cause=case.id, case_id=case.id)
        if said is Answer.YES:
            answer(work, tx, rule=WITHDRAWN, cause=case.id)
    elif consent.state is ConsentState.WITHDRAWN and _goes_on(tx, consent):
        wanted = (Reminder(what=LOOK_OVER, due_on=work.today),)
        remind(work, tx, wanted, rule=WITHDRAWN, cause=consent.id, case_id=case.id)


def _end_the_others(work: Work, tx: Transaction, consent: Consent) -> None:
    """Let what the same person had said yes to before end with her no, in the same second."""
    day = consent.ended_on or consent.answered_on or work.today
    for each in given_by_the_same(tx, consent):
        if each.answered_on is None or each.answered_on > day:
            continue
        ended = replace(
            each,
            state=ConsentState.WITHDRAWN,
            ended_on=day,
            ended_at=consent.ended_at or (work.now if day == work.today else None),
            ended_by=consent.ended_by,
            end_reason=consent.end_reason or AFTER_A_NO,
        )
        tx.update(ended)
        remind(work, tx, (), rule=LAPSES, cause=each.id, case_id=each.case_id)
        _act_on(work, tx, ended)


def _asking_faults(work: Work, earlier: Consent | None, consent: Consent) -> list[Fault]:
    """Refuse to ask a guardian who must never be contacted; what came by itself is written."""
    if earlier is not None or consent.state is not ConsentState.ASKED or not consent.given_by_id:
        return []
    guardian = kin.guardian_of(work.database, consent.person_id, consent.given_by_id)
    if guardian is None or guardian.may_contact is not MayContact.NO:
        return []
    return [
        stopp(
            "given_by_id",
            "Vårdnadshavaren får inte kontaktas. Att fråga kan utsätta barnet eller kvinnan för "
            "fara.",
            "domain.md S3",
        )
    ]


def _goes_on(tx: Transaction, consent: Consent) -> bool:
    """Tell whether something is going on with the authorities that the consent was for."""
    return any(
        each.state in GOING_ON and consent.authority in {None, each.kind}
        for each in stored.matters(tx, consent.case_id)
    )


def _move_faults(earlier: Consent | None, consent: Consent) -> list[Fault]:
    if earlier is None or may_move(earlier, consent.state):
        return []
    return [
        stopp(
            "state",
            f"Ett samtycke som är {earlier.state.label.lower()} kan inte bli"
            f" {consent.state.label.lower()}. Fråga på nytt.",
            "domain.md 3.2",
        )
    ]
