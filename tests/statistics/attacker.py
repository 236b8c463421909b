"""A reader with patience: tries every way the withheld figures of a page can be filled in.

Written apart from the program's own search and proof: whole numbers, bounds and trying.
"""

from collections.abc import Iterable

from kvinnobyran.statistics.tables import Key, Table

MOST = 60
"""No withheld figure of the small test reports is larger."""

Rule = tuple[dict[Key, int], int, int]
"""Coefficients, and the least and the most that their sum can be."""

FAR = 10**6


class Attacker:
    """Knows every printed figure of the tables and how figures hang together."""

    def __init__(self, page: Iterable[Table]):
        self.tables = [table for table in page if table.persons or table.guard]
        self.domains: dict[Key, tuple[int, int]] = {}
        self.rules: list[Rule] = []
        for table in self.tables:
            self._read(table)
        by_id = {table.id: table for table in self.tables}
        for table in self.tables:
            if table.guard:
                for at in table.positions():
                    self._not_more(by_id[table.guard].key(at), table.key(at))
        for narrow in self.domains:
            for wide in self.domains:
                if narrow[0] == wide[0] and wide[1] < narrow[1]:
                    self._not_more(narrow, wide)

    def _read(self, table: Table) -> None:
        for cell in table.cells:
            key = table.key(cell.at)
            if cell.value is not None:
                self.domains[key] = (cell.value, cell.value)
            else:
                self.domains.setdefault(key, (0, MOST))
        for dimension, at, places in table.lines():
            whole = table.key(at)
            parts = dict.fromkeys((table.key(place) for place in places), 1)
            if not dimension.multiple:
                self.rules.append(({**parts, whole: -1}, 0, 0))
            elif dimension.covering:
                self.rules.append(({**parts, whole: -1}, 0, FAR))

    def _not_more(self, small: Key, large: Key) -> None:
        self.rules.append(({large: 1, small: -1}, 0, FAR))

    def possible(self, *more: Rule) -> bool:
        """Tell whether the page can be filled in so that these rules hold as well."""
        return _solve(dict(self.domains), [*self.rules, *more])

    def can_be(self, key: Key, least: int, most: int = FAR) -> bool:
        return self.possible(({key: 1}, least, most))

    def can_lie_outside(self, wide: Key, narrow: Key, least: int, most: int = FAR) -> bool:
        return self.possible(({wide: 1, narrow: -1}, least, most))


def _solve(domains: dict[Key, tuple[int, int]], rules: list[Rule]) -> bool:
    about: dict[Key, list[int]] = {}
    for number, (terms, _least, _most) in enumerate(rules):
        for key in terms:
            about.setdefault(key, []).append(number)
    return _try(domains, rules, about, range(len(rules)))


def _try(
    domains: dict[Key, tuple[int, int]],
    rules: list[Rule],
    about: dict[Key, list[int]],
    todo: Iterable[int],
) -> bool:
    if not _tighten(domains, rules, about, todo):
        return False
    open_keys = [key for key, (low, high) in domains.items() if low < high]
    if not open_keys:
        return True
    key = min(open_keys, key=lambda each: domains[each][1] - domains[each][0])
    low, high = domains[key]
    middle = (low + high) // 2
    return _try({**domains, key: (low, middle)}, rules, about, about.get(key, ())) or _try(
        {**domains, key: (middle + 1, high)}, rules, about, about.get(key, ())
    )


def _tighten(
    domains: dict[Key, tuple[int, int]],
    rules: list[Rule],
    about: dict[Key, list[int]],
    todo: Iterable[int],
) -> bool:
    """Narrow the bounds until nothing changes; False when nothing is left."""
    waiting = dict.fromkeys(todo)
    while waiting:
        number = next(iter(waiting))
        del waiting[number]
        terms, least, most = rules[number]
        low = sum(c * domains[k][0 if c > 0 else 1] for k, c in terms.items())
        high = sum(c * domains[k][1 if c > 0 else 0] for k, c in terms.items())
        if low > most or high < least:
            return False
        for key, sign in terms.items():
            old = domains[key]
            ends = old if sign > 0 else (-old[1], -old[0])
            floor, roof = least - (high - ends[1]), most - (low - ends[0])
            new = (floor, roof) if sign > 0 else (-roof, -floor)
            kept = (max(old[0], new[0]), min(old[1], new[1]))
            if kept[0] > kept[1]:
                return False
            if kept != old:
                domains[key] = kept
                waiting.update(dict.fromkeys(about[key]))
                break
    return True
