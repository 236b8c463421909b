import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from kvinnobyran.vault import kdf, slots
from kvinnobyran.vault import vault as vault_module
from kvinnobyran.vault.keychain import Keychain
from kvinnobyran.vault.vault import Vault
from tests.vault.kit import CountingDerive, FakeClock, FakeKeyring, two_users


@pytest.fixture(scope="session")
def office(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """One vault with two users, made once; tests work on copies."""
    folder = tmp_path_factory.mktemp("office") / "vault"
    return folder, two_users(folder)


@pytest.fixture
def folder(office: tuple[Path, str], tmp_path: Path) -> Path:
    return Path(shutil.copytree(office[0], tmp_path / "vault"))


@pytest.fixture
def recovery_text(office: tuple[Path, str]) -> str:
    return office[1]


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def keyring() -> FakeKeyring:
    return FakeKeyring()


@pytest.fixture
def vault(folder: Path, clock: FakeClock, keyring: FakeKeyring) -> Vault:
    return Vault.open(folder, clock=clock, keychain=Keychain(lambda: keyring))


@pytest.fixture(scope="session")
def _known_keys() -> CountingDerive:
    return CountingDerive()


@pytest.fixture
def quick_kdf(monkeypatch: pytest.MonkeyPatch, _known_keys: CountingDerive) -> CountingDerive:
    """Let each derivation run once in the whole session: the same answers, sooner."""
    _known_keys.asked.clear()
    for module in (vault_module, slots):
        monkeypatch.setattr(module, "derive", _known_keys)
    monkeypatch.setattr(kdf, "derive", _known_keys)  # quick unlock asks the module
    return _known_keys


# --- a real keyring, of nobody's --------------------------------------------------------------


@dataclass
class Desktop:
    """A private D-Bus with a real gnome-keyring, and a home folder of its own."""

    home: Path
    environment: dict[str, str]
    bus: "subprocess.Popen[bytes]"
    daemon: "subprocess.Popen[bytes]"

    def run(self, code: str, *arguments: str, **more: str) -> str:
        """Run Python code there and return what it printed."""
        done = subprocess.run(
            [sys.executable, "-c", code, *arguments],
            env={**self.environment, **more},
            capture_output=True,
            text=True,
            timeout=600,
            cwd=Path(__file__).parents[2],
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout.strip()

    def files(self) -> Iterator[bytes]:
        for path in self.home.rglob("*"):
            if path.is_file():
                yield path.read_bytes()


@pytest.fixture
def desktop(tmp_path: Path) -> Iterator[Desktop]:
    """Start a private D-Bus and gnome-keyring with a temporary home; end both afterwards."""
    if shutil.which("gnome-keyring-daemon") is None or shutil.which("dbus-daemon") is None:
        pytest.skip("gnome-keyring or dbus is not installed")
    home = tmp_path / "home"
    runtime = tmp_path / "run"
    for place in (home, runtime):
        place.mkdir(mode=0o700)
    environment = {
        "HOME": str(home),
        "XDG_RUNTIME_DIR": str(runtime),
        "XDG_DATA_HOME": str(home / ".local" / "share"),
        "XDG_CONFIG_HOME": str(home / ".config"),
        "PATH": os.environ["PATH"],
        "LANG": "C.UTF-8",
        "PYTHONPATH": str(Path(__file__).parents[2]),
    }
    for name in ("COVERAGE_PROCESS_START", "COVERAGE_FILE", "COVERAGE_PROCESS_CONFIG"):
        if name in os.environ:
            environment[name] = os.environ[name]
    bus = subprocess.Popen(
        ["dbus-daemon", "--session", "--nofork", "--print-address=1", "--nopidfile"],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    assert bus.stdout is not None
    address = bus.stdout.readline().decode().strip()
    bus.stdout.close()
    environment["DBUS_SESSION_BUS_ADDRESS"] = address
    daemon = subprocess.Popen(
        ["gnome-keyring-daemon", "--foreground", "--components=secrets", "--unlock"],
        env=environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    assert daemon.stdin is not None
    daemon.stdin.write(b"the login of nobody")
    daemon.stdin.close()
    try:
        _wait_for_secrets(environment)
        yield Desktop(home, environment, bus, daemon)
    finally:
        for process in (daemon, bus):
            process.send_signal(signal.SIGCONT)
            process.kill()
            process.wait(120)


def _wait_for_secrets(environment: dict[str, str]) -> None:
    asking = [
        "dbus-send",
        "--session",
        "--print-reply",
        "--dest=org.freedesktop.DBus",
        "/",
        "org.freedesktop.DBus.GetNameOwner",
        "string:org.freedesktop.secrets",
    ]
    for _ in range(2000):
        if (
            subprocess.run(asking, env=environment, capture_output=True, check=False).returncode
            == 0
        ):
            return
        time.sleep(0.05)
    pytest.fail("gnome-keyring did not start")
