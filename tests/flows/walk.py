"""A walk through every flow there is: commands drawn by seed, with arguments made by their types.

The flows are found, not listed: a function of ``kvinnobyran.flows`` whose first argument is a
:class:`Work` and that takes no open transaction is a command. What its arguments are is read
from its annotations, so a new flow is walked over as soon as it is written; one whose argument
cannot be made fails a test that says where to say how.
"""

import datetime as dt
import hashlib
import importlib
import inspect
import pkgutil
import types
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields, is_dataclass, replace
from enum import Enum
from functools import cache
from pathlib import Path
from random import Random
from typing import Any, Union, get_args, get_origin, get_type_hints
from uuid import UUID

import kvinnobyran.flows
from kvinnobyran.domain import kinds, settings
from kvinnobyran.domain.dates import PartialDate
from kvinnobyran.domain.ids import ids_from, new_id
from kvinnobyran.domain.kinds.kind import InterventionKind, Method
from kvinnobyran.domain.rough_time import RoughTime
from kvinnobyran.domain.trouble import Trouble
from kvinnobyran.flows.work import Work
from kvinnobyran.store.database import Database
from kvinnobyran.store.tables import TABLES
from kvinnobyran.store.transaction import Transaction
from kvinnobyran.store.undo import redo, undo
from kvinnobyran.vault.unlocked import UnlockedVault

APART = {
    "kvinnobyran.flows.addresses": "they open the compartment with the vault's keys",
    "kvinnobyran.flows.access": "they change the vault's key file, not the register",
    "kvinnobyran.flows.leaving": "they move the register to a new key",
    "kvinnobyran.flows.copies": "they write copies beside the register",
    "kvinnobyran.flows.backups": "they write a copy of the register, not the register",
    "kvinnobyran.flows.handing_out": "they let a report out, and only log it",
    "kvinnobyran.flows.publishing": "what is fixed is never taken back (test_publishing.py)",
    "kvinnobyran.flows.history": "they are what is proven",
    "kvinnobyran.flows.oversight": "they write the file of a manager, and log what she said there",
    "kvinnobyran.flows.oversight_reports": "they let a report out of a manager's file",
    "kvinnobyran.flows.same_time": "they hold the key file and the register against each other",
}
"""Rooms whose flows are no steps of the register's user, and why."""

WORDS = (
    "", "Påhittat", "Ett par ord som ingen har sagt", "åäö ÅÄÖ", "x", "  ", "070-000 00 00",
    "2027", "Greta", "Vera", "rad ett\nrad två", "ord " * 80, "1", "0",
)  # fmt: skip
PARTIAL = ("1990", "1990-05", "1990-05-17", "2019-vår", "~30@2027-02-09", "2025-06-01")
ROUGH = ("2019-vår", "2017", "ca 2016/2018", "2019-06", "2026-12-24", "2031")
SETTINGS = tuple(
    value for name, value in sorted(vars(settings).items()) if name.isupper() and type(value) is str
)
FIRST_DAY = dt.datetime(2027, 2, 9, 10, 15, tzinfo=dt.UTC)

_NEWEST = "SELECT record FROM journal WHERE tbl = ? AND record <> '' ORDER BY seq DESC LIMIT 1"
_ANY = {table: f"SELECT count(*) FROM {table}" for table in TABLES.values()}
Command = Callable[..., object]


def commands() -> dict[str, Command]:
    """Return every command by its name, in a fixed order."""
    found: dict[str, Command] = {}
    for module in pkgutil.walk_packages(kvinnobyran.flows.__path__, "kvinnobyran.flows."):
        if module.name in APART:
            continue
        room = importlib.import_module(module.name)
        for name, flow in sorted(vars(room).items()):
            own = inspect.isfunction(flow) and flow.__module__ == module.name
            if own and not name.startswith("_") and _is_command(flow):
                found[f"{module.name.rpartition('.')[2]}.{name}"] = flow
    return found


def _is_command(flow: Command) -> bool:
    hints = get_type_hints(flow)
    hints.pop("return", None)
    first = next(iter(hints.values()), None)
    return first is Work and Transaction not in hints.values()


@cache
def _hints(of: Any) -> Mapping[str, Any]:
    """Return the annotations of a command or a record: to read them is dear, and they stay."""
    return get_type_hints(of)


