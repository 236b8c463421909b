"""Scenario 3, a woman who is referred on, and scenario 7, one who comes back after three years."""

import datetime as dt
from dataclasses import replace

import pytest

from kvinnobyran.domain.assessment import AssessmentCall, AssessmentOutcome, AssessmentState
from kvinnobyran.domain.case import Case, CaseState, CloseReason
from kvinnobyran.domain.concern import ConcernCheck
from kvinnobyran.domain.ids import new_id
from kvinnobyran.domain.inquiry import Channel, Inquiry, InquiryOutcome, Sought
from kvinnobyran.domain.intervention import Intervention, InterventionState, Purpose
from kvinnobyran.domain.kinds import KINDS
from kvinnobyran.domain.missing import Answer
from kvinnobyran.domain.organisation import AuthorityKind, Organisation
from kvinnobyran.domain.person import Identity, Person
from kvinnobyran.domain.retention import RetentionClass
from kvinnobyran.domain.returning import Holds, Topic
from kvinnobyran.domain.session import CounsellingSession, SessionAttendance
from kvinnobyran.flows import cases, interventions, sessions
from kvinnobyran.flows.inquiries import open_case
from kvinnobyran.flows.organisations import save_organisation
from kvinnobyran.flows.protection import read_protected
from kvinnobyran.statistics.counting import build_report
from kvinnobyran.statistics.period import Period
from kvinnobyran.statistics.tables import Audience
from kvinnobyran.store.access_log import log_lines
from kvinnobyran.store.authorities import still_holds
from kvinnobyran.store.retention import kept
from kvinnobyran.ui.case.returning import TITLE
from kvinnobyran.ui.kit.buttons import Button
from kvinnobyran.ui.kit.card import Card
from kvinnobyran.ui.kit.label import Label
from kvinnobyran.ui.window.frame import MainWindow
from kvinnobyran.ui.window.office import Office
from tests.ui.rig import ZONE, Rig


class Play(Rig):
    """An office with its window, whose days pass."""

    def __init__(self, folder, now):
        super().__init__(folder, now)
        self.window = MainWindow(self.desk, Office())
        self.window.may_close = True
        self.window.resize(1366, 768)
        self.window.show()

    def first_contact(self, person, **more):
        inquiry = Inquiry(
            id=new_id(),
            received_on=self.desk.today,
            channel=Channel.PHONE,
            outcome=InquiryOutcome.ASSESSMENT_BOOKED,
        )
        wishes = Case(id=new_id(), code="", person_id=person.id, opened_on=self.desk.today, **more)
        return open_case(self.work, inquiry, person, case=wishes)[1]

    @property
    def page(self):
        return self.window.visits.page

    def enter(self, **values):
        form = self.page._sheet.form
        for name, value in values.items():
            form.editor(name).set_value(value)
            form.editor(name).edited.emit()
        self.page._sheet.save()

    def press(self, text):
        next(
            each
            for each in self.page.findChildren(Button)
            if each.text() == text and not each.isHidden()
        ).click()

    def words(self):
        """Return every word on the page."""
        said = [label.text() for label in self.page.findChildren(Label)]
        rows = [row.accessibleName() for card in self.cards().values() for row in card.rows]
        return " ".join([*said, *rows])

    def cards(self):
        return {card.accessibleName(): card for card in self.page.findChildren(Card)}

    def report(self, period):
        made = build_report(
            self.database, Period.parse(period), audience=Audience.INTERNAL, made_on=self.desk.today
        )
        return {table.id: table for table in made.tables}


def play_on(tmp_path, qtbot, day):
    play = Play(tmp_path, dt.datetime.combine(day, dt.time(10, 0), ZONE))
    qtbot.addWidget(play.window)
    return play


@pytest.fixture
def tuva(qapp, qtbot, tmp_path):
    play = play_on(tmp_path, qtbot, dt.date(2027, 3, 8))
    yield play
    play.close()


