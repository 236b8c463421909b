"""Makes files and pictures of a report away from the window's thread; pure work, no database."""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TypeVar

import shiboken6
from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtGui import QImage

T = TypeVar("T")


def image(pdf: bytes, number: int, *, dpi: float) -> QImage:
    """Return a page of a PDF as a picture that owns its own bytes."""
    from kvinnobyran.reports.render import picture

    drawn = picture(pdf, number, dpi=dpi)
    shown = QImage(
        drawn.rgba, drawn.width, drawn.height, drawn.width * 4, QImage.Format.Format_RGBA8888
    )
    return shown.copy()


def images(pdf: bytes, *, dpi: float) -> list[QImage]:
    """Return all pages, for the screen."""
    from kvinnobyran.reports.render import page_count

    return [image(pdf, number, dpi=dpi) for number in range(page_count(pdf))]


class Background(QObject):
    """One thread for pure work. Only the newest of what was asked under a name comes home."""

    _home = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        pool = ThreadPoolExecutor(max_workers=1, thread_name_prefix="pages")
        self._pool = pool
        self._newest: dict[str, int] = {}
        self._stopped = False
        self._home.connect(self._deliver, Qt.ConnectionType.QueuedConnection)
        # The thread ends with the page that asked.
        self.destroyed.connect(lambda: pool.shutdown(wait=False, cancel_futures=True))

    def do(
        self,
        name: str,
        work: Callable[[], T],
        then: Callable[[T], object],
        otherwise: Callable[[BaseException], object],
    ) -> None:
        """Do ``work`` on the thread; hand its answer to ``then`` in the window's own."""
        if self._stopped:
            return
        number = self._newest[name] = self._newest.get(name, 0) + 1

        def deliver(future: Future[T]) -> None:
            if self._newest.get(name) != number:
                return
            error = future.exception()
            if error is None:
                then(future.result())
            else:
                otherwise(error)

        def home(future: Future[T]) -> None:
            if shiboken6.isValid(self) and not future.cancelled():
                self._home.emit(lambda: deliver(future))

        self._pool.submit(work).add_done_callback(home)

    def wait(self) -> None:
        """Wait for what was begun; its answers then lie ready for the window's thread."""
        if not self._stopped:
            self._pool.submit(int).result()

    def stop(self) -> None:
        """Finish what was begun, take nothing more, and end the thread."""
        self._stopped = True
        self._pool.shutdown(wait=True, cancel_futures=True)

    @Slot(object)
    def _deliver(self, delivery: Callable[[], None]) -> None:
        delivery()