@cache
def _about(flow: Command) -> frozenset[str]:
    """Return the tables of the records that a command takes."""
    return frozenset(TABLES[hint] for hint in _hints(flow).values() if hint in TABLES)


class CannotMakeError(LookupError):
    """No argument of this type can be made: say how in ``Walk.make``."""


class Door:
    """A vault whose lock page has seen wrong passphrases."""

    def __init__(self, walk: "Walk") -> None:
        self.vault = self
        self._failed = {"Greta": 1, "": 2} if walk.chance.random() < 0.5 else {}

    def failed_tries(self) -> dict[str, int]:
        """Return how many by whose name."""
        return self._failed

    def forget_failed_tries(self) -> None:
        """Count anew."""
        self._failed = {}


class AnyReason(dict[str, str]):
    """A reason for every warning."""

    def get(self, key: str, default: Any = None) -> Any:
        return "Skäl"


@dataclass
class Walk:
    """One walk. ``trail`` holds what the register was before each step that can be taken back."""

    database: Database
    folder: Path
    seed: int
    user: str = "Greta"
    now: dt.datetime = FIRST_DAY
    trail: list[str] = field(default_factory=list)
    took: Counter[str] = field(default_factory=Counter)
    refused: Counter[str] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        self.chance = Random(self.seed)
        self.references = {table: self._references(table) for table in TABLES.values()}
        self.database.on_commit = [self._committed]
        self.state = self.digest()
        self._seen = len(self.database.session)
        self.latest: frozenset[str] = frozenset()

    # --- the walk ---------------------------------------------------------------------------------

    def step(self, name: str, flow: Command) -> None:
        """Do one command. Refused, it must leave no trace."""
        self.now += dt.timedelta(minutes=self.chance.choice((1, 5, 60, 1440, 4320)))
        before = self.database.head()
        with ids_from(self._new_id):
            args, kwargs = self.arguments(flow)
            try:
                flow(Work(self.database, self.user, self.now), *args, **kwargs)
            except Trouble:
                self.refused[name] += 1
            else:
                self.took[name] += self.database.head() != before
        assert self.digest() == self.state, f"{name} changed something that no commit told of"

    def choose(self, flows: Mapping[str, Command]) -> str:
        """Draw a command: often one that goes on with what was just done."""
        names = list(flows)
        if self.chance.random() < 0.4:
            on = [name for name in names if _about(flows[name]) & self.latest]
            if on:
                return self.chance.choice(on)
        name = self.chance.choice(names)
        for _ in range(4 if self.chance.random() < 0.5 else 0):
            if all(self.database.value(_ANY[table]) for table in _about(flows[name])):
                break
            name = self.chance.choice(names)
        return name

    def take_back(self) -> None:
        """Undo step by step, and find the register each time as it was; then do it all again."""
        self.database.on_commit = []
        after: list[str] = []
        at = self.state
        while self.trail:
            after.append(at)
            at = self.trail.pop()
            undo(self.database, user=self.user, now=self.now)
            assert self.digest() == at
        while after:
            redo(self.database, user=self.user, now=self.now)
            assert self.digest() == after.pop()

    def digest(self) -> str:
        """Return what is in every record table, and what the search knows."""
        made = hashlib.sha256()
        for table in (*TABLES.values(), "search_doc"):
            order = "record" if table == "search_doc" else "id"
            what = "tbl, record" if table == "search_doc" else "*"
            for row in self.database.wire.rows(f"SELECT {what} FROM {table} ORDER BY {order}"):
                made.update(repr((table, row)).encode())
        return made.hexdigest()

    def _committed(self, tables: frozenset[str]) -> None:
        """Note what each step of the session began with; one that erased begins a new trail."""
        for each in self.database.session[self._seen :]:
            if not each.changed:
                continue
            if each.kept:
                self.trail.append(self.state)
            else:
                self.trail.clear()
        self._seen = len(self.database.session)
        self.state = self.digest()
        self.latest = tables

    def _new_id(self) -> str:
        return UUID(int=self.chance.getrandbits(128), version=4).hex

    # --- arguments --------------------------------------------------------------------------------

    def arguments(self, flow: Command) -> tuple[list[Any], dict[str, Any]]:
        """Return arguments for everything but the work."""
        hints = _hints(flow)
        args: list[Any] = []
        kwargs: dict[str, Any] = {}
        for name, parameter in list(inspect.signature(flow).parameters.items())[1:]:
            if parameter.kind is parameter.VAR_POSITIONAL:
                args += [self.make(hints[name], name) for _ in range(self.chance.randint(1, 2))]
            elif parameter.kind is parameter.KEYWORD_ONLY:
                if parameter.default is parameter.empty or self.chance.random() < 0.7:
                    kwargs[name] = self.make(hints[name], name)
            else:
                args.append(self.make(hints[name], name))
        return args, kwargs

    def make(self, hint: Any, name: str) -> Any:
        """Return a value of an annotated type, for a field or an argument of that name.

        Raises :class:`CannotMakeError` for a type that it does not know.
        """
        chance = self.chance
        if name == "expect":
            return chance.choice((None, None, None, self.database.head(), 0))
        if name == "reasons":
            return chance.choice((AnyReason(), AnyReason(), {}))
        origin, inner = get_origin(hint), get_args(hint)
        if origin in {Union, types.UnionType}:
            # A step of one's own is the command; within another's it is only a part of one.
            known = [each for each in inner if each not in {type(None), Transaction}]
            gone = type(None) in inner and (not known or chance.random() < 0.3)
            return None if gone else self.make(chance.choice(known), name)
        if origin is not None:
            return self._collection(origin, inner, name)
        if isinstance(hint, type):
            if hint in TABLES:
                return self._record(hint)
            if hint in _PLAIN:
                return _PLAIN[hint](self, name)
            if issubclass(hint, Enum):
                return chance.choice(list(hint))
            if is_dataclass(hint):
                return hint(**self._fields(hint))
        raise CannotMakeError(f"{name}: {hint}")

    def _collection(self, origin: Any, inner: tuple[Any, ...], name: str) -> Any:
        if origin is Callable or origin is types.FunctionType or "Callable" in str(origin):
            return lambda *_: None
        few = range(self.chance.randint(0, 2))
        if isinstance(origin, type) and issubclass(origin, Mapping):
            return {self.make(inner[0], name): self.make(inner[1], name) for _ in few}
        items = [self.make(inner[0], name) for _ in few]
        if origin is frozenset:
            return frozenset(items)
        return tuple(dict.fromkeys(items)) if origin is tuple else items

    def _record(self, row: type) -> Any:
        """Return a record: one that is there, perhaps changed, or a new one."""
        chance = self.chance
        there: list[Any] = self.database.all(row, f"SELECT * FROM {TABLES[row]} ORDER BY id")
        if there and chance.random() < 0.7:
            newest = self.database.wire.rows(_NEWEST, (TABLES[row],))
            again = [each for each in there if newest and each.id == newest[0][0]]
            record = again[0] if again and chance.random() < 0.5 else chance.choice(there)
            if chance.random() < 0.6:
                return record
            made = self._fields(row)
            changed = chance.sample(sorted(set(made) - {"id"}), k=min(2, len(made) - 1))
            return replace(record, **{name: made[name] for name in changed})
        return row(**self._fields(row))

    def _fields(self, row: type) -> dict[str, Any]:
        """Return a value for each field; some of those with a default keep it."""
        hints = _hints(row)
        references = self.references.get(TABLES.get(row, ""), {})
        made: dict[str, Any] = {}
        for each in fields(row):
            if each.name == "id":
                made["id"] = new_id()
            elif each.name in references and str in {hints[each.name], *get_args(hints[each.name])}:
                made[each.name] = self._reference(references[each.name], hints[each.name])
            elif _has_default(each) and self.chance.random() < 0.6:
                continue
            else:
                made[each.name] = self.make(hints[each.name], each.name)
        return made

    def _reference(self, table: str, hint: Any) -> str | None:
        """Return the id of a record of a table; now and then of none."""
        optional = type(None) in get_args(hint)
        if optional and self.chance.random() < 0.5:
            return None
        return self._id_in(table)

    def _id_in(self, table: str) -> str:
        rows = self.database.wire.rows(f"SELECT id FROM {table} ORDER BY id")
        if not rows or self.chance.random() < 0.05:
            return new_id()
        return str(self.chance.choice(rows)[0])

    def _references(self, table: str) -> dict[str, str]:
        rows = self.database.wire.rows(f"PRAGMA foreign_key_list({table})")
        return {str(row[3]): str(row[2]) for row in rows}

    def _text(self, name: str) -> str:
        if name in {"case_id", "case"}:
            return self._id_in("support_case")
        if name in {"person_id", "kept_id", "gone_id", "about", "to", "seen_from", "siblings"}:
            return self._id_in("person")
        if name.endswith("_id") or name in {"record", "cause"}:
            return self._id_in(self.chance.choice(list(TABLES.values())))
        if name == "key":
            return self.chance.choice(SETTINGS)
        if name in {"purpose", "recipient", "reason", "motive"} and self.chance.random() < 0.8:
            return "Påhittat skäl"
        if name in {"assigned_to", "counsellor", "giver", "taker", "by"}:
            return self.chance.choice((self.user, self.user, "Vera", ""))
        return self.chance.choice(WORDS)

    def _day(self, _: str) -> dt.date:
        near = self.chance.choice((0, 0, 1, -1, 7, -7, 30, -30, 90, -400, 400, 40_000))
        return self.now.date() + dt.timedelta(days=near)

    def _path(self, _: str) -> Path:
        path = self.folder / f"{self.chance.randint(0, 3)}.pdf"
        if self.chance.random() < 0.7:
            path.write_bytes(b"%PDF-1.7 " + bytes([self.chance.randint(0, 255)]) * 40)
        return path


