"""Two records of one person, side by side, and the way back for 30 days (I5)."""

from collections.abc import Iterator
from functools import partial
from typing import Any

from kvinnobyran.domain.faults import stopp
from kvinnobyran.domain.merging import Merge
from kvinnobyran.domain.person import Person
from kvinnobyran.domain.trouble import Refused
from kvinnobyran.flows.drafts import drop_draft
from kvinnobyran.flows.merging import COMPARING, Comparison, compare, merge_persons, unmerge
from kvinnobyran.store.dossier import Dossier
from kvinnobyran.store.merges import Candidate, candidates, person_by_code
from kvinnobyran.store.reader import Reader
from kvinnobyran.ui.case.cards import card
from kvinnobyran.ui.case.moment import Moment
from kvinnobyran.ui.case.part import Part
from kvinnobyran.ui.case.room import Room
from kvinnobyran.ui.kit.card import Card, Line
from kvinnobyran.ui.kit.chips import Chips
from kvinnobyran.ui.kit.editors import LineEdit, Option
from kvinnobyran.ui.kit.fact import Fact
from kvinnobyran.ui.kit.form import Field, Row, Section
from kvinnobyran.ui.kit.icons import Icon
from kvinnobyran.ui.kit.sheet import Entered, Landing, Saving, Sheet

_FIELDS = {
    "identity": "Hon är",
    "first_name": "Förnamn",
    "last_name": "Efternamn",
    "alias": "Alias",
    "birth": "Född",
    "gender": "Kön",
    "language": "Språk",
    "interpreter": "Tolk",
    "municipality": "Kommun",
    "participation_note": "Behov för att kunna delta",
    "deceased": "Avliden",
}
_NOBODY = "Det finns inget ärende med den koden. Skriv hela koden, till exempel KB-27-014."


def begin(room: Room) -> None:
    """Ask who she may be the same as, and open the sheet that chooses."""
    person_id = room.around.dossier.person.id
    room.desk.ask(candidates, person_id, then=lambda found: room.edit(choosing_sheet(room, found)))


def choosing_sheet(room: Room, found: list[Candidate]) -> Sheet:
    """Return the sheet that says with whom: one of those who are alike, or a case's code."""
    around = room.around
    her = around.dossier.person

    def submit(entered: Entered, landing: Landing) -> None:
        chosen = entered.values.get("other") or ""
        room.desk.ask(
            _compared,
            her.id,
            chosen,
            entered.values["code"],
            then=partial(_came, room, sheet, landing),
            owner=sheet,
        )

    entries: list[Field | Row | Section] = []
    if found:
        entries.append(
            Field(
                "other",
                "Någon som liknar henne",
                Chips([Option(each.person_id, _words(each)) for each in found]),
            )
        )
    entries.append(
        Field(
            "code",
            "Eller koden på hennes andra ärende" if found else "Koden på hennes andra ärende",
            LineEdit(placeholder="KB-27-014"),
        )
    )
    sheet = Sheet(
        room.desk,
        "Slå ihop med en annan person",
        entries,
        lead="Du ser de två bredvid varandra innan något händer. Det går att ångra i 30 dagar.",
        kind="merging",
        record=her.id,
        savings=[Saving(text="Jämför", submit=submit, busy_text="Jämför …")],
        belongs_to=around.belongs_to,
    )
    sheet.undoable = False
    sheet.begin({})
    return sheet


def _words(each: Candidate) -> str:
    return f"{each.code or 'Utan ärende'}: {each.why}"


def _compared(reader: Reader, her: str, chosen: str, code: str) -> Comparison | None:
    other = chosen or person_by_code(reader, code)
    return compare(reader, her, other) if other else None


def _came(room: Room, sheet: Sheet, landing: Landing, found: Comparison | None) -> None:
    """Show the two, or say why not."""
    if found is None or found.faults:
        faults = found.faults if found else (stopp("code", _NOBODY, "domain.md I5"),)
        landing.otherwise(Refused(faults))
        return
    sheet.keeper.drop()
    room.edit(comparing_sheet(room, found))


def _compare_again(room: Room, record: str) -> None:
    """Put the two beside each other again after a lock; nothing comes of it if one is gone."""
    her = room.around.dossier.person.id

    def came(found: Comparison | None) -> None:
        if found is None or found.faults:
            room.desk.do(drop_draft, COMPARING, record)
        else:
            room.edit(comparing_sheet(room, found))

    room.desk.ask(compare, her, record, then=came)


