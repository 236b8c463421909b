"""The proof of a fixed report as text.

Witnesses say of each changed woman all that she is. In the text every answer and every such
woman stands once, and is named by her place; a later report reads the witnesses only of the
earlier reports whose witnesses it asks for.
"""

import json
from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import Any, overload

from kvinnobyran.statistics.disclosure.cells import Change, Key, Pair, Witness, Woman
from kvinnobyran.statistics.release.frames import Question, Questions
from kvinnobyran.statistics.release.lives import Days
from kvinnobyran.statistics.release.protecting import Issue, Proof


class KeptWitnesses(Sequence[Witness]):
    """The witnesses of a proof, read when they are asked for."""

    def __init__(self, body: dict[str, Any]) -> None:
        """Take them as they stand in the text."""
        self._body = body

    @cached_property
    def _witnesses(self) -> tuple[Witness, ...]:
        pairs = [_pair(each) for each in self._body["pairs"]]
        periods = self._body["periods"]
        women = [
            Woman(frozenset(map(pairs.__getitem__, own)), frozenset(map(periods.__getitem__, here)))
            for own, here in self._body["women"]
        ]
        return tuple(
            tuple(tuple(Change(who, women[place]) for who, place in bundle) for bundle in witness)
            for witness in self._body["changed"]
        )

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self._body["changed"])

    @overload
    def __getitem__(self, place: int) -> Witness: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[Witness]: ...
    def __getitem__(self, place: int | slice) -> Witness | Sequence[Witness]:
        """Return one of them, or some."""
        return self._witnesses[place]

    def __iter__(self) -> Iterator[Witness]:
        """Yield them in order."""
        return iter(self._witnesses)


def issue_to_text(issue: Issue) -> str:
    """Write the proof of a report, without what is counted of women: no table asks for it yet."""
    body = {
        name: {
            "once": proof.once,
            "asked": [
                [each.name, each.categories, each.lasting, each.covering]
                for each in proof.questions.asked
            ],
            "needs": [[pair, sorted(some)] for pair, some in proof.questions.needs],
            "page": [
                [sorted(key.pairs), sorted(key.periods), key.unit, proof.page[key]]
                for key in sorted(proof.page, key=lambda key: key.order)
            ],
            "witnesses": _witnesses(proof.witnesses),
        }
        for name, proof in issue.proofs.items()
    }
    return json.dumps(body, ensure_ascii=False, separators=(",", ":"), sort_keys=True)


def _witnesses(witnesses: Sequence[Witness]) -> dict[str, object]:
    women: dict[Woman, int] = {}
    for witness in witnesses:
        for bundle in witness:
            for change in bundle:
                women.setdefault(change.becomes, len(women))
    pairs = {pair: n for n, pair in enumerate(sorted({p for each in women for p in each.pairs}))}
    periods = {
        name: n for n, name in enumerate(sorted({p for each in women for p in each.periods}))
    }
    return {
        "pairs": [*pairs],
        "periods": [*periods],
        "women": [
            [
                sorted(map(pairs.__getitem__, each.pairs)),
                sorted(map(periods.__getitem__, each.periods)),
            ]
            for each in women
        ],
        "changed": [
            [[[change.woman, women[change.becomes]] for change in bundle] for bundle in witness]
            for witness in witnesses
        ],
    }


def issue_from_text(text: str, days: Days) -> Issue:
    """Read the proof of a report."""
    return Issue(days, {name: _proof(body) for name, body in json.loads(text).items()})


def _proof(body: dict[str, Any]) -> Proof:
    return Proof(
        Questions(
            tuple(
                Question(name, tuple(categories), lasting, covering)
                for name, categories, lasting, covering in body["asked"]
            ),
            tuple((_pair(pair), frozenset(map(_pair, some))) for pair, some in body["needs"]),
        ),
        {
            Key(frozenset(map(_pair, pairs)), frozenset(periods), unit): value
            for pairs, periods, unit, value in body["page"]
        },
        KeptWitnesses(body["witnesses"]),
        body["once"],
    )


def _pair(pair: list[str]) -> Pair:
    return pair[0], pair[1]
