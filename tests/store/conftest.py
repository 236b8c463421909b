from collections.abc import Iterator
from pathlib import Path

import pytest

from kvinnobyran.domain.keys import StoreKeys
from kvinnobyran.store.database import Database
from kvinnobyran.store.reads import Schema
from tests.store.kit import DEVICE, make_keys, make_schema


@pytest.fixture
def keys() -> StoreKeys:
    return make_keys()


@pytest.fixture
def schema(tmp_path: Path) -> Schema:
    return make_schema(tmp_path / "migrations")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    (tmp_path / "vault").mkdir()
    return tmp_path / "vault" / "data.db"


@pytest.fixture
def database(path: Path, keys: StoreKeys, schema: Schema) -> Iterator[Database]:
    made = Database.create(path, keys, device=DEVICE, schema=schema)
    yield made
    made.close()
