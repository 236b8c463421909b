"""What also happens in cases: another counsellor, twins, somebody beside her, a death."""

from dataclasses import replace
from datetime import date, datetime
from typing import Final

from kvinnobyran.demo.cast import COUNSELLOR, THERAPIST
from kvinnobyran.demo.dice import Dice
from kvinnobyran.demo.following import Does, follow, later
from kvinnobyran.demo.stage import Stage
from kvinnobyran.domain.assessment import AssessmentState
from kvinnobyran.domain.case import Case, CaseState
from kvinnobyran.domain.dates import PartialDate
from kvinnobyran.domain.documentation import Kept, allows
from kvinnobyran.domain.ids import new_id
from kvinnobyran.domain.person import Person
from kvinnobyran.domain.protection import Grade, grade_of
from kvinnobyran.domain.relation import Relation, RelationKind
from kvinnobyran.domain.session import Participant, Presence, Role
from kvinnobyran.flows.assessments import assess
from kvinnobyran.flows.counsellors import change_counsellor
from kvinnobyran.flows.kin import add_around, relate
from kvinnobyran.flows.people import save_person
from kvinnobyran.flows.sessions import save_session
from kvinnobyran.store import cases as stored
from kvinnobyran.store import kin

_OPEN: Final = frozenset(CaseState) - {CaseState.CLOSED}
_CLOSED: Final = frozenset({CaseState.CLOSED})
_WHY: Final = (
    "Föräldraledighet",
    "Hon önskade det själv",
    "Terapin är avslutad, kuratorn fortsätter",
)
_BESIDE: Final = (
    (Role.OTHER, "väninna"),
    (Role.OTHER, "syster"),
    (Role.INTERPRETER, "telefontolk"),
    (Role.AUTHORITY, "socialsekreterare"),
)
_PLACES: Final = ("Samtalsrummet", "Socialkontoret", "Lilla rummet")


def begin(stage: Stage, dice: Dice, first: date) -> None:
    """Put on the agenda of every case that goes on what may also happen in it."""
    may_happen: tuple[tuple[float, tuple[int, int], Does], ...] = (
        (0.1, (30, 120), _other_counsellor),
        (0.12, (10, 60), _twins),
        (0.3, (3, 20), _beside_her),
        (0.25, (25, 60), _with_a_child),
    )

    def expect(now: datetime, case_id: str) -> None:
        for chance, days, does in may_happen:
            if dice.chance(chance):
                later(stage, dice, now, days, case_id, does, while_in=_OPEN)

    def expect_no_more(now: datetime, case_id: str) -> None:
        if dice.chance(0.05):
            later(stage, dice, now, (5, 40), case_id, _died, while_in=_CLOSED)

    follow(stage, first, (7, 40), expect)
    ended = (7, 45)
    follow(stage, first, ended, expect_no_more, wanted=lambda row, _: row.state in _CLOSED)


def _other_counsellor(stage: Stage, dice: Dice, now: datetime, case: Case) -> None:
    other = THERAPIST if case.counsellor == COUNSELLOR else COUNSELLOR
    change_counsellor(stage.work(case.counsellor, now), case, other, reason=dice.one(_WHY))


def _twins(stage: Stage, _: Dice, now: datetime, case: Case) -> None:
    """Let the eldest child turn out to have a twin."""
    work, her = stage.work(case.counsellor, now), case.person_id
    children = kin.children_of(stage.database, her)
    if not children or not allows(case.documentation, Kept.NAME):
        return
    eldest = children[0]
    grades = {each: grade_of(kin.protections_of(stage.database, each)) for each in (her, eldest.id)}
    if set(grades.values()) != {Grade.NONE}:
        return
    twin = Person(id=new_id(), alias="Tvillingen", birth=eldest.birth)
    add_around(work, twin, Relation(id=new_id(), person_id=her, other_id=twin.id))
    relate(
        work,
        Relation(id=new_id(), person_id=eldest.id, other_id=twin.id, kind=RelationKind.TWIN),
    )


def _beside_her(stage: Stage, dice: Dice, now: datetime, case: Case) -> None:
    """Write down where the assessment call was, and who sat beside her."""
    calls = stored.assessment_calls(stage.database, case.id)
    call = next((each for each in calls if each.state is AssessmentState.ASSESSED), None)
    found = stored.exposures(stage.database, case.id)
    exposure = next((each for each in found if call and each.assessment_call_id == call.id), None)
    if call is None or exposure is None or not allows(case.documentation, Kept.PLAN):
        return
    role, words = dice.one(_BESIDE)
    beside = Participant(id=new_id(), role=role, words=words, presence=Presence.PRESENT)
    assess(
        stage.work(case.counsellor, now),
        replace(call, place=dice.one(_PLACES)),
        exposure,
        participants=[beside],
    )


def _with_a_child(stage: Stage, dice: Dice, now: datetime, case: Case) -> None:
    """Say that one of her children sat in at a session."""
    held = [each for each in stored.sessions(stage.database, case.id) if each.took_place]
    children = kin.children_of(stage.database, case.person_id)
    if not held or not children:
        return
    child = Participant(
        id=new_id(),
        role=Role.CHILD,
        person_id=dice.one(children).id,
        presence=Presence.PRESENT,
    )
    save_session(stage.work(case.counsellor, now), dice.one(held), participants=[child])


def _died(stage: Stage, _: Dice, now: datetime, case: Case) -> None:
    """Learn, when the support is over, that she has died."""
    person = stage.database.get(Person, case.person_id)
    if person is None or kin.open_case_of(stage.database, person.id) != case:
        return
    month = PartialDate.from_stored(f"{now.date():%Y-%m}")
    save_person(stage.work(case.counsellor, now), replace(person, deceased=month))
