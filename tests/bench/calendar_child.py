"""One process with the calendar in a window of 1366x768, beside an empty canvas of its size.

    calendar_child.py APARTMENTS YEARS

Prints one line of JSON: the seconds of every frame of scrolling and of every zoom, and of an
empty canvas that is scrolled just as far in the same run, turn and turn about.
"""

import json
import random
import sys
import time
from datetime import date, timedelta

from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget

from kvinnobyran.domain.apartment import Apartment
from kvinnobyran.domain.stay import Stay, StayKind, StayState
from kvinnobyran.reports.calendar_rows import Calendar
from kvinnobyran.ui.calendar.view import SPANS, View
from kvinnobyran.ui.kit import style, swedish
from kvinnobyran.ui.kit.style import Theme

TODAY = date(2027, 3, 1)
SIZE = 1110, 560
"""What the drawing has of a window of 1366x768."""
TICK = 60
"""Logical pixels that a notch of the wheel scrolls."""
FRAMES, ZOOMS = 120, 12


class EmptyCanvas(QWidget):
    """A ground and nothing else."""

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(event.rect(), QColor("#FFFFFF"))
        painter.end()


def invented(apartments: int, years: int) -> Calendar:
    """Return a register of stays of four to seven months, cleaned between, held ahead."""
    dice = random.Random(1)
    rooms = [Apartment(id=str(at), code=f"Lägenhet {at + 1}") for at in range(apartments)]
    stays: list[Stay] = []
    for room in rooms:
        day = TODAY - timedelta(days=365 * (years - 1) + dice.randrange(40))
        while day < TODAY + timedelta(days=365):
            until = day + timedelta(days=dice.randrange(120, 210))
            ahead, past = day > TODAY, until <= TODAY
            stays += (
                Stay(
                    kind=StayKind.RESERVATION if ahead else StayKind.PLACEMENT,
                    id=f"{len(stays)}", apartment_id=room.id, apartment=room.code, case_id=None,
                    label=f"KB-{day.year % 100}-{len(stays) % 300:03}", first=day, until=until,
                    state=StayState.PRELIMINARY if ahead else StayState.CONFIRMED,
                    stage="Preliminär" if ahead else "Utflyttad" if past else "Inflyttad",
                    adults=1, past=past, here=not ahead and not past,
                ),
                Stay(
                    kind=StayKind.CLOSURE, id=f"{len(stays)}s", apartment_id=room.id,
                    apartment=room.code, case_id=None, label="Städning", first=until,
                    until=until + timedelta(days=3), state=StayState.CLOSURE, stage="Städning",
                ),
            )  # fmt: skip
            day = until + timedelta(days=3 + dice.randrange(20))
    return Calendar.of(rooms, stays, TODAY)


def main(apartments: int, years: int) -> None:
    app = QApplication([])
    swedish.install(app)
    style.apply(app, Theme.LIGHT, 100)
    calendar = invented(apartments, years)
    view = View()
    view.resize(*SIZE)
    view.show()
    view.show_calendar(calendar)
    empty = QScrollArea()
    empty.resize(*SIZE)
    empty.show()
    canvas = EmptyCanvas()
    empty.setWidget(canvas)
    # "work" is what the processor did: what others do on a busy machine is not in it.
    names = ("scroll", "empty", "zoom", "empty zoom")
    found: dict[str, list[float]] = {
        f"{each}{work}": [] for each in names for work in ("", " work")
    }

    def frame(name: str, does) -> None:
        begun, worked = time.perf_counter(), time.process_time()
        does()
        app.processEvents()
        found[name].append(time.perf_counter() - begun)
        found[f"{name} work"].append(time.process_time() - worked)

    for days in SPANS.values():
        view.show_days(days)
        view.go_to_today()
        canvas.resize(view.canvas.size())
        bars = view.area.horizontalScrollBar(), empty.horizontalScrollBar()
        for area, bar in zip((view.area, empty), bars, strict=True):
            bar.setValue(view.area.horizontalScrollBar().value())
            area.verticalScrollBar().setValue(200)
        app.processEvents()
        for at in range(FRAMES):
            by = -TICK if at < FRAMES // 2 else TICK
            for name, bar in zip(("scroll", "empty"), bars, strict=True):
                frame(name, lambda bar=bar, by=by: bar.setValue(bar.value() + by))
        for area, name in ((view.area, "scroll"), (empty, "empty")):
            down = area.verticalScrollBar()
            for _ in range(FRAMES // 4):
                frame(name, lambda down=down: down.setValue(down.value() + TICK))
            down.setValue(200)
        for at in range(ZOOMS):
            frame("zoom", lambda at=at: view.zoom_by(1 if at % 2 else -1))
            size = canvas.size()
            size.setWidth(size.width() * (5 if at % 2 else 4) // (4 if at % 2 else 5))
            frame("empty zoom", lambda size=size: canvas.resize(size))
    stays = sum(len(row.stays) for row in calendar.rows)
    print(json.dumps({**found, "stays": stays, "widgets": len(view.canvas.bars)}))


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
