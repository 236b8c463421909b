"""Every rule that is cited can say what it rests on (domain.md 5.18)."""

import re
from pathlib import Path

import kvinnobyran
from kvinnobyran.domain.rule_sources import SOURCES, about, known, short

_CITED = re.compile(r'"domain\.md ([^"]+)"')
_ROOT = Path(kvinnobyran.__file__).parent


def test_5_18_every_cited_rule_has_its_source():
    cited = {
        found
        for path in _ROOT.rglob("*.py")
        for found in _CITED.findall(path.read_text(encoding="utf-8"))
    }
    assert {each for each in cited if known(f"domain.md {each}") is None} == set()
    assert SOURCES


def test_a_rule_says_its_name_its_basis_and_the_day_it_was_read():
    assert about("domain.md T8").startswith("Orosbedömning och orosanmälan. Grund: SoL")
    assert about("domain.md T8").endswith("Läst 2026-11-22.")
    assert about("egen rutin") == "Grund: egen rutin."
    assert about("ui: what was typed cannot be read") == ""
    assert short("domain.md S4") == "Påminnelse innan något upphör"
    assert short("domain.md 3.2") == "Automatisk påminnelse"
    assert short("") == ""
