"""The one way from a button to the database and back (architecture.md section 3).

A change is ``desk.do(flow, …)``, a question is ``desk.ask(query, …)``. There is no third way.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime
from typing import Any, Concatenate, TypeVar

from PySide6.QtCore import QObject, Signal

from kvinnobyran import bugs
from kvinnobyran.domain.trouble import Trouble
from kvinnobyran.flows.work import Work
from kvinnobyran.store.database import Database
from kvinnobyran.ui.kit.clock import office_clock
from kvinnobyran.ui.kit.worker import Worker, alive

T = TypeVar("T")
Clock = Callable[[], datetime]
Flow = Callable[Concatenate[Work, ...], T]
Query = Callable[Concatenate[Database, ...], T]


class Desk(QObject):
    """Where one user sits at one open database."""

    changed = Signal(frozenset)
    """Names of the tables a change touched; every page that shows them asks again."""
    saved = Signal(object)
    """The moment of the newest commit, for the status bar."""
    trouble = Signal(object)
    """A known :class:`Trouble` that nobody took."""
    bug = Signal(str)
    """The number of a fault of our own."""

    def __init__(
        self, worker: Worker, database: Database, user: str, *, clock: Clock = office_clock
    ) -> None:
        super().__init__()
        self._worker = worker
        self._database = database
        self._clock = clock
        self._settles: tuple[str, str] | None = None
        self.user = user
        self.confirm: Callable[[str], None] | None = None
        """Ask for the user's passphrase once more; None where there is no vault to ask."""
        self.vault: Any = None
        """The open vault, for flows that need a key of their own; None where there is none."""

    @property
    def now(self) -> datetime:
        """Return the moment by the office's clock."""
        return self._clock()

    @property
    def today(self) -> date:
        """Return the office's day."""
        return self.now.date()

    def do(
        self,
        flow: Flow[T],
        *args: object,
        then: Callable[[T], object] | None = None,
        otherwise: Callable[[Trouble], object] | None = None,
        owner: object = None,
        **kwargs: object,
    ) -> None:
        """Run a flow. ``then`` takes its answer, ``otherwise`` a :class:`Trouble`.

        A trouble that nobody takes goes to :attr:`trouble`, a bug always to :attr:`bug`.
        ``owner`` is the page that asks (found by itself for bound methods): if it has been
        closed when the answer comes, it is not called.
        """
        work = Work(self._database, self.user, self.now, self._settles)

        def task() -> tuple[T, frozenset[str]]:
            touched: set[str] = set()
            self._database.on_commit = [touched.update]
            answer = flow(work, *args, **kwargs)
            if work.settles is not None:
                touched.add("draft")
            return answer, frozenset(touched)

        def home(answer: tuple[T, frozenset[str]]) -> None:
            value, touched = answer
            if touched:
                self.saved.emit(self.now)
            if then is not None and alive(owner or getattr(then, "__self__", None)):
                then(value)
            if touched:
                self.changed.emit(touched)

        self._worker.run(task, home, self._otherwise(otherwise), self)

    @property
    def settles(self) -> tuple[str, str] | None:
        """Return which draft the flows asked for now drop, for one that is asked for later."""
        return self._settles

    @contextmanager
    def settling(self, kind: str, record: str) -> Iterator[None]:
        """Let every flow asked for meanwhile drop this draft in its own transaction."""
        before, self._settles = self._settles, (kind, record)
        try:
            yield
        finally:
            self._settles = before

    def ask(
        self,
        query: Query[T],
        *args: object,
        then: Callable[[T], object],
        otherwise: Callable[[Trouble], object] | None = None,
        owner: object = None,
        **kwargs: object,
    ) -> None:
        """Run a question; SQLite itself refuses a write in it."""
        self._worker.run(
            lambda: query(self._database, *args, **kwargs),
            then,
            self._otherwise(otherwise),
            owner or getattr(then, "__self__", self),
        )

    def wait(self, flow: Flow[T], *args: object, **kwargs: object) -> T:
        """Run a flow now, after all that was asked before it. Only for locking and closing."""
        work = Work(self._database, self.user, self.now)
        return self._worker.wait(lambda: flow(work, *args, **kwargs))

    def leave(self) -> None:
        """Close the database on its own thread and end the thread."""
        self._worker.wait(self._database.close)
        self._worker.stop()

    def take(self, error: BaseException) -> None:
        """Sort an error nobody took: the world's gets its sentence, ours a number."""
        if isinstance(error, Trouble):
            self.trouble.emit(error)
        else:
            self.bug.emit(bugs.report(error))

    def _otherwise(
        self, otherwise: Callable[[Trouble], object] | None
    ) -> Callable[[BaseException], object]:
        def refuse(error: BaseException) -> None:
            if otherwise is not None and isinstance(error, Trouble):
                if alive(getattr(otherwise, "__self__", None)):
                    otherwise(error)
            else:
                self.take(error)

        return refuse
