# ruff: noqa: S608 - every name comes from the schema, every value is a parameter
"""What belongs to a case and to nobody else, and how it is made to have never been (D3, D5).

Found from the schema, so that a table that comes later cannot be forgotten: whatever refers to
what goes, goes; a person goes when nothing that stays is about her.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

from kvinnobyran.store import journal
from kvinnobyran.store.cases import remember_code
from kvinnobyran.store.database import Database
from kvinnobyran.store.reads import Pending, Reads, Wire
from kvinnobyran.store.transaction import Transaction

CASE: Final = "support_case"
PERSON: Final = "person"
ABOUT_A_PERSON: Final = frozenset(
    {
        "contact_way",
        "relation",
        "custody",
        "guardian",
        "protection",
        "person_merge",
        "identity_number",
        "consent_decision",
        "unsuitable_pair",
        "retention_decision",
    }
)
"""Tables whose rows are part of what is known of a person, and no reason to keep her."""
FAMILY: Final = ("relation", "custody", "guardian")
_LET_GO: Final = frozenset({(CASE, "earlier_case_id"), ("group_membership", "moved_from_id")})
"""What names something earlier: it forgets it, and stays."""
_EVENTS_THAT_SAY: Final = (
    "SELECT DISTINCT tbl, record FROM journal WHERE payload IS NOT NULL"
    " AND kind NOT IN ('insert', 'update', 'delete') AND instr(payload, ?) > 0"
)
OF_HER_OR_A_CASE: Final = frozenset({"group_membership", "inquiry"})
"""Tables whose rows are a person's own when no case has them."""


@dataclass(slots=True)
class Victims:
    """What goes: the ids by table, those that are already gone included."""

    rows: dict[str, set[str]] = field(default_factory=dict)

    def add(self, table: str, records: Iterable[str]) -> set[str]:
        """Add records; return those that are new."""
        known = self.rows.setdefault(table, set())
        new = set(records) - known
        known |= new
        return new

    @property
    def ids(self) -> set[str]:
        """Every id."""
        return {each for found in self.rows.values() for each in found}


@dataclass(frozen=True, slots=True)
class Reference:
    """One column that names a record of another table."""

    table: str
    column: str
    to: str


def references(wire: Wire) -> tuple[Reference, ...]:
    """Return every reference between records, from the schema."""
    return tuple(
        Reference(table, str(column), str(to))
        for table in journal.journalled(wire)
        for _, _, to, column, *_ in wire.rows(f"PRAGMA foreign_key_list({table})")
    )


