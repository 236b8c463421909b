import re

import pytest
from PySide6.QtCore import QFile, QLocale
from PySide6.QtGui import QFont, QFontInfo, QFontMetrics, QPalette
from PySide6.QtWidgets import QApplication, QDialogButtonBox

from kvinnobyran.paths import resource
from kvinnobyran.ui.kit import fonts, icons, indicators, look, style
from kvinnobyran.ui.kit.buttons import Button
from kvinnobyran.ui.kit.editors import NumberEdit
from kvinnobyran.ui.kit.icons import Icon
from kvinnobyran.ui.kit.look import Look
from kvinnobyran.ui.kit.style import Theme
from kvinnobyran.ui.kit.tokens import DARK, HIGH_CONTRAST, LIGHT

SHEET = resource("style", "kit.qss").read_text("utf-8")
SCREEN = "abcdefghijklmnopqrstuvwxyzåäöéüABCDEFGHIJKLMNOPQRSTUVWXYZÅÄÖÉÜ0123456789 "
SCREEN += ".,:;!?…–—-−·•×%&/()[]”’'+→←↑↓≥≤½°§€\N{NO-BREAK SPACE}\N{NON-BREAKING HYPHEN}"


def test_letters_are_never_measured_in_pixels():
    assert not re.search(r"font-size\s*:\s*[^;]*px", SHEET)
    assert "pt" in style.sheet(look.current())


def test_the_sheet_names_no_colour_of_its_own():
    assert not re.search(r"#[0-9A-Fa-f]{3,8}\b", SHEET)


@pytest.mark.parametrize("theme", list(Theme))
@pytest.mark.parametrize("percent", [90, 100, 200])
def test_every_theme_and_size_can_be_put_on(dressed: QApplication, theme: Theme, percent: int):
    style.apply(dressed, theme, percent)
    assert look.current().percent == percent
    assert dressed.font().pointSizeF() == pytest.approx(10.5 * percent / 100, abs=0.01)
    assert "$" not in dressed.styleSheet()


@pytest.mark.parametrize(
    ("theme", "tokens"),
    [(Theme.LIGHT, LIGHT), (Theme.DARK, DARK), (Theme.HIGH_CONTRAST, HIGH_CONTRAST)],
)
def test_the_palette_is_the_themes(dressed: QApplication, theme: Theme, tokens):
    style.apply(dressed, theme, 100)
    palette = dressed.palette()
    assert palette.color(QPalette.ColorRole.Base).name().upper() == tokens.base
    assert palette.color(QPalette.ColorRole.Text).name().upper() == tokens.text


@pytest.mark.parametrize(("asked", "given"), [(10, 90), (90, 90), (250, 200)])
def test_the_size_is_held_within_bounds(dressed: QApplication, asked: int, given: int):
    style.apply(dressed, Theme.LIGHT, asked)
    assert look.current().percent == given


def test_the_steps_lead_up_and_down_again():
    size, seen = 90, [90]
    while (size := style.step(size, 1)) not in seen:
        seen.append(size)
    assert tuple(seen) == style.STEPS
    assert style.step(90, -1) == 90
    assert style.step(105, -1) == 100


def test_what_is_already_shown_follows_a_new_look(dressed: QApplication):
    number = NumberEdit(unit="minuter")
    button = Button("Spara", icon=Icon.SAVE)
    before, icon = number.width(), button.icon().cacheKey()
    style.apply(dressed, Theme.DARK, 200)
    assert number.width() > before * 1.5
    assert button.icon().cacheKey() != icon
    assert button.iconSize().height() >= 33


def test_inter_is_there_in_four_weights(dressed: QApplication):
    assert fonts.FAMILY in fonts.load()
    for weight in (400, 500, 600, 700):
        info = QFontInfo(fonts.font(12, QFont.Weight(weight)))
        assert info.family() == "Inter"
        assert info.weight() == weight


def test_no_sign_of_the_screen_is_missing_in_inter(dressed: QApplication):
    for weight in (400, 500, 600, 700):
        metrics = QFontMetrics(fonts.font(12, QFont.Weight(weight)))
        assert not [sign for sign in SCREEN if not metrics.inFontUcs4(ord(sign))]


def test_reportlab_takes_the_fonts():
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont

    for weight in fonts.WEIGHTS:
        file = resource("fonts", f"Inter-{weight}.ttf")
        pdfmetrics.registerFont(TTFont(f"Kit-{weight}", str(file)))
        assert pdfmetrics.stringWidth("Åäö", f"Kit-{weight}", 10) > 10


@pytest.mark.parametrize("icon", list(Icon))
def test_every_icon_takes_its_colour(dressed: QApplication, icon: Icon):
    drawing = icons.svg(icon, "#123456")
    assert b"#123456" in drawing
    assert b"currentColor" not in drawing
    image = icons.pixmap(icon, "danger", 96).toImage()
    colours = {
        image.pixelColor(x, y).name().upper()
        for x in range(96)
        for y in range(96)
        if image.pixelColor(x, y).alpha() == 255
    }
    assert LIGHT.danger in colours


def test_no_icon_is_shipped_that_nobody_uses():
    shipped = {file.stem for file in resource("icons").glob("*.svg")}
    assert shipped == {icon.value for icon in Icon}


def test_the_sheets_pictures_are_there(dressed: QApplication):
    for tokens, name in ((LIGHT, "light"), (DARK, "dark"), (HIGH_CONTRAST, "high")):
        folder = indicators.register(tokens, name)
        for picture in set(re.findall(r"\$pictures/([a-z-]+\.svg)", SHEET)):
            assert QFile(f"{folder}/{picture}").size() > 0, picture


def test_a_resource_reads_back_what_was_packed(dressed: QApplication):
    from PySide6.QtCore import QResource

    files = {f"file-{number}.txt": bytes([number]) * number for number in range(1, 20)}
    blob = indicators.packed(files)
    assert QResource.registerResourceData(blob, "/kit-test")
    for name, content in files.items():
        file = QFile(f":/kit-test/{name}")
        assert file.open(QFile.OpenModeFlag.ReadOnly)
        assert bytes(file.readAll().data()) == content
        file.close()
        del file
    QResource.unregisterResourceData(blob, "/kit-test")
    assert not QFile(":/kit-test/file-1.txt").exists()


def test_qt_speaks_swedish(dressed: QApplication):
    box = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
    assert box.buttons()[0].text() == "Avbryt"
    assert QLocale().name() == "sv_SE"
    assert QLocale().toString(1234.5, "f", 1) == "1\N{NO-BREAK SPACE}234,5"


def test_a_look_measures():
    assert Look(LIGHT, 200).px(18) == 36
    assert Look(LIGHT, 90).points(10) == 9.0


def test_the_systems_new_shade_is_taken_by_those_who_follow_it(
    dressed: QApplication, monkeypatch: pytest.MonkeyPatch
):
    style.apply(dressed, Theme.SYSTEM, 125)
    monkeypatch.setattr(style, "tokens_of", lambda theme, app: DARK)
    style._follow()
    assert look.current() == Look(DARK, 125)
    monkeypatch.undo()
    style.apply(dressed, Theme.LIGHT, 125)
    monkeypatch.setattr(style, "tokens_of", lambda theme, app: DARK)
    style._follow()
    assert look.current() == Look(LIGHT, 125), "who has chosen is left alone"


def test_those_who_paint_for_themselves_are_told(dressed: QApplication, qtbot):
    with qtbot.waitSignal(style.changed(), timeout=500):
        style.apply(dressed, Theme.DARK, 100)
