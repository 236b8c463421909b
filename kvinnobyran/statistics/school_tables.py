"""Tables of lessons, events, volunteers' hours and supervision (domain.md 3.3).

None of them is about a person of the register: they go to somebody outside as they are, except
how many pupils sought contact, which stays in the office.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from kvinnobyran.domain.lesson import TOOK_PLACE, LessonState
from kvinnobyran.domain.outreach import OutreachKind, OutreachState
from kvinnobyran.domain.supervision import SupervisionForm
from kvinnobyran.domain.volunteer import HelpKind, value_in, worth
from kvinnobyran.statistics.period import Period
from kvinnobyran.statistics.tables import Category, Dimension, Table
from kvinnobyran.statistics.tally import NOT_STATED, categories, cells, ones
from kvinnobyran.store.reader import Reader
from kvinnobyran.store.school import hour_values

_YEARS: Final = Dimension(
    id="lesson_year",
    label="Årskurs",
    categories=(
        *(Category(f"year_{year}", f"Årskurs {year}") for year in (1, 2, 3)),
        Category("year_other", "Annan årskurs"),
        NOT_STATED,
    ),
    total_label="Alla",
)
_STATES: Final = Dimension(id="lesson_state", label="Läge", categories=categories(LessonState))
_PUPILS: Final = Dimension(
    id="lesson_pupils",
    label="Elever",
    categories=(Category("girls", "Flickor"), Category("boys", "Pojkar"), NOT_STATED),
    total_label="Alla elever",
)
_ANSWERS: Final = Dimension(
    id="lesson_answer",
    label="Svar",
    categories=(
        Category("good", "Ja"),
        Category("partly", "Delvis"),
        Category("none", "Nej"),
    ),
    total_label="Alla svar",
)
_KINDS: Final = Dimension(id="outreach_kind", label="Vad", categories=categories(OutreachKind))
_HELD: Final = Dimension(id="outreach_state", label="Läge", categories=categories(OutreachState))
_HELP: Final = Dimension(id="help_kind", label="Med vad", categories=categories(HelpKind))
_FORMS: Final = Dimension(
    id="supervision_form", label="Form", categories=categories(SupervisionForm)
)


@dataclass(frozen=True, slots=True, kw_only=True)
class LessonRow:
    """One lesson whose day is in the period."""

    school: str
    year: int | None
    class_code: str
    state: LessonState
    pupils: int | None
    girls: int | None
    boys: int | None
    good: int | None
    partly: int | None
    none: int | None
    sought_contact: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class OutreachRow:
    """One event whose day is in the period."""

    kind: OutreachKind
    state: OutreachState
    participants: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class HoursRow:
    """One volunteer's help that was given in the period."""

    kind: HelpKind
    day: date
    minutes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SupervisionRow:
    """One occasion that took place in the period."""

    form: SupervisionForm
    minutes: int


def tables(reader: Reader, period: Period) -> Iterator[Table]:
    """Yield the tables of what there has been in the period."""
    days = (period.first.isoformat(), period.last.isoformat())
    lessons = reader.all(LessonRow, _LESSON_ROWS, days)
    if lessons:
        yield _lessons(lessons)
        held = [row for row in lessons if row.state in TOOK_PLACE]
        yield _classes(held)
        yield _pupils(held)
        yield _answers(held)
        yield _sought(held)
    events = reader.all(OutreachRow, _OUTREACH_ROWS, days)
    if events:
        yield _outreach(events)
        yield _participants(events)
    helped = reader.all(HoursRow, _HOURS_ROWS, days)
    if helped:
        yield _minutes(helped)
        values = hour_values(reader)
        if values:
            yield _worth(helped, values)
    supervised = reader.all(SupervisionRow, _SUPERVISION_ROWS, days)
    if supervised:
        yield _occasions(supervised)
        yield _supervised(supervised)


def _lessons(rows: list[LessonRow]) -> Table:
    return Table(
        id="lessons",
        title="Lektioner i skolan",
        counts="lessons",
        unit="lektioner",
        persons=False,
        outside=True,
        dimensions=(_STATES,),
        cells=cells((_STATES,), ones({_STATES.id: row.state.value} for row in rows)),
        definition="Lektioner vars dag ligger i perioden. Utvärderade är också genomförda.",
    )


def _classes(held: list[LessonRow]) -> Table:
    """Count each class once, however many lessons it had."""
    classes = {(row.school, row.year, row.class_code): row for row in held}
    return Table(
        id="lesson_classes",
        title="Klasser som hade lektion",
        counts="lesson_classes",
        unit="klasser",
        persons=False,
        outside=True,
        dimensions=(_YEARS,),
        cells=cells((_YEARS,), ones({_YEARS.id: _year(row)} for row in classes.values())),
        definition="Klasser med minst en genomförd lektion, var och en räknad en gång. Samma skola,"
        " årskurs och klass är samma klass.",
    )


def _pupils(held: list[LessonRow]) -> Table:
    return Table(
        id="lesson_pupils",
        title="Elever på lektionerna",
        counts="lesson_pupils",
        unit="elever",
        persons=False,
        outside=True,
        dimensions=(_YEARS, _PUPILS),
        cells=cells(
            (_YEARS, _PUPILS),
            (
                ({_YEARS.id: _year(row), _PUPILS.id: who}, count)
                for row in held
                for who, count in _by_sex(row)
            ),
        ),
        definition="Antalet elever på genomförda lektioner, som ledaren räknade dem. En klass med"
        " två lektioner är med två gånger.",
    )


