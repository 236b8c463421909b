"""The safety plan on paper: made in memory, neutral, and nothing of it left anywhere."""

import tempfile
from datetime import date
from io import BytesIO

from pypdf import PdfReader

from kvinnobyran.domain.safety_plan import HEADINGS, SafetyPlan
from kvinnobyran.reports.safety_plan import TITLE, safety_plan_sheet

PLAN = SafetyPlan(
    id="a" * 32,
    case_id="b" * 32,
    made_on=date(2027, 3, 1),
    safe_places="Grannen på trean\nBiblioteket <dag & natt>",
    code_word="kanelbulle",
    pets="Katten",
)


def pages(pdf):
    return PdfReader(BytesIO(pdf)).pages


def test_the_paper_has_the_parts_and_a_heading_that_says_nothing():
    parts = {HEADINGS[name]: text for name, text in PLAN.parts.items() if name != "code_word"}
    pdf = safety_plan_sheet(parts)
    (page,) = pages(pdf)
    words = page.extract_text()
    assert words.startswith(TITLE)
    assert "säkerhet" not in words.casefold()
    assert "Biblioteket <dag & natt>" in words
    assert "kanelbulle" not in words
    about = PdfReader(BytesIO(pdf)).metadata
    assert about is not None
    assert (about.title, about.author) == ("Utskrift", "")
    assert safety_plan_sheet(parts) == pdf


def test_a_long_plan_goes_on_overleaf():
    assert len(pages(safety_plan_sheet({"Trygga platser": "Ett ord till.\n" * 200}))) > 1


def test_no_file_is_made(monkeypatch, tmp_path):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    safety_plan_sheet({"Trygga platser": "Hos grannen"})
    assert list(tmp_path.iterdir()) == []
