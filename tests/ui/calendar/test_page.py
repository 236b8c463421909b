"""The calendar by keys and pointer: every stay reached, moved in one step, never in silence."""

import datetime as dt

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu

from kvinnobyran.domain.placement import PlacementState
from kvinnobyran.domain.reservation import ReservationState
from kvinnobyran.flows.history import undo_step
from kvinnobyran.store import journal
from kvinnobyran.ui import printing
from kvinnobyran.ui.calendar.bars import StayBar
from kvinnobyran.ui.calendar.heads import ApartmentHead
from tests.ui.rig import focused, key

ALT = Qt.KeyboardModifier.AltModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


def day(text):
    return dt.date.fromisoformat(text)


def here():
    """Return the id of the stay with the focus, or the code of the apartment."""
    widget = focused()
    if isinstance(widget, ApartmentHead):
        return widget.apartment.code
    assert isinstance(widget, StayBar)
    assert widget.stay is not None
    return widget.stay.id


def told(page):
    return page.desktop.told.text()


def test_keys_lead_to_every_stay_and_enter_opens_it(shown, house, rig):
    page = shown
    assert here() == house.her.id
    assert told(page).startswith("Lägenhet A · KB-26-001 · 2026-11-22–2027-04-12 · vecka 47–15")
    key(Qt.Key.Key_Right)
    assert here() == house.after.id
    key(Qt.Key.Key_Right)
    assert here() == house.after.id  # the last one
    key(Qt.Key.Key_Down)
    assert here() == house.held.id
    key(Qt.Key.Key_Left)
    assert here() == house.closed.id
    key(Qt.Key.Key_Up)
    assert here() == house.her.id
    key(Qt.Key.Key_Return)
    focused().click()  # the press of a screen reader
    assert rig.went.way == [("case", house.her.case_id)] * 2
    QTest.mouseClick(focused(), Qt.MouseButton.LeftButton)
    assert len(rig.went.way) == 2  # the pointer chooses; twice opens
    names = {
        QAccessible.queryAccessibleInterface(bar).text(QAccessible.Text.Name)
        for bar in page.desktop.view.canvas.bars
    }
    assert len(names) == 4
    assert (
        "Lägenhet A, KB-26-001, från 2026-11-22, till 2027-04-12, vecka 47–15, bekräftad, inflyttad"
    ) in names
    assert (
        "Lägenhet B, Städning, från 2026-12-14, till 2026-12-18, vecka 51, spärrad, städning"
    ) in names
    # Scales by keys, and today from anywhere.
    view = page.desktop.view
    key(Qt.Key.Key_PageUp)
    assert round(view.days) == 1097
    assert page.spans["3 år"].isChecked()
    key(Qt.Key.Key_PageDown)
    key(Qt.Key.Key_PageDown)
    assert page.spans["6 månader"].isChecked()
    key(Qt.Key.Key_Plus)
    assert view.days < 183
    view.go_to(day("2029-01-01"))
    key(Qt.Key.Key_Home)
    assert view.first_day() < day("2026-11-22")
    # The apartments are a column of their own, and N begins there.
    page.panes[1].heads[1].setFocus()
    assert here() == "Lägenhet B"
    key(Qt.Key.Key_Up)
    assert here() == "Lägenhet A"
    key(Qt.Key.Key_Return)
    assert here() == house.her.id


def test_a_move_is_told_as_it_is_made_and_is_one_step(shown, house, rig):
    page = shown
    page.desktop.choose(house.held.id, focus=True)
    for _ in range(7):
        key(Qt.Key.Key_Right, ALT)
    assert told(page) == (
        "Lägenhet B, 2027-01-18–2027-06-21, vecka 3–25, 22 veckor, krockar inte. "
        "Enter sparar, Esc ångrar."
    )
    key(Qt.Key.Key_Up, ALT)
    assert "Krockar med KB-26-001 till 2027-04-12." in told(page)
    key(Qt.Key.Key_Escape)
    assert page.desktop.view.canvas.moving.change is None
    assert house.again(house.held).first == day("2027-01-11")
    for _ in range(7):
        key(Qt.Key.Key_Right, ALT)
    key(Qt.Key.Key_Left, ALT | SHIFT)
    key(Qt.Key.Key_Return)
    moved = house.again(house.held)
    assert (moved.first, moved.until) == (day("2027-01-18"), day("2027-06-20"))
    assert rig.went.toasts == [("Reservationen är flyttad", True)]
    assert here() == house.held.id
    assert told(page).startswith("Lägenhet B · Nexus, ej namngiven · 2027-01-18–2027-06-20")
    rig.desk.do(undo_step)
    assert house.again(house.held) == house.held
    # She who lives there keeps her first day; what cannot be done says why.
    page.desktop.choose(house.her.id, focus=True)
    key(Qt.Key.Key_Right, ALT)
    assert told(page) == "Hon bor där redan. Bara slutet går att flytta: Alt+Skift+pil."


