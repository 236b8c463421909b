"""Every part of the kit on paper: ``python -m kvinnobyran.ui.kit.gallery OUT_DIR``.

A tool for those who build the window. It makes one picture per part, theme and text size,
so that a change of the look can be looked at. All names and events in it are invented.
"""

import os
import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, time
from pathlib import Path

from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from kvinnobyran.domain.codes import Code
from kvinnobyran.domain.faults import Fault, stopp, varna
from kvinnobyran.ui.kit import style, swedish
from kvinnobyran.ui.kit.bars import Bar, Bars
from kvinnobyran.ui.kit.buttons import BusyButton, Button, IconButton, Kind
from kvinnobyran.ui.kit.card import Card, Line
from kvinnobyran.ui.kit.chips import Chips, YesNo
from kvinnobyran.ui.kit.columns import Columns
from kvinnobyran.ui.kit.dates import DateEdit, TimeEdit
from kvinnobyran.ui.kit.editors import CodeBox, LineEdit, NumberEdit, Option, TextEdit
from kvinnobyran.ui.kit.empty import Empty
from kvinnobyran.ui.kit.form import Field, Form, Row, Section
from kvinnobyran.ui.kit.icons import Icon
from kvinnobyran.ui.kit.label import IconLabel, Label, Voice
from kvinnobyran.ui.kit.note_edit import NoteEdit
from kvinnobyran.ui.kit.notice import Notice, Tone
from kvinnobyran.ui.kit.page import Page, Width
from kvinnobyran.ui.kit.ranked import RankedList
from kvinnobyran.ui.kit.style import Theme
from kvinnobyran.ui.kit.table import Column, Table
from kvinnobyran.ui.kit.tabs import Tabs
from kvinnobyran.ui.kit.toast import Toast

TODAY = date(2026, 11, 22)


class Channel(Code):
    """An invented closed list."""

    PHONE = "phone", "Telefon"
    MAIL = "mail", "Mejl"
    VISIT = "visit", "Besök"
    OTHER = "other", "Via annan verksamhet"


@dataclass(frozen=True, slots=True)
class Sample:
    """An invented row."""

    id: str
    code: str
    status: str
    who: str
    last: date
    next: str


SAMPLES = (
    Sample("1", "KB-26-014", "Pågående", "Åsa", date(2026, 11, 20), "Samtal 2026-11-24 kl. 9.30"),
    Sample("2", "KB-26-009", "Väntar", "Örjan", date(2026, 11, 12), "Ring upp"),
    Sample("3", "KB-26-002", "Pågående", "Agnes", date(2026, 10, 2), "Bedömningssamtal"),
    Sample("4", "KB-25-031", "Avslutad", "Vera", date(2026, 3, 14), ""),
    Sample("5", "KB-25-030", "Avslutad", "Wilma", date(2026, 3, 14), ""),
)


def form() -> Form:
    """Return a form with one of everything."""
    made = Form(
        [
            Section("Förfrågan", "Inget är obligatoriskt. Det du inte vet lämnar du tomt."),
            Row(
                Field("day", "Datum", DateEdit(today=TODAY)),
                Field("at", "Klockslag", TimeEdit()),
                Field("minutes", "Längd", NumberEdit(unit="minuter", most=600)),
            ),
            Field("channel", "Kanal", Chips(Channel)),
            Field("about", "Vad gäller det?", Chips(_matters(), multi=True)),
            Field("danger", "Akut fara", YesNo(), "Ja visar checklistan."),
            Section("Vem"),
            Row(
                Field("alias", "Alias eller förnamn", LineEdit(placeholder="Till exempel Ylva")),
                Field("from", "Hänvisad från", CodeBox(Channel)),
            ),
            Field("needs", "Mest akuta behov, i ordning", RankedList(_matters())),
            Field("said", "Vad hon berättar", TextEdit(lines=3)),
        ]
    )
    made.fill(
        {
            "day": TODAY,
            "at": time(9, 30),
            "minutes": 25,
            "channel": Channel.PHONE,
            "about": frozenset({"mental", "money"}),
            "needs": ("safety", "money"),
            "said": "Runt 30 år, två barn. Vill ha råd om vårdnad.",
        }
    )
    return made


