"""Risk assessments: two views beside each other, and the talk about the difference (5.10)."""

from collections.abc import Iterator
from functools import partial

from PySide6.QtWidgets import QWidget

from kvinnobyran.domain.risk import (
    MOST_POINTS,
    OUR_LEVELS,
    Instrument,
    RiskAssessment,
    RiskLevel,
    conversation,
    trend,
)
from kvinnobyran.flows.risk import save_risk
from kvinnobyran.store.dossier import Dossier
from kvinnobyran.ui.case.around import Around, saving, shown
from kvinnobyran.ui.case.cards import card
from kvinnobyran.ui.case.moment import Moment
from kvinnobyran.ui.case.part import Part
from kvinnobyran.ui.case.reading import Passage, above
from kvinnobyran.ui.case.room import Room
from kvinnobyran.ui.case.safety.curve import Curve
from kvinnobyran.ui.kit.buttons import Button, Kind
from kvinnobyran.ui.kit.card import Line
from kvinnobyran.ui.kit.chips import Chips
from kvinnobyran.ui.kit.dates import DateEdit
from kvinnobyran.ui.kit.editors import CodeBox, LineEdit, NumberEdit, TextEdit
from kvinnobyran.ui.kit.form import Field, Row, Section
from kvinnobyran.ui.kit.icons import Icon
from kvinnobyran.ui.kit.notice import Notice, Tone
from kvinnobyran.ui.kit.sheet import Sheet


def risk_sheet(around: Around, risk: RiskAssessment) -> Sheet:
    """Return the sheet of one assessment. Her own words come before ours."""
    sheet = Sheet(
        around.desk,
        "Riskbedömning",
        [
            Row(
                Field("assessed_on", "Dag", DateEdit(today=around.today)),
                Field("instrument", "Instrument", CodeBox(Instrument, nothing=None)),
                Field("score", "Poäng", NumberEdit(most=MOST_POINTS)),
            ),
            Field("instrument_name", "Vilket instrument", LineEdit(limit=200)),
            Section("Hur hon ser på det", "Fråga henne först. Hon vet oftast bäst."),
            Field("her_own", "Hennes egen bedömning av risken", Chips(RiskLevel, kept=True)),
            Section("Hur vi ser på det"),
            Field("ours", "Vår bedömning av risken", Chips(OUR_LEVELS, kept=True)),
            Field("reasoning", "Vad den bygger på", TextEdit(lines=3)),
            Section("Prata om det", "När ni ser olika på det: vad vet hon som vi inte vet?"),
            Field("talked_about", "Vad ni kom fram till", TextEdit(lines=3)),
            Section("Nu och framåt"),
            Field("measure", "Åtgärd", TextEdit(lines=2)),
            Field(
                "next_on",
                "Nästa bedömning",
                DateEdit(today=around.today),
                help="Blir en uppgift den dagen.",
            ),
        ],
        lead="Instrumentet ger ett underlag, inte ett svar.",
        kind="risk_assessment",
        record=risk.id,
        savings=[
            saving(
                around, "Spara riskbedömningen", save_risk, risk, said="Riskbedömningen är sparad"
            )
        ],
        belongs_to=around.belongs_to,
    )
    sheet.only_when("instrument_name", "instrument", lambda value: value is Instrument.OTHER)
    sheet.begin(shown(risk))
    return sheet


def _instrument(risk: RiskAssessment) -> str:
    name = risk.instrument_name or risk.instrument.label
    return name if risk.score is None else f"{name}, {risk.score} poäng"


def _assessment(room: Room, dossier: Dossier) -> list[QWidget]:
    found = dossier.of(RiskAssessment)
    made = card(
        "Riskbedömning",
        [
            Line(
                key=risk,
                text=f"Hon: {risk.her_own.label.lower()} · Vi: {risk.ours.label.lower()}",
                detail=_instrument(risk),
                aside=str(risk.assessed_on),
            )
            for risk in found
        ],
        lambda risk: room.open("risk_assessment", risk.id),
        icon=Icon.REPORT,
        empty="Ingen riskbedömning är gjord än.",
        button=Button("Ny riskbedömning", Kind.QUIET, then=partial(room.open, "risk_assessment")),
    )
    if not found:
        return [made]
    latest = found[0]
    # The difference is something to talk about, so it is told and never alarmed about.
    above(made, Notice(conversation(latest), Tone.INFO))
    pairs = [
        ("Vad vår bedömning bygger på", latest.reasoning),
        ("Vad ni kom fram till", latest.talked_about),
        ("Åtgärd", latest.measure),
        ("Nästa bedömning", str(latest.next_on or "")),
        ("Över tid", trend(found)),
    ]
    if any(words for _, words in pairs):
        made.body.addWidget(Passage("Senaste riskbedömningen", pairs))
    if len(found) > 1:
        made.body.addWidget(Curve(found))
    return [made]


def _sheet(room: Room, record: str) -> Sheet:
    around = room.around
    known = next((each for each in around.dossier.of(RiskAssessment) if each.id == record), None)
    new = RiskAssessment(id=record, case_id=around.case.id, assessed_on=around.today)
    return risk_sheet(around, known or new)


def _moments(dossier: Dossier) -> Iterator[Moment]:
    for risk in dossier.of(RiskAssessment):
        yield Moment(
            risk.id, risk.assessed_on, None, "Risk", "Riskbedömning", risk.instrument.label
        )


RISK = Part(
    key="risk",
    tables=frozenset({"risk_assessment"}),
    cards={"assessment": _assessment},
    sheets={"risk_assessment": _sheet},
    opens={RiskAssessment: lambda room, risk: room.open("risk_assessment", risk.id)},
    moments=_moments,
)
