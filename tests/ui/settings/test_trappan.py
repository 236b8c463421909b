"""Trappan och samtycke among the settings: each ground with its line and its source (T3)."""

import datetime as dt
from types import SimpleNamespace

import pytest

from kvinnobyran.domain.decision import accepted_grounds
from kvinnobyran.domain.grounds import Ground
from kvinnobyran.domain.settings import TRAPPAN_GROUNDS, TRAPPAN_SESSIONS
from kvinnobyran.store.office import setting
from kvinnobyran.ui.settings.trappan import TrappanSection
from tests.ui.rig import ZONE, Rig


@pytest.fixture
def rig(qapp, tmp_path):
    rig = Rig(tmp_path, dt.datetime(2027, 2, 9, 10, 15, tzinfo=ZONE))
    yield rig
    rig.close()


def test_T3_the_unit_decides_which_grounds_it_accepts(rig, qtbot):
    section = TrappanSection(SimpleNamespace(desk=rig.desk))
    qtbot.addWidget(section)
    section.refresh()
    assert all(box.isChecked() for box in section.grounds.values())
    texts = [row.text.text() for row in section.rows[1:]]
    assert [("ej verifierad" in text) for text in texts] == [
        ground in {Ground.BOARD_FROM_12, Ground.OWN} for ground in Ground
    ]
    box = section.grounds[Ground.PREVENTED]
    assert box.accessibleName().startswith("Grund f godtas: Den andra vårdnadshavaren")
    box.click()
    kept = accepted_grounds(setting(rig.database, TRAPPAN_GROUNDS))
    assert kept == frozenset(Ground) - {Ground.PREVENTED}
    section.refresh()
    assert not box.isChecked()
    assert section.sessions.value() == "8"
    section.sessions.set_value("6")
    section.sessions.edited.emit()
    assert setting(rig.database, TRAPPAN_SESSIONS) == "6"
