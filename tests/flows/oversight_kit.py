"""A register with a manager, for tests: two readings, a fixed report, and her own file."""

import datetime as dt
from dataclasses import replace

import pytest

from kvinnobyran.domain.access_review import Answer
from kvinnobyran.flows import inquiries, oversight, publishing
from kvinnobyran.flows.access_log import answer_reading, review_of
from kvinnobyran.flows.protection import read_protected
from kvinnobyran.flows.work import Work
from kvinnobyran.statistics.period import Period
from kvinnobyran.statistics.release import release
from kvinnobyran.store import oversight as stored
from kvinnobyran.store.database import Database
from kvinnobyran.vault.kdf import FLOOR
from kvinnobyran.vault.vault import Vault
from tests.flows.conftest import Office
from tests.vault.kit import ANNA, BERIT, PHRASE, two_users

RUT = "Rut Uppdiktad"
SIV = "Siv Fantasi"
HERS = "gren spade kaffe dimma vante"
NOW = dt.datetime(2027, 2, 9, 10, 15, tzinfo=dt.UTC)
LATER = dt.datetime(2027, 3, 2, 9, 0, tzinfo=dt.UTC)
FEBRUARY = dt.date(2027, 2, 1)
Q4 = Period.of_days(dt.date(2026, 10, 1), dt.date(2026, 12, 31))
SECRET = "hemligkanarieord"


def fill(database, *, user=ANNA, other=BERIT):
    """Three readings, one of them answered, and a report that is fixed and handed over.

    With :data:`SECRET` wherever somebody can write.
    """
    office = Office(database, user=user, now=NOW)
    case = office.case(f"Påhittade {SECRET}")
    for what in ("Personnummer", "Namn"):
        read_protected(office.work, lambda _: None, case.person_id, what, "påhittad")
    with office.work.step("Läste ett barns akt") as tx:
        tx.log("child_file", table="person", record=case.person_id, text=SECRET)
    for _ in range(9):
        inquiry = replace(office.inquiry(), received_on=dt.date(2026, 11, 3))
        inquiries.keep_as_statistics(office.work, inquiry)
    known = publishing.send_for_review(office.work, Q4)
    prepared = publishing.prepare(database, Q4, made_on=NOW.date())
    made = release.make(prepared.content, prepared.setting)
    fixed = publishing.fix(replace(office.work, user=other), known.id, made)
    publishing.hand_over(office.work, fixed.id, to=SECRET)
    first = review_of(database, FEBRUARY, dt.UTC).lines[0].seq
    answer_reading(replace(office.work, now=LATER), FEBRUARY, first, Answer.ASK, SECRET)


def build(folder):
    """Make the register in a missing folder, with its manager; return the sheet's text.

    Her file was carried in March.
    """
    sheet = two_users(folder)
    unlocked = Vault.open(folder).unlock(ANNA, PHRASE)
    database = Database.create(folder / "data.db", unlocked.store_keys, device="a")
    fill(database)
    work = Work(database, ANNA, LATER)
    assert oversight.carry(work, unlocked) == 0
    assert not (folder / "oversight.db").exists(), "no manager, no file"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("kvinnobyran.vault.kdf.calibrate", lambda: FLOOR)
        oversight.add_manager(work, unlocked, RUT, HERS)
    database.close()
    return sheet


class Register:
    """The register as a counsellor has it open."""

    def __init__(self, folder, user=ANNA, phrase=PHRASE, now=LATER):
        self.vault = Vault.open(folder).unlock(user, phrase)
        self.database = Database.open(folder / "data.db", self.vault.store_keys, device="a")
        self.work = Work(self.database, user, now)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.database.close()
        self.vault.wipe()


class Hers:
    """The oversight as a manager has it open."""

    def __init__(self, folder, user=RUT, phrase=HERS, now=LATER):
        self.keys = Vault.open(folder).unlock_oversight(user, phrase)
        self.database = stored.open_file(folder / "oversight.db", self.keys.store_keys)
        self.work = Work(self.database, user, now)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.database.close()
        self.keys.wipe()
