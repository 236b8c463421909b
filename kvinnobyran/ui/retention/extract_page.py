"""Registerutdrag: every entry is looked at before it is handed to her (D6)."""

from dataclasses import dataclass
from typing import Any

from PySide6.QtWidgets import QWidget

from kvinnobyran.domain.handed_out import KeptPage
from kvinnobyran.flows import extracts
from kvinnobyran.flows.extracts import Extract
from kvinnobyran.store.dossier import Dossier, dossier
from kvinnobyran.store.extract import Entry
from kvinnobyran.ui.case.guard import Guard
from kvinnobyran.ui.kit.buttons import Button, Kind
from kvinnobyran.ui.kit.desk import Desk
from kvinnobyran.ui.kit.editors import LineEdit
from kvinnobyran.ui.kit.empty import Empty
from kvinnobyran.ui.kit.flow import Flow
from kvinnobyran.ui.kit.form import Field, Form
from kvinnobyran.ui.kit.icons import Icon
from kvinnobyran.ui.kit.label import Label, Voice
from kvinnobyran.ui.kit.page import Page, Width
from kvinnobyran.ui.kit.table import Column, Table
from kvinnobyran.ui.navigator import Navigator
from kvinnobyran.ui.printing import put_on_paper


@dataclass(frozen=True, slots=True)
class _Row:
    entry: Entry
    chosen: bool

    @property
    def id(self) -> str:
        return self.entry.id


