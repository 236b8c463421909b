"""What is seen. Each subject has a folder; ``kit`` holds the parts they are made of.

The window reads row types and list queries from the store; every change goes through
``desk.do(flow, …)``.
"""

import sys
from types import ModuleType

import PySide6.QtCore  # noqa: F401 - from now on Qt for Python looks at what is imported


def _may_use_qt(_module: ModuleType) -> bool:
    """Answer for every module what Qt for Python would read its source to find out.

    It wants to know where its ``__feature__`` could be switched on, which nobody does here. It
    kept the source of two hundred modules in memory for that, and the window came later.
    """
    return True


if (_asks := sys.modules.get("shibokensupport.feature")) is not None:
    # It has no other switch. Should a new version ask elsewhere, a test tells.
    _asks._mod_uses_pyside = _may_use_qt  # type: ignore[attr-defined] # noqa: SLF001 - see above
