"""What every sheet of a child's programme has in common: its name, the ground, the draft."""

from collections.abc import Callable
from datetime import date
from typing import Any

from kvinnobyran.domain.person import Person
from kvinnobyran.domain.trappan import TrappanProgramme
from kvinnobyran.store.trappan import verdict_for
from kvinnobyran.ui.case.around import Around
from kvinnobyran.ui.case.people.words import names
from kvinnobyran.ui.case.trappan.ground import ground_words
from kvinnobyran.ui.kit.fact import Fact
from kvinnobyran.ui.kit.form import Field, Row, Section
from kvinnobyran.ui.kit.sheet import Entered, Landing, Saving, Sheet

Entries = list[Field | Row | Section]


def name_of(around: Around, child_id: str) -> str:
    """Return what a child is called on the page of its case (S1)."""
    return names(around.dossier, around.today).get(child_id, "Barnet")


def belongs(around: Around, programme: TrappanProgramme) -> dict[str, str]:
    """Return what a draft of a sheet needs to find its way back to the child."""
    return {**around.belongs_to, "child": programme.child_id}


def ground_fact(around: Around, child_id: str, on: date | None = None) -> Fact:
    """Return what the consent engine answers, as a field that is read."""
    said = Fact("Prövas …")
    called = names(around.dossier, around.today)
    around.desk.ask(
        verdict_for,
        child_id,
        on or around.today,
        then=lambda verdict: said.setText("\n".join(ground_words(verdict, called))),
        owner=said,
    )
    return said


def run_by(  # noqa: PLR0913 - one name for each thing a sheet is
    around: Around,
    programme: TrappanProgramme,
    title: str,
    entries: Entries,
    submit: Callable[[Entered, Landing], None],
    *,
    kind: str,
    said: str,
    begin: dict[str, Any],
    lead: str = "",
    conditions: Callable[[Sheet], object] = lambda _: None,
) -> Sheet:
    """Return a sheet of a child's programme, with the child's name over it.

    ``conditions`` says, before anything is shown, which fields have a meaning when.
    """
    sheet = Sheet(
        around.desk,
        f"{title}: {name_of(around, programme.child_id)}",
        entries,
        kind=kind,
        record=programme.id,
        savings=[Saving(text=VERBS.get(kind, "Spara"), submit=submit, said=said)],
        lead=lead,
        belongs_to=belongs(around, programme),
    )
    conditions(sheet)
    sheet.begin(begin)
    return sheet


VERBS = {
    "trappan_start": "Starta Trappan",
    "trappan_step": "Gå vidare",
    "trappan_pause": "Pausa Trappan",
    "trappan_resume": "Återuppta Trappan",
    "trappan_finish": "Avsluta Trappan",
    "trappan_break_off": "Avbryt Trappan",
    "trappan_feedback": "Återkopplingen är given",
}
"""What the button of a sheet says."""


def person_of(around: Around, child_id: str) -> Person | None:
    """Return a child among those of the case, or None."""
    return next((each for each in around.dossier.of(Person) if each.id == child_id), None)


def is_guessed(child: Person | None) -> bool:
    """Tell whether nobody knows the very day of a child's birth (T1)."""
    return child is None or child.birth is None or not child.birth.exact
