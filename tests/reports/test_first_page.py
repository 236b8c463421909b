"""Page one: what a report says in short, its goals, and the period before."""

from dataclasses import replace
from io import BytesIO

import pytest
from pypdf import PdfReader

from kvinnobyran.reports import Format, make, words
from kvinnobyran.reports.sections import sections
from kvinnobyran.statistics.tables import (
    Cell,
    GoalLine,
    Passage,
    Status,
    Table,
    printed,
)
from tests.reports import sample
from tests.reports.read_back import all_text, plain, sheets_of


def _single(id_, value, unit="kvinnor"):
    return Table(
        id=id_,
        title=id_,
        counts=id_,
        unit=unit,
        persons=False,
        dimensions=(),
        cells=(Cell({}, value) if value is not None else Cell({}, None, Status.SUPPRESSED),),
        definition="Så.",
    )


def test_the_summary_says_only_what_is_printed_and_is_no_slip_of_one():
    tables = (
        _single("inquiries", 1),
        _single("lesson_classes", None),
        _single("volunteer_minutes", 3450, words.MINUTES),
        _single("volunteer_worth", 10063, "kronor"),
    )
    report = replace(sample.exact_report(), tables=tables, highlights=())
    assert [plain(each) for each in words.summary(report)] == [
        "Volontärer gav 57 tim 30 min av sin tid.",
        "Den tiden är värd 10 063 kronor som egen insats.",
    ]
    assert [(each.heading, [one.place for one in each.tables]) for each in sections(report)] == [
        ("Förfrågningar", [0]),
        ("Skolor och utåtriktat arbete", [1]),
        ("Volontärernas bidrag", [2, 3]),
    ]


def test_minutes_are_read_as_hours():
    assert [plain(words.amount(each, words.MINUTES)) for each in (0, 45, 60, 75_030)] == [
        "0 tim",
        "45 min",
        "1 tim",
        "1 250 tim 30 min",
    ]


@pytest.mark.parametrize(
    ("outcome", "target", "withheld", "said"),
    [
        (20, 26, False, "20 av 26"),
        (20, None, False, "20"),
        (None, 26, False, "–"),
        (None, 26, True, words.WITHHELD),
    ],
)
def test_a_goal_says_its_outcome_of_its_target(outcome, target, withheld, said):
    line = GoalLine("Mål", "Kvällar", "", target, outcome, withheld, None)
    assert plain(words.goal_outcome(line)) == said


def test_a_goal_has_a_bar_of_what_is_printed_and_a_mark_where_the_target_is():
    from kvinnobyran.reports.grid import goal_bar

    def bar(outcome, target, *, withheld=False):
        return goal_bar(GoalLine("", "", "", target, outcome, withheld, None), 100.0).contents

    come, frame, mark = bar(13, 26)
    assert (come.width, frame.width, mark.x1) == (50.0, 100.0, 100.0)
    come, frame, mark = bar(52, 26)
    assert (come.width, frame.width, mark.x1) == (100.0, 50.0, 50.0)
    assert bar(None, 26) == bar(13, None) == []
    assert len(bar(None, 26, withheld=True)) > 3


def test_page_one_compares_with_the_period_before_and_the_texts_have_their_headings():
    exact = sample.exact_report()
    report = replace(
        exact,
        before=printed(replace(exact, period=exact.period.previous)),
        goals=(
            GoalLine("Bredd", "Kvällar", "Räknas som i tabellen.", 26, 20, False, 18),
            GoalLine("Bredd", "Samtal", "", None, 9, False, 12),
            GoalLine("Annat", "Möten", "", 4, 4, False, 4),
        ),
        texts=(Passage("Lärdomar", "Påhittad rad ett.\n\nPåhittad rad två."),),
    )
    text = plain(all_text(make(report, Format.PDF)))
    part = report.highlights[0]
    value = words.number(report.cell(part.table, part.at).value)
    assert plain(f"{value} {part.words} {value} andra halvåret 2026") in text
    for said in ("20 av 26", "upp från 18", "ned från 12", "oförändrat (4)", "rad två."):
        assert said in text
    assert text.count("Bredd") == 1
    page = plain(make(report, Format.HTML).decode())
    assert "<h2>Lärdomar</h2><p>Påhittad rad ett.</p><p>Påhittad rad två.</p>" in page
    assert "upp från 18" in page
    sheets, _files, _core = sheets_of(make(report, Format.XLSX))
    assert ["Bredd", "Kvällar", "Räknas som i tabellen.", 26, 20, "upp från 18"] in sheets["Mål"]


@pytest.mark.unmeasured
def test_a_long_list_of_contents_goes_on_overleaf():
    tables = tuple(_single(f"t{number}", number) for number in range(200))
    report = replace(sample.exact_report(), tables=tables, highlights=())
    pages = [page.extract_text() for page in PdfReader(BytesIO(make(report, Format.PDF))).pages]
    assert "Tabell 200. t199" in plain(" ".join(pages[:5]))
