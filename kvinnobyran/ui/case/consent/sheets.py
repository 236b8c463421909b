"""The sheets of a child's consent: an answer, a withdrawal, a decision (domain.md 3.1, T3, T5)."""

from collections.abc import Mapping
from typing import Any

from kvinnobyran.domain.consent import (
    FOR_A_CHILD,
    WAS_GIVEN,
    WITH_AUTHORITIES,
    Attitude,
    Consent,
    ConsentForm,
    ConsentPurpose,
    ConsentState,
)
from kvinnobyran.domain.consent_stops import Stops, stops
from kvinnobyran.domain.decision import DECIDERS
from kvinnobyran.domain.document import Document
from kvinnobyran.domain.ground_words import EXPLAINED, source_words
from kvinnobyran.domain.grounds import SOURCES, Decider, Decision, DecisionKind, Ground
from kvinnobyran.domain.organisation import AuthorityKind
from kvinnobyran.domain.relation import MayContact, RelationKind
from kvinnobyran.domain.trappan import TrappanProgramme
from kvinnobyran.domain.trappan_session import TrappanAttendance, TrappanSession
from kvinnobyran.flows.consents import save_consent, withdraw
from kvinnobyran.flows.decisions import save_decision
from kvinnobyran.store.consents import Standing, standing
from kvinnobyran.ui.case.around import Around, saving, shown
from kvinnobyran.ui.case.consent.words import everybody
from kvinnobyran.ui.case.people.words import kin_of, names
from kvinnobyran.ui.kit.chips import Chips
from kvinnobyran.ui.kit.dates import DateEdit
from kvinnobyran.ui.kit.editors import CodeBox, LineEdit, Option, TextEdit
from kvinnobyran.ui.kit.fact import Fact
from kvinnobyran.ui.kit.form import Field, Row
from kvinnobyran.ui.kit.sheet import Entered, Landing, Saving, Sheet

_S = ConsentState
NEW = (_S.GIVEN, _S.REFUSED, _S.ASKED, _S.UNOBTAINABLE)
_FROM_HERE = {
    _S.ASKED: (_S.ASKED, _S.GIVEN, _S.REFUSED, _S.UNOBTAINABLE),
    _S.GIVEN: (_S.GIVEN, _S.REPLACED),
}
"""What a form offers. A yes is taken back on a sheet of its own, and what lapses does so alone."""
_ENDED = WAS_GIVEN - {_S.GIVEN}
_NOT = {
    MayContact.NO: "får inte kontaktas",
    MayContact.VIA_SOCIAL_SERVICES: "endast via socialtjänsten",
}
_WHOM = {
    DecisionKind.PLACEMENT: "Vem är placerad tillsammans med barnet?",
    DecisionKind.PREVENTED: "Vem är förhindrad?",
}
_GROUND_OF = {
    DecisionKind.BOARD_FOR_ONE: Ground.BOARD_FOR_ONE,
    DecisionKind.PLACEMENT: Ground.PLACED_WITH,
    DecisionKind.BOARD_FROM_12: Ground.BOARD_FROM_12,
    DecisionKind.PREVENTED: Ground.PREVENTED,
}


def offered(state: ConsentState, *, known: bool) -> tuple[ConsentState, ...]:
    """Return the states a form offers for a consent that is in one."""
    return _FROM_HERE.get(state, (state,)) if known else NEW


class WhoBox(CodeBox):
    """Who answers: those with custody first. It fills itself when the answer has come."""

    def __init__(
        self,
        around: Around,
        child_id: str,
        purpose: ConsentPurpose,
        chosen: str = "",
        *,
        nothing: str | None = "Någon annan, skriv",
        letters: bool = False,
    ) -> None:
        """Offer everybody; with ``letters`` nobody who must never be contacted."""
        self._here = names(around.dossier, around.today)
        siblings = {
            each.person.id for each in kin_of(around.dossier) if each.kind is RelationKind.CHILD
        }
        self._near = [each for each in self._here if each == child_id or each not in siblings]
        first = [Option(chosen, self._here.get(chosen, "Vald"))] if chosen else []
        super().__init__(first, nothing=nothing)
        self._letters = letters
        around.desk.ask(standing, child_id, purpose, around.today, then=self._came, owner=self)

    def _came(self, found: Standing | None) -> None:
        if found is None:
            return
        called = {**{id: self._here[id] for id in self._near}, **everybody(found, self._here)}
        may = {each.person_id: each.may_contact for each in found.facts.guardians}
        custody = found.custody
        first = [*(custody.decides if custody else ()), found.child.id]
        order = [*first, *(id for id in called if id not in first)]
        self.set_options(
            Option(id, f"{called[id]} ({_NOT[may[id]]})" if may.get(id) in _NOT else called[id])
            for id in order
            if id in called and not (self._letters and id in found.answer.never)
        )


