"""The sheets of a lesson: how it was, what was answered, and a concern that arose at it."""

import operator
from collections.abc import Iterable
from functools import partial
from typing import Final

from kvinnobyran.domain.concern import ConcernReport
from kvinnobyran.domain.ids import new_id
from kvinnobyran.domain.lesson import (
    TOOK_PLACE,
    Lesson,
    LessonState,
    LessonTally,
    copied,
    may_become,
)
from kvinnobyran.flows.lessons import save_lesson, save_tallies
from kvinnobyran.ui.case.safety.children import ChildrenEdit
from kvinnobyran.ui.case.safety.concern import decision_sheet
from kvinnobyran.ui.groups.room import Fields, saving, shown
from kvinnobyran.ui.kit.chips import Chips
from kvinnobyran.ui.kit.dates import DateEdit, TimeEdit
from kvinnobyran.ui.kit.editors import CodeBox, LineEdit, NumberEdit, Option, TextEdit
from kvinnobyran.ui.kit.form import Field, Row, Section
from kvinnobyran.ui.kit.sheet import Entered, Landing, Saving, Sheet
from kvinnobyran.ui.kit.suggest import SuggestEdit
from kvinnobyran.ui.school.room import BELONGS, SchoolRoom

QUESTIONS: Final = 3
"""So many questions a sheet has room for."""
NO_PUPIL: Final = "Bara antal och sådant som gäller hela klassen. Ingen elev nämns här."
_YEARS: Final = (1, 2, 3)


def lesson_sheet(room: SchoolRoom, lesson: Lesson | None) -> Sheet:
    """Return the sheet of a lesson: a new one, or one that is known."""
    record = lesson or Lesson(id=room.new_id("lesson"), school="", held_on=room.desk.today)
    return _sheet(room, record, new=lesson is None)


def copy_sheet(room: SchoolRoom, earlier: Lesson) -> Sheet:
    """Return the sheet of a new lesson that is filled in like an earlier one (9.7)."""
    record = copied(earlier, id_=new_id(), on=room.desk.today)
    return _sheet(room, record, new=True)


def _sheet(room: SchoolRoom, record: Lesson, *, new: bool) -> Sheet:
    states = [
        each
        for each in LessonState
        if (each is not LessonState.CANCELLED if new else may_become(record.state, each))
    ]
    sheet = room.sheet(
        "Ny lektion" if new else "Lektion",
        _fields(room, record, states),
        kind="lesson",
        record=record.id,
        saving=saving(
            room.desk,
            "Spara lektionen",
            save_lesson,
            record,
            said="Lektionen är sparad",
            head=None if new else room.view.head,
            reasoned=True,
        ),
        lead=NO_PUPIL,
    )
    sheet.only_when("reason", "state", lambda state: state is LessonState.CANCELLED)
    for name in ("pupils", "girls", "boys", "sought_contact", "follow_up_on"):
        sheet.only_when(name, "state", lambda state: state in TOOK_PLACE, otherwise=None)
    sheet.only_when("follow_up", "state", lambda state: state in TOOK_PLACE)
    evaluated = partial(operator.is_, LessonState.EVALUATED)
    for name in ("good", "partly", "none"):
        sheet.only_when(name, "state", evaluated, otherwise=None)
    sheet.only_when("evaluation", "state", evaluated)
    sheet.begin(shown(record))
    return sheet


def _fields(room: SchoolRoom, record: Lesson, states: Iterable[LessonState]) -> Fields:
    view, today = room.view, room.desk.today
    years = [Option(each, f"Årskurs {each}") for each in _YEARS]
    if record.year is not None and record.year not in _YEARS:
        years.append(Option(record.year, f"Årskurs {record.year}"))
    return [
        Field("state", "Läge", Chips(states, kept=True)),
        Field("reason", "Varför den inte blev av", LineEdit()),
        Row(
            Field("school", "Skola", _suggest(each.school for each in view.lessons)),
            Field("programme", "Program", _suggest(each.programme for each in view.lessons)),
        ),
        Row(
            Field("year", "Årskurs", CodeBox(years)),
            Field("class_code", "Klass", LineEdit(limit=20)),
        ),
        Row(
            Field("held_on", "Dag", DateEdit(today=today)),
            Field("starts_at", "Klockslag", TimeEdit()),
            Field("minutes", "Längd", NumberEdit(least=15, most=480, unit="min")),
        ),
        Row(
            Field("topic", "Tema", _suggest(each.topic for each in view.lessons)),
            Field("leader", "Ledare", _suggest(room.colleagues)),
        ),
        Field("materials", "Material", _suggest(each.materials for each in view.lessons)),
        Row(
            Field("pupils", "Antal elever", NumberEdit(most=999)),
            Field("girls", "Varav flickor", NumberEdit(most=999)),
            Field("boys", "Varav pojkar", NumberEdit(most=999)),
        ),
        Row(
            Field("good", "Lektionen gav något", NumberEdit(most=999)),
            Field("partly", "Gav delvis", NumberEdit(most=999)),
            Field("none", "Gav inget", NumberEdit(most=999)),
        ),
        Field("evaluation", "Utvärderingen i korthet", TextEdit(lines=3), help=NO_PUPIL),
        Field(
            "sought_contact",
            "Antal som sökt kontakt efteråt",
            NumberEdit(most=999),
            help="Bara antalet. Den som vill ha stöd får ett eget ärende.",
        ),
        Field("follow_up", "Uppföljning", TextEdit(lines=2)),
        Field("follow_up_on", "Följ upp den", DateEdit(today=today)),
    ]


