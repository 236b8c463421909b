"""What a reader of published facts can know of counts that were kept back (disclosure.md 3.4).

Reports that were made by hand before the program, and percentages, means, rounded figures and
bars drawn to scale, are facts too: sums of unknown whole numbers between two bounds. The audit
gives, for each protected count, its exact range and a verdict; what it cannot decide is not
safe. Written apart from the method and from the verifier of proofs.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor, lcm
from typing import Any, Final, NamedTuple

from kvinnobyran.statistics.disclosure.whole import Bound, Row, UndecidedError, Whole, tightened

FAR: Final = 1_000_000
"""A count that can be this large has no upper bound."""

SEEN: Final = 64
"""In a wider range than this the single values are not counted."""


class FactError(ValueError):
    """A fact that says nothing that can be understood."""


class Finding(NamedTuple):
    """What is known of one protected count: its range, None for no bound, and the verdict.

    ``exact``, ``pinned_small`` (surely few, but somebody), ``narrow``, ``existence`` (surely
    somebody) or ``safe``.
    """

    low: int
    high: Bound
    verdict: str


_UNDECIDED: Final = Finding(0, None, "narrow")
"""Of a count that takes too many tries to know: as bad as known."""


@dataclass(frozen=True, slots=True)
class Audit:
    """Whether the facts can be true together, and what each protected count is known to be."""

    feasible: bool
    findings: Mapping[str, Finding]

    @property
    def recoverable(self) -> bool:
        """Tell whether some count that was kept back is not safe."""
        return any(each.verdict != "safe" for each in self.findings.values())


def audit(case: Mapping[str, Any]) -> Audit:
    """Audit published facts, in the form of ``sdc-attack/1``.

    Raises :class:`FactError` for what it does not understand.
    """
    cells = _cells(case.get("cells", {}))
    names = {name: place for place, name in enumerate(cells)}
    rows = [
        row
        for fact in (*case.get("facts", ()), *case.get("assume", ()))
        for row in _rows(fact, names)
    ]
    asked = [*case.get("protected", ())]
    sums = [_row(_expression(each["cells"], names), None, None) for each in asked]
    ids = [str(each.get("id", place)) for place, each in enumerate(asked)]
    try:
        whole = Whole(cells.values(), rows, sums)
    except UndecidedError:
        return Audit(feasible=True, findings=dict.fromkeys(ids, _UNDECIDED))
    if not whole.possible:
        return Audit(feasible=False, findings={})
    rules = case.get("rules") or {}
    return Audit(
        feasible=True,
        findings={
            id_: _finding(whole, place, {**rules, **each})
            for place, (id_, each) in enumerate(zip(ids, asked, strict=True))
        },
    )


def _finding(whole: Whole, place: int, rules: Mapping[str, Any]) -> Finding:
    """Return what is known of one count."""
    threshold = rules.get("threshold") or 5
    width = rules.get("min_width")
    width = threshold - 1 if width is None else width
    try:
        low, high = whole.range(place, FAR)
        verdict = "safe"
        if low == high:
            verdict = "exact"
        elif high is not None and low >= 1 and high < threshold:
            verdict = "pinned_small"
        elif high is not None and (
            high - low < width or not _has_values(whole, place, low, high, rules)
        ):
            verdict = "narrow"
        elif rules.get("must_allow_zero") and low > 0:
            verdict = "existence"
    except UndecidedError:
        return _UNDECIDED
    return Finding(low, high, verdict)


def _has_values(whole: Whole, place: int, low: int, high: int, rules: Mapping[str, Any]) -> bool:
    """Tell whether a range has enough possible values in it: it can have holes."""
    wanted = rules.get("min_values") or 3
    if high - low > (rules.get("max_enum") or SEEN):
        return True
    found = 2
    for value in range(low + 1, high):
        if found >= wanted:
            break
        found += whole.can_be(place, value)
    return found >= wanted


def _cells(given: Any) -> dict[str, tuple[Bound, Bound]]:  # noqa: ANN401 - JSON of three forms
    """Return the unknowns with their bounds."""
    if isinstance(given, list):
        return dict.fromkeys(given, (0, None))
    if "grid" not in given:
        return {name: _bounds(each, (0, None)) for name, each in given.items()}
    usual = _bounds(given, (0, None))
    found: dict[str, tuple[Bound, Bound]] = {"": usual}
    for parts in given["grid"]:
        found = {f"{name}|{part}" if name else part: usual for name in found for part in parts}
    return found | {name: _bounds(each, (0, None)) for name, each in given.get("extra", {}).items()}


def _bounds(given: Mapping[str, Any], usual: tuple[Bound, Bound]) -> tuple[Bound, Bound]:
    low, high = given.get("lb", usual[0]), given.get("ub", usual[1])
    return (
        None if low is None else ceil(Fraction(str(low))),
        None if high is None else floor(Fraction(str(high))),
    )


_Expression = dict[int, Fraction]


def _expression(given: Any, names: Mapping[str, int]) -> _Expression:  # noqa: ANN401 - JSON of three forms
    """Return a sum of unknowns. Raises :class:`FactError` for a name that fits none."""
    if isinstance(given, str):
        given = [given]
    pairs = given.items() if isinstance(given, Mapping) else ((name, 1) for name in given)
    found: _Expression = {}
    for name, factor in pairs:
        for place in _matching(name, names):
            found[place] = found.get(place, Fraction(0)) + Fraction(str(factor))
    return found


def _matching(pattern: str, names: Mapping[str, int]) -> list[int]:
    if pattern in names:
        return [names[pattern]]
    parts = [part.split("/") for part in pattern.split("|")]
    found = [
        place
        for name, place in names.items()
        if len(own := name.split("|")) == len(parts)
        and all(each in wanted or wanted == ["*"] for each, wanted in zip(own, parts, strict=True))
    ]
    if not found:
        raise FactError(pattern)
    return found


def _rows(fact: Mapping[str, Any], names: Mapping[str, int]) -> Iterator[Row]:
    """Yield what a fact says, in whole numbers."""
    kind = fact.get("kind", "count")
    if kind in {"percent", "mean", "ratio"}:
        yield from _quotient(fact, names)
        return
    terms = _expression(fact["cells"], names)
    if kind == "count":
        value = Fraction(str(fact["value"]))
        yield _row(terms, value, value)
    elif kind in {"range", "suppressed"}:
        yield _row(
            terms,
            _number(fact.get("lo")),
            _number(fact.get("hi")),
            low_open=bool(fact.get("lo_open")),
            high_open=bool(fact.get("hi_open")),
        )
    elif kind == "rounded":
        yield _rounded(fact, terms)
    else:
        raise FactError(kind)


def _number(given: object) -> Fraction | None:
    return None if given is None else Fraction(str(given))


def _rounded(fact: Mapping[str, Any], terms: _Expression) -> Row:
    value, base = Fraction(str(fact["value"])), Fraction(str(fact["base"]))
    mode = fact.get("mode", "nearest")
    if mode == "nearest":
        return _row(
            terms,
            value - base / 2,
            value + base / 2,
            low_open=fact.get("tie") == "down",
            high_open=fact.get("tie") == "up",
        )
    spread = {
        "random": (base - 1, base - 1),
        "controlled": (base - 1, base - 1),
        "up": (base - 1, Fraction(0)),
        "down": (Fraction(0), base - 1),
    }
    if mode not in spread:
        raise FactError(mode)
    below, above = spread[mode]
    return _row(terms, value - below, value + above)


def _quotient(fact: Mapping[str, Any], names: Mapping[str, int]) -> Iterator[Row]:
    """Yield what a printed percentage or mean says of what it was made from."""
    over, under = _expression(fact["num"], names), _expression(fact["den"], names)
    scale = Fraction(str(fact.get("scale", 100 if fact["kind"] == "percent" else 1)))
    printed = str(fact["value"])
    value = Fraction(printed)
    decimals = len(printed.partition(".")[2])
    half = fact.get("half_width")
    half = Fraction(1, 2 * 10**decimals) if half is None else Fraction(str(half))
    yield _row(under, Fraction(1), None)
    for limit, sign in ((value - half, 1), (value + half, -1)):
        terms = {place: sign * scale * factor for place, factor in over.items()}
        for place, factor in under.items():
            terms[place] = terms.get(place, Fraction(0)) - sign * limit * factor
        yield _row(terms, Fraction(0), None, low_open=sign < 0 and bool(fact.get("hi_open")))


def _row(
    terms: _Expression,
    low: Fraction | None,
    high: Fraction | None,
    *,
    low_open: bool = False,
    high_open: bool = False,
) -> Row:
    """Return a row in whole numbers: bounds are rounded inwards, open ends closed."""
    times = lcm(*(factor.denominator for factor in terms.values()))
    whole = {place: int(factor * times) for place, factor in terms.items() if factor}
    lowest = None if low is None else ceil(low * times)
    highest = None if high is None else floor(high * times)
    if low is not None and lowest is not None and low_open and lowest == low * times:
        lowest += 1
    if high is not None and highest is not None and high_open and highest == high * times:
        highest -= 1
    return tightened(whole, lowest, highest)


__all__ = ["Audit", "FactError", "Finding", "audit"]
