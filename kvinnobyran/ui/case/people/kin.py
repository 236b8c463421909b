"""The people around her: children first, who decides for them, and who may be contacted."""

from collections.abc import Hashable, Iterator
from datetime import date
from functools import partial

from PySide6.QtWidgets import QMenu, QVBoxLayout

from kvinnobyran.domain.ids import new_id
from kvinnobyran.domain.likeness import Likeness
from kvinnobyran.domain.missing import Answer
from kvinnobyran.domain.person import Person, may_be_twins
from kvinnobyran.domain.protection import Grade, Protection
from kvinnobyran.domain.relation import Custody, Guardian, MayContact, Relation, RelationKind
from kvinnobyran.flows.drafts import drop_draft
from kvinnobyran.flows.kin import end_relation, relate, remove_around, remove_custody
from kvinnobyran.store.dossier import Dossier
from kvinnobyran.store.kin import Kin
from kvinnobyran.ui.capture.similar import Acquaintance, Similar, acquaintance
from kvinnobyran.ui.case.cards import buttons, card
from kvinnobyran.ui.case.moment import Flag, Moment
from kvinnobyran.ui.case.part import Part
from kvinnobyran.ui.case.people.kin_sheets import (
    custody_sheet,
    first_custody,
    guardian_sheet,
    kin_sheet,
    relating_sheet,
)
from kvinnobyran.ui.case.people.letter import letter_sheet
from kvinnobyran.ui.case.people.words import custody_words, kin_of, names
from kvinnobyran.ui.case.room import Room
from kvinnobyran.ui.kit.buttons import Button, Kind
from kvinnobyran.ui.kit.card import Card, Line
from kvinnobyran.ui.kit.icons import Icon
from kvinnobyran.ui.kit.notice import Tone
from kvinnobyran.ui.kit.sheet import Sheet

_NOT = {MayContact.NO: "danger", MayContact.VIA_SOCIAL_SERVICES: "warn"}


def _overview(room: Room, dossier: Dossier) -> list[Card]:
    """Show the children: no child is only a number in the mother's form (domain.md 5.13)."""
    children = [each for each in kin_of(dossier) if each.kind is RelationKind.CHILD]
    called = names(dossier, room.desk.today)
    return [
        card(
            "Barnen",
            [_line(dossier, each, called) for each in children],
            partial(_open_kin, room),
            icon=Icon.PEOPLE,
            empty="Inget barn är antecknat. Ett alias eller en ålder räcker.",
            button=Button("Lägg till barn", Kind.QUIET, then=lambda: room.open("kin")),
            menu=partial(_menu, room),
        )
    ]


def _contacts(room: Room, dossier: Dossier) -> list[Card]:
    called = names(dossier, room.desk.today)
    around = card(
        "Runt henne",
        [_line(dossier, each, called) for each in kin_of(dossier)],
        partial(_open_kin, room),
        icon=Icon.PEOPLE,
        empty="Ingen är antecknad. Lägg till barnen först.",
        button=Button("Lägg till person", Kind.QUIET, then=lambda: room.open("kin")),
        menu=partial(_menu, room),
    )
    guardians = [each for each in dossier.of(Guardian) if each.person_id != dossier.person.id]
    if not guardians:
        return [around]
    return [
        around,
        card(
            "Får vårdnadshavare kontaktas?",
            [_guardian_line(each, called) for each in guardians],
            partial(_open_guardian, room),
            icon=Icon.MAIL,
            menu=partial(_guardian_menu, room),
        ),
    ]


def _line(dossier: Dossier, each: Kin, called: dict[str, str]) -> Line:
    name = called[each.person.id]
    words = [each.kind.label] if each.kind and not name.startswith(each.kind.label) else []
    if _is_twin(dossier, each.person.id):
        words.append("tvilling")
    if each.kind is RelationKind.CHILD:
        words.append(custody_words(dossier.of(Custody), each.person.id, called))
    if each.person.deceased is not None:
        words.append("avliden")
    if each.ended:
        words.append(f"till {each.relation.valid_until}")
    return Line(
        key=each.relation,
        text=name,
        detail=" · ".join(words),
        aside="" if each.grade is Grade.NONE else each.grade.label,
        icon=Icon.PERSON if each.grade is Grade.NONE else Icon.PROTECTED,
    )


def _is_twin(dossier: Dossier, person_id: str) -> bool:
    return any(
        relation.kind is RelationKind.TWIN and person_id in {relation.person_id, relation.other_id}
        for relation in dossier.of(Relation)
    )


def _guardian_line(guardian: Guardian, called: dict[str, str]) -> Line:
    secret = guardian.whereabouts_secret is Answer.YES
    return Line(
        key=guardian,
        text=f"{called.get(guardian.person_id, 'Vårdnadshavare')} om "
        f"{called.get(guardian.child_id, 'barnet')}",
        detail="Vistelseorten är hemlig" if secret else "",
        aside=guardian.may_contact.label,
        tone=_NOT.get(guardian.may_contact, "muted"),
        icon=Icon.MAIL,
    )


