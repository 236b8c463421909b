"""The sheets before she moves in: the request, the decision, a no, other days (B4)."""

from collections.abc import Mapping
from dataclasses import replace

from kvinnobyran.domain.person import Gender, Person
from kvinnobyran.domain.placement import (
    BEFORE,
    LIVING,
    LegalGround,
    Placement,
    PlacementState,
    Placer,
    RefusalReason,
)
from kvinnobyran.domain.placement_rows import PlacementChild, PlacementPet
from kvinnobyran.domain.reservation import Reservation, ReservationState
from kvinnobyran.flows.placements import (
    cancel_placement,
    enrol,
    refuse,
    save_placement,
)
from kvinnobyran.flows.stays import replan
from kvinnobyran.ui.case.around import Around, known, saving, shown
from kvinnobyran.ui.housing.boxes import ApartmentBox
from kvinnobyran.ui.kit.chips import Chips, YesNo
from kvinnobyran.ui.kit.dates import DateEdit
from kvinnobyran.ui.kit.editors import CodeBox, LineEdit, NumberEdit, Option, TextEdit
from kvinnobyran.ui.kit.fact import Fact
from kvinnobyran.ui.kit.form import Field, Row, Section
from kvinnobyran.ui.kit.sheet import Entered, Landing, Saving, Sheet
from kvinnobyran.ui.register import OrganisationEdit

_BY_AUTHORITY = ("legal_ground", "decision_reference", "decision_on", "decision_until")


def request_sheet(around: Around, record: str) -> Sheet:
    """Return the sheet of a request, new or known; its days too while nobody has decided."""
    placement = known_placement(around, record) or Placement(
        id=record, case_id=around.case.id, requested_on=around.today
    )
    entries: list[Field | Row | Section] = [
        Section("Förfrågan"),
        Row(
            Field("placer", "Vem placerar?", Chips(Placer, kept=True)),
            Field("requested_on", "Kom den", DateEdit(today=around.today)),
        ),
        Row(
            Field("placer_words", "Vilken socialtjänst", OrganisationEdit(around.desk)),
            Field("placer_contact", "Handläggare där", LineEdit(placeholder="Namn och telefon")),
        ),
        Row(
            Field("adults", "Vuxna", NumberEdit(least=1, most=9)),
            Field("fur_allergy", "Allergisk mot pälsdjur?", YesNo(kept=True)),
        ),
        Field("needs", "Önskemål och behov", TextEdit(lines=2)),
    ]
    if placement.state in BEFORE:
        entries += [Section("Tid och lägenhet"), *_days(around)]
    entries += [*_decision(around), Section("Bedömning"), *_suitability(around)]
    entries.append(Field("daily_fee", "Ersättning per dygn", NumberEdit(most=99_999, unit="kr")))
    sheet = Sheet(
        around.desk,
        "Placering",
        entries,
        lead="Skriv aldrig lägenhetens adress här. Barn och djur läggs till på fliken.",
        kind="placement",
        record=placement.id,
        savings=[saving(around, "Spara", save_placement, placement, said="Sparat", reasoned=True)],
        belongs_to=around.belongs_to,
    )
    _follow_placer(sheet)
    sheet.only_when("placer_words", "placer", lambda placer: placer is Placer.OTHER)
    sheet.begin(shown(placement))
    return sheet