def answer_sheet(around: Around, consent: Consent) -> Sheet:
    """Return the sheet of what somebody has answered about a child, known or new."""
    known = around.dossier.get(consent.id) is not None
    who = WhoBox(around, consent.person_id, consent.purpose, consent.given_by_id or "")

    def complete(values: Mapping[str, Any]) -> Mapping[str, Any]:
        given_by = values["given_by_id"]
        # The child itself answers: then there is nobody else who does.
        own = given_by == consent.person_id
        return {**values, "given_by_id": given_by, **({"attitude": None} if own else {})}

    sheet = Sheet(
        around.desk,
        "Samtycke för barn",
        [
            Field("whom", "Gäller", Fact(_child_name(around, consent.person_id))),
            Row(
                Field("purpose", "Till vad", CodeBox(FOR_A_CHILD, nothing=None)),
                Field("authority", "Myndighet", CodeBox(AuthorityKind, nothing="Alla myndigheter")),
            ),
            Row(
                Field("given_by_id", "Vem svarar", who),
                Field("given_by", "Vem, med ord", LineEdit(limit=200)),
            ),
            Field("state", "Svar", Chips(offered(consent.state, known=known), kept=True)),
            Row(
                Field("asked_on", "Frågat den", DateEdit(today=around.today)),
                Field("answered_on", "Svarade den", DateEdit(today=around.today)),
                Field("valid_until", "Gäller till", DateEdit(today=around.today)),
            ),
            Row(
                Field("form", "Hur det lämnades", Chips(ConsentForm)),
                Field("document_id", "Papperet", CodeBox(_papers(around), nothing="Inget valt")),
            ),
            Field("attitude", "Vad barnet självt vill", Chips(Attitude)),
            Field(
                "attitude_reason",
                "Barnets inställning, med egna ord, eller varför det inte är tillfrågat",
                TextEdit(lines=2),
                "Barnets eget: visas aldrig i mammans akt.",
            ),
            Field("about", "Vad det gäller närmare", TextEdit(lines=2)),
            Row(
                Field("ended_on", "Upphörde den", DateEdit(today=around.today)),
                Field("ended_by", "Av vem", LineEdit(limit=200)),
            ),
            Field("end_reason", "Varför", TextEdit(lines=2)),
        ],
        lead="Ett nej och ett återkallat ja sparas. Den som ändrar sig får en ny rad.",
        kind="child_consent",
        record=consent.id,
        savings=[
            saving(
                around,
                "Spara",
                save_consent,
                consent,
                said="Svaret är sparat",
                reasoned=True,
                complete=complete,
            )
        ],
        belongs_to={**around.belongs_to, "child": consent.person_id},
    )
    sheet.only_when("authority", "purpose", WITH_AUTHORITIES.__contains__, otherwise=None)
    sheet.only_when("given_by", "given_by_id", lambda to: to is None)
    sheet.only_when("answered_on", "state", lambda to: to is not _S.ASKED, otherwise=None)
    sheet.only_when("valid_until", "state", WAS_GIVEN.__contains__, otherwise=None)
    sheet.only_when("form", "state", WAS_GIVEN.__contains__, otherwise=None)
    sheet.only_when("document_id", "form", lambda to: to is ConsentForm.WRITTEN, otherwise=None)
    for name, otherwise in (("attitude", None), ("attitude_reason", "")):
        sheet.only_when(
            name, "given_by_id", lambda to: to != consent.person_id, otherwise=otherwise
        )
    sheet.only_when("ended_on", "state", _ENDED.__contains__, otherwise=None)
    for name in ("ended_by", "end_reason"):
        sheet.only_when(name, "state", _ENDED.__contains__)
    sheet.begin(
        {
            **shown(consent),
            "state": consent.state if known else _S.GIVEN,
            "answered_on": consent.answered_on or around.today,
            "ended_on": consent.ended_on or around.today,
        }
    )
    return sheet


