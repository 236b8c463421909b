"""Scenario 5: "Ylva S" has skyddad folkbokföring. What finds her, who read what, what goes out.

A real vault, the real window and its commands. The flat she lived in belongs to a later issue.
"""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from kvinnobyran.domain.case import Regime
from kvinnobyran.domain.ids import new_id
from kvinnobyran.domain.missing import Answer
from kvinnobyran.domain.outgoing import LetterTemplate
from kvinnobyran.domain.protection import Grade
from kvinnobyran.domain.relation import Guardian, MayContact
from kvinnobyran.domain.trouble import Refused
from kvinnobyran.flows import kin, outgoing
from kvinnobyran.flows.access_log import end_words, hold_against_chain
from kvinnobyran.store import kin as stored
from kvinnobyran.store.access_log import log_lines
from kvinnobyran.store.database import Database
from kvinnobyran.store.readings import readings
from kvinnobyran.store.shields import exported_persons
from kvinnobyran.ui.case.page import CasePage
from kvinnobyran.ui.kit.desk import Desk
from kvinnobyran.ui.kit.label import Label
from kvinnobyran.ui.kit.worker import InlineWorker
from kvinnobyran.ui.window.frame import MainWindow
from kvinnobyran.ui.window.office import Office
from kvinnobyran.ui.window.palette import Palette
from kvinnobyran.ui.window.unlocked import TITLE
from kvinnobyran.vault.kdf import FLOOR
from kvinnobyran.vault.vault import Vault
from tests.ui.rig import ZONE, Clock

GRETA, COLLEAGUE = "Greta", "Mirjam"
PHRASE = "grodan hoppar i dikets kalla vatten"
HER_NAMES = ("Ylva S", "Ylva", "Pricken", "070-174 06 11")


class Seat:
    """One counsellor at the open office, with its window."""

    def __init__(self, database, unlocked, user, clock):
        self.bugs = []
        self.desk = Desk(InlineWorker(), database, user, clock=clock)
        self.desk.confirm = unlocked.confirm
        self.desk.bug.connect(self.bugs.append)
        self.window = MainWindow(self.desk, Office(vault=unlocked))
        self.window.may_close = True
        self.window.resize(1366, 768)
        self.window.show()
        self.window.go("today")

    def search(self, text):
        """Search in the palette (Ctrl+K); return its rows as a screen reader says them."""
        self.window.actions_.do("palette")
        palette = self.window.findChildren(Palette)[-1]
        palette.line.setText(text)
        palette._search()
        spoken = [choice.spoken for choice in palette.choices]
        palette.close()
        return spoken

    def case(self, case_id):
        self.window.open_case(case_id)
        page = self.window.visits.page
        assert isinstance(page, CasePage)
        return page

    def seen(self):
        """Return every word that is shown, and what the window is called."""
        QApplication.processEvents()
        shown = [each.text() for each in self.window.findChildren(Label) if each.isVisible()] + [
            each.accessibleName() for each in self.window.findChildren(QWidget) if each.isVisible()
        ]
        return " ".join((*shown, self.window.windowTitle()))

    def leave(self):
        self.window.close()
        self.window.deleteLater()
        assert self.bugs == []


@pytest.fixture
def open_office(qapp, tmp_path):
    """Yield a way to sit down at one and the same register, one after the other."""
    vault, first, recovery = Vault.create(
        tmp_path / "vault", user=GRETA, passphrase=PHRASE, kdf=FLOOR
    )
    first.add_user(COLLEAGUE, PHRASE + " igen", cost=FLOOR)
    recovery.wipe()
    database = Database.create(vault.database_path, first.store_keys, device="a")
    clock = Clock(dt.datetime(2027, 2, 9, 10, 15, tzinfo=ZONE))

    @contextmanager
    def sit_down(user: str) -> Iterator[Seat]:
        phrase = PHRASE if user == GRETA else PHRASE + " igen"
        unlocked = Vault.open(tmp_path / "vault").unlock(user, phrase)
        seat = Seat(database, unlocked, user, clock)
        yield seat
        seat.leave()
        unlocked.wipe()

    yield sit_down, database, clock
    database.close()
    first.wipe()


def enter(page, **values):
    for name, value in values.items():
        page._sheet.form.editor(name).set_value(value)
        page._sheet.form.editor(name).edited.emit()
    page._sheet.save()


