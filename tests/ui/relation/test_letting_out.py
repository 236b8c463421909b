"""The timeline on paper: without names, or with a reason; noted; nothing lies in a file (D8)."""

from dataclasses import replace
from io import BytesIO

import pytest
from pypdf import PdfReader
from PySide6.QtGui import QPageLayout
from PySide6.QtPrintSupport import QPrinter

from kvinnobyran.domain.ids import new_id
from kvinnobyran.domain.rough_time import RoughTime
from kvinnobyran.domain.timeline import EventKind, TimelineEvent
from kvinnobyran.flows.handing_out import Way
from kvinnobyran.flows.timeline import save_event
from kvinnobyran.store import journal
from kvinnobyran.ui import printing
from kvinnobyran.ui.kit.buttons import Button
from kvinnobyran.ui.printing import JOB, plain_printer


@pytest.fixture
def told(rig, case, page):
    """Three events: one with a name of the register, one that is not shown to her."""
    made = []
    for when, text, shown in (
        ("2012", "Träffades på jobbet", True),
        ("våren", "Snö ringde", True),
        ("2020", "Bara för oss", False),
    ):
        event = TimelineEvent(
            id=new_id(),
            case_id=case.id,
            happened=RoughTime.from_stored("2019-vår" if when == "våren" else when),
            kind=EventKind.OTHER,
            text=text,
            shown_to_her=shown,
        )
        made.append(save_event(rig.work, event))
    page.refresh()
    return made


def exports(rig, case):
    history = journal.history(rig.database, "support_case", case.id)
    return [each.payload["text"] for each in history if each.kind == "export"]


def settle(page, qtbot):
    page.letting_out.background.wait()
    qtbot.wait(30)


def text_of(path):
    return "\n".join(page.extract_text() for page in PdfReader(path).pages)


def test_a_name_is_shown_with_the_way_to_change_it(page, told, rig, case, qtbot, tmp_path):
    path = tmp_path / "papper"
    page.letting_out.way_out.ask_file = lambda *_: path
    page.hand_out(Way.PDF)
    letting = page.letting_out
    assert letting.names.text() == "våren 2019: Snö"
    letting.asking.agree()
    settle(page, qtbot)
    assert exports(rig, case) == []
    assert not path.with_suffix(".pdf").exists()
    (button,) = letting._changes.findChildren(Button)
    assert button.text() == "Ändra våren 2019"
    button.click()
    assert page._sheet.record == told[1].id
    page._sheet.form.fill({"text": "Hans mamma ringde"})
    page._sheet.save()
    page.hand_out(Way.PDF)
    assert "Inget namn" in letting.names.text()
    letting.asking.agree()
    settle(page, qtbot)
    assert len(exports(rig, case)) == 1
    text = text_of(path.with_suffix(".pdf"))
    assert "Träffades på jobbet" in text
    assert "Hans mamma ringde" in text
    for hidden in ("Bara för oss", "Snö", case.code, "Påhittade", "Greta"):
        assert hidden not in text
    assert rig.went.toasts[-1][0] == "Filen är sparad. Den är inte krypterad."


def test_a_name_may_stay_for_a_reason(page, told, rig, case, qtbot, tmp_path):
    path = tmp_path / "tidslinje.pdf"
    page.letting_out.way_out.ask_file = lambda _, name, __: tmp_path / name
    page.hand_out(Way.PDF)
    asking = page.letting_out.asking
    (line,) = asking.form._boxes["names"].lines
    line.reason.set_value("Hon vill ha det så.")
    asking.agree()
    settle(page, qtbot)
    assert "Snö ringde" in text_of(path)
    (said,) = exports(rig, case)
    assert said.startswith("PDF-fil, tidslinje över relationen.")
    assert "Kvinnan själv" in said


def test_printing_is_noted_and_lies_across(page, told, rig, case, qtbot, tmp_path, monkeypatch):
    save_event(rig.work, replace(told[1], text="Hans mamma ringde"))
    printer = plain_printer(QPageLayout.Orientation.Landscape)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "spool.pdf"))
    monkeypatch.setattr(printing, "choose_printer", lambda *_: printer)
    page.print_page()
    page.letting_out.asking.agree()
    for _ in range(4):
        settle(page, qtbot)
    (said,) = exports(rig, case)
    assert said.startswith("Utskrift")
    sheet = PdfReader(tmp_path / "spool.pdf").pages[0].mediabox
    assert sheet.width > sheet.height
    assert printer.docName() == JOB
    assert page._layers.currentWidget() is page._desktop
    assert rig.went.toasts[-1][0] == "Tidslinjen är skickad till skrivaren."


def test_nothing_chosen_is_nothing_let_out(page, told, rig, case, monkeypatch):
    monkeypatch.setattr(printing, "choose_printer", lambda *_: None)
    page.letting_out.way_out.ask_file = lambda *_: None
    for way in (Way.PRINTED, Way.PDF):
        page.hand_out(way)
        page.letting_out.asking.agree()
    assert exports(rig, case) == []
    page.letting_out.asking.leave()
    assert page.line.isVisible()


def test_a_place_that_takes_no_file_says_so(page, told, rig, case, qtbot, tmp_path):
    save_event(rig.work, replace(told[1], text="Hans mamma ringde"))
    page.letting_out.way_out.ask_file = lambda *_: tmp_path / "finns" / "inte.pdf"
    page.hand_out(Way.PDF)
    page.letting_out.asking.agree()
    settle(page, qtbot)
    assert exports(rig, case) == []
    assert page._layers.currentWidget() is page.letting_out


def test_nothing_shown_to_her_is_nothing_to_print(page, rig):
    page.print_page()
    assert "ingen händelse" in rig.went.toasts[-1][0]


def test_the_pdf_says_nothing_of_itself(page, told):
    from kvinnobyran.reports.relation import relation_pdf

    pdf = relation_pdf(told, made_on=told[0].happened.last)
    meta = PdfReader(BytesIO(pdf)).metadata
    assert meta.title == "Tidslinje"
    assert not meta.author
