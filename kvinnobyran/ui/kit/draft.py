"""Keeps what is typed as an encrypted draft: two seconds after the last key, at most five.

Locking flushes every living keeper.
"""

from collections.abc import Callable, Mapping
from functools import partial
from weakref import WeakSet

from PySide6.QtCore import QObject, QTimer

from kvinnobyran import bugs
from kvinnobyran.domain.trouble import Trouble
from kvinnobyran.flows.drafts import Draft, draft_of, drop_draft, keep_draft
from kvinnobyran.ui.kit.desk import Desk
from kvinnobyran.ui.kit.note_edit import LONGEST_MS, PAUSE_MS
from kvinnobyran.ui.kit.worker import alive

Collect = Callable[[], Mapping[str, object]]
_living: "WeakSet[DraftKeeper]" = WeakSet()


class DraftKeeper(QObject):
    """Commits the draft of one form.

    ``collect`` returns what the form holds, as plain JSON values; ``cursor`` where the text
    cursor is. Connect ``touch`` to everything that a person can change. ``record`` is the id
    of the record the form is about, also of one that is not saved yet.
    """

    def __init__(
        self,
        desk: Desk,
        kind: str,
        record: str,
        collect: Collect,
        *,
        cursor: Callable[[], int] = lambda: 0,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self._kind = kind
        self._record = record
        self._collect = collect
        self._cursor = cursor
        self._pause = self._timer(PAUSE_MS)
        self._longest = self._timer(LONGEST_MS)
        self._under_way: object = None
        """What stands for the commit that was asked for and is not known to have succeeded."""
        _living.add(self)

    @property
    def waiting(self) -> bool:
        """Whether something was typed that is not committed yet."""
        return self._longest.isActive() or self._under_way is not None

    def move_to(self, record: str) -> None:
        """Let the draft be about another record from now on: the form was emptied."""
        self.stop()
        self._record = record

    def touch(self, *_: object) -> None:
        """Note that something was typed."""
        self._pause.start()
        if not self._longest.isActive():
            self._longest.start()

    def keep(self) -> None:
        """Commit in the background what the form holds now, if anything was typed."""
        if self._longest.isActive():
            self._keep_now()

    def flush(self) -> None:
        """Commit at once, and wait for it: at lock, close and suspend.

        Raises the store's :class:`Trouble`; the keeper then still counts as waiting.
        """
        if self.waiting:
            self._desk.wait(keep_draft, *self._what())
            self.stop()

    def stop(self) -> None:
        """Commit nothing more: the form was saved, or thrown away."""
        self._pause.stop()
        self._longest.stop()
        self._under_way = None

    def settled(self) -> None:
        """Stop: the step that saved the record took the draft along.

        What was committed after that step, or where no step was needed, is forgotten on its own.
        """
        self.stop()
        self._desk.ask(
            draft_of,
            self._desk.user,
            self._kind,
            self._record,
            then=partial(_forget_left, self._desk, self._kind, self._record),
            owner=self._desk,
        )

    def drop(self) -> None:
        """Stop, and forget the draft that was committed."""
        self.stop()
        self._desk.do(drop_draft, self._kind, self._record, owner=self)

    def _what(self) -> tuple[object, ...]:
        return self._kind, self._record, dict(self._collect()), self._cursor()

    def _kept(self, which: object) -> None:
        if self._under_way is which:
            self._under_way = None

    def _failed(self, which: object, trouble: Trouble) -> None:
        """Say so, and try again with the next key or in five seconds."""
        if alive(self) and self._under_way is which:
            self._under_way = None
            self._longest.start()
        self._desk.take(trouble)

    def _timer(self, ms: int) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(ms)
        timer.timeout.connect(self._keep_now)
        return timer

    def _keep_now(self) -> None:
        self.stop()
        which = self._under_way = object()
        self._desk.do(
            keep_draft,
            *self._what(),
            then=lambda _: self._kept(which),
            otherwise=lambda trouble: self._failed(which, trouble),
            owner=self,
        )


def _forget_left(desk: Desk, kind: str, record: str, left: Draft | None) -> None:
    if left is not None:
        desk.do(drop_draft, kind, record)


def flush_all() -> bool:
    """Commit everything that is typed anywhere; return whether anything is kept as a draft.

    Raises the first :class:`Trouble`, after all were tried. A fault of our own in one form is
    reported and keeps no other form, and no lock, from being done.
    """
    first: Trouble | None = None
    any_waiting = False
    for keeper in _keepers():
        any_waiting = any_waiting or keeper.waiting
        try:
            keeper.flush()
        except Trouble as trouble:
            first = first or trouble
        except Exception as bug:  # noqa: BLE001 - the office must be locked all the same
            bugs.report(bug)
    if first is not None:
        raise first
    return any_waiting


def waiting() -> bool:
    """Return whether anything typed is not committed yet."""
    return any(keeper.waiting for keeper in _keepers())


def _keepers() -> "list[DraftKeeper]":
    """Return those whose form is still there: Qt takes a page down before Python forgets it."""
    return [keeper for keeper in list(_living) if alive(keeper)]
