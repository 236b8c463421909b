"""F6: from one part of the window to the next."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget


def first_focusable(pane: QWidget) -> QWidget | None:
    """Return what takes the focus in a pane: itself, what had it last, or the first that can."""
    if pane.focusPolicy() & Qt.FocusPolicy.TabFocus and _can(pane):
        return pane
    widget = pane.nextInFocusChain()
    while widget is not None and widget is not pane:
        if (
            pane.isAncestorOf(widget)
            and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
            and _can(widget)
        ):
            return widget
        widget = widget.nextInFocusChain()
    return None


def move(panes: Sequence[QWidget], by: int) -> QWidget | None:
    """Give the focus to the next (``by`` 1) or the previous pane; return what got it."""
    open_panes = [pane for pane in panes if pane.isVisible() and first_focusable(pane)]
    if not open_panes:
        return None
    focused = QApplication.focusWidget()
    here = next(
        (
            place
            for place, pane in enumerate(open_panes)
            if focused is not None and (pane is focused or pane.isAncestorOf(focused))
        ),
        -1 if by > 0 else 0,
    )
    target = first_focusable(open_panes[(here + by) % len(open_panes)])
    if target is not None:
        reason = Qt.FocusReason.TabFocusReason if by > 0 else Qt.FocusReason.BacktabFocusReason
        target.setFocus(reason)
    return target


def _can(widget: QWidget) -> bool:
    return widget.isVisible() and widget.isEnabled()
