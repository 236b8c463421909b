"""How she and those around her are protected, and who has read what that hides (S1, S4, S5)."""

from collections.abc import Hashable, Iterator
from dataclasses import replace
from datetime import date
from functools import partial

from PySide6.QtWidgets import QMenu

from kvinnobyran.domain.ids import new_id
from kvinnobyran.domain.person import Person
from kvinnobyran.domain.protection import Grade, Protection, ProtectionSource, grade_of
from kvinnobyran.domain.relation import FAMILY
from kvinnobyran.flows.protection import end_protection, save_protection
from kvinnobyran.store.dossier import Dossier
from kvinnobyran.store.readings import Reading, readings
from kvinnobyran.ui.case.around import Around, known, shown
from kvinnobyran.ui.case.cards import card
from kvinnobyran.ui.case.moment import Flag, Moment
from kvinnobyran.ui.case.part import Part
from kvinnobyran.ui.case.people.words import HERSELF, kin_of, names
from kvinnobyran.ui.case.room import Room
from kvinnobyran.ui.kit.buttons import Button, Kind
from kvinnobyran.ui.kit.card import Card, Line
from kvinnobyran.ui.kit.chips import Chips, YesNo
from kvinnobyran.ui.kit.dates import DateEdit
from kvinnobyran.ui.kit.editors import CodeBox, TextEdit
from kvinnobyran.ui.kit.fact import Fact
from kvinnobyran.ui.kit.form import Field, Row, Section
from kvinnobyran.ui.kit.icons import Icon
from kvinnobyran.ui.kit.notice import Tone
from kvinnobyran.ui.kit.sheet import Entered, Landing, Saving, Sheet

_LATEST = 5


def _contacts(room: Room, dossier: Dossier) -> list[Card]:
    held = [each for each in dossier.of(Protection) if each.valid_until is None]
    shields = sorted(held, key=lambda each: each.person_id != dossier.person.id)
    made = card(
        "Skydd",
        [_line(room, dossier, each) for each in shields],
        partial(_open, room),
        icon=Icon.PROTECTED,
        empty="Inget skydd är antecknat. Fråga om sekretessmarkering och skyddad folkbokföring.",
        button=Button("Anteckna skydd", Kind.QUIET, then=lambda: room.open("protection")),
        menu=partial(_menu, room),
    )
    return [made, *([_readings(room, dossier)] if any(each.in_force for each in shields) else [])]


def _line(room: Room, dossier: Dossier, shield: Protection) -> Line:
    review = f"Omprövas {shield.review_on}" if shield.review_on else "Ingen omprövning är bestämd"
    words = [_who(room, dossier, shield.person_id), shield.source.label]
    if shield.instruction:
        words.append(shield.instruction)
    return Line(
        key=shield,
        text=shield.grade.label,
        detail=" · ".join(words),
        aside=review,
        icon=Icon.PROTECTED,
    )


def _who(room: Room, dossier: Dossier, person_id: str) -> str:
    return names(dossier, room.desk.today).get(person_id, HERSELF)


def _readings(room: Room, dossier: Dossier) -> Card:
    """Show who has read her details: the log is in the journal's chain."""
    made = card(
        "Har läst uppgifterna",
        [],
        lambda _: None,
        icon=Icon.HISTORY,
        empty="Ingen har läst de skyddade uppgifterna.",
    )

    def came(found: list[Reading]) -> None:
        zone = room.desk.now.tzinfo
        made.show_lines(
            [
                Line(
                    key=at,
                    text=each.user,
                    detail=each.what,
                    aside=f"{each.at.astimezone(zone):%Y-%m-%d %H.%M}",
                    icon=Icon.SHOW,
                )
                for at, each in enumerate(found)
            ]
        )

    room.desk.ask(readings, dossier.person.id, _LATEST, then=came, owner=made)
    return made


def _open(room: Room, shield: Protection) -> None:
    room.open("protection", shield.id)


def _menu(room: Room, key: Hashable, menu: QMenu) -> None:
    if isinstance(key, Protection):
        menu.addAction("Skyddet har upphört").triggered.connect(
            lambda: room.run(end_protection, key, said="Skyddet har upphört")
        )


# --- the sheet ------------------------------------------------------------------------------------


