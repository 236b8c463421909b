"""Scenarios 9, 10, 12, 13 and 26 in the window itself, played by keys alone.

What guardians answer comes from the flows: the consent panel has tests of its own.
"""

import datetime as dt

import pytest
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QWidget

from kvinnobyran.domain.concern import ConcernChild, ConcernReport
from kvinnobyran.domain.consent import ConsentPurpose, ConsentState
from kvinnobyran.domain.document import Document
from kvinnobyran.domain.grounds import Decision, DecisionKind
from kvinnobyran.domain.ids import new_id
from kvinnobyran.domain.note import NoteState
from kvinnobyran.domain.person import Person
from kvinnobyran.domain.relation import MayContact
from kvinnobyran.domain.session import SessionAttendance
from kvinnobyran.domain.trappan import ProgrammeState, TrappanStep
from kvinnobyran.domain.trappan_session import TrappanSession
from kvinnobyran.flows import consents, decisions, trappan
from kvinnobyran.store import merges, search
from kvinnobyran.store import trappan as stored
from kvinnobyran.store.dossier import dossier
from kvinnobyran.store.own_view import hers
from kvinnobyran.store.today import due, needs_attention
from kvinnobyran.ui.case import parts
from kvinnobyran.ui.case.trappan import notes as drawing_sheets
from kvinnobyran.ui.case.trappan.stepper import Stepper
from kvinnobyran.ui.kit import style
from kvinnobyran.ui.kit.style import Theme
from kvinnobyran.ui.window.frame import MainWindow
from kvinnobyran.ui.window.office import Office as Place
from tests.flows.conftest import Office
from tests.flows.trappan_kit import (
    Family,
    a_child,
    a_family,
    answers,
    held,
    in_custody,
    may_contact,
    offered,
    planned,
    running,
)
from tests.story.hand import MOST_TABS, Hand, LostError
from tests.ui.kit.walk import interface
from tests.ui.rig import ZONE, Rig
from tests.ui.window.conftest import active, taken_down

S = ProgrammeState
PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 40


class Play:
    """The window, hands on its keyboard, and the same register for what others answer."""

    def __init__(self, rig: Rig, window: MainWindow) -> None:
        self.rig = rig
        self.window = window
        self.hand = Hand()

    @property
    def office(self) -> Office:
        return Office(self.rig.database, "Greta", self.rig.clock.now)

    def on(self, day: str, at: str = "10:15") -> None:
        self.rig.clock.now = dt.datetime.fromisoformat(f"{day}T{at}:00").replace(tzinfo=ZONE)

    def children(self, case_id: str) -> None:
        """Come to the tab Barn anew, as it stands now."""
        self.window.go("today")
        self.window.open_case(case_id, tab="children")
        self.page.refresh()
        QApplication.processEvents()

    @property
    def page(self):
        return self.window.visits.page

    def act(self, button: str) -> None:
        """Go to a button with Tab and press it."""
        self.hand.tab_to(button)
        self.hand.key("Enter")

    def choose(self, child: str) -> None:
        """Choose a child in the list: Tab to it, the arrow down to the child, Enter."""
        for _ in range(MOST_TABS):
            if self.hand.here().startswith(child):
                self.hand.key("Enter")
                return
            self.hand.key("Ner" if " år, " in self.hand.here() else "Tab")
        raise LostError(self.hand.here())

    def stepper(self, child: str) -> Stepper:
        """Return the steps of a child as they are shown now."""
        shown = (each for each in self.page.findChildren(Stepper) if each.isVisible())
        return next(each for each in shown if child in each.accessibleName())

    def programme(self, child: Person):
        return stored.programmes_of(self.rig.database, child.id)[0]


@pytest.fixture
def play(qapp, qtbot, tmp_path):
    style.apply(qapp, Theme.LIGHT, 100)
    QAccessible.setActive(True)
    rig = Rig(tmp_path, dt.datetime(2027, 3, 17, 14, 0, tzinfo=ZONE))
    window = MainWindow(rig.desk, Place())
    qtbot.addWidget(window)
    window.resize(1366, 768)
    window.show()
    active(window, qtbot)
    yield Play(rig, window)
    taken_down(window, qtbot)
    rig.close()


