"""The sheets of the woman herself and of the ways to reach her (I1, S2)."""

from dataclasses import replace
from functools import partial

from kvinnobyran.domain.ids import new_id
from kvinnobyran.domain.missing import Answer
from kvinnobyran.domain.outgoing import confirmation_age, letter_to
from kvinnobyran.domain.person import (
    ContactKind,
    ContactSafety,
    ContactWay,
    Gender,
    Identity,
    Interpreter,
    Municipality,
)
from kvinnobyran.domain.protection import Grade, Protection, grade_of
from kvinnobyran.flows.outgoing import use_contact_way
from kvinnobyran.flows.people import save_contact_way, save_person
from kvinnobyran.ui.case.around import Around, known, saving, shown
from kvinnobyran.ui.kit.birth import BirthEdit, DeathEdit
from kvinnobyran.ui.kit.chips import Chips
from kvinnobyran.ui.kit.dates import DateEdit
from kvinnobyran.ui.kit.editors import CodeBox, LineEdit, TextEdit
from kvinnobyran.ui.kit.fact import Fact
from kvinnobyran.ui.kit.form import Field, Row
from kvinnobyran.ui.kit.sheet import Entered, Landing, Saving, Sheet
from kvinnobyran.ui.register import LanguageEdit


def person_sheet(around: Around) -> Sheet:
    """Return the sheet of what is known of her. Nothing is required but what to call her."""
    record = around.dossier.person
    answers = (Answer.YES, Answer.NO, Answer.UNKNOWN, Answer.DECLINED)

    def submit(entered: Entered, landing: Landing) -> None:
        around.desk.do(
            save_person,
            replace(record, **known(record, entered.values)),
            consent=entered.values["consent"],
            expect=None if entered.knowing else around.dossier.head,
            then=landing.then,
            otherwise=landing.otherwise,
        )

    sheet = Sheet(
        around.desk,
        "Uppgifter om henne",
        [
            Field("identity", "Hon är", Chips(Identity, kept=True)),
            Field("consent", "Får ni dokumentera nu när hon har ett namn?", Chips(answers)),
            Row(
                Field("first_name", "Förnamn", LineEdit()),
                Field("last_name", "Efternamn", LineEdit()),
                Field("alias", "Alias", LineEdit()),
            ),
            Row(
                Field("birth", "Född", BirthEdit(today=around.today)),
                Field("gender", "Kön", CodeBox(Gender, nothing=None)),
            ),
            Row(
                Field("municipality", "Kommun", CodeBox(Municipality, nothing=None)),
                Field("language", "Språk", LanguageEdit(around.desk)),
                Field("interpreter", "Tolk", CodeBox(Interpreter, nothing=None)),
            ),
            Field("participation_note", "Behov för att kunna delta", TextEdit(lines=2)),
            Field(
                "deceased",
                "Avliden",
                DeathEdit(today=around.today),
                help="Inget planeras sedan med henne, och inget skickas till henne.",
            ),
        ],
        kind="person",
        record=record.id,
        savings=[Saving(text="Spara", submit=submit, said="Uppgifterna är sparade")],
        belongs_to=around.belongs_to,
    )
    for name in ("first_name", "last_name", "alias"):
        # What an anonymous woman is still called is seen, so that somebody takes it away.
        sheet.only_when(name, "identity", partial(_has_name, sheet, name))
    # Asked once, when somebody who was anonymous gets a name (I4).
    sheet.only_when(
        "consent",
        "identity",
        lambda value: record.identity is Identity.ANONYMOUS and value is not Identity.ANONYMOUS,
        otherwise=None,
    )
    sheet.begin(shown(record))
    return sheet


def _has_name(sheet: Sheet, name: str, identity: Identity) -> bool:
    return identity is not Identity.ANONYMOUS or bool(sheet.form.editor(name).value())


def contact_way_sheet(around: Around, way: ContactWay | None = None) -> Sheet:
    """Return the sheet of one way to reach her, with how safe it is."""
    record = way or ContactWay(id=new_id(), person_id=around.dossier.person.id)

    sheet = Sheet(
        around.desk,
        "Kontaktväg",
        [
            Field("kind", "Hur", Chips(ContactKind, kept=True)),
            Field("value", "Nummer eller adress", LineEdit()),
            Field("safety", "Är det säkert?", Chips(ContactSafety, kept=True)),
            Row(
                Field("hours", "När det går bra", LineEdit()),
                Field(
                    "confirmed_on",
                    "Senast bekräftad säker",
                    DateEdit(today=around.today),
                    help="Fråga igen efter 90 dagar.",
                ),
            ),
        ],
        kind="contact_way",
        record=record.id,
        savings=[saving(around, "Spara", save_contact_way, record, said="Kontaktvägen är sparad")],
        belongs_to=around.belongs_to,
    )
    sheet.begin(shown(record))
    return sheet


def using_sheet(around: Around, way: ContactWay) -> Sheet:
    """Return the gate before calling or writing: it says whether it is safe (S2)."""

    def submit(entered: Entered, landing: Landing) -> None:
        around.desk.do(
            use_contact_way,
            way,
            entered.reasons,
            then=landing.then,
            otherwise=landing.otherwise,
        )

    words = [way.value, way.safety.label]
    if way.hours:
        words.append(way.hours)
    words.append(confirmation_age(way, today=around.today))
    if way.kind is ContactKind.LETTER:
        grade = grade_of(around.dossier.of(Protection), way.person_id)
        words += letter_to(hidden=grade is not Grade.NONE).notes
    sheet = Sheet(
        around.desk,
        f"Kontakta henne: {way.kind.label.lower()}",
        [Field("value", way.kind.label, Fact("\n".join(words)))],
        lead="Programmet kontrollerar om kontaktvägen får användas och antecknar att den används.",
        kind="contact_use",
        record=way.id,
        savings=[Saving(text="Kontrollera och använd", submit=submit, said="Du får använda den")],
        belongs_to=around.belongs_to,
    )
    sheet.undoable = False
    sheet.begin({})
    return sheet
