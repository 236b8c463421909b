"""What the process does first: no core dump, no peeking by the same user, private new files.

Measured (security.md section 7): with PR_SET_DUMPABLE 0 ``gcore`` is refused and ``abort()``
leaves no core; without it the secrets stand in both. It has to be said again after every exec,
because exec takes it back. Somebody with administrator rights is not stopped by this.
"""

import ctypes
import importlib
import os
import sys
from dataclasses import dataclass
from typing import Any, Final

_PR_GET_DUMPABLE: Final = 3
_PR_SET_DUMPABLE: Final = 4
_UMASK: Final = 0o077
# Windows: no dialogue about a crash, a missing disk or a missing file, and no crash report.
_SEM: Final = 0x0001 | 0x0002 | 0x8000


@dataclass(frozen=True, slots=True, kw_only=True)
class Hardening:
    """What was reached, read back from the system."""

    no_peeking: bool
    no_core: bool
    private_files: bool

    @property
    def complete(self) -> bool:
        """Whether everything was reached."""
        return self.no_peeking and self.no_core and self.private_files


def harden_process() -> Hardening:
    """Harden this process. The first line of ``main``; never raises."""
    if sys.platform == "win32":
        return _harden_windows(getattr(ctypes, "windll", None))
    os.umask(_UMASK)
    return Hardening(no_peeking=_undumpable(), no_core=_coreless(), private_files=_umask())


def _undumpable() -> bool:
    try:
        libc: Any = ctypes.CDLL(None, use_errno=True)
        libc.prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0)
        return bool(libc.prctl(_PR_GET_DUMPABLE, 0, 0, 0, 0) == 0)
    except (OSError, AttributeError):  # another Unix
        return False


def _coreless() -> bool:
    try:
        resource: Any = importlib.import_module("resource")
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        return bool(resource.getrlimit(resource.RLIMIT_CORE) == (0, 0))
    except (ImportError, OSError, ValueError):
        return False


def _umask() -> bool:
    present = os.umask(_UMASK)
    return present == _UMASK


def _harden_windows(windows: Any) -> Hardening:  # noqa: ANN401 - ctypes.windll or its fake
    """Turn off crash dialogues and crash reports; not yet tried on a real Windows laptop.

    Files are private there by the access list of the user's profile.
    """
    try:
        windows.kernel32.SetErrorMode(_SEM)
        quiet = windows.kernel32.GetErrorMode() & _SEM == _SEM
        refused = windows.wer.WerAddExcludedApplication(sys.executable, 0)
    except (OSError, AttributeError):
        return Hardening(no_peeking=False, no_core=False, private_files=True)
    return Hardening(no_peeking=False, no_core=quiet and refused == 0, private_files=True)
