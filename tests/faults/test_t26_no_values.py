"""T26: every class of exception is forced with a canary in the data; no text and no log has it."""

import builtins
import importlib
import io
import json
import logging
import pkgutil
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlcipher3 import dbapi2

import kvinnobyran
from kvinnobyran import bugs
from kvinnobyran.domain.dates import PartialDate
from kvinnobyran.domain.ids import new_id
from kvinnobyran.domain.inquiry import Inquiry
from kvinnobyran.domain.person import Identity, Person
from kvinnobyran.domain.trouble import Trouble
from kvinnobyran.flows.people import save_person
from kvinnobyran.flows.work import Work
from kvinnobyran.store.database import Database
from kvinnobyran.store.search import search
from kvinnobyran.vault.recovery import parse
from kvinnobyran.vault.vault import Vault
from tests.faults.kit import USER, Place, command

CANARY = "kanariefagelnqxv"
NOW = datetime(2027, 2, 9, 10, 15, tzinfo=UTC)


def all_modules() -> None:
    for module in pkgutil.walk_packages(kvinnobyran.__path__, "kvinnobyran."):
        if not module.name.endswith("__main__"):
            importlib.import_module(module.name)


def below(kind: Any) -> Iterator[Any]:
    for child in kind.__subclasses__():
        yield child
        yield from below(child)


@pytest.fixture
def log() -> Iterator[io.StringIO]:
    """Everything that the program would write to its log."""
    text = io.StringIO()
    handler = logging.StreamHandler(text)
    logger = logging.getLogger("kvinnobyran")
    level = logger.level
    logger.addHandler(handler)
    logger.setLevel(logging.DEBUG)
    yield text
    logger.removeHandler(handler)
    logger.setLevel(level)


def chain_of(error: BaseException) -> Iterator[BaseException]:
    """Yield an error and all that it drags along."""
    seen: list[BaseException] = []
    todo: list[BaseException | None] = [error]
    while todo:
        each = todo.pop()
        if each is not None and each not in seen:
            seen.append(each)
            todo += [each.__cause__, each.__context__]
    yield from seen


def test_every_trouble_says_a_fixed_sentence(say: Callable[[str, str], None]):
    all_modules()
    troubles = [kind for kind in set(below(Trouble)) if kind.__module__.startswith("kvinnobyran")]
    for kind in troubles:
        for text in (kind.sentence, kind.way_on):
            # A trouble whose instances write their own sentence has a plain one as well.
            assert isinstance(text, str | property), kind
            assert isinstance(text, property) or "{" not in text, kind
    assert len(troubles) > 50
    say("T26 troubles with a fixed sentence", f"{len(troubles)} of {len(troubles)}")


def made(kind: type[BaseException]) -> BaseException | None:
    """Make an exception with the canary wherever it takes something."""
    for arguments in (
        (CANARY,), (), (CANARY, CANARY), ("utf-8", CANARY.encode(), 0, 1, CANARY),
        ("utf-8", CANARY, 0, 1, CANARY), (CANARY, [ValueError(CANARY)]), ((),),
    ):  # fmt: skip
        try:
            return kind(*arguments)
        except Exception:  # noqa: BLE001, S112 - this is not how it is made
            continue
    return None


def test_no_class_of_exception_brings_its_text_into_the_log(
    log: io.StringIO, capsys: pytest.CaptureFixture[str], say: Callable[[str, str], None]
):
    all_modules()
    kinds = {
        kind
        for kind in (*below(BaseException), *vars(builtins).values())
        if isinstance(kind, type) and issubclass(kind, BaseException)
        and (kind.__module__.split(".")[0] in {"builtins", "kvinnobyran", "sqlcipher3", "json"})
    }  # fmt: skip
    forced = 0
    for kind in sorted(kinds, key=lambda kind: (kind.__module__, kind.__qualname__)):
        error = made(kind)
        if error is None or isinstance(error, KeyboardInterrupt | SystemExit | GeneratorExit):
            continue
        forced += 1
        canary, number = CANARY, ""
        try:
            try:
                int(canary)
            except ValueError as cause:
                raise error from cause
        except BaseException as raised:  # noqa: BLE001 - all of them, on purpose
            number = bugs.report(raised)
            bugs.hook(type(raised), raised, raised.__traceback__)
        assert CANARY not in number
    said = capsys.readouterr()
    assert forced > 100
    assert log.getvalue().count("bug ") == 2 * forced
    assert CANARY not in log.getvalue() + said.out + said.err
    say("T26 classes of exceptions forced, canary in the log", f"{forced}, 0")