def _answers(held: list[LessonRow]) -> Table:
    return Table(
        id="lesson_answers",
        title="Gav lektionen eleverna något?",
        counts="lesson_answers",
        unit="svar",
        persons=False,
        outside=True,
        dimensions=(_ANSWERS,),
        cells=cells(
            (_ANSWERS,),
            (
                ({_ANSWERS.id: name}, getattr(row, name) or 0)
                for row in held
                for name in ("good", "partly", "none")
            ),
        ),
        definition="Svar på papper efter lektionen, räknade för hela klassen.",
    )


def _sought(held: list[LessonRow]) -> Table:
    return Table(
        id="lesson_contacts",
        title="Sökte kontakt efter en lektion",
        counts="lesson_contacts",
        unit="elever",
        persons=False,
        dimensions=(_YEARS,),
        cells=cells(
            (_YEARS,), (({_YEARS.id: _year(row)}, row.sought_contact or 0) for row in held)
        ),
        definition="Antal som sökte kontakt efteråt, som ledaren skrev det. Inget kopplar dem till"
        " ett ärende. Visas bara på enheten.",
    )


def _outreach(rows: list[OutreachRow]) -> Table:
    return Table(
        id="outreach",
        title="Utåtriktat arbete och möten",
        counts="outreach",
        unit="tillfällen",
        persons=False,
        outside=True,
        dimensions=(_KINDS, _HELD),
        cells=cells(
            (_KINDS, _HELD),
            ones({_KINDS.id: row.kind.value, _HELD.id: row.state.value} for row in rows),
        ),
        definition="Seminarier, utbildningsdagar och möten vars dag ligger i perioden.",
    )


def _participants(rows: list[OutreachRow]) -> Table:
    return Table(
        id="outreach_participants",
        title="Deltagare i utåtriktat arbete",
        counts="outreach_participants",
        unit="deltagare",
        persons=False,
        outside=True,
        dimensions=(_KINDS,),
        cells=cells(
            (_KINDS,),
            (
                ({_KINDS.id: row.kind.value}, row.participants or 0)
                for row in rows
                if row.state is OutreachState.HELD
            ),
        ),
        definition="Antalet deltagare vid genomförda tillfällen.",
    )


def _minutes(rows: list[HoursRow]) -> Table:
    return Table(
        id="volunteer_minutes",
        title="Volontärers tid",
        counts="volunteer_minutes",
        unit="minuter",
        persons=False,
        outside=True,
        dimensions=(_HELP,),
        cells=cells((_HELP,), (({_HELP.id: row.kind.value}, row.minutes) for row in rows)),
        definition="Genomförd tid i perioden, vid grupper och annars.",
    )


def _worth(rows: list[HoursRow], values: dict[int, int]) -> Table:
    return Table(
        id="volunteer_worth",
        title="Volontärers tid som egen insats",
        counts="volunteer_worth",
        unit="kronor",
        persons=False,
        outside=True,
        dimensions=(_HELP,),
        cells=cells(
            (_HELP,),
            (
                ({_HELP.id: row.kind.value}, worth(row.minutes, value_in(values, row.day.year)))
                for row in rows
            ),
        ),
        definition="Samma tid, värderad efter årets värde per timme, i hela kronor för varje"
        " tillfälle.",
    )


def _occasions(rows: list[SupervisionRow]) -> Table:
    return Table(
        id="supervision",
        title="Handledning av personalen",
        counts="supervision",
        unit="tillfällen",
        persons=False,
        outside=True,
        dimensions=(_FORMS,),
        cells=cells((_FORMS,), ones({_FORMS.id: row.form.value} for row in rows)),
        definition="Genomförda tillfällen.",
    )


def _supervised(rows: list[SupervisionRow]) -> Table:
    return Table(
        id="supervision_minutes",
        title="Handledningens tid",
        counts="supervision_minutes",
        unit="minuter",
        persons=False,
        outside=True,
        dimensions=(_FORMS,),
        cells=cells((_FORMS,), (({_FORMS.id: row.form.value}, row.minutes) for row in rows)),
        definition="Längden på genomförda tillfällen.",
    )


def _year(row: LessonRow) -> str:
    if row.year is None:
        return NOT_STATED.id
    return f"year_{row.year}" if row.year in {1, 2, 3} else "year_other"


def _by_sex(row: LessonRow) -> Iterator[tuple[str, int]]:
    """Yield the pupils of a lesson, those who were not counted by sex apart."""
    girls, boys = row.girls or 0, row.boys or 0
    yield "girls", girls
    yield "boys", boys
    yield NOT_STATED.id, (row.pupils or 0) - girls - boys


_LESSON_ROWS: Final = """
    SELECT school, year, class_code, state, pupils, girls, boys, good, partly, none, sought_contact
        FROM lesson WHERE held_on BETWEEN ? AND ? ORDER BY held_on, id
"""
_OUTREACH_ROWS: Final = (
    "SELECT kind, state, participants FROM outreach"
    " WHERE held_on BETWEEN ? AND ? ORDER BY held_on, id"
)
_HOURS_ROWS: Final = (
    "SELECT kind, day, minutes FROM volunteer_hours"
    " WHERE state = 'given' AND day BETWEEN ? AND ? ORDER BY day, id"
)
_SUPERVISION_ROWS: Final = (
    "SELECT form, minutes FROM supervision"
    " WHERE state = 'held' AND held_on BETWEEN ? AND ? ORDER BY held_on, id"
)
