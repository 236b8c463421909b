# ruff: noqa: S608 - every name comes from the schema, every value is a parameter
"""Who read, printed, handed out and tried to get in, from the journal's chain (domain.md D7).

A line names a case by its code and nobody by name. What was written beside it (a purpose, a
recipient) is left out where the record is about somebody protected: the log may be read by
people who may not read the case.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

from kvinnobyran.store import journal
from kvinnobyran.store.codec import moment
from kvinnobyran.store.readings import READING
from kvinnobyran.store.reads import Reads, Wire

LOGIN_FAILED: Final = "login_failed"
"""The kind of the line that says how many wrong passphrases were typed."""
REVIEW: Final = "access_review"
"""What the lines of the monthly review are about; their record is the month, ``2027-01``."""
DRAWN: Final = "sample_drawn"
REVIEWED: Final = "reading_reviewed"
SIGNED: Final = "review_signed"
OVERSIGHT: Final = "oversight_"
"""What the kinds of a manager's own lines begin with; the rest is her :class:`DeedKind`."""
MARKED: Final = OVERSIGHT + "reviewed"
"""The kind of the line that says what a manager said of a month."""


class Sort(StrEnum):
    """What a line is about; the value is its name on the screen."""

    READ = "Läsningar"
    PRINT = "Utskrifter och brev"
    EXPORT = "Utlämnat"
    LOGIN = "Inloggning och användare"
    OTHER = "Övrigt"


