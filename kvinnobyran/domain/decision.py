"""What a decision that stands beside a guardian's consent has to say (domain.md T3 c-f)."""

from datetime import date

from kvinnobyran.domain.faults import Fault, stopp
from kvinnobyran.domain.grounds import Decider, Decision, DecisionKind, Ground
from kvinnobyran.domain.task import Reminder, before_end

_SOURCE = "domain.md T3"
DECIDERS: dict[DecisionKind, tuple[Decider, ...]] = {
    DecisionKind.BOARD_FOR_ONE: (Decider.BOARD,),
    DecisionKind.PLACEMENT: (Decider.COURT, Decider.BOARD),
    DecisionKind.BOARD_FROM_12: (Decider.BOARD,),
    DecisionKind.PREVENTED: (Decider.OURSELVES,),
}
"""Who can have decided each, the usual one first (L7-L10)."""
_WHO = {
    DecisionKind.PLACEMENT: "Välj vem som är placerad tillsammans med barnet.",
    DecisionKind.PREVENTED: "Välj vem som är förhindrad.",
}


def decision_faults(decision: Decision) -> tuple[Fault, ...]:
    """Check a decision: a reference, or why the other one is prevented, and about whom."""
    faults: list[Fault] = []
    if decision.kind is DecisionKind.PREVENTED:
        if not decision.motive.strip():
            faults.append(stopp("motive", "Skriv varför det inte går att fråga.", _SOURCE))
    elif not decision.reference.strip():
        faults.append(stopp("reference", "Skriv beslutets beteckning.", _SOURCE))
    if decision.kind in _WHO and decision.guardian_id is None:
        faults.append(stopp("guardian_id", _WHO[decision.kind], _SOURCE))
    if decision.decided_by is not None and decision.decided_by not in DECIDERS[decision.kind]:
        faults.append(stopp("decided_by", "Det här beslutet fattas av någon annan.", _SOURCE))
    if decision.guardian_id == decision.child_id:
        faults.append(stopp("guardian_id", "Barnet är inte sin egen vårdnadshavare.", _SOURCE))
    if decision.valid_until is not None and decision.valid_until < decision.valid_from:
        faults.append(stopp("valid_until", "Beslutet slutar innan det börjar.", _SOURCE))
    return tuple(faults)


def decision_reminders(decision: Decision, *, today: date) -> tuple[Reminder, ...]:
    """Return the reminders before a decision lapses (S4)."""
    return before_end("Beslutet som Trappan vilar på går ut", decision.valid_until, today=today)


def accepted_grounds(setting: str) -> frozenset[Ground]:
    """Return which grounds the unit accepts; a word that is no ground is none (T3).

    >>> sorted(accepted_grounds("sole, both, påhittad"))
    [<Ground.BOTH: 'both'>, <Ground.SOLE: 'sole'>]
    """
    words = {word.strip() for word in setting.split(",")}
    return frozenset(ground for ground in Ground if ground.value in words)
