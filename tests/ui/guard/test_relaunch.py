import os
import sys
from pathlib import Path

import pytest

from kvinnobyran.ui.guard import relaunch
from kvinnobyran.ui.guard.relaunch import VARIABLE, Return, Why


def test_a_note_survives_the_environment():
    note = Return(x=-5, y=7, width=1280, height=700, why=Why.SLEEP, drafts=True, user=1)
    assert relaunch.read({VARIABLE: note.text()}) == note


@pytest.mark.parametrize(
    "text", ["", "1,2", "a,b,c,d,e,f,idle", "1,2,3,4,5,6,nothing", ",,,,,,", "1,2,3,4,1,0,idle,9"]
)
def test_a_note_that_cannot_be_read_is_a_plain_start(text):
    assert relaunch.read({VARIABLE: text}) == Return()
    assert relaunch.read({}) == Return()


def test_the_command_is_this_program_and_its_folder(monkeypatch):
    assert relaunch.command(Path("/x y")) == [
        sys.executable,
        "-m",
        "kvinnobyran",
        "--data",
        "/x y",
    ]
    assert relaunch.command(None)[-1] == "kvinnobyran"
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert relaunch.command(Path("/x")) == [sys.executable, "--data", "/x"]


def test_the_process_is_replaced(monkeypatch):
    asked = []

    def execve(program, command, environment):
        asked.append((program, command, environment[VARIABLE]))

    monkeypatch.setattr(os, "execve", execve)
    relaunch.again(Path("/x"), Return(why=Why.IDLE))
    assert asked == [(sys.executable, relaunch.command(Path("/x")), Return(why=Why.IDLE).text())]


def test_what_cannot_begin_again_ends(monkeypatch):
    ended = []

    def execve(*_):
        raise OSError

    monkeypatch.setattr(os, "execve", execve)
    monkeypatch.setattr(os, "_exit", ended.append)
    relaunch.again(None, Return())
    assert ended == [70]


def test_on_windows_another_process_is_started_and_this_one_ends(monkeypatch):
    started, ended = [], []

    class EndedError(Exception):
        pass

    def leave(code):
        ended.append(code)
        raise EndedError

    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setattr("subprocess.Popen", lambda *args, **_: started.append(args[0]))
    monkeypatch.setattr(os, "_exit", leave)
    with pytest.raises(EndedError):
        relaunch.again(Path("/x"), Return())
    assert (started, ended) == ([relaunch.command(Path("/x"))], [0])


def test_the_note_is_not_inherited(monkeypatch):
    monkeypatch.setenv(VARIABLE, "1,2,3,4,5,6,idle")
    relaunch.forget()
    assert VARIABLE not in os.environ
