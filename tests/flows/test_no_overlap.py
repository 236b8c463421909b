"""B1 under everything: any commands in any order, two who save at once, two who write at once."""

import subprocess
import sys
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from threading import Barrier, Thread

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlcipher3 import dbapi2

from kvinnobyran.domain.ids import new_id
from kvinnobyran.domain.placement import LIVING, DischargeReason, Placement, collide
from kvinnobyran.domain.span import Span, earliest, gaps
from kvinnobyran.domain.stay import StayKind
from kvinnobyran.domain.trouble import Refused, Trouble
from kvinnobyran.flows import discharge, placements, reservations, stays
from kvinnobyran.flows.work import Work
from kvinnobyran.store.database import Database
from kvinnobyran.store.troubles import DatabaseLocked, StaysOverlap
from kvinnobyran.store.undo import redo, undo
from tests.flows.housing_kit import BECAUSE, Housing, swept

START = date(2027, 3, 1)
DAYS = st.integers(0, 60)
COMMANDS = st.tuples(
    st.sampled_from(
        ("enrol", "in", "out", "extend", "replan", "shift", "hold", "later", "undo", "redo")
    ),
    st.integers(0, 3),
    DAYS,
    st.one_of(st.none(), st.integers(-3, 40)),
    st.booleans(),
)
OVERLAPPING = """
    SELECT count(*) FROM placement AS one JOIN placement AS other
        ON other.apartment_id = one.apartment_id AND other.id > one.id
    WHERE one.state IN ('decided', 'moved_in', 'extended', 'discharge', 'moved_out',
            'aftercare', 'closed')
        AND other.state IN ('decided', 'moved_in', 'extended', 'discharge', 'moved_out',
            'aftercare', 'closed')
        AND (max(coalesce(one.moved_in, one.planned_in), coalesce(other.moved_in, other.planned_in))
            < min(coalesce(one.moved_out, one.planned_out, '9999-12-31'),
                coalesce(other.moved_out, other.planned_out, '9999-12-31'))
        OR max(one.moved_in, other.moved_in)
            < min(coalesce(one.moved_out, '9999-12-31'), coalesce(other.moved_out, '9999-12-31')))
"""


class Walker:
    """Four women, two apartments, and two counsellors who take turns at one register."""

    def __init__(self, house: Housing) -> None:
        self.house = house
        self.stays: list[Placement] = [house.request() for _ in range(4)]
        self.turn = 0
        for each in self.stays:
            placements.begin_assessment(house.office.work, each)

    @property
    def work(self) -> Work:
        self.turn += 1
        office = self.house.office
        return Work(office.database, ("Greta", "Vera")[self.turn % 2], office.now)

    def do(self, what: str, who: int, day: int, length: int | None, first: bool) -> None:
        stay = self.stays[who]
        apartment = self.house.a if first else self.house.b
        begins = START + timedelta(days=day)
        until = None if length is None else begins + timedelta(days=length)
        today = self.house.today
        if what == "enrol":
            wanted = replace(
                stay,
                apartment_id=apartment.id,
                planned_in=begins,
                planned_out=until,
                enrolled_by="Greta",
                enrolled_on=today,
            )
            placements.enrol(self.work, wanted, reasons=BECAUSE)
        elif what == "in":
            placements.move_in(self.work, stay, today, reasons=BECAUSE)
        elif what == "out":
            reason = DischargeReason.OWN_HOME
            going = replace(stay, discharge_by="Vera", discharge_on=today, discharge_reason=reason)
            discharge.decide_discharge(self.work, going)
            discharge.move_out(self.work, stay, today, aftercare=False)
        elif what == "extend":
            stays.extend(
                self.work, stay, until or begins, decided_by="Greta", reason="x", reasons=BECAUSE
            )
        elif what == "replan":
            stays.replan(
                self.work, stay, apartment_id=apartment.id, first=begins, until=until,
                reasons=BECAUSE,
            )  # fmt: skip
        elif what == "shift":
            stays.shift_stay(
                self.work, StayKind.PLACEMENT, stay.id, apartment_id=apartment.id,
                span=Span(begins, until), reasons=BECAUSE,
            )  # fmt: skip
        elif what == "hold":
            held = self.house.reservation(apartment, begins, until)
            reservations.confirm_reservation(self.work, held, by="Vera", on=today)
        elif what == "later":
            self.house.office.later(day)
        else:
            does = undo if what == "undo" else redo
            does(self.house.office.database, user="Greta", now=self.house.office.now)


@pytest.mark.unmeasured
@settings(max_examples=40, deadline=None)
@given(st.lists(COMMANDS, min_size=5, max_size=25))
def test_B1_no_sequence_of_commands_by_two_makes_an_overlap(shared_database, commands):
    with swept(shared_database) as office:
        office.now = datetime(2027, 3, 1, 10, 15, tzinfo=UTC)
        walker = Walker(Housing(office))
        for command in commands:
            with suppress(Trouble):
                walker.do(*command)
            assert office.database.value(OVERLAPPING) == 0
        found = office.database.all(Placement, "SELECT * FROM placement")
        assert not any(collide(one, other) for one in found for other in found)
        living = [each.apartment_id for each in found if each.state in LIVING]
        assert len(living) == len(set(living))


# --- two who save the same, two who write at once ---------------------------------------------


@pytest.fixture
def house(shared_database):
    with swept(shared_database) as office:
        yield Housing(office)


