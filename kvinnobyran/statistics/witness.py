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

_PATIENCE: Final = 20_000
"""How many half-made moves are tried before a search gives up."""

_HURRY: Final = 0.5
"""What an equation that is off by one counts for, so that half-made moves get finished."""

Move: TypeAlias = dict[int, int]
"""Places with their changes; also equations with what they are off by."""

_HalfMade: TypeAlias = tuple[float, int, float, Move, Move]
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
            for _again in range(_times(figures, move, place, abs(goal - figures[place]))):
                for each, change in move.items():
                    figures[each] += change
        return tuple(figures)


def _times(figures: list[int], move: Move, place: int, wanted: int) -> int:
    """Return how often a move can be made before the goal or before a count would run out."""
    falling = [figures[each] // -change for each, change in move.items() if change < 0]
    return min([-(-wanted // abs(move[place])), *falling])


def _cheapest_move(riddle: Riddle, figures: list[int], place: int, sign: int) -> Move | None:
    """Return a neutral move that changes this unknown by ``sign``, hiding as little as it can.

    Best first: what has to be hidden, how many unknowns take part, and how far the equations
    are from holding. A printed unknown may take part, at the price of hiding it.
    """
    queue: list[_HalfMade] = [
        (0.0, 0, 0.0, {place: sign}, _broken_by(riddle, {}, place, sign)),
    ]
    made = 0
    while queue and made < _PATIENCE:
        _guess, _order, paid, move, broken = heappop(queue)
        if not broken:
            return move
        for each, change in _repairs(riddle, figures, move, broken):
            made += 1
            unknown = riddle.unknowns[each]
            price = paid + _STEP + (0.0 if unknown.hidden or each in move else unknown.cost)
            longer = {**move, each: move.get(each, 0) + change}
            left = _broken_by(riddle, broken, each, change)
            guess = price + _HURRY * sum(map(abs, left.values()))
            heappush(queue, (guess, made, price, longer, left))
    return None


def _broken_by(riddle: Riddle, broken: Move, place: int, change: int) -> Move:
    """Return which equations are off, and by how much, after one more change."""
    off = dict(broken)
    for number, sign in riddle.touching.get(place, ()):
        off[number] = off.get(number, 0) + sign * change
        if not off[number]:
            del off[number]
    return off


def _repairs(
    riddle: Riddle, figures: list[int], move: Move, broken: Move
) -> Iterable[tuple[int, int]]:
    """Yield the changes that mend one broken equation: the one with the fewest ways."""
    ways: list[list[tuple[int, int]]] = []
    for number in sorted(broken):
        by = 1 if broken[number] > 0 else -1
        ways.append(
            [
                (place, -sign * by)
                for place, sign in riddle.equations[number].terms
                if move.get(place, 0) * -sign * by >= 0
                and figures[place] + move.get(place, 0) - sign * by >= 0
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


def is_lonely(riddle: Riddle, number: int) -> bool:
    """Tell whether one figure of a printed sum is hidden alone: subtraction gives it back."""
    equation = riddle.equations[number]
    hidden = [place for place, _sign in equation.terms if riddle.unknowns[place].hidden]
    return equation.rest and len(hidden) == 1


def keep_company(riddle: Riddle, number: int) -> None:
    """Hide the cheapest other figure of the sum too."""
    others = [riddle.unknowns[place] for place, _sign in riddle.equations[number].terms]
    shown = [each for each in others if not each.hidden]
    min(shown, key=lambda each: each.cost).hidden = True