class ExtractPage(Page):
    """A list of everything that may be hers. Enter takes an entry out, or puts it in."""

    tables = frozenset({"rights_note", "journal_note", "disclosure"})

    def __init__(self, desk: Desk, navigator: Navigator, case_id: str) -> None:
        super().__init__(
            "Registerutdrag",
            "Gå igenom varje uppgift. Namn på barn, på andra och på utövaren är redan"
            " maskerade; det som inte är hennes är inte med från början.",
            width=Width.WIDE,
        )
        self._desk = desk
        self._navigator = navigator
        self._case_id = case_id
        self._drawn: Extract | None = None
        self._changed: dict[str, bool] = {}
        self._open = False
        self.guard = Guard(desk)
        self.guard.shut.connect(self._hide_again)
        self.words = LineEdit()
        self.form = Form(
            [
                Field(
                    "words",
                    "Fler ord att maskera",
                    self.words,
                    help="Skilj dem åt med komma: en granne, en skola, en ort.",
                )
            ]
        )
        self.count = Label("", Voice.MUTED)
        self.table: Table[_Row] = Table(
            "Uppgifter att granska",
            (
                Column(title="Med", text=lambda row: "Ja" if row.chosen else "Nej", width=6),
                Column(title="Avsnitt", text=lambda row: row.entry.heading, width=18),
                Column(
                    title="Dag",
                    text=lambda row: str(row.entry.day or ""),
                    sort=lambda row: row.entry.day,
                    width=11,
                ),
                Column(title="Varför inte", text=lambda row: row.entry.why_not, width=20),
                Column(title="Uppgift", text=lambda row: row.entry.text),
            ),
            empty=Empty("Inget finns antecknat", "Det finns inget att lämna ut.", icon=Icon.NOTE),
        )
        self.table.setMinimumHeight(320)
        self.whole = Label("", Voice.BODY)
        self.turn = Button("Ta med eller ta bort", then=self._turn_current)
        self.print = Button(
            "Skriv ut utdraget", Kind.PRIMARY, icon=Icon.PRINT, then=self.print_page
        )
        self.half = Button("Skriv ut vad som sparas", then=self.print_kept)
        self.show_again = Button("Visa uppgifterna", then=self._ask_first)
        self.show_again.hide()
        self.body.addWidget(self.guard)
        self.body.addWidget(self.form)
        self.body.addWidget(self.count)
        self.body.addWidget(self.table)
        self.body.addWidget(self.whole)
        self.body.addWidget(Flow(self.turn, self.print, self.half, self.show_again))
        self.form.changed.connect(self.refresh)
        self.table.opened.connect(self._turn)
        self.table.chosen.connect(self._tell)

    @property
    def panes(self) -> tuple[QWidget, ...]:
        """Return the words and the list."""
        return (self.form, self.table)

    def refresh(self) -> None:
        """Draw it up anew; of a protected woman when the passphrase was given (S1)."""
        if not self._open:
            self._ask_first()
            return
        self.guard.stay_open()
        words = [word.strip() for word in self.words.value().split(",") if word.strip()]
        self._desk.ask(
            extracts.draw_up,
            self._case_id,
            words,
            self._desk.today,
            then=self._show,
            owner=self,
        )

    def state(self) -> dict[str, object]:
        """Return what was decided of which entry, and the words."""
        return {"changed": dict(self._changed), "words": self.words.value()}

    def restore(self, state: dict[str, Any]) -> None:
        """Decide the same again."""
        changed = state.get("changed")
        if isinstance(changed, dict):
            self._changed = {str(key): bool(value) for key, value in changed.items()}
        self.words.set_value(str(state.get("words", "")))
        self.refresh()

    def chosen(self) -> frozenset[str]:
        """Return the ids of the entries that go into the extract."""
        found = self._drawn.entries if self._drawn else ()
        return frozenset(each.id for each in found if self._changed.get(each.id, not each.why_not))

    def pdf(self) -> bytes:
        """Return the extract as PDF bytes. Raises :class:`LookupError` before it is read."""
        from kvinnobyran.reports.extract import extract

        if self._drawn is None:
            message = "nothing is read yet"
            raise LookupError(message)
        return extract(extracts.reviewed(self._drawn, self.chosen(), made_on=self._desk.today))

    def print_page(self) -> None:
        """Print the extract (Ctrl+P): noted in the log, made in memory, no file of ours."""
        if self._drawn is None:
            return
        pdf = self.pdf()
        put_on_paper(
            self._desk,
            self,
            extracts.note_extract,
            self._case_id,
            len(self.chosen()),
            pages=lambda _: pdf,
        )

    def print_kept(self) -> None:
        """Print the half page that tells her what is kept and until when: noted in the log."""

        def pages(page: KeptPage | None) -> bytes:
            from kvinnobyran.reports.retention import kept_page

            return kept_page(page) if page is not None else b""

        put_on_paper(self._desk, self, extracts.note_kept_printed, self._case_id, pages=pages)

    def _ask_first(self) -> None:
        self._desk.ask(dossier, self._case_id, then=self._know, owner=self)

    def _know(self, found: Dossier | None) -> None:
        if found is not None:
            self.guard.know(found)
            self.show_again.setVisible(self.guard.guarded)
            self.guard.pass_to("Registerutdrag", self._opened)

    def _opened(self) -> None:
        self._open = True
        self.show_again.hide()
        self.refresh()

    def _hide_again(self) -> None:
        """Show nothing of her any more; what was decided in the review is kept."""
        self._open = False
        self._show(None)
        self.show_again.show()

    def _show(self, drawn: Extract | None) -> None:
        self._drawn = drawn
        chosen = self.chosen()
        entries = drawn.entries if drawn else ()
        self.table.show_rows([_Row(each, each.id in chosen) for each in entries])
        code = f"{drawn.code}: " if drawn else ""
        self.count.setText(f"{code}{len(chosen)} av {len(entries)} uppgifter är med")
        self._tell(self.table.current())

    def _turn(self, row: _Row) -> None:
        self.guard.stay_open()
        self._changed[row.id] = not row.chosen
        self._show(self._drawn)

    def _turn_current(self) -> None:
        row = self.table.current()
        if row is not None:
            self._turn(row)

    def _tell(self, row: _Row | None) -> None:
        self.guard.stay_open()
        self.print.setEnabled(self._drawn is not None)
        self.whole.setVisible(row is not None)
        self.turn.setEnabled(row is not None)
        if row is not None:
            why = f" {row.entry.why_not}." if row.entry.why_not else ""
            self.whole.setText(f"{row.entry.heading}.{why} {row.entry.text}")
