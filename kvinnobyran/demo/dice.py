"""Chance that repeats: every draw goes through ``random()``, whose sequence Python keeps."""

from collections.abc import Mapping, Sequence
from random import Random
from typing import TypeVar
from uuid import UUID

T = TypeVar("T")


class Dice:
    """Draws for one office."""

    def __init__(self, seed: int | str) -> None:
        self._seed = seed
        self._random = Random(seed)

    def apart(self, name: str) -> "Dice":
        """Return dice of their own for one subject: their draws shift nobody else's."""
        return Dice(f"{self._seed} {name}")

    def below(self, end: int) -> int:
        """Return a whole number from 0 up to, not including, ``end``."""
        return int(self._random.random() * end)

    def between(self, lowest: int, highest: int) -> int:
        """Return a whole number; both ends are possible."""
        return lowest + self.below(highest - lowest + 1)

    def chance(self, probability: float) -> bool:
        """Return true as often as the probability says (0 to 1)."""
        return self._random.random() < probability

    def one(self, values: Sequence[T]) -> T:
        """Return one of the values, all alike."""
        return values[self.below(len(values))]

    def weighed(self, weights: Mapping[T, float]) -> T:
        """Return one of the keys, as often as its weight says."""
        left = self._random.random() * sum(weights.values())
        for value, weight in weights.items():
            left -= weight
            if left < 0:
                return value
        return list(weights)[-1]

    def each(self, chances: Mapping[T, float]) -> tuple[T, ...]:
        """Return those keys whose own chance came up, in the order given."""
        return tuple(value for value, probability in chances.items() if self.chance(probability))

    def few(self, values: Sequence[T], count: int) -> tuple[T, ...]:
        """Return ``count`` different values in drawn order."""
        left = list(values)
        return tuple(left.pop(self.below(len(left))) for _ in range(min(count, len(left))))

    def new_id(self) -> str:
        """Return an identifier of the same form as ``uuid4().hex``."""
        return UUID(int=self._random.getrandbits(128), version=4).hex
