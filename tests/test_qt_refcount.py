"""Guard against PySide6 6.12.0 on Python below 3.12, which drops one reference to None a call.

There the program would abort after some hours with "deallocating None" (experience.md section
1). From 3.12 on None is immortal and this is trivially green. Only with it green may the pin in
pyproject.toml be raised.
"""

import sys

from PySide6.QtCore import QObject


def test_a_call_of_qt_keeps_its_hands_off_none():
    thing = QObject()
    before = sys.getrefcount(None)
    for _ in range(2000):
        thing.setObjectName("x")
    assert sys.getrefcount(None) - before > -1000
