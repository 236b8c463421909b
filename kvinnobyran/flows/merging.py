"""Two records of one person become one, in one transaction, and can be two again (I5)."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Any

from kvinnobyran.domain.case import Case, CaseState
from kvinnobyran.domain.faults import Fault, stopp
from kvinnobyran.domain.ids import new_id
from kvinnobyran.domain.merging import Merge, differences, merge_faults, united, unmerge_faults
from kvinnobyran.domain.person import Person
from kvinnobyran.domain.protection import Grade, grade_of
from kvinnobyran.domain.purging import as_one
from kvinnobyran.domain.relation import Custody, Guardian, Relation
from kvinnobyran.domain.trouble import Refused
from kvinnobyran.flows.deceased import follow_death
from kvinnobyran.flows.drafts import drop_draft
from kvinnobyran.flows.work import Work, require, settle
from kvinnobyran.store import cases as stored_cases
from kvinnobyran.store import kin as stored
from kvinnobyran.store import merges
from kvinnobyran.store.groups import share_a_group
from kvinnobyran.store.reader import Reader
from kvinnobyran.store.relink import relink, take_back
from kvinnobyran.store.retention import decisions_about
from kvinnobyran.store.transaction import Transaction

COMPARING = "comparing"
"""The kind of the draft in which two were compared: their merge is its end."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """Two records side by side: in which fields they differ, and what stands in the way."""

    kept: Person
    gone: Person
    kept_cases: tuple[Case, ...]
    gone_cases: tuple[Case, ...]
    differing: tuple[str, ...]
    faults: tuple[Fault, ...]


def compare(reader: Reader, kept_id: str, gone_id: str) -> Comparison | None:
    """Return two persons side by side, or None when one of them is not there."""
    kept, gone = reader.get(Person, kept_id), reader.get(Person, gone_id)
    if kept is None or gone is None:
        return None
    return Comparison(
        kept=kept,
        gone=gone,
        kept_cases=tuple(stored_cases.cases_of(reader, kept_id)),
        gone_cases=tuple(stored_cases.cases_of(reader, gone_id)),
        differing=differences(kept, gone),
        faults=_faults(reader, kept, gone),
    )


def merge_persons(
    work: Work,
    kept_id: str,
    gone_id: str,
    *,
    chosen: frozenset[str] = frozenset(),
) -> Merge:
    """Let one person's record take up another one's; ``chosen`` fields come from the other.

    Every row that refers to the one who goes refers to the one who stays afterwards: the rows
    are found from the schema. Her cases keep their codes, so both are still found by them.
    A refusal writes nothing, not even that it was asked.
    """
    found = compare(work.database, kept_id, gone_id)
    if found is None:
        raise Refused((stopp("other", "Personen finns inte längre.", "domain.md I5"),))
    settle(found.faults)
    merge = Merge(
        id=new_id(), person_id=kept_id, step=work.database.head() + 1, merged_on=work.today
    )
    with work.step("Slå ihop personer") as tx:
        drop_draft(work, COMPARING, gone_id, within=tx)
        # First, so that what is signed of the one who goes may follow her (0009_trappan.sql).
        tx.insert(merge)
        _part(tx, kept_id, gone_id)
        one = united(found.kept, found.gone, chosen)
        tx.update(one)
        _one_decision(tx, kept_id, gone_id)
        relink(tx, "person", gone_id, kept_id)
        _once(tx, kept_id)
        _in_a_row(tx, kept_id)
        tx.delete(found.gone)
        follow_death(work, tx, one, found.kept)
    return merge


def unmerge(work: Work, merge: Merge) -> Merge:
    """Let them be two again, within 30 days. What was written since stays with the one."""
    settle(unmerge_faults(merge, today=work.today))
    require(
        not merges.taken_up_since(work.database, merge),
        lambda: stopp(
            "",
            "Hon har slagits ihop en gång till. Ångra den senare sammanslagningen först.",
            "domain.md I5",
        ),
    )
    undone = replace(merge, undone_on=work.today)
    with work.step("Ångra sammanslagning") as tx:
        take_back(tx, merge.step, but_not=merge.id)
        for case in merges.cases_after_another(tx):
            tx.update(replace(case, earlier_case_id=None))
        tx.update(undone)
    return undone


def _faults(reader: Reader, kept: Person, gone: Person) -> tuple[Fault, ...]:
    apart = (
        stored.must_stay_apart(reader, kept.id, gone.id)
        or stored.has_new_identity(reader, kept.id)
        or stored.has_new_identity(reader, gone.id)
    )
    faults = merge_faults(kept, gone, apart=apart)
    if faults:
        return faults
    if any(each.id == gone.id for each in stored.twins_of(reader, kept.id)):
        return (
            stopp(
                "other",
                "De är antecknade som tvillingar och är två personer. Ta bort relationen först "
                "om det är fel.",
                "domain.md T7",
            ),
        )
    if _protected(reader, gone.id) and not _protected(reader, kept.id):
        return (
            stopp(
                "other",
                "Den andra personen har skyddade uppgifter. Börja i hennes ärende.",
                "domain.md S1",
            ),
        )
    if share_a_group(reader, kept.id, gone.id):
        return (
            stopp(
                "other",
                "Båda står i samma grupp. Ta bort den ena raden där först.",
                "domain.md G2",
            ),
        )
    in_both = merges.stand_in_both(reader, kept.id, gone.id)
    if in_both.placement:
        return (
            stopp(
                "other",
                "Båda står i samma placering. Ta bort det ena barnet där först.",
                "domain.md B5",
            ),
        )
    if in_both.trappan:
        return (
            stopp(
                "other",
                "Båda har en Trappan som inte är avslutad. Avsluta den ena först.",
                "domain.md T7",
            ),
        )
    if all(_has_open(reader, each.id) for each in (kept, gone)):
        return (
            stopp(
                "cases",
                "Båda har ett öppet ärende. Avsluta det ena först: sedan har hon ett öppet och "
                "ett avslutat, och båda går att läsa.",
                "domain.md 3.2",
            ),
        )
    return ()


def _has_open(reader: Reader, person_id: str) -> bool:
    return any(
        case.state is not CaseState.CLOSED for case in stored_cases.cases_of(reader, person_id)
    )


def _protected(reader: Reader, person_id: str) -> bool:
    return grade_of(stored.protections_of(reader, person_id)) is not Grade.NONE


def _part(tx: Transaction, kept_id: str, gone_id: str) -> None:
    """Take away what would connect the one person with herself."""
    pair = {kept_id, gone_id}
    for relation in stored.relations(tx, gone_id):
        if {relation.person_id, relation.other_id} == pair:
            tx.delete(relation)
    for guardian in stored.guardians_about(tx, gone_id):
        if {guardian.child_id, guardian.person_id} == pair:
            tx.delete(guardian)
    for custody in stored.custodies_around(tx, gone_id):
        if {custody.guardian_a_id, custody.guardian_b_id} == pair:
            tx.update(replace(custody, guardian_b_id=None))
        elif custody.child_id in pair and pair & {custody.guardian_a_id, custody.guardian_b_id}:
            tx.delete(custody)


def _one_decision(tx: Transaction, kept_id: str, gone_id: str) -> None:
    """Let one decision stand of each file that both had, and no proposal: it was of less (D2)."""
    of_kept, of_gone = (
        {each.case_id: each for each in decisions_about(tx, person)}
        for person in (kept_id, gone_id)
    )
    for case_id in (*of_kept, *(each for each in of_gone if each not in of_kept)):
        mine, other = of_kept.get(case_id), of_gone.get(case_id)
        if mine is not None and other is not None:
            tx.delete(other)
        known = mine or other
        if known is not None:
            tx.update(as_one(known, other or known))


def _once(tx: Transaction, person_id: str) -> None:
    """Say once what both records said of the people around her."""
    _drop_twins(tx, stored.relations(tx, person_id), _relation_key)
    _drop_twins(tx, stored.custodies_around(tx, person_id), _custody_key)
    _drop_twins(tx, stored.guardians_about(tx, person_id), _guardian_key)


def _drop_twins(tx: Transaction, records: Iterable[Any], key: Callable[[Any], object]) -> None:
    seen: set[object] = set()
    for record in records:
        same = key(record)
        if same in seen:
            tx.delete(record)
        seen.add(same)


def _relation_key(relation: Relation) -> object:
    return (relation.person_id, relation.other_id, relation.kind)


def _guardian_key(guardian: Guardian) -> object:
    return (guardian.child_id, guardian.person_id)


def _custody_key(custody: Custody) -> object:
    return replace(custody, id="")


def _in_a_row(tx: Transaction, person_id: str) -> None:
    """Link each of her cases to the one before it, as when she had come back to herself."""
    before: Case | None = None
    for case in reversed(stored_cases.cases_of(tx, person_id)):
        if before is not None and case.earlier_case_id is None:
            tx.update(replace(case, earlier_case_id=before.id))
        before = case
