"""The page Statistik: what is seen is what prints, and nothing leaves without being noted."""

import datetime as dt
import stat
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from kvinnobyran.domain.ids import new_id
from kvinnobyran.domain.inquiry import Channel, Inquiry, InquiryOutcome
from kvinnobyran.domain.publication import PublicationState
from kvinnobyran.flows import inquiries, publishing
from kvinnobyran.flows.handing_out import Way
from kvinnobyran.reports import words
from kvinnobyran.reports.render import page_count
from kvinnobyran.reports.sections import numbered
from kvinnobyran.statistics.tables import Audience
from kvinnobyran.store.undo import undo
from kvinnobyran.ui import printing
from kvinnobyran.ui.printing import JOB, plain_printer
from kvinnobyran.ui.statistics.figure_edit import BY_HAND
from kvinnobyran.ui.statistics.figures import SPOKEN_WITHHELD
from kvinnobyran.ui.statistics.page import StatisticsPage
from tests import withheld
from tests.ui.rig import ZONE, Rig


@pytest.fixture
def rig(qapp, tmp_path):
    rig = Rig(tmp_path, dt.datetime(2027, 6, 30, 9, 0, tzinfo=ZONE))
    for number in range(27):
        inquiries.keep_as_statistics(
            rig.work,
            Inquiry(
                id=new_id(),
                received_on=dt.date(2027, 2, 1) + dt.timedelta(days=number),
                channel=Channel.VISIT if number < 3 else Channel.PHONE,
                outcome=InquiryOutcome.ADVICE_GIVEN,
                note="KANARIE",
            ),
        )
    yield rig
    rig.close()


@pytest.fixture
def page(qtbot, rig):
    page = StatisticsPage(rig.desk, rig.went)
    qtbot.addWidget(page)
    page.resize(1120, 640)
    page.show()
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    page.refresh()
    qtbot.waitUntil(lambda: page.preview.count > 0, timeout=60_000)
    yield page
    page.background.stop()


@pytest.fixture
def fixed(page, rig, qtbot):
    """The page with a report that both have signed."""
    publishing.send_for_review(replace(rig.work, user="Vera"), page.chooser.period)
    page.refresh()
    qtbot.waitUntil(lambda: page.made is not None, timeout=60_000)
    page.life.next.click()
    qtbot.waitUntil(lambda: page.may_leave, timeout=60_000)
    assert page.publication.state is PublicationState.FIXED
    return page


def test_a_report_for_outside_is_fixed_before_it_can_leave(page, qtbot):
    assert not page.may_leave
    assert not page.ways.are_open
    page.life.next.click()
    assert page.publication.state is PublicationState.REVIEW
    qtbot.waitUntil(page.life.next.isVisible, timeout=60_000)
    page.life.next.click()
    assert page.publication.state is PublicationState.REVIEW, "one signature is not two"
    assert "underskrift till" in page.notice.accessibleName()
    assert not page.may_leave


def test_a_proof_can_be_broken_off_and_then_nothing_is_printed(page, qtbot):
    page.refresh()
    page.life.stop.click()
    page.background.wait()
    qtbot.waitUntil(lambda: not page.life.bar.isVisible(), timeout=60_000)
    assert not page.may_leave


def test_the_bar_says_how_far_the_proof_has_come(page, qtbot, monkeypatch):
    """From the thread of the proof to the bar in the window, and never backwards."""
    monkeypatch.setattr(withheld.PLACE, withheld._make)
    seen = []
    page.life.bar.valueChanged.connect(seen.append)
    page.refresh()
    assert page.life.bar.isVisible()
    qtbot.waitUntil(lambda: not page.life.bar.isVisible(), timeout=60_000)
    come = [value for value in seen if value]
    assert come == sorted(come)
    assert come[-1] > 10


def exports(rig):
    rows = rig.database.wire.rows("SELECT kind FROM journal WHERE kind = 'export'")
    return len(rows)


def test_the_preview_shows_every_page_that_prints(page):
    assert page.preview.count == page_count(page._pdf)
    assert str(page.report.period) == "2027-H1"
    assert page.report.audience is Audience.EXTERNAL
    assert not page.notice.isVisible()


def test_withheld_figures_are_two_dots_with_a_legend_and_said_in_words(page):
    rows = page.figures.table.model.rows
    assert any(row.figure == ".." and row.spoken == SPOKEN_WITHHELD for row in rows)
    assert not any(row.figure in {"1", "2", "3", "4"} for row in rows)
    assert page.figures.legend.isVisible()
    assert page.figures.definition.text()


def test_every_table_says_how_it_is_counted(page):
    for table in page.report.tables:
        page.figures.choose(table.id)
        assert page.figures.definition.text().startswith(table.definition)


