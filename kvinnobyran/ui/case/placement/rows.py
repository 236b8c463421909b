"""The sheets of what belongs to a placement: a child, an animal, an offer, a step (B5-B7, A15)."""

from dataclasses import replace

from kvinnobyran.domain.person import Person
from kvinnobyran.domain.placement import BEFORE, LIVING, Placement, PlacementState
from kvinnobyran.domain.placement_rows import (
    HomeStep,
    LeaveGround,
    OfferAnswer,
    PlacementChild,
    PlacementOffer,
    PlacementPet,
)
from kvinnobyran.flows.placement_rows import answer_offer, save_child, save_home_step, save_pet
from kvinnobyran.store.dossier import Dossier
from kvinnobyran.ui.case.around import Around, known, saving, shown
from kvinnobyran.ui.case.people.words import choices
from kvinnobyran.ui.kit.chips import Chips, YesNo
from kvinnobyran.ui.kit.dates import DateEdit
from kvinnobyran.ui.kit.editors import CodeBox, LineEdit, NumberEdit, TextEdit
from kvinnobyran.ui.kit.fact import Fact
from kvinnobyran.ui.kit.form import Field, Row
from kvinnobyran.ui.kit.sheet import Entered, Landing, Saving, Sheet

OPEN = BEFORE | LIVING | {PlacementState.DECIDED}


def current(dossier: Dossier) -> Placement | None:
    """Return the placement that goes on or is asked for; else the newest one."""
    found = dossier.of(Placement)
    return next((each for each in found if each.state in OPEN), found[0] if found else None)


def child_sheet(around: Around, record: str) -> Sheet | None:
    """Return the sheet of a child that lives there with her."""
    row = next((each for each in around.dossier.of(PlacementChild) if each.id == record), None)
    placement = current(around.dossier)
    offered = [
        each
        for each in choices(around.dossier, around.today, but_not=around.dossier.person.id)
        if any(person.id == each.value for person in around.dossier.of(Person))
    ]
    if placement is None or not offered:
        return None
    child = row or PlacementChild(
        id=record, placement_id=placement.id, child_id=str(offered[0].value)
    )
    sheet = Sheet(
        around.desk,
        "Barn i placeringen",
        [
            Field("child_id", "Vilket barn?", CodeBox(offered, nothing=None)),
            Row(
                Field("moves_in", "Flyttar in, om inte med henne", DateEdit(today=around.today)),
                Field("moves_out", "Flyttar ut, om inte med henne", DateEdit(today=around.today)),
            ),
            Field("designated", "Särskilt utsedd person för barnet", LineEdit()),
            Field("by_act", "Placerat enligt lag 2024:79?", YesNo(kept=True)),
            Field("leave_ground", "Får lämna boendet för att", CodeBox(LeaveGround)),
            Field("leave_reference", "Beteckning eller dag", LineEdit()),
        ],
        lead="Finns barnet inte i listan: lägg först till det under Kontakter.",
        kind="placement_child",
        record=child.id,
        savings=[saving(around, "Spara", save_child, child, said="Sparat", reasoned=True)],
        belongs_to=around.belongs_to,
    )
    sheet.only_when("leave_ground", "by_act", lambda value: value is True, otherwise=None)
    sheet.only_when("leave_reference", "by_act", lambda value: value is True)
    sheet.begin(shown(child))
    return sheet


def pet_sheet(around: Around, record: str) -> Sheet | None:
    """Return the sheet of an animal that comes along."""
    row = next((each for each in around.dossier.of(PlacementPet) if each.id == record), None)
    placement = current(around.dossier)
    if row is None and placement is None:
        return None
    pet = row or PlacementPet(id=record, placement_id=placement.id if placement else "")
    sheet = Sheet(
        around.desk,
        "Djur i placeringen",
        [
            Row(
                Field("species", "Vilket djur?", LineEdit(placeholder="Till exempel katt")),
                Field("number", "Antal", NumberEdit(least=1, most=20)),
                Field("furred", "Pälsdjur?", YesNo(kept=True)),
            ),
            Field("vet", "Veterinär", LineEdit(placeholder="Hur veterinären nås")),
            Field(
                "pets",
                "Passar det?",
                Fact("Lägenheten och nästa gäst prövas när du sparar."),
            ),
        ],
        kind="placement_pet",
        record=pet.id,
        savings=[saving(around, "Spara", save_pet, pet, said="Sparat", reasoned=True)],
        belongs_to=around.belongs_to,
    )
    sheet.begin(shown(pet))
    return sheet


def offer_sheet(around: Around, record: str) -> Sheet | None:
    """Return the sheet that says what came of an offer (B7)."""
    offer = next((each for each in around.dossier.of(PlacementOffer) if each.id == record), None)
    if offer is None:
        return None

    def submit(entered: Entered, landing: Landing) -> None:
        around.desk.do(
            answer_offer,
            offer,
            entered.values["answer"] or OfferAnswer.OFFERED,
            on=entered.values["answered_on"] or around.today,
            reason=entered.values["reason"],
            then=landing.then,
            otherwise=landing.otherwise,
        )

    sheet = Sheet(
        around.desk,
        offer.kind.label,
        [
            Field("answer", "Vad blev det?", Chips(OfferAnswer, kept=True)),
            Field("answered_on", "Dag", DateEdit(today=around.today)),
            Field("reason", "Skäl eller kommentar", TextEdit(lines=2)),
        ],
        kind="placement_offer",
        record=offer.id,
        savings=[Saving(text="Spara", submit=submit, said="Svaret är sparat")],
        belongs_to=around.belongs_to,
    )
    sheet.begin(
        {
            **shown(offer),
            "answer": offer.answer or OfferAnswer.OFFERED,
            "answered_on": offer.answered_on or around.today,
        }
    )
    return sheet


def step_sheet(around: Around, record: str) -> Sheet | None:
    """Return the sheet of a step towards a home that lasts (A15)."""
    row = next((each for each in around.dossier.of(HomeStep) if each.id == record), None)
    placement = current(around.dossier)
    if row is None and placement is None:
        return None
    step = row or HomeStep(id=record, placement_id=placement.id if placement else "")

    def submit(entered: Entered, landing: Landing) -> None:
        around.desk.do(
            save_home_step,
            replace(step, **known(step, entered.values)),
            expect=None if entered.knowing or row is None else around.dossier.head,
            then=landing.then,
            otherwise=landing.otherwise,
        )

    sheet = Sheet(
        around.desk,
        "Steg mot egen bostad",
        [
            Field("words", "Vad ska göras?", TextEdit(lines=2)),
            Row(
                Field("due_on", "Senast", DateEdit(today=around.today)),
                Field("done_on", "Klart", DateEdit(today=around.today)),
            ),
        ],
        kind="home_step",
        record=step.id,
        savings=[Saving(text="Spara", submit=submit, said="Steget är sparat")],
        belongs_to=around.belongs_to,
    )
    sheet.begin(shown(step))
    return sheet
