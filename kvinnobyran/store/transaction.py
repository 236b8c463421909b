"""The only way to write: one step of the user, wholly done or not at all."""

import json
from collections.abc import Mapping
from datetime import datetime

from kvinnobyran.domain.trouble import ChangedMeanwhile
from kvinnobyran.store import journal
from kvinnobyran.store.chain import REASON, Head, Step
from kvinnobyran.store.codec import codec_of, moment
from kvinnobyran.store.codec import text as whole
from kvinnobyran.store.reads import Pending, Reads, Schema, Wire, delete_from, statements
from kvinnobyran.store.troubles import RecordGone, StoreBug


class Transaction(Reads):
    """What a flow writes with. Get it from :meth:`Database.transaction`."""

    def __init__(self, wire: Wire, schema: Schema, device: str) -> None:
        super().__init__(wire, schema)
        self.device = device
        self.forgot = False

    def insert(self, record: object) -> None:
        """Write a new record.

        Raises :class:`Unstorable` for a text that cannot be stored literally and
        :class:`BrokenRule` when the database's own rules say no.
        """
        row = type(record)
        self.wire.change(statements(row, self.table(row)).insert, codec_of(row).encode(record))

    def update(self, record: object, *, expect: int | None = None) -> None:
        """Write a record over the one with its id.

        ``expect`` is :meth:`Database.head` from when the form read the record. Raises
        :class:`ChangedMeanwhile` if it was changed after that, and :class:`RecordGone` if
        there is no such record.
        """
        row = type(record)
        table = self.table(row)
        codec = codec_of(row)
        values = dict(zip(codec.names, codec.encode(record), strict=True))
        identity = str(values.pop("id"))
        if expect is not None and journal.newer(self.wire, table, identity, expect):
            raise ChangedMeanwhile
        if not self.wire.change(statements(row, table).update, (*values.values(), identity)):
            raise RecordGone

    def delete(self, record: object) -> None:
        """Delete a record; the journal keeps what it was. Raises :class:`RecordGone`."""
        row = type(record)
        statement = statements(row, self.table(row)).delete
        if not self.wire.change(statement, (codec_of(row).encode(record)[0],)):
            raise RecordGone

    def forget(self, table: str, id: str) -> None:
        """Delete a record and erase what the journal, the drafts and the search know of it.

        So does everything the schema deletes together with it. Nothing happens to a record
        that is already gone except that its traces are erased. Raises :class:`StoreBug` for
        an unknown table.
        """
        if table not in self.schema.tables.values():
            raise StoreBug("no such table of records: " + table)
        before = len(self.wire.pending)
        gone = self.wire.change(delete_from(table), (id,))
        victims = [
            (change.table, change.record)
            for change in self.wire.pending[before:]
            if change.kind == "delete"
        ]
        for own_table, record in victims if gone else [(table, id)]:
            # What was noted of it earlier in this same transaction goes too.
            journal.forget(self.wire, own_table, record, since=before)
            self.wire.change("DELETE FROM draft WHERE record = ?", (record,))
        if not gone:
            self.wire.note(Pending("forget", table, id, None))
        self.forgot = True

    def redact(self, record: object) -> None:
        """Write a record over the one with its id, and erase what was known of how it was.

        The journal, the drafts and the search keep nothing of it; the step cannot be undone.
        Raises :class:`RecordGone` if there is no such record.
        """
        table = self.table(type(record))
        self.update(record)
        identity = str(codec_of(type(record)).encode(record)[0])
        journal.say_no_more(self.wire, table, identity)
        journal.erase(self.wire, table, identity)
        self.wire.note(Pending(journal.REDACT, table, identity, None))
        self.wire.change("DELETE FROM draft WHERE record = ?", (identity,))
        self.forgot = True

    def log(self, kind: str, *, table: str = "", record: str = "", text: str = "") -> None:
        """Chain an event: the reading of a protected record, a print, an export.

        ``kind`` is an English word; ``text`` is erased with the record it belongs to.
        Raises :class:`StoreBug` for a kind that means a change, or when the step is over, and
        :class:`Unstorable` for a text that cannot be stored literally.
        """
        if not kind or kind in journal.RESERVED:
            raise StoreBug("not the name of an event: " + kind)
        payload = json.dumps({"text": whole(text)}, ensure_ascii=False) if text else None
        self.wire.note(Pending(kind, table, whole(record), payload))

    def finish(
        self, key: bytearray, head: Head, step: Step, reasons: Mapping[str, str]
    ) -> tuple[Head, frozenset[str]]:
        """Chain everything noted behind ``head``; return the new head and the changed tables."""
        changes = self.wire.pending
        if not changes:
            return head, frozenset()
        tables = frozenset(change.table for change in changes if change.kind in journal.CHANGES)
        if reasons:
            said = {field: whole(reason) for field, reason in reasons.items()}
            given = json.dumps(said, ensure_ascii=False)
            changes.insert(0, Pending(REASON, "", "", None if self.forgot else given))
        return journal.append(self.wire, key, head, step, changes), tables


def step_of(
    head: Head, *, name: str, user: str, device: str, now: datetime, undoes: int | None
) -> Step:
    """Return the step that will stand behind ``head``."""
    if not (name and user):
        raise StoreBug("a step without a name or a user")
    return Step(
        id=head.seq + 1,
        name=whole(name),
        user=whole(user),
        device=device,
        at=moment(now),
        undoes=undoes,
    )