def test_the_internal_view_is_marked_and_exact(page, qtbot):
    page.chooser.audience.set_value(Audience.INTERNAL)
    page.refresh()
    qtbot.waitUntil(lambda: bool(page._pdf), timeout=60_000)
    assert page.notice.isVisible()
    assert "INTERN" in page.notice.accessibleName()
    assert any(row.figure == "3" for row in page.figures.table.model.rows)


def shown(page, qtbot, period):
    qtbot.waitUntil(lambda: str(page.report.period) == period, timeout=60_000)


def test_the_period_steps_back_and_forth_and_changes_length(page, qtbot):
    page.chooser.earlier.click()
    shown(page, qtbot, "2026-H2")
    page.chooser.later.click()
    shown(page, qtbot, "2027-H1")
    page.chooser.length.setFocus()
    page.chooser.length._chips[2].click()
    shown(page, qtbot, "2027")


def test_a_goal_is_written_and_stands_in_the_report(page, rig, qtbot):
    page.show_goals()
    page.goals.save.click()
    assert page.goals.form.summary.isVisible()
    page.goals.save.done()
    page.goals.form.fill(
        {"goal": "Nå fler", "words": "Förfrågningar", "target": 60, "figure": "inquiries"}
    )
    page.goals.save.click()
    assert page.goals.remove.isHidden(), "nothing is chosen"
    page.goals.table.opened.emit(page.goals.table.model.rows[0])
    page.goals.remove.click()
    assert page.goals.table.model.rows == ()
    assert rig.went.toasts[-1] == ("Målet är borttaget.", True)
    rig.desk.do(lambda work: undo(work.database, user=work.user, now=work.now))
    assert [row.words for row in page.goals.table.model.rows] == ["Förfrågningar"]
    page.goals.left.emit()
    qtbot.waitUntil(lambda: bool(page.report.goals), timeout=60_000)
    assert page.report.goals[0].outcome == 27


def test_a_goal_can_point_at_any_figure_of_the_report(page, rig, qtbot):
    page.show_goals()
    figure = page.goals.figure
    assert figure.value() is None
    assert figure.row.isHidden()
    offered = [figure.table.itemText(at) for at in range(figure.table.count())]
    assert offered[0] == BY_HAND
    assert offered[1:] == [words.caption(*each) for each in numbered(page.report)]
    figure.table.set_value("inquiries")
    with qtbot.waitSignal(figure.edited):
        figure.table.edited.emit()
    assert figure.value() == "inquiries"
    figure.row.set_value("inquiries/channel=phone")
    page.goals.form.fill({"goal": "Nå fler", "words": "Telefonsamtal", "target": 26})
    page.goals.save.click()
    page.goals.left.emit()
    qtbot.waitUntil(lambda: bool(page.report.goals), timeout=60_000)
    # Three visits are few, so how many called is withheld, and so is the goal's outcome.
    assert page.report.goals[0].withheld
    page.show_goals()
    page.goals.change(page.goals.table.model.rows[0])
    assert figure.value() == "inquiries/channel=phone"
    # A figure of another report, or of a row that is gone, stays what it was.
    for strange in ("lessons/lesson_state=held", "inquiries/channel=pigeon"):
        figure.set_value(strange)
        assert figure.value() == strange
    figure.table.set_value(None)
    figure.table.edited.emit()
    assert figure.value() is None


def test_what_stands_beside_the_pages_is_one_thing_at_a_time(page):
    page.show_goals()
    assert page.panes[2] is page.goals
    assert not page.figures.isVisible()
    page.goals.left.emit()
    assert page.panes[2] is page.figures


def test_under_large_letters_a_page_is_as_high_as_the_window(page):
    beside = page.preview.minimumHeight()
    page.resize(700, 640)
    assert page.preview.minimumHeight() > 2 * beside
    page.resize(1120, 640)
    assert page.preview.minimumHeight() == beside


def test_a_period_of_ones_own_begins_with_the_days_that_are_shown(page, qtbot):
    page.chooser.length._chips[3].click()
    assert str(page.chooser.period) == "2027-01-01_2027-06-30"
    page.chooser.last.set_value(dt.date(2027, 3, 31))
    page.chooser.last.edited.emit()
    shown(page, qtbot, "2027-01-01_2027-03-31")