def test_scenarios_9_and_10_too_young_then_refused_then_decided(play):
    hand = play.hand
    play.on("2027-03-19")
    family = a_family(play.office, "2023-03-20")
    may_contact(play.office, family, MayContact.VIA_SOCIAL_SERVICES)
    # 9: the day before the birthday is refused, and the sentence gives the day.
    play.children(family.case.id)
    hand.read("Barnet fyller 4 år 2027-03-20. Trappan kan börja då.")
    play.act("Erbjud Trappan: Vidar")
    hand.fill("Planerad start", "2027-03-19")
    hand.key("Ctrl+Enter")
    hand.read("Barnet fyller 4 år lördag 20 mars 2027. Trappan kan börja då.")
    hand.fill("Planerad start", "2027-03-20")
    hand.key("Ctrl+Enter")
    play.act("Skriv in föräldrasamtalet: Vidar")
    hand.key("Ctrl+Enter")
    play.act("Gör trygghetskontrollen: Vidar")
    hand.choose("Har våldet upphört", "1")
    hand.key("Ctrl+Enter")
    play.act("Börja inhämta samtycke: Vidar")
    assert play.programme(family.child).state is S.SOUGHT
    # 10: she says yes, the father no; it cannot start, and nothing is ever asked of him here.
    answers(play.office, family.case, family.child, family.mother)
    refusal = answers(
        play.office, family.case, family.child, family.father.id, ConsentState.REFUSED
    )
    play.children(family.case.id)
    hand.read("Kan ej starta")
    hand.read("Det finns ingen grund att starta på än.")
    decisions.save_decision(
        play.office.work,
        Decision(
            id=new_id(),
            child_id=family.child.id,
            kind=DecisionKind.BOARD_FOR_ONE,
            reference="påhittad 2027-88",
            valid_from=play.office.work.today,
        ),
    )
    assert play.rig.database.get(type(refusal), refusal.id) == refusal, "history keeps the refusal"
    play.children(family.case.id)
    hand.read("Klar att starta")
    play.act("Starta Trappan: Vidar")
    hand.key("Ctrl+Enter")
    hand.read("Barnet fyller 4 år lördag 20 mars 2027. Trappan kan börja då.")
    hand.key("Esc")
    play.on("2027-03-20")
    play.children(family.case.id)
    play.act("Starta Trappan: Vidar")
    hand.fill("Första steget börjar", "2027-03-20")
    hand.key("Ctrl+Enter")
    started = play.programme(family.child)
    assert (started.state, started.started_on) == (S.CONTACT, dt.date(2027, 3, 20))


def twins(play) -> tuple[Family, Person, list]:
    """Return a family with twins whose Trappan began today on four consents."""
    office = play.office
    family = a_family(office, "2020-02-02")
    olle = a_child(office, family.case, "2020-02-02", "Olle")
    in_custody(office, family.case, olle, family.father)
    both = [running(office, family), running(office, Family(family.case, olle, family.father))]
    return family, olle, both


def is_nowhere_else(play, case_id: str, told: str) -> None:
    """Hold that what a child told is found by no search and is in no timeline or own view (T9)."""
    found = dossier(play.rig.database, case_id)
    assert found is not None
    said = " ".join(f"{each.what} {each.state}" for each in parts.moments(found))
    mothers = hers(found)
    assert search.search(play.rig.database, told) == []
    assert told not in said
    assert "Dokument" not in said
    assert not any(mothers.of(kind) for kind in (ConcernReport, Document, TrappanSession))


def test_scenarios_13_and_26_twins_one_talk_two_files_and_a_concern(play, tmp_path, monkeypatch):
    hand, database = play.hand, play.rig.database
    family, olle, _ = twins(play)
    play.children(family.case.id)
    play.choose("Vidar, 7 år")
    play.act("Nytt samtal: Vidar")
    hand.arrive("Blev det av?")
    hand.choose("Vilka barn", "2")
    hand.key("Ctrl+Enter")
    # T8: the talk cannot be closed before each of them has had its check.
    hand.read("Gör orosbedömningen för dem innan samtalet avslutas.")
    hand.choose("Orosbedömning: Vidar", "1")
    hand.choose("Orosbedömning: Olle", "2")
    hand.key("Ctrl+Enter")
    assert database.value("SELECT count(*) FROM trappan_session") == 1
    assert database.value("SELECT count(*) FROM trappan_attendance") == 2
    # 26: the report is open the same day and is about the one it is for.
    report = database.one(ConcernReport, "SELECT * FROM concern_report")
    assert report.arose_on == play.office.work.today
    about = database.all(ConcernChild, "SELECT * FROM concern_child")
    assert [each.person_id for each in about] == [olle.id]
    hand.read("Avgör oron")
    # 13: what Vidar told and drew is in his file and in no other place.
    picture = tmp_path / "teckning av Vidar.png"
    picture.write_bytes(PNG)
    monkeypatch.setattr(drawing_sheets, "ask_files", lambda *_: (picture,))
    play.children(family.case.id)
    play.choose("Vidar, 7 år")
    play.act("Barnets akt: Vidar")
    hand.read("Barnets akt: Vidar, 7 år")
    play.act("Ny anteckning")
    hand.arrive("Anteckning")
    hand.type("Ritade huset med den röda dörren")
    hand.key("Ctrl+Enter")
    play.act("Lägg till teckning")
    hand.arrive("Vad barnet säger om den")
    hand.type("Hunden som vaktar")
    hand.key("Ctrl+Enter")
    written = stored.notes_of(database, family.child.id)
    assert {note.state for note in written} == {NoteState.SIGNED, NoteState.DRAFT}
    assert stored.notes_of(database, olle.id) == []
    drawing = database.one(Document, "SELECT * FROM document")
    assert "Vidar" not in drawing.name
    is_nowhere_else(play, family.case.id, "dörren")
    assert merges.candidates(database, olle.id) == []
    # Nobody but the child may read it; the father or mother never.
    play.act("Någon vill läsa akten")
    hand.arrive("Vem vill läsa?: Barnet självt")
    hand.key("Höger", "Mellanslag", "Ctrl+Enter")
    hand.read("Det barnet har berättat är barnets.")


