"""The examples in docstrings are true."""

import doctest
import importlib
from pathlib import Path

import pytest

import kvinnobyran

_HOME = Path(kvinnobyran.__file__).parent
WITH_EXAMPLES = sorted(
    ".".join(path.relative_to(_HOME.parent).with_suffix("").parts)
    for path in _HOME.rglob("*.py")
    if ">>>" in path.read_text(encoding="utf-8")
)


@pytest.mark.parametrize("name", WITH_EXAMPLES)
def test_the_examples_of_a_module_are_true(name):
    found = doctest.testmod(importlib.import_module(name))
    assert found.attempted
    assert not found.failed