def test_the_texts_of_a_report_are_searched_and_kept(page, rig, qtbot):
    page.life.write.click()
    page.texts.form.fill({"lessons": "Alla utom två kvinnor har barn.", "trends": ""})
    page.texts.save.click()
    assert any("två kvinnor" in label.text() for label in page.texts.findChildren(QLabel))
    page.texts.form.fill({"lessons": "Fler hör av sig på kvällen.", "trends": ""})
    page.texts.form.clear_faults()
    page.texts.save.done()
    page.texts.save.click()
    qtbot.waitUntil(lambda: bool(page.report.texts), timeout=60_000)
    assert page.report.texts[0].text == "Fler hör av sig på kvällen."


def test_nothing_leaves_without_a_purpose_and_a_recipient(fixed, page, rig, tmp_path):
    asked = []

    def choose(title, name, kind):
        asked.append(name)

    page.way_out.ask_file = choose
    page.hand_out(Way.PDF)
    assert page.handing.form.editor("purpose").as_widget().hasFocus()
    assert "inte krypterad" in page.handing.warning.accessibleName()
    QTest.keyClick(page.focusWidget(), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert asked == []
    assert page.handing.form.summary.isVisible()
    assert exports(rig) == 0


def say(page):
    page.handing.form.fill({"purpose": "Styrgruppen i maj", "recipient": "Kommunen"})


@pytest.mark.parametrize(
    ("way", "name", "begins"),
    [(Way.PDF, "rapport-2027-H1.pdf", b"%PDF"), (Way.SPREADSHEET, "rapport-2027-H1.xlsx", b"PK")],
)
def test_a_saved_file_is_the_users_alone_and_is_noted(
    fixed, page, rig, qtbot, tmp_path, way, name, begins
):
    proposed = []

    def choose(title, wanted, kind):
        proposed.append(wanted)
        return tmp_path / wanted.removesuffix(".pdf")

    page.way_out.ask_file = choose
    page.hand_out(way)
    say(page)
    page.handing.agree()
    qtbot.waitUntil(lambda: bool(rig.went.toasts), timeout=60_000)
    assert proposed == [name]
    file = tmp_path / name
    assert file.read_bytes().startswith(begins)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert "inte krypterad" in rig.went.toasts[0][0]
    assert exports(rig) == 1
    assert b"KANARIE" not in file.read_bytes()
    left = {each.name for each in tmp_path.iterdir() if not each.name.startswith("data.db")}
    assert left == {name}


def test_a_place_that_takes_no_file_leaves_no_note_and_says_so(fixed, page, rig, qtbot, tmp_path):
    page.way_out.ask_file = lambda title, name, kind: tmp_path / "finns-inte" / name
    page.hand_out(Way.PDF)
    say(page)
    page.handing.agree()
    qtbot.waitUntil(lambda: "gick inte" in page.handing.warning.accessibleName(), timeout=60_000)
    assert exports(rig) == 0
    assert rig.went.toasts == []
    assert page.handing.purpose == "Styrgruppen i maj"


def test_printing_is_noted_and_draws_every_page(fixed, page, rig, qtbot, tmp_path, monkeypatch):
    paper = tmp_path / "papper.pdf"

    def choose(*_):
        printer = plain_printer()
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(str(paper))
        return printer

    monkeypatch.setattr(printing, "choose_printer", choose)
    page.print_page()
    say(page)
    page.handing.agree()
    qtbot.waitUntil(lambda: bool(rig.went.toasts), timeout=30_000)
    assert exports(rig) == 1
    assert page_count(paper.read_bytes()) == page_count(page._pdf)


def test_the_print_queue_learns_nothing(qapp):
    printer = plain_printer()
    assert printer.docName() == JOB == "Blad"


def test_no_printer_chosen_is_no_print(fixed, page, rig, monkeypatch):
    monkeypatch.setattr(printing, "choose_printer", lambda *_: None)
    page.print_page()
    say(page)
    page.handing.agree()
    assert exports(rig) == 0
    assert not page.handing._buttons[Way.PRINTED].is_busy


def test_escape_gives_the_place_back_to_the_figures(fixed, page):
    page.hand_out(Way.PDF)
    assert page.handing.isVisible()
    QTest.keyClick(page.focusWidget(), Qt.Key.Key_Escape)
    assert page.figures.isVisible()


def test_the_same_report_comes_back_after_a_lock(page, rig, qtbot):
    page.chooser.show_period(page.chooser.period.previous)
    page.refresh()
    shown(page, qtbot, "2026-H2")
    page.figures.choose(page.report.tables[2].id)
    state = page.state()
    again = StatisticsPage(rig.desk, rig.went)
    qtbot.addWidget(again)
    again.restore(state)
    qtbot.waitUntil(lambda: again.report is not None, timeout=60_000)
    assert str(again.report.period) == "2026-H2"
    assert again.figures.choice.value() == page.report.tables[2].id
    again.background.stop()
