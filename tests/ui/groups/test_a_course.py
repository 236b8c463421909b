"""One full Circle of Security course, played on the page: a change of group, a catch-up, 8 of 8."""

import datetime as dt
from io import BytesIO

import pytest
from pypdf import PdfReader

from kvinnobyran.domain.group import GroupState, Venue
from kvinnobyran.domain.meeting import MeetingState
from kvinnobyran.domain.membership import MembershipState
from kvinnobyran.domain.missing import Answer
from kvinnobyran.store import groups as stored
from tests.ui.rig import take_paper

S = MembershipState
TUESDAY, THURSDAY = dt.date(2027, 1, 19), dt.date(2027, 1, 21)


@pytest.fixture
def printed(monkeypatch):
    """What is printed, read back."""
    papers = []
    take_paper(monkeypatch, papers)
    return papers


def plan_and_begin(hands, *names):
    """Go from a planned group to one that goes on, by its main button alone."""
    page = hands.page
    assert page.next.text() == "Planera tillfällen"
    page.next.click()
    hands.save()
    assert page.next.text() == "Öppna för intag"
    page.next.click()
    for name in names:
        hands.take_in(name, state=S.ADMITTED, exposed=Answer.YES)
    assert page.next.text() == "Starta gruppen"
    page.next.click()
    assert hands.view.group.state is GroupState.ONGOING


def row(hands, name):
    """Return whose row it is."""
    return next(each.id for each in hands.view.members if each.name == name)


def word(hands, name, column):
    """Return what a screen reader says of a cell."""
    assert hands.matrix.go(row(hands, name), hands.view.meetings[column].id)
    return hands.matrix.words()


def test_a_whole_course_with_a_change_of_group_and_a_catch_up(hands, printed):  # noqa: PLR0915 - one story
    hands.new_group("Trygghetscirkeln", starts_on=TUESDAY, weekday=1, starts_at=dt.time(13))
    plan_and_begin(hands, "Ronja", "Tuva")
    tuesday = hands.view.group.id
    assert [each.chapter for each in hands.view.meetings] == list(range(1, 9))
    hands.new_group(
        "Trygghetscirkeln",
        name="BVC Påhittet",
        starts_on=THURSDAY,
        weekday=3,
        venue=Venue.BVC,
        place="BVC Påhittet",
    )
    plan_and_begin(hands, "Emina")
    thursday = hands.view.group.id

    # Four chapters on Tuesdays, by arrows and space alone. Tuva calls off the third.
    hands.group(tuesday)
    for week in range(4):
        day = TUESDAY + dt.timedelta(weeks=week)
        hands.on(day)
        hands.matrix.go(row(hands, "Ronja"), hands.view.meetings[week].id)
        hands.press("Mellanslag", "Ner", "Mellanslag")
        if week == 2:
            hands.press("Mellanslag")
        assert hands.view.meetings[week].state is MeetingState.HELD
    assert word(hands, "Ronja", 3) == "Ronja, kapitel 4, närvarande"
    assert word(hands, "Tuva", 2) == "Tuva, kapitel 3, anmäld frånvaro"
    assert [each.aside for each in hands.matrix.cells.rows] == ["4 av 8", "3 av 8"]

    # Ronja goes on with the Thursdays; her four chapters come along.
    hands.page.show_tab("people")
    hands.page.people.table.choose(row(hands, "Ronja"))
    hands.page.people.move_.click()
    hands.fill(group_id=thursday, on=dt.date(2027, 2, 15))
    hands.save()
    moved = next(each for each in hands.view.members if each.name == "Ronja")
    assert moved.membership.state is S.MOVED
    hands.group(thursday)
    ronja = next(each for each in hands.view.members if each.name == "Ronja")
    assert ronja.membership.moved_from_id == moved.id
    assert word(hands, "Ronja", 0) == "Ronja, kapitel 1, tagen i en annan grupp"

    # She misses the fifth, and takes the rest.
    for week in range(8):
        hands.on(THURSDAY + dt.timedelta(weeks=week), "16:00")
        if week < 4:
            hands.matrix.go(row(hands, "Emina"), hands.view.meetings[week].id)
            hands.press("Mellanslag")
            continue
        hands.matrix.go(row(hands, "Ronja"), hands.view.meetings[week].id)
        if week == 4:
            hands.press("Mellanslag", "Mellanslag", "Mellanslag")
            assert hands.matrix.words() == "Ronja, kapitel 5, uteblev"
        hands.press("Skift+Mellanslag")
    assert word(hands, "Emina", 7) == "Emina, kapitel 8, närvarande"
    assert [line.line.text for line in hands.page.matrix.gaps.rows] == [
        "1 saknar kapitel 5: enskilt eller i en annan grupp?"
    ]
    hands.page.show_tab("people")
    hands.page.people.table.choose(row(hands, "Ronja"))
    hands.page.people.complete.click()
    said = hands.rig.went.toasts[-1][0]
    assert said == "Fullföljt är bara den som tagit alla 8 kapitel. Kvar: 5."

    # The chapter that is missing, individually, and then all eight.
    hands.page.matrix.gaps.rows[0].opened.emit()
    hands.fill(state=MeetingState.HELD)
    hands.save()
    assert not hands.page.matrix.gaps.rows
    assert [each.aside for each in hands.matrix.cells.rows] == ["8 av 8", "8 av 8"]
    rows = stored.chapters_had(hands.rig.database, thursday)[ronja.id]
    assert [each.chapter for each in rows if each.alone] == [5]
    assert hands.page.next.text() == "Avsluta gruppen"
    hands.page.next.click()
    assert {each.membership.state for each in hands.view.members} == {S.COMPLETED}

    # Her statement, without a word of where or why.
    hands.page.people.table.choose(row(hands, "Ronja"))
    hands.page.people.statement.click()
    hands.fill(name="Ronja Påhittad", sender=False)
    hands.save()
    (paper,) = PdfReader(BytesIO(printed[0])).pages
    words = paper.extract_text()
    assert "Ronja Påhittad" in words
    assert "Hela kursen, 8 kapitel" in words
    for never in ("Kvinnobyrån", "Stadsmissionen", "BVC", "våld"):
        assert never not in words

    # Tuva's group still knows what she misses; an evaluation is counts.
    hands.group(tuesday)
    assert "saknar kapitel 3" in hands.page.matrix.gaps.rows[0].line.text
    hands.page.show_tab("about")
    hands.page.about.evaluate.click()
    hands.fill(good=3, partly=1, none=0, words="Ronja var bra")
    hands.sheet.save()
    assert any("namn på en deltagare" in each for each in hands.told())
    hands.fill(words="Filmerna hjälpte")
    hands.save()
    assert hands.view.evaluations[0].good == 3
