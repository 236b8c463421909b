"""Trappan with one child: offered, begun, its steps, its end, and what a parent hears (T1-T6)."""

from dataclasses import replace
from datetime import date
from typing import Final

from kvinnobyran.domain.case import Case
from kvinnobyran.domain.dates import PartialDate
from kvinnobyran.domain.faults import Fault, stopp, varna
from kvinnobyran.domain.outgoing import LetterGate, letter_to
from kvinnobyran.domain.person import Person
from kvinnobyran.domain.trappan import (
    ENDED,
    Outcome,
    ProgrammeState,
    TrappanProgramme,
    TrappanStep,
    begun,
    goes_back,
    may_move,
    programme_faults,
)
from kvinnobyran.domain.trappan import STATE_OF as STATES
from kvinnobyran.domain.trappan_start import (
    age_faults,
    ground_faults,
    guardian_output_faults,
    start_faults,
)
from kvinnobyran.flows.outgoing import outgoing_gate
from kvinnobyran.flows.trappan_grounds import follow_ground
from kvinnobyran.flows.trappan_pause import cancel_planned, remind_of_age
from kvinnobyran.flows.work import NO_REASONS, Reasons, Work, put, settle
from kvinnobyran.store import trappan as stored

_S = ProgrammeState
_DESCRIBED: Final = (
    "counsellor",
    "offered_on",
    "planned_start",
    "planned_sessions",
    "parent_talk_on",
    "safety",
    "safety_words",
    "age_judgement",
)
"""What a form changes; everything else has its own flow."""


def save_programme(
    work: Work,
    programme: TrappanProgramme,
    *,
    reasons: Reasons = NO_REASONS,
    expect: int | None = None,
) -> TrappanProgramme:
    """Offer Trappan to a child, or change what is planned (T1 for a planned start)."""
    earlier = work.database.get(TrappanProgramme, programme.id)
    faults = []
    if programme.state is not (earlier.state if earlier else _S.OFFERED):
        faults.append(stopp("state", "Läget ändras med sin egen knapp.", "domain.md 3.2"))
    if earlier is not None:
        programme = replace(earlier, **{each: getattr(programme, each) for each in _DESCRIBED})
    else:
        programme = replace(programme, counsellor=programme.counsellor or work.user)
        faults += _one_faults(work, programme)
    programme = _judged(programme, reasons)
    faults += programme_faults(programme, today=work.today)
    new_plan = earlier is None or earlier.planned_start != programme.planned_start
    if programme.planned_start is not None and programme.started_on is None and new_plan:
        birth = _birth(work, programme)
        faults += age_faults(birth, programme.planned_start, judgement=programme.age_judgement)
    settle(faults, reasons)
    with work.step("Trappan", reasons) as tx:
        put(tx, programme, expect=expect)
        remind_of_age(work, tx, programme)
    return programme


def seek_consent(work: Work, programme: TrappanProgramme) -> TrappanProgramme:
    """Begin to ask for consent; with a ground that holds already, Trappan is ready to start."""
    programme = _now(work, programme)
    settle(_move_faults(programme, _S.SOUGHT))
    with work.step("Samtycke till Trappan") as tx:
        sought = replace(programme, state=_S.SOUGHT)
        tx.update(sought)
        return follow_ground(work, tx, sought)


def start_trappan(
    work: Work, programme: TrappanProgramme, on: date, *, reasons: Reasons = NO_REASONS
) -> TrappanProgramme:
    """Begin the first step. STOPP before four years or without a ground on that day (T1, T2)."""
    programme = _judged(_now(work, programme), reasons)
    answer = stored.verdict_for(work.database, programme.child_id, on)
    started = begun(programme, TrappanStep.CONTACT, on)
    settle(
        [
            *_move_faults(programme, _S.CONTACT, only_from=_S.READY),
            *start_faults(programme, _birth(work, programme), answer, on, today=work.today),
        ],
        reasons,
    )
    with work.step("Starta Trappan", reasons) as tx:
        tx.update(started)
        remind_of_age(work, tx, started)
    return started


def take_step(
    work: Work,
    programme: TrappanProgramme,
    step: TrappanStep,
    on: date,
    *,
    reasons: Reasons = NO_REASONS,
) -> TrappanProgramme:
    """Finish the step it is in and begin another: the next, or with a reason an earlier (T4)."""
    programme = _now(work, programme)
    faults = _move_faults(programme, STATES[step])
    if programme.started_on is None or programme.state not in STATES.values():
        faults = [stopp("step", "Trappan har inte börjat eller är pausad.", "domain.md T4")]
    elif goes_back(programme, step):
        faults.append(varna("step", "Det är ett steg tillbaka. Skriv varför.", "domain.md T4"))
    taken = begun(programme, step, on)
    faults += ground_faults(stored.verdict_for(work.database, programme.child_id, on))
    faults += programme_faults(taken, today=work.today)
    settle(faults, reasons)
    with work.step("Nästa steg i Trappan", reasons) as tx:
        tx.update(taken)
    return taken


