from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest

from kvinnobyran.ui.kit import clipboard
from kvinnobyran.ui.kit.empty import Empty
from kvinnobyran.ui.kit.table import RECORD, Column, RowModel, Table, collator, sort_key

from .walk import activate, interface, nameless


@dataclass(frozen=True, slots=True)
class Person:
    id: str
    name: str
    day: date | None = None
    count: int = 0


COLUMNS = [
    Column[Person](title="Namn", text=lambda row: row.name, width=20),
    Column[Person](
        title="Dag",
        text=lambda row: row.day.isoformat() if row.day else "",
        sort=lambda row: row.day,
    ),
    Column[Person](
        title="Antal", text=lambda row: str(row.count), sort=lambda row: row.count, right=True
    ),
]
PEOPLE = [
    Person("1", "Äpple", date(2026, 1, 2), 10),
    Person("2", "Zara", None, 9),
    Person("3", "aron", date(2025, 12, 31), 100),
    Person("4", "Åke", date(2026, 1, 1), 2),
]


@pytest.fixture
def table() -> Table[Person]:
    made: Table[Person] = Table("Personer", COLUMNS)
    made.show_rows(PEOPLE)
    activate(made)
    return made


def names(table: Table[Person]) -> list[str]:
    return [row.name for row in table.model.rows]


def test_rows_keep_their_order_until_asked(table: Table[Person]):
    assert names(table) == ["Äpple", "Zara", "aron", "Åke"]


def test_swedish_order(table: Table[Person]):
    table.sort_by(0)
    assert names(table) == ["aron", "Zara", "Åke", "Äpple"]
    table.sort_by(0, falling=True)
    assert names(table) == ["Äpple", "Åke", "Zara", "aron"]


def test_what_is_missing_stays_last_both_ways(table: Table[Person]):
    table.sort_by(1)
    assert names(table) == ["aron", "Åke", "Äpple", "Zara"]
    table.sort_by(1, falling=True)
    assert names(table) == ["Äpple", "Åke", "aron", "Zara"]


def test_numbers_sort_as_numbers(table: Table[Person]):
    table.sort_by(2)
    assert [row.count for row in table.model.rows] == [2, 9, 10, 100]


def test_the_chosen_row_stays_chosen(table: Table[Person]):
    assert table.choose("3")
    table.sort_by(0, falling=True)
    assert table.current() == PEOPLE[2]
    table.show_rows([Person("9", "Ny"), *PEOPLE])
    current = table.current()
    assert current is not None
    assert current.id == "3"
    table.show_rows(PEOPLE[:2])
    assert table.current() == table.model.row(0)
    assert not table.choose("99")


def test_enter_opens_and_so_does_a_double_click(table: Table[Person], qtbot):
    table.choose("2")
    with qtbot.waitSignal(table.opened, timeout=200) as opened:
        QTest.keyClick(table.view, Qt.Key.Key_Return)
    assert opened.args == [PEOPLE[1]]
    with qtbot.waitSignal(table.opened, timeout=200):
        table.view.doubleClicked.emit(table.view.currentIndex())


def test_keys_walk_the_rows(table: Table[Person], qtbot):
    QTest.keyClick(table.view, Qt.Key.Key_End)
    assert table.current() == PEOPLE[3]
    QTest.keyClick(table.view, Qt.Key.Key_Up)
    assert table.current() == PEOPLE[2]
    with qtbot.waitSignal(table.chosen, timeout=200):
        QTest.keyClick(table.view, Qt.Key.Key_Home)
    assert table.current() == PEOPLE[0]
    assert not table.view.tabKeyNavigation()


