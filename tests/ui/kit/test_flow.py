"""A row that wraps: it holds no item of Qt's layouts, whatever is thrown away in it."""

import ast
from pathlib import Path

import pytest
import shiboken6
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

import kvinnobyran.ui
from kvinnobyran.ui.kit.flow import Flow
from tests.access.pages import settle

WIDE = 60


def block() -> QWidget:
    made = QWidget()
    made.setFixedSize(WIDE, 30)
    return made


@pytest.fixture
def room(qtbot):
    made = QWidget()
    column = QVBoxLayout(made)
    column.setContentsMargins(0, 0, 0, 0)
    made.resize(200, 300)
    qtbot.addWidget(made)
    return made


def placed(flow: Flow, *buttons: QWidget) -> list[tuple[int, int]]:
    settle(flow.window())
    return [(each.x(), each.y()) for each in buttons]


def test_what_has_no_room_goes_on_the_next_line(room):
    first, second, third = block(), block(), block()
    flow = Flow(first, second, third, gap=10)
    room.layout().addWidget(flow)
    room.show()
    assert placed(flow, first, second, third) == [(0, 0), (70, 0), (140, 0)]
    assert flow.heightForWidth(150) == 70
    room.resize(150, 300)
    assert placed(flow, first, second, third) == [(0, 0), (70, 0), (0, 40)]
    assert flow.height() >= 70


def test_what_is_hidden_takes_no_room_and_comes_back(room):
    first, second, third = block(), block(), block()
    second.hide()
    flow = Flow(first, second, gap=10)
    room.layout().addWidget(flow)
    room.show()
    flow.add(third)
    assert placed(flow, first, third) == [(0, 0), (70, 0)]
    assert third.isVisible()
    second.show()
    assert placed(flow, first, second, third) == [(0, 0), (70, 0), (140, 0)]


def test_what_grows_moves_what_comes_after_it(room):
    first, second = block(), block()
    flow = Flow(first, second, gap=10)
    room.layout().addWidget(flow)
    room.show()
    settle(flow.window())
    first.setFixedSize(120, 30)
    assert placed(flow, second) == [(130, 0)]


def test_what_changed_while_nobody_saw_it_is_laid_out_when_it_is_shown(room):
    first, second = block(), block()
    flow = Flow(first, second, gap=10)
    room.layout().addWidget(flow)
    first.setFixedSize(120, 30)
    room.show()
    assert placed(flow, second) == [(130, 0)]


def test_a_button_that_is_gone_is_not_asked_for_its_size(room):
    first, second = block(), block()
    flow = Flow(first, second, gap=10)
    room.layout().addWidget(flow)
    room.show()
    settle(flow.window())
    shiboken6.delete(first)
    assert placed(flow, second) == [(0, 0)]
    assert flow.sizeHint().width() == WIDE
    flow.clear()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert not shiboken6.isValid(second)
    assert flow.heightForWidth(100) == 0


def test_what_is_wider_than_a_line_is_narrowed_to_it(room):
    inner = Flow(block(), block(), gap=10)
    flow = Flow(inner, gap=10)
    room.layout().addWidget(flow)
    room.resize(100, 300)
    room.show()
    settle(flow.window())
    assert inner.width() == 100
    assert inner.height() == flow.heightForWidth(100) == 70


def test_no_layout_is_written_in_python():
    """Decision 0027: PySide may take the items of such a layout for deleted, and crash."""
    found = [
        f"{path.name}:{node.lineno}"
        for path in Path(kvinnobyran.ui.__path__[0]).rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.ClassDef)
        and any(ast.unparse(base).endswith(("Layout", "LayoutItem")) for base in node.bases)
    ]
    assert found == []
