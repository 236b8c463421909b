"""Samtal och insatser: how often the effect is asked about, and what the office offers (A4, R5)."""

import datetime as dt
from types import SimpleNamespace

import pytest

from kvinnobyran.domain import kinds
from kvinnobyran.domain.kinds.therapy import THERAPY
from kvinnobyran.domain.settings import OpenList
from kvinnobyran.domain.trouble import Refused
from kvinnobyran.flows.kinds import stop_offering
from kvinnobyran.store.office import all_values
from kvinnobyran.store.support import effect_rhythm, kind_on_offer
from kvinnobyran.ui.register import LanguageEdit
from kvinnobyran.ui.settings.languages import LanguageSection
from kvinnobyran.ui.settings.support import SupportSection
from tests.ui.rig import ZONE, Rig


@pytest.fixture
def rig(qapp, tmp_path):
    rig = Rig(tmp_path, dt.datetime(2027, 2, 9, 10, 15, tzinfo=ZONE))
    yield rig
    rig.close()


@pytest.fixture
def section(rig, qtbot):
    section = SupportSection(SimpleNamespace(desk=rig.desk))
    qtbot.addWidget(section)
    section.refresh()
    return section


def row_of(section, kind):
    return section._offers[kind.value]


def test_the_rhythm_of_the_dialogue_is_the_offices_own(rig, section):
    assert (section.sessions.value(), section.weeks.value()) == (5, 8)
    section.sessions.set_value(10)
    section.sessions.edited.emit()
    section.weeks.set_value(0)
    section.weeks.edited.emit()
    rhythm = effect_rhythm(rig.database)
    assert (rhythm.sessions, rhythm.weeks) == (10, 0)
    section.refresh()
    assert section.weeks.currentText() == "Aldrig"


def test_r5_every_kind_can_stop_being_offered_and_be_offered_again(rig, section):
    assert list(section._offers) == [kind.value for kind in kinds.KINDS]
    row, button = row_of(section, THERAPY)
    for verb, until in (("Erbjud igen", rig.desk.today), ("Erbjud inte längre", None)):
        button.click()
        rig.clock.on(days=1)
        section.refresh()
        assert kind_on_offer(rig.database, "therapy").offered_until == until
        assert button.text() == verb
        assert button.accessibleName() == f"Terapi: {verb.lower()}"
    assert "Erbjuds sedan 2019-01-01" in row.text.text()


def test_r5_what_is_not_offered_does_not_stop_twice(rig):
    stopped = stop_offering(rig.work, kind_on_offer(rig.database, "therapy"))
    rig.clock.on(days=1)
    with pytest.raises(Refused):
        stop_offering(rig.work, stopped)


def test_r5_a_language_is_offered_and_retires_and_is_never_twice(rig, qtbot):
    section = LanguageSection(SimpleNamespace(desk=rig.desk))
    qtbot.addWidget(section)
    section.refresh()
    section.name.setText("Dari")
    section.more.click()
    assert section.name.text() == ""
    (dari,) = all_values(rig.database, OpenList.LANGUAGE)
    field = LanguageEdit(rig.desk)
    qtbot.addWidget(field)
    field.show()
    assert field.offered == ("Dari",)
    section.name.setText("dari")
    section.more.click()
    assert [each.label for each in all_values(rig.database, OpenList.LANGUAGE)] == ["Dari"]
    assert section.name.text() == "dari"
    row, button = section._kept[dari.id]
    button.click()
    assert button.accessibleName() == "Dari: föreslå igen"
    assert row.text.text() == "Föreslås inte sedan 2027-02-09."
    again = LanguageEdit(rig.desk)
    qtbot.addWidget(again)
    again.show()
    assert again.offered == ()
    button.click()
    assert all_values(rig.database, OpenList.LANGUAGE) == [dari]
