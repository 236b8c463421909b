"""The sheets of the people around her: who, who decides, and whether they may be contacted."""

from dataclasses import replace

from kvinnobyran.domain.ids import new_id
from kvinnobyran.domain.missing import Answer
from kvinnobyran.domain.person import Gender, Person
from kvinnobyran.domain.protection import Protection
from kvinnobyran.domain.relation import (
    FAMILY,
    Custody,
    CustodyKind,
    Guardian,
    MayContact,
    Relation,
    RelationKind,
    RelationSource,
)
from kvinnobyran.flows.kin import add_around, relate, save_around, save_custody, save_guardian
from kvinnobyran.store.kin import Kin
from kvinnobyran.ui.capture.similar import Acquaintance
from kvinnobyran.ui.case.around import Around, known, saving, shown
from kvinnobyran.ui.case.people.words import choices
from kvinnobyran.ui.kit.birth import BirthEdit, DeathEdit
from kvinnobyran.ui.kit.chips import Chips, YesNo
from kvinnobyran.ui.kit.dates import DateEdit
from kvinnobyran.ui.kit.editors import CodeBox, LineEdit
from kvinnobyran.ui.kit.fact import Fact
from kvinnobyran.ui.kit.form import Field, Row, Section
from kvinnobyran.ui.kit.sheet import Entered, Landing, Saving, Sheet

SHARED = "Ska de ha samma skydd?"


def kin_sheet(
    around: Around,
    each: Kin | None = None,
    *,
    record: str = "",
    kind: RelationKind = RelationKind.CHILD,
) -> Sheet:
    """Return the sheet of somebody around her. For a child an alias or an age is enough."""
    her = around.dossier.person.id
    person = each.person if each else Person(id=new_id())
    new = Relation(id=record or new_id(), person_id=her, other_id="", kind=kind)
    relation = each.relation if each else new
    if each is not None and each.kind is not None and relation.person_id != her:
        relation = replace(relation, person_id=her, other_id=person.id, kind=each.kind)
    asked = each is None and any(
        shield.in_force and shield.person_id == her for shield in around.dossier.of(Protection)
    )

    def submit(entered: Entered, landing: Landing) -> None:
        one = replace(person, **known(person, entered.values))
        other = replace(relation, **known(relation, entered.values))
        if each is None:
            around.desk.do(
                add_around,
                one,
                other,
                shared=entered.values.get("shared"),
                then=landing.then,
                otherwise=landing.otherwise,
            )
        else:
            around.desk.do(
                save_around,
                one,
                other,
                expect=None if entered.knowing else around.dossier.head,
                then=landing.then,
                otherwise=landing.otherwise,
            )

    one_way = each is not None and each.kind is None
    entries: list[Field | Row | Section] = [
        Row(
            Field("first_name", "Förnamn", LineEdit()),
            Field("last_name", "Efternamn", LineEdit()),
            Field("alias", "Alias", LineEdit()),
        ),
        Row(
            Field("birth", "Född eller ålder", BirthEdit(today=around.today)),
            Field("gender", "Kön", CodeBox(Gender, nothing=None)),
            Field("deceased", "Avliden", DeathEdit(today=around.today)),
        ),
        Row(
            Field("source", "Hur vet ni det", CodeBox(RelationSource, nothing=None)),
            Field("valid_from", "Sedan", DateEdit(today=around.today)),
            Field("valid_until", "Till", DateEdit(today=around.today)),
        ),
    ]
    if not one_way:
        entries.insert(0, Field("kind", "Vem är det?", Chips(RelationKind, kept=True)))
    if asked:
        entries.append(
            Field("shared", "Kvinnan har skyddade uppgifter. Ska barnet ha samma skydd?", YesNo())
        )
    sheet = Sheet(
        around.desk,
        "Person runt henne",
        entries,
        lead="Ett alias eller en ungefärlig ålder räcker. Inget måste fyllas i.",
        kind="kin",
        record=relation.id,
        savings=[Saving(text="Spara", submit=submit, said="Sparat")],
        belongs_to=around.belongs_to,
    )
    if asked:
        sheet.only_when("shared", "kind", lambda value: value in FAMILY, otherwise=None)
    sheet.begin({**shown(person), **shown(relation)})
    sheet.form.focus_field("first_name")
    return sheet


