"""Where fonts, icons and the style sheet lie: ``resources/`` beside the package."""

import sys
from pathlib import Path

import kvinnobyran


def asset(*parts: str) -> Path:
    """Return the path of a shipped file, in the source tree and in a frozen program."""
    frozen = getattr(sys, "_MEIPASS", None)
    root = Path(frozen) if frozen else Path(kvinnobyran.__file__).resolve().parent.parent
    return root.joinpath("resources", *parts)
