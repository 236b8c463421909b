import json
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from kvinnobyran.domain.codes import Code
from kvinnobyran.domain.faults import Fault, Severity, stopp, varna
from kvinnobyran.ui.kit.buttons import Button
from kvinnobyran.ui.kit.chips import Chips
from kvinnobyran.ui.kit.dates import NO_DATE, DateEdit
from kvinnobyran.ui.kit.editors import CodeBox, LineEdit, TextEdit
from kvinnobyran.ui.kit.fields import RowBox
from kvinnobyran.ui.kit.form import Field, Form, Row, Section
from kvinnobyran.ui.kit.plain import PlainLine

from .walk import activate, name, nameless


def line_of(form: Form) -> PlainLine:
    day = form.editor("day")
    assert isinstance(day, DateEdit)
    return day.line


TODAY = date(2026, 11, 22)


class Way(Code):
    PHONE = "phone", "Telefon"
    MAIL = "mail", "Mejl"


@pytest.fixture
def form() -> Form:
    made = Form(
        [
            Section("Förfrågan", "Inget är obligatoriskt."),
            Row(Field("day", "Datum", DateEdit(today=TODAY)), Field("from", "Från", CodeBox(Way))),
            Field("alias", "Alias", LineEdit(), "Hellre alias än namn."),
            Field("way", "Kanal", Chips(Way)),
            Field("said", "Vad hon säger", TextEdit()),
        ]
    )
    activate(made)
    return made


VALUES = {"day": TODAY, "from": Way.MAIL, "alias": "Ylva", "way": Way.PHONE, "said": "Å\nÄ"}


def test_values_are_what_was_filled_in(form: Form, qtbot):
    with qtbot.assertNotEmitted(form.changed):
        form.fill(VALUES)
    assert form.values() == VALUES
    assert not form.dirty
    form.fill({"alias": "Vera", "unknown": 1})
    assert form.values() == VALUES | {"alias": "Vera"}


def test_a_person_changes_it(form: Form, qtbot):
    form.fill(VALUES)
    with qtbot.waitSignal(form.changed, timeout=200):
        QTest.keyClicks(form.editor("alias").as_widget(), "x")
    assert form.dirty
    assert form.values()["alias"] == "Ylvax"


def test_it_is_quiet_until_save(form: Form):
    QTest.keyClicks(line_of(form), "nonsens")
    assert form.summary.isHidden()
    assert not any(box.lines for box in form._boxes.values())
    assert not form.check()
    assert not form.summary.isHidden()
    assert [line.fault.sentence for line in form._boxes["day"].lines] == [NO_DATE]
    form.fill({"day": TODAY})
    assert form.check()
    assert form.summary.isHidden()


FAULTS = (
    stopp("day", "Datumet ligger efter i dag.", "I1"),
    varna("alias", "En liknande person finns redan.", "I4"),
    Fault(field="", severity=Severity.STOPP, sentence="Ärendet är avslutat.", source="I5"),
    Fault(
        field="way", severity=Severity.PAMINN, sentence="Kanal behövs i statistiken.", source="I2"
    ),
)


def test_every_fault_is_beside_its_field_and_in_the_summary(form: Form):
    form.show_faults(FAULTS)
    assert [line.fault for line in form._boxes["day"].lines] == [FAULTS[0]]
    assert [line.fault for line in form._boxes["alias"].lines] == [FAULTS[1]]
    assert form.summary.hasFocus()
    said = form.summary.accessibleName()
    assert "2 saker behöver rättas" in said
    assert "Ärendet är avslutat" in said
    links = [link.button.accessibleName() for link in form._links]
    assert links == [
        "Gå till Datum: Datumet ligger efter i dag.",
        "Gå till Alias: En liknande person finns redan.",
        "Gå till Kanal: Kanal behövs i statistiken.",
    ]
    assert nameless(form) == []


def test_a_link_leads_to_its_field(form: Form):
    form.show_faults(FAULTS)
    form._links[0].button.click()
    assert line_of(form).hasFocus()


def test_a_reason_is_given_in_place_and_stays(form: Form, qtbot):
    form.show_faults(FAULTS[:2])
    assert form._boxes["day"].lines[0].reason is None, "a stop takes no reason"
    assert form.reasons() == {}
    reason = form._boxes["alias"].lines[0].reason
    assert reason is not None
    with qtbot.waitSignal(form.changed, timeout=200):
        QTest.keyClicks(reason, " Hon sa sjalv ")
    assert form.reasons() == {"alias": "Hon sa sjalv"}
    form.show_faults(FAULTS[1:2])
    assert form.reasons() == {"alias": "Hon sa sjalv"}, "asking again keeps the reason"
    form.clear_faults()
    assert form.reasons() == {}


@pytest.mark.parametrize(
    ("faults", "heading"),
    [
        (FAULTS[:1], "En sak behöver rättas innan det går att spara."),
        (
            FAULTS[:2],
            "En sak behöver rättas innan det går att spara. 1 till kan sparas med ett skäl.",
        ),
        (FAULTS[1:2], "Se över en sak, eller skriv ett skäl för att spara ändå."),
        (FAULTS[3:], "Kom ihåg"),
    ],
)
def test_the_summary_says_what_to_do(form: Form, faults, heading: str):
    form.show_faults(faults)
    assert form.summary._heading.text() == heading


