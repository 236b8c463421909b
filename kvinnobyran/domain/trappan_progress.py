"""How far a child has come in Trappan, and what comes next (experience.md 9.4).

Pure: what is on the screen is what these say, so that it can be held by tests.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time
from enum import StrEnum
from typing import Final

from kvinnobyran.domain.session import Presence, SessionAttendance
from kvinnobyran.domain.trappan import (
    ENDED,
    STEP_OF,
    PauseCause,
    ProgrammeState,
    TrappanProgramme,
    TrappanStep,
)
from kvinnobyran.domain.trappan_session import TrappanAttendance, TrappanSession, was_there

ORDER: Final = tuple(TrappanStep)
_S = ProgrammeState


class Mark(StrEnum):
    """How a step stands; each has a word and a shape of its own."""

    DONE = "done"
    NOW = "now"
    PAUSED = "paused"
    BROKEN_OFF = "broken_off"
    COMING = "coming"


@dataclass(frozen=True, slots=True, kw_only=True)
class StepProgress:
    """One step of one child: how it stands, and its sessions that were held and are planned."""

    step: TrappanStep
    mark: Mark
    held: int = 0
    planned: int = 0
    first: date | None = None
    last: date | None = None

    @property
    def number(self) -> int:
        """Return its place, from 1."""
        return ORDER.index(self.step) + 1

    @property
    def sessions(self) -> str:
        """Return its sessions in words."""
        whole = self.held + self.planned
        return f"{self.held} av {whole} samtal hållna" if whole else "inga samtal än"

    @property
    def stands(self) -> str:
        """Return how it stands in words."""
        return {
            Mark.DONE: f"klart {self.last}",
            Mark.NOW: f"pågår sedan {self.first}",
            Mark.PAUSED: "pausat",
            Mark.BROKEN_OFF: "avbröts här",
            Mark.COMING: "väntar",
        }[self.mark]

    @property
    def spoken(self) -> str:
        """Return the whole of it as a screen reader says it."""
        return (
            f"Steg {self.number} av {len(ORDER)}, {self.step.label}, {self.sessions}, {self.stands}"
        )


def progress(
    programme: TrappanProgramme,
    sessions: Iterable[TrappanSession],
    seats: Iterable[TrappanAttendance],
) -> tuple[StepProgress, ...]:
    """Return the three steps of a child; sessions and seats of others are passed over."""
    known = {each.id: each for each in sessions}
    held, planned = dict.fromkeys(ORDER, 0), dict.fromkeys(ORDER, 0)
    for seat in seats:
        session = known.get(seat.session_id)
        if seat.programme_id != programme.id or session is None:
            continue
        held[seat.step] += was_there(session, seat)
        planned[seat.step] += (
            session.attendance is SessionAttendance.PLANNED and seat.presence is Presence.EXPECTED
        )
    return tuple(
        StepProgress(
            step=step,
            mark=_mark(programme, step),
            held=held[step],
            planned=planned[step],
            first=programme.days(step)[0],
            last=programme.days(step)[1],
        )
        for step in ORDER
    )


def _mark(programme: TrappanProgramme, step: TrappanStep) -> Mark:
    first, last = programme.days(step)
    if last is not None:
        return Mark.DONE
    if first is None:
        return Mark.COMING
    return {_S.PAUSED: Mark.PAUSED, _S.BROKEN_OFF: Mark.BROKEN_OFF}.get(programme.state, Mark.NOW)


def step_on(programme: TrappanProgramme, day: date) -> TrappanStep:
    """Return the step that a child was in on a day, or is in now if the day is to come."""
    begun = [step for step in ORDER if (first := programme.days(step)[0]) and first <= day]
    return begun[-1] if begun else TrappanStep.CONTACT


class Deed(StrEnum):
    """What can be done next with a child."""

    OFFER = "offer"
    PARENT_TALK = "parent_talk"
    SAFETY = "safety"
    SEEK = "seek"
    CONSENT = "consent"
    START = "start"
    ANSWER_SESSION = "answer_session"
    SESSION = "session"
    STEP = "step"
    FINISH = "finish"
    CONCERN = "concern"
    RESUME = "resume"
    SHARE = "share"
    FEEDBACK = "feedback"


VERBS: Final[dict[Deed, str]] = {
    Deed.OFFER: "Erbjud Trappan",
    Deed.PARENT_TALK: "Skriv in föräldrasamtalet",
    Deed.SAFETY: "Gör trygghetskontrollen",
    Deed.SEEK: "Börja inhämta samtycke",
    Deed.CONSENT: "Skriv in samtycke",
    Deed.START: "Starta Trappan",
    Deed.ANSWER_SESSION: "Skriv in samtalet",
    Deed.SESSION: "Nytt samtal",
    Deed.STEP: "Nästa steg",
    Deed.FINISH: "Avsluta Trappan",
    Deed.CONCERN: "Svara om oro",
    Deed.RESUME: "Återuppta Trappan",
    Deed.SHARE: "Fråga barnet vad som får berättas",
    Deed.FEEDBACK: "Ge återkoppling till förälder",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class NextDeed:
    """What comes next: the verb of its button, why, and the session or step that it is about."""

    deed: Deed
    verb: str
    words: str
    record: str = ""
    step: TrappanStep | None = None


def next_deed(
    programme: TrappanProgramme | None,
    steps: Sequence[StepProgress] = (),
    planned: Iterable[TrappanSession] = (),
    *,
    allowed: bool | None = None,
    today: date,
) -> NextDeed | None:
    """Return what comes next with a child, or None when nothing does.

    ``planned`` are its sessions that nobody has answered for; ``allowed`` what the consent
    engine answers today, None while that is not known.
    """
    if programme is None:
        return _do(Deed.OFFER, "Trappan är inte erbjuden.")
    state = programme.state
    if state in ENDED:
        return _afterwards(programme)
    if state is _S.PAUSED:
        return _paused(programme, allowed=allowed)
    if state not in STEP_OF:
        return _before(programme)
    return _talking(programme, steps, sorted(planned, key=_when), today)


def _before(programme: TrappanProgramme) -> NextDeed:
    """Return what comes before the start: the parent and the child's safety first (L4)."""
    if programme.parent_talk_on is None:
        return _do(Deed.PARENT_TALK, "Först ett samtal med föräldern.")
    if programme.safety is None:
        return _do(Deed.SAFETY, "Har våldet upphört, och är barnet skyddat?")
    if programme.state is _S.OFFERED:
        return _do(Deed.SEEK, "Samtycke är inte efterfrågat.")
    if programme.state is _S.SOUGHT:
        return _do(Deed.CONSENT, "Det finns ingen grund att starta på än.")
    on = f" {programme.planned_start}" if programme.planned_start else ""
    return _do(Deed.START, f"Klar att starta{on}.")


