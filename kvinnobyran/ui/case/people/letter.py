"""The gate before a letter or a form to a guardian: whether it may go, and how it looks (S3)."""

from kvinnobyran.domain.outgoing import LetterGate, LetterKind
from kvinnobyran.domain.relation import Guardian
from kvinnobyran.flows.outgoing import outgoing_gate, send_letter
from kvinnobyran.store.database import Database
from kvinnobyran.ui.case.around import Around
from kvinnobyran.ui.case.people.words import choices
from kvinnobyran.ui.kit.chips import Chips, YesNo
from kvinnobyran.ui.kit.fact import Fact
from kvinnobyran.ui.kit.form import Field
from kvinnobyran.ui.kit.sheet import Entered, Landing, Saving, Sheet


def letter_sheet(around: Around, guardian: Guardian) -> Sheet:
    """Return the sheet that is passed before anything is sent to a guardian about a child."""
    names = {each.value: each.label for each in choices(around.dossier, around.today)}
    who = names.get(guardian.person_id, "Vårdnadshavaren")
    child = names.get(guardian.child_id, "barnet")
    may = guardian.may_contact.label

    def submit(entered: Entered, landing: Landing) -> None:
        kind: LetterKind = entered.values["what"]
        around.desk.do(
            send_letter,
            about=guardian.child_id,
            to=guardian.person_id,
            what=kind.label,
            via_social_services=bool(entered.values["via"]),
            reasons=entered.reasons,
            then=landing.then,
            otherwise=landing.otherwise,
        )

    sheet = Sheet(
        around.desk,
        "Skicka till vårdnadshavare",
        [
            Field("guardian", "Till", Fact(f"{who}, om {child}\nFår kontaktas? {may}")),
            Field("what", "Vad", Chips(LetterKind, kept=True)),
            Field("via", "Lämnas det genom socialtjänsten?", YesNo(kept=True)),
            Field("whereabouts", "Så ska det se ut", _look(around, guardian)),
        ],
        lead="Programmet kontrollerar om det får skickas och antecknar att det gjordes.",
        kind="guardian_letter",
        record=guardian.id,
        savings=[Saving(text="Kontrollera", submit=submit, said="Det får skickas")],
        belongs_to=around.belongs_to,
    )
    sheet.undoable = False
    sheet.begin({"what": LetterKind.LETTER, "via": False})
    return sheet


def _gate(database: Database, guardian: Guardian) -> LetterGate:
    return outgoing_gate(database, about=guardian.child_id, to=guardian.person_id)


def _look(around: Around, guardian: Guardian) -> Fact:
    """Return what the letter has to look like, asked of the gate itself."""
    said = Fact("")

    def came(gate: LetterGate) -> None:
        said.setText("\n".join((f"{gate.template.label}.", *gate.notes)))

    around.desk.ask(_gate, guardian, then=came, owner=said)
    return said
