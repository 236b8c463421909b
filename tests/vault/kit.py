"""What the tests of the vault share: names, a clock that can be set, keyrings that misbehave."""

import hashlib
import json
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from kvinnobyran.vault import keyfile
from kvinnobyran.vault.kdf import FLOOR, KdfParameters, derive
from kvinnobyran.vault.vault import Vault

ANNA = "Anna Exempel"
BERIT = "Berit Påhittad"
PHRASE = "kork segel moln tratt bord"
OTHER_PHRASE = "tofs rabarber sköld kvist lampa"
PIN = "294016"
OTHER_PIN = "830517"


@dataclass
class FakeClock:
    """A clock that stands still until it is moved."""

    seconds: float = 1000.0
    start: str = "first start"

    def steady(self) -> float:
        return self.seconds

    def boot(self) -> str:
        return self.start

    def restart(self) -> None:
        self.seconds, self.start = 5.0, self.start + " and another"


@dataclass
class FakeKeyring:
    """A keyring that works, and remembers what it was asked."""

    kept: dict[tuple[str, str], str] = field(default_factory=dict)

    def set_password(self, service: str, username: str, password: str) -> None:
        self.kept[service, username] = password

    def get_password(self, service: str, username: str) -> str | None:
        return self.kept.get((service, username))

    def delete_password(self, service: str, username: str) -> None:
        del self.kept[service, username]


class NullKeyring(FakeKeyring):
    """As keyring.backends.null: takes everything, keeps nothing."""

    def set_password(self, service: str, username: str, password: str) -> None:
        return


class ForgetfulKeyring(FakeKeyring):
    """Gives back something else than it was given."""

    def get_password(self, service: str, username: str) -> str | None:
        return "bm90IGl0"


class RaisingKeyring(FakeKeyring):
    """Raises as foreign code does, with a secret in its text."""

    def get_password(self, service: str, username: str) -> str | None:
        raise RuntimeError("the secret is " + PIN)

    set_password = get_password  # type: ignore[assignment] # the same refusal
    delete_password = get_password  # type: ignore[assignment] # the same refusal


@dataclass
class HangingKeyring(FakeKeyring):
    """Answers when it is let; after ten minutes by itself, so that a test of it ends at all."""

    let: threading.Event = field(default_factory=threading.Event)

    def get_password(self, service: str, username: str) -> str | None:
        self.let.wait(600)
        return super().get_password(service, username)


class CountingDerive:
    """The real derivation, remembered, so that a thousand tries cost one; and counted."""

    def __init__(self) -> None:
        self.asked: list[KdfParameters] = []
        self._known: dict[tuple[bytes, bytes, KdfParameters], bytes] = {}

    def __call__(
        self, passphrase: bytes | bytearray, *, salt: bytes, cost: KdfParameters
    ) -> bytearray:
        cost.check()
        self.asked.append(cost)
        key = (bytes(passphrase), salt, cost)
        if key not in self._known:
            # Only what the right slot asks for is worth a real derivation.
            self._known[key] = bytes(derive(passphrase, salt=salt, cost=cost))
        return bytearray(self._known[key])


def repaired(content: bytes) -> bytes | None:
    """Give changed bytes the checksum that an attacker would give them; None if not JSON."""
    try:
        body = json.loads(content)
        body.pop("checksum", None)
        body["checksum"] = hashlib.sha256(keyfile.canonical(body)).hexdigest()
    except (ValueError, AttributeError):
        return None
    return keyfile.canonical(body) + b"\n"


def changed(folder: Path, change: Callable[[dict], object]) -> None:
    """Change the key file as somebody would who knows the checksum but not the vault key."""
    path = folder / keyfile.NAME
    body = json.loads(path.read_bytes())
    change(body)
    fixed = repaired(json.dumps(body).encode())
    assert fixed is not None
    path.write_bytes(fixed)


def two_users(folder: Path) -> str:
    """Make a vault with Anna (addresses) and Berit (none); return the recovery key's text."""
    _, unlocked, recovery = Vault.create(folder, user=ANNA, passphrase=PHRASE, kdf=FLOOR)
    unlocked.add_user(BERIT, OTHER_PHRASE, cost=FLOOR)
    unlocked.wipe()
    return recovery.text