def _talking(
    programme: TrappanProgramme,
    steps: Sequence[StepProgress],
    planned: Sequence[TrappanSession],
    today: date,
) -> NextDeed:
    if planned and planned[0].held_on <= today:
        return _do(
            Deed.ANSWER_SESSION, f"Samtalet {planned[0].held_on}: blev det av?", planned[0].id
        )
    if planned:
        at = planned[0].starts_at
        clock = f" kl. {at.hour}.{at.minute:02d}" if at else ""
        return NextDeed(
            deed=Deed.ANSWER_SESSION,
            verb="Öppna samtalet",
            words=f"Nästa samtal är {planned[0].held_on}{clock}.",
            record=planned[0].id,
        )
    held = sum(each.held for each in steps)
    counted = f"{held} av {programme.planned_sessions} planerade samtal är hållna."
    if held < programme.planned_sessions:
        return _do(Deed.SESSION, counted)
    if programme.state is _S.KNOWLEDGE:
        return _do(Deed.FINISH, counted)
    after = next_step_of(programme)
    return NextDeed(
        deed=Deed.STEP,
        verb=f"Gå vidare till {after.label}" if after else VERBS[Deed.STEP],
        words=counted,
        step=after,
    )


def next_step_of(programme: TrappanProgramme) -> TrappanStep | None:
    """Return the step after the one that a child is in, or None after the last."""
    step = programme.step
    if step is None or step is ORDER[-1]:
        return None
    return ORDER[ORDER.index(step) + 1]


def _paused(programme: TrappanProgramme, *, allowed: bool | None) -> NextDeed:
    groundless = programme.pause_cause is PauseCause.NO_GROUND
    if groundless and programme.pause_check is None:
        return _do(Deed.CONCERN, "Grunden har upphört. Väcker det i sig oro för barnet?")
    if groundless and allowed is False:
        return _do(Deed.CONSENT, "Det finns ingen grund att fortsätta på.")
    return _do(Deed.RESUME, "Trappan är pausad.")


def _afterwards(programme: TrappanProgramme) -> NextDeed | None:
    """Return what is left when it has ended: what the child lets a parent know (T9)."""
    if programme.started_on is None or programme.feedback_on is not None:
        return None
    if programme.share_asked_on is None:
        return _do(Deed.SHARE, "Föräldern får veta det som barnet godkänner, och inget mer.")
    if programme.may_share.strip():
        return _do(Deed.FEEDBACK, "Barnet har godkänt vad som får berättas.")
    return None


def _do(deed: Deed, words: str, record: str = "") -> NextDeed:
    return NextDeed(deed=deed, verb=VERBS[deed], words=words, record=record)


def _when(session: TrappanSession) -> tuple[date, time]:
    return session.held_on, session.starts_at or time.min


def waiting(
    programme: TrappanProgramme,
    sessions: Mapping[str, TrappanSession],
    seats: Iterable[TrappanAttendance],
) -> list[TrappanSession]:
    """Return a child's sessions that are planned and have no answer, by their ids' records."""
    found = (
        sessions.get(seat.session_id)
        for seat in seats
        if seat.programme_id == programme.id and seat.presence is Presence.EXPECTED
    )
    return [each for each in found if each and each.attendance is SessionAttendance.PLANNED]