def _kin(room: Room, relation_id: str) -> Kin | None:
    found = kin_of(room.around.dossier)
    return next((each for each in found if each.relation.id == relation_id), None)


def _open_kin(room: Room, relation: Relation) -> None:
    room.open("kin", relation.id)


def _open_guardian(room: Room, guardian: Guardian) -> None:
    room.open("guardian", guardian.id)


def _guardian_menu(room: Room, key: Hashable, menu: QMenu) -> None:
    if isinstance(key, Guardian):
        menu.addAction("Skriv brev").triggered.connect(lambda: room.open("letter", key.id))
        menu.addAction("Skicka brev eller blankett …").triggered.connect(
            lambda: room.open("guardian_letter", key.id)
        )


def _letter_sheet(room: Room, record: str) -> Sheet | None:
    guardians = room.around.dossier.of(Guardian)
    own = next((each for each in guardians if each.id == record), None)
    return letter_sheet(room.around, own) if own else None


def _open_custody(room: Room, custody: Custody) -> None:
    room.open("custody", custody.id)


def _menu(room: Room, key: Hashable, menu: QMenu) -> None:
    """Offer the other things one says of somebody around her."""
    each = _kin(room, key.id) if isinstance(key, Relation) else None
    if each is None:
        return
    person = each.person
    if each.kind is RelationKind.CHILD:
        menu.addAction("Vårdnad").triggered.connect(lambda: _edit_custody(room, person.id))
        held = _custody(room.around.dossier, person.id)
        if held is not None:
            menu.addAction("Ta bort vårdnaden").triggered.connect(
                lambda: room.run(remove_custody, held, said="Vårdnaden är borttagen")
            )
        for twin, called in _twins_to_be(room, each):
            menu.addAction(f"Tvilling med {called}").triggered.connect(
                lambda _=False, twin=twin: room.run(relate, twin, said="Antecknat som tvillingar")
            )
    menu.addAction("Skydd").triggered.connect(lambda: room.open("protection", person.id))
    if not each.ended:
        menu.addAction("Har upphört idag").triggered.connect(
            lambda: room.run(end_relation, each.relation, said="Antecknat")
        )
    menu.addAction("Ta bort").triggered.connect(
        lambda: room.desk.do(
            remove_around,
            each.relation,
            seen_from=room.around.dossier.person.id,
            then=lambda _: room.navigator.toast("Borttagen", undo=True),
            otherwise=room.refused,
        )
    )


def _twins_to_be(room: Room, each: Kin) -> list[tuple[Relation, str]]:
    """Return the children who may be a child's twin and are not said to be, with their names.

    Only those who are equally protected: whether they should be is asked first (S5).
    """
    dossier = room.around.dossier
    pairs = [
        {relation.person_id, relation.other_id}
        for relation in dossier.of(Relation)
        if relation.kind is RelationKind.TWIN
    ]
    called = names(dossier, room.desk.today)
    return [
        (
            Relation(
                id=new_id(),
                person_id=each.person.id,
                other_id=other.person.id,
                kind=RelationKind.TWIN,
            ),
            called[other.person.id],
        )
        for other in kin_of(dossier)
        if other.kind is RelationKind.CHILD
        and other.person.id != each.person.id
        and other.grade is each.grade
        and may_be_twins(each.person, other.person)
        and {each.person.id, other.person.id} not in pairs
    ]


def _custody(dossier: Dossier, child_id: str) -> Custody | None:
    """Return the custody of a child that holds now."""
    return next(
        (
            each
            for each in dossier.of(Custody)
            if each.child_id == child_id and each.valid_until is None
        ),
        None,
    )


def _edit_custody(room: Room, child_id: str) -> None:
    held = _custody(room.around.dossier, child_id)
    own = held or first_custody(room.around, child_id, new_id())
    room.edit(custody_sheet(room.around, child_id, own))


# --- the sheets -----------------------------------------------------------------------------------


def _kin_sheet(room: Room, record: str) -> Sheet:
    each = _kin(room, record)
    sheet = kin_sheet(room.around, each, record=record)
    if each is None:
        _show_similar(room, sheet)
    else:
        ways = [Button("Skydd", Kind.QUIET, then=lambda: room.open("protection", each.person.id))]
        if each.kind is RelationKind.CHILD:
            own = partial(_edit_custody, room, each.person.id)
            ways.insert(0, Button("Vårdnad", Kind.QUIET, then=own))
        _below_head(sheet).insertWidget(2, buttons(*ways))
    return sheet


