"""Questions of the place Skola: lessons, events, volunteers, supervision, and concerns there."""

from dataclasses import dataclass

from kvinnobyran.domain.concern import ConcernChild, ConcernReport
from kvinnobyran.domain.lesson import Lesson, LessonTally
from kvinnobyran.domain.outreach import Outreach
from kvinnobyran.domain.settings import VOLUNTEER_HOUR_SOURCE, VOLUNTEER_HOUR_VALUE
from kvinnobyran.domain.supervision import Supervision
from kvinnobyran.domain.volunteer import Volunteer, VolunteerHours, read_values
from kvinnobyran.store.office import setting
from kvinnobyran.store.reader import Reader


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingName:
    """What group a volunteer helped at, by the meeting's id."""

    id: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SchoolView:
    """All that the place shows, as it stood at journal head ``head``, the newest first.

    ``helped_at`` are the names of the groups by the ids of the meetings. ``concerns`` are those
    that belong to no case. ``hour_values`` are kronor by year (R6).
    """

    lessons: tuple[Lesson, ...]
    tallies: tuple[LessonTally, ...]
    outreach: tuple[Outreach, ...]
    volunteers: tuple[Volunteer, ...]
    hours: tuple[VolunteerHours, ...]
    helped_at: dict[str, str]
    supervision: tuple[Supervision, ...]
    concerns: tuple[ConcernReport, ...]
    concern_children: tuple[ConcernChild, ...]
    hour_values: dict[int, int]
    head: int


def school_view(reader: Reader, *, head: int) -> SchoolView:
    """Return all that the place shows."""
    names = reader.all(
        MeetingName,
        "SELECT DISTINCT t.id, g.name FROM volunteer_hours AS h"
        " JOIN group_meeting AS t ON t.id = h.meeting_id"
        " JOIN support_group AS g ON g.id = t.group_id ORDER BY t.id",
    )
    return SchoolView(
        lessons=tuple(
            reader.all(Lesson, "SELECT * FROM lesson ORDER BY held_on DESC, starts_at, rowid")
        ),
        tallies=tuple(
            reader.all(
                LessonTally, "SELECT * FROM lesson_tally ORDER BY lesson_id, question, rowid"
            )
        ),
        outreach=tuple(
            reader.all(Outreach, "SELECT * FROM outreach ORDER BY held_on DESC, starts_at, rowid")
        ),
        volunteers=tuple(volunteers(reader)),
        hours=tuple(
            reader.all(
                VolunteerHours, "SELECT * FROM volunteer_hours ORDER BY day DESC, rowid DESC"
            )
        ),
        helped_at={each.id: each.name for each in names},
        supervision=tuple(
            reader.all(Supervision, "SELECT * FROM supervision ORDER BY held_on DESC, rowid DESC")
        ),
        concerns=tuple(
            reader.all(
                ConcernReport,
                "SELECT * FROM concern_report WHERE case_id IS NULL"
                " ORDER BY arose_on DESC, rowid DESC",
            )
        ),
        concern_children=tuple(
            reader.all(
                ConcernChild,
                "SELECT c.* FROM concern_child AS c JOIN concern_report AS r ON r.id = c.report_id"
                " WHERE r.case_id IS NULL ORDER BY c.label, c.rowid",
            )
        ),
        hour_values=hour_values(reader),
        head=head,
    )


def volunteers(reader: Reader) -> list[Volunteer]:
    """Return every volunteer, those who have stopped last."""
    return reader.all(
        Volunteer, "SELECT * FROM volunteer ORDER BY until IS NOT NULL, name COLLATE NOCASE, rowid"
    )


def hours_of(reader: Reader, volunteer_id: str) -> list[VolunteerHours]:
    """Return a volunteer's help, the newest first."""
    return reader.all(
        VolunteerHours,
        "SELECT * FROM volunteer_hours WHERE volunteer_id = ? ORDER BY day DESC, rowid DESC",
        (volunteer_id,),
    )


def tallies_of(reader: Reader, lesson_id: str) -> list[LessonTally]:
    """Return the questions asked before and after a lesson."""
    return reader.all(
        LessonTally,
        "SELECT * FROM lesson_tally WHERE lesson_id = ? ORDER BY question, rowid",
        (lesson_id,),
    )


def hour_values(reader: Reader) -> dict[int, int]:
    """Return what a volunteer's hour is valued at, in kronor by year (R6)."""
    return read_values(setting(reader, VOLUNTEER_HOUR_VALUE))


def value_source(reader: Reader) -> str:
    """Return where the value of an hour comes from, in the office's own words; empty if unsaid."""
    return setting(reader, VOLUNTEER_HOUR_SOURCE).strip()
