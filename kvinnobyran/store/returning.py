"""What an earlier case still says when the woman comes back (domain.md 5.12)."""

from dataclasses import dataclass
from datetime import date

from kvinnobyran.domain.case import Case, CaseState
from kvinnobyran.domain.intervention import Intervention
from kvinnobyran.domain.person import ContactWay, Municipality, Person
from kvinnobyran.domain.returning import StillHolds, Topic
from kvinnobyran.domain.violence import ViolenceExposure
from kvinnobyran.store import cases, people, retention
from kvinnobyran.store.authorities import still_holds
from kvinnobyran.store.reader import Reader


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """One intervention of an earlier case, and how many sessions were held."""

    label: str
    held: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Earlier:
    """What may still be shown of an earlier case; ``gone`` when its time is over."""

    case: Case
    gone: bool
    done: tuple[Done, ...] = ()
    children_at_home: int | None = None
    exposure: ViolenceExposure | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Returning:
    """Everything the page says to a woman who has been here before."""

    case: Case
    earlier: tuple[Earlier, ...]
    answers: dict[Topic, StillHolds]
    ways: tuple[ContactWay, ...]
    home: Municipality


def returning(reader: Reader, case_id: str, today: date) -> Returning | None:
    """Return what there is about a woman's earlier cases, newest first; None for no case."""
    case = reader.get(Case, case_id)
    if case is None:
        return None
    person = reader.get(Person, case.person_id)
    before = [
        each
        for each in cases.cases_of(reader, case.person_id)
        if each.id != case.id
        and each.state is CaseState.CLOSED
        and (each.opened_on, each.code) < (case.opened_on, case.code)
    ]
    return Returning(
        case=case,
        earlier=tuple(_earlier(reader, each, today) for each in before),
        answers=still_holds(reader, case_id),
        ways=tuple(people.contact_ways(reader, case.person_id)),
        home=person.municipality if person else Municipality.NOT_ASKED,
    )


def _earlier(reader: Reader, case: Case, today: date) -> Earlier:
    """Return an earlier case; what should have been purged by now is not shown."""
    kept = retention.kept(reader, case)
    if kept.earliest is not None and kept.earliest <= today:
        return Earlier(case=case, gone=True)
    calls = cases.assessment_calls(reader, case.id)
    exposures = cases.exposures(reader, case.id)
    held = [call.children_at_home for call in calls if call.held]
    return Earlier(
        case=case,
        gone=False,
        done=tuple(_done(reader, each) for each in cases.interventions(reader, case.id)),
        children_at_home=held[-1] if held else None,
        exposure=exposures[0] if exposures else None,
    )


def _done(reader: Reader, intervention: Intervention) -> Done:
    held = reader.value(
        "SELECT count(*) FROM counselling_session"
        " WHERE intervention_id = ? AND attendance = 'held'",
        (intervention.id,),
    )
    return Done(label=intervention.kind.label, held=held if isinstance(held, int) else 0)
