"""The one file of colours, distances and sizes. Nothing else in the window names a colour.

Contrasts are held by ``tests/ui/kit/test_tokens.py``: text at least 4.5:1 on every ground
it is put on, edges and focus at least 3:1 (WCAG 2.2, 1.4.3 and 1.4.11).
"""

from typing import NamedTuple


class Tokens(NamedTuple):
    """One theme. All colours are ``#RRGGBB``."""

    dark: bool
    """Whether the grounds are dark (for what the system draws itself)."""

    window: str
    """The ground of the window."""
    base: str
    """The ground of cards, fields and lists."""
    side: str
    """The ground of the sidebar and the status bar."""
    text: str
    muted: str
    """Second voice: help, units, details."""
    disabled: str
    """What cannot be used now; exempt from contrast, yet readable."""
    line: str
    """Decorative lines between things that stand apart anyway."""
    border: str
    """The edge of something one can act on."""
    hover: str
    """The ground under the pointer."""

    accent: str
    on_accent: str
    accent_hover: str
    accent_down: str
    tint: str
    """The ground of what is chosen."""
    on_tint: str
    focus: str

    danger: str
    danger_tint: str
    warn: str
    warn_tint: str
    ok: str
    ok_tint: str
    info: str
    info_tint: str

    first: str
    first_tint: str
    """The first of two series: an apartment, a bar."""
    second: str
    second_tint: str


LIGHT = Tokens(
    dark=False,
    window="#F5F6F8",
    base="#FFFFFF",
    side="#ECEEF1",
    text="#1B1F24",
    muted="#59616B",
    disabled="#8A929C",
    line="#DFE3E8",
    border="#868E98",
    hover="#EEF1F4",
    accent="#0B6464",
    on_accent="#FFFFFF",
    accent_hover="#095353",
    accent_down="#074343",
    tint="#DCEFEE",
    on_tint="#0A4F4F",
    focus="#0B5FD0",
    danger="#A8201A",
    danger_tint="#FCEBEA",
    warn="#7A4B00",
    warn_tint="#FDF2DC",
    ok="#1E6B3A",
    ok_tint="#E4F4E9",
    info="#1D4F91",
    info_tint="#E6EFFB",
    first="#0B6464",
    first_tint="#DCEFEE",
    second="#6A3F8F",
    second_tint="#EFE4F7",
)

DARK = Tokens(
    dark=True,
    window="#15181C",
    base="#1D2126",
    side="#111316",
    text="#E9ECEF",
    muted="#A7B0BA",
    disabled="#6F7882",
    line="#2E343B",
    border="#77808B",
    hover="#272C33",
    accent="#6CCFC6",
    on_accent="#062422",
    accent_hover="#86DCD4",
    accent_down="#9FE6DF",
    tint="#123A38",
    on_tint="#A5E5DF",
    focus="#7FB2FF",
    danger="#FF9C94",
    danger_tint="#3A1D1B",
    warn="#F2C26B",
    warn_tint="#352711",
    ok="#83D6A0",
    ok_tint="#15301F",
    info="#9CC3FF",
    info_tint="#16283F",
    first="#6CCFC6",
    first_tint="#123A38",
    second="#C9A4EA",
    second_tint="#33234A",
)

HIGH_CONTRAST = Tokens(
    dark=True,
    window="#000000",
    base="#000000",
    side="#000000",
    text="#FFFFFF",
    muted="#F0F0F0",
    disabled="#A8A8A8",
    line="#FFFFFF",
    border="#FFFFFF",
    hover="#2B2B2B",
    accent="#FFE14D",
    on_accent="#000000",
    accent_hover="#FFF0A0",
    accent_down="#FFFFFF",
    tint="#3A3300",
    on_tint="#FFE14D",
    focus="#5CD6FF",
    danger="#FFB3AD",
    danger_tint="#330000",
    warn="#FFD27A",
    warn_tint="#2B1C00",
    ok="#9CF2B8",
    ok_tint="#002610",
    info="#A9D1FF",
    info_tint="#001A38",
    first="#FFE14D",
    first_tint="#3A3300",
    second="#E3C2FF",
    second_tint="#2B0F40",
)


class Space:
    """Distances in logical pixels."""

    XS = 4
    S = 8
    M = 12
    L = 16
    XL = 24
    XXL = 40


class Radius:
    """Corners in logical pixels."""

    FIELD = 6
    CARD = 10
    CHIP = 17


class Type:
    """Sizes of letters in points, at text size 100 %."""

    SMALL = 9.25
    BODY = 10.5
    LEAD = 11.5
    HEADING = 12.5
    TITLE = 19.0


class Size:
    """Measures in logical pixels at text size 100 %."""

    CONTROL = 36
    """The height of buttons and fields; no target is below 24 (WCAG 2.2, 2.5.8)."""
    ROW = 44
    ICON = 18
    FORM = 680
    """The width at which a form stops growing."""
    READING = 900
    """The width at which a page of cards or text stops growing."""
    WIDE = 1280


FOCUS_WIDTH = 2
"""The thickness of the focus ring in logical pixels."""


_KNEE = 0.04045
"""Where WCAG's curve of brightness stops being straight."""


def luminance(colour: str) -> float:
    """Return the relative luminance of ``#RRGGBB`` (WCAG 2.2), 0 to 1."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= _KNEE else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours, 1 to 21 (WCAG 2.2)."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)
