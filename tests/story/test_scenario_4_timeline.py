"""Scenario 4: Rakel Lindmo's timeline, 14 events of which 5 have only a year, told as she tells."""

import datetime as dt
from io import BytesIO

import pytest
from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from kvinnobyran.domain.ids import new_id
from kvinnobyran.domain.inquiry import Channel, Inquiry, InquiryOutcome
from kvinnobyran.domain.person import Identity, Person
from kvinnobyran.flows.handing_out import Way
from kvinnobyran.flows.history import undo_step
from kvinnobyran.flows.inquiries import open_case
from kvinnobyran.reports.relation import relation_pdf
from kvinnobyran.store.timeline import timeline_events
from kvinnobyran.ui.relation.page import RelationPage
from tests.ui.rig import ZONE, Rig

TOLD = (
    "juni 2019 slog mig första gången",
    "våren 2019 flyttade ihop",
    "2018",  # what happened comes on the sheet
    "träffades på jobbet i september 2017",
    "2020 gravid",
    "12 mars 2021 föddes dottern",
    "ca 2019–2022 kontrollerade pengarna",
    "hösten 2021 lämnade honom",
    "jul 2021 gick tillbaka",
    "2022 hot varje vecka",
    "2023 bröt upp",
    "våren 2023 polisanmälan",
    "2024 rättegång och dom",
    "3 februari 2025 flyttade till egen lägenhet",
)
IN_ORDER = [
    "september 2017", "2018", "ca 2019–2022", "våren 2019", "juni 2019", "2020", "12 mars 2021",
    "hösten 2021", "december 2021", "2022", "2023", "våren 2023", "2024", "3 februari 2025",
]  # fmt: skip
KINDS = [
    "Möte", "Annat", "Våldshändelse", "Flytt ihop", "Våldshändelse", "Graviditet", "Barn fött",
    "Uppbrott", "Återgång", "Våldshändelse", "Uppbrott", "Polisanmälan", "Dom", "Flytt",
]  # fmt: skip


@pytest.fixture
def rig(qapp, tmp_path):
    rig = Rig(tmp_path, dt.datetime(2027, 4, 5, 10, 0, tzinfo=ZONE))
    yield rig
    rig.close()


@pytest.fixture
def rakel(rig):
    person = Person(id=new_id(), identity=Identity.KNOWN, first_name="Rakel", last_name="Lindmo")
    inquiry = Inquiry(
        id=new_id(),
        received_on=rig.desk.today,
        channel=Channel.PHONE,
        outcome=InquiryOutcome.ASSESSMENT_BOOKED,
    )
    return open_case(rig.work, inquiry, person)[1]


@pytest.fixture
def page(qtbot, rig, rakel):
    page = RelationPage(rig.desk, rig.went, rakel.id)
    qtbot.addWidget(page)
    page.resize(1130, 700)
    page.show()
    rig.desk.changed.connect(lambda tables: page.refresh() if tables & page.tables else None)
    page.refresh()
    yield page
    page.letting_out.background.stop()


def tell(page):
    """Type the lines one after the other, as she tells them; each is one press of Enter."""
    for said in TOLD:
        page.line.line.setText(said)
        page.line.line.edited.emit()
        QTest.keyClick(page.line.line, Qt.Key.Key_Return)
        if said == "2018":
            # Only a year says nothing of what happened: Ctrl+Enter opens the sheet.
            assert "Skriv vad som hände" in page.line.said.text()
            QTest.keyClick(page.line.line, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
            page._sheet.form.fill({"text": "Gifte oss"})
            page._sheet.save()


def test_scenario_4_the_timeline_has_14_events_in_one_order_and_prints_without_name(
    page, rig, rakel, qtbot, tmp_path
):
    tell(page)
    events = timeline_events(rig.database, rakel.id)
    assert len(events) == 14
    years = [each for each in events if len(each.happened.to_stored()) == len("2018")]
    assert len(years) == 5
    assert [each.happened.label for each in events] == IN_ORDER
    assert [each.kind.label for each in events] == KINDS
    assert IN_ORDER.index("våren 2019") < IN_ORDER.index("juni 2019")
    # On the screen they are buttons in the same order.
    names = [card.accessibleName() for card in page.view.drawing.cards]
    assert [name.split(",")[0] for name in names] == IN_ORDER

    path = tmp_path / "tidslinje.pdf"
    page.letting_out.way_out.ask_file = lambda *_: path
    page.hand_out(Way.PDF)
    page.letting_out.asking.agree()
    page.letting_out.background.wait()
    qtbot.wait(30)
    pages = PdfReader(path).pages
    text = "\n".join(each.extract_text() for each in pages)
    for label in IN_ORDER:
        assert label in text
    for name in ("Rakel", "Lindmo", rakel.code, rig.desk.user):
        assert name not in text
    assert all(each.mediabox.width > each.mediabox.height for each in pages)


def test_scenario_4_the_order_does_not_depend_on_the_order_of_the_telling(page, rig, rakel):
    tell(page)
    first = relation_pdf(timeline_events(rig.database, rakel.id), made_on=rig.desk.today)
    second = relation_pdf(timeline_events(rig.database, rakel.id), made_on=rig.desk.today)
    assert first == second
    assert len(PdfReader(BytesIO(first)).pages) >= 1


def test_scenario_4_every_line_can_be_taken_back(page, rig, rakel):
    tell(page)
    for left in range(13, -1, -1):
        undo_step(rig.work)
        assert len(timeline_events(rig.database, rakel.id)) == left
