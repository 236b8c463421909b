"""The dialogue about the effect of the talks: held, and asked for when its day comes (A4)."""

from dataclasses import replace

from kvinnobyran.domain.documentation import Kept
from kvinnobyran.domain.effect import EffectDialogue, due_on, effect_faults
from kvinnobyran.domain.faults import Fault, stopp
from kvinnobyran.domain.intervention import RUNNING_STATES, STARTED_STATES, Intervention
from kvinnobyran.domain.kinds.kind import Asks
from kvinnobyran.domain.task import Reminder
from kvinnobyran.flows.her_choice import keeps
from kvinnobyran.flows.reminders import answer, remind
from kvinnobyran.flows.work import Work, put, require, settle
from kvinnobyran.store import support
from kvinnobyran.store.transaction import Transaction

RULE = "domain.md A4"
WHAT = "Prata om effekten av samtalen"


def save_dialogue(
    work: Work, dialogue: EffectDialogue, *, expect: int | None = None
) -> EffectDialogue:
    """Write down what she says of the effect; the reminder is answered by it."""
    intervention = work.database.get(Intervention, dialogue.intervention_id)
    require(
        intervention is None or intervention.state in STARTED_STATES,
        lambda: stopp("effect", "Insatsen har inte börjat. Starta den först.", "domain.md 3.2"),
    )
    settle(dialogue_faults(work, dialogue, intervention))
    with work.step("Dialog om effekten") as tx:
        write_dialogue(work, tx, dialogue, expect=expect)
    return dialogue


def dialogue_faults(
    work: Work, dialogue: EffectDialogue, intervention: Intervention | None
) -> tuple[Fault, ...]:
    """Check a dialogue, and that her words may be kept (A20)."""
    found = effect_faults(dialogue, today=work.today)
    if intervention is None or not dialogue.words.strip():
        return found
    return (*found, *keeps(work, intervention.case_id, Kept.OWN_WORDS, "effect_words"))


def write_dialogue(
    work: Work, tx: Transaction, dialogue: EffectDialogue, *, expect: int | None = None
) -> None:
    """Write a checked dialogue within a step, and let the reminder follow."""
    known = support.dialogue_of(tx, dialogue.session_id) if dialogue.session_id else None
    put(tx, replace(dialogue, id=known.id) if known else dialogue, expect=expect)
    answer(work, tx, rule=RULE, cause=dialogue.intervention_id)
    intervention = tx.get(Intervention, dialogue.intervention_id)
    if intervention is not None:
        remind_of_effect(work, tx, intervention)


def remove_dialogue(work: Work, dialogue: EffectDialogue) -> None:
    """Take a dialogue away that was written by mistake; undo brings it back."""
    with work.step("Ta bort dialog om effekten") as tx:
        tx.delete(dialogue)
        intervention = tx.get(Intervention, dialogue.intervention_id)
        if intervention is not None:
            remind_of_effect(work, tx, intervention)


def remind_of_effect(work: Work, tx: Transaction, intervention: Intervention) -> None:
    """Ask for the dialogue when so many sessions have been held, or so many weeks have gone."""
    day = None
    dialogues = support.dialogues(tx, intervention.id)
    asks = Asks.EFFECT in intervention.kind.asks and intervention.state in RUNNING_STATES
    if asks and intervention.started_on is not None:
        day = due_on(
            support.effect_rhythm(tx),
            started_on=intervention.started_on,
            held=support.held_days(tx, intervention.id),
            dialogues=[each.held_on for each in dialogues],
        )
    remind(
        work,
        tx,
        # Each dialogue asks for the next: another part, so that an answer is no answer to it.
        [Reminder(what=WHAT, due_on=day, part=str(len(dialogues)))] if day else [],
        rule=RULE,
        cause=intervention.id,
        case_id=intervention.case_id,
        assigned_to=intervention.counsellor,
    )
