"""Nothing typed is lost, nothing is saved twice, and what is odd is kept literally or refused."""

import datetime as dt

import pytest
from PySide6.QtCore import QMimeData, Qt

from kvinnobyran.domain.case import Case, CaseState, CloseReason, Documentation
from kvinnobyran.domain.ids import new_id
from kvinnobyran.domain.inquiry import Channel, Danger, Inquiry, InquiryOutcome, InquiryState
from kvinnobyran.domain.missing import Answer
from kvinnobyran.domain.person import ContactSafety, ContactWay, Identity, Person
from kvinnobyran.flows import cases, inquiries, people
from kvinnobyran.flows.drafts import draft_of
from kvinnobyran.store.people import contact_ways
from kvinnobyran.store.undo import undo
from kvinnobyran.ui.capture.content import KIND, LONGEST_NOTE
from kvinnobyran.ui.capture.page import CapturePage
from kvinnobyran.ui.kit.plain import TOO_MUCH
from tests.ui.rig import focused, key, keys

CONTROL = Qt.KeyboardModifier.ControlModifier


def answer(page, **values):
    for field, value in values.items():
        page.questions[field].editor.set_value(value)
    page.questions._unfold()
    page._touch()


def to_whose(page):
    answer(page, channel=Channel.PHONE, outcome=InquiryOutcome.ADVICE_GIVEN)
    page.note.setFocus()
    key(Qt.Key.Key_Return, CONTROL)
    assert page.sides.asking


def registered(rig, *, closed=False, name=("Emina", "Sjöö"), phone=""):
    person = people.save_person(
        rig.work, Person(id=new_id(), first_name=name[0], last_name=name[1])
    )
    if phone:
        people.save_contact_way(rig.work, ContactWay(id=new_id(), person_id=person.id, value=phone))
    case = cases.open_case_for(rig.work, person.id)
    if closed:
        case = cases.close_case(
            rig.work, case, closed_on=rig.work.today, reason=CloseReason.GOALS_REACHED
        )
    return person, case


def saved(rig):
    return rig.database.all(Inquiry, "SELECT * FROM inquiry ORDER BY received_on, id")


def test_the_cursor_stands_in_the_note_and_the_clock_runs(page, rig):
    assert page.note.hasFocus()
    rig.clock.on(seconds=61)
    page.clock.tick()
    assert page.clock.minutes.value() == 2
    assert page.clock.shown.text() == "1:01"


def test_the_cursor_is_there_before_the_questions(rig, qtbot):
    page = CapturePage(rig.desk, rig.went)
    qtbot.addWidget(page)
    page.show()
    page.activateWindow()
    page.refresh()
    assert not page.sides.has_questions
    qtbot.waitUntil(lambda: page.note.hasFocus() and page.sides.has_questions)
    assert page.questions["channel"].editor.value() is Channel.PHONE


def test_typed_minutes_stand_although_the_clock_goes_on(page, rig):
    page.clock.minutes.setFocus()
    page.clock.minutes.selectAll()
    keys("7")
    rig.clock.on(minutes=30)
    page.clock.tick()
    assert page.clock.minutes.value() == 7


def test_alt_and_a_digit_lead_to_each_question(page, qtbot):
    for number, question in ((1, "channel"), (5, "approximate_age"), (7, "outcome")):
        page.note.setFocus()
        key(Qt.Key(Qt.Key.Key_0 + number), Qt.KeyboardModifier.AltModifier)
        inside = page.questions[question]
        assert inside.isAncestorOf(focused())
        assert page.note.value() == ""


def test_the_key_of_a_chosen_chip_leaves_it_chosen_and_goes_on(page):
    page.questions.enter(page.questions["channel"])
    keys("1")
    assert page.questions["channel"].editor.value() is Channel.PHONE
    assert page.questions["caller"].isAncestorOf(focused())


def test_acute_danger_unfolds_the_offices_own_list_and_lets_it_be_changed(page, rig):
    page.questions.enter(page.questions["danger"])
    keys("j")
    assert page.questions["danger"].editor.value() is Danger.YES
    assert page.questions.danger.isVisible()
    assert "112" in page.questions.danger.list.text()
    page.questions.danger.edit()
    page.questions.danger.text.set_value("Ring 112.\nRing jouren.")
    page.questions.danger._save.click()
    assert page.questions.danger.list.text() == "Ring 112.\nRing jouren."
    assert rig.database.value("SELECT value FROM setting") == "Ring 112.\nRing jouren."


