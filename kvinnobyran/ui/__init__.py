"""What is seen. Each subject has a folder; ``kit`` holds the parts they are made of.

The window reads row types and list queries from the store; every change goes through
``desk.do(flow, …)``.
"""

import sys
from importlib import import_module
from types import ModuleType


def _may_use_qt(_module: ModuleType) -> bool:
    """Answer for every module what Qt for Python would read its source to find out.

    It wants to know where its ``__feature__`` could be switched on, which nobody does here. It
    kept the source of two hundred modules in memory for that, and the window came later.
    """
    return True


import_module("PySide6.QtCore")  # with it comes the module that asks
if (_asks := sys.modules.get("shibokensupport.feature")) is not None:
    # A name of its own, for it has no switch. Should a new version ask elsewhere, a test tells.
    vars(_asks).update(_mod_uses_pyside=_may_use_qt)
