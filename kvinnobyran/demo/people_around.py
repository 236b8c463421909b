"""Children, their other parents, custody and protection of people who do not exist."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Final

from kvinnobyran.demo.dice import Dice
from kvinnobyran.demo.following import follow, later
from kvinnobyran.demo.stage import Stage
from kvinnobyran.domain.case import Case, CaseState
from kvinnobyran.domain.dates import PartialDate
from kvinnobyran.domain.documentation import Kept, allows
from kvinnobyran.domain.ids import new_id
from kvinnobyran.domain.missing import Answer
from kvinnobyran.domain.person import Gender, Person
from kvinnobyran.domain.protection import Grade, Protection, ProtectionSource, grade_of
from kvinnobyran.domain.relation import (
    Custody,
    CustodyKind,
    Guardian,
    MayContact,
    Relation,
    RelationKind,
    RelationSource,
)
from kvinnobyran.flows.kin import add_around, save_custody, save_guardian
from kvinnobyran.flows.protection import end_protection, save_protection
from kvinnobyran.flows.work import Work
from kvinnobyran.store import cases as stored
from kvinnobyran.store import kin

_CHILDREN: Final = (
    "Alfons", "Bella", "Charlie", "Dimma", "Elva", "Fimpen", "Gullviva", "Hugo", "Isa", "Juni",
    "Kit", "Lava", "Melker", "Nike", "Otto", "Pepper", "Ronja", "Sirius", "Tove", "Ulf", "Vinter",
)  # fmt: skip
_ALIASES: Final = ("Stora", "Lilla", "Mellan", "Tösen", "Grabben")
_INSTRUCTIONS: Final = (
    "Ring bara från kontorets hemliga nummer. Inget skickas med post.",
    "Endast Astrid ringer. Lämna aldrig meddelande.",
    "Inget får skickas till den gamla adressen. Fråga henne först, varje gång.",
)
_GRADES: Final = {
    Grade.OWN: 34.0,
    Grade.MARKING: 40.0,
    Grade.POPULATION: 20.0,
    Grade.NEW_IDENTITY: 6.0,
}
_SOURCES: Final = {
    Grade.OWN: ProtectionSource.OWN,
    Grade.MARKING: ProtectionSource.TAX_AGENCY,
    Grade.POPULATION: ProtectionSource.TAX_AGENCY,
    Grade.NEW_IDENTITY: ProtectionSource.POLICE,
}
_MAY: Final = {
    MayContact.YES: 30.0,
    MayContact.VIA_SOCIAL_SERVICES: 30.0,
    MayContact.NO: 30.0,
    MayContact.NOT_ASKED: 10.0,
}
_CUSTODY: Final = {
    CustodyKind.JOINT: 62.0,
    CustodyKind.SOLE_A: 30.0,
    CustodyKind.SOLE_B: 3.0,
    CustodyKind.UNKNOWN: 5.0,
}

_MET: Final = frozenset({CaseState.ASSESSMENT, CaseState.ONGOING})
_OPEN: Final = frozenset(CaseState) - {CaseState.CLOSED}


def begin(stage: Stage, dice: Dice, first: date) -> None:
    """Look each week for women who are new, and put what is learnt of them on the agenda."""
    persons: set[str] = set()

    def expect(now: datetime, case_id: str) -> None:
        case = stage.database.get(Case, case_id)
        if case is not None and case.person_id not in persons:
            persons.add(case.person_id)
            _expect(stage, dice, now, case_id)

    follow(stage, first, (7, 15), expect, wanted=lambda row, _: row.state in _MET)


def _expect(stage: Stage, dice: Dice, now: datetime, case_id: str) -> None:
    later(stage, dice, now, (0, 6), case_id, _family, while_in=_OPEN)
    if dice.chance(0.16):
        later(stage, dice, now, (2, 20), case_id, _protect, while_in=_OPEN)


def _family(stage: Stage, dice: Dice, now: datetime, case: Case) -> None:
    """Write down her children, their other parent, and who decides."""
    work = stage.work(case.counsellor, now)
    if not allows(case.documentation, Kept.NAME):
        return
    calls = stored.assessment_calls(stage.database, case.id)
    told = [call.children_at_home for call in calls if call.children_at_home is not None]
    number = told[-1] if told else dice.weighed({0: 34, 1: 24, 2: 28, 3: 14})
    children = [_child(dice, work, case, at) for at in range(min(number, 4))]
    if children and dice.chance(0.7):
        _other_parent(dice, work, case.person_id, children)


def _child(dice: Dice, work: Work, case: Case, at: int) -> str:
    """Add one child, known as well as children are, and as her mother lets it be written."""
    mother_id = case.person_id
    age = dice.between(0, 16)
    born = work.today - timedelta(days=age * 365 + dice.between(0, 364))
    birth = {
        "day": PartialDate.of_day(born),
        "year": PartialDate.from_stored(f"{born.year}"),
        "age": PartialDate.of_age(age, work.today),
        "": None,
    }[dice.weighed({"day": 45, "year": 15, "age": 30, "": 10})]
    if birth is not None and birth.exact and not allows(case.documentation, Kept.BIRTH_DATE):
        birth = PartialDate.from_stored(f"{born.year}")
    how = dice.weighed({"name": 55, "alias": 20, "": 25})
    child = Person(
        id=new_id(),
        first_name=dice.one(_CHILDREN) if how == "name" else "",
        alias=_ALIASES[at % len(_ALIASES)] if how == "alias" else "",
        birth=birth,
        gender=dice.weighed({Gender.FEMALE: 48, Gender.MALE: 48, Gender.NOT_ASKED: 4}),
    )
    relation = Relation(id=new_id(), person_id=mother_id, other_id=child.id)
    shielded = grade_of(kin.protections_of(work.database, mother_id)) is not Grade.NONE
    add_around(work, child, relation, shared=True if shielded else None)
    return child.id


def _other_parent(dice: Dice, work: Work, mother_id: str, children: list[str]) -> None:
    father = Person(id=new_id(), alias="Barnens pappa", gender=Gender.MALE)
    relation = Relation(
        id=new_id(), person_id=mother_id, other_id=father.id, kind=RelationKind.ACCESS_PARENT
    )
    add_around(work, father, relation)
    kind = dice.weighed(_CUSTODY)
    for child in children:
        save_custody(
            work,
            Custody(
                id=new_id(),
                child_id=child,
                kind=kind,
                guardian_a_id=mother_id,
                guardian_b_id=father.id,
                source=dice.weighed({RelationSource.STATED: 80, RelationSource.REGISTER: 20}),
            ),
        )
    secret = dice.chance(0.3)
    known = kin.guardian_of(work.database, children[0], father.id)
    guardian = known or Guardian(id=new_id(), child_id=children[0], person_id=father.id)
    save_guardian(
        work,
        replace(
            guardian,
            may_contact=dice.weighed(_MAY),
            whereabouts_secret=Answer.YES if secret else Answer.NO,
            decision="Socialnämnden, påhittat beslut" if secret else "",
            decided_on=work.today if secret else None,
        ),
        siblings=tuple(children[1:]),
    )


def _protect(stage: Stage, dice: Dice, now: datetime, case: Case) -> None:
    """Note that she is protected, and her children with her; some day it ends."""
    work = stage.work(case.counsellor, now)
    grade = dice.weighed(_GRADES)
    shield = Protection(
        id=new_id(),
        person_id=case.person_id,
        # Who has a new identity had it before she came.
        valid_from=case.opened_on - timedelta(days=40)
        if grade is Grade.NEW_IDENTITY
        else work.today,
        grade=grade,
        review_on=work.today + timedelta(days=dice.between(60, 300)),
        source=_SOURCES[grade],
        instruction=dice.one(_INSTRUCTIONS),
    )
    save_protection(work, shield, shared=True)
    if grade is not Grade.NEW_IDENTITY and dice.chance(0.2):
        later(stage, dice, now, (60, 150), case.id, _end, while_in=_OPEN)


def _end(stage: Stage, _: Dice, now: datetime, case: Case) -> None:
    work = stage.work(case.counsellor, now)
    for shield in kin.protections_of(stage.database, case.person_id):
        if shield.in_force:
            end_protection(work, shield)
