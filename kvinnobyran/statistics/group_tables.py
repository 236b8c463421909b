"""Tables of the groups: occasions, hours, who came, and what became of those who began (3.3).

A parent who has not been exposed to violence takes part and is not counted among the women.
The kinds of groups are rows of the office, so the rows of the tables are too.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from kvinnobyran.domain.group import Role, Venue
from kvinnobyran.domain.meeting import MeetingState
from kvinnobyran.domain.membership import MembershipState
from kvinnobyran.domain.missing import Answer
from kvinnobyran.statistics.makers import counted, slug, summed
from kvinnobyran.statistics.period import Period
from kvinnobyran.statistics.tables import Category, Dimension, Head, Table
from kvinnobyran.statistics.tally import categories, cells, ones
from kvinnobyran.store.reader import Reader

PEOPLE: Final = "group_people"
_WHO: Final = Dimension(
    id="group_who",
    label="Vilka",
    categories=(
        Category("women", "Kvinnor"),
        Category("parents", "Föräldrar, ej utsatta"),
        Category("children", "Barn"),
    ),
    total_label="Alla",
)
_STATES: Final = Dimension(
    id="group_meeting_state", label="Läge", categories=categories(MeetingState)
)
_EVENTS: Final = Dimension(
    id="group_event",
    label="Vad som hände",
    categories=(
        Category("started", "Började"),
        Category("completed", "Fullföljde"),
        Category("broken_off", "Avbröt"),
        Category("moved", "Flyttade till en annan grupp"),
    ),
    total_label="Händelser",
    multiple=True,
)
_FORMS: Final = Dimension(
    id="group_form",
    label="Form",
    categories=(Category("group", "I grupp"), Category("individual", "Enskilt")),
)
_VENUES: Final = Dimension(id="group_venue", label="Plats", categories=categories(Venue))


@dataclass(frozen=True, slots=True, kw_only=True)
class KindRow:
    """A kind of group."""

    id: str
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupRow:
    """One group that began in the period."""

    kind: str
    individual: bool
    venue: Venue


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingRow:
    """One meeting whose day is in the period; ``helped`` are minutes of volunteers.

    ``apart`` tells that it was no meeting of a group: of a course for one, or for those who
    took a chapter again.
    """

    kind: str
    state: MeetingState
    minutes: int
    helped: int
    apart: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitRow:
    """One who was at a meeting."""

    kind: str
    person_id: str
    role: Role
    exposed: Answer
    day: date

    @property
    def who(self) -> str:
        """Return among whom she is counted."""
        if self.role is Role.CHILD:
            return "children"
        return "parents" if self.exposed is Answer.NO else "women"


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceRow:
    """One place in a group that began or ended in the period; a move begins nothing anew."""

    kind: str
    role: Role
    state: MembershipState
    from_on: date | None
    until_on: date | None
    moved_here: bool


def tables(reader: Reader, period: Period) -> Iterator[Table]:
    """Yield the tables of the groups, where there have been any."""
    days = (period.first.isoformat(), period.last.isoformat())
    kinds = reader.all(KindRow, _KINDS)
    begun = reader.all(GroupRow, _GROUPS, days)
    met = reader.all(MeetingRow, _MEETINGS, days)
    came = reader.all(VisitRow, _VISITS, days)
    places = reader.all(PlaceRow, _PLACES, (*days, *days))
    if not (begun or met or came or places):
        return
    kind = kind_dimension(kinds)
    yield groups_begun(begun, kind)
    yield venues(begun)
    together = [row for row in met if not row.apart]
    yield meetings(together, kind)
    yield hours(together, kind)
    yield apart([row for row in met if row.apart], kind)
    yield people(came, kind)
    yield visits(came, kind)
    yield events(places, kind, period)


def kind_dimension(kinds: Iterable[KindRow]) -> Dimension:
    """Return the office's kinds of groups as the rows of a table."""
    return Dimension(
        id="group_kind",
        label="Sort",
        categories=tuple(Category(kind_of(each.id), each.label) for each in kinds),
    )


def kind_of(type_id: str) -> str:
    """Return the category of a kind of group."""
    return slug("kind", type_id)


def groups_begun(begun: list[GroupRow], kind: Dimension) -> Table:
    """Count the groups that began, in groups and individually."""
    return summed(
        ones(
            {
                kind.id: kind_of(row.kind),
                _FORMS.id: "individual" if row.individual else "group",
            }
            for row in begun
        ),
        (kind, _FORMS),
        id_="groups_begun",
        title="Grupper och enskilda kurser som började",
        unit="omgångar",
        definition="Omgångar vars första dag ligger i perioden och som inte ställdes in.",
        outside=False,
    )


def venues(begun: list[GroupRow]) -> Table:
    """Count the groups that began by where they met (A12)."""
    return summed(
        ones({_VENUES.id: row.venue.value} for row in begun),
        (_VENUES,),
        id_="group_venues",
        title="Omgångar efter plats",
        unit="omgångar",
        counts="groups_begun",
        definition="Samma omgångar, efter var de träffades.",
        outside=False,
    )


def meetings(met: list[MeetingRow], kind: Dimension) -> Table:
    """Count the meetings by whether they took place."""
    return summed(
        ones({kind.id: kind_of(row.kind), _STATES.id: row.state.value} for row in met),
        (kind, _STATES),
        id_="group_meetings",
        title="Tillfällen i grupp",
        unit="tillfällen",
        definition="Gruppernas tillfällen vars dag ligger i perioden, utan enskilda kurser och"
        " kapitel som togs igen. Inställda har ett skäl i registret.",
    )