def _sheet(room: Room, record: str) -> Sheet | None:
    """Return the sheet of a protection, of a person's, or of a new one for the woman."""
    dossier = room.around.dossier
    known_one = next((each for each in dossier.of(Protection) if each.id == record), None)
    if known_one is not None:
        return protection_sheet(room, known_one)
    people = {dossier.person.id, *(each.id for each in dossier.of(Person))}
    draft = room.drafts.get(record)
    whose = record if record in people else str(draft.body.get("whose", "")) if draft else ""
    held = next(
        (each for each in dossier.of(Protection) if each.person_id == whose and each.in_force), None
    )
    if held is not None and record in people:
        return protection_sheet(room, held)
    return protection_sheet(
        room,
        Protection(
            id=new_id() if record in people else record,
            person_id=whose if whose in people else dossier.person.id,
            valid_from=room.desk.today,
        ),
    )


def protection_sheet(room: Room, shield: Protection) -> Sheet:
    """Return the sheet of one person's protection; it asks about the others too (S5)."""
    around: Around = room.around
    family = _family(around.dossier, shield.person_id)

    def submit(entered: Entered, landing: Landing) -> None:
        around.desk.do(
            save_protection,
            replace(shield, **known(shield, entered.values)),
            shared=entered.values.get("shared"),
            expect=None if entered.knowing else around.dossier.head,
            then=landing.then,
            otherwise=landing.otherwise,
        )

    held = shield in around.dossier.of(Protection)
    until = [Field("valid_until", "Upphörde", DateEdit(today=around.today))] if held else []
    entries: list[Field | Row | Section] = [
        Field("who", "Vem gäller det?", Fact(_who(room, around.dossier, shield.person_id))),
        Field("grade", "Skydd", Chips(Grade, kept=True)),
        Row(
            Field("valid_from", "Gäller från", DateEdit(today=around.today)),
            Field("review_on", "Omprövas senast", DateEdit(today=around.today)),
            *until,
        ),
        Field("source", "Hur vet ni det", CodeBox(ProtectionSource, nothing=None)),
        Field(
            "instruction",
            "Så hanteras uppgifterna",
            TextEdit(placeholder="Till exempel vem som får ringa, och varifrån", lines=2),
        ),
    ]
    if family:
        entries.append(Field("shared", _question(family), YesNo()))
    sheet = Sheet(
        around.desk,
        "Skydd",
        entries,
        lead=(
            "Med skydd hittas personen inte på namn eller nummer, och uppgifterna visas först när"
            " du skriver ditt lösenord. Varje läsning antecknas. Du blir påmind 30 och 7 dagar"
            " före omprövningen."
        ),
        kind="protection",
        record=shield.id,
        savings=[Saving(text="Spara", submit=submit, said="Skyddet är sparat")],
        belongs_to={**around.belongs_to, "whose": shield.person_id},
    )
    if family:
        sheet.only_when("shared", "grade", lambda value: value is not Grade.NONE, otherwise=None)
    sheet.begin({**shown(shield), "shared": None})
    sheet.form.focus_field("grade")
    return sheet


def _family(dossier: Dossier, person_id: str) -> list[str]:
    """Return whom the question about the same protection concerns, as far as the case shows."""
    if person_id != dossier.person.id:
        return [HERSELF]
    return [each.person.id for each in kin_of(dossier) if each.kind in FAMILY and not each.ended]


def _question(family: list[str]) -> str:
    return (
        "Ska de andra i familjen ha samma skydd?"
        if family == [HERSELF]
        else "Ska barnen ha samma skydd?"
    )


# --- what is said of it ---------------------------------------------------------------------------


def _flags(dossier: Dossier, _today: date) -> Iterator[Flag]:
    own = grade_of(dossier.of(Protection), dossier.person.id)
    if own is not Grade.NONE:
        yield Flag(f"Skyddade uppgifter: {own.label.casefold()}.", Tone.DANGER)
    elif grade_of(dossier.of(Protection)) is not Grade.NONE:
        yield Flag("Någon runt henne har skyddade uppgifter.", Tone.DANGER)


def _moments(dossier: Dossier) -> Iterator[Moment]:
    for each in dossier.of(Protection):
        if each.grade is Grade.NONE:
            continue
        yield _moment(each, ended=False)
        if each.valid_until is not None:
            yield _moment(each, ended=True)


def _moment(shield: Protection, *, ended: bool) -> Moment:
    day = shield.valid_until if ended and shield.valid_until else shield.valid_from
    state = "Upphörde" if ended else shield.source.label
    return Moment(
        id=shield.id, day=day, at=None, kind="Skydd", what=shield.grade.label, state=state
    )


PROTECTION = Part(
    key="protection",
    tables=frozenset({"protection"}),
    cards={"contacts": _contacts},
    sheets={"protection": _sheet},
    opens={Protection: _open},
    moments=_moments,
    flags=_flags,
)
