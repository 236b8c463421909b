"""Decision 0029 in the real program, by keyboard alone: let in, look, and be read."""

import datetime as dt
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest

from kvinnobyran.flows import inquiries, publishing
from kvinnobyran.flows.protection import read_protected
from kvinnobyran.statistics.period import Period
from kvinnobyran.statistics.release import release
from kvinnobyran.statistics.release.release import Material
from kvinnobyran.store.access_log import log_lines
from kvinnobyran.vault.vault import Vault
from tests.flows.conftest import Office
from tests.story import office, plays_oversight

pytestmark = pytest.mark.xvfb
NOW = dt.datetime(2027, 1, 20, 10, 15, tzinfo=dt.UTC)
AUTUMN = Period.of_days(dt.date(2026, 9, 1), dt.date(2026, 12, 31))


def _begun(folder: Path) -> None:
    """Two readings in January, and a report that two have signed."""
    with office.opened(folder) as database:
        at_work = Office(database, user=office.USER, now=NOW)
        case = at_work.case()
        for what in ("Personnummer", "Namn"):
            read_protected(at_work.work, lambda _: None, case.person_id, what, "påhittad")
        for _ in range(9):
            inquiry = replace(at_work.inquiry(), received_on=dt.date(2026, 11, 3))
            inquiries.keep_as_statistics(at_work.work, inquiry)
        known = publishing.send_for_review(at_work.work, AUTUMN)
        prepared = publishing.prepare(database, AUTUMN, made_on=NOW.date())
        assert isinstance(prepared.content, Material)
        made = release.make(prepared.content, prepared.setting)
        publishing.fix(replace(at_work.work, user="Vera"), known.id, made)


def test_a_manager_is_let_in_looks_and_is_read(tmp_path: Path) -> None:
    folder = office.make(tmp_path / "register")
    _begun(folder)
    office.play("tests.story.plays_oversight:let_in", folder)
    assert Vault.open(folder).managers == (plays_oversight.MANAGER,)
    measured = office.play(
        "tests.story.plays_oversight:look",
        folder,
        user=plays_oversight.MANAGER,
        passphrase=plays_oversight.HERS,
    )
    assert measured == {"window": "OversightWindow", "office": False}
    text = subprocess.run(
        ["pdftotext", "-layout", tmp_path / "hos-chefen.pdf", "-"],
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    assert "9 förfrågningar kom in." in text
    office.play("tests.story.plays_oversight:read_it", folder)
    with office.opened(folder) as database:
        lines = log_lines(database, NOW, NOW.replace(year=2028))
        hers = {line.kind for line in lines if line.user == plays_oversight.MANAGER}
    assert hers == {"oversight_opened", "oversight_saved", "oversight_reviewed"}
