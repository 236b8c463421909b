"""The sheets of an assessment call (A1)."""

from dataclasses import replace

from kvinnobyran.domain.assessment import AssessmentCall, AssessmentOutcome, HousingSituation
from kvinnobyran.domain.concern import ConcernCheck
from kvinnobyran.domain.ids import new_id
from kvinnobyran.domain.inquiry import Sought
from kvinnobyran.domain.missing import Answer
from kvinnobyran.domain.person import Interpreter
from kvinnobyran.domain.session import Participant, Presence
from kvinnobyran.domain.violence import (
    PerpetratorRelation,
    PoliceReport,
    ViolenceExposure,
    ViolenceForm,
    ViolenceStatus,
)
from kvinnobyran.flows.assessments import assess, book_assessment, rebook_assessment
from kvinnobyran.ui.case.around import Around, known, shown
from kvinnobyran.ui.case.sessions.people import People
from kvinnobyran.ui.case.sessions.seating import seatable
from kvinnobyran.ui.kit.chips import Chips
from kvinnobyran.ui.kit.dates import DateEdit, TimeEdit
from kvinnobyran.ui.kit.editors import CodeBox, LineEdit, NumberEdit, TextEdit
from kvinnobyran.ui.kit.form import Field, Row, Section
from kvinnobyran.ui.kit.sheet import Entered, Landing, Saving, Sheet
from kvinnobyran.ui.register import OrganisationEdit


def booking_sheet(around: Around, call: AssessmentCall | None = None) -> Sheet:
    """Return the sheet that books an assessment call, or changes the booking."""
    record = call or AssessmentCall(id=new_id(), case_id=around.case.id, booked_for=around.today)

    def submit(entered: Entered, landing: Landing) -> None:
        known_before = around.dossier.get(record.id) is not None and not entered.knowing
        around.desk.do(
            book_assessment,
            replace(record, **known(record, entered.values)),
            participants=entered.values["participants"],
            expect=around.dossier.head if known_before else None,
            then=landing.then,
            otherwise=landing.otherwise,
        )

    sheet = Sheet(
        around.desk,
        "Boka bedömningssamtal",
        _booking_fields(around),
        kind="assessment_booking",
        record=record.id,
        savings=[Saving(text="Boka", submit=submit, said="Bedömningssamtal bokat")],
        belongs_to=around.belongs_to,
    )
    sheet.begin({**shown(record), "participants": _seats(around, record)})
    return sheet


def rebooking_sheet(around: Around, call: AssessmentCall) -> Sheet:
    """Return the sheet that moves a booked call to another day."""
    again = replace(call, id=new_id())

    def submit(entered: Entered, landing: Landing) -> None:
        around.desk.do(
            rebook_assessment,
            call,
            replace(again, **known(again, entered.values)),
            participants=entered.values["participants"],
            then=landing.then,
            otherwise=landing.otherwise,
        )

    sheet = Sheet(
        around.desk,
        "Boka om bedömningssamtalet",
        _booking_fields(around),
        kind="assessment_rebooking",
        record=call.id,
        savings=[Saving(text="Boka om", submit=submit, said="Bedömningssamtal ombokat")],
        belongs_to=around.belongs_to,
    )
    coming = tuple(
        replace(each, id=new_id(), presence=Presence.EXPECTED) for each in _seats(around, call)
    )
    sheet.begin({**shown(again), "participants": coming})
    return sheet


def _seats(around: Around, call: AssessmentCall) -> tuple[Participant, ...]:
    return tuple(
        each for each in around.dossier.of(Participant) if each.assessment_call_id == call.id
    )


def _booking_fields(around: Around) -> list[Field | Row | Section]:
    return [
        Row(
            Field("booked_for", "Dag", DateEdit(today=around.today)),
            Field("booked_at", "Klockslag", TimeEdit()),
        ),
        Row(
            Field("place", "Plats", LineEdit()),
            Field("interpreter", "Tolk", CodeBox(Interpreter, nothing=None)),
        ),
        Field(
            "participants", "Fler som ska vara med", People(seatable(around), ahead=lambda: True)
        ),
    ]


