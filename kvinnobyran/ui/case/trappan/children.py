"""The children of a case as Trappan sees them: each with its programme, steps and sessions."""

from dataclasses import dataclass
from datetime import date

from kvinnobyran.domain.grounds import ADULT
from kvinnobyran.domain.person import Person
from kvinnobyran.domain.relation import RelationKind
from kvinnobyran.domain.trappan import ENDED, TrappanProgramme
from kvinnobyran.domain.trappan_progress import StepProgress, progress, waiting
from kvinnobyran.domain.trappan_session import TrappanAttendance, TrappanSession
from kvinnobyran.store.dossier import Dossier
from kvinnobyran.ui.case.people.words import kin_of, names


@dataclass(frozen=True, slots=True, kw_only=True)
class Child:
    """One child. ``programme`` is the one that goes on, or the last one there was."""

    person: Person
    name: str
    programme: TrappanProgramme | None
    steps: tuple[StepProgress, ...] = ()
    planned: tuple[TrappanSession, ...] = ()

    @property
    def id(self) -> str:
        """Return the child's own id."""
        return self.person.id


def children_in(dossier: Dossier, today: date) -> list[Child]:
    """Return the children whose Trappan the case can be about, the eldest first.

    Who has come of age is one of them only with a programme of this case.
    """
    called = names(dossier, today)
    found: dict[str, Child] = {}
    for each in kin_of(dossier):
        programme = programme_of(dossier, each.person.id)
        if programme is None and (each.kind is not RelationKind.CHILD or each.ended):
            continue
        if programme is None and _is_adult(each.person, today):
            continue
        found.setdefault(
            each.person.id, _child(dossier, each.person, called[each.person.id], programme)
        )
    return list(found.values())


def programme_of(dossier: Dossier, child_id: str) -> TrappanProgramme | None:
    """Return the programme of a child that goes on, or its last."""
    own = [each for each in dossier.of(TrappanProgramme) if each.child_id == child_id]
    going = [each for each in own if each.state not in ENDED]
    return next(iter((going or own)[::-1]), None)


def sessions_of(
    dossier: Dossier, programme_id: str
) -> list[tuple[TrappanSession, TrappanAttendance]]:
    """Return a child's sessions with its place at each, the newest first."""
    seats = {
        seat.session_id: seat
        for seat in dossier.of(TrappanAttendance)
        if seat.programme_id == programme_id
    }
    return [(each, seats[each.id]) for each in dossier.of(TrappanSession) if each.id in seats]


def _child(
    dossier: Dossier, person: Person, name: str, programme: TrappanProgramme | None
) -> Child:
    if programme is None:
        return Child(person=person, name=name, programme=None)
    sessions, seats = dossier.of(TrappanSession), dossier.of(TrappanAttendance)
    return Child(
        person=person,
        name=name,
        programme=programme,
        steps=progress(programme, sessions, seats),
        planned=tuple(waiting(programme, {each.id: each for each in sessions}, seats)),
    )


def _is_adult(person: Person, today: date) -> bool:
    ages = person.birth.ages(today) if person.birth else None
    return ages is not None and ages[0] >= ADULT