def enrolment_sheet(around: Around, record: str) -> Sheet | None:
    """Return the sheet of the unit's own decision that she is received (B4)."""
    placement = known_placement(around, record)
    if placement is None or placement.state not in BEFORE:
        return None
    held = [
        each
        for each in around.dossier.of(Reservation)
        if each.state in {ReservationState.PRELIMINARY, ReservationState.CONFIRMED}
    ]

    def submit(entered: Entered, landing: Landing) -> None:
        values = dict(entered.values)
        reservation = values.pop("reservation", None)
        wanted = replace(placement, **known(placement, values))
        around.desk.do(
            enrol,
            wanted,
            reservation_id=reservation,
            reasons=entered.reasons,
            expect=None if entered.knowing else around.dossier.head,
            then=landing.then,
            otherwise=landing.otherwise,
        )

    entries: list[Field | Row | Section] = [
        Row(
            Field("enrolled_by", "Inskrivning beslutad av", LineEdit()),
            Field("enrolled_on", "Dag", DateEdit(today=around.today)),
        ),
        Field("enrolment_motive", "Motiv", TextEdit(lines=2)),
        *_days(around),
    ]
    if held:
        offered = [Option(each.id, f"{each.state.label} från {each.first}") for each in held]
        entries.append(Field("reservation", "Reservation som blir placering", CodeBox(offered)))
    entries += [
        Row(
            Field("placer", "Vem placerar?", Chips(Placer, kept=True)),
            Field("adults", "Vuxna", NumberEdit(least=1, most=9)),
            Field("fur_allergy", "Allergisk mot pälsdjur?", YesNo(kept=True)),
        ),
        *_household(around, placement),
        *_decision(around),
        Section("Bedömning"),
        *_suitability(around),
    ]
    sheet = Sheet(
        around.desk,
        "Beslut om inskrivning",
        entries,
        lead="Verksamheten beslutar själv vem som tas emot. Ärendet förs sedan som en placering.",
        kind="placement_enrolment",
        record=placement.id,
        savings=[Saving(text="Besluta om inskrivning", submit=submit, said="Hon är inskriven")],
        belongs_to=around.belongs_to,
    )
    _follow_placer(sheet)
    confirmed = next((each.id for each in held if each.state is ReservationState.CONFIRMED), None)
    sheet.begin(
        {
            **shown(placement),
            "enrolled_by": placement.enrolled_by or around.desk.user,
            "enrolled_on": placement.enrolled_on or around.today,
            "reservation": confirmed,
        }
    )
    return sheet


def refusal_sheet(around: Around, record: str) -> Sheet | None:
    """Return the sheet that says no, or that it came to nothing."""
    placement = known_placement(around, record)
    if placement is None:
        return None
    may_refuse = placement.state is PlacementState.ASSESSING

    def say_no(entered: Entered, landing: Landing) -> None:
        around.desk.do(
            refuse,
            placement,
            entered.values["refusal_reason"] or RefusalReason.OTHER,
            on=entered.values["refused_on"] or around.today,
            words=entered.values["refusal_words"],
            then=landing.then,
            otherwise=landing.otherwise,
        )

    def cancel(entered: Entered, landing: Landing) -> None:
        around.desk.do(
            cancel_placement,
            placement,
            entered.values["refusal_words"],
            then=landing.then,
            otherwise=landing.otherwise,
        )

    savings = [Saving(text="Det blev inte av", submit=cancel, said="Placeringen blev inte av")]
    fields: list[Field | Row | Section] = [
        Field("refusal_words", "Med egna ord", TextEdit(lines=2))
    ]
    if may_refuse:
        savings.append(Saving(text="Neka", submit=say_no, said="Placeringen är nekad"))
        fields = [
            Row(
                Field("refusal_reason", "Varför?", Chips(RefusalReason, kept=True)),
                Field("refused_on", "Dag", DateEdit(today=around.today)),
            ),
            *fields,
        ]
    sheet = Sheet(
        around.desk,
        "Nej, eller blev inte av",
        fields,
        lead="Skälet räknas i statistiken, utan något om henne.",
        kind="placement_refusal",
        record=placement.id,
        savings=savings,
        belongs_to=around.belongs_to,
    )
    sheet.begin(
        {
            "refusal_reason": RefusalReason.NO_PLACE,
            "refused_on": around.today,
            "refusal_words": "",
        }
    )
    return sheet