def test_a_fault_is_heard_at_its_field(form: Form):
    form.show_faults(FAULTS)
    alias = form.editor("alias").as_widget()
    assert alias.accessibleDescription() == "En liknande person finns redan. Hellre alias än namn."
    assert alias.property("fault") == "varna"
    form.clear_faults()
    assert alias.accessibleDescription() == "Hellre alias än namn."
    assert not alias.property("fault")


def test_everything_has_a_name_and_a_box_is_not_called_by_its_value(form: Form):
    form.fill(VALUES)
    assert nameless(form) == []
    assert name(form.editor("from").as_widget()) == "Från"


def test_a_draft_brings_back_what_was_typed_and_the_cursor(form: Form):
    form.fill(VALUES)
    form.editor("day").restore("v. 4")
    form.focus_field("said")
    form.editor("said").set_caret(2)
    kept = json.loads(json.dumps(form.draft()))
    form.fill(dict.fromkeys(VALUES))
    form.focus_field("alias")
    form.restore(kept)
    assert form.draft() == kept
    assert form.editor("said").as_widget().hasFocus()
    assert form.editor("said").caret() == 2
    assert form.dirty


def test_a_draft_brings_back_what_was_said_and_the_reasons_given(form: Form):
    said = (stopp("day", "Ligger i framtiden.", "G7"), varna("alias", "Finns redan.", "I2"))
    form.fill(VALUES)
    form.show_faults(said)
    reason = form._boxes["alias"].lines[0].reason
    assert reason is not None
    reason.set_value("Hon sa själv")
    kept = json.loads(json.dumps(form.draft()))
    form.fill(VALUES)
    assert form.reasons() == {}
    form.restore(kept)
    assert form.reasons() == {"alias": "Hon sa själv"}
    assert [line.fault for line in form._boxes["day"].lines] == [said[0]]
    form.show_faults(said)
    assert form.reasons() == {"alias": "Hon sa själv"}, "asked again, the reason still stands"


def test_an_old_draft_with_another_form_is_no_trouble(form: Form):
    form.restore({"typed": {"gone": 1, "alias": "Ylva"}, "field": "gone", "cursor": 3})
    assert form.values()["alias"] == "Ylva"
    form.restore({})


def test_a_hidden_field_is_not_asked(form: Form):
    form.editor("day").restore("nonsens")
    form.show_field("day", shown=False)
    assert form.check()
    form.focus_first()
    assert form.draft()["field"] == "from"


def test_tab_visits_every_field_once_and_comes_back(form: Form):
    form.focus_first()
    first = form.window().focusWidget()
    seen = []
    for _ in range(20):
        seen.append(form.window().focusWidget())
        QTest.keyClick(form.window().focusWidget(), Qt.Key.Key_Tab)
        if form.window().focusWidget() is first:
            break
    assert len(seen) == len(set(seen)) == 5


def test_fields_go_below_one_another_when_it_is_narrow(form: Form):
    row = form.findChild(RowBox)
    assert row is not None
    row.resize(900, row.height())
    wide = row._box.direction()
    row.resize(row.minimumSizeHint().width(), row.height())
    assert row._box.direction() != wide


def test_5_18_a_rule_says_what_it_rests_on_when_one_asks(qtbot):
    form = Form([Field("what", "Vad", LineEdit())])
    qtbot.addWidget(form)
    form.show_faults([stopp("what", "Skriv något.", "domain.md T8")])
    (line,) = form._boxes["what"].lines
    assert line.basis.isHidden()
    why = next(each for each in line.findChildren(Button) if each.text() == "Varför?")
    assert why.accessibleName() == "Varför? Skriv något."
    why.click()
    assert not line.basis.isHidden()
    assert "Grund: SoL" in line.basis.text()
    form.show_faults([stopp("what", "Det går inte att läsa.", "ui: unreadable")])
    (line,) = form._boxes["what"].lines
    assert line.findChildren(Button) == []


def test_a_row_of_which_nothing_is_shown_takes_no_room() -> None:
    made = Form([Field("a", "Ett", LineEdit()), Row(Field("b", "Två", LineEdit(), "Hjälp"))])
    activate(made)
    row = made.findChild(RowBox)
    assert row is not None
    full = made.sizeHint().height()
    made.show_field("b", shown=False)
    assert row.isHidden()
    assert made.sizeHint().height() < full
    made.show_field("b", shown=True)
    assert row.isVisible()
    assert made.sizeHint().height() == full


def test_fields_in_a_row_stand_in_line_whoever_has_help() -> None:
    made = Form([Row(Field("a", "Ett", LineEdit()), Field("b", "Två", LineEdit(), "Hjälp"))])
    made.resize(800, 200)
    activate(made)
    one, two = (made.editor(each).as_widget() for each in "ab")
    assert one.mapTo(made, one.rect().topLeft()).y() == two.mapTo(made, two.rect().topLeft()).y()