def apart(met: list[MeetingRow], kind: Dimension) -> Table:
    """Count the meetings with one or a few, for the office alone.

    Where a course is for one woman, that it met says that there is one (D9).
    """
    return summed(
        ones({kind.id: kind_of(row.kind), _STATES.id: row.state.value} for row in met),
        (kind, _STATES),
        id_="group_apart",
        title="Enskilda kurser och kapitel som togs igen",
        unit="tillfällen",
        definition="Tillfällen i kurser för en, och tillfällen där någon tog igen ett kapitel.",
        outside=False,
    )


def hours(met: list[MeetingRow], kind: Dimension) -> Table:
    """Sum the minutes of the meetings that took place, and those of the volunteers at them."""
    measure = Dimension(
        id="group_time",
        label="Tid",
        categories=(Category("held", "Gruppens tid"), Category("helped", "Volontärers tid")),
        total_label="Båda",
        multiple=True,
    )
    held = [row for row in met if row.state is MeetingState.HELD]
    return summed(
        (
            ({kind.id: kind_of(row.kind), measure.id: what}, minutes)
            for row in held
            for what, minutes in (("held", row.minutes), ("helped", row.helped))
        ),
        (kind, measure),
        id_="group_minutes",
        title="Minuter i grupp",
        unit="minuter",
        definition="Längden på gruppernas genomförda tillfällen, och volontärernas tid vid dem.",
    )


def people(came: list[VisitRow], kind: Dimension) -> Table:
    """Count who came at least once, each once (scenario 21)."""
    several = Dimension(
        id=kind.id,
        label=kind.label,
        categories=kind.categories,
        total_label="Alla sorter",
        multiple=True,
        covering=True,
    )
    return counted(
        (
            Head(row.person_id, (row.day,), {several.id: kind_of(row.kind), _WHO.id: row.who})
            for row in came
        ),
        (several, _WHO),
        id_=PEOPLE,
        title="Deltagare i grupp",
        counts=PEOPLE,
        unit="personer",
        definition="Den som var med vid minst ett tillfälle i perioden, en gång på varje rad och"
        " en gång i summan. En förälder som inte har utsatts för våld räknas inte bland kvinnorna.",
        note="Raderna kan inte läggas ihop: en kvinna kan vara med i två sorters grupper.",
        outside=False,
    )


def visits(came: list[VisitRow], kind: Dimension) -> Table:
    """Count every time that somebody came."""
    return Table(
        id="group_visits",
        title="Besök i grupp",
        counts="group_visits",
        unit="besök",
        dimensions=(kind, _WHO),
        cells=cells(
            (kind, _WHO), ones({kind.id: kind_of(row.kind), _WHO.id: row.who} for row in came)
        ),
        definition="Hur många gånger någon var med, alla tillfällen i perioden.",
    )


def events(places: list[PlaceRow], kind: Dimension, period: Period) -> Table:
    """Count what became of the adults' places in the period."""
    return Table(
        id="group_events",
        title="Började, fullföljde och avbröt",
        counts="group_events",
        unit="deltaganden",
        dimensions=(kind, _EVENTS),
        cells=cells(
            (kind, _EVENTS),
            ones(
                {kind.id: kind_of(row.kind), _EVENTS.id: event}
                for row in places
                if row.role is not Role.CHILD
                for event in happened(row, period)
            ),
        ),
        definition="Vuxnas deltaganden. Fullföljt är alla kapitel där det finns kapitel. Den som"
        " bytte grupp började en gång.",
    )


def happened(row: PlaceRow, period: Period) -> Iterator[str]:
    """Yield what happened with one place in the period."""
    if row.from_on is not None and row.from_on in period and not row.moved_here:
        yield "started"
    ended = row.until_on is not None and row.until_on in period
    if ended and row.state in _ENDINGS:
        yield row.state.value


_ENDINGS: Final = frozenset(
    {MembershipState.COMPLETED, MembershipState.BROKEN_OFF, MembershipState.MOVED}
)
_KINDS: Final = "SELECT id, label FROM group_type ORDER BY label, id"
_GROUPS: Final = (
    "SELECT type_id AS kind, individual, venue FROM support_group"
    " WHERE starts_on BETWEEN ? AND ? AND state IN ('ongoing', 'ended') ORDER BY starts_on, id"
)
_MEETINGS: Final = """
    SELECT g.type_id AS kind, t.state, t.minutes, (g.individual OR t.catch_up) AS apart,
        coalesce((SELECT sum(h.minutes) FROM volunteer_hours AS h
            WHERE h.meeting_id = t.id AND h.state = 'given'), 0) AS helped
        FROM group_meeting AS t JOIN support_group AS g ON g.id = t.group_id
        WHERE t.held_on BETWEEN ? AND ? ORDER BY t.held_on, t.id
"""
_VISITS: Final = """
    SELECT g.type_id AS kind, m.person_id, m.role, m.exposed, t.held_on AS day
        FROM group_attendance AS a JOIN group_meeting AS t ON t.id = a.meeting_id
        JOIN support_group AS g ON g.id = t.group_id
        JOIN group_membership AS m ON m.id = a.membership_id
        WHERE a.presence IN ('present', 'left') AND t.state = 'held'
        AND t.held_on BETWEEN ? AND ? ORDER BY t.held_on, t.id, m.id
"""
_PLACES: Final = """
    SELECT g.type_id AS kind, m.role, m.state, m.from_on, m.until_on,
        m.moved_from_id IS NOT NULL AS moved_here
        FROM group_membership AS m JOIN support_group AS g ON g.id = m.group_id
        WHERE m.state NOT IN ('interest', 'interview', 'queued', 'admitted')
        AND (m.from_on BETWEEN ? AND ? OR m.until_on BETWEEN ? AND ?) ORDER BY m.from_on, m.id
"""
