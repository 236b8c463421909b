"""Hears when the computer locks, sleeps or changes user: logind over D-Bus on Linux.

A *delay* inhibitor is held, so that the system waits with sleeping until the office is locked;
ending the process lets go of it (security.md T22).
"""

import time
from typing import Final

from PySide6.QtCore import SLOT, QObject, Signal, Slot
from PySide6.QtDBus import (
    QDBusConnection,
    QDBusMessage,
    QDBusObjectPath,
    QDBusPendingCall,
    QDBusPendingCallWatcher,
    QDBusUnixFileDescriptor,
    QDBusVariant,
)

from kvinnobyran.ui.guard.relaunch import Why

SERVICE: Final = "org.freedesktop.login1"
PATH: Final = "/org/freedesktop/login1"
MANAGER: Final = "org.freedesktop.login1.Manager"
SESSION: Final = "org.freedesktop.login1.Session"
OWN_SESSION: Final = "/org/freedesktop/login1/session/auto"
PROPERTIES: Final = "org.freedesktop.DBus.Properties"
SCREEN_SAVERS: Final = (
    ("org.freedesktop.ScreenSaver", "/org/freedesktop/ScreenSaver"),
    ("org.gnome.ScreenSaver", "/org/gnome/ScreenSaver"),
)
_TIMEOUT_MS: Final = 2000


