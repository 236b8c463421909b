"""Volunteers, their papers, their hours, and what an hour is worth (domain.md P2, R6)."""

from kvinnobyran.domain.faults import stopp
from kvinnobyran.domain.meeting import Meeting
from kvinnobyran.domain.settings import VOLUNTEER_HOUR_VALUE
from kvinnobyran.domain.volunteer import (
    HIGHEST_VALUE,
    SOURCE,
    Volunteer,
    VolunteerHours,
    hours_faults,
    may_become,
    reminders,
    volunteer_faults,
    write_values,
)
from kvinnobyran.flows.office import set_within
from kvinnobyran.flows.reminders import answer, drop, remind
from kvinnobyran.flows.work import NO_REASONS, Reasons, Work, put, require, settle
from kvinnobyran.store import school as stored


def save_volunteer(
    work: Work,
    volunteer: Volunteer,
    *,
    reasons: Reasons = NO_REASONS,
    expect: int | None = None,
) -> Volunteer:
    """Add a volunteer or note her papers; what is wanting is reminded of."""
    others = [
        each.name
        for each in stored.volunteers(work.database)
        if each.id != volunteer.id and each.active(work.today)
    ]
    settle(volunteer_faults(volunteer, others=others, today=work.today), reasons)
    papers = (("confidentiality", volunteer.confidentiality_on), ("extract", volunteer.extract_on))
    with work.step("Volontär", reasons) as tx:
        put(tx, volunteer, expect=expect)
        for part, done in papers:
            if done is not None:
                answer(work, tx, rule=SOURCE, cause=volunteer.id, part=part)
        remind(work, tx, reminders(volunteer, today=work.today), rule=SOURCE, cause=volunteer.id)
    return volunteer


def remove_volunteer(work: Work, volunteer: Volunteer) -> None:
    """Take a volunteer away that was written by mistake: nobody has helped under that name."""
    require(
        not stored.hours_of(work.database, volunteer.id),
        lambda: stopp("", "Det finns timmar. Skriv en sista dag i stället.", SOURCE),
    )
    with work.step("Ta bort volontär") as tx:
        drop(work, tx, rule=SOURCE, cause=volunteer.id)
        tx.delete(volunteer)


def save_hours(
    work: Work,
    hours: VolunteerHours,
    *,
    reasons: Reasons = NO_REASONS,
    expect: int | None = None,
) -> VolunteerHours:
    """Plan a volunteer's help or say how long it was.

    Help at a group's meeting keeps the meeting's day: there only its length and kind change.
    """
    earlier = work.database.get(VolunteerHours, hours.id)
    require(
        earlier is None or may_become(earlier.state, hours.state),
        lambda: stopp("state", "Den ordningen finns inte för volontärtid.", "domain.md 3.2"),
    )
    faults = [*hours_faults(hours, work.database.get(Volunteer, hours.volunteer_id),
                            today=work.today)]  # fmt: skip
    meeting = work.database.get(Meeting, hours.meeting_id) if hours.meeting_id else None
    if hours.meeting_id is not None and meeting is None:
        faults.append(stopp("day", "Tillfället finns inte längre.", SOURCE))
    if meeting is not None and meeting.held_on != hours.day:
        faults.append(stopp("day", "Timmarna hör till ett tillfälle den dagen.", SOURCE))
    settle(faults, reasons)
    with work.step("Volontärtid", reasons) as tx:
        put(tx, hours, expect=expect)
    return hours


def remove_hours(work: Work, hours: VolunteerHours) -> None:
    """Take help away that was written by mistake."""
    with work.step("Ta bort volontärtid") as tx:
        tx.delete(hours)


def value_an_hour(work: Work, kronor: int) -> dict[int, int]:
    """Decide what an hour is worth from this year on; earlier years keep theirs (R6)."""
    require(
        0 <= kronor <= HIGHEST_VALUE,
        lambda: stopp("value", "Skriv hela kronor mellan 0 och 9999.", "domain.md R6"),
    )
    values = {**stored.hour_values(work.database), work.today.year: kronor}
    with work.step("Volontärtimmens värde") as tx:
        set_within(tx, VOLUNTEER_HOUR_VALUE, write_values(values))
    return values
