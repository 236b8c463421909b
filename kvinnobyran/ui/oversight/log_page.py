"""Loggranskning: a month's drawn readings and who answered, and the manager's own mark (L20)."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from kvinnobyran.domain.oversight import LONGEST, Deed, DeedKind, LogCount, LogMonth, LogRow
from kvinnobyran.domain.trouble import Refused, Trouble
from kvinnobyran.flows.oversight import mark_month
from kvinnobyran.store import oversight
from kvinnobyran.store.database import Database
from kvinnobyran.ui.kit import look
from kvinnobyran.ui.kit.buttons import Button, Kind
from kvinnobyran.ui.kit.desk import Desk
from kvinnobyran.ui.kit.editors import CodeBox, LineEdit, Option
from kvinnobyran.ui.kit.empty import Empty
from kvinnobyran.ui.kit.icons import Icon
from kvinnobyran.ui.kit.label import Label, Voice
from kvinnobyran.ui.kit.notice import Tone
from kvinnobyran.ui.kit.page import Page, Width
from kvinnobyran.ui.kit.table import Column, Table
from kvinnobyran.ui.kit.tokens import Space
from kvinnobyran.ui.log.page import month_words
from kvinnobyran.ui.window import panes

_TABLE = 300
"""The least height of the list of readings, in logical pixels at 100 %."""
_Months = tuple[list[LogMonth], list[Deed]]
_Read = tuple[list[LogRow], list[LogCount]]


def _months(database: Database) -> _Months:
    return oversight.months(database), oversight.deeds(database)


def _read(database: Database, month: str) -> _Read:
    return oversight.rows(database, month), oversight.counts(database, month)


class MonthsPage(Page):
    """The month, its drawn readings, who did how much, and what has been said of it."""

    def __init__(self, desk: Desk, toast: Callable[[str], object]) -> None:
        super().__init__(
            "Loggranskning",
            "Ett urval av läsningarna av skyddade uppgifter, som ingen väljer själv. Ärendets kod "
            "säger inte vem det gäller: fråga kuratorerna om en rad är oklar.",
            width=Width.WIDE,
        )
        self._desk = desk
        self._toast = toast
        self._months: dict[str, LogMonth] = {}
        self._deeds: list[Deed] = []
        self._wanted = ""
        self._arriving = False
        self.mark = Button("Markera som granskad", Kind.PRIMARY, icon=Icon.CHECK, then=self._mark)
        self.offer(self.mark)
        label = Label("Månad", Voice.LABEL)
        self.month = CodeBox((), nothing=None)
        self.month.setAccessibleName("Månad")
        label.setBuddy(self.month)
        self.month.edited.connect(self._chosen)
        self.about = Label("", Voice.MUTED)
        self.empty = Empty(
            "Ingen månad att granska än",
            "När en månad är slut står den här, efter att en kurator har låst upp registret.",
            icon=Icon.HISTORY,
        )
        self.table: Table[LogRow] = Table(
            "Läsningar i urvalet",
            (
                Column(
                    title="Rad", text=lambda row: str(row.seq), sort=lambda row: row.seq, width=8
                ),
                Column(title="När", text=self._when, sort=lambda row: row.seq, width=16),
                Column(title="Vem", text=lambda row: row.user, width=16),
                Column(title="Ärende", text=lambda row: row.code, width=12),
                Column(title="Vad", text=lambda row: row.what),
                Column(title="Svar", text=lambda row: row.answer or "Inte granskad", width=14),
            ),
            key=lambda row: row.id,
            empty=Empty(
                "Inga läsningar den månaden",
                "Ingen läste skyddade uppgifter, adresser eller barns akter.",
                icon=Icon.CHECK,
            ),
        )
        self.counts = Label("", Voice.MUTED)
        self.marks = Label("")
        remark = Label("Anmärkning till kuratorerna, om du har någon", Voice.LABEL)
        self.remark = LineEdit(limit=LONGEST)
        self.remark.setAccessibleName("Anmärkning till kuratorerna")
        self.remark.setMaxLength(LONGEST)
        remark.setBuddy(self.remark)
        head = QHBoxLayout()
        head.setContentsMargins(0, 0, 0, 0)
        head.setSpacing(Space.S)
        head.addWidget(label)
        head.addWidget(self.month)
        head.addStretch(1)
        self._head = QWidget()
        self._head.setLayout(head)
        self.body.setSpacing(Space.M)
        self._parts = (
            self._head,
            self.about,
            self.table,
            self.counts,
            self.marks,
            remark,
            self.remark,
        )
        self.body.addWidget(self.empty, 1)
        for part in self._parts:
            self.body.addWidget(part)
        self._show(([], []))
        look.follow(self._fit_table)

    def _fit_table(self) -> None:
        """Let the readings have room enough; with large letters the page scrolls."""
        self.table.setMinimumHeight(look.current().px(_TABLE))

    @property
    def panes(self) -> tuple[QWidget, ...]:
        """Return the choice of month, the readings and the remark."""
        return (self._head, self.table, self.remark)

    def arrive(self) -> None:
        """Be shown: what is on the page takes the focus when it has come."""
        self._arriving = True
        self.refresh()

    def refresh(self) -> None:
        """Ask for the months, and for what has been marked since."""
        self._desk.ask(_months, then=self._show)

    def state(self) -> dict[str, object]:
        """Return the month, and the remark that is being written."""
        return {"month": self.month.value() or "", "remark": self.remark.value()}

    def restore(self, state: dict[str, Any]) -> None:
        """Show the same month with the same remark."""
        self._wanted = str(state.get("month", ""))
        self.remark.setText(str(state.get("remark", "")))
        self.refresh()

    def _when(self, row: LogRow) -> str:
        return f"{row.at.astimezone(self._desk.now.tzinfo):%Y-%m-%d %H.%M}"

    def _show(self, found: _Months) -> None:
        months, self._deeds = found
        self._months = {each.id: each for each in months}
        self.month.set_options([Option(each.id, month_words(each.first)) for each in months])
        if self._wanted in self._months:
            self.month.set_value(self._wanted)
            self._wanted = ""
        self.empty.setVisible(not months)
        for part in self._parts:
            part.setVisible(bool(months))
        self.mark.setVisible(bool(months))
        self._chosen()
        if self._arriving:
            self._arriving = False
            first = panes.first_focusable(self.panes[0])
            if first is not None:
                first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _chosen(self) -> None:
        month = self._months.get(self.month.value())
        if month is None:
            return
        number = "1 läsning" if month.readings == 1 else f"{month.readings} läsningar"
        signed = (
            f"Kuratorernas granskning är signerad av {month.signed_by}."
            if month.signed_by
            else "Kuratorerna har inte signerat månaden."
        )
        anchor = (
            f" Loggens ände vid månadens sista läsning: {month.anchor}." if month.anchor else ""
        )
        self.about.setText(f"{number} i månaden. {signed}{anchor}")
        zone = self._desk.now.tzinfo
        new = [
            each.at_zone(zone).sentence
            for each in self._deeds
            if each.kind is DeedKind.REVIEWED and each.month == month.id
        ]
        said = [*month.marks.splitlines(), *new]
        self.marks.setText("\n".join(said))
        self.marks.setVisible(bool(said))
        self._desk.ask(_read, month.id, then=self._fill)

    def _fill(self, read: _Read) -> None:
        rows, counts = read
        self.table.show_rows(rows)
        by_user: dict[str, list[str]] = {}
        for each in counts:
            by_user.setdefault(each.user, []).append(f"{each.sort.lower()} {each.lines}")
        self.counts.setText(
            "\n".join(f"{user}: {', '.join(sorts)}" for user, sorts in by_user.items())
        )

    def _mark(self) -> None:
        month = self.month.value()
        if month is not None:
            self._desk.do(
                mark_month,
                month,
                self.remark.value(),
                then=self._marked,
                otherwise=self._refused,
                owner=self,
            )

    def _marked(self, _deed: Deed) -> None:
        self.remark.setText("")
        self.notice.hide()
        self.refresh()
        self._toast("Månaden är markerad. Kuratorerna ser det nästa gång de låser upp.")

    def _refused(self, trouble: Trouble) -> None:
        faults = trouble.faults if isinstance(trouble, Refused) else ()
        self.notice.say(faults[0].sentence if faults else trouble.sentence, Tone.WARN)
        self.notice.show()
