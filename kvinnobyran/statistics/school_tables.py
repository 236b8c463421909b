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
from kvinnobyran.statistics.makers import summed
from kvinnobyran.statistics.period import Period
from kvinnobyran.statistics.tables import Category, Dimension, Table
from kvinnobyran.statistics.tally import NOT_STATED, categories, ones
from kvinnobyran.store.reader import Reader
from kvinnobyran.store.school import hour_values, value_source

OWN_DECISION: Final = "Kvinnobyråns eget beslut"
"""Where an hour's value comes from until the office says something else."""

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
            yield _worth(helped, values, _how_valued(values, value_source(reader), period))
    supervised = reader.all(SupervisionRow, _SUPERVISION_ROWS, days)
    if supervised:
        yield _occasions(supervised)
        yield _supervised(supervised)


def _lessons(rows: list[LessonRow]) -> Table:
    return summed(
        ones({_STATES.id: row.state.value} for row in rows),
        (_STATES,),
        id_="lessons",
        title="Lektioner i skolan",
        unit="lektioner",
        definition="Lektioner vars dag ligger i perioden. Utvärderade är också genomförda.",
    )


def _classes(held: list[LessonRow]) -> Table:
    """Count each class once, however many lessons it had."""
    classes = {(row.school, row.year, row.class_code): row for row in held}
    return summed(
        ones({_YEARS.id: _year(row)} for row in classes.values()),
        (_YEARS,),
        id_="lesson_classes",
        title="Klasser som hade lektion",
        unit="klasser",
        definition="Klasser med minst en genomförd lektion, var och en räknad en gång. Samma skola,"
        " årskurs och klass är samma klass.",
    )


def _pupils(held: list[LessonRow]) -> Table:
    return summed(
        (
            ({_YEARS.id: _year(row), _PUPILS.id: who}, count)
            for row in held
            for who, count in _by_sex(row)
        ),
        (_YEARS, _PUPILS),
        id_="lesson_pupils",
        title="Elever på lektionerna",
        unit="elever",
        definition="Antalet elever på genomförda lektioner, som ledaren räknade dem. En klass med"
        " två lektioner är med två gånger.",
    )


def _answers(held: list[LessonRow]) -> Table:
    return summed(
        (
            ({_ANSWERS.id: name}, getattr(row, name) or 0)
            for row in held
            for name in ("good", "partly", "none")
        ),
        (_ANSWERS,),
        id_="lesson_answers",
        title="Gav lektionen eleverna något?",
        unit="svar",
        definition="Svar på papper efter lektionen, räknade för hela klassen.",
    )


def _sought(held: list[LessonRow]) -> Table:
    return summed(
        (({_YEARS.id: _year(row)}, row.sought_contact or 0) for row in held),
        (_YEARS,),
        id_="lesson_contacts",
        title="Sökte kontakt efter en lektion",
        unit="elever",
        definition="Antal som sökte kontakt efteråt, som ledaren skrev det. Inget kopplar dem till"
        " ett ärende. Visas bara på enheten.",
        outside=False,
    )


def _outreach(rows: list[OutreachRow]) -> Table:
    return summed(
        ones({_KINDS.id: row.kind.value, _HELD.id: row.state.value} for row in rows),
        (_KINDS, _HELD),
        id_="outreach",
        title="Utåtriktat arbete och möten",
        unit="tillfällen",
        definition="Seminarier, utbildningsdagar och möten vars dag ligger i perioden.",
    )


def _participants(rows: list[OutreachRow]) -> Table:
    return summed(
        (
            ({_KINDS.id: row.kind.value}, row.participants or 0)
            for row in rows
            if row.state is OutreachState.HELD
        ),
        (_KINDS,),
        id_="outreach_participants",
        title="Deltagare i utåtriktat arbete",
        unit="deltagare",
        definition="Antalet deltagare vid genomförda tillfällen.",
    )


def _minutes(rows: list[HoursRow]) -> Table:
    return summed(
        (({_HELP.id: row.kind.value}, row.minutes) for row in rows),
        (_HELP,),
        id_="volunteer_minutes",
        title="Volontärers tid",
        unit="minuter",
        definition="Genomförd tid i perioden, vid grupper och annars.",
    )


def _worth(rows: list[HoursRow], values: dict[int, int], how: str) -> Table:
    return summed(
        (
            ({_HELP.id: row.kind.value}, worth(row.minutes, value_in(values, row.day.year)))
            for row in rows
        ),
        (_HELP,),
        id_="volunteer_worth",
        title="Volontärers tid som egen insats",
        unit="kronor",
        definition="Samma tid, värderad efter årets värde per timme, i hela kronor för varje"
        " tillfälle.",
        note=how,
    )


def _how_valued(values: dict[int, int], source: str, period: Period) -> str:
    """Say what an hour is worth in the years of the period, and who says so (R6)."""
    said = " och ".join(
        f"{value_in(values, year)} kronor {year}"
        for year in range(period.first.year, period.last.year + 1)
    )
    return f"En timme är värd {said}. Källa: {source or OWN_DECISION}."


def _occasions(rows: list[SupervisionRow]) -> Table:
    return summed(
        ones({_FORMS.id: row.form.value} for row in rows),
        (_FORMS,),
        id_="supervision",
        title="Handledning av personalen",
        unit="tillfällen",
        definition="Genomförda tillfällen.",
    )


def _supervised(rows: list[SupervisionRow]) -> Table:
    return summed(
        (({_FORMS.id: row.form.value}, row.minutes) for row in rows),
        (_FORMS,),
        id_="supervision_minutes",
        title="Handledningens tid",
        unit="minuter",
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
