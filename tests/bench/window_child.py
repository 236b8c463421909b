"""One process with a window, whose moments are noted: the bare window, or the real program.

    window_child.py bare WIDTH HEIGHT      a PySide6 window and nothing else
    window_child.py start DATA             the program up to its lock page
    window_child.py session DATA CASE      unlock, Ctrl+N, a large case; prints one line of JSON

Moments are CLOCK_MONOTONIC, which parent and child share. The program itself is not changed:
its functions are wrapped from outside, and it runs on its own event loop.
"""

import time

BEGUN = time.monotonic()

import json  # noqa: E402 - the first line notes when the interpreter was up
import os  # noqa: E402 - as above
import sys  # noqa: E402 - as above
from collections.abc import Callable, Iterator  # noqa: E402 - as above
from functools import partial  # noqa: E402 - as above
from pathlib import Path  # noqa: E402 - as above
from typing import Any  # noqa: E402 - as above

CTRL_N = 20
moments: dict[str, float] = {"interpreter": BEGUN}


def note(name: str) -> None:
    moments.setdefault(name, time.monotonic())


def tell(found: dict[str, Any]) -> None:
    print(json.dumps(found), flush=True)


def memory() -> dict[str, int]:
    """Return what this process holds, in KiB: resident, and its own alone."""
    lines = Path("/proc/self/smaps_rollup").read_text(encoding="ascii").splitlines()
    sizes = {line.split(":")[0]: int(line.split()[1]) for line in lines[1:]}
    return {
        "resident": sizes["Rss"],
        "own": sizes["Private_Clean"] + sizes["Private_Dirty"],
    }


def noted(module: Any, name: str, stage: str) -> None:
    """Wrap a function so that the moments before and after it are noted."""
    plain = getattr(module, name)

    def wrapped(*args: Any, **kwargs: Any) -> Any:
        note(f"{stage}:begin")
        try:
            return plain(*args, **kwargs)
        finally:
            note(f"{stage}:end")

    setattr(module, name, wrapped)


def after_paint(widget: Any, then: Callable[[], object], *, window: bool = False) -> None:
    """Call ``then`` when the widget has next been painted."""
    from PySide6.QtCore import QEvent, QObject, QTimer

    target = widget.windowHandle() if window else widget
    wanted = QEvent.Type.Expose if window else QEvent.Type.Paint

    class Watch(QObject):
        def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
            if event.type() is wanted:
                target.removeEventFilter(self)
                QTimer.singleShot(0, then)
            return False

    watch = Watch(target)
    target.installEventFilter(watch)


def bare(width: int, height: int) -> None:
    """Show a window with nothing in it."""
    from PySide6.QtWidgets import QApplication, QMainWindow

    app = QApplication(["bare"])
    window = QMainWindow()
    window.resize(width, height)
    window.show()
    note("shown")

    def painted() -> None:
        note("painted")
        tell({"moments": moments, "memory": memory(), "size": [width, height]})
        app.quit()

    after_paint(window, painted, window=True)
    app.exec()


def run_program(data: str, script: Callable[[Any], Iterator[Callable[[], bool]]]) -> None:
    """Run the program as ``kvinnobyran --data DATA``; ``script`` acts in its event loop."""
    from kvinnobyran import cli

    note("cli")
    from PySide6.QtCore import QTimer
    from PySide6.QtWidgets import QApplication

    note("qt")
    from kvinnobyran.ui import application
    from kvinnobyran.ui.kit import style

    noted(application, "make_application", "application")
    noted(style, "apply", "style")
    plain = QApplication.exec

    def exec_(*_: object) -> int:
        note("shown")
        app = QApplication.instance()
        going = script(app)
        waiting = [next(going)]
        timer = QTimer()
        timer.setInterval(5)

        def look() -> None:
            if waiting[0]():
                try:
                    waiting[0] = next(going)
                except StopIteration:
                    timer.stop()
                    QApplication.quit()

        timer.timeout.connect(look)
        timer.start()
        return plain()

    QApplication.exec = exec_  # type: ignore[method-assign] # the one seam there is
    sys.exit(cli.main(["--data", data]))


def stamp(times: list[float]) -> None:
    times.append(time.monotonic())


def filled(times: list[float]) -> bool:
    return bool(times)


def top(name: str) -> Any:
    """Return the visible window of a class, or None."""
    from PySide6.QtWidgets import QApplication

    for widget in QApplication.topLevelWidgets():
        if type(widget).__name__ == name and widget.isVisible():
            return widget
    return None


def start(_app: Any) -> Iterator[Callable[[], bool]]:
    """Wait until the lock page is painted."""
    gate = top("GateWindow")
    after_paint(gate, lambda: note("painted"), window=True)
    yield lambda: "painted" in moments
    tell({"moments": moments, "memory": memory(), "size": [gate.width(), gate.height()]})


