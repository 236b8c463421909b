"""The tabs of a case. Each shows a dossier and asks its page for a sheet."""

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from kvinnobyran.domain.assessment import AssessmentCall, AssessmentState
from kvinnobyran.domain.case import CaseState
from kvinnobyran.domain.intervention import Intervention, InterventionState
from kvinnobyran.domain.missing import Answer
from kvinnobyran.domain.next_step import when
from kvinnobyran.domain.person import ContactWay
from kvinnobyran.domain.session import CounsellingSession
from kvinnobyran.domain.violence import ViolenceExposure
from kvinnobyran.store.dossier import Dossier
from kvinnobyran.ui.case.deeds import Deeds
from kvinnobyran.ui.kit.buttons import Button, Kind
from kvinnobyran.ui.kit.card import Card, Line
from kvinnobyran.ui.kit.columns import Columns
from kvinnobyran.ui.kit.icons import Icon
from kvinnobyran.ui.kit.label import Label, Voice
from kvinnobyran.ui.kit.tokens import Space


class Tab(QWidget):
    """The base of every tab: a column that is built anew from a dossier."""

    def __init__(self, deeds: Deeds) -> None:
        super().__init__()
        self.deeds = deeds
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, Space.M, 0, 0)
        self.column.setSpacing(Space.L)

    def show_dossier(self, dossier: Dossier) -> None:
        """Show what belongs to this tab."""
        raise NotImplementedError

    def empty(self) -> None:
        """Take everything away, to build anew."""
        while (item := self.column.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()


def card(
    title: str,
    lines: Sequence[Line],
    opened: Callable[[object], object],
    *,
    icon: Icon | None = None,
    empty: str = "Inget just nu.",
    button: Button | None = None,
) -> Card:
    """Return a card that shows lines."""
    made = Card(title, icon=icon, empty=empty, button=button)
    made.show_lines(lines)
    made.opened.connect(opened)
    return made


def buttons(*some: Button) -> QWidget:
    """Return buttons in a row."""
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(Space.S)
    for button in some:
        row.addWidget(button)
    row.addStretch(1)
    return holder


class OverviewTab(Tab):
    """What is to do, what is agreed, what is known of the violence, and earlier cases."""

    def show_dossier(self, dossier: Dossier) -> None:
        """Build the cards."""
        self.empty()
        case, deeds = dossier.case, self.deeds
        tasks = Card("Att göra", icon=Icon.CHECK, empty="Inget väntar i ärendet.")
        tasks.show_lines(
            [
                Line(key=task, text=task.what, aside=str(task.due_on), done_text="Klar")
                for task in dossier.tasks
            ]
        )
        tasks.opened.connect(deeds.tick)
        tasks.done.connect(deeds.tick)
        agreed = [
            Line(key="case", text=case.regime.label, detail="Stödet ges som"),
            Line(key="case", text=case.documentation.label, detail="Dokumentation"),
            Line(
                key="case",
                text=case.documentation_consent.label,
                detail="Godkänner dokumentationen",
            ),
            Line(
                key="case",
                text=str(case.opened_on),
                detail=f"Öppnat, handläggare {case.counsellor}",
            ),
        ]
        if case.closed_on and case.close_reason:
            agreed.append(
                Line(
                    key="case",
                    text=str(case.closed_on),
                    detail=f"Avslutat: {case.close_reason.label}",
                )
            )
        cards = [
            tasks,
            card(
                "Överenskommet",
                agreed,
                lambda _: deeds.edit_case(),
                icon=Icon.CASES,
                button=Button("Ändra", Kind.QUIET, then=deeds.edit_case),
            ),
            card(
                "Våldet",
                [self._violence(dossier.exposures[0])] if dossier.exposures else [],
                lambda _: deeds.show_tab("assessment"),
                icon=Icon.WARNING,
                empty="Inte bedömt än.",
            ),
        ]
        others = [each for each in dossier.cases if each.id != case.id]
        if others:
            cards.append(
                card(
                    "Andra ärenden",
                    [
                        Line(
                            key=each.id,
                            text=each.code,
                            detail=each.state.label,
                            aside=str(each.opened_on),
                        )
                        for each in others
                    ],
                    deeds.open_other,
                    icon=Icon.CASES,
                )
            )
        self.column.addWidget(Columns(cards))
        self.column.addWidget(self._ways_on(case.state))
        self.column.addStretch(1)

    def _violence(self, exposure: ViolenceExposure) -> Line:
        if exposure.asked is Answer.YES:
            forms = ", ".join(form.label for form in sorted(exposure.forms)) or "Våldsutsatt"
            dominant = f"Dominerande: {exposure.dominant.label}. " if exposure.dominant else ""
            detail = f"{dominant}{exposure.status.label}. {exposure.perpetrator.label}."
            return Line(key="violence", text=forms, detail=detail, aside=str(exposure.assessed_on))
        words = {Answer.NO: "Inte våldsutsatt", Answer.NOT_ASKED: "Ej frågat"}
        return Line(
            key="violence",
            text=words.get(exposure.asked, exposure.asked.label),
            aside=str(exposure.assessed_on),
        )

    def _ways_on(self, state: CaseState) -> QWidget:
        deeds = self.deeds
        if state is CaseState.CLOSED:
            return buttons(
                Button("Öppna igen", then=deeds.reopen),
                Button("Nytt ärende", then=deeds.open_new),
            )
        ways = [Button("Avsluta ärendet", then=deeds.close)]
        if state is CaseState.ONGOING:
            ways.append(Button("Låt vila", then=deeds.pause))
        if state is CaseState.PAUSED:
            ways.append(Button("Ta upp igen", then=deeds.resume))
        return buttons(*ways)


class ContactsTab(Tab):
    """How she may be reached, and the contacts that came in."""

    def show_dossier(self, dossier: Dossier) -> None:
        """Build the cards. Numbers stay hidden until a way is used."""
        self.empty()
        deeds = self.deeds
        ways = Card(
            "Så kan hon nås",
            icon=Icon.PHONE,
            empty="Ingen kontaktväg är antecknad.",
            button=Button("Ny kontaktväg", Kind.QUIET, then=deeds.add_way),
            menu=deeds.way_menu,
        )
        ways.show_lines([self._way(way) for way in dossier.ways])
        ways.opened.connect(deeds.use_way)
        self.column.addWidget(ways)
        self.column.addWidget(
            card(
                "Kontakter in",
                [
                    Line(
                        key=each.id,
                        text=each.channel.label if each.channel else "Kontakt",
                        detail=each.outcome.label if each.outcome else each.state.label,
                        aside=when(each.received_on, each.received_at),
                    )
                    for each in dossier.inquiries
                ],
                deeds.open_inquiry,
                icon=Icon.NEW_CONTACT,
            )
        )
        self.column.addStretch(1)

    def _way(self, way: ContactWay) -> Line:
        confirmed = f"Bekräftad {way.confirmed_on}" if way.confirmed_on else "Aldrig bekräftad"
        return Line(key=way, text=way.kind.label, detail=way.safety.label, aside=confirmed)


class AssessmentTab(Tab):
    """Assessment calls and concerns for children."""

    def show_dossier(self, dossier: Dossier) -> None:
        """Build the cards."""
        self.empty()
        deeds = self.deeds
        self.column.addWidget(
            card(
                "Bedömningssamtal",
                [self._call(call) for call in reversed(dossier.calls)],
                deeds.open_call,
                icon=Icon.BOOKED,
                empty="Inget bedömningssamtal är bokat.",
                button=Button("Boka", Kind.QUIET, then=deeds.book),
            )
        )
        if any(call.state is AssessmentState.BOOKED for call in dossier.calls):
            self.column.addWidget(
                buttons(
                    Button("Boka om", then=deeds.rebook),
                    Button("Hon uteblev", then=lambda: deeds.mark(AssessmentState.MISSED)),
                    Button("Avbokat", then=lambda: deeds.mark(AssessmentState.CANCELLED)),
                )
            )
        if dossier.concerns:
            self.column.addWidget(
                card(
                    "Oro för barn",
                    [
                        Line(
                            key=report,
                            text=report.state.label,
                            detail="Retur öppnar beslutet",
                            aside=str(report.arose_on),
                        )
                        for report in dossier.concerns
                    ],
                    deeds.open_concern,
                    icon=Icon.WARNING,
                )
            )
        self.column.addStretch(1)

    def _call(self, call: AssessmentCall) -> Line:
        detail = call.outcome.label if call.outcome else ""
        return Line(
            key=call,
            text=call.state.label,
            detail=detail,
            aside=when(call.booked_for, call.booked_at),
        )


class SessionsTab(Tab):
    """Interventions, each with its sessions, newest first."""

    def show_dossier(self, dossier: Dossier) -> None:
        """Build one card for each intervention."""
        self.empty()
        self.column.addWidget(
            buttons(Button("Erbjud en insats", icon=Icon.ADD, then=self.deeds.offer))
        )
        if not dossier.interventions:
            self.column.addWidget(Label("Ingen insats är erbjuden än.", Voice.MUTED))
        for intervention in reversed(dossier.interventions):
            of_it = [each for each in dossier.sessions if each.intervention_id == intervention.id]
            self._show(intervention, of_it)
        self.column.addStretch(1)

    def _show(self, intervention: Intervention, sessions: list[CounsellingSession]) -> None:
        deeds = self.deeds
        running = intervention.state in {InterventionState.ONGOING, InterventionState.PAUSED}
        new = Button("Nytt samtal", Kind.QUIET, then=lambda: deeds.new_session(intervention))
        shown = card(
            f"{intervention.kind.label} · {intervention.state.label}",
            [
                Line(
                    key=session,
                    text=session.attendance.label,
                    detail=", ".join(theme.label for theme in sorted(session.themes)),
                    aside=when(session.held_on, session.starts_at),
                )
                for session in sessions
            ],
            lambda session: deeds.open_session(intervention, session),
            icon=Icon.SUPPORT,
            empty="Inga samtal än.",
            button=new if running else None,
        )
        purposes = ", ".join(purpose.label for purpose in sorted(intervention.purposes))
        needs = ", ".join(need.label.lower() for need in intervention.needs)
        words = [f"Syfte: {purposes}." if purposes else "Syftet är inte bestämt."]
        if needs:
            words.append(f"Mest akut: {needs}.")
        shown.body.addWidget(Label(" ".join(words), Voice.MUTED))
        shown.body.addWidget(self._verbs(intervention, running=running))
        self.column.addWidget(shown)

    def _verbs(self, intervention: Intervention, *, running: bool) -> QWidget:
        deeds = self.deeds
        change = Button(
            "Ändra insatsen", Kind.QUIET, then=lambda: deeds.edit_intervention(intervention)
        )
        if running:
            return buttons(
                change,
                Button("Avsluta insatsen", Kind.QUIET, then=lambda: deeds.end(intervention)),
            )
        if intervention.state in {InterventionState.OFFERED, InterventionState.WAITING}:
            return buttons(
                Button("Starta", then=lambda: deeds.start(intervention)),
                change,
            )
        return buttons(change)