def ylva(seat):
    """Let her call, open her case, add her child and its father, and note her protection."""
    from kvinnobyran.domain.inquiry import Channel, Inquiry, InquiryOutcome
    from kvinnobyran.domain.person import ContactKind, ContactWay, Identity, Person
    from kvinnobyran.domain.relation import RelationKind
    from kvinnobyran.flows.inquiries import open_case

    person = Person(id=new_id(), identity=Identity.ALIAS, alias="Ylva S")
    inquiry = Inquiry(
        id=new_id(),
        received_on=seat.desk.today,
        channel=Channel.PHONE,
        outcome=InquiryOutcome.ASSESSMENT_BOOKED,
    )
    ways = (
        ContactWay(id=new_id(), person_id=person.id, value="070-174 06 11"),
        ContactWay(
            id=new_id(), person_id=person.id, kind=ContactKind.LETTER, value="Påhittade gatan 1"
        ),
    )
    opened = []
    seat.desk.do(open_case, inquiry, person, ways=ways, then=opened.append)
    page = seat.case(opened[0][1].id)
    page.open_sheet("case")
    enter(page, regime=Regime.SOL_PLACEMENT)
    seat.window.actions_.do("add_around")
    enter(page, alias="Pricken")
    seat.window.actions_.do("add_around")
    enter(page, kind=RelationKind.ACCESS_PARENT, alias="Pappan")
    page.open_sheet("protection")
    enter(page, grade=Grade.POPULATION, review_on=dt.date(2027, 4, 1), shared=True)
    return page, person


def its_letter_has_no_sender(page, known):
    """Look at the paper on which a letter to him would go."""
    page.refresh()
    page.open_sheet("letter", known.id)
    paper = page._sheet.form.editor("page")
    assert "Utan avsändare, plats och dag" in paper.accessibleName()
    assert "Posta på en annan ort" in page._sheet.form.editor("whereabouts").text()
    page._sheet.put_aside()


def test_scenario_5_skyddad_folkbokforing(open_office):
    sit_down, database, clock = open_office
    with sit_down(GRETA) as seat:
        page, her = ylva(seat)
        case = page.room.dossier.case

        # Not found by name; the code is the way in.
        for words in HER_NAMES:
            assert seat.search(words)[0].startswith("Skyddad träff")
        assert seat.search(case.code)[0].startswith(case.code)
        (child,) = stored.children_of(database, her.id)
        (father,) = [
            each.person for each in stored.kin(database, her.id) if each.person.alias == "Pappan"
        ]

        # Her details want the real passphrase again, and the log says who, what and when.
        page.details._toggle.click()
        page.guard.secret.line.setText("inte alls rätt fras")
        QTest.keyClick(page.guard.secret.line, Qt.Key.Key_Return)
        assert "Ylva" not in seat.seen()
        clock.on(minutes=5)  # the growing delay after a wrong passphrase
        page.guard.secret.line.setText(PHRASE)
        page.guard._try()
        if not page.guard.is_open:
            QTest.qWait(1500)
            page.guard.secret.line.setText(PHRASE)
            page.guard._try()
        assert "Ylva S" in seat.seen()
        (reading,) = readings(database, her.id)
        assert (reading.user, reading.what) == (GRETA, "Uppgifter om henne")
        assert reading.at == clock.now
        page.guard.close_again()

        # Nothing that is shown without it names her, on any tab, in Idag or in a title.
        for key in ("overview", "contacts", "assessment", "notes", "timeline"):
            page.show_tab(key)
            assert not any(name in seat.seen() for name in HER_NAMES), key
        for place in ("today", "cases", "calendar"):
            seat.window.go(place)
            assert not any(name in seat.seen() for name in HER_NAMES), place
        assert seat.window.windowTitle() == TITLE

        # A letter about the child goes without a sender, or not at all.
        known = Guardian(
            id=new_id(), child_id=child.id, person_id=father.id, may_contact=MayContact.YES
        )
        work = page.room.desk
        work.do(kin.save_guardian, known)
        gate = outgoing.outgoing_gate(database, about=child.id, to=father.id)
        assert gate.template is LetterTemplate.NO_SENDER
        its_letter_has_no_sender(page, known)
        work.do(
            kin.save_guardian,
            Guardian(
                id=known.id,
                child_id=child.id,
                person_id=father.id,
                may_contact=MayContact.NO,
                whereabouts_secret=Answer.YES,
            ),
        )
        refused = []
        work.do(
            outgoing.send_letter,
            about=child.id,
            to=father.id,
            what="Samtycke",
            otherwise=refused.append,
        )
        assert isinstance(refused[0], Refused)

        # An export leaves her and her child out.
        assert exported_persons(database) == {father.id}

    # The colleague is told whom to ask, and no more.
    with sit_down(COLLEAGUE) as seat:
        for words in HER_NAMES:
            assert seat.search(words)[0] == "Skyddad träff, Kontakta Greta"

        # In March the review is due: Idag says so without a name (S4).
        clock.on(days=25)
        seat.window.go("today")
        assert not any(name in seat.seen() for name in HER_NAMES)
    tasks = database.wire.rows("SELECT what, due_on FROM task WHERE rule = 'domain.md S4'")
    assert ("Ompröva skyddet, senast 2027-04-01", "2027-03-02") in tasks
    assert database.verify_journal() == []
    the_log_tells(database, clock)


def the_log_tells(database, clock):
    """D7: that she was read is in the log, by her code alone, and its chain holds."""
    year = dt.datetime(clock.now.year, 1, 1, tzinfo=dt.UTC)
    log = log_lines(database, year - dt.timedelta(days=366), year + dt.timedelta(days=732))
    assert any(line.kind == "read" and line.code for line in log)
    assert not any(name in repr(log) for name in HER_NAMES)
    assert hold_against_chain(database, end_words(database.audit_head())).whole