_PLAIN: Mapping[type, Callable[[Walk, str], Any]] = {
    str: Walk._text,
    bool: lambda walk, _: walk.chance.random() < 0.5,
    int: lambda walk, _: walk.chance.choice((0, 1, 1, 2, 5, 10, 45, 60, -1, 300)),
    float: lambda walk, _: walk.chance.random(),
    bytes: lambda walk, _: bytes(walk.chance.randint(0, 255) for _ in range(20)),
    object: lambda walk, _: walk.chance.choice(WORDS),
    dt.date: Walk._day,
    dt.time: lambda walk, _: dt.time(walk.chance.randint(0, 23), 15),
    dt.datetime: lambda walk, _: walk.now,
    Path: Walk._path,
    UnlockedVault: lambda walk, _: Door(walk),
    PartialDate: lambda walk, _: PartialDate.from_stored(walk.chance.choice(PARTIAL)),
    RoughTime: lambda walk, _: RoughTime.from_stored(walk.chance.choice(ROUGH)),
    InterventionKind: lambda walk, _: walk.chance.choice(kinds.KINDS),
    Method: lambda walk, _: walk.chance.choice(
        [method for kind in kinds.KINDS for method in kind.methods]
    ),
}


def _has_default(each: Any) -> bool:
    from dataclasses import MISSING

    return each.default is not MISSING or each.default_factory is not MISSING


