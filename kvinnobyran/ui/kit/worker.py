"""The single thread that owns the only connection, and its inline twin for tests."""

from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING, Protocol, TypeVar

import shiboken6
from PySide6.QtCore import QObject, Qt, Signal, Slot

if TYPE_CHECKING:
    from concurrent.futures import Future, ThreadPoolExecutor

T = TypeVar("T")
Then = Callable[[T], object]


class Worker(Protocol):
    """Runs tasks one after the other and brings each answer home to the window's thread."""

    def run(
        self, task: Callable[[], T], then: Then[T], otherwise: Then[BaseException], owner: object
    ) -> None:
        """Run ``task``; call ``then`` or ``otherwise`` unless ``owner`` is gone by then."""

    def wait(self, task: Callable[[], T]) -> T:
        """Run ``task`` after all that was asked before it, and wait: for locking only."""

    def stop(self) -> None:
        """Finish what was begun and end."""


class ThreadWorker(QObject):
    """The real one. Answers come home as one queued signal each."""

    _came_home = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._came_home.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    def run(
        self, task: Callable[[], T], then: Then[T], otherwise: Then[BaseException], owner: object
    ) -> None:
        """Run ``task`` on the thread and deliver its answer in the window's own."""

        def home(future: "Future[T]") -> None:
            if shiboken6.isValid(self):
                self._came_home.emit(lambda: deliver(future, then, otherwise, owner))

        self._pool.submit(task).add_done_callback(home)

    def wait(self, task: Callable[[], T]) -> T:
        """Run ``task`` last in line and wait for it."""
        return self._pool.submit(task).result()

    def stop(self) -> None:
        """Finish what was begun and end the thread."""
        self._pool.shutdown(wait=True)

    @cached_property
    def _pool(self) -> "ThreadPoolExecutor":
        from concurrent.futures import ThreadPoolExecutor  # the lock page has nothing to run

        return ThreadPoolExecutor(max_workers=1, thread_name_prefix="database")

    @Slot(object)
    def _deliver(self, delivery: Callable[[], None]) -> None:
        delivery()


class InlineWorker:
    """The same code, top to bottom, for tests (architecture.md section 3)."""

    def run(
        self, task: Callable[[], T], then: Then[T], otherwise: Then[BaseException], owner: object
    ) -> None:
        """Run ``task`` now."""
        from concurrent.futures import Future

        future: Future[T] = Future()
        try:
            future.set_result(task())
        except Exception as error:  # noqa: BLE001 - handed on to ``otherwise``
            future.set_exception(error)
        deliver(future, then, otherwise, owner)

    def wait(self, task: Callable[[], T]) -> T:
        """Run ``task`` now."""
        return task()

    def stop(self) -> None:
        """Do nothing: there is no thread."""


def deliver(
    future: "Future[T]", then: Then[T], otherwise: Then[BaseException], owner: object
) -> None:
    """Hand an answer over, unless the one who asked has been closed meanwhile."""
    if not alive(owner):
        return
    error = future.exception()
    if error is None:
        then(future.result())
    else:
        otherwise(error)


def alive(owner: object) -> bool:
    """Tell whether the one who asked is still there; anything but a Qt object always is."""
    return not isinstance(owner, QObject) or bool(shiboken6.isValid(owner))