_SORTS: Final = {
    READING: Sort.READ,
    "child_file": Sort.READ,
    "print": Sort.PRINT,
    "printed": Sort.PRINT,
    "letter": Sort.PRINT,
    "export": Sort.EXPORT,
    "feedback": Sort.EXPORT,
    LOGIN_FAILED: Sort.LOGIN,
    "passphrase_changed": Sort.LOGIN,
    "user_added": Sort.LOGIN,
    "user_removed": Sort.LOGIN,
    "user_suspended": Sort.LOGIN,
    "user_back": Sort.LOGIN,
    "manager_added": Sort.LOGIN,
    "older_register": Sort.LOGIN,
    "older_keys": Sort.LOGIN,
    OVERSIGHT + "opened": Sort.LOGIN,
    OVERSIGHT + "passphrase": Sort.LOGIN,
    OVERSIGHT + "printed": Sort.PRINT,
    OVERSIGHT + "saved": Sort.EXPORT,
    "quick_unlock_on": Sort.LOGIN,
    "quick_unlock_off": Sort.LOGIN,
}
_FIXED: Final = (READING, LOGIN_FAILED)
"""Kinds whose words are ours and name nobody; they are shown of protected people too."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LogLine:
    """One line of the log.

    ``what`` is the name of the user's step, ``words`` what was said with it. ``code`` is the
    case's (or the apartment's), empty where there is none or it is gone. ``hidden`` says that
    words were left out.
    """

    seq: int
    at: datetime
    user: str
    kind: str
    what: str
    words: str
    code: str
    case_id: str
    hidden: bool

    @property
    def sort(self) -> Sort:
        """Return what the line is about."""
        return _SORTS.get(self.kind, Sort.OTHER)

    @property
    def sentence(self) -> str:
        """Return the whole line in words, without who and when."""
        return f"{self.what}. {self.words}" if self.words else f"{self.what}."


_EVENTS: Final = (
    "SELECT j.seq, j.at, j.user, j.kind, coalesce(s.name, ''), j.tbl, j.record,"
    " json_extract(j.payload, '$.text') FROM journal AS j"
    " JOIN journal AS s ON s.seq = j.step"
    " WHERE j.kind NOT IN ('insert', 'update', 'delete', 'forget', 'reason', 'redact')"
)
"""The index ``journal_events`` is made for exactly these words."""


def log_lines(reader: Reads, since: datetime, until: datetime) -> list[LogLine]:
    """Return the lines from ``since`` up to ``until`` (aware moments), the newest first.

    In the order of the chain, not of the clock: a clock can be set.
    """
    rows = reader.wire.rows(
        f"{_EVENTS} AND j.at >= ? AND j.at < ? ORDER BY j.seq DESC",
        (moment(since), moment(until)),
    )
    return _lines(reader.wire, rows)


def lines_of(reader: Reads, seqs: Iterable[int]) -> list[LogLine]:
    """Return certain lines by their place in the chain, the oldest first."""
    wanted = ", ".join(str(int(seq)) for seq in seqs)
    return _lines(
        reader.wire, reader.wire.rows(f"{_EVENTS} AND j.seq IN ({wanted}) ORDER BY j.seq")
    )


def reading_seqs(reader: Reads, since: datetime, until: datetime) -> list[int]:
    """Return the places of all readings from ``since`` up to ``until``, the oldest first."""
    return [
        int(seq)
        for (seq,) in reader.wire.rows(
            "SELECT seq FROM journal"
            " WHERE kind NOT IN ('insert', 'update', 'delete', 'forget', 'reason', 'redact')"
            " AND at >= ? AND at < ? AND kind IN ('read', 'child_file') ORDER BY seq",
            (moment(since), moment(until)),
        )
    ]


def counts(reader: Reads, since: datetime, until: datetime) -> dict[tuple[str, Sort], int]:
    """Return how many lines of each sort each user has from ``since`` up to ``until``."""
    found: dict[tuple[str, Sort], int] = {}
    for user, kind, number in reader.wire.rows(
        "SELECT user, kind, count(*) FROM journal"
        " WHERE kind NOT IN ('insert', 'update', 'delete', 'forget', 'reason', 'redact')"
        " AND at >= ? AND at < ? GROUP BY user, kind",
        (moment(since), moment(until)),
    ):
        key = str(user), _SORTS.get(str(kind), Sort.OTHER)
        found[key] = found.get(key, 0) + int(number)
    return found


def _lines(wire: Wire, rows: Iterable[tuple[object, ...]]) -> list[LogLine]:
    about = _about(wire)
    shielded = {str(person) for (person,) in wire.rows("SELECT person_id FROM protected_person")}
    found: list[LogLine] = []
    for seq, at, user, kind, what, table, record, words in rows:
        case_id, code, person = about(str(table), str(record))
        said = str(words or "")
        hidden = bool(said) and person in shielded and kind not in _FIXED
        found.append(
            LogLine(
                seq=int(str(seq)),
                at=datetime.fromisoformat(str(at)),
                user=str(user),
                kind=str(kind),
                what=str(what),
                words="" if hidden else said,
                code=code,
                case_id=case_id,
                hidden=hidden,
            )
        )
    return found


_Place = tuple[str, str, str]
"""A case's id, its (or an apartment's) code, and the person it is about; each may be empty."""


def _about(wire: Wire) -> Callable[[str, str], _Place]:
    """Return what tells which case a record belongs to; each is asked once."""
    known: dict[tuple[str, str], _Place] = {}
    columns: dict[str, dict[str, str]] = {}

    def ask(table: str, record: str) -> _Place:
        if not table or not record:
            return "", "", ""
        if (table, record) not in known:
            if table not in columns:
                columns[table] = journal.columns_of(wire, table)
            known[table, record] = _place(wire, table, record, columns[table])
        return known[table, record]

    return ask


_OWNERS: Final = {"case_id": "support_case", "person_id": "person", "perpetrator_id": "perpetrator"}


def _place(wire: Wire, table: str, record: str, columns: dict[str, str]) -> _Place:
    if table == "support_case":
        rows = wire.rows("SELECT id, code, person_id FROM support_case WHERE id = ?", (record,))
        return tuple(map(str, rows[0])) if rows else ("", "", "")  # type: ignore[return-value]  # three columns
    if table == "person":
        return _of_person(wire, record)
    if table == "apartment":
        rows = wire.rows("SELECT code FROM apartment WHERE id = ?", (record,))
        return ("", str(rows[0][0]), "") if rows else ("", "", "")
    for column, owner in _OWNERS.items():
        if column in columns:
            rows = wire.rows(f"SELECT {column} FROM {table} WHERE id = ?", (record,))
            if rows and rows[0][0]:
                return _place(wire, owner, str(rows[0][0]), journal.columns_of(wire, owner))
    return "", "", ""


def _of_person(wire: Wire, person: str) -> _Place:
    """Return the newest case of a person, or of the mother of a child."""
    rows = wire.rows(
        "SELECT c.id, c.code FROM support_case AS c WHERE c.person_id = ?1 OR c.person_id IN ("
        " SELECT iif(r.person_id = ?1, r.other_id, r.person_id) FROM relation AS r"
        " WHERE ?1 IN (r.person_id, r.other_id))"
        " ORDER BY c.person_id = ?1 DESC, c.opened_on DESC, c.code DESC LIMIT 1",
        (person,),
    )
    return (str(rows[0][0]), str(rows[0][1]), person) if rows else ("", "", person)