def test_all_faults_are_said_at_once_beside_their_questions(page, rig):
    answer(page, channel=None, outcome=InquiryOutcome.REFERRED, received_on=None)
    page.questions["approximate_age"].editor.restore("trettio")
    key(Qt.Key.Key_Return, CONTROL)
    wrong = {each.field for each in page.questions.questions if each.fault}
    assert wrong == {"channel", "referred_to", "approximate_age", "received_on"}
    assert page.notice.isVisible()
    assert page.notice.accessibleName().startswith("Viktigt. 4 saker")
    assert page.questions["channel"].isAncestorOf(focused())
    assert saved(rig) == []


def test_escape_puts_the_contact_aside_and_it_comes_back_as_it_was(page, rig, qtbot):
    page.note.insertPlainText("Halva meningen, och sen")
    page.questions["approximate_age"].editor.restore("runt trettio")
    answer(page, danger=Danger.UNCLEAR)
    rig.clock.on(minutes=4)
    record = page.inquiry.id
    page.note.set_caret(5)
    page.note.setFocus()
    key(Qt.Key.Key_Escape)
    assert rig.went.way == [("back", "")]
    assert page.note.value() == ""
    assert saved(rig) == []

    rig.clock.on(hours=20)
    again = CapturePage(rig.desk, rig.went, draft=record)
    qtbot.addWidget(again)
    assert again.inquiry.id == record
    assert again.note.value() == "Halva meningen, och sen"
    assert again.note.caret() == 5
    assert again.questions["approximate_age"].editor.draft() == "runt trettio"
    assert again.questions["danger"].editor.value() is Danger.UNCLEAR
    assert again.clock.minutes.value() == 4


def test_escape_with_nothing_typed_leaves_nothing(page, rig):
    key(Qt.Key.Key_Escape)
    assert rig.went.way == [("back", "")]
    assert rig.database.value("SELECT count(*) FROM draft") == 0


def test_a_draft_is_kept_while_one_types(page, rig, qtbot):
    keys("abc")
    assert page.keeper.waiting
    page.keeper.flush()
    kept = draft_of(rig.database, rig.desk.user, KIND, page.inquiry.id)
    assert kept is not None
    assert kept.body["note"] == "abc"
    assert kept.cursor == 3


def test_a_draft_never_shows_in_another_contact(page, rig):
    keys("hemligt")
    page.start()
    assert page.note.value() == ""
    assert rig.database.value("SELECT count(*) FROM draft") == 1
    page.keeper.touch()
    page.keeper.flush()
    rows = rig.database.wire.rows("SELECT record, body FROM draft")
    assert sum("hemligt" in body for _, body in rows) == 1


def test_after_a_lock_the_page_is_the_same_and_the_clock_has_run_on(page, rig, qtbot):
    keys("Hon talar")
    page.note.set_caret(3)
    page.keeper.flush()
    state = page.state()
    rig.clock.on(minutes=2)
    again = CapturePage(rig.desk, rig.went)
    qtbot.addWidget(again)
    again.restore(state)
    assert again.inquiry.id == page.inquiry.id
    assert again.note.value() == "Hon talar"
    assert again.note.caret() == 3
    rig.clock.on(minutes=1)
    again.clock.tick()
    assert again.clock.minutes.value() == 3


@pytest.mark.parametrize(
    "text",
    [
        'O\'Brien; DROP TABLE inquiry;-- "citat" ’ ” % _ *',
        "a\u202eb\u2066c\u200d\u00a0d",
        "NEAR(a b) AND NOT {x} ^ -fts",
        "rad ett\nrad två\n\n  indrag\ttabb",
        "å ä ö Å Ä Ö é 日本 😀",
    ],
)
def test_odd_texts_are_stored_literally(page, rig, text):
    page.note.insertPlainText(text)
    to_whose(page)
    keys("3")
    assert [each.note for each in saved(rig)] == [text]


