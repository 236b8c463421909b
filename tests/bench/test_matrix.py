"""The matrix of a group: how soon it is open, and how soon a change is seen, beside a bare one."""

import datetime as dt

import pytest
from PySide6.QtCore import QAbstractTableModel, QModelIndex, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QStackedWidget, QTableView

from kvinnobyran.domain.group import Group, GroupState, Role
from kvinnobyran.domain.ids import new_id
from kvinnobyran.domain.meeting import GroupAttendance, Meeting, MeetingState
from kvinnobyran.domain.membership import Membership, MembershipState
from kvinnobyran.domain.person import Person
from kvinnobyran.store import groups as stored
from kvinnobyran.ui.groups.group_page import GroupPage
from kvinnobyran.ui.kit.icons import Icon
from kvinnobyran.ui.kit.matrix import Matrix
from kvinnobyran.ui.kit.matrix_model import Cell, ColumnHead, RowHead
from tests.bench.conftest import interleave, median, timed
from tests.ui.rig import ZONE, Rig

pytestmark = [pytest.mark.bench, pytest.mark.slow]

ROWS, COLUMNS = 40, 26
ROUNDS = 15
FRAME = 1 / 60
SIGNS = (
    Cell("närvarande", Icon.CHECK, "ok"),
    Cell("anmäld frånvaro", Icon.MINUS, "warn"),
    Cell("uteblev", Icon.CLOSE, "danger"),
    Cell("ej registrerat"),
)


class Bare(QAbstractTableModel):
    """The same words for Qt's own table."""

    def __init__(self):
        super().__init__()
        self.words = {}

    def rowCount(self, parent=QModelIndex()):  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else ROWS

    def columnCount(self, parent=QModelIndex()):  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else COLUMNS

    def data(self, index, role=Qt.ItemDataRole.DisplayRole):
        if role == Qt.ItemDataRole.DisplayRole:
            place = (index.row(), index.column())
            return self.words.get(place, SIGNS[(place[0] * place[1]) % 4].word)
        return None

    def turn(self, index):
        place = (index.row(), index.column())
        self.words[place] = "närvarande" if self.data(index) != "närvarande" else "uteblev"
        self.dataChanged.emit(index, index)


def ours():
    made = Matrix("Närvaro")
    rows = [RowHead(n, f"Påhittad {n}", f"{n} av 26") for n in range(ROWS)]
    columns = [ColumnHead(n, f"{n + 1}", "18 jan", "6 av 8") for n in range(COLUMNS)]
    cells = {
        (row, column): SIGNS[(row * column) % 4] for row in range(ROWS) for column in range(COLUMNS)
    }
    made.show_all(rows, columns, cells)
    made.turned.connect(lambda row, column: made.put(row, column, SIGNS[row % 3]))
    return made


def bare():
    made = QTableView()
    made.model_ = Bare()
    made.setModel(made.model_)
    return made


def opened(make):
    """Make a grid, show it, and wait until all of it is painted."""
    made = make()
    made.resize(1240, 900)
    made.show()
    QTest.qWaitForWindowExposed(made)
    QApplication.processEvents()
    return made


def shut(made):
    made.close()
    made.deleteLater()
    QApplication.processEvents()


def test_a_group_of_40_by_26_opened_on_its_page(table, qapp, tmp_path):
    rig = Rig(tmp_path, dt.datetime(2027, 12, 9, 10, 15, tzinfo=ZONE))
    group_id = a_large_group(rig)
    stack = QStackedWidget()
    stack.resize(1240, 900)
    stack.show()
    QTest.qWaitForWindowExposed(stack)

    def run():
        page = GroupPage(rig.desk, rig.went, group_id)
        stack.addWidget(page)
        stack.setCurrentWidget(page)
        page.refresh()
        QApplication.processEvents()
        assert page.matrix.matrix.cells.rowCount() == ROWS
        return page

    def measured():
        kept = []
        seconds = timed(lambda: kept.append(run()))
        stack.removeWidget(kept[0])
        shut(kept[0])
        return seconds

    measured()
    found = [measured() for _ in range(ROUNDS)]
    table.limit("the page of a group with it: asked for and painted", median(found), 0.1)
    table.remark(f"at best {min(found) * 1e3:.0f} ms; the questions alone are part of it")
    shut(stack)
    rig.close()


def a_large_group(rig):
    """Write down a group of forty with twenty-six meetings, all answered."""
    kind = next(each for each in stored.types(rig.database) if each.label == "Kvällskaféet")
    group = Group(
        id=new_id(),
        type_id=kind.id,
        name="Stor",
        starts_on=dt.date(2027, 1, 4),
        state=GroupState.ONGOING,
    )
    held = [
        Meeting(
            id=new_id(),
            group_id=group.id,
            held_on=group.starts_on + dt.timedelta(weeks=week),
            state=MeetingState.HELD,
        )
        for week in range(COLUMNS)
    ]
    with rig.work.step("Prov") as tx:
        for record in (group, *held):
            tx.insert(record)
        for number in range(ROWS):
            person = Person(id=new_id(), first_name=f"Påhittad {number}")
            one = Membership(
                id=new_id(),
                group_id=group.id,
                person_id=person.id,
                role=Role.MOTHER,
                state=MembershipState.TAKING_PART,
                asked_on=group.starts_on,
                from_on=group.starts_on,
            )
            tx.insert(person)
            tx.insert(one)
            for meeting in held:
                tx.insert(GroupAttendance(id=new_id(), meeting_id=meeting.id, membership_id=one.id))
    return group.id


def test_matrix_of_40_by_26(table, qapp):
    def run(make):
        kept = []
        seconds = timed(lambda: kept.append(opened(make)))
        shut(kept[0])
        return seconds

    run(ours)
    run(bare)
    plain, own = interleave(ROUNDS, lambda: run(bare), lambda: run(ours))
    table.ratio("a matrix of 40 x 26, opened and painted", median(own), median(plain), None)
    table.limit("the same, against its limit", median(own), 0.1)

    grid, plain_grid = opened(ours), opened(bare)

    def press():
        QTest.keyClick(grid, Qt.Key.Key_Space)
        QTest.keyClick(grid, Qt.Key.Key_Right)
        QApplication.processEvents()

    def turn_plainly():
        plain_grid.model_.turn(plain_grid.model_.index(0, 0))
        QTest.keyClick(plain_grid, Qt.Key.Key_Right)
        QApplication.processEvents()

    plain, own = interleave(20, lambda: timed(turn_plainly), lambda: timed(press))
    table.ratio("space and an arrow in it, until painted", median(own), median(plain), None)
    table.limit("the same, against one frame", median(own), FRAME)
    shut(grid)
    shut(plain_grid)
