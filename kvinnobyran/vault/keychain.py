"""The system's own keyring, by name, in another thread, for at most two seconds a call.

Never ``keyring.get_keyring()``: with keyrings.alt installed it chose a plain-text file, an
environment variable made it store nothing and say nothing, and a configuration file made it
run foreign code (measured, security.md 3.4). Every failure, whatever its kind, is one answer:
:class:`KeyringGone`.
"""

import sys
import threading
from collections.abc import Callable
from typing import Any, Final, Protocol, TypeVar

from kvinnobyran.vault.troubles import KeyringGone

SERVICE: Final = "kvinnobyran"
LIMIT_SECONDS: Final = 2.0
_SESSION: Final = "/org/freedesktop/secrets/collection/session"
_T = TypeVar("_T")


class Backend(Protocol):
    """The three calls of a ``keyring`` backend that are used."""

    def set_password(self, service: str, username: str, password: str) -> None:
        """Store or replace a secret."""

    def get_password(self, service: str, username: str) -> str | None:
        """Return a secret, or ``None``."""

    def delete_password(self, service: str, username: str) -> None:
        """Delete a secret; raises when there is none."""


def system_backend() -> Backend:
    """Return the keyring of this operating system; raises anything when there is none.

    What is stored shall not outlive the login (security.md 3.4): the Secret Service's
    *session* collection lies in memory only, and the Credential Locker is told the same.
    """
    if sys.platform == "win32":
        return _windows()
    return _linux()


def _linux() -> Backend:
    from keyring.backend import KeyringBackend
    from keyring.backends.SecretService import Keyring

    make: Callable[[], KeyringBackend] = Keyring
    return make().with_properties(preferred_collection=_SESSION)


def _windows() -> Backend:
    """Not yet tried on a real Windows laptop."""
    from keyring.backend import KeyringBackend
    from keyring.backends.Windows import WinVaultKeyring

    make: Callable[[], KeyringBackend] = WinVaultKeyring
    backend: Any = make()
    backend.persist = "session"  # a descriptor: with_properties would not reach it
    named: Backend = backend
    return named


class Keychain:
    """One secret per vault in the system's keyring."""

    def __init__(
        self,
        backend: Callable[[], Backend] | None = None,
        *,
        limit_seconds: float = LIMIT_SECONDS,
    ) -> None:
        self._make = backend or system_backend
        self._limit = limit_seconds

    def put(self, name: str, secret: str) -> None:
        """Store a secret and read it back, two seconds in all. Raises :class:`KeyringGone`."""

        def ask() -> str | None:
            keyring = self._make()
            keyring.set_password(SERVICE, name, secret)
            return keyring.get_password(SERVICE, name)

        if self._within(ask) != secret:
            raise KeyringGone

    def get(self, name: str) -> str:
        """Return the secret. Raises :class:`KeyringGone` when it is not there either."""
        found = self._within(lambda: self._make().get_password(SERVICE, name))
        if not isinstance(found, str) or not found:
            raise KeyringGone
        return found

    def delete(self, name: str) -> None:
        """Delete the secret. Raises :class:`KeyringGone`, also when there was none."""
        self._within(lambda: self._make().delete_password(SERVICE, name))

    def _within(self, call: Callable[[], _T]) -> _T:
        """Return the call's answer, or raise :class:`KeyringGone` after two seconds.

        A keyring that hangs cannot be interrupted; its thread is left behind, as a daemon
        that holds nothing of ours but the question.
        """
        answers: list[_T] = []

        def ask() -> None:
            try:
                answers.append(call())
            except BaseException:  # noqa: BLE001 - foreign code: whatever it raises is one answer
                return

        thread = threading.Thread(target=ask, name="keychain", daemon=True)
        thread.start()
        thread.join(self._limit)
        if not answers:
            raise KeyringGone
        return answers[0]
