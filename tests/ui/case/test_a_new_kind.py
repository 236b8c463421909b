"""A new kind of intervention costs three small files and two registry lines (decision 0013).

The files are in ``a_new_kind/``; the lines are the two that ``garden`` below adds. Nothing else
is told of it: offered, started, held, counted, found, reminded of and shown, it is one of them.
"""

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget

from kvinnobyran.demo import plans
from kvinnobyran.demo.dice import Dice
from kvinnobyran.demo.stage import Stage
from kvinnobyran.domain import kinds
from kvinnobyran.domain.assessment import AssessmentCall, AssessmentOutcome
from kvinnobyran.domain.ids import new_id
from kvinnobyran.domain.intervention import Intervention, InterventionState
from kvinnobyran.domain.missing import Answer
from kvinnobyran.domain.session import SessionAttendance
from kvinnobyran.domain.violence import ViolenceExposure
from kvinnobyran.flows import assessments
from kvinnobyran.reports.json import report_json
from kvinnobyran.statistics.counting import build_report
from kvinnobyran.statistics.period import Period
from kvinnobyran.statistics.tables import Audience
from kvinnobyran.store import cases as stored
from kvinnobyran.store import database as door
from kvinnobyran.store import support, today
from kvinnobyran.store.found import found
from kvinnobyran.store.reads import Schema
from kvinnobyran.ui.case import kinds as screens
from kvinnobyran.ui.case.page import CasePage
from kvinnobyran.ui.kit import style
from kvinnobyran.ui.kit.card import Card
from kvinnobyran.ui.kit.label import Label
from kvinnobyran.ui.kit.style import Theme
from tests.ui.case.a_new_kind.garden import GARDEN
from tests.ui.case.a_new_kind.garden_screen import SCREEN
from tests.ui.rig import ZONE, Rig

HERE = Path(__file__).parent / "a_new_kind"
(OWN,) = Schema().migrations


@pytest.fixture
def garden(monkeypatch, tmp_path):
    """Add the two lines, and lay the migration behind the others."""
    monkeypatch.setattr(kinds, "KINDS", (*kinds.KINDS, GARDEN))
    monkeypatch.setattr(screens, "SCREENS", (*screens.SCREENS, SCREEN))
    folder = tmp_path / "migrations"
    folder.mkdir()
    number = len(list(OWN.glob("*.sql"))) + 1
    (folder / f"{number:04}_garden.sql").write_bytes((HERE / "garden.sql").read_bytes())
    monkeypatch.setattr(door, "Schema", lambda: Schema(migrations=(OWN, folder)))


@pytest.fixture
def rig(garden, qapp, tmp_path):
    rig = Rig(tmp_path, dt.datetime(2027, 2, 9, 10, 15, tzinfo=ZONE))
    yield rig
    rig.close()


def fill(page, **values):
    for name, value in values.items():
        page._sheet.form.editor(name).set_value(value)
        page._sheet.form.editor(name).edited.emit()


def enter(page, **values):
    fill(page, **values)
    page._sheet.save()


def words(page) -> str:
    """Return all that the tab says."""
    tab = page._pages[page.tab]
    said = [each.text() for each in tab.findChildren(Label)]
    said += [row.accessibleName() for card in tab.findChildren(Card) for row in card.rows]
    return "\n".join([*said, *(each.accessibleName() for each in tab.findChildren(QWidget))])


def assess(rig, case):
    call = assessments.book_assessment(
        rig.work, AssessmentCall(id=new_id(), case_id=case.id, booked_for=rig.desk.today)
    )
    assessments.assess(
        rig.work,
        replace(call, children_at_home=0, outcome=AssessmentOutcome.SUPPORT_OFFERED),
        ViolenceExposure(id=new_id(), case_id=case.id, assessed_on=rig.desk.today, asked=Answer.NO),
    )


def figure(report, table: str, **at: str) -> int:
    return report.cell(table, at).value