@pytest.fixture
def database(model: Place, tmp_path: Path) -> Iterator[Database]:
    for path in model.folder.iterdir():
        (tmp_path / path.name).write_bytes(path.read_bytes())
    database = Place(tmp_path, model.recovery).open()
    yield database
    database.close()


def provoked(database: Database, folder: Path) -> list[Callable[[], object]]:
    """Return real ways of going wrong, each with the canary in what goes wrong."""
    work = Work(database, USER, NOW)
    person = Person(id=new_id(), identity=Identity.ALIAS, alias=CANARY)
    save_person(work, person)

    def insert(record: object) -> None:
        with work.step("Nytt") as step:
            step.insert(record)

    return [
        lambda: insert(person),
        lambda: insert(Person(id=CANARY, alias=CANARY)),
        lambda: insert(Person(id=new_id(), alias=CANARY + "\ud800")),
        lambda: insert(Person(id=new_id(), alias=CANARY + "\0")),
        lambda: insert(Inquiry(id=new_id(), received_on=NOW.date(), note=CANARY, minutes=2**70)),
        lambda: save_person(
            work, Person(id=new_id(), first_name=CANARY, identity=Identity.ANONYMOUS)
        ),
        lambda: database.get(Person, CANARY).alias,  # type: ignore[union-attr] # it is None: that is the point
        lambda: database.wire.rows(f"SELECT '{CANARY}' FROM nowhere"),
        lambda: database.wire.rows("SELECT ?", (CANARY, CANARY)),
        lambda: database.wire.rows(
            "SELECT rowid FROM search WHERE search MATCH ?", (f"{CANARY}:",)
        ),
        lambda: Vault.open(folder).unlock(CANARY, CANARY),
        lambda: Vault.open(folder / CANARY),
        lambda: Vault.open(folder).unlock_with_recovery_key(CANARY),
        lambda: parse(CANARY),
        lambda: PartialDate.from_stored(CANARY),
        lambda: date.fromisoformat(CANARY),
        lambda: json.loads(CANARY),
        lambda: dict[str, str]()[CANARY],
        lambda: dbapi2.connect(folder / CANARY / CANARY),
    ]


def test_what_really_goes_wrong_says_no_value(
    database: Database, tmp_path: Path, log: io.StringIO, capsys: pytest.CaptureFixture[str],
    say: Callable[[str, str], None],
):  # fmt: skip
    ours = 0
    acts = provoked(database, tmp_path)
    for place, act in enumerate(acts):
        with pytest.raises(Exception) as caught:  # noqa: PT011 - each its own, all looked at below
            act()
        error = caught.value
        if type(error).__module__.startswith("kvinnobyran"):
            ours += 1
            texts = [repr(each) + str(each) for each in chain_of(error)]
            assert CANARY not in "".join(texts), place
        bugs.report(error)
    said = capsys.readouterr()
    assert CANARY not in log.getvalue() + said.out + said.err
    assert ours >= 12
    say("T26 troubles provoked for real, canary in any text", f"{len(acts)}, 0")


ODD = (
    CANARY, f'{CANARY}"', f"{CANARY}*", f"{CANARY} OR NEAR(", f"body:{CANARY}", f"-{CANARY}",
    f"{CANARY}'; DROP TABLE person; --", f"({CANARY}", f"{CANARY}\0", f"\u202e{CANARY}", "^", "AND",
)  # fmt: skip


@pytest.mark.parametrize("text", ODD)
def test_t39_whatever_is_searched_for_is_only_words(database: Database, text: str):
    assert search(database, text) == []
    assert database.value("SELECT count(*) FROM person") == 0


@pytest.mark.slow
def test_the_commands_repeat_nothing_that_was_typed(model: Place, tmp_path: Path):
    for words in (
        ["check", "--data", model.folder, "--user", CANARY, "--passphrase-stdin"],
        ["check", "--data", tmp_path / CANARY, "--user", USER, "--passphrase-stdin"],
        ["report", "--data", model.folder, "--user", CANARY, "--period", CANARY],
        [CANARY, f"--{CANARY}={CANARY}"],
    ):
        done = command(tmp_path / "home", *words, stdin=CANARY + "\n")
        assert done.returncode in {1, 2}
        assert CANARY not in done.stdout + done.stderr
        assert len(done.stderr.strip().splitlines()) == 1
    assert not [
        path for path in (tmp_path / "home").rglob("*")
        if path.is_file() and CANARY.encode() in path.read_bytes()
    ]  # fmt: skip
