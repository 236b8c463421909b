"""Rows that come and go in the sheets of support: participants, measures, sessions."""

import datetime as dt

import pytest
from PySide6.QtWidgets import QApplication, QMenu, QVBoxLayout, QWidget

from kvinnobyran.domain.effect import EffectDialogue
from kvinnobyran.domain.ids import new_id
from kvinnobyran.domain.intervention import Intervention, InterventionState, Purpose
from kvinnobyran.domain.kinds.therapy import THERAPY
from kvinnobyran.domain.person import Person
from kvinnobyran.domain.plan import Measure
from kvinnobyran.domain.protection import Protection
from kvinnobyran.domain.relation import Relation
from kvinnobyran.domain.session import CounsellingSession, Participant, Role, SessionAttendance
from kvinnobyran.flows import effect, interventions, kin, protection, sessions
from kvinnobyran.store import support
from kvinnobyran.ui.case.plan.measures import MeasuresEdit
from kvinnobyran.ui.case.sessions.part import session_menu
from kvinnobyran.ui.case.sessions.people import People
from kvinnobyran.ui.kit.editors import LineEdit
from tests.ui.kit.walk import nameless


@pytest.fixture
def talks(rig, case):
    return interventions.save_intervention(
        rig.work,
        Intervention(
            id=new_id(),
            case_id=case.id,
            kind=THERAPY,
            state=InterventionState.ONGOING,
            offered_on=rig.desk.today,
            started_on=rig.desk.today,
            purposes=frozenset({Purpose.PROCESSING}),
            urgent_motive="Påhittat",
        ),
    )


def test_S1_one_of_her_children_is_chosen_and_called_as_protection_lets(page, rig, case, talks):
    child = Person(id=new_id(), alias="Påhittade Pricken")
    kin.add_around(
        rig.work, child, Relation(id=new_id(), person_id=case.person_id, other_id=child.id)
    )
    page.refresh()
    page.open_sheet("session")
    record = page._sheet.record
    people = page._sheet.form.editor("participants")
    people.known.set_value(child.id)
    people._choose()
    assert (people.role.value(), people.words.isEnabled()) == (Role.CHILD, False)
    people._add()
    page._sheet.form.editor("children_involved").set_value(False)
    page._sheet.save()
    (seat,) = support.participants(rig.database, record)
    assert (seat.person_id, seat.words) == (child.id, "")
    page.open_record(record)
    (row,) = page._sheet.form.editor("participants")._rows
    assert row.presence.accessibleName() == "Påhittade Pricken, närvaro"
    page._leave()
    protection.save_protection(
        rig.work, Protection(id=new_id(), person_id=child.id, valid_from=rig.desk.today),
        shared=False,
    )  # fmt: skip
    page.refresh()
    page.open_record(record)
    (row,) = page._sheet.form.editor("participants")._rows
    assert row.presence.accessibleName() == "Barn, ålder okänd, närvaro"


def test_measures_are_written_row_by_row_and_a_draft_keeps_them_all(page, rig, case):
    page.open_sheet("action_plan")
    record = page._sheet.record
    measures = page._sheet.form.editor("measures")
    measures._rows[0].what.set_value("Ringa banken")
    measures._rows[0].who.set_value("Hon själv")
    measures.add.click()
    measures._rows[1].who.set_value("Kuratorn")
    measures.edited.emit()
    page._sheet.put_aside()
    page.open_record(record)
    measures = page._sheet.form.editor("measures")
    assert [row.who.value() for row in measures._rows] == ["Hon själv", "Kuratorn"]
    page._sheet.buttons[0].click()
    told = [line.fault.sentence for box in page._sheet.form._boxes.values() for line in box.lines]
    assert told == ["Skriv vad som ska göras, eller töm raden."]
    measures._rows[1].away.click()
    assert nameless(measures) == []
    page._sheet.buttons[0].click()
    (known,) = support.measures(rig.database, record)
    assert (known.what, known.who, known.due_on) == ("Ringa banken", "Hon själv", None)


def test_a_planned_session_is_cancelled_from_its_row(page, rig, talks):
    planned = sessions.save_session(
        rig.work,
        CounsellingSession(id=new_id(), intervention_id=talks.id, held_on=rig.desk.today),
    )
    page.refresh()
    menu = QMenu()
    session_menu(page.room, planned, menu)
    assert [each.text() for each in menu.actions()] == [
        "Avbokat av kvinnan", "Avbokat av oss", "Uteblivet",
    ]  # fmt: skip
    menu.actions()[2].trigger()
    missed = rig.database.get(CounsellingSession, planned.id)
    assert missed.attendance is SessionAttendance.MISSED
    assert rig.went.toasts[-1] == ("Uteblivet", True)
    bare = QMenu()
    session_menu(page.room, missed, bare)
    assert bare.isEmpty()


def test_an_answer_about_the_effect_is_taken_away_where_it_is_read(page, rig, talks):
    said = effect.save_dialogue(
        rig.work,
        EffectDialogue(
            id=new_id(), intervention_id=talks.id, held_on=rig.desk.today, value=6, words="Slip"
        ),
    )
    page.refresh()
    page.open_record(said.id)
    page._sheet.buttons[0].click()
    assert support.dialogues(rig.database, talks.id) == []
    assert page._sheet is None


def test_tab_goes_through_the_rows_in_their_order_however_they_came(qapp, qtbot):
    holder = QWidget()
    qtbot.addWidget(holder)
    column = QVBoxLayout(holder)
    before, after = LineEdit(), LineEdit()
    measures = MeasuresEdit("p" * 32, today=dt.date(2027, 2, 9))
    people = People(ahead=lambda: False)
    for widget in (before, measures, people, after):
        column.addWidget(widget)
    holder.show()
    holder.activateWindow()
    qtbot.waitUntil(holder.isActiveWindow)

    def stops():
        """Return what Tab comes to, from the first line to the last."""
        qapp.processEvents()  # what is new is shown when the program has a moment
        found = [before]
        while found[-1] is not after and len(found) < 40:
            found[-1].setFocus()
            holder.focusNextChild()
            found.append(QApplication.focusWidget())
        return found

    def expected():
        rows = [stop for row in measures._rows for stop in row.stops]
        seats = [stop for row in people._rows for stop in (row.presence, row.away)]
        adds = (people.role, people.words, *((people.add,) if people.add.isEnabled() else ()))
        return [before, *rows, measures.add, *adds, *seats, after]

    assert stops() == expected()
    measures.set_value([Measure(id=new_id(), plan_id="", what=what) for what in "ab"])
    people.set_value([Participant(id=new_id(), role=Role.CHILD) for _ in range(2)])
    assert stops() == expected()
    measures.add.click()
    measures._rows[1].away.click()
    people._rows[0].away.click()
    assert stops() == expected()
    assert len(stops()) == len(set(stops()))
