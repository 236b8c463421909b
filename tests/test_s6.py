"""S6: the perpetrator's name is known to the few modules that keep it, and to nothing else."""

import re
from pathlib import Path

from kvinnobyran.store.tables import SEARCHABLE

ROOT = Path(__file__).parents[1] / "kvinnobyran"
KEEPERS = {
    "domain/perpetrator.py",
    "domain/own_view.py",
    "flows/violence.py",
    "store/dossier.py",
    "store/extract.py",  # so that he is masked in what she is given (D6)
    "store/safety.py",
    "store/tables.py",
    "store/timeline.py",  # so that his name does not stand on a paper without names
    "ui/case/safety/violence.py",
    "ui/case/safety/violence_sheets.py",
    "ui/settings/practice.py",
}
"""Each has its reason; statistics, reports, exports, search and every other case have none."""
HIM = {"domain/violence.py", *KEEPERS, "demo/safety.py"}


def modules(pattern):
    return {
        path.relative_to(ROOT).as_posix()
        for path in ROOT.rglob("*.py")
        if re.search(pattern, path.read_text(encoding="utf-8"))
    }


def test_S6_only_its_keepers_know_the_name():
    assert modules(r"PerpetratorName\b|perpetrator_name") <= KEEPERS


def test_S6_nothing_that_leaves_the_house_knows_the_perpetrator():
    """The relation is counted; who he is is not."""
    known = modules(r"\bPerpetrator\b")
    assert known <= HIM
    assert not [name for name in known if name.startswith(("statistics/", "reports/", "cli/"))]


def test_S6_no_search_reads_him():
    assert not {"perpetrator", "perpetrator_name"} & set(SEARCHABLE)