def finish_trappan(
    work: Work,
    programme: TrappanProgramme,
    on: date,
    outcome: Outcome | None,
    *,
    words: str = "",
) -> TrappanProgramme:
    """End Trappan after its last step, with the assessment of how it goes on."""
    programme = _now(work, programme)
    ended = replace(
        programme,
        state=_S.COMPLETED,
        knowledge_finished_on=on,
        ended_on=on,
        outcome=outcome,
        outcome_words=words,
    )
    settle(
        [*_move_faults(programme, _S.COMPLETED), *programme_faults(ended, today=work.today)],
    )
    return _end(work, "Avsluta Trappan", ended)


def break_off_trappan(
    work: Work, programme: TrappanProgramme, on: date, reason: str
) -> TrappanProgramme:
    """Break Trappan off, from any state, with the reason; what is planned is cancelled."""
    programme = _now(work, programme)
    ended = replace(
        programme,
        state=_S.BROKEN_OFF,
        paused_from=None,
        paused_at=None,
        ended_on=on,
        end_reason=reason,
    )
    settle([*_move_faults(programme, _S.BROKEN_OFF), *programme_faults(ended, today=work.today)])
    return _end(work, "Avbryt Trappan", ended)


def let_share(
    work: Work, programme: TrappanProgramme, words: str, *, asked_on: date
) -> TrappanProgramme:
    """Write down, word for word, what the child lets a parent know; nothing is an answer too."""
    shared = replace(_now(work, programme), share_asked_on=asked_on, may_share=words)
    settle(programme_faults(shared, today=work.today))
    with work.step("Vad barnet vill dela") as tx:
        tx.update(shared)
    return shared


def give_feedback(
    work: Work,
    programme: TrappanProgramme,
    to: str,
    *,
    on: date,
    via_social_services: bool = False,
    reasons: Reasons = NO_REASONS,
) -> tuple[str, LetterGate]:
    """Tell a parent how it went: the words the child has approved, and no others.

    ``to`` is who hears it. Returns the words and how a paper with them looks. Raises
    :class:`Refused` when the child has not been asked, has turned eighteen, or the parent must
    not be contacted (S3, T6, T9).
    """
    programme = _now(work, programme)
    case = work.database.get(Case, programme.case_id)
    gate = outgoing_gate(
        work.database,
        about=programme.child_id,
        to=to,
        via_social_services=via_social_services,
    )
    # She sits here with us: nobody has to write to her, and she knows where the child lives.
    faults = list(gate.faults) if case is None or to != case.person_id else []
    faults += guardian_output_faults(_birth(work, programme), on)
    if programme.share_asked_on is None or programme.share_asked_on > on:
        faults.append(
            stopp("may_share", "Fråga först barnet vad det vill att ni berättar.", "domain.md T9")
        )
    elif not programme.may_share.strip():
        faults.append(stopp("may_share", "Barnet vill inte att något berättas.", "domain.md T9"))
    told = replace(programme, feedback_on=on, feedback_to_id=to)
    settle([*faults, *programme_faults(told, today=work.today)], reasons)
    with work.step("Återkoppling till förälder", reasons) as tx:
        tx.update(told)
        tx.log("feedback", table="trappan_programme", record=programme.id)
    hidden = bool(gate.notes)
    return programme.may_share, letter_to(hidden=hidden)


def _end(work: Work, name: str, ended: TrappanProgramme) -> TrappanProgramme:
    with work.step(name) as tx:
        tx.update(ended)
        cancel_planned(work, tx, ended, ended.end_reason or ended.state.label)
        remind_of_age(work, tx, ended)
    return ended


def _judged(programme: TrappanProgramme, reasons: Reasons) -> TrappanProgramme:
    """Keep the written judgement of the age in the child's file, where it belongs (T1)."""
    return replace(
        programme,
        age_judgement=programme.age_judgement.strip() or reasons.get("age_judgement", "").strip(),
    )


def _now(work: Work, programme: TrappanProgramme) -> TrappanProgramme:
    """Return a programme as it is stored: a form may have read it before the last second."""
    return work.database.get(TrappanProgramme, programme.id) or programme


def _birth(work: Work, programme: TrappanProgramme) -> PartialDate | None:
    child = work.database.get(Person, programme.child_id)
    return child.birth if child else None


def _one_faults(work: Work, programme: TrappanProgramme) -> list[Fault]:
    faults: list[Fault] = []
    others = stored.programmes_of(work.database, programme.child_id)
    if any(each.state not in ENDED for each in others):
        faults.append(stopp("child_id", "Barnet har redan Trappan.", "domain.md T7"))
    case = work.database.get(Case, programme.case_id)
    if case is not None and case.person_id == programme.child_id:
        faults.append(stopp("child_id", "Trappan är för ett barn i ärendet.", "domain.md T7"))
    return faults


def _move_faults(
    programme: TrappanProgramme, to: ProgrammeState, *, only_from: ProgrammeState | None = None
) -> list[Fault]:
    drawn = may_move(programme, to) and programme.state is not to
    if drawn and only_from in {None, programme.state}:
        return []
    return [
        stopp(
            "state",
            f"Trappan är {programme.state.label.lower()}. Det går inte att gå därifrån till"
            f" {to.label.lower()}.",
            "domain.md T4",
        )
    ]
