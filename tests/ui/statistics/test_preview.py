"""The pages of a report stand in their places as soon as they are shown, whatever came before."""

import pytest
from PySide6.QtGui import QImage

from kvinnobyran.ui.statistics.preview import Preview
from kvinnobyran.ui.statistics.rendering import Background


def pages(number, width, height):
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(0xFFFFFF)
    return [image] * number


@pytest.mark.parametrize(("width", "height"), [(560, 400), (420, 900)])
def test_new_pages_are_whole_before_the_window_comes_to_rest(qtbot, width, height):
    preview = Preview(Background(), lambda _: None)
    qtbot.addWidget(preview)
    preview.resize(width, height)
    preview.show()
    for number, size in (
        (3, (400, 566)),
        (7, (380, 537)),
        (1, (400, 566)),
        (0, (1, 1)),
        (5, (300, 424)),
    ):
        preview.show_pages(pages(number, *size))
        below = 0
        for page in preview._pages:
            assert page.isVisible()
            assert (page.width(), page.height()) >= size
            assert page.y() >= below, "no page lies on another"
            below = page.geometry().bottom() + 1
        assert preview._ground.height() >= below
        before = [page.geometry() for page in preview._pages]
        qtbot.wait(1)
        assert [page.geometry() for page in preview._pages] == before, "and there they stay"
    preview._background.stop()
