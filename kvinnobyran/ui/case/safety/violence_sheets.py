"""The sheets of the violence: a finding, a contact ban, a perpetrator and his name."""

from dataclasses import replace

from kvinnobyran.domain.contact_ban import BanKind, ContactBan
from kvinnobyran.domain.missing import Answer
from kvinnobyran.domain.perpetrator import Pattern, Perpetrator, PerpetratorName
from kvinnobyran.domain.person import Gender
from kvinnobyran.domain.relation import RelationKind
from kvinnobyran.domain.violence import (
    ChildExposure,
    ChildExposureKind,
    Frequency,
    LegalPosition,
    PerpetratorRelation,
    PoliceReport,
    ViolenceExposure,
    ViolenceForm,
    ViolenceStatus,
    ViolenceSubtype,
)
from kvinnobyran.flows.violence import (
    NAME_FORM,
    save_contact_ban,
    save_exposure,
    save_name,
    save_perpetrator,
)
from kvinnobyran.ui.case.around import Around, known, saving, shown
from kvinnobyran.ui.case.people.words import kin_of, names
from kvinnobyran.ui.case.safety.children import ChildEntry, ChildrenEdit
from kvinnobyran.ui.case.safety.when import WhenEdit
from kvinnobyran.ui.kit.chips import Chips, YesNo
from kvinnobyran.ui.kit.dates import DateEdit
from kvinnobyran.ui.kit.editors import CodeBox, LineEdit, NumberEdit, Option
from kvinnobyran.ui.kit.form import Field, Row, Section
from kvinnobyran.ui.kit.sheet import Entered, Landing, Saving, Sheet

SUBTYPES = tuple(
    Option(each, f"{each.label} (räknas som {each.form.label.lower()})") for each in ViolenceSubtype
)


def exposure_sheet(around: Around, exposure: ViolenceExposure, *, new: bool) -> Sheet:
    """Return the sheet of a finding: a new version, or a correction of the newest."""
    children = ChildrenEdit(ChildExposureKind)
    exposed = [
        child for child in around.dossier.of(ChildExposure) if child.exposure_id == exposure.id
    ]

    def submit(entered: Entered, landing: Landing) -> None:
        around.desk.do(
            save_exposure,
            replace(exposure, **known(exposure, entered.values)),
            tuple(_child(entry, exposure.id) for entry in entered.values["children"]),
            expect=None if entered.knowing else around.dossier.head,
            then=landing.then,
            otherwise=landing.otherwise,
        )

    sheet = Sheet(
        around.desk,
        "Ny bedömning av våldet" if new else "Rätta bedömningen av våldet",
        [
            Field("assessed_on", "Dag", DateEdit(today=around.today)),
            Section("Våldet", "Fråga, men tvinga inte fram ett svar. Ej frågat är också ett svar."),
            Field("asked", "Är hon utsatt för våld?", Chips(Answer, kept=True)),
            Field("forms", "Våldsformer", Chips(ViolenceForm, multi=True)),
            Field("subtypes", "Undertyper", Chips(SUBTYPES, multi=True)),
            Row(
                Field("dominant", "Dominerande form", CodeBox(ViolenceForm)),
                Field("status", "Läge", CodeBox(ViolenceStatus, nothing=None)),
                Field("frequency", "Hur ofta", CodeBox(Frequency, nothing=None)),
            ),
            Row(
                Field("began", "Började", WhenEdit(today=around.today)),
                Field("ended", "Upphörde", WhenEdit(today=around.today)),
            ),
            Field(
                "perpetrator",
                "Utövarens relation till henne",
                CodeBox(PerpetratorRelation, nothing=None),
            ),
            Section("Barnen", "Varje barn för sig: det svåraste som är känt."),
            Field("children", "Barnens utsatthet", children),
            Field("custody_dispute", "Vårdnadstvist", Chips(Answer, kept=True)),
            Section("Rättsligt"),
            Row(
                Field("reported_to_police", "Polisanmält", CodeBox(PoliceReport, nothing=None)),
                Field("legal_position", "Rättsligt läge", CodeBox(LegalPosition)),
            ),
        ],
        lead="Tidigare bedömningar finns kvar och går att läsa." if new else "",
        kind="violence_exposure",
        record=exposure.id,
        savings=[Saving(text="Spara bedömningen", submit=submit, said="Bedömningen är sparad")],
        belongs_to=around.belongs_to,
    )
    unasked: dict[str, object] = {
        "forms": frozenset(),
        "subtypes": frozenset(),
        "dominant": None,
        "frequency": Frequency.NOT_ASKED,
        "began": None,
        "ended": None,
    }
    for name, nothing in unasked.items():
        sheet.only_when(name, "asked", lambda value: value is Answer.YES, otherwise=nothing)
    sheet.only_when(
        "legal_position",
        "reported_to_police",
        lambda value: value is PoliceReport.YES,
        otherwise=None,
    )
    offer_children(around, children)
    sheet.begin({**shown(exposure), "children": [_entry(child) for child in exposed]})
    return sheet


