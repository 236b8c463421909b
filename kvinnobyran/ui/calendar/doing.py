"""What can be done in the calendar: opening, moving, holding, closing, answering, printing."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QMenu, QWidget

from kvinnobyran.domain.apartment import Closure
from kvinnobyran.domain.placement import Placement
from kvinnobyran.domain.reservation import Reservation, ReservationState
from kvinnobyran.domain.span import Span
from kvinnobyran.domain.stay import Stay, StayKind, StayState
from kvinnobyran.domain.trouble import Refused, Trouble
from kvinnobyran.flows.apartments import remove_closure
from kvinnobyran.flows.stays import shift_stay
from kvinnobyran.store.calendar import CaseCode
from kvinnobyran.store.database import Database
from kvinnobyran.ui.calendar import sheets
from kvinnobyran.ui.calendar.change import Change
from kvinnobyran.ui.kit.desk import Desk
from kvinnobyran.ui.kit.sheet import Sheet
from kvinnobyran.ui.navigator import Navigator

if TYPE_CHECKING:
    from kvinnobyran.ui.calendar.page import CalendarPage

_LATER = {StayKind.RESERVATION: Reservation, StayKind.CLOSURE: Closure}


def record_of(database: Database, stay: Stay) -> tuple[Any, int]:
    """Return a stay's own record, None if it is gone, and the journal's head when it was read."""
    row = _LATER.get(stay.kind, Placement)
    return database.get(row, stay.id), database.head()


class Doing(QObject):
    """The hands of the calendar's page."""

    def __init__(self, desk: Desk, navigator: Navigator, page: "CalendarPage") -> None:
        super().__init__(page)
        self._desk = desk
        self._navigator = navigator
        self._page = page
        self._panel: QWidget | None = None
        self._longer = ""
        self.cases: Sequence[CaseCode] = ()
        self.runs_out = desk.today

    def state(self) -> dict[str, Any]:
        """Return which sheet is open."""
        return self._panel.state() if isinstance(self._panel, Sheet) else {}

    def come_back(self, state: dict[str, Any]) -> None:
        """Open the sheet that was open: of a known stay, or of one that was never saved."""
        calendar, record = self._page.calendar, str(state.get("record", ""))
        if calendar is None or not record:
            return
        stay = calendar.stay(record)
        if stay is not None:
            if state.get("kind") == sheets.DAYS:
                self.days(stay)
            else:
                self.open(stay)
        elif state.get("kind") == sheets.RESERVATION:
            self.reserve(0, calendar.today, None, id=record)
        elif state.get("kind") == sheets.CLOSURE:
            self.close_apartment(id=record)

    # --- opening ----------------------------------------------------------------------------------

    def open(self, stay: Stay) -> None:
        """Open a stay: a placement in its case, the others here."""
        if stay.kind is StayKind.PLACEMENT:
            if stay.case_id is not None:
                self._navigator.open_case(stay.case_id, tab="placement", record=stay.id)
        elif stay.state is StayState.CONFLICT:
            self._with(stay, self._settle)
        elif stay.kind is StayKind.RESERVATION:
            self._with(stay, self._open_reservation)
        else:
            self._with(stay, self._open_closure)

    def menu_of(self, stay: Stay) -> QMenu:
        """Return what can be done with a stay."""
        menu = QMenu(self._page)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        where = "Öppna i ärendet" if stay.kind is StayKind.PLACEMENT else "Öppna"
        self._offer(menu, where, lambda: self.open(stay))
        if stay.state is StayState.CONFLICT:
            menu.clear()
            self._offer(menu, "Lös konflikten …", lambda: self.open(stay))
        if not stay.past:
            words = "Förläng eller korta …" if stay.here else "Ändra dagar …"
            self._offer(menu, words, lambda: self.days(stay))
        if stay.kind is StayKind.RESERVATION:
            if stay.case_id is not None:
                case_id = stay.case_id
                self._offer(menu, "Till ärendet", lambda: self._navigator.open_case(case_id))
            maybe = stay.stage == ReservationState.PRELIMINARY.label
            words = "Bekräfta eller avboka …" if maybe else "Avboka …"
            self._offer(menu, words, lambda: self._with(stay, self._decide))
        if stay.kind is StayKind.CLOSURE:
            self._offer(menu, "Ta bort spärren", lambda: self._with(stay, self._remove))
        return menu

    def days(self, stay: Stay) -> None:
        """Ask for other days."""
        calendar = self._page.calendar
        place = None if calendar is None else calendar.place(stay.id)
        if place is not None:
            self._days(Change(stay, place[0], stay.first, stay.until))

    def shown(self) -> None:
        """Go on to the reservation that other days have brought into conflict (B2)."""
        calendar, stay_id, self._longer = self._page.calendar, self._longer, ""
        place = None if calendar is None else calendar.place(stay_id)
        if calendar is None or place is None or self._panel is not None:
            return
        row, at = place
        moved = calendar.rows[row].stays[at]
        for each in calendar.clashes(row, moved.span, but=stay_id):
            if each.state is StayState.CONFLICT:
                self.open(each)
                return

    # --- new --------------------------------------------------------------------------------------

    def reserve(self, row: int, first: date, until: date | None, *, id: str = "") -> None:
        """Ask for a new reservation."""
        calendar = self._page.calendar
        if calendar is not None:
            made = sheets.new_reservation(
                calendar, row, first, until, runs_out=self.runs_out, id=id
            )
            self._put(sheets.reservation_sheet(self._desk, calendar, self.cases, made, head=None))

    def close_apartment(self, *, id: str = "") -> None:
        """Ask for a new closure, where the chosen stay is."""
        calendar, chosen = self._page.calendar, self._page.desktop.chosen()
        if calendar is not None:
            place = None if chosen is None else calendar.place(chosen.id)
            row = 0 if place is None else place[0]
            free = calendar.next_free(row, calendar.today)
            made = sheets.new_closure(calendar, row, free.first, None, id=id)
            self._put(sheets.closure_sheet(self._desk, calendar, made, head=None))

    def reply(self) -> None:
        """Say what is free, in words to copy."""
        from kvinnobyran.ui.calendar.answer import Answer

        panel = Answer(self._desk)
        panel.left.connect(self._leave)
        panel.said.connect(self._navigator.toast)
        self._cover(panel)
        panel.panel.form.focus_first()

    def print_from(self, first: date) -> None:
        """Show the paper that begins with a day's month, before it is printed."""
        from kvinnobyran.ui.calendar.paper import CalendarPaper

        calendar = self._page.calendar
        if calendar is not None:
            panel = CalendarPaper(self._desk, calendar, first, self._page.desktop.view.days)
            panel.left.connect(self._leave)
            panel.out.connect(self._navigator.toast)
            self._cover(panel)
            panel.begin()

    # --- moving -----------------------------------------------------------------------------------

    def move(self, change: Change, otherwise: Callable[[Trouble], object]) -> None:
        """Give a stay other days, as one step."""
        stay, calendar = change.stay, self._page.calendar
        if stay is None or calendar is None:
            return
        if stay.here and stay.until and change.until and change.until > stay.until:
            self._days(change)  # she stays longer: by whose decision, and why?
            return
        self._desk.do(
            shift_stay,
            stay.kind,
            stay.id,
            apartment_id=calendar.apartments[change.row].id,
            span=Span(change.first, change.until),
            then=lambda _: self._navigator.toast(sheets.said_of(stay), undo=True),
            otherwise=otherwise,
            owner=self._page,
        )

    def move_on_sheet(self, change: Change, refused: Refused) -> None:
        """Ask on a sheet for what a move by keys or pointer was refused for."""
        sheet = self._days(change)
        if sheet is not None:
            sheet.form.show_faults(refused.faults)

    def _days(self, change: Change) -> Sheet | None:
        calendar = self._page.calendar
        if calendar is None:
            return None
        sheet = sheets.days_sheet(self._desk, calendar, change)
        self._put(sheet)
        return sheet

    # --- sheets -----------------------------------------------------------------------------------

    def _with(self, stay: Stay, then: Callable[[Any, int], object]) -> None:
        """Ask for a stay's record, and go on with it."""

        def found(answer: tuple[Any, int]) -> None:
            if answer[0] is not None:
                then(*answer)

        self._desk.ask(record_of, stay, then=found, owner=self._page)

    def _open_reservation(self, record: Reservation, head: int) -> None:
        calendar = self._page.calendar
        if calendar is not None:
            sheet = sheets.reservation_sheet(self._desk, calendar, self.cases, record, head=head)
            self._put(sheet)

    def _open_closure(self, record: Closure, head: int) -> None:
        calendar = self._page.calendar
        if calendar is not None:
            self._put(sheets.closure_sheet(self._desk, calendar, record, head=head))

    def _decide(self, record: Reservation, _: int) -> None:
        from kvinnobyran.ui.housing.reservations import decision_sheet

        self._put(decision_sheet(self._desk, record))

    def _remove(self, record: Closure, _: int) -> None:
        self._desk.do(
            remove_closure,
            record,
            then=lambda _: self._navigator.toast("Spärren är borttagen", undo=True),
            owner=self._page,
        )

    def _settle(self, record: Reservation, _: int) -> None:
        from kvinnobyran.ui.housing.reservations import conflict_sheet

        self._put(conflict_sheet(self._desk, record))

    def _put(self, sheet: Sheet) -> None:
        sheet.saved.connect(self._saved)
        sheet.left.connect(self._leave)
        self._cover(sheet)
        sheet.form.focus_first()

    def _saved(self, answer: object, said: str) -> None:
        sheet = self._panel
        kept = sheet.record if isinstance(sheet, Sheet) else ""
        if isinstance(sheet, Sheet) and sheet.kind == sheets.DAYS:
            self._longer = kept
        self._leave(stay=kept)
        self._page.refresh()
        self._page.desktop.choose(kept, focus=True)
        self._navigator.toast(said, undo=True)

    def _cover(self, panel: QWidget) -> None:
        if self._panel is not None:
            if isinstance(self._panel, Sheet):
                self._panel.keeper.keep()
            self._leave()
        self._panel = panel
        self._page.cover_with(panel)

    def _leave(self, *, stay: str = "") -> None:
        if self._panel is not None:
            panel, self._panel = self._panel, None
            self._page.uncover(panel, stay=stay)

    @staticmethod
    def _offer(menu: QMenu, words: str, then: Callable[[], object]) -> None:
        menu.addAction(words).triggered.connect(lambda: then())  # noqa: PLW0108 - drops an argument
