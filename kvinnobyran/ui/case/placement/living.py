"""The sheets while she lives there and when she leaves (B2, B4, B9, B11, A16)."""

from dataclasses import replace

from kvinnobyran.domain.dates import add_months
from kvinnobyran.domain.placement import (
    DischargeReason,
    MoveInCheck,
    MoveOutCheck,
    Placement,
    PlacementState,
)
from kvinnobyran.domain.placement_reminders import REVIEW_MONTHS
from kvinnobyran.flows.discharge import (
    begin_aftercare,
    close_placement,
    decide_discharge,
    move_out,
    review_aftercare,
)
from kvinnobyran.flows.placements import move_in
from kvinnobyran.flows.stays import extend
from kvinnobyran.ui.case.around import Around, known, shown
from kvinnobyran.ui.case.placement.request import known_placement
from kvinnobyran.ui.kit.chips import Chips, YesNo
from kvinnobyran.ui.kit.dates import DateEdit
from kvinnobyran.ui.kit.editors import LineEdit, TextEdit
from kvinnobyran.ui.kit.fact import Fact
from kvinnobyran.ui.kit.form import Field, Row
from kvinnobyran.ui.kit.sheet import Entered, Landing, Saving, Sheet

_S = PlacementState


def move_in_sheet(around: Around, record: str) -> Sheet | None:
    """Return the sheet of the day she moves in, with its list (A16)."""
    placement = _in(around, record, {_S.DECIDED})
    if placement is None:
        return None

    def submit(entered: Entered, landing: Landing) -> None:
        around.desk.do(
            move_in,
            placement,
            entered.values["moved_in"] or around.today,
            checks=entered.values["checks_in"],
            reasons=entered.reasons,
            then=landing.then,
            otherwise=landing.otherwise,
        )

    sheet = Sheet(
        around.desk,
        "Inflyttning",
        [
            Field("moved_in", "Flyttar in", DateEdit(today=around.today)),
            Field("checks_in", "Gjort", Chips(MoveInCheck, multi=True, keys=False)),
            Field(
                "designated",
                "Särskilt utsedd person för barnet",
                Fact("Skrivs på barnets rad på fliken."),
            ),
        ],
        lead="Det som inte hinns med idag ligger kvar på fliken. Finns det barn blir tre"
        " erbjudanden uppgifter inom 30 dagar.",
        kind="placement_move_in",
        record=placement.id,
        savings=[Saving(text="Hon har flyttat in", submit=submit, said="Hon har flyttat in")],
        belongs_to=around.belongs_to,
    )
    sheet.begin({"moved_in": around.today, "checks_in": placement.checks_in})
    return sheet


def extension_sheet(around: Around, record: str) -> Sheet | None:
    """Return the sheet that lets her stay longer (B2)."""
    placement = _in(around, record, {_S.MOVED_IN, _S.EXTENDED, _S.DISCHARGE})
    if placement is None or placement.planned_out is None:
        return None
    ends = placement.planned_out

    def submit(entered: Entered, landing: Landing) -> None:
        around.desk.do(
            extend,
            placement,
            entered.values["until"] or ends,
            decided_by=entered.values["decided_by"],
            reason=entered.values["reason"],
            reasons=entered.reasons,
            then=landing.then,
            otherwise=landing.otherwise,
        )

    sheet = Sheet(
        around.desk,
        "Förläng",
        [
            Row(
                Field("until", "Bor kvar till", DateEdit(today=around.today)),
                Field("decided_by", "Beslutat av", LineEdit()),
            ),
            Field("reason", "Varför?", TextEdit(lines=2)),
            Field("decision", "Nuvarande slutdag", Fact(str(ends))),
        ],
        lead="Är lägenheten reserverad hamnar reservationen i konflikt, och båda handläggarna får"
        " en uppgift.",
        kind="placement_extension",
        record=placement.id,
        savings=[Saving(text="Förläng", submit=submit, said="Placeringen är förlängd")],
        belongs_to=around.belongs_to,
    )
    sheet.begin({"until": add_months(ends, 1), "decided_by": around.desk.user, "reason": ""})
    return sheet


