"""The fictitious office: the same everywhere, alive, marked, and obviously invented."""

import hashlib
import shutil
from dataclasses import fields, replace
from datetime import date
from typing import Any

import pytest

from kvinnobyran.demo.cast import COUNSELLOR, Cast
from kvinnobyran.demo.dice import Dice
from kvinnobyran.demo.office import LAST_DAY, _phrase, build_office, return_to_office
from kvinnobyran.domain.case import Case, CaseState
from kvinnobyran.domain.child_file import ChildNote
from kvinnobyran.domain.concern import ConcernChild
from kvinnobyran.domain.identity_number import IdentityNumber
from kvinnobyran.domain.ids import ids_from, new_id
from kvinnobyran.domain.note import WorkingNote
from kvinnobyran.domain.perpetrator import Perpetrator, PerpetratorName
from kvinnobyran.domain.person import ContactWay, Identity, Person
from kvinnobyran.domain.session import Participant
from kvinnobyran.domain.trappan_session import TrappanAttendance
from kvinnobyran.domain.violence import ChildExposure
from kvinnobyran.store import cases, today
from kvinnobyran.store.check import check
from kvinnobyran.store.database import Database
from kvinnobyran.store.dossier import dossier
from kvinnobyran.store.office import practice_day
from kvinnobyran.store.tables import TABLES
from kvinnobyran.ui.case.parts import moments
from kvinnobyran.vault.troubles import VaultExists, WrongPassphrase
from kvinnobyran.vault.vault import Vault
from tests.office import built_office, copied_office, open_database
from tests.offline import demo_by_command


@pytest.fixture(scope="module")
def office(tmp_path_factory):
    return copied_office(tmp_path_factory.mktemp("demo"))


@pytest.fixture(scope="module")
def database(office):
    with open_database(office) as opened:
        yield opened


def contents(database: Database) -> str:
    """Return a digest of every record, its journal and the moments in it."""
    digest = hashlib.sha256()
    for table in TABLES.values():
        for row in database.wire.rows(f"SELECT * FROM {table} ORDER BY id"):
            digest.update(repr(row).encode())
    for row in database.wire.rows("SELECT id, name, user, at FROM step ORDER BY id"):
        digest.update(repr(row).encode())
    return digest.hexdigest()


@pytest.mark.slow
def test_the_same_seed_gives_the_same_office_whatever_hash_seed_time_zone_or_day(
    tmp_path, database
):
    """The other one is built by a process whose hash seed and time zone are others."""
    made, office = demo_by_command(), built_office(1, 1)
    assert made.code == 0, made.err
    assert (made.keys["user"], made.keys["passphrase"]) == (office.user, office.passphrase)
    folder = tmp_path / "elsewhere"
    shutil.copytree(made.keys["data"], folder)
    Vault.open(folder).unlock(office.colleague, office.colleague_passphrase).wipe()
    with open_database(replace(office, data=folder)) as other:
        assert contents(other) == contents(database)


def test_another_seed_is_another_office():
    """What everything is thrown with, the passphrases first of all."""
    assert len({_phrase(Dice(seed)) for seed in range(5)}) == 5


def test_the_office_is_whole_and_marked_as_practice(office, database):
    keys = Vault.open(office.data)
    assert keys.users == (office.user, office.colleague)
    assert practice_day(database) == LAST_DAY
    opened = keys.unlock(office.user, office.passphrase)
    assert [line for line in check(database, opened.store_keys) if not line.ok] == []


def test_the_volumes_are_those_of_a_small_unit(database):
    def count(table: str, where: str = "1") -> int:
        return int(database.value(f"SELECT count(*) FROM {table} WHERE {where}"))

    assert 80 <= count("inquiry") <= 160
    assert 25 <= count("person", "id IN (SELECT person_id FROM support_case)") <= 70
    assert count("relation", "kind = 'child'") > 10
    assert count("custody") > 3
    assert count("protection", "valid_until IS NULL") >= 1
    assert count("support_case", "earlier_case_id IS NOT NULL") >= 1
    assert count("counselling_session", "attendance = 'held'") > 100
    assert count("counselling_session", "attendance = 'missed'") > 3
    assert count("journal_note", "state = 'signed'") > 80
    assert {case.state for case in database.all(Case, "SELECT * FROM support_case")} >= {
        CaseState.ASSESSMENT,
        CaseState.ONGOING,
        CaseState.CLOSED,
    }


