"""Every part, in every theme and at 200 %: named, not clipped, large enough to hit."""

from pathlib import Path

import pytest
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import (
    QApplication,
    QLabel,
    QPushButton,
    QScrollBar,
    QTabBar,
    QWidget,
)

from kvinnobyran.ui.kit import gallery, style
from kvinnobyran.ui.kit.style import Theme

from .walk import focusable, nameless

PARTS = pytest.mark.parametrize("part", list(gallery.PARTS))


def shown(app: QApplication, part: str, percent: int, width: int) -> QWidget:
    style.apply(app, Theme.LIGHT, percent)
    widget = gallery.PARTS[part]()
    widget.show()
    app.processEvents()
    tall = max(widget.heightForWidth(width), widget.minimumSizeHint().height())
    widget.resize(width, max(660, tall))
    for _ in range(3):
        app.processEvents()
    return widget


@PARTS
def test_everything_has_a_name(dressed: QApplication, part: str):
    assert nameless(shown(dressed, part, 100, 1000)) == []


@PARTS
@pytest.mark.parametrize("percent", [100, 200])
def test_nothing_is_clipped(dressed: QApplication, part: str, percent: int):
    widget = shown(dressed, part, percent, 1000)
    clipped = []
    for each in widget.findChildren(QWidget):
        if not each.isVisible() or each.objectName().startswith("qt_"):
            continue
        if isinstance(each, QLabel) and each.text():
            needs = (
                each.heightForWidth(each.width()) if each.wordWrap() else each.sizeHint().height()
            )
            width = max(
                QFontMetrics(each.font()).horizontalAdvance(word)
                for word in each.text().split() or [""]
            )
            if each.height() < needs or each.width() < width:
                clipped.append(f"text {each.text()!r}: {each.size()} needs {width} x {needs}")
        if isinstance(each, QPushButton):
            hint = each.minimumSizeHint()
            if each.width() < hint.width() or each.height() < hint.height():
                clipped.append(f"{type(each).__name__} {each.text()!r}: {each.size()} of {hint}")
    assert clipped == []


@PARTS
def test_what_can_be_hit_is_large_enough(dressed: QApplication, part: str):
    small = [
        f"{type(each).__name__} {each.accessibleName()!r} {each.size()}"
        for each in focusable(shown(dressed, part, 100, 1000))
        if not isinstance(each, QScrollBar | QTabBar) and min(each.width(), each.height()) < 24
    ]
    assert small == []


def test_it_makes_pictures(tmp_path: Path, dressed: QApplication):
    picture = gallery.show(dressed, "notices", Theme.DARK, 100, tmp_path)
    assert picture.stat().st_size > 2000
