"""The symbol of each form of violence: one outline, drawn on the screen and on paper alike.

Plain shapes, told apart in black and white and at the size of a letter; the word stands beside
each of them always. They picture nothing: she may have the paper lying on her table.
"""

from math import cos, pi, sin
from typing import Final

from kvinnobyran.domain.violence import ViolenceForm

Outline = tuple[tuple[float, float], ...]
"""Corners in a square of side 1, y downwards."""


def _regular(corners: int, turn: float = 0.0, inner: float = 1.0) -> Outline:
    """Return a regular polygon, or a star whose inner corners lie at ``inner``."""
    around = corners * (1 if inner == 1.0 else 2)
    angles = [(turn - 0.25 + at / around) * 2 * pi for at in range(around)]
    radii = [0.5 if at % 2 == 0 else 0.5 * inner for at in range(around)]
    if inner == 1.0:
        radii = [0.5] * around
    return tuple(
        (round(0.5 + radius * cos(angle), 4), round(0.5 + radius * sin(angle), 4))
        for radius, angle in zip(radii, angles, strict=True)
    )


SHAPES: Final[dict[ViolenceForm, Outline]] = {
    ViolenceForm.PSYCHOLOGICAL: _regular(24),
    ViolenceForm.PHYSICAL: ((0.07, 0.07), (0.93, 0.07), (0.93, 0.93), (0.07, 0.93)),
    ViolenceForm.SEXUAL: _regular(4),
    ViolenceForm.MATERIAL: ((0.5, 0.03), (1.0, 0.93), (0.0, 0.93)),
    ViolenceForm.LATENT: ((0.0, 0.07), (1.0, 0.07), (0.5, 0.97)),
    ViolenceForm.ECONOMIC: (
        (0.34, 0.0), (0.66, 0.0), (0.66, 0.34), (1.0, 0.34), (1.0, 0.66), (0.66, 0.66),
        (0.66, 1.0), (0.34, 1.0), (0.34, 0.66), (0.0, 0.66), (0.0, 0.34), (0.34, 0.34),
    ),
    ViolenceForm.HONOUR: _regular(5, inner=0.45),
}  # fmt: skip
"""A disc, a square, a lozenge, a triangle up and one down, a cross and a star."""

HOLLOW: Final = frozenset({ViolenceForm.PSYCHOLOGICAL, ViolenceForm.LATENT})
"""Drawn as outlines: what is in the air rather than done."""
