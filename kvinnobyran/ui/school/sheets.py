"""The sheets of events, volunteers, their hours, and supervision."""

import operator
from functools import partial

from kvinnobyran.domain import outreach, supervision, volunteer
from kvinnobyran.domain.outreach import WITH_MINUTES, Outreach, OutreachKind, OutreachState
from kvinnobyran.domain.supervision import Supervision, SupervisionForm, SupervisionState
from kvinnobyran.domain.volunteer import HelpKind, HoursState, Volunteer, VolunteerHours
from kvinnobyran.flows.outreach import save_outreach
from kvinnobyran.flows.supervision import save_supervision
from kvinnobyran.flows.volunteers import save_hours, save_volunteer
from kvinnobyran.ui.groups.room import saving, shown
from kvinnobyran.ui.kit.chips import Chips
from kvinnobyran.ui.kit.dates import DateEdit, TimeEdit
from kvinnobyran.ui.kit.editors import CodeBox, LineEdit, NumberEdit, Option, TextEdit
from kvinnobyran.ui.kit.form import Field, Row
from kvinnobyran.ui.kit.sheet import Sheet
from kvinnobyran.ui.kit.suggest import SuggestEdit
from kvinnobyran.ui.school.room import SchoolRoom


def outreach_sheet(room: SchoolRoom, event: Outreach | None) -> Sheet:
    """Return the sheet of a seminar, a training day or a meeting (A19, P5)."""
    today = room.desk.today
    new = event is None
    record = event or Outreach(
        id=room.new_id("outreach"), kind=OutreachKind.BREAKFAST, held_on=today
    )
    states = (
        (OutreachState.PLANNED, OutreachState.HELD)
        if new
        else [each for each in OutreachState if outreach.may_become(record.state, each)]
    )
    responsible = SuggestEdit()
    responsible.offer(room.colleagues)
    place = SuggestEdit()
    place.offer(dict.fromkeys(each.place for each in room.view.outreach if each.place))
    sheet = room.sheet(
        "Nytt möte eller seminarium" if new else record.kind.label,
        [
            Field("kind", "Vad", Chips(OutreachKind, kept=True)),
            Field("state", "Läge", Chips(states, kept=True)),
            Field("reason", "Varför det ställs in", LineEdit()),
            Row(
                Field("held_on", "Dag", DateEdit(today=today)),
                Field("starts_at", "Klockslag", TimeEdit()),
                Field("minutes", "Längd", NumberEdit(least=15, most=480, unit="min")),
            ),
            Row(Field("place", "Plats", place), Field("responsible", "Ansvarig", responsible)),
            Field("about", "Om vad", LineEdit()),
            Field("participants", "Antal deltagare", NumberEdit(most=9999)),
            Row(
                Field(
                    "called_on",
                    "Kallelsen gick ut",
                    DateEdit(today=today),
                    help="Du påminns två veckor före mötet.",
                ),
                Field(
                    "minutes_on",
                    "Protokollet gick ut",
                    DateEdit(today=today),
                    help="Du påminns två veckor efter mötet.",
                ),
            ),
            Field("words", "Anteckning", TextEdit(lines=3), help="Inget om någon som får stöd."),
        ],
        kind="outreach",
        record=record.id,
        saving=saving(
            room.desk,
            "Spara",
            save_outreach,
            record,
            said="Sparat",
            head=None if new else room.view.head,
            reasoned=True,
        ),
    )
    sheet.only_when("reason", "state", lambda state: state is OutreachState.CANCELLED)
    held = partial(operator.is_, OutreachState.HELD)
    sheet.only_when("participants", "state", held, otherwise=None)
    sheet.only_when("called_on", "kind", lambda kind: kind in WITH_MINUTES, otherwise=None)
    sheet.only_when("minutes_on", "kind", lambda kind: kind in WITH_MINUTES, otherwise=None)
    sheet.begin(shown(record))
    return sheet


