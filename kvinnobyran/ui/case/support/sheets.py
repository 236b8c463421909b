"""The sheets of interventions: each step of their life has one, with a draft of its own."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from kvinnobyran.domain import kinds
from kvinnobyran.domain.assessment import AssessmentCall
from kvinnobyran.domain.dates import add_months
from kvinnobyran.domain.ids import new_id
from kvinnobyran.domain.intervention import (
    AFTERCARE_MONTHS,
    ENDINGS,
    RUNNING_STATES,
    Intervention,
    InterventionState,
    KindOnOffer,
    Need,
    Purpose,
)
from kvinnobyran.flows.interventions import (
    begin_aftercare,
    end_intervention,
    pause_intervention,
    save_intervention,
)
from kvinnobyran.store.support import kinds_on_offer
from kvinnobyran.ui.case.around import Around, saving, shown
from kvinnobyran.ui.case.support.fields import MethodBox, kind_chips
from kvinnobyran.ui.kit.chips import Chips
from kvinnobyran.ui.kit.dates import DateEdit
from kvinnobyran.ui.kit.editors import LineEdit, TextEdit
from kvinnobyran.ui.kit.form import Field, Row, Section
from kvinnobyran.ui.kit.ranked import RankedList
from kvinnobyran.ui.kit.sheet import Entered, Landing, Saving, Sheet

RUNNING = RUNNING_STATES
_BEFORE_START = (
    InterventionState.OFFERED,
    InterventionState.WAITING,
    InterventionState.DECLINED,
    InterventionState.ONGOING,
)
Entry = Field | Row | Section


def intervention_sheet(
    around: Around, intervention: Intervention | None = None, *, record_id: str = ""
) -> Sheet:
    """Return the sheet for one kind of support: its purpose and the most acute needs."""
    record = intervention or Intervention(
        id=record_id or new_id(),
        case_id=around.case.id,
        kind=kinds.KINDS[0],
        offered_on=around.today,
        counsellor=around.desk.user,
    )
    begins = record.state in _BEFORE_START and record.started_on is None
    entries: list[Entry] = [*_what(record)]
    if begins:
        entries.append(Field("state", "Läge", Chips(_BEFORE_START, kept=True)))
    entries += [
        Row(
            Field("offered_on", "Erbjuden den", DateEdit(today=around.today)),
            Field("started_on", "Började den", DateEdit(today=around.today)),
            Field("counsellor", "Ansvarig", LineEdit()),
        ),
        *_agreed(around),
    ]
    sheet = Sheet(
        around.desk,
        "Insats",
        entries,
        kind="intervention",
        record=record.id,
        savings=[
            saving(
                around,
                "Spara insatsen",
                save_intervention,
                record,
                said="Insatsen är sparad",
                reasoned=True,
            )
        ],
        belongs_to=around.belongs_to,
    )
    if begins:
        ongoing = InterventionState.ONGOING
        sheet.only_when("started_on", "state", lambda value: value is ongoing, otherwise=None)
        if _unassessed(around):
            sheet.only_when("urgent_motive", "state", lambda value: value is ongoing)
    _begin(sheet, shown(record))
    _offer_kinds(around, sheet, known=intervention is not None)
    return sheet


def starting_sheet(around: Around, intervention: Intervention) -> Sheet:
    """Return the sheet that starts an offered intervention today."""
    begun = replace(intervention, state=InterventionState.ONGOING, started_on=around.today)
    sheet = Sheet(
        around.desk,
        f"Starta: {intervention.kind.label}",
        [
            Row(
                Field("started_on", "Började den", DateEdit(today=around.today)),
                Field("counsellor", "Ansvarig", LineEdit()),
            ),
            *_what(begun, kind=False),
            *_agreed(around),
        ],
        kind="intervention_start",
        record=intervention.id,
        savings=[
            saving(
                around,
                "Starta insatsen",
                save_intervention,
                begun,
                said="Insatsen har börjat",
                reasoned=True,
            )
        ],
        belongs_to=around.belongs_to,
    )
    _begin(sheet, shown(begun))
    return sheet


def pausing_sheet(around: Around, intervention: Intervention) -> Sheet:
    """Return the sheet that lets an intervention rest until a day."""

    def submit(entered: Entered, landing: Landing) -> None:
        around.desk.do(
            pause_intervention,
            intervention,
            entered.values["paused_until"],
            reason=entered.values["pause_reason"],
            reasons=entered.reasons,
            then=landing.then,
            otherwise=landing.otherwise,
        )

    sheet = Sheet(
        around.desk,
        f"Pausa: {intervention.kind.label}",
        [
            Field("paused_until", "Tas upp igen den", DateEdit(today=around.today)),
            Field("pause_reason", "Varför", TextEdit(lines=2)),
        ],
        lead="Det som är planerat före den dagen avbokas. Du får en påminnelse samma dag.",
        kind="intervention_pause",
        record=intervention.id,
        savings=[Saving(text="Pausa insatsen", submit=submit, said="Insatsen är pausad")],
        belongs_to=around.belongs_to,
    )
    sheet.begin({"paused_until": None, "pause_reason": ""})
    return sheet


def ending_sheet(around: Around, intervention: Intervention) -> Sheet:
    """Return the sheet that ends an intervention, as planned or broken off."""

    def submit(entered: Entered, landing: Landing) -> None:
        around.desk.do(
            end_intervention,
            intervention,
            entered.values["state"] or InterventionState.COMPLETED,
            ended_on=entered.values["ended_on"] or around.today,
            end_reason=entered.values["end_reason"],
            reasons=entered.reasons,
            then=landing.then,
            otherwise=landing.otherwise,
        )

    sheet = Sheet(
        around.desk,
        f"Avsluta: {intervention.kind.label}",
        [
            Field("state", "Hur slutade det?", Chips(ENDINGS, kept=True)),
            Field("ended_on", "Slutade den", DateEdit(today=around.today)),
            Field("end_reason", "Varför", TextEdit(lines=2)),
        ],
        lead="Det som är planerat i insatsen avbokas.",
        kind="intervention_end",
        record=intervention.id,
        savings=[Saving(text="Avsluta insatsen", submit=submit, said="Insatsen är avslutad")],
        belongs_to=around.belongs_to,
    )
    sheet.begin({"state": InterventionState.COMPLETED, "ended_on": around.today, "end_reason": ""})
    return sheet


def aftercare_sheet(around: Around, intervention: Intervention) -> Sheet:
    """Return the sheet that keeps in touch after an intervention has ended (A16, B11)."""

    def submit(entered: Entered, landing: Landing) -> None:
        around.desk.do(
            begin_aftercare,
            intervention,
            entered.values["aftercare_until"],
            then=landing.then,
            otherwise=landing.otherwise,
        )

    sheet = Sheet(
        around.desk,
        f"Eftervård: {intervention.kind.label}",
        [Field("aftercare_until", "Följs upp den", DateEdit(today=around.today))],
        lead="Kontakten finns kvar en tid. Du får en påminnelse den dag den ska följas upp.",
        kind="intervention_aftercare",
        record=intervention.id,
        savings=[Saving(text="Börja eftervården", submit=submit, said="Eftervården har börjat")],
        belongs_to=around.belongs_to,
    )
    sheet.begin({"aftercare_until": add_months(around.today, AFTERCARE_MONTHS)})
    return sheet


def _what(record: Intervention, *, kind: bool = True) -> list[Entry]:
    """Return the fields of kind and method; a kind that has begun is not changed."""
    if not kind:
        return [Field("method", "Metod", MethodBox(lambda: record.kind))]
    chips = kind_chips()
    method = MethodBox(chips.value)
    chips.edited.connect(method.follow_kind)
    return [Field("kind", "Vad", chips), Field("method", "Metod", method)]


def _offer_kinds(around: Around, sheet: Sheet, *, known: bool) -> None:
    """Show the kinds that the office offers that day, and the one that the record has (R5)."""
    chips, day = sheet.form.editor("kind"), sheet.form.editor("offered_on")
    rows: list[KindOnOffer] = []

    def follow() -> None:
        on = day.value() or around.today
        offered = [row.kind for row in rows if row.offered(on)]
        if isinstance(chips, Chips):
            if not known and not sheet.form.dirty and offered and chips.value() not in offered:
                chips.set_value(offered[0])
            chips.offer(offered)

    def came(found: list[KindOnOffer]) -> None:
        rows.extend(found)
        follow()

    day.on_edited().connect(follow)
    around.desk.ask(kinds_on_offer, then=came, owner=sheet)


def _agreed(around: Around) -> list[Entry]:
    """Return what is decided together with her, and the motive for going before assessment."""
    urgent = Field(
        "urgent_motive", "Varför det är akut, om bedömningssamtalet får vänta", LineEdit()
    )
    return [
        Section("Bestäm tillsammans med henne"),
        Field("purposes", "Syfte", Chips(Purpose, multi=True)),
        Field("purpose_words", "Med hennes ord", TextEdit(lines=2)),
        Field(
            "needs",
            "Mest akuta behov, det viktigaste först",
            RankedList(Need),
            help="Alt+upp och Alt+ner flyttar.",
        ),
        *([urgent] if _unassessed(around) else []),
    ]


def _unassessed(around: Around) -> bool:
    """Tell whether no assessment call has been held (G8)."""
    return not any(call.held for call in around.dossier.of(AssessmentCall))


def _begin(sheet: Sheet, values: Mapping[str, Any]) -> None:
    """Show the record; the methods are those of its kind before one of them is shown."""
    if "kind" in values:
        method = sheet.form.editor("method")
        if "kind" in sheet.form.values():
            sheet.form.editor("kind").set_value(values["kind"])
        if isinstance(method, MethodBox):
            method.follow_kind()
    sheet.begin(values)
