"""The sheet of a letter: to whom, what it says, how it has to look, and the very page."""

from functools import partial

from PySide6.QtCore import QTimer

from kvinnobyran.domain.outgoing import LetterGate, LetterTemplate
from kvinnobyran.domain.person import ContactKind, ContactWay
from kvinnobyran.domain.relation import Guardian
from kvinnobyran.flows.letters import BY_HAND, Leaves, Letter, gate_before, write_letter
from kvinnobyran.ui.case.around import Around
from kvinnobyran.ui.case.page_picture import PagePicture
from kvinnobyran.ui.case.people.words import HERSELF, choices
from kvinnobyran.ui.kit.chips import YesNo
from kvinnobyran.ui.kit.editors import CodeBox, Option, TextEdit
from kvinnobyran.ui.kit.fact import Fact
from kvinnobyran.ui.kit.form import Field
from kvinnobyran.ui.kit.sheet import Entered, Landing, Saving, Sheet
from kvinnobyran.ui.printing import put_on_paper

_PAUSE_MS = 400
"""The page is drawn anew when the fingers rest."""
_GUARDIAN = "Vårdnadshavaren"
_SAID = {
    Leaves.PRINTED: "Brevet är antecknat. Hämta papperet genast.",
    Leaves.KEPT: "Brevet är sparat som utgående dokument.",
}


def letter_sheet(around: Around, record: str) -> Sheet:
    """Return the sheet of a letter to the guardian or the way of contact with this id, or to any.

    What it shows is the paper that is printed, made of what stands there and of what the gate
    says of it; no file is written.
    """
    recipients = _recipients(around)
    to = CodeBox(recipients, nothing="Inte valt")
    picture, looks, may = PagePicture(), Fact(""), Fact("")
    guardians = {each.id for each in around.dossier.of(Guardian)}

    def written(values: dict[str, object]) -> Letter:
        return Letter(
            case_id=around.case.id,
            to=str(values["to"] or ""),
            text=str(values["text"]),
            via_social_services=values["via"] is True,
        )

    def came(letter: Letter, gate: LetterGate) -> None:
        stands = [each.sentence for each in gate.faults if each.field == "to"]
        may.setText(" ".join(stands) or "Ja.")
        looks.setText("\n".join((f"{gate.template.label}.", *gate.notes)))
        picture.show_pdf(_paper(around, letter, gate.template), _words(gate.template))

    def look_again() -> None:
        letter = written(sheet.form.values())
        if letter.to:
            around.desk.ask(
                gate_before, letter, around.today, then=partial(came, letter), owner=sheet
            )
        else:
            may.setText("Välj vem som ska få brevet.")

    def keep(entered: Entered, landing: Landing) -> None:
        letter = written(entered.values)
        around.desk.do(
            write_letter,
            letter,
            partial(_paper, around, letter),
            Leaves.KEPT,
            reasons=entered.reasons,
            then=landing.then,
            otherwise=landing.otherwise,
        )

    def let_out(entered: Entered, landing: Landing) -> None:
        letter = written(entered.values)
        put_on_paper(
            around.desk,
            sheet,
            write_letter,
            letter,
            partial(_paper, around, letter),
            Leaves.PRINTED,
            pages=bytes,
            reasons=entered.reasons,
            then=landing.then,
            otherwise=landing.otherwise,
        )

    sheet = Sheet(
        around.desk,
        "Brev",
        [
            Field("to", "Till", to),
            Field("may", "Får brevet skickas?", may),
            Field("via", "Lämnas det genom socialtjänsten?", YesNo(kept=True)),
            Field("text", "Brevet", TextEdit(lines=8)),
            Field("whereabouts", "Så ska det se ut", looks),
            Field("page", "Papperet", picture),
        ],
        lead="Det du ser är det papper som skrivs ut. Det sparas krypterat som utgående dokument,"
        " om hon vill att dokument sparas.",
        kind="letter",
        record=record,
        savings=[
            Saving(text="Bara spara", submit=keep, said=_SAID[Leaves.KEPT]),
            Saving(
                text="Skriv ut",
                submit=let_out,
                said=_SAID[Leaves.PRINTED],
                busy_text="Skriver ut …",
            ),
        ],
        belongs_to=around.belongs_to,
    )
    sheet.undoable = False
    sheet.only_when("via", "to", guardians.__contains__, otherwise=False)
    sheet.only_when("page", "to", bool, otherwise=None)
    sheet.only_when("whereabouts", "to", bool, otherwise=None)
    pause = QTimer(sheet)
    pause.setSingleShot(True)
    pause.setInterval(_PAUSE_MS)
    pause.timeout.connect(look_again)
    sheet.form.changed.connect(pause.start)
    known = record in {each.value for each in recipients}
    sheet.begin({"to": record if known else None, "via": False, "text": ""})
    look_again()
    return sheet


def _recipients(around: Around) -> list[Option]:
    """Return to whom a letter can go: herself by hand or by post, and the children's guardians."""
    called = {each.value: each.label for each in choices(around.dossier, around.today)}
    hers = [Option(BY_HAND, f"{HERSELF}, i handen")]
    hers += [
        Option(way.id, f"{HERSELF}, med post")
        for way in around.dossier.of(ContactWay)
        if way.kind is ContactKind.LETTER and way.person_id == around.dossier.person.id
    ]
    return hers + [
        Option(each.id, f"{called.get(each.person_id, _GUARDIAN)}, om {called.get(each.child_id)}")
        for each in around.dossier.of(Guardian)
        if each.person_id != around.dossier.person.id
    ]


def _paper(around: Around, letter: Letter, template: LetterTemplate) -> bytes:
    from kvinnobyran.reports.letter import LetterPage
    from kvinnobyran.reports.letter import letter as paper

    hidden = template is LetterTemplate.NO_SENDER
    return paper(LetterPage(text=letter.text, hidden=hidden, made_on=around.today))


def _words(template: LetterTemplate) -> str:
    from kvinnobyran.reports.letter import HIDDEN_WORDS, SHOWN_WORDS

    return HIDDEN_WORDS if template is LetterTemplate.NO_SENDER else SHOWN_WORDS