FAULTS: tuple[Fault, ...] = (
    stopp("day", "Datumet ligger efter i dag. En förfrågan har redan hänt.", "I1"),
    varna("alias", "En person med liknande alias finns redan.", "I4"),
    varna("channel", "Kanalen brukar vara känd.", "I2"),
)


def _matters() -> tuple[Option, ...]:
    return (
        Option("mental", "Psykiskt våld"),
        Option("body", "Fysiskt våld"),
        Option("money", "Ekonomiskt våld"),
        Option("safety", "Skydd och boende"),
        Option("custody", "Vårdnad och umgänge"),
    )


def _column(*widgets: QWidget) -> QWidget:
    ground = QWidget()
    column = QVBoxLayout(ground)
    column.setContentsMargins(24, 24, 24, 24)
    column.setSpacing(16)
    for widget in widgets:
        column.addWidget(widget)
    column.addStretch(1)
    return ground


def _row(*widgets: QWidget) -> QWidget:
    ground = QWidget()
    row = QHBoxLayout(ground)
    row.setContentsMargins(0, 0, 0, 0)
    for widget in widgets:
        row.addWidget(widget)
    row.addStretch(1)
    return ground


def buttons() -> QWidget:
    """Return every kind of button, tabs, and each voice of text."""
    kinds = [Button(kind.value.capitalize(), kind, icon=Icon.EDIT) for kind in Kind]
    off = [Button(kind.value.capitalize(), kind) for kind in Kind]
    for button in off:
        button.setEnabled(False)
    busy = BusyButton("Spara")
    busy.start()
    focused = Button("I fokus", Kind.PRIMARY, icon=Icon.SAVE)
    focused.setFocus()
    tabs = Tabs("Flikar")
    for name in ("Översikt", "Kontakter", "Bedömning", "Tidslinje"):
        tabs.add(name, Label(""))
    return _column(
        _row(*kinds),
        _row(*off),
        _row(focused, busy, IconButton(Icon.MORE, "Mer"), IconButton(Icon.LOCK, "Lås")),
        tabs,
        *(Label(f"Så här talar {voice.value}", voice) for voice in Voice),
    )


def icons_page() -> QWidget:
    """Return every icon."""
    rows = [list(Icon)[at : at + 12] for at in range(0, len(Icon), 12)]
    return _column(*(_row(*(IconLabel(icon) for icon in row)) for row in rows))


def notices() -> QWidget:
    """Return every tone of notice, and a chart."""
    bars = Bars("Förfrågningar per kanal")
    bars.show_bars(
        (
            Bar(label="Telefon", value=41),
            Bar(label="Mejl", value=17),
            Bar(label="Besök", value=None),
            Bar(label="Via annan verksamhet", value=None),
        )
    )
    long = "Disken är full. Det du skriver är kvar i minnet men kan inte sparas just nu."
    return _column(
        Notice("Kvinnan har skyddad folkbokföring. Läsningen antecknas."),
        Notice(long, Tone.WARN, heading="Sparas inte", action=("Försök igen", print)),
        Notice("Lösenfrasen stämmer inte. Kontrollera Caps Lock.", Tone.DANGER, closable=True),
        Notice("Säkerhetskopian är provad.", Tone.OK),
        bars,
    )


def page() -> QWidget:
    """Return a page of cards, with a toast."""
    made = Page("Söndag 22 november 2026", "Vecka 47")
    made.offer(
        Button("Skriv ut", icon=Icon.PRINT),
        Button("Ny kontakt", Kind.PRIMARY, icon=Icon.NEW_CONTACT),
    )
    todo = Card("Att göra idag", icon=Icon.TODAY)
    todo.show_lines(
        (
            Line(
                key=1,
                text="Ring upp KB-26-009",
                detail="Ring aldrig hem. Bara mobil, vardagar 9–12.",
                aside="kl. 9.30",
                icon=Icon.PHONE,
                done_text="Klart",
            ),
            Line(key=2, text="Bedömningssamtal KB-26-002", aside="kl. 13.00", icon=Icon.BOOKED),
        )
    )
    drafts = Card("Utkast som väntar", icon=Icon.NOTE, empty="Inga utkast väntar.")
    attention = Card("Behöver uppmärksamhet", icon=Icon.WARNING)
    attention.show_lines(
        (
            Line(
                key=1,
                text="Osignerad anteckning",
                detail="KB-26-014, sedan 9 dagar",
                aside="Försenad",
                tone="warn",
                icon=Icon.SIGN,
            ),
        )
    )
    made.body.addWidget(Columns((todo, drafts, attention)))
    made.resize(1000, 700)
    toast = Toast(made)
    toast.say("Anteckningen är sparad.", undo=print)
    return made


