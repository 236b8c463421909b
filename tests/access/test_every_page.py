"""What holds on every page (experience.md 11: 2, 4, 9, 11, 12, 22, 24, 25), in this process."""

import re
from collections.abc import Iterator
from itertools import islice

import pytest
from PySide6.QtCore import QMargins, QPoint, QRect, Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QScrollArea,
    QWidget,
)

from kvinnobyran.ui.case.page import CasePage
from kvinnobyran.ui.kit.buttons import Button, Kind
from kvinnobyran.ui.kit.card import CardRow
from kvinnobyran.ui.kit.sheet import Sheet
from kvinnobyran.ui.kit.style import Theme
from kvinnobyran.ui.photographed_sheets import show_sheets
from kvinnobyran.ui.window.unlocked import TITLE
from tests.access.pages import NAMES, Window, settle, shown_parts
from tests.ui.kit.walk import focusable, name, nameless

# One worker shows all pages in one window.
pytestmark = [pytest.mark.unmeasured, pytest.mark.xdist_group("pages")]
ENGLISH = re.compile(
    r"\b(Error|null|None|Traceback|Exception|undefined|True|False|OK|Ok|Cancel|Close|Save|Delete|"
    r"Yes|No|Search|Settings|Undo|Redo|Copy|Paste|Open|Print|Help|Next|Back|Case|Note|Today|The|"
    r"and|with|your|not)\b"
)
MOST_STOPS = 120
MOST_PANES = 4
SMALLEST_TARGET = 24
_AIR = QMargins(2, 2, 2, 2)


@pytest.fixture(params=NAMES)
def page(request: pytest.FixtureRequest, window: Window) -> QWidget:
    """Each page in turn."""
    window.wear(Theme.LIGHT, 100)
    return window.show(request.param)


def test_what_holds_on_every_page(page: QWidget, window: Window) -> None:
    """All of it in one test: to show a page costs more than to look at it."""
    assert nameless(window.frame) == []
    assert list(stays_out_of_reach(window, page)) == []
    assert list(too_small(page)) == []
    assert list(foreign(window.frame)) == []
    assert list(missing_signs(page)) == []
    assert window.frame.windowTitle() == TITLE
    assert len(primary(page)) <= 1, [button.text() for button in primary(page)]
    assert list(panes_without_f6(window)) == []


def panes_without_f6(window: Window) -> Iterator[str]:
    """Name the panes that F6 does not come to in four presses."""
    seen = []
    for _ in range(MOST_PANES):
        QTest.keyClick(focus_of(window), Qt.Key.Key_F6)
        seen.append(QApplication.focusWidget())
    panes = [pane for pane in window.frame.panes() if pane.isVisible() and has_stop(pane)]
    for pane in panes:
        if not any(at is not None and (at is pane or pane.isAncestorOf(at)) for at in seen):
            yield f"F6 never comes to {name(pane)!r}"


# A sheet takes two seconds to show at 200 %, and there are a hundred: those are looked at by
# `make faults`, every page by every run.
AT_200 = [
    pytest.param(each, marks=pytest.mark.faults) if each.startswith("sheet-") else each
    for each in NAMES
]


@pytest.mark.parametrize("place", AT_200)
def test_nothing_is_cut_off_at_200_percent_on_a_small_screen(place: str, window: Window) -> None:
    window.wear(Theme.LIGHT, 200)
    page = window.show(place)
    settle(window.frame)
    assert list(cut_off(page)) == []
    for button in (each.buttons[-1] for each in page.findChildren(Sheet) if each.isVisible()):
        assert button.visibleRegion().boundingRect() == button.rect(), "the way to save is in sight"
    least = window.frame.minimumSizeHint()
    assert least.width() <= 1280
    assert least.height() <= 700


@pytest.mark.parametrize("theme", [Theme.DARK, Theme.HIGH_CONTRAST, Theme.LIGHT])
def test_the_focus_can_be_seen_in_every_theme(theme: Theme, window: Window) -> None:
    window.wear(theme, 100)
    page = window.show("sheet-session")
    stops = [stop for stop in focusable(page) if stop.isVisible() and is_stop(stop)]
    assert stops
    for stop in (*stops, window.frame.sidebar.buttons[0]):
        stop.setFocus(Qt.FocusReason.TabFocusReason)
        settle(window.frame)
        with_it = stop.grab().toImage()
        stop.clearFocus()
        without = stop.grab().toImage()
        assert with_it != without, f"{name(stop)!r} looks the same with the focus"


# --- what is looked for -----------------------------------------------------------------------


def stays_out_of_reach(window: Window, page: QWidget) -> Iterator[str]:
    """Name the stops that Tab does not come to, once round the window from the page's first."""
    everywhere = [*focusable(page), *focusable(window.frame)]
    first = next(stop for stop in everywhere if is_stop(stop))
    first.setFocus(Qt.FocusReason.TabFocusReason)
    start = QApplication.focusWidget()
    been: list[QWidget] = []
    for _ in range(MOST_STOPS):
        at = QApplication.focusWidget()
        if at is None:
            yield "the focus is nowhere"
            return
        if been and at is start:
            break
        been.append(at)
        QTest.keyClick(at, Qt.Key.Key_Tab)
    else:
        yield f"Tab is caught at {name(been[-1])!r}"
    # Asked afterwards: of a group of which one is chosen, Tab comes to one, and arrows to the rest.
    for stop in {stop for stop in focusable(window.frame) if is_stop(stop)} - set(been):
        yield f"Tab never comes to {type(stop).__name__} {name(stop)!r}"
    for at in {each for each in been if been.count(each) > 1}:
        yield f"Tab comes twice to {name(at)!r}"