class Purge:
    """One purge within one transaction."""

    def __init__(self, tx: Transaction) -> None:
        self._tx = tx
        self._references = references(tx.wire)
        self.victims = Victims()
        self.living: dict[str, set[str]] = {}

    def records(
        self, roots: Mapping[str, Iterable[str]]
    ) -> tuple[list[tuple[str, str]], list[str]]:
        """Purge records by table, and all that belongs to them and to nobody else.

        Returns those that were there, as (table, id), and the ids of the persons who went:
        the women of the cases, and whoever was named in what went, when nothing that stays
        is about them.
        """
        there = [
            (table, each)
            for table in sorted(roots)
            for each in roots[table]
            if self._row(table, each)
        ]
        cases = [each for table, each in there if table == CASE]
        women = {self._value(CASE, "person_id", each) for each in cases}
        women |= {each for table, each in there if table == PERSON}
        codes = [self._value(CASE, "code", each) for each in cases]
        for table, each in there:
            if table != PERSON:
                self._take(table, {each})
        gone = self._persons(women)
        self.living = {table: set(found) for table, found in self.victims.rows.items()}
        self._dead()
        self._forget()
        self._traces(codes)
        for code in codes:
            remember_code(self._tx.wire, code)
        return [each for each in there if each[0] != PERSON], gone

    # --- what goes ----------------------------------------------------------------------------

    def _take(self, table: str, records: set[str]) -> None:
        """Take records and everything that refers to them."""
        new = self.victims.add(table, records)
        if not new:
            return
        for ref in self._references:
            if ref.to == table and (ref.table, ref.column) not in _LET_GO:
                self._take(ref.table, self._referring(ref, new))

    def _referring(self, ref: Reference, to: set[str]) -> set[str]:
        if ref.to == "intervention_kind":
            return set()
        return {
            str(own)
            for (own,) in self._tx.wire.rows(
                f"SELECT id FROM {ref.table}"
                f" WHERE {ref.column} IN (SELECT value FROM json_each(?))",
                (json.dumps(sorted(to)),),
            )
        }

    def _persons(self, women: set[str]) -> list[str]:
        """Take the persons whom nothing that stays is about; return their ids."""
        around = self._around(women)
        needed = {each for each in around if self._is_needed(each)}
        # Who has custody of a child that stays belongs to that child's file.
        for child in sorted(needed):
            needed |= around & self._named_with(child, ("custody", "guardian"))
        for woman in sorted(needed):
            if self._has_case(woman):
                needed |= (around - women) & self._named_with(woman, ("relation",))
        gone = sorted(around - needed)
        for each in gone:
            self._take_person(each)
        return gone

    def _around(self, women: set[str]) -> set[str]:
        """Return the women, and everybody who stands around them or is named in what goes."""
        found = set(women)
        for ref in self._references:
            if ref.to == PERSON and self.victims.rows.get(ref.table):
                found |= {
                    str(person)
                    for (person,) in self._tx.wire.rows(
                        f"SELECT {ref.column} FROM {ref.table} WHERE {ref.column} IS NOT NULL"
                        " AND id IN (SELECT value FROM json_each(?))",
                        (json.dumps(sorted(self.victims.rows[ref.table])),),
                    )
                }
        edge = set(found)
        while edge:
            # Nobody is reached through a woman who has a case of her own left.
            near = {
                other
                for each in edge
                if not self._has_case(each)
                for other in self._named_with(each, FAMILY)
            }
            edge = near - found
            found |= near
        return found

    def _named_with(self, person: str, tables: tuple[str, ...]) -> set[str]:
        """Return who is named in one row with a person, in these tables."""
        found: set[str] = set()
        for table in tables:
            columns = [r.column for r in self._references if r.table == table and r.to == PERSON]
            where = " OR ".join(f"{column} = ?1" for column in columns)
            for row in self._tx.wire.rows(
                f"SELECT {', '.join(columns)} FROM {table} WHERE {where}", (person,)
            ):
                found |= {str(each) for each in row if each is not None}
        return found - {person}

    def _is_needed(self, person: str) -> bool:
        """Tell whether a row that stays is about this person."""
        for ref in self._references:
            if ref.to != PERSON or ref.table in ABOUT_A_PERSON:
                continue
            staying = self._referring(ref, {person}) - self.victims.rows.get(ref.table, set())
            if ref.table in OF_HER_OR_A_CASE:
                staying = {each for each in staying if self._value(ref.table, "case_id", each)}
            if staying:
                return True
        return False

    def _has_case(self, person: str) -> bool:
        of_case = next(r for r in self._references if r.table == CASE and r.to == PERSON)
        return bool(self._referring(of_case, {person}) - self.victims.rows.get(CASE, set()))

    def _take_person(self, person: str) -> None:
        steps = self._tx.wire.rows("SELECT step FROM person_merge WHERE person_id = ?", (person,))
        self._take(PERSON, {person})
        for (step,) in steps:
            # Who was taken up in a merge is gone, but the journal knows who it was.
            for table, record in self._tx.wire.rows(
                "SELECT tbl, record FROM journal WHERE step = ? AND kind = 'delete'", (step,)
            ):
                if not self._row(str(table), str(record)):
                    self.victims.add(str(table), {str(record)})

    def _dead(self) -> None:
        """Add what was deleted before and only the journal knows: by whom it referred to."""
        deleted = [
            (str(table), str(record), frozenset(map(str, json.loads(payload).values())))
            for table, record, payload in self._tx.wire.rows(
                "SELECT tbl, record, payload FROM journal"
                " WHERE kind = 'delete' AND payload IS NOT NULL"
            )
        ]
        while True:
            ids = self.victims.ids
            new = [
                (table, record)
                for table, record, named in deleted
                if record not in ids and named & ids and not self._row(table, record)
            ]
            if not new:
                return
            for table, record in new:
                self.victims.add(table, {record})

    # --- making it gone -----------------------------------------------------------------------

    def _forget(self) -> None:
        wire = self._tx.wire
        wire.rows("PRAGMA defer_foreign_keys = ON")
        for table, column in sorted(_LET_GO):
            for ref in self._references:
                if (ref.table, ref.column) == (table, column):
                    staying = self._referring(ref, self.victims.rows.get(ref.to, set()))
                    for each in staying - self.victims.rows.get(table, set()):
                        wire.change(f"UPDATE {table} SET {column} = NULL WHERE id = ?", (each,))
        for table, records in self.victims.rows.items():
            for record in sorted(records):
                self._tx.forget(table, record)
                if table == "document":
                    wire.change("DELETE FROM document_part WHERE document_id = ?", (record,))
        if self.victims.ids:
            self._tx.forgot = True

    def _traces(self, codes: Iterable[str]) -> None:
        """Let go of what mentions the gone: half-written forms, what was open, log lines."""
        wire, ids = self._tx.wire, self.victims.ids
        if not ids:
            return
        for table, key, text in (("draft", "id", "body"), ("workplace", "user", "state")):
            for own, words in wire.rows(f"SELECT {key}, {text} FROM {table}"):
                if any(each in str(words) for each in ids):
                    wire.change(f"DELETE FROM {table} WHERE {key} = ?", (own,))
        marks = [*sorted(codes), *sorted(self.victims.rows.get(PERSON, ()))]
        for mark in marks:
            for table, record in wire.rows(_EVENTS_THAT_SAY, (mark,)):
                wire.change(
                    "UPDATE journal SET payload = NULL, salt = NULL WHERE payload IS NOT NULL"
                    " AND kind NOT IN ('insert', 'update', 'delete') AND instr(payload, ?1) > 0"
                    " AND tbl = ?2 AND record = ?3",
                    (mark, table, record),
                )
                wire.note(Pending(journal.REDACT, table, record, None))

    def _row(self, table: str, record: str) -> bool:
        return bool(self._tx.wire.rows(f"SELECT 1 FROM {table} WHERE id = ?", (record,)))

    def _value(self, table: str, column: str, record: str) -> str:
        found = self._tx.wire.rows(f"SELECT {column} FROM {table} WHERE id = ?", (record,))
        return "" if not found or found[0][0] is None else str(found[0][0])