def test_scenario_12_a_consent_is_taken_back_in_the_middle(play):
    hand, database, office = play.hand, play.rig.database, play.office
    family = a_family(office, "2020-02-02")
    programme = running(office, family)
    for number in range(4):
        if number == 2:
            trappan.take_step(
                play.office.work, programme, TrappanStep.RECONSTRUCTION, play.office.work.today
            )
        step = TrappanStep.CONTACT if number < 2 else TrappanStep.RECONSTRUCTION
        held(play.office, planned(play.office, [programme], play.office.work.today, step))
        play.rig.clock.on(days=6)
    play.on("2027-04-10")
    coming = [
        planned(
            play.office, [programme], dt.date(2027, 4, day), TrappanStep.RECONSTRUCTION,
            dt.time(13),
        )
        for day in (14, 21)
    ]  # fmt: skip
    first = dt.date(2027, 4, 14)
    assert "trappan_session" in {row.table for row in due(database, first, first)}
    play.on("2027-04-12")
    consent = next(
        each
        for each in stored.consents_about(database, family.child.id, ConsentPurpose.TRAPPAN)
        if each.given_by_id == family.mother
    )
    consents.withdraw(play.office.work, consent, reason="Ringde", by="Mamman")
    play.children(family.case.id)
    hand.read("Pausad. Samtycket är återkallat eller har upphört")
    stepper = play.stepper("Vidar")
    assert stepper.steps[1].step.spoken == (
        "Steg 2 av 3, Rekonstruktion, 2 av 2 samtal hållna, pausat"
    )
    for session in coming:
        cancelled = database.get(TrappanSession, session.id)
        assert cancelled.attendance is SessionAttendance.CANCELLED_BY_US
        assert "Ringde" in cancelled.reason
    # To write the cancelled one down as held is refused, with the reason.
    play.on("2027-04-14", "15:00")
    play.page.open_record(coming[0].id)
    QApplication.processEvents()
    hand.choose("Blev det av?", "2")
    hand.choose("Kom barnet? Vidar", "1")
    hand.choose("Orosbedömning: Vidar", "1")
    hand.key("Ctrl+Enter")
    hand.read("Trappan är pausad. Inget samtal kan planeras eller genomföras.")
    hand.key("Esc")
    # The question that a withdrawal asks is the next step, and is answered.
    play.act("Svara om oro: Vidar")
    hand.choose("Orosbedömning", "1")
    hand.key("Ctrl+Enter")
    assert not any(
        row.what.startswith("Trappansamtal")
        for row in needs_attention(database, play.office.work.today)
    )
    play.children(family.case.id)
    hand.read("Det finns ingen grund att fortsätta på.")
    answers(play.office, family.case, family.child, family.mother)
    play.children(family.case.id)
    play.act("Återuppta Trappan: Vidar")
    hand.key("Ctrl+Enter")
    assert play.programme(family.child).state is S.RECONSTRUCTION


def names_below(part: QWidget) -> list[str]:
    """Return what a screen reader reads, in its order."""

    def walk(node):
        yield node.text(QAccessible.Text.Name)
        for place in range(node.childCount()):
            child = node.child(place)
            if child is not None and not child.state().invisible:
                yield from walk(child)

    return [each for each in walk(interface(part)) if each]


def test_a_screen_reader_reads_the_steps_in_order_and_the_arrows_go_between_them(play):
    office = play.office
    family = a_family(office, "2020-02-02")
    programme = running(office, family)
    held(office, planned(office, [programme], office.work.today))
    trappan.take_step(office.work, programme, TrappanStep.RECONSTRUCTION, office.work.today)
    held(office, planned(office, [programme], office.work.today, TrappanStep.RECONSTRUCTION))
    planned(office, [programme], dt.date(2027, 3, 24), TrappanStep.RECONSTRUCTION)
    offered(office, family.case, a_child(office, family.case, "2018-01-01", "Bo"))
    play.children(family.case.id)
    play.choose("Vidar, 7 år")
    stepper = play.stepper("Vidar")
    spoken = [each for each in names_below(stepper) if each.startswith("Steg")]
    assert spoken == [
        "Steg 1 av 3, Kontakt, 1 av 1 samtal hållna, klart 2027-03-17",
        "Steg 2 av 3, Rekonstruktion, 1 av 2 samtal hållna, pågår sedan 2027-03-17",
        "Steg 3 av 3, Kunskap, inga samtal än, väntar",
    ]
    hand = play.hand
    hand.tab_to("Steg 2 av 3, Rekonstruktion")
    hand.key("Höger")
    assert hand.here().startswith("Steg 3 av 3")
    hand.key("Vänster", "Vänster", "Vänster")
    assert hand.here().startswith("Steg 1 av 3")
    hand.tab_to("Öppna samtalet: Vidar")
