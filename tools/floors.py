"""Hold the measured coverage of each floor of the house against what pyproject.toml asks of it.

Reads the data that ``pytest --cov`` left in ``.coverage``, prints one line a floor, shows the
uncovered lines of the floors that fall short, and exits with 1 if one does.
"""

import sys
import tomllib
from io import StringIO
from pathlib import Path

from coverage import Coverage
from coverage.exceptions import NoDataError

ROOT = Path(__file__).resolve().parent.parent
FLOORS = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["kvinnobyran"]["floors"]


def measured(coverage: Coverage, floor: str) -> tuple[float, str]:
    """Return the per cent of lines and branches of a floor that ran, and the report of it.

    Raises ``NoDataError`` when no file of the floor was measured.
    """
    report = StringIO()
    package = ROOT / "kvinnobyran" / floor
    return coverage.report(include=[f"{package}/*"], file=report), report.getvalue()


def main() -> int:
    """Print every floor and return the exit code."""
    coverage = Coverage()
    coverage.load()
    short = 0
    for floor, wanted in FLOORS.items():
        if not any((ROOT / "kvinnobyran" / floor).glob("*.py")):
            continue
        try:
            got, report = measured(coverage, floor)
        except NoDataError:
            got, report = 0.0, "Nothing of this floor ran.\n"
        held = got >= wanted
        print(f"  {floor:<11} {got:5.1f} % of at least {wanted} %{'' if held else '  <- short'}")
        if not held:
            short += 1
            print(report)
    return 1 if short else 0


if __name__ == "__main__":
    sys.exit(main())