def session(case: str, phrase: str) -> Callable[[Any], Iterator[Callable[[], bool]]]:
    """Unlock, begin contacts, and open the large case."""

    def script(_app: Any) -> Iterator[Callable[[], bool]]:
        from kvinnobyran.store.database import Database
        from kvinnobyran.ui.gate import lock_page
        from kvinnobyran.ui.window import frame
        from kvinnobyran.vault import vault

        gate = top("GateWindow")
        after_paint(gate, lambda: note("painted"), window=True)
        yield lambda: "painted" in moments
        noted(vault, "derive", "kdf")
        noted(lock_page, "open_office", "office")
        noted(frame.MainWindow, "__init__", "window")
        opening = Database.open.__func__  # type: ignore[attr-defined] # a class method's function

        def opened(*args: Any, **kwargs: Any) -> Database:
            note("database:begin")
            database: Database = opening(*args, **kwargs)
            note("database:end")
            return database

        Database.open = classmethod(opened)  # type: ignore[assignment] # wrapped from outside
        yield from _settled()  # nobody types a passphrase in less than a second
        page = gate.panel
        page.secret.line.setText(phrase)
        note("unlock")
        page.unlock.click()
        yield lambda: top("MainWindow") is not None
        yield from _idag()
        yield from _settled()
        found: dict[str, Any] = {"memory": memory(), "unlock": dict(moments)}
        times: list[float] = []
        found["ctrl_n"] = times
        for _each in range(CTRL_N + 1):
            yield from _new_contact(times)
        found["memory_later"] = memory()
        pages: dict[str, float] = {}
        found["case"] = pages
        yield from _case(case, pages)
        tell(found)
        # Not the orderly way: where the user was must not be kept for the next round.
        os._exit(0)

    return script


def _idag() -> Iterator[Callable[[], bool]]:
    """Wait until Idag shows what its questions found."""
    window = top("MainWindow")
    yield lambda: type(window.visits.page).__name__ == "TodayPage"
    note("page")
    page = window.visits.page

    def answered() -> bool:
        # Idag has its lines when the worker has nothing more to say.
        return page.due.isVisible()

    yield answered
    done: list[int] = []
    window.desk.ask(lambda _database: 0, then=lambda _: done.append(1))
    yield lambda: bool(done)
    after_paint(page, lambda: note("idag"))
    page.update()
    yield lambda: "idag" in moments


def _settled() -> Iterator[Callable[[], bool]]:
    until = time.monotonic() + 1.0
    yield lambda: time.monotonic() > until


def _new_contact(times: list[float]) -> Iterator[Callable[[], bool]]:
    """Press Ctrl+N and wait for the painted note with the cursor in it; then leave."""
    from PySide6.QtCore import Qt
    from PySide6.QtTest import QTest
    from PySide6.QtWidgets import QApplication

    window = top("MainWindow")
    began = time.monotonic()
    QTest.keyClick(window, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)

    def in_note() -> bool:
        page, focus = window.visits.page, QApplication.focusWidget()
        return type(page).__name__ == "CapturePage" and (
            focus is page.note or page.note.isAncestorOf(focus)
        )

    if not in_note():
        yield in_note
    ended: list[float] = []
    field: Any = QApplication.focusWidget()
    after_paint(
        field.viewport() if hasattr(field, "viewport") else field,
        lambda: ended.append(time.monotonic()),
    )
    yield lambda: bool(ended)
    times.append(ended[0] - began)
    QTest.keyClick(field, Qt.Key.Key_Escape)
    yield lambda: type(window.visits.page).__name__ == "TodayPage"
    yield from _settled_shortly()


def _settled_shortly() -> Iterator[Callable[[], bool]]:
    until = time.monotonic() + 0.1
    yield lambda: time.monotonic() > until


def _case(case: str, pages: dict[str, float]) -> Iterator[Callable[[], bool]]:
    """Open the large case and look at each of its tabs. Its modules are read by then."""
    from kvinnobyran.ui.case import page as case_page
    from kvinnobyran.ui.case.tabs import TABS

    for name, stage in (("__init__", "page"), ("_show", "tab")):
        noted(case_page.CasePage, name, f"case {stage}")
    noted(case_page, "dossier", "case question")
    window = top("MainWindow")
    began = time.monotonic()
    window.open_case(case)
    page = window.visits.page
    yield lambda: page.room.dossier is not None
    ended: list[float] = []
    after_paint(page, lambda: ended.append(time.monotonic()))
    page.update()
    yield lambda: bool(ended)
    pages["open"] = ended[0] - began
    pages["building its page"] = moments["case page:end"] - began
    pages["asking for it"] = moments["case question:end"] - moments["case question:begin"]
    pages["building its overview"] = moments["case tab:end"] - moments["case tab:begin"]
    pages["painting"] = ended[0] - moments["case tab:end"]
    for key in (tab.key for tab in TABS[1:]):
        began = time.monotonic()
        page.show_tab(key)
        shown: list[float] = []
        after_paint(page._pages[key], partial(stamp, shown))
        page._pages[key].update()
        yield partial(filled, shown)
        pages[key] = shown[0] - began
        yield from _settled_shortly()


if __name__ == "__main__":
    what, *rest = sys.argv[1:]
    if what == "bare":
        bare(int(rest[0]), int(rest[1]))
    elif what == "start":
        run_program(rest[0], start)
    else:
        run_program(rest[0], session(rest[1], rest[2]))