def count(victims: Victims, living: dict[str, set[str]]) -> int:
    """Return how many records went that were still there."""
    return sum(len(victims.rows[table] & found) for table, found in living.items())


_UNFINISHED: Final = "purge_unfinished"
_UNLISTED: Final = "purge_unlisted"
"""Marks in ``meta``: the free pages and the log may still know what went; the list beside the
backups may not. They are set with the purge, and taken away when that is done."""


def mark(tx: Transaction) -> None:
    """Remember that what comes after the purge has yet to be done, whatever happens."""
    for name in (_UNFINISHED, _UNLISTED):
        tx.wire.change(
            "INSERT INTO meta (name, value) VALUES (?1, '1') ON CONFLICT (name) DO NOTHING", (name,)
        )


def is_unfinished(reader: Reads) -> bool:
    """Tell whether the free pages and the log may still know what went."""
    return _is_marked(reader, _UNFINISHED)


def is_unlisted(reader: Reads) -> bool:
    """Tell whether the list beside the backups may not know what went."""
    return _is_marked(reader, _UNLISTED)


def is_finished(database: Database) -> None:
    """Take away the mark: nothing is left in free pages nor in the log."""
    _unmark(database, _UNFINISHED)


def is_listed(database: Database) -> None:
    """Take away the mark: every list that could be reached names it."""
    _unmark(database, _UNLISTED)


def _is_marked(reader: Reads, name: str) -> bool:
    return bool(reader.wire.rows("SELECT 1 FROM meta WHERE name = ?", (name,)))


def _unmark(database: Database, name: str) -> None:
    if _is_marked(database, name):
        with database.unjournalled("meta"):
            database.wire.change("DELETE FROM meta WHERE name = ?", (name,))


def is_there(reader: Reads, table: str, record: str) -> bool:
    """Tell whether a purged record is there again (after a restore)."""
    return bool(reader.wire.rows(f"SELECT 1 FROM {table} WHERE id = ?", (record,)))
