"""Every sheet of every part of the case page, one after the other, in cases that fill them."""

from collections.abc import Iterator

from kvinnobyran.domain.case import CaseState
from kvinnobyran.domain.ids import new_id
from kvinnobyran.store import cases
from kvinnobyran.store.database import Database
from kvinnobyran.store.dossier import Dossier, dossier
from kvinnobyran.store.tables import TABLES
from kvinnobyran.ui.case.page import CasePage
from kvinnobyran.ui.case.parts import GUARDED, SHEETS, moments
from kvinnobyran.ui.kit.sheet import Sheet
from kvinnobyran.ui.window.frame import MainWindow
from kvinnobyran.ui.window.places import Visit

_FULLEST = 12
"""In so many of the fullest cases a record is looked for that a sheet can show."""
_TRIED = 10
"""So many records of a case are tried."""
_RECORDS = {name: kind for kind, name in TABLES.items()}


def show_sheets(window: MainWindow, database: Database) -> Iterator[str]:
    """Show each sheet and yield its name: of a new record, and of the first one that is known.

    What protection hides stays hidden: its sheets are shown in cases where nobody is protected.
    The names begin with the sheet's place among all, since one case after the other is opened.
    """
    rows = [row for row in cases.case_rows(database) if row.state is CaseState.ONGOING]
    found = [each for row in rows if (each := dossier(database, row.id)) is not None]
    found.sort(key=lambda each: len(moments(each)), reverse=True)
    done: set[str] = set()
    for case in found[:_FULLEST]:
        window.visits.show_visit(Visit(kind="case", record=case.case.id))
        page = window.visits.page
        if not isinstance(page, CasePage):
            continue
        for place, kind in enumerate(SHEETS, 1):
            if kind in done or (kind in GUARDED and page.guard.guarded):
                continue
            for name, sheet in _sheets(page, kind, case):
                if name in done:
                    sheet.deleteLater()
                    continue
                done.add(name)
                page.edit(sheet)
                window.toaster.hide()  # a sheet that there is none of may say so
                yield f"{place:02d}-{name}"


def _sheets(page: CasePage, kind: str, case: Dossier) -> Iterator[tuple[str, Sheet]]:
    """Yield the sheet of a new record if there is such a one, and the first of a known one."""
    make, of = SHEETS[kind], _RECORDS.get(kind)
    new = make(page.room, new_id())
    before = new.form.values() if new is not None else {}
    if new is not None:
        yield f"{kind}-new" if of else kind, new
    for each in _candidates(case, of):
        sheet = make(page.room, each)
        if sheet is not None and (new is None or sheet.form.values() != before):
            yield kind if of or new is None else f"{kind}-known", sheet
            return
        if sheet is not None:
            sheet.deleteLater()


def _candidates(case: Dossier, of: type | None) -> list[str]:
    """Return the records that a sheet may be about: those of its own type, and one of each."""
    own = [each.id for each in case.records.get(of, ())[:_TRIED]] if of else []
    return own + [records[0].id for records in case.records.values() if records]
