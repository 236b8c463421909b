"""Every way to paper, with the box that asks for a printer called off: nothing noted or frozen.

The walk is held against the sources: a file that prints and has no door here fails.
"""

import ast
from collections.abc import Callable
from pathlib import Path

import pytest

from kvinnobyran.domain.ids import new_id
from kvinnobyran.domain.meeting import ATTENDED
from kvinnobyran.domain.purging import PurgeProtocol
from kvinnobyran.domain.retention import RetentionClass
from kvinnobyran.flows import purging
from kvinnobyran.flows.letters import BY_HAND
from kvinnobyran.flows.rehearsal import NothingToNote, rehearse
from kvinnobyran.flows.work import Work
from kvinnobyran.ui import printing
from kvinnobyran.ui.kit.sheet import Sheet
from kvinnobyran.ui.settings.copies import BackupSection
from kvinnobyran.ui.statistics.handing import HandingOut
from tests.access.pages import Window, settle

UI = Path(printing.__file__).parent


def save(shown: Sheet, **values: object) -> None:
    """Save a sheet in its main way, giving a reason wherever one is asked for."""
    for field, value in values.items():
        shown.form.editor(field).set_value(value)
    shown.save()
    lines = [line for box in shown.form._boxes.values() for line in box.lines]
    for line in lines:
        assert line.reason is not None, line.fault.sentence
        line.reason.set_value("Påhittat skäl")
    if lines:
        shown.save()


def sheet(name, **values):
    return lambda window: save(window.show(name)._sheet, **values)


def statement(window):
    page = window.show("group-people")
    came = {each.membership_id for each in page.room.view.attendance if each.presence in ATTENDED}
    member = next(each for each in page.room.view.members if each.id in came)
    page.people.open_member(member.id, "group_statement")
    save(page._sheet, name="Påhittad", recipient="Hon själv")


def evening(window):
    page = window.show("group-meetings")
    page.meetings.print_evening(page.room.view.meetings[0])


def protocol(window):
    today = window.frame.desk.today
    made = PurgeProtocol(
        id=new_id(), purged_on=today, of_class=RetentionClass.OWN_SUPPORT, months=24,
        files=1, cases=1, persons=1, records=1,
        proposed_by="", proposed_on=today, signed_by="", signed="",
    )  # fmt: skip
    window.show("retention")._print(made)


def receipt(window):
    window.show("settings").findChild(BackupSection)._print_receipt()


def handover(window):
    window.show("handover").print_page()


def extract(window):
    page = window.show("extract")
    page._opened()
    page.print_page()
    page.print_kept()


def agreed(window):
    """Say what for and to whom."""
    asking = next(each for each in window.page.findChildren(HandingOut) if each.isVisible())
    asking.form.fill({"purpose": "Påhittat", "recipient": "Påhittad"})
    for line in (line for box in asking.form._boxes.values() for line in box.lines):
        line.reason.set_value("Påhittat skäl")
    asking.agree()
    settle(window.frame)
    assert not asking._buttons[asking.way].is_busy


def timeline(window):
    window.show("timeline-paper")
    agreed(window)


def calendar(window):
    window.show("calendar").print_page()
    settle(window.frame)
    agreed(window)


DOORS: dict[str, Callable[[Window], None]] = {
    "calendar/paper.py": calendar,
    "case/consent/paper.py": sheet("sheet-consent_paper"),
    "case/letters/sheet.py": sheet("sheet-letter", to=BY_HAND, text="Hej, vi ses."),
    "case/plan/printing.py": sheet("sheet-plan_print"),
    "case/safety/plan.py": sheet("sheet-safety_plan_paper"),
    "groups/meetings_tab.py": evening,
    "groups/people_sheets.py": statement,
    "handover/page.py": handover,
    "relation/letting_out.py": timeline,
    "retention/extract_page.py": extract,
    "retention/page.py": protocol,
    "settings/copies.py": receipt,
}
ELSEWHERE = {
    "oversight/reports_page.py": "a manager's window is another: tests/ui/oversight",
    "statistics/page.py": "counting takes ten seconds: tests/ui/statistics",
    "statistics/way_out.py": "the way that some of the doors share",
}


@pytest.mark.parametrize("door", DOORS)
def test_D8_a_print_that_is_called_off_leaves_no_trace(
    door: str, window: Window, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[int] = []

    def leave(*_: object) -> None:
        asked.append(window.database.head())

    monkeypatch.setattr(printing, "choose_printer", leave)
    DOORS[door](window)
    settle(window.frame)
    assert asked, "nobody was asked for a printer"
    assert window.database.head() == asked[0], "something was written for a paper that is none"


def test_every_way_to_paper_has_a_door_here() -> None:
    prints = set()
    for path in UI.rglob("*.py"):
        text = path.read_text()
        if "print" not in text.lower():
            continue
        called = {
            ast.unparse(node.func)
            for node in ast.walk(ast.parse(text))
            if isinstance(node, ast.Call)
        }
        name = path.relative_to(UI).as_posix()
        ends = {each.rpartition(".")[2] for each in called}
        if "put_on_paper" in ends or any(each.endswith("way_out.print") for each in called):
            prints.add(name)
        if name != "printing.py":
            assert not ends & {"QPrintDialog", "QPrinter", "choose_printer"}, name
            assert "print_unnoted" not in ends, "only what is passed by name: the first run"
    assert prints == {*DOORS, *ELSEWHERE}


def nothing(_: Work) -> None:
    """Write nothing."""


def test_what_is_gone_is_not_printed(window: Window) -> None:
    desk = window.frame.desk
    work = Work(window.database, desk.user, desk.now)
    head = window.database.head()
    rehearse(work, purging.note_printed, "Påhittat")
    with pytest.raises(NothingToNote):
        rehearse(work, nothing)
    assert window.database.head() == head