def is_stop(part: QWidget) -> bool:
    """Tell whether Tab is to stop here."""
    return bool(part.focusPolicy() & Qt.FocusPolicy.TabFocus) and part.isVisible()


def has_stop(pane: QWidget) -> bool:
    """Tell whether there is anything to come to in a pane."""
    return any(is_stop(part) and part.isEnabled() for part in (pane, *pane.findChildren(QWidget)))


def focus_of(window: Window) -> QWidget:
    """Return what has the focus, or the window."""
    return QApplication.focusWidget() or window.frame


def too_small(page: QWidget) -> Iterator[str]:
    """Name what is too small to be hit (WCAG 2.2, 2.5.8)."""
    for part in shown_parts(page):
        target = isinstance(part, QAbstractButton | QComboBox | QLineEdit | CardRow)
        if target and part.isEnabled() and min(part.width(), part.height()) < SMALLEST_TARGET:
            yield f"{type(part).__name__} {name(part)!r} {part.width()}x{part.height()}"


def texts(root: QWidget) -> Iterator[tuple[QWidget, str]]:
    """Yield every text that is the program's own: not what somebody has typed."""
    for part in shown_parts(root):
        if isinstance(part, QLabel | QAbstractButton):
            yield part, part.text()
        if isinstance(part, QLineEdit):
            yield part, part.placeholderText()
        if isinstance(part, QComboBox):
            for at in range(part.count()):
                yield part, part.itemText(at)
        for said in (part.toolTip(), part.accessibleName(), part.accessibleDescription()):
            yield part, said


def foreign(root: QWidget) -> Iterator[str]:
    """Yield the texts with a word that is not Swedish, or that only a programmer says."""
    for _part, text in texts(root):
        if ENGLISH.search(re.sub(r"Page (Up|Down)", "", text)):
            yield text


def missing_signs(page: QWidget) -> Iterator[str]:
    """Yield the signs that the font of a part cannot show."""
    for part, text in texts(page):
        metrics = QFontMetrics(part.font())
        for sign in set(text) - {"\n", "\t"}:
            if not metrics.inFontUcs4(ord(sign)):
                yield f"{sign!r} in {text!r}"


def primary(page: QWidget) -> list[Button]:
    """Return the main things to do on a page: there is to be one at most."""
    return [
        part
        for part in shown_parts(page)
        if isinstance(part, Button)
        and part.property("kind") == Kind.PRIMARY.value
        and not hidden_behind_scroll(part)
    ]


def hidden_behind_scroll(part: QWidget) -> bool:
    """Tell whether nothing of a part can be seen now."""
    return part.visibleRegion().isEmpty()


def cut_off(page: QWidget) -> Iterator[str]:
    """Yield what is smaller than its words need, or lies outside what holds it."""
    for part in shown_parts(page):
        # The words of a row are labels of their own.
        if isinstance(part, CardRow) or not isinstance(
            part, QLabel | QAbstractButton | QLineEdit | QComboBox
        ):
            continue
        text = part.text() if isinstance(part, QLabel | QAbstractButton) else ""
        if isinstance(part, QLabel) and not text:
            continue
        needs = part.minimumSizeHint()
        if isinstance(part, QLabel) and part.wordWrap():
            enough = part.height() >= part.heightForWidth(part.width()) - 2
        else:
            # The style asks for a little more air than a line needs.
            enough = part.size().grownBy(_AIR) == part.size().grownBy(_AIR).expandedTo(needs)
        if not enough:
            yield (
                f"{type(part).__name__} {text or name(part)!r} has {part.width()}x{part.height()}"
                f" and needs {needs.width()}x{needs.height()}"
            )
        elif outside(part):
            yield f"{type(part).__name__} {text or name(part)!r} lies outside what holds it"


def outside(part: QWidget) -> bool:
    """Tell whether a part sticks out of what holds it, where one cannot scroll to it."""
    room = QRect(QPoint(0, 0), part.size())
    here: QWidget = part
    holder = here.parentWidget()
    while holder is not None and not here.isWindow():
        room.translate(here.pos())
        area = holder.parentWidget()
        if isinstance(area, QAbstractScrollArea) and area.viewport() is holder:
            scrolls_sideways = (
                isinstance(area, QScrollArea)
                and area.horizontalScrollBarPolicy() != Qt.ScrollBarPolicy.ScrollBarAlwaysOff
            )
            return not scrolls_sideways and (room.left() < -1 or room.right() > holder.width() + 1)
        if not holder.rect().adjusted(-2, -2, 2, 2).contains(room):
            return True
        here, holder = holder, holder.parentWidget()
    return False


def test_every_sheet_comes_up_for_its_picture(window: Window) -> None:
    window.wear(Theme.LIGHT, 100)
    names = []
    for name_ in islice(show_sheets(window.frame, window.database), 4):
        page = window.page
        assert isinstance(page, CasePage)
        assert page._sheet is not None
        assert page._sheet.kind == name_[3:].removesuffix("-new")
        names.append(name_)
    assert names[:2] == ["01-task-new", "01-task"]