def walk(database: Database, folder: Path, seed: int, steps: int) -> Walk:
    """Walk ``steps`` commands from a small office on; the way back is the caller's."""
    way = Walk(database, folder, seed)
    flows = commands()
    _begin(way)
    for _ in range(steps):
        name = way.choose(flows)
        way.step(name, flows[name])
    return way


def _begin(way: Walk) -> None:
    """Open a few cases, so that the first commands have something to be about."""
    from kvinnobyran.domain.inquiry import Channel, Inquiry, InquiryOutcome
    from kvinnobyran.domain.person import Identity, Person
    from kvinnobyran.flows.inquiries import open_case
    from kvinnobyran.flows.office import change_setting

    with ids_from(way._new_id):
        for key, value in settings.DEFAULTS.items():
            if value in {"0", "1"} and way.chance.random() < 0.5:
                change_setting(Work(way.database, way.user, way.now), key, "1")
        for alias in ("Påhitta", "Hittepå", "Låtsas"):
            inquiry = Inquiry(
                id=new_id(),
                received_on=way.now.date(),
                channel=Channel.PHONE,
                outcome=InquiryOutcome.ASSESSMENT_BOOKED,
            )
            person = Person(id=new_id(), identity=Identity.ALIAS, alias=alias)
            open_case(Work(way.database, way.user, way.now), inquiry, person)