class SessionWatch(QObject):
    """Emits ``locked`` with the reason. ``reason`` says why nothing can be heard, or ``""``."""

    locked = Signal(str)

    def __init__(
        self,
        system: QDBusConnection | None = None,
        session: QDBusConnection | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._system = system or QDBusConnection.systemBus()
        self._session = session or QDBusConnection.sessionBus()
        self._inhibitor: QDBusUnixFileDescriptor | None = None
        self._idle_since: float | None = None
        self.own_session = ""
        """The D-Bus path of our session, once logind has told it."""
        self.reason = ""
        if self._system.isConnected():
            self._listen()
        else:
            self.reason = (
                "Datorn berättar inte för programmet när den låses eller går i vila. "
                "Lås med Ctrl+L innan du går."
            )
        if self._session.isConnected():
            for service, path in SCREEN_SAVERS:
                _hear(
                    self._session,
                    self,
                    service,
                    path,
                    service,
                    "ActiveChanged",
                    slot="_screen_saver(bool)",
                )

    @property
    def delays_sleep(self) -> bool:
        """Whether the system waits with sleeping until the office is locked."""
        return self._inhibitor is not None and self._inhibitor.isValid()

    def idle_seconds(self) -> float | None:
        """Return how long the desktop says that the computer has been left alone.

        ``None`` while somebody uses it, and where no desktop tells logind.
        """
        return None if self._idle_since is None else time.monotonic() - self._idle_since

    def let_sleep(self) -> None:
        """Let go of the inhibitor: the office is locked."""
        self._inhibitor = None

    def _listen(self) -> None:
        _hear(self._system, self, SERVICE, PATH, MANAGER, "PrepareForSleep", slot="_sleeping(bool)")
        self._ask((OWN_SESSION, PROPERTIES, "Get"), self._identified, SESSION, "Id")
        inhibit = (PATH, MANAGER, "Inhibit")
        self._ask(inhibit, self._inhibited, "sleep", "Kvinnobyrån", "Låser registret", "delay")

    def _ask(self, method: tuple[str, str, str], then: object, *arguments: object) -> None:
        """Ask logind (path, interface, method), without waiting for the answer."""
        message = QDBusMessage.createMethodCall(SERVICE, *method)
        message.setArguments(list(arguments))
        call: QDBusPendingCall = self._system.asyncCall(message, _TIMEOUT_MS)
        watcher = QDBusPendingCallWatcher(call, self)
        watcher.finished.connect(then)
        watcher.finished.connect(watcher.deleteLater)

    @Slot(QDBusPendingCallWatcher)
    def _identified(self, watcher: QDBusPendingCallWatcher) -> None:
        """Ask for the path of our own session, whose signals we want and nobody else's.

        By its id, because Python cannot send the unsigned number that GetSessionByPID wants.
        """
        name = _answer(watcher)
        if isinstance(name, str) and name:
            self._ask((PATH, MANAGER, "GetSession"), self._found, name)
        else:
            self._hear_lock("")

    @Slot(QDBusPendingCallWatcher)
    def _found(self, watcher: QDBusPendingCallWatcher) -> None:
        first = _answer(watcher)
        path = first.path() if isinstance(first, QDBusObjectPath) else ""
        self._hear_lock(path)
        if path:
            source = (SERVICE, path, PROPERTIES, "PropertiesChanged")
            _hear(self._system, self, *source, slot="_changed(QDBusMessage)")
            self.own_session = path

    def _hear_lock(self, path: str) -> None:
        """Listen to one session's lock; to every session's when ours cannot be told."""
        _hear(self._system, self, SERVICE, path, SESSION, "Lock", slot="_lock()")

    @Slot(QDBusPendingCallWatcher)
    def _inhibited(self, watcher: QDBusPendingCallWatcher) -> None:
        first = _answer(watcher)
        self._inhibitor = first if isinstance(first, QDBusUnixFileDescriptor) else None

    @Slot(bool)
    def _sleeping(self, starting: bool) -> None:
        if starting:
            self.locked.emit(Why.SLEEP.value)

    @Slot()
    def _lock(self) -> None:
        self.locked.emit(Why.SESSION.value)

    @Slot(bool)
    def _screen_saver(self, active: bool) -> None:
        if active:
            self.locked.emit(Why.SESSION.value)

    @Slot(QDBusMessage)
    def _changed(self, _: QDBusMessage) -> None:
        """Ask what has changed of our session: whether it is locked, in front, left alone.

        Asked for, because Python cannot read the dictionary that comes with the signal.
        """
        for name, then in (
            ("LockedHint", self._locked_hint),
            ("Active", self._active),
            ("IdleHint", self._idle_hint),
        ):
            self._ask((self.own_session, PROPERTIES, "Get"), then, SESSION, name)

    @Slot(QDBusPendingCallWatcher)
    def _locked_hint(self, watcher: QDBusPendingCallWatcher) -> None:
        if _answer(watcher) is True:
            self.locked.emit(Why.SESSION.value)

    @Slot(QDBusPendingCallWatcher)
    def _active(self, watcher: QDBusPendingCallWatcher) -> None:
        """Lock when another user comes to the front."""
        if _answer(watcher) is False:
            self.locked.emit(Why.SESSION.value)

    @Slot(QDBusPendingCallWatcher)
    def _idle_hint(self, watcher: QDBusPendingCallWatcher) -> None:
        """Count from when the desktop says so, which is some minutes after the last key."""
        left_alone = _answer(watcher)
        if left_alone is True and self._idle_since is None:
            self._idle_since = time.monotonic()
        elif left_alone is False:
            self._idle_since = None


def _answer(watcher: QDBusPendingCallWatcher) -> object:
    """Return the first value of an answer, or ``None`` when there was none."""
    reply = watcher.reply()
    if reply.type() is not QDBusMessage.MessageType.ReplyMessage or not reply.arguments():
        return None
    first: object = reply.arguments()[0]
    return first.variant() if isinstance(first, QDBusVariant) else first


def _hear(
    bus: QDBusConnection,
    receiver: QObject,
    service: str,
    path: str,
    interface: str,
    name: str,
    *,
    slot: str,
) -> bool:
    """Connect a D-Bus signal to a slot of ``receiver``."""
    bound = SLOT(slot)
    connect = bus.connect
    return connect(service, path, interface, name, receiver, bound)  # type: ignore[call-overload,no-any-return] # the stub says bytes, the code wants SLOT's text