def test_scenario_3_assessed_and_referred_on(tuva):
    clinic = Organisation(
        id=new_id(), name="Påhittade mottagningen i Gävle", kind=AuthorityKind.HEALTH_CARE
    )
    save_organisation(tuva.work, clinic)
    person = Person(id=new_id(), identity=Identity.KNOWN, first_name="Tuva", last_name="Ekdahl")
    case = tuva.first_contact(person)
    tuva.window.open_case(case.id)
    tuva.press("Boka bedömningssamtal")
    tuva.enter(booked_for=dt.date(2027, 3, 8), booked_at=dt.time(13, 0))
    tuva.press("Skriv in bedömningen")
    referred_to = tuva.page._sheet.form.editor("referred_to")
    tuva.enter(
        asked=Answer.NO,
        needs=frozenset({Sought.COUNSELLING}),
        children_at_home=1,
        concern_check=ConcernCheck.NO_CONCERN,
        outcome=AssessmentOutcome.REFERRED,
    )
    assert tuva.page._sheet is not None, "referred on to nobody was saved"
    assert referred_to.offered == (clinic.name,)
    referred_to.completer().activated.emit(clinic.name)
    tuva.page._sheet.save()
    case = tuva.database.get(Case, case.id)
    assert (case.state, case.close_reason) == (CaseState.CLOSED, CloseReason.REFERRED)
    assert case.referred_to == clinic.name
    (call,) = tuva.database.all(AssessmentCall, "SELECT * FROM assessment_call")
    assert (call.state, call.outcome) == (AssessmentState.ASSESSED, AssessmentOutcome.REFERRED)
    retention = kept(tuva.database, case)
    assert retention.of_class is RetentionClass.OWN_SUPPORT
    assert "Gallras tidigast 2029-03-08. Egen stödverksamhet" in tuva.words()
    tables = tuva.report("2027-H1")
    without = tables["women_without_support"]
    assert without.cell({"assessment_outcome": "referred"}).value == 1
    assert tables["women_by_kind"].total.value == 0
    tuva.window.actions_.do("undo")
    assert tuva.database.get(Case, case.id).state is CaseState.ASSESSMENT


# --- scenario 7 -----------------------------------------------------------------------------------


@pytest.fixture
def emina(qapp, qtbot, tmp_path):
    play = play_on(tmp_path, qtbot, dt.date(2024, 1, 15))
    yield play
    play.close()


def earlier_contact(play):
    """Let Emina be here for some months in 2024, and return her closed case."""
    person = Person(id=new_id(), identity=Identity.KNOWN, first_name="Emina", last_name="Sjöö")
    case = play.first_contact(person)
    support = Intervention(
        id=new_id(),
        case_id=case.id,
        kind=KINDS[0],
        state=InterventionState.ONGOING,
        offered_on=play.desk.today,
        started_on=play.desk.today,
        purposes=frozenset({Purpose.PROCESSING}),
        urgent_motive="Krissamtal samma dag",
    )
    interventions.save_intervention(play.work, support)
    for _ in range(3):
        play.clock.on(days=30)
        session = CounsellingSession(
            id=new_id(),
            intervention_id=support.id,
            held_on=play.desk.today,
            attendance=SessionAttendance.HELD,
        )
        sessions.save_session(play.work, session)
    play.clock.now = dt.datetime(2024, 5, 20, 10, 0, tzinfo=ZONE)
    return cases.close_case(
        play.work,
        play.database.get(Case, case.id),
        closed_on=dt.date(2024, 5, 20),
        reason=CloseReason.GOALS_REACHED,
        result="Hon sover om nätterna",
        reasons={"interventions": "Klart"},
    )


def purge(play, case):
    """Take a case away as the purge will: nothing of it is left, not in the journal either."""
    with play.work.step("Gallring") as tx:
        for table, question in (
            ("task", "SELECT id FROM task"),
            ("counselling_session", "SELECT id FROM counselling_session"),
            ("intervention", "SELECT id FROM intervention"),
            ("inquiry", "SELECT id FROM inquiry"),
            ("support_case", "SELECT id FROM support_case"),
            ("person", "SELECT id FROM person"),
        ):
            for (record,) in play.database.wire.rows(question):
                tx.forget(table, record)
    assert play.database.get(Case, case.id) is None


