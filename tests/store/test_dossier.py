"""What a case holds is a list: nothing is left out, and what names another comes after it."""

import pytest

from kvinnobyran.domain.case import Case
from kvinnobyran.domain.person import ContactWay, Person
from kvinnobyran.store.database import Database
from kvinnobyran.store.dossier import DOSSIER
from kvinnobyran.store.tables import TABLES
from tests.store.kit import DEVICE


@pytest.fixture
def database(path, keys):
    made = Database.create(path, keys, device=DEVICE)
    yield made
    made.close()


def named_by(database, table):
    """Return the tables that a table's columns refer to."""
    return {row[2] for row in database.wire.rows(f"PRAGMA foreign_key_list({table})")}


def test_every_record_of_a_case_is_in_the_dossier(database):
    of_a_case = {
        kind for kind, table in TABLES.items() if TABLES[Case] in named_by(database, table)
    }
    assert of_a_case - set(DOSSIER) == set()


def test_what_names_another_record_stands_after_it(database):
    order = [TABLES[kind] for kind in DOSSIER]
    for place, table in enumerate(order):
        later = named_by(database, table) & set(order[place + 1 :])
        if table in {TABLES[Case], TABLES[ContactWay]}:
            later -= {TABLES[Person]}  # the woman herself, who is not in the list; only her kin
        assert not later, f"{table} names {later}, which come after it"


def test_every_line_reads_its_own_records(database):
    whose = {"case": "0" * 32, "person": "0" * 32}
    for kind, sql in DOSSIER.items():
        assert database.all(kind, sql, whose) == []
