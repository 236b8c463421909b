"""Trappan: crisis talks in three steps with one child (domain.md A11, 3.1, 3.2, T1-T6).

A programme is the child's own. A brother or sister has another, also when they meet together.
"""

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Final

from kvinnobyran.domain.codes import Code
from kvinnobyran.domain.concern import ConcernCheck
from kvinnobyran.domain.faults import Fault, stopp

PLANNED_SESSIONS: Final = 8
"""Until the unit says otherwise (domain.md 7.6)."""


class TrappanStep(Code):
    """The three steps (A11)."""

    CONTACT = ("contact", "Kontakt")
    RECONSTRUCTION = ("reconstruction", "Rekonstruktion")
    KNOWLEDGE = ("knowledge", "Kunskap")


class ProgrammeState(Code):
    """Where a programme is in its life (domain.md 3.2). "Återupptagen" is where it was before."""

    OFFERED = ("offered", "Erbjuden")
    SOUGHT = ("sought", "Samtycke inhämtas")
    READY = ("ready", "Klar att starta")
    CONTACT = ("contact", "Kontakt")
    RECONSTRUCTION = ("reconstruction", "Rekonstruktion")
    KNOWLEDGE = ("knowledge", "Kunskap")
    COMPLETED = ("completed", "Avslutad")
    PAUSED = ("paused", "Pausad")
    BROKEN_OFF = ("broken_off", "Avbruten")


_S = ProgrammeState
_ANYTIME: Final = frozenset({_S.PAUSED, _S.BROKEN_OFF})
TRANSITIONS: dict[ProgrammeState, frozenset[ProgrammeState]] = {
    _S.OFFERED: frozenset({_S.SOUGHT}) | _ANYTIME,
    _S.SOUGHT: frozenset({_S.READY}) | _ANYTIME,
    _S.READY: frozenset({_S.CONTACT}) | _ANYTIME,
    _S.CONTACT: frozenset({_S.RECONSTRUCTION}) | _ANYTIME,
    _S.RECONSTRUCTION: frozenset({_S.KNOWLEDGE, _S.CONTACT}) | _ANYTIME,
    _S.KNOWLEDGE: frozenset({_S.COMPLETED, _S.RECONSTRUCTION, _S.CONTACT}) | _ANYTIME,
    _S.PAUSED: frozenset(
        {_S.OFFERED, _S.SOUGHT, _S.READY, _S.CONTACT, _S.RECONSTRUCTION, _S.KNOWLEDGE}
    )
    | {_S.BROKEN_OFF},
    _S.COMPLETED: frozenset(),
    _S.BROKEN_OFF: frozenset(),
}
"""The steps in order; back by a step only with a reason (T4). A pause goes back to where it was."""
STEP_OF: Final[dict[ProgrammeState, TrappanStep]] = {
    _S.CONTACT: TrappanStep.CONTACT,
    _S.RECONSTRUCTION: TrappanStep.RECONSTRUCTION,
    _S.KNOWLEDGE: TrappanStep.KNOWLEDGE,
}
STATE_OF: Final = {step: state for state, step in STEP_OF.items()}
ENDED: Final = frozenset({_S.COMPLETED, _S.BROKEN_OFF})
STOPPED_BY_WITHDRAWAL: Final = frozenset({_S.READY, *STEP_OF})
"""What a withdrawn consent pauses; before it there is nothing yet that could go on."""


class SafetyCheck(Code):
    """Whether the violence has ended and the child is protected (L4, L5)."""

    YES = ("yes", "Ja")
    PARTLY = ("partly", "Delvis")
    NO = ("no", "Nej")


class PauseCause(Code):
    """Why it is paused."""

    NO_GROUND = ("no_ground", "Samtycket är återkallat eller har upphört")
    UNSAFE = ("unsafe", "Inte tryggt för barnet")
    OTHER = ("other", "Annat")


class Outcome(Code):
    """The assessment afterwards."""

    SATISFIED = ("satisfied", "Nöjd")
    MORE_TALKS = ("more_talks", "Fler samtal")
    REFERRED = ("referred", "Hänvisas till BUP eller psykoterapi")


@dataclass(frozen=True, slots=True, kw_only=True)
class TrappanProgramme:
    """Trappan for one child, within the case of the woman it came with.

    ``age_judgement`` is why the child is taken to be four when nobody knows its birth (T1).
    ``may_share`` is, word for word, what the child lets a parent know; None in
    ``share_asked_on`` means that it has not been asked. ``pause_check`` answers whether the
    withdrawal in itself is a reason for concern (T5, T8).
    """

    id: str
    case_id: str
    child_id: str
    state: ProgrammeState = ProgrammeState.OFFERED
    counsellor: str = ""
    offered_on: date
    planned_start: date | None = None
    planned_sessions: int = PLANNED_SESSIONS
    parent_talk_on: date | None = None
    safety: SafetyCheck | None = None
    safety_words: str = ""
    age_judgement: str = ""
    contact_started_on: date | None = None
    contact_finished_on: date | None = None
    reconstruction_started_on: date | None = None
    reconstruction_finished_on: date | None = None
    knowledge_started_on: date | None = None
    knowledge_finished_on: date | None = None
    paused_from: ProgrammeState | None = None
    paused_at: datetime | None = None
    pause_cause: PauseCause | None = None
    pause_reason: str = ""
    pause_check: ConcernCheck | None = None
    pause_check_reason: str = ""
    ended_on: date | None = None
    end_reason: str = ""
    outcome: Outcome | None = None
    outcome_words: str = ""
    share_asked_on: date | None = None
    may_share: str = ""
    feedback_on: date | None = None
    feedback_to_id: str | None = None

    @property
    def step(self) -> TrappanStep | None:
        """Return the step it is in, or was in when it was paused; None before and after."""
        return STEP_OF.get(self.paused_from or self.state)

    @property
    def started_on(self) -> date | None:
        """Return the day Trappan began with this child."""
        return self.contact_started_on

    def days(self, step: TrappanStep) -> tuple[date | None, date | None]:
        """Return when a step was begun and when it was finished."""
        return (
            getattr(self, f"{step.value}_started_on"),
            getattr(self, f"{step.value}_finished_on"),
        )