def offer_children(around: Around, children: ChildrenEdit) -> None:
    """Let the children whom the register knows be chosen, as protection lets them be called."""
    called = names(around.dossier, around.today)
    children.offer(
        Option(each.person.id, called[each.person.id])
        for each in kin_of(around.dossier)
        if each.kind is RelationKind.CHILD
    )


def _entry(child: ChildExposure) -> ChildEntry:
    return ChildEntry(id=child.id, person_id=child.person_id, label=child.label, kind=child.kind)


def _child(entry: ChildEntry, exposure_id: str) -> ChildExposure:
    kind = entry.kind if isinstance(entry.kind, ChildExposureKind) else ChildExposureKind.UNKNOWN
    return ChildExposure(
        id=entry.id,
        exposure_id=exposure_id,
        person_id=entry.person_id,
        label=entry.label,
        kind=kind,
    )


def ban_sheet(around: Around, ban: ContactBan) -> Sheet:
    """Return the sheet of a contact ban (S4)."""
    sheet = Sheet(
        around.desk,
        "Kontaktförbud",
        [
            Field("kind", "Sort", Chips(BanKind, kept=True)),
            Row(
                Field("decided_on", "Gäller från", DateEdit(today=around.today)),
                Field("until", "Till och med", DateEdit(today=around.today)),
            ),
            Field("monitored", "Elektronisk övervakning", YesNo()),
            Field(
                "ended_on",
                "Upphävt i förtid",
                DateEdit(today=around.today),
                help="Lämna tomt så länge det gäller.",
            ),
        ],
        lead="Du påminns 30 och 7 dagar innan det upphör.",
        kind="contact_ban",
        record=ban.id,
        savings=[
            saving(
                around,
                "Spara kontaktförbudet",
                save_contact_ban,
                ban,
                said="Kontaktförbudet är sparat",
                reasoned=True,
            )
        ],
        belongs_to=around.belongs_to,
    )
    sheet.begin(shown(ban))
    return sheet


def perpetrator_sheet(around: Around, perpetrator: Perpetrator) -> Sheet:
    """Return the sheet of a perpetrator. It has no field for a name (S6)."""
    sheet = Sheet(
        around.desk,
        perpetrator.called if perpetrator.letter else "Ny utövare",
        [
            Row(
                Field(
                    "relation", "Relation till henne", CodeBox(PerpetratorRelation, nothing=None)
                ),
                Field("gender", "Kön", CodeBox(Gender, nothing=None)),
            ),
            Row(
                Field("approximate_age", "Ålder, cirka", NumberEdit(most=120, unit="år")),
                Field("pattern", "Mönster", CodeBox(Pattern, nothing=None)),
            ),
            Field("shared_children", "Gemensamma barn", Chips(Answer, kept=True)),
            Field(
                "seen_elsewhere",
                "Kan vara samma person som i ett annat ärende",
                YesNo(),
                help="Din egen iakttagelse. Inget annat ärende pekas ut.",
            ),
        ],
        lead="Kallas med en bokstav. Går inte att söka fram utanför ärendet.",
        kind="perpetrator",
        record=perpetrator.id,
        savings=[
            saving(
                around, "Spara utövaren", save_perpetrator, perpetrator, said="Utövaren är sparad"
            )
        ],
        belongs_to=around.belongs_to,
    )
    sheet.begin(shown(perpetrator))
    return sheet


def name_sheet(around: Around, perpetrator: Perpetrator, name: PerpetratorName) -> Sheet:
    """Return the sheet of a perpetrator's name; it is opened only where names are allowed."""

    def submit(entered: Entered, landing: Landing) -> None:
        around.desk.do(
            save_name,
            replace(name, **known(name, entered.values)),
            then=landing.then,
            otherwise=landing.otherwise,
        )

    sheet = Sheet(
        around.desk,
        f"Namn på utövare {perpetrator.letter}",
        [
            Field("name", "Namn", LineEdit(limit=200)),
            Field("reason", "Varför namnet behövs här", LineEdit(limit=500)),
        ],
        lead="Namnet finns bara i det här ärendet: inte i sökning, statistik eller utskrifter.",
        kind=NAME_FORM,
        record=perpetrator.id,
        savings=[Saving(text="Spara namnet", submit=submit, said="Namnet är sparat")],
        belongs_to=around.belongs_to,
    )
    sheet.begin(shown(name))
    return sheet
