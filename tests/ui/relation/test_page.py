"""The timeline's page: one line for an event, keys between them, a sheet, and nothing lost (A3)."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest

from kvinnobyran.domain.timeline import BreakUpLevel, EventKind
from kvinnobyran.domain.violence import ViolenceForm
from kvinnobyran.flows.drafts import drafts_of
from kvinnobyran.flows.history import undo_step
from kvinnobyran.store.timeline import timeline_events
from kvinnobyran.ui.kit import draft
from kvinnobyran.ui.relation.drawing import EventCard
from kvinnobyran.ui.relation.page import RelationPage
from tests.ui.rig import USER, focused, key

ALT = Qt.KeyboardModifier.AltModifier
CONTROL = Qt.KeyboardModifier.ControlModifier


def write(page, text):
    """Type a line and press Enter."""
    line = page.line.line
    line.setFocus()
    for sign in text:
        QTest.sendKeyEvent(
            QTest.KeyAction.Click, line, Qt.Key(ord(sign.upper())), sign,
            Qt.KeyboardModifier.NoModifier,
        )  # fmt: skip
    QTest.keyClick(line, Qt.Key.Key_Return)


def told(rig, case):
    return [(each.happened.label, each.title) for each in timeline_events(rig.database, case.id)]


def here():
    card = focused()
    assert isinstance(card, EventCard)
    return card.event_.title


def test_a_line_is_an_event(page, rig, case):
    assert page.line.line.hasFocus()
    write(page, "våren 2019 flyttade ihop")
    assert told(rig, case) == [("våren 2019", "Flyttade ihop")]
    assert page.line.line.text() == ""
    assert page.line.line.hasFocus()
    assert rig.went.toasts == [("Inlagd: flytt ihop", True)]
    write(page, "2017 träffades")
    assert [card.event_.title for card in page.view.drawing.cards] == ["Träffades", "Flyttade ihop"]


def test_the_line_says_how_it_is_understood_and_what_is_missing(page, rig, case):
    line = page.line
    line.line.set_value("flyttade ihop")
    line._edited()
    assert line.said.text() == "När? Flytt ihop · Flyttade ihop"
    line.enter()
    assert "Skriv också när" in line.said.text()
    assert line.line.text() == "flyttade ihop"
    write(page, " 2031")
    assert "framtiden" in line.said.text()
    assert told(rig, case) == []


def test_what_was_typed_and_not_put_in_is_there_again(page, rig, case, qtbot):
    page.line.line.setFocus()
    QTest.keyClicks(page.line.line, "2019 fl")
    draft.flush_all()
    assert [each.kind for each in drafts_of(rig.database, USER)] == ["timeline_line"]
    again = RelationPage(rig.desk, rig.went, case.id)
    qtbot.addWidget(again)
    again.refresh()
    assert again.line.line.text() == "2019 fl"
    again.line.line.set_value("2019 flyttade ihop")
    again.line.enter()
    assert drafts_of(rig.database, USER) == []
    page.line.keeper.stop()
    again.letting_out.background.stop()


def test_the_arrows_go_between_events_in_the_order_of_time(page):
    for text in ("2019 sist", "2015 först", "våren 2017 mellan"):
        write(page, text)
    page.view.drawing.cards[0].setFocus()
    assert here() == "Först"
    key(Qt.Key.Key_Right)
    assert here() == "Mellan"
    key(Qt.Key.Key_Down)
    assert here() == "Sist"
    key(Qt.Key.Key_Right)
    assert here() == "Sist"
    key(Qt.Key.Key_Home)
    assert here() == "Först"
    key(Qt.Key.Key_End)
    key(Qt.Key.Key_Left)
    assert here() == "Mellan"
    key(Qt.Key.Key_N)
    assert page.line.line.hasFocus()
    key(Qt.Key.Key_Tab)
    # One card is the stop of Tab, the arrows lead to the others.
    tab = [card for card in page.view.drawing.cards if card.focusPolicy() & Qt.FocusPolicy.TabFocus]
    assert [card.event_.title for card in tab] == ["Mellan"]


def test_delete_takes_an_event_away_and_undo_puts_it_back(page, rig, case):
    write(page, "2015 först")
    write(page, "2017 sist")
    page.view.drawing.cards[0].setFocus()
    key(Qt.Key.Key_Delete)
    assert told(rig, case) == [("2017", "Sist")]
    assert rig.went.toasts[-1] == ("Händelsen är borttagen", True)
    assert here() == "Sist"
    undo_step(rig.work)
    page.refresh()
    assert told(rig, case) == [("2015", "Först"), ("2017", "Sist")]


def test_events_of_one_year_are_put_in_order_by_key(page, rig, case):
    for text in ("2017 ett", "2017 två"):
        write(page, text)
    page.view.drawing.cards[1].setFocus()
    key(Qt.Key.Key_Left, ALT)
    assert [title for _, title in told(rig, case)] == ["Två", "Ett"]
    assert here() == "Två"
    key(Qt.Key.Key_Left, ALT)
    assert "samma tid" in rig.went.toasts[-1][0]


def test_enter_opens_the_sheet_and_saving_leads_back_to_the_event(page, rig, case):
    write(page, "hösten 2018 lämnade honom")
    page.view.drawing.cards[0].setFocus()
    key(Qt.Key.Key_Return)
    sheet = page._sheet
    assert sheet is not None
    form = sheet.form
    assert form.editor("kind").value() is EventKind.BREAK_UP
    form.fill(
        {
            "levels": frozenset({BreakUpLevel.PHYSICAL, BreakUpLevel.MENTAL}),
            "forms": frozenset({ViolenceForm.LATENT}),
            "shown_to_her": False,
        }
    )
    sheet.save()
    (event,) = timeline_events(rig.database, case.id)
    assert event.levels == {BreakUpLevel.PHYSICAL, BreakUpLevel.MENTAL}
    assert not event.shown_to_her
    assert here() == "Lämnade honom"
    assert focused().accessibleName() == (
        "hösten 2018, Uppbrott. Lämnade honom. Våldsformer: Latent. "
        "Uppbrottets nivåer: Fysiskt, tankemässigt. Visas inte för henne"
    )


def test_levels_go_when_it_was_no_break_up(page, rig, case):
    write(page, "hösten 2018 lämnade honom")
    page.edit(page.events[0])
    page._sheet.form.fill({"levels": frozenset({BreakUpLevel.MENTAL}), "kind": EventKind.MOVE})
    page._sheet.save()
    (event,) = timeline_events(rig.database, case.id)
    assert (event.kind, event.levels) == (EventKind.MOVE, frozenset())


def test_a_line_can_be_opened_on_a_sheet_without_a_time(page, rig, case):
    page.line.line.set_value("slog mig")
    page.line.enter(more=True)
    sheet = page._sheet
    assert sheet.form.editor("kind").value() is EventKind.VIOLENCE
    sheet.save()
    assert told(rig, case) == []
    assert any(
        "Skriv när" in line.fault.sentence
        for box in sheet.form._boxes.values()
        for line in box.lines
    )
    sheet.form.fill({"happened": None})
    sheet.form.editor("happened").line.set_value("ca 2016-2018")
    sheet.save()
    assert told(rig, case) == [("ca 2016–2018", "Slog mig")]
    assert page.line.line.text() == ""


def test_zoom_by_keys_and_back_to_the_whole(page):
    for text in ("2010 först", "2020 sist"):
        write(page, text)
    drawing = page.view.drawing
    drawing.cards[1].setFocus()
    whole = drawing.scale.per_year
    key(Qt.Key.Key_Plus)
    key(Qt.Key.Key_Plus)
    assert drawing.scale.per_year > whole
    assert page.view.area.widget().width() > page.view.area.viewport().width()
    card = drawing.cards[1]
    seen = page.view.area.viewport().rect()
    assert seen.contains(card.mapTo(page.view.area.viewport(), card.rect().center()))
    key(Qt.Key.Key_0)
    assert drawing.scale.per_year == whole
    for _ in range(30):
        key(Qt.Key.Key_Minus)
    for _ in range(30):
        key(Qt.Key.Key_Plus)


def test_a_screen_reader_reads_each_event_as_a_button_with_its_silence(page):
    for text in ("2010 träffades", "2020 dom"):
        write(page, text)
    first, last = page.view.drawing.cards
    found = QAccessible.queryAccessibleInterface(last)
    assert found.role() == QAccessible.Role.Button
    assert found.text(QAccessible.Text.Name) == "2020, Dom"
    assert first.accessibleDescription() == "Händelse 1 av 2"
    assert last.accessibleDescription() == "Inget nedskrivet 2011–2019. Händelse 2 av 2"


def test_where_one_was_comes_back(page, rig, case, qtbot):
    for text in ("2010 träffades", "2020 dom"):
        write(page, text)
    page.view.drawing.cards[1].setFocus()
    page.view.zoom_by(1)
    page.edit(page.events[1])
    state = page.state()
    again = RelationPage(rig.desk, rig.went, case.id)
    qtbot.addWidget(again)
    again.show()
    again.restore(state)
    again.refresh()
    assert again._sheet.record == page.events[1].id
    assert again.view.drawing.zoom == page.view.drawing.zoom
    assert again.view.drawing.chosen_id == page.events[1].id
    again.letting_out.background.stop()


def test_the_way_to_the_case(page, rig, case):
    page._to_case()
    assert rig.went.way == [("case", case.id)]


def test_nobody_there(rig, qtbot):
    page = RelationPage(rig.desk, rig.went, "0" * 32)
    qtbot.addWidget(page)
    page.refresh()
    assert page.heading.title.text() == "Ärendet finns inte"
    page.letting_out.background.stop()


def test_the_menu_of_an_event_hides_it_from_her(page, rig, case):
    write(page, "2015 först")
    menu = page.menu_of(page.events[0])
    assert menu.actions()[1].text() == "Visa inte för henne"
    menu.actions()[1].trigger()
    (event,) = timeline_events(rig.database, case.id)
    assert not event.shown_to_her