def discharge_sheet(around: Around, record: str) -> Sheet | None:
    """Return the sheet of the unit's own decision that she leaves (B4, B9)."""
    placement = _in(around, record, {_S.MOVED_IN, _S.EXTENDED})
    if placement is None:
        return None

    def submit(entered: Entered, landing: Landing) -> None:
        around.desk.do(
            decide_discharge,
            replace(placement, **known(placement, entered.values)),
            reasons=entered.reasons,
            expect=None if entered.knowing else around.dossier.head,
            then=landing.then,
            otherwise=landing.otherwise,
        )

    sheet = Sheet(
        around.desk,
        "Beslut om utskrivning",
        [
            Row(
                Field("discharge_by", "Beslutat av", LineEdit()),
                Field("discharge_on", "Dag", DateEdit(today=around.today)),
            ),
            Field("her_request", "Har hon själv bett om det?", YesNo(kept=True)),
            Field("discharge_reason", "Vart flyttar hon?", Chips(DischargeReason)),
            Field("discharge_words", "Med egna ord", TextEdit(lines=2)),
        ],
        lead="Ber hon själv om att få flytta skrivs hon ut genast. Skriv aldrig den nya adressen.",
        kind="placement_discharge",
        record=placement.id,
        savings=[
            Saving(text="Besluta om utskrivning", submit=submit, said="Utskrivningen är beslutad")
        ],
        belongs_to=around.belongs_to,
    )
    sheet.begin(
        {
            **shown(placement),
            "discharge_by": placement.discharge_by or around.desk.user,
            "discharge_on": placement.discharge_on or around.today,
        }
    )
    return sheet


def move_out_sheet(around: Around, record: str) -> Sheet | None:
    """Return the sheet of the day she moves out; aftercare is always asked for (B11)."""
    placement = _in(around, record, {_S.DISCHARGE})
    if placement is None:
        return None

    def submit(entered: Entered, landing: Landing) -> None:
        around.desk.do(
            move_out,
            placement,
            entered.values["moved_out"] or around.today,
            aftercare=entered.values["aftercare"],
            review_on=entered.values["aftercare_review_on"],
            checks=entered.values["checks_out"],
            reasons=entered.reasons,
            then=landing.then,
            otherwise=landing.otherwise,
        )

    sheet = Sheet(
        around.desk,
        "Utflyttning",
        [
            Field("moved_out", "Flyttar ut", DateEdit(today=around.today)),
            Field("checks_out", "Gjort", Chips(MoveOutCheck, multi=True, keys=False)),
            Field("aftercare", "Vill hon ha eftervård?", YesNo()),
            Field("aftercare_review_on", "Följs upp den", DateEdit(today=around.today)),
        ],
        kind="placement_move_out",
        record=placement.id,
        savings=[Saving(text="Hon har flyttat ut", submit=submit, said="Hon har flyttat ut")],
        belongs_to=around.belongs_to,
    )
    sheet.only_when("aftercare_review_on", "aftercare", lambda value: value is True, otherwise=None)
    sheet.begin(
        {
            "moved_out": around.today,
            "checks_out": placement.checks_out,
            "aftercare": None,
            "aftercare_review_on": add_months(around.today, REVIEW_MONTHS),
        }
    )
    return sheet


def aftercare_sheet(around: Around, record: str) -> Sheet | None:
    """Return the sheet of aftercare: it begins, goes on or ends (B11)."""
    placement = _in(around, record, {_S.MOVED_OUT, _S.AFTERCARE})
    if placement is None:
        return None
    ongoing = placement.state is _S.AFTERCARE

    def go_on(entered: Entered, landing: Landing) -> None:
        day = entered.values["aftercare_review_on"] or add_months(around.today, REVIEW_MONTHS)
        if ongoing:
            around.desk.do(
                review_aftercare, placement, day, then=landing.then, otherwise=landing.otherwise
            )
        else:
            around.desk.do(
                begin_aftercare,
                placement,
                around.today,
                review_on=day,
                then=landing.then,
                otherwise=landing.otherwise,
            )

    def end(entered: Entered, landing: Landing) -> None:
        around.desk.do(
            close_placement,
            placement,
            entered.values["closed_on"] or around.today,
            then=landing.then,
            otherwise=landing.otherwise,
        )

    sheet = Sheet(
        around.desk,
        "Eftervård",
        [
            Row(
                Field("aftercare_review_on", "Följs upp den", DateEdit(today=around.today)),
                Field("closed_on", "Eller avslutas den", DateEdit(today=around.today)),
            )
        ],
        kind="placement_aftercare",
        record=placement.id,
        savings=[
            Saving(text="Avsluta placeringen", submit=end, said="Placeringen är avslutad"),
            Saving(
                text="Eftervården fortsätter" if ongoing else "Börja eftervård",
                submit=go_on,
                said="Eftervården fortsätter" if ongoing else "Eftervården har börjat",
            ),
        ],
        belongs_to=around.belongs_to,
    )
    sheet.begin(
        {
            "aftercare_review_on": add_months(around.today, REVIEW_MONTHS),
            "closed_on": around.today,
        }
    )
    return sheet


def _in(around: Around, record: str, states: set[PlacementState]) -> Placement | None:
    placement = known_placement(around, record)
    return placement if placement is not None and placement.state in states else None
