"""One window for all pages: a fictitious office takes two seconds to build."""

from collections.abc import Iterator

import pytest
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication

from kvinnobyran.ui.kit import style, swedish
from kvinnobyran.ui.kit.style import Theme
from tests.access.pages import Window


@pytest.fixture(scope="module")
def window(qapp: QApplication, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Window]:
    """The window, in the light theme at 100 %."""
    swedish.install(qapp)
    style.apply(qapp, Theme.LIGHT, 100)
    QAccessible.setActive(True)
    window = Window(tmp_path_factory.mktemp("access") / "office")
    yield window
    window.close()
