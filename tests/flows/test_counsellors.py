"""A case goes from one counsellor to another, and shows who had it when (domain.md 3.1)."""

import itertools
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kvinnobyran.domain.case import Case, CloseReason
from kvinnobyran.domain.counsellor import CounsellorChange, assignments
from kvinnobyran.domain.ids import new_id
from kvinnobyran.domain.task import Task
from kvinnobyran.domain.trouble import Refused
from kvinnobyran.flows import cases, tasks
from kvinnobyran.flows.counsellors import change_counsellor, hand_over_all, may_hand_over_all
from kvinnobyran.store import cases as stored
from kvinnobyran.store.dossier import dossier
from kvinnobyran.store.handover import handover
from kvinnobyran.store.undo import undo
from tests.flows.conftest import Office
from tests.flows.test_first_contact import refused

OPENED = date(2027, 1, 4)


def history(office: Office, case: Case) -> list[tuple[str, date, date | None]]:
    found = dossier(office.database, case.id)
    assert found is not None
    had = assignments(found.case, found.of(CounsellorChange))
    return [(each.counsellor, each.first, each.last) for each in had]


def test_a_leavers_open_cases_and_tasks_go_to_a_colleague_in_one_step(office: Office) -> None:
    case, done = office.case(), office.case("Påhittade Mossa")
    done = cases.close_case(
        office.work, done, closed_on=office.work.today, reason=CloseReason.GOALS_REACHED
    )
    loose = Task(id=new_id(), what="Ring", due_on=office.work.today, assigned_to="Greta")
    with office.work.step("Påhitt") as tx:
        tx.insert(loose)
    may_hand_over_all(office.work, "Greta", "Hanna")
    with pytest.raises(Refused):
        may_hand_over_all(office.work, "Greta", " ")
    with office.work.step("Påhitt") as tx:
        assert hand_over_all(office.work, tx, "Greta", "Hanna") == 1
    said = [
        getattr(office.database.get(kind, id_), name)
        for kind, id_, name in (
            (Case, case.id, "counsellor"),
            (Case, done.id, "counsellor"),
            (Task, loose.id, "assigned_to"),
        )
    ]
    assert said == ["Hanna", "Greta", "Hanna"]
    change = stored.latest_change(office.database, case.id)
    assert change is not None
    assert change.reason == "Har slutat"


def test_a_case_goes_to_the_colleague_and_back_and_the_history_says_so(office: Office) -> None:
    case = office.case()
    opened = case.opened_on
    assert history(office, case) == [("Greta", opened, None)]
    office.later(10)
    vera = change_counsellor(office.work, case, " Vera ", reason="Påhittad ledighet")
    office.later(5)
    greta = change_counsellor(office.work, vera, "Greta")
    assert (vera.counsellor, greta.counsellor) == ("Vera", "Greta")
    first, second = opened + timedelta(days=10), opened + timedelta(days=15)
    assert history(office, case) == [
        ("Greta", opened, first),
        ("Vera", first, second),
        ("Greta", second, None),
    ]
    undo(office.database, user=office.user, now=office.now)
    assert history(office, case)[-1] == ("Vera", first, None)


def test_what_waits_in_the_case_goes_along(office: Office) -> None:
    case = office.case()
    today = office.work.today
    own = Task(id=new_id(), what="Påhittad", due_on=today, assigned_to="Greta", case_id=case.id)
    others = replace(own, id=new_id(), assigned_to="Vera")
    elsewhere = replace(own, id=new_id(), case_id=None)
    for each in (own, others, elsewhere):
        tasks.save_task(office.work, each)
    lent = replace(own, id=new_id(), assigned_to="Maj", lent_by="Greta", lent_until=today)
    tasks.save_task(office.work, lent)
    change_counsellor(office.work, case, "Vera")

    def whose(task: Task) -> tuple[str, str]:
        found = office.database.get(Task, task.id)
        assert found is not None
        return found.assigned_to, found.lent_by

    assert whose(own) == ("Vera", "")
    assert whose(others) == ("Vera", "")
    assert whose(elsewhere) == ("Greta", "")
    assert whose(lent) == ("Maj", "Vera")


def test_517_the_handover_tells_of_a_case_that_is_new_to_her(office: Office) -> None:
    case = change_counsellor(office.work, office.case(), "Vera")
    today = office.work.today

    def told(counsellor: str, days: int) -> list[str]:
        first = today + timedelta(days=days)
        dates = handover(office.database, counsellor, first, first + timedelta(days=7)).dates
        return [row.what for row in dates if row.case_id == case.id]

    assert told("Vera", 1) == ["Tog nyss över ärendet"]
    assert told("Vera", 40) == []
    assert told("Greta", 1) == []


@pytest.mark.parametrize(
    ("to", "days", "field"),
    [("", 0, "counsellor"), ("Greta", 0, "counsellor"), ("Vera", 1, "changed_on"),
     ("Vera", -400, "changed_on")],
)  # fmt: skip
def test_a_change_names_somebody_else_and_a_day_that_has_been(
    office: Office, to: str, days: int, field: str
) -> None:
    case = office.case()
    with pytest.raises(Refused) as error:
        change_counsellor(office.work, case, to, on=office.work.today + timedelta(days=days))
    assert refused(error) == [field]
    assert stored.latest_change(office.database, case.id) is None


def test_a_change_never_goes_before_the_latest_one_nor_into_a_closed_case(office: Office) -> None:
    case = office.case()
    office.later(5)
    change_counsellor(office.work, case, "Vera")
    with pytest.raises(Refused) as error:
        change_counsellor(office.work, case, "Maj", on=office.work.today - timedelta(days=1))
    assert refused(error) == ["changed_on"]
    now = office.database.get(Case, case.id)
    assert now is not None
    cases.close_case(office.work, now, closed_on=office.work.today, reason=CloseReason.HER_WISH)
    with pytest.raises(Refused) as error:
        change_counsellor(office.work, now, "Maj")
    assert refused(error) == ["counsellor"]


def test_the_sheet_of_the_case_changes_no_counsellor(office: Office) -> None:
    case = office.case()
    with pytest.raises(Refused) as error:
        cases.save_case(office.work, replace(case, counsellor="Vera"))
    assert refused(error) == ["counsellor"]


@given(st.lists(st.tuples(st.integers(0, 3), st.sampled_from("ABC")), max_size=6))
def test_the_history_has_no_hole_and_ends_with_the_counsellor_of_now(
    steps: list[tuple[int, str]],
) -> None:
    counsellor, day, changes = "A", OPENED, []
    for number, (days, to) in enumerate(steps, start=1):
        if to == counsellor:
            continue
        day += timedelta(days=days)
        changes.append(
            CounsellorChange(
                id="", case_id="", number=number, changed_on=day, earlier=counsellor, counsellor=to
            )
        )
        counsellor = to
    case = Case(id="", code="", person_id="", opened_on=OPENED, counsellor=counsellor)
    had = assignments(case, reversed(changes))
    assert had[0].first == OPENED
    assert (had[-1].counsellor, had[-1].last) == (counsellor, None)
    for one, other in itertools.pairwise(had):
        assert one.last == other.first
        assert one.counsellor != other.counsellor
        assert one.first < other.first
