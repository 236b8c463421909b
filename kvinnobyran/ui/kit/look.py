"""The look in force: which tokens, and how large the text is. Set by ``style.apply``."""

from collections.abc import Callable
from dataclasses import dataclass
from weakref import WeakMethod

from PySide6.QtCore import QObject
from shiboken6 import isValid

from kvinnobyran.ui.kit.tokens import LIGHT, Size, Tokens


@dataclass(frozen=True, slots=True)
class Look:
    """A theme and a text size. ``percent`` is 90 to 200."""

    tokens: Tokens
    percent: int

    def points(self, size: float) -> float:
        """Return a size of the type scale in points at the user's text size."""
        return round(size * self.percent / 100, 2)

    def px(self, measure: float) -> int:
        """Return a measure that should grow with the text, in logical pixels."""
        return round(measure * self.percent / 100)

    @property
    def icon(self) -> int:
        """Return the side of an icon in logical pixels."""
        return self.px(Size.ICON)

    def colour(self, tone: str) -> str:
        """Return a token by name, ``#RRGGBB``."""
        value: str = getattr(self.tokens, tone)
        return value


_current = [Look(LIGHT, 100)]


def current() -> Look:
    """Return the look in force; the light theme at 100 % before any was applied."""
    return _current[0]


def put(look: Look) -> None:
    """Put a look in force. Only ``style.apply`` calls this."""
    _current[0] = look


_followers: list[WeakMethod[Callable[[], None]]] = []


def follow(fit: Callable[[], None]) -> None:
    """Call a widget's own method now, and again whenever a new look is in force.

    For what the style sheet cannot say: a width in letters, a painted icon. Must be a bound
    method of a QObject; it is forgotten together with its widget.
    """
    _followers.append(WeakMethod(fit))
    fit()


def tell_followers() -> None:
    """Let everybody fit to the new look. Only ``style.apply`` calls this."""
    alive = []
    for reference in _followers:
        fit = reference()
        owner = getattr(fit, "__self__", None)
        if fit is not None and (not isinstance(owner, QObject) or isValid(owner)):
            alive.append(reference)
            fit()
    _followers[:] = alive
