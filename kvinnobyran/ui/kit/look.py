"""The look in force: which tokens, and how large the text is. Set by ``style.apply``."""

from dataclasses import dataclass

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
