"""The composition root: what is refused, what is logged, and what never is."""

import sys
import threading

import pytest
from PySide6.QtCore import QtMsgType

from kvinnobyran import app
from kvinnobyran import log as log_
from kvinnobyran.ui.application import drop_text


@pytest.fixture
def log(tmp_path):
    log_.keep_in(tmp_path / "log")
    yield tmp_path / "log" / "kvinnobyran.log"
    log_.leave()


@pytest.fixture
def hooks():
    before = (sys.excepthook, threading.excepthook, sys.unraisablehook)
    app.catch_bugs()
    yield
    sys.excepthook, threading.excepthook, sys.unraisablehook = before


@pytest.mark.parametrize(
    ("qt", "python", "refused"),
    [
        ("6.12.0", (3, 11), True),
        ("6.12.0", (3, 10), True),
        ("6.12.0", (3, 12), False),
        ("6.11.3", (3, 11), False),
    ],
)
def test_the_qt_that_crashes_is_refused(qt, python, refused):
    assert bool(app.qt_refusal(qt, python)) is refused


def test_a_refused_qt_is_a_sentence_and_code_2(monkeypatch, capsys):
    monkeypatch.setattr(app, "harden_process", lambda: None)
    monkeypatch.setattr(app, "qt_refusal", lambda *_: "Byt version.")
    assert app.run(None) == 2
    assert capsys.readouterr().err == "Byt version.\n"


def test_a_bug_is_logged_without_its_values(log, hooks, capsys):
    try:
        int("19800101-kanarie")
    except ValueError as error:
        sys.excepthook(type(error), error, error.__traceback__)
    thread = threading.Thread(target=lambda: int("kanarie i tråd"))
    thread.start()
    thread.join()
    said = log.read_text("utf-8")
    assert "ValueError" in said
    assert "test_app.py" in said
    assert "kanarie" not in said
    assert "kanarie" not in capsys.readouterr().err


def test_what_qt_says_is_dropped_but_not_that_it_said_it(log):
    class Context:
        category = "qt.widgets"

    drop_text(QtMsgType.QtWarningMsg, Context(), "kanarie")
    drop_text(QtMsgType.QtDebugMsg, Context(), "kanarie")
    said = log.read_text("utf-8")
    assert said.count("qt.widgets") == 1
    assert "kanarie" not in said


def test_a_log_that_cannot_be_written_does_not_stop_the_program(tmp_path):
    (tmp_path / "log").write_text("i vägen")
    log_.keep_in(tmp_path / "log")
    log_.warning("något")
    log_.leave()
    assert (tmp_path / "log").read_text() == "i vägen"
