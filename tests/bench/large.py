"""The register that is measured: 5,000 women and 50,000 notes, all invented, the same each time.

Women, cases and calls are those of :mod:`kvinnobyran.demo.large`. The notes have the
frequencies of real language, because a search in ten texts that repeat would measure nothing;
one case is large (300 notes, 40 sessions), and Idag has something to show.
"""

import datetime as dt
import itertools
import random
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from kvinnobyran.demo.cast import COUNSELLOR
from kvinnobyran.demo.large import fill
from kvinnobyran.domain.case import Case
from kvinnobyran.domain.ids import new_id
from kvinnobyran.domain.intervention import Intervention
from kvinnobyran.domain.note import JournalNote, NoteState
from kvinnobyran.domain.session import CounsellingSession, SessionAttendance
from kvinnobyran.domain.task import Task
from kvinnobyran.store.database import Database
from kvinnobyran.store.filling import filling
from kvinnobyran.vault.kdf import FLOOR
from kvinnobyran.vault.passphrase import word_list
from kvinnobyran.vault.vault import Vault

PERSONS = 5_000
NOTES = 50_000
WORDS_OF_A_NOTE = 60
NOTES_OF_THE_LARGE_CASE = 300
SESSIONS_OF_THE_LARGE_CASE = 40
OF_OTHERS = 4
"""Sessions of every other case."""
TASKS = 20
PHRASE = "kork segel moln tratt bord"
RARE = "snöstormsvarning"
"""A word that stands in one note of a thousand."""
_STEP = 2_000


@dataclass(frozen=True)
class LargeOffice:
    """Where it is, its user, and its large case."""

    data: Path
    large_case: str
    user: str = COUNSELLOR


class Words:
    """Text with the frequencies of real language: few words often, most of them seldom."""

    def __init__(self, seed: int = 2) -> None:
        self.dice = random.Random(seed)
        self.words = list(word_list())
        self.steps = list(itertools.accumulate(1 / (at + 1) for at in range(len(self.words))))

    def text(self, count: int = WORDS_OF_A_NOTE) -> str:
        return " ".join(self.dice.choices(self.words, cum_weights=self.steps, k=count))


def build(folder: Path) -> LargeOffice:
    """Build it in an empty folder; takes about half a minute."""
    now = dt.datetime.now().astimezone()
    vault, unlocked, recovery = Vault.create(folder, user=COUNSELLOR, passphrase=PHRASE, kdf=FLOOR)
    recovery.wipe()
    database = Database.create(vault.database_path, unlocked.store_keys, device="a")
    try:
        fill(database, persons=PERSONS, notes=0, until=now.date())
        cases = database.all(Case, "SELECT * FROM support_case ORDER BY opened_on, id")
        support = {
            each.case_id: each for each in database.all(Intervention, "SELECT * FROM intervention")
        }
        with filling(database):
            records = _records(cases, support, now)
            while batch := list(itertools.islice(records, _STEP)):
                with database.transaction(user=COUNSELLOR, name="Fyll", now=now) as step:
                    for record in batch:
                        step.insert(record)
    finally:
        database.close()
        unlocked.wipe()
    return LargeOffice(folder, cases[-1].id)


def _records(
    cases: list[Case], support: dict[str, Intervention], now: dt.datetime
) -> Iterator[object]:
    """Yield sessions, notes and tasks; the newest case is the large one."""
    words = Words()
    written = 0
    share = (NOTES - NOTES_OF_THE_LARGE_CASE) / (len(cases) - 1)
    for number, case in enumerate(cases):
        large = case is cases[-1]
        sessions = [
            CounsellingSession(
                id=new_id(),
                intervention_id=support[case.id].id,
                held_on=min(case.opened_on + dt.timedelta(days=4 * each), now.date()),
                attendance=SessionAttendance.HELD,
            )
            for each in range(SESSIONS_OF_THE_LARGE_CASE if large else OF_OTHERS)
        ]
        yield from sessions
        own = NOTES_OF_THE_LARGE_CASE if large else round(share * (number + 1)) - written
        for each in range(own):
            written += 1
            session = sessions[each % len(sessions)]
            yield JournalNote(
                id=new_id(),
                case_id=case.id,
                session_id=session.id,
                written_on=session.held_on,
                text=words.text() + (f" {RARE}" if written % 1_000 == 0 else ""),
                state=NoteState.SIGNED,
                signed_by=COUNSELLOR,
                signed_at=now,
            )
        if number % (len(cases) // TASKS) == 0:
            yield Task(
                id=new_id(), what=words.text(4), due_on=now.date(), assigned_to=COUNSELLOR,
                case_id=case.id,
            )  # fmt: skip


if __name__ == "__main__":
    print(build(Path(sys.argv[1])).large_case)