def test_the_last_day_has_something_to_do_and_nothing_lies_after_it_but_plans(database):
    whats = {row.what for row in today.due(database, LAST_DAY, LAST_DAY)}
    assert "Samtal" in whats
    assert len(whats) > 2
    assert today.needs_attention(database, LAST_DAY)
    end = LAST_DAY.isoformat()
    for question in (
        "SELECT count(*) FROM inquiry WHERE received_on > ?",
        "SELECT count(*) FROM journal_note WHERE written_on > ?",
        "SELECT count(*) FROM counselling_session WHERE attendance <> 'planned' AND held_on > ?",
        "SELECT count(*) FROM assessment_call WHERE state = 'assessed' AND booked_for > ?",
    ):
        assert database.value(question, (end,)) == 0


def test_everybody_is_invented(database):
    ways = database.all(ContactWay, "SELECT * FROM contact_way")
    phones = [way.value for way in ways if way.kind == "phone"]
    assert phones
    assert all(phone.replace(" ", "", 1) >= "070-174 0605" or phone for phone in phones)
    assert all(phone.startswith(("070-174 06", "070-174 0")) for phone in phones)
    assert all(way.value.endswith("@example.com") for way in ways if way.kind == "email")
    for person in database.all(Person, "SELECT * FROM person"):
        named = bool(person.alias) != bool(person.first_name or person.last_name)
        assert named == (person.identity is not Identity.ANONYMOUS)


def test_the_numbers_stay_in_the_series_kept_free_for_fiction():
    cast = Cast(Dice(3))
    numbers = {cast._number() for _ in range(300)}
    assert len(numbers) == 95
    assert min(numbers) == "070-174 06 05"
    assert max(numbers) == "070-174 06 99"


def test_no_two_women_share_a_name_however_many_come():
    cast = Cast(Dice(1))
    women = [cast.woman(date(2027, 1, 1)) for _ in range(7000)]
    assert len({woman.called for woman in women}) == len(women)


def test_a_folder_with_a_register_is_never_touched(tmp_path):
    office = copied_office(tmp_path)
    before = {path.name: path.read_bytes() for path in office.data.iterdir()}
    with pytest.raises(VaultExists):
        build_office(office.data, years=1, seed=1)
    assert {path.name: path.read_bytes() for path in office.data.iterdir()} == before


def test_an_office_that_could_not_be_finished_leaves_nothing(tmp_path, monkeypatch):
    folder = tmp_path / "office"
    folder.mkdir()
    (folder / "brev.txt").write_text("mitt eget")
    monkeypatch.setattr("kvinnobyran.demo.office.live", lambda *_, **__: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        build_office(folder, years=1, seed=1)
    assert [path.name for path in folder.iterdir()] == ["brev.txt"]


def test_one_returns_to_ones_office_with_a_new_recovery_key(tmp_path):
    office = copied_office(tmp_path)
    again = return_to_office(office.data, seed=1)
    assert (again.user, again.passphrase) == (COUNSELLOR, office.passphrase)
    assert again.recovery_key != office.recovery_key
    Vault.open(office.data).unlock_with_recovery_key(again.recovery_key).wipe()
    with pytest.raises(WrongPassphrase):
        return_to_office(office.data, seed=2)


def test_ids_come_from_the_seed_only_while_asked():
    with ids_from(lambda: "0" * 32):
        assert new_id() == "0" * 32
    assert new_id() != new_id()


NO_MOMENT = {
    Person: "Who she is did not happen on a day.",
    ChildExposure: "Told with the assessment of the violence that it belongs to.",
    Perpetrator: "Who he is did not happen on a day, and he stays out of sight (S6).",
    PerpetratorName: "Never shown but on its own sheet (S6).",
    IdentityNumber: "A number did not happen on a day.",
    Participant: "Told with the session that it belongs to.",
    ConcernChild: "Told with the report that it belongs to.",
    WorkingNote: "Not part of her record; it erases itself (G9).",
    TrappanAttendance: "Told with the session that it belongs to.",
    ChildNote: "What a child has told stands in the child's own file (T9).",
}


def test_the_timeline_of_a_case_tells_of_everything_in_it(database):
    held, told = set(), set()
    for row in cases.case_rows(database):
        found = dossier(database, row.id)
        ids = {moment.id for moment in moments(found)}
        for kind, records in found.records.items():
            held |= {kind for each in records if _days(each)}
            told |= {kind for each in records if each.id in ids}
    assert held - told <= set(NO_MOMENT), "no line of the timeline, and no reason why"
    assert not told & set(NO_MOMENT)


def _days(record: Any) -> list[date]:
    """Return the days that a record knows: nothing can be told of what has none."""
    values = (getattr(record, field.name) for field in fields(record))
    return [value for value in values if isinstance(value, date)]
