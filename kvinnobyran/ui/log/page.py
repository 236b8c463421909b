"""Loggen: who read, printed, handed out and tried to get in; and whether the chain holds (D7)."""

from datetime import date, datetime, time, timedelta
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from kvinnobyran.domain.dates import MONTHS
from kvinnobyran.flows.access_log import Held, end_words, hold_against_chain
from kvinnobyran.store.access_log import LogLine, Sort, log_lines
from kvinnobyran.store.chain import Head
from kvinnobyran.store.database import Database
from kvinnobyran.ui.kit.buttons import BusyButton, Button, Kind
from kvinnobyran.ui.kit.chips import Chips
from kvinnobyran.ui.kit.desk import Desk
from kvinnobyran.ui.kit.editors import LineEdit, Option
from kvinnobyran.ui.kit.empty import Empty
from kvinnobyran.ui.kit.icons import Icon
from kvinnobyran.ui.kit.label import Label, Voice
from kvinnobyran.ui.kit.notice import Notice, Tone
from kvinnobyran.ui.kit.page import Page, Width
from kvinnobyran.ui.kit.table import Column, Table
from kvinnobyran.ui.kit.tokens import Space
from kvinnobyran.ui.navigator import Navigator

_DAYS = ((31, "En månad"), (92, "Tre månader"), (366, "Ett år"))
_Read = tuple[list[LogLine], Head]


def _read(database: Database, since: datetime, until: datetime) -> _Read:
    return log_lines(database, since, until), database.audit_head()


def found(line: LogLine, words: list[str], at: datetime) -> bool:
    """Tell whether a line has every word in its day, its user, its code or what it says."""
    said = f"{at:%Y-%m-%d} {line.user} {line.code} {line.sentence}".casefold()
    return all(word in said for word in words)


