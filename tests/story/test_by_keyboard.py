"""Scenarios 1, 3 and 4 in the real window by keyboard alone, and the half-year report as PDF.

One process plays them all, as one half year of one office. The tests read what it left.
"""

import re
import subprocess
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from kvinnobyran.domain.case import Case, CaseState, CloseReason, Regime
from kvinnobyran.domain.inquiry import Channel, Inquiry
from kvinnobyran.domain.note import JournalNote, NoteState
from kvinnobyran.domain.person import Identity
from kvinnobyran.domain.violence import ViolenceForm
from kvinnobyran.statistics.tables import Audience, Report
from kvinnobyran.store.timeline import timeline_events
from tests.story import office

pytestmark = pytest.mark.xvfb
MOST_PRESSES = 12
"""For a whole first contact, text aside (experience.md 11, check 16)."""


class Played:
    """What the half year left behind."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.measured: dict[str, Any] = office.play("tests.story.plays:half_a_year", folder)
        with office.opened(folder) as database:
            self.inside: Report = office.half_year(database)
            self.cases = {
                case.code: case for case in database.all(Case, "SELECT * FROM support_case")
            }
            self.notes = database.all(JournalNote, "SELECT * FROM journal_note")
            self.told = {
                case.id: timeline_events(database, case.id) for case in self.cases.values()
            }
            self.calls = database.all(
                Inquiry, "SELECT * FROM inquiry WHERE outcome = 'advice_given'"
            )
            self.persons = database.value("SELECT count(*) FROM person")
            self.drafts = database.value("SELECT count(*) FROM draft")
            self.exports = database.value("SELECT count(*) FROM journal WHERE kind = 'export'")

    def printed(self, name: str) -> str:
        """Return the text of a saved PDF."""
        return subprocess.run(
            ["pdftotext", "-layout", self.folder.parent / name, "-"],
            capture_output=True,
            text=True,
            check=True,
        ).stdout

    def figures(self, table: str) -> dict[str, int | None]:
        """Return the figures of a table that are not zero."""
        return office.not_zero(self.inside, table)


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> Played:
    """Play the half year once."""
    return Played(office.make(tmp_path_factory.mktemp("play") / "register"))


def test_scenario_4_her_timeline_is_told_line_by_line_and_shown_alone(played: Played) -> None:
    told = played.told[played.cases["KB-27-002"].id]
    assert len(told) == 14
    assert sum(len(each.happened.to_stored()) == 4 for each in told) == 5
    labels = [each.happened.label for each in told]
    assert labels.index("våren 2019") < labels.index("juni 2019")
    shown = " ".join(played.measured["shown"])
    for hidden in ("KB-27", "Rakel", "Lindmo", "Idag", "Sparat"):
        assert hidden not in shown


def test_a_whole_first_contact_takes_twelve_presses(played: Played) -> None:
    print(f"a whole first contact: {played.measured['presses']} presses and text")
    assert played.measured["presses"] <= MOST_PRESSES


def test_scenario_1_is_one_contact_and_no_woman(played: Played) -> None:
    (call,) = played.calls
    assert (call.received_on, call.channel) == (date(2027, 2, 9), Channel.PHONE)
    assert (call.minutes, call.children, call.approximate_age) == (25, 2, 30)
    assert call.violence_stated == {ViolenceForm.PSYCHOLOGICAL, ViolenceForm.ECONOMIC}
    assert (call.identity, call.person_id, call.case_id) == (Identity.ANONYMOUS, None, None)
    assert played.figures("inquiries") == {
        "phone/advice_given": 1,
        "phone/assessment_booked": 2,
        "phone/total": 3,
        "total/advice_given": 1,
        "total/assessment_booked": 2,
        "total": 3,
    }
    assert played.figures("stated_violence") == {
        "psychological": 1,
        "economic": 1,
        "none_stated": 2,
        "total": 3,
    }
    assert played.persons == 2, "the anonymous caller is nobody"


def test_scenario_3_is_referred_on_and_closed(played: Played) -> None:
    case = played.cases["KB-27-001"]
    assert (case.state, case.close_reason) == (CaseState.CLOSED, CloseReason.REFERRED)
    assert case.referred_to == "Beroendemottagningen i Påhittade län"
    assert case.regime is Regime.OWN_SUPPORT
    assert played.figures("women_without_support") == {"referred": 1, "total": 1}
    assert played.figures("women") == {"assessment_only": 1, "support": 1, "total": 2}


def test_scenario_4_is_eleven_sessions_and_not_fourteen(played: Played) -> None:
    assert played.figures("sessions_held") == {"counselling": 11, "total": 11}
    assert played.figures("session_attendance") == {
        "counselling/held": 11,
        "counselling/missed": 2,
        "counselling/cancelled_by_us": 1,
        "counselling/total": 14,
        "total/held": 11,
        "total/missed": 2,
        "total/cancelled_by_us": 1,
        "total": 14,
    }
    # Rakel's seven forms, and the two that Tuva told of.
    twice = {ViolenceForm.PSYCHOLOGICAL, ViolenceForm.PHYSICAL}
    assert played.figures("violence_forms") == {
        **{form.value: 2 if form in twice else 1 for form in ViolenceForm},
        "total": 2,
    }
    assert played.figures("violence_dominant")["latent"] == 1
    case = played.cases["KB-27-002"]
    assert (case.state, case.close_reason) == (CaseState.CLOSED, CloseReason.GOALS_REACHED)


def test_the_note_is_signed_and_no_draft_is_left(played: Played) -> None:
    (note,) = played.notes
    assert note.state is NoteState.SIGNED
    assert played.drafts == 0


def test_the_report_of_the_office_says_what_the_scenarios_say(played: Played) -> None:
    page = played.printed("intern.pdf")
    assert re.search(r"Kuratorssamtal/krissamtal +11\b", page)
    assert re.search(r"Latent +1\b", page)
    assert "Första halvåret 2027" in page or "första halvåret 2027" in page


def test_the_report_for_outside_withholds_every_small_figure(played: Played) -> None:
    with office.opened(played.folder) as database:
        outside = office.half_year(database, Audience.EXTERNAL)
    shown = [cell.value for table in outside.tables for cell in table.cells]
    assert not [value for value in shown if value is not None and 0 < value < 5]
    page = played.printed("extern.pdf")
    assert not re.search(r"(Psykiskt|Latent|Hedersvåld) +[1-4]\b", page)
    assert played.exports == 2, "each report that left the house is in the journal"
