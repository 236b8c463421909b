"""Finding another truth that would have been printed the same.

A withheld count is safe when complete alternative figures exist from which every printed
page would come out alike, among them one where the count is 0 and one where it is at least 4
(disclosure.md 3.1). Such a *witness* is built from the true figures by neutral moves: sets of
hidden unknowns that go one up or one down together so that every equation still holds.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from heapq import heappop, heappush
from typing import Final, TypeAlias

from kvinnobyran.statistics.reader import Riddle
from kvinnobyran.statistics.tables import SMALL

WIDTH: Final = SMALL - 1
"""How far a withheld count must be able to reach (disclosure.md 3.3)."""

_STEP: Final = 0.25
"""What one more unknown in a move costs, so that short moves come first."""

_PATIENCE: Final = 6_000
"""How many half-made moves are tried before a search gives up."""

Move: TypeAlias = dict[int, int]
Figures: TypeAlias = tuple[int, ...]


@dataclass(slots=True)
class Certificate:
    """The witnesses found so far: complete alternative values of all unknowns."""

    riddle: Riddle
    witnesses: list[Figures] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Take the truth as the first witness: it shows that the true value is possible."""
        self.witnesses.append(tuple(each.value for each in self.riddle.unknowns))

    def covers(self, place: int) -> bool:
        """Tell whether this unknown can be 0, and can be at least four."""
        seen = [figures[place] for figures in self.witnesses]
        return min(seen) == 0 and max(seen) >= WIDTH

    def extend(self, place: int) -> bool:
        """Find what is missing for this unknown, hiding more where it must.

        Return False when no witness was found; what was hidden on the way stays hidden.
        """
        for sign, goal in ((-1, 0), (1, WIDTH)):
            if not any((goal - figures[place]) * sign <= 0 for figures in self.witnesses):
                found = self._walk(place, sign, goal)
                if found is None:
                    return False
                self.witnesses.append(found)
        return True

    def _walk(self, place: int, sign: int, goal: int) -> Figures | None:
        """Go from the truth to the goal by neutral moves, or return None."""
        figures = list(self.witnesses[0])
        while (goal - figures[place]) * sign > 0:
            move = _cheapest_move(self.riddle, figures, place, sign)
            if move is None:
                return None
            for each in move:
                self.riddle.unknowns[each].hidden = True
            for _again in range(_times(figures, move, abs(goal - figures[place]))):
                for each, change in move.items():
                    figures[each] += change
        return tuple(figures)


def _times(figures: list[int], move: Move, wanted: int) -> int:
    """Return how often a move can be made before a count would fall below nothing."""
    return min([wanted, *(figures[each] for each, change in move.items() if change < 0)])


def _cheapest_move(riddle: Riddle, figures: list[int], place: int, sign: int) -> Move | None:
    """Return a neutral move that changes this unknown by ``sign``, hiding as little as it can.

    Best first: what has to be hidden, how many unknowns take part, and how many equations
    are still broken. A printed unknown may take part, at the price of hiding it.
    """
    start: Move = {place: sign}
    queue: list[tuple[float, int, float, Move]] = [(0.0, 0, 0.0, start)]
    seen = {frozenset(start.items())}
    for number in range(1, _PATIENCE):
        if not queue:
            return None
        _guess, _number, paid, move = heappop(queue)
        broken = _broken(riddle, move)
        if not broken:
            return move
        for each, change in _repairs(riddle, figures, move, broken):
            longer = {**move, each: change}
            name = frozenset(longer.items())
            if name not in seen:
                seen.add(name)
                unknown = riddle.unknowns[each]
                price = paid + _STEP + (0.0 if unknown.hidden else unknown.cost)
                guess = price + _STEP * len(_broken(riddle, longer))
                heappush(queue, (guess, number * len(riddle.unknowns) + each, price, longer))
    return None


def _broken(riddle: Riddle, move: Move) -> dict[int, int]:
    """Return the equations that a move breaks, with what each is off by."""
    off: dict[int, int] = {}
    for number in {each for place in move for each in riddle.touching.get(place, ())}:
        by = sum(sign * move.get(place, 0) for place, sign in riddle.equations[number].terms)
        if by:
            off[number] = by
    return off


def _repairs(
    riddle: Riddle, figures: list[int], move: Move, broken: dict[int, int]
) -> Iterable[tuple[int, int]]:
    """Yield the unknowns that mend one broken equation: the one with the fewest ways."""
    ways = []
    for number in sorted(broken):
        by = 1 if broken[number] > 0 else -1
        ways.append(
            [
                (place, -sign * by)
                for place, sign in riddle.equations[number].terms
                if place not in move and figures[place] - sign * by >= 0
            ]
        )
    return min(ways, key=len)


def rest_is_small(riddle: Riddle, number: int) -> bool:
    """Tell whether what is left for the hidden parts of a printed total is small."""
    (whole, _one), *parts = riddle.equations[number].terms
    if not riddle.equations[number].rest or riddle.unknowns[whole].hidden:
        return False
    hidden = [riddle.unknowns[part].value for part, _sign in parts if riddle.unknowns[part].hidden]
    return bool(hidden) and sum(hidden) < SMALL


def mend_rest(riddle: Riddle, number: int) -> None:
    """Hide the cheapest printed part, or the total itself when every part is hidden."""
    (whole, _one), *parts = riddle.equations[number].terms
    shown = [riddle.unknowns[part] for part, _sign in parts if not riddle.unknowns[part].hidden]
    cheapest = min(shown, key=lambda each: each.cost, default=riddle.unknowns[whole])
    cheapest.hidden = True