class LogPage(Page):
    """Search, filters and a table. Enter opens the case that a line is about."""

    tables = frozenset({"task"})

    def __init__(self, desk: Desk, navigator: Navigator) -> None:
        super().__init__(
            "Logg",
            "Vem som har läst skyddade uppgifter, skrivit ut, lämnat ut eller skrivit fel lösenord."
            " Ingen rad kan ändras eller tas bort.",
            width=Width.WIDE,
            scroll=False,
        )
        self._desk = desk
        self._navigator = navigator
        self._lines: list[LogLine] = []
        self._said_whole = False
        self.review = Button(
            "Granska månadens läsningar",
            Kind.PRIMARY,
            icon=Icon.SEARCH,
            then=lambda: navigator.open_page("log_review"),
        )
        self.offer(self.review)
        self.search = LineEdit(placeholder="Sök på dag (2027-02-09), namn eller ärende")
        self.search.setAccessibleName("Sök i loggen")
        self.search.setClearButtonEnabled(True)
        self.sort = Chips([Option(each, each.value) for each in Sort], name="Visa bara")
        self.days = Chips(
            [Option(days, words) for days, words in _DAYS], name="Hur långt tillbaka", kept=True
        )
        self.days.set_value(_DAYS[0][0])
        self.count = Label("", Voice.MUTED, wrap=False)
        self.empty = Empty("Här är det tomt.", icon=Icon.SEARCH)
        self.table: Table[LogLine] = Table(
            "Rader i loggen",
            (
                Column(title="När", text=self._when, sort=lambda line: line.seq, width=16),
                Column(title="Vem", text=lambda line: line.user, width=14),
                Column(title="Ärende", text=lambda line: line.code, width=12),
                Column(title="Vad", text=lambda line: line.sentence),
            ),
            empty=self.empty,
            key=lambda line: line.seq,
        )
        self.whole = Label("", Voice.BODY)
        """What the row that the cursor stands on says, whole."""
        self.end = Label("", Voice.MUTED)
        self.receipt = LineEdit(placeholder="Rad och tecken från ett kvitto, om du har ett")
        self.receipt.setAccessibleName("Loggens slut på ett kvitto")
        self.hold = BusyButton(
            "Kontrollera loggen", Kind.PLAIN, busy_text="Kontrollerar …", then=self._hold
        )
        self.held = Notice()
        self.held.hide()
        self._lay_out()
        self.table.opened.connect(self._open)
        self.table.chosen.connect(self._tell)
        self.search.edited.connect(self._filter)
        self.sort.edited.connect(self._filter)
        self.days.edited.connect(self.refresh)
        self.receipt.returnPressed.connect(self.hold.click)

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(Space.M)
        row.addWidget(self.days, 1)
        row.addWidget(self.count, 0, Qt.AlignmentFlag.AlignVCenter)
        foot = QHBoxLayout()
        foot.setSpacing(Space.M)
        foot.addWidget(self.receipt, 1)
        foot.addWidget(self.hold)
        self.ending = QWidget()
        self.ending.setLayout(foot)
        foot.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(Space.M)
        self.body.addWidget(self.search)
        self.body.addWidget(self.sort)
        self.body.addLayout(row)
        self.body.addWidget(self.table, 1)
        self.body.addWidget(self.whole)
        self.body.addWidget(self.held)
        self.body.addWidget(self.end)
        self.body.addWidget(self.ending)

    @property
    def panes(self) -> tuple[QWidget, ...]:
        """Return the search, the list and what holds it against its chain; Tab goes between."""
        return (self.search, self.table, self.ending)

    def refresh(self) -> None:
        """Ask for the lines of the days that are chosen."""
        now = self._desk.now
        tomorrow = datetime.combine(now.date() + timedelta(days=1), time(), tzinfo=now.tzinfo)
        since = tomorrow - timedelta(days=int(self.days.value() or _DAYS[0][0]))
        self._desk.ask(_read, since, tomorrow, then=self._show)

    def state(self) -> dict[str, object]:
        """Return which days and sort are chosen; what was searched is nobody's business."""
        sort: Sort | None = self.sort.value()
        return {"days": self.days.value(), "sort": sort.value if sort else ""}

    def restore(self, state: dict[str, Any]) -> None:
        """Choose as then."""
        days = state.get("days")
        self.days.set_value(next((each for each, _ in _DAYS if each == days), _DAYS[0][0]))
        wanted = state.get("sort")
        self.sort.set_value(next((each for each in Sort if each.value == wanted), None))
        self.refresh()

    def find_on_page(self) -> None:
        """Put the cursor in the search."""
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def _at(self, line: LogLine) -> datetime:
        return line.at.astimezone(self._desk.now.tzinfo)

    def _when(self, line: LogLine) -> str:
        return f"{self._at(line):%Y-%m-%d %H.%M}"

    def _show(self, read: _Read) -> None:
        self._lines, head = read
        self.end.setText(f"Loggens slut just nu, att jämföra med senare: {end_words(head)}")
        self._filter()

    def _filter(self) -> None:
        words, sort = self.search.value().casefold().split(), self.sort.value()
        rows = [
            line
            for line in self._lines
            if (sort is None or line.sort is sort) and found(line, words, self._at(line))
        ]
        if self._lines:
            self.empty.say("Ingen rad stämmer", "Rätta sökningen, eller välj fler dagar.")
        else:
            self.empty.say(
                "Inget i loggen de här dagarna",
                "Här syns den som läser skyddade uppgifter, skriver ut eller lämnar ut.",
            )
        self.table.show_rows(rows)
        self.count.setText("1 rad" if len(rows) == 1 else f"{len(rows)} rader" if rows else "")
        self._tell(self.table.current())

    def _tell(self, line: LogLine | None) -> None:
        self.whole.setVisible(line is not None)
        if line is not None:
            about = f"Ärende {line.code}. " if line.case_id else ""
            hidden = " Det som skrevs till visas inte här: hon är skyddad." if line.hidden else ""
            self.whole.setText(
                f"Rad {line.seq}, {self._when(line)}, {line.user}. {about}{line.sentence}{hidden}"
            )

    def _open(self, line: LogLine) -> None:
        if line.case_id:
            self._navigator.open_case(line.case_id)

    def _hold(self) -> None:
        self._desk.ask(hold_against_chain, self.receipt.value(), then=self._has_held)

    def _has_held(self, held: Held) -> None:
        self.hold.done()
        where = ""
        if held.line is not None:
            where = f" {self._when(held.line)}, {held.line.user}: {held.line.sentence}"
        self.held.say(held.sentence + where, Tone.OK if held.whole else Tone.WARN)
        self.held.show()


def month_words(month: date) -> str:
    """Return a month as people say it: ``februari 2027``."""
    return f"{MONTHS[month.month - 1]} {month.year}"