def test_a_new_kind_is_offered_started_held_counted_and_shown(qapp, qtbot, rig, case):
    style.apply(qapp, Theme.LIGHT, 100)
    page = CasePage(rig.desk, rig.went, case.id)
    qtbot.addWidget(page)
    page.resize(1130, 700)
    page.show()
    rig.desk.changed.connect(lambda tables: page.refresh() if tables & page.tables else None)
    page.refresh()
    assess(rig, case)
    page.refresh()

    # Offered: the sheet has it among the others, with its own method.
    page._take_step()
    fill(page, kind=GARDEN)
    method = page._sheet.form.editor("method")
    assert [method.itemText(at) for at in range(method.count())][1:] == ["Gräva"]
    enter(page, method=GARDEN.methods[0], purpose_words="Känna jorden")
    (offered,) = rig.database.all(Intervention, "SELECT * FROM intervention")
    assert (offered.kind, offered.method) == (GARDEN, GARDEN.methods[0])
    assert [hit.id for hit in found(rig.database, "jorden")] == [offered.id]
    assert page._next.text() == "Starta insatsen"

    # Started, without a purpose: only talks ask for one.
    page._take_step()
    enter(page)
    assert rig.database.get(Intervention, offered.id).state is InterventionState.ONGOING
    assert page._next.text() == "Ny promenad"

    # Planned on Idag and in the list of cases, under its own word, and held by its own rule.
    page._take_step()
    assert "effect" not in page._sheet.form.values()
    enter(page, attendance=SessionAttendance.PLANNED, starts_at=dt.time(18, 30))
    assert [fault.fault.source for fault in told(page)] == ["påhittad regel"]
    enter(page, starts_at=dt.time(14, 0))
    (due,) = today.due(rig.database, rig.desk.today, rig.desk.today)
    assert (due.what, stored.case_rows(rig.database)[0].next_what) == ("Promenad", "Promenad")
    assert page._next.text() == "Skriv in promenaden"
    page._take_step()
    enter(page, attendance=SessionAttendance.HELD, minutes=45)

    # Counted, in every table and in the report's file.
    period = Period.parse("2027-H1")
    report = build_report(rig.database, period, audience=Audience.INTERNAL, made_on=rig.desk.today)
    assert figure(report, "sessions_held", intervention="garden") == 1
    assert figure(report, "session_minutes", intervention="garden") == 45
    assert figure(report, "women_by_kind", intervention="garden") == 1
    assert b'"garden"' in report_json(report)

    # Shown, with its own card below, and found by its draft.
    page.show_tab("sessions")
    assert "Kolonipromenad · Pågående" in words(page)
    assert "Vattna bönorna" in words(page)
    page.open_sheet("intervention_end", offered.id)
    enter(page)
    assert rig.database.get(Intervention, offered.id).state is InterventionState.COMPLETED
    assert "Eftervård" not in words(page)


def told(page):
    """Return every line a rule has said on the sheet."""
    return [line for box in page._sheet.form._boxes.values() for line in box.lines]


def test_a_new_kind_is_one_of_the_registry_everywhere(rig, case):
    offered = support.kinds_on_offer(rig.database)
    assert [(row.kind, row.label, row.meeting) for row in offered] == [
        (kind, kind.label, kind.meeting) for kind in kinds.KINDS
    ]
    assert [screen.kind for screen in screens.SCREENS] == list(kinds.KINDS)


def test_the_demonstration_plays_a_new_kind(rig, case, monkeypatch):
    """It is offered to whoever the dice choose, as every kind that is not talks."""
    begun = []
    monkeypatch.setattr(plans, "later", lambda *args: begun.append(args[-1]))
    asked = []
    monkeypatch.setattr(plans, "_other_kind", asked.append)
    stage = Stage(rig.database, Dice(1), None, None)
    for seed in range(20):
        plans._expect(stage, Dice(seed), rig.clock.now, case.id)
    assert "garden" in asked
    assert begun