def test_a_move_that_is_refused_goes_on_upon_a_sheet(shown, house):
    page = shown
    page.desktop.choose(house.held.id, focus=True)
    for _ in range(25):
        key(Qt.Key.Key_Left, ALT)
    key(Qt.Key.Key_Return)
    sheet = page.doing._panel
    assert sheet.form.summary.isVisible()
    assert house.again(house.held) == house.held
    said = sheet.form.editor("said")
    assert "Krockar med Städning till 2026-12-18." in said.words.text()
    assert not sheet.buttons[-1].isEnabled()
    said.button.click()
    assert sheet.buttons[-1].isEnabled()
    assert sheet.form.values()["first"] == day("2026-12-18")
    assert said.words.text().endswith("krockar inte.")
    sheet.save()
    assert house.again(house.held).first == day("2026-12-18")
    assert here() == house.held.id


def test_B2_a_longer_stay_asks_who_and_why_and_goes_on_to_the_conflict(shown, house, rig):
    page = shown
    canvas = page.desktop.view.canvas
    bar = next(bar for bar in canvas.bars if bar.stay.id == house.her.id)
    edge = QPoint(bar.width() - 2, 10)
    by = round(canvas.scale.x(day("2027-05-03")) - canvas.scale.x(day("2027-04-12")))
    QTest.mousePress(bar, Qt.MouseButton.LeftButton, pos=edge)
    for step in (5, by // 2, by):
        QTest.mouseMove(bar, edge + QPoint(step, 0))
    assert "Krockar med Nexus, ej namngiven" in told(page)
    QTest.mouseRelease(bar, Qt.MouseButton.LeftButton, pos=edge + QPoint(by, 0))
    sheet = page.doing._panel
    assert sheet.accessibleName() == "Förläng eller korta: Lägenhet A, KB-26-001"
    assert sheet.form.values()["until"] == day("2027-05-03")
    sheet.form.fill({"reason": "Väntar på lägenhet"})
    sheet.save()
    [warned] = [box for box in sheet.form._boxes.values() if box.told()]
    assert "hamnar i konflikt" in warned.told()[0]["sentence"]
    warned.tell_again([{**warned.told()[0], "reason": "Hon har ingenstans att ta vägen"}])
    sheet.save()
    assert house.again(house.her).state is PlacementState.EXTENDED
    assert house.again(house.after).state is ReservationState.CONFLICT
    conflict = page.doing._panel
    assert conflict.accessibleName() == "Lös konflikten"
    conflict.put_aside()
    assert "Konflikt" in {bar.stay.state.label for bar in canvas.bars}
    rig.desk.do(undo_step)
    assert house.again(house.her) == house.her
    assert house.again(house.after) == house.after


def test_a_new_reservation_by_key_and_by_pointer(shown, house, rig):
    page = shown
    page.desktop.choose(house.held.id, focus=True)
    key(Qt.Key.Key_N)
    sheet = page.doing._panel
    assert sheet.form.values()["first"] == day("2027-06-14")
    assert sheet.form.values()["until"] == day("2027-12-14")
    sheet.form.editor("length").set_value(5)
    sheet.form.editor("length").edited.emit()
    assert sheet.form.values()["until"] == day("2027-11-14")
    sheet.form.editor("length").set_value(6)
    sheet.form.editor("length").edited.emit()
    assert sheet.form.editor("said").words.text() == (
        "2027-06-14–2027-12-14, vecka 24–50, 26 veckor och 1 dag, krockar inte."
    )
    sheet.save()
    assert rig.went.toasts == [("Reservationen är sparad", True)]
    assert here() == sheet.record
    canvas = page.desktop.view.canvas
    y = round(canvas.tops[1]) + 20
    page.desktop.view.go_to(day("2026-11-25"))
    left, right = (round(canvas.scale.x(day(each))) + 1 for each in ("2026-11-25", "2026-12-10"))
    QTest.mousePress(canvas, Qt.MouseButton.LeftButton, pos=QPoint(left, y))
    QTest.mouseMove(canvas, QPoint((left + right) // 2, y))
    QTest.mouseMove(canvas, QPoint(right, y))
    assert told(page).startswith("Lägenhet B, 2026-11-25–2026-12-11, vecka 48–50")
    QTest.mouseRelease(canvas, Qt.MouseButton.LeftButton, pos=QPoint(right, y))
    drawn = page.doing._panel.form.values()
    assert (drawn["apartment_id"], drawn["first"], drawn["until"]) == (
        house.b.id,
        day("2026-11-25"),
        day("2026-12-11"),
    )
    page.doing._panel.form.editor("contact").setText("Påhittade Växeln")
    page.doing._panel.form.changed.emit()
    record = page.doing._panel.record
    page.doing._panel.put_aside()
    # What was put aside waits here, and comes back.
    assert page.notice.isVisible()
    page.notice._button.click()
    assert page.doing._panel.record == record
    assert page.doing._panel.form.values()["contact"] == "Påhittade Växeln"


def test_the_same_stays_as_a_list_and_all_of_it_after_a_lock(shown, house, monkeypatch):
    page = shown
    page.desktop.choose(house.held.id, focus=True)
    page.turn()
    assert page.desktop.table.current().id == house.held.id
    assert [row.label for row in page.desktop.table.model.rows] == [
        "KB-26-001",
        "Städning",
        "Nexus, ej namngiven",
        "Nexus, ej namngiven",
    ]
    page.desktop.table.view.setFocus()
    shown_menus = []
    monkeypatch.setattr(QMenu, "popup", lambda menu, _place: shown_menus.append(menu))
    page.desktop.table.view.customContextMenuRequested.emit(QPoint(5, 5))
    assert next(action.text() for action in shown_menus.pop().actions()) == "Öppna"
    key(Qt.Key.Key_Return)
    assert page.doing._panel.accessibleName() == "Reservation"
    state = page.state()
    page.doing._panel.put_aside()
    page.turn()
    page.restore(state)
    assert page.desktop.as_list
    assert page.doing._panel.record == house.held.id
    page.doing._panel.put_aside()
    said = [action.text() for action in page.doing.menu_of(page.desktop.chosen()).actions()]
    assert said == ["Öppna", "Ändra dagar …", "Bekräfta eller avboka …"]
    page.doing.open(page.calendar.stay(house.closed.id))
    assert page.doing._panel.accessibleName() == "Spärr"
    page.doing._panel.put_aside()
    page.doing.reply()
    assert page.doing._panel.panel.words.text().startswith("Ledigt från")
    page.doing._leave()
    page.doing.close_apartment()
    assert page.doing._panel.accessibleName() == "Ny spärr"
    page.doing._panel.throw_away()


def test_the_paper_is_seen_asked_for_and_noted(shown, rig, tmp_path, monkeypatch):
    page = shown
    monkeypatch.setattr(printing, "DPI", 50)
    page.print_page()
    paper = page.doing._panel
    for _stage in range(2):
        paper.background.wait()
        QTest.qWait(1)
    assert paper.preview.count == 1
    printer = printing.plain_printer()
    printer.setOutputFileName(str(tmp_path / "paper.pdf"))
    monkeypatch.setattr(printing, "choose_printer", lambda *_: printer)
    paper.asking.agree()
    paper.background.wait()
    QTest.qWait(1)
    assert rig.went.toasts == [("Kalendern är skickad till skrivaren.", False)]
    [line] = journal.history(rig.database, "apartment", "")
    assert line.payload["text"] == (
        "Utskrift, kalendern 2026-08-01–2027-08-01, bara koder. Ändamål: Planering av boendet. "
        "Mottagare: Vi som arbetar här."
    )
    paper.background.stop()


def test_without_an_apartment_the_next_step_is_said(page, rig):
    page.refresh()
    assert page.panes[1] is page._empty
    assert not page.new.isVisible()
    page.make_new()  # nothing to hold, and nothing to print
    page.print_page()
    assert page.doing._panel is None