def _show_similar(room: Room, sheet: Sheet) -> None:
    """Show who she may already be while she is typed (I2), unless that would be a link (L19)."""
    dossier = room.around.dossier
    shields = dossier.of(Protection)
    if any(shield.grade is Grade.NEW_IDENTITY for shield in shields):
        return
    near = frozenset({dossier.person.id, *(each.id for each in dossier.of(Person))})
    similar = Similar(room.desk, sheet, title="Finns personen redan?", nor=near)
    _below_head(sheet).insertWidget(2, similar)
    form = sheet.form

    def typed() -> None:
        values = form.values()
        names = (values["first_name"], values["last_name"], values["alias"])
        born = values["birth"]
        similar.about(
            Likeness(
                names=tuple(name.strip() for name in names if name.strip()),
                birth=born,
                child_births=(born,) if born is not None else (),
            )
        )

    def chosen(found: Acquaintance) -> None:
        kind = form.values().get("kind") or RelationKind.CHILD
        sheet.keeper.drop()
        room.edit(relating_sheet(room.around, found, kind=kind))

    form.changed.connect(typed)
    similar.chosen.connect(chosen)


def _relate_again(room: Room, record: str) -> None:
    """Go on connecting her with somebody who is registered, after a lock: the draft knows whom."""
    draft = room.drafts.get(record)
    other = str(draft.body.get("other", "")) if draft else ""

    def came(found: Acquaintance | None) -> None:
        if found is None:
            room.desk.do(drop_draft, "relating", record)
        else:
            room.edit(relating_sheet(room.around, found, record_id=record))

    if other:
        room.desk.ask(acquaintance, other, then=came)


def _below_head(sheet: Sheet) -> QVBoxLayout:
    layout = sheet.layout()
    assert isinstance(layout, QVBoxLayout)  # noqa: S101 - a sheet is a column
    return layout


def _custody_sheet(room: Room, record: str) -> Sheet | None:
    known = next((each for each in room.around.dossier.of(Custody) if each.id == record), None)
    if known is not None:
        return custody_sheet(room.around, known.child_id, known)
    draft = room.drafts.get(record)
    child = str(draft.body.get("child", "")) if draft else ""
    if not any(each.id == child for each in room.around.dossier.of(Person)):
        return None
    return custody_sheet(room.around, child, first_custody(room.around, child, record))


def _guardian_sheet(room: Room, record: str) -> Sheet | None:
    guardians = room.around.dossier.of(Guardian)
    own = next((each for each in guardians if each.id == record), None)
    if own is None:
        return None
    children = [each for each in kin_of(room.around.dossier) if each.kind is RelationKind.CHILD]
    siblings = tuple(each.person.id for each in children if each.person.id != own.child_id)
    return guardian_sheet(room.around, own, siblings)


# --- what is said of them -------------------------------------------------------------------------


def _flags(dossier: Dossier, _today: date) -> Iterator[Flag]:
    """Say in the header that a guardian must not be contacted, or must not know where they are."""
    guardians = dossier.of(Guardian)
    if any(each.may_contact is MayContact.NO for each in guardians):
        yield Flag("En vårdnadshavare får inte kontaktas.", Tone.DANGER)
    elif any(each.may_contact is MayContact.VIA_SOCIAL_SERVICES for each in guardians):
        yield Flag("En vårdnadshavare nås endast via socialtjänsten.", Tone.WARN)
    if any(each.whereabouts_secret is Answer.YES for each in guardians):
        yield Flag("Vistelseorten är hemlig för en vårdnadshavare.", Tone.DANGER)


def _moments(dossier: Dossier) -> Iterator[Moment]:
    for each in dossier.of(Custody):
        if each.valid_from is not None:
            yield _moment(each.id, each.valid_from, "Vårdnad", each.kind.label)
    for guardian in dossier.of(Guardian):
        if guardian.decided_on is not None:
            secret = guardian.whereabouts_secret is Answer.YES
            said = "Vistelseorten är hemlig" if secret else guardian.may_contact.label
            yield _moment(guardian.id, guardian.decided_on, "Beslut om vårdnadshavare", said)
    for relation in dossier.of(Relation):
        if relation.valid_from is not None:
            yield _moment(relation.id, relation.valid_from, "Person", relation.kind.label)
        if relation.valid_until is not None:
            yield _moment(relation.id, relation.valid_until, "Person", "Relationen har upphört")


def _moment(id: str, day: date, kind: str, state: str) -> Moment:
    return Moment(id=id, day=day, at=None, kind=kind, what=kind, state=state)


def _whose(room: Room, record: str) -> str:
    each = _kin(room, record)
    return each.person.id if each else ""


def _open_person(room: Room, person: Person) -> None:
    """Open the sheet of the woman herself, or of somebody around her."""
    found = kin_of(room.around.dossier)
    each = next((one for one in found if one.person.id == person.id), None)
    if each is None:
        room.open("person")
    else:
        _open_kin(room, each.relation)


KIN = Part(
    key="kin",
    tables=frozenset({"relation", "custody", "guardian"}),
    cards={"overview": _overview, "contacts": _contacts},
    sheets={
        "kin": _kin_sheet,
        "custody": _custody_sheet,
        "guardian": _guardian_sheet,
        "guardian_letter": _letter_sheet,
        "relating": _relate_again,
    },
    opens={
        Person: _open_person,
        Relation: _open_kin,
        Custody: _open_custody,
        Guardian: _open_guardian,
    },
    moments=_moments,
    flags=_flags,
    guarded={"kin": _whose},
)
