"""What a report's tables are about: headings over them, one list for paper, screen and files.

Nothing of it is kept with a report: an old one is shown under the headings of today.
"""

from collections.abc import Iterator
from typing import Final, NamedTuple

from kvinnobyran.statistics.tables import Report, Table

SECTIONS: Final = (
    (
        "Förfrågningar",
        ("inquiries", "inquiry_outcomes", "inquiry_ways", "inquiry_callers", "inquiry_refusals",
         "stated_violence"),
    ),
    (
        "Bedömningssamtal",
        ("assessment_calls", "assessment_outcomes", "women_after_assessment",
         "women_without_support"),
    ),
    (
        "Kvinnorna",
        ("women", "women_newness", "women_by_age", "women_by_municipality", "women_by_children",
         "women_by_housing", "women_by_referrer", "women_by_age_and_children",
         "housing_at_intake", "housing_over_time"),
    ),
    (
        "Samtal och insatser",
        ("women_by_kind", "sessions_held", "session_minutes", "sessions_per_woman",
         "session_attendance"),
    ),
    (
        "Våldet",
        ("violence_assessment", "violence_forms", "violence_forms_by_age", "violence_dominant",
         "perpetrator_relations"),
    ),
    ("Oro för barn", ("concern_checks", "concern_reports", "concerns")),
    ("Myndighetsstöd", ("authority_contacts", "authority_women")),
    ("Ärenden", ("cases_opened", "cases_closed", "cases_open_at_end")),
    (
        "Trappan",
        ("trappan_children", "trappan_started_by_age", "trappan_completed_by_age",
         "trappan_broken_off_by_age", "trappan_sessions"),
    ),
    (
        "Lägenheterna",
        ("placements_begun", "residents", "housing_nights", "housing_occupancy", "stay_length",
         "placements_ended", "placement_marks", "placements_refused"),
    ),
    (
        "Grupper",
        ("groups_begun", "group_venues", "group_meetings", "group_minutes", "group_apart",
         "group_people", "group_visits", "group_events"),
    ),
    (
        "Skolor och utåtriktat arbete",
        ("lessons", "lesson_classes", "lesson_pupils", "lesson_answers", "lesson_contacts",
         "outreach", "outreach_participants"),
    ),
    ("Volontärernas bidrag", ("volunteer_minutes", "volunteer_worth")),
    ("Handledning", ("supervision", "supervision_minutes")),
)  # fmt: skip
"""Each heading with the ids of its tables, in the order of the report."""

OTHERS: Final = "Övrigt"
"""What no heading names: tables of another version of the program."""


class Numbered(NamedTuple):
    """A table with its place in the report, counted from 0; it is called by one more."""

    place: int
    table: Table


class Section(NamedTuple):
    """Some tables under one heading."""

    heading: str
    tables: tuple[Numbered, ...]


def sections(report: Report) -> Iterator[Section]:
    """Yield the tables of a report under their headings; they are numbered as they come."""
    known = {table.id: table for table in report.tables}
    index = 0
    named = {id_ for _heading, ids in SECTIONS for id_ in ids}
    others = tuple(table.id for table in report.tables if table.id not in named)
    for heading, ids in (*SECTIONS, (OTHERS, others)):
        found = [known[id_] for id_ in ids if id_ in known]
        if found:
            yield Section(
                heading, tuple(Numbered(index + at, each) for at, each in enumerate(found))
            )
            index += len(found)


def numbered(report: Report) -> Iterator[Numbered]:
    """Yield the tables in the order in which they are printed."""
    for section in sections(report):
        yield from section.tables
