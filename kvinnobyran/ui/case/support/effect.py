"""The dialogue about the effect (A4): its curve, and a sheet for when it is held by itself."""

from collections.abc import Sequence

from kvinnobyran.domain.effect import HIGHEST, LOWEST, EffectDialogue, in_words
from kvinnobyran.domain.ids import new_id
from kvinnobyran.domain.intervention import Intervention
from kvinnobyran.flows.effect import remove_dialogue, save_dialogue
from kvinnobyran.ui.case.around import Around
from kvinnobyran.ui.case.room import Room
from kvinnobyran.ui.kit.curve import Curve, Series
from kvinnobyran.ui.kit.dates import DateEdit
from kvinnobyran.ui.kit.editors import LineEdit, NumberEdit
from kvinnobyran.ui.kit.form import Field
from kvinnobyran.ui.kit.sheet import Entered, Landing, Saving, Sheet

ASK = "Fråga henne. 1 är inte alls, 10 är så mycket som går."


def effect_curve(dialogues: Sequence[EffectDialogue]) -> Curve:
    """Return what she has said of the effect as a small curve."""
    return Curve(
        [Series("Effekt", tuple((each.held_on, each.value) for each in dialogues))],
        lowest=LOWEST,
        highest=HIGHEST,
        words=in_words(dialogues),
        name="Effekten över tid",
    )


def effect_sheet(
    around: Around, intervention: Intervention, known: EffectDialogue | None = None
) -> Sheet:
    """Return the sheet of a dialogue: a new one, or one that was written down."""

    def submit(entered: Entered, landing: Landing) -> None:
        given = entered.values
        around.desk.do(
            save_dialogue,
            EffectDialogue(
                id=known.id if known else new_id(),
                intervention_id=intervention.id,
                session_id=known.session_id if known else None,
                held_on=given["held_on"] or around.today,
                # Nothing is no figure, and the rule says so beside the field.
                value=given["effect"] or 0,
                words=given["effect_words"],
            ),
            then=landing.then,
            otherwise=landing.otherwise,
        )

    def remove(_: Entered, landing: Landing) -> None:
        around.desk.do(remove_dialogue, known, then=landing.then, otherwise=landing.otherwise)

    keep = Saving(text="Spara svaret", submit=submit, said="Svaret är sparat")
    away = Saving(text="Ta bort svaret", submit=remove, said="Svaret är borttaget")
    sheet = Sheet(
        around.desk,
        f"Hjälper det? {intervention.kind.label}",
        [
            Field("effect", "Hjälper det henne? 1–10", _figure(), help=ASK),
            Field("effect_words", "Vad säger hon om det?", LineEdit()),
            Field("held_on", "Dag", DateEdit(today=around.today)),
        ],
        kind="effect_dialogue",
        record=known.id if known else intervention.id,
        # One that was written by mistake can be taken away where it is read.
        savings=[away, keep] if known else [keep],
        belongs_to=around.belongs_to,
    )
    sheet.begin(
        {
            "effect": known.value if known else None,
            "effect_words": known.words if known else "",
            "held_on": known.held_on if known else around.today,
        }
    )
    return sheet


def open_dialogue(room: Room, known: EffectDialogue) -> None:
    """Open a dialogue that was written down."""
    found = room.around.dossier.get(known.intervention_id)
    if isinstance(found, Intervention):
        room.edit(effect_sheet(room.around, found, known))


def found_sheet(room: Room, record: str) -> Sheet | None:
    """Return the sheet of a dialogue, or of a new one about an intervention."""
    dossier = room.around.dossier
    found = dossier.get(record)
    known = found if isinstance(found, EffectDialogue) else None
    about = dossier.get(known.intervention_id) if known else found
    return effect_sheet(room.around, about, known) if isinstance(about, Intervention) else None


def _figure() -> NumberEdit:
    return NumberEdit(least=LOWEST, most=HIGHEST)
