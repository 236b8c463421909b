"""An office for tests of flows: a real SQLCipher file and a clock one can set."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from kvinnobyran.domain.case import Case
from kvinnobyran.domain.ids import new_id
from kvinnobyran.domain.inquiry import Channel, Inquiry, InquiryOutcome
from kvinnobyran.domain.person import Identity, Person
from kvinnobyran.flows.inquiries import open_case
from kvinnobyran.flows.work import Work
from kvinnobyran.store.database import Database
from kvinnobyran.store.filling import filling
from tests.empty_register import empty_register


@dataclass
class Office:
    """One counsellor, one database, one clock."""

    database: Database
    user: str = "Greta"
    now: datetime = field(default=datetime(2027, 2, 9, 10, 15, tzinfo=UTC))

    @property
    def work(self) -> Work:
        """Return where a flow runs now."""
        return Work(self.database, self.user, self.now)

    def later(self, days: int) -> None:
        """Let days pass."""
        self.now += timedelta(days=days)

    def inquiry(self) -> Inquiry:
        """Return a complete inquiry that nobody has saved."""
        return Inquiry(
            id=new_id(),
            received_on=self.work.today,
            channel=Channel.PHONE,
            outcome=InquiryOutcome.ASSESSMENT_BOOKED,
        )

    def case(self, alias: str = "Påhittade Sten") -> Case:
        """Open a case for a new woman."""
        person = Person(id=new_id(), identity=Identity.ALIAS, alias=alias)
        return open_case(self.work, self.inquiry(), person)[1]

    def count(self, table: str) -> int:
        """Return how many rows a table has."""
        counts = dict(self.database.wire.rows(_COUNTS))
        return int(counts[table])


_COUNTS = (
    "SELECT 'person', count(*) FROM person"
    " UNION ALL SELECT 'inquiry', count(*) FROM inquiry"
    " UNION ALL SELECT 'task', count(*) FROM task"
    " UNION ALL SELECT 'support_case', count(*) FROM support_case"
    " UNION ALL SELECT 'contact_way', count(*) FROM contact_way"
    " UNION ALL SELECT 'journal_note', count(*) FROM journal_note"
    " UNION ALL SELECT 'working_note', count(*) FROM working_note"
)


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    """Yield an empty office."""
    database = empty_register(tmp_path)
    yield Office(database)
    database.close()


@pytest.fixture(scope="module")
def shared_database(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    """Yield one database for a module whose tests sweep up after themselves."""
    database = empty_register(tmp_path_factory.mktemp("shared"))
    with filling(database):
        yield database
    database.close()
