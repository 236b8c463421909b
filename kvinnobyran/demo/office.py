"""Builds the fictitious office: a vault, two users, and some years of work."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Final

from kvinnobyran.demo import (
    apartments,
    authorities,
    calls,
    casework,
    consents,
    documents,
    groups,
    notes,
    people_around,
    plans,
    relation_timeline,
    reports,
    retention,
    safety,
    school,
    tasks,
    trappan,
    words,
)
from kvinnobyran.demo.agenda import Agenda, moment_of, workday
from kvinnobyran.demo.cast import COUNSELLOR, THERAPIST, Cast
from kvinnobyran.demo.dice import Dice
from kvinnobyran.demo.stage import Stage
from kvinnobyran.domain.case import FIRST_DEVICE, CaseState
from kvinnobyran.domain.dates import add_months
from kvinnobyran.domain.ids import ids_from, new_id
from kvinnobyran.domain.keys import StoreKeys
from kvinnobyran.domain.settings import PRACTICE, PRACTICE_DAY, OpenList, OpenValue
from kvinnobyran.domain.task import Task
from kvinnobyran.flows.office import change_setting, save_open_value
from kvinnobyran.flows.tasks import save_task
from kvinnobyran.store.cases import case_rows
from kvinnobyran.store.database import Database
from kvinnobyran.store.filling import filling
from kvinnobyran.vault.kdf import FLOOR
from kvinnobyran.vault.passphrase import WORDS, word_list
from kvinnobyran.vault.vault import DATABASE_NAME, Vault

LAST_DAY: Final = date(2027, 12, 15)
"""The Wednesday on which the calendar of the fictitious office stands still.

A fixed day, because an office that ends today would be another one tomorrow.
"""
YEARS: Final = 3
SEED: Final = 1


ROOMS: Final[dict[str, Callable[[Stage, Dice, date], None]]] = {
    "people": people_around.begin,
    "safety": safety.begin,
    "authorities": authorities.begin,
    "tasks": tasks.begin,
    "support": plans.begin,
    "timeline": relation_timeline.begin,
    "documents": documents.begin,
    "casework": casework.begin,
    "consents": consents.begin,
    "trappan": trappan.begin,
    "apartments": apartments.begin,
    "groups": groups.begin,
    "school": school.begin,
    "reports": reports.begin,
    "retention": retention.begin,
}
"""What else is lived through, by its name: each puts its events on the agenda from the first
day on, and draws from dice and identifiers of its own, so that nobody else's office shifts.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class FictitiousOffice:
    """What is needed to get into it. None of it is a secret: nobody in there exists."""

    data: Path
    user: str
    passphrase: str
    recovery_key: str
    colleague: str
    colleague_passphrase: str


def build_office(
    folder: Path, *, years: int = YEARS, seed: int = SEED, until: date = LAST_DAY
) -> FictitiousOffice:
    """Build an office that has worked for ``years`` and begins the day ``until``.

    The folder is empty or missing; raises :class:`VaultExists` rather than touch a register,
    and the other troubles of vault and store. Takes about two seconds a year.
    """
    dice = Dice(seed)
    own, hers = _phrase(dice), _phrase(dice)
    there = _files(folder)
    vault, unlocked, recovery = Vault.create(folder, user=COUNSELLOR, passphrase=own, kdf=FLOOR)
    try:
        unlocked.add_user(THERAPIST, hers, cost=FLOOR)
        _fill(vault.folder / DATABASE_NAME, unlocked.store_keys, dice, years=years, until=until)
    except BaseException:
        # Half an office is nobody's register: what was made just now goes away again.
        for path in _files(folder) - there:
            path.unlink(missing_ok=True)
        raise
    else:
        return FictitiousOffice(
            data=folder,
            user=COUNSELLOR,
            passphrase=own,
            recovery_key=recovery.text,
            colleague=THERAPIST,
            colleague_passphrase=hers,
        )
    finally:
        recovery.wipe()
        unlocked.wipe()


def live(database: Database, dice: Dice, *, years: int, until: date) -> None:
    """Live through the years in an empty database."""
    first = add_months(until, -12 * years) + timedelta(days=1)
    stage = Stage(database, dice, Cast(dice), Agenda(until))
    opening = moment_of(workday(first), 7, 30)
    _furnish(stage, opening)
    calls.expect_calls(stage, first)
    stage.agenda.at(opening, lambda now: notes.erase_each_week(stage, now))
    stage.agenda.at(moment_of(until, 7, 45), lambda now: _plan_the_day(stage, now))
    for name, begin in ROOMS.items():
        begin(stage, dice.apart(name), first)
    stage.agenda.run()


def return_to_office(folder: Path, *, seed: int = SEED) -> FictitiousOffice:
    """Take an office up again that was built from this seed; its recovery key is a new one.

    Raises :class:`WrongPassphrase` when it was built from another seed.
    """
    dice = Dice(seed)
    own, hers = _phrase(dice), _phrase(dice)
    unlocked = Vault.open(folder).unlock(COUNSELLOR, own)
    try:
        recovery = unlocked.replace_recovery_key()
        return FictitiousOffice(
            data=folder,
            user=COUNSELLOR,
            passphrase=own,
            recovery_key=recovery.text,
            colleague=THERAPIST,
            colleague_passphrase=hers,
        )
    finally:
        unlocked.wipe()


def _fill(path: Path, keys: StoreKeys, dice: Dice, *, years: int, until: date) -> None:
    """Make the database and live through the years in it."""
    database = Database.create(path, keys, device=FIRST_DEVICE)
    try:
        with ids_from(dice.new_id), filling(database):
            live(database, dice, years=years, until=until)
    finally:
        database.close()


def _files(folder: Path) -> set[Path]:
    return set(folder.iterdir()) if folder.is_dir() else set()


def _furnish(stage: Stage, now: datetime) -> None:
    """Mark the office as practice, and fill its open lists."""
    work = stage.work(COUNSELLOR, now)
    change_setting(work, PRACTICE, "yes")
    change_setting(work, PRACTICE_DAY, stage.until.isoformat())
    for label in words.LANGUAGES:
        save_open_value(work, OpenValue(id=new_id(), of_list=OpenList.LANGUAGE, label=label))


def _plan_the_day(stage: Stage, now: datetime) -> None:
    """Write down what there is to do on the last day and around it."""
    going_on = [row for row in case_rows(stage.database) if row.state is CaseState.ONGOING]
    days = (-1, 0, 0, 1)
    for row, days_on in zip(stage.dice.few(going_on, len(days)), days, strict=False):
        task = Task(
            id=new_id(),
            what=stage.dice.one(words.TASKS),
            due_on=stage.until + timedelta(days=days_on),
            assigned_to=row.counsellor,
            case_id=row.id,
        )
        save_task(stage.work(row.counsellor, now), task)


def _phrase(dice: Dice) -> str:
    """Return five words of the list, drawn from the seed: for a fictitious office only."""
    return " ".join(dice.one(word_list()) for _word in range(WORDS))
