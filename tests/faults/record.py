"""A plugin of pytest that writes down what it finds, for the table (`-p tests.faults.record`).

One line of JSON for each thing: a test that was collected, or what became of it, with the
figures that it gave (``record_property("figure", …)``, or the fixture ``say``). Line by line,
so that what was found before a crash is known after it.

It also brings the profile ``faults`` for properties: more examples, and others each time.
"""

import json
import os
from pathlib import Path
from typing import Any, Final

import pytest
from hypothesis import HealthCheck, settings

from tests.faults.length import times

settings.register_profile(
    "faults",
    deadline=None,
    max_examples=times(200, 1000),
    suppress_health_check=[HealthCheck.too_slow],
    print_blob=True,
)
PLACE: Final = "KVINNOBYRAN_FAULTS_RECORD"
FIGURE: Final = "figure"


def _write(**what: Any) -> None:
    with Path(os.environ[PLACE]).open("a", encoding="utf-8") as file:
        file.write(json.dumps(what, ensure_ascii=False) + "\n")


def pytest_collection_finish(session: pytest.Session) -> None:
    """Name each test that is chosen, and whether it is marked."""
    if not session.config.option.collectonly:
        return
    for item in session.items:
        function = getattr(item, "obj", None)
        _write(
            test=item.nodeid,
            faults=item.get_closest_marker("faults") is not None,
            examples=bool(getattr(function, "is_hypothesis_test", False)),
        )


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    """Say what became of a test: once for each of its three parts."""
    figures = [value for name, value in report.user_properties if name == FIGURE]
    why = report.longrepr[2] if report.skipped and isinstance(report.longrepr, tuple) else ""
    _write(
        test=report.nodeid,
        when=report.when,
        outcome=report.outcome,
        seconds=report.duration,
        figures=figures if report.when == "teardown" else [],
        why=why,
    )
