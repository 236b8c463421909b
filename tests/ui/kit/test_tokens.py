"""Every pair of colours that meet can be told apart (experience.md 11, check 7)."""

import re

import pytest

from kvinnobyran.ui.kit.tokens import DARK, HIGH_CONTRAST, LIGHT, Tokens, contrast

THEMES = pytest.mark.parametrize(
    "tokens", [LIGHT, DARK, HIGH_CONTRAST], ids=["light", "dark", "high"]
)

TEXTS = [
    *[
        (text, ground)
        for text in ("text", "muted")
        for ground in ("base", "window", "side", "hover")
    ],
    *[("accent", ground) for ground in ("base", "window", "hover")],
    *[("on_accent", ground) for ground in ("accent", "accent_hover", "accent_down")],
    ("on_tint", "tint"),
    ("text", "tint"),
    *[
        (tone, ground)
        for tone in ("danger", "warn", "ok", "info")
        for ground in (f"{tone}_tint", "base", "window")
    ],
    *[("text", f"{tone}_tint") for tone in ("danger", "warn", "ok", "info", "first", "second")],
    ("base", "danger"),
    ("base", "text"),
    ("first", "first_tint"),
    ("second", "second_tint"),
]
EDGES = [
    *[("border", ground) for ground in ("base", "window")],
    *[("focus", ground) for ground in ("base", "window", "side", "tint", "hover")],
    *[(tone, ground) for tone in ("first", "second", "accent") for ground in ("base", "window")],
    *[("focus", f"{tone}_tint") for tone in ("danger", "warn", "ok", "info")],
]


@THEMES
@pytest.mark.parametrize(("text", "ground"), TEXTS)
def test_text_can_be_read(tokens: Tokens, text: str, ground: str):
    assert contrast(getattr(tokens, text), getattr(tokens, ground)) >= 4.5


@THEMES
@pytest.mark.parametrize(("edge", "ground"), EDGES)
def test_edges_and_focus_can_be_seen(tokens: Tokens, edge: str, ground: str):
    assert contrast(getattr(tokens, edge), getattr(tokens, ground)) >= 3.0


@THEMES
def test_the_gap_parts_the_ring_from_a_filled_button(tokens: Tokens):
    # On the button itself the ring is told by its gap, which meets the button's own colour.
    assert contrast(tokens.base, tokens.accent) >= 3.0


@THEMES
def test_every_colour_is_six_digits(tokens: Tokens):
    for name in Tokens._fields:
        if name != "dark":
            assert re.fullmatch(r"#[0-9A-F]{6}", getattr(tokens, name)), name


def test_contrast_is_that_of_wcag():
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21.0)
    assert contrast("#767676", "#FFFFFF") == pytest.approx(4.54, abs=0.01)