def may_move(programme: TrappanProgramme, to: ProgrammeState) -> bool:
    """Tell whether the life cycle draws this; staying is no step, a pause goes back."""
    if programme.state is _S.PAUSED and to is not _S.BROKEN_OFF:
        return to in {_S.PAUSED, programme.paused_from}
    return to is programme.state or to in TRANSITIONS[programme.state]


def stands(programme: TrappanProgramme, *, allowed: bool) -> str:
    """Return in words where it stands; ``allowed`` is what the consent engine answers today."""
    if programme.state is _S.SOUGHT and not allowed:
        return "Kan ej starta"
    return programme.state.label


def goes_back(programme: TrappanProgramme, to: TrappanStep) -> bool:
    """Tell whether a step lies before the one it is in (T4)."""
    order = list(TrappanStep)
    return programme.step is not None and order.index(to) < order.index(programme.step)


def begun(programme: TrappanProgramme, step: TrappanStep, on: date) -> TrappanProgramme:
    """Return the programme in a step from a day on.

    The step it was in is finished that day; one that is taken up again goes on as it began.
    """
    days: dict[str, date | None] = {}
    if programme.step is not None:
        days[f"{programme.step.value}_finished_on"] = on
    days[f"{step.value}_started_on"] = programme.days(step)[0] or on
    days[f"{step.value}_finished_on"] = None
    return replace(programme, state=STATE_OF[step], **days)  # type: ignore[arg-type] # the names of date fields


def paused(
    programme: TrappanProgramme, at: datetime, cause: PauseCause, reason: str
) -> TrappanProgramme:
    """Return the programme paused from a moment on; what was paused already stays so."""
    if programme.state is _S.PAUSED:
        check = None if cause is PauseCause.NO_GROUND else programme.pause_check
        return replace(programme, pause_cause=cause, pause_reason=reason, pause_check=check)
    return replace(
        programme,
        state=_S.PAUSED,
        paused_from=programme.state,
        paused_at=at,
        pause_cause=cause,
        pause_reason=reason,
        pause_check=None,
        pause_check_reason="",
    )


def resumed(programme: TrappanProgramme) -> TrappanProgramme:
    """Return the programme where it was before the pause."""
    return replace(
        programme, state=programme.paused_from or programme.state, paused_from=None, paused_at=None
    )


def programme_faults(programme: TrappanProgramme, *, today: date) -> tuple[Fault, ...]:
    """Check what is written about a programme, whatever its state."""
    faults: list[Fault] = []
    future = "Dagen ligger i framtiden."
    if programme.planned_sessions < 1:
        faults.append(stopp("planned_sessions", "Planera minst ett samtal.", "domain.md 3.1"))
    for name in ("offered_on", "parent_talk_on", "ended_on", "share_asked_on", "feedback_on"):
        day = getattr(programme, name)
        if day is not None and day > today:
            faults.append(stopp(name, future, "domain.md G7"))
    for step in TrappanStep:
        first, last = programme.days(step)
        if first is not None and first > today:
            faults.append(stopp(f"{step.value}_started_on", future, "domain.md G7"))
        if last is not None and (first is None or last < first):
            faults.append(
                stopp(
                    f"{step.value}_finished_on", "Steget är klart innan det börjar.", "domain.md T4"
                )
            )
    return (*faults, *_end_faults(programme))


def _end_faults(programme: TrappanProgramme) -> list[Fault]:
    faults: list[Fault] = []
    if programme.state in ENDED and programme.ended_on is None:
        faults.append(stopp("ended_on", "Skriv vilken dag Trappan slutade.", "domain.md 3.1"))
    if programme.state is _S.BROKEN_OFF and not programme.end_reason.strip():
        faults.append(stopp("end_reason", "Skriv varför Trappan avbröts.", "domain.md 3.1"))
    if programme.state is _S.COMPLETED and programme.outcome is None:
        faults.append(
            stopp("outcome", "Gör bedömningen efteråt: hur går det vidare?", "domain.md 3.1")
        )
    if programme.outcome is Outcome.REFERRED and not programme.outcome_words.strip():
        faults.append(stopp("outcome_words", "Skriv vart barnet hänvisas.", "domain.md 3.1"))
    return faults
