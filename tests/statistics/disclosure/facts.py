"""What a reader knows of some pages, in the input format of the attacker (sdc-attack/1).

The unknowns are how many women there are of each kind: one for every combination of the
categories, of the forms each woman has or has not, and of the periods she came in.
"""

from itertools import product

from kvinnobyran.statistics.disclosure.cells import WOMEN


def case(frame, register, pages, counts, name="case"):
    """Write the case: printed figures as facts, and every count that must be kept."""
    grid = _grid(frame)
    facts = {}
    for page in pages:
        for key, value in page.items():
            assert key.unit == WOMEN
            if value is not None:
                facts[key] = {"kind": "count", "cells": _terms(frame, grid, [key]), "value": value}
    everybody = {"kind": "count", "cells": dict.fromkeys(grid, 1), "value": len(register)}
    known = [] if frame.returning else [everybody]
    return {
        "format": "sdc-attack/1",
        "id": name,
        "cells": {cell: {} for cell in grid},
        "facts": [*facts.values(), *known],
        "protected": [
            {
                "id": str(number),
                "cells": _terms(frame, grid, count.plus, count.minus),
                "must_allow_zero": True,
            }
            for number, count in enumerate(counts)
        ],
    }


def _grid(frame):
    """Every kind of woman that can be, by name, with her pairs and periods."""
    ways = []
    for variable in frame.variables:
        pairs = [(variable.name, category) for category in variable.categories]
        if variable.multiple:
            ways += [[frozenset({pair}), frozenset()] for pair in pairs]
        else:
            ways.append([frozenset({pair}) for pair in pairs])
    come = [
        frozenset(name for name, here in zip(frame.periods, each, strict=True) if here)
        for each in product((True, False), repeat=len(frame.periods))
    ]
    come = [each for each in come if each and (frame.returning or len(each) == 1)]
    kinds = product(product(*ways), come)
    return {
        f"k{number}": (frozenset().union(*pairs), periods)
        for number, (pairs, periods) in enumerate(kinds)
        if not any(bad <= frozenset().union(*pairs) for bad in frame.impossible)
    }


def _terms(frame, grid, plus, minus=()):
    terms = {}
    for keys, sign in ((plus, 1), (minus, -1)):
        for key in keys:
            clauses = frame.clauses(key)
            for cell, (pairs, periods) in grid.items():
                if periods & key.periods and all(pairs & clause for clause in clauses):
                    terms[cell] = terms.get(cell, 0) + sign
    return {cell: factor for cell, factor in terms.items() if factor}
