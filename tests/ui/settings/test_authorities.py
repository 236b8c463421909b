"""The register of organisations is kept in Inställningar."""

import datetime as dt
from types import SimpleNamespace

import pytest

from kvinnobyran.domain.organisation import AuthorityKind
from kvinnobyran.store.organisations import organisations
from kvinnobyran.store.retention import child_months, own_months
from kvinnobyran.ui.settings.authorities import AuthoritySection
from tests.ui.rig import ZONE, Rig


@pytest.fixture
def rig(qapp, tmp_path):
    rig = Rig(tmp_path, dt.datetime(2027, 2, 9, 10, 15, tzinfo=ZONE))
    yield rig
    rig.close()


@pytest.fixture
def section(rig, qtbot):
    section = AuthoritySection(SimpleNamespace(desk=rig.desk, toast=rig.went.toast))
    qtbot.addWidget(section)
    section.refresh()
    return section


def known(section):
    desk = section._desk
    return organisations(desk._database, today=desk.today)


def test_an_organisation_and_somebody_to_ask_for_are_kept(section):
    section.new.click()
    section.editing.go.click()
    assert [line.fault.sentence for line in section.form._boxes["name"].lines] == [
        "Skriv vad den heter."
    ]
    section.form.fill({"name": "Påhittade tinget", "kind": AuthorityKind.COURT})
    section.editing.go.click()
    (row,) = section.listed.rows
    assert (row.line.text, row.line.aside) == ("Påhittade tinget", "Åklagare/domstol")
    row.click()
    section._edit_person(None)
    section.person_form.fill({"role": "Notarie"})
    section.person_editing.go.click()
    (row,) = section.listed.rows
    assert row.line.detail == "Fråga efter Notarie"
    section.persons.rows[0].click()
    section.retire_person.click()
    assert known(section)[0].persons == ()
    section.retire.click()
    assert known(section) == []
    assert section.listed.rows == ()


def test_how_long_a_case_is_kept_is_the_units_own_choice(section):
    assert section.months.value() == 24
    section.months.set_value(12)
    section.months.editingFinished.emit()
    assert own_months(section._desk._database) == 12
    section.months.set_value(99)
    section.months.editingFinished.emit()
    assert section.months.value() == 12


def test_D1_how_long_a_childs_file_is_kept_is_chosen_for_itself(section):
    assert section.child_months.value() == 0
    section.child_months.set_value(300)
    section.child_months.editingFinished.emit()
    assert child_months(section._desk._database) == 300
    section.child_months.set_value(999)
    section.child_months.editingFinished.emit()
    assert section.child_months.value() == 300