def table() -> QWidget:
    """Return a page with a table."""
    made = Page("Ärenden", "5 ärenden", width=Width.WIDE, scroll=False)
    made.offer(Button("Nytt ärende", Kind.PRIMARY, icon=Icon.ADD))
    listed: Table[Sample] = Table(
        "Ärenden",
        [
            Column[Sample](title="Kod", text=lambda row: row.code, width=14),
            Column[Sample](title="Status", text=lambda row: row.status, width=14),
            Column[Sample](title="Kurator", text=lambda row: row.who, width=12),
            Column[Sample](
                title="Senast",
                text=lambda row: row.last.isoformat(),
                sort=lambda row: row.last,
                width=14,
            ),
            Column[Sample](title="Nästa steg", text=lambda row: row.next),
        ],
    )
    listed.show_rows(SAMPLES)
    listed.sort_by(2)
    made.body.addWidget(listed)
    made.resize(1000, 480)
    return made


def form_page() -> QWidget:
    """Return a page with a form."""
    made = Page("Ny förfrågan", width=Width.FORM)
    made.offer(Button("Spara", Kind.PRIMARY))
    made.body.addWidget(form())
    made.resize(860, 1150)
    return made


def faults_page() -> QWidget:
    """Return the same form when it was refused."""
    made = Page("Ny förfrågan", width=Width.FORM)
    wrong = form()
    made.body.addWidget(wrong)
    wrong.show_faults(FAULTS)
    made.resize(860, 1150)
    return made


def empty() -> QWidget:
    """Return an empty state and a note."""
    note = NoteEdit(name="Anteckning", placeholder="Skriv här …")
    note.set_value("Hon ringer från dolt nummer.\n\nBarnen är hos mormor till fredag.")
    return _column(
        Empty(
            "Inget inbokat idag",
            "Ctrl+N börjar en ny kontakt.",
            icon=Icon.TODAY,
            button=Button("Ny kontakt", Kind.PRIMARY, icon=Icon.NEW_CONTACT),
        ),
        note,
    )


PARTS: dict[str, Callable[[], QWidget]] = {
    "buttons": buttons,
    "icons": icons_page,
    "notices": notices,
    "page": page,
    "table": table,
    "form": form_page,
    "faults": faults_page,
    "empty": empty,
}


def show(app: QApplication, part: str, theme: Theme, percent: int, folder: Path) -> Path:
    """Draw one part and return the picture's path."""
    style.apply(app, theme, percent)
    widget = PARTS[part]()
    widget.setProperty("ground", "window")
    ground = QWidget()
    ground.setObjectName("ground")
    ground.setAutoFillBackground(True)
    column = QVBoxLayout(ground)
    column.setContentsMargins(0, 0, 0, 0)
    column.addWidget(widget)
    size = widget.size() if part in {"page", "table", "form", "faults"} else ground.sizeHint()
    if part in {"form", "faults"}:
        size.setHeight(round(size.height() * percent / 100))
    ground.resize(max(760, size.width()), max(420, size.height()))
    ground.show()
    app.processEvents()
    ground.activateWindow()
    app.processEvents()
    app.processEvents()
    target = folder / f"{part}-{theme.value}-{percent}.png"
    ground.grab().save(str(target))
    ground.close()
    ground.deleteLater()
    app.processEvents()
    return target


def main(arguments: list[str]) -> int:
    """Draw every part (or those named after the folder) in every theme and two sizes."""
    if not arguments:
        sys.stderr.write("Ange en mapp: python -m kvinnobyran.ui.kit.gallery MAPP [DEL …]\n")
        return 2
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    folder = Path(arguments[0])
    folder.mkdir(parents=True, exist_ok=True)
    app = QApplication([])
    swedish.install(app)
    parts = arguments[1:] or list(PARTS)
    for theme, percent in (
        (Theme.LIGHT, 100),
        (Theme.DARK, 100),
        (Theme.HIGH_CONTRAST, 100),
        (Theme.LIGHT, 200),
    ):
        for part in parts:
            show(app, part, theme, percent, folder)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
