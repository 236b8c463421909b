"""One window for all pages: to put it together takes longer than to look at it."""

from collections.abc import Iterator

import pytest
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication

from kvinnobyran.ui.kit import style, swedish
from kvinnobyran.ui.kit.style import Theme
from tests import withheld
from tests.access.pages import Window


@pytest.fixture(scope="module")
def window(qapp: QApplication, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Window]:
    """The window, in the light theme at 100 %."""
    swedish.install(qapp)
    style.apply(qapp, Theme.LIGHT, 100)
    QAccessible.setActive(True)
    with pytest.MonkeyPatch.context() as patch:
        withheld.once(patch)
        window = Window(tmp_path_factory.mktemp("access"))
        yield window
        window.close()