def assessment_sheet(around: Around, call: AssessmentCall | None = None) -> Sheet:
    """Return the sheet that writes a held call down: violence, needs, concern, outcome."""
    dossier = around.dossier
    record = call or AssessmentCall(
        id=new_id(),
        case_id=around.case.id,
        booked_for=around.today,
        interpreter=dossier.person.interpreter,
    )
    exposure = next(
        (each for each in dossier.of(ViolenceExposure) if each.assessment_call_id == record.id),
        ViolenceExposure(id=new_id(), case_id=around.case.id, assessed_on=record.booked_for),
    )

    def submit(entered: Entered, landing: Landing) -> None:
        held = replace(record, **known(record, entered.values))
        found = replace(exposure, **known(exposure, entered.values), assessed_on=held.booked_for)
        around.desk.do(
            assess,
            held,
            found,
            participants=entered.values["participants"],
            reasons=entered.reasons,
            expect=None if entered.knowing else dossier.head,
            then=landing.then,
            otherwise=landing.otherwise,
        )

    sheet = Sheet(
        around.desk,
        "Bedömningssamtal",
        [
            Row(
                Field("booked_for", "Dag", DateEdit(today=around.today)),
                Field("booked_at", "Klockslag", TimeEdit()),
                Field("minutes", "Minuter", NumberEdit(least=5, most=240)),
            ),
            Row(
                Field("place", "Plats", LineEdit()),
                Field("interpreter", "Tolk", CodeBox(Interpreter, nothing=None)),
            ),
            Field(
                "participants", "Fler som var med", People(seatable(around), ahead=lambda: False)
            ),
            Section("Våldet", "Fråga, men tvinga inte fram ett svar. Ej frågat är också ett svar."),
            Field("asked", "Är hon utsatt för våld?", Chips(Answer, kept=True)),
            Field("forms", "Våldsformer", Chips(ViolenceForm, multi=True)),
            Row(
                Field("dominant", "Dominerande form", CodeBox(ViolenceForm)),
                Field("status", "Läge", CodeBox(ViolenceStatus, nothing=None)),
            ),
            Row(
                Field(
                    "perpetrator",
                    "Utövarens relation till henne",
                    CodeBox(PerpetratorRelation, nothing=None),
                ),
                Field("reported_to_police", "Polisanmält", CodeBox(PoliceReport, nothing=None)),
            ),
            Section("Behov och barn"),
            Field("needs", "Vad behöver hon?", Chips(Sought, multi=True)),
            Row(
                Field("children_at_home", "Barn hemma", NumberEdit(most=20), help="0 om inga."),
                Field("acute_protection", "Behöver akut skydd", CodeBox(Answer, nothing=None)),
            ),
            Field("housing", "Hur bor hon nu?", CodeBox(HousingSituation, nothing=None)),
            Field("concern_check", "Orosbedömning för barnen", Chips(ConcernCheck)),
            Field("concern_reason", "Skäl, om oron inte kunde bedömas", LineEdit()),
            Section("Bedömning"),
            Field("outcome", "Vad kom ni fram till?", Chips(AssessmentOutcome)),
            Field("referred_to", "Hänvisas till", OrganisationEdit(around.desk)),
            Field("reasoning", "Motivering", TextEdit(lines=4)),
        ],
        kind="assessment",
        record=record.id,
        savings=[Saving(text="Spara bedömningen", submit=submit, said="Bedömningen är sparad")],
        belongs_to=around.belongs_to,
    )
    sheet.only_when("concern_check", "children_at_home", bool, otherwise=None)
    sheet.only_when(
        "concern_reason", "concern_check", lambda value: value is ConcernCheck.NOT_ASSESSED
    )
    sheet.only_when("referred_to", "outcome", lambda value: value is AssessmentOutcome.REFERRED)
    unasked: dict[str, object] = {
        "forms": frozenset(),
        "dominant": None,
        "status": ViolenceStatus.UNKNOWN,
    }
    for name, nothing in unasked.items():
        sheet.only_when(name, "asked", lambda value: value is Answer.YES, otherwise=nothing)
    sheet.begin({**shown(exposure), **shown(record), "participants": _seats(around, record)})
    return sheet
