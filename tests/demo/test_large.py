"""The register for benchmarks: as many as asked, and sound."""

from kvinnobyran.demo.large import fill
from kvinnobyran.domain.keys import StoreKeys
from kvinnobyran.store.check import check
from kvinnobyran.store.database import Database


def test_a_large_register_has_what_was_asked_and_is_sound(tmp_path):
    keys = StoreKeys(
        database=bytearray(range(1, 49)), audit=bytearray(range(32)), vault_id="a" * 32, epoch=1
    )
    database = Database.create(tmp_path / "data.db", keys, device="a")
    try:
        fill(database, persons=60, notes=500, seed=3)
        assert database.value("SELECT count(*) FROM person") == 60
        assert database.value("SELECT count(*) FROM journal_note") == 500
        assert database.value("SELECT count(*) FROM support_case WHERE state <> 'closed'") > 0
        lines = check(database, keys)
        assert [line.name for line in lines if not line.ok] == []
    finally:
        database.close()
