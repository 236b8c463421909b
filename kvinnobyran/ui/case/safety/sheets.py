"""The sheet of a concern for a child (T8)."""

from kvinnobyran.domain.concern import ConcernReport, GuardianInformed, ReportState
from kvinnobyran.flows.concerns import save_concern_report
from kvinnobyran.ui.case.around import Around, saving, shown
from kvinnobyran.ui.kit.chips import Chips
from kvinnobyran.ui.kit.dates import DateEdit
from kvinnobyran.ui.kit.editors import LineEdit, TextEdit
from kvinnobyran.ui.kit.form import Field, Row
from kvinnobyran.ui.kit.sheet import Sheet


def concern_sheet(around: Around, report: ConcernReport) -> Sheet:
    """Return the sheet that decides on a concern the same day (T8)."""
    sheet = Sheet(
        around.desk,
        "Oro för barn",
        [
            Field("state", "Beslut", Chips(ReportState, kept=True)),
            Row(
                Field("reported_on", "Anmäld den", DateEdit(today=around.today)),
                Field("reported_to", "Lämnad till", LineEdit()),
            ),
            Field("what_was_said", "Vad som lämnades", TextEdit(lines=3)),
            Field(
                "guardian_informed", "Vårdnadshavare informerad", Chips(GuardianInformed, kept=True)
            ),
            Field("motive", "Motiv, om ni inte anmäler", TextEdit(lines=2)),
            Field("answered_on", "Återkoppling kom", DateEdit(today=around.today)),
        ],
        lead="Bestäm samma dag. Att inte anmäla kräver ett motiv.",
        kind="concern_report",
        record=report.id,
        savings=[
            saving(around, "Spara beslutet", save_concern_report, report, said="Beslutet är sparat")
        ],
        belongs_to=around.belongs_to,
    )
    reported = {ReportState.REPORTED, ReportState.ANSWERED}
    unreported = {
        "reported_on": None,
        "reported_to": "",
        "what_was_said": "",
        "guardian_informed": GuardianInformed.NOT_YET,
    }
    for name, nothing in unreported.items():
        sheet.only_when(name, "state", lambda value: value in reported, otherwise=nothing)
    sheet.only_when("motive", "state", lambda value: value is ReportState.NOT_REPORTED)
    sheet.only_when(
        "answered_on", "state", lambda value: value is ReportState.ANSWERED, otherwise=None
    )
    sheet.begin(shown(report))
    return sheet