def log_of(database):
    """Return what the log of these years says."""
    found = log_lines(
        database, dt.datetime(2020, 1, 1, tzinfo=dt.UTC), dt.datetime(2030, 1, 1, tzinfo=dt.UTC)
    )
    return [line for line in found if line.kind == "read"]


def test_scenario_7_three_years_later_nothing_old_is_left(emina):
    case = earlier_contact(emina)
    assert str(kept(emina.database, case).earliest) == "2026-05-20"
    read_protected(emina.work, lambda _: None, case.person_id, "Personnummer", "påhittad")
    (read,) = log_of(emina.database)
    assert (read.code, read.words) == (case.code, "Personnummer")
    purge(emina, case)
    # D7: that somebody read stays, who and when; of whom and what is gone with her.
    (left,) = log_of(emina.database)
    assert (left.seq, left.user, left.at) == (read.seq, read.user, read.at)
    assert (left.code, left.case_id, left.words) == ("", "", "")
    assert emina.database.verify_journal() == []
    emina.clock.now = dt.datetime(2027, 6, 1, 10, 0, tzinfo=ZONE)
    person = Person(id=new_id(), identity=Identity.KNOWN, first_name="Emina", last_name="Sjöö")
    again = emina.first_contact(person)
    assert again.earlier_case_id is None
    emina.window.open_case(again.id)
    assert TITLE not in emina.cards()
    opened = emina.report("2027-H1")["cases_opened"]
    assert opened.cell({"beginning": "first"}).value == 1
    emina.page.open_sheet("case")
    emina.enter(states_earlier_contact=Answer.YES)
    words = emina.words()
    assert "Tidigare uppgifter är gallrade" in words
    assert "återkommande" in words
    assert "sover om nätterna" not in words
    opened = emina.report("2027-H1")["cases_opened"]
    assert opened.cell({"beginning": "again"}).value == 1


def test_scenario_7_what_should_be_purged_is_not_shown_and_2024_stays_as_it_was(emina):
    case = earlier_contact(emina)
    before = emina.report("2024")
    emina.clock.now = dt.datetime(2027, 6, 1, 10, 0, tzinfo=ZONE)
    again = emina.first_contact(emina.database.get(Person, case.person_id))
    assert again.earlier_case_id == case.id
    emina.window.open_case(again.id)
    assert "3 år sedan" in emina.words()
    assert "skulle vara gallrade" in emina.words()
    assert "sover om nätterna" not in emina.words()
    assert emina.report("2024") == before


def test_the_returning_view_says_what_was_done_and_asks_what_still_holds(emina):
    case = earlier_contact(emina)
    emina.clock.now = dt.datetime(2025, 6, 1, 10, 0, tzinfo=ZONE)
    again = emina.first_contact(emina.database.get(Person, case.person_id))
    emina.window.open_case(again.id)
    (line,) = [row.line for row in emina.cards()[TITLE].rows]
    assert line.text == "1 år sedan – det här hann vi"
    assert "3 samtal" in line.detail
    assert "Mål uppnådda" in line.detail
    assert again.reason == "", "something was copied"
    emina.press("Fråga vad som gäller")
    emina.enter(**{Topic.VIOLENCE.value: Holds.NO, Topic.REACHED.value: Holds.YES})
    answers = still_holds(emina.database, again.id)
    assert {topic: each.answer for topic, each in answers.items()} == {
        Topic.VIOLENCE: Holds.NO,
        Topic.REACHED: Holds.YES,
    }
    assert "Gäller inte, 2025-06-01" in emina.words()
    closed = replace(again, state=CaseState.CLOSED)
    assert closed.earlier_case_id == case.id
