"""A desk for tests of pages: a real SQLCipher file, the inline worker, a clock one can set."""

import datetime as dt
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPlainTextEdit, QWidget

from kvinnobyran.flows.work import Work
from kvinnobyran.ui import printing
from kvinnobyran.ui.kit.desk import Desk
from kvinnobyran.ui.kit.worker import InlineWorker
from tests.empty_register import empty_register

USER = "Greta"
ZONE = dt.timezone(dt.timedelta(hours=1))


NONE = Qt.KeyboardModifier.NoModifier


def focused() -> QWidget:
    """Return what has the focus."""
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def key(key: Qt.Key, modifiers: Qt.KeyboardModifier = NONE) -> None:
    """Press a key where the focus is."""
    QTest.keyClick(focused(), key, modifiers)


def keys(text: str) -> None:
    """Press letters one by one, each where the focus then is; å and its like are put in."""
    for letter in text:
        field = focused()
        if isinstance(field, QPlainTextEdit) and not letter.isascii():
            field.insertPlainText(letter)
        else:
            QTest.keyClicks(field, letter)


def take_paper(monkeypatch, papers: list[bytes]) -> None:
    """Let a printer be chosen whenever one is asked for, and gather what is printed."""
    monkeypatch.setattr(printing, "choose_printer", lambda *_: object())
    monkeypatch.setattr(printing, "paint", lambda _, pdf: papers.append(pdf))


class Clock:
    """Stands still until it is told."""

    def __init__(self, now: dt.datetime):
        self.now = now

    def __call__(self):
        return self.now

    def on(self, **by):
        self.now += dt.timedelta(**by)


class Went:
    """A navigator that writes down where one was sent."""

    def __init__(self):
        self.way: list[tuple[str, str]] = []
        self.toasts: list[tuple[str, bool]] = []

    def go(self, place):
        self.way.append(("go", place))

    def open_case(self, case_id, *, tab="", record=""):
        self.way.append(("case", case_id))

    def open_timeline(self, case_id, *, event=""):
        self.way.append(("timeline", case_id))

    def open_inquiry(self, inquiry_id):
        self.way.append(("inquiry", inquiry_id))

    def open_page(self, kind, record="", *, focus=""):
        self.way.append((kind, record))

    def new_contact(self, draft=""):
        self.way.append(("contact", draft))

    def back(self):
        self.way.append(("back", ""))

    def toast(self, text, *, undo=False):
        self.toasts.append((text, undo))


class Rig:
    """The desk, its database, its clock, and a navigator."""

    def __init__(self, folder: Path, now: dt.datetime):
        self.clock = Clock(now)
        self.database = empty_register(folder)
        self.desk = Desk(InlineWorker(), self.database, USER, clock=self.clock)
        self.went = Went()
        self.troubles: list[object] = []
        self.bugs: list[str] = []
        self.desk.trouble.connect(self.troubles.append)
        self.desk.bug.connect(self.bugs.append)

    @property
    def work(self):
        """Return where flows run."""
        return Work(self.database, USER, self.clock.now)

    def close(self):
        self.desk.leave()
        assert self.bugs == []