def relating_sheet(
    around: Around,
    chosen: Acquaintance,
    *,
    kind: RelationKind = RelationKind.CHILD,
    record_id: str = "",
) -> Sheet:
    """Return the sheet that connects her with somebody who is registered already."""
    record = Relation(
        id=record_id or new_id(),
        person_id=around.dossier.person.id,
        other_id=chosen.person.id,
        kind=kind,
    )
    case = f"Ärende {chosen.case.code}" if chosen.case else "Registrerad utan eget ärende"

    def submit(entered: Entered, landing: Landing) -> None:
        around.desk.do(
            relate,
            replace(record, **known(record, entered.values)),
            shared=entered.values["shared"],
            then=landing.then,
            otherwise=landing.otherwise,
        )

    sheet = Sheet(
        around.desk,
        "Koppla till en person som redan finns",
        [
            Field("other_id", "Personen", Fact(f"{chosen.called}\n{case}")),
            Field("kind", "Vem är det för henne?", Chips(RelationKind, kept=True)),
            Field("source", "Hur vet ni det", CodeBox(RelationSource, nothing=None)),
            Field("shared", SHARED, YesNo(), help="Bara om någon av dem har skyddade uppgifter."),
        ],
        kind="relating",
        record=record.id,
        savings=[Saving(text="Koppla ihop", submit=submit, said="De är kopplade")],
        belongs_to={**around.belongs_to, "other": chosen.person.id},
    )
    sheet.begin(shown(record))
    return sheet


def custody_sheet(around: Around, child_id: str, custody: Custody) -> Sheet:
    """Return the sheet of who has custody of a child, from when, and how one knows."""
    adults = choices(around.dossier, around.today, but_not=child_id)
    child = next(
        (each.label for each in choices(around.dossier, around.today) if each.value == child_id), ""
    )
    sheet = Sheet(
        around.desk,
        "Vårdnad",
        [
            Field("child", "Barnet", Fact(child)),
            Field("kind", "Vårdnaden är", Chips(CustodyKind, kept=True)),
            Row(
                Field("guardian_a_id", "A", CodeBox(adults)),
                Field("guardian_b_id", "B", CodeBox(adults)),
            ),
            Row(
                Field("source", "Hur vet ni det", CodeBox(RelationSource, nothing=None)),
                Field("valid_from", "Från", DateEdit(today=around.today)),
                Field("valid_until", "Till", DateEdit(today=around.today)),
            ),
        ],
        lead="Programmet antecknar vem som har vårdnaden. Det avgör inte vad lagen säger.",
        kind="custody",
        record=custody.id,
        savings=[saving(around, "Spara", save_custody, custody, said="Vårdnaden är sparad")],
        belongs_to={**around.belongs_to, "child": child_id},
    )
    sheet.begin(shown(custody))
    return sheet


def guardian_sheet(around: Around, guardian: Guardian, siblings: tuple[str, ...]) -> Sheet:
    """Return the sheet that says whether a guardian may be contacted about a child (S3)."""
    names = {each.value: each.label for each in choices(around.dossier, around.today)}
    who = names.get(guardian.person_id, "Vårdnadshavaren")
    child = names.get(guardian.child_id, "barnet")

    def submit(entered: Entered, landing: Landing) -> None:
        around.desk.do(
            save_guardian,
            replace(guardian, **known(guardian, entered.values)),
            siblings=siblings if entered.values.get("siblings") else (),
            expect=None if entered.knowing else around.dossier.head,
            then=landing.then,
            otherwise=landing.otherwise,
        )

    entries: list[Field | Row | Section] = [
        Field("who", "Vem och om vem", Fact(f"{who}, om {child}")),
        Field("may_contact", "Får kontaktas", Chips(MayContact, kept=True)),
        Field(
            "whereabouts_secret",
            "Är vistelseorten hemlig för den här personen?",
            Chips((Answer.NOT_ASKED, Answer.YES, Answer.NO, Answer.UNKNOWN), kept=True),
        ),
        Row(
            Field("decision", "Beslut", LineEdit(placeholder="Vem beslutade, och beteckning")),
            Field("decided_on", "Beslutat", DateEdit(today=around.today)),
        ),
    ]
    if siblings:
        entries.append(Field("siblings", "Gäller det syskonen också?", YesNo()))
    sheet = Sheet(
        around.desk,
        "Kontakt med vårdnadshavare",
        entries,
        lead="Svaret prövas varje gång ett brev eller en blankett ska skickas.",
        kind="guardian",
        record=guardian.id,
        savings=[Saving(text="Spara", submit=submit, said="Sparat")],
        belongs_to=around.belongs_to,
    )
    for name in ("decision", "decided_on"):
        sheet.only_when(
            name,
            "whereabouts_secret",
            lambda value: value is Answer.YES,
            otherwise="" if name == "decision" else None,
        )
    sheet.begin({**shown(guardian), "siblings": None})
    return sheet


def first_custody(around: Around, child_id: str, record: str) -> Custody:
    """Return a custody nobody has saved: she is A until somebody says otherwise."""
    return Custody(id=record, child_id=child_id, guardian_a_id=around.dossier.person.id)
