"""Överlämning: open risks, dates and promised calls while one is away (domain.md 5.17)."""

from datetime import timedelta
from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QWidget

from kvinnobyran.domain.trouble import Refused, Trouble
from kvinnobyran.flows.tasks import lend_tasks, note_handover_printed, take_back
from kvinnobyran.store.colleagues import colleagues
from kvinnobyran.store.handover import Handover, HandoverRow, handover
from kvinnobyran.ui.handover.lines import CALLS, DATES, RISKS, TASKS, paper, period, screen_line
from kvinnobyran.ui.kit.buttons import Button, Kind
from kvinnobyran.ui.kit.card import Card
from kvinnobyran.ui.kit.columns import Piles
from kvinnobyran.ui.kit.dates import DateEdit
from kvinnobyran.ui.kit.desk import Desk
from kvinnobyran.ui.kit.form import Field, Form, Row
from kvinnobyran.ui.kit.icons import Icon
from kvinnobyran.ui.kit.notice import Tone
from kvinnobyran.ui.kit.page import Page, Width
from kvinnobyran.ui.kit.suggest import SuggestEdit
from kvinnobyran.ui.kit.tokens import Space
from kvinnobyran.ui.navigator import Navigator
from kvinnobyran.ui.printing import put_on_paper

_TWO_WEEKS = 13
NOBODY = "Skriv vem som tar över."