def test_nul_is_stored_literally_or_refused_and_never_lost(page, rig):
    page.note.insertPlainText("före\0efter")
    typed = page.note.value()
    to_whose(page)
    keys("3")
    if kept := saved(rig):
        assert kept[0].note == typed
    else:
        assert page.note.value() == typed
        assert page.notice.isVisible()


@pytest.mark.qt_log_ignore(r"raise\(\)", extend=True)  # the offscreen platform, of a tool tip
@pytest.mark.parametrize("text", ["x" * 10_000_000, ("ord " * 20 + "\n") * 125_000])
def test_ten_megabytes_are_refused_with_a_sentence_and_what_was_typed_stays(page, qtbot, text):
    keys("kvar")
    pasted = QMimeData()
    pasted.setText(text)
    with qtbot.waitSignal(page.note.refused) as said:
        page.note.insertFromMimeData(pasted)
    assert said.args == [TOO_MUCH]
    assert page.note.value() == "kvar"


def test_a_text_that_is_too_long_is_refused_at_saving_and_stays(page, rig):
    text = ("ord " * 20 + "\n") * (LONGEST_NOTE // 80)
    page.note.set_text(text)
    answer(page, channel=Channel.PHONE, outcome=InquiryOutcome.ADVICE_GIVEN)
    page.save()
    assert saved(rig) == []
    assert "för lång" in page.notice.text()
    assert f"{LONGEST_NOTE:,}".replace(",", "\u00a0") in page.notice.text()
    assert page.note.value() == text


def test_two_presses_are_one_record(page, rig):
    to_whose(page)
    page.saving._begin()
    keys("3")
    assert saved(rig) == []
    page.saving.end()
    keys("3")
    page.saving._statistics()
    assert len(saved(rig)) == 1


def test_a_refusal_of_the_flow_keeps_the_text_and_says_why(page, rig, monkeypatch):
    from kvinnobyran.domain.trouble import Trouble

    def refuse(*_, **__):
        raise Trouble

    to_whose(page)
    page.note.insertPlainText("Viktigt")
    monkeypatch.setattr(inquiries, "keep_as_statistics", refuse)
    keys("3")
    assert page.note.value() == "Viktigt"
    assert page.notice.isVisible()
    assert rig.went.way == []
    monkeypatch.undo()
    keys("3")
    assert len(saved(rig)) == 1


def test_a_contact_is_joined_to_a_case_by_its_code(page, rig):
    _, other = registered(rig, name=("Tuva", "Ekdahl"))
    person, case = registered(rig)
    to_whose(page)
    keys("1")
    keys(case.code[-6:])
    key(Qt.Key.Key_Return)
    (inquiry,) = saved(rig)
    assert (inquiry.case_id, inquiry.person_id) == (case.id, person.id)
    assert other.id != case.id
    assert rig.went.way == [("back", "")]


def test_a_new_case_with_alias_and_a_phone_that_is_not_confirmed(page, rig):
    answer(page, approximate_age=30)
    to_whose(page)
    keys("2")
    form = page.sides.whose.opening.form
    assert form.editor("birth").draft() == "ca 30"
    keys("2")
    key(Qt.Key.Key_Tab)
    assert form.editor("alias").as_widget().hasFocus()
    keys("Ylva S")
    key(Qt.Key.Key_Tab)
    keys("070-000 00 00")
    key(Qt.Key.Key_Return, CONTROL)
    (inquiry,) = saved(rig)
    case = rig.database.get(Case, inquiry.case_id)
    person = rig.database.get(Person, inquiry.person_id)
    assert case.code == "KB-27-001"
    assert case.documentation is Documentation.FULL
    assert (person.identity, person.alias, person.first_name) == (Identity.ALIAS, "Ylva S", "")
    (way,) = contact_ways(rig.database, person.id)
    assert (way.value, way.safety) == ("070-000 00 00", ContactSafety.NOT_CONFIRMED)
    assert rig.went.way == [("case", case.id)]
    undo(rig.database, user=rig.desk.user, now=rig.clock.now)
    assert saved(rig) == []
    assert rig.database.value("SELECT count(*) FROM person") == 0


def test_a_known_person_without_a_name_is_told_so_beside_the_field(page, rig):
    to_whose(page)
    keys("2")
    keys("1")
    key(Qt.Key.Key_Return, CONTROL)
    assert page.sides.whose.opening.form.summary.isVisible()
    assert saved(rig) == []
    keys("")
    page.sides.whose.opening.form.editor("first_name").set_value("Rakel")
    page.save()
    assert len(saved(rig)) == 1


def similar(page, rig):
    to_whose(page)
    keys("2")
    keys("1")
    key(Qt.Key.Key_Tab)
    keys("Emina")
    page.sides._similar.ask_now()
    (row,) = page.sides._similar.card.rows
    return row


def test_similar_persons_are_shown_by_code_and_why_and_without_a_name(page, rig):
    _, case = registered(rig)
    row = similar(page, rig)
    assert row.line.text == case.code
    assert row.line.detail == "Liknande namn"
    assert "Emina" not in row.accessibleName()


def test_a_similar_person_with_an_open_case_gets_the_contact_there(page, rig):
    _, case = registered(rig)
    row = similar(page, rig)
    row.setFocus()
    key(Qt.Key.Key_Return)
    opening = page.sides.whose.opening
    assert case.code in opening.about.text()
    assert not page.sides.whose.save.isVisible()
    assert focused() is opening.about._button
    key(Qt.Key.Key_Space)
    (inquiry,) = saved(rig)
    assert inquiry.case_id == case.id
    assert rig.database.value("SELECT count(*) FROM support_case") == 1


def test_a_woman_who_returns_gets_a_new_case_linked_to_her_old_one(page, rig):
    person, old = registered(rig, closed=True, phone="0700000001")
    row = similar(page, rig)
    row.setFocus()
    key(Qt.Key.Key_Return)
    form = page.sides.whose.opening.form
    assert form.editor("earlier").as_widget().isAncestorOf(focused())
    keys("1")
    form.editor("phone").set_value("070-000 00 01")
    key(Qt.Key.Key_Return, CONTROL)
    (inquiry,) = saved(rig)
    case = rig.database.get(Case, inquiry.case_id)
    assert case.earlier_case_id == old.id
    assert case.state is CaseState.ASSESSMENT
    assert case.states_earlier_contact is Answer.YES
    assert inquiry.person_id == person.id
    assert rig.database.value("SELECT count(*) FROM person") == 1
    assert len(contact_ways(rig.database, person.id)) == 1


def test_joining_a_closed_case_opens_a_linked_one_instead(page, rig):
    _, old = registered(rig, closed=True)
    to_whose(page)
    keys("1")
    key(Qt.Key.Key_Return)
    assert old.code in page.sides.whose.opening.about.text()
    key(Qt.Key.Key_Return, CONTROL)
    (inquiry,) = saved(rig)
    assert rig.database.get(Case, inquiry.case_id).earlier_case_id == old.id


def test_a_half_filled_new_case_survives_in_the_draft(page, rig, qtbot):
    to_whose(page)
    keys("2")
    keys("1")
    key(Qt.Key.Key_Tab)
    keys("Rakel")
    page.keeper.flush()
    again = CapturePage(rig.desk, rig.went, draft=page.inquiry.id)
    qtbot.addWidget(again)
    assert again.sides.whose.opening.form.values()["first_name"] == "Rakel"
    assert again.sides.whose.opening.opening(again.record()).person.id == (
        page.sides.whose.opening.opening(page.record()).person.id
    )


def test_who_could_not_be_reached_is_taken_up_again(rig, qtbot):
    first = Inquiry(
        id=new_id(),
        received_on=dt.date(2027, 2, 8),
        channel=Channel.PHONE,
        outcome=InquiryOutcome.NOT_REACHED,
        children=12,
        note="Inget svar.",
    )
    inquiries.keep_as_statistics(rig.work, first)
    page = CapturePage(rig.desk, rig.went, inquiry_id=first.id)
    qtbot.addWidget(page)
    assert page.note.value() == "Inget svar."
    assert page.clock.since is None
    page.take_up_again()
    assert page.inquiry.state is InquiryState.IN_CONTACT
    answer(page, outcome=InquiryOutcome.ADVICE_GIVEN)
    page.save()
    page.saving._statistics()
    (after,) = saved(rig)
    assert after.outcome is InquiryOutcome.ADVICE_GIVEN
    assert after.state is InquiryState.CLOSED
    assert after.children == 12