def withdrawal_sheet(around: Around, consent: Consent) -> Sheet:
    """Return the sheet on which a yes is taken back: it says first what that stops (T5)."""
    found = _stops(around, consent)

    def submit(entered: Entered, landing: Landing) -> None:
        around.desk.do(
            withdraw,
            consent,
            reason=entered.values["end_reason"],
            by=entered.values["ended_by"],
            then=landing.then,
            otherwise=landing.otherwise,
        )

    who = _child_name(around, consent.person_id)
    what = f"{consent.purpose.label}, {who}"
    sheet = Sheet(
        around.desk,
        "Återkalla samtycke",
        [
            Field("what", "Gäller", Fact(f"{what}. Lämnat {consent.answered_on}.")),
            Field("stops", "Det här händer genast", Fact(found.ahead)),
            Field("ended_by", "Vem återkallar", LineEdit(limit=200)),
            Field("end_reason", "Vad hon eller han säger", TextEdit(lines=2)),
        ],
        lead="Återkallelsen gäller från den sekund du sparar. Ingen behöver ange något skäl.",
        kind="consent_withdrawal",
        record=consent.id,
        savings=[Saving(text="Återkalla nu", submit=submit, said=found.done)],
        belongs_to=around.belongs_to,
    )
    here = names(around.dossier, around.today)
    sheet.begin({"ended_by": here.get(consent.answers, consent.given_by), "end_reason": ""})
    return sheet


def decision_sheet(around: Around, decision: Decision) -> Sheet:
    """Return the sheet of a decision that stands beside a consent, known or new (T3 c-f)."""
    who = WhoBox(
        around,
        decision.child_id,
        ConsentPurpose.TRAPPAN,
        decision.guardian_id or "",
        nothing="Inte valt",
    )
    meaning = Fact("")
    decider = CodeBox(Decider, nothing="Inte antecknat")
    sheet = Sheet(
        around.desk,
        "Beslut om barnet",
        [
            Field("whom", "Gäller", Fact(_child_name(around, decision.child_id))),
            Field(
                "kind",
                "Vad är beslutat?",
                Chips(DecisionKind, kept=True),
            ),
            Field("meaning", "Det betyder", meaning),
            Row(
                Field("decided_by", "Vem har beslutat", decider),
                Field("reference", "Beslutets beteckning", LineEdit(limit=200)),
            ),
            Field("guardian_id", "Vem gäller det", who, " ".join(_WHOM.values())),
            Field("motive", "Varför det inte går att fråga", TextEdit(lines=2)),
            Row(
                Field("valid_from", "Gäller från", DateEdit(today=around.today)),
                Field("valid_until", "Gäller till", DateEdit(today=around.today)),
            ),
        ],
        lead="Programmet antecknar grunden. Det avgör inte vad lagen säger.",
        kind="consent_decision",
        record=decision.id,
        savings=[saving(around, "Spara", save_decision, decision, said="Beslutet är sparat")],
        belongs_to={**around.belongs_to, "child": decision.child_id},
    )
    prevented = DecisionKind.PREVENTED
    sheet.only_when("reference", "kind", lambda to: to is not prevented)
    sheet.only_when("motive", "kind", lambda to: to is prevented)
    sheet.only_when("guardian_id", "kind", _WHOM.__contains__, otherwise=None)

    def follow() -> None:
        kind = sheet.form.values()["kind"]
        ground = _GROUND_OF[kind]
        meaning.setText(f"{EXPLAINED[ground]} {_source(ground)}")
        decider.set_options(DECIDERS.get(kind, tuple(Decider)))
        if decider.value() is None and kind in DECIDERS:
            decider.set_value(DECIDERS[kind][0])

    sheet.form.editor("kind").on_edited().connect(follow)
    sheet.begin(
        {
            **shown(decision),
            "decided_by": decision.decided_by or DECIDERS[decision.kind][0],
        }
    )
    follow()
    return sheet


def _source(ground: Ground) -> str:
    source, verified = SOURCES[ground]
    return source_words(source, verified=verified)


def _stops(around: Around, consent: Consent) -> Stops:
    dossier = around.dossier
    return stops(
        consent,
        dossier.of(TrappanProgramme),
        dossier.of(TrappanSession),
        dossier.of(TrappanAttendance),
        now=around.desk.now,
    )


def _child_name(around: Around, child_id: str) -> str:
    return names(around.dossier, around.today).get(child_id, "Barnet")


def _papers(around: Around) -> list[Option]:
    return [
        Option(each.id, f"{each.brought_in_on} {each.name}") for each in around.dossier.of(Document)
    ]
