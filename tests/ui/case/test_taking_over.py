"""A case goes to the colleague, and a death is known: what the page says and no longer offers."""

from PySide6.QtWidgets import QMenu

from kvinnobyran.domain.case import Case, CaseState, CloseReason
from kvinnobyran.domain.ids import new_id
from kvinnobyran.domain.person import Person
from kvinnobyran.domain.relation import Relation, RelationKind
from kvinnobyran.domain.task import Task
from kvinnobyran.flows import kin, tasks
from kvinnobyran.store import cases as stored
from kvinnobyran.store.kin import twins_of
from kvinnobyran.ui.case.people.kin import _menu
from tests.ui.kit.walk import nameless


def enter(page, **values):
    for name, value in values.items():
        page._sheet.form.editor(name).set_value(value)
        page._sheet.form.editor(name).edited.emit()
    page._sheet.save()


def test_a_case_is_given_to_the_colleague_from_its_card(page, rig, case):
    task = Task(
        id=new_id(), what="Ring", due_on=rig.desk.today, assigned_to="Vera", case_id=case.id
    )
    tasks.save_task(rig.work, task)
    page.refresh()
    page.open_sheet("counsellor_change")
    sheet = page._sheet
    assert sheet.form.editor("counsellor").offered == ("Vera",)
    assert nameless(sheet) == []
    enter(page, counsellor="Vera", reason="Påhittad ledighet")
    assert rig.database.get(Case, case.id).counsellor == "Vera"
    assert "Handläggare Vera" in page.heading.lead.text()
    assert ("Handläggaren är bytt", True) in rig.went.toasts
    told = [moment for moment in page.room.moments(page.room.dossier) if moment.kind == "Ärende"]
    assert "Vera blev handläggare efter Greta" in [moment.what for moment in told]


def test_her_death_is_said_in_the_header_and_the_next_step_closes_the_case(page, rig, case):
    page.open_sheet("person")
    page._sheet.form.editor("deceased").line.setText("februari 2027")
    page._sheet.save()
    assert rig.database.get(Person, case.person_id).deceased.label == "februari 2027"
    assert page.safety.text().startswith("Hon är avliden.")
    assert page._step.words == "Hon är avliden"
    page._take_step()
    assert page._sheet.form.editor("close_reason").value() is CloseReason.DECEASED
    page._sheet.save()
    assert rig.database.get(Case, case.id).state is CaseState.CLOSED
    # What is left is about the file, not about her (D1).
    (left,) = stored.open_tasks(rig.database, case.id)
    assert "Gallring" in left.what


def test_T7_two_children_become_twins_from_the_menu(page, rig, case):
    for alias in ("Påhittade Iris", "Påhittade Olle"):
        child = Person(id=new_id(), alias=alias)
        own = Relation(id=new_id(), person_id=case.person_id, other_id=child.id)
        kin.add_around(rig.work, child, own)
    page.refresh()
    menu = QMenu()
    _menu(page.room, own, menu)
    twin = next(each for each in menu.actions() if each.text() == "Tvilling med Påhittade Iris")
    twin.trigger()
    assert [each.alias for each in twins_of(rig.database, child.id)] == ["Påhittade Iris"]
    again = QMenu()
    _menu(page.room, own, again)
    assert not any(each.text().startswith("Tvilling") for each in again.actions())
    assert RelationKind.TWIN in {each.kind for each in page.room.dossier.of(Relation)}