def volunteer_sheet(room: SchoolRoom, who: Volunteer | None) -> Sheet:
    """Return the sheet of a volunteer: a name, and days."""
    today = room.desk.today
    record = who or Volunteer(id=room.new_id("volunteer"), name="", since=today)
    sheet = room.sheet(
        "Volontär" if who else "Ny volontär",
        [
            Field("name", "Förnamn eller kod", LineEdit(limit=60)),
            Row(
                Field("confidentiality_on", "Tystnadsplikten påskriven", DateEdit(today=today)),
                Field(
                    "extract_on",
                    "Utdrag ur belastningsregistret visat",
                    DateEdit(today=today),
                    help="Bara dagen. Utdraget sparas inte.",
                ),
            ),
            Row(
                Field("since", "Volontär från", DateEdit(today=today)),
                Field("until", "Sista dagen", DateEdit(today=today)),
            ),
        ],
        kind="volunteer",
        record=record.id,
        saving=saving(
            room.desk,
            "Spara volontären",
            save_volunteer,
            record,
            said="Volontären är sparad",
            head=room.view.head if who else None,
            reasoned=True,
        ),
    )
    sheet.begin(shown(record))
    return sheet


def hours_sheet(room: SchoolRoom, hours: VolunteerHours | None, *, volunteer_id: str = "") -> Sheet:
    """Return the sheet of a volunteer's help at one occasion.

    Help at a group's meeting has the meeting's day, and follows what becomes of it.
    """
    desk, view = room.desk, room.view
    record = hours or VolunteerHours(
        id=room.new_id("volunteer_hours"),
        volunteer_id=volunteer_id,
        day=desk.today,
        minutes=120,
        state=HoursState.GIVEN,
    )
    active = [
        Option(each.id, each.name)
        for each in view.volunteers
        if each.active(desk.today) or each.id == record.volunteer_id
    ]
    states = (
        (HoursState.PLANNED, HoursState.GIVEN)
        if hours is None
        else [each for each in HoursState if volunteer.may_become(record.state, each)]
    )
    group = view.helped_at.get(record.meeting_id or "")
    sheet = room.sheet(
        "Volontärtid" if hours else "Ny volontärtid",
        [
            Field("volunteer_id", "Vem", CodeBox(active, nothing=None)),
            Field("state", "Läge", Chips(states, kept=True)),
            Row(
                Field("day", "Dag", DateEdit(today=desk.today)),
                Field("minutes", "Hur länge", NumberEdit(least=1, most=960, unit="min")),
            ),
            Field("kind", "Med vad", Chips(HelpKind, kept=True)),
        ],
        kind="volunteer_hours",
        record=record.id,
        saving=saving(
            desk,
            "Spara tiden",
            save_hours,
            record,
            said="Volontärtiden är sparad",
            head=view.head if hours else None,
            reasoned=True,
        ),
        lead=f"Tiden hör till ett tillfälle i {group}." if group else "",
    )
    sheet.begin(shown(record))
    return sheet


def supervision_sheet(room: SchoolRoom, occasion: Supervision | None) -> Sheet:
    """Return the sheet of an occasion of supervision: hours, and nothing that was said."""
    today = room.desk.today
    record = occasion or Supervision(id=room.new_id("supervision"), held_on=today)
    states = (
        (SupervisionState.PLANNED, SupervisionState.HELD)
        if occasion is None
        else [each for each in SupervisionState if supervision.may_become(record.state, each)]
    )
    supervisor = SuggestEdit()
    supervisor.offer(
        dict.fromkeys(each.supervisor for each in room.view.supervision if each.supervisor)
    )
    sheet = room.sheet(
        "Handledning" if occasion else "Ny handledning",
        [
            Field("state", "Läge", Chips(states, kept=True)),
            Row(
                Field("held_on", "Dag", DateEdit(today=today)),
                Field("minutes", "Längd", NumberEdit(least=15, most=480, unit="min")),
            ),
            Field("form", "Form", Chips(SupervisionForm, kept=True)),
            Row(
                Field("supervisor", "Handledare", supervisor),
                Field("staff", "Antal ur personalen", NumberEdit(least=1, most=99)),
            ),
        ],
        kind="supervision",
        record=record.id,
        saving=saving(
            room.desk,
            "Spara handledningen",
            save_supervision,
            record,
            said="Handledningen är sparad",
            head=room.view.head if occasion else None,
            reasoned=True,
        ),
        lead="Bara tid. Vad som sagts, och om vem, skrivs inte här.",
    )
    sheet.begin(shown(record))
    return sheet