def test_B1_of_two_saves_of_the_same_days_one_wins_and_the_other_gets_a_message(house):
    one, two = (
        house.request(apartment_id=house.a.id, planned_in=house.day(1), planned_out=house.day(20))
        for _ in range(2)
    )
    for each in (one, two):
        placements.begin_assessment(house.office.work, each)
    saved = [replace(each, enrolled_by="Greta", enrolled_on=house.today) for each in (one, two)]
    vera = Work(house.office.database, "Vera", house.office.now)
    placements.enrol(vera, saved[0])
    with pytest.raises(Refused) as refused:
        placements.enrol(house.office.work, saved[1])
    (fault,) = refused.value.faults
    assert (fault.field, fault.source) == ("planned_in", "domain.md B1")
    assert "Där bor någon annan till" in fault.sentence


SCHEMA = "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%'"
INSERT = """
    INSERT INTO placement SELECT ?, case_id, apartment_id, 'decided', requested_on, placer,
        placer_words, placer_contact, adults, fur_allergy, needs, legal_ground,
        decision_reference, decision_on, decision_until, applied_on, own_motive,
        board_considered, cost_agreement, suitability, suitability_on, daily_fee, enrolled_by,
        enrolled_on, enrolment_motive, refused_on, refusal_reason, refusal_words, planned_in,
        planned_out, moved_in, moved_out, checks_in, checks_out, discharge_by, discharge_on,
        discharge_reason, discharge_words, her_request, aftercare_from, aftercare_review_on,
        closed_on
    FROM placement WHERE id = ?
"""


def plain_copy(database: Database, path) -> None:
    """Write the schema and the rows into a file that two connections may open at once."""
    copy = dbapi2.connect(path, isolation_level=None)
    copy.execute("PRAGMA journal_mode = WAL")
    for (sql,) in database.wire.rows(SCHEMA):
        if "search" not in sql and "fts" not in sql:
            copy.execute(sql)
    for table in ("person", "support_case", "apartment", "placement"):
        rows = database.wire.rows(f"SELECT * FROM {table}")
        marks = ", ".join("?" * len(rows[0]))
        copy.executemany(f"INSERT INTO {table} VALUES ({marks})", rows)
    copy.close()


def test_B1_of_two_connections_that_write_at_once_the_database_lets_one_through(house, tmp_path):
    """The rule is the file's own: it holds without our code, our lock and our one thread."""
    model = house.request(
        apartment_id=house.a.id, planned_in=house.day(1), planned_out=house.day(20)
    )
    with house.office.work.step("Prov") as tx:
        tx.update(replace(model, enrolled_by="Greta", enrolled_on=house.today))
    others = [house.office.case(f"Påhittade {number}").id for number in range(8)]
    path = tmp_path / "plain.db"
    plain_copy(house.office.database, path)
    ready, said = Barrier(2), []

    def write(cases) -> None:
        connection = dbapi2.connect(path, timeout=20, isolation_level=None)
        ready.wait()
        for case in cases:
            try:
                connection.execute("BEGIN IMMEDIATE")
                fresh = new_id()
                connection.execute(INSERT, (fresh, model.id))
                connection.execute("UPDATE placement SET case_id = ? WHERE id = ?", (case, fresh))
                connection.execute("COMMIT")
            except dbapi2.IntegrityError as error:
                connection.execute("ROLLBACK")
                said.append(str(error))
        connection.close()

    writers = [Thread(target=write, args=(others[half::2],)) for half in range(2)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    look = dbapi2.connect(path)
    (count,) = look.execute("SELECT count(*) FROM placement WHERE state = 'decided'").fetchone()
    look.close()
    assert count == 1
    assert said == ["stays overlap"] * 7


CHILD = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from kvinnobyran.domain.keys import StoreKeys
from kvinnobyran.store.database import Database
from kvinnobyran.store.troubles import DatabaseLocked
keys = StoreKeys(
    database=bytearray(range(48)), audit=bytearray(range(32)), vault_id="f" * 32, epoch=1
)
try:
    Database.open(Path(sys.argv[1]), keys, device="b")
except DatabaseLocked:
    print("locked")
"""


def test_B1_a_second_process_cannot_write_while_one_has_the_register(shared_database):
    done = subprocess.run(
        [sys.executable, "-c", CHILD, str(shared_database.path)],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.stdout.strip() == "locked"
    assert issubclass(StaysOverlap, Trouble)
    assert issubclass(DatabaseLocked, Trouble)


# --- spans ---------------------------------------------------------------------------------------

SPANS = st.builds(
    lambda first, length: Span(
        START + timedelta(days=first), None if length is None else START + timedelta(first + length)
    ),
    st.integers(0, 80),
    st.one_of(st.none(), st.integers(1, 30)),
)


@given(SPANS, SPANS)
def test_two_spans_overlap_when_they_share_a_night(one, other):
    days = [START + timedelta(days=day) for day in range(130)]
    shared = any(day in one and day in other for day in days)
    assert one.overlaps(other) == other.overlaps(one) == shared
    both = one.within(other)
    assert (both is not None) == shared
    assert both is None or all((day in both) == (day in one and day in other) for day in days)


@given(st.lists(SPANS, max_size=6), st.integers(0, 90), st.integers(1, 40))
def test_the_earliest_day_is_free_and_no_earlier_one_is(taken, start, nights):
    first = START + timedelta(days=start)
    found = earliest(taken, first, nights)

    def free(day: date) -> bool:
        return not any(each.overlaps(Span(day, day + timedelta(days=nights))) for each in taken)

    if found is None:
        assert any(each.until is None for each in taken)
        return
    assert found >= first
    assert free(found)
    assert not any(free(first + timedelta(days=more)) for more in range((found - first).days))
    for gap in gaps(taken, Span(first)):
        assert not any(each.overlaps(gap) for each in taken)


def test_a_span_without_an_end_has_no_number_of_nights():
    assert Span(START, START + timedelta(days=3)).nights() == 3
    with pytest.raises(ValueError, match="without an end"):
        Span(START).nights()