def days_sheet(around: Around, record: str) -> Sheet | None:
    """Return the sheet that plans other days, or a shorter stay while she lives there."""
    placement = known_placement(around, record)
    if placement is None:
        return None
    lives = placement.state in LIVING

    def submit(entered: Entered, landing: Landing) -> None:
        values = entered.values
        around.desk.do(
            replan,
            placement,
            apartment_id=placement.apartment_id if lives else values["apartment_id"],
            first=placement.planned_in if lives else values["planned_in"],
            until=values["planned_out"],
            reasons=entered.reasons,
            then=landing.then,
            otherwise=landing.otherwise,
        )

    entries: list[Field | Row | Section] = [
        Field("planned_out", "Planerad utflyttning", DateEdit(today=around.today))
    ]
    if not lives:
        entries = _days(around)
    allergy = "Ja" if placement.fur_allergy else "Nej"
    entries += [
        Row(
            Field("adults", "Vuxna", Fact(str(placement.adults))),
            Field("fur_allergy", "Allergisk mot pälsdjur", Fact(allergy)),
        ),
        *_household(around, placement),
    ]
    sheet = Sheet(
        around.desk,
        "Andra dagar",
        entries,
        kind="placement_days",
        record=placement.id,
        savings=[Saving(text="Spara", submit=submit, said="Dagarna är ändrade")],
        belongs_to=around.belongs_to,
    )
    sheet.begin(shown(placement))
    return sheet


def known_placement(around: Around, record: str) -> Placement | None:
    """Return a placement of the case by its id."""
    return next((each for each in around.dossier.of(Placement) if each.id == record), None)


def _household(around: Around, placement: Placement) -> list[Field | Row | Section]:
    """Say who they are, so that what does not fit has a place to be said and answered for."""
    rows = [each for each in around.dossier.of(PlacementChild) if each.placement_id == placement.id]
    people = {each.id: each for each in around.dossier.of(Person)}
    boys = sum(
        each.child_id in people and people[each.child_id].gender is Gender.MALE for each in rows
    )
    animals = [
        f"{each.number} {each.species}"
        for each in around.dossier.of(PlacementPet)
        if each.placement_id == placement.id
    ]
    return [
        Row(
            Field("children", "Barn", Fact(str(len(rows)) if rows else "Inga barn")),
            Field("sons", "Varav söner", Fact(str(boys) if boys else "Inga")),
            Field("pets", "Djur", Fact(", ".join(animals) or "Inga djur")),
        )
    ]


def _days(around: Around) -> list[Field | Row | Section]:
    return [
        Field("apartment_id", "Lägenhet", ApartmentBox(around.desk)),
        Row(
            Field("planned_in", "Planerad inflyttning", DateEdit(today=around.today)),
            Field("planned_out", "Planerad utflyttning", DateEdit(today=around.today)),
        ),
    ]


def _decision(around: Around) -> list[Field | Row | Section]:
    grounds = [each for each in LegalGround if each is not LegalGround.NONE]
    return [
        Section("Beslut"),
        Field("legal_ground", "Lag", Chips(grounds, kept=True)),
        Row(
            Field("decision_reference", "Beslutets beteckning", LineEdit()),
            Field("decision_on", "Beslutat den", DateEdit(today=around.today)),
            Field("decision_until", "Gäller till", DateEdit(today=around.today)),
            Field("applied_on", "Ansökt hos rätten", DateEdit(today=around.today)),
        ),
        Field("own_motive", "Varför utan myndighet?", TextEdit(lines=2)),
        Row(
            Field("board_considered", "Har ni övervägt att höra nämnden?", YesNo(kept=True)),
            Field("cost_agreement", "Överenskommet om kostnad och tid", LineEdit()),
        ),
    ]


def _suitability(around: Around) -> list[Field | Row | Section]:
    return [
        Row(
            Field("suitability", "Lämplighet", TextEdit(lines=2)),
            Field("suitability_on", "Bedömd den", DateEdit(today=around.today)),
        )
    ]


def _follow_placer(sheet: Sheet) -> None:
    """Ask for the authority's decision, or for the unit's own ground: never for both."""

    def by_authority(value: object) -> bool:
        return value is not Placer.NONE

    def alone(value: object) -> bool:
        return value is Placer.NONE

    unseen: Mapping[str, object] = {
        "legal_ground": LegalGround.NONE,
        "decision_reference": "",
    }
    for name in _BY_AUTHORITY:
        sheet.only_when(name, "placer", by_authority, otherwise=unseen.get(name))
    sheet.only_when(
        "applied_on",
        "legal_ground",
        lambda ground: ground is LegalGround.ACT_IMMEDIATE,
        otherwise=None,
    )
    sheet.only_when("own_motive", "placer", alone)
    sheet.only_when("board_considered", "placer", alone, otherwise=False)
    sheet.only_when("cost_agreement", "placer", alone)