class HandoverPage(Page):
    """What the colleague has to know. Nothing leaves the program but a list of codes."""

    tables = frozenset(
        {
            "task",
            "support_case",
            "assessment_call",
            "counselling_session",
            "authority_contact",
            "concern_report",
            "violence_exposure",
            "risk_assessment",
            "contact_ban",
            "contact_way",
        }
    )

    def __init__(self, desk: Desk, navigator: Navigator) -> None:
        super().__init__(
            "Överlämning",
            "Det som är öppet medan någon är ledig. Bara koder skrivs ut, och inget skickas.",
            width=Width.WIDE,
        )
        self._desk = desk
        self._navigator = navigator
        self._found: Handover | None = None
        self.whose, self.to = SuggestEdit(), SuggestEdit()
        self.first, self.last = DateEdit(today=desk.today), DateEdit(today=desk.today)
        self.form = Form(
            [
                Row(
                    Field("whose", "Vem är ledig", self.whose),
                    Field("first", "Första dagen", self.first),
                    Field("last", "Sista dagen", self.last),
                    Field("to", "Vem tar över", self.to),
                )
            ]
        )
        self.form.fill(
            {
                "whose": desk.user,
                "first": desk.today,
                "last": desk.today + timedelta(days=_TWO_WEEKS),
                "to": "",
            }
        )
        self.form.changed.connect(self._ask)
        self.lend = Button("Lämna över uppgifterna", Kind.PRIMARY, then=self._lend)
        self.back = Button("Ta tillbaka", then=self._take_back)
        self.back.hide()
        self.print = Button("Skriv ut koder", Kind.QUIET, icon=Icon.PRINT, then=self.print_page)
        row = QHBoxLayout()
        row.setSpacing(Space.S)
        for button in (self.lend, self.back, self.print):
            row.addWidget(button)
        row.addStretch(1)
        self.cards = {
            RISKS: Card(RISKS, icon=Icon.WARNING, empty="Ingen öppen risk är antecknad."),
            DATES: Card(DATES, icon=Icon.BOOKED, empty="Inget är inbokat de dagarna."),
            CALLS: Card(CALLS, icon=Icon.PHONE, empty="Ingen väntar på ett samtal."),
            TASKS: Card(TASKS, icon=Icon.CLOCK, empty="Ingen uppgift ska göras till dess."),
        }
        for card in self.cards.values():
            card.opened.connect(self._open)
        self.body.addWidget(self.form)
        self.body.addLayout(row)
        self._all = Piles(list(self.cards.values()), most=2)
        self._all.setAccessibleName("Det som är öppet")
        self.body.addWidget(self._all)
        self.body.addStretch(1)
        desk.ask(colleagues, then=self._know, owner=self)

    @property
    def panes(self) -> tuple[QWidget, ...]:
        """Return the period, and the cards together: Tab goes from one to the next."""
        return (self.form, self._all)

    def refresh(self) -> None:
        """Ask for everything again."""
        self._ask()

    def state(self) -> dict[str, object]:
        """Return whose and which days."""
        return {"typed": self.form.draft()}

    def restore(self, state: dict[str, Any]) -> None:
        """Show the same again."""
        typed = state.get("typed")
        if isinstance(typed, dict):
            self.form.restore(typed)
            self._ask()

    def print_page(self) -> None:
        """Print the codes (Ctrl+P): noted in the log, made in memory, no file of ours."""
        if self._found is not None:
            put_on_paper(
                self._desk,
                self,
                note_handover_printed,
                self._found.counsellor,
                pages=lambda _: self.pdf(),
            )

    def pdf(self) -> bytes:
        """Return the list of codes as PDF bytes. Raises :class:`LookupError` before it is read."""
        from kvinnobyran.reports.handover import handover_page

        if self._found is None:
            message = "nothing is read yet"
            raise LookupError(message)
        return handover_page(period(self._found), paper(self._found))

    # --- showing ------------------------------------------------------------------------------

    def _know(self, names: list[str]) -> None:
        everybody = sorted({*names, self._desk.user})
        self.whose.offer(everybody)
        self.to.offer(everybody)
        others = [name for name in everybody if name != self._desk.user]
        if len(others) == 1 and not self.to.value():
            # Two work here: it is always the other one.
            self.form.fill({"to": others[0]})

    def _ask(self) -> None:
        values = self.form.values()
        if values["first"] is None or values["last"] is None or not values["whose"].strip():
            return
        self._desk.ask(
            handover,
            values["whose"].strip(),
            values["first"],
            values["last"],
            then=self._show,
            owner=self,
        )

    def _show(self, found: Handover) -> None:
        self._found = found
        for heading, rows in (
            (RISKS, found.risks),
            (DATES, found.dates),
            (CALLS, found.calls),
            (TASKS, found.tasks),
        ):
            self.cards[heading].show_lines([screen_line(row) for row in rows])
        self.back.setVisible(bool(found.lent))
        self.back.setText(f"Ta tillbaka {found.lent} som är utlånade")
        self.lend.setEnabled(bool(found.calls or found.tasks))

    def _open(self, row: HandoverRow) -> None:
        if row.case_id is not None:
            record = "" if row.table == "support_case" else row.id
            self._navigator.open_case(row.case_id, record=record)
        else:
            self._navigator.open_page("task", row.id)

    # --- doing --------------------------------------------------------------------------------

    def _lend(self) -> None:
        """Give the tasks of these days to the colleague, until one is back."""
        self.notice.hide()
        if not self.form.check():
            return
        values = self.form.values()
        self._desk.do(
            lend_tasks,
            giver=values["whose"].strip(),
            taker=values["to"].strip(),
            first=values["first"] or self._desk.today,
            last=values["last"] or self._desk.today,
            then=self._lent,
            otherwise=self._refused,
            owner=self,
        )

    def _lent(self, count: int) -> None:
        words = "En uppgift är" if count == 1 else f"{count} uppgifter är"
        self._navigator.toast(
            f"{words} överlämnade." if count != 1 else f"{words} överlämnad.", undo=True
        )

    def _take_back(self) -> None:
        """Have one's tasks again: those that nobody has done."""
        self._desk.do(
            take_back,
            self.whose.value().strip(),
            then=lambda count: self._navigator.toast(f"{count} är dina igen.", undo=True),
            owner=self,
        )

    def _refused(self, trouble: Trouble) -> None:
        if isinstance(trouble, Refused):
            self.notice.say(" ".join(fault.sentence for fault in trouble.faults), Tone.DANGER)
            self.notice.show()
        else:
            self._desk.take(trouble)
