"""What she says of what is written: rectification, objection, and what she was answered (D6)."""

from collections.abc import Iterator

from kvinnobyran.domain.rights import TRANSITIONS, RightsKind, RightsNote, RightsState
from kvinnobyran.flows.rights import save_rights_note
from kvinnobyran.store.dossier import Dossier
from kvinnobyran.ui.case.around import Around, saving, shown
from kvinnobyran.ui.case.authorities.sheets import following
from kvinnobyran.ui.case.cards import card
from kvinnobyran.ui.case.moment import Moment
from kvinnobyran.ui.case.part import Part
from kvinnobyran.ui.case.room import Room
from kvinnobyran.ui.kit.buttons import Button, Kind
from kvinnobyran.ui.kit.card import Card, Line
from kvinnobyran.ui.kit.chips import Chips
from kvinnobyran.ui.kit.dates import DateEdit
from kvinnobyran.ui.kit.editors import LineEdit, TextEdit
from kvinnobyran.ui.kit.form import Field, Row
from kvinnobyran.ui.kit.icons import Icon
from kvinnobyran.ui.kit.sheet import Sheet

_KIND = "rights_note"


def rights_sheet(around: Around, record: str) -> Sheet:
    """Return the sheet of what she asks, and of the answer."""
    known = next((each for each in around.dossier.of(RightsNote) if each.id == record), None)
    note = known or RightsNote(id=record, case_id=around.case.id, asked_on=around.today)
    states = following(TRANSITIONS, known.state) if known else list(RightsState)
    sheet = Sheet(
        around.desk,
        "Rättelse eller invändning",
        [
            Row(
                Field("kind", "Vad hon begär", Chips(RightsKind, kept=True)),
                Field("asked_on", "Begärt den", DateEdit(today=around.today)),
            ),
            Field("about", "Vilken uppgift", LineEdit()),
            Field("words", "Med hennes ord", TextEdit(lines=3)),
            Field("state", "Vad ni gör", Chips(states, kept=True)),
            Field("answer", "Vad ni svarar henne", TextEdit(lines=2)),
        ],
        lead="En signerad anteckning rättas med en rättelse; hennes ord står kvar här bredvid.",
        kind=_KIND,
        record=note.id,
        savings=[saving(around, "Spara", save_rights_note, note, said="Sparat")],
        belongs_to=around.belongs_to,
    )
    sheet.only_when("answer", "state", lambda to: to is not RightsState.RECEIVED)
    sheet.begin(shown(note))
    return sheet


def _cards(room: Room, dossier: Dossier) -> list[Card]:
    return [
        card(
            "Hennes rättelser och invändningar",
            [
                Line(
                    key=each.id,
                    text=each.kind.label,
                    detail=f"{each.words} {each.state.label}.",
                    aside=str(each.asked_on),
                )
                for each in dossier.of(RightsNote)
            ],
            lambda key: room.open(_KIND, key),
            icon=Icon.NOTE,
            empty="Hon har inte bett om någon rättelse.",
            button=Button("Ny begäran från henne", Kind.QUIET, then=lambda: room.open(_KIND)),
        )
    ]


def _moments(dossier: Dossier) -> Iterator[Moment]:
    for note in dossier.of(RightsNote):
        said = f"{note.words} {note.state.label}."
        yield Moment(note.id, note.asked_on, None, "Rättigheter", note.kind.label, said)


RIGHTS = Part(
    key="rights",
    cards={"documents": _cards},
    sheets={_KIND: lambda room, record: rights_sheet(room.around, record)},
    opens={RightsNote: lambda room, note: room.open(_KIND, note.id)},
    moments=_moments,
)
