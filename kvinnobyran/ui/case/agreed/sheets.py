"""The sheets of the case itself: what is agreed, resting, closing."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any

from kvinnobyran.domain.case import CaseState, CloseReason, Documentation, Regime
from kvinnobyran.domain.documentation import MEANS
from kvinnobyran.domain.intervention import OPEN_STATES, Intervention
from kvinnobyran.domain.missing import Answer
from kvinnobyran.domain.note import JournalNote, NoteState, WorkingNote
from kvinnobyran.domain.trappan import ENDED, TrappanProgramme
from kvinnobyran.flows.cases import FOLLOW_UP_DAYS, close_case, pause_case, save_case
from kvinnobyran.store.retention import kept as retained
from kvinnobyran.ui.case.around import Around, saving, shown
from kvinnobyran.ui.kit.chips import Chips
from kvinnobyran.ui.kit.dates import DateEdit
from kvinnobyran.ui.kit.editors import CodeBox, Option, TextEdit
from kvinnobyran.ui.kit.fact import Fact
from kvinnobyran.ui.kit.form import Field
from kvinnobyran.ui.kit.sheet import Entered, Landing, Saving, Sheet
from kvinnobyran.ui.register import OrganisationEdit

_CHOICES = tuple(Option(each, each.label, help=MEANS[each]) for each in Documentation)
_MEANS = " ".join(f"{each.label}: {words[0].lower()}{words[1:]}" for each, words in MEANS.items())


def case_sheet(around: Around) -> Sheet:
    """Return the sheet for what is agreed about the case."""

    def complete(values: Mapping[str, Any]) -> Mapping[str, Any]:
        # What she no longer wants kept is erased, and that cannot be taken back.
        sheet.undoable = values["documentation"] is around.case.documentation
        return values

    sheet = Sheet(
        around.desk,
        "Om ärendet",
        [
            Field("regime", "Stödet ges som", CodeBox(Regime, nothing=None)),
            Field("documentation", "Dokumentation", Chips(_CHOICES, kept=True), help=_MEANS),
            Field(
                "documentation_consent", "Godkänner hon dokumentationen?", Chips(Answer, kept=True)
            ),
            Field("reason", "Varför hon vände sig hit", TextEdit(lines=2)),
            Field(
                "states_earlier_contact",
                "Uppger tidigare kontakt med oss",
                Chips(Answer, kept=True),
            ),
            Field("opened_on", "Öppnat", DateEdit(today=around.today)),
        ],
        kind="case",
        record=around.case.id,
        savings=[
            saving(
                around,
                "Spara",
                save_case,
                around.case,
                said="Ärendet är sparat",
                reasoned=True,
                complete=complete,
            )
        ],
        belongs_to=around.belongs_to,
    )
    sheet.begin(shown(around.case))
    return sheet


def closing_sheet(around: Around) -> Sheet:
    """Return the sheet that closes the case."""

    def submit(entered: Entered, landing: Landing) -> None:
        around.desk.do(
            close_case,
            around.case,
            closed_on=entered.values["closed_on"],
            reason=entered.values["close_reason"],
            result=entered.values["close_result"],
            referred_to=entered.values["referred_to"],
            follow_up=entered.values["follow_up_wanted"],
            follow_up_on=entered.values["follow_up_on"],
            reasons=entered.reasons,
            then=landing.then,
            otherwise=landing.otherwise,
        )

    sheet = Sheet(
        around.desk,
        "Avsluta ärendet",
        [
            Field("closed_on", "Avslutas den", DateEdit(today=around.today)),
            Field("close_reason", "Varför", Chips(CloseReason)),
            Field("referred_to", "Hänvisas till", OrganisationEdit(around.desk)),
            Field("close_result", "Vad ni kom fram till tillsammans", TextEdit(lines=3)),
            Field("follow_up_wanted", "Vill hon att ni hör av er?", Chips(Answer, kept=True)),
            Field(
                "follow_up_on",
                "När ska ni höra av er?",
                DateEdit(today=around.today),
                "Du blir påmind den dagen. Fråga henne nu hur hon kan nås säkert då.",
            ),
            Field("interventions", "Insatser", Fact(_open_words(around))),
            Field("notes", "Anteckningar", Fact(_note_words(around))),
            Field("working_notes", "Arbetsminnen", Fact(_working_words(around))),
            Field("kept", "Hur länge det sparas", _kept_words(around)),
        ],
        lead="Pågående insatser avslutas, planerade samtal avbokas, arbetsminnen raderas.",
        kind="closing",
        record=around.case.id,
        savings=[Saving(text="Avsluta ärendet", submit=submit, said="Ärendet är avslutat")],
        belongs_to=around.belongs_to,
    )
    sheet.only_when("referred_to", "close_reason", lambda value: value is CloseReason.REFERRED)
    sheet.only_when(
        "follow_up_on", "follow_up_wanted", lambda value: value is Answer.YES, otherwise=None
    )
    # A working note is erased, and nothing before that can be taken back.
    sheet.undoable = not around.dossier.of(WorkingNote)
    gone = around.dossier.person.deceased is not None
    closes = around.case.closed_on or around.today
    sheet.begin(
        {
            **shown(around.case),
            "closed_on": closes,
            "follow_up_on": closes + timedelta(days=FOLLOW_UP_DAYS),
            "close_reason": around.case.close_reason or (CloseReason.DECEASED if gone else None),
        }
    )
    return sheet


def pausing_sheet(around: Around) -> Sheet:
    """Return the sheet that lets the case rest."""

    def submit(entered: Entered, landing: Landing) -> None:
        around.desk.do(
            pause_case,
            around.case,
            entered.values["paused_until"],
            reasons=entered.reasons,
            then=landing.then,
            otherwise=landing.otherwise,
        )

    sheet = Sheet(
        around.desk,
        "Låt ärendet vila",
        [Field("paused_until", "Ta upp igen den", DateEdit(today=around.today))],
        lead="Högst 90 dagar. Den dagen påminner programmet dig; efter 90 dagar i alla fall.",
        kind="pausing",
        record=around.case.id,
        savings=[Saving(text="Låt vila", submit=submit, said="Ärendet vilar")],
        belongs_to=around.belongs_to,
    )
    sheet.begin({"paused_until": None})
    return sheet


def _kept_words(around: Around) -> Fact:
    """Return what is said of how long the case will be kept once it is closed today."""
    said = Fact("")
    closed = replace(around.case, state=CaseState.CLOSED, closed_on=around.today)
    around.desk.ask(retained, closed, then=lambda found: said.setText(found.sentence), owner=said)
    return said


def _open_words(around: Around) -> str:
    going_on = [
        each.kind.label for each in around.dossier.of(Intervention) if each.state in OPEN_STATES
    ]
    going_on += [
        "Trappan" for each in around.dossier.of(TrappanProgramme) if each.state not in ENDED
    ]
    return ", ".join(going_on) or "Ingen insats pågår."


def _note_words(around: Around) -> str:
    drafts = sum(note.state is NoteState.DRAFT for note in around.dossier.of(JournalNote))
    return f"{drafts} osignerade." if drafts else "Alla är signerade."


def _working_words(around: Around) -> str:
    kept = len(around.dossier.of(WorkingNote))
    return f"{kept} raderas när ärendet avslutas." if kept else "Inga."
