"""Concern for a child: noted, decided on the same day, answered, and shown to her or not (T8)."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtWidgets import QWidget

from kvinnobyran.domain.concern import (
    DUTY,
    SENT,
    UNDECIDED,
    ConcernAnswer,
    ConcernChild,
    ConcernReport,
    GuardianInformed,
    ReportState,
    ReportWay,
    may_become,
)
from kvinnobyran.domain.next_step import Step
from kvinnobyran.domain.safety_plan import names_in
from kvinnobyran.flows.concerns import hide_from_her, release_to_her, save_concern_report
from kvinnobyran.store.dossier import Dossier
from kvinnobyran.ui.case.around import Around, known, shown
from kvinnobyran.ui.case.cards import buttons, card
from kvinnobyran.ui.case.moment import Moment
from kvinnobyran.ui.case.part import Part
from kvinnobyran.ui.case.room import Room
from kvinnobyran.ui.case.safety.children import ChildEntry, ChildrenEdit
from kvinnobyran.ui.case.safety.violence_sheets import offer_children
from kvinnobyran.ui.kit.buttons import Button, Kind
from kvinnobyran.ui.kit.card import Line
from kvinnobyran.ui.kit.chips import Chips
from kvinnobyran.ui.kit.dates import DateEdit
from kvinnobyran.ui.kit.desk import Desk
from kvinnobyran.ui.kit.editors import CodeBox, TextEdit
from kvinnobyran.ui.kit.fact import Fact
from kvinnobyran.ui.kit.form import Field, Row, Section
from kvinnobyran.ui.kit.icons import Icon
from kvinnobyran.ui.kit.sheet import Entered, Landing, Saving, Sheet
from kvinnobyran.ui.register import OrganisationEdit

HIDDEN = "Syns inte för henne"
SHOWN = "Får visas för henne"


def concern_sheet(around: Around, report: ConcernReport, *, new: bool = False) -> Sheet:
    """Return the sheet that decides on a concern of a case the same day, or notes the answer."""
    about = [c for c in around.dossier.of(ConcernChild) if c.report_id == report.id]
    children = ChildrenEdit()
    offer_children(around, children)
    return decision_sheet(
        around.desk,
        report,
        about,
        children=children,
        head=around.dossier.head,
        belongs_to=around.belongs_to,
        lead="Bestäm samma dag. Hon ser inget av det här förrän någon av er visar det för henne.",
        new=new,
    )


def decision_sheet(
    desk: Desk,
    report: ConcernReport,
    about: Sequence[ConcernChild],
    *,
    children: ChildrenEdit,
    head: int,
    belongs_to: Mapping[str, str],
    lead: str,
    new: bool,
) -> Sheet:
    """Return the sheet of a concern, of a case or of none (T8).

    ``head`` is the journal's when it was read, ``children`` the field for those ``about`` whom
    it is.
    """

    def submit(entered: Entered, landing: Landing) -> None:
        desk.do(
            save_concern_report,
            replace(report, **known(report, entered.values)),
            tuple(_child(entry, report.id) for entry in entered.values["children"]),
            reasons=entered.reasons,
            expect=None if entered.knowing else head,
            then=landing.then,
            otherwise=landing.otherwise,
        )

    before = None if new else report.state
    states = [state for state in ReportState if may_become(before, state)]
    sheet = Sheet(
        desk,
        "Oro för barn",
        [
            Field("arose_on", "Oron uppstod", DateEdit(today=desk.today)),
            Field("children", "Vilka barn", children),
            Section("Beslut", DUTY),
            Field("state", "Läge", Chips(states, kept=True)),
            Row(
                Field("reported_on", "Anmäld den", DateEdit(today=desk.today)),
                Field("reported_to", "Lämnad till", OrganisationEdit(desk)),
                Field("way", "Sätt", CodeBox(ReportWay)),
            ),
            Field("what_was_said", "Vad som lämnades", TextEdit(lines=3)),
            Field(
                "guardian_informed", "Vårdnadshavare informerad", Chips(GuardianInformed, kept=True)
            ),
            Field("motive", "Motiv, om ni inte anmäler", TextEdit(lines=2)),
            Field("answer", "Återkoppling: utredning", Chips(ConcernAnswer)),
            Field("answered_on", "Återkoppling kom", DateEdit(today=desk.today)),
        ],
        lead=lead,
        kind="concern_report",
        record=report.id,
        savings=[Saving(text="Spara", submit=submit, said="Oron är sparad")],
        belongs_to=belongs_to,
    )
    unreported: dict[str, object] = {
        "reported_on": None,
        "reported_to": "",
        "way": None,
        "what_was_said": "",
        "guardian_informed": GuardianInformed.NOT_YET,
    }
    for name, nothing in unreported.items():
        sheet.only_when(name, "state", lambda value: value in SENT, otherwise=nothing)
    sheet.only_when("motive", "state", lambda value: value is ReportState.NOT_REPORTED)
    for name in ("answer", "answered_on"):
        sheet.only_when(name, "state", lambda value: value is ReportState.ANSWERED, otherwise=None)
    # The day is nearly always this one; where it has no meaning it is not saved.
    sheet.begin(
        {
            **shown(report),
            "reported_on": report.reported_on or desk.today,
            "answered_on": report.answered_on or desk.today,
            "children": [_entry(child) for child in about],
        }
    )
    return sheet


def _entry(child: ConcernChild) -> ChildEntry:
    return ChildEntry(id=child.id, person_id=child.person_id, label=child.label)


def _child(entry: ChildEntry, report_id: str) -> ConcernChild:
    return ConcernChild(
        id=entry.id, report_id=report_id, person_id=entry.person_id, label=entry.label
    )


def release_sheet(around: Around, report: ConcernReport) -> Sheet:
    """Return the sheet on which it is decided that she may see a report."""

    def submit(entered: Entered, landing: Landing) -> None:
        around.desk.do(
            release_to_her,
            report,
            reasons=entered.reasons,
            then=landing.then,
            otherwise=landing.otherwise,
        )

    sheet = Sheet(
        around.desk,
        "Visa orosanmälan för henne",
        [
            Field(
                "released_on",
                "Hennes egen akt",
                Fact(
                    "Från och med nu får anmälan visas för henne, tillsammans med det som är "
                    "skrivet sedan oron uppstod. Läs igenom det först."
                ),
            )
        ],
        kind="concern_release",
        record=report.id,
        savings=[Saving(text="Visa för henne", submit=submit, said="Anmälan får visas för henne")],
        belongs_to=around.belongs_to,
    )
    sheet.begin({})
    return sheet


def _assessment(room: Room, dossier: Dossier) -> list[QWidget]:
    reports = dossier.of(ConcernReport)
    made = card(
        "Oro för barn",
        [
            Line(
                key=report,
                text=report.stands,
                detail=_detail(report, dossier),
                aside=str(report.arose_on),
            )
            for report in reports
        ],
        lambda report: room.open("concern_report", report.id),
        icon=Icon.WARNING,
        empty="Ingen oro är noterad. Den noteras i samtalet eller här.",
        button=Button("Ny oro", Kind.QUIET, then=partial(room.open, "concern_report")),
    )
    decided = [report for report in reports if report.state not in UNDECIDED]
    if decided:
        made.body.addWidget(buttons(_release_button(room, decided[0])))
    return [made]


def _detail(report: ConcernReport, dossier: Dossier) -> str:
    about = [c for c in dossier.of(ConcernChild) if c.report_id == report.id]
    called = [c.label if c.label and not names_in(c.label) else "ett barn" for c in about]
    words = [
        f"Gäller {', '.join(called)}." if called else "",
        f"Anmäld av {report.reported_by}." if report.reported_by else "",
        SHOWN if report.released_on else HIDDEN,
    ]
    return " ".join(each for each in words if each)


def _release_button(room: Room, report: ConcernReport) -> Button:
    """Return the button about the newest report that is decided on."""
    if report.released_on is None:
        open_sheet = partial(room.open, "concern_release", report.id)
        return Button("Visa för henne …", Kind.QUIET, icon=Icon.SHOW, then=open_sheet)
    hide = partial(room.run, hide_from_her, report, said="Anmälan syns inte för henne")
    return Button("Dölj för henne", Kind.QUIET, icon=Icon.HIDE, then=hide)


def _moments(dossier: Dossier) -> Iterator[Moment]:
    for report in dossier.of(ConcernReport):
        yield Moment(
            report.id, report.arose_on, None, "Oro för barn", "Oro för barn", report.state.label
        )


def _known(room: Room, record: str) -> ConcernReport | None:
    return next((r for r in room.around.dossier.of(ConcernReport) if r.id == record), None)


def _sheet(room: Room, record: str) -> Sheet:
    around = room.around
    report = _known(room, record)
    if report is not None:
        return concern_sheet(around, report)
    new = ConcernReport(id=record, case_id=around.case.id, arose_on=around.today)
    return concern_sheet(around, new, new=True)


def _release_sheet(room: Room, record: str) -> Sheet | None:
    report = _known(room, record)
    return release_sheet(room.around, report) if report else None


CONCERN = Part(
    key="concern",
    tables=frozenset({"concern_report", "concern_child"}),
    cards={"assessment": _assessment},
    sheets={"concern_report": _sheet, "concern_release": _release_sheet},
    opens={ConcernReport: lambda room, report: room.open("concern_report", report.id)},
    steps={Step.DECIDE_CONCERN: lambda room, record: room.find(record)},
    moments=_moments,
)