def tally_sheet(room: SchoolRoom, lesson: Lesson) -> Sheet:
    """Return the sheet of the questions asked before and after, counted for the class (5.20)."""
    there = [each for each in room.view.tallies if each.lesson_id == lesson.id]
    slots = [
        *there,
        *(
            LessonTally(id=new_id(), lesson_id=lesson.id, question="")
            for _ in range(QUESTIONS - len(there))
        ),
    ]
    asked = _asked(room.view.tallies)
    fields: list[Field | Row | Section] = []
    for place, _ in enumerate(slots, 1):
        question = _suggest(asked)
        fields += [
            Section(f"Fråga {place}"),
            Field(f"question_{place}", "Frågan", question),
            Row(
                Field(f"before_yes_{place}", "Ja före", NumberEdit(most=999)),
                Field(f"before_all_{place}", "Svar före", NumberEdit(most=999)),
                Field(f"after_yes_{place}", "Ja efter", NumberEdit(most=999)),
                Field(f"after_all_{place}", "Svar efter", NumberEdit(most=999)),
            ),
        ]

    def submit(entered: Entered, landing: Landing) -> None:
        room.desk.do(
            save_tallies,
            lesson.id,
            _entered(entered, slots),
            then=landing.then,
            otherwise=landing.otherwise,
        )

    sheet = room.sheet(
        "Frågor före och efter",
        fields,
        kind="lesson_tally",
        record=lesson.id,
        saving=Saving(text="Spara svaren", submit=submit, said="Svaren är sparade"),
        lead="Svaren på papper, räknade för hela klassen. Ingen elev nämns här.",
    )
    sheet.begin(
        {
            f"{name}_{place}": getattr(each, name) if each.question else None
            for place, each in enumerate(slots, 1)
            for name in ("question", *_NUMBERS)
        }
    )
    return sheet


_NUMBERS: Final = ("before_yes", "before_all", "after_yes", "after_all")


def _entered(entered: Entered, slots: list[LessonTally]) -> list[LessonTally]:
    """Return the questions that something is written in; a number without one is told of."""
    found = []
    for place, each in enumerate(slots, 1):
        question = str(entered.values[f"question_{place}"] or "").strip()
        numbers = {name: entered.values[f"{name}_{place}"] for name in _NUMBERS}
        if question or any(value is not None for value in numbers.values()):
            found.append(
                LessonTally(
                    id=each.id,
                    lesson_id=each.lesson_id,
                    question=question,
                    **{name: value or 0 for name, value in numbers.items()},
                )
            )
    return found


def concern_sheet(room: SchoolRoom, record: str = "") -> Sheet:
    """Return the sheet of a concern that belongs to no case (T8, scenario 25).

    What is known of the lesson stays here: the concern tells nothing of it.
    """
    known = next((each for each in room.view.concerns if each.id == record), None)
    report = known or ConcernReport(
        id=record or room.new_id("concern_report"), arose_on=room.desk.today
    )
    return decision_sheet(
        room.desk,
        report,
        [each for each in room.view.concern_children if each.report_id == report.id],
        children=ChildrenEdit(),
        head=room.view.head,
        belongs_to=BELONGS,
        lead="Bestäm samma dag. Skriv så lite som möjligt: här behövs inget namn, och oron"
        " kopplas inte till någon lektion.",
        new=known is None,
    )


def _suggest(words: Iterable[str]) -> SuggestEdit:
    """Return a field that offers what has been written before, the newest first."""
    edit = SuggestEdit()
    edit.offer([each for each in dict.fromkeys(words) if each])
    return edit


def _asked(tallies: Iterable[LessonTally]) -> list[str]:
    return [each.question for each in tallies]
