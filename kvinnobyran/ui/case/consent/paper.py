"""Asking on paper: the gate, the page as it will be printed, and the printer (S3, T6)."""

from datetime import date

from kvinnobyran.domain.consent import FOR_A_CHILD, Consent
from kvinnobyran.domain.outgoing import LetterGate, LetterTemplate
from kvinnobyran.flows.consents import ask_in_writing
from kvinnobyran.flows.outgoing import outgoing_gate
from kvinnobyran.reports.consent_form import ABOUT, ConsentPage, consent_form
from kvinnobyran.store.database import Database
from kvinnobyran.ui.case.around import Around, known
from kvinnobyran.ui.case.consent.sheets import WhoBox
from kvinnobyran.ui.case.page_picture import PagePicture
from kvinnobyran.ui.case.people.words import names
from kvinnobyran.ui.kit.chips import YesNo
from kvinnobyran.ui.kit.editors import CodeBox
from kvinnobyran.ui.kit.fact import Fact
from kvinnobyran.ui.kit.form import Field, Row
from kvinnobyran.ui.kit.sheet import Entered, Landing, Saving, Sheet
from kvinnobyran.ui.printing import put_on_paper


def paper_sheet(around: Around, question: Consent) -> Sheet:
    """Return the sheet that asks on paper: whom, about what, and how the paper looks."""
    child = question.person_id
    picture, said, may = PagePicture(), Fact(""), Fact("")
    who = WhoBox(
        around, child, question.purpose, question.answers, nothing="Inte valt", letters=True
    )

    def asked() -> Consent | None:
        values = sheet.form.values()
        if values["given_by_id"] is None:
            return None
        return Consent(
            id=question.id,
            case_id=question.case_id,
            person_id=child,
            purpose=values["purpose"],
            asked_on=around.today,
            given_by_id=values["given_by_id"],
        )

    def came(gate: LetterGate) -> None:
        consent = asked()
        if consent is None:
            return
        stands = [each.sentence for each in gate.faults if each.field == "guardian"]
        hers = consent.answers in {around.dossier.person.id, child}
        may.setText("Lämnas här hos oss." if hers else " ".join(stands) or "Ja.")
        said.setText("\n".join((f"{gate.template.label}.", *gate.notes)))
        page = page_of(around, consent, gate.template)
        words = "Utan avsändare och plats." if page.hidden else "Med vårt namn."
        picture.show_pdf(consent_form(page), words)

    def look_again() -> None:
        consent = asked()
        if consent is None:
            said.setText("Välj vem som ska få papperet.")
            return
        via = bool(sheet.form.values()["via"])
        around.desk.ask(_gate, child, consent.answers, via, then=came, owner=sheet)

    def submit(entered: Entered, landing: Landing) -> None:
        consent = Consent(
            **{**_fields(question), **known(question, entered.values), "asked_on": around.today}
        )

        put_on_paper(
            around.desk,
            sheet,
            ask_in_writing,
            consent,
            pages=lambda gate: consent_form(page_of(around, consent, gate.template)),
            via_social_services=bool(entered.values["via"]),
            reasons=entered.reasons,
            then=landing.then,
            otherwise=landing.otherwise,
        )

    sheet = Sheet(
        around.desk,
        "Fråga om samtycke på papper",
        [
            Row(
                Field("given_by_id", "Vem ska svara", who),
                Field("purpose", "Till vad", CodeBox(FOR_A_CHILD, nothing=None)),
            ),
            Field("guardian", "Får den som svarar kontaktas?", may),
            Field("via", "Lämnas det genom socialtjänsten?", YesNo(kept=True)),
            Field("whereabouts", "Så ska det se ut", said),
            Field("page", "Förhandsvisning", picture),
        ],
        lead="Frågan antecknas när papperet skrivs ut. Inget sparas i en fil.",
        kind="consent_paper",
        record=question.id,
        savings=[
            Saving(
                text="Skriv ut",
                submit=submit,
                busy_text="Skriver ut …",
                said="Frågan är antecknad. Hämta papperet genast.",
            )
        ],
        belongs_to={**around.belongs_to, "child": child},
    )
    sheet.form.changed.connect(look_again)
    sheet.begin({"given_by_id": question.given_by_id, "purpose": question.purpose, "via": False})
    look_again()
    return sheet


def page_of(around: Around, consent: Consent, template: LetterTemplate) -> ConsentPage:
    """Return what stands on the paper. A paper without a sender has no name and no day."""
    hidden = template is LetterTemplate.NO_SENDER
    own = consent.answers == consent.person_id
    return ConsentPage(
        heading=f"Samtycke: {consent.purpose.label}",
        about=ABOUT[consent.purpose],
        child="" if hidden or own else _first_name(around, consent.person_id, around.today),
        own=own,
        hidden=hidden,
        made_on=around.today,
    )


def _first_name(around: Around, child_id: str, today: date) -> str:
    """Return what the child is called on its page, without its age; "" leaves it to a pen."""
    name = names(around.dossier, today).get(child_id, "")
    short = name.partition(",")[0]
    return "" if short.startswith("Barn") else short


def _gate(database: Database, child_id: str, to: str, via: bool) -> LetterGate:
    return outgoing_gate(database, about=child_id, to=to, via_social_services=via)


def _fields(record: Consent) -> dict[str, object]:
    return {name: getattr(record, name) for name in record.__dataclass_fields__}
