"""What is known of the violence, and the concern for a child (T8)."""

from collections.abc import Iterator

from kvinnobyran.domain.concern import ConcernReport
from kvinnobyran.domain.missing import Answer
from kvinnobyran.domain.next_step import Step
from kvinnobyran.domain.violence import ViolenceExposure
from kvinnobyran.store.dossier import Dossier
from kvinnobyran.ui.case.cards import card
from kvinnobyran.ui.case.moment import Moment
from kvinnobyran.ui.case.part import Part
from kvinnobyran.ui.case.room import Room
from kvinnobyran.ui.case.safety.sheets import concern_sheet
from kvinnobyran.ui.kit.card import Card, Line
from kvinnobyran.ui.kit.icons import Icon
from kvinnobyran.ui.kit.sheet import Sheet


def _overview(room: Room, dossier: Dossier) -> list[Card]:
    newest = dossier.of(ViolenceExposure)[:1]
    return [
        card(
            "Våldet",
            [_violence(exposure) for exposure in newest],
            lambda _: room.show_tab("assessment"),
            icon=Icon.WARNING,
            empty="Inte bedömt än.",
        )
    ]


def _violence(exposure: ViolenceExposure) -> Line:
    if exposure.asked is Answer.YES:
        forms = ", ".join(form.label for form in sorted(exposure.forms)) or "Våldsutsatt"
        dominant = f"Dominerande: {exposure.dominant.label}. " if exposure.dominant else ""
        detail = f"{dominant}{exposure.status.label}. {exposure.perpetrator.label}."
        return Line(key=exposure, text=forms, detail=detail, aside=str(exposure.assessed_on))
    words = {Answer.NO: "Inte våldsutsatt", Answer.NOT_ASKED: "Ej frågat"}
    return Line(
        key=exposure,
        text=words.get(exposure.asked, exposure.asked.label),
        aside=str(exposure.assessed_on),
    )


def _assessment(room: Room, dossier: Dossier) -> list[Card]:
    reports = dossier.of(ConcernReport)
    if not reports:
        return []
    lines = [
        Line(
            key=report,
            text=report.state.label,
            detail="Retur öppnar beslutet",
            aside=str(report.arose_on),
        )
        for report in reports
    ]
    return [card("Oro för barn", lines, lambda report: _open(room, report), icon=Icon.WARNING)]


def _moments(dossier: Dossier) -> Iterator[Moment]:
    for report in dossier.of(ConcernReport):
        yield Moment(
            report.id, report.arose_on, None, "Oro för barn", "Oro för barn", report.state.label
        )


def _open(room: Room, report: ConcernReport) -> None:
    """Decide on a concern for a child."""
    room.edit(concern_sheet(room.around, report))


def _concern_sheet(room: Room, record: str) -> Sheet | None:
    reports = room.around.dossier.of(ConcernReport)
    report = next((each for each in reports if each.id == record), None)
    return concern_sheet(room.around, report) if report else None


SAFETY = Part(
    key="safety",
    tables=frozenset({"violence_exposure", "concern_report"}),
    cards={"overview": _overview, "assessment": _assessment},
    sheets={"concern_report": _concern_sheet},
    opens={
        ConcernReport: _open,
        ViolenceExposure: lambda room, _: room.show_tab("assessment"),
    },
    steps={Step.DECIDE_CONCERN: lambda room, record: room.open("concern_report", record)},
    moments=_moments,
)
