"""The sheets before the first session: the offer, the parent, the child's safety, the start."""

from dataclasses import replace
from typing import Any

from kvinnobyran.domain.person import Person
from kvinnobyran.domain.settings import TRAPPAN_SESSIONS
from kvinnobyran.domain.trappan import SafetyCheck, TrappanProgramme
from kvinnobyran.domain.trappan_start import four_on
from kvinnobyran.flows import trappan
from kvinnobyran.store.office import setting
from kvinnobyran.ui.case.around import Around, known, saving, shown
from kvinnobyran.ui.case.trappan.making import (
    Entries,
    belongs,
    ground_fact,
    is_guessed,
    name_of,
    person_of,
    run_by,
)
from kvinnobyran.ui.kit.chips import Chips
from kvinnobyran.ui.kit.dates import DateEdit
from kvinnobyran.ui.kit.editors import LineEdit, NumberEdit, TextEdit
from kvinnobyran.ui.kit.fact import Fact
from kvinnobyran.ui.kit.form import Field, Row
from kvinnobyran.ui.kit.sheet import Entered, Landing, Sheet

ADHERES = "Tystnadsplikten gäller, och anmälningsplikten. Säg båda till barnet och föräldern."
"""What is told to a child and its parent before anything else (L5)."""
_WHY_FOUR = "Varför ni bedömer att barnet har fyllt 4 år"


def plan_sheet(around: Around, programme: TrappanProgramme, *, new: bool = False) -> Sheet:
    """Return the sheet that offers Trappan to a child, or changes what is planned (T1)."""
    birth = person_of(around, programme.child_id)
    entries: Entries = [
        Field("child_id", "Barnet", Fact(_about(around, programme.child_id, birth))),
        Row(
            Field("offered_on", "Erbjuden den", DateEdit(today=around.today)),
            Field("planned_start", "Planerad start", DateEdit(today=around.today)),
        ),
        Row(
            Field("planned_sessions", "Planerat antal samtal", NumberEdit(least=1, most=40)),
            Field("counsellor", "Ansvarig", LineEdit()),
        ),
    ]
    if is_guessed(birth):
        entries.append(Field("age_judgement", _WHY_FOUR, TextEdit(lines=2)))
    sheet = Sheet(
        around.desk,
        "Erbjud Trappan" if new else "Trappan: planen",
        entries,
        lead="Tre steg: kontakt, rekonstruktion och kunskap. Krissamtal, inte behandling.",
        kind="trappan",
        record=programme.id,
        savings=[
            saving(
                around,
                "Erbjud Trappan" if new else "Spara",
                trappan.save_programme,
                programme,
                said="Trappan är erbjuden" if new else "Sparat",
                reasoned=True,
            )
        ],
        belongs_to=belongs(around, programme),
    )
    sheet.begin({**shown(programme), "counsellor": programme.counsellor or around.desk.user})
    if new:
        around.desk.ask(
            setting, TRAPPAN_SESSIONS, then=lambda found: _take_number(sheet, found), owner=sheet
        )
    return sheet


def parent_talk_sheet(around: Around, programme: TrappanProgramme) -> Sheet:
    """Return the sheet of the talk with the parent, which comes first (L4, T2)."""
    return _saved_by(
        around,
        programme,
        "Samtal med föräldern före",
        [Field("parent_talk_on", "Föräldrasamtalet hölls", DateEdit(today=around.today))],
        kind="trappan_parent_talk",
        begin={"parent_talk_on": programme.parent_talk_on or around.today},
        lead=ADHERES,
        said="Föräldrasamtalet är inskrivet",
    )


def safety_sheet(around: Around, programme: TrappanProgramme) -> Sheet:
    """Return the sheet of the safety check (L4, L5, T2)."""
    return _saved_by(
        around,
        programme,
        "Trygghetskontroll",
        [
            Field(
                "safety",
                "Har våldet upphört, och är barnet skyddat?",
                Chips(SafetyCheck, kept=True),
            ),
            Field("safety_words", "Det ni bygger bedömningen på", TextEdit(lines=3)),
        ],
        kind="trappan_safety",
        begin={"safety": programme.safety, "safety_words": programme.safety_words},
        lead="Annat svar än Ja går att starta på, men då med ett skäl som sparas.",
        said="Trygghetskontrollen är sparad",
    )


def starting_sheet(around: Around, programme: TrappanProgramme) -> Sheet:
    """Return the sheet that begins the first step, with the ground beside it (T1, T2)."""
    talk, safety = programme.parent_talk_on, programme.safety
    entries: Entries = [
        Field("contact_started_on", "Första steget börjar", DateEdit(today=around.today)),
        Field("ground", "Grund den dagen", ground_fact(around, programme.child_id)),
        Field("parent_talk_on", "Föräldrasamtal före", Fact(str(talk or "Inget är inskrivet"))),
        Field("safety", "Trygghetskontroll", Fact(safety.label if safety else "Inte gjord")),
    ]
    if is_guessed(person_of(around, programme.child_id)) or programme.age_judgement:
        entries.append(Field("age_judgement", _WHY_FOUR, TextEdit(lines=2)))

    def submit(entered: Entered, landing: Landing) -> None:
        judged = entered.values.get("age_judgement") or ""
        reasons = {**({"age_judgement": judged} if judged.strip() else {}), **entered.reasons}
        around.desk.do(
            trappan.start_trappan,
            programme,
            entered.values["contact_started_on"] or around.today,
            reasons=reasons,
            then=landing.then,
            otherwise=landing.otherwise,
        )

    return run_by(
        around,
        programme,
        "Starta Trappan",
        entries,
        submit,
        kind="trappan_start",
        said="Trappan har börjat",
        lead=ADHERES,
        begin={
            "contact_started_on": around.today,
            "age_judgement": programme.age_judgement,
        },
    )


def _saved_by(
    around: Around,
    programme: TrappanProgramme,
    title: str,
    entries: Entries,
    *,
    kind: str,
    begin: dict[str, Any],
    lead: str,
    said: str,
) -> Sheet:
    """Return a sheet that changes some of what is described of a programme."""

    def submit(entered: Entered, landing: Landing) -> None:
        around.desk.do(
            trappan.save_programme,
            replace(programme, **known(programme, entered.values)),
            reasons=entered.reasons,
            expect=None if entered.knowing else around.dossier.head,
            then=landing.then,
            otherwise=landing.otherwise,
        )

    return run_by(
        around, programme, title, entries, submit, kind=kind, said=said, lead=lead, begin=begin
    )


def _about(around: Around, child_id: str, child: Person | None) -> str:
    """Return who the child is, and since when it may have Trappan, if it may not yet."""
    words = name_of(around, child_id)
    if child is not None and child.birth is not None:
        earliest = four_on(child.birth)[0]
        if earliest > around.today:
            words += f". Fyller 4 år {earliest}; Trappan kan börja då."
    return words


def _take_number(sheet: Sheet, found: str) -> None:
    if found.isdigit() and not sheet.form.dirty:
        sheet.form.editor("planned_sessions").set_value(int(found))
