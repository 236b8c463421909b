"""T22: real D-Bus signals of a logind on a private bus."""

import os
import shutil
import subprocess
import uuid
from pathlib import Path

import pytest
from PySide6.QtDBus import QDBusConnection

from kvinnobyran.ui.guard.relaunch import Why
from kvinnobyran.ui.guard.session_watch import SessionWatch

FAKE = Path(__file__).with_name("fake_logind.py")
SYSTEM_PYTHON = "/usr/bin/python3"


def has_gi():
    if not (shutil.which("dbus-daemon") and Path(SYSTEM_PYTHON).exists()):
        return False
    answer = subprocess.run(
        [SYSTEM_PYTHON, "-c", "from gi.repository import Gio"], capture_output=True, check=False
    )
    return answer.returncode == 0


pytestmark = pytest.mark.skipif(not has_gi(), reason="needs dbus-daemon and python3-gi")


class Logind:
    def __init__(self, process):
        self.process = process

    def say(self, word):
        self.process.stdin.write(word + "\n")
        self.process.stdin.flush()

    def hear(self):
        return self.process.stdout.readline().strip()


@pytest.fixture
def bus(tmp_path):
    daemon = subprocess.Popen(
        [
            "dbus-daemon",
            "--session",
            "--nofork",
            "--print-address=1",
            f"--address=unix:dir={tmp_path}",
        ],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    address = daemon.stdout.readline().strip()
    name = uuid.uuid4().hex
    yield address, QDBusConnection.connectToBus(address, name)
    QDBusConnection.disconnectFromBus(name)
    daemon.terminate()
    daemon.wait()
    daemon.stdout.close()


@pytest.fixture
def logind(bus):
    process = subprocess.Popen(
        [SYSTEM_PYTHON, str(FAKE)],
        env={**os.environ, "DBUS_SESSION_BUS_ADDRESS": bus[0]},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    fake = Logind(process)
    assert fake.hear() == "ready"
    yield fake
    process.stdin.close()
    process.wait(timeout=5)
    process.stdout.close()


@pytest.fixture
def watch(qapp, qtbot, bus, logind):
    watch = SessionWatch(bus[1], bus[1])
    qtbot.waitUntil(lambda: watch.delays_sleep and bool(watch.own_session))
    assert watch.own_session.endswith("/_31")
    assert {logind.hear(), logind.hear()} == {
        "asked",
        "inhibit sleep Kvinnobyrån Låser registret delay",
    }
    assert watch.reason == ""
    return watch


@pytest.mark.parametrize(
    ("word", "why"),
    [("sleep", Why.SLEEP), ("lock", Why.SESSION), ("hint", Why.SESSION), ("away", Why.SESSION)],
)
def test_what_the_computer_does_locks_the_office(watch, logind, qtbot, word, why):
    with qtbot.waitSignal(watch.locked) as locked:
        logind.say(word)
    assert locked.args == [why.value]


def test_waking_up_locks_nothing(watch, logind, qtbot):
    with qtbot.assertNotEmitted(watch.locked, wait=200):
        logind.say("wake")


def test_the_computers_own_idleness_is_known(watch, logind, qtbot):
    assert watch.idle_seconds() is None
    logind.say("idle")
    qtbot.waitUntil(lambda: watch.idle_seconds() is not None)
    assert 0 <= watch.idle_seconds() < 5
    logind.say("busy")
    qtbot.waitUntil(lambda: watch.idle_seconds() is None)


def test_the_inhibitor_is_let_go(watch):
    watch.let_sleep()
    assert not watch.delays_sleep


def test_without_a_bus_it_says_what_to_do_instead(qapp):
    nowhere = QDBusConnection("nowhere")
    watch = SessionWatch(nowhere, nowhere)
    assert "Ctrl+L" in watch.reason
    assert not watch.delays_sleep


def test_without_logind_nothing_breaks(qapp, qtbot, bus):
    watch = SessionWatch(bus[1], bus[1])
    qtbot.wait(100)
    assert not watch.delays_sleep