def comparing_sheet(room: Room, found: Comparison) -> Sheet:
    """Return the two side by side; where they differ one says which is right."""
    around = room.around
    kept, gone = found.kept, found.gone

    def submit(entered: Entered, landing: Landing) -> None:
        chosen = frozenset(name for name in found.differing if entered.values[name] == "gone")
        room.desk.do(
            merge_persons,
            kept.id,
            gone.id,
            chosen=chosen,
            then=landing.then,
            otherwise=landing.otherwise,
        )

    entries: list[Field | Row | Section] = [
        Row(
            Field("kept", "Den här personen", Fact(_summary(kept, found.kept_cases))),
            Field("other", "Den andra personen", Fact(_summary(gone, found.gone_cases))),
        )
    ]
    if found.differing:
        entries.append(Section("Vad stämmer?", "De två säger olika. Välj för varje rad."))
    entries += [
        Field(
            name,
            _FIELDS[name],
            Chips(
                [
                    Option("kept", _value(getattr(kept, name))),
                    Option("gone", _value(getattr(gone, name))),
                ],
                kept=True,
            ),
        )
        for name in found.differing
    ]
    sheet = Sheet(
        room.desk,
        "Jämför och slå ihop",
        entries,
        lead=(
            "Ärenden, kontaktvägar och allt annat om den andra personen flyttas hit. Båda"
            " ärendekoderna hittas som förut."
        ),
        kind=COMPARING,
        record=gone.id,
        savings=[
            Saving(text="Slå ihop", submit=submit, said="Personerna är sammanslagna"),
        ],
        belongs_to=around.belongs_to,
    )
    sheet.begin(dict.fromkeys(found.differing, "kept"))
    return sheet


def _summary(person: Person, cases: tuple[Any, ...]) -> str:
    lines = [person.called, person.identity.label]
    if person.birth is not None:
        lines.append(f"Född {person.birth.label}")
    if person.language:
        lines.append(f"Språk: {person.language}")
    lines += [f"{case.code}, {case.state.label.casefold()}" for case in cases]
    return "\n".join(lines)


def _value(value: Any) -> str:  # noqa: ANN401 - any field of a person
    return str(getattr(value, "label", value))


# --- the way back ---------------------------------------------------------------------------------


def _overview(room: Room, dossier: Dossier) -> list[Card]:
    merges = [each for each in dossier.of(Merge) if each.last_day >= room.desk.today]
    if not merges:
        return []
    return [
        card(
            "Sammanslagen",
            [
                Line(
                    key=each,
                    text=f"Sammanslagen {each.merged_on}",
                    detail="Retur ångrar sammanslagningen",
                    aside=f"Kan ångras till {each.last_day}",
                    icon=Icon.LINK,
                )
                for each in merges
            ],
            lambda merge: room.open("unmerging", merge.id),
            icon=Icon.LINK,
        )
    ]


def _unmerging_sheet(room: Room, record: str) -> Sheet | None:
    merge = next((each for each in room.around.dossier.of(Merge) if each.id == record), None)
    if merge is None:
        return None

    def submit(_: Entered, landing: Landing) -> None:
        room.desk.do(unmerge, merge, then=landing.then, otherwise=landing.otherwise)

    sheet = Sheet(
        room.desk,
        "Ångra sammanslagningen",
        [
            Field(
                "merge",
                f"Sammanslagen {merge.merged_on}",
                Fact(
                    "Personerna blir två igen. Det som har skrivits sedan dess stannar hos den"
                    " här personen."
                ),
            )
        ],
        kind="unmerging",
        record=merge.id,
        savings=[Saving(text="Gör dem till två", submit=submit, said="De är två igen")],
        belongs_to=room.around.belongs_to,
    )
    sheet.begin({})
    return sheet


def _hers(room: Room, _: str) -> str:
    return room.around.dossier.person.id


def _moments(dossier: Dossier) -> Iterator[Moment]:
    """Say that two records became one, and two again: never who the other one was."""
    for each in dossier.of(Merge):
        what = "Registrering"
        yield Moment(each.id, each.merged_on, None, "Person", what, "Två blev en")
        if each.undone_on is not None:
            yield Moment(each.id, each.undone_on, None, "Person", what, "En blev två igen")


MERGING = Part(
    key="merging",
    tables=frozenset({"person_merge"}),
    cards={"overview": _overview},
    moments=_moments,
    sheets={
        "merging": lambda room, _: choosing_sheet(room, []),
        COMPARING: _compare_again,
        "unmerging": _unmerging_sheet,
    },
    opens={Merge: lambda room, merge: room.open("unmerging", merge.id)},
    # Whoever is alike is called what she is called: that too is behind her door (S1).
    guarded={"merging": _hers, COMPARING: _hers},
)
