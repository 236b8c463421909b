"""What every test of the house shares: the platform, the profiles, the display and a folder."""

import importlib
import os
import pkgutil
import shutil
import tempfile
from collections.abc import Generator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

from tests.once import SHARED

# Windows are drawn into memory unless a test starts a process of its own on the display.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
# A keyring must never be found by chance (security.md 3.5): tests name theirs.
os.environ.pop("PYTHON_KEYRING_BACKEND", None)

# The machine that checks runs the same examples every time, so that red means changed;
# a developer's runs look further each time.
_slow_machine = [HealthCheck.too_slow]
settings.register_profile("dev", deadline=None, suppress_health_check=_slow_machine)
settings.register_profile(
    "ci", deadline=None, suppress_health_check=_slow_machine, derandomize=True, print_blob=True
)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ci" if os.environ.get("CI") else "dev"))


def pytest_configure(config: pytest.Config) -> None:
    """Make a folder for what is built once in a run; workers inherit its name."""
    if not hasattr(config, "workerinput"):
        os.environ[SHARED] = tempfile.mkdtemp(prefix="kvinnobyran-tests.")


def pytest_unconfigure(config: pytest.Config) -> None:
    """Throw that folder away."""
    if not hasattr(config, "workerinput") and (folder := os.environ.pop(SHARED, "")):
        shutil.rmtree(folder, ignore_errors=True)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put every test that uses the display on one worker: only one window can be active.

    Lines are counted in the rooms of the floors' own tests; a window that happens to call a
    flow on its way proves nothing of that flow, and counting makes it a quarter slower.
    """
    for item in items:
        if item.get_closest_marker("xvfb"):
            item.add_marker(pytest.mark.xdist_group("display"))
        if item.path.relative_to(_TESTS).parts[0] not in COUNTED:
            item.add_marker(pytest.mark.unmeasured)


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Skip a test that needs a display where there is none, except where all must run."""
    if item.get_closest_marker("xvfb") and not os.environ.get("DISPLAY"):
        if os.environ.get("CI"):
            pytest.fail("no DISPLAY: run this through tools/with-desktop.sh")
        pytest.skip("needs a display: tools/with-desktop.sh gives one")


_TESTS = Path(__file__).parent
FLOORS = ("domain", "vault", "store", "statistics", "flows", "reports")
"""What is counted (pyproject.toml holds how much of each)."""
COUNTED = {*FLOORS, "story"}
"""The rooms of the tests that count. What fault injection passes, others pass too."""
CHILDREN = "COVERAGE_PROCESS_CONFIG"
"""By this variable a child process learns that it is to be measured."""


@cache
def _read_what_is_read_late() -> None:
    """Import the floors while lines are counted: much of them is imported where it is first used.

    Were that in a test that is not counted, their own first lines would never be.
    """
    for floor in FLOORS:
        package = importlib.import_module(f"kvinnobyran.{floor}")
        for module in pkgutil.walk_packages(package.__path__, package.__name__ + "."):
            importlib.import_module(module.name)


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_protocol(item: pytest.Item) -> Generator[None, Any, Any]:
    """Let a test marked ``unmeasured`` run at full speed: itself, its fixtures, its children.

    Counting lines makes a search through thousands of cells three times as slow. What such a
    test asserts is asserted all the same; only the floors (tools/floors.py) have to be reached
    without it.
    """
    plugin = item.config.pluginmanager.getplugin("_cov")
    controller = plugin and plugin.cov_controller
    if not (controller and item.get_closest_marker("unmeasured")):
        return (yield)
    _read_what_is_read_late()
    children = os.environ.pop(CHILDREN, None)
    controller.pause()
    try:
        return (yield)
    finally:
        controller.resume()
        if children is not None:
            os.environ[CHILDREN] = children
