"""How long the fault programme is: short for `make faults`, in full for `make faults FULL=1`.

A test that can be longer has a short variant for `make test`, called ``a few``, and a long one
marked ``faults``; this module says how long the long one is.
"""

import os
from typing import Final

import pytest

VARIABLE: Final = "KVINNOBYRAN_FAULTS"
SOAK: Final = "KVINNOBYRAN_SOAK_SECONDS"
FULL: Final = os.environ.get(VARIABLE) == "full"
SHORT_ID: Final = "a few"

few = pytest.param(False, id=SHORT_ID)
many = pytest.param(True, id="many", marks=pytest.mark.faults)


def times(short: int, full: int) -> int:
    """Return how often something is done: in the short form, or as the programme asks."""
    return full if FULL else short


def soak_seconds() -> float:
    """Return how long the soak is: what was asked for, or two minutes."""
    return float(os.environ.get(SOAK, "") or 120)