def test_copying_a_cell_is_hinted_plain_text(table: Table[Person]):
    QTest.keyClick(table.view, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert clipboard.text() == "Äpple"


def test_an_empty_table_says_the_next_step(qtbot):
    table: Table[Person] = Table("Personer", COLUMNS, empty=Empty("Inga än", "Ctrl+N börjar."))
    table.show()
    assert table.empty.isVisible()
    assert not table.view.isVisible()
    with qtbot.assertNotEmitted(table.opened):
        table._open()
    table.show_rows(PEOPLE)
    assert table.view.isVisible()
    table.show_rows([])
    assert table.current() is None


def test_a_reader_hears_the_column_with_each_cell(table: Table[Person]):
    assert nameless(table) == []
    index = table.model.index(1, 1)
    assert table.model.data(index, Qt.ItemDataRole.AccessibleTextRole) == "Dag: tomt"
    view = interface(table.view)
    heard = {view.child(at).text(QAccessible.Text.Name) for at in range(view.childCount())}
    assert {"Namn: Äpple", "Dag: 2026-01-02", "Antal: 100"} <= heard


def test_the_model_answers_qt(table: Table[Person]):
    model = table.model
    assert model.rowCount(model.index(0, 0)) == 0
    assert model.columnCount(model.index(0, 0)) == 0
    assert model.data(model.index(0, 0), RECORD) == PEOPLE[0]
    assert model.data(model.index(0, 0), Qt.ItemDataRole.ToolTipRole) is None
    assert model.data(model.index(0, 0), Qt.ItemDataRole.DecorationRole) is None
    right = model.data(model.index(0, 2), Qt.ItemDataRole.TextAlignmentRole)
    assert right & Qt.AlignmentFlag.AlignRight
    assert model.headerData(0, Qt.Orientation.Horizontal) == "Namn"
    assert model.headerData(0, Qt.Orientation.Vertical) is None
    assert model.headerData(0, Qt.Orientation.Horizontal, Qt.ItemDataRole.ToolTipRole) is None
    model.sort(-1)


def test_qt_finds_no_fault_with_the_model(qtmodeltester):
    model: RowModel[Person] = RowModel(COLUMNS)
    model.show_rows(PEOPLE)
    qtmodeltester.check(model, force_py=True)
    model.sort(0)
    qtmodeltester.check(model, force_py=True)
    assert model.rowCount(QModelIndex()) == 4


def test_a_note_with_new_lines_is_one_line_in_a_table():
    model: RowModel[Person] = RowModel(COLUMNS)
    model.show_rows([Person("1", "två\n  rader")])
    assert model.data(model.index(0, 0)) == "två rader"


@given(texts=st.lists(st.text(alphabet="aåäöbvwxyzABÅÄÖVW 10", max_size=6), max_size=12))
def test_texts_sort_as_qcollator_says(dressed, texts: list[str]):
    ordered = sorted(texts, key=sort_key)
    for one, next_one in pairwise(ordered):
        assert collator().compare(one, next_one) <= 0


@given(day=st.dates(), step=st.integers(1, 1000))
def test_moments_sort_in_time(day: date, step: int):
    if day <= date.max - timedelta(days=step):
        assert sort_key(day) < sort_key(day + timedelta(days=step))
    assert sort_key(None) > sort_key(day)


def test_clocks_and_moments_sort():
    assert sort_key(time(9, 30)) < sort_key(time(10))
    early = datetime(2026, 1, 1, tzinfo=UTC)
    assert sort_key(early) < sort_key(early + timedelta(seconds=1))


def test_what_has_no_room_side_by_side_is_said_in_two_lines(table: Table[Person]):
    whole = table.view.verticalHeader().defaultSectionSize()
    assert not table.model.folded
    table.resize(240, 300)
    assert table.model.folded
    assert [table.view.isColumnHidden(place) for place in range(3)] == [False, True, True]
    index = table.model.index(0, 0)
    assert index.data() == "Äpple · 2026-01-02\n10"
    assert index.data(Qt.ItemDataRole.AccessibleTextRole) == (
        "Namn: Äpple; Dag: 2026-01-02; Antal: 10"
    )
    assert table.view.verticalHeader().defaultSectionSize() > whole
    QTest.keyClick(table.view, Qt.Key.Key_Down)
    assert table.current() == PEOPLE[1]
    table.resize(900, 300)
    assert not table.model.folded
    assert table.model.index(0, 0).data() == "Äpple"
    assert table.view.verticalHeader().defaultSectionSize() == whole


def test_a_folded_row_names_what_stands_in_its_second_line():
    wide = [Column[Person](title=each, text=lambda row: row.name, width=9) for each in "ABCDE"]
    model = RowModel[Person](wide)
    model.show_rows([Person("1", "Zara"), Person("2", "")])
    assert model.lines == 1
    model.folded = True
    assert model.lines == 3
    assert model.index(0, 0).data() == "Zara · Zara\nC: Zara · D: Zara\nE: Zara"
    assert model.index(1, 0).data() == "\n\n"
